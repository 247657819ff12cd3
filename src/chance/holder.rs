//! What is counted.

use crate::schedule::PromiseHolder;
use crate::time::Day;

/// A milestone or program whose finish is counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Holder {
    pub(super) holder: PromiseHolder,
    pub(super) due: Option<Day>,
    pub(super) planned: Day,
}
