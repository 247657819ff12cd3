//! `expired-waiver`

use super::{Case, Offence, On, Rule, waiving, words};
use crate::finding::{Finding, Level};
use crate::model::Waiver;
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "expired-waiver",
    level: Importance::Error,
    explanation: "Somebody excused a finding until a day, that day has passed, and what was excused is still there: it counts again, and says that its waiver ran out. Where \
it is an error itself that is all that is told; where it is a warning, this says that the decision is due. Mend it and remove the waiver, or decide again, with a new `until:` and a \
reason that is true today. A waiver that ran out and has nothing left to excuse is told by `unused-waiver`.",
    bad: "milestones:\n  ledger:\n    due: 2026-12-11\n    duration: 3w\n    waive: [{rule: no-owner, until: 2026-09-11, reason: Bo starts in September}]\n",
    good: "milestones:\n  ledger:\n    owner: bo\n    due: 2026-12-11\n    duration: 3w\n",
    since: "0.1.0",
    compares: false,
    check,
};

/// The offences that are there already are those of all other rules, less what the policy turned off.
fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    let workspace = case.workspace();
    let left = waiving::left(case, offences);
    let mut told = Vec::new();
    for (on, waiver) in waiving::all(workspace).filter(|(_, waiver)| !waiver.holds_on(case.as_of())) {
        let left = waiving::named_by(&left, offences, on, waiver);
        for at in &left {
            let finding = &mut offences[*at].finding;
            finding.message.push_str(&format!("; its waiver ran out on {}", case.day(waiver.until)));
            *finding = finding.clone().related(waiver.origin, format!("ran out: {}", waiver.reason));
        }
        let findings: Vec<&Finding> = left.iter().map(|at| &offences[*at].finding).collect();
        let is_told = findings.is_empty() || findings.iter().any(|finding| finding.level == Level::Error);
        if !is_told {
            told.push(offence(case, on, waiver, &findings));
        }
    }
    offences.extend(told);
}

fn offence(case: &Case<'_>, on: On, waiver: &Waiver, left: &[&Finding]) -> Offence {
    let id = on.id(case.workspace());
    let until = case.day(waiver.until);
    let mut rules: Vec<String> = left.iter().map(|finding| format!("`{}`", finding.rule)).collect();
    rules.dedup();
    let message = format!(
        "the waiver of `{}` for `{id}` ran out on {until}, and {} is still found: {}",
        waiver.rule,
        words::list(&rules),
        waiver.reason
    );
    Offence::new(&RULE, case.workspace(), on, waiver.origin, message).tell(|finding| {
        let finding = finding
            .label("ran out")
            .help("mend what it excused and remove it; else decide again, with a new `until:` and `reason:`")
            .weight(case.as_of().since(waiver.until))
            .fact("waived", waiver.rule)
            .fact("until", waiver.until.to_string());
        let places = left.iter().map(|left| (left.primary.place, left.rule));
        places.fold(finding, |finding, (place, rule)| finding.related(place, rule))
    })
}
