//! The parts of a diff other than dates: risks, policy, single edits, and what is outside the
//! selection.

use super::BeforeAfterData;
use crate::analysis::diff::{
    Diff, Edit, EditKind, Policy, PolicyKind, RiskChange, RiskMove, Side, Unread, Untold, Value,
};
use crate::analysis::risk::{Assessed, RiskState};
use crate::render::json::risks::{TargetData, target_data};
use crate::render::json::source::{Source, source};
use crate::render::json::tenth;
use crate::render::json::words::Word;
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct RiskData<'w> {
    /// The full id.
    id: &'w str,
    /// What could happen.
    title: &'w str,
    /// Its owner.
    owner: Option<&'w str>,
    /// How it changed.
    change: Word<RiskMove>,
    /// Its state.
    state: BeforeAfterData<Option<Word<RiskState>>>,
    /// What it threatens, if it may happen.
    threat: BeforeAfterData<Option<ThreatData<'w>>>,
    /// Its keys that changed.
    fields: Vec<&'w str>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ThreatData<'w> {
    /// The probability that counts, in percent.
    probability_percent: Option<u32>,
    /// Probability times the impact beyond the room, in working days to a tenth: the largest of its
    /// targets.
    float_aware_exposure_workdays: Option<f64>,
    /// What it threatens, worst first.
    targets: Vec<TargetData<'w>>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct PolicyData<'w> {
    /// Its kind.
    what: Word<PolicyKind>,
    /// The id of a program, milestone or risk, or `tpm.yaml`.
    of: &'w str,
    #[serde(flatten)]
    values: ValuesData<'w>,
    /// Whether the gate finds less than before.
    loosened: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct EditData<'w> {
    /// What was edited: an id, the name of a freeze, or `tpm.yaml`.
    of: &'w str,
    /// The kind of subject.
    kind: &'static str,
    /// How it changed.
    change: Word<EditKind>,
    #[serde(flatten)]
    values: ValuesData<'w>,
    /// Whether it changes a number, judgement or finding, or concerns a promise, owner, risk, ask
    /// or rule; true also if that was not tried.
    has_effect: bool,
    /// Its place in the base.
    base_source: Option<Source<'w>>,
    /// Its place in the head.
    source: Option<Source<'w>>,
}

/// What was edited, and how.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ValuesData<'w> {
    /// The key; for what was added, removed or renamed, the kind of subject.
    field: &'w str,
    /// The old value, as written in a plan; of a list, the items removed.
    before: Option<String>,
    /// The new value, as written in a plan; of a list, the items added.
    after: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct UnreadData<'w> {
    /// The full id of a milestone, the id of a program, or `tpm.yaml`.
    of: &'w str,
    /// On which side: `base` or `head`.
    side: &'static str,
    /// What is wrong with it, in words; `diagnostics` and `base_diagnostics` have the findings.
    because: &'w str,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct UntoldData {
    /// Forecasts of milestones that moved.
    forecast_count: usize,
    /// Promises that changed, or whose outcome did.
    promise_count: usize,
    /// Edits that neither concern the selection nor move it.
    edit_count: usize,
}

pub(super) fn risk<'w>(diff: &'w Diff<'w>, change: &'w RiskChange) -> RiskData<'w> {
    RiskData {
        id: &change.id,
        title: &change.title,
        owner: change.owner.as_deref(),
        change: Word(change.what),
        state: change.state.map(|state| state.map(Word)).into(),
        threat: BeforeAfterData {
            before: threat(diff.base, change.threat.before.as_ref()),
            after: threat(diff.head, change.threat.after.as_ref()),
        },
        fields: change.edits.iter().map(|edit| diff.edits[*edit].key.as_str()).collect(),
    }
}

fn threat<'w>(side: Side<'w>, risk: Option<&Assessed>) -> Option<ThreatData<'w>> {
    let risk = risk?;
    Some(ThreatData {
        probability_percent: risk.probability,
        float_aware_exposure_workdays: risk.float_aware.map(tenth),
        targets: risk.targets.iter().map(|target| target_data(side.assessment, target)).collect(),
    })
}

pub(super) fn policy(policy: &Policy) -> PolicyData<'_> {
    PolicyData {
        what: Word(policy.what),
        of: &policy.subject,
        values: ValuesData { field: &policy.key, before: policy.before.clone(), after: policy.after.clone() },
        loosened: policy.is_loosened(),
    }
}

pub(super) fn edit_data<'w>(diff: &'w Diff<'w>, edit: &'w Edit) -> EditData<'w> {
    EditData {
        of: edit.subject.name(),
        kind: edit.subject.kind(),
        change: Word(edit.kind),
        values: values(edit),
        has_effect: edit.has_effect,
        base_source: edit.before_at.map(|place| source(diff.base.sources, place)),
        source: edit.after_at.map(|place| source(diff.head.sources, place)),
    }
}

pub(super) fn values(edit: &Edit) -> ValuesData<'_> {
    let text = |value: &Option<Value>| value.as_ref().map(Value::text);
    ValuesData { field: &edit.key, before: text(&edit.before), after: text(&edit.after) }
}

pub(super) fn unread(unread: &Unread) -> UnreadData<'_> {
    UnreadData {
        of: &unread.of,
        side: if unread.is_head { "head" } else { "base" },
        because: &unread.because,
    }
}

pub(super) fn untold(untold: Untold) -> UntoldData {
    UntoldData { forecast_count: untold.forecasts, promise_count: untold.promises, edit_count: untold.edits }
}
