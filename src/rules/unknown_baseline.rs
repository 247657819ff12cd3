//! `unknown-baseline`

use super::{Case, Violation};
use crate::source::Place;

/// The standing baseline of a workspace, where there is no such commit.
#[derive(Debug, Clone)]
pub struct NoBaseline {
    /// As it is written.
    pub revision: String,
    /// Where.
    pub place: Place,
    /// Why there is none.
    pub reason: String,
    /// What mends that.
    pub help: Option<String>,
}

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    let Some(NoBaseline { revision, place, reason, help }) = case.no_baseline else { return };
    let message = format!("`baseline: {revision}`: {reason}");
    violations.push(Violation::of_workspace(*place, message).tell(|finding| {
        let usual = "name a branch, a tag, a hash, `A...B` or a day that is there";
        finding.label("no such commit").help(help.as_deref().unwrap_or(usual)).fact("baseline", revision)
    }));
}
