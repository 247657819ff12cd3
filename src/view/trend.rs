//! `tpm trend`: how the forecasts of promises moved.

use super::phrases::{self, date, together};
use super::{Cell, Column, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::trend::{Every, Gap, ReportDate, Series, Trend};
use crate::schedule::PromiseHolder;
use crate::time::Day;

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

/// Whether a promise has a row: it or its forecast moved, or it recedes.
fn is_told(series: &Series) -> bool {
    series.moved() || series.is_promised_anew() || series.is_receding()
}

/// Returns the first line: the as-of day, the dates, and how many promises moved.
pub(super) fn headline(assessment: &Assessment<'_>, every: Every, trend: &Trend) -> [Cell; 2] {
    let near = assessment.as_of();
    let since = trend.dates.first().map_or(near, |first| first.on);
    let step = match every {
        Every::Day => "every working day",
        Every::Week => "every week",
        Every::Commit => "every commit",
    };
    let dates = phrases::count(trend.dates.len(), "date");
    let promises = phrases::count(trend.series.len(), "promise");
    let number = |is: fn(&Series) -> bool| trend.series.iter().filter(|series| is(series)).count();
    let parts = [
        (number(Series::is_receding), "receding"),
        (number(Series::moved), "moved"),
        (number(Series::is_promised_anew), "promised anew"),
        (number(Series::is_cancelled), "cancelled"),
    ];
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
        report.heading(format!("No longer promised ({})", trend.gone.len()));
        let columns = vec![Column::keep("promise"), Column::wrap("what became of it")];
        let rows = trend.gone.iter().map(|(id, gone)| {
            let (due, seen) = (date(gone.due, near), date(gone.seen, near));
            let became = phrases::ending(&gone.ending, near);
            let text = format!("{became} · promised {due}, last open {seen}");
            vec![Cell::toned(id.clone(), Tone::Strong), Cell::from(text)]
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
/// moved, from which one and, if the promise was moved, the first promise and the last.
fn row(assessment: &Assessment<'_>, dates: &[ReportDate], series: &Series) -> Vec<Cell> {
    let (workspace, near) = (assessment.workspace, assessment.as_of());
    let owner = series.holder.owner(workspace);
    let last = series.points.last().and_then(|point| point.due);
    let steps = promised(series, near);
    let mut story = vec![movement(series)];
    if series.moved() || series.net.is_none() {
        story.push(told(dates, series, near));
    }
    if steps.len() > 1 {
        let (between, last) = (steps.len() - 2, &steps[steps.len() - 1]);
        let more = if between > 0 { format!(", … {between} more") } else { String::new() };
        story.push(format!("promised {}{more}, {last}", steps[0]));
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
        (None, None) if series.is_cancelled() => "cancelled".into(),
        (None, None) => "—".into(),
    };
    Cell::toned(text, tone(series))
}

/// Returns each day that was promised: `30 Sep`, `since 5 Oct 16 Oct`.
pub(super) fn promised(series: &Series, near: Day) -> Vec<String> {
    let steps = &series.promised;
    let day = |due: Option<Day>| due.map_or("—".into(), |due| date(due, near));
    let later = steps.iter().skip(1).map(|(on, due)| format!("since {} {}", date(*on, near), day(*due)));
    let first = steps.first().map(|(_, due)| day(*due));
    first.into_iter().chain(later).collect()
}

/// Returns `24wd later, 40wd to and fro, velocity 0.9, receding`.
pub(super) fn movement(series: &Series) -> String {
    let Some(net) = series.net else { return "—".into() };
    let mut parts = vec![match net.days {
        0 if series.moved() => "back where it was".into(),
        0 => "forecast did not move".into(),
        _ => together(&net.shift()),
    }];
    let gross = series.gross_workdays.unwrap_or_default();
    if gross != net.workdays.unsigned_abs() {
        parts.push(together(&format!("{gross}wd to and fro")));
    }
    if let Some(velocity) = series.velocity {
        let flag = if velocity.is_receding() { ", receding" } else { "" };
        parts.push(format!("{}{flag}", together(&format!("velocity {}", velocity.ratio()))));
    }
    parts.join(", ")
}

/// Returns the first forecast with its date, and how many more there are: `7 Sep: 12 Nov · … 4
/// more`. The last one has a column of its own, and JSON has all.
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
    let told: Vec<String> = match &steps[..] {
        [first, _, rest @ ..] if !rest.is_empty() => {
            let gap = rest.last().filter(|(_, forecast, _)| forecast.is_none());
            let more = 1 + rest.len() - usize::from(gap.is_some());
            let more = together(&format!("… {more} more"));
            [Some(text(first)), Some(more), gap.map(text)].into_iter().flatten().collect()
        }
        _ => steps.iter().map(text).collect(),
    };
    told.join(" · ")
}
