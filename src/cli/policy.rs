//! The policy of the gate: from the command line, and from the plans or a commit.

use super::call::Call;
use super::session::Session;
use crate::analysis::diff::Matching;
use crate::finding::{Finding, Level};
use crate::model::{Trees, Workspace};
use crate::rules::{Overrides, Policy};
use anyhow::Result;

/// What judges the plans.
pub(super) struct Judge {
    /// The policy, under the ids of the plans that it is from.
    pub(super) policy: Policy,
    /// With `--policy-from`, the commit that the policy is from, with its plans.
    pub(super) then: Option<(String, Session)>,
}

impl Judge {
    /// Returns the policy of the plans; with `--policy-from`, that of a commit.
    ///
    /// If `tpm.yaml` has errors at that commit, its policy is not trusted. So that a change which
    /// fixes it can pass, the policy of the plans then applies where it is stricter than the
    /// defaults.
    pub(super) fn new<F>(
        typed: Overrides,
        policy_from: Option<&str>,
        call: &Call<'_, F>,
        session: &Session,
    ) -> Result<Self> {
        let written = session.workspace.checks.clone();
        let Some(revision) = policy_from else {
            return Ok(Self { policy: Policy::new(written, typed), then: None });
        };
        let (commit, version) = call.version(session, ("--policy-from", revision), Trees::Kept)?;
        let shared = version.files.shared;
        let is_shared = |finding: &&Finding| Some(finding.primary.place.file) == shared;
        let mut of_shared = version.findings.iter().filter(is_shared);
        let is_trusted = !of_shared.any(|finding| finding.level == Level::Error);
        let checks = if is_trusted { version.workspace.checks.clone() } else { written };
        let mut policy = Policy::new(checks, typed);
        policy.instead_of = (!is_trusted).then(|| commit.clone());
        Ok(Self { policy, then: Some((commit, version)) })
    }

    /// Lets the settings of the policy's commit judge other plans.
    pub(super) fn settle(&self, workspace: &mut Workspace) {
        if let Some((_, then)) = &self.then {
            let is_trusted = self.policy.instead_of.is_none();
            workspace.settings = workspace.settings.judged_by(&then.workspace.settings, is_trusted);
        }
    }

    /// Returns the policy under the ids of other plans, and what was what; `None` without a commit.
    pub(super) fn of(&self, plans: &Session) -> Option<(Policy, Matching)> {
        let (_, then) = self.then.as_ref()?;
        let (old, new) = (&then.workspace, &plans.workspace);
        let matching = Matching::between((old, &then.files.sources), (new, &plans.files.sources));
        Some((self.policy.of_plans(old, new, &matching), matching))
    }
}
