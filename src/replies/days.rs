//! Days in replies. A day that may be two is none.

use super::cursor::Cursor;
use crate::syntax::{TypedDay, WEEKDAYS, month};
use crate::time::Day;

/// On which side of today a day without a year lies, and what a weekday alone means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Today or later; `fri` is the next one.
    Ahead,
    /// Today or earlier; `fri` alone is not said clearly enough.
    Back,
}

/// How many civil days away a day without a year may lie.
const AHEAD: i32 = 300;
const BACK: i32 = 180;

const MONTHS: [(&str, u32); 34] = [
    ("januar", 1),
    ("janvier", 1),
    ("enero", 1),
    ("februar", 2),
    ("février", 2),
    ("febrero", 2),
    ("märz", 3),
    ("mars", 3),
    ("marzo", 3),
    ("avril", 4),
    ("abril", 4),
    ("mai", 5),
    ("mayo", 5),
    ("juni", 6),
    ("juin", 6),
    ("junio", 6),
    ("juli", 7),
    ("juillet", 7),
    ("julio", 7),
    ("août", 8),
    ("agosto", 8),
    ("sept", 9),
    ("septembre", 9),
    ("septiembre", 9),
    ("okt", 10),
    ("oktober", 10),
    ("octobre", 10),
    ("octubre", 10),
    ("novembre", 11),
    ("noviembre", 11),
    ("dez", 12),
    ("dezember", 12),
    ("décembre", 12),
    ("diciembre", 12),
];

/// Reads a day.
pub(super) fn day(cursor: &mut Cursor<'_>, today: Day, side: Side) -> Option<Day> {
    cursor.attempt(|cursor| {
        let found = period(cursor, today, side).or_else(|| one(cursor, today, side))?;
        let fits = match side {
            Side::Ahead => found >= today,
            Side::Back => found <= today,
        };
        (fits && (Day::FIRST..=Day::LAST).contains(&found)).then_some(found)
    })
}

/// Reads the last day of a week or a month; that of a week is its Friday.
fn period(cursor: &mut Cursor<'_>, today: Day, side: Side) -> Option<Day> {
    if side == Side::Back {
        return None;
    }
    let friday = today.first_of_week().plus(4);
    cursor.attempt(|cursor| {
        if cursor.eat(&["eod", "end of day"]) {
            return Some(today);
        }
        if cursor.eat(&["eow"]) {
            return Some(friday);
        }
        if cursor.eat(&["eom"]) {
            return last_of_month(today);
        }
        if !cursor.eat(&["the end of", "end of"]) {
            return None;
        }
        if cursor.eat(&["next week"]) {
            return Some(friday.plus(7));
        }
        if cursor.eat(&["the week", "this week", "week"]) {
            return Some(friday);
        }
        if cursor.eat(&["the month", "this month", "month"]) {
            return last_of_month(today);
        }
        let month = named_month(cursor.word()?)?;
        cursor.at += 1;
        let year = today.year();
        [year, year + 1].into_iter().find_map(|year| {
            let last = last_of_month(date(year, month, 1)?)?;
            (0..=AHEAD).contains(&last.since(today)).then_some(last)
        })
    })
}

fn last_of_month(day: Day) -> Option<Day> {
    let text = day.to_string();
    let (year, month) = (text.get(..4)?.parse().ok()?, text.get(5..7)?.parse().ok()?);
    (28..=31).rev().find_map(|day| date(year, month, day))
}

fn one(cursor: &mut Cursor<'_>, today: Day, side: Side) -> Option<Day> {
    let word = cursor.word()?;
    if cursor.eat(&["this"]) {
        let weekday = weekday(cursor).filter(|weekday| *weekday != today.weekday())?;
        return Some(today.plus(weekday as i32 - today.weekday() as i32));
    }
    if cursor.eat(&["last"]) {
        // On a Thursday `last Tuesday` may be that of this week, or that of the week before.
        let before = today.first_of_week();
        let weekday = WEEKDAYS[weekday(cursor)?];
        let day = TypedDay::parse(&format!("last {weekday}")).ok()?.on(today);
        return (day < before).then_some(day);
    }
    if let Some(weekday) = cursor.attempt(weekday) {
        cursor.attempt(|cursor| cursor.signs().then_some(()));
        cursor.eat(&["the"]);
        return match cursor
            .attempt(|cursor| date_of(cursor, today, side))
            .or_else(|| cursor.attempt(|cursor| of_month(cursor, weekday, today, side)))
        {
            Some(day) => (day.weekday() == weekday).then_some(day),
            // On a Monday, `monday` may be today or in a week.
            None if side == Side::Ahead && weekday != today.weekday() => {
                Some(TypedDay::Next(weekday).on(today))
            }
            None => None,
        };
    }
    if let Ok(typed @ (TypedDay::Today | TypedDay::Date(_))) = TypedDay::parse(word) {
        cursor.at += 1;
        return Some(typed.on(today));
    }
    if matches!(word, "tomorrow" | "yesterday") {
        cursor.at += 1;
        return Some(TypedDay::parse(word).ok()?.on(today));
    }
    date_of(cursor, today, side)
}

