//! `overdue-program`

use super::promise_forecast_late::driven_by;
use super::{Case, Offence, Rule};
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "overdue-program",
    level: Importance::Error,
    explanation: "The day that a whole program was promised for has passed, by at least one working day, and it is not finished. Agree on a new day with those who \
were promised the old one, write it as the program's `due:`, and say why under `moved:`; or write `done:` at its finish. Where its finish was promised for the same day and \
is told as overdue, this says nothing more.",
    bad: "due: 2026-09-04\nfinish: launch\nmilestones:\n  launch: {duration: 2w, started: 2026-09-07, progress: 20%, updated: 2026-09-11}\n",
    good: "due: 2026-09-25\nmoved: [{from: 2026-09-04, on: 2026-09-07, cause: scope, why: Two countries more}]\nfinish: launch\nmilestones:\n  launch: {duration: 2w, started: 2026-09-07, progress: 20%, updated: 2026-09-11}\n",
    since: "0.1.0",
    compares: false,
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    for id in case.workspace().program_ids() {
        let program = case.workspace().program(id);
        let Some(due) = program.promise.due else { continue };
        let overdue = case.assessment.program_overdue(id);
        let finish = case.assessment.finish_milestone(id);
        let says_the_same = finish.is_some_and(|finish| {
            let promised = case.workspace().milestone(finish).promise.due;
            promised == Some(due) && case.workspace().milestone(finish).is_unfinished()
        });
        if overdue <= case.policy.overdue_grace(&program.id) || says_the_same {
            continue;
        }
        let forecast = case.assessment.schedule.finish(id).forecast;
        let expected = forecast.map_or_else(
            || "it has no forecast".into(),
            |day| {
                format!(
                    "the forecast is {}{}",
                    if case.assessment.program_is_floor(id) { "≥ " } else { "" },
                    case.day(day)
                )
            },
        );
        let message = format!(
            "`{}` was promised for {} and is not finished, {overdue}wd later",
            program.id,
            case.day(due)
        );
        let offence = case.on_program(&RULE, id, program.place(program.spans.due), message);
        offences.push(offence.tell(|finding| {
            let help = format!("agree on a new `due:`, with the reason under `moved:`; {expected}");
            let finding = finding.label(format!("{overdue}wd overdue")).help(help).weight(overdue);
            let finding = match finish {
                Some(finish) => driven_by(case, finding, finish, case.cause(finish)),
                None => finding,
            };
            finding.fact("due", due.to_string())
        }));
    }
}
