//! Changes that would make a milestone earlier, in words.

use super::phrases::{self, date};
use crate::analysis::Assessment;
use crate::analysis::levers::{Lever, Pull};
use crate::model::{LagDays, ProgramId};
use crate::schedule::Hold;

/// Returns `if ledger took 3wd less`.
pub(super) fn words(assessment: &Assessment<'_>, pull: Pull, home: Option<ProgramId>) -> String {
    let Pull { milestone, lever, dose } = pull;
    let name = phrases::id_in(assessment, milestone, home);
    match lever {
        Lever::LessWork => format!("if {name} took {dose}wd less"),
        Lever::EarlierEta => format!("if {name} were expected {dose}wd earlier"),
        Lever::Overlap(link) => {
            let link = assessment.network.link(link);
            let (from, dose) = (phrases::id_in(assessment, link.from, home), dose);
            match link.lag {
                LagDays::Working(1..) | LagDays::Elapsed(1..) => {
                    format!("if {name} waited {dose}wd less after {from}")
                }
                _ => format!("if {name} overlapped {from} by {dose}wd"),
            }
        }
        Lever::WithoutLink(link) => {
            let from = assessment.network.link(link).from;
            format!("if {name} did not wait for {}", phrases::id_in(assessment, from, home))
        }
        Lever::WithoutFreeze(freeze) => match &assessment.workspace.freezes[freeze].name {
            Some(freeze) => format!("without the freeze {freeze}"),
            None => "without the freeze".into(),
        },
        Lever::FreezeDays(freeze, first) => {
            let name = assessment.workspace.freezes[freeze].name.as_deref();
            let of = name.map_or("the freeze".into(), |name| format!("the freeze {name}"));
            let days = phrases::count(dose as usize, "day");
            format!("if {days} of {of} could be worked, from {}", date(first, assessment.as_of()))
        }
        Lever::MovedLeave(owner, leave, to) => {
            let near = assessment.as_of();
            let owner = &assessment.workspace.owners[owner.index()];
            let range = owner.away.get(leave).map_or(String::new(), |(first, last)| match first == last {
                true => format!(" of {}", date(*first, near)),
                false => format!(" of {}–{}", date(*first, near), date(*last, near)),
            });
            format!("if {} took the leave{range} from {} on instead", owner.id, date(to, near))
        }
        Lever::Mitigated(risk) => {
            format!("if the days that the risk {} cost were won back", assessment.workspace.risks[risk].id)
        }
        Lever::WithoutLeave(owner) => {
            let owner = assessment.workspace.owner_id(Some(owner)).unwrap_or("its owner");
            format!("if {owner} were not away")
        }
        Lever::WithoutSlots => format!("if {name} needed no slot"),
        Lever::Without(Hold::NotBefore) => {
            // The later of the two keys decides the date.
            let milestone = assessment.workspace.milestone(milestone);
            let key = if milestone.window > milestone.not_before { "start" } else { "not_before" };
            format!("if {name} had no `{key}`")
        }
        Lever::Without(Hold::BlockedUntil) => format!("if {name} were not blocked"),
        Lever::Without(Hold::ProgramStart) => format!("if {name} could begin before its program starts"),
        Lever::Without(Hold::Due) => format!("if {name} happened before its due date"),
        Lever::Without(hold) => format!("if {name} were not held by {}", hold.word()),
    }
}
