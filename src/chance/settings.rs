//! How a plan is simulated.

use crate::model::DefaultRange;
use crate::syntax::Distribution;

/// How a plan is simulated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// What the numbers that are drawn depend on.
    pub seed: u64,
    /// How often the plan is dated.
    pub runs: u32,
    /// On how many threads; no result depends on it.
    pub threads: usize,
    /// The distribution of three points.
    pub distribution: Distribution,
    /// The range of a single estimate.
    pub default_range: DefaultRange,
}
