//! Chains to a milestone: the ways on which it would be hit first, and where a few days would cost
//! it weeks.
//!
//! A chain begins with the milestone that has the least float and is on no chain yet. A trial slips
//! it by its float and one working day more; what moved then shows the way on which the target is
//! hit. So no chain runs over a link whose slack would take up the slip.

use super::Assessment;
use super::cliff::Cliff;
use super::hops::{Hop, giver, hop};
use super::slipping::{Back, Slipping};
use crate::model::MilestoneId;
use crate::schedule::{FloatsTo, Way};
use crate::time::Instant;
use std::collections::BTreeSet;

/// How many chains to a milestone are found.
const MOST_CHAINS: usize = 4;

/// Milestones that all trials of a report together date, about; shared equally by its targets. On
/// larger plans, some of the last chains and cliffs are not looked for.
const MOST_VISITS: usize = 3_000_000;

/// Links that are followed to find the chains of one report, about. Where thousands of programs
/// wait for each other, their chains together would grow with the square of them.
const MOST_LINKS: u64 = 5_000_000;

/// Milestones on the chains of one report, about.
const MOST_HOPS: usize = 300_000;

/// How many finishes and firm promises behind one milestone cliffs are looked for.
const MOST_TARGETS: usize = 8;

/// How many working days beyond its float a milestone slips at most until the target moves. One is
/// enough but where days count differently, as with elapsed time.
const MOST_BEYOND: u32 = 5;

/// A chain of milestones, first to last.
#[derive(Debug, Clone)]
pub struct Chain {
    /// The milestones of this chain that are on no earlier one.
    pub hops: Vec<Hop>,
    /// Where it joins an earlier chain; `None` for the first one, which leads to the target.
    pub joins: Option<MilestoneId>,
    /// How many working days it is behind: the float of `slips` to the target. `None` if the target
    /// is done.
    pub float: Option<i32>,
    /// The milestone by which the target would be hit.
    pub slips: MilestoneId,
    /// What a few days more of it do to the target, if that is far more.
    pub cliff: Option<Cliff>,
}

/// Finds the chains to one milestone after another; the buffers are reused.
#[derive(Debug)]
pub struct Chains<'a> {
    assessment: &'a Assessment<'a>,
    floats: FloatsTo<'a>,
    slipping: Slipping<'a>,
    /// How many milestones all chains so far have.
    hops: usize,
}

impl<'a> Chains<'a> {
    /// Returns buffers without any target yet.
    pub fn new(assessment: &'a Assessment<'_>) -> Self {
        Self { assessment, floats: assessment.floats(), slipping: Slipping::new(assessment, 0), hops: 0 }
    }

    /// Whether so much was found that no more chains should be asked for.
    pub fn is_spent(&self) -> bool {
        self.floats.link_visits() > MOST_LINKS || self.hops > MOST_HOPS
    }

    /// Returns the chains to a milestone, the tightest first; none if it has no date.
    pub fn to(&mut self, target: MilestoneId) -> Vec<Chain> {
        self.find(target, MOST_CHAINS)
    }

    /// Returns the critical path to a milestone; `None` if it has no date, or once
    /// [spent](Self::is_spent).
    pub fn first(&mut self, target: MilestoneId) -> Option<Chain> {
        if self.is_spent() { None } else { self.find(target, 1).pop() }
    }

    /// Returns what a few days more of a milestone do to the finishes and firm promises that it
    /// leads to, with them; firm ones first. What misses the same slot, or runs into the same days
    /// off, is returned once.
    pub fn cliffs_behind(&mut self, id: MilestoneId) -> Vec<(MilestoneId, Cliff)> {
        let (assessment, workspace) = (self.assessment, self.assessment.workspace);
        let mut targets = behind(assessment, id);
        targets.retain(|target| {
            let milestone = workspace.milestone(*target);
            milestone.is_unfinished() && (milestone.firm || assessment.is_finish(*target))
        });
        targets.sort_by_key(|target| (!workspace.milestone(*target).firm, self.name(*target)));
        self.slipping.visits_left = MOST_VISITS;
        let mut cliffs: Vec<(MilestoneId, Cliff)> = Vec::new();
        for target in targets.into_iter().take(MOST_TARGETS) {
            let Some(forecast) = assessment.schedule.dates.finish(target) else { continue };
            self.floats.measure(std::iter::once((target, forecast)));
            let float = self.floats.to_forecast(id);
            let cliff = float.and_then(|float| self.slipping.cliff(target, id, float));
            let is_told = |cliff: &Cliff| cliffs.iter().any(|(_, told)| told.edge == cliff.edge);
            cliffs.extend(cliff.filter(|cliff| !is_told(cliff)).map(|cliff| (target, cliff)));
        }
        cliffs
    }

