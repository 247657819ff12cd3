//! The promises and the milestones of a diff.

use super::words::{by, causes, cut, days, edit_words};
use crate::analysis::diff::{
    BeforeAfter, Change, Diff, Edit, EditKind, Moving, Pair, PromiseChange, PromiseOutcome, Side, Subject,
};
use crate::model::MilestoneId;
use crate::schedule::PromiseHolder;
use crate::time::Day;
use crate::view::phrases::{self, date, earliest};
use crate::view::{Cell, Column, Report, Tone};
use std::collections::BTreeSet;

/// Rows shown, at most.
pub(super) const ROWS: usize = 20;

/// Promises that get a line of their own, at most; firm ones may exceed it.
const PROMISES: usize = 10;

/// Returns the promises that get a line of their own. Kept promises whose forecast moved come last;
/// those that are not firm appear only in the table.
fn lines<'d>(diff: &'d Diff<'_>) -> impl Iterator<Item = &'d PromiseChange> {
    let is_row = |change: &PromiseChange| {
        matches!(change.holder.latest(diff.base, diff.head), (_, PromiseHolder::Milestone(_)))
    };
    let is_line =
        |change: &&PromiseChange| !is_told_by_its_row(change) || change.is_firm() || !is_row(change);
    // Firm ones come first.
    let firm = diff.promises.iter().filter(|change| change.is_firm()).count();
    let told = diff.promises.iter().filter(is_line).take(PROMISES.max(firm.min(super::LISTED)));
    let (kept, others): (Vec<&PromiseChange>, Vec<&PromiseChange>) =
        told.partition(|change| change.is_kept_otherwise());
    others.into_iter().chain(kept)
}

/// Whether the row of a milestone already shows everything about its promise: a moved forecast that
/// keeps it, or a lost one.
fn is_told_by_its_row(change: &PromiseChange) -> bool {
    change.is_kept_otherwise() || change.is_no_longer_known() && !change.due().is_change()
}

pub(super) fn promises(report: &mut Report, diff: &Diff<'_>) {
    for change in lines(diff) {
        let (symbol, tone) = match (change.is_bad_news(), change.is_no_longer_late()) {
            (true, _) => ("✗", Tone::Bad),
            (false, true) => ("✓", Tone::Good),
            (false, false) => ("·", Tone::Plain),
        };
        report.line([
            Cell::toned(format!("{symbol} {}", diff.id(change.holder)), tone),
            Cell::from(format!("  {}", promise(diff, change))),
        ]);
    }
    let more = rest(diff).len();
    if more > 0 {
        report.line([Cell::from(format!("and {} below", phrases::count(more, "more promise")))]);
    }
}

/// Returns the promises that have neither a line nor a row.
pub(super) fn rest<'d>(diff: &'d Diff<'_>) -> Vec<&'d PromiseChange> {
    let has_line: BTreeSet<&str> = lines(diff).map(|change| diff.id(change.holder)).collect();
    let has_row: BTreeSet<&str> = rows(diff).into_iter().map(|change| diff.id(change.pair)).collect();
    let is_told = |change: &&PromiseChange| {
        let name = diff.id(change.holder);
        has_line.contains(name) || is_told_by_its_row(change) && has_row.contains(name)
    };
    diff.promises.iter().filter(|change| !is_told(change)).collect()
}

/// Adds the promises that have neither a line nor a row.
pub(super) fn more_promises(report: &mut Report, diff: &Diff<'_>) {
    let row = |change: &PromiseChange| {
        vec![Cell::toned(diff.id(change.holder), Tone::Strong), Cell::from(promise(diff, change))]
    };
    let columns = vec![Column::keep("promise"), Column::wrap("what became of it")];
    super::limited(report, columns, rest(diff).into_iter().map(row).collect());
}

