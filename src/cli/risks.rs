//! `tpm risks`.

use super::args::{PictureFormat, Select, TypedFormat};
use super::call::Call;
use crate::analysis::threat::analyze;
use crate::{render::json, view};
use anyhow::Result;

/// Show what could hurt which promise, by how much, and what is neglected
///
/// Risks that occurred come first, then those that would make a promise later, by how much, then
/// neglected ones. Those that fit in the room there is are only counted. Each is tried on the whole
/// plan: what it threatens finishes later, and so does all that waits for it.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm risks\n  tpm risks checkout --format json\n  tpm risks --team payments\n  tpm risks --matrix\n  tpm risks --output svg=risks.svg"
)]
pub(super) struct Args {
    /// Show the 5x5 matrix of probability and impact as text, and the risks by score
    #[arg(long)]
    matrix: bool,
    /// Print as text, json, yaml, markdown, csv or svg [default: text]
    // The global flag of the same name, with one format more.
    #[arg(long, value_name = "FORMAT", value_parser = TypedFormat::parser::<PictureFormat>())]
    format: Option<TypedFormat>,
    #[command(flatten)]
    select: Select,
}

pub(super) fn run(args: &Args, call: Call<'_, PictureFormat>) -> Result<u8> {
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let assessment = session.assess();
    let mut risks = analyze(&assessment);
    risks.retain(|threat| threat.risk.is_selected(&assessment, &session.selection));
    let data = json::risks(&assessment, &risks);
    let report = if args.matrix { view::matrix } else { view::risks };
    call.print_as(&session, data, |format| match format {
        PictureFormat::Report(_) => report(&assessment, &risks),
        PictureFormat::Svg => view::risk_picture(&assessment, &risks),
    })
}
