//! `lead`

use super::long_lag::{LongLag, above, on_link};
use super::words::ends;
use super::{Case, Violation};
use crate::syntax::Measure;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for LongLag { link, days, text, most } in above(case, Measure::LongestLead) {
        if !link.is_lead() || !case.workspace().milestone(link.from).is_unfinished() {
            continue;
        }
        let (holds, until) = ends(link.kind);
        let most = if most > 0 { format!(": a lead over {most}wd") } else { String::new() };
        let message = format!(
            "{} may {holds} {text} before {} {until}{most}",
            case.with_owner(link.to),
            case.with_owner(link.from),
        );
        violations.push(on_link(case, link, message).with(|finding| {
            finding
                .label("a lead")
                .help(
                    "split the predecessor where the other can begin, or wait for its start: `SS` with a lag",
                )
                .weight(days)
        }));
    }
}
