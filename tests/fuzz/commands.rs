//! Whatever a plan contains, every command answers or says why not, and prints nothing that acts.

use crate::property::bytes::{SHARED, answers};

/// Panics if a command does not answer: its number is in the first two bytes, the plan behind them.
/// A zero byte begins another `tpm.yaml`.
pub fn check(data: &[u8]) {
    let [low, high, files @ ..] = data else { return };
    let mut files = files.splitn(2, |byte| *byte == 0).map(<[u8]>::to_vec);
    let plan = files.next().unwrap_or_default();
    let shared = files.next().unwrap_or_else(|| SHARED.into());
    let choice = usize::from(*low) + 256 * usize::from(*high);
    answers(plan, shared, choice).unwrap_or_else(|complaint| panic!("{complaint}"));
}
