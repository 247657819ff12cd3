//! What it writes that a date holds as it was printed: a word for today that moves no forecast.

use super::Assessment;
use super::forecast::Floor;
use crate::calendar::Length;
use crate::model::MilestoneId;
use crate::schedule::Task;

/// The word that a forecast holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holding {
    /// The work that is left at the end of the as-of day; none where there is nothing to say of it:
    /// nothing has started, it was said today, or the day is the owner's own.
    pub remaining: Option<Length>,
}

/// Returns the word that a milestone's forecast holds. None where there is no such word: it is
/// finished, the day is only the earliest one left, nothing is left of the work after today, or no
/// length says how much.
pub fn holding(assessment: &Assessment<'_>, id: MilestoneId) -> Option<Holding> {
    let (milestone, as_of) = (assessment.workspace.milestone(id), assessment.as_of());
    let (schedule, forecast) = (&assessment.schedule, assessment.forecast(id));
    let is_open = milestone.is_unfinished() && !milestone.perhaps_done;
    let is_day = matches!(forecast.floor, None | Some(Floor::Silent)) && assessment.floor_from(id).is_none();
    if !is_open || !is_day || forecast.finish.is_none_or(|finish| finish < as_of) {
        return None;
    }
    let has_eta = schedule.dates.eta_is_valid(id);
    let is_said = milestone.progress.is_some() || milestone.remaining.is_some();
    let Some(started) = milestone.started else { return Some(Holding { remaining: None }) };
    // What is left was said today.
    let is_of_today = is_said && milestone.updated == Some(as_of);
    if is_of_today || has_eta && !is_said {
        return Some(Holding { remaining: None });
    }
    let is_known =
        milestone.duration.is_some() || milestone.window.is_some() || milestone.remaining.is_some();
    let works_today = schedule.dates.remaining_start(id).is_some_and(|start| start.day() == as_of);
    let left = schedule.left(id);
    if !is_known {
        return None;
    }
    // What is said for the end of a day is worked from the next one on, today's work is done by
    // then. If nothing is worked on the day of the start, it is said for the start of that day.
    let after_today = left.days.saturating_sub(u32::from(works_today));
    let duration = schedule.inputs.task(id).duration;
    let holds = |days: u32| {
        let remaining = Length { days, ..left };
        let nothing_done = started == as_of
            && duration.days > 0
            && duration.elapsed == left.elapsed
            && days >= duration.days;
        let from = if nothing_done { as_of } else { as_of.plus(1).max(started) };
        let task = Task { left: remaining, left_from: Some(from), ..*schedule.inputs.task(id) };
        let is_same = schedule.finish_as(id, &task) == schedule.dates.finish(id);
        is_same.then_some(Holding { remaining: Some(remaining) })
    };
    // Where the owner says the day, it does not come from what is left.
    let least = u32::from(has_eta);
    [after_today.max(least), left.days].into_iter().filter(|days| *days > 0).find_map(holds)
}
