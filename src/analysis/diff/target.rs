//! The forecasts whose moves are shared out.

use super::finder::Finder;
use super::{Pair, Side};
use crate::calendar::Calendar;
use crate::model::{MilestoneId, Workspace};
use crate::schedule::PromiseHolder;
use crate::time::Day;
use std::collections::HashMap;

/// One of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target<'s> {
    pub(super) holder: PromiseHolder,
    /// Its full id in the head.
    pub(super) id: &'s str,
    /// The forecast in the head.
    pub(super) after: Day,
    /// The calendar in which its move is counted.
    pub(super) calendar: &'s Calendar,
}

/// The day of a target in one plan; the error is the players that take its date away.
pub(super) type Outcome = Result<Day, Vec<usize>>;

/// Returns every forecast that both sides have.
pub(super) fn all_targets<'s>(finder: &Finder<'s>) -> Vec<Target<'s>> {
    let holders = finder.matching.milestones().map(|pair| pair.holder());
    let holders = holders.chain(finder.matching.programs().map(|pair| pair.holder()));
    holders.filter_map(|pair| target(finder, pair)).collect()
}

/// Returns a forecast, if both sides have it.
pub(super) fn target<'s>(finder: &Finder<'s>, pair: Pair<PromiseHolder>) -> Option<Target<'s>> {
    let holder = pair.head()?;
    let days = pair.ask(finder.base, finder.head, Side::finish);
    let (before, after) = days.before.zip(days.after)?;
    let calendar = counted_in(finder, holder, after >= before)?;
    Some(Target { holder, id: finder.head.id(holder), after, calendar })
}

/// Returns the calendar in which a move is counted: that of the side with the later forecast.
fn counted_in<'s>(finder: &Finder<'s>, moved: PromiseHolder, is_later: bool) -> Option<&'s Calendar> {
    let calendars = finder.matching.pair(moved).ask(finder.base, finder.head, Side::calendar);
    if is_later { calendars.after } else { calendars.before }
}

/// The milestones of a workspace by full id.
pub(super) struct Names<'w>(HashMap<&'w str, MilestoneId>);

impl<'w> Names<'w> {
    pub(super) fn new(workspace: &'w Workspace) -> Self {
        Self(workspace.milestone_ids().map(|id| (workspace.milestone(id).full_id.as_str(), id)).collect())
    }

    pub(super) fn milestone(&self, id: &str) -> Option<MilestoneId> {
        self.0.get(id).copied()
    }
}
