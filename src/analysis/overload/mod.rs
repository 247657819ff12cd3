//! Overload: more work is forced into some days than its owner can do.
//!
//! A piece of work is worked on at most once a day, on days of its own full calendar from its early
//! start through the last day that keeps its promise. Overload is work that no way of spreading it
//! over these days gets done, and the ranges of days on which it is stuck. `docs/method.md` has the
//! definition.

mod flow;
mod pieces;
mod ranges;
mod slots;

pub use pieces::Piece;
pub(super) use pieces::forecast_days;

use super::Assessment;
use crate::model::{MilestoneId, OwnerId};
use crate::syntax::Capacity;
use crate::time::Day;
use std::collections::BTreeSet;

/// Days into which more work is forced than their owner can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overload {
    /// The first of them.
    pub from: Day,
    /// The last of them.
    pub to: Day,
    /// How much does not fit, in thousandths of a working day.
    pub excess: u64,
    /// All of them. Days between them on which nothing is stuck are left out.
    pub days: Vec<Day>,
    /// What is forced into them, with the working days of each, by the first day and then the id.
    pub forced: Vec<(MilestoneId, u32)>,
    /// Who stands in for the owner, unless they have too much to do themselves.
    pub deputy: Option<OwnerId>,
}

impl Overload {
    /// Returns how many working days do not fit.
    pub fn excess_workdays(&self) -> f64 {
        self.excess as f64 / f64::from(Capacity::ONE)
    }

    /// Returns it to a tenth of a working day, at least that: `4.5wd`.
    pub fn amount(&self) -> String {
        let tenths = (self.excess.saturating_add(50) / 100).max(1);
        match tenths % 10 {
            0 => format!("{}wd", tenths / 10),
            part => format!("{}.{part}wd", tenths / 10),
        }
    }

    /// Returns the milestones that are forced into its days.
    pub fn milestones(&self) -> impl Iterator<Item = MilestoneId> + '_ {
        self.forced.iter().map(|(id, _)| *id)
    }
}

/// Returns everybody with too much to do, by id, with the days, earliest first.
pub fn of_all(assessment: &Assessment<'_>) -> Vec<(OwnerId, Vec<Overload>)> {
    let owners = &assessment.workspace.owners;
    let limited = || (0..owners.len() as u32).map(OwnerId).filter(|id| owners[id.index()].capacity.is_some());
    if limited().next().is_none() {
        return Vec::new();
    }
    let pieces = pieces::by_owner(assessment);
    let found = limited().filter_map(|id| {
        let capacity = owners[id.index()].capacity?;
        Some((id, of_pieces(assessment, capacity, pieces.get(&id)?)))
    });
    let mut found: Vec<(OwnerId, Vec<Overload>)> =
        found.filter(|(_, overloads)| !overloads.is_empty()).collect();
    let loaded: BTreeSet<OwnerId> = found.iter().map(|(id, _)| *id).collect();
    for (id, overloads) in &mut found {
        let deputy = owners[id.index()].deputy.filter(|deputy| !loaded.contains(deputy));
        overloads.iter_mut().for_each(|overload| overload.deputy = deputy);
    }
    found
}

/// Returns the days on which somebody with these pieces of work has too much to do.
fn of_pieces(assessment: &Assessment<'_>, capacity: Capacity, pieces: &[Piece]) -> Vec<Overload> {
    let workspace = assessment.workspace;
    let pieces = pieces::tightest(pieces, workspace);
    if pieces::at_once(&pieces) as u64 * u64::from(Capacity::ONE) <= u64::from(capacity.thousandths()) {
        return Vec::new();
    }
    let slots = slots::of(&pieces, workspace);
    let work = pieces.iter().map(|piece| u64::from(piece.work) * u64::from(Capacity::ONE));
    let stuck = flow::stuck(work.collect(), &slots, capacity);
    if stuck.is_empty() {
        return Vec::new();
    }
    let days = ranges::days_of(&slots, &stuck);
    ranges::of(&pieces, workspace, &days, capacity)
}
