//! Everything that the oracle knows about one case.

use super::case::Case;
use super::days::Day;
use super::early::{Cause, Early, Plan, is_work};
use super::floats::{Floats, critical_for, finishes, floats, given_finish};

/// The expected numbers of one milestone.
#[derive(Clone, Debug)]
pub struct MilestoneAnswer {
    pub is_work: bool,
    pub state: &'static str,
    /// `None`: not compared.
    pub duration: Option<Option<i32>>,
    pub remaining: Option<i32>,
    /// `None`: not compared.
    pub assumed: Option<Option<i32>>,
    pub early: Option<Early>,
    pub drivers: Vec<Cause>,
    pub floats: Floats,
    /// Programs, by index.
    pub critical_for: Vec<usize>,
    pub is_floor: bool,
    /// The floors that may be named; empty if it rests on none.
    pub floors_behind: Vec<usize>,
    pub variance_workdays: Option<i32>,
    pub variance_days: Option<i32>,
    pub overdue: i32,
    /// `None`: not compared.
    pub is_undated: Option<bool>,
}

/// The expected numbers of one program.
#[derive(Clone, Debug)]
pub struct ProgramAnswer {
    pub finish: Option<usize>,
    pub forecast: Option<Day>,
    pub is_floor: bool,
    pub variance: Option<i32>,
}

/// The answer to a case.
#[derive(Clone, Debug)]
pub struct Answer {
    pub programs: Vec<ProgramAnswer>,
    pub milestones: Vec<MilestoneAnswer>,
}

/// Schedules a case by brute force.
pub fn answer(case: &Case) -> Answer {
    let plan = Plan::new(case);
    let floats = floats(&plan);
    let critical: Vec<Vec<usize>> =
        (0..case.programs.len()).map(|program| critical_for(&plan, program)).collect();
    let milestones = floats.into_iter().enumerate();
    Answer {
        programs: (0..case.programs.len()).map(|program| program_answer(&plan, program)).collect(),
        milestones: milestones.map(|(m, floats)| milestone_answer(&plan, m, floats, &critical)).collect(),
    }
}

fn program_answer(plan: &Plan, program: usize) -> ProgramAnswer {
    let case = plan.case;
    let given = given_finish(plan, program);
    let mut members = (0..case.milestones.len()).filter(|m| plan.milestone(*m).program == program);
    let undated = members.any(|m| plan.early[m].is_none() && !plan.is_cancelled(m));
    let mut ends = finishes(plan, program);
    // "Where `finish` is not given and a milestone is undated, the program's forecast is null".
    if given.is_none() && undated {
        ends.clear();
    }
    ends.sort_by_key(|m| case.full_id(*m));
    let forecast = ends.first().and_then(|m| forecast(plan, *m));
    let reference = case.programs[program].moved_from.or(case.programs[program].due);
    ProgramAnswer {
        finish: given.or(ends.first().copied()),
        forecast,
        is_floor: ends.iter().any(|m| is_floor(plan, *m)),
        variance: forecast.zip(reference).map(|(day, due)| plan.lateness[program].variance(due, day)),
    }
}

fn forecast(plan: &Plan, m: usize) -> Option<Day> {
    plan.early[m].as_ref().map(|early| early.finish.day)
}

