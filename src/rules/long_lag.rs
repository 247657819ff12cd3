//! `long-lag`

use super::words::{ends, lag};
use super::{Case, Violation};
use crate::graph::LinkId;
use crate::syntax::Measure;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (id, milestone) in case.readable() {
        let longest = case.limit(Measure::LongestLag, milestone.program);
        for link in case.assessment.network.predecessors(id).filter(|link| still_waits(case, *link)) {
            let (days, said) = lag(case, link);
            if case.assessment.network.link(link).is_lead() || days <= longest {
                continue;
            }
            violations.push(violation(case, link, days, &said, longest));
        }
    }
}

/// Whether a link still holds its unfinished successor; one to the start of begun work does not.
pub(super) fn still_waits(case: &Case<'_>, link: LinkId) -> bool {
    let ends = case.assessment.network.link(link);
    let (from, to) = (case.workspace().milestone(ends.from), case.workspace().milestone(ends.to));
    from.is_live() && (to.started.is_none() || ends.kind.holds_finish())
}

fn violation(case: &Case<'_>, id: LinkId, days: u32, said: &str, longest: u32) -> Violation {
    let link = case.assessment.network.link(id);
    let (holds, until) = ends(link.kind);
    let message = format!(
        "{} cannot {holds} until {said} after {} {until}: a lag over {longest}wd",
        case.with_owner(link.to),
        case.with_owner(link.from),
    );
    let from = &case.workspace().milestone(link.from).full_id;
    case.on_milestone(link.to, link.origin, message).with(|finding| {
        finding
            .label("nobody owns this time")
            .help("make it a milestone of its own, with an owner and a duration, between the two")
            .weight(days)
            .fact("predecessor", from)
            .fact("link", link.kind.word())
    })
}
