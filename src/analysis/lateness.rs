//! How late something is. Every report says it in the same unit: working days of the program's
//! calendar.

use crate::calendar::Calendar;
use crate::english::count;
use crate::time::Day;

/// From this many working days on, text adds the weeks.
const ADDS_WEEKS: i32 = 11;

/// How much later one printed day is than another; negative is earlier.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lateness {
    /// In working days of the program's calendar: those after the reference, up to and including
    /// the day. 0 if only days off lie in between.
    pub workdays: i32,
    /// In civil days.
    pub days: i32,
}

impl Lateness {
    /// Returns how much later `day` is than `reference`.
    pub fn new(calendar: &Calendar, reference: Day, day: Day) -> Self {
        let workdays = calendar.rank(day.plus(1)) - calendar.rank(reference.plus(1));
        Self { workdays, days: day.since(reference) }
    }

    /// Whether the day comes after its reference.
    pub fn is_late(self) -> bool {
        self.days > 0
    }

    /// Returns the amount without its direction: `6wd`, or `1 day` if only days off lie in between.
    pub fn amount(self) -> String {
        match self.workdays.unsigned_abs() {
            0 => count(self.days.unsigned_abs() as usize, "day"),
            days => format!("{days}wd"),
        }
    }

    /// Returns how far something moved: `6wd later`, `1 day later` or `1wd earlier`.
    pub fn shift(self) -> String {
        format!("{} {}", self.amount(), if self.days < 0 { "earlier" } else { "later" })
    }

    /// Returns `6wd late`, `1 day late`, `1wd early` or `on time`, as a column shows it.
    pub fn short(self) -> String {
        match self.days {
            0 => "on time".into(),
            ..0 => format!("{} early", self.amount()),
            _ => format!("{} late", self.amount()),
        }
    }

    /// Returns `6wd late`, `1 day late`, `1wd early` or `on time`; of more than ten working days
    /// also how many weeks late, as `19wd late, 4 weeks`.
    pub fn words(self) -> String {
        let weeks = (self.days.unsigned_abs() as usize + 3) / 7;
        match self.workdays >= ADDS_WEEKS {
            true => format!("{}, {}", self.short(), count(weeks, "week")),
            false => self.short(),
        }
    }
}
