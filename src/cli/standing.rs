//! Checks that the commit of `baseline` in `tpm.yaml` exists.

use super::args::CheckFormat;
use super::call::Call;
use super::session::Session;
use crate::io::history::Revision;
use crate::io::refusal::Refusal;
use crate::rules::{NoBaseline, Policy, rule};
use crate::syntax::Importance;

/// Returns the `baseline` of `tpm.yaml` if its commit does not exist and the rule about that is on.
/// None without a repository, or in a shallow clone, which may lack the commit.
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
