//! `quiet-owner`

use super::words::days;
use super::{Case, Violation};
use crate::analysis::quiet;
use crate::model::MilestoneId;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (id, milestone) in case.readable() {
        let Some(silence) = quiet::days(&case.assessment.schedule, id) else { continue };
        let Some(last) = quiet::last_word(case.workspace(), id) else { continue };
        let said = milestone.spans.updated.filter(|_| milestone.updated == Some(last));
        let message = format!(
            "{} has not been updated since {}, {} ago, and {}",
            case.with_owner(id),
            case.day(last),
            days(silence),
            matters(case, id)
        );
        let who = case.workspace().owner_id(milestone.owner).unwrap_or("whoever works on it");
        let limit = quiet::limit(case.workspace(), id);
        violations.push(case.on_milestone(id, milestone.place(said), message).with(|finding| {
            finding
                .label("last update")
                .help(format!(
                    "ask {who}, and write `updated:` with the day and what is true then; flagged after {limit} days without an update"
                ))
                .weight(silence)
                .fact("since", last.to_string())
        }));
    }
}

/// Returns why an update matters now.
fn matters(case: &Case<'_>, id: MilestoneId) -> String {
    let milestone = case.workspace().milestone(id);
    if let Some(due) = milestone.promise.due {
        return format!("is promised for {}", case.day(due));
    }
    let critical = &case.assessment.schedule.critical[id.index()];
    match critical.first() {
        Some(program) => format!("is critical for `{}`", case.workspace().program(*program).id),
        None => "is under way".into(),
    }
}
