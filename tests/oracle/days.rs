//! Days, sides and instants, counted step by step.

/// Days since 1970-01-01.
pub type Day = i32;

/// "An **instant** is a day and a side (start or end)."
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    Start,
    End,
}

/// A day and a side, in absolute time: the start of a day, its end, the start of the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant {
    pub day: Day,
    pub side: Side,
}

/// The start of a day.
pub fn start_of(day: Day) -> Instant {
    Instant { day, side: Side::Start }
}

/// The end of a day.
pub fn end_of(day: Day) -> Instant {
    Instant { day, side: Side::End }
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn month_length(year: i32, month: usize) -> i32 {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    lengths[month - 1] + i32::from(month == 2 && is_leap(year))
}

/// The day of a civil date from 1970 on, counted over years and months.
pub fn civil(year: i32, month: usize, day: i32) -> Day {
    let years: i32 = (1970..year).map(|y| 365 + i32::from(is_leap(y))).sum();
    let months: i32 = (1..month).map(|m| month_length(year, m)).sum();
    years + months + day - 1
}

/// A day as plans and reports write it.
pub fn iso(day: Day) -> String {
    let (mut year, mut month, mut rest) = (1970, 1, day);
    while rest >= 365 + i32::from(is_leap(year)) {
        rest -= 365 + i32::from(is_leap(year));
        year += 1;
    }
    while rest >= month_length(year, month) {
        rest -= month_length(year, month);
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", rest + 1)
}

/// The day that a report writes.
pub fn parse(text: &str) -> Day {
    let part = |range: std::ops::Range<usize>| text[range].parse::<i32>().expect("a number");
    civil(part(0..4), part(5..7) as usize, part(8..10))
}

/// Monday is 0. The first of January 1970 was a Thursday.
pub fn weekday(day: Day) -> usize {
    (day + 3).rem_euclid(7) as usize
}
