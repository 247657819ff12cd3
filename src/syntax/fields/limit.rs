//! Limits of the gate and of judgements, and which direction of each is looser.

use super::{Form, Key};
use crate::syntax::values::{FailOn, Importance};

/// The default of a limit, and its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limit {
    /// The default.
    pub(crate) usual: u32,
    /// In which direction fewer findings are made.
    pub(crate) looser: Looser,
}

/// Which of two limits makes fewer findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Looser {
    /// The larger one.
    Larger,
    /// The larger one, where 0 says that there is no limit.
    LargerOrNone,
    /// The smaller one.
    Smaller,
}

impl Looser {
    /// Orders limits: of two, the one that makes fewer findings is larger.
    pub(super) fn looseness(self, limit: u32) -> u32 {
        match self {
            Self::Larger => limit,
            Self::LargerOrNone => {
                if limit == 0 {
                    u32::MAX
                } else {
                    limit
                }
            }
            Self::Smaller => u32::MAX.saturating_sub(limit),
        }
    }
}

impl Key {
    /// Whether `after` finds or fails less than `before`, both in the form of a plan. A value that
    /// is not written, or cannot be read, counts as the default. A key that is not a limit never
    /// loosens.
    pub(crate) fn loosens(&self, before: Option<&str>, after: Option<&str>) -> bool {
        let Some(Limit { usual, looser }) = self.limit else { return false };
        let size = |text: Option<&str>| text.and_then(|text| self.size(text)).unwrap_or(usual);
        looser.looseness(size(after)) > looser.looseness(size(before))
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

/// Orders the levels. A rule's default level is not known here, but it is never `off`:
/// [`OWN_LEVEL`] is between `warn` and `error`, so that either may be the looser one.
fn weight(level: Importance) -> u32 {
    match level {
        Importance::Off => 0,
        Importance::Warn => 1,
        Importance::Error => 3,
    }
}

/// The weight of a rule's default level.
pub(super) const OWN_LEVEL: u32 = 2;

/// How many levels of findings fail the gate.
const fn reach(from: FailOn) -> u32 {
    match from {
        FailOn::Never => 0,
        FailOn::Error => 1,
        FailOn::Warn => 2,
    }
}

/// The default of `fail_on`, as a reach.
pub(super) const USUAL_REACH: u32 = reach(FailOn::Error);
