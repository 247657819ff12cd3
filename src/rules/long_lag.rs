//! `long-lag`

use super::words::{ends, lag};
use super::{Case, Offence, Rule};
use crate::graph::LinkId;
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "long-lag",
    level: Importance::Off,
    explanation: "A link waits for more than twenty working days. In a time that long somebody does something, waits for somebody, or nobody remembers why it is there; and nobody answers for \
it. Make it a milestone with an owner and a duration. Elapsed days count with the working days of their weeks. `longest_lag` in `checks` says what is not told.",
    bad: "due: 2027-01-29\nmilestones:\n  cutover: {owner: bo, duration: 3w}\n  cleanup: {owner: ana, duration: 1w, depends_on: [cutover +30d]}\n",
    good: "due: 2027-01-29\nmilestones:\n  cutover: {owner: bo, duration: 3w}\n  watched: {owner: bo, duration: 30d, depends_on: [cutover]}\n  cleanup: {owner: ana, duration: 1w, depends_on: [watched]}\n",
    since: "0.1.0",
    compares: false,
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    for (id, milestone) in case.readable() {
        let longest = case.policy.longest_lag(&case.workspace().program(milestone.program).id);
        for link in case.assessment.network.predecessors(id).filter(|link| still_waits(case, *link)) {
            let (days, said) = lag(case, link);
            if case.assessment.network.link(link).is_lead() || days <= longest {
                continue;
            }
            offences.push(offence(case, link, days, &said, longest));
        }
    }
}

/// Whether a link still holds up an unfinished successor: not the start of what has begun.
pub(super) fn still_waits(case: &Case<'_>, link: LinkId) -> bool {
    let ends = case.assessment.network.link(link);
    let (from, to) = (case.workspace().milestone(ends.from), case.workspace().milestone(ends.to));
    from.is_live() && (to.started.is_none() || ends.kind.holds_finish())
}

fn offence(case: &Case<'_>, id: LinkId, days: u32, said: &str, longest: u32) -> Offence {
    let link = case.assessment.network.link(id);
    let (holds, until) = ends(link.kind);
    let message = format!(
        "{} cannot {holds} until {said} after {} {until}: a lag over {longest}wd",
        case.with_owner(link.to),
        case.with_owner(link.from),
    );
    let from = &case.workspace().milestone(link.from).full_id;
    case.on_milestone(&RULE, link.to, link.origin, message).tell(|finding| {
        finding
            .label("nobody's time")
            .help("make it a milestone of its own, with an owner and a duration, between the two")
            .weight(days)
            .fact("predecessor", from)
            .fact("link", link.kind.word())
    })
}
