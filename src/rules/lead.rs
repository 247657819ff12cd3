//! `lead`

use super::words::{ends, lag};
use super::{Case, Offence, Rule};
use crate::graph::LinkId;
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "lead",
    level: Importance::Off,
    explanation: "A link with a negative lag lets its successor begin some days before its predecessor is finished: before a day that is itself a forecast. What makes the start possible is \
not said, and when the predecessor slips nobody can see whether the start still holds. Split the predecessor where the other can begin, or wait for its start with `SS` and a lag. \
`longest_lead` in `checks` says what is not told.",
    bad: "due: 2026-12-11\nmilestones:\n  api: {owner: ana, duration: 6w}\n  ledger: {owner: bo, duration: 4w, depends_on: [api -2w]}\n",
    good: "due: 2026-12-11\nmilestones:\n  api: {owner: ana, duration: 6w}\n  ledger: {owner: bo, duration: 4w, depends_on: [api SS+4w]}\n",
    since: "0.1.0",
    compares: false,
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    for (id, milestone) in case.readable() {
        let longest = case.policy.longest_lead(&case.workspace().program(milestone.program).id);
        let links = case.assessment.network.predecessors(id);
        for link in links.filter(|link| super::long_lag::still_waits(case, *link)) {
            let tie = case.assessment.network.link(link);
            let (days, said) = lag(case, link);
            let is_open = case.workspace().milestone(tie.from).is_unfinished();
            if is_open && tie.is_lead() && days > longest {
                offences.push(offence(case, link, days, &said, longest));
            }
        }
    }
}

fn offence(case: &Case<'_>, id: LinkId, days: u32, said: &str, longest: u32) -> Offence {
    let link = case.assessment.network.link(id);
    let (holds, until) = ends(link.kind);
    let most = if longest > 0 { format!(": a lead over {longest}wd") } else { String::new() };
    let message = format!(
        "{} may {holds} {said} before {} {until}{most}",
        case.with_owner(link.to),
        case.with_owner(link.from),
    );
    let from = &case.workspace().milestone(link.from).full_id;
    case.on_milestone(&RULE, link.to, link.origin, message).tell(|finding| {
        finding
            .label("a lead")
            .help("split the predecessor where the other can begin, or wait for its start: `SS` with a lag")
            .weight(days)
            .fact("predecessor", from)
            .fact("link", link.kind.word())
    })
}
