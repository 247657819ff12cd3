//! Which commits matter.

use crate::analysis::diff::{Edit, EditKind, Side, edits};
use crate::syntax::Nature;

/// Keys that only say what something is called, or remark on it: no date, promise, owner, risk, ask
/// or rule depends on them.
const REMARKS: [&str; 11] = [
    "name",
    "summary",
    "title",
    "note",
    "links",
    "workstream",
    "formerly",
    "team",
    "github",
    "email",
    "trigger",
];

/// Whether a version differs from the one before it in more than remarks, comments and layout.
pub fn matters(before: Side<'_>, after: Side<'_>) -> bool {
    edits(before, after).iter().any(is_more_than_a_remark)
}

fn is_more_than_a_remark(edit: &Edit) -> bool {
    edit.kind != EditKind::Set || edit.nature != Nature::Text || !REMARKS.contains(&edit.key.as_str())
}
