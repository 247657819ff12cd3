//! Where another reader of YAML accepts a text, it sees the same values; spans read back.

use super::texts::text;
use crate::reading::{differential, spans};

/// Panics if the readers differ on a text, or a value is not where its span says.
pub fn check(data: &[u8]) {
    let Some(text) = text(data) else { return };
    // Other tests hold what is meant to differ there, and what each reader makes of it.
    if text.contains(['&', '!', '\u{feff}']) || text.contains("<<") || text.len() > 2000 {
        return;
    }
    if differential::both_read(&text) {
        assert_eq!(differential::difference(&text), None, "{text:?}");
        assert_eq!(spans::check(&text), Ok(()), "{text:?}");
    }
}
