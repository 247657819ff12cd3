//! `tpm risks`: led by what is threatened.

use super::phrases::{self, date, tenths, together};
use super::{Cell, Column, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::risk::{Assessed, RiskState, Target, total};
use crate::schedule::PromiseHolder;

/// Returns the report: occurred, threatening and neglected risks; the rest as a count.
pub fn risks(assessment: &Assessment<'_>, risks: &[Assessed]) -> Report {
    let live = |risk: &&Assessed| risk.state != RiskState::Closed;
    let mut report = Report::default();
    report.line(headline(assessment, risks));
    let occurred: Vec<&Assessed> = risks.iter().filter(|risk| risk.state == RiskState::Occurred).collect();
    section(&mut report, assessment, "Occurred", &occurred);
    let threatening: Vec<&Assessed> = risks.iter().filter(|risk| risk.threatens()).collect();
    section(&mut report, assessment, "Threatening", &threatening);
    let told = |risk: &Assessed| risk.state == RiskState::Occurred || risk.threatens();
    let neglected: Vec<&Assessed> =
        risks.iter().filter(|risk| !told(risk) && !risk.neglected.is_empty()).collect();
    let (idle, neglected): (Vec<&Assessed>, Vec<&Assessed>) =
        neglected.into_iter().partition(|risk| risk.is_idle);
    section(&mut report, assessment, "Neglected, covered by float today", &neglected);
    section(&mut report, assessment, "Neglected, but everything it threatened is done: close it", &idle);
    let rest = risks.iter().filter(live).filter(|risk| !told(risk) && risk.neglected.is_empty());
    // Float does not cover a risk that costs only money.
    let (costly, rest): (Vec<&Assessed>, Vec<&Assessed>) =
        rest.partition(|risk| risk.likely.is_none() && risk.cost_exposure.is_some_and(|cost| cost > 0.0));
    section(&mut report, assessment, "Costs money but no days", &costly);
    let rest = rest.len();
    let closed = risks.len() - risks.iter().filter(live).count();
    let mut tail = Vec::new();
    if rest > 0 {
        tail.push(format!("{} covered by float", phrases::count(rest, "more risk")));
    }
    if closed > 0 {
        tail.push(format!("{closed} closed"));
    }
    if !tail.is_empty() {
        report.gap();
        report.line([Cell::toned(format!("{}.", tail.join(", ")), Tone::Faint)]);
    }
    report
}

/// Returns the first line: how many risks are open, and their exposure.
pub(super) fn headline(assessment: &Assessment<'_>, risks: &[Assessed]) -> [Cell; 2] {
    let of = |state: RiskState| risks.iter().filter(|risk| risk.state == state).count();
    let (open, mitigated) = (of(RiskState::Open), of(RiskState::Mitigated));
    let exposure: f64 = total(risks.iter().filter_map(|risk| risk.exposure));
    let mitigated = if mitigated > 0 { format!(", {mitigated} mitigated;") } else { ",".into() };
    let open = phrases::count(open, "risk");
    let mut text = format!(" · {open} open{mitigated} exposure {}", tenths(exposure));
    let cost: f64 = total(risks.iter().filter_map(|risk| risk.cost_exposure));
    if cost > 0.0 {
        let currency = assessment.workspace.settings.currency.as_deref().unwrap_or("");
        text.push_str(&format!(" and {} {currency}", money(cost)));
    }
    [phrases::as_of(assessment), Cell::from(text.trim_end().to_owned())]
}

fn section(report: &mut Report, assessment: &Assessment<'_>, title: &str, risks: &[&Assessed]) {
    if risks.is_empty() {
        return;
    }
    report.gap();
    report.heading(format!("{title} ({})", risks.len()));
    let columns = vec![Column::keep("risk"), Column::keep("owner"), Column::wrap("what and how")];
    report.list(2, columns, risks.iter().map(|risk| row(assessment, risk)).collect());
}

fn row(assessment: &Assessment<'_>, assessed: &Assessed) -> Vec<Cell> {
    let risk = assessed.risk(assessment);
    let near = assessment.as_of();
    let mut parts = Vec::new();
    match (assessed.state, risk.occurred) {
        (RiskState::Occurred, Some(day)) => parts.push(format!("happened {}", date(day, near))),
        _ => parts.extend(threat(assessment, assessed)),
    }
    if let (None, Some(cost), Some(chance)) = (assessed.likely, assessed.cost_exposure, assessed.probability)
    {
        let currency = assessment.workspace.settings.currency.as_deref().unwrap_or("");
        let whole = money(risk.cost.unwrap_or(0) as f64);
        let text = format!("{chance} % × {whole} {currency}: {} {currency} expected", money(cost));
        parts.push(text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    parts.push(risk.title.clone());
    if let Some(mitigation) = risk.mitigation.as_ref().filter(|_| assessed.state == RiskState::Open) {
        let due = risk.due.map_or(String::new(), |due| format!(" by {}", date(due, near)));
        parts.push(format!("{}{due}", mitigation.trim_end_matches('.')));
    }
    parts.extend(assessed.neglected.iter().map(|reason| phrases::keep_dates(&reason.words(near))));
    let tone = if assessed.neglected.is_empty() { Tone::Strong } else { Tone::Bad };
    vec![
        Cell::toned(risk.full_id.clone(), tone),
        Cell::from(assessment.workspace.owner_id(risk.owner).unwrap_or("—").to_owned()),
        Cell::from(parts.join(" · ")),
    ]
}

/// Returns what a risk threatens: `30 % × 15wd on ledger, no float: cutover up to 15wd late`.
pub(super) fn threat(assessment: &Assessment<'_>, assessed: &Assessed) -> Option<String> {
    let target = assessed.targets.first()?;
    let (percent, impact) = (assessed.probability?, target.impact?);
    let name = &assessment.workspace.milestone(target.milestone).full_id;
    let days = if impact.optimistic == impact.pessimistic {
        format!("{}wd", impact.likely)
    } else {
        format!("{}–{}–{}wd", impact.optimistic, impact.likely, impact.pessimistic)
    };
    let mut text = format!("{} on {name}", together(&format!("{percent} % × {days}")));
    if let Some(room) = target.room {
        text.push_str(&match room {
            ..0 => format!(", already {}", together(&format!("{}wd too late", -room))),
            0 => ", no float".into(),
            _ => format!(", {}", together(&format!("{room}wd float"))),
        });
        let late = late(assessment, target, room);
        if !late.is_empty() {
            text.push_str(&format!(": {}", late.join(", ")));
        }
    }
    if let Some(days) = assessed.float_aware.filter(|days| *days > 0.0) {
        text.push_str(&format!(" ({})", together(&format!("{} expected", tenths(days)))));
    }
    Some(text)
}

/// Returns what the worst impact makes late: the nearest promise, then the firm ones and programs
/// after it.
fn late(assessment: &Assessment<'_>, target: &Target, room: i32) -> Vec<String> {
    let mut late = Vec::new();
    if let (Some(commitment), Some(over)) = (assessment.commitment(target.milestone), target.excess()) {
        let days = together(&format!("up to {over}wd{} late", if room < 0 { " more" } else { "" }));
        let own = commitment.promised == PromiseHolder::Milestone(target.milestone);
        let whose =
            if own { String::new() } else { format!("{} ", assessment.promised_id(commitment.promised)) };
        late.push(format!("{whose}{days}"));
    }
    if let Some((promised, days)) = target.breaks {
        late.push(format!("{} {}", assessment.promised_id(promised), together(&format!("up to {days}wd"))));
    }
    late
}

/// Returns a sum with a thin separator between thousands, as `36 000`.
fn money(sum: f64) -> String {
    let digits = format!("{sum:.0}");
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    text
}
