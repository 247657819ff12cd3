//! The JSON that scripts read, made from analyses: one object per report.
//!
//! Keys are only ever added. Numbers carry their unit in the key, days are `YYYY-MM-DD`, and what is not
//! known is null rather than absent. YAML output is the same object, and CSV has the rows of its main list.

mod check;
mod critical_path;
mod diagnostics;
mod gitlab;
mod diff;
mod handoffs;
mod hop;
mod inert;
mod output;
mod risks;
mod rules;
mod sarif;
mod schedule;
mod schema;
mod slippage;
mod source;
mod status;
mod tabular;
mod why;
mod words;

pub use check::{CheckData, check};
pub use critical_path::critical_path;
pub use diagnostics::{Diagnostic, diagnostics};
pub use diff::diff;
pub use gitlab::gitlab;
pub use handoffs::handoffs;
pub use output::{KINDS, Kind};
pub use risks::risks;
pub use rules::{RulesData, plan_rule, rules};
pub use sarif::sarif;
pub use schedule::schedule;
pub use schema::schema;
pub use slippage::slippage;
pub use status::status;
pub use tabular::Tabular;
pub use why::why;

use super::escape;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

/// Within a version, keys are only ever added.
const SCHEMA_VERSION: u32 = 1;

/// What every report is wrapped in. Keys are only ever added: a reader passes over those it does not know.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Envelope<T> {
    /// The version of this form. Within one, keys are only ever added.
    #[schemars(extend("const" = SCHEMA_VERSION))]
    schema_version: u32,
    /// Which report it is.
    kind: &'static str,
    /// What wrote it.
    tool: Tool,
    #[serde(flatten)]
    basis: Basis,
    /// What the report says.
    data: T,
    /// What is wrong with the plans that it rests on.
    diagnostics: Vec<Diagnostic>,
}

/// What a report rests on.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Basis {
    /// The day from which the plan was looked at.
    pub as_of: Day,
    /// The whole hash of the commit at which the plan was read; null for the plan on the disk.
    pub commit: Option<String>,
    /// Whether the plans on the disk were those of `HEAD` meanwhile. Null without a commit, and where it could not
    /// be told.
    pub work_tree_clean: Option<bool>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Tool {
    /// Its name, `tpm`.
    name: &'static str,
    /// Its version.
    version: &'static str,
}

impl<T: Serialize> Envelope<T> {
    /// Returns a report of a kind with what is wrong with the plans it rests on.
    pub fn new(kind: &'static str, basis: Basis, data: T, diagnostics: Vec<Diagnostic>) -> Self {
        let tool = Tool { name: "tpm", version: env!("CARGO_PKG_VERSION") };
        Self { schema_version: SCHEMA_VERSION, kind, tool, basis, data, diagnostics }
    }

    /// Returns what the report says.
    pub fn data(&self) -> &T {
        &self.data
    }

    /// Writes it as indented JSON with a line break at the end.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        inert::write(self, out)
    }

    /// Writes it as YAML; where text of a plan would act in a log, as the YAML that is JSON.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn write_yaml(&self, out: &mut dyn Write) -> io::Result<()> {
        let text = serde_yaml::to_string(self).map_err(io::Error::other)?;
        if escape::acts(&text) { inert::write_as_yaml(self, out) } else { out.write_all(text.as_bytes()) }
    }
}

/// Returns a number of days to one decimal, as it is told.
fn tenth(days: f64) -> f64 {
    // A share of whole days that ends in a five is not always one in binary.
    (days * 10.0 + 1e-9).round() / 10.0
}
