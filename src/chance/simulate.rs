//! Many runs of a plan, on several threads, and what they say.

use super::chances::Chances;
use super::holder::Holder;
use super::merge::{Merge, merges};
use super::run::{Counts, Shared, Worker};
use super::settings::Settings;
use super::tally::Tally;
use super::without_risk::Pairs;
use crate::model::MilestoneId;
use crate::schedule::{PromiseHolder, Scheduled};
use crate::threads;
use crate::time::Day;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

/// What came out.
#[derive(Debug)]
pub struct Simulated {
    pub runs: u32,
    /// Every unfinished milestone that has a date, and the programs that do.
    pub finishes: Vec<Finish>,
    /// By milestone: the runs in which it moves a program's finish if it slips by a day.
    pub critical: Vec<u32>,
    /// Where paths merge, in the order of the plan.
    pub merges: Vec<Merge>,
    /// What the risks cost the promises behind them.
    pub effects: Vec<RiskEffect>,
    /// How many pairs of risk and promise were not looked at.
    pub effects_left_out: usize,
    /// The share of the spread that rests on the default range, in percent; none without a spread.
    pub rests_on_default_range: Option<u32>,
}

/// How one milestone or program finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finish {
    pub holder: PromiseHolder,
    pub due: Option<Day>,
    /// The forecast of the plan.
    pub planned: Day,
    pub tally: Tally,
    /// The runs in which it finished by its due day.
    pub kept: u32,
    /// The runs in which it finished by the planned day.
    pub as_planned: u32,
}

/// What a risk costs a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RiskEffect {
    /// Its index in [`Chances::risks`].
    pub risk: usize,
    pub holder: PromiseHolder,
    /// The civil days by which the day that 80 % of the runs keep is later with the risk than
    /// without it, in the same runs; `None` if one of them is no day.
    pub days: Option<i32>,
    /// Twice the standard error of these days, rounded up.
    pub error: i32,
}

/// The first runs, which say about where the others will lie.
const FIRST: u32 = 256;

/// How many calendars have tables of the years of the plan.
const CALENDARS: usize = 1000;

/// The parts of the runs, by which errors are estimated.
const PARTS: u32 = 8;

const P80: u32 = 80;

/// Simulates a plan. `progress` counts the runs that are done.
pub fn simulate(
    schedule: &Scheduled<'_>,
    chances: &Chances,
    settings: &Settings,
    progress: &AtomicU32,
) -> Simulated {
    simulated(schedule, chances, settings, None, progress)
}

/// Simulates a plan only for when these finish and, if that is asked, for what the risks cost them:
/// not for merges, for what is critical or for the default range.
pub fn simulate_finishes(
    schedule: &Scheduled<'_>,
    chances: &Chances,
    settings: &Settings,
    of: &BTreeSet<PromiseHolder>,
    with_costs: bool,
) -> Simulated {
    simulated(schedule, chances, settings, Some((of, with_costs)), &AtomicU32::new(0))
}

fn simulated(
    schedule: &Scheduled<'_>,
    chances: &Chances,
    settings: &Settings,
    only: Option<(&BTreeSet<PromiseHolder>, bool)>,
    progress: &AtomicU32,
) -> Simulated {
    let mut holders = holders(schedule);
    if let Some((of, _)) = only {
        holders.retain(|holder| of.contains(&holder.holder));
    }
    let is_whole = only.is_none();
    let with_costs = only.is_none_or(|(_, with_costs)| with_costs);
    let wanted = if with_costs { promises(schedule, &holders) } else { Vec::new() };
    let pairs = Pairs::new(schedule, chances, &holders, &wanted);
    let shared = Shared {
        schedule,
        chances,
        calendars: schedule.workspace.calendars.near(years(schedule, &holders), CALENDARS),
        open: open(schedule, chances),
        delayed: delayed(chances),
        merges: if is_whole { merges(schedule) } else { Vec::new() },
        is_whole,
        pairs,
        holders,
    };
    let empty = empty(&shared, settings.runs.min(FIRST));
    let mut all = empty.clone();
    let mut by_part: Vec<Vec<Option<i32>>> = Vec::new();
    let mut first_part = None;
    for part in (0..PARTS).map(|part| share(&(0..settings.runs), part, PARTS)).filter(|part| !part.is_empty())
    {
        let counts = on_threads(settings.threads, part.clone(), &empty, |runs, counts| {
            let mut worker = Worker::new(&shared);
            for run in runs {
                worker.count(run, counts);
                progress.fetch_add(1, Ordering::Relaxed);
            }
        });
        by_part.push(effects(&shared, &counts));
        all.add(&counts);
        first_part.get_or_insert((part, counts.finishes));
    }
    let rests_on_default_range =
        first_part.filter(|_| is_whole && chances.from_default_range > 0).and_then(|(runs, finishes)| {
            on_default_range(&shared, settings.threads, runs, &finishes, &wanted, &empty)
        });
    let effects = effects(&shared, &all);
    let effects = shared.pairs.list.iter().zip(effects).enumerate().map(|(pair, ((risk, holder), days))| {
        let parts: Vec<f64> = by_part.iter().filter_map(|part| part[pair]).map(f64::from).collect();
        RiskEffect { risk: *risk, holder: shared.holders[*holder].holder, days, error: error(&parts) }
    });
    Simulated {
        runs: settings.runs,
        effects: effects.collect(),
        effects_left_out: shared.pairs.left_out,
        rests_on_default_range,
        merges: shared
            .merges
            .iter()
            .zip(&all.merges)
            .map(|((id, limits), counts)| Merge {
                milestone: *id,
                inputs: limits.iter().map(|limit| limit.from).zip(counts[1..].iter().copied()).collect(),
                all: counts[0],
            })
            .collect(),
        critical: all.critical,
        finishes: {
            let counted = shared.holders.iter().zip(all.finishes).zip(all.kept.iter().zip(&all.as_planned));
            let finish = |((holder, tally), (kept, as_planned)): ((&Holder, Tally), (&u32, &u32))| Finish {
                holder: holder.holder,
                due: holder.due,
                planned: holder.planned,
                tally,
                kept: *kept,
                as_planned: *as_planned,
            };
            counted.map(finish).collect()
        },
    }
}

