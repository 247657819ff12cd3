//! How often firm promises are kept.

use crate::analysis::Assessment;
use crate::analysis::kept::Kept;
use crate::analysis::status::Status;
use crate::model::ProgramId;
use crate::schedule::PromiseHolder;
use crate::view::odds::kept_in;
use crate::view::phrases::{date, list, together};
use crate::view::{Cell, Report, Tone};
use std::collections::BTreeSet;

/// How many promises are named without `--all`.
const NAMED: usize = 5;

/// Returns `kept 27 %` of a firm promise, if that was asked.
pub(super) fn kept(status: &Status, holder: PromiseHolder) -> Option<String> {
    status.odds.as_ref()?.of(holder).map(words)
}

fn words(kept: Kept) -> String {
    together(&format!("kept {}", kept_in(kept.share, kept.is_earliest)))
}

/// Returns who makes the promise that the row of a program shows: the program, or its finish if
/// that promises the same day itself.
pub(super) fn of_program(assessment: &Assessment<'_>, id: ProgramId) -> Option<PromiseHolder> {
    let workspace = assessment.workspace;
    let due = workspace.program(id).promise.due?;
    let finish = assessment.finish_milestone(id)?;
    match workspace.milestone(finish).promise.due {
        Some(own) if own == due => Some(finish.into()),
        _ => Some(id.into()),
    }
}

/// Tells how often firm promises are kept that are neither in the ranked list nor in the rows of
/// programs.
pub(super) fn others(
    report: &mut Report,
    assessment: &Assessment<'_>,
    status: &Status,
    programs: impl Iterator<Item = ProgramId>,
    all: bool,
) {
    let Some(odds) = &status.odds else { return };
    let mut told: BTreeSet<PromiseHolder> =
        status.needs.iter().filter_map(|need| need.subject.holder()).collect();
    told.extend(programs.filter_map(|id| of_program(assessment, id)));
    let others: Vec<_> = odds.promises.iter().filter(|(holder, _)| !told.contains(holder)).collect();
    let most = if all { others.len() } else { NAMED };
    let near = assessment.as_of();
    let one = |(holder, kept): &&(PromiseHolder, Kept)| {
        let due = date(kept.due, near);
        format!("{} of {due} {}", holder.full_id(assessment.workspace), words(*kept))
    };
    let mut named: Vec<String> = others.iter().take(most).map(one).collect();
    if named.is_empty() {
        return;
    }
    if others.len() > most {
        named.push(format!("{} more", others.len() - most));
    }
    report.line([Cell::toned("Other firm promises: ", Tone::Strong), Cell::from(list(&named))]);
    report.gap();
}
