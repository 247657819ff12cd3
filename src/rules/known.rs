//! The findings that existed before a change.

use super::{Gate, Topic};
use crate::analysis::diff::Matching;
use crate::finding::{Finding, Level};
use crate::model::Workspace;
use std::collections::{BTreeMap, BTreeSet};

/// The findings at the base of a change, by fingerprint: the level and the days of each.
#[derive(Debug, Clone, Default)]
pub struct Known(BTreeMap<String, Vec<(Level, u32)>>);

impl Known {
    /// Returns the findings at the base of a change, under the ids of the head.
    ///
    /// Waived findings are not among them: they count as new if they are no longer waived.
    pub fn new(base: &Gate<'_>, matching: &Matching, head: &Workspace) -> Self {
        let mut known: BTreeMap<String, Vec<(Level, u32)>> = BTreeMap::new();
        for verdict in base.verdicts() {
            let Some(topic) = verdict.topic else { continue };
            let now = match topic {
                Topic::Program(id) => matching.after(id).map(Topic::Program),
                Topic::Milestone(id) => matching.milestone_after(id).map(Topic::Milestone),
                Topic::Risk(_) | Topic::Ask(_) | Topic::Workspace => None,
            };
            let mut finding = verdict.finding.clone();
            if let Some(now) = now {
                finding.subject = Some(now.id(head).to_owned());
            }
            known.entry(finding.fingerprint()).or_default().push((finding.level, finding.weight));
        }
        Self(known)
    }

    /// Forgets what the head does not find by its own settings: a change that hides a finding by them
    /// answers for it.
    pub fn still_found_by(&mut self, own: &Gate<'_>) {
        let told = own.verdicts().iter().map(|verdict| &verdict.finding);
        let waived = own.waived.iter().map(|waived| &waived.finding);
        let found: BTreeSet<String> = told.chain(waived).map(Finding::fingerprint).collect();
        self.0.retain(|print, _| found.contains(print));
    }

    /// Whether the base had this finding, at least as bad in level and days. Each finding of the
    /// base matches once.
    pub(super) fn take(&mut self, finding: &Finding) -> bool {
        let Some(then) = self.0.get_mut(&finding.fingerprint()) else { return false };
        let was_as_bad = |(level, days): &(Level, u32)| *level <= finding.level && *days >= finding.weight;
        then.iter().position(was_as_bad).map(|at| then.swap_remove(at)).is_some()
    }
}
