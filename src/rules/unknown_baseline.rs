//! `unknown-baseline`

use super::{Case, Violation};
use crate::source::Place;

/// The baseline of `tpm.yaml`, if its commit does not exist.
#[derive(Debug, Clone)]
pub struct NoBaseline {
    /// The revision as written.
    pub revision: String,
    /// The place in `tpm.yaml`.
    pub place: Place,
    /// Why there is no such commit.
    pub reason: String,
    /// How to fix it.
    pub help: Option<String>,
}

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    let Some(NoBaseline { revision, place, reason, help }) = case.commits.no_baseline else { return };
    let message = format!("`baseline: {revision}`: {reason}");
    violations.push(Violation::of_workspace(*place, message).with(|finding| {
        let usual = "name a branch, a tag, a hash, `A...B` or a day that is there";
        finding.label("no such commit").help(help.as_deref().unwrap_or(usual)).fact("baseline", revision)
    }));
}
