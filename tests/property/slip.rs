//! Laws of slip and its causes, on random plans.

use super::plans::{day, read, texts};
use super::samples;
use crate::oracle::{self, Family};
use crate::support::part::one_in;
use tpm::analysis::Assessment;
use tpm::analysis::lateness::Lateness;
use tpm::analysis::slippage::{LatePromise, Reference, Slippage, analyze};
use tpm::graph::Network;
use tpm::time::Instant;
use tpm::trial::{Change, Trial};

/// Runs `check` on every late milestone of random plans; returns how many there were.
fn each_late(
    check: impl Fn(&Assessment<'_>, &Slippage<'_, '_>, &LatePromise<'_>) -> Result<(), String>,
) -> usize {
    let mut late = 0;
    for family in Family::ALL {
        for case in samples(oracle::cases(600), oracle::strategy(family)) {
            let workspace = read(&case);
            let network = Network::new(&workspace);
            let assessment = Assessment::new(&workspace, &network, day(&case));
            let slippage = analyze(&assessment, Reference::Due);
            for row in &slippage.late {
                late += 1;
                if let Err(complaint) = check(&assessment, &slippage, row) {
                    let name = &workspace.milestone(row.milestone).full_id;
                    panic!("{name}: {complaint}\n{:#?}\nas of {}\n{}", row.why, day(&case), texts(&case));
                }
            }
        }
    }
    late
}

#[test]
fn causes_and_what_never_fitted_add_up_to_the_lateness() {
    let late = each_late(|_, _, row| {
        let why = &row.why;
        let parts: i32 = why.causes.iter().map(|cause| cause.workdays).sum();
        let whole = why.own + why.carried + why.never_fitted - why.room_used;
        let is_sound =
            why.causes.iter().all(|cause| cause.workdays >= cause.amplified && cause.amplified >= 0);
        match parts + why.never_fitted == why.lateness.workdays && whole == why.lateness.workdays {
            _ if !is_sound || why.own < 0 || why.carried < 0 => Err("a part is negative".into()),
            true => Ok(()),
            false => Err(format!("{parts} of causes, {whole} in all")),
        }
    });
    assert!(late > 1000 / one_in(20), "{late} late");
}

// What its own inputs put where it stands is nobody's doing but theirs.
#[test]
fn only_what_slips_by_itself_is_a_cause() {
    each_late(|assessment, slippage, row| {
        for cause in &row.why.causes {
            let id = cause.milestone;
            let starts_late = {
                // A start may slip where the finish does not, and SS and SF links carry that on.
                let mut trial = Trial::new(&assessment.schedule);
                trial.run(&[Change::Held(id, Reference::Due.day(assessment, id))]);
                trial.dates().start(id) < assessment.schedule.dates.start(id)
            };
            // An event may slip within its day, as one that has not happened by the end of today:
            // the days that this costs are told as taken on the way.
            let own = cause.workdays - cause.amplified;
            if own > 0 && !slippage.slips.own(id).is_late() && !starts_late {
                return Err(format!("{} is blamed", assessment.workspace.milestone(id).full_id));
            }
        }
        Ok(())
    });
}

// With nothing hidden behind it: held, its days are gone, and no more of them.
#[test]
fn the_only_cause_takes_its_days_away_when_it_is_held() {
    let counted = std::cell::Cell::new(0);
    each_late(|assessment, slippage, row| {
        let why = &row.why;
        let (id, [cause]) = (row.milestone, why.causes.as_slice()) else { return Ok(()) };
        let mut trial = Trial::new(&assessment.schedule);
        trial.run(&[Change::Held(cause.milestone, Reference::Due.day(assessment, cause.milestone))]);
        let then = trial.finish(id);
        // Something that is no cause by itself is in the way then.
        if then != slippage.slips.held(id) {
            return Ok(());
        }
        counted.set(counted.get() + 1);
        let now = assessment.schedule.dates.finish(id).map(Instant::day);
        let calendar = assessment.workspace.lateness_calendar(id);
        let gone = then.zip(now).map(|(then, now)| Lateness::new(calendar, then, now).workdays);
        // The room that was used is free again.
        let expected = cause.workdays + why.room_used;
        if gone == Some(expected) { Ok(()) } else { Err(format!("{gone:?} are gone, not {expected}")) }
    });
    let counted = counted.get();
    assert!(counted > 300 / one_in(20), "{counted} alone");
}
