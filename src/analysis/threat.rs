//! What risks cost, by trial.
//!
//! A risk's cost to a promise is how much later that gets than promised if the risk happens, over
//! what it is late anyway: the difference between the plan and a trial in which each milestone that
//! the risk threatens finishes later by the impact. Costs of several risks do not add up.

use super::Assessment;
use super::lateness::Lateness;
use super::risk::{Assessed, RiskState, assess, one};
use crate::model::{MilestoneId, ProgramId};
use crate::schedule::PromiseHolder;
use crate::syntax::Amount;
use crate::time::Day;
use crate::trial::{Change, Trial};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What a risk costs one promise.
#[derive(Debug, Clone, PartialEq)]
pub struct Cost {
    pub promise: PromiseHolder,
    /// Whether the promise cannot be moved; that of a program cannot if its finish is firm.
    pub firm: bool,
    /// The promised day.
    pub due: Day,
    /// The forecast at worst; of a risk that occurred, with the likely impact. None after 2199.
    pub forecast: Option<Day>,
    /// How late that is.
    pub late: Option<Lateness>,
    /// What of it the risk causes.
    pub up_to: Option<Lateness>,
    /// Probability times the mean of the costs at the three points, in working days; none if the
    /// risk occurred, no probability is given, or there is no forecast at worst.
    pub expected: Option<f64>,
}

impl Cost {
    /// Whether the promise is late without the risk.
    pub fn is_late_anyway(&self) -> bool {
        self.late != self.up_to
    }

    fn workdays(&self) -> Option<f64> {
        self.up_to.map(|late| f64::from(late.workdays))
    }

    /// Returns a key that sorts firm promises first, then what no longer has a date, then by the
    /// expected cost and the highest, largest first.
    fn rank(&self) -> (bool, bool, Reverse<i64>, Reverse<Option<Lateness>>) {
        let expected = (self.expected.unwrap_or(0.0) * 1e6) as i64;
        (!self.firm, self.forecast.is_some(), Reverse(expected), Reverse(self.up_to))
    }
}

type Costs = BTreeMap<PromiseHolder, Cost>;

/// A risk, and what it costs.
#[derive(Debug, Clone)]
pub struct Threat {
    pub risk: Assessed,
    /// The promises that it would make later: firm ones first, then by expected cost. Of a risk
    /// that occurred, only what the plan does not hold yet.
    pub costs: Vec<Cost>,
    /// Whether the costs are known: it has an impact, and what it threatens has dates.
    pub is_known: bool,
}

impl Threat {
    /// Whether it may still happen, and would make a promise later.
    pub fn threatens(&self) -> bool {
        self.risk.is_live() && !self.costs.is_empty()
    }
}

/// Returns every risk: those that occurred, what the plan does not hold yet first; those that
/// threaten a promise; neglected ones; the others; closed ones. Within each as their first costs
/// are sorted, then by id.
pub fn analyze(assessment: &Assessment<'_>) -> Vec<Threat> {
    let mut threats = Threats::new(assessment);
    let mut all: Vec<Threat> = assess(assessment).into_iter().map(|risk| threats.of(risk)).collect();
    sort(&mut all);
    all
}

/// Returns the sum of probability times cost; positive zero if there are none.
pub fn exposure_cost(threats: &[Threat]) -> f64 {
    threats.iter().filter_map(|threat| threat.risk.cost_exposure).fold(0.0, |sum, cost| sum + cost)
}

/// Returns the risks that occurred and that the plan does not hold yet, with what each would cost
/// with its likely impact; what costs most first.
pub fn news(assessment: &Assessment<'_>) -> Vec<Threat> {
    let risks: Vec<Assessed> = assess(assessment).into_iter().filter(|risk| risk.is_news).collect();
    if risks.is_empty() {
        return Vec::new();
    }
    let mut threats = Threats::new(assessment);
    let mut news: Vec<Threat> = risks.into_iter().map(|risk| threats.of(risk)).collect();
    sort(&mut news);
    news
}

fn sort(threats: &mut [Threat]) {
    // By id so far.
    threats.sort_by_key(|threat| {
        let Threat { risk, costs, .. } = threat;
        let group = match risk.state {
            RiskState::Occurred if risk.is_news => 0,
            RiskState::Occurred => 1,
            RiskState::Closed => 5,
            RiskState::Open | RiskState::Mitigated if !costs.is_empty() => 2,
            RiskState::Open | RiskState::Mitigated if !risk.neglected.is_empty() => 3,
            RiskState::Open | RiskState::Mitigated => 4,
        };
        let first = costs.first().map(Cost::rank);
        (group, first.is_none(), first)
    });
}

