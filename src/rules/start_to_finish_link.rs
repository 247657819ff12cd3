//! `start-to-finish-link`

use super::counted::too_many;
use super::{Case, Violation};
use crate::graph::LinkId;
use crate::model::MilestoneId;
use crate::syntax::{LinkKind, Measure};

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    let network = case.assessment.network;
    let links = case.readable().flat_map(|(id, _)| network.predecessors(id).map(move |link| (id, link)));
    let found: Vec<(MilestoneId, LinkId)> = links
        .filter(|(_, link)| {
            let link = network.link(*link);
            link.kind == LinkKind::Sf && case.workspace().milestone(link.from).is_live()
        })
        .collect();
    for excess in too_many(case, found, Measure::StartToFinishLinks) {
        let link = network.link(excess.what);
        let message = format!(
            "{} cannot finish before {} has begun{}",
            case.with_owner(link.to),
            case.with_owner(link.from),
            excess.beyond
        );
        let from = &case.workspace().milestone(link.from).full_id;
        violations.push(case.on_milestone(link.to, link.origin, message).with(|finding| {
            finding
                .label("from start to finish")
                .help("if it waits for the end of the other, write `FS`, or no type; if this is meant, allow it with `start_to_finish_links`")
                .fact("predecessor", from)
        }));
    }
}
