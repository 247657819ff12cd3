//! `eta-before-start`

use super::{Case, Offence, Rule};
use crate::analysis::forecast::Floor;
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "eta-before-start",
    level: Importance::Warn,
    explanation: "The day that an owner expects work to be done on is before the first day on which it can begin: what it waits for ends later, it is blocked until \
later, or the program begins later. Such an `eta` cannot be true and is not used. Ask the owner, who may not know of the delay; or correct what it is said to wait for.",
    bad: "milestones:\n  api: {owner: ana, duration: 4w, due: 2026-12-11}\n  ledger: {owner: bo, duration: 2w, depends_on: [api], eta: 2026-09-30}\n",
    good: "milestones:\n  api: {owner: ana, duration: 4w, due: 2026-12-11}\n  ledger: {owner: bo, duration: 2w, depends_on: [api], eta: 2026-10-26}\n",
    since: "0.1.0",
    compares: false,
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    for (id, milestone) in case.unfinished() {
        if case.assessment.forecast(id).floor != Some(Floor::EtaBeforeStart) {
            continue;
        }
        let dates = &case.assessment.schedule.dates;
        let (Some(eta), Some(start)) = (milestone.eta, dates.remaining_start(id).or_else(|| dates.start(id)))
        else {
            continue;
        };
        let message = format!(
            "{} is expected on {}, and its work cannot begin before {}",
            case.with_owner(id),
            case.day(eta),
            case.day(start.day())
        );
        let offence = case.on_milestone(&RULE, id, milestone.place(milestone.spans.eta), message);
        let days = start.day().since(eta);
        offences.push(offence.tell(|finding| {
            let why = &milestone.full_id;
            finding
                .label("before it can begin")
                .help(format!(
                    "ask for a new `eta:`, or correct what it waits for; `tpm why {why}` says what holds it"
                ))
                .weight(days)
                .fact("eta", eta.to_string())
        }));
    }
}
