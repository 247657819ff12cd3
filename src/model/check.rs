//! Checks of values that are valid by themselves but contradict each other.

use super::lower::Lowering;
use super::sink::FindingSink;
use super::{AsOf, Estimate, Milestone, MilestoneId};
use crate::finding::{Finding, Level};
use crate::source::{FileId, Place, Span};
use crate::syntax::{
    Amount, Due, Duration, Field, HealthDoc, Lag, MilestoneDoc, MoveDoc, ProgramDoc, Reading, RiskDoc,
    Spanned, TimeUnit,
};
use crate::time::Day;

/// Reports contradictions in one milestone.
pub(super) fn milestone(
    milestone: &Milestone,
    doc: &MilestoneDoc,
    file: FileId,
    as_of: AsOf,
    sink: &mut FindingSink<'_>,
) {
    if doc.reading == Reading::Cut {
        return;
    }
    let mut check = Check { file, subject: &milestone.full_id, as_of, sink };
    check.estimate(milestone.duration, &doc.id, &doc.duration);
    check.progress(milestone, doc);
    check.started(milestone, doc);
    check.window(doc);
    check.cancelled(doc);
    check.mixed_time(&doc.id, &doc.duration);
    check.refuse_if_future("done", &doc.done, "is marked done");
    check.refuse_if_future("started", &doc.started, "is marked started");
    if let Some(blocked) = doc.blocked.value() {
        check.refuse_if_future("since", &blocked.since, "is blocked since");
    }
    if let Some(cancelled) = doc.cancelled.value() {
        check.refuse_if_future("on", &cancelled.on, "is cancelled on");
    }
    check.warn_if_future("updated", &doc.updated, "is marked updated");
    check.health(&doc.health);
    check.moves(&doc.moved);
}

/// Returns the first day of a planned window: `start` together with `due` and without `duration`.
pub(super) fn window(doc: &MilestoneDoc) -> Option<Day> {
    let promised = doc.due.value().and_then(|due| due.day()).is_some();
    doc.start.value().copied().filter(|_| promised && !doc.duration.is_present())
}

/// Reports each `2w` of a milestone whose week has no working days (`week` is 0): its length is not
/// known.
pub(super) fn weeks(week: u32, doc: &MilestoneDoc, file: FileId, sink: &mut FindingSink<'_>) {
    if week > 0 {
        return;
    }
    let duration = doc.duration.spanned().filter(|duration| has_weeks(duration.value));
    let remaining = doc.remaining.spanned().filter(|remaining| remaining.value.unit == TimeUnit::Weeks);
    let lags = doc.depends_on.iter().filter(|dependency| matches!(dependency.value.lag, Lag::Weeks(_)));
    let spans = duration.map(|field| field.span).into_iter().chain(remaining.map(|field| field.span));
    for span in spans.chain(lags.map(|dependency| dependency.span)) {
        sink.undate(week_in_empty_week(&doc.id, Place { file, span }));
    }
}

/// The same for the impact of a risk, by the weeks of the milestones that it affects.
pub(super) fn impact_weeks(
    lowering: &mut Lowering<'_>,
    affects: &[MilestoneId],
    doc: &RiskDoc,
    file: FileId,
) {
    let workspace = &lowering.workspace;
    let length = |id: &MilestoneId| workspace.base(*id).week().length();
    let Some(target) = affects.iter().find(|id| length(id) == 0) else { return };
    let id = workspace.milestone(*target).id.clone();
    for impact in [&doc.impact, &doc.residual.impact] {
        if let Some(impact) = impact.spanned().filter(|impact| has_weeks(impact.value)) {
            lowering.sink.undate(week_in_empty_week(&id, Place { file, span: impact.span }));
        }
    }
}

fn has_weeks(duration: Duration) -> bool {
    let is_weeks = |amount: Amount| amount.unit == TimeUnit::Weeks;
    is_weeks(duration.optimistic) || is_weeks(duration.likely) || is_weeks(duration.pessimistic)
}

fn week_in_empty_week(id: &str, place: Place) -> Finding {
    let message = format!("`{id}` counts in a calendar whose week is empty, so a week has no length");
    Finding::error("week-in-empty-week", place, message)
        .label("how many days?")
        .help("write days, such as `10d`")
}

/// Reports contradictions in one program.
pub(super) fn program(id: &str, doc: &ProgramDoc, file: FileId, as_of: AsOf, sink: &mut FindingSink<'_>) {
    let mut check = Check { file, subject: id, as_of, sink };
    check.health(&doc.health);
    check.moves(&doc.moved);
    let (Some(start), Some(due)) = (doc.start.spanned(), doc.due.spanned()) else { return };
    if due.value.day().is_some_and(|day| day < start.value) {
        let place = |span| Place { file, span };
        let message = format!("`{id}` starts on {}, after its due date", start.value);
        let finding = Finding::error("start-after-due", place(start.span), message)
            .subject(id)
            .label("starts")
            .related(place(due.span), "promised")
            .help("correct one of the two dates");
        sink.undate(finding);
    }
}

