//! `tpm trend`: how the forecasts of promises moved.

use super::phrases::{self, date, together};
use super::{Cell, Column, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::trend::{Every, Gap, ReportDate, Series, Trend};
use crate::schedule::PromiseHolder;
use crate::time::Day;

/// How many forecasts of a promise are told, the first and the latest ones; JSON has all.
const TOLD: usize = 5;

/// Returns the report: what moved in a table, and below it what did not, what could not be read and
/// what is gone.
pub fn trend(assessment: &Assessment<'_>, every: Every, trend: &Trend) -> Report {
    let mut report = Report::default();
    report.line(headline(assessment, every, trend));
    let (moved, rest): (Vec<&Series>, Vec<&Series>) = trend.series.iter().partition(|series| is_told(series));
    let columns = vec![
        Column::keep("promise"),
        Column::keep("owner").drop(1),
        Column::number("promised"),
        Column::number("forecast"),
        Column::wrap("how it moved"),
    ];
    report.gap();
    let rows = moved.iter().map(|series| row(assessment, &trend.dates, series));
    report.table(0, columns, rows.collect());
    report.gap();
    let (still, new): (Vec<&Series>, Vec<&Series>) =
        rest.into_iter().partition(|series| series.net.is_some());
    listed(&mut report, assessment, "Did not move", &still);
    listed(&mut report, assessment, "Fewer than two forecasts", &new);
    footer(&mut report, assessment, trend);
    report
}

/// Whether a promise has a row: its forecast moved, or it recedes.
fn is_told(series: &Series) -> bool {
    series.moved() || series.is_receding()
}

/// Returns the first line: the as-of day, the dates, and how many promises moved.
pub(super) fn headline(assessment: &Assessment<'_>, every: Every, trend: &Trend) -> [Cell; 2] {
    let near = assessment.as_of();
    let since = trend.dates.first().map_or(near, |first| first.on);
    let step = match every {
        Every::Day => "every day",
        Every::Week => "every week",
        Every::Commit => "every commit",
    };
    let dates = phrases::count(trend.dates.len(), "date");
    let promises = phrases::count(trend.series.len(), "promise");
    let number = |is: fn(&Series) -> bool| trend.series.iter().filter(|series| is(series)).count();
    let parts = [(number(Series::is_receding), "receding"), (number(Series::moved), "moved")];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let moved = if parts.is_empty() { "none moved".into() } else { parts.join(", ") };
    let text = format!(" · {dates} since {}, {step} · {promises}: {moved}", date(since, near));
    [phrases::as_of(assessment), Cell::from(text)]
}

/// Adds what the table or the charts leave out.
pub(super) fn footer(report: &mut Report, assessment: &Assessment<'_>, trend: &Trend) {
    let near = assessment.as_of();
    let broken: Vec<String> =
        trend.dates.iter().enumerate().filter_map(|(at, day)| broken(trend, at, day, near)).collect();
    if !broken.is_empty() {
        report.gap();
        report.heading(format!("Dates without some forecast ({})", broken.len()));
        report.list(
            2,
            vec![Column::wrap("date")],
            broken.into_iter().map(|text| vec![Cell::from(text)]).collect(),
        );
    }
    if !trend.gone.is_empty() {
        report.gap();
        report.heading(format!("No longer in the plan ({})", trend.gone.len()));
        let columns = vec![Column::keep("promise"), Column::wrap("until")];
        let rows = trend.gone.iter().map(|(id, gone)| {
            let until = format!("promised {}, last seen {}", date(gone.due, near), date(gone.seen, near));
            vec![Cell::toned(id.clone(), Tone::Strong), Cell::from(until)]
        });
        report.list(2, columns, rows.collect());
    }
    report.gap();
    if let Some(share) = trend.share {
        let percent = share.percent().map(|percent| together(&format!(" ({percent} %)"))).unwrap_or_default();
        let of = phrases::count(share.milestones, "milestone");
        let since = date(share.since, near);
        report.line([Cell::from(format!(
            "{} of {of} of {since} followed to the last date{percent}.",
            share.followed
        ))]);
    }
    let legend =
        "Velocity: working days moved for each that passed, over the last three dates; receding from 0.8.";
    report.line([Cell::toned(legend, Tone::Faint)]);
}

/// Returns `12 Oct: 2 without a forecast, 3 errors in the plan of COMMIT`.
fn broken(trend: &Trend, at: usize, day: &ReportDate, near: Day) -> Option<String> {
    let gaps = trend.series.iter().filter(|series| series.points[at].gap.is_some_and(Gap::is_broken)).count();
    let errors = phrases::count(day.errors, "error");
    match (gaps, day.errors) {
        (0, _) => None,
        (_, 0) => Some(format!("{}: {gaps} without a forecast", date(day.on, near))),
        _ => Some(format!(
            "{}: {gaps} without a forecast, {errors} in the plan of {}",
            date(day.on, near),
            day.commit
        )),
    }
}

fn listed(report: &mut Report, assessment: &Assessment<'_>, what: &str, series: &[&Series]) {
    if series.is_empty() {
        return;
    }
    let ids: Vec<String> =
        series.iter().map(|series| series.holder.full_id(assessment.workspace).to_owned()).collect();
    report.line([Cell::toned(format!("{what} ({}): ", ids.len()), Tone::Strong), Cell::from(ids.join(", "))]);
}

/// Returns a row: what is promised and forecast at the last date, then by how much the forecast
/// moved, each forecast with its date and, if the promise was moved, each promise.
fn row(assessment: &Assessment<'_>, dates: &[ReportDate], series: &Series) -> Vec<Cell> {
    let (workspace, near) = (assessment.workspace, assessment.as_of());
    let owner = series.holder.owner(workspace);
    let last = series.points.last().and_then(|point| point.due);
    let steps = promised(dates, series, near);
    let mut story = vec![movement(series), told(dates, series, near)];
    if steps.len() > 1 {
        story.push(format!("promised {}", steps.join(", ")));
    }
    vec![
        Cell::toned(series.holder.full_id(workspace).to_owned(), Tone::Strong),
        Cell::from(workspace.owner_id(owner).unwrap_or("—").to_owned()),
        Cell::from(last.map_or("—".into(), |day| date(day, near))),
        now(assessment, series),
        Cell::from(story.join(" · ")),
    ]
}

fn tone(series: &Series) -> Tone {
    match series.net {
        _ if series.is_receding() => Tone::Bad,
        Some(net) if net.is_late() => Tone::Doubtful,
        _ => Tone::Plain,
    }
}

/// Returns the last forecast: `8 Jan`, `≥ 8 Jan` if it is only the earliest day left, `done 8 Jan`,
/// or `—`.
fn now(assessment: &Assessment<'_>, series: &Series) -> Cell {
    let near = assessment.as_of();
    let is_earliest = match series.holder {
        PromiseHolder::Milestone(id) => assessment.is_earliest(id),
        PromiseHolder::Program(id) => assessment.program_is_earliest(id),
    };
    let last = series.points.last().and_then(|point| point.forecast);
    let text = match (series.finished, last) {
        (Some(day), _) => together(&format!("done {}", date(day, near))),
        (None, Some(day)) => phrases::earliest(day, is_earliest, near),
        (None, None) => "—".into(),
    };
    Cell::toned(text, tone(series))
}

/// Returns each day that was promised: `30 Sep`, `since 5 Oct 16 Oct`.
pub(super) fn promised(dates: &[ReportDate], series: &Series, near: Day) -> Vec<String> {
    let mut steps: Vec<(Day, Option<Day>)> = Vec::new();
    // What is not in the plan, or could not be read, says nothing of the promise.
    let said = dates.iter().zip(&series.points);
    for (at, point) in said.filter(|(_, point)| !matches!(point.gap, Some(Gap::Absent | Gap::Unread))) {
        if steps.last().is_none_or(|(_, due)| *due != point.due) {
            steps.push((at.on, point.due));
        }
    }
    let day = |due: Option<Day>| due.map_or("—".into(), |due| date(due, near));
    let later = steps.iter().skip(1).map(|(on, due)| format!("since {} {}", date(*on, near), day(*due)));
    let first = steps.first().map(|(_, due)| day(*due));
    first.into_iter().chain(later).collect()
}

/// Returns `24wd later, 40 days to and fro, velocity 0.9: receding`.
pub(super) fn movement(series: &Series) -> String {
    let Some(net) = series.net else { return "—".into() };
    let mut parts = vec![if net.days == 0 { "back where it was".into() } else { together(&net.shift()) }];
    let gross = series.gross_days.unwrap_or_default();
    if gross != net.days.unsigned_abs() {
        parts.push(together(&format!("{} to and fro", phrases::count(gross as usize, "day"))));
    }
    if let Some(velocity) = series.velocity {
        let flag = if velocity.is_receding() { ", receding" } else { "" };
        parts.push(format!("{}{flag}", together(&format!("velocity {}", velocity.ratio()))));
    }
    parts.join(", ")
}

/// Returns each forecast with the date of which it was the first: `7 Sep: 12 Nov · 21 Sep: 20 Nov`.
fn told(dates: &[ReportDate], series: &Series, near: Day) -> String {
    let mut steps: Vec<(Day, Option<Day>, Option<Gap>)> = Vec::new();
    for (at, point) in dates.iter().zip(&series.points) {
        let said = (point.forecast, point.gap);
        let is_first = steps.is_empty() && point.gap == Some(Gap::Absent);
        if !is_first && steps.last().is_none_or(|(_, forecast, gap)| (*forecast, *gap) != said) {
            steps.push((at.on, point.forecast, point.gap));
        }
    }
    let text = |(on, forecast, gap): &(Day, Option<Day>, Option<Gap>)| {
        let said = match (forecast, gap) {
            (Some(day), _) => date(*day, near),
            (None, gap) => together(&format!("— {}", gap.map_or("", Gap::word))),
        };
        format!("{}:\u{a0}{said}", date(*on, near))
    };
    let left_out = steps.len().saturating_sub(TOLD);
    let mut parts: Vec<String> = steps.iter().take(1).map(text).collect();
    if left_out > 0 {
        parts.push(format!("… {left_out} more"));
    }
    parts.extend(steps.iter().skip(1 + left_out).map(text));
    parts.join(" · ")
}
