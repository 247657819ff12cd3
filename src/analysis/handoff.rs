//! Handoffs: what one owner hands over to another, when it is needed, and when it is promised.

use super::Assessment;
use super::forecast::Floor;
use super::lateness::Lateness;
use super::needed_by::{self, NeededBy, Unmoved};
use super::recover;
use super::selection::Selection;
use super::slippage::Reference;
use crate::graph::LinkId;
use crate::model::{MilestoneId, OwnerId};
use crate::schedule::{self, PromiseHolder, Until};
use crate::time::{Day, Instant};
use std::collections::BTreeSet;

/// An unfinished milestone of one owner that an unfinished milestone of another owner waits for.
#[derive(Debug, Clone)]
pub struct HandoffRow {
    /// What is handed over.
    pub giver: MilestoneId,
    /// What waits for it.
    pub receiver: MilestoneId,
    /// The link out of the giver.
    pub link: LinkId,
    /// The cancelled milestones between the two, nearest to the receiver first.
    pub via: Vec<MilestoneId>,
    /// Whether the link decides the receiver's date.
    pub drives: bool,
    /// The giver's forecast finish, or its start if the receiver waits for that.
    pub forecast: Option<Day>,
    /// Whether the forecast is a floor.
    pub is_floor: bool,
    /// Whether the forecast rests on a floor.
    pub rests_on_floor: bool,
    /// The giver's promise or, if it is its program's finish without one, the program's.
    pub promised: Option<Day>,
    /// The last day of handing over that keeps the promise for which it is needed, over all ways
    /// from the giver to it; without a promise, the last that moves nothing that waits for the
    /// giver.
    pub needed_by: Option<Day>,
    /// The same, extended over the days off that follow.
    at_the_latest: Option<Day>,
    /// The promise that it is needed for; none if it is needed for the receiver's forecast.
    pub needed_for: Option<PromiseHolder>,
    /// The last day that keeps it on the receiver's own way; later than `needed_by` where another
    /// one that waits for the giver needs it sooner.
    pub receiver_needs_by: Option<Day>,
    /// By how much that promise is forecast to be missed or, if negative, to be kept.
    pub variance: Option<Lateness>,
    /// The last day of handing over that does not move the receiver.
    pub moves_after: Option<Day>,
    /// Base working days of the giver from `forecast` to `needed_by`; negative is too late.
    pub gap: Option<i32>,
    /// The same from `promised`.
    pub promised_gap: Option<i32>,
}

impl HandoffRow {
    /// Whether the forecast is after the last day in time, days off included.
    pub fn is_too_late(&self) -> bool {
        self.forecast.zip(self.at_the_latest).is_some_and(|(forecast, latest)| forecast > latest)
    }

    /// Whether the promise is after that day, if another promise needs it.
    pub fn is_promised_too_late(&self) -> bool {
        self.needed_for.is_some()
            && self.promised.zip(self.at_the_latest).is_some_and(|(promised, latest)| promised > latest)
    }

    /// Whether it has at most this many working days to spare, or nobody can tell.
    pub fn is_within(&self, workdays: i32) -> bool {
        self.is_promised_too_late() || self.gap.is_none_or(|gap| gap <= workdays)
    }

    /// Whether one of its ends is selected. People who are selected because a block is theirs to
    /// clear delay what waits for the blocked milestone; they do not receive what it waits for.
    pub fn is_selected(&self, assessment: &Assessment<'_>, selection: &Selection) -> bool {
        let receives = selection.people().is_none_or(|people| is_of(assessment, people, self.receiver));
        selection.has(self.giver) || selection.has(self.receiver) && receives
    }
}

fn is_of(assessment: &Assessment<'_>, people: &BTreeSet<OwnerId>, id: MilestoneId) -> bool {
    assessment.workspace.milestone(id).owner.is_some_and(|owner| people.contains(&owner))
}

/// All handoffs, and the links that could not be one.
#[derive(Debug, Clone, Default)]
pub struct Handoffs {
    /// By gap, tightest first; then by promised gap, day needed, giver, receiver, the milestone the
    /// giver's link leads to, and link. Those without a gap are last.
    pub list: Vec<HandoffRow>,
    /// Both ends of each link of which only one end has an owner.
    pub without_owner: Vec<(MilestoneId, MilestoneId)>,
}

impl Handoffs {
    /// Drops everything of which neither end is selected.
    pub fn select(&mut self, assessment: &Assessment<'_>, selection: &Selection) {
        self.list.retain(|handoff| handoff.is_selected(assessment, selection));
        self.without_owner.retain(|(from, to)| selection.has(*from) || selection.has(*to));
    }
}

/// The direction of a handoff, seen from the selected people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// They wait for another.
    In,
    /// Another waits for them.
    Out,
    /// Between themselves.
    Within,
}

