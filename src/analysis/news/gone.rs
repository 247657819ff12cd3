//! What left the lists of the status since then, and why.

use super::facts::Level;
use super::state::State;
use crate::analysis::needs::Subject;
use crate::model::MilestoneId;
use crate::time::Day;

/// Something that a list told of then, and none does now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// The id that it has now, or had then if it is no longer in the plan.
    pub id: String,
    pub reason: Reason,
}

/// Why nothing is said of it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    Done(Day),
    Cancelled(Day),
    /// It is no longer in the plan.
    Removed,
    /// Its promise is now for another day; `None` if it has none any more.
    PromiseMoved(Option<Day>),
    /// It is still late, and told with the milestone of this id.
    ToldWith(String),
    /// It is in time again.
    InTime,
    /// This is no longer so.
    Over(Vec<String>),
}

impl Reason {
    pub fn word(&self) -> &'static str {
        match self {
            Self::Done(_) => "done",
            Self::Cancelled(_) => "cancelled",
            Self::Removed => "removed",
            Self::PromiseMoved(_) => "promise-moved",
            Self::ToldWith(_) => "told-with-its-cause",
            Self::InTime => "in-time",
            Self::Over(_) => "over",
        }
    }
}

/// Returns what the lists of then told of and those of now do not, by id.
pub(super) fn gone(now: &State<'_>, then: &State<'_>) -> Vec<Gone> {
    let left = then.told().filter_map(|before| {
        let after = then.after(before);
        let is_told = after.is_some_and(|after| now.tells(after));
        (!is_told).then(|| Gone { id: then.name(before), reason: reason(now, then, before, after) })
    });
    let mut gone: Vec<Gone> = left.collect();
    gone.sort_by(|a, b| a.id.cmp(&b.id));
    gone
}

fn reason(now: &State<'_>, then: &State<'_>, before: Subject, after: Option<Subject>) -> Reason {
    let Some(after) = after else { return Reason::Removed };
    let facts = then.facts(before);
    if let (Subject::Milestone(id), Subject::Milestone(id_then)) = (after, before) {
        if let Some(reason) = settled(now, id) {
            return reason;
        }
        let due = |state: &State<'_>, id: MilestoneId| state.workspace().milestone(id).promise.due;
        if let Some(cause) = now.told_with(id).filter(|_| now.assessment.is_late(id)) {
            return Reason::ToldWith(cause);
        }
        if due(now, id) != due(then, id_then) {
            return Reason::PromiseMoved(due(now, id));
        }
    }
    match facts.level {
        Level::InTime => Reason::Over(facts.troubles.into_iter().collect()),
        Level::Slips | Level::Late | Level::Missed => Reason::InTime,
    }
}

/// Returns how a milestone was finished.
fn settled(now: &State<'_>, id: MilestoneId) -> Option<Reason> {
    let milestone = now.workspace().milestone(id);
    let cancelled = milestone.cancelled.as_ref().map(|cancelled| Reason::Cancelled(cancelled.on));
    cancelled.or(milestone.done.map(Reason::Done))
}
