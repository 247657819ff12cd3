//! What `tpm.yaml` says of the gate: how much each rule matters, and what rules measure with.

use super::names::Names;
use super::told::Told;
use crate::source::FileId;
use crate::syntax::{ChecksDoc, FailOn, Importance, Measure};
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
    /// What rules measure with.
    pub limits: BTreeMap<Measure, u32>,
}

impl Checks {
    /// Returns the policy of a `tpm.yaml`, with a finding for each program in it that does not exist.
    pub(super) fn new(file: FileId, doc: &ChecksDoc, names: &Names<'_>, told: &mut Told<'_>) -> Self {
        let mut programs = BTreeMap::new();
        for (id, doc) in &doc.programs {
            names.check_program(file, id, told);
            programs.insert(id.value.clone(), PolicyText::new(doc));
        }
        Self { all: PolicyText::new(doc), programs }
    }
}

impl PolicyText {
    fn new(doc: &ChecksDoc) -> Self {
        Self {
            levels: doc.levels.iter().copied().collect(),
            fail_on: doc.fail_on.value().copied(),
            limits: doc.limits.iter().copied().collect(),
        }
    }
}
