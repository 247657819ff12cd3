//! `no-predecessor`

use super::counted::too_many;
use super::{Case, Violation};
use crate::syntax::Measure;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    let found = case.readable().filter(|(id, milestone)| {
        let held = milestone.earliest().is_some()
            || milestone.blocked.as_ref().is_some_and(|blocked| blocked.until.is_some());
        let waits = case.assessment.network.predecessors(*id).next().is_some();
        milestone.is_work() && milestone.started.is_none() && !waits && !held
    });
    for open in too_many(case, found.collect(), Measure::OpenStarts) {
        let (id, milestone) = (open.id, open.what);
        let start = case.assessment.schedule.dates.start(id);
        let start =
            start.map_or_else(String::new, |start| format!(": it begins on {}", case.day(start.day())));
        let message = format!(
            "{} waits for nothing and has no start date{start}{}",
            case.with_owner(id),
            open.beyond.replacen(':', ";", 1)
        );
        violations.push(case.on_milestone(id, milestone.origin, message).with(|finding| {
            finding.label("waits for nothing").help(
                "name what it needs under `depends_on:`, or write `not_before:`; if it has begun, write `started:`",
            )
        }));
    }
}
