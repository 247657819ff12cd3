//! The policy of the gate: from the command line, and from the plans or a commit.

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
pub(super) fn policy<F>(
    typed: Overrides,
    policy_from: Option<&str>,
    call: &Call<'_, F>,
    session: &Session,
) -> Result<(Policy, Option<(String, Session)>)> {
    let written = session.workspace.checks.clone();
    let Some(revision) = policy_from else { return Ok((Policy::new(written, typed), None)) };
    let (commit, version) = call.version(session, "--policy-from", revision)?;
    let (then, shared) = (&version.workspace, version.files.shared);
    let is_shared = |finding: &&Finding| Some(finding.primary.place.file) == shared;
    let mut of_shared = version.findings.iter().filter(is_shared);
    let is_trusted = !of_shared.any(|finding| finding.level == Level::Error);
    let mut policy = Policy::new(if is_trusted { then.checks.clone() } else { written }, typed);
    policy.instead_of = (!is_trusted).then(|| commit.clone());
    policy.waivers = Some(granted(then));
    Ok((policy, Some((commit, version))))
}
