//! `tpm schema`.

use super::args::{Of, ReportFormat, SchemaArgs};
use super::call::Call;
use super::output::Output;
use super::{ANSWERED, at};
use crate::io::refusal::Refusal;
use crate::io::replace::replace;
use crate::io::workspace;
use crate::render::json;
use crate::syntax::{program_schema, shared_schema};
use anyhow::{Context, Result, bail};
use std::io;
use std::path::Path;

pub(super) fn run(args: &SchemaArgs, call: Call<'_, ReportFormat>) -> Result<u8> {
    at::refuse(call.common)?;
    let text = of(args.of)?;
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

fn of(kind: Of) -> io::Result<String> {
    match kind {
        Of::Program => json::schema(&program_schema()),
        Of::Shared => json::schema(&shared_schema()),
        Of::Report(kind) => kind.schema(),
    }
}
