//! `expired-waiver`

use super::{Case, Topic, Violation, waiving, words};
use crate::finding::{Finding, Level};
use crate::model::Waiver;
use std::collections::BTreeMap;

/// `violations` holds those of all other rules that the policy has on.
pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    let workspace = case.workspace();
    let left = waiving::left(case, violations);
    // Of several for one rule, the one that ended last says since when a decision is due.
    let mut last: BTreeMap<(Topic, &str), &Waiver> = BTreeMap::new();
    for (topic, waiver) in waiving::all(workspace).filter(|(_, waiver)| !waiver.holds_on(case.as_of())) {
        let known = last.entry((topic, waiver.rule)).or_insert(waiver);
        if waiver.until > known.until {
            *known = waiver;
        }
    }
    let is_last = |topic: Topic, waiver: &Waiver| {
        last.get(&(topic, waiver.rule)).is_some_and(|last| std::ptr::eq(*last, waiver))
    };
    let mut expired = Vec::new();
    for (topic, waiver) in waiving::all(workspace).filter(|(topic, waiver)| is_last(*topic, waiver)) {
        let left = waiving::named_by(&left, violations, topic, waiver);
        for at in &left {
            let finding = &mut violations[*at].finding;
            finding.message.push_str(&format!("; its waiver expired on {}", case.day(waiver.until)));
            *finding = finding.clone().related(waiver.origin, format!("expired: {}", waiver.reason));
        }
        let findings: Vec<&Finding> = left.iter().map(|at| &violations[*at].finding).collect();
        let is_reported = findings.is_empty() || findings.iter().any(|finding| finding.level == Level::Error);
        if !is_reported {
            expired.push(violation(case, topic, waiver, &findings));
        }
    }
    violations.extend(expired);
}

fn violation(case: &Case<'_>, topic: Topic, waiver: &Waiver, left: &[&Finding]) -> Violation {
    let id = topic.id(case.workspace());
    let until = case.day(waiver.until);
    let mut rules: Vec<String> = left.iter().map(|finding| format!("`{}`", finding.rule)).collect();
    rules.dedup();
    let message = format!(
        "the waiver of `{}` for `{id}` expired on {until}, but {} is still found: {}",
        waiver.rule,
        words::list(&rules),
        waiver.reason
    );
    Violation::new(case.workspace(), topic, waiver.origin, message).with(|finding| {
        let finding = finding
            .label("expired")
            .help("fix what it excused and remove it, or renew it with a new `until:` and `reason:`")
            .weight(case.as_of().since(waiver.until))
            .fact("waived", waiver.rule)
            .fact("until", waiver.until.to_string());
        let places = left.iter().map(|left| (left.primary.place, left.rule));
        places.fold(finding, |finding, (place, rule)| finding.related(place, rule))
    })
}
