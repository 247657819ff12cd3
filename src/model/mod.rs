//! The plans of a workspace, with every name resolved.
//!
//! A [`Workspace`] holds flat lists; ids are indices into them. No id dangles: a name that refers
//! to nothing became a finding and a [`Milestone::undated_because`] when the workspace was made.
//! The model holds dates and calendars as written; `schedule` calculates with them.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects))]

mod as_of;
mod before;
mod calendars;
mod check;
mod checks;
mod dependencies;
mod freezes;
mod ids;
mod known;
mod link;
mod load;
mod lower;
mod named;
mod names;
mod owner;
mod promise;
mod risks;
mod settings;
mod sink;
mod spans;
mod waivers;

pub use crate::syntax::LinkKind;
pub use as_of::AsOf;
pub use before::Before;
pub use checks::{Checks, PolicyText};
pub use freezes::Freeze;
pub use ids::{MilestoneId, OwnerId, ProgramId};
pub use known::{Known, Trees};
pub use link::{LagDays, Link};
pub use load::{Documents, Loaded, load, read, read_known};
pub use named::{NamedProgram, stem};
pub use owner::Owner;
pub use promise::{Move, Promise};
pub use settings::{AtRisk, DefaultRange, Settings};
pub use spans::{FieldSpans, Spans};
pub use waivers::{Assertion, Waiver};

use crate::calendar::{Calendar, CalendarId, Calendars, Length};
use crate::source::Place;
use crate::syntax::{Declared, Duration, Probability, Progress, Reading, Response, TimeUnit};
use crate::time::{Day, Instant};
use std::ops::Range;
use std::sync::Arc;

/// The contents of all files of a workspace.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    /// Programs by id.
    pub programs: Vec<Program>,
    /// Milestones, program by program, in file order. Versions of the plans share equal ones.
    pub milestones: Vec<Arc<Milestone>>,
    /// Dependencies.
    pub links: Vec<Link>,
    /// Owners by id.
    pub owners: Vec<Owner>,
    /// Risks, program by program, in file order.
    pub risks: Vec<Risk>,
    /// Asks, program by program, in file order.
    pub asks: Vec<Ask>,
    /// Freezes; those of all programs come first.
    pub freezes: Vec<Freeze>,
    /// The tables of working days.
    pub calendars: Calendars,
    /// The default calendar; none before the files are lowered.
    pub usual: Option<CalendarId>,
    /// What `tpm.yaml` sets for all programs.
    pub settings: Settings,
    /// The policy of the gate.
    pub checks: Checks,
}

/// One program file.
#[derive(Debug, Clone)]
pub struct Program {
    /// The id.
    pub id: String,
    /// The name; without one, the id.
    pub name: String,
    /// Its purpose.
    pub summary: Option<String>,
    /// Its owner.
    pub owner: Option<OwnerId>,
    /// No work is planned before this day.
    pub start: Option<Day>,
    /// Its promise.
    pub promise: Promise,
    /// Its `finish` milestone, if one is named and not cancelled.
    pub finish: Option<MilestoneId>,
    /// The health that its owner reports.
    pub declared: Option<Box<Declaration>>,
    /// Its calendar, in which lateness counts: it has working days in its week.
    pub calendar: CalendarId,
    /// Ids that it had before.
    pub formerly: Vec<String>,
    /// The indices of its milestones.
    pub milestones: Range<u32>,
    /// Its milestones by id.
    pub by_id: Vec<MilestoneId>,
    /// Conditions for the gate to check.
    pub assertions: Vec<Assertion>,
    /// Findings about the program that are excused.
    pub waivers: Vec<Waiver>,
    /// The start of its file.
    pub origin: Place,
    /// Where its fields are written.
    pub spans: Spans,
    /// Why its finish is not known, if a field of the program itself could not be read.
    pub undated_because: Option<String>,
    /// Whether these are all of its milestones; some may have an unreadable id.
    pub reading: Reading,
}

impl Program {
    /// Returns the ids of its milestones, in file order.
    pub fn milestone_ids(&self) -> impl Iterator<Item = MilestoneId> + use<> {
        self.milestones.clone().map(MilestoneId)
    }
}

