//! What moved a forecast, as it is reported.

use crate::time::Day;
use crate::words::words;

/// Edits that move a forecast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// Indices of the edits; they are taken back together.
    pub edits: Vec<usize>,
    /// The forecast without them; none if that was not tried.
    pub without: Option<Day>,
    /// How many base working days later they make the forecast; negative is earlier.
    pub moves: Option<i32>,
    /// Whether the edits have this effect only together.
    pub is_joint: bool,
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
