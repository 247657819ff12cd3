//! `unused-waiver`

use super::waiving::{self, excuse};
use super::{Case, Offence, On, Rule};
use crate::model::{Waiver, Workspace};
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "unused-waiver",
    level: Importance::Warn,
    explanation: "A waiver is in force and there is nothing today that it would excuse. Either what it was for is mended, and it would hide the next fault of the same \
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
    for (on, waiver) in waiving::all(workspace).filter(|(on, waiver)| waiving::counts(case, *on, waiver)) {
        if used.binary_search(&(on, std::ptr::from_ref(waiver))).is_ok() || is_unreadable(workspace, on) {
            continue;
        }
        let id = on.id(workspace);
        let message = format!(
            "the waiver of `{}` for `{id}`, until {}, excuses nothing today",
            waiver.rule,
            case.day(waiver.until)
        );
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
        On::Gone => false,
    }
}