/// The health of a program or milestone as its owner reports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// Green, amber or red.
    pub rag: Declared,
    /// Why.
    pub note: Option<String>,
    /// When it was reported.
    pub on: Option<Day>,
    /// Who reported it.
    pub by: Option<OwnerId>,
}

/// A milestone: work, or an event. There may be 100,000 of them: large fields that few have are
/// boxed.
#[derive(Debug, Clone)]
pub struct Milestone {
    /// The id inside its program.
    pub id: String,
    /// `program/id`.
    pub full_id: String,
    /// Its program.
    pub program: ProgramId,
    /// The name; without one, the id.
    pub name: String,
    /// Its owner.
    pub owner: Option<OwnerId>,
    /// How long it takes, in working days of its base calendar's week, or in civil days.
    pub duration: Option<Estimate>,
    /// Its promise.
    pub promise: Promise,
    /// When it was finished.
    pub done: Option<Day>,
    /// When work began.
    pub started: Option<Day>,
    /// How much is done.
    pub progress: Option<Progress>,
    /// How much is left.
    pub remaining: Option<Length>,
    /// The day for which progress, remaining and eta were reported.
    pub updated: Option<Day>,
    /// When its owner expects it.
    pub eta: Option<Day>,
    /// No work before this day.
    pub not_before: Option<Day>,
    /// Days on which it alone is not worked on, both ends inclusive.
    pub pauses: Vec<(Day, Day)>,
    /// The first day of a planned window that lasts through `due`, in place of a duration.
    pub window: Option<Day>,
    /// What blocks it.
    pub blocked: Option<Box<Blocked>>,
    /// Whether the promise cannot move.
    pub firm: bool,
    /// To whom it was promised.
    pub promised_to: Option<String>,
    /// Labels.
    pub tags: Vec<String>,
    /// The stream of work.
    pub workstream: Option<String>,
    /// The health that its owner reports.
    pub declared: Option<Box<Declaration>>,
    /// Anything worth knowing.
    pub note: Option<String>,
    /// The date that variances may be measured against.
    pub baseline: Option<Day>,
    /// Names and addresses where to read more.
    pub url_links: Vec<(String, String)>,
    /// When and why it was cancelled.
    pub cancelled: Option<Box<Cancelled>>,
    /// Ids that it had before.
    pub formerly: Vec<String>,
    /// Findings about it that are excused.
    pub waivers: Vec<Waiver>,
    /// The name of its calendar; `None` for the default.
    pub calendar: Option<String>,
    /// The base calendar, for lags.
    pub base: CalendarId,
    /// The full calendar, for work: the base calendar less its owner's leave, its freezes and its
    /// pauses.
    pub full: CalendarId,
    /// Where its id is written.
    pub origin: Place,
    /// Where its fields are written.
    pub spans: Spans,
    /// Why it has no dates, if something about it could not be read.
    pub undated_because: Option<String>,
    /// Whether it may be done or cancelled, but the day could not be used: then it is not called
    /// overdue.
    pub perhaps_done: bool,
}

impl Milestone {
    /// Whether it is work: it has a duration above 0, a planned window, or was started. Everything
    /// else is an event.
    pub fn is_work(&self) -> bool {
        self.started.is_some()
            || self.window.is_some()
            || self.duration.is_some_and(|duration| duration.likely > 0)
    }

    /// Returns the day before which it cannot start: `not_before`, or the first day of its window.
    pub fn earliest(&self) -> Option<Day> {
        self.not_before.max(self.window)
    }

    /// Whether it is neither done nor cancelled.
    pub fn is_unfinished(&self) -> bool {
        self.done.is_none() && self.cancelled.is_none()
    }

    /// Whether it is not cancelled.
    pub fn is_live(&self) -> bool {
        self.cancelled.is_none()
    }
}

/// Days in three points; all the same for a single estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// If all goes well.
    pub optimistic: u32,
    /// What the schedule uses.
    pub likely: u32,
    /// If little goes well.
    pub pessimistic: u32,
    /// Whether they are civil days; else working ones.
    pub elapsed: bool,
}

