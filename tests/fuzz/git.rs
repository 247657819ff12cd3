//! What git answers is read or refused, whatever it is.

use tpm::io::git::{CommitObject, entries};

/// Panics if a commit or a tree is read as something that its bytes do not hold.
pub fn check(data: &[u8]) {
    if let Some(commit) = CommitObject::parse(data) {
        let is_hash = |hash: &String| matches!(hash.len(), 40 | 64) && data.len() > hash.len();
        assert!(commit.parents.iter().all(is_hash), "{commit:?}");
    }
    for length in [20, 32] {
        let Some(entries) = entries(data, length) else { continue };
        let held = |entry: &tpm::io::git::Entry| entry.name.len() + entry.hash.len() / 2;
        assert!(entries.iter().map(held).sum::<usize>() <= data.len());
        for entry in &entries {
            assert!(!entry.name.contains(&0), "{entry:?}");
            assert_eq!(entry.hash.len(), 2 * length);
        }
    }
}
