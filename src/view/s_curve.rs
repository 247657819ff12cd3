//! `tpm odds --chart`, and as SVG: for each promise the days by which more and more of the runs
//! finish.

use super::chart::{Bar, Chart, Lane};
use super::odds::{about, percent, shown};
use super::phrases::{self, date, earliest};
use super::{Block, Cell, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::odds::{Odds, Promised};

/// The rows of a curve, in percent of the runs.
const SHARES: [u32; 11] = [95, 90, 80, 70, 60, 50, 40, 30, 20, 10, 5];

/// The row that a plan should be promised by.
const SAFE: u32 = 80;

/// Returns the report: a headline and the picture.
pub fn s_curves(assessment: &Assessment<'_>, odds: &Odds, all: bool) -> Report {
    let mut report = Report::default();
    report.line([phrases::as_of(assessment), Cell::from(format!(" · {}", about(odds)))]);
    let (promises, _) = shown(assessment, odds, all);
    let lanes: Vec<Lane> = promises.iter().map(|promise| lane(assessment, promise)).collect();
    let near = assessment.as_of();
    let title = format!("Odds as of {}: {}", near.long(), about(odds));
    let about = "A row for each share of the runs: its bar leads to the day by which so many finish. \
                 `tpm odds --format json` has the days.";
    let chart = Chart::of_rows(title, about, "from the first run in a hundred", near, lanes);
    report.gap();
    let table = super::odds(assessment, odds, all).blocks.split_off(1);
    report.blocks.push(Block::Chart { chart: Box::new(chart), table });
    report
}

fn lane(assessment: &Assessment<'_>, promise: &Promised) -> Lane {
    let near = assessment.as_of();
    let finish = &promise.finish;
    let name = finish.holder.full_id(assessment.workspace);
    let mut title = vec![name.to_owned()];
    title.extend(finish.due.map(|due| {
        let firm = if promise.firm { ", firm" } else { "" };
        format!("promised {}{firm}", date(due, near))
    }));
    title.extend(promise.kept.map(|kept| format!("kept in {}", percent(kept))));
    title.push(format!("plan {}", earliest(finish.planned, promise.is_earliest, near)));
    let first = finish.tally.quantile(1);
    let row = |share: u32| {
        let day = finish.tally.quantile(share);
        let words = day.map_or("no date".into(), |day| earliest(day, promise.is_earliest, near));
        let is_late = day.zip(finish.due).is_some_and(|(day, due)| day > due) || day.is_none();
        let late = if is_late && finish.due.is_some() { ", late" } else { "" };
        let label = if share == SAFE { format!("P{share}: {share} % by") } else { format!("{share} % by") };
        Bar {
            id: label.clone().into(),
            name: label.into(),
            about: format!("{name} · {share} of 100 runs finish by {words}{late}").into(),
            note: format!("{words}{late}").into(),
            tone: if late.is_empty() { Tone::Plain } else { Tone::Bad },
            days: first.zip(day).map(|(first, day)| (first.min(day), day)),
            promise: finish.due,
            is_open: promise.is_earliest,
            ..Bar::default()
        }
    };
    Lane { title: title.join(" · ").into(), bars: SHARES.map(row).into() }
}
