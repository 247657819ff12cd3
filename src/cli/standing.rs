//! The standing baseline of a workspace: whether it is there to measure against.

use super::gate_args::CheckArgs;
use super::report::{Call, Session};
use crate::io::history::Revision;
use crate::rules::{NoBaseline, Policy, rule};
use crate::syntax::Importance;

/// Returns what is wrong with the `baseline` of `tpm.yaml`, where the rule about it counts. Without a repository, and where
/// a part of it is not here, nothing can be said of a commit.
pub(super) fn no_baseline(
    args: &CheckArgs,
    call: &Call<'_>,
    session: &Session,
    policy: &Policy,
) -> Option<NoBaseline> {
    let settings = &session.workspace.settings;
    let (revision, place) = settings.baseline.as_ref().zip(settings.baseline_at)?;
    let rule = rule("unknown-baseline")?;
    if policy.said(rule, "").unwrap_or(rule.level) == Importance::Off {
        return None;
    }
    let fault = match Revision::parse(revision) {
        Err(fault) => fault,
        Ok(revision) => {
            let repository = call.repository(&call.place(&args.select.select)).ok()?;
            let found = call.at_revision(&*repository, &revision);
            found.err().filter(|_| !repository.is_shallow())?.to_string()
        }
    };
    let (reason, help) = match fault.split_once("\n  = help: ") {
        Some((reason, help)) => (reason.to_owned(), Some(help.to_owned())),
        None => (fault, None),
    };
    Some(NoBaseline { revision: revision.clone(), place, reason, help })
}
