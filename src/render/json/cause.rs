//! What reports that share out a move have in common.

use super::record::record;
use super::words::Word;
use crate::analysis::diff::{Cause, Side, owner_of};
use crate::syntax::Class;
use schemars::JsonSchema;
use serde::Serialize;

record! {
    /// What a cause is about.
    pub(super) struct AboutData<'w> of (base: Side<'w>, head: Side<'w>, cause: &'w Cause) {
        /// The full id of the milestone that was edited; null for anything else.
        milestone: Option<&'w str> = cause.subject.milestone(),
        /// What was edited: the id of a milestone, program, owner or calendar, the name of a
        /// freeze, or `tpm.yaml`.
        of: &'w str = cause.subject.name(),
        /// The kind of subject.
        kind: &'static str = cause.subject.kind(),
        /// What kind of change it is.
        class: Word<Class> = Word(cause.class),
        /// The owner of the milestone.
        owner: Option<&'w str> = owner_of(base, head, &cause.subject),
    }
}

/// Returns a number to its nearest tenth, as it is printed.
pub(super) fn tenths(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}
