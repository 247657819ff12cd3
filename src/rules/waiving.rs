//! Which findings are excused, and by what.

use super::{Case, Topic, Violation};
use crate::finding::gate_rules::{Set, named};
use crate::model::{Waiver, Workspace};
use crate::time::Day;
use std::collections::BTreeMap;

/// The set of which waivers excuse nothing in themselves: they are about waivers.
const ABOUT_WAIVERS: [&str; 2] = ["expired-waiver", "unused-waiver"];

impl Waiver {
    /// Whether it is still in force on a day; its last day is.
    pub fn holds_on(&self, day: Day) -> bool {
        day <= self.until
    }

    /// Whether it excuses findings of a rule, as such or by the set of it. What is wrong with
    /// waivers none does.
    pub fn names(&self, rule: &str) -> bool {
        let set = named(rule).map(|name| name.set);
        let names_set = set.is_some_and(|set: Set| set.word() == self.rule);
        (self.rule == rule || names_set) && !ABOUT_WAIVERS.contains(&rule)
    }
}

/// Returns the waiver beside what an violation is about that excuses it: of several the first.
pub(super) fn excuse<'w>(case: &Case<'w>, violation: &Violation) -> Option<&'w Waiver> {
    let workspace = case.workspace();
    let mut waivers = violation.topic.waivers(workspace).iter();
    waivers.find(|waiver| waiver.names(violation.finding.rule) && counts(case, violation.topic, waiver))
}

/// Returns which violations no waiver excuses, by what they are about.
pub(super) fn left(case: &Case<'_>, violations: &[Violation]) -> BTreeMap<Topic, Vec<usize>> {
    let mut left: BTreeMap<Topic, Vec<usize>> = BTreeMap::new();
    let counted = violations.iter().enumerate().filter(|(_, violation)| excuse(case, violation).is_none());
    for (at, violation) in counted {
        left.entry(violation.topic).or_default().push(at);
    }
    left
}

/// Returns which of those a waiver names that stands beside something.
pub(super) fn named_by(
    left: &BTreeMap<Topic, Vec<usize>>,
    violations: &[Violation],
    topic: Topic,
    waiver: &Waiver,
) -> Vec<usize> {
    let beside = left.get(&topic).map_or(&[][..], Vec::as_slice).iter().copied();
    beside.filter(|at| waiver.names(violations[*at].finding.rule)).collect()
}

/// Whether a waiver is in force, and is one that the policy goes by.
pub(super) fn counts(case: &Case<'_>, topic: Topic, waiver: &Waiver) -> bool {
    until(case, topic, waiver).is_some_and(|until| case.as_of() <= until)
}

/// Returns the last day on which a waiver excuses: its own, or that which the policy grants where
/// it is earlier; none where the policy does not go by it.
pub(super) fn until(case: &Case<'_>, topic: Topic, waiver: &Waiver) -> Option<Day> {
    case.policy.grants(&key(case.workspace(), topic, waiver), waiver.until)
}

/// The waivers of some plans: until when each excuses; of several of one key the latest.
pub type Granted = BTreeMap<WaiverKey, Day>;

/// Returns what the waivers of a workspace grant.
pub fn granted(workspace: &Workspace) -> Granted {
    let mut granted = Granted::new();
    for (topic, waiver) in all(workspace) {
        let until = granted.entry(key(workspace, topic, waiver)).or_insert(waiver.until);
        *until = waiver.until.max(*until);
    }
    granted
}

/// What makes a waiver the same one in another state of the plans: what it stands beside, and its
/// rule.
pub type WaiverKey = (String, &'static str);

fn key(workspace: &Workspace, topic: Topic, waiver: &Waiver) -> WaiverKey {
    (topic.id(workspace).to_owned(), waiver.rule)
}

/// Returns every waiver with what it stands beside, program by program: its own, those of its
/// milestones, those of its risks.
pub(super) fn all(workspace: &Workspace) -> impl Iterator<Item = (Topic, &Waiver)> {
    let programs = workspace.program_ids().map(Topic::Program);
    let milestones = workspace.milestone_ids().map(Topic::Milestone);
    let risks = (0..workspace.risks.len()).map(Topic::Risk);
    let all = programs.chain(milestones).chain(risks);
    all.flat_map(|topic| topic.waivers(workspace).iter().map(move |waiver| (topic, waiver)))
}
