//! Laws of chains and cliffs, on random plans. What a cliff does is compared with the oracle, which
//! dates the plan with the milestone that slips put later.

use super::plans::{day, read, texts};
use super::samples;
use crate::oracle::case::Case;
use crate::oracle::days::iso;
use crate::oracle::early::{Early, Plan};
use crate::oracle::{self, Family};
use crate::support::part::one_in;
use std::collections::BTreeSet;
use tpm::analysis::Assessment;
use tpm::analysis::chains::{Chain, Chains};
use tpm::analysis::lateness::Lateness;
use tpm::graph::Network;
use tpm::model::MilestoneId;
use tpm::time::Instant;
use tpm::trial::{Change, Trial};

/// Runs `check` on the chains to every unfinished milestone of random plans; returns how many
/// chains there were.
fn each_target(check: impl Fn(&Assessment<'_>, MilestoneId, &[Chain], &Case) -> Result<(), String>) -> usize {
    let mut found = 0;
    for family in Family::ALL {
        for case in samples(oracle::cases(200), oracle::strategy(family)) {
            let workspace = read(&case);
            let network = Network::new(&workspace);
            let assessment = Assessment::new(&workspace, &network, day(&case));
            let mut chains = Chains::new(&assessment);
            for id in workspace.milestone_ids().filter(|id| workspace.milestone(*id).is_unfinished()) {
                let chains = chains.to(id);
                found += chains.len();
                if let Err(complaint) = check(&assessment, id, &chains, &case) {
                    let name = &workspace.milestone(id).full_id;
                    panic!("{name}: {complaint}\n{chains:#?}\nas of {}\n{}", day(&case), texts(&case));
                }
            }
        }
    }
    found
}

#[test]
fn a_milestone_stands_on_one_chain_and_the_tightest_comes_first() {
    let found = each_target(|assessment, target, chains, _| {
        let mut told = BTreeSet::new();
        for (at, chain) in chains.iter().enumerate() {
            if chain.hops.is_empty() || !chain.hops.iter().any(|hop| hop.milestone == chain.slips) {
                return Err(format!("chain {at} is without what slips"));
            }
            if chain.joins.is_some_and(|joins| !told.contains(&joins)) || chain.joins.is_none() != (at == 0) {
                return Err(format!("chain {at} does not join an earlier one"));
            }
            if !chain.hops.iter().all(|hop| told.insert(hop.milestone)) {
                return Err(format!("chain {at} tells a milestone again"));
            }
            if !chain.hops.iter().all(|hop| assessment.workspace.milestone(hop.milestone).is_unfinished()) {
                return Err(format!("chain {at} runs through something done"));
            }
        }
        let floats: Vec<Option<i32>> = chains.iter().map(|chain| chain.float).collect();
        let dated = assessment.schedule.dates.finish(target).is_some();
        match chains.first().and_then(|chain| chain.hops.last()) {
            _ if !floats.is_sorted() => Err("floats do not grow".into()),
            Some(last) if last.milestone != target => Err("the first chain leads elsewhere".into()),
            None if dated => Err("there is no chain".into()),
            _ => Ok(()),
        }
    });
    assert!(found > 1000 / one_in(20), "{found} chains");
}

// A link either drives, so that one day more of the hop before moves the next, or says how many
// days it takes. With none, no working day lies between the two: the day more ends on a day off, and
// what holds the date besides the link is told; or the hop before begins on working days and ends on
// any, and a working day later it ends several days later.
#[test]
fn a_link_of_a_chain_drives_or_tells_its_slack() {
    each_target(|assessment, _, chains, _| {
        for hop in chains.iter().flat_map(|chain| &chain.hops) {
            let given_by = hop.via.last().or(hop.link.as_ref());
            let is_even =
                given_by.is_none_or(|link| is_even(assessment, assessment.network.link(*link).from));
            let shows = match hop.drives {
                true => hop.slack == Some(0),
                false => !hop.gives || hop.slack != Some(0) || !hop.holds.is_empty() || !is_even,
            };
            if !shows {
                let name = &assessment.workspace.milestone(hop.milestone).full_id;
                return Err(format!("{name}: drives {}, slack {:?}", hop.drives, hop.slack));
            }
        }
        Ok(())
    });
}

/// Whether a day more counts alike for the start and the finish of a milestone, and for its float and
/// a trial: two days after >Thu, an event may wait until Fri> by its float, and lies on >Mon in a trial.
/// That is the same working time, but not for what lies between the two.
pub(super) fn is_even(assessment: &Assessment<'_>, id: MilestoneId) -> bool {
    let schedule = &assessment.schedule;
    let full = assessment.workspace.full(id);
    let is_at_start = schedule.dates.finish(id).is_some_and(|at| !at.is_end());
    !schedule.left(id).elapsed && !full.is_unbroken() && !schedule.dates.eta_is_valid(id) && !is_at_start
}

// By its float nothing moves, and by a day more the target does.
#[test]
fn one_day_beyond_the_float_of_a_chain_moves_the_target() {
    let counted = std::cell::Cell::new(0);
    each_target(|assessment, target, chains, _| {
        let mut trial = Trial::new(&assessment.schedule);
        let now = assessment.schedule.dates.finish(target);
        for chain in chains {
            let Some(float) = chain.float.filter(|float| *float >= 0) else { continue };
            let slips = chain.slips;
            if !is_even(assessment, slips) || assessment.workspace.full(slips).is_of_slots() {
                continue;
            }
            counted.set(counted.get() + 1);
            let mut finish = |days: i32| {
                trial.run(&[Change::Later(slips, days.unsigned_abs())]);
                trial.dates().finish(target)
            };
            let (by_float, beyond) = (finish(float), finish(float + 1));
            if by_float != now || beyond == now {
                return Err(format!("{float} days: {by_float:?}, one more: {beyond:?}, now {now:?}"));
            }
        }
        Ok(())
    });
    assert!(counted.get() > 1000 / one_in(20), "{} counted", counted.get());
}

#[test]
fn a_cliff_is_what_its_trial_says_and_no_smaller_slip_is_one() {
    let counted = std::cell::Cell::new(0);
    each_target(|assessment, target, chains, case| {
        let mut trial = Trial::new(&assessment.schedule);
        let calendar = assessment.workspace.lateness_calendar(target);
        let mut falls = |slips: MilestoneId, days: u32| {
            trial.run(&[Change::Later(slips, days)]);
            let moves = |id| {
                let now = assessment.schedule.dates.finish(id).map(Instant::day)?;
                Some(Lateness::new(calendar, now, trial.finish(id)?).workdays)
            };
            let far = moves(slips).is_some_and(|own| moves(target).is_none_or(|days| days - own >= 5));
            (far, trial.finish(target))
        };
        for chain in chains.iter().filter(|chain| chain.slips != target) {
            if assessment.workspace.full(chain.slips).is_of_slots() {
                continue;
            }
            let float = chain.float.and_then(|float| u32::try_from(float).ok()).unwrap_or(0);
            let first = (float + 1..=float + 5).find(|days| falls(chain.slips, *days).0);
            if first != chain.cliff.map(|cliff| cliff.slip) {
                return Err(format!("a cliff at {first:?}"));
            }
            if let Some(cliff) = chain.cliff {
                counted.set(counted.get() + 1);
                let after = falls(chain.slips, cliff.slip).1.map(|day| day.to_string());
                let known = cliff.after.map(|day| day.to_string());
                if after != known
                    || is_even(assessment, chain.slips)
                        && !is_dated_so(case, assessment, target, chain.slips, cliff.slip, &known)
                {
                    return Err(format!("{after:?} is not {known:?}"));
                }
            }
        }
        Ok(())
    });
    assert!(counted.get() > 10 / one_in(20), "{} cliffs", counted.get());
}

/// Whether the oracle gives a milestone this finish where another is so many working days later.
fn is_dated_so(
    case: &Case,
    assessment: &Assessment<'_>,
    target: MilestoneId,
    slips: MilestoneId,
    days: u32,
    finish: &Option<String>,
) -> bool {
    let index = |id: MilestoneId| index(case, assessment, id);
    let plan = Plan::new(case);
    let then = slipped(&plan, index(slips), days);
    then.early[index(target)].as_ref().map(|early| iso(early.finish.day)) == *finish
}

/// Returns the place of a milestone in a case.
pub(super) fn index(case: &Case, assessment: &Assessment<'_>, id: MilestoneId) -> usize {
    let name = &assessment.workspace.milestone(id).full_id;
    (0..case.milestones.len()).find(|m| case.full_id(*m) == *name).expect("the same milestones")
}

/// Returns the plan with a milestone so many working days later.
pub(super) fn slipped<'c>(plan: &Plan<'c>, m: usize, days: u32) -> Plan<'c> {
    let put = |place: usize, early: Option<Early>| {
        let early = early?;
        if place != m {
            return Some(early);
        }
        let later = |instant| plan.full[m].slipped(instant, days as i32);
        let start = if plan.milestone(m).started.is_some() { early.start } else { later(early.start)? };
        Some(Early { start, finish: later(early.finish)?, ..early })
    };
    Plan::with(plan.case, &put)
}
