//! `start-to-finish-link`

use super::counted::too_many;
use super::{Case, Offence, Policy, Rule};
use crate::graph::LinkId;
use crate::model::MilestoneId;
use crate::syntax::{Importance, LinkKind};

pub(super) static RULE: Rule = Rule {
    slug: "start-to-finish-link",
    level: Importance::Off,
    explanation: "An `SF` link says that something cannot finish before something else has begun: an old machine is not given back before the new one runs. That is rare. Most often `FS` was meant and \
the two ends were confused, and then the dates are wrong by the length of both. Where it is meant, a comment beside it saves the next reader a question; `start_to_finish_links` in \
`checks` says how many a program may have.",
    bad: "due: 2026-12-11\nmilestones:\n  api: {owner: ana, duration: 6w}\n  ledger: {owner: bo, duration: 4w, depends_on: [api SF]}\n",
    good: "due: 2026-12-11\nmilestones:\n  api: {owner: ana, duration: 6w}\n  ledger: {owner: bo, duration: 4w, depends_on: [api]}\n",
    since: "0.1.0",
    compares: false,
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    let network = case.assessment.network;
    let links = case.readable().flat_map(|(id, _)| network.predecessors(id).map(move |link| (id, link)));
    let found: Vec<(MilestoneId, LinkId)> = links
        .filter(|(_, link)| {
            let link = network.link(*link);
            link.kind == LinkKind::Sf && case.workspace().milestone(link.from).is_live()
        })
        .collect();
    for told in too_many(case, found, Policy::start_to_finish_links) {
        let link = network.link(told.what);
        let message = format!(
            "{} cannot finish before {} has begun{}",
            case.with_owner(link.to),
            case.with_owner(link.from),
            told.beyond
        );
        let from = &case.workspace().milestone(link.from).full_id;
        offences.push(case.on_milestone(&RULE, link.to, link.origin, message).tell(|finding| {
            finding
                .label("from start to finish")
                .help("if it waits for the end of the other, write `FS`, or no type; if this is meant, allow it by `start_to_finish_links`")
                .fact("predecessor", from)
        }));
    }
}
