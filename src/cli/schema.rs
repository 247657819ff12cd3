//! `tpm schema`.

use super::ANSWERED;
use super::args::{Format, Of, SchemaArgs};
use super::report::Call;
use crate::render::json;
use crate::syntax::{Schema, program_schema, shared_schema};
use anyhow::{Result, bail};

pub(super) fn run(args: &SchemaArgs, call: Call<'_>) -> Result<u8> {
    if !matches!(call.common.format, Format::Text | Format::Json) {
        bail!("a JSON Schema is printed as JSON\n  = help: leave out `--format`");
    }
    write!(call.out, "{}", json::schema(&of(args.of))?)?;
    Ok(ANSWERED)
}

fn of(kind: Of) -> Schema {
    match kind {
        Of::Program => program_schema(),
        Of::Shared => shared_schema(),
    }
}
