//! The cliffs of a plan: every milestone of which a few working days more cost a finish or a firm
//! promise weeks.

use super::Assessment;
use super::cliff::{Cliff, FALL, MOST_BEYOND};
use super::selection::Selection;
use super::slipping::{Slipping, workdays};
use crate::model::MilestoneId;
use std::cmp::Reverse;

/// Milestones that a search dates at most, about. On larger plans, those with the most float are
/// not looked at.
const MOST_VISITS: usize = 1_500_000;

/// The same within a status.
const MOST_VISITS_IN_STATUS: usize = 200_000;

/// The most float with which a status shows a cliff.
pub const NEAR: i32 = 2;

/// A milestone with a cliff, and the finish or firm promise that falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CliffTo {
    /// What slips.
    pub milestone: MilestoneId,
    /// Its float to the target.
    pub float: i32,
    /// The finish or firm promise.
    pub target: MilestoneId,
    /// What the slip does.
    pub cliff: Cliff,
}

/// The cliffs of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cliffs {
    /// The smallest slip first; of equal ones the one that moves its target most, then by id.
    pub list: Vec<CliffTo>,
    /// The float from which on no milestone was looked at; `None` if all were.
    pub cut_at: Option<i32>,
    /// How many finishes and firm promises were not looked at.
    pub targets_left_out: usize,
    /// How many milestones were dated.
    pub visits: usize,
}

/// Returns the cliffs whose milestone or target is selected.
pub fn all(assessment: &Assessment<'_>, selection: &Selection) -> Cliffs {
    find(assessment, selection, i32::MAX, MOST_VISITS)
}

/// Returns those with little float.
pub fn near(assessment: &Assessment<'_>, selection: &Selection) -> Cliffs {
    find(assessment, selection, NEAR, MOST_VISITS_IN_STATUS)
}

fn find(assessment: &Assessment<'_>, selection: &Selection, most_float: i32, most_visits: usize) -> Cliffs {
    let workspace = assessment.workspace;
    let name = |id: MilestoneId| workspace.milestone(id).full_id.as_str();
    let mut found = Cliffs::default();
    let mut slipping = Slipping::new(assessment, most_visits);
    let pairs = pairs(assessment, selection, most_float, &mut slipping.visits_left, &mut found);
    // What slips by the same number of days is tried once for all of its targets.
    for alike in pairs.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let Some((float, id, _)) = alike.first().copied() else { continue };
        if slipping.visits_left == 0 {
            found.cut_at = Some(float);
            break;
        }
        let targets = alike.iter().map(|(.., target)| *target).collect();
        let cliffs = of(assessment, &mut slipping, id, float, targets);
        let cliff = |(target, cliff)| CliffTo { milestone: id, float, target, cliff };
        found.list.extend(cliffs.into_iter().map(cliff));
    }
    found.list.sort_by_key(|found| {
        let moves = found.cliff.days().unwrap_or(i32::MAX);
        (found.cliff.slip, Reverse(moves), name(found.milestone), name(found.target))
    });
    found.visits = most_visits - slipping.visits_left;
    found
}

/// Returns milestones with their float to a target and that target, the least float first.
fn pairs(
    assessment: &Assessment<'_>,
    selection: &Selection,
    most_float: i32,
    visits_left: &mut usize,
    found: &mut Cliffs,
) -> Vec<(i32, MilestoneId, MilestoneId)> {
    let workspace = assessment.workspace;
    let mut targets: Vec<MilestoneId> = workspace
        .milestone_ids()
        .filter(|id| {
            let milestone = workspace.milestone(*id);
            milestone.is_unfinished() && (milestone.firm || assessment.is_finish(*id))
        })
        .collect();
    targets.sort_by_key(|id| (!workspace.milestone(*id).firm, &workspace.milestone(*id).full_id));
    let mut floats = assessment.floats();
    // Half is left for the trials.
    let least_left = *visits_left / 2;
    let mut pairs = Vec::new();
    for target in targets {
        let Some(forecast) = assessment.schedule.dates.finish(target) else { continue };
        if *visits_left <= least_left {
            found.targets_left_out += 1;
            continue;
        }
        floats.measure(std::iter::once((target, forecast)));
        *visits_left = visits_left.saturating_sub(floats.leading().count());
        let is_wanted = |id: &MilestoneId| *id != target && (selection.has(*id) || selection.has(target));
        let with_float =
            floats.leading().filter(is_wanted).filter_map(|id| Some((floats.to_forecast(id)?, id)));
        pairs.extend(
            with_float.filter(|(float, _)| *float <= most_float).map(|(float, id)| (float, id, target)),
        );
    }
    pairs.sort_unstable();
    pairs
}

/// Returns the smallest slip of a milestone beyond its float with which each target falls, of those
/// that do.
fn of(
    assessment: &Assessment<'_>,
    slipping: &mut Slipping<'_>,
    id: MilestoneId,
    float: i32,
    mut targets: Vec<MilestoneId>,
) -> Vec<(MilestoneId, Cliff)> {
    let is_of_slots = assessment.workspace.full(id).is_of_slots();
    let mut found = Vec::new();
    for beyond in 1..=MOST_BEYOND {
        if targets.is_empty() {
            break;
        }
        slipping.slip(id, float, beyond);
        let mut falls = |target: &MilestoneId| {
            let cliff = slipping.falls(*target, id, workdays(float, beyond));
            found.extend(cliff.map(|cliff| (*target, cliff)));
            cliff.is_none()
        };
        targets.retain(&mut falls);
        if beyond == 1 && !targets.is_empty() && !is_of_slots {
            // Unless the slots run out, a longer slip moves each at least as far. A target that the
            // longest does not move far beyond the least own move does not fall with any.
            let own: Vec<Option<i32>> = targets.iter().map(|target| slipping.moves(*target, id)).collect();
            slipping.slip(id, float, MOST_BEYOND);
            let mut own = own.into_iter();
            targets.retain(|target| {
                let far = |own| slipping.moves(*target, *target).is_none_or(|days| days - own >= FALL);
                own.next().flatten().is_some_and(far)
            });
        }
    }
    found
}
