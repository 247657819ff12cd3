//! Health of a program.

use super::forecast::Forecast;
use super::health::{Health, Judgement};
use super::lateness::Lateness;
use super::risk::is_news;
use super::room::{Rooms, Thin};
use crate::model::{Milestone, MilestoneId, Program, ProgramId, Workspace};
use crate::schedule::{FloatsTo, Scheduled};
use crate::threads;
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
    pub(super) rooms: &'a Rooms,
}

impl<'a> Judging<'a> {
    /// Returns the health of each program.
    pub(super) fn programs(self) -> Vec<Judgement> {
        let programs: Vec<ProgramId> = self.schedule.workspace.program_ids().collect();
        let is_large = self.schedule.workspace.milestones.len() >= threads::PIECE;
        let threads = if is_large { threads::available() } else { 1 };
        // The buffers of floats are as large as the plan: a few times for each thread, not for each
        // program.
        let shares: Vec<&[ProgramId]> =
            programs.chunks(programs.len().div_ceil(threads * 2).max(1)).collect();
        let judged = threads::map(&shares, threads, |share| {
            let mut floats = self.schedule.floats();
            share.iter().map(|id| self.judge(&mut floats, *id)).collect::<Vec<Judgement>>()
        });
        judged.into_iter().flatten().collect()
    }

    fn health(self, id: MilestoneId) -> &'a Judgement {
        &self.milestones[id.index()]
    }

    fn milestone(self, id: MilestoneId) -> &'a Milestone {
        self.schedule.workspace.milestone(id)
    }

    fn name(self, id: MilestoneId) -> &'a str {
        &self.milestone(id).id
    }

    /// Returns a milestone's id: short within `home`, else in full.
    fn name_in(self, home: ProgramId, id: MilestoneId) -> &'a str {
        let milestone = self.milestone(id);
        if milestone.program == home { &milestone.id } else { &milestone.full_id }
    }

    /// Whether something unfinished is promised and has no date.
    fn lacks_a_date(self, id: MilestoneId) -> bool {
        let milestone = self.milestone(id);
        milestone.is_unfinished()
            && !milestone.perhaps_done
            && milestone.promise.due.is_some()
            && self.forecast(id).finish.is_none()
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
                let name = self.schedule.finish_milestone(id).map_or("its finish", |id| self.name(id));
                return late(format!(
                    "{name}: forecast {floor}{}, promised {promised}: {late_by}",
                    forecast.short(as_of)
                ));
            }
            if promise_has_passed(self.schedule, id) {
                let finish = program.finish.or_else(|| self.schedule.finish_milestone(id));
                let name = finish.map_or("its finish", |id| self.name(id));
                return late(format!("{name} is not done, and its promise, {promised}, has passed"));
            }
        }
        let is_late = |id: &MilestoneId| self.health(*id).health == Health::Late;
        let firm = |id: &MilestoneId| self.milestone(*id).firm && (is_late(id) || self.lacks_a_date(*id));
        if let Some(milestone) = first(self.schedule.workspace, program, firm) {
            let reason = format!("{} is firm: {}", self.name(milestone), self.health(milestone).reason);
            return late(reason).map(|judgement| judgement.about(milestone));
        }
        if program.promise.due.is_none()
            && let Some(milestone) = first(self.schedule.workspace, program, is_late)
        {
            let reason = format!("{}: {}", self.name(milestone), self.health(milestone).reason);
            return late(reason).map(|judgement| judgement.about(milestone));
        }
        None
    }

    fn at_risk(self, floats: &mut FloatsTo<'_>, id: ProgramId, program: &Program) -> Option<Judgement> {
        let at_risk = |reason: String| Some(Judgement::new(Health::AtRisk, reason));
        let finish = self.schedule.finish(id);
        let is_live = |id: MilestoneId| self.milestone(id).is_live();
        if let Some(why) = &finish.undated_because
            && program.milestone_ids().any(is_live)
        {
            return at_risk(format!("no forecast: {why}"));
        }
        if let Some((milestone, thin)) = self.least_room(floats, id) {
            let reason = format!("{}: {}", self.name_in(id, milestone), thin.words());
            let judgement = Judgement::new(Health::AtRisk, reason).about(milestone);
            return Some(Judgement { thin: Some(thin), ..judgement });
        }
        let of_health = |health: Health| move |id: &MilestoneId| self.health(*id).health == health;
        let late = || first(self.schedule.workspace, program, of_health(Health::Late));
        let at_risk_itself = || {
            let counts = program.promise.due.is_none();
            first(self.schedule.workspace, program, of_health(Health::AtRisk)).filter(|_| counts)
        };
        if let Some(milestone) = late().or_else(at_risk_itself) {
            let reason = format!("{}: {}", self.name(milestone), self.health(milestone).reason);
            return at_risk(reason).map(|judgement| judgement.about(milestone));
        }
        let finishes = &finish.milestones;
        let floor = finishes.iter().find_map(|finish| self.forecast(*finish).floor);
        let own = floor.and_then(|floor| at_risk(format!("its finish may not hold: {}", floor.words())));
        own.or_else(|| self.rests_on_floor(id)).or_else(|| self.occurred(id))
    }

    fn rests_on_floor(self, id: ProgramId) -> Option<Judgement> {
        let from = floor_from(self.schedule, self.rests_on, id)?;
        let floor = self.forecast(from).floor?;
        let reason = format!("its finish rests on {}, {}", self.name_in(id, from), floor.after_its_name());
        Some(Judgement::new(Health::AtRisk, reason).about(from))
    }

    /// A risk of the program that occurred, and that the plan does not hold yet.
    fn occurred(self, id: ProgramId) -> Option<Judgement> {
        let mut risks = self.schedule.workspace.risks.iter().filter(|risk| risk.program == id);
        let risk = risks.find(|risk| is_news(self.schedule, risk))?;
        let on = risk.occurred?.short(self.schedule.as_of());
        let target = self.schedule.threatened(risk).next();
        let names = target.map_or_else(String::new, |target| format!("{}: ", self.name_in(id, target)));
        let reason = format!("{names}risk {} occurred {on} and is not in the plan", risk.id);
        let judgement = Judgement::new(Health::AtRisk, reason);
        Some(match target {
            Some(target) => judgement.about(target),
            None => judgement,
        })
    }

    /// Returns the milestone with the least room towards a program's promise, if that is too
    /// little. It may belong to another program.
    fn least_room(self, floats: &mut FloatsTo<'_>, id: ProgramId) -> Option<(MilestoneId, Thin)> {
        let workspace = self.schedule.workspace;
        workspace.program(id).promise.due?;
        floats.measure_promise(workspace, id);
        let thin = |milestone| self.rooms.thin_towards(floats, workspace, id, milestone);
        let thin = floats.leading().filter_map(|milestone| Some((milestone, thin(milestone)?)));
        thin.min_by_key(|(milestone, thin)| (thin.workdays, &self.milestone(*milestone).full_id))
    }

    fn otherwise(self, id: ProgramId, program: &Program) -> Judgement {
        let finish = self.schedule.finish(id);
        if let Some(why) = &finish.undated_because {
            return Judgement::new(Health::Unknown, format!("no forecast: {why}"));
        }
        if let Some(milestone) =
            first(self.schedule.workspace, program, |id: &MilestoneId| self.lacks_a_date(*id))
        {
            let reason = format!("{}: {}", self.name(milestone), self.health(milestone).reason);
            return Judgement::new(Health::Unknown, reason).about(milestone);
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
