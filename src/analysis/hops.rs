//! Hops: the milestones of a chain, with what gives each its date.

use super::Assessment;
use crate::graph::LinkId;
use crate::model::MilestoneId;
use crate::schedule::{Driver, Hold, Way};

/// One hop of a chain.
#[derive(Debug, Clone)]
pub struct Hop {
    pub milestone: MilestoneId,
    /// The link from the previous hop; for the first hop of a chain, the link from what gives its
    /// date, if there is one: something on another chain, done or started.
    pub link: Option<LinkId>,
    /// The links out of the cancelled milestones in between, nearest first: the first leads into
    /// this hop.
    pub via: Vec<LinkId>,
    /// Whether that link gives this hop its date.
    pub gives: bool,
    /// Whether it also drives: one working day more would move this hop.
    pub drives: bool,
    /// How many working days the previous hop can slip before it moves this one; 0 if it drives,
    /// `None` if no slip would move it.
    pub slack: Option<i32>,
    /// The constraints that decide this hop's date.
    pub holds: Vec<Hold>,
}

/// Returns what gives a milestone its date, with slack or without: of several the one with the
/// least slack, then with the least total float, that starts earliest, then with the smallest id.
pub(super) fn giver(assessment: &Assessment<'_>, at: MilestoneId) -> Option<(MilestoneId, Way)> {
    let schedule = &assessment.schedule;
    let givers = schedule.givers(at);
    let ways = givers.each().map(|(id, _, number)| (id, givers.way(number)));
    ways.min_by_key(|(id, way)| {
        let slack = if schedule.drives_over(way) { Some(0) } else { schedule.slack_over(way) };
        let name = &assessment.workspace.milestone(*id).full_id;
        (slack.unwrap_or(i32::MAX), schedule.total_float(*id), schedule.dates.start(*id), name)
    })
}

/// Returns a hop of a chain, with the way into it from the hop before.
pub(super) fn hop(assessment: &Assessment<'_>, id: MilestoneId, way: Option<Way>) -> Hop {
    let schedule = &assessment.schedule;
    let holds = schedule.drivers(id).into_iter().filter_map(|driver| match driver {
        Driver::Hold(hold) => Some(hold),
        Driver::Link(_) => None,
    });
    let mut hop = Hop {
        milestone: id,
        link: None,
        via: Vec::new(),
        gives: true,
        drives: true,
        slack: Some(0),
        holds: holds.collect(),
    };
    if let Some(mut way) = way.or_else(|| past_giver(assessment, id).map(|link| vec![link])) {
        (hop.gives, hop.drives) = (schedule.gives_over(&way), schedule.drives_over(&way));
        if !hop.drives {
            hop.slack = schedule.slack_over(&way);
        }
        hop.link = way.pop();
        hop.via = way;
    }
    hop
}

/// Returns the link from something done, or from the start of something started, that gives a
/// milestone its date: one that drives it, then the first by id.
fn past_giver(assessment: &Assessment<'_>, id: MilestoneId) -> Option<LinkId> {
    let from = |link: LinkId| assessment.workspace.milestone(assessment.network.link(link).from);
    let is_past = |link: &LinkId| {
        let is_of_start = assessment.network.link(*link).kind.from_start();
        from(*link).done.is_some() || is_of_start && from(*link).started.is_some()
    };
    let links = assessment.schedule.giving_links(id).filter(is_past);
    links.min_by_key(|link| (!assessment.schedule.drives(*link), &from(*link).full_id, *link))
}
