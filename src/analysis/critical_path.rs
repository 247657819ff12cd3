//! The chain that leads to a finish, what stands behind it, and the float of the rest.

use super::Assessment;
use super::forecast::workdays_between;
use super::through::{Step, closest};
use crate::graph::LinkId;
use crate::model::{MilestoneId, ProgramId};
use crate::schedule::{Driver, FloatsTo, Hold};
use crate::time::Day;
use std::collections::BTreeSet;

/// One hop of a chain.
#[derive(Debug, Clone)]
pub struct Hop {
    pub milestone: MilestoneId,
    /// The link out of the hop before it by which it waits; for the first, the driving link out of what has
    /// happened, where there is one.
    pub link: Option<LinkId>,
    /// The links out of the cancelled milestones that lie between, nearest first: the first leads into this hop.
    pub via: Vec<LinkId>,
    /// How far that link lies before this hop's start, in working days; 0 where it drives.
    pub slack: i32,
    /// Whether that link drives.
    pub drives: bool,
    /// What else gives this hop its date.
    pub holds: Vec<Hold>,
}

/// A chain of milestones, first to last.
#[derive(Debug, Clone)]
pub struct Chain {
    /// The hops, in the order of time; the last is the one that was asked for.
    pub hops: Vec<Hop>,
    /// Whether every link of it drives: then it is the critical path. Otherwise it is the tightest chain.
    pub critical: bool,
}

/// A chain that becomes critical when the first ones get shorter.
#[derive(Debug, Clone)]
pub struct NextChain {
    /// Its working days behind the critical path: the float, towards the finish that was asked for, of the
    /// milestone where it joins.
    pub behind: i32,
    /// Its milestones that are not on an earlier chain, in the order of time.
    pub milestones: Vec<MilestoneId>,
    /// Where it joins an earlier chain.
    pub joins: MilestoneId,
}

/// What has no chain, as it has no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoForecast {
    /// A program without a forecast.
    Program(ProgramId),
    /// A milestone that was asked for.
    Milestone(MilestoneId),
}

impl NoForecast {
    /// Returns why it has none, in words.
    pub fn because<'a>(&self, assessment: &'a Assessment<'_>) -> &'a str {
        match *self {
            Self::Program(id) => {
                assessment.schedule.finish(id).undated_because.as_deref().unwrap_or_default()
            }
            Self::Milestone(id) => {
                let because = assessment.forecast(id).undated_because.as_deref();
                because.unwrap_or(&assessment.health(id).reason)
            }
        }
    }
}

/// How many unfinished milestones have how much total float.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NearCriticalBands {
    /// None left, or less.
    pub none: usize,
    /// 1 to 5 working days.
    pub week: usize,
    /// 6 to 20 working days.
    pub month: usize,
    /// More.
    pub more: usize,
}

/// What drives one finish.
#[derive(Debug, Clone)]
pub struct CriticalPath {
    /// The program whose finish it is; none for a milestone that was asked for.
    pub program: Option<ProgramId>,
    /// The milestone at the end of the chain.
    pub finish: MilestoneId,
    /// The promise: of the program, or of the milestone that was asked for.
    pub due: Option<Day>,
    /// Working days behind it, of the milestone at the end; negative is early.
    pub against_due: Option<i32>,
    /// The chain to it.
    pub chain: Chain,
    /// What comes next behind it, closest first; at most three.
    pub next: Vec<NextChain>,
    /// The unfinished rest of the program: what is on none of these chains.
    pub bands: NearCriticalBands,
}

/// Returns the milestone whose chain is that of a program: of finishes that tie, one that is still to come. Nothing where
/// its finish cannot be told.
pub fn finish_of(assessment: &Assessment<'_>, program: ProgramId) -> Option<MilestoneId> {
    let finishes = &assessment.schedule.finish(program).milestones;
    let unfinished = |id: &&MilestoneId| assessment.workspace.milestone(**id).is_unfinished();
    finishes.iter().find(unfinished).or_else(|| finishes.first()).copied()
}

/// Returns the critical path of a program, or nothing where its finish cannot be told; `floats` are those of the assessment,
/// towards anything.
pub fn of_program(
    assessment: &Assessment<'_>,
    floats: &mut FloatsTo<'_>,
    program: ProgramId,
) -> Option<CriticalPath> {
    let mut path = to(assessment, floats, finish_of(assessment, program)?)?;
    path.program = Some(program);
    path.due = assessment.workspace.program(program).promise.due;
    let base = assessment.workspace.base(path.finish);
    let dates = path.due.zip(assessment.forecast(path.finish).finish);
    path.against_due = dates.map(|(due, finish)| workdays_between(base, due, finish));
    let next = path.next.iter().flat_map(|next| next.milestones.iter().copied());
    let told: BTreeSet<MilestoneId> = path.chain.hops.iter().map(|hop| hop.milestone).chain(next).collect();
    let rest = assessment.workspace.program(program).milestone_ids().filter(|id| !told.contains(id));
    for float in rest.filter_map(|id| assessment.schedule.total_float(id)) {
        let band = match float {
            ..=0 => &mut path.bands.none,
            1..=5 => &mut path.bands.week,
            6..=20 => &mut path.bands.month,
            _ => &mut path.bands.more,
        };
        *band += 1;
    }
    Some(path)
}

