//! Rules that report findings only if a program has more of them than its policy allows.

use super::Case;
use crate::model::{MilestoneId, ProgramId};
use crate::syntax::Measure;
use std::collections::BTreeMap;

/// One of too many findings in a program.
pub(super) struct Counted<T> {
    /// The milestone that it is about.
    pub(super) id: MilestoneId,
    /// The rule's own data.
    pub(super) what: T,
    /// `: soc2 has 3 of them, 1 allowed`; empty if the limit is 0.
    pub(super) beyond: String,
}

/// Returns the findings of those programs that have more than their policy allows.
pub(super) fn too_many<T>(
    case: &Case<'_>,
    found: Vec<(MilestoneId, T)>,
    allowed: Measure,
) -> Vec<Counted<T>> {
    let program = |id: MilestoneId| case.workspace().milestone(id).program;
    let mut counts: BTreeMap<ProgramId, usize> = BTreeMap::new();
    for (id, _) in &found {
        *counts.entry(program(*id)).or_default() += 1;
    }
    let mut reported = Vec::new();
    for (id, what) in found {
        let (name, count) = (&case.workspace().program(program(id)).id, counts[&program(id)]);
        let allowed = case.limit(allowed, program(id));
        if count <= allowed as usize {
            continue;
        }
        let beyond = match allowed {
            0 => String::new(),
            _ => format!(": `{name}` has {count} of them, {allowed} allowed"),
        };
        reported.push(Counted { id, what, beyond });
    }
    reported
}
