//! "Did you mean": the nearest of some names.

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

/// Returns ``did you mean `…`?`` for a name among some that exist.
pub fn did_you_mean<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(name, candidates).map(|candidate| format!("did you mean `{candidate}`?"))
}

#[cfg(test)]
mod tests {
    use super::nearest;

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
}
