//! `owner-has-left`

use super::{Case, Violation};

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    let workspace = case.workspace();
    for (id, milestone) in case.readable() {
        let Some(owner) = milestone.owner.map(|owner| &workspace.owners[owner.index()]) else { continue };
        let Some(left) = owner.left else { continue };
        let (full_id, name, last) = (&milestone.full_id, &owner.id, case.day(left));
        let message = match case.assessment.forecast(id).finish {
            _ if left < case.as_of() => format!("`{full_id}` is owned by {name}, whose last day was {last}"),
            Some(finish) if left < finish => {
                format!(
                    "`{full_id}` is forecast for {}, after the last day of {name}, {last}",
                    case.day(finish)
                )
            }
            _ => continue,
        };
        let deputy = workspace.owner_id(owner.deputy).filter(|deputy| deputy != name);
        let who = deputy.map_or(String::new(), |deputy| format!(", such as the deputy, `{deputy}`"));
        violations.push(case.on_milestone(id, milestone.origin, message).with(|finding| {
            finding
                .label("who finishes it?")
                .help(format!(
                    "name who takes it over as `owner:`{who}; until then it is dated as if {name} were still here"
                ))
                .fact("owner", name)
        }));
    }
}
