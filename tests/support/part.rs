//! How much is tried: all of it with optimization, as CI does, and a part without, so that `cargo test` takes a minute.
//!
//! `TPM_PROPERTY_TIMES=1` tries all of it in any build, a greater number more cases of what is random.

/// Returns 1 where all is to be tried, else `n`: one in so many is tried.
pub fn one_in(n: usize) -> usize {
    let is_whole = !cfg!(debug_assertions) || times().is_some();
    if is_whole { 1 } else { n }
}

/// Returns how many random cases to try of what usually tries so many.
pub fn cases(usual: u32) -> u32 {
    (usual / one_in(16) as u32).max(1).saturating_mul(times().unwrap_or(1))
}

fn times() -> Option<u32> {
    std::env::var("TPM_PROPERTY_TIMES").ok()?.parse().ok()
}
