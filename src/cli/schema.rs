//! `tpm schema`.

use super::args::ReportFormat;
use super::call::Call;
use super::output::Output;
use super::{ANSWERED, at};
use crate::io::refusal::Refusal;
use crate::io::replace::replace;
use crate::io::workspace;
use crate::render::json::{KINDS, Kind};
use anyhow::{Context, Result, bail};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::Path;

/// Print the JSON Schema of plans, for editors, or of a report, for scripts
///
/// The schemas are draft-07. The schema of a plan describes each key, with examples, and what to
/// write instead of the words of other tools. An editor completes and checks plans with the copy
/// beside them: `tpm init` writes it, and this command updates it after an upgrade. The schema of a
/// report describes each key, with its unit.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm schema\n  tpm schema --of shared\n  tpm schema --of schedule --output schedule.schema.json"
)]
pub(super) struct Args {
    /// The schema of a program, of `tpm.yaml` (`shared`) or of the JSON of a report
    #[arg(long, value_name = "KIND", default_value = "program", value_parser = kind())]
    of: &'static Kind,
}

fn kind() -> impl TypedValueParser<Value = &'static Kind> {
    PossibleValuesParser::new(KINDS.iter().map(|kind| kind.name))
        .try_map(|typed| KINDS.iter().find(|kind| kind.name == typed).ok_or("not a kind"))
}

pub(super) fn run(args: &Args, call: Call<'_, ReportFormat>) -> Result<u8> {
    at::refuse(call.common)?;
    let text = (args.of.schema)()?;
    if call.outputs.iter().any(|output| !matches!(output.format, ReportFormat::Text | ReportFormat::Json)) {
        bail!(Refusal::new(
            "a JSON Schema is printed as JSON",
            "leave out `--format`, and write to a file such as `schema.json`"
        ));
    }
    for Output { file, .. } in &call.outputs {
        match file {
            None => write!(call.out, "{text}")?,
            Some(file) if workspace::is_plan(file) => {
                bail!("`{file}` is the name of a plan, not of a schema")
            }
            Some(file) => replace(call.world.disk, Path::new(file), text.as_bytes())
                .with_context(|| format!("cannot write `{file}`"))?,
        }
    }
    Ok(ANSWERED)
}