/// Returns the chain that leads to any milestone that has a date.
pub fn to(
    assessment: &Assessment<'_>,
    floats: &mut FloatsTo<'_>,
    finish: MilestoneId,
) -> Option<CriticalPath> {
    let forecast = assessment.schedule.dates.finish(finish)?;
    let chain = chain(assessment, finish);
    floats.measure(std::iter::once((finish, forecast)));
    let next = next_chains(assessment, &chain, floats);
    Some(CriticalPath {
        program: None,
        finish,
        due: assessment.workspace.milestone(finish).promise.due,
        against_due: assessment.forecast(finish).against_due,
        chain,
        next,
        bands: NearCriticalBands::default(),
    })
}

/// Walks back from a milestone, through what is cancelled: along the driving link of the unfinished predecessor
/// with the least total float, then the smallest id; where none drives, along the one with the least slack.
pub fn chain(assessment: &Assessment<'_>, finish: MilestoneId) -> Chain {
    let mut hops = Vec::new();
    let mut at = finish;
    let mut critical = true;
    loop {
        let step = back(assessment, at);
        let drives = step.is_none_or(|step| step.drives);
        critical &= drives;
        // What is done, or the start of what has started, ends the chain and is shown with its last hop.
        let (via, link) = match step {
            Some(step) => {
                let (via, link) = assessment.through.via(&assessment.schedule, step);
                (via, Some(link))
            }
            None => (Vec::new(), past_driver(assessment, at)),
        };
        let slack = step.map_or(0, |step| step.slack);
        hops.push(Hop { milestone: at, link, via, slack, drives, holds: holds(assessment, at) });
        match step {
            Some(step) => at = step.from,
            None => break,
        }
    }
    hops.reverse();
    Chain { hops, critical }
}

/// Returns the driving link that comes out of what is done, or out of the start of what has started: the
/// first by id.
fn past_driver(assessment: &Assessment<'_>, at: MilestoneId) -> Option<LinkId> {
    let driving = assessment.schedule.driving_links(at);
    driving.min_by_key(|link| {
        (&assessment.workspace.milestone(assessment.network.link(*link).from).full_id, *link)
    })
}

fn back(assessment: &Assessment<'_>, at: MilestoneId) -> Option<Step> {
    if !assessment.workspace.milestone(at).is_unfinished() {
        return None;
    }
    closest(&assessment.schedule, &assessment.through, at)
}

fn holds(assessment: &Assessment<'_>, id: MilestoneId) -> Vec<Hold> {
    let drivers = assessment.schedule.drivers(id);
    let holds = drivers.into_iter().filter_map(|driver| match driver {
        Driver::Hold(hold) => Some(hold),
        Driver::Link(_) => None,
    });
    holds.collect()
}

/// Returns the chains that come next: each joins an earlier one by the milestone with the least float towards
/// the finish, and runs back from there as [`chain`] does.
fn next_chains(assessment: &Assessment<'_>, first: &Chain, floats: &FloatsTo<'_>) -> Vec<NextChain> {
    let mut told: BTreeSet<MilestoneId> = first.hops.iter().map(|hop| hop.milestone).collect();
    let mut chains = Vec::new();
    while chains.len() < 3 {
        let Some((behind, from, joins)) = closest_entry(assessment, &told, floats) else { break };
        let walked = chain(assessment, from);
        let milestones: Vec<MilestoneId> =
            walked.hops.iter().map(|hop| hop.milestone).filter(|id| !told.contains(id)).collect();
        told.extend(&milestones);
        chains.push(NextChain { behind, milestones, joins });
    }
    chains
}

/// Returns the unfinished milestone outside the told chains that enters one of them with the least float, that
/// float, and where it enters.
fn closest_entry(
    assessment: &Assessment<'_>,
    told: &BTreeSet<MilestoneId>,
    floats: &FloatsTo<'_>,
) -> Option<(i32, MilestoneId, MilestoneId)> {
    let into = told.iter().flat_map(|id| assessment.network.predecessors(*id));
    let entries = into.filter_map(|link| {
        let step = assessment.through.step(&assessment.schedule, link)?;
        let open = !told.contains(&step.from);
        Some((floats.get(step.from).filter(|_| open)?, step.from, link))
    });
    let name = |id: MilestoneId| &assessment.workspace.milestone(id).full_id;
    let joins = |link: LinkId| assessment.network.link(link).to;
    let first = entries.min_by_key(|(float, from, link)| (*float, name(*from), name(joins(*link)), *link));
    first.map(|(float, from, link)| (float, from, joins(link)))
}
