//! The standing baseline of a workspace: whether it is there to measure against.

use super::args::CheckFormat;
use super::call::Call;
use super::session::Session;
use crate::io::history::Revision;
use crate::io::refusal::Refusal;
use crate::rules::{NoBaseline, Policy, rule};
use crate::syntax::Importance;

/// Returns what is wrong with the `baseline` of `tpm.yaml`, where the rule about it counts. Without
/// a repository, and where a part of it is not here, nothing can be said of a commit.
pub(super) fn no_baseline(
    call: &Call<'_, CheckFormat>,
    session: &Session,
    policy: &Policy,
) -> Option<NoBaseline> {
    let settings = &session.workspace.settings;
    let (revision, place) = settings.baseline.as_ref().zip(settings.baseline_at)?;
    if policy.level(rule("unknown-baseline")?, "") == Importance::Off {
        return None;
    }
    let fault = match Revision::parse(revision) {
        Err(fault) => fault.into(),
        Ok(revision) => {
            let repository = call.repository(&session.location).ok()?;
            let found = call.at_revision(&*repository, &revision);
            found.err().filter(|_| !repository.is_shallow())?
        }
    };
    let help = Refusal::of(&*fault).and_then(|refusal| refusal.help.first().cloned());
    Some(NoBaseline { revision: revision.clone(), place, reason: fault.to_string(), help })
}
