//! Changes of risks.

use super::edit::{Edit, Subject};
use super::finder::Finder;
use super::{BeforeAfter, EditKind};
use crate::analysis::Assessment;
use crate::analysis::risk::{self, Assessed, RiskState};
use crate::model::Risk;
use crate::words::words;
use std::collections::BTreeMap;

words! {
    /// How a risk changed.
    pub enum RiskMove {
        Occurred = "occurred",
        Opened = "opened",
        /// It was settled, and is open again.
        Reopened = "reopened",
        Mitigated = "mitigated",
        Closed = "closed",
        Removed = "removed",
        /// One of its keys changed.
        Changed = "changed",
    }
}

/// A risk that changed.
#[derive(Debug, Clone)]
pub struct RiskChange {
    /// Its full id in the head; for a removed one, the id it would have there.
    pub id: String,
    /// What could happen.
    pub title: String,
    pub owner: Option<String>,
    /// How it changed.
    pub what: RiskMove,
    pub state: BeforeAfter<Option<RiskState>>,
    /// What it threatens, on each side on which it may still happen.
    pub threat: BeforeAfter<Option<Assessed>>,
    /// Indices of its edits.
    pub edits: Vec<usize>,
}

/// Returns the risks that changed, by kind of change, then by id.
pub(super) fn all(finder: &Finder<'_>, edits: &[Edit]) -> Vec<RiskChange> {
    let (old, new) = (finder.base.workspace(), finder.head.workspace());
    let before: BTreeMap<String, &Risk> =
        old.risks.iter().map(|risk| (finder.of_program(risk.program, &risk.id), risk)).collect();
    let after: BTreeMap<&str, &Risk> = new.risks.iter().map(|risk| (risk.full_id.as_str(), risk)).collect();
    let mut by_id: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, edit) in edits.iter().enumerate() {
        if let Subject::Risk(id) = &edit.subject {
            by_id.entry(id).or_default().push(at);
        }
    }
    if by_id.is_empty() {
        return Vec::new();
    }
    let threats =
        BeforeAfter { before: threats(finder.base.assessment), after: threats(finder.head.assessment) };
    let mut changes = Vec::new();
    for (id, own) in by_id {
        let (was, is) = (before.get(id).copied(), after.get(id).copied());
        let Some(risk) = is.or(was) else { continue };
        let state = BeforeAfter { before: was.map(RiskState::of), after: is.map(RiskState::of) };
        let workspace = if is.is_some() { new } else { old };
        changes.push(RiskChange {
            id: id.to_owned(),
            title: risk.title.clone(),
            owner: workspace.owner_id(risk.owner).map(str::to_owned),
            what: what(state),
            state,
            threat: BeforeAfter {
                before: was.and_then(|risk| threats.before.get(risk.full_id.as_str()).cloned()),
                after: is.and_then(|risk| threats.after.get(risk.full_id.as_str()).cloned()),
            },
            edits: own.into_iter().filter(|at| edits[*at].kind == EditKind::Set).collect(),
        });
    }
    changes.sort_by(|a, b| (a.what, &a.id).cmp(&(b.what, &b.id)));
    changes
}

/// Returns the risks that may happen, by full id.
fn threats<'w>(assessment: &Assessment<'w>) -> BTreeMap<&'w str, Assessed> {
    let live = |risk: &Assessed| matches!(risk.state, RiskState::Open | RiskState::Mitigated);
    let risks = risk::analyze(assessment).into_iter().filter(live);
    risks.map(|risk| (assessment.workspace.risks[risk.index].full_id.as_str(), risk)).collect()
}

fn what(state: BeforeAfter<Option<RiskState>>) -> RiskMove {
    match (state.before, state.after) {
        (_, None) => RiskMove::Removed,
        (before, Some(after)) if before == Some(after) => RiskMove::Changed,
        (_, Some(RiskState::Occurred)) => RiskMove::Occurred,
        (_, Some(RiskState::Closed)) => RiskMove::Closed,
        (Some(RiskState::Closed | RiskState::Occurred), Some(_)) => RiskMove::Reopened,
        (_, Some(RiskState::Mitigated)) => RiskMove::Mitigated,
        (None, Some(RiskState::Open)) => RiskMove::Opened,
        (Some(_), Some(RiskState::Open)) => RiskMove::Reopened,
    }
}
