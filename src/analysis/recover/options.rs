//! Changes that make something earlier, each tried on its own with its smallest dose.

use super::ways;
use crate::analysis::lateness::Lateness;
use crate::analysis::levers::{LARGEST_DOSE, Lever, Pull, Trying};
use crate::analysis::{Assessment, OnFloor};
use crate::model::MilestoneId;
use crate::schedule::PromiseHolder;
use crate::time::Day;
use crate::trial::{Moved, Trial};

/// What has to be earlier, and by when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Goal {
    pub target: PromiseHolder,
    /// The day by which it has to finish.
    pub by: Day,
    /// Its forecast finish.
    pub forecast: Day,
}

/// What changes do on their own.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Those that make it earlier: first those that reach the day, the cheapest first, then those
    /// that come nearest.
    pub list: Vec<Tried>,
    /// Those that do nothing on their own.
    pub(super) idle: Vec<Pull>,
    /// How many were not tried.
    pub left_out: usize,
}

/// What one change or two do together.
#[derive(Debug, Clone)]
pub struct Tried {
    /// The changes.
    pub pulls: Vec<Pull>,
    /// The finish of the target with them.
    pub finish: Day,
    /// Whether that is only the earliest day left.
    pub on_floor: OnFloor,
    /// By how much it is earlier.
    pub earlier: Lateness,
    /// Whether it finishes by the day.
    pub reaches: bool,
    /// What else moves that was promised or is a finish, and what else is later: later ones first,
    /// then firm ones, then by id.
    pub effects: Vec<Effect>,
    /// What becomes critical for the target; `None` where that was not looked at.
    pub next: Option<Vec<MilestoneId>>,
}

/// Another milestone that a change moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effect {
    pub milestone: MilestoneId,
    pub before: Day,
    /// `None` if it has no date then.
    pub after: Option<Day>,
    /// By how much it is later; negative if earlier.
    pub later: Option<Lateness>,
}

/// Tries every change on these milestones, until the trials have dated so many.
pub(super) fn options(
    assessment: &Assessment<'_>,
    trying: &mut Trying<'_>,
    goal: Goal,
    ways: &[MilestoneId],
    most_visits: usize,
) -> Options {
    let levers = ways::levers(assessment, ways, goal.forecast);
    let (mut best, mut found) = (Vec::new(), Options::default());
    for (at, pull) in levers.iter().enumerate() {
        if trying.visits > most_visits {
            found.left_out = levers.len() - at;
            break;
        }
        match alone(trying, *pull, goal) {
            Some(pull) => best.push(pull),
            None => found.idle.push(*pull),
        }
    }
    found.list = best.into_iter().filter_map(|pull| tried(assessment, trying, goal, vec![pull])).collect();
    // Leaving a dependency out says nothing new where overlapping does as much.
    let overlaps: Vec<(Lever, Day)> =
        found.list.iter().map(|tried| (tried.pulls[0].lever, tried.finish)).collect();
    // Beside another change it may do more.
    let (told, as_overlap): (Vec<Tried>, Vec<Tried>) =
        found.list.into_iter().partition(|tried| match tried.pulls[0].lever {
            Lever::WithoutLink(link) => !overlaps.contains(&(Lever::Overlap(link), tried.finish)),
            _ => true,
        });
    found.list = told;
    found.idle.splice(..0, as_overlap.into_iter().map(|tried| tried.pulls[0]));
    found.list.sort_by_key(|tried| {
        let by_price = tried.reaches.then(|| price(&tried.pulls));
        let (pull, starts) = (tried.pulls[0], &assessment.schedule.dates);
        let rank = (pull.lever.rank(), starts.start(pull.milestone));
        (!tried.reaches, by_price, tried.finish, price(&tried.pulls), rank)
    });
    found
}

