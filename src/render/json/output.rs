//! The JSON Schema of each report, made from the types that write it.
//!
//! Every key is required, as unknown values are null. Other keys are allowed, as keys are only ever
//! added.

use super::{Envelope, Tabular, schema};
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, RestrictFormats};
use schemars::{JsonSchema, Schema};
use serde_json::Value;
use std::io;

/// A report that has a schema.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// The `kind` of its envelope.
    pub name: &'static str,
    make: fn() -> Schema,
}

impl Kind {
    /// Returns the kind of a report from the type of its data.
    pub(super) const fn of<T: Tabular + JsonSchema>() -> Self {
        Self { name: T::KIND, make: of_envelope::<T> }
    }

    /// Returns its schema as indented JSON with a line break at the end.
    pub fn schema(&self) -> io::Result<String> {
        schema(&(self.make)())
    }
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
