//! `tpm odds`.

use super::args::{PictureFormat, Select, TypedFormat};
use super::backtest::{self, Asked};
use super::call::Call;
use super::progress;
use crate::analysis::backtest::Replaying;
use crate::analysis::odds::analyze;
use crate::chance::Settings;
use crate::syntax::RUNS;
use crate::threads;
use crate::{render::json, view};
use anyhow::Result;

/// Show how likely each date is
///
/// Dates the whole plan over and over, each time with lengths drawn between the points of their
/// estimates and with the risks that happen in that run. Shows when each promise and program
/// finishes in 50 and in 80 of 100 runs, how often it is kept, which risks cost most, and where
/// paths merge. A single estimate has the `default_range` of tpm.yaml. The same seed gives the same
/// answer.
///
/// `--backtest` asks whether the odds of past weeks were right. It reads the plan of the last
/// commit by each week, along first parents, and compares the odds of then with what HEAD or `--at`
/// says happened; with fewer than 10 finished milestones it refuses.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm odds\n  tpm odds checkout/cutover --runs 50000\n  tpm odds --format json\n  tpm odds --backtest"
)]
pub(super) struct Args {
    /// How often to date the plan; without it, `odds: {runs}` of tpm.yaml, else 10000; with
    /// --backtest 1000 for each week
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(i64::from(*RUNS.start())..=i64::from(*RUNS.end())))]
    runs: Option<u32>,
    /// What the numbers that are drawn depend on
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// Show every promise, also those that are likely and those that the plan has late already
    #[arg(long)]
    all: bool,
    /// Draw an S-curve of each promise: the days by which so many of the runs finish
    #[arg(long, conflicts_with = "backtest")]
    chart: bool,
    /// Compare the odds of past weeks with what happened
    #[arg(long)]
    backtest: bool,
    /// How many weeks to look back with --backtest [default: 26]
    #[arg(long, value_name = "COUNT", requires = "backtest", value_parser = clap::value_parser!(u16).range(1..=520))]
    weeks: Option<u16>,
    /// Print as text, json, yaml, markdown, csv or svg [default: text]
    // The global flag of the same name, with one format more.
    #[arg(long, value_name = "FORMAT", value_parser = TypedFormat::parser::<PictureFormat>())]
    format: Option<TypedFormat>,
    // Last, so that the other flags do not appear under its heading.
    #[command(flatten)]
    select: Select,
}

pub(super) fn run(args: &Args, mut call: Call<'_, PictureFormat>) -> Result<u8> {
    if args.backtest {
        let runs = args.runs.unwrap_or(backtest::RUNS);
        let replaying = Replaying { seed: args.seed, runs, threads: threads::available() };
        let asked = Asked { weeks: args.weeks, replaying, all: args.all, select: &args.select };
        return backtest::run(&asked, Call::new(call.common, call.world, call.out, call.err)?);
    }
    let session = call.open(&args.select.select, &args.select.labelled)?;
    let assessment = session.assess();
    let said = Settings::of(&assessment.workspace.settings);
    let settings = Settings { seed: args.seed, runs: args.runs.unwrap_or(said.runs), ..said };
    let odds = progress::shown(&mut call, settings.runs, |progress| {
        analyze(&assessment, &session.selection, settings, progress)
    });
    let data = json::odds(&assessment, &odds);
    call.print_as(&session, data, |format| match format {
        PictureFormat::Report(_) if !args.chart => view::odds(&assessment, &odds, args.all),
        _ => view::s_curves(&assessment, &odds, args.all),
    })
}
