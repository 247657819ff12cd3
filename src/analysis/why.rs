//! Why a milestone has its date: the chain of reasons, and what would move it.

use super::Assessment;
use super::critical_path::{Chain, Hop, NextChain, to};
use super::forecast::workdays_between;
use super::rest::{self, Rest};
use crate::calendar::Length;
use crate::model::MilestoneId;
use crate::schedule::{Dates, Hold, Inputs, Plan, forward};
use crate::source::Place;
use crate::time::{Day, Instant};

/// At most so many hops are tried for what a day less of them would do: those with the most left.
const TRIED: usize = 8;

/// Why a milestone has its date.
#[derive(Debug, Clone)]
pub struct Why {
    /// The milestone that was asked for.
    pub milestone: MilestoneId,
    /// The chain of reasons, in the order of time.
    pub reasons: Vec<Reason>,
    /// Whether every link of it drives.
    pub every_link_drives: bool,
    /// What comes next behind the chain.
    pub next: Vec<NextChain>,
    /// What would make it earlier, most first.
    pub levers: Vec<Lever>,
}

/// One hop of the chain, with what its dates are made of.
#[derive(Debug, Clone)]
pub struct Reason {
    /// The hop.
    pub hop: Hop,
    /// Where its work, or what is left of it, begins.
    pub begins: Option<Day>,
    /// Where it ends.
    pub ends: Option<Day>,
    /// Days off between what it waits for and where it begins.
    pub before: Vec<Rest>,
    /// Days off inside what is left of its work.
    pub inside: Vec<Rest>,
    /// The working day that it just missed, where its next one is far away.
    pub missed: Option<Missed>,
    /// Where the link by which it waits stands.
    pub link_origin: Option<Place>,
}

/// A working day that was missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missed {
    /// The last working day before what it waits for was there.
    pub slot: Option<Day>,
    /// The next one, on which it begins.
    pub next: Day,
    /// How many civil days lie between what it waits for and the next one.
    pub days: i32,
}

/// Something that could be changed, and what that would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lever {
    /// Where.
    pub milestone: MilestoneId,
    /// What.
    pub change: Change,
    /// When the milestone that was asked for would then finish.
    pub finish: Day,
    /// How much earlier that is, in its base working days.
    pub earlier: i32,
}

/// A change that is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// One day less to work.
    OneDayLess,
    /// Its owner expects it a working day earlier.
    EarlierEta,
    /// What holds it, gone.
    Without(Hold),
}

/// Returns why a milestone has its date; nothing where it has none.
pub fn of(assessment: &Assessment<'_>, id: MilestoneId) -> Option<Why> {
    let path = to(assessment, &mut assessment.floats(), id)?;
    let reasons = path.chain.hops.iter().map(|hop| reason(assessment, hop)).collect();
    let levers = levers(assessment, &path.chain, id);
    Some(Why { milestone: id, reasons, every_link_drives: path.chain.critical, next: path.next, levers })
}

fn reason(assessment: &Assessment<'_>, hop: &Hop) -> Reason {
    let id = hop.milestone;
    let dates = &assessment.schedule.dates;
    let begins = dates.remaining_start(id).or_else(|| dates.start(id));
    // What leads into the hop: the last of the links through what is cancelled.
    let into = hop.via.first().copied().or(hop.link);
    let bound = into.filter(|_| hop.drives).and_then(|link| assessment.schedule.bound(link));
    let gap = bound.zip(begins).map(|(bound, begins)| (bound.first_day_after(), begins.day()));
    let before = gap.map_or(Vec::new(), |(from, to)| rest::between(assessment, id, from, to.plus(-1)));
    Reason {
        hop: hop.clone(),
        begins: begins.map(Instant::day),
        ends: dates.finish(id).map(Instant::day),
        missed: gap.and_then(|(from, next)| missed(assessment, id, from, next)).filter(|_| before.is_empty()),
        before,
        inside: rest::inside(assessment, id),
        link_origin: hop.link.map(|link| assessment.network.link(link).origin),
    }
}

