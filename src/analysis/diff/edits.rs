//! Every edit between two sides.

use super::edit::{Edit, Subject};
use super::finder::Finder;
use super::shared;

/// Returns every edit, by subject and key.
pub(super) fn all(finder: &Finder<'_>) -> Vec<Edit> {
    let (mut edits, head) = (Vec::new(), finder.head.workspace());
    for id in head.program_ids() {
        finder.program(id, &mut edits);
        if let Some(before) = finder.matching.before(id) {
            shared::freezes_of(finder, Some((id, before)), &mut edits);
        }
    }
    for id in head.milestone_ids() {
        finder.milestone(id, &mut edits);
    }
    finder.removed(&mut edits);
    finder.matters("risks", Subject::Risk, &mut edits, |doc| {
        doc.risks.iter().map(|risk| (risk.id.as_str(), risk.span, !risk.reading.is_whole())).collect()
    });
    finder.matters("asks", Subject::Ask, &mut edits, |doc| {
        doc.asks.iter().map(|ask| (ask.id.as_str(), ask.span, false)).collect()
    });
    shared::find(finder, &mut edits);
    edits.sort_by(|a, b| {
        let key = |edit: &Edit| (edit.subject.clone(), edit.kind, edit.key.clone());
        key(a).cmp(&key(b)).then_with(|| (&a.before, &a.after).cmp(&(&b.before, &b.after)))
    });
    edits
}
