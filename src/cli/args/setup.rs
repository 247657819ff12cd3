//! The arguments of `tpm init` and `tpm schema`. The doc comments are the help texts.

use crate::render::json::{KINDS, Kind};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

/// Write a starter workspace
///
/// Writes one program that shows the language on one screen, a `tpm.yaml` with what programs share,
/// and the JSON Schemas that let an editor complete and check both. The dates are around today. No
/// file is overwritten, and nothing is written beside existing plans.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tpm init\n  tpm init web\n  tpm init --example")]
pub(in crate::cli) struct InitArgs {
    /// Write to `programs/` in this directory instead of here
    #[arg(value_name = "DIR", conflicts_with = "programs")]
    pub(in crate::cli) directory: Option<String>,
    /// Write the five example programs instead
    #[arg(long)]
    pub(in crate::cli) example: bool,
}

/// Print the JSON Schema of plans, for editors, or of a report, for scripts
///
/// The schemas are draft-07. The schema of a plan describes each key, with examples, and what to
/// write instead of the words of other tools. An editor completes and checks plans with the copy
/// beside them: `tpm init` writes it, and this command updates it after an upgrade. The schema of a
/// report describes each key, with its unit.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tpm schema\n  tpm schema --of shared\n  tpm schema --of schedule --output schedule.schema.json"
)]
pub(in crate::cli) struct SchemaArgs {
    /// The schema of a program, of `tpm.yaml` (`shared`) or of the JSON of a report
    #[arg(long, value_name = "KIND", default_value = "program", value_parser = Of::parser())]
    pub(in crate::cli) of: Of,
}

#[derive(Debug, Clone, Copy)]
pub(in crate::cli) enum Of {
    Program,
    Shared,
    Report(Kind),
}

impl Of {
    fn parser() -> impl TypedValueParser<Value = Self> {
        let plans = [("program", Self::Program), ("shared", Self::Shared)];
        let reports = KINDS.iter().map(|kind| (kind.name, Self::Report(*kind)));
        let all: Vec<(&str, Self)> = plans.into_iter().chain(reports).collect();
        PossibleValuesParser::new(all.iter().map(|(name, _)| *name)).try_map(move |typed| {
            all.iter().find(|(name, _)| *name == typed).map(|(_, of)| *of).ok_or("not a kind")
        })
    }
}
