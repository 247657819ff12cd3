//! Dates, ranges of dates, and `tbd`.

use super::Complaint;
use super::meant_date::{days_from, is_unknown, last_of_month, meant, two_days};
use crate::time::{Day, DayFault};

/// A promise: a day, or deliberately none yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Promised for the end of this day.
    On(Day),
    /// `tbd`: deliberately not promised yet.
    Tbd,
}

impl Due {
    /// Returns the day, if one was promised.
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
            let complaint =
                Complaint::new("impossible-date", format!("there is no day `{text}`"), "no such day");
            match last_of_month(text) {
                Some(last) => complaint.help(format!("the last day of that month is `{last}`")),
                None => complaint.help("months are 01 to 12, and days 01 to 31"),
            }
        }
        DayFault::OutOfRange => Complaint::new(
            "impossible-date",
            format!("`{text}` is outside the years 1900 to 2199"),
            "outside 1900 to 2199",
        ),
        DayFault::Form => Complaint::not("not-a-date", text, "a date").help(meant(text)),
    })
}

/// Reads a date or `tbd`.
pub(in crate::syntax) fn due(text: &str) -> Result<Due, Complaint> {
    match text {
        "tbd" => Ok(Due::Tbd),
        _ if is_unknown(text) => {
            date(text).map(Due::On).map_err(|fault| fault.help("deliberately not promised yet? write `tbd`"))
        }
        _ => date(text).map(Due::On),
    }
}

/// Reads a date or `FROM..TO`, both inclusive.
pub(in crate::syntax) fn range(text: &str) -> Result<(Day, Day), Complaint> {
    let is_meant = |help: String| {
        let complaint = Complaint::not("not-a-date", text, "a range of dates").label("not a range");
        Err(complaint.help(help))
    };
    let meant = two_days(text).filter(|(from, to)| text != format!("{from}..{to}"));
    if let Some((from, to)) = meant {
        return is_meant(format!("write `{from}..{to}`"));
    }
    if let Some((from, to)) = days_from(text) {
        return is_meant(format!("a range has both of its ends: write `{from}..{to}`"));
    }
    let Some((from, to)) = text.split_once("..") else { return date(text).map(|day| (day, day)) };
    let first = date(from).map_err(|complaint| complaint.at(0, from.len()))?;
    let last = date(to).map_err(|complaint| complaint.at(from.len().saturating_add(2), to.len()))?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_an_unknown_day_get_tbd_suggested() {
        assert_eq!(due("tbd"), Ok(Due::Tbd));
        for text in ["TBD", "n/a", "tba"] {
            assert!(due(text).unwrap_err().help.is_some_and(|help| help.ends_with("`tbd`")), "{text}");
        }
    }

    #[test]
    fn ranges_have_both_ends() {
        let day = |text| Day::parse(text).unwrap();
        assert_eq!(range("2026-12-24..2027-01-01"), Ok((day("2026-12-24"), day("2027-01-01"))));
        assert_eq!(range("2026-12-24"), Ok((day("2026-12-24"), day("2026-12-24"))));
        assert_eq!(range("2027-01-01..2026-12-24").unwrap_err().rule, "backward-range");
        assert_eq!(range("2026-12-24..x").unwrap_err().part, Some((12, 1)));
        for (text, meant) in [
            ("2026-12-21 .. 2026-12-31", "`2026-12-21..2026-12-31`"),
            ("2026-12-21.. 2026-12-31", "`2026-12-21..2026-12-31`"),
            ("2026-12-21 - 2026-12-31", "`2026-12-21..2026-12-31`"),
            ("2026-12-21...2026-12-31", "`2026-12-21..2026-12-31`"),
            // Three days from Monday are over on Wednesday.
            ("2026-09-07 +3d", "`2026-09-07..2026-09-09`"),
            ("2026-09-07+3d", "`2026-09-07..2026-09-09`"),
            ("2026-09-07 for 2w", "`2026-09-07..2026-09-20`"),
            ("2026-09-07 5 days", "`2026-09-07..2026-09-11`"),
        ] {
            let help = range(text).unwrap_err().help.unwrap();
            assert!(help.contains(meant), "{text}: {help}");
        }
    }
}
