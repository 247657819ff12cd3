//! Texts of plans, made of the bytes that a fuzzer tries.

/// What plans are made of, and what is close to that.
const PARTS: [&str; 48] = [
    "a",
    "b: ",
    "c:",
    "\n",
    "\n  ",
    "\n    ",
    " ",
    "- ",
    "-",
    "[",
    "]",
    "{",
    "}",
    ",",
    ", ",
    ": ",
    ":",
    "#",
    " #",
    "# c",
    "\"",
    "'",
    "\"x\"",
    "'y'",
    "''",
    "\\\"",
    "\\\\",
    "~",
    "<<",
    "é",
    "\u{a0}",
    "-5d",
    ".",
    "2026-09-14",
    "k: ",
    "\n- ",
    "\n  - ",
    "x",
    "\n\n",
    "\n# d",
    "\n#",
    "a: b",
    "\t",
    "40%",
    "&a ",
    "*a",
    "|\n",
    "? ",
];

/// Returns the text that bytes stand for: themselves, or, after a byte that begins no text, a part
/// for each of them.
pub fn text(data: &[u8]) -> Option<String> {
    match data {
        [0xff, parts @ ..] => Some(parts.iter().map(|byte| PARTS[*byte as usize % PARTS.len()]).collect()),
        _ => String::from_utf8(data.to_vec()).ok(),
    }
}
