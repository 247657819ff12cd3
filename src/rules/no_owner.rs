//! `no-owner`

use super::words::count;
use super::{Case, Violation};
use crate::model::{MilestoneId, ProgramId};

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    let workspace = case.workspace();
    for id in workspace.program_ids().filter(|id| workspace.program(*id).undated_because.is_none()) {
        let program = workspace.program(id);
        let unfinished = case.readable_of(id).count();
        let without: Vec<MilestoneId> = case
            .readable_of(id)
            .filter(|(_, milestone)| milestone.owner.is_none())
            .map(|(milestone, _)| milestone)
            .collect();
        // An unreadable name is already an error.
        let nobody = program.owner.is_none() && program.spans.owner.is_none();
        if without.len() == unfinished && unfinished > 1 {
            violations.push(of_all(case, id, nobody, unfinished));
            continue;
        }
        if nobody && without.len() < unfinished {
            let message = format!("nobody answers for `{}` as a whole", program.id);
            let violation = case.on_program(id, program.origin, message);
            violations.push(violation.with(|finding| {
                finding
                    .label("no `owner:`")
                    .help("name who answers for the program as `owner:`, above its milestones")
            }));
        }
        violations.extend(without.into_iter().map(|id| of_milestone(case, id)));
    }
}

fn of_milestone(case: &Case<'_>, id: MilestoneId) -> Violation {
    let milestone = case.workspace().milestone(id);
    let promised = milestone.promise.due.map(|due| format!("promised for {}", case.day(due)));
    let forecast = case.assessment.forecast(id).finish;
    let when = promised.or_else(|| forecast.map(|finish| format!("forecast for {}", case.day(finish))));
    let when = when.map(|when| format!(", {when},")).unwrap_or_default();
    let message = format!("nobody answers for `{}`{when} and it is not done", milestone.full_id);
    case.on_milestone(id, milestone.origin, message).with(|finding| {
        finding.label("no `owner:`").help("name who answers for it as `owner:`: the person you would call")
    })
}

fn of_all(case: &Case<'_>, id: ProgramId, nobody: bool, unfinished: usize) -> Violation {
    let program = case.workspace().program(id);
    let milestones = count(unfinished, "unfinished milestone");
    let message = match nobody {
        true => format!("nobody answers for `{}`, nor for any of its {milestones}", program.id),
        false => format!("nobody answers for any of the {milestones} of `{}`", program.id),
    };
    case.on_program(id, program.origin, message).with(|finding| {
        finding.label("no milestone has an `owner:`").help(
            "name the person you would call for each milestone as `owner:`; begin with what is due next",
        )
    })
}
