//! The promises and the milestones of a diff.

use super::words::{by, causes, cut, days, edit_words, forecast};
use crate::analysis::diff::{
    BeforeAfter, Diff, EditKind, MilestoneChange, Moving, Pair, PromiseChange, PromiseOutcome, Promiser, Side,
};
use crate::model::MilestoneId;
use crate::time::Day;
use crate::view::phrases::{self, date};
use crate::view::{Cell, Column, Report, Tone};
use std::collections::BTreeSet;

/// Rows shown, at most.
pub(super) const ROWS: usize = 20;

/// Promises that get a line of their own, at most; firm ones may exceed it.
const PROMISES: usize = 10;

/// Returns the promises that get a line of their own. Kept promises whose forecast moved come last;
/// those that are not firm appear only in the table.
fn lines<'d>(diff: &'d Diff<'_>) -> impl Iterator<Item = &'d PromiseChange> {
    let is_line = |change: &&PromiseChange| {
        let is_row = matches!(change.promiser, Promiser::Milestone(_));
        !is_told_by_its_row(change) || change.is_firm() || !is_row
    };
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
    change.is_kept_otherwise() || change.is_no_longer_known() && change.due.before == change.due.after
}

/// Adds a line for each promise that changed.
pub(super) fn promises(report: &mut Report, diff: &Diff<'_>) {
    for change in lines(diff) {
        let (symbol, tone) = match (change.is_bad_news(), change.is_no_longer_late()) {
            (true, _) => ("✗", Tone::Bad),
            (false, true) => ("✓", Tone::Good),
            (false, false) => ("·", Tone::Plain),
        };
        report.line([
            Cell::toned(format!("{symbol} {}", diff.promiser_id(change.promiser)), tone),
            Cell::from(format!("  {}", promise(diff, change))),
        ]);
    }
    let more = rest(diff).len();
    if more > 0 {
        report.line([Cell::from(format!("and {} below", phrases::count(more, "more promise")))]);
    }
}

/// Returns the promises that have neither a line nor a row.
fn rest<'d>(diff: &'d Diff<'_>) -> Vec<&'d PromiseChange> {
    let has_line: BTreeSet<&str> = lines(diff).map(|change| diff.promiser_id(change.promiser)).collect();
    let has_row: BTreeSet<&str> =
        rows(diff).into_iter().map(|change| diff.milestone_id(change.pair)).collect();
    let is_told = |change: &&PromiseChange| {
        let name = diff.promiser_id(change.promiser);
        has_line.contains(name) || is_told_by_its_row(change) && has_row.contains(name)
    };
    diff.promises.iter().filter(|change| !is_told(change)).collect()
}

/// Adds the promises that have neither a line nor a row; returns how many there are.
pub(super) fn more_promises(report: &mut Report, diff: &Diff<'_>) -> usize {
    let rest = rest(diff);
    let row = |change: &&PromiseChange| {
        vec![Cell::toned(diff.promiser_id(change.promiser), Tone::Strong), Cell::from(promise(diff, change))]
    };
    let columns = vec![Column::keep("promise"), Column::wrap("what became of it")];
    super::limited(report, columns, rest.iter().map(row).collect());
    rest.len()
}

