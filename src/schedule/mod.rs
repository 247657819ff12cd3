//! Dates, floats and drivers by the critical path method.
//!
//! [`forward`] and [`backward`] are functions of a network, inputs and buffers that the caller owns: what-if,
//! float to one milestone and simulation are loops over them that allocate nothing. [`Schedule::new`] runs
//! what every report needs once. Definitions, with formula and edges: `docs/method.md`.

mod backward;
mod commitment;
mod critical;
mod dates;
mod drivers;
mod finishes;
mod float;
mod floats_to;
mod forward;
mod handover;
mod inputs;
mod links;
mod row;
mod targets;

pub use backward::{Late, backward};
pub use commitment::Commitment;
pub use dates::Dates;
pub use drivers::{Driver, Hold};
pub use finishes::ProgramFinish;
pub use floats_to::FloatsTo;
pub use forward::forward;
pub use handover::{Handover, Until};
pub use inputs::{Inputs, State, Task};
pub use targets::{Bound, PromiseId, Promised, Promises, Targets};

use crate::calendar::{Calendars, Length};
use crate::graph::{LinkId, Network};
use crate::model::{MilestoneId, ProgramId, Workspace};
use crate::time::{Day, Instant};

/// Returns where each program of a workspace ends, by the dates of a forward pass.
pub fn finishes(workspace: &Workspace, dates: &Dates) -> Vec<ProgramFinish> {
    finishes::of_programs(workspace, dates)
}

/// A network and the calendars it counts in: what every calculation needs to read.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'w> {
    /// Who waits for whom.
    pub network: &'w Network,
    /// Working days.
    pub calendars: &'w Calendars,
}

/// The dates and floats of a workspace on one day.
#[derive(Debug)]
pub struct Schedule {
    /// What was scheduled.
    pub inputs: Inputs,
    /// Early dates, which are the forecast.
    pub dates: Dates,
    /// Where each program ends.
    pub finishes: Vec<ProgramFinish>,
    /// Late dates with respect to the programs' finishes: total float.
    pub late: Late,
    /// Late dates with respect to what was promised: commitment float.
    pub promised: Late,
    /// Every promise that something unfinished could miss.
    pub promises: Promises,
    /// Per milestone, the programs for whose finish it is critical.
    pub critical: Vec<Vec<ProgramId>>,
    behind_cancelled: Vec<links::Allowed>,
}

impl Schedule {
    /// Schedules a workspace as of a day.
    pub fn new(workspace: &Workspace, network: &Network, as_of: Day) -> Self {
        let plan = Plan { network, calendars: &workspace.calendars };
        let inputs = Inputs::new(workspace, as_of);
        let mut dates = Dates::new(network.len());
        forward(plan, &inputs, &mut dates);
        let finishes = finishes::of_programs(workspace, &dates);
        let mut targets = Targets::new(network.len());
        targets.set_finishes(workspace, &dates, &finishes);
        let mut late = Late::new(network.len());
        backward(plan, &inputs, &dates, &targets, &mut late);
        let promises = Promises::new(workspace, &inputs);
        targets.set_promises(workspace, &promises);
        let mut promised = Late::new(network.len());
        backward(plan, &inputs, &dates, &targets, &mut promised);
        let critical = critical::of_programs(plan, &inputs, &dates, workspace, &finishes);
        let behind_cancelled = float::unmoved_behind_cancelled(plan, &inputs, &dates);
        Self { inputs, dates, finishes, late, promised, promises, critical, behind_cancelled }
    }

    /// Returns where a program ends.
    pub fn finish(&self, program: ProgramId) -> &ProgramFinish {
        &self.finishes[program.index()]
    }

    /// Returns the working days a milestone can slip before any program's forecast finish, or the latest
    /// finish in its own program, moves.
    ///
    /// In its own full calendar. None for what is done or has no dates.
    pub fn total_float(&self, plan: Plan<'_>, id: MilestoneId) -> Option<i32> {
        float::total(plan, &self.dates, &self.late, id)
    }

    /// Returns the working days a milestone can slip, in its own full calendar, and leave every unfinished
    /// successor's early dates as they are.
    ///
    /// Never below 0; the total float where there is no such successor; none for what is done or has no
    /// dates.
    pub fn free_float(&self, plan: Plan<'_>, id: MilestoneId) -> Option<i32> {
        float::free(plan, &self.inputs, &self.dates, &self.behind_cancelled, id)
            .or_else(|| self.total_float(plan, id))
    }

    /// Returns the working days a milestone can slip before a promise is missed, and which promise; negative
    /// = forecast to be missed.
    ///
    /// None where nothing promised hangs on it.
    pub fn commitment(&self, plan: Plan<'_>, id: MilestoneId) -> Option<Commitment> {
        commitment::of(plan, &self.inputs, &self.dates, &self.promised, &self.promises, id)
    }