/// Returns the direction of a selected handoff for the selected people.
pub fn direction(assessment: &Assessment<'_>, people: &BTreeSet<OwnerId>, handoff: &HandoffRow) -> Direction {
    let theirs = |id: MilestoneId| is_of(assessment, people, id);
    match (theirs(handoff.giver), theirs(handoff.receiver)) {
        (true, true) => Direction::Within,
        (false, true) => Direction::In,
        (_, false) => Direction::Out,
    }
}

/// Returns every handoff in the workspace.
pub fn analyze(assessment: &Assessment<'_>) -> Handoffs {
    let workspace = assessment.workspace;
    let mut handoffs = Handoffs::default();
    let waiting = assessment.schedule.handoffs();
    let limits = needed_by::over_all_ways(assessment, &waiting);
    let unmoved = needed_by::so_that_nothing_moves(assessment, &waiting);
    for waited in waiting {
        let (giver, receiver) = (assessment.network.link(waited.link).from, waited.to);
        match (workspace.milestone(giver).owner, workspace.milestone(receiver).owner) {
            (Some(from), Some(to)) if from != to => {
                handoffs.list.push(handoff(assessment, (&limits, &unmoved), giver, waited));
            }
            (None, Some(_)) | (Some(_), None) => handoffs.without_owner.push((giver, receiver)),
            _ => {}
        }
    }
    let name = |id: MilestoneId| workspace.milestone(id).full_id.as_str();
    handoffs.list.sort_by_cached_key(|handoff| {
        (
            handoff.gap.is_none(),
            handoff.gap,
            handoff.promised_gap.is_none(),
            handoff.promised_gap,
            handoff.needed_by,
            name(handoff.giver),
            name(handoff.receiver),
            name(assessment.network.link(handoff.link).to),
            handoff.link,
        )
    });
    handoffs
}

fn handoff(
    assessment: &Assessment<'_>,
    (limits, unmoved): (&NeededBy, &Unmoved),
    giver: MilestoneId,
    waited: schedule::Handoff,
) -> HandoffRow {
    let workspace = assessment.workspace;
    let milestone = workspace.milestone(giver);
    let from_start = assessment.network.link(waited.link).kind.from_start();
    let dates = &assessment.schedule.dates;
    let forecast = if from_start { dates.start(giver) } else { dates.finish(giver) }.map(|at| at.day());
    let floor = assessment.forecast(giver).floor;
    // Of the reasons for a floor, only a block delays the start of work.
    let holds_start = !milestone.is_work() || floor == Some(Floor::Blocked);
    let over_all_ways = waited.for_promise.and_then(|(until, promised)| {
        let last = limits.get(&(promised, giver))?;
        let day = if from_start && milestone.is_work() { last.start_by } else { last.finish_by }?;
        let next = workspace.full(giver).next_start(Instant::end_of(day));
        let civil = next.map_or(day, |next| next.day().plus(-1));
        (day < until.day).then_some(Until { day, civil })
    });
    let without_promise = || unmoved.get(&(giver, from_start)).copied();
    let needed = over_all_ways.or(waited.for_promise.map(|(until, _)| until)).or_else(without_promise);
    let needed_by = needed.map(|until| until.day);
    // Nobody promises a start.
    let promised = Reference::Due.day(assessment, giver).filter(|_| !from_start || !milestone.is_work());
    let calendar = workspace.lateness_calendar(giver);
    let gap = |day: Option<Day>| {
        day.zip(needed_by).map(|(day, needed)| Lateness::new(calendar, day, needed).workdays)
    };
    HandoffRow {
        giver,
        receiver: waited.to,
        link: waited.link,
        via: waited.via,
        drives: waited.drives,
        forecast,
        is_floor: floor.is_some() && (!from_start || holds_start),
        rests_on_floor: assessment.floor_from(giver).is_some()
            && !(from_start && milestone.started.is_some()),
        promised,
        needed_by,
        at_the_latest: needed.map(|until| until.civil),
        needed_for: waited.for_promise.map(|(_, promised)| promised),
        receiver_needs_by: waited.for_promise.map(|(until, _)| until.day),
        variance: waited.for_promise.and_then(|(_, promised)| variance(assessment, promised)),
        moves_after: waited.for_dates.map(|until| until.day),
        gap: gap(forecast),
        promised_gap: gap(promised),
    }
}

/// Returns by how much a promise is forecast to be missed.
fn variance(assessment: &Assessment<'_>, promised: PromiseHolder) -> Option<Lateness> {
    let (workspace, forecast) = (assessment.workspace, recover::forecast(assessment, promised)?);
    let due = promised.promise(workspace).due?;
    Some(Lateness::new(promised.lateness_calendar(workspace), due, forecast))
}
