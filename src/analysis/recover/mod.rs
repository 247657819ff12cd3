//! What would bring a date back: each change tried on its own, then the cheapest pairs.
//!
//! `ways` finds what stands in the way of a day and the changes worth trying, `options` tries each
//! of them, `pairs` two at once.

mod options;
mod pairs;
mod ways;

pub use options::{Effect, Options, Tried};

use super::lateness::Lateness;
use super::levers::{Lever, Pull, Trying};
use super::{Assessment, OnFloor};
use crate::model::{MilestoneId, ProgramId};
use crate::schedule::PromiseHolder;
use crate::time::{Day, Instant};
use options::{Goal, finish, options, price, tried};
use std::cmp::Reverse;

/// Milestones that the trials of single changes date at most, about.
const MOST_VISITS: usize = 1_000_000;

/// The same for the changes that would make a milestone earlier at all.
const MOST_VISITS_OF_EARLIER: usize = 300_000;

/// For how many of the first options it is told what becomes critical.
const FOLLOWED: usize = 20;

/// What would bring a milestone or program to a day.
#[derive(Debug, Clone)]
pub struct Recovery {
    /// What has to be earlier.
    pub target: PromiseHolder,
    /// The day by which it has to finish.
    pub by: Day,
    /// Its forecast finish.
    pub forecast: Day,
    /// Whether that is only the earliest day left.
    pub on_floor: OnFloor,
    /// The floor that it is or rests on.
    pub floor: Option<MilestoneId>,
    /// By how much that is too late.
    pub short: Lateness,
    /// The changes that make it earlier: first those that reach the day, the cheapest first, then
    /// those that come nearest.
    pub options: Vec<Tried>,
    /// Where none is enough alone, the cheapest pairs that are.
    pub pairs: Vec<Tried>,
    /// The work that drives it, and by how much it would be earlier without; most first.
    pub drags: Vec<Drag>,
    /// How many changes were not tried.
    pub levers_left_out: usize,
    /// How many changes were not tried in pairs.
    pub left_out_of_pairs: usize,
    /// How many milestones all trials dated.
    pub visits: usize,
}

/// By how much a milestone holds the target up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drag {
    pub milestone: MilestoneId,
    /// By how much the target is earlier if one day is left of its work; `None` where a date that
    /// somebody entered decides when it finishes.
    pub earlier: Option<Lateness>,
}

/// Returns the milestone or program to recover if nobody names one: the firm promise whose forecast
/// is the most behind it or, without any, the other one; not where the promised day has passed.
pub fn most_late(assessment: &Assessment<'_>) -> Option<(PromiseHolder, Day)> {
    let workspace = assessment.workspace;
    let milestones = workspace.milestone_ids().filter(|id| workspace.milestone(*id).is_unfinished());
    let of_milestones = milestones.filter_map(|id| {
        let due = workspace.milestone(id).promise.due?;
        Some((workspace.milestone(id).firm, PromiseHolder::Milestone(id), due))
    });
    let of_programs = workspace
        .program_ids()
        .filter_map(|id| Some((false, PromiseHolder::Program(id), workspace.program(id).promise.due?)));
    let late = of_milestones.chain(of_programs).filter_map(|(firm, holder, due)| {
        let finish = forecast(assessment, holder).filter(|finish| *finish > due)?;
        // No change finishes anything in the past.
        let has_passed = due < assessment.as_of();
        let late = Lateness::new(holder.lateness_calendar(workspace), due, finish);
        Some((holder, due, (has_passed, !firm, Reverse(late), holder.full_id(workspace))))
    });
    late.min_by_key(|(.., rank)| *rank).map(|(holder, due, _)| (holder, due))
}

/// Returns the promise of a milestone or program: of a finish without its own, that of its program,
/// and of a program without, that of its finish.
pub fn promise(assessment: &Assessment<'_>, holder: PromiseHolder) -> Option<Day> {
    let workspace = assessment.workspace;
    let of_milestone = |id: MilestoneId| workspace.milestone(id).promise.due;
    let of_program = |id: ProgramId| workspace.program(id).promise.due;
    match holder {
        PromiseHolder::Milestone(id) => {
            let program = workspace.milestone(id).program;
            of_milestone(id).or_else(|| of_program(program).filter(|_| assessment.is_finish(id)))
        }
        PromiseHolder::Program(id) => {
            of_program(id).or_else(|| of_milestone(assessment.finish_milestone(id)?))
        }
    }
}

/// Returns the forecast finish of a milestone or program; `None` if it is done.
pub fn forecast(assessment: &Assessment<'_>, holder: PromiseHolder) -> Option<Day> {
    let is_open = |id: &MilestoneId| assessment.workspace.milestone(*id).is_unfinished();
    match holder {
        PromiseHolder::Milestone(id) => {
            Some(id).filter(is_open).and_then(|id| assessment.schedule.dates.finish(id)).map(Instant::day)
        }
        PromiseHolder::Program(id) => {
            let finish = assessment.schedule.finish(id);
            finish.forecast.filter(|_| finish.milestones.iter().any(is_open))
        }
    }
}