/// Returns one of so many parts of some runs.
fn share(runs: &Range<u32>, part: u32, parts: u32) -> Range<u32> {
    let whole = u64::from(runs.end - runs.start);
    let at = |part: u32| runs.start + (whole * u64::from(part) / u64::from(parts)) as u32;
    at(part)..at(part + 1)
}

/// Counts runs on several threads. Counts add up in any order, so that the result does not depend
/// on how many there are.
fn on_threads(
    threads: usize,
    runs: Range<u32>,
    empty: &Counts,
    count: impl Fn(Range<u32>, &mut Counts) + Sync,
) -> Counts {
    let threads = (threads.max(1) as u32).min(runs.end - runs.start).max(1);
    let parts: Vec<Range<u32>> = (0..threads).map(|thread| share(&runs, thread, threads)).collect();
    let counted = threads::map(&parts, parts.len(), |runs| {
        let mut counts = empty.clone();
        count(runs.clone(), &mut counts);
        counts
    });
    let mut all = empty.clone();
    counted.iter().for_each(|counts| all.add(counts));
    all
}

/// Returns what is counted: every unfinished milestone that has a date, and the programs that do.
fn holders(schedule: &Scheduled<'_>) -> Vec<Holder> {
    let workspace = schedule.workspace;
    let milestones = workspace.milestone_ids().filter(|id| schedule.inputs.task(*id).is_unfinished());
    let milestones = milestones.filter_map(|id| {
        let planned = schedule.dates.finish(id)?.day();
        Some(Holder { holder: id.into(), due: workspace.milestone(id).promise.due, planned })
    });
    let programs = workspace.program_ids().filter_map(|id| {
        let program = workspace.program(id);
        let planned = schedule.finish(id).forecast?;
        let is_open = |id: MilestoneId| schedule.inputs.task(id).is_unfinished();
        let is_unfinished = match program.finish {
            Some(finish) => is_open(finish),
            None => program.milestone_ids().any(is_open),
        };
        is_unfinished.then_some(Holder { holder: id.into(), due: program.promise.due, planned })
    });
    milestones.chain(programs).collect()
}

/// Returns the days between which most runs lie: from a year before the as-of day to as long after
/// the last forecast as it is away, and a year more.
fn years(schedule: &Scheduled<'_>, holders: &[Holder]) -> (Day, Day) {
    let as_of = schedule.inputs.as_of;
    let last = holders.iter().map(|holder| holder.planned).fold(as_of, Day::max);
    (as_of.plus(-365), last.plus(last.since(as_of)).plus(365))
}

/// Returns the indices of promises and of programs, firm ones first, then by date.
fn promises(schedule: &Scheduled<'_>, holders: &[Holder]) -> Vec<usize> {
    let workspace = schedule.workspace;
    let is_program = |holder: &Holder| matches!(holder.holder, PromiseHolder::Program(_));
    let is_wanted = |at: &usize| holders[*at].due.is_some() || is_program(&holders[*at]);
    let mut wanted: Vec<usize> = (0..holders.len()).filter(is_wanted).collect();
    wanted.sort_by_key(|at| {
        let holder = &holders[*at];
        let firm = match holder.holder {
            PromiseHolder::Milestone(id) => workspace.milestone(id).firm,
            PromiseHolder::Program(id) => {
                schedule.finish_milestone(id).is_some_and(|id| workspace.milestone(id).firm)
            }
        };
        (Reverse(firm), Reverse(is_program(holder)), holder.planned, holder.holder.full_id(workspace))
    });
    wanted
}

