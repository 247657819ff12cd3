//! Hints for lengths of time that are written in another form.

use super::is_short;

const FORM: &str = "durations are whole working days or weeks, such as `5d` or `2w`";
const NUMBERS: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Returns the hint for `text`, written where a length of time is expected.
pub(super) fn meant(text: &str) -> String {
    if !is_short(text) {
        return FORM.into();
    }
    let lower = decimals(&text.trim().to_lowercase());
    match lower.as_str() {
        "tbd" | "tba" | "n/a" | "na" | "none" | "unknown" | "?" | "-" => {
            return "not known yet? leave the key out".into();
        }
        "low" | "medium" | "high" | "critical" | "major" | "minor" | "s" | "l" | "xs" | "xl" => {
            return "write the working time it takes, such as `10d`".into();
        }
        _ => {}
    }
    if let Some(points) = range(&lower) {
        return format!("for a range, write optimistic, likely and pessimistic: `{points}`");
    }
    let sure = lower.trim_matches(['?', '~', '≈', ' ']);
    let Some(parts) = parts(sure) else { return FORM.into() };
    match parts.as_slice() {
        [Part { number, unit: Counts::None }] if *number == 0.0 => "write `0d`".into(),
        [Part { number, unit: Counts::None }] if number.fract() == 0.0 => {
            format!("{FORM}: write `{number}d` or `{number}w`")
        }
        _ if parts.iter().any(|part| part.unit == Counts::None) => FORM.into(),
        _ => advice(&parts),
    }
}

/// Writes `1,5` as `1.5`.
fn decimals(text: &str) -> String {
    let mut before = ' ';
    let digits = text.chars().zip(text.chars().skip(1).chain([' '])).map(|(c, next)| {
        let point = c == ',' && before.is_ascii_digit() && next.is_ascii_digit();
        before = c;
        if point { '.' } else { c }
    });
    digits.collect()
}

/// Returns three points between two, such as `[2w, 3w, 4w]`.
pub(in crate::syntax) fn three_points(low: &str, high: &str) -> Option<String> {
    let text = format!("{low}..{high}");
    is_short(&text).then(|| range(&text.to_lowercase()))?
}

/// Returns the amount in the form of plans, such as `10d` for `10 business days`, if the text is
/// one.
pub(super) fn rewritten(text: &str) -> Option<String> {
    let parts = is_short(text).then(|| parts(&text.trim().to_lowercase()))??;
    (!parts.iter().any(|part| part.unit == Counts::None)).then(|| amount(&parts))
}

fn advice(parts: &[Part]) -> String {
    let amount = amount(parts);
    let has = |unit| parts.iter().any(|part| part.unit == unit);
    if has(Counts::Month) || has(Counts::Quarter) {
        format!("a month has no fixed length: write weeks or days, such as `{amount}`")
    } else if has(Counts::Hour) || has(Counts::Minute) || parts.iter().any(|part| part.number.fract() != 0.0)
    {
        format!("{FORM}: round up to the next whole day, `{amount}`")
    } else {
        format!("write `{amount}`")
    }
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counts {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    ElapsedDay,
    ElapsedWeek,
    None,
}

impl Counts {
    fn of(word: &str) -> Option<Self> {
        let word = word.replace([' ', '-', '.'], "");
        Some(match word.as_str() {
            "" => Self::None,
            "min" | "mins" | "minute" | "minutes" => Self::Minute,
            "h" | "hr" | "hrs" | "hour" | "hours" => Self::Hour,
            "d" | "day" | "days" | "wd" | "bd" | "md" | "pd" | "workday" | "workdays" | "workingday"
            | "workingdays" | "businessday" | "businessdays" | "weekdays" | "mandays" | "persondays" => {
                Self::Day
            }
            "w" | "wk" | "wks" | "week" | "weeks" | "ww" | "workweeks" | "workingweeks" => Self::Week,
            "m" | "mo" | "mon" | "mons" | "mth" | "mths" | "month" | "months" => Self::Month,
            "q" | "quarter" | "quarters" => Self::Quarter,
            "y" | "yr" | "yrs" | "year" | "years" => Self::Year,
            "ed" | "eday" | "edays" | "cd" | "calendarday" | "calendardays" | "elapsedday"
            | "elapseddays" | "civildays" => Self::ElapsedDay,
            "ew" | "ewk" | "ewks" | "eweek" | "eweeks" | "calendarweeks" => Self::ElapsedWeek,
            _ => return None,
        })
    }

    /// Returns the days in one unit: working days, five a week, or civil days for an elapsed unit.
    fn days(self) -> f64 {
        match self {
            Self::Minute => 1.0 / 480.0,
            Self::Hour => 1.0 / 8.0,
            Self::Day | Self::ElapsedDay | Self::None => 1.0,
            Self::Week => 5.0,
            Self::Month => 21.0,
            Self::Quarter => 63.0,
            Self::Year => 260.0,
            Self::ElapsedWeek => 7.0,
        }
    }
}

#[derive(Debug)]
struct Part {
    number: f64,
    unit: Counts,
}

/// Returns the numbers of a text with their units: `2w 3d`, `1.5 weeks`, `two weeks`, `P10D`.
fn parts(lower: &str) -> Option<Vec<Part>> {
    let mut rest = lower
        .strip_prefix('p')
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(lower);
    let mut parts: Vec<Part> = Vec::new();
    let word = rest.split(' ').next().unwrap_or("");
    if let Some(number) = NUMBERS.iter().position(|name| *name == word) {
        let unit = Counts::of(rest[word.len()..].trim())?;
        return (unit != Counts::None).then(|| vec![Part { number: number as f64, unit }]);
    }
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let number: f64 = rest[..digits].parse().ok()?;
        rest = &rest[digits..];
        let letters = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let word = rest[..letters].trim_matches([' ', ',', 't']).trim_end_matches(" and").trim();
        let mut unit = Counts::of(word)?;
        // `1h30m`: after hours, `m` means minutes.
        if word == "m" && parts.last().is_some_and(|part| part.unit == Counts::Hour) {
            unit = Counts::Minute;
        }
        parts.push(Part { number, unit });
        rest = &rest[letters..];
    }
    let sound = |part: &Part| part.number <= 1_000_000.0;
    (!parts.is_empty() && parts.iter().all(sound)).then_some(parts)
}

