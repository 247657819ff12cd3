//! The JSON Schema of each report, made from the types that write it.
//!
//! Every key is required, as unknown values are null. Other keys are allowed, as keys are only ever
//! added.

use super::check::CheckData;
use super::critical_path::CriticalPathData;
use super::diff::DiffData;
use super::handoffs::HandoffsData;
use super::risks::RisksData;
use super::rules::RulesData;
use super::schedule::Schedule;
use super::slippage::SlippageData;
use super::status::StatusData;
use super::why::WhyData;
use super::{Envelope, schema};
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
    make: fn(&'static str) -> Schema,
}

/// Every kind of report, as `tpm schema --of` accepts them.
pub const KINDS: &[Kind] = &[
    kind::<StatusData<'static>>("status"),
    kind::<CriticalPathData<'static>>("critical-path"),
    kind::<SlippageData<'static>>("slippage"),
    kind::<RisksData<'static>>("risks"),
    kind::<WhyData<'static>>("why"),
    kind::<HandoffsData<'static>>("handoffs"),
    kind::<Schedule<'static>>("schedule"),
    kind::<CheckData<'static>>("check"),
    kind::<RulesData>("explain"),
    kind::<DiffData<'static>>("diff"),
];

const fn kind<T: JsonSchema>(name: &'static str) -> Kind {
    Kind { name, make: of_envelope::<T> }
}

impl Kind {
    /// Returns its schema as indented JSON with a line break at the end.
    ///
    /// # Errors
    /// Never fails for a valid schema; serializer errors are passed on.
    pub fn schema(&self) -> io::Result<String> {
        schema(&(self.make)(self.name))
    }
}

fn of_envelope<T: JsonSchema>(name: &'static str) -> Schema {
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