/// Returns what a draw can move, in topological order.
fn open(schedule: &Scheduled<'_>, chances: &Chances) -> Vec<MilestoneId> {
    let network = schedule.network;
    let mut moves = vec![false; network.len()];
    // Where all estimates are passed, what is certain is not what the plan says.
    let drawn = chances.lengths.iter().filter(|length| {
        let spread = &chances.spreads[length.spread];
        !spread.is_certain() || spread.days(0) != schedule.inputs.task(length.id).left.days
    });
    for id in drawn.map(|length| length.id).chain(delayed(chances)) {
        moves[id.index()] = true;
    }
    let mut open = Vec::new();
    for id in network.order() {
        let inputs = || network.predecessors(*id).any(|link| moves[network.link(link).from.index()]);
        if moves[id.index()] || inputs() {
            moves[id.index()] = true;
            open.push(*id);
        }
    }
    open
}

/// Returns what a risk can delay.
fn delayed(chances: &Chances) -> Vec<MilestoneId> {
    let delays = chances.risks.iter().flat_map(|risk| &risk.delays);
    let mut delayed: Vec<MilestoneId> = delays.map(|delay| delay.id).collect();
    delayed.sort_unstable();
    delayed.dedup();
    delayed
}

/// Returns empty counts, with room where the first runs ended.
fn empty(shared: &Shared<'_>, first: u32) -> Counts {
    let mut ends: Vec<(Day, Day)> = shared.holders.iter().map(|of| (of.planned, of.planned)).collect();
    let mut worker = Worker::new(shared);
    for run in 0..first {
        worker.date(run);
        for ((earliest, latest), finish) in ends.iter_mut().zip(worker.finishes()) {
            let Some(finish) = *finish else { continue };
            *earliest = finish.min(*earliest);
            *latest = finish.max(*latest);
        }
    }
    let finishes: Vec<Tally> =
        ends.into_iter().map(|(earliest, latest)| Tally::around(earliest, latest)).collect();
    let none = vec![0; shared.holders.len()];
    Counts {
        kept: none.clone(),
        as_planned: none,
        critical: vec![0; shared.schedule.network.len()],
        merges: shared.merges.iter().map(|(_, limits)| vec![0; limits.len() + 1]).collect(),
        changes: shared.pairs.list.iter().map(|(_, holder)| vec![0; finishes[*holder].slots()]).collect(),
        finishes,
    }
}

/// Returns what each pair's risk costs at P80.
fn effects(shared: &Shared<'_>, counts: &Counts) -> Vec<Option<i32>> {
    let effect = |(changes, (_, holder)): (&Vec<i32>, &(usize, usize))| {
        let with = &counts.finishes[*holder];
        let without = with.changed_by(changes);
        Some(with.quantile(P80)?.since(without.quantile(P80)?))
    };
    counts.changes.iter().zip(&shared.pairs.list).map(effect).collect()
}

/// Returns twice the standard error of a mean, rounded up.
fn error(parts: &[f64]) -> i32 {
    let count = parts.len() as f64;
    if parts.len() < 2 {
        return 0;
    }
    let mean = parts.iter().sum::<f64>() / count;
    let square: f64 = parts.iter().map(|part| (part - mean) * (part - mean)).sum();
    libm::ceil(2.0 * libm::sqrt(square / (count - 1.0) / count) - 1e-9) as i32
}

/// Returns the share of the spread from P10 to P90 of all promises that is gone where a single
/// estimate is certain, in percent.
fn on_default_range(
    shared: &Shared<'_>,
    threads: usize,
    runs: Range<u32>,
    finishes: &[Tally],
    wanted: &[usize],
    empty: &Counts,
) -> Option<u32> {
    let counts = on_threads(threads, runs, empty, |runs, counts| {
        let mut worker = Worker::with_certain_singles(shared);
        for run in runs {
            worker.date(run);
            for (tally, finish) in counts.finishes.iter_mut().zip(worker.finishes()) {
                tally.count(*finish);
            }
        }
    });
    let spread = |tallies: &[Tally]| -> i64 {
        let width = |at: &usize| Some(tallies[*at].quantile(90)?.since(tallies[*at].quantile(10)?));
        wanted.iter().filter_map(width).map(i64::from).sum()
    };
    let (with, without) = (spread(finishes), spread(&counts.finishes));
    let percent = |with: i64| ((with - without).max(0) * 100 + with / 2) / with;
    (with > 0).then(|| percent(with) as u32)
}