/// Returns whole weeks as weeks and anything else as days, rounded up.
fn amount(parts: &[Part]) -> String {
    if let [Part { number, unit: unit @ (Counts::Week | Counts::Year) }] = parts
        && number.fract() == 0.0
    {
        let weeks = if *unit == Counts::Year { 52.0 } else { 1.0 };
        return format!("{}w", number * weeks);
    }
    let days: f64 = parts.iter().map(|part| part.number * part.unit.days()).sum();
    let elapsed = parts.iter().any(|part| matches!(part.unit, Counts::ElapsedDay | Counts::ElapsedWeek));
    format!("{}{}", days.ceil(), if elapsed { "ed" } else { "d" })
}

/// Returns three points for two: `2-3w`, `3 to 5 days`, `2w..4w`.
fn range(lower: &str) -> Option<String> {
    let (low, high) = [" to ", "..", "–", "-"].iter().find_map(|between| lower.split_once(between))?;
    let ([low], [high]) = (&parts(low.trim())?[..], &parts(high.trim())?[..]) else { return None };
    let unit = if low.unit == Counts::None { high.unit } else { low.unit };
    if unit != high.unit || !matches!(unit, Counts::Day | Counts::Week) || low.number >= high.number {
        return None;
    }
    let middle = ((low.number + high.number) / 2.0).ceil();
    let letter = if unit == Counts::Day { "d" } else { "w" };
    let sound = low.number.fract() == 0.0 && high.number.fract() == 0.0;
    sound.then(|| format!("[{}{letter}, {middle}{letter}, {}{letter}]", low.number, high.number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, form: &str) {
        let help = meant(text);
        assert!(help.contains(form), "{text}: {help}");
    }

    #[test]
    fn other_ways_to_write_days_and_weeks() {
        check("2 weeks", "write `2w`");
        check("two weeks", "write `2w`");
        check("2 wks", "write `2w`");
        check("3 days", "write `3d`");
        check("10 business days", "write `10d`");
        check("P10D", "write `10d`");
        check("P2W", "write `2w`");
        check("10 edays", "write `10ed`");
        check("2w 3d", "write `13d`");
        check("2 weeks and 3 days", "write `13d`");
        check("1 year", "write `52w`");
        check("10", "`10d` or `10w`");
        check("5 days?", "write `5d`");
        check("~3 weeks", "write `3w`");
        check("0", "write `0d`");
    }

    #[test]
    fn fractions_are_rounded_up() {
        check("0.5d", "whole day, `1d`");
        check("1.5w", "`8d`");
        check("1,5 Wochen", FORM);
        check("1,5w", "`8d`");
        check("16h", "`2d`");
        check("1h30m", "`1d`");
        check("PT8H", FORM);
    }

    #[test]
    fn months_have_no_fixed_length() {
        check("1mo", "`21d`");
        check("2 mons", "`42d`");
        check("1 month", "`21d`");
    }

    #[test]
    fn a_range_has_three_points() {
        check("2-4w", "`[2w, 3w, 4w]`");
        check("3 to 5 days", "`[3d, 4d, 5d]`");
        check("2w..4w", "`[2w, 3w, 4w]`");
    }

    #[test]
    fn words_get_a_hint() {
        check("n/a", "leave the key out");
        check("High", "working time");
        check("soon", FORM);
        check("三天", FORM);
        check("99999999999999999999 days", FORM);
        check("1.2.3d", FORM);
    }
}
