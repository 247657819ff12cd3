//! The changes that make something earlier, and the search for the smallest dose.

use super::Assessment;
use crate::graph::LinkId;
use crate::model::{Estimate, MilestoneId, OwnerId};
use crate::schedule::Hold;
use crate::syntax::Duration;
use crate::time::Day;
use crate::trial::{Change, Trial};

/// The largest dose that is tried, in working days.
pub(super) const LARGEST_DOSE: u32 = 10;

/// A change that is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lever {
    /// Less work.
    LessWork,
    /// An earlier `eta`.
    EarlierEta,
    /// Without a constraint.
    Without(Hold),
    /// A milestone begins before its input is done, or after a shorter lag.
    Overlap(LinkId),
    /// Without a dependency.
    WithoutLink(LinkId),
    /// Some days of a freeze, by its index in the workspace, are worked from this one on.
    FreezeDays(usize, Day),
    /// One leave of an owner, by its index, is taken from this day on instead.
    MovedLeave(OwnerId, usize, Day),
    /// In the program's calendar instead of slots.
    WithoutSlots,
    /// Without the days that a risk cost when it occurred, by its index in the workspace.
    Mitigated(usize),
}

impl Lever {
    /// Returns the place of its kind among changes that gain the same.
    pub(super) fn rank(self) -> u8 {
        match self {
            Self::LessWork => 0,
            Self::EarlierEta => 1,
            Self::Without(_) => 2,
            Self::FreezeDays(..) | Self::MovedLeave(..) | Self::WithoutSlots | Self::Mitigated(_) => 3,
            Self::Overlap(_) => 4,
            Self::WithoutLink(_) => 5,
        }
    }

    /// Whether it is a number of days.
    pub fn has_dose(self) -> bool {
        matches!(self, Self::LessWork | Self::EarlierEta | Self::Overlap(_) | Self::FreezeDays(..))
    }
}

/// A lever on a milestone, with its number of days; 0 where it has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pull {
    /// The milestone that is changed, or that gains by the change.
    pub milestone: MilestoneId,
    /// The change.
    pub lever: Lever,
    /// The number of days.
    pub dose: u32,
}

impl Pull {
    /// Returns the changes of a trial.
    pub(super) fn changes(self, assessment: &Assessment<'_>) -> Vec<Change> {
        let Self { milestone: id, lever, dose } = self;
        let workspace = assessment.workspace;
        vec![match lever {
            Lever::LessWork => Change::Shorter(id, dose),
            Lever::EarlierEta => Change::EarlierEta(id, dose),
            Lever::Without(hold) => Change::WithoutHold(id, hold),
            Lever::Overlap(link) => Change::Overlap(link, dose),
            Lever::WithoutLink(link) => Change::WithoutLink(link),
            Lever::FreezeDays(freeze, first) => {
                let base = workspace.base(id);
                let days = i32::try_from(dose).unwrap_or(i32::MAX);
                let last = base.nth(base.rank(first).saturating_add(days - 1)).unwrap_or(Day::LAST);
                Change::FreezeWorked(freeze, first, last)
            }
            Lever::MovedLeave(owner, leave, to) => Change::LeaveMoved(owner, leave, to),
            Lever::WithoutSlots => {
                let program = workspace.milestone(id).program;
                Change::InCalendar(id, workspace.program(program).calendar)
            }
            Lever::Mitigated(risk) => return mitigated(assessment, risk),
        }]
    }
}

/// Returns the changes that take away the days that a risk cost: its impact, less what is left of
/// it once mitigated, from each unfinished milestone that it hit.
fn mitigated(assessment: &Assessment<'_>, index: usize) -> Vec<Change> {
    let workspace = assessment.workspace;
    let risk = &workspace.risks[index];
    let less = |id: MilestoneId| {
        let week = workspace.base(id).week().length();
        let likely = |impact: Option<Duration>| impact.map_or(0, |impact| Estimate::new(impact, week).likely);
        let days = likely(risk.impact).saturating_sub(likely(risk.residual_impact));
        let by_eta = assessment.schedule.dates.eta_is_valid(id);
        if by_eta { Change::EarlierEta(id, days) } else { Change::Shorter(id, days) }
    };
    let hit = assessment.schedule.threatened(risk);
    hit.filter(|id| workspace.milestone(*id).is_unfinished()).map(less).collect()
}

/// Tries levers one after the other; the buffers are reused.
#[derive(Debug)]
pub(super) struct Trying<'a> {
    assessment: &'a Assessment<'a>,
    pub(super) trial: Trial<'a>,
    /// How many milestones all trials dated.
    pub(super) visits: usize,
}

impl<'a> Trying<'a> {
    pub(super) fn new(assessment: &'a Assessment<'_>) -> Self {
        Self { assessment, trial: Trial::new(&assessment.schedule), visits: 0 }
    }

    /// Runs the trial with some levers.
    pub(super) fn pull(&mut self, pulls: &[Pull]) -> &Trial<'a> {
        let changes: Vec<Change> = pulls.iter().flat_map(|pull| pull.changes(self.assessment)).collect();
        self.trial.run(&changes);
        self.visits += self.trial.visits() + self.trial.calendar_visits() + 1;
        &self.trial
    }

    /// Whether a larger dose does at least as much. Where a link holds its end, shorter work begins
    /// later, and so may what waits for its start; elapsed work ends on any day and begins on a
    /// working day, so that a day less may end later; with more days worked it begins later too.
    /// An `eta` before its work can begin is void.
    pub(super) fn is_steady(&self, pull: Pull) -> bool {
        let network = self.assessment.network;
        let holds_end = |link| network.link(link).kind.holds_finish();
        let end_is_held = || network.predecessors(pull.milestone).any(holds_end);
        match pull.lever {
            Lever::LessWork => !self.assessment.schedule.left(pull.milestone).elapsed && !end_is_held(),
            Lever::FreezeDays(..) => false,
            Lever::EarlierEta => {
                let task = self.assessment.schedule.inputs.task(pull.milestone);
                task.is_started() || !task.is_work
            }
            _ => true,
        }
    }

    /// Returns a lever with the smallest dose that does something, beside others. Each dose is
    /// tried, or halves of what is left where a larger one does at least as much.
    pub(super) fn smallest(
        &mut self,
        pull: Pull,
        beside: Option<Pull>,
        most: u32,
        does: impl Fn(&Trial<'_>) -> bool,
    ) -> Option<Pull> {
        let is_steady = self.is_steady(pull);
        let mut with = |dose: u32| {
            let pull = Pull { dose, ..pull };
            let pulls: Vec<Pull> = beside.into_iter().chain([pull]).collect();
            does(self.pull(&pulls)).then_some(pull)
        };
        if !pull.lever.has_dose() {
            return with(0);
        }
        if !is_steady {
            return (1..=most).find_map(with);
        }
        let mut found = with(most)?;
        let (mut least, mut enough) = (1, most);
        while least < enough {
            let dose = least + (enough - least) / 2;
            match with(dose) {
                Some(less) => (found, enough) = (less, dose),
                None => least = dose + 1,
            }
        }
        Some(found)
    }
}
