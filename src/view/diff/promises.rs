//! What became of the promises.

use super::words::{by, cut, days, in_quotes, reason, room};
use super::{Limits, verdict};
use crate::analysis::diff::{BeforeAfter, Diff, Moving, Pair, PromiseChange, PromiseOutcome};
use crate::schedule::PromiseHolder;
use crate::time::Day;
use crate::view::phrases::{self, date, earliest};
use crate::view::{Cell, Column, Report, Tone};

/// Splits the promises into those that get a line of their own and the rest. Firm ones come first,
/// then others that changed; kept promises with another forecast come last.
fn split<'d>(diff: &'d Diff<'_>, limits: Limits) -> (Vec<&'d PromiseChange>, Vec<&'d PromiseChange>) {
    let is_milestone = |change: &PromiseChange| {
        matches!(change.holder.latest(diff.base, diff.head), (_, PromiseHolder::Milestone(_)))
    };
    let is_line =
        |change: &&PromiseChange| change.is_firm() || !is_told_below(change) || !is_milestone(change);
    // More firm ones than that get a line too.
    let firm = diff.promises.iter().filter(|change| change.is_firm()).count();
    let most = limits.promises.max(firm.min(super::LISTED));
    let (mut lines, mut rest): (Vec<&PromiseChange>, Vec<&PromiseChange>) =
        diff.promises.iter().partition(is_line);
    if lines.len() > most {
        rest.splice(..0, lines.split_off(most));
    }
    // The worst first, as in the verdict.
    lines.sort_by_key(|change| verdict::rank(verdict::tone(change)));
    (lines, rest)
}

/// Whether what moves a milestone shows all about its promise: a moved forecast that keeps it, or a
/// lost one.
fn is_told_below(change: &PromiseChange) -> bool {
    change.is_kept_otherwise() || change.is_no_longer_known() && !change.due().is_change()
}

pub(super) fn promises(report: &mut Report, diff: &Diff<'_>, limits: Limits) {
    for change in split(diff, limits).0 {
        let tone = verdict::tone(change);
        report.line([
            Cell::toned(format!("{}{}", verdict::sign(tone), diff.id(change.holder)), tone),
            Cell::from(format!("  {}", promise(diff, change))),
        ]);
    }
}

/// Returns the promises without a line.
pub(super) fn rest<'d>(diff: &'d Diff<'_>, limits: Limits) -> Vec<&'d PromiseChange> {
    split(diff, limits).1
}

/// Adds the promises without a line.
pub(super) fn more_promises(report: &mut Report, diff: &Diff<'_>, limits: Limits) {
    let row = |change: &PromiseChange| {
        vec![Cell::toned(diff.id(change.holder), Tone::Strong), Cell::from(promise(diff, change))]
    };
    let columns = vec![Column::keep("promise"), Column::wrap("what became of it")];
    super::limited(report, columns, rest(diff, limits).into_iter().map(row).collect());
}

