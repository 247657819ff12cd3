//! Percentages, progress and plain numbers.

use super::{Complaint, digits};
use std::fmt;

/// How much is done, as a fraction of two whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The part that is done.
    pub done: u32,
    /// The whole; at least 1.
    pub whole: u32,
}

impl fmt::Display for Progress {
    /// Writes `40%` or `34/84`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.whole {
            100 => write!(f, "{}%", self.done),
            whole => write!(f, "{}/{whole}", self.done),
        }
    }
}

/// A probability in whole percent, 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Probability(pub u32);

/// Reads `40%` or `34/84`.
pub(in crate::syntax) fn progress(text: &str) -> Result<Progress, Complaint> {
    let bad = |label: &str| Complaint::new("not-progress", format!("`{text}` is not progress"), label);
    if let Some((done, whole)) = text.split_once('/') {
        let (Ok(done), Ok(whole)) = (done.trim().parse::<u32>(), whole.trim().parse::<u32>()) else {
            return Err(bad("not a count").help("write `40%`, or done of total: `34/84`"));
        };
        return if whole == 0 || done > whole {
            Err(bad("more than all of it").help("write how many are done, then how many there are: `34/84`"))
        } else {
            Ok(Progress { done, whole })
        };
    }
    match percent(text) {
        Some(done) => Ok(Progress { done, whole: 100 }),
        None => Err(bad("not a percentage").help(percent_help(text, "`40%` or `34/84`"))),
    }
}

/// Reads `30%` or one of the five words.
pub(in crate::syntax) fn probability(text: &str) -> Result<Probability, Complaint> {
    in_words(text).or_else(|| percent(text)).map(Probability).ok_or_else(|| {
        let word = super::slug(text);
        let help = match (in_words(&word), of_five(text)) {
            (Some(_), _) => format!("write `{word}`"),
            (None, Some(word)) => {
                format!(
                    "on a scale of 1 to 5, write the word, `{word}`; a percentage has its sign, `{text}%`"
                )
            }
            (None, None) => percent_help(text, "`30%`, or one of very-low, low, medium, high, very-high"),
        };
        Complaint::not("not-a-probability", text, "a probability").help(help)
    })
}

/// Returns the word for a step of the usual scale.
fn of_five(text: &str) -> Option<&'static str> {
    let step: usize = text.parse().ok().filter(|_| text.len() == 1)?;
    WORDS.get(step.checked_sub(1)?).map(|(word, _)| *word)
}

fn in_words(text: &str) -> Option<u32> {
    WORDS.iter().find(|(word, _)| *word == text).map(|(_, percent)| *percent)
}

/// The words for a probability, with their percentages.
const WORDS: [(&str, u32); 5] =
    [("very-low", 10), ("low", 25), ("medium", 50), ("high", 75), ("very-high", 90)];

/// Reads a whole percentage.
pub(in crate::syntax) fn share(text: &str) -> Result<u32, Complaint> {
    percent(text).ok_or_else(|| {
        let help = percent_help(text, "a whole percentage such as `10%`");
        Complaint::not("not-a-percentage", text, "a percentage").help(help)
    })
}

/// Reads a whole percentage from 100 to 1000.
pub(in crate::syntax) fn share_above(text: &str) -> Result<u32, Complaint> {
    let (number, rest) = digits(text);
    let percent = number.parse().ok().filter(|percent| rest == "%" && (100..=1000).contains(percent));
    percent.ok_or_else(|| {
        let help = "write a whole percentage from 100 to 1000, such as `150%`";
        Complaint::not("not-a-percentage", text, "a percentage of 100 or more").help(help)
    })
}

/// Reads how often a promise is to be kept: as long as work is left, neither never nor always.
pub(in crate::syntax) fn odds(text: &str) -> Result<u32, Complaint> {
    let (number, rest) = digits(text);
    let percent = number.parse().ok().filter(|percent| rest == "%" && (1..=99).contains(percent));
    percent.ok_or_else(|| {
        let help = "write a whole percentage from 1 to 99, such as `80%`";
        Complaint::not("not-a-percentage", text, "a percentage from 1 to 99").help(help)
    })
}

