//! Which waiver excuses a finding, and until when.

use super::{Case, Topic, Violation};
use crate::analysis::diff::{Matching, is_same_work};
use crate::finding::gate_rules::named;
use crate::model::{Waiver, Workspace};
use crate::time::Day;
use std::collections::BTreeMap;

/// The rules about waivers, which no waiver excuses.
const ABOUT_WAIVERS: [&str; 3] = ["expired-waiver", "unused-waiver", "waiver-too-long"];

impl Waiver {
    /// Whether it is in force on a day; the last day counts.
    pub fn holds_on(&self, day: Day) -> bool {
        day <= self.until
    }

    /// Whether it names a rule or its set. No waiver excuses the rules about waivers.
    pub fn names(&self, rule: &str) -> bool {
        let is_of_set = || named(rule).is_some_and(|name| name.set.word() == self.rule);
        (self.rule == rule || is_of_set()) && !ABOUT_WAIVERS.contains(&rule)
    }
}

/// Returns the first waiver beside the subject of a violation that excuses it.
pub(super) fn excuse<'w>(case: &Case<'w>, violation: &Violation) -> Option<&'w Waiver> {
    if ABOUT_WAIVERS.contains(&violation.finding.rule) {
        return None;
    }
    let mut waivers = violation.topic.waivers(case.workspace()).iter();
    waivers.find(|waiver| waiver.names(violation.finding.rule) && counts(case, violation.topic, waiver))
}

/// Returns the indices of the violations that no waiver excuses, by subject.
pub(super) fn left(case: &Case<'_>, violations: &[Violation]) -> BTreeMap<Topic, Vec<usize>> {
    let mut left: BTreeMap<Topic, Vec<usize>> = BTreeMap::new();
    let counted = violations.iter().enumerate().filter(|(_, violation)| excuse(case, violation).is_none());
    for (at, violation) in counted {
        left.entry(violation.topic).or_default().push(at);
    }
    left
}

/// Returns which of those the waiver beside a subject names.
pub(super) fn named_by(
    left: &BTreeMap<Topic, Vec<usize>>,
    violations: &[Violation],
    topic: Topic,
    waiver: &Waiver,
) -> Vec<usize> {
    let beside = left.get(&topic).map_or(&[][..], Vec::as_slice).iter().copied();
    beside.filter(|at| waiver.names(violations[*at].finding.rule)).collect()
}

/// Whether a waiver is in force and granted by the policy.
pub(super) fn counts(case: &Case<'_>, topic: Topic, waiver: &Waiver) -> bool {
    until(case, topic, waiver).is_some_and(|until| case.as_of() <= until)
}

/// Returns the last day of a waiver, inclusive: its own, or an earlier one that the policy grants.
/// None if the policy does not grant the waiver.
pub(super) fn until(case: &Case<'_>, topic: Topic, waiver: &Waiver) -> Option<Day> {
    case.policy.grants(&key(case.workspace(), topic, waiver), waiver.until)
}

/// The last day of each waiver of some plans; of several with one key, the latest.
pub type Granted = BTreeMap<WaiverKey, Day>;

/// Returns the waivers of some plans with their last days, under the ids that their subjects have
/// in others.
pub(super) fn granted(then: &Workspace, now: &Workspace, matching: &Matching) -> Granted {
    let risks: BTreeMap<&str, usize> =
        now.risks.iter().enumerate().map(|(index, risk)| (risk.full_id.as_str(), index)).collect();
    let here = |topic: Topic| match topic {
        Topic::Program(id) => matching.after(id).map(Topic::Program),
        Topic::Milestone(id) => {
            let after = matching.milestone_after(id)?;
            // An id that was given to other work does not take the waiver with it.
            let is_same = is_same_work((then, then.milestone(id)), (now, now.milestone(after)));
            is_same.then_some(Topic::Milestone(after))
        }
        Topic::Risk(index) => {
            let risk = &then.risks[index];
            let program = &now.program(matching.after(risk.program)?).id;
            risks.get(format!("{program}/{}", risk.id).as_str()).map(|index| Topic::Risk(*index))
        }
        Topic::Ask(_) | Topic::Workspace => None,
    };
    let mut granted = Granted::new();
    for (topic, waiver) in all(then) {
        let Some(topic) = here(topic) else { continue };
        let until = granted.entry(key(now, topic, waiver)).or_insert(waiver.until);
        *until = waiver.until.max(*until);
    }
    granted
}

/// Identifies a waiver across versions of the plans: the kind and the id of its subject, since a
/// risk may have the id of a milestone, and its rule.
pub type WaiverKey = (&'static str, String, &'static str);

fn key(workspace: &Workspace, topic: Topic, waiver: &Waiver) -> WaiverKey {
    (topic.kind(), topic.id(workspace).to_owned(), waiver.rule)
}

/// Returns every waiver with its subject: those of programs, then milestones, then risks.
pub(super) fn all(workspace: &Workspace) -> impl Iterator<Item = (Topic, &Waiver)> {
    let programs = workspace.program_ids().map(Topic::Program);
    let milestones = workspace.milestone_ids().map(Topic::Milestone);
    let risks = (0..workspace.risks.len()).map(Topic::Risk);
    let all = programs.chain(milestones).chain(risks);
    all.flat_map(|topic| topic.waivers(workspace).iter().map(move |waiver| (topic, waiver)))
}
