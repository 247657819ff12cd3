//! Random values as the property tests make them; a fuzzer's bytes are the seed.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Returns the value of a strategy for a seed, of which 32 bytes count.
///
/// The bytes cannot be the choices themselves: proptest halves what is left of them at each step,
/// and behind them are zeros, with which a choice in a range never ends.
pub fn drawn<S: Strategy>(strategy: &S, data: &[u8]) -> Option<S::Value> {
    let mut seed = [0; 32];
    for (to, from) in seed.iter_mut().zip(data) {
        *to = *from;
    }
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    Some(strategy.new_tree(&mut runner).ok()?.current())
}
