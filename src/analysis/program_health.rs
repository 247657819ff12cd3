//! Health of a program.

use super::forecast::Forecast;
use super::health::{Health, Judgement, is_thin};
use super::lateness::Lateness;
use crate::model::{MilestoneId, Program, ProgramId, Workspace};
use crate::schedule::{FloatsTo, Scheduled};
use crate::time::Day;

/// What a program is judged by: dates, forecasts and the health of its milestones.
#[derive(Clone, Copy)]
pub(super) struct Judging<'a> {
    pub(super) schedule: &'a Scheduled<'a>,
    /// By milestone.
    pub(super) forecasts: &'a [Forecast],
    /// By milestone: the floor that its date rests on.
    pub(super) rests_on: &'a [Option<MilestoneId>],
    /// By milestone.
    pub(super) milestones: &'a [Judgement],
}

impl<'a> Judging<'a> {
    /// Returns the health of each program.
    pub(super) fn programs(self) -> Vec<Judgement> {
        let mut floats = self.schedule.floats();
        self.schedule.workspace.program_ids().map(|id| self.judge(&mut floats, id)).collect()
    }

    fn health(self, id: MilestoneId) -> &'a Judgement {
        &self.milestones[id.index()]
    }

    fn forecast(self, id: MilestoneId) -> &'a Forecast {
        &self.forecasts[id.index()]
    }

    /// Returns the health of a program. `floats` belong to the assessment and are measured anew.
    fn judge(self, floats: &mut FloatsTo<'_>, id: ProgramId) -> Judgement {
        let program = self.schedule.workspace.program(id);
        let (done, live) = progress(self.schedule.workspace, program);
        if done == live && done > 0 && program.undated_because.is_none() && program.reading.is_whole() {
            return Judgement::new(Health::Done, format!("all {live} milestones are done"));
        }
        self.late(id, program)
            .or_else(|| self.at_risk(floats, id, program))
            .unwrap_or_else(|| self.otherwise(id, program))
    }

    fn late(self, id: ProgramId, program: &Program) -> Option<Judgement> {
        let as_of = self.schedule.as_of();
        let finish = self.schedule.finish(id);
        let late = |reason: String| Some(Judgement::new(Health::Late, reason));
        if let Some(due) = program.promise.due {
            let promised = due.short(as_of);
            if let Some(forecast) = finish.forecast.filter(|forecast| *forecast > due) {
                let late_by = variance(self.schedule, id, Some(due)).unwrap_or_default().words();
                let is_earliest = is_floor(self.schedule, self.forecasts, id)
                    || floor_from(self.schedule, self.rests_on, id).is_some();
                let floor = if is_earliest { "≥ " } else { "" };
                return late(format!(
                    "forecast {floor}{}, promised {promised}: {late_by}",
                    forecast.short(as_of)
                ));
            }
            if promise_has_passed(self.schedule, id) {
                return late(format!("its promise, {promised}, has passed"));
            }
        }
        let is_late = |id: &MilestoneId| self.health(*id).health == Health::Late;
        let firm = |id: &MilestoneId| self.schedule.workspace.milestone(*id).firm && is_late(id);
        if let Some(milestone) = first(self.schedule.workspace, program, firm) {
            let (name, reason) =
                (&self.schedule.workspace.milestone(milestone).id, &self.health(milestone).reason);
            return late(format!("{name} is firm: {reason}")).map(|judgement| judgement.about(milestone));
        }
        if program.promise.due.is_none()
            && let Some(milestone) = first(self.schedule.workspace, program, is_late)
        {
            let (name, reason) =
                (&self.schedule.workspace.milestone(milestone).id, &self.health(milestone).reason);
            return late(format!("{name}: {reason}")).map(|judgement| judgement.about(milestone));
        }
        None
    }

    fn at_risk(self, floats: &mut FloatsTo<'_>, id: ProgramId, program: &Program) -> Option<Judgement> {
        let as_of = self.schedule.as_of();
        let at_risk = |reason: String| Some(Judgement::new(Health::AtRisk, reason));
        let name = |id: MilestoneId| &self.schedule.workspace.milestone(id).id;
        let reason = |id: MilestoneId| &self.health(id).reason;
        let about = |id: MilestoneId| {
            at_risk(format!("{}: {}", name(id), reason(id))).map(|judgement| judgement.about(id))
        };
        let finishes = &self.schedule.finish(id).milestones;
        floats.measure_promise(self.schedule.workspace, id);
        let thin = |milestone: MilestoneId, due: Day| {
            let float = floats.get(milestone);
            let full = self.schedule.workspace.full(milestone);
            float.filter(|float| is_thin(self.schedule.workspace.settings.at_risk, *float, full, as_of, due))
        };
        if let Some(due) = program.promise.due
            && let Some(float) = finishes.iter().filter_map(|finish| thin(*finish, due)).min()
        {
            let due = due.short(as_of);
            return at_risk(match float {
                ..0 => format!("must finish {}wd sooner or it misses {due}", -float),
                0 => format!("no float to its promise, {due}"),
                _ => format!("{float}wd float to its promise, {due}"),
            });
        }
        let of_health = |health: Health| move |id: &MilestoneId| self.health(*id).health == health;
        if let Some(milestone) = first(self.schedule.workspace, program, of_health(Health::Late)) {
            return about(milestone);
        }
        let threatens = |id: &MilestoneId| {
            let near = program.promise.due.is_none_or(|due| thin(*id, due).is_some());
            of_health(Health::AtRisk)(id) && near
        };
        if let Some(milestone) = first(self.schedule.workspace, program, threatens) {
            return about(milestone);
        }
        let floor = finishes.iter().find_map(|finish| self.forecast(*finish).floor);
        let own = floor.and_then(|floor| at_risk(format!("its finish may not hold: {}", floor.words())));
        own.or_else(|| self.rests_on_floor(id))
    }

    fn rests_on_floor(self, id: ProgramId) -> Option<Judgement> {
        let from = floor_from(self.schedule, self.rests_on, id)?;
        let (milestone, floor) = (self.schedule.workspace.milestone(from), self.forecast(from).floor?);
        let name = if milestone.program == id { &milestone.id } else { &milestone.full_id };
        let reason = format!("its finish rests on {name}, {}", floor.after_its_name());
        Some(Judgement::new(Health::AtRisk, reason).about(from))
    }

    fn otherwise(self, id: ProgramId, program: &Program) -> Judgement {
        let finish = self.schedule.finish(id);
        if let Some(why) = &finish.undated_because {
            return Judgement::new(Health::Unknown, format!("no forecast: {why}"));
        }
        let promised = |id: MilestoneId| {
            let milestone = self.schedule.workspace.milestone(id);
            milestone.is_unfinished() && milestone.promise.due.is_some()
        };
        match program.promise.due {
            None if !program.milestone_ids().any(promised) => {
                Judgement::new(Health::Unknown, "nothing is promised")
            }
            None => Judgement::new(Health::OnTrack, "every promise in it holds"),
            Some(due) => {
                let early = variance(self.schedule, id, Some(due)).unwrap_or_default();
                let due = due.short(self.schedule.as_of());
                let reason = if early.days == 0 {
                    format!("on its promise, {due}")
                } else {
                    format!("{} before its promise, {due}", early.amount())
                };
                Judgement::new(Health::OnTrack, reason)
            }
        }
    }
}

