//! What the plans of a workspace say, with every name resolved.
//!
//! A [`Workspace`] holds flat lists; ids are indices into them. Nothing in it can dangle: a name that refers
//! to nothing became a finding and a [`Milestone::undated_because`] while it was made. The model knows dates and
//! calendars as they were written; what follows from them is the business of `schedule`.

mod as_of;
mod calendars;
mod check;
mod checks;
mod freezes;
mod ids;
mod link;
mod load;
mod lower;
mod named;
mod names;
mod risks;
mod settings;
mod spans;
mod told;
mod waivers;

pub use crate::syntax::LinkKind;
pub use as_of::AsOf;
pub use checks::{Checks, PolicyText};
pub use ids::{MilestoneId, OwnerId, ProgramId};
pub use link::{LagDays, Link};
pub use load::{Documents, Loaded, Trees, load, read};
pub use named::NamedProgram;
pub use settings::{AtRisk, Settings};
pub use spans::{FieldSpans, Spans};
pub use waivers::{Assertion, Waiver};

use crate::calendar::{Calendar, CalendarId, Calendars, Length};
use crate::source::Place;
use crate::syntax::{Declared, Duration, Probability, Progress, Reading, Response, TimeUnit};
use crate::time::Day;
use std::ops::Range;

/// Everything that the files of a workspace say.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    /// Programs by id.
    pub programs: Vec<Program>,
    /// Milestones, program by program, in file order.
    pub milestones: Vec<Milestone>,
    /// Dependencies.
    pub links: Vec<Link>,
    /// Owners by id.
    pub owners: Vec<Owner>,
    /// Risks, program by program, in file order.
    pub risks: Vec<Risk>,
    /// Asks, program by program, in file order.
    pub asks: Vec<Ask>,
    /// Days on which milestones rest, of all programs first.
    pub freezes: Vec<Freeze>,
    /// The tables of working days.
    pub calendars: Calendars,
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
    /// What it is for.
    pub summary: Option<String>,
    /// Who answers for it.
    pub owner: Option<OwnerId>,
    /// No work is planned before this day.
    pub start: Option<Day>,
    /// What was promised.
    pub promise: Promise,
    /// The milestone that the file names as its finish.
    pub finish: Option<MilestoneId>,
    /// What its owner says.
    pub declared: Option<Box<Declaration>>,
    /// Its milestones, as indices.
    pub milestones: Range<u32>,
    /// What the gate is to hold.
    pub assertions: Vec<Assertion>,
    /// Findings about the program that are excused.
    pub waivers: Vec<Waiver>,
    /// Where it stands: the start of its file.
    pub origin: Place,
    /// Where its fields stand.
    pub spans: Spans,
    /// Why its finish cannot be told, where a field of the program itself is in doubt.
    pub undated_because: Option<String>,
    /// How many of its milestones are here: unless all are, one whose id could not be read is missing.
    pub reading: Reading,
}

impl Program {
    /// Returns the ids of its milestones, in file order.
    pub fn milestone_ids(&self) -> impl Iterator<Item = MilestoneId> + use<> {
        self.milestones.clone().map(MilestoneId)
    }
}

/// A date that was promised, and how often the promise was moved.
#[derive(Debug, Clone, Default)]
pub struct Promise {
    /// The current promise, kept by finishing at the end of this day.
    pub due: Option<Day>,
    /// What was first promised: the first `moved.from`, else `due`; none where that could not be read.
    pub original: Option<Day>,
    /// `tbd`: knowingly not promised.
    pub tbd: bool,
    /// Every move, in file order.
    pub moved: Vec<Move>,
}

/// One time that a promise was moved.
#[derive(Debug, Clone)]
pub struct Move {
    /// The promise before.
    pub from: Day,
    /// When it was moved.
    pub on: Option<Day>,
    /// The kind of reason.
    pub cause: Option<String>,
    /// The reason.
    pub why: Option<String>,
    /// Who agreed.
    pub agreed: Option<String>,
}

/// What an owner says of a program or milestone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// Green, amber or red.
    pub rag: Declared,
    /// Why.
    pub note: Option<String>,
    /// When it was said.
    pub on: Option<Day>,
    /// Who said it.
    pub by: Option<OwnerId>,
}

