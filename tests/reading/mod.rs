//! How text becomes values: their spans are right, another reader sees the same values, and
//! anchors, aliases and merge keys work in plans.
//!
//! `write` makes random documents; `TPM_PROPERTY_TIMES` sets how many are tried.

pub mod differential;
mod carry;
mod fast;
mod format;
mod patch;
mod repeated;
pub mod spans;
mod splice;
mod write;

use crate::property::{cases, for_all};
use proptest::prelude::*;
use std::cell::Cell;

/// Runs `test` on random documents.
fn for_documents(usual: u32, test: impl Fn(&str) -> Result<(), String>) {
    for_all(cases(usual), prop::collection::vec(any::<u8>(), 0..200), |choices| {
        let text = write::document(choices);
        test(&text).map_err(|complaint| format!("{complaint}\n--- {text:?}\n{text}"))
    });
}

#[test]
fn random_documents_cover_every_construct() {
    let parts = [
        "<<: *",
        "<<: [",
        ": *a",
        "&a",
        ": |",
        ": >-",
        ": 'first",
        ": \"first",
        "- k",
        ": {",
        ": [",
        "\t #",
        "\r\n",
        "\u{feff}",
        "🚀",
    ];
    let seen: Vec<Cell<u32>> = parts.iter().map(|_| Cell::new(0)).collect();
    // Enough documents for rare constructs to occur.
    for_all(600, prop::collection::vec(any::<u8>(), 0..200), |choices| {
        let text = write::document(choices);
        for (part, seen) in parts.iter().zip(&seen) {
            seen.set(seen.get() + u32::from(text.contains(part)));
        }
        Ok(())
    });
    let rare: Vec<_> = parts.iter().zip(&seen).filter(|(_, seen)| seen.get() < 5).collect();
    assert!(rare.is_empty(), "{rare:?}");
}
