//! `tpm risks --format svg`: the 5×5 matrix, with a box for each open or mitigated risk.

use super::diagram::{Diagram, DiagramBox};
use super::matrix::{limits, placed};
use super::phrases::{self, together};
use super::risks::headline;
use super::{Block, Cell, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::risk::Assessed;
use crate::analysis::threat::Threat;

/// From this score on, a risk stands out.
const HIGH: u32 = 15;

/// Returns the report: a headline and the picture.
pub fn risk_picture(assessment: &Assessment<'_>, threats: &[Threat]) -> Report {
    let mut report = Report::default();
    report.line(headline(assessment, threats));
    let (risks, unplaced) = placed(threats);
    if !unplaced.is_empty() {
        let risks = phrases::count(unplaced.len(), "risk");
        let text = format!("{risks} without a place: probability or impact is not known");
        report.line([Cell::from(text)]);
    }
    let [probability, impact] = limits(assessment);
    let lanes = probability.iter().rev().enumerate();
    let lane = |(at, range): (usize, &String)| format!("probability {}: {range} %", 5 - at).into();
    let column = |(at, range): (usize, &String)| format!("impact {}: {range}wd", at + 1).into();
    let diagram = Diagram {
        title: format!("Risks as of {}", assessment.as_of().long()).into(),
        about: "A box for each open or mitigated risk: the higher the likelier, the farther right the \
                dearer. `tpm risks --format csv` has them as a table.",
        lanes: lanes.map(lane).collect(),
        columns: impact.iter().enumerate().map(column).collect(),
        boxes: risks.iter().filter_map(|risk| one(assessment, risk)).collect(),
        arrows: Vec::new(),
        names: ["risk", "score of 15 and more"],
    };
    report.blocks.push(Block::Flow { diagram: Box::new(diagram), table: Vec::new() });
    report
}

fn one(assessment: &Assessment<'_>, assessed: &Assessed) -> Option<DiagramBox> {
    let (probability, impact) = assessed.bands.probability.zip(assessed.bands.impact)?;
    let risk = assessed.risk(assessment);
    let percent = assessed.probability.map_or("—".into(), |percent| format!("{percent} %"));
    let days = assessed.workdays.map_or("—".into(), |days| format!("{}wd", days.likely));
    let score = assessed.bands.score().unwrap_or_default();
    let note = format!("score {score} · {} × {days}", together(&percent));
    let owner = assessment.workspace.owner_id(risk.owner).unwrap_or("no owner");
    let about = [&risk.full_id, &risk.title, owner, assessed.state.word(), &note].join(" · ");
    Some(DiagramBox {
        id: risk.full_id.clone().into(),
        about: about.into(),
        note: note.into(),
        tone: if score >= HIGH { Tone::Bad } else { Tone::Plain },
        lane: 5_usize.saturating_sub(probability as usize),
        layer: (impact as usize).saturating_sub(1),
        is_strong: score >= HIGH,
    })
}
