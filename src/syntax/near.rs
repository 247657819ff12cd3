//! "Did you mean": the nearest of some names.

use std::cell::Cell;

/// Returns the candidate that a typo of `word` most likely meant, or nothing when none is near.
///
/// Near means a Damerau distance of at most a third of the longer word; words under four letters
/// must also share their first letter. Ties go to the first in alphabetical order.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let longest = lower.chars().count().max(candidate.chars().count());
        // The distance takes quadratic time, and plans can hold very long names.
        if longest > 64 {
            continue;
        }
        let allowed = (longest / 3).max(1);
        let shortest = lower.chars().count().min(candidate.chars().count());
        if longest.abs_diff(shortest) > allowed {
            continue;
        }
        let distance = strsim::osa_distance(&lower, candidate);
        let short_and_unlike = longest < 4 && lower.chars().next() != candidate.chars().next();
        if distance > allowed || short_and_unlike {
            continue;
        }
        if best.is_none_or(|found| (distance, candidate) < found) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Returns ``did you mean `…`?`` for the candidate that [`nearest`] finds.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, candidates).map(|meant| format!("did you mean `{meant}`?"))
}

/// How many names one run compares at most.
const COMPARISONS: usize = 1_000_000;

/// Guesses for names that do not exist, within a budget of comparisons.
///
/// Each wrong name is compared with each existing one: thousands of both would take minutes. Only
/// the first wrong names get a guess; fixing those usually fixes the others.
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
        let meant = did_you_mean(name, candidates.into_iter().take_while(|_| self.afford(1)));
        // The nearest of a part of the names may be far from the one that was meant.
        meant.filter(|_| self.afford(0))
    }

    /// Takes a number of comparisons off the budget. Returns whether any is left.
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
    fn guesses_stop_when_the_budget_is_spent() {
        let guesses = Guesses::default();
        assert_eq!(guesses.did_you_mean("ledgr", ["ledger"]).as_deref(), Some("did you mean `ledger`?"));
        let many = std::iter::repeat_n("cutover", COMPARISONS);
        assert_eq!(guesses.did_you_mean("cutovr", many), None);
        assert_eq!(guesses.did_you_mean("ledgr", ["ledger"]), None);
    }
}
