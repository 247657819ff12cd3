//! `tpm schema`.

use super::args::{Format, Of, SchemaArgs};
use super::output::Output;
use super::report::Call;
use super::{ANSWERED, at};
use crate::io::replace::replace;
use crate::io::workspace;
use crate::render::json;
use crate::syntax::{program_schema, shared_schema};
use anyhow::{Context, Result, bail};
use std::io;
use std::path::Path;

pub(super) fn run(args: &SchemaArgs, call: Call<'_>) -> Result<u8> {
    at::refuse(call.common)?;
    let text = of(args.of)?;
    if call.outputs.iter().any(|output| !matches!(output.format, Format::Text | Format::Json)) {
        bail!(
            "a JSON Schema is printed as JSON\n  = help: leave out `--format`, and write to a file such as `schema.json`"
        );
    }
    for Output { file, .. } in &call.outputs {
        match file {
            None => write!(call.out, "{text}")?,
            Some(file) if workspace::is_plan(file) => {
                bail!("`{file}` has the name of a plan, and a schema is none")
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
