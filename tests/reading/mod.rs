//! How text becomes values: that each stands where it is said to stand, that another reader sees
//! the same ones, and what anchors, aliases and merge keys make of a plan.
//!
//! Documents are written at random by `write`; `TPM_PROPERTY_TIMES` tries more of them.

mod differential;
mod patch;
mod repeated;
mod spans;
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
fn the_documents_hold_all_that_they_may() {
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
    // So many that rare ones are met.
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
