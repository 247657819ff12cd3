//! The numbers of one promise over the dates of a trend.

use super::{Flag, Gap, ReportDate};
use crate::analysis::lateness::Lateness;
use crate::calendar::Calendar;
use crate::schedule::PromiseHolder;
use crate::time::Day;

/// What was said of a promise at a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// The day on which it was forecast to finish, or was finished.
    pub forecast: Option<Day>,
    /// The day that was promised.
    pub due: Option<Day>,
    /// Why there is no forecast.
    pub gap: Option<Gap>,
}

/// How fast a forecast moves, in working days of the program's calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Velocity {
    /// By how many it moved; negative is earlier.
    pub moved: i32,
    /// How many passed meanwhile; at least 1.
    pub passed: i32,
}

/// Over how many dates velocity is measured.
const OVER: usize = 3;

impl Velocity {
    /// Returns the quotient to two decimals.
    pub fn ratio(self) -> f64 {
        (f64::from(self.moved) / f64::from(self.passed) * 100.0).round() / 100.0
    }

    /// Whether the end moves away nearly as fast as time passes: by at least 0.8.
    pub fn is_receding(self) -> bool {
        i64::from(self.moved) * 10 >= i64::from(self.passed) * 8
    }
}

/// A promise over the dates of the window.
#[derive(Debug, Clone)]
pub struct Series {
    pub holder: PromiseHolder,
    /// By date.
    pub points: Vec<Point>,
    /// When it was finished.
    pub finished: Option<Day>,
    /// From the first forecast to the last; none with fewer than two.
    pub net: Option<Lateness>,
    /// The civil days of all moves from one forecast to the next, whichever way; none with fewer
    /// than two forecasts.
    pub gross_days: Option<u32>,
    /// The working days of the same moves, in the program's calendar.
    pub gross_workdays: Option<u32>,
    /// Over the last three forecasts of different days; none with fewer, and once finished or
    /// cancelled.
    pub velocity: Option<Velocity>,
    /// Each day that was promised, with the first date at which it was.
    pub promised: Vec<(Day, Option<Day>)>,
}

impl Series {
    pub(super) fn new(
        holder: PromiseHolder,
        dates: &[ReportDate],
        points: Vec<Point>,
        finished: Option<Day>,
        calendar: &Calendar,
    ) -> Self {
        let said: Vec<(Day, Day)> =
            dates.iter().zip(&points).filter_map(|(date, point)| Some((date.on, point.forecast?))).collect();
        let ends = said.first().zip(said.last()).filter(|_| said.len() > 1);
        let net = ends.map(|((_, first), (_, last))| Lateness::new(calendar, *first, *last));
        let moves = said.windows(2).map(|pair| Lateness::new(calendar, pair[0].1, pair[1].1));
        let (gross_days, gross_workdays) = moves.fold((0, 0), |(days, workdays), by| {
            (days + by.days.unsigned_abs(), workdays + by.workdays.unsigned_abs())
        });
        let (gross_days, gross_workdays) = (net.map(|_| gross_days), net.map(|_| gross_workdays));
        let is_over = finished.is_some() || is_cancelled(&points);
        let velocity = if is_over { None } else { velocity(&said, calendar) };
        let promised = promised(dates, &points);
        Self { holder, points, finished, net, gross_days, gross_workdays, velocity, promised }
    }

    /// Whether it is cancelled at the last date.
    pub fn is_cancelled(&self) -> bool {
        is_cancelled(&self.points)
    }

    /// Whether another day was promised in between.
    pub fn is_promised_anew(&self) -> bool {
        let mut days = self.promised.iter().filter_map(|(_, due)| *due);
        days.next().is_some_and(|first| days.any(|day| day != first))
    }

    /// Whether its end moves away nearly as fast as time passes.
    pub fn is_receding(&self) -> bool {
        self.velocity.is_some_and(Velocity::is_receding)
    }

    /// Whether its forecast moved at all.
    pub fn moved(&self) -> bool {
        self.gross_days.is_some_and(|days| days > 0)
    }

    /// Returns what stands out.
    pub fn flags(&self) -> Vec<Flag> {
        let flags = [(self.is_receding(), Flag::Receding), (self.is_promised_anew(), Flag::PromisedAnew)];
        flags.into_iter().filter(|(is, _)| *is).map(|(_, flag)| flag).collect()
    }
}

fn is_cancelled(points: &[Point]) -> bool {
    points.last().is_some_and(|point| point.gap == Some(Gap::Cancelled))
}

/// Returns each day that was promised, with the first date at which it was.
fn promised(dates: &[ReportDate], points: &[Point]) -> Vec<(Day, Option<Day>)> {
    let mut steps: Vec<(Day, Option<Day>)> = Vec::new();
    for (date, point) in dates.iter().zip(points) {
        let is_silent = match point.gap {
            // What is not in the plan, or could not be read, says nothing of the promise.
            Some(Gap::Absent | Gap::Unread) => true,
            // The error may be in its day.
            Some(Gap::Undated) => point.due.is_none(),
            Some(Gap::Cancelled) | None => false,
        };
        if !is_silent && steps.last().is_none_or(|(_, due)| *due != point.due) {
            steps.push((date.on, point.due));
        }
    }
    steps
}

/// Returns the velocity over the last forecasts, of each day the last one.
fn velocity(said: &[(Day, Day)], calendar: &Calendar) -> Option<Velocity> {
    let mut days: Vec<(Day, Day)> = Vec::with_capacity(OVER);
    for (on, forecast) in said.iter().rev() {
        if days.last().is_none_or(|(later, _)| on < later) {
            days.push((*on, *forecast));
        }
        if days.len() == OVER {
            break;
        }
    }
    let [(to, last), _, (from, first)] = days[..] else { return None };
    let moved = Lateness::new(calendar, first, last).workdays;
    let passed = Lateness::new(calendar, from, to).workdays;
    (passed > 0).then_some(Velocity { moved, passed })
}
