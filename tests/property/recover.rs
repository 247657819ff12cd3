//! What would bring a date back equals a search by brute force: each change is written into the
//! plan, for every dose and every milestone, and the oracle dates it anew.

use super::chains::index;
use super::levers::{Edit, Name, Occurred, edits, freezes, name, of_freezes, without_freeze, written};
use super::plans::{day, read, read_files, texts};
use super::samples;
use crate::oracle::case::Case;
use crate::oracle::days::iso;
use crate::oracle::early::Plan;
use crate::oracle::{self, Family};
use crate::support::part::one_in;
use std::collections::BTreeMap;
use tpm::analysis::Assessment;
use tpm::analysis::levers::Pull;
use tpm::analysis::recover::{Recovery, Tried, promise, recover};
use tpm::analysis::why;
use tpm::graph::Network;
use tpm::schedule::PromiseHolder;
use tpm::time::{Day, Instant};

fn finish(case: &Case, target: usize) -> Option<i32> {
    Plan::new(case).early[target].as_ref().map(|early| early.finish.day)
}

/// A recovery of a milestone, with the plan it is about.
struct Asked<'a> {
    case: &'a Case,
    assessment: &'a Assessment<'a>,
    recovery: &'a Recovery,
    target: usize,
    forecast: i32,
    by: i32,
    /// Every change that is compared.
    edits: Vec<Edit>,
}

