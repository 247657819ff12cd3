//! What the head would be without some of the edits: they are taken back in its documents, and everything is
//! scheduled anew.

use super::edit::{Edit, Finder, Undo};
use super::effect::{Finds, judgements};
use super::fields::PROGRESS;
use super::revert::Reverting;
use crate::analysis::Assessment;
use crate::finding::Findings;
use crate::graph::Network;
use crate::model::AsOf;
use crate::schedule::{Dates, Inputs, Plan, forecast_finish, forward};
use crate::syntax::Nature;
use crate::time::{Day, Instant};
use std::collections::{BTreeMap, BTreeSet};

/// Edits that are taken back together: what is said in one go, and what one cannot be without.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Unit {
    /// Indices of edits.
    pub(super) edits: Vec<usize>,
}

/// Forecasts by milestone and by program of the head; none where there is none, or it is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Forecasts {
    pub(super) milestones: Vec<Option<Day>>,
    pub(super) programs: Vec<Option<Day>>,
}

/// Tries what the head would be without some edits, as often as it may.
pub(super) struct Trials<'s> {
    reverting: Reverting<'s>,
    edits: &'s [Edit],
    as_of: AsOf,
    names: BTreeMap<&'s str, usize>,
    /// What the head is.
    pub(super) head: Forecasts,
    /// How many more may be tried.
    left: usize,
}

/// How many times the head is scheduled anew at most.
const MOST: usize = 400;

/// How many milestones are scheduled anew at most, over all trials.
const MOST_MILESTONES: usize = 500_000;

impl<'s> Trials<'s> {
    pub(super) fn new(finder: &'s Finder<'s>, edits: &'s [Edit], as_of: AsOf) -> Self {
        let workspace = finder.head.workspace();
        let assessment = finder.head.assessment;
        let milestones = workspace.milestone_ids().map(|id| assessment.forecast(id).finish).collect();
        let programs = assessment.schedule.finishes.iter().map(|finish| finish.forecast).collect();
        let ids = workspace.milestones.iter().map(|milestone| milestone.full_id.as_str());
        Self {
            reverting: Reverting::new(finder),
            edits,
            as_of,
            names: ids.zip(0..).collect(),
            head: Forecasts { milestones, programs },
            left: MOST.min(MOST_MILESTONES / workspace.milestones.len().max(1)),
        }
    }

    /// Returns how many more may be tried.
    pub(super) fn left(&self) -> usize {
        self.left
    }

