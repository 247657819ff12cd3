//! The shares of a move, against a count over all orders of its edits that keep those of one class
//! together. Each plan between is made by editing the plans' own text.

use super::edited::{self, Edited};
use crate::oracle::{self, Family, days};
use crate::property::{cases, for_all};
use crate::support::{self, part::one_in};
use proptest::prelude::*;
use serde_json::Value;
use std::cell::Cell;
use std::collections::BTreeMap;

/// Players that are counted over all orders, at most.
const MOST: usize = 7;

/// What was edited: kind, id and class.
type Player<'v> = (&'v str, &'v str, &'v str);

/// The players of a diff, each with its edits.
fn players(diff: &Value) -> BTreeMap<Player<'_>, Vec<&Value>> {
    let mut players: BTreeMap<Player<'_>, Vec<&Value>> = BTreeMap::new();
    for edit in diff["edits"].as_array().unwrap() {
        if let Some(class) = edit["class"].as_str() {
            let of = (edit["kind"].as_str().unwrap(), edit["of"].as_str().unwrap(), class);
            players.entry(of).or_default().push(edit);
        }
    }
    players
}

/// The forecasts of all milestones and programs, by id.
type Days = BTreeMap<String, Option<i32>>;

fn forecasts(case: &oracle::case::Case, as_of: &str) -> Days {
    let files = oracle::files(case);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let data = support::schedule(&files, as_of)["data"].clone();
    let programs = data["programs"].as_array().unwrap();
    let milestones = programs.iter().flat_map(|program| program["milestones"].as_array().unwrap());
    let day = |entry: &Value| {
        let finish = entry["forecast_finish"].as_str().map(days::parse);
        (entry["id"].as_str().unwrap().to_owned(), finish)
    };
    programs.iter().chain(milestones).map(day).collect()
}

fn permutations(list: &[usize]) -> Vec<Vec<usize>> {
    if list.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for at in 0..list.len() {
        let mut rest = list.to_vec();
        let first = rest.remove(at);
        all.extend(permutations(&rest).into_iter().map(|rest| [&[first][..], &rest].concat()));
    }
    all
}

/// Every order of the players in which those of one class stand together.
fn orders(classes: &[&str]) -> Vec<Vec<usize>> {
    let mut unions: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, class) in classes.iter().enumerate() {
        unions.entry(class).or_default().push(at);
    }
    let unions: Vec<Vec<usize>> = unions.into_values().collect();
    let mut all = Vec::new();
    for order in permutations(&(0..unions.len()).collect::<Vec<_>>()) {
        let mut orders: Vec<Vec<usize>> = vec![Vec::new()];
        for union in order {
            let inside = permutations(&unions[union]);
            orders = orders
                .iter()
                .flat_map(|before| inside.iter().map(|own| [&before[..], own].concat()).collect::<Vec<_>>())
                .collect();
        }
        all.extend(orders);
    }
    all
}

/// Compares every share with the mean over all orders. Counts the moves that were compared.
fn agrees(edited: &Edited, compared: &Cell<u32>) -> Result<(), String> {
    let as_of = oracle::as_of(&edited.head);
    let diff = super::laws::diff_of(&oracle::files(&edited.base), &oracle::files(&edited.head), &as_of);
    let players = players(&diff);
    if players.len() > MOST {
        return Ok(());
    }
    let names: Vec<&Player<'_>> = players.keys().collect();
    let mut plans: BTreeMap<u32, Days> = BTreeMap::new();
    for coalition in 0..1_u32 << players.len() {
        let out = players.iter().enumerate().filter(|(at, _)| coalition >> at & 1 == 0);
        let out = out.flat_map(|(_, ((kind, ..), edits))| edits.iter().map(move |edit| (*kind, *edit)));
        let Some(case) = edited::without(edited, out) else { return Ok(()) };
        plans.insert(coalition, forecasts(&case, &as_of));
    }
    let orders = orders(&names.iter().map(|(.., class)| *class).collect::<Vec<_>>());
    let listed = diff["programs"].as_array().unwrap().iter().chain(diff["milestones"].as_array().unwrap());
    for entry in listed {
        let id = entry["id"].as_str().unwrap();
        let days: Option<Vec<i64>> = plans.values().map(|days| Some(i64::from((*days.get(id)?)?))).collect();
        // A coalition without a date is closed under what it needs; that is tried elsewhere.
        let Some(days) = days.filter(|days| days.first() != days.last()) else { continue };
        let mut sums = vec![0_i64; names.len()];
        for order in &orders {
            let mut coalition = 0;
            for player in order {
                let next = coalition | 1 << player;
                sums[*player] += days[next] - days[coalition];
                coalition = next;
            }
        }
        let causes = entry["causes"].as_array().unwrap();
        for ((kind, of, class), sum) in names.iter().zip(&sums) {
            let cause = causes
                .iter()
                .find(|cause| cause["kind"] == *kind && cause["of"] == *of && cause["class"] == *class);
            let share = cause.map_or(0, |cause| cause["share_days"].as_i64().unwrap());
            let off = share * orders.len() as i64 - sum;
            if off.abs() >= orders.len() as i64 {
                return Err(format!("{id}: {of} {class} has {share}, and {sum} of {}", orders.len()));
            }
            let is_part = sum % orders.len() as i64 != 0;
            if off != 0 && !is_part {
                return Err(format!("{id}: {of} {class} has {share}, not {}", sum / orders.len() as i64));
            }
        }
        compared.set(compared.get() + 1);
    }
    Ok(())
}

#[test]
fn shares_are_the_mean_over_all_orders() {
    let compared = Cell::new(0);
    for edits in [2, 4, 6] {
        let edited = prop::sample::select(Family::ALL.to_vec())
            .prop_flat_map(move |family| edited::strategy(family, edits));
        for_all(cases(80), edited, |edited| agrees(&edited, &compared));
    }
    assert!(compared.get() > 100 / one_in(20) as u32, "only {}", compared.get());
}

#[test]
fn swapping_the_plans_negates_each_share() {
    let edited =
        prop::sample::select(Family::ALL.to_vec()).prop_flat_map(|family| edited::strategy(family, 6));
    for_all(cases(120), edited, |edited| {
        let as_of = oracle::as_of(&edited.head);
        let (base, head) = (oracle::files(&edited.base), oracle::files(&edited.head));
        let told = |diff: &Value, sign: i64| -> BTreeMap<String, i64> {
            let listed =
                diff["programs"].as_array().unwrap().iter().chain(diff["milestones"].as_array().unwrap());
            let mut told = BTreeMap::new();
            for entry in listed {
                for cause in entry["causes"].as_array().unwrap() {
                    for key in ["share_days", "share_workdays"] {
                        let name = format!(
                            "{} {} {} {} {key}",
                            entry["id"], cause["kind"], cause["of"], cause["class"]
                        );
                        told.insert(name, sign * cause[key].as_i64().unwrap());
                    }
                }
            }
            told.retain(|_, share| *share != 0);
            told
        };
        let there = told(&super::laws::diff_of(&base, &head, &as_of), 1);
        let back = told(&super::laws::diff_of(&head, &base, &as_of), -1);
        if there == back { Ok(()) } else { Err(format!("{there:#?}\n{back:#?}")) }
    });
}