/// Runs `check` on a recovery of each finish of random plans.
fn each(check: impl Fn(&Asked<'_>)) {
    for family in Family::ALL {
        for (number, case) in samples(oracle::cases(60), oracle::strategy(family)).enumerate() {
            let risk = (number % 3 == 0).then(|| Occurred {
                hit: number % case.milestones.len(),
                impact: 1 + number as i32 % 7,
                residual: (number % 2 == 0).then_some(1),
            });
            let workspace = read_files(&case, risk.map_or_else(|| case.files(), |risk| risk.files(&case)));
            let network = Network::new(&workspace);
            let assessment = Assessment::new(&workspace, &network, day(&case));
            for id in workspace.milestone_ids().filter(|id| workspace.milestone(*id).is_unfinished()) {
                let is_asked = assessment.is_finish(id) || number % 4 == 0;
                let now = assessment.schedule.dates.finish(id).map(Instant::day);
                let (Some(now), true) = (now, is_asked) else { continue };
                let early = 1 + (number as i32 * 5) % 17;
                let recovery = recover(&assessment, PromiseHolder::Milestone(id), now.plus(-early)).unwrap();
                let target = index(&case, &assessment, id);
                let forecast = finish(&case, target).unwrap();
                let pulls = recovery.options.iter().chain(&recovery.pairs).flat_map(|tried| &tried.pulls);
                let mut edits = edits(&case, forecast, risk);
                edits.extend(of_freezes(&case, &assessment, &pulls.copied().collect::<Vec<Pull>>()));
                check(&Asked {
                    case: &case,
                    assessment: &assessment,
                    recovery: &recovery,
                    target,
                    forecast,
                    by: forecast - early,
                    edits,
                });
            }
        }
    }
}

fn iso_of(day: Day) -> String {
    day.to_string()
}

#[test]
fn each_option_is_the_smallest_dose_of_a_search_by_brute_force() {
    let counted = std::cell::Cell::new(0);
    each(|asked| {
        let Asked { case, assessment, recovery, target, forecast, by, ref edits } = *asked;
        let mut expected: BTreeMap<Name, (i32, String)> = BTreeMap::new();
        for edit in edits {
            let doses = if edit.has_dose { 1..=10 } else { 0..=0 };
            let finishes: Vec<(i32, Option<i32>)> =
                doses.map(|dose| (dose, finish(&written(case, &[(edit, dose)]), target))).collect();
            let Some(best) = finishes.iter().filter_map(|(_, finish)| *finish).min() else { continue };
            if best >= forecast {
                continue;
            }
            let enough = best.max(by);
            let (dose, finish) =
                finishes.iter().find(|(_, finish)| finish.is_some_and(|finish| finish <= enough)).unwrap();
            expected.insert(edit.name, (*dose, iso(finish.unwrap())));
        }
        // Where overlapping does as much, leaving out is not told.
        let overlaps: Vec<(Name, String)> =
            expected.iter().map(|(name, (_, finish))| (*name, finish.clone())).collect();
        expected.retain(|name, (_, finish)| {
            name.0 != "without" || !overlaps.contains(&(("overlap", name.1, name.2), finish.clone()))
        });
        let named: Vec<Name> = edits.iter().map(|edit| edit.name).collect();
        let found: BTreeMap<Name, (i32, String)> = recovery
            .options
            .iter()
            .filter_map(|tried| Some((name(case, assessment, tried.pulls[0])?, tried)))
            .filter(|(name, _)| named.contains(name))
            .map(|(name, tried)| (name, (tried.pulls[0].dose as i32, iso_of(tried.finish))))
            .collect();
        assert_eq!(found, expected, "target {} as of {}\n{}", case.full_id(target), day(case), texts(case));
        for freeze in 0..freezes(case) {
            let is_told = found.keys().any(|name| name.0 == "freeze" && name.1 == freeze);
            let helps = finish(&without_freeze(case, freeze), target).is_some_and(|then| then < forecast);
            assert_eq!(
                is_told,
                helps,
                "freeze {freeze}, target {} as of {}\n{}",
                case.full_id(target),
                day(case),
                texts(case)
            );
        }
        counted.set(counted.get() + found.len());
        assert!(recovery.options.iter().all(|tried| tried.reaches == (tried.finish <= recovery.by)));
    });
    assert!(counted.get() > 500 / one_in(20), "{} options", counted.get());
}

// Each pair is dated by the oracle, and of all pairs of changes some that cost less are.
#[test]
fn a_pair_reaches_the_day_and_none_that_costs_less_does() {
    let counted = std::cell::Cell::new((0, 0));
    let draw = std::cell::Cell::new(11_u64);
    each(|asked| {
        let Asked { case, assessment, recovery, target, by, ref edits, .. } = *asked;
        if recovery.options.iter().any(|tried| tried.reaches) {
            assert!(recovery.pairs.is_empty());
            return;
        }
        let of = |pull: &Pull| {
            let name = name(case, assessment, *pull)?;
            Some((edits.iter().find(|edit| edit.name == name)?, pull.dose as i32))
        };
        let mut prices = Vec::new();
        for pair in &recovery.pairs {
            let price = |pull: &Pull| if pull.dose == 0 { 10 } else { pull.dose as i32 };
            prices.push(pair.pulls.iter().map(price).sum::<i32>());
            let (mut pairs, mut alone) = counted.get();
            if let [Some(first), Some(second)] = [of(&pair.pulls[0]), of(&pair.pulls[1])] {
                let then = finish(&written(case, &[first, second]), target).unwrap();
                assert_eq!(iso(then), iso_of(pair.finish), "{pair:#?}\n{}", texts(case));
                assert!(then <= by);
                pairs += 1;
            } else {
                alone += 1;
            }
            counted.set((pairs, alone));
        }
        assert!(prices.is_sorted(), "{prices:?}");
        if recovery.left_out_of_pairs > 0 || edits.len() < 2 {
            return;
        }
        let below = prices.first().copied().unwrap_or(i32::MAX);
        for _ in 0..24 {
            let below_of = |bound: usize| {
                let next = draw.get().wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                draw.set(next);
                (next >> 33) as usize % bound
            };
            let (first, second) = (&edits[below_of(edits.len())], &edits[below_of(edits.len())]);
            let dose = |edit: &Edit| if edit.has_dose { 1 + below_of(10) as i32 } else { 0 };
            let doses = (dose(first), dose(second));
            let price = |edit: &Edit, dose: i32| if edit.has_dose { dose } else { 10 };
            let all = price(first, doses.0) + price(second, doses.1);
            // Two changes of one link, or of one milestone's work, are one.
            if first.name.1 == second.name.1 || all >= below {
                continue;
            }
            let then = finish(&written(case, &[(first, doses.0), (second, doses.1)]), target);
            assert!(
                then.is_none_or(|then| then > by),
                "{:?} {:?} with {doses:?} reach {} for {all}, of {}: {:#?}\n{}",
                first.name,
                second.name,
                iso(by),
                case.full_id(target),
                recovery.pairs,
                texts(case)
            );
        }
    });
    assert!(counted.get().0 > 20 / one_in(20), "{:?} pairs", counted.get());
}

// Both reports tell the same of a change: `why` asks for the promise, or for a day before the forecast.
#[test]
fn why_tells_the_options_of_a_recovery() {
    let mut compared = 0;
    for family in Family::ALL {
        for case in samples(oracle::cases(40), oracle::strategy(family)) {
            let workspace = read(&case);
            let network = Network::new(&workspace);
            let assessment = Assessment::new(&workspace, &network, day(&case));
            for id in workspace.milestone_ids().filter(|id| workspace.milestone(*id).is_unfinished()) {
                let Some(forecast) = assessment.schedule.dates.finish(id).map(Instant::day) else { continue };
                let target = PromiseHolder::Milestone(id);
                let is_missed = |due: &Day| *due < forecast && *due >= day(&case);
                let by = promise(&assessment, target).filter(is_missed).unwrap_or(forecast.plus(-1));
                let recovery = recover(&assessment, target, by).unwrap();
                let told = |options: &[Tried]| -> Vec<(Vec<Pull>, Day, bool)> {
                    let one = |tried: &Tried| (tried.pulls.clone(), tried.finish, tried.reaches);
                    let mut told: Vec<_> = options.iter().map(one).collect();
                    told.sort_unstable();
                    told
                };
                let why = why::of(&assessment, id).unwrap().earlier_if;
                assert_eq!(told(&why.list), told(&recovery.options), "{}", texts(&case));
                assert_eq!(why.left_out, 0);
                let is_most_first = why.list.is_sorted_by_key(|tried| tried.finish);
                assert!(is_most_first || promise(&assessment, target) == Some(by), "{:#?}", why.list);
                compared += why.list.len();
            }
        }
    }
    assert!(compared > 500 / one_in(20), "{compared} compared");
}
