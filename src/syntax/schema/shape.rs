//! The part of JSON Schema draft-07 that plans need, as values.
//!
//! Keywords are written in the order of the fields, and names in insertion order, so that the same
//! table gives the same bytes.

use super::example::Example;
use serde::{Serialize, Serializer};

/// A JSON Schema, to be serialized; validating is left to other tools.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Schema {
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub(super) dialect: Option<&'static str>,
    #[serde(rename = "$id", skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    #[serde(rename = "$ref", skip_serializing_if = "Option::is_none")]
    pub(super) reference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) description: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Vec::is_empty", serialize_with = "one_or_list")]
    pub(super) types: Vec<Type>,
    #[serde(rename = "enum", skip_serializing_if = "Vec::is_empty")]
    pub(super) words: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pattern: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) minimum: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) exclusive_minimum: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) maximum: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) items: Option<Box<Self>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) min_items: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) max_items: Option<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "mapping")]
    pub(super) properties: Vec<(String, Node)>,
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "mapping")]
    pub(super) pattern_properties: Vec<(String, Node)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) property_names: Option<Box<Self>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) additional_properties: Option<Node>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) required: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) all_of: Vec<Self>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) not: Option<Box<Self>>,
    /// What an editor shows instead of its own error. This keyword and the next are not in the
    /// standard; validators ignore unknown keywords.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) error_message: Option<String>,
    /// What an editor shows at a key that should not be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) deprecation_message: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) examples: Vec<Example>,
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "mapping")]
    pub(super) definitions: Vec<(String, Node)>,
}

/// What a name maps to: a schema, or whether any value is allowed.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(super) enum Node {
    Anything(bool),
    Of(Box<Schema>),
}

impl From<Schema> for Node {
    fn from(schema: Schema) -> Self {
        Self::Of(Box::new(schema))
    }
}

/// The JSON types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Type {
    Object,
    Array,
    String,
    Number,
    Integer,
    Boolean,
    Null,
}

impl Schema {
    /// Returns a reference to one of the definitions.
    pub(super) fn reference(definition: &str) -> Self {
        Self { reference: Some(format!("#/definitions/{definition}")), ..Self::default() }
    }

    /// Returns the schema of a text with a pattern.
    pub(super) fn text(pattern: impl Into<String>) -> Self {
        Self { types: vec![Type::String], pattern: Some(pattern.into()), ..Self::default() }
    }
}

fn one_or_list<S: Serializer>(types: &[Type], serializer: S) -> Result<S::Ok, S::Error> {
    match types {
        [one] => one.serialize(serializer),
        types => types.serialize(serializer),
    }
}

fn mapping<S: Serializer>(named: &[(String, Node)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(named.iter().map(|(name, node)| (name, node)))
}