fn promise(diff: &Diff<'_>, change: &PromiseChange) -> String {
    let near = diff.head.assessment.as_of();
    let (was, is) = (&change.before, &change.after);
    let mut parts = Vec::new();
    let day = |day: Day| date(day, near);
    match (change.moving, was.promise.due, is.promise.due) {
        (Some(Moving::Later | Moving::Earlier), Some(before), Some(after)) => {
            parts.push(format!("promise moved {}, {}", days(before, after, near), by(change.moved_by)));
        }
        (Some(Moving::Withdrawn), Some(before), _) => {
            parts.push(format!("promise of {} withdrawn", day(before)));
        }
        (Some(Moving::Made), _, Some(after)) => parts.push(format!("newly promised for {}", day(after))),
        (_, _, Some(due)) => parts.push(format!("promised {}", day(due))),
        (None, Some(due), None) if is.is_unread => parts.push(format!("was promised {}", day(due))),
        _ => {}
    }
    if change.is_moved() {
        if let (Some(why), Some(part)) = (said_why(change), parts.last_mut()) {
            part.push_str(&why);
        }
        if was.was_missed && !change.is_withdrawn_late() {
            parts.push("after it had been missed".into());
        }
        if change.has_entry && !change.says_why {
            parts.push("its `moved` entry does not say why".into());
        }
        match (&change.agreed, change.has_entry) {
            _ if change.says_why => {}
            (Some(who), true) => parts.push(format!("agreed with {}", cut(who))),
            (None, true) => parts.push("nobody named who agreed".into()),
            (_, false) if change.moving != Some(Moving::Withdrawn) => {
                parts.push("without a `moved` entry that says why".into());
            }
            _ => {}
        }
    } else if was.promise.original != is.promise.original && change.moving.is_none() {
        let show = |shown: Option<Day>| shown.map_or("nothing".into(), day);
        let (before, after) = (show(was.promise.original), show(is.promise.original));
        parts.push(format!("first promise now recorded as {after}, was {before}"));
    }
    if was.firm != is.firm && is.promise.due.is_some() && was.promise.due.is_some() {
        parts.push(if is.firm { "now firm".into() } else { "no longer firm".to_owned() });
    } else if change.is_firm() {
        parts.push("firm".into());
    }
    match (&was.promised_to, &is.promised_to) {
        (Some(was), None) if is.promise.due.is_some() => {
            parts.push(format!("no longer to {}", in_quotes(was)));
        }
        (Some(was), Some(is)) if change.has_other_recipient() => {
            parts.push(format!("to {}, was to {}", in_quotes(is), in_quotes(was)));
        }
        _ => parts.extend(change.promised_to().map(|whom| format!("to {}", in_quotes(whom)))),
    }
    if let Some(due) = change.left_behind {
        parts.push(format!("its program still promises {}", day(due)));
    }
    parts.extend(standing(diff, change));
    parts.extend(change.room().map(|(before, after)| format!("room {}", room(before, after))));
    parts.join(" · ")
}

/// Returns why a promise was moved: `: "Customers asked for it" (scope, agreed priya)`.
fn said_why(change: &PromiseChange) -> Option<String> {
    let entry = change.entry.as_ref()?;
    let why = reason(entry.why.as_deref()?);
    let who = change.agreed.as_deref();
    let who = who.map_or("nobody named who agreed".to_owned(), |who| format!("agreed {}", cut(who)));
    let cause = entry.cause.as_deref().map(|cause| format!("{}, ", cut(cause))).unwrap_or_default();
    Some(format!(": {why} ({cause}{who})"))
}

