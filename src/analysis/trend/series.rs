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
    /// Over the last three forecasts of different days; none with fewer, and once finished.
    pub velocity: Option<Velocity>,
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
        let moves = said.windows(2).map(|pair| pair[1].1.since(pair[0].1).unsigned_abs());
        let gross_days = net.map(|_| moves.sum());
        let velocity = if finished.is_none() { velocity(&said, calendar) } else { None };
        Self { holder, points, finished, net, gross_days, velocity }
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
        if self.is_receding() { vec![Flag::Receding] } else { Vec::new() }
    }
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
