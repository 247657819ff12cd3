//! Promises, scope, risks, asks and what was done: by name, as counts, or in full.

use super::{cut_at, promises};
use crate::analysis::changes::{Changes, ScopeChange, ScopeMove};
use crate::analysis::diff::{PromiseChange, RiskChange, RiskMove};
use crate::model::{Ask, MilestoneId};
use crate::view::diff::words;
use crate::view::phrases::{count, date};
use crate::view::{Cell, Column, Report, Tone};
use std::collections::BTreeMap;

/// Names of one kind, at most.
const NAMES: usize = 4;

/// What is named where there is room, in this order, and counted where there is none.
pub(super) const KINDS: usize = 5;

/// Returns rows with names for the first kinds: `Risks fired (1)  pay/scheme: Card scheme changes`.
pub(super) fn names(changes: &Changes<'_>, kinds: usize) -> Vec<Vec<Cell>> {
    let [moved, withdrawn] = promises::explained(changes);
    let fired: Vec<&RiskChange> = changes.risks().filter(|risk| risk.what == RiskMove::Occurred).collect();
    let answered: Vec<&Ask> = changes.answered().collect();
    let promise = |change: &&PromiseChange| {
        format!("{} {}", changes.diff.id(change.holder), promises::said(changes, change))
    };
    let withdrawal = |change: &&PromiseChange| promise(change).replacen(" withdrawn,", ",", 1);
    let lists: [(&str, usize, String); KINDS] = [
        ("Promises moved", moved.len(), promises::some(&moved, NAMES, promise)),
        (
            "Risks fired",
            fired.len(),
            promises::some(&fired, NAMES, |risk| format!("{}: {}", risk.id, words::cut(&risk.title))),
        ),
        ("Promises withdrawn", withdrawn.len(), promises::some(&withdrawn, NAMES, withdrawal)),
        (
            "Asks answered",
            answered.len(),
            promises::some(&answered, NAMES, |ask| format!("{}: {}", ask.full_id, words::cut(&ask.ask))),
        ),
        (
            "Done as forecast",
            changes.done.len(),
            promises::some(&changes.done, NAMES, |id| {
                let owner = changes.diff.head.owner(*id);
                format!("{}{}", changes.id(*id), owner.map_or(String::new(), |owner| format!(" ({owner})")))
            }),
        ),
    ];
    let lists = lists.into_iter().take(kinds).filter(|(_, all, _)| *all > 0);
    let row = |(title, all, names): (&str, usize, String)| {
        vec![Cell::toned(format!("{title} ({all})"), Tone::Strong), Cell::from(names)]
    };
    lists.map(row).collect()
}

/// Returns everything else as counts, without the first `named` kinds: `7 promises moved, each with
/// its reason`.
pub(super) fn counts(changes: &Changes<'_>, named: usize) -> Vec<(String, Tone)> {
    let [mut moved, mut withdrawn] = promises::explained(changes).map(|list| list.len());
    if named > 0 {
        moved = 0;
    }
    if named > 2 {
        withdrawn = 0;
    }
    let mut counts = Vec::new();
    counts.extend(explained(moved, withdrawn).map(|text| (text, Tone::Plain)));
    counts.extend(scope(changes).map(|text| (text, Tone::Plain)));
    counts.extend(risks(changes, named > 1));
    let answered = changes.answered().count();
    if answered > 0 && named <= 3 {
        counts.push((format!("{} answered", count(answered, "ask")), Tone::Plain));
    }
    if !changes.done.is_empty() && named <= 4 {
        counts.push((format!("{} done as forecast", changes.done.len()), Tone::Good));
    }
    let archived = changes.archived.all(&changes.diff).len();
    if archived > 0 {
        counts.push((format!("{archived} done and taken out"), Tone::Good));
    }
    counts
}

/// Adds the counts as a line.
pub(super) fn line(report: &mut Report, changes: &Changes<'_>, named: usize) {
    let mut cells = Vec::new();
    for (text, tone) in counts(changes, named) {
        if !cells.is_empty() {
            cells.push(Cell::from(" · "));
        }
        cells.push(Cell::toned(text, tone));
    }
    if !cells.is_empty() {
        report.line(cells);
    }
}

fn explained(moved: usize, withdrawn: usize) -> Option<String> {
    let what = match (moved, withdrawn) {
        (0, 0) => return None,
        (0, withdrawn) => format!("{} withdrawn", count(withdrawn, "promise")),
        (moved, 0) => format!("{} moved", count(moved, "promise")),
        (moved, withdrawn) => format!("{} moved, {withdrawn} withdrawn", count(moved, "promise")),
    };
    let each = if moved + withdrawn == 1 { " with its reason" } else { ", each with its reason" };
    Some(format!("{what}{each}"))
}

