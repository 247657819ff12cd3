//! A workspace with its dates as of one day; every report asks it.

use super::backward::{Late, backward};
use super::commitment::{Commitment, Commitments};
use super::handoff::{Handoff, Handoffs};
use super::links::Allowed;
use super::targets::{Promises, Targets};
use super::{
    Dated, Dates, Driver, FloatsTo, Givers, Hold, Inputs, Plan, ProgramFinish, Task, critical, forward,
};
use crate::calendar::Length;
use crate::graph::{LinkId, Network};
use crate::model::{MilestoneId, ProgramId, Risk, Workspace};
use crate::threads;
use crate::time::{Day, Instant};

/// The dates and floats of a workspace as of one day.
#[derive(Debug)]
pub struct Scheduled<'w> {
    /// The plans.
    pub workspace: &'w Workspace,
    /// The dependencies.
    pub network: &'w Network,
    /// The input of the passes.
    pub inputs: Inputs,
    /// Early dates, which are the forecast.
    pub dates: Dates,
    /// The finish of each program, indexed by program.
    pub finishes: Vec<ProgramFinish>,
    /// Late dates that keep the programs' finishes; total float comes from them.
    pub late: Late,
    /// Every promise that something unfinished could miss, with the latest dates that keep it.
    pub commitments: Commitments,
    /// For each milestone, the programs for whose finish it is critical.
    pub critical: Vec<Vec<ProgramId>>,
    /// How many programs that does not tell of, because the plan is too large.
    pub critical_left_out: usize,
    slack_through_cancelled: Vec<Allowed>,
    points_a_day_later: Vec<[Instant; 2]>,
}

impl<'w> Scheduled<'w> {
    /// Schedules a workspace as of a day.
    pub fn new(workspace: &'w Workspace, network: &'w Network, as_of: Day) -> Self {
        let inputs = Inputs::new(workspace, as_of);
        let mut dates = Dates::new(network.len());
        let plan = Plan { network, calendars: &workspace.calendars, inputs: &inputs };
        forward(plan, &mut dates);
        let programs = workspace.programs.iter();
        let finishes: Vec<_> =
            programs.map(|program| ProgramFinish::of(workspace, network, program, &dates)).collect();
        let dated = Dated { plan, dates: &dates };
        let late_dates = || {
            let targets = Targets::to_finishes(workspace, &dates, &finishes);
            let mut late = Late::new(network.len());
            backward(dated, &targets, &mut late);
            (late, Commitments::new(workspace, dated, Promises::new(workspace, &inputs)))
        };
        let critical = || critical::of_programs(dated, workspace, &finishes);
        let is_large = network.len() >= threads::PIECE;
        let ((late, commitments), (critical, critical_left_out)) =
            threads::both(is_large, late_dates, critical);
        let slack_through_cancelled = dated.slack_through_cancelled();
        let points_a_day_later = dated.points_a_day_later();
        Self {
            workspace,
            network,
            inputs,
            dates,
            finishes,
            late,
            commitments,
            critical,
            critical_left_out,
            slack_through_cancelled,
            points_a_day_later,
        }
    }