/// Reads how often a plan is simulated, such as `10000`.
pub(in crate::syntax) fn runs(text: &str) -> Result<u32, Complaint> {
    let runs = number(text)?;
    u32::try_from(runs).ok().filter(|runs| RUNS.contains(runs)).ok_or_else(|| {
        let help = format!("write a number from {} to {}", RUNS.start(), RUNS.end());
        Complaint::not("not-a-number", text, "a number of runs").help(help)
    })
}

/// How often a plan may be simulated.
pub const RUNS: std::ops::RangeInclusive<u32> = 100..=1_000_000;

/// Reads a number of civil days, such as `14`.
pub(in crate::syntax) fn count(text: &str) -> Result<u32, Complaint> {
    let bare = text.strip_suffix('d').unwrap_or(text);
    let days = number(bare)?;
    if bare != text {
        let complaint = Complaint::not("not-a-number", text, "a plain number of days");
        let help = format!("these are civil days: write `{days}`");
        return Err(complaint.label("not a plain number").help(help));
    }
    let days = u32::try_from(days).ok().filter(|days| *days <= super::duration::LONGEST);
    days.ok_or_else(|| Complaint::too_long(&format!("`{text}`")))
}

/// Reads a whole number, such as a sum of money.
pub(in crate::syntax) fn number(text: &str) -> Result<u64, Complaint> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit())).ok_or_else(|| {
        let help = "write digits only, such as `120000`";
        Complaint::not("not-a-number", text, "a whole number").help(help)
    })
}

/// Reads a maximum number of things. One beyond `u32` is no limit.
pub(in crate::syntax) fn limit(text: &str) -> Result<u32, Complaint> {
    number(text).map(|count| u32::try_from(count).unwrap_or(u32::MAX))
}

fn percent(text: &str) -> Option<u32> {
    let (number, rest) = digits(text);
    let percent = number.parse().ok()?;
    (rest == "%" && percent <= 100).then_some(percent)
}

fn percent_help(text: &str, form: &str) -> String {
    let text = text.trim().trim_end_matches('%').trim_end();
    match text.parse::<f64>() {
        Ok(share) if share > 0.0 && share < 1.0 => format!("write `{:.0}%`", share * 100.0),
        Ok(number) if (0.0..=100.0).contains(&number) && number.fract() == 0.0 => {
            format!("write `{number}%`")
        }
        _ => format!("write {form}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_a_percentage_or_a_count() {
        assert_eq!(progress("40%"), Ok(Progress { done: 40, whole: 100 }));
        assert_eq!(progress("34/84"), Ok(Progress { done: 34, whole: 84 }));
        for text in ["40", "101%", "9/8", "1/0", "half", "-1%"] {
            assert!(progress(text).is_err(), "{text}");
        }
        assert_eq!(progress("40").unwrap_err().help.as_deref(), Some("write `40%`"));
    }

    #[test]
    fn probability_is_a_percentage_or_a_word() {
        assert_eq!(probability("30%"), Ok(Probability(30)));
        assert_eq!(probability("very-high"), Ok(Probability(90)));
        assert_eq!(probability("Very High").unwrap_err().help.as_deref(), Some("write `very-high`"));
        assert_eq!(probability("30 %").unwrap_err().help.as_deref(), Some("write `30%`"));
        assert_eq!(probability("0.3").unwrap_err().help.as_deref(), Some("write `30%`"));
    }

    #[test]
    fn counts_are_plain_numbers() {
        assert_eq!(count("14"), Ok(14));
        assert_eq!(count("14d").unwrap_err().help.as_deref(), Some("these are civil days: write `14`"));
        assert_eq!(count("two").unwrap_err().rule, "not-a-number");
        assert_eq!(count("20001").unwrap_err().rule, "duration-too-long");
        assert_eq!(share("0.1").unwrap_err().help.as_deref(), Some("write `10%`"));
    }

    #[test]
    fn numbers_are_digits() {
        assert_eq!(number("120000"), Ok(120_000));
        assert!(number("+5").is_err());
        assert!(number("99999999999999999999").is_err());
    }
}