    /// Returns the commitment float of every milestone towards hard promises alone: those of programs and of firm milestones.
    pub fn hard_commitments(&self, workspace: &Workspace, plan: Plan<'_>) -> Vec<Option<Commitment>> {
        let promises = Promises::hard(workspace, &self.inputs);
        let mut targets = Targets::new(plan.network.len());
        targets.set_promises(workspace, &promises);
        let mut late = Late::new(plan.network.len());
        backward(plan, &self.inputs, &self.dates, &targets, &mut late);
        let of = |id| commitment::of(plan, &self.inputs, &self.dates, &late, &promises, id);
        workspace.milestone_ids().map(of).collect()
    }

    /// Whether what a link counts from is known: the start or the finish of its predecessor, or, of what is
    /// cancelled, its bounds.
    pub fn is_known(&self, plan: Plan<'_>, link: LinkId) -> bool {
        let link = plan.network.link(link);
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
    pub fn duration_workdays(&self, plan: Plan<'_>, id: MilestoneId) -> Option<u32> {
        self.workdays(plan, id, self.inputs.task(id).duration, self.dates.start(id))
    }

    /// Returns the working days that are left of a milestone; of elapsed time, those that lie in it.
    ///
    /// 0 for what is done or cancelled, and for events. None for elapsed time without dates.
    pub fn remaining_workdays(&self, plan: Plan<'_>, id: MilestoneId) -> Option<u32> {
        let begins = self.dates.remaining_start(id).or_else(|| self.dates.start(id));
        self.workdays(plan, id, self.inputs.task(id).left, begins)
    }

    /// Returns the working days of a length that ends with a milestone; of elapsed time, those from where it
    /// begins, if it takes any time at all.
    fn workdays(
        &self,
        plan: Plan<'_>,
        id: MilestoneId,
        length: Length,
        begins: Option<Instant>,
    ) -> Option<u32> {
        if !length.elapsed || length.days == 0 {
            return Some(length.days);
        }
        let full = plan.calendars.get(plan.network.full(id));
        Some(full.working_days(begins?.day(), self.dates.finish(id)?.day()))
    }

    /// Returns the links that alone give a milestone its date.
    pub fn driving_links<'s>(&'s self, plan: Plan<'s>, id: MilestoneId) -> impl Iterator<Item = LinkId> + 's {
        plan.network.predecessors(id).filter(move |link| self.drives(plan, *link))
    }

    /// Returns the late start and late finish that go with the total float, as printed days.
    pub fn late_dates(&self, plan: Plan<'_>, id: MilestoneId) -> (Option<Day>, Option<Day>) {
        float::late_dates(plan, &self.inputs, &self.dates, &self.late, id)
    }

    /// Returns everything unfinished that something unfinished waits for, directly or through what is cancelled,
    /// by the one that waits.
    pub fn handovers(&self, plan: Plan<'_>) -> Vec<Handover> {
        let mut place = vec![u32::MAX; plan.network.len()];
        for (rank, id) in plan.network.order().iter().enumerate() {
            place[id.index()] = rank as u32;
        }
        let mut rank = vec![0; plan.network.link_count()];
        for id in plan.network.order() {
            for (among, link) in plan.network.successors(*id).enumerate() {
                rank[link.0 as usize] = among as u32;
            }
        }
        let (promised, promises) = (&self.promised, &self.promises);
        let (inputs, dates) = (&self.inputs, &self.dates);
        let handovers =
            handover::Handovers { plan, inputs, dates, promised, promises, place: &place, rank: &rank };
        (0..plan.network.len() as u32).flat_map(|id| handovers.to(MilestoneId(id))).collect()
    }

    /// Returns what drives a milestone's date: the links first, then what else holds it.
    pub fn drivers(&self, plan: Plan<'_>, id: MilestoneId) -> Vec<Driver> {
        drivers::of(plan, &self.inputs, &self.dates, id)
    }

    /// Whether a link alone gives its successor's early start.
    pub fn drives(&self, plan: Plan<'_>, link: LinkId) -> bool {
        drivers::drives(plan, &self.inputs, &self.dates, link)
    }

    /// Returns the instant before which a link does not let its successor start, or for FF and SF finish, not
    /// snapped to working time; nothing where it binds nothing.
    pub fn bound(&self, plan: Plan<'_>, link: LinkId) -> Option<Instant> {
        links::bound(plan, &self.inputs, &self.dates, link)?.some()
    }

    /// Returns the same as if its predecessor's end of it were at another instant.
    pub fn bound_from(&self, plan: Plan<'_>, link: LinkId, instant: Instant) -> Option<Instant> {
        links::bound_from(plan, &self.inputs, plan.network.link(link), instant)?.some()
    }

    /// Returns how far a link's bound lies before its successor's early start, in working days of the
    /// successor's full calendar.
    pub fn slack(&self, plan: Plan<'_>, link: LinkId) -> Option<i32> {
        drivers::slack(plan, &self.inputs, &self.dates, link)
    }

    /// Whether a chain that is followed back over this link goes on behind it: not through what is done, and
    /// not over the start of what has started; through what is cancelled, as far as that.
    pub fn chain_continues(&self, plan: Plan<'_>, link: LinkId) -> bool {
        critical::chain_continues(plan, &self.inputs, link)
    }
}
