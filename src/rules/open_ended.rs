//! `open-ended`

use super::dangling_end::{follows_the_finish, leads_on};
use super::{Case, Violation};
use crate::graph::LinkId;
use crate::model::MilestoneId;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    if !case.is_whole() {
        return;
    }
    let network = case.assessment.network;
    let (leads, follows) = (leads_on(case), follows_the_finish(case));
    let is_live = |id: MilestoneId| case.workspace().milestone(id).is_live();
    // An event starts and finishes at once, so each of its links holds both.
    for (id, milestone) in case.readable().filter(|(_, milestone)| milestone.is_work()) {
        let frees_finish = |link: LinkId| network.link(link).kind.from_start();
        let counts = |link: &LinkId| {
            let to = network.link(*link).to;
            is_live(to) || leads[to.index()]
        };
        let frees_start = |link: LinkId| network.link(link).kind.holds_finish();
        let is_finish = case.assessment.is_finish(id) || follows[id.index()];
        if leads[id.index()] && !is_finish && network.successors(id).filter(counts).all(frees_finish) {
            violations.push(violation(case, id, "finish"));
        }
        let is_held = milestone.started.is_some()
            || milestone.earliest().is_some()
            || milestone.blocked.as_ref().is_some_and(|blocked| blocked.until.is_some());
        let mut predecessors = network.predecessors(id).peekable();
        if !is_held && predecessors.peek().is_some() && predecessors.all(frees_start) {
            violations.push(violation(case, id, "start"));
        }
    }
}

fn violation(case: &Case<'_>, id: MilestoneId, end: &'static str) -> Violation {
    let (leads, all, help) = match end {
        "finish" => (
            "leads nowhere",
            "what waits for it waits for its start",
            "add whatever needs it done to wait for its finish: `ID`, or `ID FF`",
        ),
        _ => (
            "waits for nothing",
            "its dependencies hold its finish",
            "name what it needs to begin under `depends_on:`: `ID`, or `ID SS`",
        ),
    };
    let message = format!("the {end} of {} {leads}: {all} only", case.with_owner(id));
    let origin = case.workspace().milestone(id).origin;
    let violation = case.on_milestone(id, origin, message);
    violation.with(|finding| finding.label(format!("open {end}")).help(help).fact("end", end))
}
