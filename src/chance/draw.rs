//! Random numbers that are functions of what they are for.
//!
//! Integer arithmetic alone, so that every platform draws the same.

/// What a number is drawn for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The length of work.
    Length = 1,
    /// Whether a risk happens.
    Happens = 2,
    /// What a risk costs.
    Impact = 3,
}

/// A variable: seed, id and purpose, mixed into one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(u64);

/// The step of SplitMix64: 2^64 divided by the golden ratio, made odd.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Key {
    /// Returns the variable of an id for a purpose.
    pub fn new(seed: u64, id: &str, purpose: Purpose) -> Self {
        // FNV-1a.
        let hash = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let name = id.bytes().fold(0xcbf2_9ce4_8422_2325, hash);
        Self(mix(mix(seed.wrapping_add(STEP)) ^ mix(name.wrapping_add(STEP.wrapping_mul(purpose as u64)))))
    }

    /// Returns the number of a run, uniform from 0 to 2^32 - 1.
    pub fn uniform(self, run: u32) -> u32 {
        (mix(self.0.wrapping_add(STEP.wrapping_mul(u64::from(run) + 1))) >> 32) as u32
    }
}

/// The finalizer of SplitMix64.
const fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    // The first three numbers of SplitMix64 with the seed 1234567, as its authors publish them.
    #[test]
    fn the_generator_is_splitmix64() {
        let published = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423_u64];
        for (run, number) in published.into_iter().enumerate() {
            assert_eq!(Key(1_234_567).uniform(run as u32), (number >> 32) as u32);
        }
    }

    #[test]
    fn numbers_stay_what_they_are() {
        let drawn = |purpose| Key::new(1, "checkout/ledger", purpose).uniform(0);
        let all = [Purpose::Length, Purpose::Happens, Purpose::Impact].map(drawn);
        assert_eq!(all, [2_865_715_862, 1_264_637_378, 1_619_455_469]);
    }

    #[test]
    fn numbers_are_uniform_and_variables_independent() {
        const RUNS: u32 = 40_000;
        let keys = ["a/b", "a/c", "b/b"].map(|id| Key::new(7, id, Purpose::Length));
        let other = Key::new(8, "a/b", Purpose::Length);
        let unit = |key: Key, run| f64::from(key.uniform(run)) / 4_294_967_296.0;
        for key in keys {
            let mut counts = [0; 16];
            for run in 0..RUNS {
                counts[(key.uniform(run) >> 28) as usize] += 1;
            }
            let expected = f64::from(RUNS) / 16.0;
            let chi: f64 = counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum();
            // 15 degrees of freedom: above 37.7 once in a thousand.
            assert!(chi < 37.7, "{chi}");
        }
        for (one, two) in [(keys[0], keys[1]), (keys[0], keys[2]), (keys[1], keys[2]), (keys[0], other)] {
            let product: f64 = (0..RUNS).map(|run| (unit(one, run) - 0.5) * (unit(two, run) - 0.5)).sum();
            let correlation = product * 12.0 / f64::from(RUNS);
            // The standard deviation is 1 / sqrt(RUNS) = 0.005.
            assert!(correlation.abs() < 0.02, "{correlation}");
        }
    }
}
