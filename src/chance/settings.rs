//! How a plan is simulated.

use crate::model::{self, DefaultRange};
use crate::syntax::Distribution;
use crate::threads;

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

impl Settings {
    /// Returns what `tpm.yaml` says, with the seed that every report takes unless another is asked
    /// for.
    pub fn of(said: &model::Settings) -> Self {
        Self {
            seed: 1,
            runs: said.runs,
            threads: threads::available(),
            distribution: said.distribution,
            default_range: said.default_range,
        }
    }
}
