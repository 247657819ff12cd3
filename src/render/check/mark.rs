//! Fingerprints by which hosts recognize a finding in the next run.

use crate::finding::Finding;
use std::collections::{BTreeMap, BTreeSet};

/// The fingerprints of one document, all different.
#[derive(Debug, Default)]
pub(in crate::render) struct Marks {
    given: BTreeSet<u128>,
    /// How many findings had the same input.
    alike: BTreeMap<u128, u32>,
}

impl Marks {
    /// Returns the fingerprint of a finding in a file: 32 hexadecimal digits, made from the file,
    /// the rule, the subject and the facts, but no line number. Of two findings with the same input
    /// the second gets a different one.
    pub(in crate::render) fn next(&mut self, path: &str, finding: &Finding) -> String {
        let print = finding.fingerprint();
        let base = hashed(START, &[path.as_bytes(), b"\0", print.as_bytes()]);
        let before = self.alike.entry(base).or_default();
        let mut hash = if *before == 0 { base } else { hashed(base, &[b"\0", &before.to_le_bytes()]) };
        *before += 1;
        while !self.given.insert(hash) {
            hash = hashed(hash, &[b"\0again"]);
        }
        format!("{hash:032x}")
    }
}

/// FNV-1a over 128 bits, the same on every machine and in every version. It need not resist
/// deliberate collisions: findings that collide get different fingerprints too.
const START: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

fn hashed(from: u128, parts: &[&[u8]]) -> u128 {
    let bytes = parts.iter().flat_map(|part| part.iter());
    bytes.fold(from, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Place, Span};

    #[test]
    fn the_hash_matches_the_test_vectors() {
        // From the test vectors of FNV.
        assert_eq!(hashed(START, &[]), START);
        assert_eq!(hashed(START, &[b"a"]), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
        assert_eq!(hashed(START, &[b"foo", b"bar"]), 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
    }

    #[test]
    fn a_mark_is_unique_and_survives_moved_lines() {
        let at = |start| Place { file: FileId(0), span: Span::new(start, start + 1) };
        let finding = |start| Finding::error("no-owner", at(start), "x").subject("a/b");
        let mark = |finding: &Finding| Marks::default().next("a.yaml", finding);
        assert_eq!(mark(&finding(1)), mark(&finding(9)));
        assert_ne!(mark(&finding(1)), Marks::default().next("b.yaml", &finding(1)));
        let mut marks = Marks::default();
        let all: BTreeSet<String> = (0..100).map(|at| marks.next("a.yaml", &finding(at))).collect();
        assert_eq!(all.len(), 100);
    }
}
