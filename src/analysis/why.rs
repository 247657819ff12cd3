//! Why a milestone has its date: the chain of reasons, and what would make it earlier.

use super::Assessment;
use super::critical_path::{Chain, Hop, NextChain, to};
use super::days_off::{self, DaysOff};
use super::lateness::Lateness;
use crate::model::MilestoneId;
use crate::schedule::Hold;
use crate::source::Place;
use crate::time::{Day, Instant};
use crate::trial::{Change, Trial};

/// How many hops are tried with a day less: those with the most work left.
const TRIED: usize = 8;

/// Why a milestone has its date.
#[derive(Debug, Clone)]
pub struct Why {
    /// The milestone of the report.
    pub milestone: MilestoneId,
    /// The chain of reasons, in the order of time.
    pub reasons: Vec<Reason>,
    /// Whether every link of it drives.
    pub every_link_drives: bool,
    /// The next chains behind this one.
    pub next: Vec<NextChain>,
    /// What would make it earlier, most first.
    pub levers: Vec<Gain>,
}

/// One hop of the chain, and what its dates are made of.
#[derive(Debug, Clone)]
pub struct Reason {
    /// The hop.
    pub hop: Hop,
    /// The day its work, or its remaining work, starts.
    pub begins: Option<Day>,
    /// The day it ends.
    pub ends: Option<Day>,
    /// Days off between its inputs and its start.
    pub before: Vec<DaysOff>,
    /// Days off within its remaining work.
    pub inside: Vec<DaysOff>,
    /// The working day that it just missed, if the next one is far away.
    pub missed: Option<Missed>,
    /// Where the link that it waits by is in the files.
    pub link_origin: Option<Place>,
}

/// A working day that was missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missed {
    /// The last working day before its inputs were ready.
    pub slot: Option<Day>,
    /// The next one, on which it begins.
    pub next: Day,
    /// Civil days from the first day it could have started to `next`.
    pub days: i32,
}

/// A change that makes the milestone of the report earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gain {
    /// The changed milestone.
    pub milestone: MilestoneId,
    /// The change.
    pub lever: Lever,
    /// The finish of the report's milestone with that change.
    pub finish: Day,
    /// How much earlier that is, in base working days.
    pub earlier: Lateness,
}

/// A change that is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lever {
    /// One day less to work.
    OneDayLess,
    /// An `eta` one working day earlier.
    EarlierEta,
    /// Without a constraint.
    Without(Hold),
}

impl Lever {
    fn on(self, id: MilestoneId) -> Change {
        match self {
            Self::OneDayLess => Change::Shorter(id, 1),
            Self::EarlierEta => Change::EarlierEta(id, 1),
            Self::Without(hold) => Change::WithoutHold(id, hold),
        }
    }
}

/// Returns why a milestone has its date; `None` if it has none.
pub fn of(assessment: &Assessment<'_>, id: MilestoneId) -> Option<Why> {
    let path = to(assessment, &mut assessment.floats(), id)?;
    let reasons = path.chain.hops.iter().map(|hop| reason(assessment, hop)).collect();
    let levers = gains(assessment, &path.chain, id);
    Some(Why { milestone: id, reasons, every_link_drives: path.chain.critical, next: path.next, levers })
}

fn reason(assessment: &Assessment<'_>, hop: &Hop) -> Reason {
    let id = hop.milestone;
    let dates = &assessment.schedule.dates;
    let begins = dates.remaining_start(id).or_else(|| dates.start(id));
    // The link into the hop itself: the last one if the way leads through cancelled milestones.
    let into = hop.via.first().copied().or(hop.link);
    let bound = into.filter(|_| hop.drives).and_then(|link| assessment.schedule.bound(link));
    let gap = bound.zip(begins).map(|(bound, begins)| (bound.first_day_after(), begins.day()));
    let before =
        gap.map_or(Vec::new(), |(from, to)| days_off::between(assessment.workspace, id, from, to.plus(-1)));
    Reason {
        hop: hop.clone(),
        begins: begins.map(Instant::day),
        ends: dates.finish(id).map(Instant::day),
        missed: gap.and_then(|(from, next)| missed(assessment, id, from, next)).filter(|_| before.is_empty()),
        before,
        inside: days_off::inside(assessment, id),
        link_origin: hop.link.map(|link| assessment.network.link(link).origin),
    }
}

/// Returns the missed working day if the calendar is sparse: the next working day is more than a
/// weekend away.
fn missed(assessment: &Assessment<'_>, id: MilestoneId, from: Day, next: Day) -> Option<Missed> {
    let full = assessment.workspace.full(id);
    let days = next.since(from);
    (days > 3).then(|| Missed { slot: full.last_end(Instant::start_of(from)).map(Instant::day), next, days })
}

/// Returns what would make a milestone earlier; each lever is tried on its own.
fn gains(assessment: &Assessment<'_>, chain: &Chain, id: MilestoneId) -> Vec<Gain> {
    let Some(finish) = assessment.schedule.dates.finish(id).map(Instant::day) else { return Vec::new() };
    let calendar = assessment.workspace.lateness_calendar(id);
    let mut trial = Trial::new(&assessment.schedule);
    let mut gains = Vec::new();
    for (milestone, lever) in levers(assessment, chain) {
        trial.run(&[lever.on(milestone)]);
        if let Some(changed) = trial.finish(id).filter(|changed| *changed < finish) {
            let earlier = Lateness::new(calendar, changed, finish);
            gains.push(Gain { milestone, lever, finish: changed, earlier });
        }
    }
    // Most gained first; ties stay in the order of the chain.
    gains.sort_by_key(|gain| gain.finish);
    gains
}

/// Returns the levers worth trying: a day less for the hops with the most work left, and any
/// constraint.
fn levers(assessment: &Assessment<'_>, chain: &Chain) -> Vec<(MilestoneId, Lever)> {
    let mut longest: Vec<MilestoneId> = chain.hops.iter().map(|hop| hop.milestone).collect();
    let left = |id: &MilestoneId| assessment.schedule.left(*id).days;
    longest.retain(|id| left(id) > 1);
    longest.sort_by_key(|id| std::cmp::Reverse(left(id)));
    longest.truncate(TRIED);
    let mut levers = Vec::new();
    let mut held = 0;
    for hop in &chain.hops {
        let by_eta = hop.holds.contains(&Hold::Eta);
        if longest.contains(&hop.milestone) && !by_eta {
            levers.push((hop.milestone, Lever::OneDayLess));
        }
        for hold in &hop.holds {
            let lever = match hold {
                Hold::Eta => Lever::EarlierEta,
                Hold::ProgramStart | Hold::NotBefore | Hold::BlockedUntil | Hold::Due => {
                    Lever::Without(*hold)
                }
                Hold::DataDate | Hold::Updated | Hold::Actual => continue,
            };
            held += 1;
            if held <= TRIED {
                levers.push((hop.milestone, lever));
            }
        }
    }
    levers
}
