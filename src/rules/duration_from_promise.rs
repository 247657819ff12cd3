//! `duration-from-promise`

use super::{Case, Offence, Rule};
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "duration-from-promise",
    level: Importance::Warn,
    explanation: "Work has begun, and nothing says how long it takes or what is left of it, so the plan takes the days from its start through its promise. Such work ends on \
its promise by definition: it cannot be seen to be late before that has passed, and a later promise makes it longer. Write `duration:` with what was estimated, or `remaining:` with \
what is left. A planned window, `start` with `due`, is meant to be that long, and an `eta` that can hold is a better word.",
    bad: "milestones:\n  ledger: {owner: bo, started: 2026-09-07, updated: 2026-09-11, due: 2026-10-30}\n",
    good: "milestones:\n  ledger: {owner: bo, started: 2026-09-07, updated: 2026-09-11, due: 2026-10-30, remaining: 20d}\n",
    since: "0.1.0",
    compares: false,
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    for (id, milestone) in case.readable() {
        let (Some(started), Some(due)) = (milestone.started, milestone.promise.due) else { continue };
        let has_length =
            milestone.duration.is_some() || milestone.remaining.is_some() || milestone.window.is_some();
        if has_length || case.assessment.schedule.dates.eta_is_valid(id) {
            continue;
        }
        let days = case.assessment.schedule.inputs.task(id).duration.days;
        let message = format!(
            "{} takes its length, {days}wd, from its start on {} and its promise for {}",
            case.with_owner(id),
            case.day(started),
            case.day(due)
        );
        let place = milestone.place(milestone.spans.started);
        offences.push(case.on_milestone(&RULE, id, place, message).tell(|finding| {
            finding
                .label("how long?")
                .help("ask what is left, and write it as `remaining:` with `updated:`; or `duration:` with what was estimated")
                .fact("started", started.to_string())
        }));
    }
}
