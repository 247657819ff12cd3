//! One state of the plans, which names its entries as the plans of now do.

use super::Read;
use super::facts::{Cost, Facts, Level, trouble};
use crate::analysis::Assessment;
use crate::analysis::diff::Matching;
use crate::analysis::needs::{Need, Problem, Subject};
use crate::analysis::status::Status;
use crate::model::{MilestoneId, ProgramId, Workspace};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The plans as of a day, with their status.
pub(super) struct State<'a> {
    pub(super) assessment: &'a Assessment<'a>,
    pub(super) status: &'a Status,
    /// The plans of now.
    present: &'a Workspace,
    /// Pairs this state with the plans of now; `None` for those themselves.
    matching: Option<&'a Matching>,
    needs: BTreeMap<Subject, &'a Need>,
    /// What the lists tell of.
    told: BTreeSet<Subject>,
    /// The ids of the promises that are late.
    late: Rc<BTreeSet<String>>,
}

impl<'a> State<'a> {
    pub(super) fn new(
        (assessment, status): Read<'a>,
        present: &'a Workspace,
        matching: Option<&'a Matching>,
    ) -> Self {
        let needs: BTreeMap<Subject, &Need> = status.needs.iter().map(|need| (need.subject, need)).collect();
        let milestones = status.due_today.iter().chain(&status.due_soon).copied();
        let undated = status.without_date.iter().map(|cause| cause.milestone);
        let told = milestones.chain(undated).map(Subject::Milestone);
        let told = told.chain(status.asks.iter().map(|index| Subject::Ask(*index)));
        let told = told.chain(needs.keys().copied()).collect();
        let late = Rc::default();
        let mut state = Self { assessment, status, present, matching, needs, told, late };
        let workspace = assessment.workspace;
        let late = workspace
            .milestone_ids()
            .filter(|id| workspace.milestone(*id).is_unfinished() && assessment.is_late(*id));
        state.late = Rc::new(late.map(|id| state.name(Subject::Milestone(id))).collect());
        state
    }

    /// Whether one of the lists tells of a subject of this state.
    pub(super) fn tells(&self, subject: Subject) -> bool {
        self.told.contains(&subject)
    }

