//! A text that stands wherever a plan can have one acts in no format of the gate.

use crate::formats::inert::is_inert;

/// Panics if a reader of a format would act on the text.
pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    // Without a letter or digit it excuses nothing, so the gate says something else.
    if text.chars().any(char::is_alphanumeric) && text.len() <= 300 {
        is_inert(text, |_| ());
    }
}
