//! `ID [FS|SS|FF|SF][±LAG]`.

use super::{Complaint, digits, duration, id, meant_link};
use crate::words::words;
use std::fmt;

words! {
    /// How a dependency ties two milestones.
    pub enum LinkKind {
        /// Finish to start: the successor starts after the predecessor has finished.
        Fs = "FS",
        /// Start to start: the successor starts after the predecessor has started.
        Ss = "SS",
        /// Finish to finish: the successor finishes after the predecessor has finished.
        Ff = "FF",
        /// Start to finish: the successor finishes after the predecessor has started.
        Sf = "SF",
    }
}

impl LinkKind {
    /// Whether it constrains the successor's finish; the other types constrain the start.
    pub fn holds_finish(self) -> bool {
        matches!(self, Self::Ff | Self::Sf)
    }

    /// Whether it counts from the predecessor's start; the other types count from the finish.
    pub fn from_start(self) -> bool {
        matches!(self, Self::Ss | Self::Sf)
    }

    pub(super) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// The lag of a dependency; negative is a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lag {
    /// Working days of the successor's base calendar.
    Working(i32),
    /// Working weeks of the successor's base calendar.
    Weeks(i32),
    /// Civil days.
    Elapsed(i32),
}

impl fmt::Display for Lag {
    /// Writes it as in a plan, such as `+1w` or `-3ed`; writes nothing for no lag. `+0ed` is a lag:
    /// from a finish it leads to another day than no lag does.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Working(0) | Self::Weeks(0) => Ok(()),
            Self::Working(days) => write!(f, "{days:+}d"),
            Self::Weeks(weeks) => write!(f, "{weeks:+}w"),
            Self::Elapsed(days) => write!(f, "{days:+}ed"),
        }
    }
}

/// One entry of `depends_on`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DependencyDoc {
    /// `ledger`, or `checkout/ledger`.
    pub target: String,
    /// How many bytes of the entry are the reference.
    pub target_length: usize,
    /// The link type.
    pub kind: LinkKind,
    /// The lag.
    pub lag: Lag,
}

/// Reads an entry of `depends_on`.
pub(in crate::syntax) fn dependency(text: &str) -> Result<DependencyDoc, Complaint> {
    strict(text).map_err(|complaint| match meant_link::meant(text) {
        Some(form) if fits(&complaint, text, &form) => {
            let help = how(&complaint, text, &form);
            // `after ledger`: the id is not at the start of the text.
            let elsewhere = complaint.label == NO_LAG && !text.starts_with(target_of(&form));
            let complaint = match elsewhere {
                true => Complaint::not("bad-dependency", text, "a dependency"),
                false => complaint,
            };
            complaint.help(help)
        }
        _ => complaint,
    })
}

fn target_of(form: &str) -> &str {
    form.split(' ').next().unwrap_or(form)
}

/// Whether suggesting a form helps: a lag that is too long has the right form, and words after an
/// id need not be part of it.
fn fits(complaint: &Complaint, text: &str, form: &str) -> bool {
    complaint.rule != "duration-too-long"
        && complaint.help.as_deref() != Some(NOTHING)
        && (complaint.label != NO_LAG || text.contains(target_of(form)))
}

/// Returns what to write instead, with the reason if it is not obvious.
fn how(complaint: &Complaint, text: &str, form: &str) -> String {
    if let (LOWER_CASE, Some((at, length))) = (complaint.label.as_str(), complaint.part) {
        return format!("write `{}`: `{form}`", text[at..at.saturating_add(length)].to_ascii_uppercase());
    }
    let why = match complaint.label.as_str() {
        GLUED => "put a space between them: ",
        SEVERAL if form.starts_with('[') => "write a list: ",
        _ if complaint.rule == "bad-id" && form.contains('/') && !text.contains('/') => id::ACROSS,
        _ if complaint.rule == "bad-id" => "ids are lower-case letters, digits, `-` and `_`: write ",
        _ => "write ",
    };
    format!("{why}`{form}`")
}

const GLUED: &str = "no space after the id";
const NOTHING: &str = "nothing to wait for? leave the key out";
const NO_LAG: &str = "not a lag";
const LOWER_CASE: &str = "lower case";
const SEVERAL: &str = "not a list";

#[expect(clippy::arithmetic_side_effects, reason = "lengths of parts of one text")]
fn strict(text: &str) -> Result<DependencyDoc, Complaint> {
    if matches!(text, "n/a" | "N/A" | "-") {
        let complaint =
            Complaint::new("bad-dependency", format!("`{text}` names no milestone"), "no milestone");
        return Err(complaint.help(NOTHING));
    }
    if text.contains([',', ';']) {
        return Err(Complaint::new("bad-dependency", format!("`{text}` names several milestones"), SEVERAL));
    }
    let target_length = text.find([' ', '\t', '+']).unwrap_or(text.len());
    let (target, rest) = text.split_at(target_length);
    if rest.starts_with('+') || runs_into_type(target) {
        let message = format!("`{text}` has no space between the id and the lag");
        return Err(Complaint::new("bad-dependency", message, GLUED));
    }
    let target = id::reference(target)?;
    let kind_at = target_length + (rest.len() - rest.trim_start().len());
    let rest = rest.trim();
    let word = rest.get(..2).unwrap_or("");
    let (kind, rest, at) = match LinkKind::of(&word.to_ascii_uppercase()) {
        Some(kind) => (kind, &rest[2..], kind_at + 2),
        None => (LinkKind::Fs, rest, kind_at),
    };
    if word != word.to_ascii_uppercase() && at > kind_at {
        let message = format!("link types are upper case in `{text}`");
        return Err(Complaint::new("bad-dependency", message, LOWER_CASE).at(kind_at, 2));
    }
    let lag_at = at + (rest.len() - rest.trim_start().len());
    let lag = lag(rest.trim_start()).map_err(|complaint| Complaint {
        part: Some((lag_at, text.len().saturating_sub(lag_at))),
        ..complaint
    })?;
    Ok(DependencyDoc { target, target_length, kind, lag })
}

