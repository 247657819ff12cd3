//! The JSON Schemas: those of plans, and of each report, made from the types that write it.
//!
//! In the schema of a report every key is required, as unknown values are null. Other keys are
//! allowed, as keys are only ever added.

use super::{Envelope, Tabular};
use crate::syntax::{program_schema, shared_schema};
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, RestrictFormats};
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::Value;
use std::io;

/// What has a schema.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// The `kind` of a report's envelope, `program` or `shared`.
    pub name: &'static str,
    /// Returns the schema as indented JSON with a line break at the end.
    pub schema: fn() -> io::Result<String>,
}

impl Kind {
    pub(super) const PROGRAM: Self = Self { name: "program", schema: || schema(&program_schema()) };
    pub(super) const SHARED: Self = Self { name: "shared", schema: || schema(&shared_schema()) };

    /// Returns the kind of a report from the type of its data.
    pub(super) const fn of<T: Tabular + JsonSchema>() -> Self {
        Self { name: T::KIND, schema: || schema(&of_envelope::<T>()) }
    }
}

/// Returns a schema as indented JSON with a line break at the end.
pub fn schema(schema: &impl Serialize) -> io::Result<String> {
    Ok(serde_json::to_string_pretty(schema)? + "\n")
}

fn of_envelope<T: Tabular + JsonSchema>() -> Schema {
    let name = T::KIND;
    let settings = SchemaSettings::draft07()
        .for_serialize()
        .with_transform(RestrictFormats::default())
        .with_transform(RecursiveTransform(one_line));
    let mut schema = settings.into_generator().into_root_schema_for::<Envelope<T>>();
    schema.insert("$id".into(), format!("urn:tpm:schema:{name}").into());
    schema.insert("title".into(), format!("What tpm {name} says").into());
    if let Some(kind) = schema.pointer_mut("/properties/kind").and_then(|kind| kind.as_object_mut()) {
        kind.insert("const".into(), name.into());
    }
    schema
}

/// Joins the lines of a comment.
fn one_line(schema: &mut Schema) {
    if let Some(Value::String(text)) = schema.get_mut("description") {
        *text = text.replace('\n', " ");
    }
}
