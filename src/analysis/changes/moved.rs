//! What moved between then and now, and whether edits did it.

use super::reason::Reasons;
use crate::analysis::Assessment;
use crate::analysis::diff::{BeforeAfter, Diff};
use crate::analysis::health::Health;
use crate::analysis::lateness::Lateness;
use crate::analysis::selection::Selection;
use crate::model::{MilestoneId, ProgramId};
use crate::schedule::PromiseHolder;
use crate::time::Day;
use std::cmp::Reverse;

/// How much a move concerns others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// A firm promise.
    Firm,
    /// A promise, or the finish of a program.
    Promised,
    Other,
}

/// A forecast that is not what it was then.
#[derive(Debug, Clone)]
pub struct Move {
    /// The milestone or program, now.
    pub now: PromiseHolder,
    pub rank: Rank,
    /// Whether its promise was firm then, and is now.
    pub is_firm: BeforeAfter<bool>,
    /// Whether it is late now, or has no date any more.
    pub is_late: bool,
    /// The forecast as it was said then, and as it is said now.
    pub day: BeforeAfter<Option<Day>>,
    /// How much later it is; none unless both days are known.
    pub by: Option<Lateness>,
    /// How much of that is the time that passed: what the plan of then says now, less what it said
    /// then.
    pub slid: Option<Lateness>,
    /// Whether it is only the earliest day left, then and now.
    pub is_earliest: BeforeAfter<bool>,
    /// The edits that moved it.
    pub reasons: Reasons,
}

impl Move {
    /// Whether it is later now, or has no date any more.
    pub fn is_worse(&self) -> bool {
        match self.by {
            Some(by) => by.days > 0 || by.days == 0 && self.is_earliest.after,
            None => self.day.after.is_none(),
        }
    }

    /// Whether it is another day.
    pub fn is_shift(&self) -> bool {
        self.by.is_some_and(|by| by.days != 0)
    }

    /// Whether it is later and late, or has no date any more.
    pub fn is_bad(&self) -> bool {
        self.is_worse() && self.is_late
    }

    fn order<'s>(&self, diff: &Diff<'s>) -> impl Ord + use<'s> {
        let days = self.by.map_or(0, |by| by.days.unsigned_abs());
        let is_good = (!self.is_worse(), !self.is_bad());
        (self.rank, is_good, self.by.is_some(), Reverse(days), diff.head.id(self.now))
    }
}

/// Finds what moved.
pub(super) struct Mover<'c, 's> {
    then: &'s Assessment<'s>,
    diff: &'c Diff<'s>,
    /// What is asked of the plan of now; everything if there is none.
    selected: Option<&'c Selection>,
}

/// What one assessment says of a milestone or program.
type Said = (Option<Day>, bool);

impl<'c, 's> Mover<'c, 's> {
    pub(super) fn new(then: &'s Assessment<'s>, diff: &'c Diff<'s>, selected: Option<&'c Selection>) -> Self {
        Self { then, diff, selected }
    }

    /// Returns what edits moved, and what slid without one, each in its order.
    pub(super) fn all(&self) -> (Vec<Move>, Vec<Move>) {
        let now = self.diff.head.workspace();
        let has = |id: &MilestoneId| self.selected.is_none_or(|selected| selected.has(*id));
        let has_program = |id: &ProgramId| self.selected.is_none_or(|selected| selected.has_program(*id));
        let milestones = now.milestone_ids().filter(has).map(PromiseHolder::from);
        let programs = now.program_ids().filter(has_program).map(PromiseHolder::from);
        let (mut slid, mut moves) = (Vec::new(), Vec::new());
        for (is_slide, moved) in milestones.chain(programs).filter_map(|holder| self.moved(holder)) {
            if is_slide { slid.push(moved) } else { moves.push(moved) }
        }
        for list in [&mut slid, &mut moves] {
            list.sort_by(|a: &Move, b: &Move| a.order(self.diff).cmp(&b.order(self.diff)));
        }
        (moves, slid)
    }

