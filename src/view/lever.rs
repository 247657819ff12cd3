//! Changes that would make a milestone earlier, in words.

use super::phrases::{self, date};
use crate::analysis::Assessment;
use crate::analysis::levers::{Lever, Pull};
use crate::analysis::recover::Tried;
use crate::graph::LinkId;
use crate::model::{LagDays, MilestoneId, ProgramId};
use crate::schedule::Hold;

/// How many milestones of equal changes are named.
const NAMED: usize = 4;

/// Puts changes that differ only in their milestone together, in the place of the first: the same
/// change by as many days to the same day, and alike in whatever else is told of them.
pub(super) fn alike<'t>(
    assessment: &Assessment<'_>,
    options: &'t [Tried],
    is_told_alike: impl Fn(&Tried, &Tried) -> bool,
) -> Vec<Vec<&'t Tried>> {
    let mut groups: Vec<Vec<&Tried>> = Vec::new();
    for tried in options {
        let is_alike = |other: &Tried| {
            let said = |tried: &Tried| (tried.finish, tried.on_floor, tried.reaches, tried.pulls[0].dose);
            said(tried) == said(other)
                && is_same(assessment, tried.pulls[0], other.pulls[0])
                && is_told_alike(tried, other)
        };
        match groups.iter_mut().find(|group| is_alike(group[0])) {
            Some(group) => group.push(tried),
            None => groups.push(vec![tried]),
        }
    }
    groups
}

/// Whether two changes differ only in the milestone that is changed.
fn is_same(assessment: &Assessment<'_>, one: Pull, other: Pull) -> bool {
    let link = |id| assessment.network.link(id);
    let counts_alike = |unit: fn(&Assessment<'_>, MilestoneId, u32) -> String| {
        unit(assessment, one.milestone, 1) == unit(assessment, other.milestone, 1)
    };
    let of_links = |a, b| link(a).from == link(b).from && waits(assessment, a, 1) == waits(assessment, b, 1);
    match (one.lever, other.lever) {
        (Lever::LessWork, Lever::LessWork) => counts_alike(unit),
        (Lever::EarlierEta, Lever::EarlierEta) => counts_alike(phrases::working),
        (Lever::WithoutSlots, Lever::WithoutSlots) => true,
        (Lever::Overlap(a), Lever::Overlap(b)) => of_links(a, b),
        (Lever::WithoutLink(a), Lever::WithoutLink(b)) => link(a).from == link(b).from,
        _ => false,
    }
}

/// Returns `if any one of ledger, canary took 3wd less` for equal changes of several milestones.
pub(super) fn words_of_alike(
    assessment: &Assessment<'_>,
    alike: &[&Tried],
    home: Option<ProgramId>,
) -> String {
    let Some(first) = alike.first() else { return String::new() };
    let id = |tried: &&Tried| phrases::id_in(assessment, tried.pulls[0].milestone, home);
    let named = if alike.len() > NAMED + 1 { NAMED } else { alike.len() };
    let mut name = alike[..named].iter().map(id).collect::<Vec<String>>().join(", ");
    if alike.len() > named {
        name.push_str(&format!(" and {} others", alike.len() - named));
    }
    if alike.len() > 1 {
        name.insert_str(0, "any one of ");
    }
    words_with(assessment, first.pulls[0], &name, home)
}

/// Returns `if ledger took 3wd less`.
pub(super) fn words(assessment: &Assessment<'_>, pull: Pull, home: Option<ProgramId>) -> String {
    words_with(assessment, pull, &phrases::id_in(assessment, pull.milestone, home), home)
}

/// Returns days of a milestone's work: `3wd`, `3 slots`, or `3 days` of elapsed time.
fn unit(assessment: &Assessment<'_>, id: MilestoneId, dose: u32) -> String {
    match assessment.schedule.left(id).elapsed {
        true => phrases::count(dose as usize, "day"),
        false => phrases::working(assessment, id, dose),
    }
}

/// Returns by how many days a milestone waits less by a link, `3wd` or `3 days` of elapsed time,
/// and whether it does so by a shorter lag.
fn waits(assessment: &Assessment<'_>, link: LinkId, dose: u32) -> (String, bool) {
    match assessment.network.link(link).lag {
        LagDays::Working(lag) => (format!("{dose}wd"), lag > 0),
        LagDays::Elapsed(lag) => (phrases::count(dose as usize, "day"), lag > 0),
    }
}

/// Returns it for a milestone, or several, of this name.
fn words_with(assessment: &Assessment<'_>, pull: Pull, name: &str, home: Option<ProgramId>) -> String {
    let Pull { milestone, lever, dose } = pull;
    match lever {
        Lever::LessWork => format!("if {name} took {} less", unit(assessment, milestone, dose)),
        Lever::EarlierEta => {
            format!("if {name} were expected {} earlier", phrases::working(assessment, milestone, dose))
        }
        Lever::Overlap(link) => {
            let from = phrases::id_in(assessment, assessment.network.link(link).from, home);
            match waits(assessment, link, dose) {
                (days, true) => format!("if {name} waited {days} less after {from}"),
                (days, false) => format!("if {name} overlapped {from} by {days}"),
            }
        }
        Lever::WithoutLink(link) => {
            let from = assessment.network.link(link).from;
            format!("if {name} did not wait for {}", phrases::id_in(assessment, from, home))
        }
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
