//! What would bring a date back equals a search by brute force: each change is written into the
//! plan, for every dose and every milestone, and the oracle dates it anew.

use super::chains::index;
use super::plans::{day, read, texts};
use super::samples;
use crate::oracle::case::{Case, Duration, Span, Unit};
use crate::oracle::days::iso;
use crate::oracle::early::Plan;
use crate::oracle::{self, Family};
use crate::support::part::one_in;
use std::collections::BTreeMap;
use tpm::analysis::Assessment;
use tpm::analysis::levers::{Lever, Pull};
use tpm::analysis::recover::{Recovery, recover};
use tpm::graph::Network;
use tpm::model::MilestoneId;
use tpm::schedule::{Hold, PromiseHolder};
use tpm::time::{Day, Instant};

/// What is changed: a word, the milestone or owner, and the predecessor or the number of the leave.
type Name = (&'static str, usize, usize);

/// Writes a change of some dose.
type Write = Box<dyn Fn(&mut Case, i32)>;

/// A change of the text, by its dose.
struct Edit {
    name: Name,
    has_dose: bool,
    write: Write,
}

/// Returns every change that is compared, of all milestones.
fn edits(case: &Case, forecast: i32) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut add = |name: Name, has_dose: bool, write: Write| {
        edits.push(Edit { name, has_dose, write });
    };
    for (m, milestone) in case.milestones.iter().enumerate() {
        let is_open = milestone.done.is_none() && milestone.cancelled.is_none();
        if let (Some(Duration::One(span)), None, None, true) =
            (milestone.duration, milestone.started, milestone.eta, is_open)
            && span.unit != Unit::Weeks
            && span.count > 1
        {
            add(
                ("less", m, 0),
                true,
                Box::new(move |case, dose| {
                    let span = Span { count: (span.count - dose).max(1), ..span };
                    case.milestones[m].duration = Some(Duration::One(span));
                }),
            );
        }
        if milestone.not_before.is_some()
            && milestone.window.is_none()
            && milestone.started.is_none()
            && is_open
        {
            add(("not-before", m, 0), false, Box::new(move |case, _| case.milestones[m].not_before = None));
        }
        if milestone.blocked.is_some_and(|blocked| blocked.until.is_some()) && is_open {
            add(("blocked", m, 0), false, Box::new(move |case, _| case.milestones[m].blocked = None));
        }
        for link in milestone.links.iter().filter(|_| is_open) {
            let on = link.on;
            let same = milestone.links.iter().filter(|other| other.on == on).count();
            // Whether leaving out is told depends on what overlapping does, and days of a shorter lag
            // are written only in one unit.
            let is_in_days = link.lag.count == 0 || link.lag.unit == Unit::Days;
            if same > 1 || link.by_program || case.milestones[on].cancelled.is_some() || !is_in_days {
                continue;
            }
            add(
                ("without", m, on),
                false,
                Box::new(move |case, _| {
                    case.milestones[m].links.retain(|link| link.on != on);
                }),
            );
            add(
                ("overlap", m, on),
                true,
                Box::new(move |case, dose| {
                    for link in case.milestones[m].links.iter_mut().filter(|link| link.on == on) {
                        link.lag = Span { count: link.lag.count - dose, unit: Unit::Days };
                    }
                }),
            );
        }
    }
    for (o, owner) in case.owners.iter().enumerate() {
        // A leave that is over is not moved any more.
        let to_come = |leave: &usize| owner.away[*leave].1 >= case.as_of;
        for leave in (0..owner.away.len()).filter(to_come) {
            add(
                ("leave", o, leave),
                false,
                Box::new(move |case, _| {
                    let (first, last) = case.owners[o].away[leave];
                    case.owners[o].away[leave] = (forecast + 1, forecast + 1 + last - first);
                }),
            );
        }
    }
    edits
}

/// Returns the name of a lever that is compared.
fn name(case: &Case, assessment: &Assessment<'_>, pull: Pull) -> Option<Name> {
    let m = |id: MilestoneId| index(case, assessment, id);
    let id = m(pull.milestone);
    let from = |link| m(assessment.network.link(link).from);
    Some(match pull.lever {
        Lever::LessWork => ("less", id, 0),
        Lever::Without(Hold::NotBefore) => ("not-before", id, 0),
        Lever::Without(Hold::BlockedUntil) => ("blocked", id, 0),
        Lever::WithoutLink(link) => ("without", id, from(link)),
        Lever::Overlap(link) => ("overlap", id, from(link)),
        Lever::MovedLeave(owner, leave, _) => {
            let id = &assessment.workspace.owners[owner.index()].id;
            ("leave", id.trim_start_matches('o').parse().unwrap(), leave)
        }
        _ => return None,
    })
}

fn finish(case: &Case, target: usize) -> Option<i32> {
    Plan::new(case).early[target].as_ref().map(|early| early.finish.day)
}

fn written(case: &Case, edits: &[(&Edit, i32)]) -> Case {
    let mut case = case.clone();
    for (edit, dose) in edits {
        (edit.write)(&mut case, *dose);
    }
    case
}

/// Runs `check` on a recovery of each finish of random plans.
fn each(check: impl Fn(&Case, &Assessment<'_>, usize, &Recovery, i32, i32)) {
    for family in Family::ALL {
        for (number, case) in samples(oracle::cases(60), oracle::strategy(family)).enumerate() {
            let workspace = read(&case);
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
                check(&case, &assessment, target, &recovery, forecast, forecast - early);
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
    each(|case, assessment, target, recovery, forecast, by| {
        let edits = edits(case, forecast);
        let mut expected: BTreeMap<Name, (i32, String)> = BTreeMap::new();
        for edit in &edits {
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
    each(|case, assessment, target, recovery, forecast, by| {
        if recovery.options.iter().any(|tried| tried.reaches) {
            assert!(recovery.pairs.is_empty());
            return;
        }
        let edits = edits(case, forecast);
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
