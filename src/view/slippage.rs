//! `tpm slippage`: causes first, then totals by owner and team.

use super::phrases::{self, date};
use super::{Cell, Column, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::baseline::Baseline;
use crate::analysis::selection::Selection;
use crate::analysis::shares::{Share, by_owner, by_team};
use crate::analysis::slippage::{Reference, Slip};
use crate::model::MilestoneId;
use crate::time::Day;
use std::collections::BTreeSet;

/// Returns the report; `unmeasured` counts the milestones that have nothing to measure against.
pub fn slippage(
    assessment: &Assessment<'_>,
    selection: &Selection,
    against: Reference<'_>,
    unmeasured: usize,
    slips: &[Slip<'_>],
) -> Report {
    let mut report = Report::default();
    report.line([
        phrases::as_of(assessment),
        Cell::from(headline(assessment, selection, against, unmeasured, slips)),
    ]);
    if let Some(plan) = against.plan() {
        report.line([Cell::from(baseline(against, plan, assessment.as_of()))]);
    }
    report.gap();
    let shown: BTreeSet<MilestoneId> = slips.iter().map(|slip| slip.milestone).collect();
    let row = |slip| row(assessment, slip, shown.contains(&slip.cause));
    report.table(0, columns(against), slips.iter().map(row).collect());
    shares(&mut report, "owner", &by_owner(assessment, slips));
    let teams = by_team(assessment, slips);
    let has_team = |slip: &Slip<'_>| {
        let owner = assessment.workspace.milestone(slip.milestone).owner;
        owner.is_some_and(|owner| assessment.workspace.owners[owner.index()].team.is_some())
    };
    // Without teams, this table would repeat the one of owners.
    if slips.iter().any(has_team) {
        shares(&mut report, "team", &teams);
    }
    report
}

fn headline(
    assessment: &Assessment<'_>,
    selection: &Selection,
    against: Reference<'_>,
    unmeasured: usize,
    slips: &[Slip<'_>],
) -> String {
    let undated = |id: &MilestoneId| selection.has(*id) && assessment.forecast(*id).finish.is_none();
    let live = |id: &MilestoneId| assessment.workspace.milestone(*id).is_live();
    let undated = assessment.workspace.milestone_ids().filter(live).filter(undated).count();
    let (measure, kept) = match against {
        Reference::Original => ("the original promise", "as first promised"),
        Reference::Due => ("the current promise", "as promised"),
        Reference::Baseline(_) => ("the baseline", "as in its baseline"),
        Reference::Revision(_) => ("the earlier forecast", "as it was forecast then"),
    };
    let mut text = if slips.is_empty() && undated + unmeasured > 0 {
        format!(" · nothing that can be measured is late against {measure}")
    } else if slips.is_empty() {
        format!(" · everything is {kept}")
    } else {
        let causes: BTreeSet<MilestoneId> = slips.iter().map(|slip| slip.cause).collect();
        let late = phrases::count(slips.len(), "milestone");
        format!(" · {late} late against {measure}, from {}", phrases::count(causes.len(), "cause"))
    };
    if undated > 0 {
        text.push_str(&format!(" · {} without a date", phrases::count(undated, "milestone")));
    }
    if unmeasured > 0 {
        let has = if unmeasured == 1 { "has" } else { "have" };
        let what = match against {
            Reference::Original | Reference::Due => "promise",
            Reference::Baseline(_) => "baseline",
            Reference::Revision(_) => "earlier forecast",
        };
        text.push_str(&format!(" · {unmeasured} {has} no {what}"));
    }
    text
}

/// Names the plan that dates are measured against, and the errors in it.
fn baseline(against: Reference<'_>, plan: &Baseline, near: Day) -> String {
    let whose = match against {
        Reference::Baseline(_) => "Those without a baseline of their own against",
        _ => "Against",
    };
    let Baseline { revision, commit, errors, .. } = plan;
    let day = date(plan.as_of, near);
    let errors = match errors {
        0 => String::new(),
        errors => format!(" · {} in it: what they affect has no forecast", phrases::count(*errors, "error")),
    };
    format!("{whose} {revision}, commit {commit}, as forecast on {day}{errors}")
}

/// Returns the columns: the first promise and its moves only where they are what is measured.
fn columns(against: Reference<'_>) -> Vec<Column> {
    let reference = match against {
        Reference::Original => "first promised",
        Reference::Due => "promised",
        Reference::Baseline(_) => "baseline",
        Reference::Revision(_) => "forecast then",
    };
    let mut columns = vec![
        Column::keep("milestone"),
        Column::keep("owner").drop(3),
        Column::number(reference).drop(4),
        Column::wrap("moved").drop(1),
        Column::number("promised").drop(2),
        Column::number("forecast"),
        Column::number("late"),
        Column::number("own").drop(5),
        Column::keep("carried from").drop(6),
    ];
    if matches!(against, Reference::Due) {
        columns.remove(4);
    }
    if !matches!(against, Reference::Original) {
        columns.remove(3);
    }
    columns
}

/// Adds how many slipped days each owner or team causes and carries, unless there is only one.
fn shares(report: &mut Report, whose: &'static str, shares: &[Share<'_>]) {
    if shares.len() < 2 {
        return;
    }
    report.gap();
    report.heading(format!("By {whose}"));
    let columns = vec![
        Column::cut(whose),
        Column::number("late milestones"),
        Column::number("causes"),
        Column::number("carries"),
    ];
    let row = |share: &Share<'_>| {
        let name = share.name.unwrap_or("—").to_owned();
        vec![name.into(), share.late.to_string().into(), days(share.own).into(), days(share.carried).into()]
    };
    report.table(2, columns, shares.iter().map(row).collect());
}

/// Returns `6wd`, or `0`, which needs no unit.
fn days(days: i32) -> String {
    if days == 0 { "0".to_owned() } else { format!("{days}wd") }
}

fn row(assessment: &Assessment<'_>, slip: &Slip<'_>, under_its_cause: bool) -> Vec<Cell> {
    let near = assessment.as_of();
    let milestone = assessment.workspace.milestone(slip.milestone);
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
    let mut cells = vec![
        Cell::toned(
            format!("{indent}{}", milestone.full_id),
            if is_cause { Tone::Strong } else { Tone::Plain },
        ),
        Cell::from(phrases::owner(assessment, slip.milestone)),
        Cell::from(date(slip.reference, near)),
    ];
    if matches!(slip.against, Reference::Original) {
        cells.push(Cell::from(moves(assessment, slip)));
    }
    if !matches!(slip.against, Reference::Due) {
        cells.push(Cell::from(slip.due.map_or("—".into(), |due| date(due, near))));
    }
    cells.extend([
        Cell::toned(phrases::together(&forecast), tone),
        Cell::from(format!("{}wd", slip.variance)),
        Cell::from(days(slip.own)),
        Cell::from(phrases::together(&from)),
    ]);
    cells
}

/// Returns how often and why a promise was moved: `twice: scope, vendor`.
fn moves(assessment: &Assessment<'_>, slip: &Slip<'_>) -> String {
    let moved = &slip.promise(assessment).moved;
    if moved.is_empty() {
        return String::new();
    }
    let mut causes: Vec<&str> = moved.iter().filter_map(|entry| entry.cause.as_deref()).collect();
    causes.dedup();
    let causes = if causes.is_empty() { String::new() } else { format!(": {}", causes.join(", ")) };
    format!("{}{causes}", phrases::together(&phrases::times(moved.len())))
}
