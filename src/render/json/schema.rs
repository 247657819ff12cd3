//! A JSON Schema as it is printed.

use serde::Serialize;
use std::io;

/// Returns a schema as indented JSON with a line break at the end.
pub fn schema(schema: &impl Serialize) -> io::Result<String> {
    let mut text = serde_json::to_string_pretty(schema)?;
    text.push('\n');
    Ok(text)
}
