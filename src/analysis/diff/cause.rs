//! What moved a forecast, as it is reported.

use super::edit::Subject;
use crate::analysis::lateness::Lateness;
use crate::syntax::Class;
use crate::time::Day;
use crate::words::words;

/// The edits of one subject and class, and what they did to a forecast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    pub subject: Subject,
    pub class: Class,
    /// The indices of the edits.
    pub edits: Vec<usize>,
    /// Its part of the move; the parts of all causes add up to the move.
    pub share: Lateness,
    /// The forecast if only this were undone.
    pub without: Day,
    /// How much later it makes the forecast beside all the rest: from that day to the forecast.
    pub alone: Lateness,
}

impl Cause {
    /// Whether it makes the forecast earlier.
    pub fn is_earlier(&self) -> bool {
        self.share.days < 0
    }
}

words! {
    /// Why a forecast is later.
    pub enum Later {
        /// By replanning, or by changed promises.
        Planned = "got-later",
        /// By news of the work; nothing was replanned.
        Admitted = "admits",
        /// By both.
        Both = "both",
    }
}

/// Why a forecast moved.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Causes {
    /// The causes of the move, the largest share first; then those that worked against it, and
    /// those that cancel out.
    pub list: Vec<Cause>,
    /// What no edit that was understood explains; `None` if that is nothing.
    pub rest: Option<Lateness>,
    /// The largest standard error of a share in days; none if the shares are exact.
    pub error: Option<f64>,
    /// Why the forecast is later; none if it is not, or if not all causes are known.
    pub later: Option<Later>,
}

impl Causes {
    /// Of how many orders of the edits a share is the mean where it is sampled, at most.
    pub const ORDERS: u64 = 256;
}
