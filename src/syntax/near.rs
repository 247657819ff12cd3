//! "Did you mean": the nearest of some names.

use std::cell::Cell;

/// Returns the candidate that a typo of `word` most likely meant, or nothing when none is near.
///
/// Near is a Damerau distance of at most a third of the longer word, and at least a common beginning for
/// words under four letters. Ties go to the first in alphabetical order.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let longest = lower.chars().count().max(candidate.chars().count());
        // A plan can hold very long names; the distance is quadratic in them.
        if longest > 64 {
            continue;
        }
        let allowed = (longest / 3).max(1);
        let shortest = lower.chars().count().min(candidate.chars().count());
        if longest - shortest > allowed {
            continue;
        }
        let distance = strsim::osa_distance(&lower, candidate);
        let short_and_strange = longest < 4 && lower.chars().next() != candidate.chars().next();
        if distance > allowed || short_and_strange {
            continue;
        }
        if best.is_none_or(|found| (distance, candidate) < found) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many names one run compares to find what was meant.
const COMPARISONS: usize = 1_000_000;

/// What was meant by names that do not exist, for as long as it can be found in no time.
///
/// Each wrong name is compared with each that exists: thousands of both would take minutes. The first ones
/// get a guess, by which the others are mended as well.
#[derive(Debug)]
pub struct Guesses {
    left: Cell<usize>,
}

impl Default for Guesses {
    fn default() -> Self {
        Self { left: Cell::new(COMPARISONS) }
    }
}

impl Guesses {
    /// Returns ``did you mean `…`?`` for a name among some that exist.
    pub fn did_you_mean<'a>(
        &self,
        name: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Option<String> {
        let candidate = nearest(name, candidates.into_iter().take_while(|_| self.afford(1)))?;
        // The nearest of only some of them may be far from what was meant.
        self.afford(0).then(|| format!("did you mean `{candidate}`?"))
    }

    /// Whether so many more names may be looked at; if so, they are taken as looked at.
    pub fn afford(&self, names: usize) -> bool {
        let left = self.left.get().saturating_sub(names);
        self.left.set(left);
        left > 0
    }
}

#[cfg(test)]
mod tests {
    use super::{COMPARISONS, Guesses, nearest};

    #[test]
    fn typos_are_near_and_other_words_are_not() {
        assert_eq!(nearest("ledgr", ["cutover", "ledger"]), Some("ledger"));
        assert_eq!(nearest("onwer", ["name", "owner"]), Some("owner"));
        assert_eq!(nearest("colour", ["name", "owner"]), None);
        assert_eq!(nearest("x", ["id"]), None);
    }

    #[test]
    fn ties_do_not_depend_on_the_order_of_the_candidates() {
        assert_eq!(nearest("aab", ["aac", "aad"]), nearest("aab", ["aad", "aac"]));
    }

    #[test]
    fn guesses_come_to_an_end() {
        let guesses = Guesses::default();
        assert_eq!(guesses.did_you_mean("ledgr", ["ledger"]).as_deref(), Some("did you mean `ledger`?"));
        let many = std::iter::repeat_n("cutover", COMPARISONS);
        assert_eq!(guesses.did_you_mean("cutovr", many), None);
        assert_eq!(guesses.did_you_mean("ledgr", ["ledger"]), None);
    }
}
