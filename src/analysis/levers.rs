//! What would make a milestone earlier: changes along its chain, each tried on its own.

use super::Assessment;
use super::days_off::{self, DayOffReason};
use super::hops::Hop;
use super::lateness::Lateness;
use crate::graph::LinkId;
use crate::model::{MilestoneId, OwnerId};
use crate::schedule::Hold;
use crate::time::{Day, Instant};
use crate::trial::{Change, Trial};
use std::collections::BTreeSet;

/// How many changes of each kind are tried, nearest to the end of the chain first; of less work,
/// those of the hops with the most work left.
const TRIED: usize = 8;

/// The largest dose that is tried, in working days.
const LARGEST_DOSE: u32 = 10;

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
    /// Without the leave of an owner.
    WithoutLeave(OwnerId),
    /// In the program's calendar instead of slots.
    WithoutSlots,
}

impl Lever {
    /// Returns the place of its kind among changes that gain the same.
    fn rank(self) -> u8 {
        match self {
            Self::LessWork => 0,
            Self::EarlierEta => 1,
            Self::Without(_) => 2,
            Self::WithoutFreeze(_) | Self::WithoutLeave(_) | Self::WithoutSlots => 3,
            Self::Overlap(_) => 4,
            Self::WithoutLink(_) => 5,
        }
    }

    fn has_dose(self) -> bool {
        matches!(self, Self::LessWork | Self::EarlierEta | Self::Overlap(_))
    }

    fn on(self, assessment: &Assessment<'_>, id: MilestoneId, dose: u32) -> Change {
        match self {
            Self::LessWork => Change::Shorter(id, dose),
            Self::EarlierEta => Change::EarlierEta(id, dose),
            Self::Without(hold) => Change::WithoutHold(id, hold),
            Self::Overlap(link) => Change::Overlap(link, dose),
            Self::WithoutLink(link) => Change::WithoutLink(link),
            Self::WithoutFreeze(freeze) => Change::WithoutFreeze(freeze),
            Self::WithoutLeave(owner) => Change::WithoutLeave(owner),
            Self::WithoutSlots => {
                let program = assessment.workspace.milestone(id).program;
                Change::InCalendar(id, assessment.workspace.program(program).calendar)
            }
        }
    }
}

/// Returns what would make the end of a chain earlier, most first; of equal ones less work first,
/// then in the order of the chain. Each change is tried with the smallest dose that helps, up to
/// ten days. A dependency left out is told only where that gains more than overlapping does.
pub fn gains(assessment: &Assessment<'_>, chain: &[Hop], id: MilestoneId) -> Vec<Gain> {
    let Some(finish) = assessment.schedule.dates.finish(id).map(Instant::day) else { return Vec::new() };
    let calendar = assessment.workspace.lateness_calendar(id);
    let mut trial = Trial::new(&assessment.schedule);
    let mut helps = |milestone: MilestoneId, lever: Lever, dose: u32| {
        trial.run(&[lever.on(assessment, milestone, dose)]);
        let changed = trial.finish(id).filter(|changed| *changed < finish)?;
        Some(Gain {
            milestone,
            lever,
            dose,
            finish: changed,
            earlier: Lateness::new(calendar, changed, finish),
        })
    };
    let mut gains: Vec<Gain> = levers(assessment, chain)
        .into_iter()
        .filter_map(|(milestone, lever)| match lever.has_dose() {
            true => (1..=LARGEST_DOSE).find_map(|dose| helps(milestone, lever, dose)),
            false => helps(milestone, lever, 0),
        })
        .collect();
    let overlaps: BTreeSet<(LinkId, Day)> = gains
        .iter()
        .filter_map(|gain| match gain.lever {
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
