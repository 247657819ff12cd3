//! Health of a milestone: the first rule that applies, always with its reason.

use super::forecast::Forecast;
use super::lateness::Lateness;
use super::room::{NearestPromise, Thin};
use crate::model::{Declaration, MilestoneId};
use crate::schedule::{Hold, PromiseHolder, Scheduled};
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
    undated_promise: Option<MilestoneId>,
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
        let reason = match undated_promise {
            Some(to) => format!("{}, which waits for it, has no date", workspace.milestone(to).full_id),
            None => "no promise depends on it".into(),
        };
        return Judgement::new(Health::Unknown, reason);
    };
    if is_only_the_data_date(schedule, id) {
        return Judgement::new(Health::Unknown, "it has no planned input, so its date is only today");
    }
    Judgement::new(Health::OnTrack, on_track(schedule, forecast, id, nearest))
}

fn is_only_the_data_date(schedule: &Scheduled<'_>, id: MilestoneId) -> bool {
    let milestone = schedule.workspace.milestone(id);
    let as_soon_as_possible = milestone.duration.is_some() && !milestone.is_work();
    as_soon_as_possible && !schedule.dates.waits(id) && schedule.holds(id).contains(&Hold::DataDate)
}

/// Returns the last day by whose end a milestone has to finish for the promise of another, and by
/// how much its forecast is later, if it is.
pub(super) fn later_than_needed(schedule: &Scheduled<'_>, id: MilestoneId) -> Option<(Day, Lateness)> {
    schedule.commitment(id).filter(|nearest| nearest.promised != id.into())?;
    let finish_by = schedule.last_days(id).finish_by?;
    let calendar = schedule.workspace.lateness_calendar(id);
    let late = Lateness::new(calendar, finish_by, schedule.dates.finish(id)?.day());
    late.is_late().then_some((finish_by, late))
}

/// Returns what a milestone has to do sooner for the promise of another: `finish 95wd sooner`.
fn misses(schedule: &Scheduled<'_>, id: MilestoneId) -> Option<String> {
    if let Some((_, late)) = later_than_needed(schedule, id) {
        return Some(format!("finish {} sooner", late.amount()));
    }
    let commitment = schedule.commitment(id).filter(|nearest| nearest.promised != id.into())?;
    // What waits for its start needs that sooner, while its `eta` would do.
    let end = if schedule.dates.eta_is_valid(id) { "start" } else { "finish" };
    (commitment.float < 0).then(|| format!("{end} {}wd sooner", -commitment.float))
}

fn too_late_or_thin(schedule: &Scheduled<'_>, id: MilestoneId, nearest: &NearestPromise) -> Option<String> {
    match misses(schedule, id) {
        Some(sooner) => {
            let due = nearest.due.short(schedule.as_of());
            let promised = nearest.promised.full_id(schedule.workspace);
            Some(format!("must {sooner} or {promised} misses {due}"))
        }
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
    let finish_by = schedule.last_days(id).finish_by;
    let leaves_none = |day: Day| finish_by.is_some_and(|by| day >= by) || nearest.room.workdays <= 0;
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
