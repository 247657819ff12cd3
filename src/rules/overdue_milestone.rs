//! `overdue-milestone`

use super::{Case, Offence, Rule};
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "overdue-milestone",
    level: Importance::Error,
    explanation: "The day that a milestone was promised for has passed, by at least one working day of its calendar, and nothing says that it is done. \
Whoever was promised it does not know yet what to expect instead. If it is done, write `done:` with the day. If it is not, agree on a new day with those who were promised \
the old one, write it as `due:`, and say why under `moved:`. Days on which nobody would have worked on it do not count: a promise for Friday is overdue on \
Monday, not on Sunday. `overdue_grace` in `checks` grants some more working days.",
    bad: "milestones:\n  ledger: {duration: 3w, started: 2026-08-24, updated: 2026-09-11, progress: 80%, due: 2026-09-09}\n",
    good: "milestones:\n  ledger:\n    duration: 3w\n    started: 2026-08-24\n    updated: 2026-09-11\n    progress: 80%\n    due: 2026-09-25\n    moved: [{from: 2026-09-09, on: 2026-09-11, cause: estimate, why: Reversals were not in the estimate}]\n",
    since: "0.1.0",
    compares: false,
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    for (id, milestone) in case.unfinished() {
        let overdue = case.assessment.forecast(id).overdue;
        let Some(due) = milestone.promise.due else { continue };
        if overdue <= case.policy.overdue_grace(&case.workspace().program(milestone.program).id) {
            continue;
        }
        let forecast = super::promise_forecast_late::expected(case, id);
        let message = format!(
            "{} was promised for {} and is not done, {overdue}wd later",
            case.with_owner(id),
            case.day(due)
        );
        let help = format!(
            "write `done:` if it is done; else agree on a new `due:`, with the reason under `moved:`. {forecast}"
        );
        let offence = case.on_milestone(&RULE, id, milestone.place(milestone.spans.due), message);
        let cause = case.cause(id);
        offences.push(offence.tell(|finding| {
            let finding = finding.label(format!("{overdue}wd overdue")).help(help).weight(overdue);
            let finding = super::promise_forecast_late::driven_by(case, finding, id, cause);
            finding.fact("due", due.to_string())
        }));
    }
}
