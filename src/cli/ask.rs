//! `tpm ask`.

use super::args::{AskFormat, Select, TypedFormat};
use super::call::Call;
use crate::analysis::ask::analyze;
use crate::{render::json, view};
use anyhow::Result;

/// Ask owners about what is due, blocked, ready to start or quiet
///
/// Prints a message to each person: at most three numbered questions, what matters most first, with
/// the answers that one can give. Nothing is asked about a milestone of which somebody spoke on the
/// same day. With `--owner` or `--team`, only what these people are asked. `--format slack` is for
/// chat.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm ask\n  tpm ask --owner bo --format slack\n  tpm ask checkout --team payments"
)]
pub(super) struct Args {
    /// Print as text, json, yaml, markdown, csv or slack [default: text]
    // The global flag of the same name, with one format more.
    #[arg(long, value_name = "FORMAT", value_parser = TypedFormat::parser::<AskFormat>())]
    format: Option<TypedFormat>,
    #[command(flatten)]
    select: Select,
}

pub(super) fn run(args: &Args, call: Call<'_, AskFormat>) -> Result<u8> {
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let assessment = session.assess();
    let ask = analyze(&assessment, &session.selection);
    let data = json::ask(&assessment, &ask);
    call.print(&session, data, || view::ask(&assessment, &ask))
}
