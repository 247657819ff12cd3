//! Hints for days that are written in another form. Only days that exist are suggested.

use super::{is_short, meant_time};
use crate::time::Day;

const FORM: &str = "dates are written `YYYY-MM-DD`, such as `2026-09-18`";
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Returns the hint for `text`, written where a day is expected.
pub(super) fn meant(text: &str) -> String {
    if !is_short(text) {
        return FORM.into();
    }
    if let Some(help) = word(&text.trim().to_lowercase()) {
        return help.into();
    }
    if let Some((first, last)) = two_days(text) {
        return format!("this takes one day, not a range: write `{first}` or `{last}`");
    }
    if let Some((day, rest)) =
        text.split_at_checked(10).filter(|(day, rest)| !rest.is_empty() && Day::parse(day).is_ok())
    {
        return match is_time(rest) {
            true => format!("plans have no times of day: write `{day}`"),
            false => format!("{FORM}, with nothing behind them: write the day that you mean"),
        };
    }
    if let Some(day) = in_digits(text) {
        return format!("letters stand for digits here: write `{day}`");
    }
    if let Some(day) = digits(text) {
        return format!("write `{day}`");
    }
    let words = Words::of(text);
    words.period().or_else(|| words.day(text.contains('-'))).unwrap_or_else(|| FORM.into())
}

/// Whether a text is a word for an unknown day.
pub(super) fn is_unknown(text: &str) -> bool {
    matches!(
        text.trim().to_lowercase().as_str(),
        "tbd"
            | "tba"
            | "tbc"
            | "n/a"
            | "na"
            | "none"
            | "unknown"
            | "-"
            | "?"
            | "??"
            | "not set"
            | "unscheduled"
    )
}

/// Returns the day that a word means which moves with the day on which it is read.
pub(in crate::syntax) fn relative(text: &str, today: Day) -> Option<Day> {
    let ahead = match text.trim().to_lowercase().as_str() {
        "today" | "now" | "eod" => 0,
        "yesterday" => -1,
        "tomorrow" => 1,
        _ => return None,
    };
    Some(today.plus(ahead))
}

fn word(lower: &str) -> Option<&'static str> {
    if is_unknown(lower) {
        return Some("no day yet? leave the key out");
    }
    Some(match lower {
        "true" | "yes" | "x" | "y" | "✓" | "100%" | "done" | "complete" | "completed" | "finished"
        | "started" => "write the day on which it happened, such as `2026-09-18`",
        "false" | "no" | "n" => "it has not happened, so it has no date: leave the key out",
        "asap" | "immediately" => {
            "work is scheduled as soon as it can begin: leave the key out, or write a day such as `2026-09-18`"
        }
        "today" | "now" | "yesterday" | "tomorrow" | "eod" | "eow" | "eom" | "eoq" | "eoy"
        | "end of month" | "end of week" | "end of quarter" | "end of year" | "next week" | "next month"
        | "this week" => {
            "plans are read later than they are written: write the day itself, such as `2026-09-18`"
        }
        _ => return None,
    })
}

