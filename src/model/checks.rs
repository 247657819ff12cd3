//! The policy of the gate in `tpm.yaml`: the levels and limits of rules.

use super::names::Names;
use super::sink::FindingSink;
use crate::source::{FileId, Place};
use crate::syntax::{ChecksDoc, FailOn, Importance, Measure};
use std::collections::BTreeMap;

/// The policy of a workspace, with overrides for single programs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checks {
    /// The policy of every program.
    pub all: PolicyText,
    /// The overrides of single programs, by id.
    pub programs: BTreeMap<String, PolicyText>,
}

/// A policy as written, without defaults.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyText {
    /// Levels by the name of a rule or of a set of rules.
    pub levels: BTreeMap<&'static str, Importance>,
    /// Where those are written.
    pub places: BTreeMap<&'static str, Place>,
    /// The lowest level at which the gate fails.
    pub fail_on: Option<FailOn>,
    /// The limits of rules.
    pub limits: BTreeMap<Measure, u32>,
}

impl Checks {
    /// Returns the policy of a `tpm.yaml`; reports each program in it that does not exist.
    pub(super) fn new(file: FileId, doc: &ChecksDoc, names: &Names<'_>, sink: &mut FindingSink<'_>) -> Self {
        let mut programs = BTreeMap::new();
        for (id, doc) in &doc.programs {
            names.check_program(file, id, sink);
            programs.insert(id.value.clone(), PolicyText::new(file, doc));
        }
        Self { all: PolicyText::new(file, doc), programs }
    }
}

impl PolicyText {
    fn new(file: FileId, doc: &ChecksDoc) -> Self {
        Self {
            levels: doc.levels.iter().map(|(word, level, _)| (*word, *level)).collect(),
            places: doc.levels.iter().map(|(word, _, span)| (*word, Place { file, span: *span })).collect(),
            fail_on: doc.fail_on.value().copied(),
            limits: doc.limits.iter().copied().collect(),
        }
    }
}
