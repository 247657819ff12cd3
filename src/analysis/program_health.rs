//! Health of a program.

use super::Assessment;
use super::health::{Health, Judgement, is_thin};
use crate::model::{MilestoneId, Program, ProgramId};
use crate::schedule::FloatsTo;
use crate::time::Day;

/// Returns how a program stands; `floats` are those of the assessment, towards anything.
pub(super) fn of(assessment: &Assessment<'_>, floats: &mut FloatsTo<'_>, id: ProgramId) -> Judgement {
    let program = assessment.workspace.program(id);
    let (done, live) = assessment.progress(program);
    if done == live && done > 0 && program.fault.is_none() && !program.incomplete {
        return Judgement::new(Health::Done, format!("all {live} milestones are done"));
    }
    late(assessment, id, program)
        .or_else(|| at_risk(assessment, floats, id, program))
        .unwrap_or_else(|| otherwise(assessment, id, program))
}

fn late(assessment: &Assessment<'_>, id: ProgramId, program: &Program) -> Option<Judgement> {
    let as_of = assessment.as_of();
    let finish = assessment.schedule.finish(id);
    let late = |reason: String| Some(Judgement::new(Health::Late, reason));
    if let Some(due) = program.promise.due {
        let promised = due.short(as_of);
        if let Some(forecast) = finish.forecast.filter(|forecast| *forecast > due) {
            let days = assessment.program_variance(id, Some(due)).unwrap_or(0);
            let floor = if assessment.program_is_floor(id) { "≥ " } else { "" };
            return late(format!(
                "forecast {floor}{}, promised {promised}: {days}wd late",
                forecast.short(as_of)
            ));
        }
        if promise_has_passed(assessment, id) {
            return late(format!("its promise, {promised}, has passed"));
        }
    }
    let is_late = |id: &MilestoneId| assessment.health(*id).health == Health::Late;
    let firm = |id: &MilestoneId| assessment.workspace.milestone(*id).firm && is_late(id);
    if let Some(milestone) = first(assessment, program, firm) {
        let (name, reason) =
            (&assessment.workspace.milestone(milestone).id, &assessment.health(milestone).reason);
        return late(format!("{name} is firm: {reason}")).map(|judgement| judgement.about(milestone));
    }
    if program.promise.due.is_none()
        && let Some(milestone) = first(assessment, program, is_late)
    {
        let (name, reason) =
            (&assessment.workspace.milestone(milestone).id, &assessment.health(milestone).reason);
        return late(format!("{name}: {reason}")).map(|judgement| judgement.about(milestone));
    }
    None
}

/// Whether a program's `due` is past and its finish is neither done nor says so in a way that cannot be read.
pub(super) fn promise_has_passed(assessment: &Assessment<'_>, id: ProgramId) -> bool {
    let due = assessment.workspace.program(id).promise.due;
    due.is_some_and(|due| due < assessment.as_of()) && !may_be_finished(assessment, id)
}

/// Whether a program is finished, or may be: what would tell could not be read.
fn may_be_finished(assessment: &Assessment<'_>, id: ProgramId) -> bool {
    let program = assessment.workspace.program(id);
    let finish = assessment.schedule.finish(id);
    let finished = |id: &MilestoneId| !assessment.workspace.milestone(*id).is_unfinished();
    let perhaps_done = |id: MilestoneId| assessment.workspace.milestone(id).perhaps_done;
    let unsure = match program.finish {
        Some(finish) => perhaps_done(finish),
        None => program.milestone_ids().any(perhaps_done),
    };
    unsure || finish.forecast.is_some() && finish.milestones.iter().all(finished)
}

/// Returns the base working days of its finish, else of its first milestone, since a program's promise passed; 0
/// where it has not, or the program is finished or may be.
pub(super) fn overdue(assessment: &Assessment<'_>, id: ProgramId) -> u32 {
    let program = assessment.workspace.program(id);
    let measured = assessment.finish_milestone(id).or(program.finish).or(program.milestone_ids().next());
    let (Some(due), Some(measured)) = (program.promise.due, measured) else { return 0 };
    if may_be_finished(assessment, id) {
        return 0;
    }
    let base = assessment.workspace.calendars.get(assessment.workspace.milestone(measured).base);
    base.days_after(due, assessment.as_of())
}

