//! Dates, ranges of dates, and `tbd`.

use super::Complaint;
use crate::time::{Day, DayFault};

/// A promise: a day, or knowingly none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Promised for the end of this day.
    On(Day),
    /// `tbd`: knowingly not promised.
    Tbd,
}

impl Due {
    /// Returns the day, where one was promised.
    pub fn day(self) -> Option<Day> {
        match self {
            Self::On(day) => Some(day),
            Self::Tbd => None,
        }
    }
}

/// Reads `YYYY-MM-DD`.
pub(in crate::syntax) fn date(text: &str) -> Result<Day, Complaint> {
    Day::parse(text).map_err(|fault| match fault {
        DayFault::NoSuchDay => {
            Complaint::new("impossible-date", format!("there is no day `{text}`"), "no such day")
        }
        DayFault::OutOfRange => Complaint::new(
            "impossible-date",
            format!("`{text}` is outside the years 1900 to 2199"),
            "outside 1900 to 2199",
        ),
        DayFault::Form => {
            Complaint::new("not-a-date", format!("`{text}` is not a date"), "not a date").help(meant(text))
        }
    })
}

/// Reads a date or `tbd`.
pub(in crate::syntax) fn due(text: &str) -> Result<Due, Complaint> {
    if text == "tbd" { Ok(Due::Tbd) } else { date(text).map(Due::On) }
}

/// Reads a date or `FROM..TO`, both inclusive.
pub(in crate::syntax) fn range(text: &str) -> Result<(Day, Day), Complaint> {
    let Some((from, to)) = text.split_once("..") else {
        if let Some(meant) = meant_range(text) {
            let complaint =
                Complaint::new("not-a-date", format!("`{text}` is not a range of dates"), "not a range");
            return Err(complaint.help(format!("write `{meant}`")));
        }
        return date(text).map(|day| (day, day));
    };
    let first = date(from).map_err(|complaint| complaint.at(0, from.len()))?;
    let last = date(to).map_err(|complaint| complaint.at(from.len() + 2, to.len()))?;
    if last < first {
        return Err(Complaint::new(
            "backward-range",
            format!("the range `{text}` ends before it begins"),
            "backward",
        )
        .help(format!("write `{last}..{first}`")));
    }
    Ok((first, last))
}

/// Returns `FROM..TO` for two dates that are joined in another way: `FROM - TO`, `FROM to TO`.
fn meant_range(text: &str) -> Option<String> {
    let (from, to) = (text.get(..10)?, text.get(text.len().checked_sub(10)?..)?);
    let two = text.len() > 20 && Day::parse(from).is_ok() && Day::parse(to).is_ok();
    two.then(|| format!("{from}..{to}"))
}

/// Returns what someone who wrote this most likely meant; only days that exist are named.
fn meant(text: &str) -> String {
    let general = "dates are written `YYYY-MM-DD`, such as `2026-09-18`";
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let numbers: Option<Vec<u32>> = parts.iter().map(|part| part.parse().ok()).collect();
    let written = |year: u32, month: u32, day: u32| {
        let text = format!("{year:04}-{month:02}-{day:02}");
        Day::parse(&text).is_ok().then_some(text)
    };
    if let Some([a, b, c]) = numbers.as_deref() {
        let mut days: Vec<String> =
            [written(*a, *b, *c), written(*c, *b, *a), written(*c, *a, *b)].into_iter().flatten().collect();
        days.dedup();
        match days.as_slice() {
            [day] => return format!("write `{day}`"),
            [day, other, ..] => return format!("{general}: write `{day}` or `{other}`, whichever you mean"),
            [] => {}
        }
    }
    match text.get(..10) {
        Some(day) if text.len() > 10 && Day::parse(day).is_ok() => {
            format!("plans have no times of day: write `{day}`")
        }
        _ if text.starts_with(['Q', 'q']) => format!("{general}; for a quarter, write its last day"),
        _ => general.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn help(text: &str) -> String {
        date(text).unwrap_err().help.unwrap_or_default()
    }

    #[test]
    fn what_was_meant_is_named() {
        assert_eq!(help("2026-9-4"), "write `2026-09-04`");
        assert_eq!(help("2026/09/04"), "write `2026-09-04`");
        assert!(help("03/04/2026").contains("`2026-04-03` or `2026-03-04`"));
        assert_eq!(help("25/12/2026"), "write `2026-12-25`");
        assert!(help("2026-09-18T10:00").contains("write `2026-09-18`"));
        assert!(help("Q4").contains("last day"));
        assert!(help("soon").contains("YYYY-MM-DD"));
    }

    #[test]
    fn ranges_have_both_ends() {
        let day = |text| Day::parse(text).unwrap();
        assert_eq!(range("2026-12-24..2027-01-01"), Ok((day("2026-12-24"), day("2027-01-01"))));
        assert_eq!(range("2026-12-24"), Ok((day("2026-12-24"), day("2026-12-24"))));
        assert_eq!(range("2027-01-01..2026-12-24").unwrap_err().rule, "backward-range");
        assert_eq!(range("2026-12-24..x").unwrap_err().part, Some((12, 1)));
    }
}
