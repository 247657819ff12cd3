//! `quiet-owner`

use super::words::days;
use super::{Case, Offence, Rule};
use crate::analysis::quiet;
use crate::model::MilestoneId;
use crate::syntax::Importance;

pub(super) static RULE: Rule = Rule {
    slug: "quiet-owner",
    level: Importance::Warn,
    explanation: "A milestone is under way, or critical, or due within thirty days, and for two weeks (one for those outside the house) nothing was said of it. Its forecast \
rests on what was true then. Ask its owner, and write what is true today, even where nothing changed: `updated:` with the day, and `progress:`, `remaining:` or `eta:`. \
`quiet_after_days` and `quiet_after_days_external` in tpm.yaml say how long is too long.",
    bad: "milestones:\n  ledger: {owner: bo, duration: 8w, started: 2026-08-03, progress: 30%, updated: 2026-08-28, due: 2026-12-11}\n",
    good: "milestones:\n  ledger: {owner: bo, duration: 8w, started: 2026-08-03, progress: 60%, updated: 2026-09-11, due: 2026-12-11}\n",
    since: "0.1.0",
    compares: false,
    check,
};

fn check(case: &Case<'_>, offences: &mut Vec<Offence>) {
    for (id, milestone) in case.readable() {
        let Some(silence) = quiet::days(case.assessment, id) else { continue };
        let Some(last) = quiet::last_word(case.assessment, id) else { continue };
        let said = milestone.spans.updated.filter(|_| milestone.updated == Some(last));
        let message = format!(
            "nothing was heard of {} since {}, {} ago, and {}",
            case.with_owner(id),
            case.day(last),
            days(silence),
            matters(case, id)
        );
        let who = case.workspace().owner_id(milestone.owner).unwrap_or("whoever works on it");
        let limit = quiet::limit(case.assessment, id);
        offences.push(case.on_milestone(&RULE, id, milestone.place(said), message).tell(|finding| {
            finding
                .label("the last word")
                .help(format!(
                    "ask {who}, and write `updated:` with the day and what is true then; silence is told from {limit} days on"
                ))
                .weight(silence)
                .fact("since", last.to_string())
        }));
    }
}

/// Returns why it should be heard of.
fn matters(case: &Case<'_>, id: MilestoneId) -> String {
    let milestone = case.workspace().milestone(id);
    if let Some(due) = milestone.promise.due {
        return format!("it is promised for {}", case.day(due));
    }
    let critical = &case.assessment.schedule.critical[id.index()];
    match critical.first() {
        Some(program) => format!("it is critical for `{}`", case.workspace().program(*program).id),
        None => "it is under way".into(),
    }
}