    /// Returns the milestones that were done on the day that was forecast then, by id.
    pub(super) fn done(&self) -> Vec<MilestoneId> {
        let now = self.diff.head.workspace();
        let is_news = |id: &MilestoneId| {
            let before = self.diff.matching.milestone_before(*id);
            let was_open = before.is_some_and(|before| self.then.workspace.milestone(before).is_unfinished());
            let is_done = now.milestone(*id).done.is_some();
            let is_asked = self.selected.is_none_or(|selected| selected.has(*id));
            is_asked && was_open && is_done && self.moved(PromiseHolder::from(*id)).is_none()
        };
        let mut done: Vec<MilestoneId> = now.milestone_ids().filter(is_news).collect();
        done.sort_by_key(|id| self.diff.head.id(*id));
        done
    }

    /// Returns how something moved, and whether no edit did it.
    fn moved(&self, now: PromiseHolder) -> Option<(bool, Move)> {
        let (diff, head) = (self.diff, self.diff.head.assessment);
        let then = match now {
            PromiseHolder::Milestone(id) => diff.matching.milestone_before(id)?.into(),
            PromiseHolder::Program(id) => diff.matching.before(id)?.into(),
        };
        if !is_live(self.then, then) || !is_live(head, now) {
            return None;
        }
        let (was, aged, is) = (said(self.then, then), said(diff.base.assessment, then), said(head, now));
        let day = BeforeAfter { before: was.0, after: is.0 };
        if was == is || day == BeforeAfter::default() {
            return None;
        }
        let is_firm = BeforeAfter { before: is_firm(self.then, then), after: is_firm(head, now) };
        let lateness = |after: Option<Day>| {
            let (before, after) = was.0.zip(after)?;
            // Both ways a move is as long.
            let calendar = match after > before {
                true => now.lateness_calendar(head.workspace),
                false => then.lateness_calendar(self.then.workspace),
            };
            Some(Lateness::new(calendar, before, after))
        };
        let moved = Move {
            now,
            rank: self.rank(is_firm, now),
            is_firm,
            is_late: is.0.is_none() || is_late(head, now),
            day,
            by: lateness(is.0),
            slid: lateness(aged.0),
            is_earliest: BeforeAfter { before: was.1, after: is.1 },
            reasons: Reasons::default(),
        };
        Some((aged == is && !diff.swayed.contains(&now), moved))
    }

    fn rank(&self, is_firm: BeforeAfter<bool>, now: PromiseHolder) -> Rank {
        let head = self.diff.head.assessment;
        let is_promised = match now {
            PromiseHolder::Milestone(id) => now.promise(head.workspace).due.is_some() || head.is_finish(id),
            PromiseHolder::Program(_) => true,
        };
        match (is_firm.before || is_firm.after, is_promised) {
            (true, _) => Rank::Firm,
            (false, true) => Rank::Promised,
            (false, false) => Rank::Other,
        }
    }
}

fn is_firm(assessment: &Assessment<'_>, holder: PromiseHolder) -> bool {
    match holder {
        PromiseHolder::Milestone(id) => assessment.workspace.milestone(id).firm,
        PromiseHolder::Program(id) => assessment.workspace.is_firm(id),
    }
}

fn is_late(assessment: &Assessment<'_>, holder: PromiseHolder) -> bool {
    match holder {
        PromiseHolder::Milestone(id) => assessment.health(id).health == Health::Late,
        // Its health is that of what it promises anywhere.
        PromiseHolder::Program(id) => {
            let due = holder.promise(assessment.workspace).due;
            due.zip(assessment.schedule.finish(id).forecast).is_some_and(|(due, finish)| finish > due)
        }
    }
}

fn is_live(assessment: &Assessment<'_>, holder: PromiseHolder) -> bool {
    match holder {
        PromiseHolder::Milestone(id) => assessment.workspace.milestone(id).is_live(),
        PromiseHolder::Program(_) => true,
    }
}

fn said(assessment: &Assessment<'_>, holder: PromiseHolder) -> Said {
    match holder {
        PromiseHolder::Milestone(id) => (assessment.forecast(id).finish, assessment.is_earliest(id)),
        PromiseHolder::Program(id) => {
            (assessment.schedule.finish(id).forecast, assessment.program_is_earliest(id))
        }
    }
}
