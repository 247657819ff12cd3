//! `overloaded-owner`

use super::{Case, Violation};
use crate::analysis::overload;
use crate::english::list;
use crate::model::MilestoneId;

/// How many milestones a message names; the rest are a count.
const NAMED: usize = 4;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    let workspace = case.workspace();
    for (owner, overloads) in overload::of_all(case.assessment) {
        let owner = &workspace.owners[owner.index()];
        for overload in overloads {
            let full_id = |id: MilestoneId| workspace.milestone(id).full_id.as_str();
            // The same one on every day and in every order of work.
            let Some(first) = overload.milestones().min_by_key(|id| full_id(*id)) else { continue };
            // The same finding tomorrow, when the range begins a day later.
            let mut ids: Vec<&str> = overload.milestones().map(full_id).collect();
            ids.sort_unstable();
            let forced = overload.forced.iter().take(NAMED);
            let mut forced: Vec<String> =
                forced.map(|(id, days)| format!("`{}` {days}wd", full_id(*id))).collect();
            let more = overload.forced.len() - forced.len();
            forced.extend((more > 0).then(|| format!("{more} more")));
            let when = match overload.from == overload.to {
                true => format!("on {}", case.day(overload.from)),
                false => format!("from {} to {}", case.day(overload.from), case.day(overload.to)),
            };
            let message = format!(
                "{} has {} more to do {when} than they can: {} have no other days",
                owner.id,
                overload.amount(),
                list(&forced)
            );
            let deputy = workspace.owner_id(overload.deputy);
            let whom = deputy.unwrap_or("somebody else");
            let milestone = workspace.milestone(first);
            violations.push(case.on_milestone(first, milestone.origin, message).with(|finding| {
                finding
                    .label(format!("more than {} can do", owner.id))
                    .help(format!(
                        "give one of them to {whom}, move a promise, or take work out; `tpm load --owner {}` shows the weeks",
                        owner.id
                    ))
                    // What does not fit takes another day.
                    .weight(overload.excess_workdays().ceil() as u32)
                    .fact("owner", owner.id.as_str())
                    .fact("milestones", ids.join(", "))
            }));
        }
    }
}
