//! The main list of a report as CSV, for spreadsheets and scripts: the rows of its JSON, one line
//! each.
//!
//! RFC 4180: commas, quotes where needed, CRLF. Days are ISO, numbers plain, unknown values empty.
//! Nested keys are joined with `_`; the values of a list are joined with `; `, in order.

use super::escape;
use super::json::Tabular;
use serde_json::Value;
use std::io::{self, Write};

/// Writes a line of titles, even without rows, and a report's rows.
pub fn write<T: Tabular>(data: &T, out: &mut dyn Write) -> io::Result<()> {
    let columns = data.columns();
    line(columns.iter().map(|path| path.replace('.', "_")), out)?;
    for row in data.rows() {
        let row = serde_json::to_value(row)?;
        line(columns.iter().map(|path| cell(&row, path)), out)?;
    }
    Ok(())
}

fn line(cells: impl Iterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
    for (index, cell) in cells.enumerate() {
        let comma = if index > 0 { "," } else { "" };
        if cell.contains([',', '"', '\r', '\n']) || cell.starts_with(' ') || cell.ends_with(' ') {
            write!(out, "{comma}\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            write!(out, "{comma}{cell}")?;
        }
    }
    out.write_all(b"\r\n")
}

/// Returns the value at a path of a row, before quoting.
fn cell(row: &Value, path: &str) -> String {
    let (mut found, mut is_list) = (vec![row], false);
    for key in path.split('.') {
        let mut next = Vec::new();
        for value in found {
            match value.get(key).unwrap_or(&Value::Null) {
                Value::Array(values) => {
                    is_list = true;
                    next.extend(values);
                }
                value => next.push(value),
            }
        }
        found = next;
    }
    if found.iter().all(|value| value.is_null()) {
        return String::new();
    }
    // A value in a list must not contain the separator.
    let plain = |value: &&Value| match value {
        Value::Null => String::new(),
        Value::String(text) if is_list => text.replace(';', ","),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let text = found.iter().map(plain).collect::<Vec<_>>().join("; ");
    // A number is not a formula, whatever its sign.
    if found.iter().any(|value| value.is_string()) { escape::csv(&text) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(path: &str, expected: &str) {
        let row = json!({
            "id": "a/b", "late": -3, "days": 2.5, "firm": true, "due": null, "lag": "+2d", "none": [],
            "source": {"file": "a, b.yaml", "line": 7},
            "driven_by": [{"by": "x/y", "lag": "+1d", "slack": -1}, {"by": "today", "slack": null}],
            "names": ["one; two", "three"],
        });
        assert_eq!(cell(&row, path), expected, "{path}");
    }

    #[test]
    fn values_are_plain_and_lists_are_joined() {
        check("id", "a/b");
        check("late", "-3");
        check("days", "2.5");
        check("firm", "true");
        check("due", "");
        check("none", "");
        check("none.by", "");
        check("lag", "'+2d");
        check("source.line", "7");
        check("driven_by.by", "x/y; today");
        check("driven_by.slack", "-1; ");
        check("driven_by.lag", "'+1d; ");
        check("names", "one, two; three");
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut out = Vec::new();
        line(["a", "b,c", "d \"e\"", " f", ""].into_iter().map(str::to_owned), &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "a,\"b,c\",\"d \"\"e\"\"\",\" f\",\r\n");
    }
}
