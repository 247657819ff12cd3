//! `tpm brief`.

use super::args::{BriefFormat, Labelled, ReportFormat, TypedFormat};
use super::call::Call;
use super::status::{Now, since};
use super::{ANSWERED, FAILED, select};
use crate::analysis::brief::analyze;
use crate::analysis::news::Since;
use crate::analysis::status;
use crate::io::refusal::Refusal;
use crate::view::{Briefing, Medium};
use crate::{render::json, view};
use anyhow::{Result, bail};

/// Print one page for each program, for people who read nothing else
///
/// A page has the health of the program with its reason, its finish and firm promises, whose slip
/// makes it late, what is to be decided by whom, the risks that cost most, the next handoffs and a
/// picture of its milestones. Each number is that of the report it comes from; days are civil ones.
/// Text has at most 12 lines a program,
/// `--format slack` at most 15 in all; `--format html` prints on one sheet of paper for each.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm brief\n  tpm brief checkout --since yesterday\n  tpm brief --output brief.html\n  tpm brief --format slack"
)]
pub(super) struct Args {
    /// Programs or program files [default: all]
    #[arg(value_name = "PROGRAM")]
    select: Vec<String>,
    /// Tell what the health was at this commit or day, in the forms of `--at`, or at
    /// previous-workday [default: `since` in tpm.yaml]
    #[arg(long, value_name = "REV|DATE", allow_hyphen_values = true)]
    since: Option<String>,
    /// Print as text, json, yaml, markdown, csv, slack, html or svg [default: text]
    // The global flag of the same name, with three formats more.
    #[arg(long, value_name = "FORMAT", value_parser = TypedFormat::parser::<BriefFormat>())]
    format: Option<TypedFormat>,
}

pub(super) fn run(args: &Args, call: Call<'_, BriefFormat>) -> Result<u8> {
    let session = call.open(&args.select, &Labelled::default())?;
    let named = &args.select;
    if let Some(milestone) = named.iter().find(|one| select::is_milestone(one, &session.workspace)) {
        bail!(Refusal::new(
            format!("`{milestone}` is a milestone"),
            "a page is about a program; `tpm why` is about a milestone"
        ));
    }
    let assessment = session.assess();
    let status = status::analyze(&assessment, &session.selection);
    let now = Now { session: &session, assessment: &assessment, status: &status };
    let since = since(args.since.as_deref(), &call, &now)?;
    let brief = analyze(&assessment, &session.selection, &status, since.news());
    let sources = &session.files.sources;
    let data = json::brief(&assessment, sources, (&status, &since), &brief);
    let commit = session.committed.as_ref().map(|at| at.commit.hash.as_str());
    let briefing = Briefing { assessment: &assessment, sources, brief: &brief, since: &since, commit };
    let printed = call.print_as(&session, data, |format| view::brief(briefing, medium(format)))?;
    let is_unanswered = args.since.is_some() && matches!(since, Since::Uncompared(_));
    Ok(if is_unanswered && printed == ANSWERED { FAILED } else { printed })
}

fn medium(format: BriefFormat) -> Medium {
    match format {
        BriefFormat::Report(ReportFormat::Markdown) => Medium::Document,
        BriefFormat::Report(_) => Medium::Lines,
        BriefFormat::Slack => Medium::Message,
        BriefFormat::Html => Medium::Paper,
        BriefFormat::Svg => Medium::Picture,
    }
}
