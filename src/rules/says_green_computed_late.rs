//! `says-green-computed-late`

use super::{Case, Offence, Rule};
use crate::analysis::health::{Health, Judgement, contradicts};
use crate::finding::Finding;
use crate::model::Declaration;
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "says-green-computed-late",
    level: Importance::Warn,
    explanation: "An owner says that something is green and it is computed late or at risk, or says amber and it is computed late. Either the owner knows something \
that the plan does not, which belongs into it as `eta:`, `progress:` or another dependency; or the plan knows something that the owner does not. Both are worth a call. What \
is declared never hides what is computed.",
    bad: "health: {rag: green, note: On plan, on: 2026-09-01, by: priya}\ndue: 2026-10-02\nmilestones:\n  ledger: {owner: bo, duration: 4w, due: 2026-10-02}\n",
    good: "health: {rag: red, note: Two weeks short, on: 2026-09-14, by: priya}\ndue: 2026-10-02\nmilestones:\n  ledger: {owner: bo, duration: 4w, due: 2026-10-02}\n",
    since: "0.1.0",
    compares: false,
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    let workspace = case.workspace();
    for id in workspace.program_ids() {
        let (program, judgement) = (workspace.program(id), case.assessment.program_health(id));
        if let Some(declared) = contradiction(program.declared.as_deref(), judgement) {
            let message = message(case, &format!("`{}`", program.id), declared, judgement);
            let offence = case.on_program(&RULE, id, program.place(program.spans.health), message);
            offences.push(offence.tell(|finding| told(finding, declared, judgement)));
        }
    }
    for (id, milestone) in case.unfinished() {
        let judgement = case.assessment.health(id);
        if let Some(declared) = contradiction(milestone.declared.as_deref(), judgement) {
            let message = message(case, &case.with_owner(id), declared, judgement);
            let offence = case.on_milestone(&RULE, id, milestone.place(milestone.spans.health), message);
            offences.push(offence.tell(|finding| told(finding, declared, judgement)));
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
        "{what} was said to be {}{by}{on}, and is computed {computed}: {}",
        declared.rag.word(),
        judgement.reason
    )
}

fn told(finding: Finding, declared: &Declaration, judgement: &Judgement) -> Finding {
    let weight = u32::from(judgement.health == Health::Late);
    finding
        .label(format!("says {}", declared.rag.word()))
        .help("say what is true today, with a new `on:`; what the owner knows better belongs into the plan")
        .weight(weight)
        .fact("declared", declared.rag.word())
        .fact("computed", judgement.health.slug())
}
