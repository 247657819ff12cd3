//! What the gate, the status and a diff ask of the runs is what `tpm odds` says.

use super::{read, settings, with_risk};
use crate::oracle::{self, Family};
use crate::property::samples;
use crate::support::part::cases;
use std::collections::BTreeSet;
use std::sync::atomic::AtomicU32;
use tpm::analysis::odds::Share;
use tpm::chance::{Chances, LiveRisk, simulate, simulate_finishes};
use tpm::graph::Network;
use tpm::schedule::Scheduled;
use tpm::time::Day;

#[test]
fn what_is_asked_alone_is_what_all_of_it_says() {
    let mut effects = 0;
    for family in [Family::Progress, Family::Calendars] {
        for case in samples(cases(100), oracle::strategy(family)) {
            let as_of = Day::parse(&oracle::as_of(&case)).unwrap();
            let workspace = read(&with_risk(&case, 40, "[1d, 3d, 9d]", &[0]), as_of);
            let network = Network::new(&workspace);
            let schedule = Scheduled::new(&workspace, &network, as_of);
            let live: Vec<LiveRisk> = workspace
                .risks
                .iter()
                .enumerate()
                .map(|(index, risk)| LiveRisk {
                    index,
                    percent: risk.probability.map(|odds| odds.0),
                    impact: risk.impact,
                })
                .collect();
            let settings = settings(300);
            let chances = Chances::new(&schedule, &live, &settings);
            let all = simulate(&schedule, &chances, &settings, &AtomicU32::new(0));
            let of = all.finishes.iter().map(|finish| finish.holder).step_by(2).collect();
            let alone = simulate_finishes(&schedule, &chances, &settings, &of, true);
            let finishes = all.finishes.iter().filter(|finish| of.contains(&finish.holder));
            assert_eq!(alone.finishes.iter().collect::<Vec<_>>(), finishes.collect::<Vec<_>>());
            let effects_of = all.effects.iter().filter(|effect| of.contains(&effect.holder));
            let found: BTreeSet<String> = alone.effects.iter().map(|it| format!("{it:?}")).collect();
            let expected: BTreeSet<String> = effects_of.map(|it| format!("{it:?}")).collect();
            assert!(found.is_superset(&expected), "{:?}", oracle::files(&case));
            let without = simulate_finishes(&schedule, &chances, &settings, &of, false);
            assert_eq!((&without.finishes, without.effects.len()), (&alone.finishes, 0));
            assert!(alone.merges.is_empty() && alone.rests_on_default_range.is_none());
            effects += alone.effects.len();
        }
    }
    assert!(effects > 10, "{effects}");
}

// The standard error of a share s of n runs is the root of s (1 - s) / n: 0.5 % at one half of 10,000, so
// that twice that is 1 %; 5 % at one half of 100, and 3 % at a tenth.
#[test]
fn the_error_is_twice_the_standard_error_rounded_up() {
    let error = |runs, of| Share { runs, of }.error_percent();
    assert_eq!([error(5_000, 10_000), error(50, 100), error(10, 100)], [1, 10, 6]);
    assert_eq!([error(0, 100), error(100, 100), error(1_250, 2_500)], [1, 1, 2]);
}

#[test]
fn a_share_is_enough_from_the_run_on_that_makes_it_so() {
    let is_enough = |runs| Share { runs, of: 10_000 }.is_at_least(80);
    assert_eq!([7_999, 8_000, 10_000].map(is_enough), [false, true, true]);
    let words = [99, 100, 149, 9_900, 9_901].map(|runs| Share { runs, of: 10_000 }.in_words());
    assert_eq!(words, ["under 1", "1", "1", "99", "over 99"]);
}