/// A milestone: work, or an event. There may be a hundred thousand: what few have of some size is boxed.
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
    /// Who answers for it.
    pub owner: Option<OwnerId>,
    /// How long it takes, in working days of its base calendar's week, or in civil days.
    pub duration: Option<Estimate>,
    /// What was promised.
    pub promise: Promise,
    /// When it was finished.
    pub done: Option<Day>,
    /// When work began.
    pub started: Option<Day>,
    /// How much is done.
    pub progress: Option<Progress>,
    /// How much is left.
    pub remaining: Option<Length>,
    /// The day for which progress, remaining and eta were said.
    pub updated: Option<Day>,
    /// When its owner expects it.
    pub eta: Option<Day>,
    /// No work before this day.
    pub not_before: Option<Day>,
    /// The first day of a planned window that lasts through `due`: it stands for a duration.
    pub window: Option<Day>,
    /// What holds it up.
    pub blocked: Option<Box<Blocked>>,
    /// The promise cannot move.
    pub firm: bool,
    /// To whom it was promised.
    pub promised_to: Option<String>,
    /// Labels.
    pub tags: Vec<String>,
    /// The stream of work.
    pub workstream: Option<String>,
    /// What its owner says.
    pub declared: Option<Box<Declaration>>,
    /// Anything worth knowing.
    pub note: Option<String>,
    /// The date that variances may be measured against.
    pub baseline: Option<Day>,
    /// Where more is written about it: name and address.
    pub url_links: Vec<(String, String)>,
    /// When and why it was decided that it will not happen.
    pub cancelled: Option<Box<Cancelled>>,
    /// Ids that it had before.
    pub formerly: Vec<String>,
    /// Findings about it that are excused.
    pub waivers: Vec<Waiver>,
    /// The name of its calendar, where one is named.
    pub calendar: Option<String>,
    /// The calendar in which waiting counts: lags, variances, overdue and blocked days.
    pub base: CalendarId,
    /// The calendar in which work counts: the base one less its owner's leave and the freezes that it obeys.
    pub full: CalendarId,
    /// Where its id stands.
    pub origin: Place,
    /// Where its fields stand.
    pub spans: Spans,
    /// Why it cannot be dated, where something about it could not be read.
    pub undated_because: Option<String>,
    /// Whether it says that it is done in a way that could not be read: then it cannot be called overdue.
    pub perhaps_done: bool,
}

impl Milestone {
    /// Whether it takes time: it has a duration above 0, a planned window, or was started. Everything else is
    /// an event.
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

    /// Whether it is not cancelled: it will be done, or is.
    pub fn is_live(&self) -> bool {
        self.cancelled.is_none()
    }

