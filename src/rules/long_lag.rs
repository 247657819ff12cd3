//! `long-lag`

use super::words::{ends, lag};
use super::{Case, Violation};
use crate::graph::LinkId;
use crate::model::Link;
use crate::syntax::Measure;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for LongLag { link, days, text, most } in above(case, Measure::LongestLag) {
        if link.is_lead() {
            continue;
        }
        let (holds, until) = ends(link.kind);
        let message = format!(
            "{} cannot {holds} until {text} after {} {until}: a lag over {most}wd",
            case.with_owner(link.to),
            case.with_owner(link.from),
        );
        violations.push(on_link(case, link, message).with(|finding| {
            finding
                .label("nobody owns this time")
                .help("make it a milestone of its own, with an owner and a duration, between the two")
                .weight(days)
        }));
    }
}

/// A link whose lag or lead is longer than allowed.
pub(super) struct LongLag<'c> {
    pub(super) link: &'c Link,
    /// In working days.
    pub(super) days: u32,
    pub(super) text: String,
    /// How many are allowed.
    pub(super) most: u32,
}

/// Returns the links that still hold a milestone and have a lag or lead above a limit.
pub(super) fn above<'c>(case: &'c Case<'_>, limit: Measure) -> impl Iterator<Item = LongLag<'c>> {
    let network = case.assessment.network;
    case.readable().flat_map(move |(id, milestone)| {
        let most = case.limit(limit, milestone.program);
        let links = network.predecessors(id).filter(|link| still_waits(case, *link));
        links.filter_map(move |id| {
            let (days, text) = lag(case, id);
            (days > most).then(|| LongLag { link: network.link(id), days, text, most })
        })
    })
}

/// Whether a link still holds its unfinished successor; one to the start of begun work does not.
fn still_waits(case: &Case<'_>, link: LinkId) -> bool {
    let ends = case.assessment.network.link(link);
    let (from, to) = (case.workspace().milestone(ends.from), case.workspace().milestone(ends.to));
    from.is_live() && (to.started.is_none() || ends.kind.holds_finish())
}

/// Returns a violation at a link of its successor.
pub(super) fn on_link(case: &Case<'_>, link: &Link, message: String) -> Violation {
    let from = &case.workspace().milestone(link.from).full_id;
    let violation = case.on_milestone(link.to, link.origin, message);
    violation.with(|finding| finding.fact("predecessor", from).fact("link", link.kind.word()))
}
