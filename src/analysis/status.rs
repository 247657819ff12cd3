//! The status of every program, and who needs a call.

use super::Assessment;
use super::cliffs::{self, CliffTo};
use super::kept::FirmOdds;
use super::needs::needs;
pub use super::needs::{Need, Problem, Subject, ask_overdue};
use super::overload::{self, Overload};
use super::quiet;
use super::selection::Selection;
use super::undated::{UndatedCause, without_date};
use crate::model::{MilestoneId, OwnerId, ProgramId};
use crate::schedule::Hold;
use crate::threads;
use crate::time::Day;
use std::collections::BTreeSet;

/// What `tpm status` reports.
#[derive(Debug)]
pub struct Status {
    /// The programs, worst first.
    pub programs: Vec<ProgramId>,
    /// Who needs a call, in order.
    pub needs: Vec<Need>,
    /// What is due on the as-of day, by id.
    pub due_today: Vec<MilestoneId>,
    /// What is due within the next week and not in `needs`, by date.
    pub due_soon: Vec<MilestoneId>,
    /// Who has too much to do, by owner and then by the first day.
    pub overloads: Vec<(OwnerId, Overload)>,
    /// The asks, by date; indices into the workspace's asks.
    pub asks: Vec<usize>,
    /// How many of the milestones are done.
    pub done: usize,
    /// How many milestones there are, without cancelled ones.
    pub live: usize,
    /// How many unfinished milestones have a calculated date.
    pub computed: usize,
    /// How many have a date that somebody entered: a due date or an eta.
    pub typed: usize,
    /// How many are quiet.
    pub quiet: usize,
    /// How many have no date.
    pub undated: usize,
    /// Milestones without a date for a reason of their own; those that leave most others undated
    /// first, then by id.
    pub without_date: Vec<UndatedCause>,
    /// The cliffs with little float, the nearest first.
    pub cliffs: Vec<CliffTo>,
    /// How often the firm promises are kept, if that was asked.
    pub odds: Option<FirmOdds>,
}

/// The days ahead that "due by" looks.
pub const DUE_WITHIN: i32 = 7;

/// Returns the status of what was selected.
pub fn analyze(assessment: &Assessment<'_>, selection: &Selection) -> Status {
    let workspace = assessment.workspace;
    let as_of = assessment.as_of();
    let selected = workspace.milestone_ids().filter(|id| selection.has(*id));
    let unfinished: Vec<MilestoneId> =
        selected.filter(|id| workspace.milestone(*id).is_unfinished()).collect();
    let without_date = without_date(assessment, &unfinished);
    let is_large = workspace.milestones.len() >= threads::PIECE;
    let (needs, cliffs) = threads::both(
        is_large,
        || needs(assessment, selection, &without_date),
        || cliffs::near(assessment, selection).list,
    );
    let subjects: BTreeSet<Subject> = needs.iter().map(|need| need.subject).collect();
    let mut programs: Vec<ProgramId> = workspace
        .program_ids()
        .filter(|id| {
            let needs_someone = |milestone| subjects.contains(&Subject::Milestone(milestone));
            let milestones = &mut workspace.program(*id).milestone_ids();
            selection.shows_program(workspace, *id) || milestones.any(needs_someone)
        })
        .collect();
    programs.sort_by_key(|id| (assessment.program_health(*id).health, id.index()));
    let told = |id: MilestoneId| subjects.contains(&Subject::Milestone(id));
    let due_in = |id: &MilestoneId| {
        let milestone = workspace.milestone(*id);
        Some(milestone.promise.due.filter(|_| milestone.is_unfinished())?.since(as_of))
    };
    let selected = || workspace.milestone_ids().filter(|id| selection.has(*id));
    let mut due_today: Vec<MilestoneId> = selected().filter(|id| due_in(id) == Some(0)).collect();
    due_today.sort_by_key(|id| &workspace.milestone(*id).full_id);
    let soon = |id: &MilestoneId| due_in(id).is_some_and(|days| (1..=DUE_WITHIN).contains(&days));
    let mut due_soon: Vec<MilestoneId> = selected().filter(|id| soon(id) && !told(*id)).collect();
    due_soon.sort_by_key(|id| (workspace.milestone(*id).promise.due, &workspace.milestone(*id).full_id));
    let asked = |index: &usize| {
        let ask = &workspace.asks[*index];
        selection.has_matter(workspace, ask.program, ask.of, ask.unlocks.iter().copied())
    };
    let mut asks: Vec<usize> = (0..workspace.asks.len()).filter(asked).collect();
    asks.sort_by_key(|index| {
        let ask = &workspace.asks[*index];
        (ask.by.unwrap_or(Day::LAST), &ask.full_id)
    });
    let selected = workspace.milestone_ids().filter(|id| selection.has(*id));
    let live: Vec<MilestoneId> = selected.filter(|id| workspace.milestone(*id).is_live()).collect();
    let dated: Vec<MilestoneId> =
        unfinished.iter().copied().filter(|id| assessment.forecast(*id).finish.is_some()).collect();
    let typed = dated.iter().filter(|id| is_typed(assessment, **id)).count();
    Status {
        programs,
        due_today,
        due_soon,
        overloads: overloads(assessment, selection),
        asks,
        done: live.iter().filter(|id| workspace.milestone(**id).done.is_some()).count(),
        live: live.len(),
        computed: dated.len() - typed,
        typed,
        quiet: unfinished.iter().filter(|id| quiet::days(&assessment.schedule, **id).is_some()).count(),
        undated: unfinished.len() - dated.len(),
        without_date,
        cliffs,
        odds: None,
        needs,
    }
}

/// Returns where selected people have too much to do with something that is selected.
fn overloads(assessment: &Assessment<'_>, selection: &Selection) -> Vec<(OwnerId, Overload)> {
    let of_owner = |(owner, overloads): (OwnerId, Vec<Overload>)| {
        let is_selected = selection.people().is_none_or(|people| people.contains(&owner));
        overloads.into_iter().filter(move |_| is_selected).map(move |overload| (owner, overload))
    };
    let all = overload::of_all(assessment).into_iter().flat_map(of_owner);
    all.filter(|(_, overload)| overload.milestones().any(|id| selection.has(id))).collect()
}

/// Whether a milestone's date was entered (`eta` or `due`) rather than calculated.
pub fn is_typed(assessment: &Assessment<'_>, id: MilestoneId) -> bool {
    assessment.schedule.holds(id).iter().any(|hold| matches!(hold, Hold::Eta | Hold::Due))
}
