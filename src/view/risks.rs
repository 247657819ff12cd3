//! `tpm risks`: led by what is threatened.

use super::phrases::{self, date, tenths, together};
use super::{Cell, Column, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::risk::{Neglect, RiskState};
use crate::analysis::threat::{Cost, Threat, exposure_cost};
use crate::model::Estimate;
use crate::schedule::PromiseHolder;

/// Returns the report: occurred, threatening and neglected risks; the rest as a count.
pub fn risks(assessment: &Assessment<'_>, threats: &[Threat]) -> Report {
    let mut report = Report::default();
    report.line(headline(assessment, threats));
    let occurred = |threat: &&Threat| threat.risk.state == RiskState::Occurred;
    let (occurred, others): (Vec<&Threat>, Vec<&Threat>) = threats.iter().partition(occurred);
    section(&mut report, assessment, "Occurred", &occurred);
    let (threatening, others): (Vec<&Threat>, Vec<&Threat>) =
        others.into_iter().partition(|threat| threat.threatens());
    section(&mut report, assessment, "Threatening", &threatening);
    let (closed, others): (Vec<&Threat>, Vec<&Threat>) =
        others.into_iter().partition(|threat| !threat.risk.is_live());
    let (neglected, others): (Vec<&Threat>, Vec<&Threat>) =
        others.into_iter().partition(|threat| !threat.risk.neglected.is_empty());
    let (idle, neglected): (Vec<&Threat>, Vec<&Threat>) =
        neglected.into_iter().partition(|threat| threat.risk.is_idle);
    let (fitting, unknown): (Vec<&Threat>, Vec<&Threat>) =
        neglected.into_iter().partition(|threat| threat.is_known);
    section(&mut report, assessment, "Neglected, fits in the room there is", &fitting);
    section(&mut report, assessment, "Neglected, and nobody knows what it costs", &unknown);
    section(&mut report, assessment, "Neglected, but everything it threatens is done: close it", &idle);
    let costs_money = |threat: &&Threat| threat.risk.cost_exposure.is_some_and(|cost| cost > 0.0);
    let (costly, others): (Vec<&Threat>, Vec<&Threat>) = others.into_iter().partition(costs_money);
    section(&mut report, assessment, "Costs money but no days", &costly);
    let (fitting, unknown): (Vec<&Threat>, Vec<&Threat>) =
        others.into_iter().partition(|threat| threat.is_known);
    let mut tail = Vec::new();
    if !fitting.is_empty() {
        let fits = if fitting.len() == 1 { "fits" } else { "fit" };
        tail.push(format!("{} {fits} in the room there is", phrases::count(fitting.len(), "more risk")));
    }
    if !unknown.is_empty() {
        tail.push(format!("{} without an impact or a date", phrases::count(unknown.len(), "risk")));
    }
    if !closed.is_empty() {
        tail.push(format!("{} closed", closed.len()));
    }
    if !tail.is_empty() {
        report.gap();
        report.line([Cell::toned(format!("{}.", tail.join(", ")), Tone::Faint)]);
    }
    report
}

/// Returns the first line: how many risks are open, and the money at stake.
pub(super) fn headline(assessment: &Assessment<'_>, threats: &[Threat]) -> [Cell; 2] {
    let of = |state: RiskState| threats.iter().filter(|threat| threat.risk.state == state).count();
    let (open, mitigated) = (of(RiskState::Open), of(RiskState::Mitigated));
    let mut text = format!(" · {} open", phrases::count(open, "risk"));
    if mitigated > 0 {
        text.push_str(&format!(", {mitigated} mitigated"));
    }
    let cost = exposure_cost(threats);
    if cost > 0.0 {
        text.push_str(&format!(" · exposure {}", in_currency(assessment, cost)));
    }
    [phrases::as_of(assessment), Cell::from(text)]
}

/// Adds risks: first those that cost a promise something, led by the first promise.
fn section(report: &mut Report, assessment: &Assessment<'_>, title: &str, threats: &[&Threat]) {
    if threats.is_empty() {
        return;
    }
    report.gap();
    report.heading(format!("{title} ({})", threats.len()));
    let (costing, others): (Vec<&Threat>, Vec<&Threat>) =
        threats.iter().partition(|threat| !threat.costs.is_empty());
    let columns = vec![
        Column::keep("promise"),
        Column::keep("at worst"),
        Column::number("expected"),
        Column::wrap("risk"),
    ];
    let led = |threat: &Threat| Some(led_by(assessment, threat, threat.costs.first()?));
    report.list(2, columns, costing.iter().filter_map(|threat| led(threat)).collect());
    let columns = vec![Column::keep("risk"), Column::keep("owner"), Column::wrap("what")];
    report.list(2, columns, others.iter().map(|threat| plain(assessment, threat)).collect());
}

/// Returns a risk led by the promise that it costs most.
fn led_by(assessment: &Assessment<'_>, threat: &Threat, first: &Cost) -> Vec<Cell> {
    let risk = threat.risk.risk(assessment);
    let whose =
        assessment.workspace.owner_id(risk.owner).map_or(String::new(), |owner| format!(" ({owner})"));
    let has_occurred = threat.risk.state == RiskState::Occurred;
    let what = if has_occurred { happened(assessment, threat) } else { risk.title.clone() };
    let mut parts = vec![format!("{}{whose}: {what}", risk.full_id)];
    if !has_occurred {
        parts.extend(chance(assessment, threat));
    }
    let others: Vec<String> = others(assessment, threat)
        .map(|cost| format!("{} {}", assessment.promised_id(cost.promise), how(assessment, threat, cost)))
        .collect();
    if !others.is_empty() {
        parts.push(format!("also {}", others.join(", ")));
    }
    parts.extend(neglected(assessment, threat));
    let is_said = threat.risk.neglected.iter().any(|reason| matches!(reason, Neglect::MitigationOverdue(_)));
    if let Some(due) = risk.due.filter(|_| threat.risk.state == RiskState::Open && !is_said) {
        parts.push(format!("mitigation due {}", date(due, assessment.as_of())));
    }
    let lead = if has_occurred { "then" } else { "up to" };
    let expected = first.expected.map(|days| together(&format!("{} expected", tenths(days))));
    vec![
        Cell::toned(assessment.promised_id(first.promise), if first.firm { Tone::Bad } else { Tone::Strong }),
        Cell::from(match first.forecast {
            Some(_) => together(&format!("{lead} {}", how(assessment, threat, first))),
            None => how(assessment, threat, first),
        }),
        Cell::from(expected.unwrap_or_default()),
        Cell::from(parts.join(" · ")),
    ]
}

/// Returns the costs behind the first. A finish that is promised for the day of its program is not
/// told beside it.
fn others<'t>(assessment: &Assessment<'_>, threat: &'t Threat) -> impl Iterator<Item = &'t Cost> {
    let is_told = |own: &Cost| {
        let PromiseHolder::Milestone(id) = own.promise else { return false };
        let program = assessment.workspace.milestone(id).program;
        assessment.finish_milestone(program) == Some(id)
            && threat.costs.iter().any(|other| {
                other.promise == PromiseHolder::Program(program)
                    && (other.due, other.forecast) == (own.due, own.forecast)
            })
    };
    threat.costs.iter().skip(1).filter(move |cost| !is_told(cost))
}

/// Returns a risk that makes no promise later.
fn plain(assessment: &Assessment<'_>, threat: &Threat) -> Vec<Cell> {
    let risk = threat.risk.risk(assessment);
    let mut parts: Vec<String> = neglected(assessment, threat).collect();
    if threat.risk.state == RiskState::Occurred {
        parts.push(happened(assessment, threat));
    } else {
        let numbers = threat.risk.probability.zip(threat.risk.cost_exposure).zip(risk.cost);
        if let Some(((percent, expected), cost)) = numbers {
            let [cost, expected] = [cost as f64, expected].map(|sum| in_currency(assessment, sum));
            parts.push(format!("{percent} % × {cost}: {expected} expected"));
        }
        parts.push(risk.title.clone());
    }
    let tone = if threat.risk.neglected.is_empty() { Tone::Strong } else { Tone::Bad };
    vec![
        Cell::toned(risk.full_id.clone(), tone),
        Cell::from(assessment.workspace.owner_id(risk.owner).unwrap_or("—").to_owned()),
        Cell::from(parts.join(" · ")),
    ]
}

/// Returns when a risk occurred, and whether the plan holds it.
fn happened(assessment: &Assessment<'_>, threat: &Threat) -> String {
    let risk = threat.risk.risk(assessment);
    let mut text = "occurred".to_owned();
    if let Some(day) = risk.occurred {
        text.push_str(&format!(" {}", date(day, assessment.as_of())));
    }
    if threat.risk.is_news {
        text.push_str(", not in the plan yet");
        if let Some(days) = threat.risk.workdays.filter(|_| threat.is_known) {
            let fits = if threat.costs.is_empty() { "fit in the room there is" } else { "come on top" };
            text.push_str(&format!(": its {} {fits}", together(&format!("{}wd", days.likely))));
        }
    }
    format!("{text} · {}", risk.title)
}

/// Returns what a risk threatens in one line: `30 % × 15wd on ledger: cutover 15wd late (4.5wd
/// expected)`.
pub(super) fn in_words(assessment: &Assessment<'_>, threat: &Threat) -> Option<String> {
    let chance = chance(assessment, threat)?;
    let Some(first) = threat.costs.first() else {
        return Some(if threat.is_known { format!("{chance}, fits in the room there is") } else { chance });
    };
    let until = if first.up_to.is_some() { " up to" } else { "" };
    let mut text = format!("{chance}: {}{until} {}", assessment.promised_id(first.promise), up_to(first));
    if let Some(days) = first.expected {
        text.push_str(&format!(" ({})", together(&format!("{} expected", tenths(days)))));
    }
    let mut others = others(assessment, threat).map(|cost| assessment.promised_id(cost.promise));
    let named: Vec<&str> = others.by_ref().take(3).collect();
    if !named.is_empty() {
        let more = if others.next().is_some() { " and others" } else { "" };
        text.push_str(&format!(", also {}{more}", named.join(", ")));
    }
    Some(text)
}

/// Returns `15wd`, or `5–15–20wd` with three points.
pub(super) fn impact_in_days(impact: Estimate) -> String {
    if impact.optimistic == impact.pessimistic {
        format!("{}wd", impact.likely)
    } else {
        format!("{}–{}–{}wd", impact.optimistic, impact.likely, impact.pessimistic)
    }
}

/// Returns `30 % × 5–15–20wd on checkout/ledger`; none if either is not known.
fn chance(assessment: &Assessment<'_>, threat: &Threat) -> Option<String> {
    let (percent, impact) = (threat.risk.probability?, threat.risk.workdays?);
    let (first, others) = threat.risk.targets.split_first()?;
    let days = impact_in_days(impact);
    let more = if others.is_empty() { "" } else { " and others" };
    let name = &assessment.workspace.milestone(*first).full_id;
    Some(format!("{} on {name}{more}", together(&format!("{percent} % × {days}"))))
}

fn neglected(assessment: &Assessment<'_>, threat: &Threat) -> impl Iterator<Item = String> {
    let near = assessment.as_of();
    threat.risk.neglected.iter().map(move |reason| phrases::keep_dates(&reason.words(near)))
}

/// Returns what a risk costs a promise at worst: `11wd late`, or `15wd more` if it is late anyway.
fn up_to(cost: &Cost) -> String {
    let Some(days) = cost.up_to else { return together("then no date") };
    let how = if cost.is_late_anyway() { "more" } else { "late" };
    together(&format!("{} {how}", days.amount()))
}

/// Returns what a risk does to a promise: of one that occurred, `11 Jan, 18wd late`; of another,
/// `11wd late`.
fn how(assessment: &Assessment<'_>, threat: &Threat, cost: &Cost) -> String {
    match cost.forecast.zip(cost.late) {
        Some((day, late)) if threat.risk.state == RiskState::Occurred => {
            together(&format!("{}, {}", day.short(assessment.as_of()), late.short()))
        }
        _ => up_to(cost),
    }
}

/// Returns a sum with a thin separator between thousands and the currency, as `36 000 EUR`.
pub(super) fn in_currency(assessment: &Assessment<'_>, sum: f64) -> String {
    let digits = format!("{sum:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    let currency = assessment.workspace.settings.currency.as_deref().unwrap_or("");
    format!("{text} {currency}").trim_end().to_owned()
}