fn milestone_answer(plan: &Plan, m: usize, floats: Floats, critical: &[Vec<usize>]) -> MilestoneAnswer {
    let milestone = plan.milestone(m);
    let cancelled = milestone.cancelled.is_some();
    let state = match (milestone.done, milestone.started) {
        _ if cancelled => "cancelled",
        (Some(_), _) => "done",
        (None, Some(_)) => "started",
        (None, None) => "not-started",
    };
    let forecast = forecast(plan, m);
    // "the reference is the original promise (first `moved.from`, else `due`)"
    let slip = forecast.zip(milestone.moved_from.or(milestone.due));
    let early = plan.early[m].as_ref();
    let assumed = match state {
        "started" => early.map(|early| Some(early.left.assumed)),
        _ => Some(None),
    };
    let programs = (0..critical.len()).filter(|program| critical[*program].contains(&m));
    MilestoneAnswer {
        is_work: is_work(milestone),
        state,
        duration: plan.duration_workdays(m).filter(|_| !cancelled),
        remaining: plan.remaining_workdays(m).filter(|_| !cancelled),
        assumed,
        early: early.cloned(),
        drivers: early.map_or(Vec::new(), |_| plan.drivers(m)),
        floats,
        critical_for: programs.collect(),
        is_floor: is_floor(plan, m),
        floors_behind: plan.floors_behind(m, &|other| is_floor(plan, other)),
        variance_workdays: slip.map(|(day, due)| plan.lateness[milestone.program].variance(due, day)),
        variance_days: slip.map(|(day, due)| day - due),
        overdue: overdue(plan, m),
        // A cancelled milestone has no dates of its own that could be missing.
        is_undated: match cancelled {
            true => (!plan.is_undated(m)).then_some(false),
            false => Some(plan.is_undated(m)),
        },
    }
}

/// "**Overdue** = the day after `due` has come and it is not done; its number is the working days in
/// (due, as-of day] in the program's calendar": 0 "where there is none".
fn overdue(plan: &Plan, m: usize) -> i32 {
    let milestone = plan.milestone(m);
    let due = milestone.due.filter(|_| milestone.done.is_none() && milestone.cancelled.is_none());
    let days = due.map_or(0, |due| plan.lateness[milestone.program].variance(due, plan.case.as_of));
    days.max(0)
}

/// "A forecast is a **floor** … when nothing says it will hold: an event past its due or `eta`, a
/// void `eta`, blocked without an `until` still to come, work overrun …, or started work of which
/// nothing was said and that is quiet …; a valid `eta` lifts all but the void."
pub fn is_floor(plan: &Plan, m: usize) -> bool {
    let (milestone, as_of) = (plan.milestone(m), plan.case.as_of);
    let Some(early) = plan.early[m].as_ref().filter(|_| milestone.done.is_none()) else {
        return false;
    };
    if let Some(eta) = milestone.eta {
        // "An `eta` is **void** when it is before the as-of day, or, for work, before its early
        // start".
        return if is_work(milestone) { !early.by_eta } else { eta < as_of };
    }
    let past = !is_work(milestone) && milestone.due.is_some_and(|due| due < as_of);
    let to_come = |until: Option<Day>| until.is_some_and(|until| until >= as_of);
    let blocked = milestone.blocked.is_some_and(|b| !to_come(b.until));
    past || blocked || early.left.overrun || is_unheard_of(plan, m)
}

/// "started work of which nothing was said and that is quiet": "the last word at least
/// `quiet_after_days` [14] civil days before the as-of day; word = the latest of `updated`,
/// `started`, `blocked.since`".
fn is_unheard_of(plan: &Plan, m: usize) -> bool {
    let milestone = plan.milestone(m);
    let since = milestone.blocked.map(|blocked| blocked.since);
    let words = [milestone.updated, milestone.started, since];
    let last = words.into_iter().flatten().max();
    let unsaid = milestone.progress.is_none() && milestone.remaining.is_none();
    let quiet = last.is_some_and(|last| plan.case.as_of - last >= 14);
    milestone.started.is_some() && unsaid && quiet
}

/// Returns how the cause of a date is printed: "by", and for links the type.
pub fn cause_text(case: &Case, m: usize, cause: Cause) -> (String, Option<usize>) {
    let word = match cause {
        Cause::DataDate => "data-date",
        Cause::ProgramStart => "program-start",
        Cause::NotBefore => "not-before",
        Cause::BlockedUntil => "blocked-until",
        Cause::Updated => "updated",
        Cause::Calendar => "calendar",
        Cause::Eta => "eta",
        Cause::Due => "due",
        Cause::Actual => "actual",
        Cause::Link(index) => {
            return (case.full_id(case.milestones[m].links[index].on), Some(index));
        }
    };
    (word.to_owned(), None)
}
