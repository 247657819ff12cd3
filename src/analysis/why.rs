//! Why a milestone has its date: the chain of reasons, and what would make it earlier.

use super::Assessment;
use super::chains::{Chain, Chains, behind};
use super::cliff::Cliff;
use super::days_off::{self, DaysOff};
use super::health;
use super::hops::{Hop, giver, hop};
use super::lateness::Lateness;
use super::recover::{self, Options};
use crate::model::MilestoneId;
use crate::schedule::PromiseHolder;
use crate::source::Place;
use crate::time::{Day, Instant};
use crate::trial::{Change, Trial};
use std::collections::BTreeSet;

/// Why a milestone has its date.
#[derive(Debug, Clone)]
pub struct Why {
    /// The milestone of the report.
    pub milestone: MilestoneId,
    /// The chain of reasons, in the order of time.
    pub reasons: Vec<Reason>,
    /// Whether every link of it drives.
    pub every_link_drives: bool,
    /// The chains to it that have milestones outside this one, the tightest first.
    pub next: Vec<Chain>,
    /// Whether it is, or leads to, the finish of a program.
    pub leads_to_finish: bool,
    /// The last day by whose end it has to finish for the promise of another, and by how much its
    /// forecast is later, if it is.
    pub must_finish_by: Option<(Day, Lateness)>,
    /// By how many working days less it would keep the nearest promise, by trial; `None` if it is
    /// kept, if it is its own, or if no such day would do.
    pub sooner: Option<u32>,
    /// What would make it earlier.
    pub earlier_if: Options,
    /// What a few days more of it do to finishes and firm promises behind it, if that is far more.
    pub cliffs: Vec<(MilestoneId, Cliff)>,
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
    assessment.schedule.dates.finish(id)?;
    let chain = chain(assessment, id);
    let on_chain: BTreeSet<MilestoneId> = chain.iter().map(|hop| hop.milestone).collect();
    let mut chains = Chains::new(assessment);
    let mut next = chains.to(id);
    next.retain(|next| next.hops.iter().any(|hop| !on_chain.contains(&hop.milestone)));
    Some(Why {
        milestone: id,
        reasons: chain.iter().map(|hop| reason(assessment, hop)).collect(),
        every_link_drives: chain.iter().all(|hop| hop.drives),
        next,
        leads_to_finish: assessment.is_finish(id)
            || behind(assessment, id).iter().any(|id| assessment.is_finish(*id)),
        must_finish_by: health::later_than_needed(&assessment.schedule, id),
        sooner: sooner(assessment, id),
        earlier_if: recover::earlier(assessment, id),
        cliffs: chains.cliffs_behind(id),
    })
}

/// Walks back over what gives the dates; returns it in the order of time.
fn chain(assessment: &Assessment<'_>, id: MilestoneId) -> Vec<Hop> {
    let (mut hops, mut at) = (Vec::new(), id);
    while let Some((on, way)) = giver(assessment, at) {
        hops.push(hop(assessment, at, Some(way)));
        at = on;
    }
    hops.push(hop(assessment, at, None));
    hops.reverse();
    hops
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
    let idle = days_off::idle(assessment, hop);
    Reason {
        hop: hop.clone(),
        begins: days_off::begins(assessment, id),
        ends: assessment.schedule.dates.finish(id).map(Instant::day),
        missed: idle.and_then(|(from, next)| missed(assessment, id, from, next)),
        inside: days_off::inside(assessment, id),
        link_origin: hop.link.map(|link| assessment.network.link(link).origin),
    }
}

/// Returns the missed working day if the calendar is sparse: the next working day is more than a
/// weekend away, and not because of days off.
fn missed(assessment: &Assessment<'_>, id: MilestoneId, from: Day, next: Day) -> Option<Missed> {
    let full = assessment.workspace.full(id);
    let days = next.since(from);
    let is_sparse = days > 3 && days_off::between(assessment.workspace, id, from, next.plus(-1)).is_empty();
    is_sparse.then(|| Missed { slot: full.last_end(Instant::start_of(from)).map(Instant::day), next, days })
}
