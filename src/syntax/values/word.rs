//! Values that are one of a few words.

use super::{Complaint, is_short};
use crate::syntax::near::did_you_mean;
use crate::words::words;

words! {
    /// The health that an owner reports.
    pub enum Declared {
        /// As promised.
        Green = "green",
        /// In doubt.
        Amber = "amber",
        /// Will not keep the promise.
        Red = "red",
    }

    /// What is done about a risk.
    pub enum Response {
        /// The plan is changed so that it cannot happen.
        Avoid = "avoid",
        /// It is made less likely or less bad.
        Mitigate = "mitigate",
        /// Somebody else takes it over.
        Transfer = "transfer",
        /// It is taken as it is.
        Accept = "accept",
        /// Somebody higher up has to decide.
        Escalate = "escalate",
    }

    /// How the days between three points are spread.
    pub enum Distribution {
        /// A beta distribution whose mean is (optimistic + 4 likely + pessimistic) / 6.
        Pert = "pert",
        /// A triangle whose top is the likely day.
        Triangular = "triangular",
    }

    /// How much the findings of a rule matter.
    pub enum Importance {
        /// They are not reported.
        Off = "off",
        /// They deserve a look.
        Warn = "warn",
        /// They must be fixed.
        Error = "error",
    }

    /// The lowest level at which the gate fails.
    pub enum FailOn {
        /// Errors fail it.
        Error = "error",
        /// Warnings fail it too.
        Warn = "warn",
        /// Never, whatever the rules find.
        Never = "never",
    }
}

