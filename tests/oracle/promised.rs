//! Checks the dates by which a promise asks for a milestone: writes each into the plan, and then the
//! next working day.
//!
//! "A late instant is **printed as the last day by whose end it is enough to finish** …, so that an
//! `eta` (or a `due` that places it) on that day keeps what it is measured against and a day later
//! does not"; "`start_by`, `finish_by` = the late dates against the nearest promise". Only the forward
//! pass of the oracle decides whether the promise is kept. A day later is the next working day of the
//! milestone.
//!
//! Left out are promises that are missed whatever the milestone does; `finish_by` of elapsed work and
//! of work that must not be broken, which can end on some days only, and of what others wait for the
//! start of; of an event at the start of a day, the date at which it stands without float ("in print:
//! with float 0 the early date"), by whose end it is too late; and everything before a done event or
//! before work not started with a valid `eta`, whose position does not follow day by day.

use super::case::{Case, Milestone};
use super::days::{Day, Side, iso};
use super::early::{Plan, is_promise_event, is_work};
use super::floats::{Asked, dated_of, given_finish};

/// How many dates were tried, and what was wrong.
#[derive(Debug, Default)]
pub struct Tried {
    pub starts: usize,
    pub finishes: usize,
    pub faults: Vec<String>,
}

/// Writes a day into a milestone.
type Write = fn(&mut Milestone, Day);

/// Tries the dates of every unfinished milestone.
pub fn tried(case: &Case, asked: &dyn Fn(usize) -> Option<Asked>) -> Tried {
    let plan = Plan::new(case);
    let mut tried = Tried::default();
    for m in (0..case.milestones.len()).filter(|m| plan.is_live(*m) && !leads_to_loose(&plan, *m)) {
        let Some(asked) = asked(m) else { continue };
        let early = plan.early[m].as_ref().expect("dated");
        let milestone = plan.milestone(m);
        let is_planned = is_work(milestone) && milestone.started.is_none() && !early.by_eta;
        let [start_by, finish_by] = asked.days;
        let least = if is_planned { early.start.day } else { case.as_of };
        let not_before: Write = |milestone, day| milestone.not_before = Some(day);
        let is_tried = |write: Write, day: Day| {
            // What is missed already from the least day on is missed whatever it does.
            day >= least && keeps(&plan, m, &asked.promise, write, least)
        };
        if let Some(day) = start_by.filter(|day| is_planned && is_tried(not_before, *day)) {
            tried.starts += 1;
            try_day(&plan, m, &asked.promise, not_before, day, &mut tried.faults);
        }
        let uneven = plan.block(m).elapsed || plan.full[m].unbroken;
        let waited_from_start = !plan.successors(m, &|link| !link.kind.runs_from_finish()).is_empty();
        let stands = early.finish.side == Side::Start && finish_by == Some(early.finish.day);
        let follows = match is_work(milestone) {
            true => !(uneven || is_planned && waited_from_start),
            false => !stands,
        };
        let mut ways: Vec<Write> = vec![|milestone, day| milestone.eta = Some(day)];
        if is_promise_event(milestone) && asked.promise != case.full_id(m) {
            ways.push(|milestone, day| milestone.due = Some(day));
        }
        for write in ways {
            if let Some(day) = finish_by.filter(|day| follows && is_tried(write, *day)) {
                tried.finishes += 1;
                try_day(&plan, m, &asked.promise, write, day, &mut tried.faults);
            }
        }
    }
    tried
}

fn keeps(plan: &Plan, m: usize, promise: &str, write: Write, day: Day) -> bool {
    let mut case = plan.case.clone();
    write(&mut case.milestones[m], day);
    is_kept(&Plan::new(&case), promise)
}

fn try_day(plan: &Plan, m: usize, promise: &str, write: Write, day: Day, faults: &mut Vec<String>) {
    let keeps = |day: Day| keeps(plan, m, promise, write, day);
    let id = plan.case.full_id(m);
    // "(or a `due` that places it)", as it does: an `eta` on a day off would not.
    let placed_by_due = is_promise_event(plan.milestone(m)) && plan.milestone(m).due == Some(day);
    if !placed_by_due && !keeps(day) {
        faults.push(format!("{id} on {} misses {promise}", iso(day)));
    }
    let next = plan.full[m].from(day + 1).next();
    if let Some(next) = next.filter(|next| keeps(*next)) {
        faults.push(format!("{id} on {}, a day later than asked, keeps {promise}", iso(next)));
    }
}

/// Whether a promise, `checkout/cutover` or `checkout`, is forecast to be kept.
pub fn is_kept(plan: &Plan, promise: &str) -> bool {
    let case = plan.case;
    let program = (0..case.programs.len()).find(|program| case.program_id(*program) == promise);
    let (held, due) = match program {
        Some(program) => {
            let held = given_finish(plan, program).map_or_else(|| dated_of(plan, program), |m| vec![m]);
            (held, case.programs[program].due)
        }
        None => {
            let m = (0..case.milestones.len()).find(|m| case.full_id(*m) == promise).expect("a milestone");
            (vec![m], case.milestones[m].due)
        }
    };
    let in_time = |m: &usize| plan.early[*m].as_ref().is_some_and(|early| Some(early.finish.day) <= due);
    held.iter().filter(|m| plan.milestone(**m).done.is_none()).all(in_time)
}

/// Whether what depends on it, directly or not, does not follow it day by day.
pub fn leads_to_loose(plan: &Plan, m: usize) -> bool {
    let all = 0..plan.case.milestones.len();
    let mut successors = all.filter(|s| plan.milestone(*s).links.iter().any(|link| link.on == m));
    successors.any(|s| {
        let successor = plan.milestone(s);
        // An `eta` that is void now may be valid once its work can begin earlier.
        let by_eta = plan.early[s].as_ref().is_some_and(|early| early.by_eta)
            || is_work(successor) && successor.eta.is_some();
        match successor.done {
            Some(_) => !is_work(successor),
            None if plan.is_undated(s) => false,
            None => successor.started.is_none() && by_eta || leads_to_loose(plan, s),
        }
    })
}