    fn find(&mut self, target: MilestoneId, most: usize) -> Vec<Chain> {
        let Some(forecast) = self.assessment.schedule.dates.finish(target) else { return Vec::new() };
        self.floats.measure(std::iter::once((target, forecast)));
        self.slipping.visits_left = MOST_VISITS / self.assessment.workspace.programs.len().max(1);
        // What a slip of its own does not let hit the target may still stand on a chain of another.
        let (mut told, mut idle, mut chains) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
        while chains.len() < most {
            let open = |id: &MilestoneId| !told.contains(id) && !idle.contains(id);
            let Some((float, slips)) = self.tightest(open) else { break };
            let Some(back) = self.back(target, slips, float, &told) else {
                idle.insert(slips);
                continue;
            };
            chains.push(self.chain(target, (slips, float), back, &mut told, most > 1));
            if self.slipping.visits_left == 0 {
                break;
            }
        }
        if chains.is_empty() {
            let hops = vec![hop(self.assessment, target, None)];
            chains.push(Chain { hops, joins: None, float: None, slips: target, cliff: None });
        }
        self.hops += chains.iter().map(|chain| chain.hops.len()).sum::<usize>();
        chains
    }

    /// Returns the unfinished milestone with the least float that is open, and that float; of
    /// several the one that starts earliest, then the smallest id.
    fn tightest(&self, open: impl Fn(&MilestoneId) -> bool) -> Option<(i32, MilestoneId)> {
        let open = self.floats.leading().filter(open);
        let rank = |id: MilestoneId| Some((self.floats.to_forecast(id)?, id));
        open.filter_map(rank).min_by_key(|(float, id)| (*float, self.start(*id), self.name(*id)))
    }

    fn start(&self, id: MilestoneId) -> Option<Instant> {
        self.assessment.schedule.dates.start(id)
    }

    fn name(&self, id: MilestoneId) -> &'a str {
        &self.assessment.workspace.milestone(id).full_id
    }

    /// Returns the way from a target back to the milestone that slips, by trial, and on from there
    /// over driving links to where its dates are held, or to a milestone on an earlier chain.
    fn back(
        &mut self,
        target: MilestoneId,
        slips: MilestoneId,
        float: i32,
        told: &BTreeSet<MilestoneId>,
    ) -> Option<Back> {
        let now = self.assessment.schedule.dates.finish(target);
        (1..=MOST_BEYOND).find(|beyond| {
            self.slipping.slip(slips, float, *beyond);
            self.slipping.dates().finish(target) != now
        })?;
        let mut back = self.slipping.hit(target, slips)?;
        let mut at = slips;
        while let Some((on, way)) = self.driver(at) {
            back.push((at, Some(way)));
            if told.contains(&on) {
                return Some(back);
            }
            at = on;
        }
        // What its calendar holds shows what it has to wait for all the same.
        back.push((at, giver(self.assessment, at).map(|(_, way)| way)));
        Some(back)
    }

    /// Returns what drives a milestone as the plan stands: of several the one with the least float,
    /// then the earliest start, then the smallest id.
    fn driver(&self, at: MilestoneId) -> Option<(MilestoneId, Way)> {
        let schedule = &self.assessment.schedule;
        let givers = schedule.givers(at);
        let ways = givers.each().map(|(id, _, number)| (id, givers.way(number)));
        let rank = |id: MilestoneId| (self.floats.to_forecast(id), self.start(id), self.name(id));
        ways.filter(|(_, way)| schedule.drives_over(way)).min_by_key(|(id, _)| rank(*id))
    }

    /// Makes a chain of a way, up to where it joins an earlier one.
    fn chain(
        &mut self,
        target: MilestoneId,
        (slips, float): (MilestoneId, i32),
        back: Back,
        told: &mut BTreeSet<MilestoneId>,
        with_cliff: bool,
    ) -> Chain {
        let mut hops = Vec::new();
        let mut joins = None;
        for (id, way) in back.into_iter().rev() {
            if !told.insert(id) {
                joins = Some(id);
                break;
            }
            hops.push(hop(self.assessment, id, way));
        }
        let cliff = if with_cliff { self.slipping.cliff(target, slips, float) } else { None };
        Chain { hops, joins, float: Some(float), slips, cliff }
    }
}

/// Returns what waits for a milestone, directly or through others.
pub(super) fn behind(assessment: &Assessment<'_>, id: MilestoneId) -> Vec<MilestoneId> {
    let (mut found, mut seen, mut next) = (Vec::new(), BTreeSet::from([id]), id);
    for at in 0.. {
        for link in assessment.network.successors(next) {
            let to = assessment.network.link(link).to;
            if seen.insert(to) {
                found.push(to);
            }
        }
        match found.get(at) {
            Some(id) => next = *id,
            None => break,
        }
    }
    found
}