/// Reports contradictions in one risk.
pub(super) fn risk(full_id: &str, doc: &RiskDoc, file: FileId, as_of: AsOf, sink: &mut FindingSink<'_>) {
    let mut check = Check { file, subject: full_id, as_of, sink };
    check.refuse_if_future("raised", &doc.raised, "was raised");
    check.warn_if_future("mitigated", &doc.mitigated, "is marked mitigated");
    check.warn_if_future("occurred", &doc.occurred, "is marked occurred");
    check.warn_if_future("closed", &doc.closed, "is marked closed");
    check.warn_if_future("reviewed", &doc.reviewed, "is marked reviewed");
    for impact in [&doc.impact, &doc.residual.impact] {
        // The weeks of different targets may differ; five days are the most common.
        check.estimate(impact.value().map(|impact| Estimate::new(*impact, 5)), &doc.id, impact);
    }
}

struct Check<'a, 'f> {
    file: FileId,
    subject: &'a str,
    as_of: AsOf,
    sink: &'a mut FindingSink<'f>,
}

impl Check<'_, '_> {
    fn error(&self, rule: &'static str, span: Span, message: String) -> Finding {
        Finding::error(rule, Place { file: self.file, span }, message).subject(self.subject)
    }

    fn estimate(&mut self, estimate: Option<Estimate>, id: &str, field: &Field<Duration>) {
        let (Some(estimate), Some(span)) = (estimate, field.span()) else { return };
        if estimate.optimistic > estimate.likely || estimate.likely > estimate.pessimistic {
            let finding = self
                .error(
                    "points-out-of-order",
                    span,
                    format!(
                        "the three points of `{id}` are out of order: {}d, {}d, {}d",
                        estimate.optimistic, estimate.likely, estimate.pessimistic
                    ),
                )
                .label("out of order")
                .help("write them as optimistic ≤ likely ≤ pessimistic");
            self.sink.undate(finding);
        }
    }

    fn window(&mut self, doc: &MilestoneDoc) {
        let Some(start) = doc.start.spanned() else { return };
        let day = start.value;
        let meant = format!(
            "for work that began then, write `started: {day}`; for work that cannot begin earlier, write `not_before: {day}`"
        );
        let finding = match doc.due.spanned().map(|due| (due.value, due.span)) {
            Some((Due::On(due), place)) if due < day => self
                .error(
                    "start-after-due",
                    start.span,
                    format!("`{}` starts on {day}, after its due date", doc.id),
                )
                .label("starts")
                .related(Place { file: self.file, span: place }, "promised")
                .help("correct one of the two dates"),
            Some((Due::On(_), _)) if !doc.duration.is_present() => return,
            None if matches!(doc.due, Field::Bad(_))
                || doc.reading == Reading::UnknownKey && !doc.duration.is_present() =>
            {
                return;
            }
            _ if doc.duration.is_present() => self
                .error(
                    "start-without-window",
                    start.span,
                    format!(
                        "`start` of `{}` begins a planned window, but a `duration` already gives the length",
                        doc.id
                    ),
                )
                .label("a window and a duration")
                .help(meant),
            _ => self
                .error(
                    "start-without-window",
                    start.span,
                    format!("`start` of `{}` begins a planned window, but no `due` ends it", doc.id),
                )
                .label("a window without an end")
                .help(format!("{meant}; for a window, add `due:`")),
        };
        self.sink.undate(finding);
    }

    fn cancelled(&mut self, doc: &MilestoneDoc) {
        let Some(cancelled) = doc.cancelled.spanned() else { return };
        if let Some(done) = doc.done.spanned() {
            let message = format!("`{}` is both done and cancelled", doc.id);
            let finding = self
                .error("done-and-cancelled", cancelled.span, message)
                .label("cancelled")
                .related(Place { file: self.file, span: done.span }, "done")
                .help("remove one of the two");
            self.sink.undate(finding);
        }
    }

    /// Points in working time and points in elapsed time cannot be compared.
    fn mixed_time(&mut self, id: &str, duration: &Field<Duration>) {
        let Some(duration) = duration.spanned() else { return };
        let Duration { optimistic, likely, pessimistic } = duration.value;
        let elapsed = [optimistic, likely, pessimistic].map(|amount| amount.unit == TimeUnit::Elapsed);
        if elapsed.contains(&true) && elapsed.contains(&false) {
            let finding = self
                .error("mixed-time", duration.span, format!("the three points of `{id}` mix working and elapsed days"))
                .label("mixed")
                .help("write all three in working time, such as `20d`, or all three in elapsed days, such as `30ed`");
            self.sink.undate(finding);
        }
    }

