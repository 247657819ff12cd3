//! Changes of risks.

use super::edit::{Edit, Subject};
use super::finder::Finder;
use super::{BeforeAfter, EditKind};
use crate::analysis::risk::RiskState;
use crate::analysis::threat::{Threat, Threats};
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
    pub threat: BeforeAfter<Option<Threat>>,
    /// Indices of its edits.
    pub edits: Vec<usize>,
}

/// Returns the risks that changed, by kind of change, then by id.
pub(super) fn all(finder: &Finder<'_>, edits: &[Edit]) -> Vec<RiskChange> {
    let (old, new) = (finder.base.workspace(), finder.head.workspace());
    let risks = old.risks.iter().enumerate();
    let before: BTreeMap<String, (usize, &Risk)> =
        risks.map(|(at, risk)| (finder.of_program(risk.program, &risk.id), (at, risk))).collect();
    let risks = new.risks.iter().enumerate();
    let after: BTreeMap<&str, (usize, &Risk)> =
        risks.map(|(at, risk)| (risk.full_id.as_str(), (at, risk))).collect();
    let mut by_id: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, edit) in edits.iter().enumerate() {
        if let Subject::Risk(id) = &edit.subject {
            by_id.entry(id).or_default().push(at);
        }
    }
    if by_id.is_empty() {
        return Vec::new();
    }
    let (mut on_base, mut on_head) =
        (Threats::new(finder.base.assessment), Threats::new(finder.head.assessment));
    let mut changes = Vec::new();
    for (id, own) in by_id {
        let (was, is) = (before.get(id).copied(), after.get(id).copied());
        let Some((_, risk)) = is.or(was) else { continue };
        let state = |risk: Option<(usize, &Risk)>| risk.map(|(_, risk)| RiskState::of(risk));
        let state = BeforeAfter { before: state(was), after: state(is) };
        let workspace = if is.is_some() { new } else { old };
        changes.push(RiskChange {
            id: id.to_owned(),
            title: risk.title.clone(),
            owner: workspace.owner_id(risk.owner).map(str::to_owned),
            what: what(state),
            state,
            threat: BeforeAfter {
                before: was.and_then(|(at, _)| threat(&mut on_base, at)),
                after: is.and_then(|(at, _)| threat(&mut on_head, at)),
            },
            edits: own.into_iter().filter(|at| edits[*at].kind == EditKind::Set).collect(),
        });
    }
    changes.sort_by(|a, b| (a.what, &a.id).cmp(&(b.what, &b.id)));
    changes
}

/// Returns what a risk costs if it may happen.
fn threat(threats: &mut Threats<'_>, at: usize) -> Option<Threat> {
    Some(threats.of_index(at)).filter(|threat| threat.risk.is_live())
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
