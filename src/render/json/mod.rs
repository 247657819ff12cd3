//! The JSON that scripts read, made from analyses: one object per report.
//!
//! Keys are only ever added. Numbers carry their unit in the key, days are `YYYY-MM-DD`, and what
//! is not known is null rather than absent. YAML output is the same object, and CSV has the rows of
//! its main list.

mod backtest;
mod cause;
mod diagnostics;
mod edits;
mod gitlab;
mod hop;
mod inert;
mod lever;
mod moved;
mod news;
mod output;
mod record;
mod rules;
mod sarif;
mod source;
mod tabular;
mod words;

pub use diagnostics::{Diagnostic, diagnostics};
pub use edits::{EditsData, Outcome, edits};
pub use gitlab::gitlab;
pub use odds::{Backtested, backtested};
pub use output::{Kind, schema};
pub use rules::{RulesData, plan_rule, rules};
pub use sarif::sarif;
pub use tabular::Tabular;

use super::active;
use crate::analysis::risk::tenth;
use crate::reports::reports;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

macro_rules! declare {
    ($($module:ident($command:ident, $data:ident, $example:literal, $question:literal))*) => {
        $(mod $module; pub use $module::$module;)*

        /// What has a schema, as `tpm schema --of` accepts it.
        pub const KINDS: &[Kind] = &[
            Kind::PROGRAM,
            Kind::SHARED,
            $(Kind::of::<$module::$data<'static>>(),)*
            Kind::of::<RulesData>(),
            Kind::of::<EditsData<'static>>(),
        ];
    };
}
reports!(declare);

/// Within a version, keys are only ever added.
const SCHEMA_VERSION: u32 = 2;

/// The envelope of every report. Keys are only ever added: a reader ignores those it does not know.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Envelope<T> {
    /// The version of the format. Within one, keys are only ever added.
    #[schemars(extend("const" = SCHEMA_VERSION))]
    schema_version: u32,
    /// Which report it is.
    kind: &'static str,
    /// The program that wrote it.
    tool: Tool,
    #[serde(flatten)]
    basis: Basis,
    /// The content of the report.
    data: T,
    /// What is wrong with the plans it is based on.
    diagnostics: Vec<Diagnostic>,
}

/// What a report is based on.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Basis {
    /// The as-of day.
    pub as_of: Day,
    /// The full hash of the commit at which the plan was read; null for the plan on disk.
    pub commit: Option<String>,
    /// Whether the plans on disk were the same as in `HEAD` at that time. Null without a commit, or
    /// if git could not answer.
    pub work_tree_clean: Option<bool>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Tool {
    /// Its name, `tpm`.
    name: &'static str,
    /// Its version.
    version: &'static str,
}

impl<T: Tabular> Envelope<T> {
    /// Returns a report, with the findings about its plans.
    pub fn new(basis: Basis, data: T, diagnostics: Vec<Diagnostic>) -> Self {
        let tool = Tool { name: "tpm", version: env!("CARGO_PKG_VERSION") };
        Self { schema_version: SCHEMA_VERSION, kind: T::KIND, tool, basis, data, diagnostics }
    }

    /// Returns the content of the report.
    pub fn data(&self) -> &T {
        &self.data
    }

    /// Writes it as indented JSON with a line break at the end.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        inert::write(self, out)
    }

    /// Writes it as YAML; as JSON, which is YAML too, if a plan's text could act in a log.
    pub fn write_yaml(&self, out: &mut dyn Write) -> io::Result<()> {
        let text = serde_yaml::to_string(self).map_err(io::Error::other)?;
        if active::acts(&text) { inert::write_as_yaml(self, out) } else { out.write_all(text.as_bytes()) }
    }
}
