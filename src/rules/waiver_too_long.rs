//! `waiver-too-long`

use super::{Case, Violation, waiving, words};
use crate::syntax::Measure;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    let workspace = case.workspace();
    for (topic, waiver) in waiving::all(workspace) {
        let Some(program) = topic.program(workspace) else { continue };
        let longest = case.limit(Measure::LongestWaiver, program);
        let days = waiver.until.since(case.as_of());
        let over = i64::from(days) - i64::from(longest);
        if longest == 0 || over <= 0 {
            continue;
        }
        let message = format!(
            "the waiver of `{}` for `{}` ends on {}, {} from now; {longest} are allowed",
            waiver.rule,
            topic.id(workspace),
            case.day(waiver.until),
            words::days(days),
        );
        let violation = Violation::new(workspace, topic, waiver.origin, message);
        violations.push(violation.with(|finding| {
            finding
                .label("too long")
                .help("give it an `until:` at which somebody looks again")
                .weight(over)
                .fact("waived", waiver.rule)
                .fact("until", waiver.until.to_string())
        }));
    }
}
