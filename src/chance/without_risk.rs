//! A run again without one of the risks that happened: only what lies behind it is dated.

use super::chances::{Chances, Delay};
use super::holder::Holder;
use crate::model::MilestoneId;
use crate::schedule::{Dates, Plan, PromiseHolder, Scheduled, date, may_finish};
use crate::trial::Marks;
use std::collections::BTreeSet;

/// So many pairs of risk and promise are looked at.
const MOST: usize = 4_096;

/// The pairs of a risk and a promise behind it.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// By risk: indices of holders and of pairs.
    of: Vec<Vec<(usize, usize)>>,
    /// Risk and holder of each pair.
    pub(super) list: Vec<(usize, usize)>,
    /// How many there are beyond those.
    pub(super) left_out: usize,
}

impl Pairs {
    /// Returns the pairs of a plan; `wanted` holds the indices of holders, those that count most
    /// first.
    pub(super) fn new(
        schedule: &Scheduled<'_>,
        chances: &Chances,
        holders: &[Holder],
        wanted: &[usize],
    ) -> Self {
        let mut all = Vec::new();
        for (risk, chance) in chances.risks.iter().enumerate() {
            let behind = behind(schedule, &chance.delays);
            for (rank, holder) in wanted.iter().enumerate() {
                let is_behind = match holders[*holder].holder {
                    PromiseHolder::Milestone(id) => behind.contains(&id),
                    PromiseHolder::Program(id) => {
                        may_finish(schedule.workspace.program(id)).any(|id| behind.contains(&id))
                    }
                };
                if is_behind {
                    all.push((rank, risk, *holder));
                }
            }
        }
        all.sort_unstable();
        let left_out = all.len().saturating_sub(MOST);
        all.truncate(MOST);
        let mut of = vec![Vec::new(); chances.risks.len()];
        for (pair, (_, risk, holder)) in all.iter().enumerate() {
            of[*risk].push((*holder, pair));
        }
        Self { of, list: all.into_iter().map(|(_, risk, holder)| (risk, holder)).collect(), left_out }
    }

    /// Returns the holders behind a risk, each with its pair.
    pub(super) fn of(&self, risk: usize) -> &[(usize, usize)] {
        self.of.get(risk).map_or(&[], Vec::as_slice)
    }
}

/// Returns what a risk threatens, and all that waits for it.
fn behind(schedule: &Scheduled<'_>, delays: &[Delay]) -> BTreeSet<MilestoneId> {
    let mut behind: BTreeSet<MilestoneId> = delays.iter().map(|delay| delay.id).collect();
    let mut open: Vec<MilestoneId> = behind.iter().copied().collect();
    while let Some(id) = open.pop() {
        for link in schedule.network.successors(id) {
            let to = schedule.network.link(link).to;
            if behind.insert(to) {
                open.push(to);
            }
        }
    }
    behind
}

/// The buffers of one thread.
#[derive(Debug)]
pub(super) struct WithoutRisk {
    dates: Dates,
    marks: Marks,
    dated: Vec<MilestoneId>,
}

impl WithoutRisk {
    pub(super) fn new(schedule: &Scheduled<'_>) -> Self {
        let count = schedule.network.len();
        Self { dates: schedule.dates.clone(), marks: Marks::new(count), dated: Vec::with_capacity(count) }
    }

    /// Takes over the dates of a run, in which only these milestones are not as in the plan.
    pub(super) fn begin(&mut self, open: &[MilestoneId], dates: &Dates) {
        for id in open {
            self.dates.copy(*id, dates);
        }
    }

    /// Dates what lies behind milestones that changed; `dates` are those of the run.
    pub(super) fn date(&mut self, plan: Plan<'_>, changed: &[Delay], dates: &Dates) {
        let mark = |marks: &mut Marks, id| {
            if let Some(place) = plan.network.place(id) {
                marks.mark(place);
            }
        };
        for delay in changed {
            mark(&mut self.marks, delay.id);
        }
        let mut block = 0;
        while let Some(place) = self.marks.take(&mut block) {
            let id = plan.network.order()[place];
            date(plan, &mut self.dates, id);
            self.dated.push(id);
            if !self.dates.agree(id, dates) {
                for link in plan.network.successors(id) {
                    mark(&mut self.marks, plan.network.link(link).to);
                }
            }
        }
    }

    /// Returns the dates without the risk.
    pub(super) fn dates(&self) -> &Dates {
        &self.dates
    }

    /// Takes the dates of the run back.
    pub(super) fn undo(&mut self, dates: &Dates) {
        for id in self.dated.drain(..) {
            self.dates.copy(id, dates);
        }
    }
}
