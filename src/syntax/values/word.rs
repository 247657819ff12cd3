//! Values that are one of a few words.

use super::Complaint;
use crate::syntax::near::nearest;

/// The health that an owner reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Declared {
    /// As promised.
    Green,
    /// In doubt.
    Amber,
    /// Will not keep the promise.
    Red,
}

impl Declared {
    /// Returns its word in plans.
    pub fn word(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Amber => "amber",
            Self::Red => "red",
        }
    }
}

/// What is done about a risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Response {
    /// The plan is changed so that it cannot happen.
    Avoid,
    /// It is made less likely or less bad.
    Mitigate,
    /// Somebody else takes it over.
    Transfer,
    /// It is taken as it is.
    Accept,
    /// Somebody higher up has to decide.
    Escalate,
}

impl Response {
    /// Returns its word in plans.
    pub fn word(self) -> &'static str {
        match self {
            Self::Avoid => "avoid",
            Self::Mitigate => "mitigate",
            Self::Transfer => "transfer",
            Self::Accept => "accept",
            Self::Escalate => "escalate",
        }
    }
}

/// How much the findings of a rule matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Importance {
    /// They are not reported.
    Off,
    /// They deserve a look.
    Warn,
    /// They must be fixed.
    Error,
}

impl Importance {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Off, Self::Warn, Self::Error];

    /// Returns its word in plans.
    pub fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }
}

/// The lowest level at which the gate fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// Errors fail it.
    Error,
    /// Warnings fail it too.
    Warn,
    /// Never, whatever the rules find.
    Never,
}

impl FailOn {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warn, Self::Never];

    /// Returns its word in plans.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Never => "never",
        }
    }
}

fn one_of<T: Copy>(text: &str, what: &str, words: &[(&'static str, T)]) -> Result<T, Complaint> {
    if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
        return Ok(*value);
    }
    let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let help = match nearest(text, names.iter().copied()) {
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("write one of {}", names.join(", ")),
    };
    Err(Complaint::new("unknown-word", format!("`{text}` is not {what}"), "not one of the words").help(help))
}

pub(in crate::syntax) fn level(text: &str) -> Result<Importance, Complaint> {
    let words = Importance::ALL.map(|level| (level.word(), level));
    let meant = match text.to_lowercase().as_str() {
        "false" | "no" | "allow" | "ignore" | "none" | "disabled" => "off",
        "warning" | "info" | "note" | "notice" => "warn",
        "deny" | "forbid" | "true" | "yes" | "on" | "fail" => "error",
        _ => return one_of(text, "off, warn or error", &words),
    };
    Err(Complaint::new("unknown-word", format!("`{text}` is not off, warn or error"), "not one of the words")
        .help(format!("write `{meant}`")))
}

pub(in crate::syntax) fn fail_on(text: &str) -> Result<FailOn, Complaint> {
    let words = FailOn::ALL.map(|level| (level.word(), level));
    one_of(text, "error, warn or never", &words)
}

pub(in crate::syntax) fn declared(text: &str) -> Result<Declared, Complaint> {
    let words = [("green", Declared::Green), ("amber", Declared::Amber), ("red", Declared::Red)];
    let meant = match text.to_lowercase().as_str() {
        "on track" | "on-track" | "g" | "ok" => "green",
        "at risk" | "at-risk" | "yellow" | "orange" | "a" => "amber",
        "off track" | "off-track" | "r" | "late" => "red",
        _ => return one_of(text, "green, amber or red", &words),
    };
    Err(Complaint::new(
        "unknown-word",
        format!("`{text}` is not green, amber or red"),
        "not one of the words",
    )
    .help(format!("write `{meant}`")))
}

pub(in crate::syntax) fn response(text: &str) -> Result<Response, Complaint> {
    let all = [Response::Avoid, Response::Mitigate, Response::Transfer, Response::Accept, Response::Escalate];
    one_of(text, "a response to a risk", &all.map(|response| (response.word(), response)))
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
    Complaint::new("unknown-word", format!("`{text}` is not `true` or `false`"), "not a flag")
        .help(format!("write `{meant}`"))
}

/// Reads a text that must not be blank.
pub(in crate::syntax) fn reason(text: &str) -> Result<String, Complaint> {
    if text.trim().is_empty() {
        return Err(Complaint::new("no-value", "the reason is empty", "empty")
            .help("write why, in a few words, for whoever reads it next"));
    }
    Ok(text.into())
}

/// Reads a weekday, Monday = 0.
pub(in crate::syntax) fn weekday(text: &str) -> Result<usize, Complaint> {
    let words = [("mon", 0), ("tue", 1), ("wed", 2), ("thu", 3), ("fri", 4), ("sat", 5), ("sun", 6)];
    let short: String = text.to_lowercase().chars().take(3).collect();
    match words.iter().find(|(word, _)| *word == short) {
        Some((word, _)) if *word != text => Err(Complaint::new(
            "unknown-word",
            format!("`{text}` is not a three-letter weekday"),
            "not a weekday",
        )
        .help(format!("write `{word}`"))),
        _ => one_of(text, "a weekday", &words),
    }
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
    fn other_spellings_get_the_word_suggested() {
        assert_eq!(weekday("thu"), Ok(3));
        assert_eq!(weekday("Monday").unwrap_err().help.as_deref(), Some("write `mon`"));
        assert_eq!(response("mitigat").unwrap_err().help.as_deref(), Some("did you mean `mitigate`?"));
        assert!(declared("yellow").is_err());
    }
}
