//! `unused-waiver`

use super::waiving::{self, excuse};
use super::{Case, Offence, On, Rule};
use crate::model::{Waiver, Workspace};
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "unused-waiver",
    level: Importance::Warn,
    explanation: "There is nothing today that a waiver would excuse, be it in force or not. Either what it was for is mended, and it would hide the next fault of the same \
kind; or it stands beside the wrong thing: a waiver excuses findings about the program, milestone or risk that it stands in, and about nothing below. Remove it, or move it.",
    bad: "milestones:\n  ledger:\n    owner: bo\n    due: 2026-12-11\n    duration: 3w\n    waive: [{rule: no-owner, until: 2026-10-01, reason: Bo starts in October}]\n",
    good: "milestones:\n  ledger:\n    due: 2026-12-11\n    duration: 3w\n    waive: [{rule: no-owner, until: 2026-10-01, reason: Bo starts in October}]\n",
    since: "0.1.0",
    compares: false,
    check,
};

/// The offences that are there already are those of all other rules, less what the policy turned off.
fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    let workspace = case.workspace();
    let mut used: Vec<(On, *const Waiver)> = offences
        .iter()
        .filter_map(|offence| Some((offence.on, std::ptr::from_ref(excuse(case, offence)?))))
        .collect();
    used.sort_unstable();
    let left = waiving::left(case, offences);
    for (on, waiver) in waiving::all(workspace) {
        let ran_out = !waiver.holds_on(case.as_of());
        let is_used = match ran_out {
            true => !waiving::named_by(&left, offences, on, waiver).is_empty(),
            // What the policy does not go by may excuse something once it does.
            false => {
                !waiving::counts(case, on, waiver)
                    || used.binary_search(&(on, std::ptr::from_ref(waiver))).is_ok()
            }
        };
        if is_used || is_unreadable(workspace, on) {
            continue;
        }
        let (id, until) = (on.id(workspace), case.day(waiver.until));
        let says = if ran_out {
            format!(" ran out on {until}, and there is nothing left to excuse")
        } else {
            format!(", until {until}, excuses nothing today")
        };
        let message = format!("the waiver of `{}` for `{id}`{says}", waiver.rule);
        offences.push(Offence::new(&RULE, workspace, on, waiver.origin, message).tell(|finding| {
            finding
                .label("excuses nothing")
                .help("remove it; beside another milestone, risk or program it would excuse what is found there")
                .fact("waived", waiver.rule)
                .fact("until", waiver.until.to_string())
        }));
    }
}

/// Whether something about it could not be read: then it is not known what there would be to excuse.
fn is_unreadable(workspace: &Workspace, on: On) -> bool {
    match on {
        On::Program(id) => workspace.program(id).fault.is_some(),
        On::Milestone(id) => workspace.milestone(id).fault.is_some(),
        On::Risk(index) => workspace.risks[index].unreadable,
        On::Workspace => false,
    }
}