/// Returns what would bring a milestone or program to a day; `None` if it is done or has no date.
pub fn recover(assessment: &Assessment<'_>, target: PromiseHolder, by: Day) -> Option<Recovery> {
    let forecast = forecast(assessment, target)?;
    let short = Lateness::new(target.lateness_calendar(assessment.workspace), by, forecast);
    let mut found = Recovery {
        target,
        by,
        forecast,
        on_floor: OnFloor::in_plan(assessment, target),
        floor: floor(assessment, target),
        short,
        options: Vec::new(),
        pairs: Vec::new(),
        drags: Vec::new(),
        levers_left_out: 0,
        left_out_of_pairs: 0,
        visits: 0,
    };
    if forecast <= by {
        return Some(found);
    }
    let goal = Goal { target, by, forecast };
    let mut trying = Trying::new(assessment);
    let ways = ways::ways(assessment, target, by);
    let Options { list: mut options, idle, left_out } =
        options(assessment, &mut trying, goal, &ways, MOST_VISITS);
    found.levers_left_out = left_out;
    let mut pairs = Vec::new();
    if !options.iter().any(|tried| tried.reaches) {
        let promising: Vec<Pull> = options.iter().map(|tried| tried.pulls[0]).chain(idle).collect();
        let (cheapest, left_out) = pairs::cheapest(&mut trying, goal, &promising);
        found.left_out_of_pairs = left_out;
        pairs = cheapest
            .into_iter()
            .filter_map(|pair| tried(assessment, &mut trying, goal, pair.to_vec()))
            .collect();
        pairs.sort_by_key(|tried| (price(&tried.pulls), tried.finish));
    }
    for tried in options.iter_mut().take(FOLLOWED).chain(&mut pairs) {
        tried.next = Some(next(assessment, &mut trying, target, tried));
    }
    found.drags = drags(assessment, &mut trying, goal, &ways);
    (found.options, found.pairs, found.visits) = (options, pairs, trying.visits);
    Some(found)
}

/// Returns what would make a milestone earlier, each change on its own: by its promise if that is
/// to come and forecast to be missed; else by a day at all, and what wins most comes first.
pub fn earlier(assessment: &Assessment<'_>, id: MilestoneId) -> Options {
    let target = PromiseHolder::Milestone(id);
    let Some(forecast) = forecast(assessment, target) else { return Options::default() };
    let is_missed = |due: &Day| (assessment.as_of()..forecast).contains(due);
    let missed = promise(assessment, target).filter(is_missed);
    let goal = Goal { target, by: missed.unwrap_or(forecast.plus(-1)), forecast };
    let ways = ways::ways(assessment, target, goal.by);
    let mut found = options(assessment, &mut Trying::new(assessment), goal, &ways, MOST_VISITS_OF_EARLIER);
    if missed.is_none() {
        found.list.sort_by_key(|tried| (tried.finish, tried.pulls[0].lever.rank()));
    }
    found
}

/// Returns the floor on which a date stands or rests.
fn floor(assessment: &Assessment<'_>, target: PromiseHolder) -> Option<MilestoneId> {
    let is_floor = |id: &MilestoneId| assessment.forecast(*id).floor.is_some();
    match target {
        PromiseHolder::Milestone(id) => Some(id).filter(is_floor).or_else(|| assessment.floor_from(id)),
        PromiseHolder::Program(id) => {
            let ends = &assessment.schedule.finish(id).milestones;
            ends.iter().copied().find(is_floor).or_else(|| assessment.program_floor_from(id))
        }
    }
}

/// Returns what is critical for the target with some changes and is not without them, by the start
/// of its work, then by id.
fn next(
    assessment: &Assessment<'_>,
    trying: &mut Trying<'_>,
    target: PromiseHolder,
    tried: &Tried,
) -> Vec<MilestoneId> {
    let now = critical(assessment, target, assessment.floats(), |id| assessment.schedule.dates.finish(id));
    let trial = trying.pull(&tried.pulls);
    let then = critical(assessment, target, trial.floats(), |id| trial.dates().finish(id));
    let mut next: Vec<MilestoneId> = then.into_iter().filter(|id| !now.contains(id)).collect();
    next.sort_by_key(|id| (trial.dates().start(*id), &assessment.workspace.milestone(*id).full_id));
    next
}

/// Returns what drives a target, sorted.
fn critical(
    assessment: &Assessment<'_>,
    target: PromiseHolder,
    mut floats: crate::schedule::FloatsTo<'_>,
    finish: impl Fn(MilestoneId) -> Option<Instant>,
) -> Vec<MilestoneId> {
    let ends = ways::ends(assessment, target);
    let last = ends.iter().filter_map(|id| finish(*id)).max();
    floats.measure(ends.iter().filter_map(|id| Some((*id, last?))));
    let mut critical: Vec<MilestoneId> =
        floats.leading().filter(|id| floats.to_forecast(*id) == Some(0)).collect();
    critical.sort_unstable();
    critical
}

fn drags(
    assessment: &Assessment<'_>,
    trying: &mut Trying<'_>,
    goal: Goal,
    ways: &[MilestoneId],
) -> Vec<Drag> {
    let finish_now = |id| assessment.schedule.dates.finish(id);
    let critical = critical(assessment, goal.target, assessment.floats(), finish_now);
    let calendar = goal.target.lateness_calendar(assessment.workspace);
    let is_work = |id: &MilestoneId| assessment.schedule.inputs.task(*id).is_work;
    let mut drags = Vec::new();
    for id in ways.iter().copied().filter(|id| critical.binary_search(id).is_ok() && is_work(id)) {
        if trying.visits > 2 * MOST_VISITS {
            break;
        }
        let is_entered = assessment.schedule.dates.eta_is_valid(id);
        let all = Pull { milestone: id, lever: Lever::LessWork, dose: u32::MAX };
        let earlier = finish(trying.pull(&[all]), goal.target).filter(|_| !is_entered);
        let earlier = earlier.map(|earlier| Lateness::new(calendar, earlier, goal.forecast));
        drags.push(Drag { milestone: id, earlier });
    }
    drags
        .sort_by_key(|drag| (Reverse(drag.earlier), &assessment.workspace.milestone(drag.milestone).full_id));
    drags
}
