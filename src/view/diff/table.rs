//! The promises and the milestones of a diff.

use super::words::{by, causes, cut, days, edit_words};
use crate::analysis::diff::gate::promiser;
use crate::analysis::diff::{Change, Diff, Keeping, MilestoneChange, Moving, Pair, PromiseChange, Side};
use crate::model::MilestoneId;
use crate::time::Day;
use crate::view::phrases::{self, date};
use crate::view::{Cell, Column, Report, Tone};

/// So many rows are shown.
pub(super) const ROWS: usize = 20;

/// So many promises are told in a line of their own.
const PROMISES: usize = 10;

/// Adds a line for each promise that is not what it was.
pub(super) fn promises(report: &mut Report, diff: &Diff<'_>) {
    for change in diff.promises.iter().take(PROMISES) {
        let bad = change.is_bad_news();
        let (symbol, tone) = match (bad, change.is_no_longer_late()) {
            (true, _) => ("✗", Tone::Bad),
            (false, true) => ("✓", Tone::Good),
            (false, false) => ("·", Tone::Plain),
        };
        report.line([
            Cell::toned(format!("{symbol} {}", promiser(diff, change.promiser)), tone),
            Cell::from(format!("  {}", promise(diff, change))),
        ]);
    }
    if diff.promises.len() > PROMISES {
        let more = diff.promises.len() - PROMISES;
        report.line([Cell::from(format!("and {}", phrases::count(more, "more promise")))]);
    }
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
        _ => {}
    }
    if change.is_moved() {
        if change.was_missed {
            parts.push("after it had been missed".into());
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
        parts.push(format!("first promise now told as {}, was {}", show(after), show(before)));
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
    parts.extend(standing(change, near));
    parts.join(" · ")
}

/// Returns whether the promise holds: `newly late: forecast 29 Dec, 6wd late`.
fn standing(change: &PromiseChange, near: Day) -> Option<String> {
    let finish = &change.finish;
    let floor = if finish.is_floor.after { "≥\u{a0}" } else { "" };
    let late = change.behind.after.map(|days| phrases::together(&format!(", {days}wd late")));
    let forecast = match finish.day.after {
        Some(day) => format!("forecast {floor}{}", date(day, near)),
        None => "without a date".into(),
    };
    let late = format!("{forecast}{}", late.unwrap_or_default());
    let was = match (finish.day.before, change.behind.before) {
        (Some(day), Some(days)) => {
            format!(", was {}, {}", date(day, near), phrases::variance(days, days >= 0))
        }
        _ => String::new(),
    };
    Some(match change.keeping.after {
        _ if change.is_newly_late() => format!("newly late: {late}"),
        Keeping::Kept if change.is_no_longer_late() => format!("no longer late: {forecast}"),
        Keeping::Nothing if change.is_no_longer_late() => "was late".into(),
        Keeping::Late if change.is_later_still() => format!("later still: {late}{was}"),
        Keeping::Late if finish.moved() => format!("less late: {late}{was}"),
        Keeping::Late => format!("still late: {late}"),
        Keeping::Unknown | Keeping::Kept => forecast,
        Keeping::Nothing => return None,
    })
}

/// Adds the milestones whose forecast moved, that finished or lost their date, as far as there is room.
pub(super) fn milestones(report: &mut Report, diff: &Diff<'_>) {
    let told: Vec<&MilestoneChange> = diff.milestones.iter().filter(|change| is_row(diff, change)).collect();
    let rows: Vec<Vec<Cell>> = told.iter().take(ROWS).map(|change| row(diff, change)).collect();
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
    if told.len() > ROWS {
        let more = phrases::count(told.len() - ROWS, "more milestone");
        report.line([Cell::toned(format!("and {more}; `--format json` has all"), Tone::Faint)]);
    }
}

/// Whether a milestone is told in the table: what came, went or was renamed without moving is told apart.
fn is_row(diff: &Diff<'_>, change: &MilestoneChange) -> bool {
    match change.change {
        Change::Added | Change::Removed => false,
        Change::Renamed => change.finish.day.is_change() || finished(diff, change),
        Change::Set => true,
    }
}

fn finished(diff: &Diff<'_>, change: &MilestoneChange) -> bool {
    let done = |side: Side<'_>, id: Option<MilestoneId>| {
        id.is_some_and(|id| side.workspace().milestone(id).done.is_some())
    };
    done(diff.base, change.pair.base) != done(diff.head, change.pair.head)
}

fn row(diff: &Diff<'_>, change: &MilestoneChange) -> Vec<Cell> {
    let near = diff.head.assessment.as_of();
    let (base, head) = (diff.base.workspace(), diff.head.workspace());
    let Pair { base: Some(before), head: Some(after) } = change.pair else { return vec![Cell::default(); 7] };
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
    if finish.day.after.is_none() && milestone.is_live() {
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
    if change.change == Change::Renamed {
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

/// Adds what came, what went and what has another name.
pub(super) fn identity(report: &mut Report, diff: &Diff<'_>) {
    let near = diff.head.assessment.as_of();
    let mut rows = Vec::new();
    for edit in diff.edits.iter().filter(|edit| edit.change != Change::Set) {
        let kind = edit.subject.kind();
        if !matches!(kind, "program" | "milestone") {
            continue;
        }
        let what = match edit.change {
            Change::Added => "added".to_owned(),
            Change::Removed => "removed".into(),
            _ => edit_words(edit, near),
        };
        let id = edit.subject.name();
        let finish = match (kind, edit.change) {
            ("milestone", Change::Removed) => String::new(),
            ("milestone", _) => {
                let id = diff.milestone_of_head(id);
                id.map_or(String::new(), |id| phrases::forecast(diff.head.assessment, id))
            }
            _ => {
                let change = diff.programs.iter().find(|change| diff.program_id(change.pair) == id);
                change.and_then(|change| change.finish.day.after).map_or(String::new(), |day| date(day, near))
            }
        };
        let owner = diff.milestone_of_head(id).filter(|_| kind == "milestone");
        let owner =
            owner.and_then(|id| diff.head.workspace().owner_id(diff.head.workspace().milestone(id).owner));
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
