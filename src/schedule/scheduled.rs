//! A workspace with its dates on one day: what every report asks.

use super::backward::{Late, backward};
use super::commitment::{Commitment, Commitments};
use super::handoff::{Handoff, Handoffs};
use super::links::Allowed;
use super::targets::{Promises, Targets};
use super::{Dated, Dates, Driver, FloatsTo, Inputs, Plan, ProgramFinish, critical, forward};
use crate::calendar::Length;
use crate::graph::{LinkId, Network};
use crate::model::{MilestoneId, ProgramId, Risk, Workspace};
use crate::time::{Day, Instant};

/// The dates and floats of a workspace on one day.
#[derive(Debug)]
pub struct Scheduled<'w> {
    /// What the plans say.
    pub workspace: &'w Workspace,
    /// Who waits for whom.
    pub network: &'w Network,
    /// What was scheduled.
    pub inputs: Inputs,
    /// Early dates, which are the forecast.
    pub dates: Dates,
    /// Where each program ends.
    pub finishes: Vec<ProgramFinish>,
    /// Late dates with respect to the programs' finishes: total float.
    pub late: Late,
    /// Every promise that something unfinished could miss, with late dates with respect to them.
    pub commitments: Commitments,
    /// Per milestone, the programs for whose finish it is critical.
    pub critical: Vec<Vec<ProgramId>>,
    slack_through_cancelled: Vec<Allowed>,
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
            programs.map(|program| ProgramFinish::of(workspace, program, &dates)).collect();
        let dated = Dated { plan, dates: &dates };
        let targets = Targets::to_finishes(workspace, &dates, &finishes);
        let mut late = Late::new(network.len());
        backward(dated, &targets, &mut late);
        let commitments = Commitments::new(workspace, dated, Promises::new(workspace, &inputs));
        let critical = critical::of_programs(dated, workspace, &finishes);
        let slack_through_cancelled = dated.slack_through_cancelled();
        Self {
            workspace,
            network,
            inputs,
            dates,
            finishes,
            late,
            commitments,
            critical,
            slack_through_cancelled,
        }
    }

    /// Returns what a pass over it reads.
    pub fn plan(&self) -> Plan<'_> {
        Plan { network: self.network, calendars: &self.workspace.calendars, inputs: &self.inputs }
    }

    fn dated(&self) -> Dated<'_> {
        Dated { plan: self.plan(), dates: &self.dates }
    }

    /// Returns the day it is scheduled as of.
    pub fn as_of(&self) -> Day {
        self.inputs.as_of
    }

    /// Whether a milestone lies on a chain of driving links to some program's finish.
    pub fn is_critical(&self, id: MilestoneId) -> bool {
        !self.critical[id.index()].is_empty()
    }

    /// Returns the milestone at which a program is measured: its finish, of those that tie the one with the
    /// smallest id.
    pub fn finish_milestone(&self, id: ProgramId) -> Option<MilestoneId> {
        self.finish(id).milestones.first().copied()
    }

    /// Returns where a program ends.
    pub fn finish(&self, program: ProgramId) -> &ProgramFinish {
        &self.finishes[program.index()]
    }

    /// Returns the working days a milestone can slip before any program's forecast finish, or the latest
    /// finish in its own program, moves.
    ///
    /// In its own full calendar. None for what is done or has no dates.
    pub fn total_float(&self, id: MilestoneId) -> Option<i32> {
        self.dated().total_float(&self.late, id)
    }

    /// Returns the working days a milestone can slip, in its own full calendar, and leave every unfinished
    /// successor's early dates as they are.
    ///
    /// Never below 0; the total float where there is no such successor; none for what is done or has no
    /// dates.
    pub fn free_float(&self, id: MilestoneId) -> Option<i32> {
        self.dated().free_float(&self.slack_through_cancelled, id).or_else(|| self.total_float(id))
    }

    /// Returns the working days a milestone can slip before a promise is missed, and which promise; negative
    /// = forecast to be missed.
    ///
    /// None where nothing promised hangs on it.
    pub fn commitment(&self, id: MilestoneId) -> Option<Commitment> {
        self.commitments.of(self.dated(), id)
    }

    /// Returns the commitment float of every milestone towards hard promises alone: those of programs and of
    /// firm milestones.
    pub fn hard_commitments(&self) -> Vec<Option<Commitment>> {
        let promises = Promises::hard(self.workspace, &self.inputs);
        let hard = Commitments::new(self.workspace, self.dated(), promises);
        self.workspace.milestone_ids().map(|id| hard.of(self.dated(), id)).collect()
    }

    /// Returns the milestones that a risk threatens: those it names, else its program's finish.
    pub fn threatened<'s>(&'s self, risk: &'s Risk) -> &'s [MilestoneId] {
        match &self.workspace.program(risk.program).finish {
            _ if !risk.affects.is_empty() => &risk.affects,
            Some(finish) => std::slice::from_ref(finish),
            None => &self.finish(risk.program).milestones,
        }
    }

    /// Returns floats towards whatever they are told to measure against.
    pub fn floats(&self) -> FloatsTo<'_> {
        FloatsTo::new(self.dated())
    }

    /// Whether what a link counts from is known: the start or the finish of its predecessor, or, of what is
    /// cancelled, its bounds.
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

    /// Returns the working days that a milestone takes as a whole; of elapsed time, those that lie in it.
    ///
    /// 0 for events, and where only what is left is known. None for elapsed time without dates.
    pub fn duration_workdays(&self, id: MilestoneId) -> Option<u32> {
        self.workdays(id, self.inputs.task(id).duration, self.dates.start(id))
    }

    /// Returns the working days that are left of a milestone; of elapsed time, those that lie in it.
    ///
    /// 0 for what is done or cancelled, and for events. None for elapsed time without dates.
    pub fn remaining_workdays(&self, id: MilestoneId) -> Option<u32> {
        let begins = self.dates.remaining_start(id).or_else(|| self.dates.start(id));
        self.workdays(id, self.inputs.task(id).left, begins)
    }

    /// Returns the working days of a length that ends with a milestone; of elapsed time, those from where it
    /// begins, if it takes any time at all.
    fn workdays(&self, id: MilestoneId, length: Length, begins: Option<Instant>) -> Option<u32> {
        if !length.elapsed || length.days == 0 {
            return Some(length.days);
        }
        Some(self.workspace.full(id).working_days(begins?.day(), self.dates.finish(id)?.day()))
    }

    /// Returns the links that alone give a milestone its date.
    pub fn driving_links(&self, id: MilestoneId) -> impl Iterator<Item = LinkId> + '_ {
        self.network.predecessors(id).filter(|link| self.drives(*link))
    }

    /// Returns the late start and late finish that go with the total float, as printed days.
    pub fn late_dates(&self, id: MilestoneId) -> (Option<Day>, Option<Day>) {
        self.dated().late_dates(&self.late, id)
    }

    /// Returns everything unfinished that something unfinished waits for, directly or through what is cancelled,
    /// by the one that waits.
    pub fn handoffs(&self) -> Vec<Handoff> {
        let handoffs = Handoffs::new(self.dated(), &self.commitments);
        self.workspace.milestone_ids().flat_map(|id| handoffs.to(id)).collect()
    }

    /// Returns what drives a milestone's date: the links first, then what else holds it.
    pub fn drivers(&self, id: MilestoneId) -> Vec<Driver> {
        self.dated().drivers(id)
    }

    /// Whether a link alone gives its successor's early start.
    pub fn drives(&self, link: LinkId) -> bool {
        self.dated().drives(link)
    }

    /// Returns the instant before which a link does not let its successor start, or for FF and SF finish, not
    /// snapped to working time; nothing where it binds nothing.
    pub fn bound(&self, link: LinkId) -> Option<Instant> {
        self.dated().bound(link)?.some()
    }

    /// Returns the same as if its predecessor's end of it were at another instant.
    pub fn bound_from(&self, link: LinkId, instant: Instant) -> Option<Instant> {
        self.plan().bound_from(self.network.link(link), instant)?.some()
    }

    /// Returns how far a link's bound lies before its successor's early start, in working days of the
    /// successor's full calendar.
    pub fn slack(&self, link: LinkId) -> Option<i32> {
        self.dated().slack(link)
    }

    /// Whether a chain that is followed back over this link goes on behind it: not through what is done, and
    /// not over the start of what has started; through what is cancelled, as far as that.
    pub fn chain_continues(&self, link: LinkId) -> bool {
        self.plan().chain_continues(link)
    }
}
