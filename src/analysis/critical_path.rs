//! The chain that leads to a finish, the chains next behind it, and the float of the rest.

use super::Assessment;
use super::chains::{Chain, Chains};
use super::lateness::Lateness;
use super::undated;
use crate::model::{MilestoneId, ProgramId};
use crate::time::Day;
use std::collections::BTreeSet;

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
    pub fn because(&self, assessment: &Assessment<'_>) -> String {
        match *self {
            Self::Program(id) => {
                let finish = assessment.schedule.finish(id);
                let because = finish.undated_because.as_deref().unwrap_or_default();
                match finish.undated {
                    Some(id) => format!("{because}: {}", undated::because(assessment, id)),
                    None => because.to_owned(),
                }
            }
            Self::Milestone(id) if assessment.workspace.milestone(id).is_live() => {
                undated::because(assessment, id)
            }
            Self::Milestone(id) => assessment.health(id).reason.clone(),
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
    /// The chains to it, the tightest first: the first one is the critical path.
    pub chains: Vec<Chain>,
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

/// Returns the critical path of a program, or `None` if its finish is unknown.
pub fn of_program(
    assessment: &Assessment<'_>,
    chains: &mut Chains<'_>,
    program: ProgramId,
) -> Option<CriticalPath> {
    let mut path = to(assessment, chains, finish_of(assessment, program)?)?;
    path.program = Some(program);
    path.due = assessment.workspace.program(program).promise.due;
    let calendar = assessment.workspace.program_calendar(program);
    let dates = path.due.zip(assessment.forecast(path.finish).finish);
    path.against_due = dates.map(|(due, finish)| Lateness::new(calendar, due, finish));
    let hops = path.chains.iter().flat_map(|chain| &chain.hops);
    let told: BTreeSet<MilestoneId> = hops.map(|hop| hop.milestone).collect();
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

/// Returns the chains that lead to a milestone; `None` if it has no date.
pub fn to(assessment: &Assessment<'_>, chains: &mut Chains<'_>, finish: MilestoneId) -> Option<CriticalPath> {
    assessment.schedule.dates.finish(finish)?;
    Some(CriticalPath {
        program: None,
        finish,
        due: assessment.workspace.milestone(finish).promise.due,
        against_due: assessment.forecast(finish).against_due,
        chains: chains.to(finish),
        bands: NearCriticalBands::default(),
    })
}
