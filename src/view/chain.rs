//! What decides the date of a hop, in words.

use super::phrases::{self, count, date, together};
use crate::analysis::Assessment;
use crate::analysis::days_off::{self, DayOffReason, DaysOff};
use crate::analysis::hops::Hop;
use crate::model::{LagDays, Link, MilestoneId};
use crate::schedule::{Driver, Hold};

/// Returns a driver of a date in a few words.
pub(super) fn driver(assessment: &Assessment<'_>, id: MilestoneId, driver: Driver) -> String {
    match driver {
        Driver::Hold(Hold::Eta) if assessment.has_passed_eta(id) => "today: its eta has passed".into(),
        Driver::Hold(hold) => hold_words(assessment, id, hold).into(),
        Driver::Link(link) => {
            let link = assessment.network.link(link);
            let from = assessment.workspace.milestone(link.from);
            let name =
                if from.is_live() { from.full_id.clone() } else { format!("{} (cancelled)", from.full_id) };
            let kind = if link.kind == crate::model::LinkKind::Fs { "" } else { link.kind.word() };
            together(format!("{name} {kind}{}", link.lag_text()).trim_end())
        }
    }
}

fn own_calendar(assessment: &Assessment<'_>, id: MilestoneId) -> &'static str {
    if assessment.workspace.full(id).is_of_slots() { "its slot" } else { "its calendar" }
}

fn hold_words(assessment: &Assessment<'_>, id: MilestoneId, hold: Hold) -> &'static str {
    match hold {
        Hold::DataDate => "today",
        Hold::ProgramStart => "program start",
        Hold::NotBefore => "not before then",
        Hold::BlockedUntil => "blocked until then",
        Hold::Updated => "its last update",
        Hold::Eta => "its eta",
        Hold::Due => "its due date",
        Hold::Actual => "done",
        Hold::Calendar => own_calendar(assessment, id),
    }
}

/// Returns a milestone's remaining work: `12wd left`, `10wd`, `event`.
pub(super) fn left(assessment: &Assessment<'_>, id: MilestoneId) -> String {
    let task = assessment.schedule.inputs.task(id);
    if !task.is_work {
        return "event".into();
    }
    if !task.is_unfinished() {
        return "done".into();
    }
    // Elapsed time passes without anyone working.
    let (unit, spent) = if task.left.elapsed { ("ed", "passed") } else { ("wd", "worked") };
    let assumed = match assessment.schedule.assumed(id) {
        0 => String::new(),
        days => format!(", {days}{unit} assumed {spent}"),
    };
    let days = format!("{}{unit}", assessment.schedule.left(id).days);
    let left = if task.is_started() { format!("{days} left") } else { days };
    format!("{}{assumed}", together(&left))
}

/// Returns why there is a gap between a hop and the one before it, or what else holds its date;
/// empty if it follows directly.
pub(super) fn reasons(assessment: &Assessment<'_>, hop: &Hop) -> String {
    let mut reasons = by_link(assessment, hop);
    reasons.extend(slack(assessment, hop).map(|(slack, from)| format!("{slack} after {from}")));
    reasons.extend(held_up(assessment, hop));
    reasons.extend(lost(assessment, hop.milestone));
    reasons.extend(by_holds(assessment, hop));
    reasons.join(" · ")
}

/// Returns what gives a hop its date, without the days off that lengthen it. What it waits for
/// stands in the row above.
pub(super) fn causes(assessment: &Assessment<'_>, hop: &Hop) -> String {
    let mut reasons = by_link(assessment, hop);
    reasons.extend(slack(assessment, hop).map(|(slack, _)| format!("{slack} before it")));
    reasons.extend(by_holds(assessment, hop));
    reasons.join(" · ")
}

/// Returns the days off that keep a hop from beginning: `held up by 4 Jul–15 Jul holiday`.
pub(super) fn held_up(assessment: &Assessment<'_>, hop: &Hop) -> Option<String> {
    let off = days_off::before(assessment, hop);
    (!off.is_empty()).then(|| format!("held up by {}", days_off(assessment, &off)))
}

/// Returns `21–25 Sep leave of bo, 12 Oct holiday, 23–30 Nov freeze Peak season`.
pub(super) fn days_off(assessment: &Assessment<'_>, off: &[DaysOff]) -> String {
    let (workspace, near) = (assessment.workspace, assessment.as_of());
    let one = |off: &DaysOff| {
        let days = if off.first == off.last {
            date(off.first, near)
        } else {
            format!("{}–{}", date(off.first, near), date(off.last, near))
        };
        let what = match off.reason {
            DayOffReason::Holiday => {
                let calendar = workspace.milestone(off.milestone).calendar.as_deref();
                calendar.map_or("holiday".into(), |name| format!("holiday ({name})"))
            }
            DayOffReason::Leave => format!("leave of {}", phrases::owner(assessment, off.milestone)),
            DayOffReason::Freeze(index) => {
                let name = workspace.freezes.get(index).and_then(|freeze| freeze.name.as_deref());
                format!("freeze {}", name.unwrap_or_default()).trim_end().to_owned()
            }
            DayOffReason::Pause => "paused".into(),
        };
        format!("{days} {what}")
    };
    off.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn by_link(assessment: &Assessment<'_>, hop: &Hop) -> Vec<String> {
    let mut reasons = Vec::new();
    if let Some(link) = hop.link {
        let link = assessment.network.link(link);
        if let Some(past) = past(assessment, link) {
            reasons.push(past);
        }
        // The schedule ignores a lead into or out of a cancelled milestone.
        let told = |link: &Link| waiting(link).filter(|_| hop.via.is_empty() || !link.is_lead());
        reasons.extend(told(link));
        for link in hop.via.iter().rev().map(|link| assessment.network.link(*link)) {
            reasons.push(format!("via {}, cancelled", assessment.workspace.milestone(link.from).full_id));
            reasons.extend(told(link));
        }
        if !hop.drives && hop.slack.is_none() && past(assessment, link).is_none() {
            reasons.push(format!("whenever {} is done", assessment.workspace.milestone(link.from).id));
        }
        // The way on which it would be hit first need not be the one that gives its date.
        if !hop.gives && past(assessment, link).is_none() {
            let drivers = assessment.schedule.drivers(hop.milestone).into_iter();
            let from = drivers.filter_map(|driver| match driver {
                Driver::Link(link) => Some(assessment.network.link(link).from),
                Driver::Hold(_) => None,
            });
            let home = Some(assessment.workspace.milestone(hop.milestone).program);
            let from: Vec<String> = from.map(|id| phrases::id_in(assessment, id, home)).collect();
            if !from.is_empty() {
                reasons.push(format!("waits for {}", phrases::list(&from)));
            }
        }
    }
    reasons
}

/// Returns the slack of a link that does not drive, and what it comes from. What has happened slips
/// no more.
fn slack<'w>(assessment: &Assessment<'w>, hop: &Hop) -> Option<(String, &'w str)> {
    let link = assessment.network.link(hop.link.filter(|_| !hop.drives)?);
    if past(assessment, link).is_some() {
        return None;
    }
    let days = hop.slack.filter(|days| *days > 0)?;
    let slack = phrases::working(assessment, link.from, days);
    Some((together(&format!("{slack} slack")), &assessment.workspace.milestone(link.from).id))
}

/// Returns the constraints that hold the date of the first hop of a chain, in a few words.
pub(super) fn holds(assessment: &Assessment<'_>, hop: &Hop) -> Vec<String> {
    let told = |hold: &&Hold| !matches!(hold, Hold::DataDate | Hold::Updated | Hold::Actual);
    let milestone = assessment.workspace.milestone(hop.milestone);
    let begins = days_off::begins(assessment, hop.milestone);
    let words = |hold: &Hold| {
        let (what, day) = match hold {
            Hold::NotBefore => ("not before", begins),
            Hold::ProgramStart => ("program start", begins),
            Hold::Eta => ("eta", milestone.eta),
            Hold::Due => ("due", milestone.promise.due),
            Hold::Calendar => return format!("held by {}", own_calendar(assessment, hop.milestone)),
            _ => (hold_words(assessment, hop.milestone, *hold), None),
        };
        together(&day.map_or(what.to_owned(), |day| format!("{what} {}", date(day, assessment.as_of()))))
    };
    hop.holds.iter().filter(told).map(words).collect()
}

fn by_holds(assessment: &Assessment<'_>, hop: &Hop) -> Vec<String> {
    let mut reasons = Vec::new();
    for hold in &hop.holds {
        match hold {
            // Only the first hop shows that it starts today: later hops start after the one before.
            Hold::DataDate if hop.link.is_some() && hop.drives => {}
            Hold::DataDate => reasons.push(match blocked(assessment, hop.milestone) {
                Some(blocked) => blocked,
                None if begins_in_slot(assessment, hop.milestone) => "held by its slot".into(),
                None => "can proceed today".into(),
            }),
            Hold::Actual => {}
            Hold::Eta if assessment.has_passed_eta(hop.milestone) => {
                reasons.push("its eta has passed".into());
            }
            Hold::Eta => {
                let eta = assessment.workspace.milestone(hop.milestone).eta;
                let eta = eta.map_or(String::new(), |eta| format!(", {}", date(eta, assessment.as_of())));
                reasons.push(format!("by its owner's eta{eta}"));
            }
            Hold::Due => reasons.push("on its due date".into()),
            Hold::BlockedUntil => reasons.push("blocked until then".into()),
            Hold::Updated if hop.holds.contains(&Hold::DataDate) => {}
            Hold::Updated => reasons.push("its update is for the end of the day before".into()),
            Hold::NotBefore => reasons.push("not before then".into()),
            Hold::ProgramStart => reasons.push("the program starts then".into()),
            // Days off that hold it up are named by themselves.
            Hold::Calendar if held_up(assessment, hop).is_some() => {}
            Hold::Calendar => reasons.push(format!("held by {}", own_calendar(assessment, hop.milestone))),
        }
    }
    reasons
}

/// Whether nothing but the calendar of slots keeps a milestone from beginning today.
fn begins_in_slot(assessment: &Assessment<'_>, id: MilestoneId) -> bool {
    let begins = days_off::begins(assessment, id);
    assessment.workspace.full(id).is_of_slots() && begins > Some(assessment.as_of())
}

/// Returns since when and why a milestone is blocked with no end in sight.
fn blocked(assessment: &Assessment<'_>, id: MilestoneId) -> Option<String> {
    let near = assessment.as_of();
    let blocked = assessment.workspace.milestone(id).blocked.as_ref()?;
    if blocked.until.is_some_and(|until| until >= near) {
        return None;
    }
    let since = blocked.since.map_or(String::new(), |since| format!(" since {}", date(since, near)));
    let why = blocked.why.as_ref().map_or(String::new(), |why| format!(": {why}"));
    Some(format!("blocked{since}{why}, no end in sight"))
}

/// Returns what a link requires besides finish-to-start: its lag, and which ends it connects.
pub(super) fn waiting(link: &Link) -> Option<String> {
    let lag = match link.lag {
        LagDays::Working(0) | LagDays::Elapsed(0) => None,
        LagDays::Working(days) => Some((days, together(&format!("{}wd", days.unsigned_abs())))),
        LagDays::Elapsed(days) => Some((days, count(days.unsigned_abs() as usize, "civil day"))),
    };
    let start = if link.kind.from_start() { " from its start" } else { "" };
    let finishes = link.kind.holds_finish();
    match lag {
        Some((signed, days)) if signed > 0 => Some(match (finishes, start.is_empty()) {
            (false, _) => format!("{days} lag{start}"),
            (true, true) => format!("finishes no earlier than {days} after it"),
            (true, false) => format!("finishes no earlier than {days}{start}"),
        }),
        Some((_, days)) => {
            let verb = if finishes { "may finish earlier by" } else { "may overlap by" };
            Some(format!("{verb} {days}{start}"))
        }
        None if finishes && start.is_empty() => Some("finishes no earlier than it".into()),
        None if finishes => Some("finishes no earlier than its start".into()),
        None if !start.is_empty() => Some("waits for its start only".into()),
        None => None,
    }
}

/// Returns what happened at the far end of the link that ends the chain: `after api-freeze, done 4
/// Aug`.
fn past(assessment: &Assessment<'_>, link: &Link) -> Option<String> {
    let from = assessment.workspace.milestone(link.from);
    let near = assessment.as_of();
    match (from.done, from.started) {
        (Some(done), _) => Some(format!("after {}, done {}", from.full_id, date(done, near))),
        (None, Some(started)) if link.kind.from_start() => {
            Some(format!("after {}, started {}", from.full_id, date(started, near)))
        }
        _ => None,
    }
}

/// Returns the leave, holidays, freezes and pauses within a milestone's remaining work.
fn lost(assessment: &Assessment<'_>, id: MilestoneId) -> Vec<String> {
    let days = days_off::lost(assessment, id);
    let mut off = Vec::new();
    if days.leave > 0 {
        off.push(together(&format!("{}wd leave", days.leave)));
    }
    if days.holidays > 0 {
        off.push(together(&count(days.holidays as usize, "holiday")));
    }
    if days.freeze > 0 {
        off.push(together(&format!("{}wd freeze", days.freeze)));
    }
    if days.pause > 0 {
        off.push(together(&format!("{}wd pause", days.pause)));
    }
    off
}
