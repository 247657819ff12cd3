//! One page for each program: what the other reports say of it, chosen for people who read nothing
//! else. Nothing is calculated here.

use super::Assessment;
use super::chains::Chains;
use super::critical_path::finish_of;
use super::gantt::{self, Asked, By, Gantt, Only};
use super::handoff::{self, HandoffRow, Handoffs};
use super::health::Health;
use super::news::News;
use super::risk::RiskState;
use super::selection::{Labels, Named, Selection};
use super::slippage::{self, Reference, Slippage};
use super::status::Status;
use super::threat::{self, Threat};
use crate::model::{MilestoneId, ProgramId};
use crate::schedule::PromiseHolder;
use crate::time::Day;
use std::collections::BTreeSet;

/// How many risks a page has.
const RISKS: usize = 3;
/// How many handoffs a page has.
const HANDOFFS: usize = 3;
/// How many rows its picture has.
const ROWS: usize = 14;

/// The pages, and what is behind them.
#[derive(Debug)]
pub struct Brief<'a> {
    /// In the order of the status: worst first.
    pub pages: Vec<Page>,
    /// What is late against its current promise.
    pub slippage: Slippage<'a, 'static>,
    /// The milestones of all pages in one picture.
    pub picture: Gantt,
}

/// What a page says of one program.
#[derive(Debug)]
pub struct Page {
    pub program: ProgramId,
    /// Its health then, if that is known.
    pub was: Option<Health>,
    /// Its unfinished firm promises, by day.
    pub firm: Vec<MilestoneId>,
    /// Why its finish is late, as an index of [`Slippage::late`].
    pub late: Option<usize>,
    /// The critical path to its finish, first to last.
    pub path: Vec<MilestoneId>,
    /// What is asked for it, by day, so that overdue asks come first; indices of the workspace's
    /// asks.
    pub asks: Vec<usize>,
    /// The risks that cost most, in the order of `tpm risks`.
    pub risks: Vec<Threat>,
    /// How many more would cost something.
    pub more_risks: usize,
    /// The handoffs that come next, by day.
    pub handoffs: Vec<HandoffRow>,
    /// How many more there are.
    pub more_handoffs: usize,
    /// Its events and its finish.
    pub picture: Gantt,
}

/// Returns a page for each selected program. `status` is that of the selection, and `news` what is
/// new in it.
pub fn analyze<'a>(
    assessment: &'a Assessment<'_>,
    selection: &Selection,
    status: &Status,
    news: Option<&News>,
) -> Brief<'a> {
    let mut behind = Behind {
        assessment,
        slippage: slippage::analyze(assessment, Reference::Due),
        chains: Chains::new(assessment),
        handoffs: handoff::analyze(assessment),
        threats: threat::analyze(assessment),
    };
    let then = news.map_or(&[][..], |news| &news.programs);
    let programs = status.programs.iter().enumerate().filter(|(_, id)| selection.has_program(**id));
    let page = |(at, id): (usize, &ProgramId)| behind.page(*id, then.get(at).copied().flatten());
    let pages: Vec<Page> = programs.map(page).collect();
    Brief { pages, picture: picture(assessment, selection), slippage: behind.slippage }
}

/// The reports that pages are chosen from.
struct Behind<'a> {
    assessment: &'a Assessment<'a>,
    slippage: Slippage<'a, 'static>,
    chains: Chains<'a>,
    handoffs: Handoffs,
    threats: Vec<Threat>,
}

