//! The odds against a simulation that shares nothing with them.

use super::slow::{Dice, Risk, simulate};
use super::{read, settings, simulated, with_risk};
use crate::oracle::case::{Case, Unit};
use crate::oracle::days::iso;
use crate::oracle::early::is_work;
use crate::oracle::{self, Family};
use crate::property::samples;
use crate::support::part::one_in;
use tpm::time::Day;

const RUNS: u32 = 4_000;
const SLOW_RUNS: u32 = 300;

/// The milestones that a risk may delay without a question of how: work in working days that is not
/// done, without an `eta`, in no slots and no unbroken calendar.
fn targets(case: &Case) -> Vec<usize> {
    let plain = |m: &usize| {
        let milestone = &case.milestones[*m];
        let base =
            oracle::calendar::WorkDays::of_calendar(case, oracle::calendar::WorkDays::base_of(case, *m));
        let in_week = base.count_of(oracle::case::Span { count: 1, unit: Unit::Weeks });
        let is_elapsed = milestone.duration.is_some_and(|of| of.likely().unit == Unit::Elapsed)
            || milestone.remaining.is_some_and(|left| left.unit == Unit::Elapsed);
        is_work(milestone)
            && milestone.done.or(milestone.cancelled).or(milestone.eta).is_none()
            && !is_elapsed
            && !base.unbroken
            && in_week > 0
    };
    (0..case.milestones.len()).filter(plain).take(2).collect()
}

/// Compares how often each milestone is finished by each day. Returns how many were compared, and
/// by how much they differ on average where half of the runs are finished.
fn compare(case: &Case, seed: u64) -> (u32, f64) {
    let affects = targets(case);
    let risk = Risk { chance: if affects.is_empty() { 0.0 } else { 0.4 }, impact: (1.0, 4.0, 12.0), affects };
    let files = match &risk.affects[..] {
        [] => oracle::files(case),
        affects => with_risk(case, 40, "[1d, 4d, 12d]", affects),
    };
    let as_of = Day::parse(&oracle::as_of(case)).unwrap();
    let workspace = read(&files, as_of);
    let slow = simulate(case, (0.9, 1.5), &risk, SLOW_RUNS, &mut Dice(seed));
    let (mut compared, mut bias) = (0, 0.0);
    simulated(&workspace, as_of, settings(RUNS), |_, odds| {
        for of in &odds.milestones {
            let id = &workspace.milestone(of.milestone).full_id;
            let m = (0..case.milestones.len()).find(|m| case.full_id(*m) == *id).unwrap();
            for (percent, day) in [(10, of.quantiles.p10), (50, of.quantiles.p50), (80, of.quantiles.p80)] {
                let Some(day) = day else { continue };
                let share_where = |fits: &dyn Fn(Day) -> bool| {
                    let fits = |finish: &&Option<_>| {
                        finish.is_some_and(|finish| fits(Day::parse(&iso(finish)).unwrap()))
                    };
                    slow[m].iter().filter(fits).count() as f64 / f64::from(SLOW_RUNS)
                };
                // At least this share is finished by that day, and a smaller one before.
                let (found, before) = (share_where(&|at| at <= day), share_where(&|at| at < day));
                let share = f64::from(percent) / 100.0;
                let error =
                    (share * (1.0 - share) * (1.0 / f64::from(SLOW_RUNS) + 1.0 / f64::from(RUNS))).sqrt();
                assert!(
                    found >= share - 4.5 * error && before <= share + 4.5 * error,
                    "{id} by {day}: {before} to {found} and not {share}, as of {as_of}\n{}",
                    files.iter().map(|(path, text)| format!("--- {path}\n{text}")).collect::<String>()
                );
                compared += 1;
                bias += (share - found).max(0.0) - (before - share).max(0.0);
            }
        }
    });
    (compared, bias)
}

fn agree(family: Family) {
    let (mut compared, mut bias) = (0, 0.0);
    for (at, case) in samples((48 / one_in(12)) as u32, oracle::strategy(family)).enumerate() {
        let (more, by) = compare(&case, 88_172_645_463_325_252 + at as u64);
        compared += more;
        bias += by;
    }
    assert!(compared > 20, "{compared}");
    let mean = bias / f64::from(compared);
    assert!(mean.abs() < 0.02, "on average {mean} of the runs too early or too late");
}

#[test]
fn plain_networks_agree_with_the_slow_simulation() {
    agree(Family::Plain);
}

#[test]
fn lags_and_constraints_agree_with_the_slow_simulation() {
    agree(Family::Constrained);
}

#[test]
fn calendars_and_slots_agree_with_the_slow_simulation() {
    agree(Family::Calendars);
}

#[test]
fn progress_agrees_with_the_slow_simulation() {
    agree(Family::Progress);
}