fn promise(diff: &Diff<'_>, change: &PromiseChange) -> String {
    let near = diff.head.assessment.as_of();
    let mut parts = Vec::new();
    let day = |day: Day| date(day, near);
    let by_days = |workdays: Option<i32>, later: bool| by(workdays, later);
    match (change.moving, change.due.before, change.due.after) {
        (Some(Moving::Later | Moving::Earlier), Some(before), Some(after)) => parts.push(format!(
            "promise moved {}, {}",
            days(before, after, near),
            by_days(change.moved_workdays, after > before)
        )),
        (Some(Moving::Withdrawn), Some(before), _) => {
            parts.push(format!("promise of {} withdrawn", day(before)));
        }
        (Some(Moving::Made), _, Some(after)) => parts.push(format!("newly promised for {}", day(after))),
        (_, _, Some(due)) => parts.push(format!("promised {}", day(due))),
        (None, Some(due), None) if change.is_unread.after => parts.push(format!("was promised {}", day(due))),
        _ => {}
    }
    if change.is_moved() {
        if change.was_missed && !change.is_withdrawn_late() {
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
    } else if change.original.is_change() && change.moving.is_none() {
        let (before, after) = (change.original.before, change.original.after);
        let show = |shown: Option<Day>| shown.map_or("nothing".into(), day);
        parts.push(format!("first promise now recorded as {}, was {}", show(after), show(before)));
    }
    if change.firm.is_change() && change.due.after.is_some() && change.due.before.is_some() {
        parts.push(if change.firm.after { "now firm".into() } else { "no longer firm".to_owned() });
    } else if change.is_firm() {
        parts.push("firm".into());
    }
    if let Some(whom) = change.promised_to.after.as_ref().or(change.promised_to.before.as_ref()) {
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
    let near = diff.head.assessment.as_of();
    let finish = &change.finish;
    if change.is_unread.after {
        let because = undated_because(diff, change.promiser).unwrap_or("its `due` is not a date");
        return Some(format!("what it promises now could not be read: {because}"));
    }
    let (was_when, when) = (when(change, false, near), when(change, true, near));
    let moved = finish.moved() || change.is_done.is_change();
    // Where both are forecasts, say the word only once.
    let was_short = match (&was_when, change.is_done.before || change.is_done.after) {
        (Some(was), false) => Some(was.strip_prefix("forecast ").unwrap_or(was).to_owned()),
        (was, _) => was.clone(),
    };
    let was = match (was_short.as_ref().filter(|_| moved), behind(change, false)) {
        (Some(when), Some(behind)) => format!(", was {when}, {behind}"),
        (None, Some(behind)) => format!(", was {behind}"),
        (Some(when), None) => format!(", was {when}"),
        (None, None) => String::new(),
    };
    let Some(when) = when else {
        return Some(match change.outcome.after {
            PromiseOutcome::Nothing => return withdrawn(diff, change, was_when),
            PromiseOutcome::Unknown if change.is_no_longer_known() => {
                let because =
                    undated_because(diff, change.promiser).unwrap_or("nothing says when it finishes");
                let was = was_short.map_or(String::new(), |was| format!(", was {was}"));
                format!("has no date any more{was}: {because}")
            }
            PromiseOutcome::Late => "late, without a date".into(),
            PromiseOutcome::Kept | PromiseOutcome::Unknown => "without a date".into(),
        });
    };
    let late = behind(change, true).map_or(when.clone(), |behind| format!("{when}, {behind}"));
    Some(match change.outcome.after {
        PromiseOutcome::Nothing => return withdrawn(diff, change, was_when),
        PromiseOutcome::Unknown => when,
        _ if change.is_unread.before => format!("what it promised before could not be read; {late}"),
        _ if change.is_newly_late() => format!("newly late: {late}"),
        PromiseOutcome::Late if change.is_later_still() => format!("later still: {late}{was}"),
        PromiseOutcome::Late if change.is_less_late() => format!("less late: {late}{was}"),
        PromiseOutcome::Late if change.outcome.before == PromiseOutcome::Unknown => {
            format!("late, had no date: {late}")
        }
        PromiseOutcome::Late if change.is_done.after => format!("{late}{was}"),
        PromiseOutcome::Late if change.behind.is_change() => format!("still late: {late}{was}"),
        PromiseOutcome::Late => format!("still late: {late}"),
        PromiseOutcome::Kept if change.is_late_but_for_its_move() => {
            format!("no longer late only by being moved: {when}{was}")
        }
        PromiseOutcome::Kept if change.is_no_longer_late() => format!("no longer late: {when}{was}"),
        PromiseOutcome::Kept if change.is_kept_otherwise() && finish.moved() => {
            let still = if change.is_done.after { "kept" } else { "still kept" };
            let was = was_short.unwrap_or_default();
            format!("{still}: {when}, was {was}, {}", by(finish.workdays, finish.is_later()))
        }
        PromiseOutcome::Kept => when,
    })
}

/// Returns when the promise is met on one side: `forecast 29 Dec`, `done 9 Sep`.
fn when(change: &PromiseChange, is_after: bool, near: Day) -> Option<String> {
    let side = |turn: BeforeAfter<Option<Day>>| if is_after { turn.after } else { turn.before };
    let flag = |turn: BeforeAfter<bool>| if is_after { turn.after } else { turn.before };
    let day = side(change.finish.day)?;
    Some(match flag(change.is_done) {
        true => phrases::together(&format!("done {}", date(day, near))),
        false => format!("forecast {}", forecast(day, flag(change.finish.is_floor), near)),
    })
}

/// Returns how far that is from the promise of a side: `6wd late`.
fn behind(change: &PromiseChange, is_after: bool) -> Option<String> {
    let side = |turn: BeforeAfter<Option<Day>>| if is_after { turn.after } else { turn.before };
    let days = if is_after { change.behind.after } else { change.behind.before };
    Some(phrases::variance(days?, side(change.finish.day) > side(change.due)))
}

/// Returns how a promise was withdrawn, and its last state: `removed while late: forecast 29 Dec,
/// 6wd late`.
fn withdrawn(diff: &Diff<'_>, change: &PromiseChange, was: Option<String>) -> Option<String> {
    change.due.before?;
    let is_cancelled = |id: MilestoneId| !diff.head.workspace().milestone(id).is_live();
    let how = match change.promiser {
        Promiser::Milestone(Pair::Base(_)) | Promiser::Program(Pair::Base(_)) => "removed",
        Promiser::Milestone(Pair::Head(id) | Pair::Both(_, id)) if is_cancelled(id) => "cancelled",
        _ => "dropped",
    };
    let while_late = if change.is_withdrawn_late() && !change.is_done.before { " while late" } else { "" };
    let parts: Vec<String> = was.into_iter().chain(behind(change, false)).collect();
    Some(match (while_late, parts.is_empty()) {
        (_, true) => format!("{how}{while_late}"),
        ("", false) => format!("{how}, was {}", parts.join(", ")),
        (_, false) => format!("{how}{while_late}: {}", parts.join(", ")),
    })
}

/// Returns why the head has no date to compare with a promise.
fn undated_because<'d>(diff: &'d Diff<'_>, promiser: Promiser) -> Option<&'d str> {
    let assessment = diff.head.assessment;
    match promiser {
        Promiser::Milestone(pair) => assessment.forecast(pair.head()?).undated_because.as_deref(),
        Promiser::Program(pair) => {
            let program = assessment.workspace.program(pair.head()?);
            let finish = program.finish.map(|id| assessment.forecast(id));
            program.undated_because.as_deref().or_else(|| finish?.undated_because.as_deref())
        }
    }
}

/// Returns the milestones that have a row. If there is no room for all, promised milestones go
/// before others, and firm promises first.
fn rows<'d>(diff: &'d Diff<'_>) -> Vec<&'d MilestoneChange> {
    let rank = |change: &MilestoneChange| {
        let of = |side: Side<'_>, id: Option<MilestoneId>| {
            let milestone = id.map(|id| side.workspace().milestone(id));
            milestone.filter(|milestone| milestone.promise.due.is_some()).map(|milestone| milestone.firm)
        };
        match (of(diff.base, change.pair.base()), of(diff.head, change.pair.head())) {
            (Some(true), _) | (_, Some(true)) => 0,
            (None, None) => 2,
            _ => 1,
        }
    };
    let told = diff.milestones.iter().filter(|change| is_row(diff, change));
    let mut told: Vec<(usize, &MilestoneChange)> = told.enumerate().collect();
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
fn is_row(diff: &Diff<'_>, change: &MilestoneChange) -> bool {
    match change.change {
        EditKind::Added | EditKind::Removed => false,
        EditKind::Renamed => {
            let finish = &change.finish;
            finish.day.is_change() || finish.is_floor.is_change() || finished(diff, change)
        }
        EditKind::Set => true,
    }
}

fn finished(diff: &Diff<'_>, change: &MilestoneChange) -> bool {
    let done = |side: Side<'_>, id: Option<MilestoneId>| {
        id.is_some_and(|id| side.workspace().milestone(id).done.is_some())
    };
    done(diff.base, change.pair.base()) != done(diff.head, change.pair.head())
}

fn row(diff: &Diff<'_>, change: &MilestoneChange) -> Vec<Cell> {
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
    let id = diff.milestone_id(change.pair);
    let mut why = match finish.moved() {
        true => causes(diff, &change.causes, id, finish.workdays),
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
    } else if why.is_empty() && finish.is_floor.is_change() {
        why = match diff.head.assessment.forecast(after).floor {
            Some(floor) => format!("may not hold: {}", floor.words()),
            None => "no longer a floor".into(),
        };
    }
    if change.change == EditKind::Renamed {
        let was = format!("was {}", base.milestone(before).full_id);
        why = if why.is_empty() { was } else { format!("{was}; {why}") };
    }
    vec![
        Cell::toned(id, Tone::Strong),
        Cell::from(head.owner_id(milestone.owner).unwrap_or("—").to_owned()),
        Cell::from(due),
        Cell::from(show(diff.base, before)),
        Cell::toned(show(diff.head, after), tone),
        Cell::toned(
            if finish.moved() { by(finish.workdays, finish.is_later()) } else { String::new() },
            tone,
        ),
        Cell::from(why),
    ]
}

/// Adds what was added, removed and renamed.
pub(super) fn identity(report: &mut Report, diff: &Diff<'_>) {
    let near = diff.head.assessment.as_of();
    let mut rows = Vec::new();
    for edit in diff.edits.iter().filter(|edit| edit.kind != EditKind::Set) {
        let kind = edit.subject.kind();
        if !matches!(kind, "program" | "milestone") {
            continue;
        }
        let what = match edit.kind {
            EditKind::Added => "added".to_owned(),
            EditKind::Removed => "removed".into(),
            _ => edit_words(edit, near),
        };
        let id = edit.subject.name();
        let removed = diff.milestones.iter().filter(|change| change.pair.head().is_none());
        let removed = removed.filter(|_| edit.kind == EditKind::Removed && kind == "milestone");
        let removed = removed.filter_map(|change| change.pair.base());
        let base = diff.base.workspace();
        let removed = removed.into_iter().find(|was| base.milestone(*was).full_id == id);
        let finish = match (kind, edit.kind) {
            ("milestone", EditKind::Removed) => removed.map_or(String::new(), |was| was_when(diff, was)),
            ("milestone", _) => {
                let id = diff.milestone_of_head(id);
                id.map_or(String::new(), |id| phrases::forecast(diff.head.assessment, id))
            }
            _ => {
                let change = diff.programs.iter().find(|change| diff.program_id(change.pair) == id);
                let finish = change.map(|change| change.finish).unwrap_or_default();
                let was = finish.day.before.filter(|_| edit.kind == EditKind::Removed);
                let was = was.map(|day| {
                    phrases::together(&format!("was {}", forecast(day, finish.is_floor.before, near)))
                });
                let is = finish.day.after.map(|day| forecast(day, finish.is_floor.after, near));
                is.or(was).unwrap_or_default()
            }
        };
        let owner = diff.milestone_of_head(id).filter(|_| kind == "milestone");
        let owner =
            owner.and_then(|id| diff.head.workspace().owner_id(diff.head.workspace().milestone(id).owner));
        let owner = owner.or_else(|| base.owner_id(base.milestone(removed?).owner));
        rows.push(vec![
            Cell::from(kind),
            Cell::toned(id, Tone::Strong),
            Cell::from(what),
            Cell::from(owner.unwrap_or_default().to_owned()),
            Cell::from(finish),
        ]);
    }
    let columns = vec![
        Column::keep("what"),
        Column::keep("id"),
        Column::wrap("change"),
        Column::keep("owner").drop(1),
        Column::number("forecast"),
    ];
    super::limited(report, columns, rows);
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