    /// Returns the forecasts of the head without some units; nothing where it cannot be without them, or no
    /// more may be tried.
    pub(super) fn without<'u>(&mut self, units: impl IntoIterator<Item = &'u Unit>) -> Option<Forecasts> {
        self.left = self.left.checked_sub(1)?;
        let edits: BTreeSet<usize> = units.into_iter().flat_map(|unit| unit.edits.iter().copied()).collect();
        let edits: Vec<&Edit> = edits.into_iter().map(|at| &self.edits[at]).collect();
        let kept = self.reverting.revert(&edits);
        let forecasts = self.scheduled();
        self.reverting.restore(kept);
        forecasts
    }

    /// Returns what is judged of the head without some edits, and found in it: nothing of it a day or a number that
    /// stands in a plan itself.
    pub(super) fn judged(&mut self, edits: &BTreeSet<usize>, finds: Finds<'_>) -> Vec<String> {
        let edits: Vec<&Edit> = edits.iter().map(|at| &self.edits[*at]).collect();
        let kept = self.reverting.revert(&edits);
        let mut findings = Findings::default();
        let workspace = self.reverting.documents.lower(self.as_of, &mut findings);
        let network = Network::new(&workspace);
        let assessment = Assessment::new(&workspace, &network, self.as_of.day);
        let mut lines = judgements(&assessment);
        lines.extend(finds(&assessment));
        let findings = findings.sorted().into_iter();
        let mut findings: Vec<String> =
            findings.map(|one| format!("{}: {}", one.rule, one.message)).collect();
        findings.sort();
        lines.extend(findings);
        self.reverting.restore(kept);
        lines
    }

    fn scheduled(&self) -> Option<Forecasts> {
        let workspace = self.reverting.documents.lower(self.as_of, &mut Findings::default());
        let network = Network::new(&workspace);
        let inputs = Inputs::new(&workspace, self.as_of.day);
        let mut dates = Dates::new(network.len());
        forward(Plan { network: &network, calendars: &workspace.calendars, inputs: &inputs }, &mut dates);
        let mut found = Forecasts {
            milestones: vec![None; self.head.milestones.len()],
            programs: vec![None; self.head.programs.len()],
        };
        let mut next = 0;
        let head = self.reverting.finder.head.workspace();
        for id in workspace.milestone_ids() {
            let name = workspace.milestone(id).full_id.as_str();
            let same = head.milestones.get(next).is_some_and(|milestone| milestone.full_id == name);
            let at = if same { Some(next) } else { self.names.get(name).copied() };
            let Some(at) = at else { continue };
            next = at + 1;
            found.milestones[at] = dates.finish(id).map(Instant::day);
            // What has a date in the head and none without an edit says that it cannot be without it.
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

/// Returns the edits that can move a date as units, in the order of the edits.
pub(super) fn units(finder: &Finder<'_>, edits: &[Edit]) -> Vec<Unit> {
    // What holds an edit together with others: equal keys are one unit.
    let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let (came, went) = (Structure::of(finder, edits, true), Structure::of(finder, edits, false));
    for (at, edit) in edits.iter().enumerate() {
        if edit.undo == Undo::Nothing || !edit.nature.moves_dates() {
            continue;
        }
        let subject = &edit.subject;
        let alone = format!("{at}");
        let whole = |at: usize| format!("{at}");
        let key = match &edit.undo {
            // A link to what came, or from what went, is part of that.
            Undo::Links(_, _, target) => {
                let other = if edit.before.is_none() { came.with(target) } else { None };
                let other = other.or_else(|| if edit.after.is_none() { went.with(target) } else { None });
                other.map_or(alone, whole)
            }
            Undo::Finish(..) => {
                let named = |value: &Option<super::Value>| value.as_ref().map(super::Value::text);
                let other = named(&edit.after).and_then(|name| came.with(&name));
                other.or_else(|| named(&edit.before).and_then(|name| went.with(&name))).map_or(alone, whole)
            }
            Undo::MilestoneKey(..) if edit.nature == Nature::Word && PROGRESS.contains(&edit.key) => {
                format!("progress of {}", subject.name())
            }
            // A window and a duration are two ways to say one thing.
            Undo::MilestoneKey(..) if matches!(edit.key, "start" | "duration") => {
                format!("length of {}", subject.name())
            }
            Undo::Shared(_) if subject.kind() == "freeze" => format!("{subject:?}"),
            _ => alone,
        };
        by_key.entry(key).or_default().push(at);
    }
    let mut units: Vec<Unit> = by_key.into_values().map(|edits| Unit { edits }).collect();
    units.sort_by(|a, b| a.edits.cmp(&b.edits));
    units
}

/// Which edit brought a milestone in, or took it out.
#[derive(Default)]
struct Structure<'s> {
    milestones: BTreeMap<&'s str, usize>,
    programs: BTreeMap<&'s str, usize>,
}

impl<'s> Structure<'s> {
    fn of(finder: &Finder<'s>, edits: &[Edit], came: bool) -> Self {
        let (base, head) = (finder.base.workspace(), finder.head.workspace());
        let mut found = Self::default();
        for (at, edit) in edits.iter().enumerate() {
            match edit.undo {
                Undo::MilestoneAdded(id) if came => {
                    found.milestones.insert(&head.milestone(id).full_id, at);
                }
                Undo::MilestoneRemoved(id) if !came => {
                    found.milestones.insert(&base.milestone(id).full_id, at);
                }
                Undo::ProgramAdded(id) if came => {
                    found.programs.insert(&head.program(id).id, at);
                }
                Undo::ProgramRemoved(id) if !came => {
                    found.programs.insert(&base.program(id).id, at);
                }
                _ => {}
            }
        }
        found
    }

    /// Returns the edit with which a milestone came or went.
    fn with(&self, full_id: &str) -> Option<usize> {
        let program = full_id.split_once('/').and_then(|(program, _)| self.programs.get(program));
        program.or_else(|| self.milestones.get(full_id)).copied()
    }
}
