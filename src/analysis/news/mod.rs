//! What is new in the status since an earlier state of the plans.
//!
//! Three states are compared: the plans of then as of their own day, the same plans as of today,
//! and the plans of now. What the second and the third agree on was done by the passing day alone:
//! a number that it moved is no news, but what it brought about is, such as a promise that was
//! missed. `docs/method.md` has the definitions.

mod compare;
mod facts;
mod gone;
mod state;

pub use compare::{Difference, Level, Line};
pub use gone::{Gone, Reason};

use super::Assessment;
use super::cliffs::CliffTo;
use super::diff::Matching;
use super::health::Health;
use super::needs::Subject;
use super::status::Status;
use super::undated::UndatedCause;
use crate::model::{MilestoneId, ProgramId};
use crate::time::Day;
use crate::words::words;
use facts::Facts;
use state::State;
use std::cmp::Ordering;
use std::collections::BTreeSet;

words! {
    /// How a line of the status compares with then.
    pub enum Mark {
        /// Nothing was wrong with it then, or it was not there.
        New = "new",
        Worse = "worse",
        Better = "better",
        Same = "same",
    }
}

/// What is new since then. Each list of lines is beside the list of the status that it is about.
#[derive(Debug, Clone)]
pub struct News {
    /// The commit of then.
    pub commit: String,
    /// The day of then.
    pub on: Day,
    /// The health of each program then, if it was there.
    pub programs: Vec<Option<Health>>,
    pub needs: Vec<Line>,
    pub due_today: Vec<Line>,
    pub due_soon: Vec<Line>,
    pub asks: Vec<Line>,
    pub without_date: Vec<Line>,
    /// What left the lists, by id.
    pub gone: Vec<Gone>,
    /// What slipped into which target on a cliff then, as they are now.
    cliffs_of_then: BTreeSet<(MilestoneId, MilestoneId)>,
}

/// The status beside an earlier one.
#[derive(Debug, Clone)]
pub enum Since {
    /// Nobody asked.
    Unasked,
    /// There is nothing to compare with, for this reason.
    Uncompared(String),
    Compared(News),
}

impl Since {
    pub fn news(&self) -> Option<&News> {
        match self {
            Self::Compared(news) => Some(news),
            Self::Unasked | Self::Uncompared(_) => None,
        }
    }
}

/// An assessment of one state of the plans, and its status.
pub type Read<'a> = (&'a Assessment<'a>, &'a Status);

impl News {
    /// Compares the status of now with that of the plans of then, as of their own day and as of
    /// today. `matching` pairs then with now.
    pub fn new(now: Read<'_>, then: Read<'_>, passed: Read<'_>, matching: &Matching, commit: &str) -> Self {
        let present = now.0.workspace;
        let now = State::new(now, present, None);
        let then = State::new(then, present, Some(matching));
        let passed = State::new(passed, present, Some(matching));
        let states = States { now: &now, then: &then, passed: &passed };
        let status = now.status;
        let milestones = |ids: &[MilestoneId]| -> Vec<Line> {
            ids.iter().map(|id| states.listed(Subject::Milestone(*id))).collect()
        };
        let health = |id: &ProgramId| {
            let before = matching.before(*id)?;
            Some(then.assessment.program_health(before).health)
        };
        Self {
            commit: commit.to_owned(),
            on: then.assessment.as_of(),
            programs: status.programs.iter().map(health).collect(),
            needs: status.needs.iter().map(|need| states.line(need.subject)).collect(),
            due_today: milestones(&status.due_today),
            due_soon: milestones(&status.due_soon),
            asks: status.asks.iter().map(|index| states.listed(Subject::Ask(*index))).collect(),
            without_date: status.without_date.iter().map(|cause| states.undated(cause)).collect(),
            gone: gone::gone(&now, &then),
            cliffs_of_then: then
                .status
                .cliffs
                .iter()
                .filter_map(|cliff| {
                    let after = |id| matching.milestone_after(id);
                    after(cliff.milestone).zip(after(cliff.target))
                })
                .collect(),
        }
    }

    /// Whether a cliff was in the status of then too.
    pub fn knows(&self, cliff: &CliffTo) -> bool {
        self.cliffs_of_then.contains(&(cliff.milestone, cliff.target))
    }

    /// Returns the lines of every list.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        [&self.needs, &self.due_today, &self.due_soon, &self.asks, &self.without_date].into_iter().flatten()
    }
}

/// The three states that are compared.
struct States<'a> {
    now: &'a State<'a>,
    then: &'a State<'a>,
    passed: &'a State<'a>,
}

impl States<'_> {
    /// Returns the facts of a subject in all three states; `None` if it was not there then.
    fn facts(&self, subject: Subject) -> Option<[Facts; 3]> {
        let before = self.then.before(subject)?;
        Some([self.now.facts(subject), self.then.facts(before), self.passed.facts(before)])
    }

    /// Compares an entry of the ranked list.
    fn line(&self, subject: Subject) -> Line {
        let Some([now, then, passed]) = self.facts(subject).filter(|[_, then, _]| then.is_trouble()) else {
            return Line::new(Mark::New);
        };
        let told_with = match self.then.before(subject) {
            Some(Subject::Milestone(before)) if !then.is_listed => self.then.told_with(before),
            _ => None,
        };
        Line { told_with, ..compare::compare(&now, &then, &passed) }
    }

    /// Compares what is due today or soon, or asked. That its day comes nearer is no news.
    fn listed(&self, subject: Subject) -> Line {
        let (Some([now, then, passed]), Some(before)) = (self.facts(subject), self.then.before(subject))
        else {
            return Line::new(Mark::New);
        };
        let line = match subject {
            // It is marked as in the ranked list.
            _ if now.is_listed => self.line(subject),
            Subject::Milestone(_) => compare::compare_with_health(&now, &then, &passed),
            Subject::Program(_) | Subject::Ask(_) => compare::compare(&now, &then, &passed),
        };
        Line { was_told: self.then.tells(before), ..line }
    }

    /// Compares a reason why something has no date, by how many others it leaves without one.
    fn undated(&self, cause: &UndatedCause) -> Line {
        let before = self.then.before(Subject::Milestone(cause.milestone));
        let leaves = before.and_then(|before| {
            let Subject::Milestone(before) = before else { return None };
            let then = self.then.status.without_date.iter().find(|then| then.milestone == before)?;
            Some(then.leaves.len())
        });
        let Some(leaves) = leaves else { return Line::new(Mark::New) };
        let mark = match cause.leaves.len().cmp(&leaves) {
            Ordering::Greater => Mark::Worse,
            Ordering::Less => Mark::Better,
            Ordering::Equal => Mark::Same,
        };
        Line { was_told: true, ..Line::new(mark) }
    }
}