/// Returns whether the promise holds: `newly late: forecast 29 Dec, 6wd late`.
fn standing(diff: &Diff<'_>, change: &PromiseChange) -> Option<String> {
    let (is_done, finish) = (change.both(|side| side.is_done), &change.finish);
    if change.after.is_unread {
        let because = undated_because(diff, change.holder).unwrap_or("its `due` is not a date");
        return Some(format!("what it promises now could not be read: {because}"));
    }
    if change.after.outcome == PromiseOutcome::Nothing {
        return withdrawn(diff, change);
    }
    let State { when: was_when, behind: was_behind } = state(diff, change, false);
    // Where both are forecasts, say the word only once.
    let was_when = was_when.map(|was| match is_done == BeforeAfter::default() {
        true => was.replacen("forecast ", "", 1),
        false => was,
    });
    let State { when: Some(when), behind } = state(diff, change, true) else {
        return Some(match change.after.outcome {
            PromiseOutcome::Unknown if change.is_no_longer_known() => {
                let because = undated_because(diff, change.holder).unwrap_or("nothing says when it finishes");
                let was = was_when.map_or(String::new(), |was| format!(", was {was}"));
                format!("has no date any more{was}: {because}")
            }
            PromiseOutcome::Late => "late, without a date".into(),
            _ => "without a date".into(),
        });
    };
    let moved = finish.moved() || is_done.is_change();
    let parts: Vec<&str> =
        was_when.as_deref().filter(|_| moved).into_iter().chain(was_behind.as_deref()).collect();
    let was = if parts.is_empty() { String::new() } else { format!(", was {}", parts.join(", ")) };
    let late = behind.map_or(when.clone(), |behind| format!("{when}, {behind}"));
    Some(match change.after.outcome {
        PromiseOutcome::Unknown => when,
        _ if change.before.is_unread => format!("what it promised before could not be read; {late}"),
        _ if change.is_newly_late() => format!("newly late: {late}"),
        PromiseOutcome::Late if verdict::is_later_still(change) => format!("later still: {late}{was}"),
        PromiseOutcome::Late if change.is_less_late() => format!("less late: {late}{was}"),
        PromiseOutcome::Late if change.before.outcome == PromiseOutcome::Unknown => {
            format!("late, had no date: {late}")
        }
        PromiseOutcome::Late if is_done.after => format!("{late}{was}"),
        PromiseOutcome::Late if change.before.behind != change.after.behind => {
            format!("still late: {late}{was}")
        }
        PromiseOutcome::Late => format!("still late: {late}"),
        _ if change.is_late_but_for_its_move() => {
            format!("no longer late only by being moved: {when}{was}")
        }
        _ if change.is_no_longer_late() => format!("no longer late: {when}{was}"),
        _ if change.is_kept_otherwise() && finish.moved() => {
            let still = if is_done.after { "kept" } else { "still kept" };
            let was = was_when.unwrap_or_default();
            format!("{still}: {when}, was {was}, {}", by(finish.by))
        }
        _ => when,
    })
}

/// When a promise is met on one side, `forecast 29 Dec` or `done 9 Sep`, and how far that is from
/// it: `6wd late`.
struct State {
    when: Option<String>,
    behind: Option<String>,
}

fn state(diff: &Diff<'_>, change: &PromiseChange, is_after: bool) -> State {
    let near = diff.head.assessment.as_of();
    let (finish, floor) = (change.finish.day, change.finish.is_earliest());
    let (side, finish, is_earliest) = match is_after {
        true => (&change.after, finish.after, floor.after),
        false => (&change.before, finish.before, floor.before),
    };
    State {
        when: finish.map(|day| match side.is_done {
            true => phrases::together(&format!("done {}", date(day, near))),
            false => format!("forecast {}", earliest(day, is_earliest, near)),
        }),
        behind: side.behind.map(phrases::variance),
    }
}

/// Returns how a promise was withdrawn, and its last state: `removed while late: forecast 29 Dec,
/// 6wd late`.
fn withdrawn(diff: &Diff<'_>, change: &PromiseChange) -> Option<String> {
    change.before.promise.due?;
    let how = match (change.holder, change.holder.head()) {
        (Pair::Base(_), _) => "removed",
        (_, Some(PromiseHolder::Milestone(id))) if !diff.head.workspace().milestone(id).is_live() => {
            "cancelled"
        }
        _ => "dropped",
    };
    let while_late = if change.is_withdrawn_late() && !change.before.is_done { " while late" } else { "" };
    let State { when, behind } = state(diff, change, false);
    let parts: Vec<String> = when.into_iter().chain(behind).collect();
    Some(match (while_late, parts.is_empty()) {
        (_, true) => format!("{how}{while_late}"),
        ("", false) => format!("{how}, was {}", parts.join(", ")),
        (_, false) => format!("{how}{while_late}: {}", parts.join(", ")),
    })
}

/// Returns why the head has no date to compare with a promise.
fn undated_because<'d>(diff: &'d Diff<'_>, holder: Pair<PromiseHolder>) -> Option<&'d str> {
    let assessment = diff.head.assessment;
    match holder.head()? {
        PromiseHolder::Milestone(id) => assessment.forecast(id).undated_because.as_deref(),
        PromiseHolder::Program(id) => {
            let program = assessment.workspace.program(id);
            let finish = program.finish.map(|id| assessment.forecast(id));
            program.undated_because.as_deref().or_else(|| finish?.undated_because.as_deref())
        }
    }
}
