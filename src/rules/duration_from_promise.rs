//! `duration-from-promise`

use super::{Case, Violation};

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (id, milestone) in case.readable() {
        let (Some(started), Some(due)) = (milestone.started, milestone.promise.due) else { continue };
        let has_length =
            milestone.duration.is_some() || milestone.remaining.is_some() || milestone.window.is_some();
        if has_length || case.assessment.schedule.dates.eta_is_valid(id) {
            continue;
        }
        let days = case.assessment.schedule.inputs.task(id).duration.days;
        let message = format!(
            "{} has no duration: its {days}wd run from its start on {} to its promise for {}",
            case.with_owner(id),
            case.day(started),
            case.day(due)
        );
        let place = milestone.place(milestone.spans.started);
        violations.push(case.on_milestone(id, place, message).with(|finding| {
            finding
                .label("how long?")
                .help("ask how much is left, and write it as `remaining:` with `updated:`; or write the estimate as `duration:`")
                .fact("started", started.to_string())
        }));
    }
}
