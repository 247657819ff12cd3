//! `unknown-baseline`

use super::{Case, Offence, Rule};
use crate::source::Place;
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "unknown-baseline",
    level: Importance::Warn,
    explanation: "`baseline:` in `tpm.yaml` names the commit whose forecasts `tpm slippage --against baseline` measures against, and there is no such commit: a tag that was \
never pushed, a branch that was deleted, a day that is still to come. Whoever asks for that report gets none. Name one that is there. Where the plans lie in no git repository, and in a \
clone that has only a part of the history, nothing is told.",
    bad: "# before\n# programs/tpm.yaml\ncurrency: EUR\n# programs/checkout.yaml\nmilestones:\n  ledger: {owner: bo, duration: 3w, due: 2026-12-11}\n# after\n# programs/tpm.yaml\nbaseline: v1\n# programs/checkout.yaml\nmilestones:\n  ledger: {owner: bo, duration: 3w, due: 2026-12-11}\n",
    good: "# before\n# programs/tpm.yaml\ncurrency: EUR\n# programs/checkout.yaml\nmilestones:\n  ledger: {owner: bo, duration: 3w, due: 2026-12-11}\n# after\n# programs/tpm.yaml\nbaseline: main\n# programs/checkout.yaml\nmilestones:\n  ledger: {owner: bo, duration: 3w, due: 2026-12-11}\n",
    since: "0.1.0",
    compares: true,
    check,
};

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

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    let Some(NoBaseline { revision, place, reason, help }) = case.no_baseline else { return };
    let message = format!("`baseline: {revision}` leads nowhere: {reason}");
    offences.push(Offence::of_workspace(&RULE, *place, message).tell(|finding| {
        let usual = "name a branch, a tag, a hash, `A...B` or a day that is there";
        finding.label("no such commit").help(help.as_deref().unwrap_or(usual)).fact("baseline", revision)
    }));
}
