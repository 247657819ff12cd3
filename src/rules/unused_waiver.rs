//! `unused-waiver`

use super::waiving::{self, excuse};
use super::{Case, Topic, Violation};
use crate::model::{Waiver, Workspace};

/// The violations that are there already are those of all other rules, less what the policy turned
/// off.
pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    let workspace = case.workspace();
    let mut used: Vec<(Topic, *const Waiver)> = violations
        .iter()
        .filter_map(|violation| Some((violation.topic, std::ptr::from_ref(excuse(case, violation)?))))
        .collect();
    used.sort_unstable();
    let left = waiving::left(case, violations);
    for (topic, waiver) in waiving::all(workspace) {
        let ran_out = !waiver.holds_on(case.as_of());
        let is_used = match ran_out {
            true => !waiving::named_by(&left, violations, topic, waiver).is_empty(),
            // What the policy does not go by may excuse something once it does.
            false => {
                !waiving::counts(case, topic, waiver)
                    || used.binary_search(&(topic, std::ptr::from_ref(waiver))).is_ok()
            }
        };
        if is_used || is_unreadable(workspace, topic) {
            continue;
        }
        let (id, until) = (topic.id(workspace), case.day(waiver.until));
        let says = if ran_out {
            format!(" ran out on {until}, and there is nothing left to excuse")
        } else {
            format!(", until {until}, excuses nothing today")
        };
        let message = format!("the waiver of `{}` for `{id}`{says}", waiver.rule);
        violations.push(Violation::new(workspace, topic, waiver.origin, message).tell(|finding| {
            finding
                .label("excuses nothing")
                .help("remove it, or move it to the milestone, risk or program it is meant for")
                .fact("waived", waiver.rule)
                .fact("until", waiver.until.to_string())
        }));
    }
}

/// Whether something about it could not be read: then it is not known what there would be to
/// excuse.
fn is_unreadable(workspace: &Workspace, topic: Topic) -> bool {
    match topic {
        Topic::Program(id) => workspace.program(id).undated_because.is_some(),
        Topic::Milestone(id) => workspace.milestone(id).undated_because.is_some(),
        Topic::Risk(index) => !workspace.risks[index].reading.is_whole(),
        Topic::Workspace => false,
    }
}
