//! Stories: a cause, and everything that it moved.

use super::moved::Move;
use super::rest::{self, Rest};
use crate::analysis::diff::Diff;
use crate::analysis::lateness::Lateness;
use crate::analysis::undated::Undated;
use crate::model::MilestoneId;
use crate::schedule::PromiseHolder;
use std::collections::BTreeMap;

/// Why something moved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// By edits, as indices of those of the diff.
    Edits(Vec<usize>),
    /// It has no date any more, because of this milestone.
    NoDate(MilestoneId),
    /// Its date is only the earliest left, because of this milestone.
    Floor(MilestoneId),
    /// Its date is no longer only the earliest left.
    NoFloor,
    /// It had no date then.
    HadNone,
    /// By time alone: the edits won a part of it back, or offset each other. These, as indices of
    /// those of the diff, have the largest part.
    Time(Vec<usize>),
    /// By all edits together.
    Together,
}

/// A cause, and everything that it moved.
#[derive(Debug, Clone)]
pub struct Story {
    pub why: Why,
    /// The index of the foremost move.
    pub first: usize,
    /// Indices of the other moves.
    pub others: Vec<usize>,
    /// The days off that the foremost ran into on its way from what was edited.
    pub rest: Option<Rest>,
}

/// Returns the moves by their largest cause, in the order of the foremost of each.
pub(super) fn tell(diff: &Diff<'_>, moves: &[Move]) -> Vec<Story> {
    let mut undated = Undated::new(diff.head.assessment);
    let mut stories: Vec<Story> = Vec::new();
    let mut places: BTreeMap<Why, usize> = BTreeMap::new();
    let told: BTreeMap<PromiseHolder, &Move> = moves.iter().map(|moved| (moved.now, moved)).collect();
    // A program is told at its finish, if that moved as it did.
    let is_told_there = |moved: &Move| match moved.now {
        PromiseHolder::Milestone(_) => false,
        PromiseHolder::Program(id) => {
            let finish = diff.head.assessment.finish_milestone(id);
            let finish = finish.and_then(|finish| told.get(&PromiseHolder::from(finish)));
            finish.is_some_and(|finish| finish.day == moved.day)
        }
    };
    for (at, moved) in moves.iter().enumerate().filter(|(_, moved)| !is_told_there(moved)) {
        let why = why(diff, &mut undated, moved);
        let place = *places.entry(why.clone()).or_insert(stories.len());
        match stories.get_mut(place) {
            Some(story) => story.others.push(at),
            None => {
                let rest = rest::of(diff, &told, moved);
                stories.push(Story { why, first: at, others: Vec::new(), rest });
            }
        }
    }
    stories
}

fn why(diff: &Diff<'_>, undated: &mut Undated<'_>, moved: &Move) -> Why {
    let head = diff.head.assessment;
    let at = match moved.now {
        PromiseHolder::Milestone(id) => Some(id),
        PromiseHolder::Program(id) => head.finish_milestone(id).or(head.workspace.program(id).finish),
    };
    match (moved.day.before, moved.day.after, moved.by) {
        (_, None, _) => at.map_or(Why::Together, |id| Why::NoDate(undated.first(id))),
        (None, ..) => Why::HadNone,
        (_, _, Some(by)) if by.days == 0 => match at.filter(|_| moved.is_earliest.after) {
            Some(id) => Why::Floor(if head.forecast(id).floor.is_some() {
                id
            } else {
                head.floor_from(id).unwrap_or(id)
            }),
            None => Why::NoFloor,
        },
        (_, _, by) => {
            let sign = by.map_or(0, |by| by.days.signum());
            let is_along = |by: Lateness| by.days.signum() == sign && sign != 0;
            let reasons = &moved.reasons.list;
            let mut along = reasons.iter().filter(|reason| is_along(reason.share));
            let is_slid = moved.slid.is_some_and(is_along);
            let is_offset = reasons.iter().map(|reason| reason.share.days).sum::<i32>() == 0;
            let first = along.clone().find(|reason| reason.counts()).filter(|_| !(is_slid && is_offset));
            match (first, along.next()) {
                (Some(first), _) => Why::Edits(first.edits.clone()),
                (None, _) if is_slid => {
                    let some = reasons.iter().filter(|reason| reason.share.days != 0);
                    // Of equal ones the first.
                    let most = some.rev().max_by_key(|it| (it.counts(), it.share.days.abs()));
                    Why::Time(most.map_or(Vec::new(), |reason| reason.edits.clone()))
                }
                (None, Some(first)) => Why::Edits(first.edits.clone()),
                (None, None) => Why::Together,
            }
        }
    }
}
