//! Why one forecast moved between two states of the plans, each as of its own day.

use super::causes::trace;
use super::finder::Finder;
use super::target::target;
use super::{Causes, Edit, Matching, Side};
use crate::analysis::lateness::Lateness;
use crate::model::{AsOf, MilestoneId};
use crate::schedule::PromiseHolder;
use crate::time::Day;

/// A move of one forecast.
#[derive(Debug)]
pub struct Move {
    /// The forecast then, as it was said then.
    pub before: Day,
    /// The forecast of the plans of then as of now: the days in between passed without an edit.
    pub passed: Day,
    /// The forecast now.
    pub after: Day,
    /// How much later it is now.
    pub by: Lateness,
    /// How much of that is only time that passed.
    pub slid: Lateness,
    /// Every edit between the two states.
    pub edits: Vec<Edit>,
    /// The causes of the rest.
    pub causes: Causes,
    /// Causes, by index, that would still cost days if the largest one were undone, and how many.
    pub even_then: Vec<(usize, Lateness)>,
}

/// What can be said of a move.
#[derive(Debug)]
pub enum Moved {
    Known(Box<Move>),
    /// It was not in the plans then.
    New,
    /// It had no date then, or has none now.
    Undated {
        /// Whether it had one then.
        then: bool,
        /// Whether it has one now.
        now: bool,
    },
}

/// Returns why a milestone of `now` moved since `then`, whose plans are given as of now; `said` is
/// its forecast then, by its id in those plans.
pub fn moved(
    then: Side<'_>,
    now: Side<'_>,
    as_of: AsOf,
    id: MilestoneId,
    said: impl Fn(MilestoneId) -> Option<Day>,
) -> Moved {
    let matching = Matching::new(then, now);
    let Some(before_id) = matching.milestone_before(id) else { return Moved::New };
    let finder = Finder::new(then, now, &matching);
    let pair = matching.pair(PromiseHolder::Milestone(id));
    let (before, passed) = (said(before_id), then.finish(PromiseHolder::Milestone(before_id)));
    let Some((target, (before, passed))) = target(&finder, pair).zip(before.zip(passed)) else {
        let now = now.finish(PromiseHolder::Milestone(id)).is_some();
        return Moved::Undated { then: before.zip(passed).is_some(), now };
    };
    let edits = finder.edits(&finder.entries());
    let after = target.after;
    let traced = trace(&finder, &edits, target, (passed, after), as_of);
    let [by, slid] = [(before, after), (before, passed)]
        .map(|(from, to)| Lateness::new(now.assessment.workspace.lateness_calendar(id), from, to));
    let (causes, even_then) = (traced.causes, traced.even_then);
    Moved::Known(Box::new(Move { before, passed, after, by, slid, edits, causes, even_then }))
}

impl Move {
    /// Whether no cause of a later forecast wins anything by itself, though there are several.
    pub fn is_neither_alone(&self) -> bool {
        let mut later = self.causes.list.iter().filter(|cause| cause.share.days > 0);
        self.by.days > 0 && later.clone().count() > 1 && later.all(|cause| cause.alone.days <= 0)
    }
}

/// What happened to a milestone since then.
#[derive(Debug, Clone, Copy)]
pub struct MoveSince<'s> {
    /// The plans of then, as of now.
    pub then: Side<'s>,
    /// The plans of now.
    pub now: Side<'s>,
    /// The day of then.
    pub on: Day,
    pub moved: &'s Moved,
    /// Who wrote the edits, of those that are committed.
    pub written: &'s [Written],
}

/// Who wrote an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its index.
    pub edit: usize,
    /// The full hash of the commit.
    pub commit: String,
    /// The day of that commit.
    pub on: Day,
    /// Its author, as git has it.
    pub author: String,
}

impl MoveSince<'_> {
    /// Returns who wrote an edit; none if that is not committed.
    pub fn written(&self, edit: usize) -> Option<&Written> {
        self.written.iter().find(|written| written.edit == edit)
    }
}
