//! One run: draw, date, and count what came out. Allocates nothing.

use super::chances::Chances;
use super::holder::Holder;
use super::merge::Limit;
use super::tally::Tally;
use super::without_risk::{Pairs, WithoutRisk};
use crate::calendar::Calendars;
use crate::model::MilestoneId;
use crate::schedule::{
    Dates, Decisive, Inputs, Later, Plan, PromiseHolder, Scheduled, date, forecast_finish,
};
use crate::time::{Day, Instant};

/// What every run shares.
#[derive(Debug)]
pub(super) struct Shared<'a> {
    pub(super) schedule: &'a Scheduled<'a>,
    pub(super) chances: &'a Chances,
    /// The calendars of the plan, with tables of its years.
    pub(super) calendars: Calendars,
    /// What a draw can move, in topological order.
    pub(super) open: Vec<MilestoneId>,
    /// What a risk can delay.
    pub(super) delayed: Vec<MilestoneId>,
    pub(super) holders: Vec<Holder>,
    pub(super) merges: Vec<(MilestoneId, Vec<Limit>)>,
    /// Whether each run says what is critical.
    pub(super) is_whole: bool,
    pub(super) pairs: Pairs,
}

/// What came out of some runs. Counts of different runs add up.
#[derive(Debug, Clone)]
pub(super) struct Counts {
    pub(super) finishes: Vec<Tally>,
    pub(super) kept: Vec<u32>,
    pub(super) as_planned: Vec<u32>,
    pub(super) critical: Vec<u32>,
    /// For each merge: the runs in which all inputs are in time, then those of each.
    pub(super) merges: Vec<Vec<u32>>,
    /// For each pair of risk and holder: how the tally changes without the risk.
    pub(super) changes: Vec<Vec<i32>>,
}

impl Counts {
    pub(super) fn add(&mut self, other: &Self) {
        for (tally, more) in self.finishes.iter_mut().zip(&other.finishes) {
            tally.add(more);
        }
        let (mine, theirs) = (
            [&mut self.kept, &mut self.as_planned, &mut self.critical].into_iter().chain(&mut self.merges),
            [&other.kept, &other.as_planned, &other.critical].into_iter().chain(&other.merges),
        );
        for (counts, more) in mine.zip(theirs) {
            counts.iter_mut().zip(more).for_each(|(count, more)| *count += more);
        }
        for (changes, more) in self.changes.iter_mut().zip(&other.changes) {
            changes.iter_mut().zip(more).for_each(|(change, more)| *change += more);
        }
    }
}

/// The buffers of one thread.
#[derive(Debug)]
pub(super) struct Worker<'a> {
    shared: &'a Shared<'a>,
    inputs: Inputs,
    dates: Dates,
    decisive: Decisive,
    happened: Vec<usize>,
    without: WithoutRisk,
    /// The finish of each holder in the last run.
    finishes: Vec<Option<Day>>,
    /// Whether single estimates are taken as certain.
    singles_are_certain: bool,
}

impl<'a> Worker<'a> {
    pub(super) fn new(shared: &'a Shared<'a>) -> Self {
        let schedule = shared.schedule;
        Self {
            shared,
            inputs: schedule.inputs.clone(),
            dates: schedule.dates.clone(),
            decisive: Decisive::new(schedule.workspace, schedule.plan()),
            happened: Vec::with_capacity(shared.chances.risks.len()),
            without: WithoutRisk::new(schedule),
            finishes: vec![None; shared.holders.len()],
            singles_are_certain: false,
        }
    }

    /// Returns a worker that takes single estimates as certain.
    pub(super) fn with_certain_singles(shared: &'a Shared<'a>) -> Self {
        Self { singles_are_certain: true, ..Self::new(shared) }
    }

    /// Draws and dates one run.
    pub(super) fn date(&mut self, run: u32) {
        let Shared { schedule, chances, .. } = self.shared;
        for length in &chances.lengths {
            if length.is_default && self.singles_are_certain {
                continue;
            }
            let task = &mut self.inputs.tasks[length.id.index()];
            task.left.days = chances.spreads[length.spread].days(length.key.uniform(run));
            if !length.is_begun {
                task.duration.days = task.left.days;
            }
        }
        for id in &self.shared.delayed {
            self.inputs.tasks[id.index()].later = None;
        }
        self.happened.clear();
        for (at, risk) in chances.risks.iter().enumerate() {
            if risk.happens(run) {
                self.happened.push(at);
                delay(chances, &mut self.inputs, at, run, 1);
            }
        }
        let plan = plan(self.shared, &self.inputs);
        for id in &self.shared.open {
            date(plan, &mut self.dates, *id);
        }
        for (finish, holder) in self.finishes.iter_mut().zip(&self.shared.holders) {
            *finish = finish_of(schedule, &self.dates, holder.holder);
        }
    }