impl Estimate {
    /// Returns an estimate in days of a week of `week` working days.
    pub fn new(duration: Duration, week: u32) -> Self {
        Self {
            optimistic: duration.optimistic.days(week),
            likely: duration.likely.days(week),
            pessimistic: duration.pessimistic.days(week),
            elapsed: duration.likely.unit == TimeUnit::Elapsed,
        }
    }

    /// Returns the likely length.
    pub fn length(self) -> Length {
        Length { days: self.likely, elapsed: self.elapsed }
    }
}

/// The decision to cancel a milestone.
#[derive(Debug, Clone)]
pub struct Cancelled {
    /// When.
    pub on: Day,
    /// Why.
    pub reason: Option<String>,
}

/// What blocks a milestone.
#[derive(Debug, Clone)]
pub struct Blocked {
    /// Since which day.
    pub since: Option<Day>,
    /// What is in the way.
    pub why: Option<String>,
    /// Who can clear it.
    pub waiting_on: Option<String>,
    /// The day on which it is expected to be cleared, inclusive.
    pub until: Option<Day>,
}

/// Whether a day is in one of the ranges, both ends inclusive.
pub fn includes(ranges: &[(Day, Day)], day: Day) -> bool {
    ranges.iter().any(|(first, last)| (*first..=*last).contains(&day))
}

/// Something that could go wrong.
#[derive(Debug, Clone)]
pub struct Risk {
    /// The id inside its program.
    pub id: String,
    /// `program/id`.
    pub full_id: String,
    /// Its program.
    pub program: ProgramId,
    /// The title; without one, the id.
    pub title: String,
    /// Who watches it.
    pub owner: Option<OwnerId>,
    /// How likely it is.
    pub probability: Option<Probability>,
    /// Working time lost on each affected milestone, in its base calendar.
    pub impact: Option<Duration>,
    /// What it would cost.
    pub cost: Option<u64>,
    /// The milestones it threatens.
    pub affects: Vec<MilestoneId>,
    /// The programs whose finish it threatens: its own, if it says nothing else.
    pub finishes: Vec<ProgramId>,
    /// The kind of response.
    pub response: Option<Response>,
    /// The kind of response.
    pub mitigation: Option<String>,
    /// When the mitigation is due.
    pub due: Option<Day>,
    /// When the mitigation was in place.
    pub mitigated: Option<Day>,
    /// When it happened.
    pub occurred: Option<Day>,
    /// When it could no longer happen.
    pub closed: Option<Day>,
    /// Probability once mitigated.
    pub residual_probability: Option<Probability>,
    /// Impact once mitigated.
    pub residual_impact: Option<Duration>,
    /// The sign that it is happening.
    pub trigger: Option<String>,
    /// When it was raised.
    pub raised: Option<Day>,
    /// When it was last looked at.
    pub reviewed: Option<Day>,
    /// When to look again.
    pub next_review: Option<Day>,
    /// Where its id is written.
    pub origin: Place,
    /// Where its fields are written.
    pub spans: Spans,
    /// Findings about it that are excused.
    pub waivers: Vec<Waiver>,
    /// How much of it could be read; its numbers are known only if all of it was.
    pub reading: Reading,
}

/// Something that is asked of someone.
#[derive(Debug, Clone)]
pub struct Ask {
    /// `program/id`.
    pub full_id: String,
    /// Its program.
    pub program: ProgramId,
    /// What is asked for; without one, the id.
    pub ask: String,
    /// Who is asked.
    pub of: Option<OwnerId>,
    /// The day by which it is needed.
    pub by: Option<Day>,
    /// The milestones that it unlocks.
    pub unlocks: Vec<MilestoneId>,
    /// Where its id is written.
    pub origin: Place,
}

impl Workspace {
    /// Returns a milestone.
    pub fn milestone(&self, id: MilestoneId) -> &Milestone {
        self.shared(id)
    }

