//! What every report writes about a change that would make something earlier.

use super::record::record;
use super::words::Word;
use crate::analysis::Assessment;
use crate::analysis::levers::{Lever, Pull};
use crate::schedule::Hold;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

record! {
    pub(super) struct LeverData<'w> of (assessment: &'w Assessment<'w>, pull: Pull) where {
        let workspace = assessment.workspace;
        let from = |link| workspace.milestone(assessment.network.link(link).from).full_id.as_str();
        let freeze = |freeze: usize| workspace.freezes[freeze].name.as_deref();
        let leave = match pull.lever {
            Lever::MovedLeave(owner, leave, _) => workspace.owners[owner.index()].away.get(leave),
            _ => None,
        };
        let (change, hold, about) = match pull.lever {
            Lever::LessWork => (LeverChange::LessWork, None, None),
            Lever::EarlierEta => (LeverChange::EarlierEta, None, None),
            Lever::Without(hold) => (LeverChange::Without, Some(Word(hold)), None),
            Lever::Overlap(link) => (LeverChange::Overlap, None, Some(from(link))),
            Lever::WithoutLink(link) => (LeverChange::WithoutLink, None, Some(from(link))),
            Lever::FreezeDays(index, _) => (LeverChange::FreezeDays, None, freeze(index)),
            Lever::MovedLeave(owner, ..) => (LeverChange::MovedLeave, None, workspace.owner_id(Some(owner))),
            Lever::WithoutSlots => {
                (LeverChange::WithoutSlots, None, workspace.milestone(pull.milestone).calendar.as_deref())
            }
            Lever::Mitigated(risk) => {
                (LeverChange::Mitigated, None, Some(workspace.risks[risk].full_id.as_str()))
            }
        };
    } from {
        /// The full id of the milestone that is changed, or that gains by the change.
        id: &'w str = &workspace.milestone(pull.milestone).full_id,
        /// What is changed.
        change: LeverChange = change,
        /// The constraint that is removed, if `change` is `without`.
        hold: Option<Word<Hold>> = hold,
        /// The id of the predecessor, owner or risk, or the name of the freeze or of the calendar.
        about: Option<&'w str> = about,
        /// The smallest number of working days that does it: of slots where it works in slots only,
        /// of civil days where its work or the lag is elapsed time; null where the change has none.
        dose_workdays: Option<u32> = Some(pull.dose).filter(|dose| *dose > 0),
        /// The first day that is worked of a freeze, or the first one of the leave that is moved.
        since: Option<Day> = match pull.lever {
            Lever::FreezeDays(_, first) => Some(first),
            _ => leave.map(|(first, _)| *first),
        },
        /// The last day of that leave.
        until: Option<Day> = leave.map(|(_, last)| *last),
        /// The day on which it begins instead.
        moved_to: Option<Day> = match pull.lever {
            Lever::MovedLeave(.., to) => Some(to),
            _ => None,
        },
    }
}

/// What is changed.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
enum LeverChange {
    /// Less work.
    LessWork,
    /// An earlier `eta`.
    EarlierEta,
    /// A constraint is removed.
    Without,
    /// It begins before its predecessor is done, or after a shorter lag.
    Overlap,
    /// It does not wait for its predecessor.
    WithoutLink,
    /// Some days of a freeze are worked.
    FreezeDays,
    /// Its owner takes one leave later.
    MovedLeave,
    /// It is worked in the program's calendar instead of slots.
    WithoutSlots,
    /// The days that a risk cost are won back.
    Mitigated,
}