    /// Returns the plan, as input for a pass.
    pub fn plan(&self) -> Plan<'_> {
        Plan { network: self.network, calendars: &self.workspace.calendars, inputs: &self.inputs }
    }

    pub(super) fn dated(&self) -> Dated<'_> {
        Dated { plan: self.plan(), dates: &self.dates }
    }

    /// Returns the as-of day.
    pub fn as_of(&self) -> Day {
        self.inputs.as_of
    }

    /// Whether a program's finish moves if a milestone slips by one working day.
    pub fn is_critical(&self, id: MilestoneId) -> bool {
        let is_told = !self.critical[id.index()].is_empty();
        // Total float 0 says the same, of no program in particular.
        is_told || self.critical_left_out > 0 && self.total_float(id) == Some(0)
    }

    /// Returns the milestone at which a program is measured: its finish, or of several finishes the
    /// one with the smallest id.
    pub fn finish_milestone(&self, id: ProgramId) -> Option<MilestoneId> {
        self.finish(id).milestones.first().copied()
    }

    /// Returns the same where the program's finish has a forecast: while one of its milestones has
    /// no date and none is named as its finish, nobody knows which it is.
    pub fn dated_finish(&self, id: ProgramId) -> Option<MilestoneId> {
        self.finish_milestone(id).filter(|_| self.finish(id).forecast.is_some())
    }

    /// Returns the milestone that a program names as its finish, or else the one that is known to
    /// be.
    pub fn known_finish(&self, id: ProgramId) -> Option<MilestoneId> {
        self.workspace.program(id).finish.or_else(|| self.dated_finish(id))
    }

    /// Returns the finish of a program.
    pub fn finish(&self, program: ProgramId) -> &ProgramFinish {
        &self.finishes[program.index()]
    }

    /// Returns how far a milestone can slip before any program's forecast finish, or the latest
    /// finish in its own program, moves.
    ///
    /// In working days of its own full calendar. `None` if it is done or has no dates.
    pub fn total_float(&self, id: MilestoneId) -> Option<i32> {
        self.dated().total_float(&self.late, id)
    }

    /// Returns how far a milestone can slip before the early dates of an unfinished successor move,
    /// in working days of its own full calendar.
    ///
    /// Never below 0. Equals the total float if there is no such successor; `None` if it is done or
    /// has no dates.
    pub fn free_float(&self, id: MilestoneId) -> Option<i32> {
        self.dated().free_float(&self.slack_through_cancelled, id).or_else(|| self.total_float(id))
    }

    /// Returns how many working days a milestone can slip before a promise is missed, and which
    /// promise; negative if it is forecast to be missed.
    ///
    /// `None` if no promise depends on it.
    pub fn commitment(&self, id: MilestoneId) -> Option<Commitment> {
        self.commitments.of(self.dated(), id)
    }

    /// Returns the milestones that a risk threatens: those it names, and the finishes of the
    /// programs that it names.
    pub fn threatened<'s>(&'s self, risk: &'s Risk) -> impl Iterator<Item = MilestoneId> + 's {
        let finishes = risk.finishes.iter().flat_map(|id| match &self.workspace.program(*id).finish {
            Some(finish) => std::slice::from_ref(finish),
            None => &self.finish(*id).milestones,
        });
        let others = finishes.filter(|id| !risk.affects.contains(id));
        risk.affects.iter().chain(others).copied()
    }

    /// Returns an object that measures float towards selected milestones.
    pub fn floats(&self) -> FloatsTo<'_> {
        self.dated().floats()
    }

    /// Whether the date that a link counts from is known: the start or finish of its predecessor,
    /// or the bounds that a cancelled predecessor passes on.
    pub fn is_known(&self, link: LinkId) -> bool {
        let link = self.network.link(link);
        if self.inputs.task(link.from).is_cancelled() {
            self.dates.passes(link.from).is_some()
        } else if link.kind.from_start() {
            self.dates.start(link.from).is_some()
        } else {
            self.dates.finish(link.from).is_some()
        }
    }

    /// Returns the whole duration of a milestone in working days; for elapsed time, the working
    /// days within it.
    ///
    /// 0 for events, and if only the remaining work is known. `None` for elapsed time without
    /// dates.
    pub fn duration_workdays(&self, id: MilestoneId) -> Option<u32> {
        self.workdays(id, self.inputs.task(id).duration, self.dates.start(id))
    }

    /// Returns the remaining work of a milestone in working days; for elapsed time, the working
    /// days within it.
    ///
    /// 0 for events and for milestones that are done or cancelled. `None` for elapsed time without
    /// dates.
    pub fn remaining_workdays(&self, id: MilestoneId) -> Option<u32> {
        let begins = self.dates.remaining_start(id).or_else(|| self.dates.start(id));
        self.workdays(id, self.left(id), begins)
    }

    /// Returns the remaining work of a milestone, after what is assumed worked.
    pub fn left(&self, id: MilestoneId) -> Length {
        self.dates.left(id, self.inputs.task(id))
    }

    /// Returns how much of a started milestone's remaining work counts as worked without an update.
    pub fn assumed(&self, id: MilestoneId) -> u32 {
        self.dates.assumed(id, self.inputs.task(id))
    }

    /// Returns the finish that a milestone would have if it were another task, with everything that
    /// it waits for as it is; `None` without a date.
    pub fn finish_as(&self, id: MilestoneId, task: &Task) -> Option<Instant> {
        self.dated().finish_as(id, task)
    }

    /// Returns a length that ends at a milestone's finish in working days; for elapsed time, the
    /// working days from `begins` through the finish, if the length is not 0.
    fn workdays(&self, id: MilestoneId, length: Length, begins: Option<Instant>) -> Option<u32> {
        if !length.elapsed || length.days == 0 {
            return Some(length.days);
        }
        Some(self.workspace.full(id).working_days(begins?.day(), self.dates.finish(id)?.day()))
    }

    /// Returns the links that by themselves give a milestone its date.
    pub fn giving_links(&self, id: MilestoneId) -> impl Iterator<Item = LinkId> + '_ {
        self.network.predecessors(id).filter(|link| self.gives(*link))
    }

    /// Returns every pair of unfinished milestones of which one waits for the other, directly or
    /// through cancelled ones, by the one that waits.
    pub fn handoffs(&self) -> Vec<Handoff> {
        let handoffs = Handoffs::new(self.dated(), &self.commitments);
        self.workspace.milestone_ids().flat_map(|id| handoffs.to(id)).collect()
    }

    /// Returns what drives a milestone's date: first the links, then the constraints; where nothing
    /// does, its calendar holds it.
    pub fn drivers(&self, id: MilestoneId) -> Vec<Driver> {
        self.dated().drivers(&self.points_a_day_later, id)
    }

    /// Returns what decides the date of a milestone besides its links.
    pub fn holds(&self, id: MilestoneId) -> Vec<Hold> {
        self.dated().holds(id)
    }

    /// Whether a link by itself gives its successor's early start, or for FF and SF its early
    /// finish. Slots and days off may leave it slack all the same.
    pub fn gives(&self, link: LinkId) -> bool {
        self.dated().gives(link)
    }

    /// Whether a link gives its successor's date, and would move it if its predecessor came one
    /// working day later.
    pub fn drives(&self, link: LinkId) -> bool {
        self.dated().drives(&self.points_a_day_later, link)
    }

    /// Returns which of the bounds that a cancelled milestone passes on come from a link into it:
    /// the one at the end of a day, and the one at the start of one.
    pub fn gives_point(&self, link: LinkId) -> [bool; 2] {
        self.dated().gives_point(link)
    }

    /// Returns which of the bounds that a cancelled predecessor passes on determine the date of a
    /// link's successor or, if that is cancelled too, those of its bounds that are `wanted`.
    pub fn giving_sides(&self, link: LinkId, wanted: [bool; 2]) -> [bool; 2] {
        self.dated().giving_sides(link, wanted)
    }

    /// Returns the instant before which a link does not let its successor start, or for FF and SF
    /// finish, not snapped to working time; `None` if it imposes no bound.
    pub fn bound(&self, link: LinkId) -> Option<Instant> {
        self.dated().bound(link)?.some()
    }

    /// Returns what [`Self::bound`] would be if the predecessor's end of the link were at another
    /// instant.
    pub fn bound_from(&self, link: LinkId, instant: Instant) -> Option<Instant> {
        self.plan().bound_from(self.network.link(link), instant)?.some()
    }

    /// Returns the first and the last day of a link's lag in working days; `None` without one.
    pub fn lag_days(&self, link: LinkId) -> Option<(Day, Day)> {
        self.dated().lag_days(link)
    }

    /// Returns the unfinished milestones that give a milestone its date.
    pub fn givers(&self, id: MilestoneId) -> Givers {
        self.dated().givers(id)
    }

    /// Whether the milestone at the end of a way gives the date at its beginning.
    pub fn gives_over(&self, way: &[LinkId]) -> bool {
        self.dated().gives_over(way)
    }

    /// Whether it also would move that date by coming one working day later.
    pub fn drives_over(&self, way: &[LinkId]) -> bool {
        self.dated().drives_over(way)
    }

    /// Returns how many working days, in its own calendar, the milestone at the end of a way can
    /// slip before it moves the one at its beginning; `None` if no slip moves it.
    pub fn slack_over(&self, way: &[LinkId]) -> Option<i32> {
        self.dated().slack_over(way)
    }
}