    /// Returns the finish of each holder in the last run.
    pub(super) fn finishes(&self) -> &[Option<Day>] {
        &self.finishes
    }

    /// Draws, dates and counts one run.
    pub(super) fn count(&mut self, run: u32, counts: &mut Counts) {
        self.date(run);
        let Shared { schedule, holders, merges, .. } = self.shared;
        for (at, (finish, holder)) in self.finishes.iter().zip(holders).enumerate() {
            counts.finishes[at].count(*finish);
            let by = |day: Day| u32::from(finish.is_some_and(|finish| finish <= day));
            counts.kept[at] += holder.due.map_or(0, by);
            counts.as_planned[at] += by(holder.planned);
        }
        for ((_, limits), counts) in merges.iter().zip(&mut counts.merges) {
            let mut all = 1;
            for (limit, count) in limits.iter().zip(&mut counts[1..]) {
                let at = if limit.from_start {
                    self.dates.start(limit.from)
                } else {
                    self.dates.finish(limit.from)
                };
                let in_time = u32::from(at.is_some_and(|at| at <= limit.latest));
                *count += in_time;
                all &= in_time;
            }
            counts[0] += all;
        }
        if self.shared.is_whole {
            let plan = plan(self.shared, &self.inputs);
            self.decisive.measure(schedule.workspace, plan, &self.dates);
            for id in self.decisive.critical(plan, &self.dates) {
                counts.critical[id.index()] += 1;
            }
        }
        if !self.happened.is_empty() {
            self.count_without_risks(run, counts);
        }
    }

    /// Dates the run again without each risk that happened, and counts what that changes.
    fn count_without_risks(&mut self, run: u32, counts: &mut Counts) {
        let shared = self.shared;
        self.without.begin(&shared.open, &self.dates);
        for risk in &self.happened {
            let pairs = shared.pairs.of(*risk);
            if pairs.is_empty() {
                continue;
            }
            delay(shared.chances, &mut self.inputs, *risk, run, -1);
            let plan = plan(shared, &self.inputs);
            self.without.date(plan, &shared.chances.risks[*risk].delays, &self.dates);
            for (holder, pair) in pairs {
                let tally = &counts.finishes[*holder];
                let before = self.finishes[*holder];
                let after = finish_of(shared.schedule, self.without.dates(), shared.holders[*holder].holder);
                if before != after {
                    counts.changes[*pair][tally.slot(before)] -= 1;
                    counts.changes[*pair][tally.slot(after)] += 1;
                }
            }
            self.without.undo(&self.dates);
            delay(shared.chances, &mut self.inputs, *risk, run, 1);
        }
    }
}

/// Delays what a risk threatens by what it costs in a run, or takes that delay back.
fn delay(chances: &Chances, inputs: &mut Inputs, risk: usize, run: u32, sign: i32) {
    let risk = &chances.risks[risk];
    let uniform = risk.impact.uniform(run);
    for delay in &risk.delays {
        let task = &mut inputs.tasks[delay.id.index()];
        let before = task.later.map_or(0, |later| later.days);
        let days = chances.spreads[delay.spread].days(uniform);
        let days = if sign > 0 { before.saturating_add(days) } else { before.saturating_sub(days) };
        task.later = (days > 0).then_some(Later { days, counted_in: delay.counted_in });
    }
}

fn plan<'a>(shared: &'a Shared<'_>, inputs: &'a Inputs) -> Plan<'a> {
    Plan { inputs, calendars: &shared.calendars, ..shared.schedule.plan() }
}

fn finish_of(schedule: &Scheduled<'_>, dates: &Dates, holder: PromiseHolder) -> Option<Day> {
    match holder {
        PromiseHolder::Milestone(id) => dates.finish(id).map(Instant::day),
        PromiseHolder::Program(id) => {
            forecast_finish(schedule.workspace, schedule.workspace.program(id), dates)
        }
    }
}
