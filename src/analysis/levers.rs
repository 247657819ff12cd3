//! What would make a milestone earlier: changes along its chain, each tried on its own.

use super::Assessment;
use super::days_off::{self, DayOffReason};
use super::hops::Hop;
use super::lateness::Lateness;
use crate::graph::LinkId;
use crate::model::{Estimate, MilestoneId, OwnerId};
use crate::schedule::Hold;
use crate::syntax::Duration;
use crate::time::{Day, Instant};
use crate::trial::{Change, Trial};
use std::collections::BTreeSet;

/// How many changes of each kind are tried, nearest to the end of the chain first; of less work,
/// those of the hops with the most work left.
const TRIED: usize = 8;

/// The largest dose that is tried, in working days.
pub(super) const LARGEST_DOSE: u32 = 10;

/// A change that makes the milestone of the report earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gain {
    /// The milestone that is changed, or that gains by the change.
    pub milestone: MilestoneId,
    /// The change.
    pub lever: Lever,
    /// The smallest number of days that helps; 0 where the change has none.
    pub dose: u32,
    /// The finish of the report's milestone with that change.
    pub finish: Day,
    /// How much earlier that is.
    pub earlier: Lateness,
}

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
    /// Without a freeze, by its index in the workspace.
    WithoutFreeze(usize),
    /// Some days of a freeze are worked, from this one on.
    FreezeDays(usize, Day),
    /// Without the leave of an owner.
    WithoutLeave(OwnerId),
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
            Self::WithoutFreeze(_)
            | Self::FreezeDays(..)
            | Self::WithoutLeave(_)
            | Self::MovedLeave(..)
            | Self::WithoutSlots
            | Self::Mitigated(_) => 3,
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
            Lever::WithoutFreeze(freeze) => Change::WithoutFreeze(freeze),
            Lever::FreezeDays(freeze, first) => {
                let base = workspace.base(id);
                let days = i32::try_from(dose).unwrap_or(i32::MAX);
                let last = base.nth(base.rank(first).saturating_add(days - 1)).unwrap_or(Day::LAST);
                Change::FreezeWorked(freeze, first, last)
            }
            Lever::WithoutLeave(owner) => Change::WithoutLeave(owner),
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
        self.visits += self.trial.visits() + 1;
        &self.trial
    }

    /// Whether a larger dose does at least as much. Where a link holds its end, shorter work begins
    /// later, and so may what waits for its start; elapsed work ends on any day and begins on a
    /// working day, so that a day less may end later; with more days worked it begins later too.
    pub(super) fn is_steady(&self, pull: Pull) -> bool {
        let network = self.assessment.network;
        let holds_end = |link| network.link(link).kind.holds_finish();
        let end_is_held = || network.predecessors(pull.milestone).any(holds_end);
        match pull.lever {
            Lever::LessWork => !self.assessment.schedule.left(pull.milestone).elapsed && !end_is_held(),
            Lever::FreezeDays(..) => false,
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

/// Returns what would make the end of a chain earlier, most first; of equal ones less work first,
/// then in the order of the chain. Each change is tried with the smallest dose that helps, up to
/// ten days. A dependency left out is told only where that gains more than overlapping does.
pub fn gains(assessment: &Assessment<'_>, chain: &[Hop], id: MilestoneId) -> Vec<Gain> {
    let Some(finish) = assessment.schedule.dates.finish(id).map(Instant::day) else { return Vec::new() };
    let calendar = assessment.workspace.lateness_calendar(id);
    let mut trying = Trying::new(assessment);
    let mut gains = Vec::new();
    for (milestone, lever) in levers(assessment, chain) {
        let pull = Pull { milestone, lever, dose: 0 };
        let helps = |trial: &Trial<'_>| trial.finish(id).is_some_and(|changed| changed < finish);
        let Some(Pull { dose, .. }) = trying.smallest(pull, None, LARGEST_DOSE, helps) else { continue };
        let Some(changed) = trying.pull(&[Pull { dose, ..pull }]).finish(id) else { continue };
        let earlier = Lateness::new(calendar, changed, finish);
        gains.push(Gain { milestone, lever, dose, finish: changed, earlier });
    }
    let overlaps: BTreeSet<(LinkId, Day)> = gains
        .iter()
        .filter_map(|gain: &Gain| match gain.lever {
            Lever::Overlap(link) => Some((link, gain.finish)),
            _ => None,
        })
        .collect();
    let gains_more = |gain: &Gain| match gain.lever {
        Lever::WithoutLink(link) => !overlaps.contains(&(link, gain.finish)),
        _ => true,
    };
    gains.retain(gains_more);
    gains.sort_by_key(|gain| (gain.finish, gain.lever.rank()));
    gains
}

/// Returns the changes worth trying, in the order of the chain.
fn levers(assessment: &Assessment<'_>, chain: &[Hop]) -> Vec<(MilestoneId, Lever)> {
    let mut longest: Vec<MilestoneId> = chain.iter().map(|hop| hop.milestone).collect();
    let left = |id: &MilestoneId| assessment.schedule.left(*id).days;
    longest.retain(|id| left(id) > 1);
    longest.sort_by_key(|id| std::cmp::Reverse(left(id)));
    longest.truncate(TRIED);
    let nearest = chain.len().saturating_sub(TRIED);
    let mut levers = Vec::new();
    let mut seen = BTreeSet::new();
    for (at, hop) in chain.iter().enumerate() {
        let id = hop.milestone;
        let mut add = |lever: Lever| levers.push((id, lever));
        if longest.contains(&id) && !hop.holds.contains(&Hold::Eta) {
            add(Lever::LessWork);
        }
        if at < nearest {
            continue;
        }
        holds(hop).for_each(&mut add);
        if let Some(link) = hop.link.filter(|_| hop.gives && hop.via.is_empty() && at > 0) {
            if counts_like_its_program(assessment, id) {
                add(Lever::Overlap(link));
            }
            add(Lever::WithoutLink(link));
        }
        if assessment.workspace.base(id).week().length() == 0 {
            add(Lever::WithoutSlots);
        }
        // A freeze or leave may stop several hops, and is tried once.
        taken_away(assessment, hop).filter(|lever| seen.insert(*lever)).for_each(&mut add);
    }
    levers
}

/// Whether a day of a lag is a day of the program: not where a week has fewer days, as then one day
/// of overlap would be a week or more.
fn counts_like_its_program(assessment: &Assessment<'_>, id: MilestoneId) -> bool {
    let workspace = assessment.workspace;
    workspace.base(id).week().length() >= workspace.lateness_calendar(id).week().length()
}

fn holds(hop: &Hop) -> impl Iterator<Item = Lever> + '_ {
    hop.holds.iter().filter_map(|hold| match hold {
        Hold::Eta => Some(Lever::EarlierEta),
        Hold::ProgramStart | Hold::NotBefore | Hold::BlockedUntil | Hold::Due => Some(Lever::Without(*hold)),
        Hold::DataDate | Hold::Updated | Hold::Actual | Hold::Calendar => None,
    })
}

/// Returns the freezes and the leave that take days away from a hop: within its work, or between
/// its inputs and its start.
fn taken_away<'a>(assessment: &'a Assessment<'_>, hop: &Hop) -> impl Iterator<Item = Lever> + 'a {
    let id = hop.milestone;
    let owner = assessment.workspace.milestone(id).owner;
    let off = days_off::before(assessment, hop).into_iter().chain(days_off::inside(assessment, id));
    off.filter_map(move |off| match off.reason {
        DayOffReason::Freeze(freeze) => Some(Lever::WithoutFreeze(freeze)),
        DayOffReason::Leave => owner.map(Lever::WithoutLeave),
        DayOffReason::Holiday | DayOffReason::Pause => None,
    })
}
