//! Checks the definition of total float: puts a milestone on its printed late dates, and then one
//! working day later.
//!
//! "**Total float**: slip before any program's forecast finish, or the latest finish in its own
//! program, moves." So a milestone that slips to its late date moves neither, and one more working
//! day of its full calendar moves one of them. Only the oracle's forward pass decides whether they
//! move, in instants, because printed days do not distinguish Monday's start from its end. Late
//! dates of the oracle are not used.
//!
//! How a milestone is made to slip:
//!
//! - work not started: `not_before` = `late_start`;
//! - an event: `eta` = `late_finish`, which is "the last day by whose end it is enough to finish".
//!   With float 0 it stays where it is: its early date may be a day off, to which nothing can push
//!   it, or begin with it;
//! - work with a valid `eta`, started or not, and started work in working days: `eta` =
//!   `late_finish`.
//!
//! Left out, because nothing in the language makes these slip by exactly one working day:
//!
//! - started work in elapsed days, or that must not be broken, without an `eta`: its block ends only
//!   on some days, while an `eta` may be any day in between;
//! - the start of work with a valid `eta` whose late start is after that `eta`, if FF or SF links
//!   hold it: its late start is "the later of the last working day not after `eta` … and late
//!   finish less what is left". After its `eta` the row ignores that, and FF and SF bounds move the
//!   block as a whole, so it may jump further than it was put. Its finish is replayed;
//! - everything that such work depends on, directly or indirectly;
//! - everything that a done event depends on: that lies "on the side of its day on which its own
//!   row would put it", so its side changes if something unfinished before it slips. No late date
//!   holds a done milestone.
//!
//! "its own program" is taken to be the program of any milestone that it can reach: the late dates
//! of those are capped by the latest finish of their program and carried over links.
//! `Replays::elsewhere` counts how often only that mattered.

use super::case::Case;
use super::days::{Day, Instant, end_of, iso, parse};
use super::early::{Plan, is_work};
use super::floats::{dated_of, finishes, latest_finish};
use super::laws::milestone;
use serde_json::Value;

/// What was replayed, and what differed.
#[derive(Debug, Default)]
pub struct Replays {
    /// The milestones put on their late dates, and among them the events and those moved by an
    /// `eta`.
    pub played: usize,
    pub events: usize,
    pub by_eta: usize,
    /// Of those, the ones where the extra day moved only the latest finish of another program.
    pub elsewhere: usize,
    pub left_out: usize,
    pub faults: Vec<String>,
}

/// Replays every unfinished milestone of a printed schedule.
pub fn replay(case: &Case, printed: &Value) -> Replays {
    let plan = Plan::new(case);
    let before = ends(&plan);
    let mut replays = Replays::default();
    for m in (0..case.milestones.len()).filter(|m| plan.is_live(*m)) {
        let id = case.full_id(m);
        let told = milestone(printed, &id);
        let day = |key: &str| told[key].as_str().map(parse);
        let no_float = told["total_float_workdays"] == 0;
        let late_start = |m: usize| milestone(printed, &case.full_id(m))["late_start"].as_str().map(parse);
        let mut slips = slips(&plan, m, day("late_start"), day("late_finish"), no_float);
        if is_loose(&plan, m, &late_start) {
            slips.retain(|slip| matches!(slip.by, By::Eta));
        }
        if leads_to_loose(&plan, m, &late_start) {
            slips.clear();
        }
        if slips.is_empty() {
            replays.left_out += 1;
        }
        for slip in slips {
            replays.played += 1;
            replays.events += usize::from(!is_work(plan.milestone(m)));
            replays.by_eta += usize::from(matches!(slip.by, By::Eta));
            let told = format!("{id} slipped by {:?} to {}", slip.by, iso(slip.late));
            if !slip.stays && ends(&Plan::new(&slip.to(case, m, slip.late))) != before {
                replays.faults.push(format!("{told}: a finish moved"));
            }
            let next = plan.full[m].from(slip.late + 1).next();
            let Some(next) = next else {
                continue;
            };
            let after = ends(&Plan::new(&slip.to(case, m, next)));
            if after == before {
                replays.faults.push(format!("{told} and a working day more: nothing moved"));
            }
            let own = plan.milestone(m).program;
            let forecasts_stay = after.iter().zip(&before).all(|(is, was)| is.finish == was.finish);
            replays.elsewhere += usize::from(forecasts_stay && after != before && after[own] == before[own]);
        }
    }
    replays
}

