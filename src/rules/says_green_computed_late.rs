//! `says-green-computed-late`

use super::{Case, Violation};
use crate::analysis::health::{Health, Judgement, contradicts};
use crate::finding::Finding;
use crate::model::Declaration;

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    let workspace = case.workspace();
    for id in workspace.program_ids() {
        let (program, judgement) = (workspace.program(id), case.assessment.program_health(id));
        if let Some(declared) = contradiction(program.declared.as_deref(), judgement) {
            let message = message(case, &format!("`{}`", program.id), declared, judgement);
            let violation = case.on_program(id, program.place(program.spans.health), message);
            violations.push(violation.with(|finding| with_help(finding, declared, judgement)));
        }
    }
    for (id, milestone) in case.unfinished() {
        let judgement = case.assessment.health(id);
        if let Some(declared) = contradiction(milestone.declared.as_deref(), judgement) {
            let message = message(case, &case.with_owner(id), declared, judgement);
            let violation = case.on_milestone(id, milestone.place(milestone.spans.health), message);
            violations.push(violation.with(|finding| with_help(finding, declared, judgement)));
        }
    }
}

fn contradiction<'d>(declared: Option<&'d Declaration>, judgement: &Judgement) -> Option<&'d Declaration> {
    declared.filter(|declared| contradicts(declared, judgement.health))
}

fn message(case: &Case<'_>, what: &str, declared: &Declaration, judgement: &Judgement) -> String {
    let by = case.workspace().owner_id(declared.by).map_or_else(String::new, |by| format!(" by {by}"));
    let on = declared.on.map_or_else(String::new, |on| format!(" on {}", case.day(on)));
    let computed = judgement.health.words();
    format!(
        "{what} was reported {}{by}{on}, but is calculated {computed}: {}",
        declared.rag.word(),
        judgement.reason
    )
}

fn with_help(finding: Finding, declared: &Declaration, judgement: &Judgement) -> Finding {
    let weight = u32::from(judgement.health == Health::Late);
    finding
        .label(format!("reported {}", declared.rag.word()))
        .help("report what is true today, with a new `on:`; if the owner knows more, add it to the plan")
        .weight(weight)
        .fact("declared", declared.rag.word())
        .fact("computed", judgement.health.word())
}
