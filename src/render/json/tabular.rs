//! The main list of a report as rows and columns; a row's schema gives the columns and their order.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::Value;

/// A report whose main list can be written as a table.
pub trait Tabular: Serialize {
    /// The `kind` of its envelope.
    const KIND: &'static str;

    /// Returns the rows, in the order of the report.
    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema>;

    /// Returns the columns that come before others, whatever the order of keys.
    fn rank(_column: &str) -> u8 {
        0
    }

    /// Returns the columns of a row, in order, as keys: `a.b` is the key `b` in the value of `a`,
    /// or in each item of it if that is a list.
    fn columns(&self) -> Vec<String> {
        let mut columns = columns_of(self.rows());
        columns.sort_by_key(|column| Self::rank(column));
        columns
    }
}

fn columns_of<R: JsonSchema>(_: impl Iterator<Item = R>) -> Vec<String> {
    let settings =
        SchemaSettings::draft07().for_serialize().with(|settings| settings.inline_subschemas = true);
    let schema = settings.into_generator().into_root_schema_for::<R>().to_value();
    let (mut columns, mut open) = (Vec::new(), vec![(String::new(), &schema)]);
    while let Some((path, value)) = open.pop() {
        let Some((keys, properties)) = keys(value) else {
            columns.push(path);
            continue;
        };
        let prefix = if path.is_empty() { path } else { format!("{path}.") };
        // `required` lists every key in the order of the fields; the properties are sorted.
        let keys = keys.iter().filter_map(Value::as_str).rev();
        open.extend(keys.map(|key| (format!("{prefix}{key}"), &properties[key])));
    }
    columns
}

/// Returns the keys of an object, of an optional object, or of each object in a list.
fn keys(schema: &Value) -> Option<(&Vec<Value>, &Value)> {
    let either = schema["anyOf"].as_array().into_iter().flatten();
    let found = std::iter::once(schema).chain(either).find(|schema| schema["properties"].is_object());
    match found {
        Some(object) => Some((object["required"].as_array()?, &object["properties"])),
        None => schema.get("items").and_then(keys),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Serialize, JsonSchema)]
    struct Row {
        name: &'static str,
        #[serde(flatten)]
        shared: Shared,
        before: Option<Shared>,
        listed: Vec<Shared>,
        also: Vec<String>,
    }

    #[derive(Serialize, JsonSchema)]
    struct Shared {
        #[serde(rename = "type")]
        kind: &'static str,
        at: Option<u32>,
    }

    #[test]
    fn columns_are_the_keys_in_the_order_of_the_fields() {
        let columns = columns_of(std::iter::empty::<&Row>());
        let expected = ["name", "type", "at", "before.type", "before.at", "listed.type", "listed.at", "also"];
        assert_eq!(columns, expected);
    }
}
