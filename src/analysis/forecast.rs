//! A milestone's forecast: floor, overdue days, variance, and whether its eta fits the remaining
//! work.

use super::lateness::Lateness;
use crate::model::MilestoneId;
use crate::schedule::Scheduled;
use crate::time::{Day, Instant};

/// Why a forecast is only a floor: the earliest date that is left, with nothing to say that it will
/// hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Floor {
    /// An event whose due date has passed, without a newer date.
    PassedDue,
    /// Its `eta` has passed.
    StaleEta,
    /// Its `eta` is before the day on which its work can start.
    EtaBeforeStart,
    /// Blocked with no end in sight.
    Blocked,
    /// The work reported as remaining should be done by now.
    Overrun,
    /// Started long ago, without an update since.
    Silent,
}

impl Floor {
    /// Returns the reason in a few words, as reports show it.
    pub fn words(self) -> &'static str {
        match self {
            Self::PassedDue => "its due date has passed and no newer date is given",
            Self::StaleEta => "its eta has passed",
            Self::EtaBeforeStart => "its eta is before the day its work can start",
            Self::Blocked => "it is blocked with no end in sight",
            Self::Overrun => "reported remaining work has run out; no update since",
            Self::Silent => "no update since it started",
        }
    }

    /// Returns the reason as it follows the name of its milestone and a comma.
    pub fn after_its_name(self) -> &'static str {
        match self {
            Self::PassedDue => "whose due date has passed without a newer one",
            Self::StaleEta => "whose eta has passed",
            Self::EtaBeforeStart => "whose eta is before the day its work can start",
            Self::Blocked => "blocked with no end in sight",
            Self::Overrun => "whose reported work has run out without an update since",
            Self::Silent => "without an update since it started",
        }
    }
}

/// A milestone's forecast, or its actual.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forecast {
    /// Forecast or actual finish.
    pub finish: Option<Day>,
    /// Why the forecast is only a floor.
    pub floor: Option<Floor>,
    /// Forecast or actual against the original promise.
    pub variance: Option<Lateness>,
    /// Forecast or actual against the current promise.
    pub against_due: Option<Lateness>,
    /// How long ago the promise passed; `None` if it has not, or if done.
    pub overdue: Option<Lateness>,
    /// Whether the remaining work ends more than five working days after the eta.
    pub eta_disagrees: bool,
    /// Why there is no date.
    pub undated_because: Option<String>,
}

pub(super) fn of(schedule: &Scheduled<'_>, id: MilestoneId) -> Forecast {
    let milestone = schedule.workspace.milestone(id);
    let calendar = schedule.workspace.lateness_calendar(id);
    let finish = schedule.dates.finish(id).map(Instant::day);
    let against = |reference: Option<Day>| Some(Lateness::new(calendar, reference?, finish?));
    let open = milestone.is_unfinished() && !milestone.perhaps_done;
    let overdue = milestone.promise.due.filter(|_| open);
    let overdue = overdue.map(|due| Lateness::new(calendar, due, schedule.as_of()));
    Forecast {
        finish,
        floor: finish.and_then(|_| floor(schedule, id)),
        variance: against(milestone.promise.original),
        against_due: against(milestone.promise.due),
        overdue: overdue.filter(|overdue| overdue.is_late()),
        eta_disagrees: eta_disagrees(schedule, id).unwrap_or(false),
        undated_because: if finish.is_none() && milestone.is_live() {
            Some(undated(schedule, id))
        } else {
            None
        },
    }
}

