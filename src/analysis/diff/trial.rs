//! Schedules the head without some of the edits.

use super::edit::Edit;
use super::finder::Finder;
use super::groups::EditGroup;
use super::take_back::TakeBack;
use crate::analysis::Assessment;
use crate::finding::Findings;
use crate::graph::Network;
use crate::model::{AsOf, MilestoneId, ProgramId};
use crate::schedule::{Dates, Inputs, Plan, forecast_finish, forward};
use crate::time::{Day, Instant};
use std::collections::{BTreeMap, BTreeSet};

/// A milestone or program of the head whose forecast is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ForecastOf {
    Milestone(MilestoneId),
    Program(ProgramId),
}

impl ForecastOf {
    pub(super) fn of(self, forecasts: &Forecasts) -> Option<Day> {
        match self {
            Self::Milestone(id) => forecasts.milestones[id.index()],
            Self::Program(id) => forecasts.programs[id.index()],
        }
    }
}

/// Forecasts by milestone and by program of the head; none if it has no forecast or does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Forecasts {
    pub(super) milestones: Vec<Option<Day>>,
    pub(super) programs: Vec<Option<Day>>,
}

/// The result of one trial: the forecasts that changed.
pub(super) struct Tried {
    pub(super) group: EditGroup,
    pub(super) changed: BTreeMap<ForecastOf, Option<Day>>,
}

/// Runs trials of the head without some edits, within a budget.
pub(super) struct Trials<'s> {
    finder: &'s Finder<'s>,
    taking_back: TakeBack<'s>,
    edits: &'s [Edit],
    as_of: AsOf,
    names: BTreeMap<&'s str, usize>,
    /// The forecasts of the unchanged head.
    pub(super) head: Forecasts,
    /// How many trials are left.
    left: usize,
}

/// Trials, at most.
const MOST: usize = 400;

/// Milestones scheduled over all trials, at most.
const MOST_MILESTONES: usize = 500_000;

impl<'s> Trials<'s> {
    pub(super) fn new(finder: &'s Finder<'s>, edits: &'s [Edit], as_of: AsOf) -> Self {
        let workspace = finder.head.workspace();
        let assessment = finder.head.assessment;
        let milestones = workspace.milestone_ids().map(|id| assessment.forecast(id).finish).collect();
        let programs = assessment.schedule.finishes.iter().map(|finish| finish.forecast).collect();
        let ids = workspace.milestones.iter().map(|milestone| milestone.full_id.as_str());
        Self {
            finder,
            taking_back: TakeBack::new(finder),
            edits,
            as_of,
            names: ids.zip(0..).collect(),
            head: Forecasts { milestones, programs },
            left: MOST.min(MOST_MILESTONES / workspace.milestones.len().max(1)),
        }
    }

    /// Returns how many trials are left.
    pub(super) fn left(&self) -> usize {
        self.left
    }

    /// Returns the forecasts of the head without some groups of edits; none if the head cannot do
    /// without them, or no trials are left.
    pub(super) fn without<'g>(
        &mut self,
        groups: impl IntoIterator<Item = &'g EditGroup>,
    ) -> Option<Forecasts> {
        self.left = self.left.checked_sub(1)?;
        let edits: BTreeSet<usize> =
            groups.into_iter().flat_map(|group| group.edits.iter().copied()).collect();
        let edits: Vec<&Edit> = edits.into_iter().map(|at| &self.edits[at]).collect();
        let kept = self.taking_back.take_back(&edits);
        let forecasts = self.scheduled();
        self.taking_back.restore(kept);
        forecasts
    }

    /// Applies `judge` to the head without some edits.
    pub(super) fn judged<T>(
        &mut self,
        edits: &BTreeSet<usize>,
        judge: impl FnOnce(&Assessment<'_>, Findings) -> T,
    ) -> T {
        let edits: Vec<&Edit> = edits.iter().map(|at| &self.edits[*at]).collect();
        let kept = self.taking_back.take_back(&edits);
        let mut findings = Findings::default();
        let workspace = self.taking_back.documents.lower(self.as_of, &mut findings);
        let network = Network::new(&workspace);
        let judged = judge(&Assessment::new(&workspace, &network, self.as_of.day), findings);
        self.taking_back.restore(kept);
        judged
    }

    fn scheduled(&self) -> Option<Forecasts> {
        let workspace = self.taking_back.documents.lower(self.as_of, &mut Findings::default());
        let network = Network::new(&workspace);
        let inputs = Inputs::new(&workspace, self.as_of.day);
        let mut dates = Dates::new(network.len());
        forward(Plan { network: &network, calendars: &workspace.calendars, inputs: &inputs }, &mut dates);
        let mut found = Forecasts {
            milestones: vec![None; self.head.milestones.len()],
            programs: vec![None; self.head.programs.len()],
        };
        let mut next = 0;
        let head = self.finder.head.workspace();
        for id in workspace.milestone_ids() {
            let name = workspace.milestone(id).full_id.as_str();
            let same = head.milestones.get(next).is_some_and(|milestone| milestone.full_id == name);
            let at = if same { Some(next) } else { self.names.get(name).copied() };
            let Some(at) = at else { continue };
            next = at + 1;
            found.milestones[at] = dates.finish(id).map(Instant::day);
            // If a milestone loses its date without an edit, the head cannot do without that edit.
            let is_live = workspace.milestone(id).is_live();
            if found.milestones[at].is_none() && self.head.milestones[at].is_some() && is_live {
                return None;
            }
        }
        for program in &workspace.programs {
            if let Ok(at) = head.programs.binary_search_by(|other| other.id.cmp(&program.id)) {
                found.programs[at] = forecast_finish(&workspace, program, &dates);
            }
        }
        Some(found)
    }
}