/// Tries what risks would do; the buffers of the trials are reused.
#[derive(Debug)]
pub struct Threats<'a> {
    assessment: &'a Assessment<'a>,
    trial: Trial<'a>,
    /// How many trials were run.
    pub trials: usize,
    /// How many milestones they dated.
    pub visits: usize,
}

impl<'a> Threats<'a> {
    pub fn new(assessment: &'a Assessment<'_>) -> Self {
        Self { assessment, trial: Trial::new(&assessment.schedule), trials: 0, visits: 0 }
    }

    /// Returns what one of the workspace's risks costs.
    pub fn of_index(&mut self, index: usize) -> Threat {
        self.of(one(self.assessment, index))
    }

    /// Returns what a risk costs.
    pub fn of(&mut self, risk: Assessed) -> Threat {
        let dated = |id: &MilestoneId| self.assessment.forecast(*id).finish.is_some();
        let is_known = risk.impact.is_some() && risk.targets.iter().all(dated);
        let mut costs = self.costs(&risk);
        let name = |promise: PromiseHolder| promise.full_id(self.assessment.workspace);
        costs.sort_by(|a, b| (a.rank(), name(a.promise)).cmp(&(b.rank(), name(b.promise))));
        Threat { risk, costs, is_known }
    }

    fn costs(&mut self, risk: &Assessed) -> Vec<Cost> {
        let Some(impact) = risk.impact.filter(|_| !risk.targets.is_empty()) else { return Vec::new() };
        if risk.is_news {
            return self.later(risk.index, impact.likely).into_values().collect();
        }
        // What the worst does not make later, nothing does.
        let worst = if risk.is_live() { self.later(risk.index, impact.pessimistic) } else { BTreeMap::new() };
        if worst.is_empty() {
            return Vec::new();
        }
        let likely = match impact.likely == impact.pessimistic {
            true => worst.clone(),
            false => self.later(risk.index, impact.likely),
        };
        let best = match impact.optimistic == impact.likely {
            true => likely.clone(),
            false => self.later(risk.index, impact.optimistic),
        };
        let share = risk.probability.map(|percent| f64::from(percent) / 100.0);
        let costs = worst.into_iter().map(|(promise, cost)| {
            let other = |costs: &Costs| costs.get(&promise).map_or(Some(0.0), Cost::workdays);
            let mean = || Some((other(&best)? + 4.0 * other(&likely)? + cost.workdays()?) / 6.0);
            let expected = share.and_then(|share| Some(share * mean()?));
            Cost { expected, ..cost }
        });
        costs.collect()
    }

    /// Returns what an impact costs, by promise.
    fn later(&mut self, risk: usize, impact: Amount) -> Costs {
        self.trial.run(&[Change::Impact(risk, impact)]);
        self.trials += 1;
        self.visits += self.trial.visits();
        let mut costs = Costs::new();
        let mut programs: BTreeSet<ProgramId> = BTreeSet::new();
        for moved in self.trial.moved() {
            let own = PromiseHolder::Milestone(moved.milestone);
            costs.extend(self.cost(own, moved.after).map(|cost| (own, cost)));
            // A program finishes later only with one of its milestones.
            let program = self.assessment.workspace.milestone(moved.milestone).program;
            if self.cost(PromiseHolder::Program(program), moved.after).is_some() {
                programs.insert(program);
            }
        }
        for program in programs {
            let promise = PromiseHolder::Program(program);
            let cost = self.cost(promise, self.trial.program_finish(program));
            costs.extend(cost.map(|cost| (promise, cost)));
        }
        costs
    }

    /// Returns what it costs a promise if it is kept on this day. None if nothing is promised, it
    /// has no date anyway, or the day is not later than the promise and the forecast.
    fn cost(&self, promise: PromiseHolder, forecast: Option<Day>) -> Option<Cost> {
        let Assessment { workspace, schedule, .. } = self.assessment;
        let firm = |id: MilestoneId| workspace.milestone(id).firm;
        let (due, anyway, firm, program) = match promise {
            PromiseHolder::Milestone(id) => {
                let milestone = workspace.milestone(id);
                (milestone.promise.due?, self.assessment.forecast(id).finish?, firm(id), milestone.program)
            }
            PromiseHolder::Program(id) => {
                let is_firm = self.assessment.finish_milestone(id).is_some_and(firm);
                (workspace.program(id).promise.due?, schedule.finish(id).forecast?, is_firm, id)
            }
        };
        let reference = due.max(anyway);
        if forecast.is_some_and(|forecast| forecast <= reference) {
            return None;
        }
        let since = |from: Day| Some(Lateness::new(workspace.program_calendar(program), from, forecast?));
        Some(Cost { promise, firm, due, forecast, late: since(due), up_to: since(reference), expected: None })
    }
}
