//! `tpm slippage`: causes first, then who carries them.

use super::phrases::{self, date};
use super::{Cell, Column, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::slippage::Slip;

/// Returns the report.
pub fn slippage(assessment: &Assessment<'_>, slips: &[Slip]) -> Report {
    let mut report = Report::default();
    let causes = slips.iter().filter(|slip| slip.from.is_none()).count();
    let text = if slips.is_empty() {
        " · everything stands as first promised".to_owned()
    } else {
        let late = phrases::count(slips.len(), "milestone");
        format!(" · {late} late against the original promise, from {}", phrases::count(causes, "cause"))
    };
    report.line([phrases::as_of(assessment), Cell::from(text)]);
    report.gap();
    let columns = vec![
        Column::keep("milestone"),
        Column::keep("owner").drop(3),
        Column::number("first promised"),
        Column::keep("moved").drop(1),
        Column::number("promised").drop(2),
        Column::number("forecast"),
        Column::number("late"),
        Column::number("own"),
        Column::keep("carried from"),
    ];
    report.table(0, columns, slips.iter().map(|slip| row(assessment, slip)).collect());
    report
}

fn row(assessment: &Assessment<'_>, slip: &Slip) -> Vec<Cell> {
    let near = assessment.as_of();
    let milestone = assessment.workspace.milestone(slip.milestone);
    let moved = match milestone.promise.moved.len() {
        0 => String::new(),
        moves => phrases::together(&phrases::times(moves)),
    };
    let days = |days: i32| if days == 0 { "0".to_owned() } else { format!("{days}wd") };
    let (id, from) = match slip.from {
        Some(from) => {
            let from = &assessment.workspace.milestone(from).full_id;
            (format!("  {}", milestone.full_id), format!("{} {}", days(slip.carried), from))
        }
        None => {
            (milestone.full_id.clone(), if slip.late_start { "late start".into() } else { String::new() })
        }
    };
    let forecast = match milestone.done {
        Some(_) => format!("done {}", date(slip.finish, near)),
        None => phrases::forecast(assessment, slip.milestone),
    };
    vec![
        Cell::toned(id.replace(' ', "\u{a0}"), if slip.from.is_none() { Tone::Strong } else { Tone::Plain }),
        Cell::from(phrases::owner(assessment, slip.milestone)),
        Cell::from(date(slip.original, near)),
        Cell::from(moved),
        Cell::from(date(slip.due, near)),
        Cell::toned(
            phrases::together(&forecast),
            if milestone.is_unfinished() { Tone::Bad } else { Tone::Plain },
        ),
        Cell::from(format!("{}wd", slip.variance)),
        Cell::from(days(slip.own)),
        Cell::from(phrases::together(&from)),
    ]
}
