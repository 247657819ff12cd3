//! `split-over-slots`

use super::{Case, Violation};
use crate::model::MilestoneId;
use crate::time::{Day, Instant};

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (id, milestone) in case.readable() {
        let full = case.workspace().full(id);
        if !full.is_of_slots() || full.is_unbroken() || full.may_be_split() {
            continue;
        }
        let Some((first, last)) = worked(case, id) else { continue };
        let days = full.working_days(first, last);
        if i64::from(last.since(first)) < i64::from(days) {
            continue;
        }
        let calendar = milestone.calendar.as_deref().unwrap_or("default");
        let message = format!(
            "the {days}wd of {} are split over slots of `{calendar}` that lie apart, from {} to {}",
            case.with_owner(id),
            case.day(first),
            case.day(last)
        );
        violations.push(case.on_milestone(id, milestone.origin, message).with(|finding| {
            finding
                .label("not in one go")
                .help(format!(
                    "if its days belong together, write `unbroken: true` in the calendar `{calendar}`; if they may be split, `unbroken: false`"
                ))
                .weight(days)
                .fact("calendar", calendar)
        }));
    }
}

/// Returns the first and the last day of the remaining work of a milestone, if its length puts it
/// there: an owner's `eta` does not say which days are worked.
fn worked(case: &Case<'_>, id: MilestoneId) -> Option<(Day, Day)> {
    let schedule = &case.assessment.schedule;
    let (task, dates) = (schedule.inputs.task(id), &schedule.dates);
    if !task.is_work || task.left.elapsed || dates.eta_is_valid(id) {
        return None;
    }
    let begins = dates.remaining_start(id).or_else(|| dates.start(id))?;
    Some((begins.day(), dates.finish(id).map(Instant::day)?))
}
