//! Trials in which one milestone slips by its float to a target, and some working days more.

use super::Assessment;
use super::cliff::{self, Cliff, MOST_BEYOND};
use crate::graph::LinkId;
use crate::model::MilestoneId;
use crate::schedule::{Dated, Dates, Way};
use crate::trial::{Change, Trial};
use std::cmp::Reverse;

/// The way from a target back to a milestone: each milestone on it, and the way into that from the
/// one before it.
pub(super) type Back = Vec<(MilestoneId, Option<Way>)>;

/// A trial in which one milestone after the other slips; the buffers are reused.
#[derive(Debug)]
pub(super) struct Slipping<'a> {
    assessment: &'a Assessment<'a>,
    trial: Trial<'a>,
    /// How many milestones the trials may still date.
    pub(super) visits_left: usize,
}

impl<'a> Slipping<'a> {
    /// Returns buffers without any slip yet.
    pub(super) fn new(assessment: &'a Assessment<'_>, visits_left: usize) -> Self {
        Self { assessment, trial: Trial::new(&assessment.schedule), visits_left }
    }

    /// Runs the trial in which a milestone slips by its float and some working days more.
    pub(super) fn slip(&mut self, id: MilestoneId, float: i32, beyond: u32) {
        let days = delay(self.assessment, id, float, beyond);
        self.trial.run(&[Change::Later(id, days)]);
        self.visits_left = self.visits_left.saturating_sub(self.trial.visits());
    }

    /// Returns the dates with the last slip.
    pub(super) fn dates(&self) -> &Dates {
        self.trial.dates()
    }

    /// Returns by how many working days of a target's program a milestone moves with the last slip.
    pub(super) fn moves(&self, target: MilestoneId, id: MilestoneId) -> Option<i32> {
        cliff::moves(self.assessment, &self.trial, target, id)
    }

    /// Returns the smallest slip with which a target moves far more than the milestone that slips.
    pub(super) fn cliff(&mut self, target: MilestoneId, slips: MilestoneId, float: i32) -> Option<Cliff> {
        for beyond in (1..=MOST_BEYOND).take_while(|_| target != slips) {
            if self.visits_left == 0 {
                return None;
            }
            self.slip(slips, float, beyond);
            if let Some(cliff) = self.falls(target, slips, workdays(float, beyond)) {
                return Some(cliff);
            }
        }
        None
    }

    /// Returns what the last slip, of this many working days, does to a target, if that moves it
    /// far more than the milestone that slips.
    pub(super) fn falls(&self, target: MilestoneId, slips: MilestoneId, slip: u32) -> Option<Cliff> {
        let (before, after) = cliff::falls(self.assessment, &self.trial, slips, target)?;
        let back = self.hit(target, slips).unwrap_or_default();
        let way = std::iter::once(slips).chain(back.into_iter().rev().map(|(id, _)| id));
        let edge = cliff::edge(self.assessment, &self.trial, target, way);
        Some(Cliff { slip, before, after, edge })
    }

    /// Returns the milestones on the way from a target back to the one that slips, which is left
    /// out: over what moved in the trial and gives the dates there, largest move first.
    pub(super) fn hit(&self, target: MilestoneId, slips: MilestoneId) -> Option<Back> {
        let dated = Dated { plan: self.trial.plan(), dates: self.trial.dates() };
        let (mut back, mut at) = (Vec::new(), target);
        while at != slips {
            let givers = dated.givers(at);
            let moved = givers.each().filter_map(|(id, link, number)| Some((self.moved(link)?, id, number)));
            let given = moved.max_by_key(|(days, id, _)| (*days, Reverse(name(self.assessment, *id))));
            let (on, way) = match given {
                Some((_, id, number)) => (id, givers.way(number)),
                // Where days assumed worked take up a part of the move, no link alone gives the
                // date.
                None => {
                    let links = self.assessment.network.predecessors(at);
                    let from = |link: LinkId| self.assessment.network.link(link).from;
                    let moved = links.filter_map(|link| Some((self.moved(link)?, link)));
                    let (_, link) = moved
                        .max_by_key(|(days, link)| (*days, Reverse(name(self.assessment, from(*link)))))?;
                    (from(link), vec![link])
                }
            };
            back.push((at, Some(way)));
            at = on;
        }
        Some(back)
    }

    /// Returns by how many days the predecessor of a link moved in the trial at that end; `None` if
    /// it did not.
    fn moved(&self, link: LinkId) -> Option<i32> {
        let link = self.assessment.network.link(link);
        let at = |dates: &Dates| {
            if link.kind.from_start() { dates.start(link.from) } else { dates.finish(link.from) }
        };
        let (now, then) = (at(&self.assessment.schedule.dates)?, at(self.trial.dates())?);
        (then > now).then(|| then.day().since(now.day()))
    }
}

fn name<'w>(assessment: &Assessment<'w>, id: MilestoneId) -> &'w str {
    &assessment.workspace.milestone(id).full_id
}

/// Returns what a milestone has to slip by: its float and some working days more.
pub(super) fn workdays(float: i32, beyond: u32) -> u32 {
    u32::try_from(float).unwrap_or(0) + beyond
}

/// Returns the delay of a trial in which a milestone slips by its float and some working days more
/// of its own calendar. On a calendar of slots a trial counts in the program's.
pub(super) fn delay(assessment: &Assessment<'_>, id: MilestoneId, float: i32, beyond: u32) -> u32 {
    let (workspace, slip) = (assessment.workspace, workdays(float, beyond));
    let full = workspace.full(id);
    let at = assessment.schedule.dates.finish(id).filter(|_| full.is_of_slots());
    let counted = workspace.calendars.get(workspace.program(workspace.milestone(id).program).calendar);
    let days = at.and_then(|at| {
        let slots = i32::try_from(slip).ok()?;
        u32::try_from(counted.between(at, full.lag(at, slots)?)).ok()
    });
    days.unwrap_or(slip).max(slip)
}