/// Returns when a milestone or program finishes in a trial.
pub(super) fn finish(trial: &Trial<'_>, holder: PromiseHolder) -> Option<Day> {
    match holder {
        PromiseHolder::Milestone(id) => trial.finish(id),
        PromiseHolder::Program(id) => trial.program_finish(id),
    }
}

/// Returns a lever with the smallest dose that reaches the day or, if none does, with the smallest
/// one that does all it can; `None` if it does not help.
fn alone(trying: &mut Trying<'_>, pull: Pull, goal: Goal) -> Option<Pull> {
    let most = if pull.lever.has_dose() { LARGEST_DOSE } else { 0 };
    let is_steady = trying.is_steady(pull);
    let doses = if is_steady { most..=most } else { most.min(1)..=most };
    let with = |dose: u32| Some((dose, finish(trying.pull(&[Pull { dose, ..pull }]), goal.target)?));
    let tried: Vec<(u32, Day)> = doses.filter_map(with).collect();
    let best = tried.iter().map(|(_, finish)| *finish).min()?;
    if best >= goal.forecast {
        return None;
    }
    let enough = best.max(goal.by);
    if !is_steady || most == 0 {
        let (dose, _) = tried.into_iter().find(|(_, finish)| *finish <= enough)?;
        return Some(Pull { dose, ..pull });
    }
    let does = |trial: &Trial<'_>| finish(trial, goal.target).is_some_and(|finish| finish <= enough);
    trying.smallest(pull, None, most, does)
}

/// Returns what changes cost, to compare them: their days; one without a number of days counts as
/// the largest dose.
pub(super) fn price(pulls: &[Pull]) -> u32 {
    pulls.iter().map(|pull| if pull.lever.has_dose() { pull.dose } else { LARGEST_DOSE }).sum()
}

/// Returns what some changes do; `None` if they do not make the target earlier.
pub(super) fn tried(
    assessment: &Assessment<'_>,
    trying: &mut Trying<'_>,
    goal: Goal,
    pulls: Vec<Pull>,
) -> Option<Tried> {
    let trial = trying.pull(&pulls);
    let finish = finish(trial, goal.target).filter(|finish| *finish < goal.forecast)?;
    let earlier = Lateness::new(goal.target.lateness_calendar(assessment.workspace), finish, goal.forecast);
    let effects = effects(assessment, trial, goal.target);
    let on_floor = OnFloor::in_trial(assessment, trial, goal.target);
    Some(Tried { pulls, finish, on_floor, earlier, reaches: finish <= goal.by, effects, next: None })
}

fn effects(assessment: &Assessment<'_>, trial: &Trial<'_>, target: PromiseHolder) -> Vec<Effect> {
    let workspace = assessment.workspace;
    let effect = |moved: Moved| {
        let (id, before) = (moved.milestone, moved.before?);
        let calendar = workspace.lateness_calendar(id);
        let later = moved.after.map(|after| Lateness::new(calendar, before, after));
        let milestone = workspace.milestone(id);
        let is_told = milestone.promise.due.is_some() || assessment.is_finish(id);
        let is_later = moved.after.is_none_or(|after| after > before);
        let is_other = match target {
            PromiseHolder::Milestone(target) => id != target,
            // Of several that may be the last one, each keeps a promise of its own.
            PromiseHolder::Program(program) => {
                let is_it = milestone.program == program && assessment.is_finish(id);
                let stands_for_it = workspace.program(program).finish == Some(id);
                !is_it || (milestone.promise.due.is_some() && !stands_for_it)
            }
        };
        let effect = Effect { milestone: id, before, after: moved.after, later };
        (is_other && (is_told || is_later)).then_some(effect)
    };
    let mut effects: Vec<Effect> = trial.moved().filter_map(effect).collect();
    effects.sort_by_key(|effect| {
        let milestone = workspace.milestone(effect.milestone);
        let is_earlier = effect.after.is_some_and(|after| after < effect.before);
        (is_earlier, !milestone.firm, &milestone.full_id)
    });
    effects
}
