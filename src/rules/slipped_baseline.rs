//! `slipped-baseline`

use super::{Case, Offence, Rule, words};
use crate::analysis::forecast::workdays_between;
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "slipped-baseline",
    level: Importance::Warn,
    explanation: "A milestone is forecast for after its `baseline:`, the date that was fixed as the one to measure against. The promise may have moved since, with good \
reason; this says how far the plan has moved in all. `tpm slippage --against baseline` tells it cause by cause. Where the baseline no longer means anything, remove it or set it anew.",
    bad: "milestones:\n  ledger: {owner: bo, duration: 4w, baseline: 2026-09-25, due: 2026-10-30}\n",
    good: "milestones:\n  ledger: {owner: bo, duration: 4w, baseline: 2026-10-16, due: 2026-10-30}\n",
    since: "0.1.0",
    compares: false,
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    for (id, milestone) in case.unfinished() {
        let (Some(baseline), Some(finish)) = (milestone.baseline, case.assessment.forecast(id).finish) else {
            continue;
        };
        if finish <= baseline {
            continue;
        }
        let base = case.workspace().calendars.get(milestone.base);
        let days = workdays_between(base, baseline, finish);
        let apart = words::apart(days, baseline, finish);
        let floor = if case.assessment.forecast(id).floor.is_some() { "≥ " } else { "" };
        let message = format!(
            "{} is forecast for {floor}{}, {apart} after its baseline, {}",
            case.with_owner(id),
            case.day(finish),
            case.day(baseline)
        );
        let offence = case.on_milestone(&RULE, id, milestone.place(milestone.spans.baseline), message);
        offences.push(offence.tell(|finding| {
            finding
                .label(apart)
                .help("`tpm slippage --against baseline` says who caused it; set the baseline anew if it no longer means anything")
                .weight(days)
                .fact("baseline", baseline.to_string())
        }));
    }
}
