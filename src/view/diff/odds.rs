//! How often promises are kept before and after.

use super::Limits;
use crate::analysis::diff::{BeforeAfter, Diff, KeptChange, Side};
use crate::analysis::kept::Kept;
use crate::english::{count, thousands};
use crate::schedule::PromiseHolder;
use crate::view::odds::kept_in;
use crate::view::phrases::{self, earliest};
use crate::view::{Cell, Column, Report, Tone};

/// Lists the promises that are kept more or less often than before.
pub(super) fn odds(report: &mut Report, diff: &Diff<'_>, limits: Limits) {
    let Some(odds) = &diff.odds else { return };
    let promises = if odds.firm_only { "firm promises" } else { "promises" };
    let changed: Vec<&KeptChange> = odds.promises.iter().filter(|change| change.is_change()).collect();
    let as_before = odds.promises.len() - changed.len();
    if odds.promises.is_empty() {
        return;
    }
    report.gap();
    if changed.is_empty() {
        let text = format!("All {promises} are kept as often as before.");
        report.line([Cell::toned(text, Tone::Faint)]);
        return;
    }
    let runs = thousands(odds.settings.runs);
    report.heading(format!("How often {promises} are kept, in {runs} runs with the same luck"));
    let columns = vec![
        Column::keep("promise"),
        Column::keep("firm").drop(1),
        Column::keep("kept"),
        Column::keep("P80").drop(2),
    ];
    let rows = changed.iter().take(limits.promises).map(|change| row(diff, change)).collect();
    report.table(2, columns, rows);
    let mut rest = Vec::new();
    let more = changed.len().saturating_sub(limits.promises);
    rest.extend((more > 0).then(|| format!("{more} more; `--all` lists them")));
    rest.extend((as_before > 0).then(|| format!("{} as often as before", count(as_before, "other"))));
    if !rest.is_empty() {
        report.line([Cell::toned(format!("  and {}", rest.join(", ")), Tone::Faint)]);
    }
}

fn row(diff: &Diff<'_>, change: &KeptChange) -> Vec<Cell> {
    let near = diff.head.assessment.as_of();
    let runs = change.kept.map(|kept| kept.map(|kept| kept.share.runs));
    let tone = match (runs.before, runs.after) {
        (Some(before), Some(after)) if after < before => Tone::Bad,
        (Some(before), Some(after)) if after > before => Tone::Good,
        _ => Tone::Plain,
    };
    let share = |side, holder, kept: Option<Kept>| match kept {
        Some(kept) => kept_in(kept.share, kept.is_earliest),
        None => without(side, holder),
    };
    let day = |kept: Option<Kept>| match kept {
        Some(Kept { p80: Some(day), is_earliest, .. }) => earliest(day, is_earliest, near),
        Some(_) => "no date".into(),
        None => "—".to_owned(),
    };
    let shares = BeforeAfter {
        before: share(diff.base, change.holder.base(), change.kept.before),
        after: share(diff.head, change.holder.head(), change.kept.after),
    };
    vec![
        Cell::toned(diff.id(change.holder), Tone::Strong),
        Cell::from(if change.is_firm() { "firm" } else { "" }),
        Cell::toned(turn(shares), tone),
        Cell::from(turn(change.kept.map(day))),
    ]
}

/// Returns `61 % → 27 %`, or once what did not change.
fn turn(words: BeforeAfter<String>) -> String {
    match words.is_change() {
        true => phrases::together(&format!("{} → {}", words.before, words.after)),
        false => words.after,
    }
}

/// Returns why no run keeps or breaks a promise.
fn without(side: Side<'_>, holder: Option<PromiseHolder>) -> String {
    let Some(holder) = holder else { return "—".into() };
    let workspace = side.workspace();
    if holder.promise(workspace).due.is_none() {
        return "not promised".into();
    }
    let (is_done, is_live) = match holder {
        PromiseHolder::Milestone(id) => {
            let milestone = workspace.milestone(id);
            (milestone.done.is_some(), milestone.is_live())
        }
        PromiseHolder::Program(id) => {
            let mut milestones = workspace.program(id).milestone_ids();
            (!milestones.any(|id| workspace.milestone(id).is_unfinished()), true)
        }
    };
    match (is_done, is_live) {
        (true, _) => "done".into(),
        (_, false) => "cancelled".into(),
        _ => "no date".into(),
    }
}
