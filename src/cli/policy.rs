//! The policy of the gate: from the command line, and from the plans or a commit.

use super::args::{CheckArgs, CheckFormat, From};
use super::call::Call;
use super::session::Session;
use crate::finding::{Finding, Level};
use crate::rules::{Overrides, Policy, granted};
use crate::syntax::{FailOn, Importance};
use anyhow::{Result, bail};

/// Returns the policy of the plans; with `--policy-from`, that of a commit, with its hash and
/// plans.
///
/// If `tpm.yaml` has errors at that commit, its policy is not trusted. So that a change which fixes
/// it can pass, the policy of the plans then applies where it is stricter than the defaults.
pub(super) fn policy(
    args: &CheckArgs,
    call: &Call<'_, CheckFormat>,
    session: &Session,
) -> Result<(Policy, Option<(String, Session)>)> {
    let typed = overrides(args)?;
    let written = session.workspace.checks.clone();
    let Some(revision) = &args.policy_from else { return Ok((Policy::new(written, typed), None)) };
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

fn overrides(args: &CheckArgs) -> Result<Overrides> {
    let mut overrides = Overrides::default();
    let levels =
        [(&args.error, Importance::Error), (&args.warn, Importance::Warn), (&args.off, Importance::Off)];
    for (words, level) in levels {
        for word in words {
            match overrides.levels.insert(word, level) {
                Some(other) if other != level => {
                    bail!("`{word}` is given as --{} and as --{}", other.word(), level.word())
                }
                _ => {}
            }
        }
    }
    overrides.fail_on = args.fail_on.map(|from| match from {
        From::Error => FailOn::Error,
        From::Warn => FailOn::Warn,
        From::Never => FailOn::Never,
    });
    Ok(overrides)
}
