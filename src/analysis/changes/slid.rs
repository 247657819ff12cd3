//! What slid without a word, and from where: of a row of milestones that wait for one another, the
//! first is told, with those that follow it.

use super::moved::Move;
use crate::analysis::Assessment;
use crate::analysis::diff::Diff;
use crate::analysis::slip::allowed_start;
use crate::model::MilestoneId;
use crate::schedule::{PromiseHolder, State};
use crate::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// Why something slides while nobody says a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stalled {
    /// It has not begun, though it could have on this day.
    CouldHaveStarted(Day),
    /// It is under way, and this is the day for which it was last reported.
    LastWord(Day),
    /// It was to happen, and nobody said that it did.
    NotConfirmed,
}

/// A move that no edit made.
#[derive(Debug, Clone)]
pub struct Slide {
    pub moved: Move,
    /// The milestone that it follows, if that slid too; none for the first.
    pub follows: Option<MilestoneId>,
    /// Why it slides; none if it follows another, or for no reason that is known.
    pub because: Option<Stalled>,
}

/// Returns the moves with what each follows, in their order.
pub(super) fn follow(diff: &Diff<'_>, moves: Vec<Move>) -> Vec<Slide> {
    let now = diff.head.assessment;
    let slid: BTreeSet<MilestoneId> = moves
        .iter()
        .filter_map(|moved| match moved.now {
            PromiseHolder::Milestone(id) => Some(id),
            PromiseHolder::Program(_) => None,
        })
        .collect();
    let mut firsts = BTreeMap::new();
    let slide = |moved: Move| {
        let follows = match moved.now {
            PromiseHolder::Milestone(id) => {
                Some(first(now, &slid, &mut firsts, id)).filter(|first| *first != id)
            }
            PromiseHolder::Program(id) => {
                let finish = now.finish_milestone(id).filter(|finish| slid.contains(finish));
                finish.map(|finish| first(now, &slid, &mut firsts, finish))
            }
        };
        let because = match (moved.now, follows) {
            (PromiseHolder::Milestone(id), None) => stalled(now, id),
            _ => None,
        };
        Slide { moved, follows, because }
    };
    moves.into_iter().map(slide).collect()
}

/// Returns the first milestone that slid on the way that gives another its date.
fn first(
    now: &Assessment<'_>,
    slid: &BTreeSet<MilestoneId>,
    firsts: &mut BTreeMap<MilestoneId, MilestoneId>,
    id: MilestoneId,
) -> MilestoneId {
    let (mut walked, mut at) = (Vec::new(), id);
    let first = loop {
        if let Some(first) = firsts.get(&at) {
            break *first;
        }
        walked.push(at);
        let links = now.schedule.giving_links(at).map(|link| now.network.link(link).from);
        let drivers = links.filter(|from| slid.contains(from));
        match drivers.min_by_key(|from| &now.workspace.milestone(*from).full_id) {
            Some(driver) => at = driver,
            None => break at,
        }
    };
    firsts.extend(walked.into_iter().map(|id| (id, first)));
    first
}

fn stalled(now: &Assessment<'_>, id: MilestoneId) -> Option<Stalled> {
    let (milestone, task) = (now.workspace.milestone(id), now.schedule.inputs.task(id));
    if let State::Started(day) = task.state {
        return Some(Stalled::LastWord(milestone.updated.unwrap_or(day).max(day)));
    }
    if !task.is_work {
        return Some(Stalled::NotConfirmed);
    }
    let allowed = allowed_start(&now.schedule, id)?;
    (allowed < now.as_of()).then_some(Stalled::CouldHaveStarted(allowed))
}
