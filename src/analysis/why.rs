//! Why a milestone has its date: the chain of reasons, and what would make it earlier.

use super::Assessment;
use super::critical_path::{Hop, NextChain, to};
use super::days_off::{self, DaysOff};
use super::levers::{Gain, gains};
use crate::model::MilestoneId;
use crate::schedule::PromiseHolder;
use crate::source::Place;
use crate::time::{Day, Instant};
use crate::trial::{Change, Trial};

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
    /// By how many working days less it would keep the nearest promise, by trial; `None` if it is
    /// kept, if it is its own, or if no such day would do.
    pub sooner: Option<u32>,
    /// What would make it earlier, most first.
    pub earlier_if: Vec<Gain>,
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

/// Returns why a milestone has its date; `None` if it has none.
pub fn of(assessment: &Assessment<'_>, id: MilestoneId) -> Option<Why> {
    let path = to(assessment, &mut assessment.floats(), id)?;
    let reasons = path.chain.hops.iter().map(|hop| reason(assessment, hop)).collect();
    let earlier_if = gains(assessment, &path.chain, id);
    Some(Why {
        milestone: id,
        reasons,
        every_link_drives: path.chain.critical,
        next: path.next,
        sooner: sooner(assessment, id),
        earlier_if,
    })
}

/// The most working days less that are tried to keep a promise.
const MOST_SOONER: u32 = 60;

/// Returns the fewest working days less of a milestone with which the promise of another that it
/// makes late would be kept.
fn sooner(assessment: &Assessment<'_>, id: MilestoneId) -> Option<u32> {
    let commitment = assessment.commitment(id).filter(|commitment| commitment.float < 0)?;
    let mut trial = Trial::new(&assessment.schedule);
    let by_eta = assessment.schedule.dates.eta_is_valid(id);
    (1..=MOST_SOONER).find(|days| {
        trial.run(&[if by_eta { Change::EarlierEta(id, *days) } else { Change::Shorter(id, *days) }]);
        let finish = match commitment.promised {
            PromiseHolder::Milestone(promised) => trial.finish(promised),
            PromiseHolder::Program(program) => trial.program_finish(program),
        };
        finish.is_some_and(|finish| finish <= commitment.due)
    })
}

fn reason(assessment: &Assessment<'_>, hop: &Hop) -> Reason {
    let id = hop.milestone;
    let dates = &assessment.schedule.dates;
    let begins = dates.remaining_start(id).or_else(|| dates.start(id));
    let gap = gap(assessment, hop);
    let before = before(assessment, hop);
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

/// Returns the first day on which a hop's link lets it begin, and the day on which it begins.
fn gap(assessment: &Assessment<'_>, hop: &Hop) -> Option<(Day, Day)> {
    let dates = &assessment.schedule.dates;
    let begins = dates.remaining_start(hop.milestone).or_else(|| dates.start(hop.milestone));
    // The link into the hop itself: the last one if the way leads through cancelled milestones.
    let into = hop.via.first().copied().or(hop.link);
    let bound = into.filter(|_| hop.drives).and_then(|link| assessment.schedule.bound(link));
    bound.zip(begins).map(|(bound, begins)| (bound.first_day_after(), begins.day()))
}

/// Returns the days off between a hop's inputs and its start.
pub(super) fn before(assessment: &Assessment<'_>, hop: &Hop) -> Vec<DaysOff> {
    let between =
        |(from, to): (Day, Day)| days_off::between(assessment.workspace, hop.milestone, from, to.plus(-1));
    gap(assessment, hop).map_or(Vec::new(), between)
}

/// Returns the missed working day if the calendar is sparse: the next working day is more than a
/// weekend away.
fn missed(assessment: &Assessment<'_>, id: MilestoneId, from: Day, next: Day) -> Option<Missed> {
    let full = assessment.workspace.full(id);
    let days = next.since(from);
    (days > 3).then(|| Missed { slot: full.last_end(Instant::start_of(from)).map(Instant::day), next, days })
}
