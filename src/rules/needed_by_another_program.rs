//! `needed-by-another-program`

use super::{Case, Violation};
use crate::analysis::handoff::HandoffRow;
use crate::analysis::slippage::Reference;
use crate::model::MilestoneId;
use std::collections::BTreeMap;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    let program = |id: MilestoneId| case.workspace().milestone(id).program;
    let mut first: BTreeMap<MilestoneId, &HandoffRow> = BTreeMap::new();
    for handoff in case.handoffs() {
        let crosses = program(handoff.giver) != program(handoff.receiver);
        let has_both_promises = super::promise_before_its_input::applies_to(case, handoff.link);
        // Nobody promises the start of work; a promise for its end at least shows that both
        // programs know about it.
        let promised = Reference::Due.day(case.assessment, handoff.giver).is_some();
        if crosses && !has_both_promises && (!promised || handoff.is_promised_too_late()) {
            let earliest = first.entry(handoff.giver).or_insert(handoff);
            let needed = |handoff: &HandoffRow| (handoff.needed_by.is_none(), handoff.needed_by);
            if needed(handoff) < needed(earliest) {
                *earliest = handoff;
            }
        }
    }
    violations.extend(first.into_values().map(|handoff| violation(case, handoff)));
}

fn violation(case: &Case<'_>, handoff: &HandoffRow) -> Violation {
    let milestone = case.workspace().milestone(handoff.giver);
    let needed = match (handoff.needed_by, handoff.needed_for) {
        (Some(day), Some(promised)) => {
            format!("by {} to keep the promise of `{}`", case.day(day), case.assessment.promised_id(promised))
        }
        (Some(day), None) => format!("by {} so that it does not move", case.day(day)),
        (None, _) => "on an unknown day".into(),
    };
    let promised = match handoff.promised {
        None => "has no promise".to_owned(),
        Some(day) => format!("is promised for {}", case.day(day)),
    };
    let receiver = case.with_owner(handoff.receiver);
    let is_start = case.assessment.network.link(handoff.link).kind.from_start() && milestone.is_work();
    let start = if is_start { "the start of " } else { "" };
    let giver = case.with_owner(handoff.giver);
    let message = format!("{start}{giver} is needed by {receiver} {needed}, but {promised}");
    let late = handoff.promised_gap.map_or(0, |gap| -gap);
    let place = milestone.place(milestone.spans.due);
    let help = match is_start {
        true => {
            "no key promises a start: agree on a day that suits both programs, and write the finish that follows from it as `due:` here"
        }
        false => "agree on a day that suits both programs, and write it as `due:` here",
    };
    case.on_milestone(handoff.giver, place, message).with(|finding| {
        let waiting = case.workspace().milestone(handoff.receiver);
        finding
            .label(if handoff.promised.is_none() { "no promise" } else { "promised too late" })
            .related(case.assessment.network.link(handoff.link).origin, "waits for it")
            .help(help)
            .weight(late)
            .fact("needed_by", &waiting.full_id)
    })
}
