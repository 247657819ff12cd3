//! Which findings were there before a change.

use super::{Gate, Topic};
use crate::analysis::diff::Matching;
use crate::finding::{Finding, Level};
use crate::model::Workspace;
use std::collections::BTreeMap;

/// What the gate told of another state of the plans, by fingerprint: how much each mattered, and by
/// how many days.
#[derive(Debug, Clone, Default)]
pub struct Known(BTreeMap<String, Vec<(Level, u32)>>);

impl Known {
    /// Returns what the gate told of the base of a change, under the ids that things have after it.
    ///
    /// What was waived there was not told: it counts as new where it is no longer waived.
    pub fn new(base: &Gate<'_>, matching: &Matching, head: &Workspace) -> Self {
        let mut known: BTreeMap<String, Vec<(Level, u32)>> = BTreeMap::new();
        for verdict in base.verdicts() {
            let Some(topic) = verdict.topic else { continue };
            let now = match topic {
                Topic::Program(id) => matching.after(id).map(Topic::Program),
                Topic::Milestone(id) => matching.milestone_after(id).map(Topic::Milestone),
                Topic::Risk(_) | Topic::Workspace => None,
            };
            let mut finding = verdict.finding.clone();
            if let Some(now) = now {
                finding.subject = Some(now.id(head).to_owned());
            }
            known.entry(finding.fingerprint()).or_default().push((finding.level, finding.weight));
        }
        Self(known)
    }

    /// Whether a finding was there and was no better then: it matters no more now, and is wrong by
    /// no more days. Each that was is known once.
    pub(super) fn take(&mut self, finding: &Finding) -> bool {
        let Some(then) = self.0.get_mut(&finding.fingerprint()) else { return false };
        let was_as_bad = |(level, days): &(Level, u32)| *level <= finding.level && *days >= finding.weight;
        then.iter().position(was_as_bad).map(|at| then.swap_remove(at)).is_some()
    }
}
