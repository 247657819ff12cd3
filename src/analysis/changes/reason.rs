//! The edits behind a move: the one place that reads the causes of a diff.

use crate::analysis::diff::{Cause, Causes, Diff};
use crate::analysis::lateness::Lateness;
use crate::schedule::PromiseHolder;
use crate::syntax::Class;
use std::collections::BTreeMap;

/// Edits that moved a forecast, or would have without others: those of one class at one milestone,
/// or at what else was edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    pub class: Class,
    /// Indices of the edits of the diff.
    pub edits: Vec<usize>,
    /// Their part of the move. Together with the time that passed, the parts add up to it.
    pub share: Lateness,
    /// How much earlier the forecast would be without them, as of the day of now.
    pub if_undone: Lateness,
}

impl Reason {
    /// Whether taking it back would change the day.
    pub fn counts(&self) -> bool {
        self.if_undone.days != 0
    }
}

/// What a diff says of a forecast that moved.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reasons {
    /// The largest share in the direction of the move first.
    pub list: Vec<Reason>,
    /// What no edit that was understood explains.
    pub rest: Option<Lateness>,
    /// The largest standard error of a share in days; none if the shares are exact.
    pub error: Option<f64>,
}

/// The edits behind every forecast that a diff says moved, or that stays because edits offset each
/// other.
pub(super) struct Found<'d>(BTreeMap<PromiseHolder, &'d Causes>);

impl<'d> Found<'d> {
    pub(super) fn new(diff: &'d Diff<'_>) -> Self {
        let milestones = diff.milestones.iter().map(|change| (change.pair.holder(), &change.causes));
        let programs = diff.programs.iter().map(|change| (change.pair.holder(), &change.causes));
        let held = diff.held.iter().map(|held| (held.holder, &held.causes));
        let all = milestones.chain(programs).chain(held);
        Self(all.filter_map(|(pair, causes)| Some((pair.head()?, causes))).collect())
    }

    /// Returns the edits that moved something by so much.
    pub(super) fn of(&self, now: PromiseHolder, by: Option<Lateness>) -> Reasons {
        let Some(causes) = self.0.get(&now) else { return Reasons::default() };
        let reason = |cause: &Cause| Reason {
            class: cause.class,
            edits: cause.edits.clone(),
            share: cause.share,
            if_undone: cause.alone,
        };
        let mut list: Vec<Reason> = causes.list.iter().map(reason).collect();
        let sign = by.map_or(0, |by| by.days.signum());
        // The order of the diff stays where the days are equal.
        list.sort_by_key(|reason| -sign * reason.share.days);
        Reasons { list, rest: causes.rest, error: causes.error }
    }
}
