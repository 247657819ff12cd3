//! The parts of a diff other than dates: risks, policy, single edits, and what is outside the
//! selection.

use super::BeforeAfterData;
use crate::analysis::diff::{
    Diff, Edit, EditKind, Policy, PolicyKind, RiskChange, RiskMove, Side, Unread, Untold, Value,
};
use crate::analysis::risk::RiskState;
use crate::analysis::threat::Threat;
use crate::render::json::record::record;
use crate::render::json::risks::{CostData, cost_data};
use crate::render::json::source::{Source, source};
use crate::render::json::words::Word;
use crate::syntax::Class;
use schemars::JsonSchema;
use serde::Serialize;

record! {
    pub(super) struct RiskData<'w> of (diff: &'w Diff<'w>, change: &'w RiskChange) {
        /// The full id.
        id: &'w str = &change.id,
        /// What could happen.
        title: &'w str = &change.title,
        /// Its owner.
        owner: Option<&'w str> = change.owner.as_deref(),
        /// How it changed.
        change: Word<RiskMove> = Word(change.what),
        /// Its state.
        state: BeforeAfterData<Option<Word<RiskState>>> = change.state.map(|state| state.map(Word)).into(),
        /// What it threatens, if it may happen.
        threat: BeforeAfterData<Option<ThreatData<'w>>> = threats(diff, change),
        /// Its keys that changed.
        fields: Vec<&'w str> = change.edits.iter().map(|edit| diff.edits[*edit].key.as_str()).collect(),
    }
}

fn threats<'w>(diff: &'w Diff<'w>, change: &'w RiskChange) -> BeforeAfterData<Option<ThreatData<'w>>> {
    let of = |side: Side<'w>, risk: &'w Option<Threat>| risk.as_ref().map(|risk| ThreatData::of(side, risk));
    BeforeAfterData {
        before: of(diff.base, &change.threat.before),
        after: of(diff.head, &change.threat.after),
    }
}

record! {
    pub(super) struct ThreatData<'w> of (side: Side<'w>, threat: &'w Threat) {
        /// The probability that counts, in percent.
        probability_percent: Option<u32> = threat.risk.probability,
        /// The promises that it would make later, as in `tpm risks`.
        costs: Vec<CostData<'w>> =
            threat.costs.iter().map(|cost| cost_data(side.assessment, cost)).collect(),
    }
}

record! {
    pub(super) struct PolicyData<'w> of (policy: &'w Policy) {
        /// Its kind.
        what: Word<PolicyKind> = Word(policy.what),
        /// The id of a program, milestone or risk, or `tpm.yaml`.
        of: &'w str = &policy.subject,
        #[serde(flatten)]
        values: ValuesData<'w> =
            ValuesData { field: &policy.key, before: policy.before.clone(), after: policy.after.clone() },
        /// Whether the gate finds less than before.
        loosened: bool = policy.is_loosened(),
    }
}

record! {
    pub(super) struct EditData<'w> of (diff: &'w Diff<'w>, edit: &'w Edit) {
        /// What was edited: an id, the name of a freeze, or `tpm.yaml`.
        of: &'w str = edit.subject.name(),
        /// The kind of subject.
        kind: &'static str = edit.subject.kind(),
        /// How it changed.
        change: Word<EditKind> = Word(edit.kind),
        /// What kind of change it is; null if it moves no date.
        class: Option<Word<Class>> = edit.class.map(Word),
        #[serde(flatten)]
        values: ValuesData<'w> = ValuesData::of(edit),
        /// Whether it changes a number, judgement or finding, or concerns a promise, owner, risk,
        /// ask or rule; true also if that was not tried.
        has_effect: bool = edit.has_effect,
        /// Its place in the base.
        base_source: Option<Source<'w>> = edit.before_at.map(|place| source(diff.base.sources, place)),
        /// Its place in the head.
        source: Option<Source<'w>> = edit.after_at.map(|place| source(diff.head.sources, place)),
    }
}

record! {
    /// What was edited, and how.
    pub(super) struct ValuesData<'w> of (edit: &'w Edit) {
        /// The key; for what was added, removed or renamed, the kind of subject.
        field: &'w str = &edit.key,
        /// The old value, as written in a plan; of a list, the items removed.
        before: Option<String> = edit.before.as_ref().map(Value::text),
        /// The new value, as written in a plan; of a list, the items added.
        after: Option<String> = edit.after.as_ref().map(Value::text),
    }
}

record! {
    pub(super) struct UnreadData<'w> of (unread: &'w Unread) {
        /// The full id of a milestone, the id of a program, or `tpm.yaml`.
        of: &'w str = &unread.of,
        /// On which side: `base` or `head`.
        side: &'static str = if unread.is_head { "head" } else { "base" },
        /// What is wrong with it, in words; `diagnostics` and `base_diagnostics` have the findings.
        because: &'w str = &unread.because,
    }
}

record! {
    pub(super) struct UntoldData of (untold: Untold) {
        /// Forecasts of milestones that moved.
        forecast_count: usize = untold.forecasts,
        /// Promises that changed, or whose outcome did.
        promise_count: usize = untold.promises,
        /// Edits that neither concern the selection nor move it.
        edit_count: usize = untold.edits,
    }
}
