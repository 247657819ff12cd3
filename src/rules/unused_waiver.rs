//! `unused-waiver`

use super::waiving::{self, excuse};
use super::{Case, Topic, Violation};
use crate::model::{Waiver, Workspace};

/// `violations` holds those of all other rules that the policy has on.
pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    let workspace = case.workspace();
    let mut used: Vec<(Topic, *const Waiver)> = violations
        .iter()
        .filter_map(|violation| Some((violation.topic, std::ptr::from_ref(excuse(case, violation)?))))
        .collect();
    used.sort_unstable();
    let left = waiving::left(case, violations);
    for (topic, waiver) in waiving::all(workspace) {
        let is_expired = !waiver.holds_on(case.as_of());
        let is_used = match is_expired {
            true => !waiving::named_by(&left, violations, topic, waiver).is_empty(),
            // A waiver that the policy ignores may excuse something later.
            false => {
                !waiving::counts(case, topic, waiver)
                    || used.binary_search(&(topic, std::ptr::from_ref(waiver))).is_ok()
            }
        };
        if is_used || is_unreadable(workspace, topic) {
            continue;
        }
        let (id, until) = (topic.id(workspace), case.day(waiver.until));
        let says = if is_expired {
            format!(" expired on {until}, and there is nothing left to excuse")
        } else {
            format!(", until {until}, excuses nothing today")
        };
        let message = format!("the waiver of `{}` for `{id}`{says}", waiver.rule);
        violations.push(Violation::new(workspace, topic, waiver.origin, message).with(|finding| {
            finding
                .label("excuses nothing")
                .help("remove it, or move it to the milestone, risk or program it is meant for")
                .fact("waived", waiver.rule)
                .fact("until", waiver.until.to_string())
        }));
    }
}

/// Whether a part of it could not be read, so that its findings are unknown.
fn is_unreadable(workspace: &Workspace, topic: Topic) -> bool {
    match topic {
        Topic::Program(id) => workspace.program(id).undated_because.is_some(),
        Topic::Milestone(id) => workspace.milestone(id).undated_because.is_some(),
        Topic::Risk(index) => !workspace.risks[index].reading.is_whole(),
        Topic::Ask(_) | Topic::Workspace => false,
    }
}
