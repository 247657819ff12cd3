//! Every place where a key is allowed, read from the schema.

use super::{Kind, schema};
use serde_json::Value;

/// A key and its place.
#[derive(Debug, Clone)]
pub struct Place {
    /// The steps to its mapping.
    pub path: Vec<Step>,
    pub key: String,
    /// The value that the schema shows, as YAML.
    pub example: String,
    /// The other keys that its mapping needs, with values.
    pub needs: Vec<(String, String)>,
}

/// A step into a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Key(String),
    /// Into an entry by id.
    Entry,
    /// Into an item of a list.
    Item,
}

impl Place {
    /// Returns a document with only this key, a value, and the required keys of its mapping.
    pub fn document(&self, value: &str) -> String {
        let needs: String = self.needs.iter().map(|(key, value)| format!(", {key}: {value}")).collect();
        self.around(&format!("{}: {value}{needs}", self.key))
    }

    /// Returns a document whose mapping at this place contains a text.
    pub fn around(&self, text: &str) -> String {
        self.path.iter().rev().fold(format!("{{{text}}}"), |inner, step| match step {
            Step::Key(key) => format!("{{{key}: {inner}}}"),
            Step::Entry => format!("{{some-id: {inner}}}"),
            Step::Item => format!("[{inner}]"),
        })
    }
}

/// Returns every place of a kind of file.
pub fn places(kind: Kind) -> Vec<Place> {
    let root = schema(kind);
    let mut found = Vec::new();
    walk(&root, &root, &[], &mut found);
    assert!(found.len() > 25, "the places are no longer found");
    found
}

fn walk(root: &Value, mapping: &Value, path: &[Step], found: &mut Vec<Place>) {
    let mapping = resolved(root, mapping);
    let Some(properties) = mapping["properties"].as_object() else { return };
    let required: Vec<&str> = mapping["required"]
        .as_array()
        .map_or(Vec::new(), |keys| keys.iter().filter_map(Value::as_str).collect());
    let example = |key: &str| properties[key]["examples"][0].to_string();
    for (key, property) in properties {
        let others = required.iter().filter(|other| *other != key);
        found.push(Place {
            path: path.to_vec(),
            key: key.clone(),
            example: example(key),
            needs: others.map(|other| ((*other).to_owned(), example(other))).collect(),
        });
        let below = |steps: &[Step]| [path, &[Step::Key(key.clone())], steps].concat();
        if property["items"]["allOf"].is_array() {
            walk(root, &property["items"], &below(&[Step::Item]), found);
        } else if property["additionalProperties"]["allOf"].is_array() {
            walk(root, &property["additionalProperties"], &below(&[Step::Entry]), found);
        } else {
            walk(root, property, &below(&[]), found);
        }
    }
}

/// Follows the one reference that a mapping may be.
fn resolved<'v>(root: &'v Value, schema: &'v Value) -> &'v Value {
    let reference =
        schema["allOf"][0]["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/definitions/"));
    reference.map_or(schema, |name| &root["definitions"][name])
}
