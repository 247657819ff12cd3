//! `redundant-dependency`

use super::counted::too_many;
use super::words::link as written;
use super::{Case, Offence, Policy, Rule};
use crate::graph::redundant;
use crate::model::Link;
use crate::syntax::{Importance, LinkKind};

pub(super) static RULE: Rule = Rule {
    slug: "redundant-dependency",
    level: Importance::Off,
    explanation: "A milestone waits for another, and waits for it already through a third. The link changes no date. It hides which link really holds the milestone, and somebody will move the others and \
wonder. Links from finish to start with no lag are told, where other such links, with or without lag, lead from the one end to the other through work that is not finished. `redundant_links` in `checks` says how many a program \
may have.",
    bad: "due: 2026-12-11\nmilestones:\n  api: {owner: ana, duration: 2w}\n  ledger: {owner: bo, duration: 2w, depends_on: [api]}\n  cutover: {owner: bo, duration: 1w, depends_on: [api, ledger]}\n",
    good: "due: 2026-12-11\nmilestones:\n  api: {owner: ana, duration: 2w}\n  ledger: {owner: bo, duration: 2w, depends_on: [api]}\n  cutover: {owner: bo, duration: 1w, depends_on: [ledger]}\n",
    since: "0.1.0",
    compares: false,
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    let network = case.assessment.network;
    let is_open = |id| {
        let milestone = case.workspace().milestone(id);
        milestone.is_unfinished() && milestone.fault.is_none()
    };
    let holds =
        |link: &Link| link.kind == LinkKind::Fs && !link.is_lead() && is_open(link.from) && is_open(link.to);
    let found = redundant(network, holds).into_iter().map(|found| (network.link(found.link).to, found));
    for told in too_many(case, found.collect(), Policy::redundant_links) {
        let link = network.link(told.what.link);
        let message = format!(
            "{} waits for {} already through `{}`{}",
            case.with_owner(link.to),
            case.with_owner(link.from),
            written(case, told.what.through),
            told.beyond
        );
        let through = network.link(told.what.through).origin;
        let from = &case.workspace().milestone(link.from).full_id;
        offences.push(case.on_milestone(&RULE, link.to, link.origin, message).tell(|finding| {
            finding
                .label("changes no date")
                .related(through, "waits for it already")
                .help("remove it from `depends_on:`; no date moves")
                .fact("predecessor", from)
        }));
    }
}
