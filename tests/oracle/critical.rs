//! Checks the definition of critical by brute force: puts a milestone one working day later and
//! schedules everything else again.
//!
//! "**Critical** for a program (`critical_for`) = unfinished, and slipping by one working day moves
//! the program's forecast finish". Only the forward pass of the oracle decides whether it moves.
//!
//! Left out are work not started with a valid `eta`, elapsed work and work that must not be broken,
//! whose floats count from what their rows give and not from dates put a working day later; and
//! everything before a done event, which lies "on the side of its day on which its own row would
//! put it".

use super::case::Case;
use super::days::{Instant, Side, end_of};
use super::early::{Early, Plan, is_work};
use super::floats::{dated_of, finishes, given_finish};
use super::laws::milestone;
use serde_json::Value;

/// Returns every program for which a milestone is critical in one of the two ways only.
pub fn faults(case: &Case, printed: &Value) -> Vec<String> {
    let plan = Plan::new(case);
    let forecasts = |plan: &Plan| -> Vec<(Option<Instant>, usize)> {
        (0..case.programs.len()).map(|program| forecast(plan, program)).collect()
    };
    let before = forecasts(&plan);
    let mut faults = Vec::new();
    for m in (0..case.milestones.len()).filter(|m| plan.is_live(*m) && is_even(&plan, *m)) {
        let put = |place: usize, early: Option<Early>| match place == m {
            true => a_day_later(&plan, m, early?),
            false => early,
        };
        let after = forecasts(&Plan::with(case, &put));
        let id = case.full_id(m);
        let told = milestone(printed, &id)["critical_for"].clone();
        for program in 0..case.programs.len() {
            let moves = before[program].0.is_some() && after[program] != before[program];
            let critical = told.as_array().is_some_and(|ids| ids.contains(&case.program_id(program).into()));
            if moves != critical {
                faults.push(format!("{id} a day later: p{program} moves {moves}, critical {critical}"));
            }
        }
    }
    faults
}

/// The instant of a program's finish. Without a `finish:`, also how many of its milestones have
/// dates: one that loses its date is later than any day.
fn forecast(plan: &Plan, program: usize) -> (Option<Instant>, usize) {
    let finish = finishes(plan, program).first().and_then(|m| plan.early[*m].as_ref());
    let given = given_finish(plan, program).is_some();
    (finish.map(|early| early.finish), if given { 0 } else { dated_of(plan, program).len() })
}

/// The dates a working day later; of an event at the start of a day, the end of that day.
fn a_day_later(plan: &Plan, m: usize, early: Early) -> Option<Early> {
    if !is_work(plan.milestone(m)) && early.finish.side == Side::Start {
        let at = end_of(early.finish.day);
        return Some(Early { start: at, finish: at, ..early });
    }
    let later = |instant| plan.full[m].slipped(instant, 1);
    let start = if plan.milestone(m).started.is_some() { early.start } else { later(early.start)? };
    Some(Early { start, finish: later(early.finish)?, ..early })
}

fn is_even(plan: &Plan, m: usize) -> bool {
    let early = plan.early[m].as_ref().expect("dated");
    let milestone = plan.milestone(m);
    let loose = milestone.started.is_none() && early.by_eta || plan.block(m).elapsed || plan.full[m].unbroken;
    !loose && !leads_to_done_event(plan, m)
}

fn leads_to_done_event(plan: &Plan, m: usize) -> bool {
    let all = 0..plan.case.milestones.len();
    let mut successors = all.filter(|s| plan.milestone(*s).links.iter().any(|link| link.on == m));
    successors.any(|s| match plan.milestone(s).done {
        Some(_) => !is_work(plan.milestone(s)),
        None => !plan.is_undated(s) && leads_to_done_event(plan, s),
    })
}