/// Whether a program's `due` has passed while its finish is not done, nor marked done in a way that
/// could not be read.
pub(super) fn promise_has_passed(schedule: &Scheduled<'_>, id: ProgramId) -> bool {
    let due = schedule.workspace.program(id).promise.due;
    due.is_some_and(|due| due < schedule.as_of()) && !may_be_finished(schedule, id)
}

/// Whether a program is finished, or may be because an unreadable key could say so.
fn may_be_finished(schedule: &Scheduled<'_>, id: ProgramId) -> bool {
    let program = schedule.workspace.program(id);
    let finish = schedule.finish(id);
    let finished = |id: &MilestoneId| !schedule.workspace.milestone(*id).is_unfinished();
    let perhaps_done = |id: MilestoneId| schedule.workspace.milestone(id).perhaps_done;
    let unsure = match program.finish {
        Some(finish) => perhaps_done(finish),
        None => program.milestone_ids().any(perhaps_done),
    };
    unsure || finish.forecast.is_some() && finish.milestones.iter().all(finished)
}

/// Returns how long ago a program's promise passed; `None` if it has not passed, or if the program
/// is or may be finished.
pub(super) fn overdue(schedule: &Scheduled<'_>, id: ProgramId) -> Option<Lateness> {
    let due = schedule.workspace.program(id).promise.due?;
    let overdue = Lateness::new(schedule.workspace.program_calendar(id), due, schedule.as_of());
    Some(overdue).filter(|overdue| overdue.is_late() && !may_be_finished(schedule, id))
}

/// Returns how many milestones of a program are done, and how many it has without cancelled ones.
pub(super) fn progress(workspace: &Workspace, program: &Program) -> (usize, usize) {
    let live = program.milestone_ids().map(|id| workspace.milestone(id)).filter(|one| one.is_live());
    live.fold((0, 0), |(done, live), one| (done + usize::from(one.done.is_some()), live + 1))
}

/// Whether a program's forecast is a floor: that of its finish is or, of several that tie, any one.
pub(super) fn is_floor(schedule: &Scheduled<'_>, forecasts: &[Forecast], id: ProgramId) -> bool {
    let finish = schedule.finish(id);
    let is_floor = |id: &MilestoneId| forecasts[id.index()].floor.is_some();
    finish.forecast.is_some() && finish.milestones.iter().any(is_floor)
}

/// Returns the floor that a program's forecast rests on; of several finishes that tie, that of the
/// first by id that rests on one.
pub(super) fn floor_from(
    schedule: &Scheduled<'_>,
    rests_on: &[Option<MilestoneId>],
    id: ProgramId,
) -> Option<MilestoneId> {
    let finish = schedule.finish(id);
    finish.forecast.and(finish.milestones.iter().find_map(|id| rests_on[id.index()]))
}

/// Returns the finish variance of a program: forecast against a reference.
pub(super) fn variance(schedule: &Scheduled<'_>, id: ProgramId, reference: Option<Day>) -> Option<Lateness> {
    let calendar = schedule.workspace.program_calendar(id);
    Some(Lateness::new(calendar, reference?, schedule.finish(id).forecast?))
}

/// Returns the milestone that a reason names: of those that fit, the one with the earliest promise,
/// then the smallest id.
fn first(
    workspace: &Workspace,
    program: &Program,
    fits: impl Fn(&MilestoneId) -> bool,
) -> Option<MilestoneId> {
    program.milestone_ids().filter(fits).min_by_key(|id| {
        let milestone = workspace.milestone(*id);
        (milestone.promise.due.unwrap_or(Day::LAST), &milestone.id)
    })
}
