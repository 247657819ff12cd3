//! The policy of the gate: from the command line, and from the plans or a commit.

use super::args::CheckFormat;
use super::call::Call;
use super::session::Session;
use crate::finding::{Finding, Level};
use crate::rules::{Overrides, Policy, granted};
use anyhow::Result;

/// Returns the policy of the plans; with `--policy-from`, that of a commit, with its hash and
/// plans.
///
/// If `tpm.yaml` has errors at that commit, its policy is not trusted. So that a change which fixes
/// it can pass, the policy of the plans then applies where it is stricter than the defaults.
pub(super) fn policy(
    typed: Overrides,
    policy_from: Option<&str>,
    call: &Call<'_, CheckFormat>,
    session: &Session,
) -> Result<(Policy, Option<(String, Session)>)> {
    let written = session.workspace.checks.clone();
    let Some(revision) = policy_from else { return Ok((Policy::new(written, typed), None)) };
    let (commit, version) = call.version(session, "--policy-from", revision)?;
    let (then, shared) = (&version.workspace, version.files.shared);
    let is_shared = |finding: &&Finding| Some(finding.primary.place.file) == shared;
    let mut of_shared = version.findings.iter().filter(is_shared);
    let policy = match of_shared.any(|finding| finding.level == Level::Error) {
        true => Policy::new(written, typed).instead_of(commit.clone()),
        false => Policy::new(then.checks.clone(), typed),
    };
    Ok((policy.with_waivers(granted(then)), Some((commit, version))))
}