/// Whether a link type follows an id without a space, as in `ledgerFS` and `ledgerFS-2d`: link
/// types are upper case, ids are not.
#[expect(clippy::arithmetic_side_effects, reason = "lengths of parts of one text")]
fn runs_into_type(target: &str) -> bool {
    if !target.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return false;
    }
    let kinds = ["FS", "SS", "FF", "SF"];
    let at = kinds.iter().filter_map(|kind| target.rfind(kind)).find(|at| *at > 0);
    at.is_some_and(|at| target.len() == at + 2 || target[at + 2..].starts_with('-'))
}

/// Reads `+2d`, `-1w`, `+3ed`, or nothing.
fn lag(text: &str) -> Result<Lag, Complaint> {
    if text.is_empty() {
        return Ok(Lag::Working(0));
    }
    let bad = || {
        let what = if text.starts_with(['+', '-']) { "not a lag" } else { "neither a link type nor a lag" };
        Complaint::new("bad-dependency", format!("`{text}` is {what}"), NO_LAG).help(
            "write a link type and a lag after the id, such as `ledger +2d`, `ledger SS+1w` or `ledger -2d`",
        )
    };
    let (sign, amount) = match text.as_bytes().first() {
        Some(b'+') => (1_i32, text[1..].trim_start()),
        Some(b'-') => (-1, text[1..].trim_start()),
        _ => return Err(bad()),
    };
    let (number, unit) = digits(amount);
    let make = match unit {
        "d" => Lag::Working,
        "w" => Lag::Weeks,
        "ed" => Lag::Elapsed,
        _ => return Err(bad()),
    };
    let weight = if unit == "w" { 7 } else { 1 };
    match number.parse::<u32>() {
        Ok(count) if count.saturating_mul(weight) <= duration::LONGEST => {
            Ok(make(sign.saturating_mul(count as i32)))
        }
        Ok(_) => Err(Complaint::too_long(&format!("the lag `{text}`"))),
        Err(_) => Err(bad()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, target: &str, kind: LinkKind, lag: Lag) {
        let read = dependency(text).unwrap();
        assert_eq!((read.target.as_str(), read.kind, read.lag), (target, kind, lag), "{text}");
    }

    #[test]
    fn type_and_lag_are_optional() {
        check("ledger", "ledger", LinkKind::Fs, Lag::Working(0));
        check("ledger +2d", "ledger", LinkKind::Fs, Lag::Working(2));
        check("ledger -2d", "ledger", LinkKind::Fs, Lag::Working(-2));
        check("ledger-2d", "ledger-2d", LinkKind::Fs, Lag::Working(0));
        check("mlops/fraud-model SS+1w", "mlops/fraud-model", LinkKind::Ss, Lag::Weeks(1));
        check("a SS", "a", LinkKind::Ss, Lag::Working(0));
        check("a FF-1w", "a", LinkKind::Ff, Lag::Weeks(-1));
        check("a SF +3d", "a", LinkKind::Sf, Lag::Working(3));
        check("a FS +3ed", "a", LinkKind::Fs, Lag::Elapsed(3));
        check("a  FS - 3ed", "a", LinkKind::Fs, Lag::Elapsed(-3));
    }

    #[test]
    fn mistakes_get_a_place_and_a_hint() {
        let help = |text| dependency(text).unwrap_err().help.unwrap_or_default();
        assert_eq!(help("after ledger"), "write `ledger`");
        assert_eq!(help("n/a"), NOTHING);
        assert!(help("ledger soon").contains("link type and a lag"));
        assert_eq!(help("ledger ss"), "write `SS`: `ledger SS`");
        assert_eq!(help("ledger fs+2d"), "write `FS`: `ledger +2d`");
        assert!(help("ledgerFS+2d").ends_with("`ledger +2d`"));
        assert!(help("ledgerSS+2d").ends_with("`ledger SS+2d`"));
        assert!(help("ledger+2d").ends_with("`ledger +2d`"));
        assert_eq!(dependency("ledger XX").unwrap_err().part, Some((7, 2)));
        assert_eq!(dependency("a ss").unwrap_err().part, Some((2, 2)));
        assert!(dependency("a +2").is_err());
        assert!(dependency("a +99999d").is_err());
        assert!(dependency("").is_err());
    }
}
