//! The JSON Schema of plans, as it is printed.

use crate::syntax::Schema;
use std::io;

/// Returns a schema as indented JSON with a line break at the end.
///
/// # Errors
/// Never for a schema that is one; what serialisers can fail at is passed on.
pub fn schema(schema: &Schema) -> io::Result<String> {
    let mut text = serde_json::to_string_pretty(schema)?;
    text.push('\n');
    Ok(text)
}
