//! `overdue-program`

use super::promise_forecast_late::driven_by;
use super::{Case, Violation, words};
use crate::syntax::Measure;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for id in case.workspace().program_ids() {
        let program = case.workspace().program(id);
        let Some(due) = program.promise.due else { continue };
        let Some(overdue) = case.assessment.program_overdue(id) else { continue };
        let finish = case.assessment.finish_milestone(id);
        let finish_has_it = finish.is_some_and(|finish| {
            let promised = case.workspace().milestone(finish).promise.due;
            promised == Some(due) && case.workspace().milestone(finish).is_unfinished()
        });
        if words::is_within(case.limit(Measure::OverdueGrace, id), overdue) || finish_has_it {
            continue;
        }
        let forecast = case.assessment.schedule.finish(id).forecast;
        let expected = match forecast {
            Some(day) => {
                let forecast = case.forecast(day, case.assessment.program_is_earliest(id));
                format!("the forecast is {forecast}")
            }
            None => "it has no forecast".into(),
        };
        let message = format!(
            "`{}` was promised for {} and is not finished, {} later",
            program.id,
            case.day(due),
            overdue.amount()
        );
        let violation = case.on_program(id, program.place(program.spans.due), message);
        violations.push(violation.with(|finding| {
            let help = format!("agree on a new `due:`, with the reason under `moved:`; {expected}");
            let finding =
                finding.label(format!("{} overdue", overdue.amount())).help(help).weight(overdue.workdays);
            let finding = match finish {
                Some(finish) => driven_by(case, finding, finish, case.cause(finish)),
                None => finding,
            };
            finding.fact("due", due.to_string())
        }));
    }
}
