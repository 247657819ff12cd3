//! `tpm trend --chart`: a slip chart of each promise, with forecasts across and report dates down.

use super::phrases::date;
use super::trend::{footer, headline, movement, promised};
use super::{Block, Cell, Report, Tone, Words};
use crate::analysis::Assessment;
use crate::analysis::trend::{Every, ReportDate, Series, Trend};
use crate::time::Day;

/// How many columns the days of a chart take. With the dates before them, a chart fits the
/// narrowest terminal.
const WIDTH: usize = 42;

/// Returns the report: a chart of each promise that had a forecast.
pub fn slip_charts(assessment: &Assessment<'_>, every: Every, trend: &Trend) -> Report {
    let (mut report, near) = (Report::default(), assessment.as_of());
    report.line(headline(assessment, every, trend));
    for series in &trend.series {
        let Some(chart) = chart(&trend.dates, series, near) else { continue };
        report.gap();
        let id = series.holder.full_id(assessment.workspace).to_owned();
        let about = format!("  promised {} · {}", promised(series, near).join(", "), movement(series));
        report.line([Cell::toned(id, Tone::Strong), Cell::from(about)]);
        report.blocks.push(Block::Listing(Words::from(chart)));
    }
    report.gap();
    let legend = "● forecast at that date, ✓ finished, | promised then, . the date itself: a forecast that runs along beside it recedes.";
    report.line([Cell::toned(legend, Tone::Faint)]);
    footer(&mut report, assessment, trend);
    report
}

/// The days that a chart shows.
struct Scale {
    first: Day,
    /// How many days a column stands for.
    per: i32,
    /// The column of the last day.
    last: usize,
}

impl Scale {
    fn of(dates: &[ReportDate], series: &Series) -> Option<Self> {
        let said = series.points.iter().flat_map(|point| [point.forecast, point.due]).flatten();
        let days: Vec<Day> = dates.iter().map(|date| date.on).chain(said).collect();
        let (first, last) = (*days.iter().min()?, *days.iter().max()?);
        let per = last.since(first) / WIDTH as i32 + 1;
        Some(Self { first, per, last: (last.since(first) / per) as usize })
    }

    fn column(&self, day: Day) -> usize {
        (day.since(self.first) / self.per) as usize
    }

    /// Returns the line of months, each above the column in which it begins.
    fn months(&self) -> String {
        let mut line = String::new();
        for (at, column) in (0..).zip(0..=self.last) {
            let mut days = (0..self.per).map(|day| self.first.plus(at * self.per + day));
            let begins = days.find(|day| column == 0 || day.short(*day).starts_with("1 "));
            // A month whose name has no place is left out.
            if let Some(day) = begins.filter(|_| line.len() <= column) {
                let name = day.short(day);
                let name = name.rsplit(' ').next().unwrap_or_default();
                let year = if name == "Jan" { format!(" {}", day.year()) } else { String::new() };
                line = format!("{line:column$}{name}{year} ");
            }
        }
        line
    }
}

fn chart(dates: &[ReportDate], series: &Series, near: Day) -> Option<String> {
    series.points.iter().find(|point| point.forecast.is_some())?;
    let scale = Scale::of(dates, series)?;
    let names: Vec<String> =
        dates.iter().map(|report| date(report.on, near).replace('\u{a0}', " ")).collect();
    let width = names.iter().map(|name| name.chars().count()).max()?;
    let mut lines = vec![format!("{:width$}  {}", "", scale.months())];
    for ((report, point), name) in dates.iter().zip(&series.points).zip(&names) {
        let mut cells = vec![' '; WIDTH];
        let mut put = |day: Option<Day>, mark: char| {
            if let Some(cell) = day.and_then(|day| cells.get_mut(scale.column(day))) {
                *cell = mark;
            }
        };
        put(Some(report.on), '.');
        put(point.due, '|');
        let is_done =
            series.finished.is_some_and(|day| day <= report.on) && series.finished == point.forecast;
        put(point.forecast, if is_done { '✓' } else { '●' });
        let mut line: String = cells.into_iter().collect();
        if let Some(gap) = point.gap {
            line = format!("— {}", gap.word());
        }
        lines.push(format!("{name:>width$}  {}", line.trim_end()));
    }
    Some(lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n"))
}
