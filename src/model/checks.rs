//! What `tpm.yaml` says of the gate: how much each rule matters, and what rules measure with.

use super::names::Names;
use crate::finding::Findings;
use crate::source::FileId;
use crate::syntax::{ChecksDoc, FailOn, Importance};
use std::collections::BTreeMap;

/// The policy of a workspace, and what single programs have instead.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checks {
    /// What is said for every program.
    pub all: PolicyText,
    /// What is said for one, by its id.
    pub programs: BTreeMap<String, PolicyText>,
}

/// A policy as it is written: what is not said in it is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyText {
    /// By name of a rule or of a set of rules.
    pub levels: BTreeMap<&'static str, Importance>,
    /// From which level on the gate fails.
    pub fail_on: Option<FailOn>,
    /// For so many base working days a promise that passed is not told.
    pub overdue_grace: Option<u32>,
    /// A longer lag is told, in working days.
    pub longest_lag: Option<u32>,
    /// A longer lead is told, in working days.
    pub longest_lead: Option<u32>,
    /// So many milestones of a program may wait for nothing.
    pub open_starts: Option<u32>,
    /// So many milestones of a program may be waited for by nothing.
    pub dangling_ends: Option<u32>,
    /// So many dependencies of a program may follow from others.
    pub redundant_links: Option<u32>,
    /// So many links of a program may tie a finish to a start.
    pub start_to_finish_links: Option<u32>,
}

impl Checks {
    /// Returns the policy of a `tpm.yaml`, with a finding for each program in it that does not exist.
    pub(super) fn new(file: FileId, doc: &ChecksDoc, names: &Names<'_>, findings: &mut Findings) -> Self {
        let mut programs = BTreeMap::new();
        for (id, doc) in &doc.programs {
            names.check_program(file, id, findings);
            programs.insert(id.value.clone(), PolicyText::new(doc));
        }
        Self { all: PolicyText::new(doc), programs }
    }
}

impl PolicyText {
    fn new(doc: &ChecksDoc) -> Self {
        let copied = |field: &crate::syntax::Field<u32>| field.value().copied();
        Self {
            levels: doc.levels.iter().copied().collect(),
            fail_on: doc.fail_on.value().copied(),
            overdue_grace: copied(&doc.overdue_grace),
            longest_lag: copied(&doc.longest_lag),
            longest_lead: copied(&doc.longest_lead),
            open_starts: copied(&doc.open_starts),
            dangling_ends: copied(&doc.dangling_ends),
            redundant_links: copied(&doc.redundant_links),
            start_to_finish_links: copied(&doc.start_to_finish_links),
        }
    }
}
