//! `tpm risks --matrix`: the 5×5 matrix and the risks in it.

use super::phrases::together;
use super::risks::headline;
use super::{Cell, Column, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::matrix::PROBABILITY_BANDS;
use crate::analysis::risk::Assessed;
use crate::analysis::threat::Threat;
use std::cmp::Reverse;

/// Returns the matrix with counts of open and mitigated risks, and those risks by score.
pub fn matrix(assessment: &Assessment<'_>, threats: &[Threat]) -> Report {
    let mut report = Report::default();
    report.line(headline(assessment, threats));
    report.gap();
    let (placed, unplaced) = placed(threats);
    report.heading("Open and mitigated risks by probability and impact");
    grid(&mut report, assessment, &placed);
    report.gap();
    report.heading(format!("By score ({})", placed.len()));
    list(&mut report, assessment, &placed);
    if !unplaced.is_empty() {
        report.gap();
        report.heading(format!("Not placed: probability or impact is not known ({})", unplaced.len()));
        list(&mut report, assessment, &unplaced);
    }
    report
}

/// Returns the open and mitigated risks that have a place in the matrix, by score, and those that
/// have none.
pub(super) fn placed(threats: &[Threat]) -> (Vec<&Assessed>, Vec<&Assessed>) {
    let live = threats.iter().map(|threat| &threat.risk).filter(|risk| risk.is_live());
    let (mut placed, unplaced): (Vec<&Assessed>, Vec<&Assessed>) =
        live.partition(|risk| risk.bands.score().is_some());
    // Within one score, the order of the report is kept.
    placed.sort_by_key(|risk| Reverse((risk.bands.score(), risk.bands.probability)));
    (placed, unplaced)
}

/// Returns the ranges of the bands of probability in percent, and of impact in working days.
pub(super) fn limits(assessment: &Assessment<'_>) -> [Vec<String>; 2] {
    [ranges(&PROBABILITY_BANDS).collect(), ranges(&assessment.workspace.settings.impact_bands).collect()]
}

fn grid(report: &mut Report, assessment: &Assessment<'_>, risks: &[&Assessed]) {
    let mut columns = vec![Column::keep("impact")];
    columns.extend(["1", "2", "3", "4", "5"].map(Column::number));
    let [probabilities, impacts] = limits(assessment);
    let mut limits = vec![Cell::toned("working days", Tone::Faint)];
    limits.extend(impacts.into_iter().map(|range| Cell::toned(range, Tone::Faint)));
    let mut rows = vec![limits];
    let probabilities = (1..).zip(probabilities).map(|(band, range)| {
        let title = Cell::from(together(&format!("{band}: {range} %")));
        std::iter::once(title).chain((1..=5).map(|impact| count(risks, band, impact))).collect()
    });
    let mut probabilities: Vec<Vec<Cell>> = probabilities.collect();
    probabilities.reverse();
    rows.extend(probabilities);
    report.table(2, columns, rows);
}

fn count(risks: &[&Assessed], probability: u32, impact: u32) -> Cell {
    let here =
        |risk: &&&Assessed| risk.bands.probability == Some(probability) && risk.bands.impact == Some(impact);
    match risks.iter().filter(here).count() {
        0 => Cell::toned("–", Tone::Faint),
        count => Cell::toned(count.to_string(), Tone::Strong),
    }
}

/// Returns the five ranges between four ends: `to 2`, `3–5`, …, `over 20`.
fn ranges(ends: &[u32; 4]) -> impl Iterator<Item = String> + use<> {
    let [first, .., last] = *ends;
    let between = ends.windows(2).map(|pair| match (pair[0] + 1, pair[1]) {
        (from, to) if from == to => to.to_string(),
        (from, to) => format!("{from}–{to}"),
    });
    let between: Vec<String> = between.collect();
    let closed = std::iter::once(together(&format!("to {first}"))).chain(between);
    closed.chain([together(&format!("over {last}"))])
}

fn list(report: &mut Report, assessment: &Assessment<'_>, risks: &[&Assessed]) {
    let columns = vec![
        Column::number("score"),
        Column::keep("risk"),
        Column::keep("owner").drop(2),
        Column::number("probability"),
        Column::number("impact"),
        Column::keep("state").drop(1),
    ];
    let or_none = |text: Option<String>| Cell::from(text.map_or("—".into(), |text| together(&text)));
    let row = |risk: &&Assessed| {
        let owner = assessment.workspace.owner_id(risk.risk(assessment).owner);
        vec![
            or_none(risk.bands.score().map(|score| score.to_string())),
            Cell::toned(risk.risk(assessment).full_id.clone(), Tone::Strong),
            Cell::from(owner.unwrap_or("—").to_owned()),
            or_none(risk.probability.map(|percent| format!("{percent} %"))),
            or_none(risk.workdays.map(|days| format!("{}wd", days.likely))),
            Cell::from(risk.state.word()),
        ]
    };
    report.table(2, columns, risks.iter().map(row).collect());
}
