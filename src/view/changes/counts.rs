//! Promises, scope, risks, asks and what was done: as counts, or in full.

use super::cut_at;
use crate::analysis::changes::{Changes, ScopeChange, ScopeMove, reason_of};
use crate::analysis::diff::{Moving, PromiseChange, RiskMove};
use crate::model::MilestoneId;
use crate::view::diff::words;
use crate::view::phrases::{count, date, together};
use crate::view::{Cell, Column, Report, Tone};
use std::collections::BTreeMap;

/// Returns everything else as counts: `7 promises moved, each with its reason`.
pub(super) fn counts(changes: &Changes<'_>) -> Vec<(String, Tone)> {
    let mut counts = Vec::new();
    counts.extend(promises(changes));
    counts.extend(scope(changes).map(|text| (text, Tone::Plain)));
    counts.extend(risks(changes));
    let answered = changes.answered().count();
    if answered > 0 {
        counts.push((format!("{} answered", count(answered, "ask")), Tone::Plain));
    }
    if !changes.done.is_empty() {
        counts.push((format!("{} done as forecast", changes.done.len()), Tone::Good));
    }
    counts
}

/// Adds the counts as a line.
pub(super) fn line(report: &mut Report, changes: &Changes<'_>) {
    let mut cells = Vec::new();
    for (text, tone) in counts(changes) {
        if !cells.is_empty() {
            cells.push(Cell::from(" · "));
        }
        cells.push(Cell::toned(text, tone));
    }
    if !cells.is_empty() {
        report.line(cells);
    }
}

fn promises(changes: &Changes<'_>) -> Option<(String, Tone)> {
    let all: Vec<&PromiseChange> = changes.promises_moved().collect();
    if all.is_empty() {
        return None;
    }
    let withdrawn = all.iter().filter(|change| change.moving == Some(Moving::Withdrawn)).count();
    let silent = all.iter().filter(|change| reason_of(&changes.diff, change).is_none()).count();
    let what = match (all.len() - withdrawn, withdrawn) {
        (0, withdrawn) => format!("{} withdrawn", count(withdrawn, "promise")),
        (moved, 0) => format!("{} moved", count(moved, "promise")),
        (moved, withdrawn) => format!("{} moved, {withdrawn} withdrawn", count(moved, "promise")),
    };
    Some(match (silent, all.len()) {
        (0, 1) => (format!("{what} with its reason"), Tone::Plain),
        (0, _) => (format!("{what}, each with its reason"), Tone::Plain),
        (_, 1) => (format!("{what} without a reason"), Tone::Doubtful),
        (silent, _) => (format!("{what}, {silent} without a reason"), Tone::Doubtful),
    })
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

fn risks(changes: &Changes<'_>) -> Option<(String, Tone)> {
    let mut kinds: BTreeMap<RiskMove, usize> = BTreeMap::new();
    for risk in changes.risks() {
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
        let day = |day: Option<_>| day.map_or("—".to_owned(), |day| date(day, near));
        let due = change.due();
        let firm = if change.is_firm() { "firm, " } else { "" };
        let why = reason_of(diff, change).map_or("without a reason".into(), words::reason);
        let agreed =
            change.agreed.as_deref().map_or(String::new(), |who| format!(", agreed {}", words::cut(who)));
        let turn = together(&format!("{} → {}", day(due.before), day(due.after)));
        let id = diff.id(change.holder).to_owned();
        (id, owner(diff.owner(change.holder)), format!("{firm}{turn}: {why}{agreed}"))
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
}
