//! `tpm slippage`: causes first, then who carries them.

use super::phrases::{self, date};
use super::{Cell, Column, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::selection::Selection;
use crate::analysis::slippage::Slip;
use crate::model::MilestoneId;
use std::collections::BTreeSet;

/// Returns the report.
pub fn slippage(assessment: &Assessment<'_>, selection: &Selection, slips: &[Slip]) -> Report {
    let mut report = Report::default();
    let causes: BTreeSet<MilestoneId> = slips.iter().map(|slip| slip.cause).collect();
    let undated = |id: &MilestoneId| selection.has(*id) && assessment.forecast(*id).finish.is_none();
    let undated = assessment.workspace.milestone_ids().filter(undated).count();
    let mut text = if slips.is_empty() && undated > 0 {
        " · nothing that has a date is later than first promised".to_owned()
    } else if slips.is_empty() {
        " · everything stands as first promised".to_owned()
    } else {
        let late = phrases::count(slips.len(), "milestone");
        format!(" · {late} late against the original promise, from {}", phrases::count(causes.len(), "cause"))
    };
    if undated > 0 {
        text.push_str(&format!(" · {} without a date", phrases::count(undated, "milestone")));
    }
    report.line([phrases::as_of(assessment), Cell::from(text)]);
    report.gap();
    let columns = vec![
        Column::keep("milestone"),
        Column::keep("owner").drop(3),
        Column::number("first promised").drop(4),
        Column::wrap("moved").drop(1),
        Column::number("promised").drop(2),
        Column::number("forecast"),
        Column::number("late"),
        Column::number("own").drop(5),
        Column::keep("carried from").drop(6),
    ];
    let shown: BTreeSet<MilestoneId> = slips.iter().map(|slip| slip.milestone).collect();
    let row = |slip| row(assessment, slip, shown.contains(&slip.cause));
    report.table(0, columns, slips.iter().map(row).collect());
    report
}

fn row(assessment: &Assessment<'_>, slip: &Slip, under_its_cause: bool) -> Vec<Cell> {
    let near = assessment.as_of();
    let milestone = assessment.workspace.milestone(slip.milestone);
    let days = |days: i32| if days == 0 { "0".to_owned() } else { format!("{days}wd") };
    let from = match slip.from {
        Some(from) => {
            let from = phrases::id_in(assessment, from, Some(milestone.program));
            format!("{} {from}", days(slip.carried))
        }
        None if slip.late_start => "late start".into(),
        None => String::new(),
    };
    let is_cause = slip.from.is_none();
    let indent = if under_its_cause && !is_cause { "\u{a0}\u{a0}" } else { "" };
    let forecast = match milestone.done {
        Some(_) => format!("done {}", date(slip.finish, near)),
        None => phrases::forecast(assessment, slip.milestone),
    };
    let tone = if milestone.is_unfinished() { Tone::Bad } else { Tone::Plain };
    vec![
        Cell::toned(
            format!("{indent}{}", milestone.full_id),
            if is_cause { Tone::Strong } else { Tone::Plain },
        ),
        Cell::from(phrases::owner(assessment, slip.milestone)),
        Cell::from(date(slip.original, near)),
        Cell::from(moves(assessment, slip)),
        Cell::from(slip.due.map_or("—".into(), |due| date(due, near))),
        Cell::toned(phrases::together(&forecast), tone),
        Cell::from(format!("{}wd", slip.variance)),
        Cell::from(days(slip.own)),
        Cell::from(phrases::together(&from)),
    ]
}

/// Returns how often and why a promise was moved: `twice: scope, vendor`.
fn moves(assessment: &Assessment<'_>, slip: &Slip) -> String {
    let moved = &slip.promise(assessment).moved;
    if moved.is_empty() {
        return String::new();
    }
    let mut causes: Vec<&str> = moved.iter().filter_map(|entry| entry.cause.as_deref()).collect();
    causes.dedup();
    let causes = if causes.is_empty() { String::new() } else { format!(": {}", causes.join(", ")) };
    format!("{}{causes}", phrases::together(&phrases::times(moved.len())))
}