    fn progress(&mut self, milestone: &Milestone, doc: &MilestoneDoc) {
        let measures = [("progress", doc.progress.span()), ("remaining", doc.remaining.span())];
        for (key, span) in measures {
            let Some(span) = span else { continue };
            if doc.reading == Reading::UnknownKey && !(doc.started.is_present() && doc.duration.is_present())
            {
                continue;
            }
            let takes_time = milestone.duration.is_some_and(|duration| duration.likely > 0);
            let finding = if !takes_time && !doc.started.is_present() && !doc.duration.is_present()
                || milestone.duration.is_some_and(|duration| duration.likely == 0)
            {
                self.error("progress-on-event", span, format!("`{}` is an event: it has no `{key}`", doc.id))
                    .label("nothing to measure")
                    .help(format!("give it a `duration:` and `started:`, or remove `{key}`"))
            } else if !doc.started.is_present() {
                self.error(
                    "progress-without-start",
                    span,
                    format!("`{}` has `{key}` but no `started`", doc.id),
                )
                .label("work that has not begun")
                .help("add `started:` with the day on which work began")
            } else {
                continue;
            };
            self.sink.undate(finding);
        }
    }

    fn started(&mut self, milestone: &Milestone, doc: &MilestoneDoc) {
        let Some(started) = doc.started.spanned() else { return };
        if let Some(done) = doc.done.spanned()
            && done.value < started.value
        {
            let message =
                format!("`{}` was done on {} but started on {}, later", doc.id, done.value, started.value);
            let finding = self
                .error("done-before-start", done.span, message)
                .label("done")
                .related(Place { file: self.file, span: started.span }, "started")
                .help("correct one of the two dates");
            self.sink.undate(finding);
        }
        let length_is_told = doc.duration.is_present() || doc.due.is_present() || doc.eta.is_present();
        let tbd = milestone.promise.tbd && !doc.duration.is_present() && !doc.eta.is_present();
        if milestone.is_unfinished()
            && (!length_is_told && doc.reading != Reading::UnknownKey || tbd)
            && !doc.remaining.is_present()
        {
            let finding = self
                .error(
                    "started-without-length",
                    started.span,
                    format!("`{}` has started, but nothing gives its length", doc.id),
                )
                .label("started")
                .help("add `duration:`, `remaining:`, `eta:` or `due:`");
            self.sink.undate(finding);
        }
    }

    fn health(&mut self, health: &Field<Box<HealthDoc>>) {
        if let Some(health) = health.value() {
            self.warn_if_future("on", &health.on, "has `health` dated");
        }
    }

    fn moves(&mut self, moves: &[MoveDoc]) {
        for entry in moves {
            let help = "correct the date: the move counts already";
            self.warn_after_as_of("on", &entry.on, "is marked moved on", help);
        }
    }

    /// Warns of a report that is dated after the as-of day; it does not count before its day.
    fn warn_if_future(&mut self, key: &'static str, field: &Field<Day>, what: &str) {
        self.warn_after_as_of(key, field, what, "correct the date: it does not count before its day");
    }

    /// Warns of a date after the as-of day. If that is in the past, newer dates in the current plan
    /// are fine.
    fn warn_after_as_of(&mut self, key: &'static str, field: &Field<Day>, what: &str, help: &'static str) {
        let Some(field) = field.spanned() else { return };
        if self.as_of.is_past || field.value.since(self.as_of.day) <= 0 {
            return;
        }
        let mut finding = self.future_actual(key, field, what);
        finding.level = Level::Warning;
        let finding = match self.as_of.has_seen(field.value) {
            true => tomorrow(finding),
            false => finding.label("in the future").help(help),
        };
        self.sink.add(finding);
    }

    fn future_actual(&self, key: &'static str, field: &Spanned<Day>, what: &str) -> Finding {
        let message =
            format!("`{}` {what} {}, after the as-of day {}", self.subject, field.value, self.as_of.day);
        self.error("future-actual", field.span, message).fact("key", key)
    }

    /// Reports an actual that is dated after the as-of day. One day ahead of the clock is another
    /// time zone, and only a warning.
    fn refuse_if_future(&mut self, key: &'static str, field: &Field<Day>, what: &str) {
        let Some(field) = field.spanned() else { return };
        let ahead = field.value.since(self.as_of.day);
        if ahead <= 0 {
            return;
        }
        let mut finding = self.future_actual(key, field, what);
        if self.as_of.has_seen(field.value) {
            finding.level = Level::Warning;
            self.sink.add(tomorrow(finding));
            return;
        }
        let planned = match key {
            "done" => "planned? then it is `due:`, or `eta:` for the day on which its owner expects it; ",
            "started" => "planned? then it is `not_before:`, or `start:` of a window that ends on `due:`; ",
            _ => "",
        };
        let help = if self.as_of.is_past {
            let day = self.as_of.day;
            format!(
                "{planned}did you mean `--at {day}`, the plan as it was committed by then? `--as-of` looks at the plan as it stands now"
            )
        } else {
            let happened = if planned.is_empty() { "" } else { "it happened? then " };
            format!("{planned}{happened}correct the date; or report as of a later day with `--as-of`")
        };
        self.sink.undate(finding.label("in the future").help(help));
    }
}

fn tomorrow(finding: Finding) -> Finding {
    finding.label("tomorrow here").help("accepted: it may be tomorrow already where it was written")
}
