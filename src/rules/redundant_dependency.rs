//! `redundant-dependency`

use super::counted::too_many;
use super::words::link as written;
use super::{Case, Violation};
use crate::graph::redundant;
use crate::model::Link;
use crate::syntax::{LinkKind, Measure};

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    let network = case.assessment.network;
    let is_open = |id| {
        let milestone = case.workspace().milestone(id);
        milestone.is_unfinished() && milestone.undated_because.is_none()
    };
    let holds =
        |link: &Link| link.kind == LinkKind::Fs && !link.is_lead() && is_open(link.from) && is_open(link.to);
    // One of several links that the id of a program stands for cannot be removed by itself.
    let found = redundant(network, holds).into_iter().filter(|found| !network.link(found.link).by_program);
    let found = found.map(|found| (network.link(found.link).to, found));
    for excess in too_many(case, found.collect(), Measure::RedundantLinks) {
        let link = network.link(excess.what.link);
        let message = format!(
            "{} already waits for {} through `{}`{}",
            case.with_owner(link.to),
            case.with_owner(link.from),
            written(case, excess.what.through),
            excess.beyond
        );
        let through = network.link(excess.what.through).origin;
        let from = &case.workspace().milestone(link.from).full_id;
        violations.push(case.on_milestone(link.to, link.origin, message).with(|finding| {
            finding
                .label("changes no date")
                .related(through, "already waits for it")
                .help("remove it from `depends_on:`; no date moves")
                .fact("predecessor", from)
        }));
    }
}
