//! Limits: what the gate and judgements measure with, and which way each is looser.

use super::{Form, Key};
use crate::syntax::values::{FailOn, Importance};

/// A limit that counts until another is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limit {
    /// The limit where none is written.
    pub(crate) usual: u32,
    /// Which way less is found.
    pub(crate) looser: Looser,
}

/// Which of two limits finds less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Looser {
    /// The larger one.
    Larger,
    /// The smaller one.
    Smaller,
}

impl Key {
    /// Whether less is found, or less fails, with the value `after` than with `before`, each as a plan writes it.
    /// What is not written, or cannot be read, counts as the default. Nothing that is no limit loosens.
    pub(crate) fn loosens(&self, before: Option<&str>, after: Option<&str>) -> bool {
        let Some(Limit { usual, looser }) = self.limit else { return false };
        let size = |text: Option<&str>| text.and_then(|text| self.size(text)).unwrap_or(usual);
        match looser {
            Looser::Larger => size(after) > size(before),
            Looser::Smaller => size(after) < size(before),
        }
    }

    fn size(&self, text: &str) -> Option<u32> {
        match self.form {
            Form::Level => Importance::ALL.into_iter().find(|level| level.word() == text).map(weight),
            Form::FailOn => FailOn::ALL.into_iter().find(|from| from.word() == text).map(reach),
            _ => {
                let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
                digits.parse().ok()
            }
        }
    }
}

/// How much a level matters. A rule's own level is not known here, but it is not `off`: [`OWN_LEVEL`] stands between
/// `warn` and `error`, so that either may be less.
fn weight(level: Importance) -> u32 {
    match level {
        Importance::Off => 0,
        Importance::Warn => 1,
        Importance::Error => 3,
    }
}

/// The weight of a level that is not written.
pub(super) const OWN_LEVEL: u32 = 2;

/// How many of the levels of findings fail the gate.
const fn reach(from: FailOn) -> u32 {
    match from {
        FailOn::Never => 0,
        FailOn::Error => 1,
        FailOn::Warn => 2,
    }
}

/// Where the gate fails if nothing is written.
pub(super) const USUAL_REACH: u32 = reach(FailOn::Error);
