//! `no-due-date`

use super::words::count;
use super::{Case, Violation};
use crate::model::{Milestone, MilestoneId, ProgramId};

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    if !case.is_whole() {
        return;
    }
    let workspace = case.workspace();
    for id in workspace.program_ids() {
        let program = workspace.program(id);
        let open: Vec<(MilestoneId, &Milestone)> = case.readable_of(id).collect();
        let all_say_so = open.iter().all(|(_, milestone)| milestone.promise.tbd);
        if program.promise.tbd || all_say_so {
            continue;
        }
        if program.promise.due.is_none() && open.iter().all(|(_, milestone)| milestone.promise.due.is_none())
        {
            violations.push(of_program(case, id, open.len()));
            continue;
        }
        for (id, milestone) in open {
            let silent = milestone.promise.due.is_none() && !milestone.promise.tbd;
            let dated = case.assessment.forecast(id).finish.is_some();
            let is_promised =
                case.assessment.commitment(id).is_some() || case.assessment.undated_promise(id).is_some();
            if silent && dated && !is_promised {
                violations.push(of_milestone(case, id));
            }
        }
    }
}

fn of_milestone(case: &Case<'_>, id: MilestoneId) -> Violation {
    let milestone = case.workspace().milestone(id);
    let finish = case.assessment.forecast(id).finish;
    let finish =
        finish.map_or_else(String::new, |finish| format!("is forecast for {}, but ", case.day(finish)));
    let message =
        format!("{} {finish}has no `due`, and neither does anything that waits for it", case.with_owner(id));
    case.on_milestone(id, milestone.origin, message).with(|finding| {
        finding.label("no promise depends on it").help(
            "write the promised day as `due:`, or add it to the `depends_on:` of whatever needs it; \
`due: tbd` says that nobody waits for it",
        )
    })
}

fn of_program(case: &Case<'_>, id: ProgramId, open: usize) -> Violation {
    let program = case.workspace().program(id);
    let forecast = case.assessment.schedule.finish(id).forecast;
    let forecast =
        forecast.map_or_else(String::new, |day| format!("is forecast for {}, but ", case.day(day)));
    let milestones = count(open, "unfinished milestone");
    let message =
        format!("`{}` {forecast}has no `due`, and neither does any of its {milestones}", program.id);
    case.on_program(id, program.origin, message).with(|finding| {
        finding.label("no `due:`").help(
            "write the day that the program is promised for as its `due:`, or `due: tbd` if nobody waits for it",
        )
    })
}
