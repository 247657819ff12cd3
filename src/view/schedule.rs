//! `tpm schedule`: the main numbers of every milestone. JSON has all of them.

use super::phrases::{self, date};
use super::{Cell, Column, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::selection::Selection;
use crate::model::MilestoneId;
use crate::time::Instant;

/// Returns the report: a table per program, in file order.
pub fn schedule(assessment: &Assessment<'_>, selection: &Selection) -> Report {
    let mut report = Report::default();
    report.line([phrases::as_of(assessment)]);
    let workspace = assessment.workspace;
    for id in workspace.program_ids().filter(|id| selection.shows_program(workspace, *id)) {
        let program = workspace.program(id);
        report.gap();
        let health = phrases::health(assessment.program_health(id).health);
        let reason = Cell::from(format!(" · {}", phrases::keep_dates(&assessment.program_health(id).reason)));
        report.line([Cell::toned(format!("{}  ", program.id), Tone::Strong), health, reason]);
        let rows = program.milestone_ids().filter(|id| selection.has(*id)).map(|id| row(assessment, id));
        let columns = vec![
            Column::keep("milestone"),
            Column::keep("owner").drop(2),
            Column::keep("health"),
            Column::number("start").drop(3),
            Column::number("finish"),
            Column::number("promised").drop(6),
            Column::number("total").drop(5),
            Column::number("free").drop(4),
            Column::number("to promise"),
            Column::wrap("driven by").drop(1),
        ];
        report.table(0, columns, rows.collect());
    }
    report.gap();
    let legend = "Floats in working days: total = before any finish moves, free = before a successor moves, to promise = before a promise is missed.";
    report.line([Cell::toned(legend, Tone::Faint)]);
    report
}

fn row(assessment: &Assessment<'_>, id: MilestoneId) -> Vec<Cell> {
    let milestone = assessment.workspace.milestone(id);
    let (schedule, near) = (&assessment.schedule, assessment.as_of());
    let days = |days: Option<i32>| {
        Cell::from(match days {
            None => String::new(),
            Some(late @ ..0) => phrases::together(&format!("{} too late", -late)),
            Some(days) => days.to_string(),
        })
    };
    let start = schedule.dates.start(id).map(|start| date(Instant::day(start), near));
    let due = milestone.promise.due.map(|due| date(due, near));
    let drivers: Vec<String> =
        schedule.drivers(id).iter().map(|driver| super::chain::driver(assessment, id, *driver)).collect();
    vec![
        Cell::toned(milestone.id.clone(), Tone::Strong),
        Cell::from(phrases::owner(assessment, id)),
        phrases::health(assessment.health(id).health),
        Cell::from(start.unwrap_or_else(|| "—".into())),
        Cell::from(phrases::forecast(assessment, id)),
        Cell::from(due.unwrap_or_default()),
        days(schedule.total_float(id)),
        days(schedule.free_float(id)),
        days(assessment.commitment(id).map(|commitment| commitment.float)),
        Cell::from(drivers.join(", ")),
    ]
}