/// For a program: the instant of its finish, its latest finish, and the number of its milestones
/// with dates, because one that lost its date has moved too.
#[derive(Debug, PartialEq, Eq)]
struct Ends {
    finish: Option<Instant>,
    latest: Option<Instant>,
    dated: usize,
}

fn ends(plan: &Plan) -> Vec<Ends> {
    let of = |program: usize| {
        let finish = finishes(plan, program).first().copied();
        Ends {
            finish: finish.and_then(|m| plan.early[m].as_ref()).map(|early| early.finish),
            latest: latest_finish(plan, program),
            dated: dated_of(plan, program).len(),
        }
    };
    (0..plan.case.programs.len()).map(of).collect()
}

#[derive(Clone, Copy, Debug)]
enum By {
    NotBefore,
    Eta,
}

/// A late date, and the key that puts the milestone there.
struct Slip {
    by: By,
    late: Day,
    /// It is there already.
    stays: bool,
}

impl Slip {
    fn to(&self, case: &Case, m: usize, day: Day) -> Case {
        let mut case = case.clone();
        let milestone = &mut case.milestones[m];
        match self.by {
            By::NotBefore => milestone.not_before = milestone.not_before.max(Some(day)),
            By::Eta => milestone.eta = Some(day),
        }
        case
    }
}

fn slips(plan: &Plan, m: usize, start: Option<Day>, finish: Option<Day>, no_float: bool) -> Vec<Slip> {
    let early = plan.early[m].as_ref().expect("dated");
    let milestone = plan.milestone(m);
    let slip = |by: By, late: Day, stays: bool| Slip { by, late, stays };
    let mut slips = Vec::new();
    if !is_work(milestone) {
        slips.extend(finish.map(|late| slip(By::Eta, late, no_float)));
        return slips;
    }
    if milestone.started.is_none() {
        slips.extend(start.map(|late| slip(By::NotBefore, late, false)));
    }
    let uneven = (plan.block(m).elapsed || plan.full[m].unbroken) && !early.by_eta;
    // Without a duration the `eta` says how long the work is, and unbroken work may be too long.
    let is_stretched = milestone.duration.is_none() && plan.full[m].unbroken;
    if (early.by_eta || milestone.started.is_some() && !uneven) && !is_stretched {
        let stays = finish.map(end_of) == Some(early.finish);
        slips.extend(finish.map(|late| slip(By::Eta, late, stays)));
    }
    slips
}

/// Whether this is work with a valid `eta` whose start may not stay where it is put.
fn is_loose(plan: &Plan, m: usize, late_start: &dyn Fn(usize) -> Option<Day>) -> bool {
    let milestone = plan.milestone(m);
    let by_eta = plan.early[m].as_ref().is_some_and(|early| early.by_eta);
    let beyond = late_start(m) > milestone.eta && milestone.links.iter().any(|link| link.kind.holds_finish());
    milestone.started.is_none() && by_eta && beyond
}

/// Whether such work, or a done event, depends on it, directly or indirectly.
fn leads_to_loose(plan: &Plan, m: usize, late_start: &dyn Fn(usize) -> Option<Day>) -> bool {
    let all = 0..plan.case.milestones.len();
    let mut successors = all.filter(|s| plan.milestone(*s).links.iter().any(|link| link.on == m));
    successors.any(|s| {
        let successor = plan.milestone(s);
        match successor.done {
            Some(_) => !is_work(successor),
            None if plan.is_undated(s) => false,
            None => is_loose(plan, s, late_start) || leads_to_loose(plan, s, late_start),
        }
    })
}
