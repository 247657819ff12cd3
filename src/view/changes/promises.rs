//! Promises that were moved, withdrawn, loosened or taken from whom they were made to: firm ones
//! and those without a reason come before everything else.

use super::{Limits, cut_at};
use crate::analysis::changes::{Changes, reason_of};
use crate::analysis::diff::{Moving, PromiseChange};
use crate::view::diff::words;
use crate::view::phrases::{date, together};
use crate::view::{Cell, Column, Report, Tone};

const WITHDRAWN: &str = "withdrawn";

/// Adds a row for each firm promise, and then the others without a reason in one line.
pub(super) fn foremost(report: &mut Report, changes: &Changes<'_>, limits: Limits) {
    let mut firm: Vec<&PromiseChange> = changes.promises_moved().filter(|it| it.is_firm()).collect();
    firm.sort_by_key(|change| is_explained(changes, change));
    let columns = vec![Column::keep("what"), Column::keep("promise").drop(1), Column::wrap("how")];
    let rows = firm.iter().take(limits.firm).map(|change| row(changes, change));
    report.list(0, columns, rows.collect());
    let left = firm.len().saturating_sub(limits.firm);
    if left > 0 {
        let more = if limits.firm > 0 { "more firm promise" } else { "firm promise" };
        let more = crate::english::count(left, more);
        report.line([Cell::toned(format!("✗ {more} moved or loosened (--all)"), Tone::Bad)]);
    }
    let others: Vec<&PromiseChange> =
        changes.promises_moved().filter(|it| !it.is_firm() && !is_explained(changes, it)).collect();
    if others.is_empty() {
        return;
    }
    let what = match () {
        () if others.iter().all(|it| is_withdrawn(it)) => WITHDRAWN,
        () if others.iter().all(|it| it.is_moved() && !is_withdrawn(it)) => "moved",
        () => "moved or withdrawn",
    };
    let title = match others.len() {
        1 => format!("▲ Promise {what} without a reason"),
        all => format!("▲ Promises {what} without a reason ({all})"),
    };
    let names = some(&others, limits.others, |change| {
        let owner = changes.diff.owner(change.holder).map_or(String::new(), |owner| format!(" ({owner})"));
        let turn = turn(changes, change);
        // The title says it already.
        let turn = if what == WITHDRAWN { turn.replacen(WITHDRAWN, "", 1) } else { format!(" {turn}") };
        format!("{}{turn}{owner}", changes.diff.id(change.holder))
    });
    let cells = match names.is_empty() {
        true => vec![Cell::toned(title, Tone::Doubtful)],
        false => vec![Cell::toned(format!("{title}: "), Tone::Doubtful), Cell::from(names)],
    };
    report.line(cells);
}

/// Returns the promises that were moved with a reason, none of them firm, and those that were
/// withdrawn with one.
pub(super) fn explained<'c>(changes: &'c Changes<'_>) -> [Vec<&'c PromiseChange>; 2] {
    let all = changes.promises_moved().filter(|it| !it.is_firm() && is_explained(changes, it));
    let (withdrawn, moved) = all.partition(|it| is_withdrawn(it));
    [moved, withdrawn]
}

/// Returns `16 → 30 Oct: "Vendor late", agreed gus`.
pub(super) fn said(changes: &Changes<'_>, change: &PromiseChange) -> String {
    format!("{}{}", turn(changes, change), because(changes, change))
}

/// Returns the first of a list, and how many more there are.
pub(super) fn some<T>(list: &[T], most: usize, said: impl Fn(&T) -> String) -> String {
    if most == 0 {
        return String::new();
    }
    let mut names: Vec<String> = list.iter().take(most).map(said).collect();
    if list.len() > names.len() {
        names.push(format!("{} more", list.len() - names.len()));
    }
    names.join(" · ")
}

fn row(changes: &Changes<'_>, change: &PromiseChange) -> Vec<Cell> {
    let tone = if is_explained(changes, change) { Tone::Doubtful } else { Tone::Bad };
    let sign = if tone == Tone::Bad { "✗" } else { "▲" };
    let firm = if change.after.firm { "firm" } else { "was firm" };
    let to = change.promised_to().map_or(String::new(), |to| format!(", {}", cut_at(to, 24)));
    let owner = changes.diff.owner(change.holder).map_or(String::new(), |owner| format!(" ({owner})"));
    vec![
        Cell::toned(together(&format!("{sign} {}", changes.diff.id(change.holder))), tone),
        Cell::from(together(&format!("({firm}{to})"))),
        Cell::from(format!("promise {}{owner}", said(changes, change))),
    ]
}

/// Whether all that happened to a promise is a move or withdrawal with a reason.
fn is_explained(changes: &Changes<'_>, change: &PromiseChange) -> bool {
    let is_taken = change.is_loosened() || change.is_taken_from_its_recipient();
    !is_taken && reason_of(&changes.diff, change).is_some()
}

fn is_withdrawn(change: &PromiseChange) -> bool {
    change.moving == Some(Moving::Withdrawn)
}

/// Returns `16 → 30 Oct, no longer firm`, `withdrawn, was 18 Sep`.
fn turn(changes: &Changes<'_>, change: &PromiseChange) -> String {
    let near = changes.diff.head.assessment.as_of();
    let due = change.due();
    let mut parts = vec![match (due.before, due.after) {
        (Some(before), Some(after)) if before != after => words::days(before, after, near),
        (Some(before), None) => together(&format!("{WITHDRAWN}, was {}", date(before, near))),
        (_, Some(after)) => together(&format!("of {}", date(after, near))),
        (None, None) => String::new(),
    }];
    if change.is_loosened() {
        parts.push("no longer firm".into());
    }
    if let Some(was) = change.before.promised_to.as_deref().filter(|_| change.has_other_recipient()) {
        parts.push(match change.after.promised_to.as_deref() {
            Some(is) => format!("to \"{}\", no longer to \"{}\"", cut_at(is, 24), cut_at(was, 24)),
            None => format!("no longer to \"{}\"", cut_at(was, 24)),
        });
    }
    parts.join(", ")
}

/// Returns `: "Vendor late", agreed gus`, or that there is no reason.
fn because(changes: &Changes<'_>, change: &PromiseChange) -> String {
    let Some(why) = reason_of(&changes.diff, change) else { return ", without a reason".into() };
    let agreed =
        change.agreed.as_deref().map_or(String::new(), |who| format!(", agreed {}", words::cut(who)));
    format!(": {}{agreed}", words::reason(why))
}
