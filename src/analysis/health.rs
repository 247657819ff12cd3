//! Health of a milestone: the first rule that applies, always with its reason.

use super::forecast::Forecast;
use super::lateness::Lateness;
use super::room::{NearestPromise, Thin};
use crate::model::{Declaration, MilestoneId};
use crate::schedule::{Driver, Hold, PromiseHolder, Scheduled};
use crate::syntax::Declared;
use crate::time::Day;
use crate::words::words;

words! {
    /// The health of a milestone or program.
    pub enum Health {
        /// A promise was missed or is forecast to be.
        Late = "late",
        /// The promise holds, with too little room or on a date that may not hold.
        AtRisk = "at-risk",
        /// Not enough is known to judge.
        Unknown = "unknown",
        /// As promised.
        OnTrack = "on-track",
        /// Finished.
        Done = "done",
        /// It will not happen.
        Cancelled = "cancelled",
    }
}

impl Health {
    /// Returns the words that reports show.
    pub fn words(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::AtRisk => "at risk",
            Self::Unknown => "unknown",
            Self::OnTrack => "on track",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
        }
    }
}

/// A judgement and its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The health.
    pub health: Health,
    /// Why.
    pub reason: String,
    /// Of a program: the milestone that is the reason, unless the program's own dates are.
    pub about: Option<MilestoneId>,
    /// Of a program: the room of that milestone towards its promise, if it is too little.
    pub thin: Option<Thin>,
}

impl Judgement {
    pub(super) fn new(health: Health, reason: impl Into<String>) -> Self {
        Self { health, reason: reason.into(), about: None, thin: None }
    }

    pub(super) fn about(self, milestone: MilestoneId) -> Self {
        Self { about: Some(milestone), ..self }
    }
}

/// Whether a declared health is better than the calculated one.
pub fn contradicts(declared: &Declaration, computed: Health) -> bool {
    match declared.rag {
        Declared::Green => matches!(computed, Health::Late | Health::AtRisk),
        Declared::Amber => computed == Health::Late,
        Declared::Red => false,
    }
}

pub(super) fn of(
    schedule: &Scheduled<'_>,
    forecast: &Forecast,
    nearest: Option<&NearestPromise>,
    id: MilestoneId,
) -> Judgement {
    let workspace = schedule.workspace;
    let milestone = workspace.milestone(id);
    let as_of = schedule.as_of();
    if let Some(done) = milestone.done {
        return Judgement::new(Health::Done, format!("done {}", done.short(as_of)));
    }
    if let Some(cancelled) = &milestone.cancelled {
        return Judgement::new(Health::Cancelled, format!("cancelled {}", cancelled.on.short(as_of)));
    }
    let due = milestone.promise.due;
    if let (Some(due), Some(overdue)) = (due, forecast.overdue) {
        return Judgement::new(Health::Late, format!("missed {} by {}", due.short(as_of), overdue.amount()));
    }
    if let (Some(due), Some(finish)) = (due, forecast.finish)
        && finish > due
    {
        let late_by = forecast.against_due.unwrap_or_default().words();
        let reason = format!("forecast {}, promised {}: {late_by}", finish.short(as_of), due.short(as_of));
        return Judgement::new(Health::Late, reason);
    }
    if let Some(nearest) = nearest
        && let Some(reason) = too_late_or_thin(schedule, id, nearest)
    {
        return Judgement::new(Health::AtRisk, reason);
    }
    if let Some(floor) = forecast.floor {
        return Judgement::new(Health::AtRisk, format!("its date may not hold: {}", floor.words()));
    }
    if forecast.eta_disagrees {
        return Judgement::new(Health::AtRisk, "its eta is earlier than the remaining work allows");
    }
    if let Some(why) = &forecast.undated_because {
        return Judgement::new(Health::Unknown, format!("no date: {why}"));
    }
    let Some(nearest) = nearest else {
        return Judgement::new(Health::Unknown, "no promise depends on it");
    };
    if is_only_the_data_date(schedule, id) {
        return Judgement::new(Health::Unknown, "it has no planned input, so its date is only today");
    }
    Judgement::new(Health::OnTrack, on_track(schedule, forecast, id, nearest))
}

fn is_only_the_data_date(schedule: &Scheduled<'_>, id: MilestoneId) -> bool {
    let milestone = schedule.workspace.milestone(id);
    let as_soon_as_possible = milestone.duration.is_some() && !milestone.is_work();
    let waits = schedule.dates.waits(id);
    let drivers = schedule.drivers(id);
    as_soon_as_possible && !waits && drivers.contains(&Driver::Hold(Hold::DataDate))
}

/// Returns by how much a milestone has to finish sooner for the promise, if that is so: `95wd`.
fn misses(schedule: &Scheduled<'_>, id: MilestoneId, nearest: &NearestPromise) -> Option<String> {
    let float = schedule.commitment(id).map_or(0, |commitment| commitment.float);
    if nearest.room.is_kept && float >= 0 {
        return None;
    }
    let finish = schedule.dates.finish(id)?.day();
    let calendar = schedule.workspace.lateness_calendar(id);
    let late = Lateness::new(calendar, nearest.room.finish_by, finish);
    Some(if late.is_late() { late.amount() } else { format!("{}wd", -float) })
}

fn too_late_or_thin(schedule: &Scheduled<'_>, id: MilestoneId, nearest: &NearestPromise) -> Option<String> {
    let due = nearest.due.short(schedule.as_of());
    let is_own = nearest.promised == PromiseHolder::Milestone(id);
    let promised = if is_own { "it" } else { nearest.promised.full_id(schedule.workspace) };
    match misses(schedule, id, nearest) {
        Some(sooner) => Some(format!("must finish {sooner} sooner or {promised} misses {due}")),
        None => Some(format!("{}: {}", nearest.thin()?.words(), promise(schedule, id, nearest))),
    }
}

fn on_track(
    schedule: &Scheduled<'_>,
    forecast: &Forecast,
    id: MilestoneId,
    nearest: &NearestPromise,
) -> String {
    // Its own date leaves it no more room, and that is as planned.
    let leaves_none = |day: Day| day >= nearest.room.finish_by || nearest.room.workdays <= 0;
    if let Some(day) = forecast.finish.filter(|day| leaves_none(*day)) {
        return format!("on its date, {}", day.short(schedule.as_of()));
    }
    format!("{}wd of room: {}", nearest.room.workdays, promise(schedule, id, nearest))
}

fn promise(schedule: &Scheduled<'_>, id: MilestoneId, nearest: &NearestPromise) -> String {
    let due = nearest.due.short(schedule.as_of());
    if nearest.promised == PromiseHolder::Milestone(id) {
        return format!("promised {due}");
    }
    format!("{} promised {due}", nearest.promised.full_id(schedule.workspace))
}