/// Reads the `23rd` of `Wed 23rd`: of this month or the next, whichever has it on that weekday.
fn of_month(cursor: &mut Cursor<'_>, weekday: usize, today: Day, side: Side) -> Option<Day> {
    let word = cursor.word().filter(|word| word.ends_with(char::is_alphabetic))?;
    let number = ordinal(word)?;
    cursor.at += 1;
    let near = match side {
        Side::Ahead => 0..=45,
        Side::Back => -45..=0,
    };
    let mut days = near.map(|away| today.plus(away));
    days.find(|day| day.weekday() == weekday && day.to_string().ends_with(&format!("-{number:02}")))
}

/// Reads a weekday alone.
fn weekday(cursor: &mut Cursor<'_>) -> Option<usize> {
    let word = match cursor.word()? {
        "tues" => "tue",
        "weds" => "wed",
        "thur" | "thurs" => "thu",
        word => word,
    };
    match TypedDay::parse(word) {
        Ok(TypedDay::Next(weekday)) => {
            cursor.at += 1;
            Some(weekday)
        }
        _ => None,
    }
}

/// Reads `2 oct`, `2nd of October 2026`, `Oct 2`, `2-oct`, `2. Oktober`, `25.9.`, `25/9/2026`.
fn date_of(cursor: &mut Cursor<'_>, today: Day, side: Side) -> Option<Day> {
    let word = cursor.word()?;
    if let Some(day) = in_numbers(word, today, side) {
        cursor.at += 1;
        return Some(day);
    }
    let (day, month) = cursor.attempt(day_and_month)?;
    let year = cursor.word().filter(|word| word.len() == 4).and_then(|word| word.parse::<i32>().ok());
    match year.filter(|year| (2000..2200).contains(year)) {
        Some(year) => {
            cursor.at += 1;
            date(year, month, day)
        }
        None => near(day, month, today, side),
    }
}

fn day_and_month(cursor: &mut Cursor<'_>) -> Option<(u32, u32)> {
    let word = cursor.word()?;
    // `2-oct`, `2oct`
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = word.split_at(digits);
    if let (Ok(day), Some(month)) = (number.parse(), named_month(rest.trim_start_matches('-'))) {
        cursor.at += 1;
        return Some((day, month));
    }
    if let Some(month) = named_month(word) {
        cursor.at += 1;
        let day = ordinal(cursor.word()?)?;
        cursor.at += 1;
        return Some((day, month));
    }
    let day = ordinal(word)?;
    cursor.at += 1;
    // The dot of `2. Oktober`.
    if cursor.peek().is_some_and(|token| token.is_sign && token.text == ".") {
        cursor.at += 1;
    }
    cursor.eat(&["of", "de", "d'"]);
    let month = named_month(cursor.word()?)?;
    cursor.at += 1;
    Some((day, month))
}

/// Returns the day of `2`, `2nd`, `1er`.
fn ordinal(word: &str) -> Option<u32> {
    let number = ["st", "nd", "rd", "th", "er"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    let is_short = !number.is_empty() && number.len() <= 2;
    number.parse().ok().filter(|_| is_short && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Reads a day in numbers, if it can be no other one. With dots the day comes first.
fn in_numbers(word: &str, today: Day, side: Side) -> Option<Day> {
    let parts = |sign: char| -> Option<Vec<u32>> {
        let parts = word.split(sign).filter(|part| !part.is_empty());
        parts
            .map(|part| part.parse().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit())))
            .collect()
    };
    let full = |year: u32| if year < 100 { 2000 + year } else { year } as i32;
    if word.contains('.') {
        return match parts('.')?.as_slice() {
            [day, month] if word.ends_with('.') => near(*day, *month, today, side),
            [day, month, year @ (20..=99 | 2000..=2199)] => date(full(*year), *month, *day),
            _ => None,
        };
    }
    match parts('/')?.as_slice() {
        [a, b, year @ (20..=99 | 2000..=2199)] => {
            match (date(full(*year), *b, *a), date(full(*year), *a, *b)) {
                (Some(day), None) | (None, Some(day)) => Some(day),
                (Some(day), Some(other)) if day == other => Some(day),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Returns the day of a month that lies near today on one side of it.
fn near(day: u32, month: u32, today: Day, side: Side) -> Option<Day> {
    let year = today.year();
    let mut found = [year - 1, year, year + 1].into_iter().filter_map(|year| date(year, month, day));
    let fits = |found: &Day| match side {
        Side::Ahead => (0..=AHEAD).contains(&found.since(today)),
        Side::Back => (0..=BACK).contains(&today.since(*found)),
    };
    found.find(fits)
}

/// Whether a word names a weekday.
pub(super) fn is_weekday(word: &str) -> bool {
    matches!(TypedDay::parse(word), Ok(TypedDay::Next(_)))
}

/// Returns the month that a word names; January is 1.
pub(super) fn named_month(word: &str) -> Option<u32> {
    let foreign = || MONTHS.iter().find(|(name, _)| *name == word).map(|(_, month)| *month);
    month(word).or_else(foreign)
}

fn date(year: i32, month: u32, day: u32) -> Option<Day> {
    Day::parse(&format!("{year:04}-{month:02}-{day:02}")).ok()
}