fn one_of<T: Copy>(text: &str, what: &str, words: &[(&'static str, T)]) -> Result<T, Complaint> {
    if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
        return Ok(*value);
    }
    let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let help = did_you_mean(text, names.iter().copied());
    Err(not_a_word(text, what, help.unwrap_or_else(|| format!("write one of {}", names.join(", ")))))
}

fn not_a_word(text: &str, what: &str, help: impl Into<String>) -> Complaint {
    Complaint::not("unknown-word", text, what).label("not one of the words").help(help)
}

pub(in crate::syntax) fn level(text: &str) -> Result<Importance, Complaint> {
    let meant = match text.to_lowercase().as_str() {
        "false" | "no" | "allow" | "ignore" | "none" | "disabled" => "off",
        "warning" | "info" | "note" | "notice" => "warn",
        "deny" | "forbid" | "true" | "yes" | "on" | "fail" => "error",
        _ => return one_of(text, "off, warn or error", &Importance::ALL.map(|level| (level.word(), level))),
    };
    Err(not_a_word(text, "off, warn or error", format!("write `{meant}`")))
}

pub(in crate::syntax) fn fail_on(text: &str) -> Result<FailOn, Complaint> {
    one_of(text, "error, warn or never", &FailOn::ALL.map(|level| (level.word(), level)))
}

pub(in crate::syntax) fn declared(text: &str) -> Result<Declared, Complaint> {
    let meant = match text.to_lowercase().as_str() {
        "on track" | "on-track" | "g" | "ok" => "green",
        "at risk" | "at-risk" | "yellow" | "orange" | "a" => "amber",
        "off track" | "off-track" | "r" | "late" => "red",
        _ => return one_of(text, "green, amber or red", &Declared::ALL.map(|rag| (rag.word(), rag))),
    };
    Err(not_a_word(text, "green, amber or red", format!("write `{meant}`")))
}

pub(in crate::syntax) fn response(text: &str) -> Result<Response, Complaint> {
    one_of(text, "a response to a risk", &Response::ALL.map(|response| (response.word(), response)))
}

pub(in crate::syntax) fn distribution(text: &str) -> Result<Distribution, Complaint> {
    one_of(text, "a distribution", &Distribution::ALL.map(|distribution| (distribution.word(), distribution)))
}

/// Reads a flag by YAML 1.2, in which `yes`, `no`, `on` and `off` are texts.
pub(in crate::syntax) fn flag(text: &str) -> Result<bool, Complaint> {
    match text {
        "true" => Ok(true),
        "false" => Ok(false),
        "yes" | "on" => Err(not_a_flag(text, "true")),
        "no" | "off" => Err(not_a_flag(text, "false")),
        _ => one_of(text, "`true` or `false`", &[("true", true), ("false", false)]),
    }
}

fn not_a_flag(text: &str, meant: &str) -> Complaint {
    let help = format!("write `{meant}`");
    Complaint::not("unknown-word", text, "`true` or `false`").label("not a flag").help(help)
}

/// Letters to Unicode, but nothing to be seen: the fillers of Hangul.
const FILLERS: [char; 4] = ['\u{115f}', '\u{1160}', '\u{3164}', '\u{ffa0}'];

/// Words that stand where a reason is missing, in lower case, letters alone.
const NO_REASONS: [&str; 4] = ["na", "none", "tbd", "todo"];

/// Whether a text gives a reason, as far as can be told: it has a letter or digit that can be seen,
/// and more than the word for none.
pub(crate) fn says_why(text: &str) -> bool {
    let is_seen = |c: &char| c.is_alphanumeric() && !FILLERS.contains(c);
    let seen: String = text.chars().filter(is_seen).take(5).flat_map(char::to_lowercase).collect();
    !seen.is_empty() && !NO_REASONS.contains(&seen.as_str())
}

/// Reads a text that must not be blank.
pub(in crate::syntax) fn reason(text: &str) -> Result<String, Complaint> {
    if text.trim().is_empty() {
        return Err(Complaint::new("no-value", "the reason is empty", "empty")
            .help("write why, in a few words, for whoever reads it next"));
    }
    Ok(text.into())
}

/// The weekdays as plans and the command line name them, Monday first.
pub const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Reads a weekday, Monday = 0.
pub(in crate::syntax) fn weekday(text: &str) -> Result<usize, Complaint> {
    let words: Vec<(&str, usize)> = WEEKDAYS.into_iter().zip(0..).collect();
    let not_one = || Complaint::not("unknown-word", text, "a three-letter weekday").label("not a weekday");
    match meant_weekdays(text) {
        Some(days) if days.len() > 1 => {
            let days: Vec<&str> = days.into_iter().filter_map(|day| WEEKDAYS.get(day).copied()).collect();
            Err(not_one().help(format!("write each working day: `[{}]`", days.join(", "))))
        }
        Some(days) if days.iter().all(|day| WEEKDAYS.get(*day) != Some(&text)) => {
            let days: Vec<&str> = days.into_iter().filter_map(|day| WEEKDAYS.get(day).copied()).collect();
            Err(not_one().help(format!("write `{}`", days.concat())))
        }
        _ => one_of(text, "a weekday", &words),
    }
}

const LONG_WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Returns the weekday that a text names in letters, at least two of them: `Mo`, `tues`, `Friday`.
pub(super) fn named(text: &str) -> Option<usize> {
    let text = text.strip_suffix('s').unwrap_or(text);
    LONG_WEEKDAYS.iter().position(|long| text.len() > 1 && long.starts_with(text))
}

/// Returns the weekdays that a text most likely means: one, a list of them, or the ends of a range.
#[expect(clippy::arithmetic_side_effects, reason = "weekdays are numbers below 7")]
fn meant_weekdays(text: &str) -> Option<Vec<usize>> {
    if !is_short(text) {
        return None;
    }
    let lower = text.trim().to_lowercase();
    if matches!(lower.as_str(), "weekdays" | "weekday" | "workdays" | "working days" | "business days") {
        return Some((0..5).collect());
    }
    let ends = ["..", "-", "–", "—", " to ", " through ", " thru "];
    if let Some((first, last)) = ends.iter().find_map(|between| lower.split_once(between)) {
        let (first, last) = (named(first.trim())?, named(last.trim())?);
        let length = (last + 7 - first) % 7;
        return Some((0..=length).map(|ahead| (first + ahead) % 7).collect());
    }
    let named = lower.split([',', ';', '+', '/', '&', ' ']).filter(|part| !part.is_empty()).map(named);
    named.collect::<Option<Vec<usize>>>().filter(|days| !days.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_yaml_1_1_are_not_flags() {
        assert_eq!(flag("true"), Ok(true));
        assert_eq!(flag("yes").unwrap_err().help.as_deref(), Some("write `true`"));
    }

    #[test]
    fn a_reason_has_a_letter_or_digit_that_can_be_seen() {
        for text in ["", " \t", "-", "…", "\u{200b}", "\u{feff}", "\u{ad}", "\u{2800}", "\u{e000}"] {
            assert!(!says_why(text), "{text:?}");
        }
        for filler in FILLERS {
            assert!(filler.is_alphanumeric() && !says_why(&filler.to_string()), "{filler:?}");
        }
        for text in ["tbd", "N/A", "n.a.", "none", "(Todo)", "T\u{3164}BD"] {
            assert!(!says_why(text), "{text}");
        }
        for text in ["x", "7", "契約", "nonesuch", "todos", "\u{3164}Strike"] {
            assert!(says_why(text), "{text}");
        }
    }

    #[test]
    fn other_spellings_get_the_word_suggested() {
        assert_eq!(weekday("thu"), Ok(3));
        assert_eq!(weekday("Monday").unwrap_err().help.as_deref(), Some("write `mon`"));
        for (text, days) in [
            ("mon-fri", "[mon, tue, wed, thu, fri]"),
            ("Mon–Thu", "[mon, tue, wed, thu]"),
            ("sun..thu", "[sun, mon, tue, wed, thu]"),
            ("Monday to Wednesday", "[mon, tue, wed]"),
            ("mon, wed", "[mon, wed]"),
            ("weekdays", "[mon, tue, wed, thu, fri]"),
            ("Tues", "`tue`"),
        ] {
            let help = weekday(text).unwrap_err().help.unwrap();
            assert!(help.contains(days), "{text}: {help}");
        }
        for text in ["monthly", "sunset", "m", "5", "mon-xyz"] {
            let help = weekday(text).unwrap_err().help.unwrap_or_default();
            assert!(!help.contains("[mon, "), "{text}: {help}");
        }
        assert_eq!(response("mitigat").unwrap_err().help.as_deref(), Some("did you mean `mitigate`?"));
        assert!(declared("yellow").is_err());
    }
}