/// Whether the rest of a text behind a day is a time: `T10:00`, ` 17:00:00Z`.
fn is_time(rest: &str) -> bool {
    let digits: String = rest.trim_start_matches(['T', 't', ' ']).chars().take(3).collect();
    let (hour, colon) = digits.split_at_checked(2).unwrap_or_default();
    colon == ":" && hour.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns the day of a text in which letters stand for digits: `2026-1O-15`.
fn in_digits(text: &str) -> Option<Day> {
    let digits = text.replace(['O', 'o'], "0").replace(['l', 'I'], "1");
    Day::parse(&digits).ok()
}

/// Returns the first and last of a number of civil days: `2026-09-07 +3d`, `2026-09-07 for 2w`.
pub(super) fn days_from(text: &str) -> Option<(Day, Day)> {
    let (first, rest) = text.split_at_checked(10)?;
    let first = Day::parse(first).ok()?;
    let rest = rest.trim_start();
    let length = rest.strip_prefix('+').or_else(|| rest.strip_prefix("for ")).unwrap_or(rest).trim();
    let length = meant_time::rewritten(length)?;
    let days = match super::digits(&length) {
        (number, "d" | "ed") => number.parse::<i32>().ok()?,
        (number, "w") => number.parse::<i32>().ok()?.checked_mul(7)?,
        _ => return None,
    };
    (1..=366).contains(&days).then(|| (first, first.plus(days.saturating_sub(1))))
}

/// Returns the two ends of a range in any notation: `FROM - TO`, `FROM to TO`.
pub(super) fn two_days(text: &str) -> Option<(&str, &str)> {
    let (first, last) = (text.get(..10)?, text.get(text.len().checked_sub(10)?..)?);
    let two = text.len() > 20 && Day::parse(first).is_ok() && Day::parse(last).is_ok();
    two.then_some((first, last))
}

/// Returns the day of `20261005`, or of a spreadsheet's day number.
fn digits(text: &str) -> Option<Day> {
    let number: u32 = text.parse().ok()?;
    match text.len() {
        8 => Day::parse(&written(number / 10_000, number / 100 % 100, number % 100)?).ok(),
        // Spreadsheets call 1 January 1900 day 1, and count a 29 February 1900 that never existed.
        5 => Some(Day::parse("1900-01-01").ok()?.plus(i32::try_from(number).ok()?.checked_sub(2)?)),
        _ => None,
    }
}

/// The words of a text in lower case: runs of letters or digits.
struct Words(Vec<String>);

impl Words {
    fn of(text: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        let mut last = ' ';
        for c in text.to_lowercase().chars() {
            let runs_on =
                (c.is_ascii_digit() && last.is_ascii_digit()) || (c.is_alphabetic() && last.is_alphabetic());
            match words.last_mut() {
                Some(word) if runs_on => word.push(c),
                _ if c.is_alphanumeric() => words.push(c.into()),
                _ => {}
            }
            last = c;
        }
        Self(words)
    }

    fn numbers(&self) -> Vec<u32> {
        self.0.iter().filter_map(|word| word.parse().ok()).collect()
    }

    /// Returns the number that follows a letter, as in `Q4` and `W40`, and the year beside it.
    fn numbered(&self, letters: &[&str]) -> Option<(u32, Option<u32>)> {
        let at = self.0.iter().position(|word| letters.contains(&word.as_str()))?;
        let next = at.checked_add(1)?;
        let number = self.0.get(next)?.parse().ok()?;
        let mut others = self.0.iter().enumerate().filter(|(place, _)| *place != next);
        Some((number, others.find_map(|(_, word)| year(word))))
    }

    fn month(&self) -> Option<u32> {
        self.0.iter().find_map(|word| month(word))
    }

    /// Whether a word is left that is neither a month, a weekday nor the ending of a number.
    fn has_other_words(&self) -> bool {
        let is_known = |word: &String| {
            word.bytes().all(|byte| byte.is_ascii_digit())
                || month(word).is_some()
                || ["st", "nd", "rd", "th", "of", "the"].contains(&word.as_str())
                || super::word::named(word).is_some()
        };
        !self.0.iter().all(is_known)
    }

    /// Returns the hint for a quarter, a week, a month or a year.
    fn period(&self) -> Option<String> {
        let has = |words: &[&str]| self.0.iter().any(|word| words.contains(&word.as_str()));
        if has(&["fy", "fq", "fiscal"]) {
            return Some(format!("{FORM}; fiscal years differ: write the day that you mean"));
        }
        // A part of a period does not end on its last day.
        if has(&["mid", "middle", "early", "beginning", "start", "first", "half", "h"]) {
            return None;
        }
        if let Some((quarter @ 1..=4, year)) = self.numbered(&["q"]) {
            let day = if quarter == 1 || quarter == 4 { 31 } else { 30 };
            let year = year.map_or("YYYY".to_owned(), |year| year.to_string());
            return Some(format!(
                "{FORM}; write the day that you mean: the quarter's last day is `{year}-{:02}-{day}`",
                quarter.saturating_mul(3)
            ));
        }
        if let Some((week @ 1..=53, year)) = self.numbered(&["w", "kw", "cw", "wk", "week"]) {
            let friday = year.and_then(|year| friday(year, week));
            let friday = friday.map(|day| format!(": the week's Friday is `{day}`"));
            return Some(format!("{FORM}; write the day that you mean{}", friday.unwrap_or_default()));
        }
        let spelled = self.0.iter().any(|word| word.chars().all(char::is_alphabetic));
        let (year, month) = match (self.month(), self.numbers().as_slice()) {
            (Some(month), [year @ 1900..=2199]) => (*year, month),
            (Some(month), []) => {
                let last = last_day(2026, month)?;
                return Some(format!(
                    "{FORM}; write the day that you mean: the month's last day is `YYYY{}`",
                    last.get(4..)?
                ));
            }
            (None, [year @ 1900..=2199]) if !spelled => {
                return Some(format!(
                    "{FORM}; write the day that you mean: the year's last day is `{year}-12-31`"
                ));
            }
            (None, [year @ 1900..=2199, month @ 1..=12] | [month @ 1..=12, year @ 1900..=2199])
                if !spelled =>
            {
                (*year, *month)
            }
            _ => return None,
        };
        let last = last_day(year, month)?;
        Some(format!("{FORM}; write the day that you mean: the month's last day is `{last}`"))
    }

    /// Returns the hint for one day in words or in another order. With dashes, the year may come
    /// first though it has two digits.
    fn day(&self, dashed: bool) -> Option<String> {
        if self.has_other_words() {
            return None;
        }
        let date = |year: u32, month, day| written(in_full(year)?, month, day);
        let days: Vec<String> = match (self.month(), self.numbers().as_slice()) {
            (Some(month), [day @ 1..=31]) => {
                return Some(format!("write the year too: `YYYY-{month:02}-{day:02}`"));
            }
            (Some(month), [a, b]) => {
                date(*b, month, *a).or_else(|| date(*a, month, *b)).into_iter().collect()
            }
            (None, [a, b, c]) => {
                let year_last = [date(*c, *b, *a), date(*c, *a, *b)].into_iter().flatten();
                let year_first = date(*a, *b, *c);
                let mut days: Vec<String> = year_last.collect();
                if days.is_empty() || dashed {
                    days.splice(0..0, year_first);
                }
                days.dedup();
                days
            }
            _ => return None,
        };
        let is_short = !self.numbers().iter().any(|number| *number >= 100);
        let in_full = if is_short { ", with the year in full" } else { "" };
        match days.as_slice() {
            [] if is_short => Some(format!("{FORM}{in_full}")),
            [] => None,
            [day] => Some(format!("write `{day}`{in_full}")),
            [day, other, ..] => {
                Some(format!("{FORM}: write `{day}` or `{other}`{in_full}, whichever you mean"))
            }
        }
    }
}

/// Returns the month that a word in lower case names, in three letters or more; January is 1.
pub fn month(word: &str) -> Option<u32> {
    let mut months = (1..).zip(MONTHS).filter(|(_, name)| word.len() >= 3 && name.starts_with(word));
    months.next().map(|(month, _)| month)
}

/// Returns a year with all of its digits; none if no plan is likely to name it, as 2001 for `01`.
fn in_full(year: u32) -> Option<u32> {
    match year {
        20..=99 => year.checked_add(2000),
        1900..=2199 => Some(year),
        _ => None,
    }
}

fn year(word: &str) -> Option<u32> {
    word.parse().ok().filter(|_| word.len() == 2 || word.len() == 4).and_then(in_full)
}

fn written(year: u32, month: u32, day: u32) -> Option<String> {
    let text = format!("{year:04}-{month:02}-{day:02}");
    Day::parse(&text).is_ok().then_some(text)
}

fn last_day(year: u32, month: u32) -> Option<String> {
    (28..=31).rev().find_map(|day| written(year, month, day))
}

/// Returns the last day of the month that `YYYY-MM-DD` begins with, if that month exists.
pub(super) fn last_of_month(text: &str) -> Option<String> {
    last_day(text.get(..4)?.parse().ok()?, text.get(5..7)?.parse().ok()?)
}

/// Returns the Friday of an ISO week; the first week contains 4 January.
#[expect(clippy::arithmetic_side_effects, reason = "a week of a year")]
fn friday(year: u32, week: u32) -> Option<Day> {
    let fourth = Day::parse(&format!("{year:04}-01-04")).ok()?;
    let monday = fourth.first_of_week();
    Some(monday.plus(7 * (week as i32 - 1) + 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, form: &str) {
        let help = meant(text);
        assert!(help.contains(form), "{text}: {help}");
    }

    #[test]
    fn numbers_in_another_order_are_days() {
        check("2026-9-4", "write `2026-09-04`");
        check("2026/09/04", "write `2026-09-04`");
        check("03/04/2026", "`2026-04-03` or `2026-03-04`");
        check("3/4/26", "`2026-04-03` or `2026-03-04`");
        check("25/12/2026", "write `2026-12-25`");
        check("25.12.26", "write `2026-12-25`, with the year in full");
        check("20261005", "write `2026-10-05`");
        check("46300", "write `2026-10-05`");
        check("31/31/2026", FORM);
        check("2026-09-18T10:00", "write `2026-09-18`");
    }

    // 2001 would be the last of three numbers read as a year.
    #[test]
    fn a_year_of_two_digits_is_one_that_a_plan_may_name() {
        for text in ["26-10-01", "26/10/01", "26.10.1", "26-Oct-01", "01-Oct-26", "1 Oct 26"] {
            check(text, "write `2026-10-01`, with the year in full");
        }
        check("25-12-26", "`2025-12-26` or `2026-12-25`");
        check("27-10-26", "`2027-10-26` or `2026-10-27`");
        check("25/12/26", "write `2026-12-25`");
        for text in ["01-02-03", "12-31-05"] {
            let help = meant(text);
            assert!(help.ends_with("with the year in full") && !help.contains("200"), "{text}: {help}");
        }
    }

    #[test]
    fn months_may_be_words() {
        for text in
            ["Oct 5 2026", "5 Oct 2026", "5-Oct-26", "October 5th, 2026", "2026-Oct-05", "Mon 5/Oct/26"]
        {
            check(text, "write `2026-10-05`");
        }
        check("5 Oct", "`YYYY-10-05`");
        check("Oct 2026", "`2026-10-31`");
        check("2026-02", "`2026-02-28`");
    }

    #[test]
    fn periods_have_a_last_day() {
        check("Q4", "last day is `YYYY-12-31`");
        check("Q3 2026", "`2026-09-30`");
        check("2026-Q2", "`2026-06-30`");
        check("Q1'27", "`2027-03-31`");
        check("2026-W40", "`2026-10-02`");
        check("KW 40/2026", "`2026-10-02`");
    }

    #[test]
    fn words_get_a_hint() {
        check("TBD", "leave the key out");
        check("ASAP", "as soon as it can");
        check("EOM", "the day itself");
        check("true", "on which it happened");
        check("5. Oktober 2026", FORM);
        check("mid October", FORM);
        check("mid-Oct 2026", FORM);
        check("H1 2026", FORM);
        check("FY27 Q1", "fiscal years differ");
        check("Q1 FY2027", "fiscal years differ");
        check("2026-1O-15", "write `2026-10-15`");
        check("2O26-09-l5", "write `2026-09-15`");
        check("2026-09-07 +3d", "the day that you mean");
        check("2026-09-07 or later", "the day that you mean");
        check("2026-x-10-15", FORM);
        check("2026", "`2026-12-31`");
        check("100%", "on which it happened");
        check("soon", "YYYY-MM-DD");
        check("2026-10-05 - 2026-10-16", "`2026-10-05` or `2026-10-16`");
    }
}
