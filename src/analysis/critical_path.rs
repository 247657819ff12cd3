//! The chain that leads to a finish, the chains next behind it, and the float of the rest.

use super::Assessment;
use super::lateness::Lateness;
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
    /// The link from the previous hop; for the first hop, the driving link from something done or
    /// started, if there is one.
    pub link: Option<LinkId>,
    /// The links out of the cancelled milestones in between, nearest first: the first leads into
    /// this hop.
    pub via: Vec<LinkId>,
    /// Working days from that link's bound to this hop's start; 0 if it drives.
    pub slack: i32,
    /// Whether that link drives.
    pub drives: bool,
    /// The constraints that decide this hop's date.
    pub holds: Vec<Hold>,
}

/// A chain of milestones, first to last.
#[derive(Debug, Clone)]
pub struct Chain {
    /// The hops, first to last; the last is the milestone the chain leads to.
    pub hops: Vec<Hop>,
    /// Whether every link drives: then it is the critical path, otherwise the tightest chain.
    pub critical: bool,
}

/// A chain that becomes critical when the first ones get shorter.
#[derive(Debug, Clone)]
pub struct NextChain {
    /// How many working days it is behind the critical path: the float to that finish of the
    /// milestone that joins it.
    pub behind: i32,
    /// Its milestones that are not on an earlier chain, first to last.
    pub milestones: Vec<MilestoneId>,
    /// Where it joins an earlier chain.
    pub joins: MilestoneId,
}

/// Something without a chain, because it has no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoForecast {
    /// A program without a forecast.
    Program(ProgramId),
    /// A milestone named with `--to`.
    Milestone(MilestoneId),
}

impl NoForecast {
    /// Returns why it has no date, in words.
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

/// Counts of unfinished milestones by total float.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NearCriticalBands {
    /// No float, or negative float.
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
    /// The program whose finish it is; none for a milestone named with `--to`.
    pub program: Option<ProgramId>,
    /// The milestone at the end of the chain.
    pub finish: MilestoneId,
    /// The promise of the program, or of the milestone named with `--to`.
    pub due: Option<Day>,
    /// Working days late against `due`, in the base calendar of `finish`; negative is early.
    pub against_due: Option<Lateness>,
    /// The chain to it.
    pub chain: Chain,
    /// The next chains behind it, closest first; at most three.
    pub next: Vec<NextChain>,
    /// The program's unfinished milestones that are on none of these chains.
    pub bands: NearCriticalBands,
}

/// Returns the milestone at the end of a program's chain: among tied finishes, an unfinished one.
/// `None` if the finish is unknown.
pub fn finish_of(assessment: &Assessment<'_>, program: ProgramId) -> Option<MilestoneId> {
    let finishes = &assessment.schedule.finish(program).milestones;
    let unfinished = |id: &&MilestoneId| assessment.workspace.milestone(**id).is_unfinished();
    finishes.iter().find(unfinished).or_else(|| finishes.first()).copied()
}

/// Returns the critical path of a program, or `None` if its finish is unknown. `floats` belong to
/// the assessment and are measured anew.
pub fn of_program(
    assessment: &Assessment<'_>,
    floats: &mut FloatsTo<'_>,
    program: ProgramId,
) -> Option<CriticalPath> {
    let mut path = to(assessment, floats, finish_of(assessment, program)?)?;
    path.program = Some(program);
    path.due = assessment.workspace.program(program).promise.due;
    let calendar = assessment.workspace.program_calendar(program);
    let dates = path.due.zip(assessment.forecast(path.finish).finish);
    path.against_due = dates.map(|(due, finish)| Lateness::new(calendar, due, finish));
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

/// Returns the chain that leads to a milestone; `None` if it has no date.
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

/// Walks back from a milestone, through cancelled ones. Each step takes the driving link from the
/// unfinished predecessor with the least total float, then the smallest id; if no link drives, the
/// link with the least slack.
pub fn chain(assessment: &Assessment<'_>, finish: MilestoneId) -> Chain {
    let mut hops = Vec::new();
    let mut at = finish;
    let mut critical = true;
    loop {
        let step = back(assessment, at);
        let drives = step.is_none_or(|step| step.drives);
        critical &= drives;
        // A done milestone, or the start of a started one, ends the chain and is shown with the
        // first hop.
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

/// Returns the driving link from something done, or from the start of something started: the first
/// by id.
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

/// Returns the next chains. Each joins an earlier one at the milestone with the least float to the
/// finish, and runs back from there as [`chain`] does.
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

/// Returns, among the unfinished milestones outside the chains in `told` that lead into one, the
/// one with the least float: that float, the milestone, and the one it leads into.
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