fn promise(diff: &Diff<'_>, change: &PromiseChange) -> String {
    let near = diff.head.assessment.as_of();
    let (was, is) = (&change.before, &change.after);
    let mut parts = Vec::new();
    let day = |day: Day| date(day, near);
    match (change.moving, was.promise.due, is.promise.due) {
        (Some(Moving::Later | Moving::Earlier), Some(before), Some(after)) => {
            parts.push(format!("promise moved {}, {}", days(before, after, near), by(change.moved_by)))
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
        if was.was_missed && !change.is_withdrawn_late() {
            parts.push("after it had been missed".into());
        }
        if change.has_entry && !change.says_why {
            parts.push("its `moved` entry does not say why".into());
        }
        match (&change.agreed, change.has_entry) {
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
    if let Some(whom) = change.promised_to() {
        parts.push(format!("to {}", cut(whom)));
    }
    if let Some(due) = change.left_behind {
        parts.push(format!("its program still promises {}", day(due)));
    }
    parts.extend(standing(diff, change));
    parts.join(" · ")
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
        PromiseOutcome::Late if change.is_later_still() => format!("later still: {late}{was}"),
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

/// Returns the milestones that have a row. If there is no room for all, promised milestones go
/// before others, and firm promises first.
fn rows<'d>(diff: &'d Diff<'_>) -> Vec<&'d Change<MilestoneId>> {
    let rank = |change: &Change<MilestoneId>| {
        let promise = diff.ask(change.pair, |side, id| {
            let milestone = side.workspace().milestone(id);
            milestone.promise.due.map(|_| milestone.firm)
        });
        // Firm, promised, neither.
        std::cmp::Reverse(promise.before.max(promise.after))
    };
    let told = diff.milestones.iter().filter(|change| is_row(diff, change));
    let mut told: Vec<(usize, &Change<MilestoneId>)> = told.enumerate().collect();
    told.sort_by_key(|(at, change)| (rank(change), *at));
    told.truncate(ROWS);
    told.sort_by_key(|(at, _)| *at);
    told.into_iter().map(|(_, change)| change).collect()
}

/// Adds the milestones that moved, finished or lost their date; at most `ROWS`.
pub(super) fn milestones(report: &mut Report, diff: &Diff<'_>) {
    let told = diff.milestones.iter().filter(|change| is_row(diff, change)).count();
    let rows: Vec<Vec<Cell>> = rows(diff).into_iter().map(|change| row(diff, change)).collect();
    let columns = vec![
        Column::keep("milestone"),
        Column::keep("owner").drop(2),
        Column::number("promised").drop(1),
        Column::number("was"),
        Column::number("now"),
        Column::keep("by"),
        Column::wrap("why"),
    ];
    report.table(0, columns, rows);
    if told > ROWS {
        let more = phrases::count(told - ROWS, "more milestone");
        report.line([Cell::toned(format!("and {more}; `--format json` has all"), Tone::Faint)]);
    }
}

/// Whether a milestone gets a row here. Those added, removed, or renamed without moving are listed
/// in their own table.
fn is_row(diff: &Diff<'_>, change: &Change<MilestoneId>) -> bool {
    match change.change {
        Some(EditKind::Renamed) => {
            let done = diff.ask(change.pair, |side, id| side.workspace().milestone(id).done.is_some());
            change.finish.is_change() || done.is_change()
        }
        kind => kind == Some(EditKind::Set),
    }
}

fn row(diff: &Diff<'_>, change: &Change<MilestoneId>) -> Vec<Cell> {
    let near = diff.head.assessment.as_of();
    let (base, head) = (diff.base.workspace(), diff.head.workspace());
    let Pair::Both(before, after) = change.pair else { return vec![Cell::default(); 7] };
    let milestone = head.milestone(after);
    let finish = &change.finish;
    let show = |side: Side<'_>, id: MilestoneId| {
        let milestone = side.workspace().milestone(id);
        match milestone.done {
            Some(done) => phrases::together(&format!("done {}", date(done, near))),
            None if !milestone.is_live() => "cancelled".into(),
            None => phrases::forecast(side.assessment, id),
        }
    };
    let due = match (milestone.promise.due, milestone.firm) {
        (None, _) => String::new(),
        (Some(due), false) => date(due, near),
        (Some(due), true) => phrases::together(&format!("{} firm", date(due, near))),
    };
    let tone = match (finish.moved(), finish.is_later()) {
        (true, true) => Tone::Bad,
        (true, false) => Tone::Good,
        (false, _) => Tone::Plain,
    };
    let id = diff.id(change.pair);
    let mut why = match finish.moved() {
        true => causes(diff, &change.causes, id, finish.by),
        false => String::new(),
    };
    if let Some(cancelled) = milestone.cancelled.as_ref().filter(|_| base.milestone(before).is_live()) {
        why = match &cancelled.reason {
            Some(reason) => format!("cancelled: {}", cut(reason)),
            None => "cancelled without a reason".into(),
        };
    } else if finish.day.after.is_none() && milestone.is_live() {
        let because = diff.head.assessment.forecast(after).undated_because.clone();
        why = format!("no date: {}", because.unwrap_or_default());
    } else if finish.day.before.is_none() && base.milestone(before).is_live() {
        let because = diff.base.assessment.forecast(before).undated_because.clone();
        why = format!("had no date: {}", because.unwrap_or_default());
    } else if why.is_empty() && finish.is_earliest().is_change() {
        let assessment = diff.head.assessment;
        why = match (assessment.forecast(after).floor, assessment.floor_from(after)) {
            (Some(floor), _) => format!("may not hold: {}", floor.words()),
            (None, Some(from)) => phrases::rests_on(assessment, from, Some(milestone.program)),
            (None, None) => "no longer a floor".into(),
        };
    }
    if change.change == Some(EditKind::Renamed) {
        let was = format!("was {}", base.milestone(before).full_id);
        why = if why.is_empty() { was } else { format!("{was}; {why}") };
    }
    vec![
        Cell::toned(id, Tone::Strong),
        Cell::from(head.owner_id(milestone.owner).unwrap_or("—").to_owned()),
        Cell::from(due),
        Cell::from(show(diff.base, before)),
        Cell::toned(show(diff.head, after), tone),
        Cell::toned(if finish.moved() { by(finish.by) } else { String::new() }, tone),
        Cell::from(why),
    ]
}

/// Adds what was added, removed and renamed.
pub(super) fn identity(report: &mut Report, diff: &Diff<'_>) {
    let near = diff.head.assessment.as_of();
    let rows = diff.edits.iter().filter(|edit| edit.kind != EditKind::Set).filter_map(|edit| {
        let (owner, forecast) = match &edit.subject {
            Subject::Milestone(id) => milestone_of(diff, edit, id),
            Subject::Program(id) => (None, program_forecast(diff, edit, id)),
            _ => return None,
        };
        let what = match edit.kind {
            EditKind::Added => "added".to_owned(),
            EditKind::Removed => "removed".into(),
            _ => edit_words(edit, near),
        };
        Some(vec![
            Cell::from(edit.subject.kind()),
            Cell::toned(edit.subject.name(), Tone::Strong),
            Cell::from(what),
            Cell::from(owner.unwrap_or_default().to_owned()),
            Cell::from(forecast),
        ])
    });
    let columns = vec![
        Column::keep("what"),
        Column::keep("id"),
        Column::wrap("change"),
        Column::keep("owner").drop(1),
        Column::number("forecast"),
    ];
    super::limited(report, columns, rows.collect());
}

/// Returns the owner and the forecast of a milestone that was added, removed or renamed.
fn milestone_of<'d>(diff: &Diff<'d>, edit: &Edit, id: &str) -> (Option<&'d str>, String) {
    if edit.kind == EditKind::Removed {
        let removed = diff.milestones.iter().filter_map(|change| match change.pair {
            Pair::Base(id) => Some(id),
            _ => None,
        });
        let removed = removed.into_iter().find(|removed| diff.base.id(*removed) == id);
        return removed.map_or_else(Default::default, |id| (diff.base.owner(id), was_when(diff, id)));
    }
    let of = diff.milestone_of_head(id);
    of.map_or_else(Default::default, |id| (diff.head.owner(id), phrases::forecast(diff.head.assessment, id)))
}

/// Returns the forecast of a program that was added, removed or renamed.
fn program_forecast(diff: &Diff<'_>, edit: &Edit, id: &str) -> String {
    let near = diff.head.assessment.as_of();
    let change = diff.programs.iter().find(|change| diff.id(change.pair) == id);
    let finish = change.map(|change| change.finish).unwrap_or_default();
    let was = finish.day.before.filter(|_| edit.kind == EditKind::Removed);
    match (finish.day.after, was) {
        (Some(day), _) => earliest(day, finish.is_earliest().after, near),
        (None, Some(day)) => {
            phrases::together(&format!("was {}", earliest(day, finish.is_earliest().before, near)))
        }
        (None, None) => String::new(),
    }
}

/// Returns when a milestone of the base finished, or would have: `was 18 Sep`.
fn was_when(diff: &Diff<'_>, id: MilestoneId) -> String {
    let milestone = diff.base.workspace().milestone(id);
    match milestone.done {
        Some(done) => phrases::together(&format!("was done {}", date(done, diff.base.assessment.as_of()))),
        None if !milestone.is_live() => phrases::together("was cancelled"),
        None => phrases::together(&format!("was {}", phrases::forecast(diff.base.assessment, id))),
    }
}