fn floor(schedule: &Scheduled<'_>, id: MilestoneId) -> Option<Floor> {
    let milestone = schedule.workspace.milestone(id);
    let task = schedule.inputs.task(id);
    let as_of = schedule.as_of();
    if !milestone.is_unfinished() {
        return None;
    }
    match milestone.eta {
        Some(eta) if eta < as_of => return Some(Floor::StaleEta),
        Some(_) if !schedule.dates.eta_is_valid(id) => return Some(Floor::EtaBeforeStart),
        // With a valid eta, the owner vouches for the date.
        Some(_) => return None,
        None => {}
    }
    let ends = milestone.blocked.as_ref().map(|blocked| blocked.until.is_some_and(|until| until >= as_of));
    let nothing_said = milestone.progress.is_none() && milestone.remaining.is_none();
    if !task.is_work && milestone.promise.due.is_some_and(|due| due < as_of) {
        Some(Floor::PassedDue)
    } else if ends == Some(false) {
        Some(Floor::Blocked)
    } else if schedule.dates.is_overrun(id, task) {
        Some(Floor::Overrun)
    } else if task.is_started() && nothing_said && super::quiet::days(schedule, id).is_some() {
        Some(Floor::Silent)
    } else {
        None
    }
}

fn eta_disagrees(schedule: &Scheduled<'_>, id: MilestoneId) -> Option<bool> {
    let milestone = schedule.workspace.milestone(id);
    let task = schedule.inputs.task(id);
    let dates = &schedule.dates;
    let eta =
        milestone.eta.filter(|_| task.is_work && dates.eta_is_valid(id) && milestone.is_unfinished())?;
    let begins = dates.remaining_start(id).or_else(|| dates.start(id))?;
    let left = schedule.left(id);
    let by_work = schedule.workspace.full(id).block_finish(begins, left)?;
    Some(schedule.workspace.base(id).days_after(eta, by_work.day()) > 5)
}

/// Returns why a milestone has no date, or passes none on: a reason of its own, or the first
/// predecessor without one.
pub(super) fn undated(schedule: &Scheduled<'_>, id: MilestoneId) -> String {
    let workspace = schedule.workspace;
    if let Some(fault) = &workspace.milestone(id).undated_because {
        return fault.clone();
    }
    if schedule.network.is_on_cycle(id) {
        return "it waits for itself: it is on a dependency cycle".into();
    }
    match waits_undated(schedule, id) {
        Some(first) => {
            let name = &workspace.milestone(first).full_id;
            match schedule.dates.finish(first) {
                Some(_) => format!("it waits for the start of `{name}`, which is not known"),
                None => format!("it waits for `{name}`, which has no date"),
            }
        }
        None => no_day_left(schedule, id),
    }
}

/// Returns the predecessor that leaves a milestone undated, of several the one with the smallest
/// id. `None` if the milestone has a reason of its own.
pub(super) fn waits_undated(schedule: &Scheduled<'_>, id: MilestoneId) -> Option<MilestoneId> {
    let workspace = schedule.workspace;
    if workspace.milestone(id).undated_because.is_some() || schedule.network.is_on_cycle(id) {
        return None;
    }
    let undated = schedule.network.predecessors(id).filter(|link| !schedule.is_known(*link));
    let undated = undated.map(|link| schedule.network.link(link).from);
    undated.min_by_key(|from| &workspace.milestone(*from).full_id)
}

/// Returns why work cannot end: its calendar has no working days left, or the supported dates end.
fn no_day_left(schedule: &Scheduled<'_>, id: MilestoneId) -> String {
    let milestone = schedule.workspace.milestone(id);
    let full = schedule.workspace.full(id);
    let task = schedule.inputs.task(id);
    if full.is_unbroken() && task.is_work && task.left.days > 1 && !task.left.elapsed {
        let name = milestone.calendar.as_deref().unwrap_or("default");
        return format!("its calendar `{name}` has no {} working days in a row left", task.left.days);
    }
    let last = full.last_end(Instant::end_of(Day::LAST)).map(Instant::day);
    match (last, &milestone.calendar) {
        (Some(last), Some(name)) if Day::LAST.since(last) > 31 => {
            format!("its calendar `{name}` has no working day after {}", last.short(schedule.as_of()))
        }
        _ => "its work does not end before 2200".into(),
    }
}
