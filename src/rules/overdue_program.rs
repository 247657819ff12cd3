//! `overdue-program`

use super::promise_forecast_late::driven_by;
use super::{Case, Violation};
use crate::syntax::Measure;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for id in case.workspace().program_ids() {
        let program = case.workspace().program(id);
        let Some(due) = program.promise.due else { continue };
        let overdue = case.assessment.program_overdue(id);
        let finish = case.assessment.finish_milestone(id);
        let finish_has_it = finish.is_some_and(|finish| {
            let promised = case.workspace().milestone(finish).promise.due;
            promised == Some(due) && case.workspace().milestone(finish).is_unfinished()
        });
        if overdue <= case.limit(Measure::OverdueGrace, id) || finish_has_it {
            continue;
        }
        let forecast = case.assessment.schedule.finish(id).forecast;
        let expected = match forecast {
            Some(day) => {
                let forecast = case.forecast(day, case.assessment.program_is_floor(id));
                format!("the forecast is {forecast}")
            }
            None => "it has no forecast".into(),
        };
        let message = format!(
            "`{}` was promised for {} and is not finished, {overdue}wd later",
            program.id,
            case.day(due)
        );
        let violation = case.on_program(id, program.place(program.spans.due), message);
        violations.push(violation.with(|finding| {
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