/// Returns `scope +1 (einvoice-pl, 15wd), −2 (9wd)`.
fn scope(changes: &Changes<'_>) -> Option<String> {
    let part = |is_more: bool| {
        let some: Vec<&ScopeChange> =
            changes.scope.iter().filter(|it| it.what.is_more() == is_more).collect();
        let sum: u32 = some.iter().filter_map(|it| it.workdays).fold(0, u32::saturating_add);
        let is_known = some.iter().all(|it| it.workdays.is_some());
        let days = format!("{}{sum}wd", if is_known { "" } else { "at least " });
        let sign = if is_more { '+' } else { '−' };
        match some[..] {
            [] => None,
            [one] => {
                let name = one.id.split_once('/').map_or(one.id.as_str(), |(_, name)| name);
                Some(format!("{sign}1 ({}, {days})", cut_at(name, 24)))
            }
            _ => Some(format!("{sign}{} ({days})", some.len())),
        }
    };
    let parts: Vec<String> = [part(true), part(false)].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("scope {}", parts.join(", ")))
}

fn risks(changes: &Changes<'_>, is_fired_named: bool) -> Option<(String, Tone)> {
    let mut kinds: BTreeMap<RiskMove, usize> = BTreeMap::new();
    for risk in changes.risks().filter(|risk| !(is_fired_named && risk.what == RiskMove::Occurred)) {
        *kinds.entry(risk.what).or_default() += 1;
    }
    let parts: Vec<String> =
        kinds.iter().map(|(what, count)| format!("{count} {}", risk_word(*what))).collect();
    let is_bad = kinds.contains_key(&RiskMove::Occurred);
    (!parts.is_empty())
        .then(|| (format!("risks: {}", parts.join(", ")), if is_bad { Tone::Doubtful } else { Tone::Plain }))
}

fn risk_word(what: RiskMove) -> &'static str {
    match what {
        RiskMove::Occurred => "fired",
        RiskMove::Opened => "raised",
        RiskMove::Reopened => "open again",
        RiskMove::Removed => "taken out",
        RiskMove::Mitigated | RiskMove::Closed | RiskMove::Changed => what.word(),
    }
}

/// Adds what the counts count.
pub(super) fn lists(report: &mut Report, changes: &Changes<'_>) {
    let diff = &changes.diff;
    let near = diff.head.assessment.as_of();
    let list = |report: &mut Report, title: &str, rows: Vec<(String, String, String)>| {
        if rows.is_empty() {
            return;
        }
        report.gap();
        report.heading(format!("{title} ({})", rows.len()));
        let row = |(id, owner, text): (String, String, String)| {
            vec![Cell::toned(id, Tone::Strong), Cell::from(owner), Cell::from(text)]
        };
        let columns = vec![Column::keep("id"), Column::keep("owner").drop(1), Column::wrap("what")];
        report.list(2, columns, rows.into_iter().map(row).collect());
    };
    let owner = |owner: Option<&str>| owner.unwrap_or("—").to_owned();
    let promises = changes.promises_moved().map(|change| {
        let firm = match (change.before.firm, change.after.firm) {
            (_, true) => "firm, ",
            (true, false) => "was firm, ",
            (false, false) => "",
        };
        let id = diff.id(change.holder).to_owned();
        (id, owner(diff.owner(change.holder)), format!("{firm}{}", promises::said(changes, change)))
    });
    list(report, "Promises moved", promises.collect());
    let scope = changes.scope.iter().map(|it| {
        let days = it.workdays.map_or(String::new(), |days| format!(", {days}wd"));
        let what = match it.what {
            ScopeMove::Removed => "taken out",
            what => what.word(),
        };
        (it.id.clone(), owner(it.owner.as_deref()), format!("{what}{days}"))
    });
    list(report, "Scope", scope.collect());
    let risks = changes.risks().map(|risk| {
        let text = format!("{}: {}", risk_word(risk.what), words::cut(&risk.title));
        (risk.id.clone(), owner(risk.owner.as_deref()), text)
    });
    list(report, "Risks", risks.collect());
    let then = diff.base.workspace();
    let asks = changes
        .answered()
        .map(|ask| (ask.full_id.clone(), owner(then.owner_id(ask.of)), words::cut(&ask.ask)));
    list(report, "Asks answered", asks.collect());
    let done = |id: &MilestoneId| {
        let day = diff.head.workspace().milestone(*id).done;
        let day = day.map_or(String::new(), |day| date(day, near));
        (changes.id(*id).to_owned(), owner(diff.head.owner(*id)), day)
    };
    list(report, "Done as forecast", changes.done.iter().map(done).collect());
    let archived = changes.archived.all(diff).into_iter().map(|(id, day)| {
        (diff.base.id(id).to_owned(), owner(diff.base.owner(id)), format!("done {}", date(day, near)))
    });
    list(report, "Done and taken out", archived.collect());
}