    /// Returns what the lists tell of.
    pub(super) fn told(&self) -> impl Iterator<Item = Subject> + '_ {
        self.told.iter().copied()
    }

    /// Returns the entry of a subject in the ranked list.
    pub(super) fn need(&self, subject: Subject) -> Option<&'a Need> {
        self.needs.get(&subject).copied()
    }

    pub(super) fn workspace(&self) -> &'a Workspace {
        self.assessment.workspace
    }

    /// Returns which subject of this state one of now is.
    pub(super) fn before(&self, now: Subject) -> Option<Subject> {
        let Some(matching) = self.matching else { return Some(now) };
        match now {
            Subject::Milestone(id) => matching.milestone_before(id).map(Subject::Milestone),
            Subject::Program(id) => matching.before(id).map(Subject::Program),
            Subject::Ask(index) => {
                let ask = &self.present.asks[index];
                let program = matching.before(ask.program)?;
                find_ask(self.workspace(), program, local(&ask.full_id)).map(Subject::Ask)
            }
        }
    }

    /// Returns which subject of now one of this state is.
    pub(super) fn after(&self, subject: Subject) -> Option<Subject> {
        let Some(matching) = self.matching else { return Some(subject) };
        match subject {
            Subject::Milestone(id) => matching.milestone_after(id).map(Subject::Milestone),
            Subject::Program(id) => matching.after(id).map(Subject::Program),
            Subject::Ask(index) => {
                let ask = &self.workspace().asks[index];
                let program = matching.after(ask.program)?;
                find_ask(self.present, program, local(&ask.full_id)).map(Subject::Ask)
            }
        }
    }

    /// Returns the id that a subject has now; what is no longer there keeps its own.
    pub(super) fn name(&self, subject: Subject) -> String {
        match self.after(subject) {
            Some(now) => now.id(self.present).to_owned(),
            None => subject.id(self.workspace()).to_owned(),
        }
    }

    /// Returns the id of a risk, with its program's unless that is `home`.
    fn risk(&self, index: usize, home: ProgramId) -> String {
        let risk = &self.workspace().risks[index];
        if risk.program == home {
            return risk.id.clone();
        }
        format!("{}/{}", self.name(Subject::Program(risk.program)), risk.id)
    }

    /// Returns what the status says of a subject, in words that do not depend on the day.
    pub(super) fn facts(&self, subject: Subject) -> Facts {
        let need = self.need(subject);
        let mut facts = Facts {
            owner: subject.owner(self.workspace()).map(str::to_owned),
            late: self.late.clone(),
            ..Facts::default()
        };
        match subject {
            Subject::Milestone(id) => self.milestone(id, need, &mut facts),
            Subject::Program(id) => {
                facts.computed = need.map(|_| self.assessment.program_health(id).health);
            }
            Subject::Ask(index) => facts.due = self.workspace().asks[index].by,
        }
        let Some(need) = need else { return facts };
        facts.is_listed = true;
        facts.breaks_firm = need.breaks_firm();
        let home = subject.program(self.workspace());
        for problem in &need.problems {
            let risk = |index| self.risk(index, home);
            facts.troubles.extend(trouble(problem, self.assessment.as_of(), risk));
            match problem {
                Problem::Occurred { index, .. } => {
                    facts.up_to.extend(problem.up_to().map(|days| (risk(*index), days)));
                }
                Problem::Blocked { until, waiting_on, .. } => {
                    facts.block = Some((*until, waiting_on.clone()));
                }
                _ => {}
            }
        }
        facts
    }

    fn milestone(&self, id: MilestoneId, need: Option<&Need>, facts: &mut Facts) {
        let (milestone, forecast) = (self.workspace().milestone(id), self.assessment.forecast(id));
        facts.due = milestone.promise.due;
        facts.finish = forecast.finish;
        let slips = |need: &Need| need.problems.iter().any(|it| matches!(it, Problem::Slips { .. }));
        facts.level = if !milestone.is_unfinished() {
            Level::InTime
        } else if forecast.overdue.is_some() {
            Level::Missed
        } else if self.assessment.is_late(id) {
            Level::Late
        } else if need.is_some_and(slips) {
            Level::Slips
        } else {
            Level::InTime
        };
        facts.health = Some(self.assessment.health(id).health);
        let contradicts =
            |need: &Need| need.problems.iter().any(|it| matches!(it, Problem::Contradiction { .. }));
        facts.computed = facts.health.filter(|_| need.is_some_and(contradicts));
        for (place, cost) in need.map_or(&[][..], |need| &need.costs).iter().enumerate() {
            let due = self.workspace().milestone(cost.promise).promise.due;
            let cost_of = Cost { place, workdays: cost.later.workdays, due };
            facts.costs.insert(self.name(Subject::Milestone(cost.promise)), cost_of);
        }
    }

    /// Returns the id of the listed milestone with which the lateness of another is told.
    pub(super) fn told_with(&self, id: MilestoneId) -> Option<String> {
        let makes_late = |need: &&Need| {
            need.subject != Subject::Milestone(id)
                && (need.others_late.contains(&id) || need.costs.iter().any(|cost| cost.promise == id))
        };
        let cause = self.status.needs.iter().find(makes_late)?;
        Some(self.name(cause.subject))
    }
}

/// Returns the id of an ask inside its program.
fn local(full_id: &str) -> &str {
    full_id.split_once('/').map_or(full_id, |(_, id)| id)
}

fn find_ask(workspace: &Workspace, program: ProgramId, id: &str) -> Option<usize> {
    workspace.asks.iter().position(|ask| ask.program == program && local(&ask.full_id) == id)
}
