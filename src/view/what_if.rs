//! `tpm what-if`: how a change was understood, and what must not slip.

use super::phrases::{self, together};
use super::{Cell, Column, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::what_if::{Each, SlipTo, Slipped};
use crate::model::ProgramId;

/// How many milestones the text lists without `--all`.
const LISTED: usize = 20;

/// How many promises a line tells.
const TOLD: usize = 3;

/// Returns how changes that are only tried were understood.
pub fn tried(notes: &[String]) -> Report {
    let mut report = Report::default();
    for note in notes {
        report.line([Cell::toned(format!("note: {note}"), Tone::Faint)]);
    }
    report.line([Cell::toned("Only tried: nothing was written.", Tone::Faint)]);
    report.gap();
    report
}

/// Returns what each slip does to promises.
pub fn what_if(assessment: &Assessment<'_>, slip: &str, each: &Each, all: bool) -> Report {
    let mut report = Report::default();
    report.line([phrases::as_of(assessment)]);
    let count = phrases::count(each.list.len(), "milestone");
    let slip = slip.strip_suffix('d').map_or(slip.to_owned(), |days| format!("{days}wd"));
    report.line([Cell::from(match each.list.len() {
        0 => format!("No promise gets later if any one milestone slips {slip}."),
        1 => format!("{count} makes a promise late or later if it slips {slip}:"),
        _ => format!("{count} make a promise late or later if they slip {slip}, each tried on its own:"),
    })]);
    report.gap();
    let columns = vec![
        Column::number("rank"),
        Column::keep("milestone"),
        Column::keep("owner").drop(1),
        Column::wrap("what it does to promises"),
    ];
    let most = if all { usize::MAX } else { LISTED };
    let row = |(at, slipped): (usize, &Slipped)| {
        let milestone = assessment.workspace.milestone(slipped.milestone);
        vec![
            Cell::from((at + 1).to_string()),
            Cell::toned(milestone.full_id.clone(), Tone::Strong),
            Cell::from(phrases::owner(assessment, slipped.milestone)),
            Cell::from(costs(assessment, slipped, milestone.program)),
        ]
    };
    let rows: Vec<Vec<Cell>> = each.list.iter().enumerate().take(most).map(row).collect();
    if !rows.is_empty() {
        report.table(0, columns, rows);
    }
    let more = each.list.len().saturating_sub(most);
    if more > 0 {
        report.line([Cell::toned(format!("and {more} more; `--all` lists them"), Tone::Faint)]);
    }
    if each.left_out > 0 {
        let text =
            format!("{} not tried: the plan is too large.", phrases::count(each.left_out, "milestone"));
        report.line([Cell::toned(text, Tone::Faint)]);
    }
    report
}

/// Returns `cutover 5wd past its promise (firm, 20 Nov → 27 Nov), pilot 2wd later still
/// and others`.
fn costs(assessment: &Assessment<'_>, slipped: &Slipped, home: ProgramId) -> String {
    let near = assessment.as_of();
    let home = &assessment.workspace.program(home).id;
    let cost = |cost: &SlipTo| {
        let id = cost.promise.full_id(assessment.workspace);
        let id = id.strip_prefix(home.as_str()).and_then(|rest| rest.strip_prefix('/')).unwrap_or(id);
        let past = if cost.before > cost.due { "later still" } else { "past its promise" };
        let name = match cost.cost {
            Some(cost) => format!("{} {past}", together(&format!("{id} {}", cost.amount()))),
            None => format!("{id} without a date"),
        };
        match cost.after {
            Some(after) if cost.firm => {
                let before = phrases::earliest(cost.before, cost.before_on_floor.is_earliest(), near);
                let after = phrases::earliest(after, cost.after_on_floor.is_earliest(), near);
                format!("{name} (firm, {before} → {after})")
            }
            _ if cost.firm => format!("{name} (firm)"),
            _ => name,
        }
    };
    let mut names: Vec<String> = slipped.costs.iter().take(TOLD).map(cost).collect();
    if slipped.costs.len() > TOLD {
        names.push("others".into());
    }
    phrases::list(&names)
}