fn at_risk(
    assessment: &Assessment<'_>,
    floats: &mut FloatsTo<'_>,
    id: ProgramId,
    program: &Program,
) -> Option<Judgement> {
    let as_of = assessment.as_of();
    let at_risk = |reason: String| Some(Judgement::new(Health::AtRisk, reason));
    let name = |id: MilestoneId| &assessment.workspace.milestone(id).id;
    let reason = |id: MilestoneId| &assessment.health(id).reason;
    let about = |id: MilestoneId| {
        at_risk(format!("{}: {}", name(id), reason(id))).map(|judgement| judgement.about(id))
    };
    let finishes = &assessment.schedule.finish(id).milestones;
    floats.measure_promise(assessment.workspace, id);
    let thin = |milestone: MilestoneId, due: Day| {
        let float = floats.get(milestone);
        let full = assessment.workspace.calendars.get(assessment.workspace.milestone(milestone).full);
        float.filter(|float| is_thin(assessment.workspace.settings.at_risk, *float, full, as_of, due))
    };
    if let Some(due) = program.promise.due
        && let Some(float) = finishes.iter().filter_map(|finish| thin(*finish, due)).min()
    {
        let due = due.short(as_of);
        return at_risk(match float {
            ..0 => format!("{}wd too late for its promise, {due}", -float),
            0 => format!("no float to its promise, {due}"),
            _ => format!("{float}wd float to its promise, {due}"),
        });
    }
    let of_health = |health: Health| move |id: &MilestoneId| assessment.health(*id).health == health;
    if let Some(milestone) = first(assessment, program, of_health(Health::Late)) {
        return about(milestone);
    }
    let threatens = |id: &MilestoneId| {
        let near = program.promise.due.is_none_or(|due| thin(*id, due).is_some());
        of_health(Health::AtRisk)(id) && near
    };
    if let Some(milestone) = first(assessment, program, threatens) {
        return about(milestone);
    }
    let floor = finishes.iter().find_map(|finish| assessment.forecast(*finish).floor);
    floor.and_then(|floor| at_risk(format!("its finish may not hold: {}", floor.words())))
}

fn otherwise(assessment: &Assessment<'_>, id: ProgramId, program: &Program) -> Judgement {
    let finish = assessment.schedule.finish(id);
    if let Some(why) = &finish.undated_because {
        return Judgement::new(Health::Unknown, format!("no forecast: {why}"));
    }
    let promised = |id: MilestoneId| {
        let milestone = assessment.workspace.milestone(id);
        milestone.is_unfinished() && milestone.promise.due.is_some()
    };
    match program.promise.due {
        None if !program.milestone_ids().any(promised) => {
            Judgement::new(Health::Unknown, "nothing is promised")
        }
        None => Judgement::new(Health::OnTrack, "every promise in it holds"),
        Some(due) => {
            let early = -assessment.program_variance(id, Some(due)).unwrap_or(0);
            let due = due.short(assessment.as_of());
            let reason = if early == 0 {
                format!("on its promise, {due}")
            } else {
                format!("{early}wd before its promise, {due}")
            };
            Judgement::new(Health::OnTrack, reason)
        }
    }
}

/// Returns the milestone that a reason names: of those that fit, the one with the earliest promise, then the
/// smallest id.
fn first(
    assessment: &Assessment<'_>,
    program: &Program,
    fits: impl Fn(&MilestoneId) -> bool,
) -> Option<MilestoneId> {
    program.milestone_ids().filter(fits).min_by_key(|id| {
        let milestone = assessment.workspace.milestone(*id);
        (milestone.promise.due.unwrap_or(Day::LAST), &milestone.id)
    })
}
