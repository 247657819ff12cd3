//! `lead`

use super::words::{ends, lag};
use super::{Case, Violation};
use crate::graph::LinkId;
use crate::syntax::Measure;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (id, milestone) in case.readable() {
        let longest = case.limit(Measure::LongestLead, milestone.program);
        let links = case.assessment.network.predecessors(id);
        for link in links.filter(|link| super::long_lag::still_waits(case, *link)) {
            let tie = case.assessment.network.link(link);
            let (days, said) = lag(case, link);
            let is_open = case.workspace().milestone(tie.from).is_unfinished();
            if is_open && tie.is_lead() && days > longest {
                violations.push(violation(case, link, days, &said, longest));
            }
        }
    }
}

fn violation(case: &Case<'_>, id: LinkId, days: u32, said: &str, longest: u32) -> Violation {
    let link = case.assessment.network.link(id);
    let (holds, until) = ends(link.kind);
    let most = if longest > 0 { format!(": a lead over {longest}wd") } else { String::new() };
    let message = format!(
        "{} may {holds} {said} before {} {until}{most}",
        case.with_owner(link.to),
        case.with_owner(link.from),
    );
    let from = &case.workspace().milestone(link.from).full_id;
    case.on_milestone(link.to, link.origin, message).with(|finding| {
        finding
            .label("a lead")
            .help("split the predecessor where the other can begin, or wait for its start: `SS` with a lag")
            .weight(days)
            .fact("predecessor", from)
            .fact("link", link.kind.word())
    })
}
