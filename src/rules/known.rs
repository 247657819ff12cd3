//! Which findings were there before a change.

use super::{Gate, On};
use crate::analysis::diff::Matching;
use crate::finding::Finding;
use crate::model::Workspace;
use std::collections::BTreeMap;

/// What the gate told of another state of the plans, by fingerprint, and how often.
#[derive(Debug, Clone, Default)]
pub struct Known(BTreeMap<String, usize>);

impl Known {
    /// Returns what the gate told of the base of a change, under the ids that things have after it.
    ///
    /// What was waived there was not told: it counts as new where it is no longer waived.
    pub fn new(base: &Gate<'_>, matching: &Matching, head: &Workspace) -> Self {
        let mut known = BTreeMap::new();
        for verdict in base.verdicts() {
            let Some(on) = verdict.on else { continue };
            let now = match on {
                On::Program(id) => matching.after(id).map(On::Program),
                On::Milestone(id) => matching.milestone_after(id).map(On::Milestone),
                On::Risk(_) => None,
            };
            let mut finding = verdict.finding.clone();
            if let Some(now) = now {
                finding.subject = Some(now.id(head).to_owned());
            }
            *known.entry(finding.fingerprint()).or_default() += 1;
        }
        Self(known)
    }

    /// Whether a finding was there; each that was is known once.
    pub(super) fn take(&mut self, finding: &Finding) -> bool {
        match self.0.get_mut(&finding.fingerprint()) {
            Some(left @ 1..) => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }
}
