//! `tpm odds --backtest`: reads the plans of past weeks and compares their odds with what happened.

use super::args::{ReportFormat, Select};
use super::call::Call;
use super::past::{Past, Then};
use crate::analysis::backtest::{Backtest, FEWEST, Replay, Replaying, WEEK};
use crate::analysis::odds::analyze;
use crate::chance::Settings;
use crate::english::count;
use crate::io::refusal::Refusal;
use crate::model::Trees;
use crate::time::Day;
use crate::{render::json, view};
use anyhow::{Result, bail};
use std::sync::atomic::AtomicU32;

/// How often each week is dated, unless it is said: its odds are within 3 %, those of many together
/// much closer.
pub(super) const RUNS: u32 = 1_000;

/// How many weeks are looked at, unless it is said.
const WEEKS: u16 = 26;

/// What `--backtest` is asked.
pub(super) struct Asked<'a> {
    pub(super) weeks: Option<u16>,
    pub(super) replaying: Replaying,
    pub(super) all: bool,
    pub(super) select: &'a Select,
}

pub(super) fn run(asked: &Asked<'_>, call: Call<'_, ReportFormat>) -> Result<u8> {
    let mut session = call.open_committed(&asked.select.select, &asked.select.labelled, Trees::Dropped)?;
    let mut past = Past::new(&call, &mut session)?;
    let session = session;
    let (until, last) = (session.as_of.day, session.commit()?);
    let weeks = asked.weeks.unwrap_or(WEEKS);
    let begins = until.plus(-WEEK * i32::from(weeks)).max(Day::FIRST);
    let line = past.line(last, begins)?;
    let assessment = session.assess();
    let mut replay = Replay::new(&assessment, &session.selection, asked.replaying);
    let (workspace, sources) = (&session.workspace, &session.files.sources);
    let mut later: Option<Then> = None;
    let days = std::iter::successors(Some(until.plus(-WEEK)), |day| Some(day.plus(-WEEK)));
    for day in days.take_while(|day| *day >= begins) {
        // There was no plan before the first commit.
        let Some(commit) = line.iter().find(|commit| commit.day <= day) else { break };
        let then = past.at(commit, day);
        let next = later.as_ref().map_or((workspace, sources), |later| (&later.workspace, &later.sources));
        let is_whole = replay.add(&then.assess(), &then.sources, next);
        if is_whole {
            later = Some(then);
        }
    }
    let backtest = replay.close();
    check(&backtest, weeks, session.errors())?;
    let Replaying { seed, runs, threads } = asked.replaying;
    let said = &workspace.settings;
    let (distribution, default_range) = (said.distribution, said.default_range);
    let settings = Settings { seed, runs, threads, distribution, default_range };
    let odds = analyze(&assessment, &session.selection, settings, &AtomicU32::new(0));
    let data = json::backtested(&assessment, &odds, &backtest);
    call.print(&session, data, || view::backtest(&assessment, &backtest, asked.all))
}

/// Refuses to judge by too little.
fn check(backtest: &Backtest, weeks: u16, errors: usize) -> Result<()> {
    let finished = backtest.finished();
    if finished >= FEWEST {
        return Ok(());
    }
    let read = backtest.weeks.len();
    let known = match finished {
        0 => "no finished milestone has odds that can be judged".to_owned(),
        _ => format!("only {} can be judged", count(finished, "finished milestone")),
    };
    let help = match read < usize::from(weeks) {
        true => {
            format!("the plan has {} of readable history; wait until more is finished", count(read, "week"))
        }
        false => format!("look further back, with `--weeks {}`", (weeks * 2).min(520)),
    };
    let reason = format!("{known}, of at least {FEWEST}: too few to say whether the odds are right");
    let mut refusal = Refusal::new(reason, help);
    if errors > 0 {
        let what = format!(
            "the plans have {}; what that affects cannot be judged: see `tpm check`",
            count(errors, "error")
        );
        refusal.help.push(what);
    }
    bail!(refusal)
}