    /// Whether it is an event that stands on its due date: promised, without an eta, and not `0d`.
    pub fn stands_on_its_due_date(&self) -> bool {
        !self.is_work() && self.duration.is_none() && self.eta.is_none() && self.promise.due.is_some()
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

/// What was decided about a milestone that will not happen.
#[derive(Debug, Clone)]
pub struct Cancelled {
    /// When.
    pub on: Day,
    /// Why.
    pub reason: Option<String>,
}

/// What holds a milestone up.
#[derive(Debug, Clone)]
pub struct Blocked {
    /// Since which day.
    pub since: Option<Day>,
    /// What is in the way.
    pub why: Option<String>,
    /// Who can clear it.
    pub waiting_on: Option<String>,
    /// The day by whose end it is expected to be cleared.
    pub until: Option<Day>,
}

/// A person, a team or a vendor.
#[derive(Debug, Clone)]
pub struct Owner {
    /// The id.
    pub id: String,
    /// The full name.
    pub name: Option<String>,
    /// The team.
    pub team: Option<String>,
    /// The account name on GitHub.
    pub github: Option<String>,
    /// The address.
    pub email: Option<String>,
    /// Who stands in.
    pub deputy: Option<OwnerId>,
    /// Days and ranges of leave, both ends inclusive.
    pub away: Vec<(Day, Day)>,
    /// Whether it is outside the house.
    pub external: bool,
}

/// Days on which milestones rest whoever owns them.
#[derive(Debug, Clone)]
pub struct Freeze {
    /// What people call it.
    pub name: Option<String>,
    /// The program whose milestones rest; none = those of all.
    pub program: Option<ProgramId>,
    /// Days and ranges, both ends inclusive.
    pub dates: Vec<(Day, Day)>,
    /// The tags of the milestones that rest; none = all.
    pub tags: Vec<String>,
}

impl Freeze {
    /// Whether a milestone rests in it on a day.
    pub fn holds(&self, milestone: &Milestone, day: Day) -> bool {
        self.concerns(milestone) && includes(&self.dates, day)
    }

    /// Whether a milestone rests in it at all.
    pub fn concerns(&self, milestone: &Milestone) -> bool {
        let tagged = self.tags.is_empty() || self.tags.iter().any(|tag| milestone.tags.contains(tag));
        let of_program = self.program.is_none_or(|program| program == milestone.program);
        tagged && of_program
    }
}

/// Whether a day lies in one of some ranges.
pub fn includes(ranges: &[(Day, Day)], day: Day) -> bool {
    ranges.iter().any(|(first, last)| (*first..=*last).contains(&day))
}

impl Owner {
    /// Returns an owner of whom nothing but the name is known.
    fn named(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            name: None,
            team: None,
            github: None,
            email: None,
            deputy: None,
            away: Vec::new(),
            external: false,
        }
    }
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
    /// What could happen; without a title, the id.
    pub title: String,
    /// Who watches it.
    pub owner: Option<OwnerId>,
    /// How likely it is.
    pub probability: Option<Probability>,
    /// Working time on each target, in the target's base calendar.
    pub impact: Option<Duration>,
    /// What it would cost.
    pub cost: Option<u64>,
    /// The milestones it threatens; none = the program's finish.
    pub affects: Vec<MilestoneId>,
    /// What is done about it.
    pub response: Option<Response>,
    /// How.
    pub mitigation: Option<String>,
    /// By when.
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
    /// What tells that it is happening.
    pub trigger: Option<String>,
    /// When it was raised.
    pub raised: Option<Day>,
    /// When it was last looked at.
    pub reviewed: Option<Day>,
    /// When to look again.
    pub next_review: Option<Day>,
    /// Where its id stands.
    pub origin: Place,
    /// Where its fields stand.
    pub spans: Spans,
    /// Findings about it that are excused.
    pub waivers: Vec<Waiver>,
    /// How much of it could be read: unless all of it, its numbers are not known.
    pub reading: Reading,
}

/// Something that is asked of someone.
#[derive(Debug, Clone)]
pub struct Ask {
    /// `program/id`.
    pub full_id: String,
    /// Its program.
    pub program: ProgramId,
    /// What is asked for; without a text, the id.
    pub ask: String,
    /// Of whom.
    pub of: Option<OwnerId>,
    /// By when.
    pub by: Option<Day>,
    /// What it unlocks.
    pub unlocks: Vec<MilestoneId>,
    /// Where its id stands.
    pub origin: Place,
}

impl Workspace {
    /// Returns a milestone.
    pub fn milestone(&self, id: MilestoneId) -> &Milestone {
        &self.milestones[id.index()]
    }

    /// Returns a program.
    pub fn program(&self, id: ProgramId) -> &Program {
        &self.programs[id.index()]
    }

    /// Returns the calendar in which a milestone's waiting counts: lags, variances, overdue and blocked days.
    pub fn base(&self, id: MilestoneId) -> &Calendar {
        self.calendars.get(self.milestone(id).base)
    }

    /// Returns the calendar in which a milestone's work counts.
    pub fn full(&self, id: MilestoneId) -> &Calendar {
        self.calendars.get(self.milestone(id).full)
    }

    /// Returns the id of an owner.
    pub fn owner_id(&self, owner: Option<OwnerId>) -> Option<&str> {
        owner.map(|owner| self.owners[owner.index()].id.as_str())
    }

    /// Returns the team of an owner; without one, they are a team of their own.
    pub fn team(&self, owner: OwnerId) -> &str {
        let owner = &self.owners[owner.index()];
        owner.team.as_ref().unwrap_or(&owner.id)
    }

    /// Returns every milestone's id, program by program, in file order.
    pub fn milestone_ids(&self) -> impl Iterator<Item = MilestoneId> + use<> {
        (0..self.milestones.len() as u32).map(MilestoneId)
    }

    /// Returns every program's id, in order of ids.
    pub fn program_ids(&self) -> impl Iterator<Item = ProgramId> + use<> {
        (0..self.programs.len() as u32).map(ProgramId)
    }
}
