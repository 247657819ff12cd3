//! `tpm trend`.

use super::args::{PictureFormat, Select, TypedDay, TypedFormat};
use super::call::Call;
use super::past::{Past, Then};
use super::select;
use super::session::Session;
use crate::analysis::trend::{Every, Window};
use crate::io::history::Commit;
use crate::io::refusal::Refusal;
use crate::model::{MilestoneId, Trees, Workspace};
use crate::time::Day;
use crate::{render::json, view};
use anyhow::{Result, bail};
use clap::ValueEnum;
use clap::builder::PossibleValue;

/// Forecasts that a picture has at most.
const MOST_ROWS: usize = 1000;

/// Show how the forecast of each promise moved from date to date
///
/// Reads the plan of the last commit by each date, along first parents, and schedules it as of that
/// date; the last date is the as-of day, with the plan of HEAD or of `--at`. What is not committed
/// is not in it. Renames are followed. A promise is receding if, over the last three dates, its
/// forecast moved by at least 0.8 working days for each that passed.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  tpm trend\n  tpm trend checkout/cutover --chart\n  tpm trend --program checkout --last 26w\n  tpm trend --every commit --format csv"
)]
pub(super) struct Args {
    /// Give a date for every working day, week or commit
    #[arg(long, value_name = "STEP", value_enum, default_value_t = Every::Week)]
    every: Every,
    /// Look back so far from the as-of day, as 12w or 90d
    #[arg(long, value_name = "SPAN", default_value = "12w", value_parser = span)]
    last: i32,
    /// Only the promises of this program; may be repeated
    #[arg(long, value_name = "ID")]
    program: Vec<String>,
    /// Draw a slip chart of each promise: forecasts across, report dates down
    #[arg(long)]
    chart: bool,
    /// Print as text, json, yaml, markdown, csv or svg [default: text]
    // The global flag of the same name, with one format more.
    #[arg(long, value_name = "FORMAT", value_parser = TypedFormat::parser::<PictureFormat>())]
    format: Option<TypedFormat>,
    #[command(flatten)]
    select: Select,
}

impl ValueEnum for Every {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Day => "Every working day of the default calendar",
            Self::Week => "The weekday of the last date in every week",
            Self::Commit => "The day of every commit along first parents",
        };
        Some(PossibleValue::new(self.word()).help(help))
    }
}

/// Parses `12w` or `90d`, into days.
fn span(typed: &str) -> Result<i32, &'static str> {
    match TypedDay::parse(&format!("-{typed}")) {
        Ok(TypedDay::Ahead(days)) => Ok(-days),
        _ => Err("write a number of weeks or days, such as 12w or 90d"),
    }
}

pub(super) fn run(args: &Args, call: Call<'_, PictureFormat>) -> Result<u8> {
    let selected: Vec<String> = args.program.iter().chain(&args.select.select).cloned().collect();
    let mut session = call.open_committed(&selected, &args.select.labelled, Trees::Dropped)?;
    let mut past = Past::new(&call, &mut session)?;
    let session = session;
    let named = named(args, &session)?;
    let (until, last) = (session.as_of.day, session.commit()?);
    let begins = until.plus(-args.last).max(Day::FIRST);
    let line = past.line(last, begins)?;
    let assessment = session.assess();
    let mut window = Window::new(&assessment, &session.selection, &named, begins);
    window.add(&session.version(last), None);
    let (workspace, sources) = (&session.workspace, &session.files.sources);
    let mut later: Option<Then> = None;
    for (commit, on) in dates(args.every, workspace, &line, (begins, until)) {
        let then = past.at(commit, on);
        let version = then.version();
        let next = later.as_ref().map_or((workspace, sources), |later| (&later.workspace, &later.sources));
        window.add(&version, Some(next));
        if version.is_whole() {
            drop(version);
            later = Some(then);
        }
    }
    let trend = window.trend();
    for output in &call.outputs {
        check(output.format, trend.dates.len() * trend.series.len())?;
    }
    let data = json::trend(&assessment, args.every, &trend);
    call.print_as(&session, data, |format| match (format, args.chart) {
        (PictureFormat::Svg, _) => view::slip_picture(&assessment, args.every, &trend),
        (_, true) => view::slip_charts(&assessment, args.every, &trend),
        (_, false) => view::trend(&assessment, args.every, &trend),
    })
}

/// Refuses a picture that nobody can look at.
fn check(format: PictureFormat, rows: usize) -> Result<()> {
    if format == PictureFormat::Svg && rows > MOST_ROWS {
        bail!(Refusal::new(
            format!("a picture of {rows} forecasts cannot be read: {MOST_ROWS} is the most"),
            "name a program or promises, or look back less far with `--last`"
        ));
    }
    Ok(())
}

/// Returns the milestones among the arguments.
fn named(args: &Args, session: &Session) -> Result<Vec<MilestoneId>> {
    let workspace = &session.workspace;
    for id in &args.program {
        if workspace.program_called(id).is_none() {
            bail!("--program: `{id}` is not a program");
        }
    }
    let milestones = args.select.select.iter().filter(|argument| select::is_milestone(argument, workspace));
    milestones.map(|id| select::milestone(id, workspace)).collect()
}

/// Returns the dates before the last one, from the last back, each with the last commit by then.
/// `line` begins with the commit of the last date. There are none before the first commit.
fn dates<'l>(
    every: Every,
    workspace: &Workspace,
    line: &'l [Commit],
    (begins, until): (Day, Day),
) -> Vec<(&'l Commit, Day)> {
    let by = |day: Day| line.iter().find(|commit| commit.day <= day).map(|commit| (commit, day));
    let step = |day: Day| match every {
        Every::Day => workspace.workday_before(day),
        Every::Week | Every::Commit => day.plus(-7),
    };
    match every {
        Every::Day | Every::Week => {
            let days = std::iter::successors(Some(step(until)), |day| Some(step(*day)));
            days.take_while(|day| *day >= begins).map_while(by).collect()
        }
        Every::Commit => {
            // On the last date it has a point already.
            let is_last = |commit: &&Commit| commit.day == until && commit.hash == line[0].hash;
            let inside = line.iter().filter(|commit| begins < commit.day && commit.day <= until);
            let inside = inside.filter(|commit| !is_last(commit)).map(|commit| (commit, commit.day));
            inside.chain(by(begins)).collect()
        }
    }
}