/// A calendar that works seldom: more than a weekend lies before its next day, and nothing takes days out.
fn missed(assessment: &Assessment<'_>, id: MilestoneId, from: Day, next: Day) -> Option<Missed> {
    let full = assessment.workspace.full(id);
    let days = next.since(from);
    (days > 3).then(|| Missed { slot: full.last_end(Instant::start_of(from)).map(Instant::day), next, days })
}

/// Returns what would make a milestone earlier, each change tried alone on the whole network.
fn levers(assessment: &Assessment<'_>, chain: &Chain, id: MilestoneId) -> Vec<Lever> {
    let Some(finish) = assessment.schedule.dates.finish(id).map(Instant::day) else { return Vec::new() };
    let workspace = assessment.workspace;
    let base = workspace.base(id);
    let mut dates = Dates::new(assessment.network.len());
    let mut inputs = assessment.schedule.inputs.clone();
    let mut levers = Vec::new();
    for (milestone, change) in changes(assessment, chain) {
        let before = inputs.tasks[milestone.index()];
        apply(assessment, &mut inputs, milestone, change);
        forward(Plan { inputs: &inputs, ..assessment.schedule.plan() }, &mut dates);
        inputs.tasks[milestone.index()] = before;
        let Some(changed) = dates.finish(id).map(Instant::day).filter(|changed| *changed < finish) else {
            continue;
        };
        levers.push(Lever {
            milestone,
            change,
            finish: changed,
            earlier: workdays_between(base, changed, finish),
        });
    }
    // Those that gain the most, in the order of the chain where they gain the same.
    levers.sort_by_key(|lever| lever.finish);
    levers
}

/// Returns the changes that are worth a try: a day less of the hops with the most left, and what holds any.
fn changes(assessment: &Assessment<'_>, chain: &Chain) -> Vec<(MilestoneId, Change)> {
    let mut longest: Vec<MilestoneId> = chain.hops.iter().map(|hop| hop.milestone).collect();
    let left = |id: &MilestoneId| assessment.schedule.inputs.task(*id).left.days;
    longest.retain(|id| left(id) > 1);
    longest.sort_by_key(|id| std::cmp::Reverse(left(id)));
    longest.truncate(TRIED);
    let mut changes = Vec::new();
    let mut held = 0;
    for hop in &chain.hops {
        let by_eta = hop.holds.contains(&Hold::Eta);
        if longest.contains(&hop.milestone) && !by_eta {
            changes.push((hop.milestone, Change::OneDayLess));
        }
        for hold in &hop.holds {
            let change = match hold {
                Hold::Eta => Change::EarlierEta,
                Hold::ProgramStart | Hold::NotBefore | Hold::BlockedUntil | Hold::Due => {
                    Change::Without(*hold)
                }
                Hold::DataDate | Hold::Actual => continue,
            };
            held += 1;
            if held <= TRIED {
                changes.push((hop.milestone, change));
            }
        }
    }
    changes
}

fn apply(assessment: &Assessment<'_>, inputs: &mut Inputs, id: MilestoneId, change: Change) {
    let full = assessment.workspace.full(id);
    let shorter = |length: Length| Length { days: length.days.saturating_sub(1).max(1), ..length };
    let task = &mut inputs.tasks[id.index()];
    match change {
        Change::OneDayLess => {
            task.left = shorter(task.left);
            task.duration = shorter(task.duration);
        }
        Change::EarlierEta => {
            let earlier = |eta: Day| full.last_end(Instant::start_of(eta)).map_or(eta, Instant::day);
            task.eta = task.eta.map(earlier);
        }
        Change::Without(Hold::NotBefore) => task.not_before = None,
        Change::Without(Hold::BlockedUntil) => task.blocked_until = None,
        Change::Without(Hold::ProgramStart) => task.program_start = None,
        Change::Without(Hold::Due) => task.stands_on = None,
        Change::Without(_) => {}
    }
}
