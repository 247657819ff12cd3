//! `progress-without-day`

use super::{Case, Violation};

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (id, milestone) in case.readable() {
        let spans = &milestone.spans;
        let said = [("remaining", spans.remaining), ("progress", spans.progress)];
        let Some((key, place)) = said.into_iter().find(|(_, place)| place.is_some()) else { continue };
        if spans.updated.is_some() {
            continue;
        }
        let message = format!("{} has `{key}` but no `updated`", case.with_owner(id));
        violations.push(case.on_milestone(id, milestone.place(place), message).with(|finding| {
            finding
                .label("as of which day?")
                .help("write `updated:` with the day at whose end it was true; without one, the forecast moves by a day with every day")
                .fact("key", key)
        }));
    }
}
