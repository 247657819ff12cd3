//! What moved a forecast, as it is reported.

use crate::analysis::lateness::Lateness;
use crate::time::Day;
use crate::words::words;

/// Edits that move a forecast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// Indices of the edits; they are taken back together.
    pub edits: Vec<usize>,
    /// The forecast without them; none if that was not tried.
    pub without: Option<Day>,
    /// How much later they make the forecast.
    pub moves: Option<Lateness>,
    /// Whether the edits have this effect only together.
    pub is_joint: bool,
}

impl Cause {
    /// Whether they make the forecast earlier.
    pub fn is_earlier(&self) -> bool {
        self.moves.is_some_and(|by| by.days < 0)
    }

    /// Returns how many working days later they make the forecast; negative is earlier.
    pub fn workdays(&self) -> Option<i32> {
        self.moves.map(|by| by.workdays)
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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Causes {
    /// The causes of the move, largest first; then those that worked against it.
    pub list: Vec<Cause>,
    /// How many more causes there are.
    pub left_out: usize,
    /// Whether taking all of them back undoes the move.
    pub is_whole: bool,
    /// The move in base working days, less the part of each cause that is not contained in another.
    /// None if not all of that is known.
    pub left_over: Option<i32>,
    /// Why the forecast is later; none if it is not, or if not all causes are known.
    pub later: Option<Later>,
}