    /// Returns a milestone for versions of the plans to share.
    #[expect(clippy::indexing_slicing, reason = "ids come from this workspace")]
    fn shared(&self, id: MilestoneId) -> &Arc<Milestone> {
        &self.milestones[id.index()]
    }

    #[expect(clippy::indexing_slicing, reason = "ids come from this workspace")]
    fn milestone_mut(&mut self, id: MilestoneId) -> &mut Milestone {
        Arc::make_mut(&mut self.milestones[id.index()])
    }

    /// Returns a program.
    #[expect(clippy::indexing_slicing, reason = "ids come from this workspace")]
    pub fn program(&self, id: ProgramId) -> &Program {
        &self.programs[id.index()]
    }

    #[expect(clippy::indexing_slicing, reason = "ids come from this workspace")]
    fn program_mut(&mut self, id: ProgramId) -> &mut Program {
        &mut self.programs[id.index()]
    }

    #[expect(clippy::indexing_slicing, reason = "ids come from this workspace")]
    fn owner(&self, id: OwnerId) -> &Owner {
        &self.owners[id.index()]
    }

    /// Returns the program with this id.
    pub fn program_called(&self, id: &str) -> Option<ProgramId> {
        let at = self.programs.binary_search_by(|program| program.id.as_str().cmp(id)).ok()?;
        Some(ProgramId(at as u32))
    }

    /// Returns the milestone with this full id.
    pub fn milestone_called(&self, full_id: &str) -> Option<MilestoneId> {
        let (program, _) = full_id.split_once('/')?;
        let by_id = &self.program(self.program_called(program)?).by_id;
        let at = by_id.binary_search_by(|id| self.milestone(*id).full_id.as_str().cmp(full_id)).ok()?;
        by_id.get(at).copied()
    }

    /// Returns the calendar in which lateness in a program counts: variances, overdue and blocked
    /// days, slip, room and what a risk costs.
    pub fn program_calendar(&self, id: ProgramId) -> &Calendar {
        self.calendars.get(self.program(id).calendar)
    }

    /// Returns the last day before another on which the default calendar works; the day before, if
    /// it has none.
    pub fn workday_before(&self, day: Day) -> Day {
        let yesterday = day.plus(-1);
        self.usual.and_then(|id| self.calendars.get(id).last_worked(yesterday)).unwrap_or(yesterday)
    }

    /// Returns the first day after another on which the default calendar works; the day after, if
    /// it has none.
    pub fn workday_after(&self, day: Day) -> Day {
        let tomorrow = Instant::start_of(day.plus(1));
        let next = self.usual.and_then(|id| self.calendars.get(id).next_start(tomorrow));
        next.unwrap_or(tomorrow).day()
    }

    /// Returns the calendar in which a milestone's lateness counts: that of its program.
    pub fn lateness_calendar(&self, id: MilestoneId) -> &Calendar {
        self.program_calendar(self.milestone(id).program)
    }

    /// Returns a milestone's base calendar, for lags.
    pub fn base(&self, id: MilestoneId) -> &Calendar {
        self.calendars.get(self.milestone(id).base)
    }

    /// Returns a milestone's full calendar, for its work.
    pub fn full(&self, id: MilestoneId) -> &Calendar {
        self.calendars.get(self.milestone(id).full)
    }

    /// Returns the id of an owner.
    pub fn owner_id(&self, owner: Option<OwnerId>) -> Option<&str> {
        owner.map(|owner| self.owner(owner).id.as_str())
    }

    /// Returns the team of an owner; without one, the owner's id.
    pub fn team(&self, owner: OwnerId) -> &str {
        let owner = self.owner(owner);
        owner.team.as_ref().unwrap_or(&owner.id)
    }

    /// Returns the ids of all milestones, program by program, in file order.
    pub fn milestone_ids(&self) -> impl Iterator<Item = MilestoneId> + use<> {
        (0..self.milestones.len() as u32).map(MilestoneId)
    }

    /// Returns every program's id, in order of ids.
    pub fn program_ids(&self) -> impl Iterator<Item = ProgramId> + use<> {
        (0..self.programs.len() as u32).map(ProgramId)
    }
}
