//! Properties of every plan, checked on random ones. Cases are the same in every run;
//! `TPM_PROPERTY_TIMES` runs more.

mod apart;
pub mod bytes;
mod chains;
mod changes;
mod cliffs;
mod commented;
mod drives;
mod edits;
mod handoffs;
mod holding;
mod levers;
mod load;
mod order;
mod plans;
mod recover;
mod risks;
mod room;
pub mod schedule;
mod shuffle;
mod since;
mod slip;
mod started;
mod threads;
pub mod trial;
mod versions;
mod what_if;
mod width;

pub use crate::support::part::cases;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

/// Runs `test` on values of a strategy, the same ones each time, and shows the smallest that fails.
pub fn for_all<S: Strategy>(cases: u32, strategy: S, test: impl Fn(S::Value) -> Result<(), String>) {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 4000, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let result = runner.run(&strategy, |value| test(value).map_err(TestCaseError::fail));
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

/// Returns values of a strategy, the same ones each time.
pub fn samples<S: Strategy>(count: u32, strategy: S) -> impl Iterator<Item = S::Value> {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    (0..count).map(move |_| strategy.new_tree(&mut runner).expect("a value").current())
}