impl Behind<'_> {
    fn page(&mut self, id: ProgramId, was: Option<Health>) -> Page {
        let workspace = self.assessment.workspace;
        let mut named = Named::default();
        named.add_program(workspace, id);
        let own = Selection::new(workspace, Some(named), Labels::default());
        let finish = finish_of(self.assessment, id);
        let path = finish.and_then(|finish| self.chains.first(finish));
        let (risks, more_risks) = self.risks(id, &own);
        let (handoffs, more_handoffs) = self.handoffs(&own);
        Page {
            program: id,
            was,
            firm: self.firm(id),
            late: self.late(id),
            path: path.iter().flat_map(|path| &path.hops).map(|hop| hop.milestone).collect(),
            asks: self.asks(&own),
            risks,
            more_risks,
            handoffs,
            more_handoffs,
            picture: few(self.assessment, picture(self.assessment, &own)),
        }
    }

    fn firm(&self, id: ProgramId) -> Vec<MilestoneId> {
        let workspace = self.assessment.workspace;
        let is_firm = |id: &MilestoneId| {
            let milestone = workspace.milestone(*id);
            milestone.firm && milestone.is_unfinished() && milestone.promise.due.is_some()
        };
        let mut firm: Vec<MilestoneId> = workspace.program(id).milestone_ids().filter(is_firm).collect();
        firm.sort_by_key(|id| {
            let milestone = workspace.milestone(*id);
            (milestone.promise.due, &milestone.id)
        });
        firm
    }

    /// Returns the late promise of a program or, if that is kept or it has none, of its finish.
    fn late(&self, id: ProgramId) -> Option<usize> {
        let of = |holder: PromiseHolder| self.slippage.late.iter().position(|late| late.holder == holder);
        let finish = self.assessment.schedule.dated_finish(id);
        of(id.into()).or_else(|| of(finish?.into()))
    }

    fn asks(&self, own: &Selection) -> Vec<usize> {
        let workspace = self.assessment.workspace;
        let asked = |index: &usize| {
            let ask = &workspace.asks[*index];
            own.has_matter(workspace, ask.program, ask.of, ask.unlocks.iter().copied())
        };
        let mut asks: Vec<usize> = (0..workspace.asks.len()).filter(asked).collect();
        asks.sort_by_key(|index| {
            let ask = &workspace.asks[*index];
            (ask.by.unwrap_or(Day::LAST), &ask.full_id)
        });
        asks
    }

    /// Returns the risks of a program, and those of others that cost one of its promises something.
    fn risks(&self, id: ProgramId, own: &Selection) -> (Vec<Threat>, usize) {
        let hits = |threat: &Threat| threat.costs.iter().any(|cost| self.program(cost.promise) == id);
        let costs = |threat: &&Threat| {
            let may_cost = threat.risk.is_live() || threat.risk.state == RiskState::Occurred;
            let money = threat.risk.cost_exposure.is_some_and(|cost| cost > 0.0);
            may_cost && (!threat.costs.is_empty() || money)
        };
        let is_own = |threat: &&Threat| threat.risk.is_selected(self.assessment, own) || hits(threat);
        let all: Vec<&Threat> = self.threats.iter().filter(costs).filter(is_own).collect();
        (all.iter().take(RISKS).map(|threat| (*threat).clone()).collect(), all.len().saturating_sub(RISKS))
    }

    fn program(&self, promise: PromiseHolder) -> ProgramId {
        match promise {
            PromiseHolder::Program(id) => id,
            PromiseHolder::Milestone(id) => self.assessment.workspace.milestone(id).program,
        }
    }

    /// Returns the handoffs whose day comes first; of several that wait for the same, the tightest.
    fn handoffs(&self, own: &Selection) -> (Vec<HandoffRow>, usize) {
        let mut givers = BTreeSet::new();
        let selected = self.handoffs.list.iter().filter(|row| row.is_selected(self.assessment, own));
        let mut next: Vec<&HandoffRow> = selected.filter(|row| givers.insert(row.giver)).collect();
        // The tightest come first among those of a day.
        next.sort_by_key(|row| row.forecast.unwrap_or(Day::LAST));
        let more = next.len().saturating_sub(HANDOFFS);
        (next.into_iter().take(HANDOFFS).cloned().collect(), more)
    }
}

/// Returns the events and finishes of what is selected.
fn picture(assessment: &Assessment<'_>, selection: &Selection) -> Gantt {
    let only = Some(Only::Milestones);
    let asked = Asked { by: By::Program, only, from: None, to: None, links: false, baseline: None };
    gantt::analyze(assessment, selection, asked)
}

/// Leaves out what is done, the first first, then what begins last and is no finish, until few rows
/// are left.
fn few(assessment: &Assessment<'_>, mut picture: Gantt) -> Gantt {
    for group in &mut picture.groups {
        let mut excess = group.rows.len().saturating_sub(ROWS);
        let mut goes = |may: bool| {
            let goes = may && excess > 0;
            excess -= usize::from(goes);
            picture.left_out += usize::from(goes);
            goes
        };
        group.rows.retain(|row| !goes(row.is_done));
        group.rows.reverse();
        group.rows.retain(|row| !goes(!assessment.is_finish(row.milestone)));
        group.rows.reverse();
    }
    picture
}
