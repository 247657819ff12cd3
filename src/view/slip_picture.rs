//! `tpm trend --format svg`: a slip chart of each promise, a row for each report date.

use super::chart::{Bar, Chart, Lane};
use super::phrases::date;
use super::trend::{headline, movement, promised};
use super::{Block, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::trend::{Every, Point, ReportDate, Series, Trend};
use crate::time::Day;

/// Returns the report: a headline and the picture, of each promise that had a forecast.
pub fn slip_picture(assessment: &Assessment<'_>, every: Every, trend: &Trend) -> Report {
    let (mut report, near) = (Report::default(), assessment.as_of());
    report.line(headline(assessment, every, trend));
    let had_a_forecast = |series: &&Series| series.points.iter().any(|point| point.forecast.is_some());
    let series = trend.series.iter().filter(had_a_forecast);
    let lanes: Vec<Lane> = series.map(|series| lane(assessment, &trend.dates, series)).collect();
    let title = format!("Slip chart as of {}", near.long());
    let about = "A row for each report date: its bar leads from that date to the forecast of then. A forecast that \
                 moves right as fast as the dates recedes. `tpm trend --format csv` has the days.";
    let chart = Chart::of_rows(title, about, "from the report date", near, lanes);
    report.blocks.push(Block::Chart { chart: Box::new(chart), table: Vec::new() });
    report
}

fn lane(assessment: &Assessment<'_>, dates: &[ReportDate], series: &Series) -> Lane {
    let near = assessment.as_of();
    let name = series.holder.full_id(assessment.workspace);
    let title = format!("{name} · promised {} · {}", promised(series, near).join(", "), movement(series));
    let rows = dates.iter().zip(&series.points);
    Lane { title: title.into(), bars: rows.map(|(on, point)| bar(near, name, series, on, point)).collect() }
}

fn bar(near: Day, name: &str, series: &Series, report: &ReportDate, point: &Point) -> Bar {
    let on = date(report.on, near);
    let is_done = series.finished.is_some_and(|day| day <= report.on) && series.finished == point.forecast;
    let is_late = point.forecast.zip(point.due).is_some_and(|(day, due)| day > due);
    let note = match (point.forecast, point.gap) {
        (Some(day), _) if is_done => format!("done {}", date(day, near)),
        (Some(day), _) if is_late => format!("{}, late", date(day, near)),
        (Some(day), _) => date(day, near),
        (None, Some(gap)) => gap.word().into(),
        (None, None) => "no date".into(),
    };
    let promise = point.due.map_or(String::new(), |due| format!(" · promised {}", date(due, near)));
    Bar {
        id: on.clone().into(),
        name: on.clone().into(),
        about: format!("{name} on {on} · {note}{promise}").into(),
        note: note.into(),
        tone: if is_late && !is_done { Tone::Bad } else { Tone::Plain },
        days: point.forecast.map(|day| (report.on.min(day), day)),
        is_event: is_done,
        promise: point.due,
        ..Bar::default()
    }
}
