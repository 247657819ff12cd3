//! Health of a milestone: the first rule that applies, always with its reason.

use super::forecast::Forecast;
use crate::calendar::Calendar;
use crate::model::{AtRisk, Declaration, MilestoneId};
use crate::schedule::{Commitment, Driver, Hold, PromiseHolder, Scheduled};
use crate::syntax::Declared;
use crate::time::Day;
use crate::words::words;

words! {
    /// The health of a milestone or program.
    pub enum Health {
        /// A promise was missed or is forecast to be.
        Late = "late",
        /// The promise holds, with too little float or on a date that may not hold.
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
}

impl Judgement {
    pub(super) fn new(health: Health, reason: impl Into<String>) -> Self {
        Self { health, reason: reason.into(), about: None }
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

/// Whether a float is below the threshold: a share of the working days from the as-of day through
/// the promise, not rounded, kept between two limits.
pub(super) fn is_thin(limits: AtRisk, float: i32, full: &Calendar, as_of: Day, due: Day) -> bool {
    let hundredths = |days: u32| i64::from(days) * 100;
    let share = i64::from(full.working_days(as_of, due)) * i64::from(limits.share_percent);
    let threshold = share.max(hundredths(limits.at_least)).min(hundredths(limits.at_most));
    i64::from(float) * 100 < threshold
}

pub(super) fn of(schedule: &Scheduled<'_>, forecast: &Forecast, id: MilestoneId) -> Judgement {
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
    let commitment = schedule.commitment(id);
    if let Some(commitment) = commitment {
        let full = workspace.full(id);
        if is_thin(workspace.settings.at_risk, commitment.float, full, as_of, commitment.due) {
            return Judgement::new(Health::AtRisk, thin(schedule, id, commitment));
        }
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
    let Some(commitment) = commitment.or_else(|| own_promise(schedule, id)) else {
        return Judgement::new(Health::Unknown, "no promise depends on it");
    };
    if is_only_the_data_date(schedule, id) {
        return Judgement::new(Health::Unknown, "it has no planned input, so its date is only today");
    }
    Judgement::new(Health::OnTrack, room(schedule, id, commitment))
}

/// An event on its due date without predecessors has no commitment float, but is on track.
fn own_promise(schedule: &Scheduled<'_>, id: MilestoneId) -> Option<Commitment> {
    let due = schedule.workspace.milestone(id).promise.due?;
    Some(Commitment { float: 0, due, promised: PromiseHolder::Milestone(id) })
}

fn is_only_the_data_date(schedule: &Scheduled<'_>, id: MilestoneId) -> bool {
    let milestone = schedule.workspace.milestone(id);
    let as_soon_as_possible = milestone.duration.is_some() && !milestone.is_work();
    let waits = schedule.dates.waits(id);
    let drivers = schedule.drivers(id);
    as_soon_as_possible && !waits && drivers.contains(&Driver::Hold(Hold::DataDate))
}

fn thin(schedule: &Scheduled<'_>, id: MilestoneId, commitment: Commitment) -> String {
    if commitment.float < 0 {
        let due = commitment.due.short(schedule.as_of());
        let promised = match commitment.promised == PromiseHolder::Milestone(id) {
            true => "it",
            false => commitment.promised.full_id(schedule.workspace),
        };
        return format!("must finish {}wd sooner or {promised} misses {due}", -commitment.float);
    }
    room(schedule, id, commitment)
}

fn room(schedule: &Scheduled<'_>, id: MilestoneId, commitment: Commitment) -> String {
    let own = PromiseHolder::Milestone(id);
    let on_its_date = commitment.promised == own
        && schedule.inputs.task(id).due_held.is_some()
        && schedule.commitment(id).is_none();
    if on_its_date {
        return format!("on its date, {}", commitment.due.short(schedule.as_of()));
    }
    let promise = promise(schedule, id, commitment);
    match commitment.float {
        0 => format!("no float to {promise}"),
        days => format!("{days}wd float to {promise}"),
    }
}

fn promise(schedule: &Scheduled<'_>, id: MilestoneId, commitment: Commitment) -> String {
    let due = commitment.due.short(schedule.as_of());
    if commitment.promised == PromiseHolder::Milestone(id) {
        return format!("its promise, {due}");
    }
    format!("{}, promised {due}", commitment.promised.full_id(schedule.workspace))
}
