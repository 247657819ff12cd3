//! `tpm gantt`.

use super::args::{GanttFormat, Select, TypedDay, TypedFormat};
use super::call::Call;
use super::compared;
use crate::analysis::gantt::{Asked, By, Only, analyze};
use crate::time::Day;
use crate::{render::json, view};
use anyhow::{Result, bail};
use clap::ValueEnum;
use clap::builder::PossibleValue;

/// Draw the plan on a timeline
///
/// A bar leads from the start of a milestone to its forecast: what has passed is filled, what is
/// left is open. ◇ is the promise, ○ the first promise if it was moved, ◆ the forecast; → behind it
/// says that it may be later. Where a terminal has no room for a picture, there is a table.
/// `--format svg` is for documents and slides, `--format html` for a browser.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm gantt\n  tpm gantt checkout --weeks 13\n  tpm gantt --by team --only promises\n  tpm gantt checkout --links --output svg=plan.svg"
)]
pub(super) struct Args {
    /// Group the rows
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = By::Program)]
    by: By,
    /// Draw only some milestones
    #[arg(long, value_name = "WHICH", value_enum)]
    only: Option<Only>,
    /// Draw so many weeks, from that of the as-of day on
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=520), conflicts_with_all = ["from", "to"])]
    weeks: Option<u16>,
    /// Draw from this day on [default: the first of all rows]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = TypedDay::parse)]
    from: Option<TypedDay>,
    /// Draw through this day [default: the last of all rows]
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = TypedDay::parse)]
    to: Option<TypedDay>,
    /// Draw an arrow for each dependency between two rows
    #[arg(long)]
    links: bool,
    /// Draw the forecasts at this commit or day beneath, in the forms of `--at`
    ///
    /// Without it, the `baseline` of each milestone that has one is drawn.
    #[arg(long, value_name = "REV|DATE", allow_hyphen_values = true)]
    baseline: Option<String>,
    /// Print as text, json, yaml, markdown, csv, html or svg [default: text]
    // The global flag of the same name, with two formats more.
    #[arg(long, value_name = "FORMAT", value_parser = TypedFormat::parser::<GanttFormat>())]
    format: Option<TypedFormat>,
    #[command(flatten)]
    select: Select,
}

impl ValueEnum for By {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Program => "By program",
            Self::Team => "By the team of the owner; without a team, by owner",
            Self::Owner => "By owner",
            Self::Workstream => "By workstream",
        };
        Some(PossibleValue::new(self.word()).help(help))
    }
}

impl ValueEnum for Only {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Milestones => "Events, and the finishes of programs",
            Self::Critical => "What a program's finish waits for without float",
            Self::Promises => "What is promised",
        };
        Some(PossibleValue::new(self.word()).help(help))
    }
}

pub(super) fn run(args: &Args, call: Call<'_, GanttFormat>) -> Result<u8> {
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let assessment = session.assess();
    let typed = args.baseline.as_ref();
    let baseline = typed.map(|typed| compared::baseline(&call, &session, typed)).transpose()?;
    let today = call.world.today;
    let day = |typed: Option<TypedDay>| typed.map(|typed| typed.on(today));
    let (mut from, mut to) = (day(args.from), day(args.to));
    if let Some(weeks) = args.weeks {
        let monday = session.as_of.day.first_of_week();
        (from, to) = (Some(monday), Some(monday.plus(i32::from(weeks) * 7 - 1)));
    }
    check(from, to)?;
    let asked =
        Asked { by: args.by, only: args.only, from, to, links: args.links, baseline: baseline.as_ref() };
    let gantt = analyze(&assessment, &session.selection, asked);
    let data = json::gantt(&assessment, &gantt);
    let commit = session.committed.as_ref().map(|at| at.commit.hash.as_str());
    call.print_as(&session, data, |format| match format {
        GanttFormat::Html => view::gantt_sheet(&assessment, &gantt, commit),
        GanttFormat::Report(_) | GanttFormat::Svg => view::gantt(&assessment, &gantt),
    })
}

fn check(from: Option<Day>, to: Option<Day>) -> Result<()> {
    match from.zip(to) {
        Some((from, to)) if from > to => bail!("--to {to} is before --from {from}"),
        _ => Ok(()),
    }
}
