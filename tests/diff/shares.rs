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

/// Compares every share of more players with the sum over coalitions, each weighed by how many
/// orders begin with it.
fn agrees_by_coalitions(edited: &Edited, compared: &Cell<u32>) -> Result<(), String> {
    let as_of = oracle::as_of(&edited.head);
    let diff = super::laws::diff_of(&oracle::files(&edited.base), &oracle::files(&edited.head), &as_of);
    let players = players(&diff);
    if !(MOST + 1..=12).contains(&players.len()) {
        return Ok(());
    }
    let mut unions: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, (.., class)) in players.keys().enumerate() {
        unions.entry(class).or_default().push(at);
    }
    let mut plans: BTreeMap<u32, Option<Days>> = BTreeMap::new();
    let mut plan = |coalition: u32| -> Option<Days> {
        let made = plans.entry(coalition).or_insert_with(|| {
            let out = players.iter().enumerate().filter(|(at, _)| coalition >> at & 1 == 0);
            let out = out.flat_map(|(_, ((kind, ..), edits))| edits.iter().map(move |edit| (*kind, *edit)));
            edited::without(edited, out).map(|case| forecasts(&case, &as_of))
        });
        made.clone()
    };
    let bits = |players: &[usize]| players.iter().fold(0_u32, |bits, at| bits | 1 << at);
    let share_of_orders = |before: u32, count: usize| -> f64 {
        // before! (count - 1 - before)! / count!, as one factor at a time.
        (1..=before).map(|at| f64::from(at) / (count as f64 - f64::from(at))).product::<f64>() / count as f64
    };
    let mut shares: BTreeMap<(String, usize), Option<f64>> = BTreeMap::new();
    for (class, union) in &unions {
        let others: Vec<u32> =
            unions.iter().filter(|(other, _)| *other != class).map(|(_, union)| bits(union)).collect();
        for outer in 0..1_u32 << others.len() {
            let whole = others.iter().enumerate().filter(|(at, _)| outer >> at & 1 == 1);
            let whole = whole.fold(0, |all, (_, bits)| all | bits);
            let outside = share_of_orders(outer.count_ones(), unions.len());
            for inner in 0..1_u32 << union.len() {
                let own = union.iter().enumerate().filter(|(at, _)| inner >> at & 1 == 1);
                let without = whole | bits(&own.map(|(_, player)| *player).collect::<Vec<_>>());
                let inside = share_of_orders(inner.count_ones(), union.len());
                for player in union.iter().filter(|at| without >> **at & 1 == 0) {
                    let Some((before, after)) = plan(without).zip(plan(without | 1 << player)) else {
                        return Ok(());
                    };
                    for (id, day) in &before {
                        let added = day.zip(after.get(id).copied().flatten());
                        let added = added.map(|(before, after)| f64::from(after - before) * outside * inside);
                        let share = shares.entry((id.clone(), *player)).or_insert(Some(0.0));
                        *share = share.zip(added).map(|(share, added)| share + added);
                    }
                }
            }
        }
    }
    let listed = diff["programs"].as_array().unwrap().iter().chain(diff["milestones"].as_array().unwrap());
    // What is on the same day as before has no causes, though some may have made up for others.
    let moved = |entry: &&Value| entry["forecast_finish"]["before"] != entry["forecast_finish"]["after"];
    for entry in listed.filter(moved) {
        let id = entry["id"].as_str().unwrap();
        let of = |player: usize| shares.get(&(id.to_owned(), player)).copied().flatten();
        let Some(all) = (0..players.len()).map(of).collect::<Option<Vec<f64>>>() else { continue };
        let causes = entry["causes"].as_array().unwrap();
        for ((kind, name, class), exact) in players.keys().zip(all) {
            let cause = causes
                .iter()
                .find(|cause| cause["kind"] == *kind && cause["of"] == *name && cause["class"] == *class);
            let share = cause.map_or(0, |cause| cause["share_days"].as_i64().unwrap());
            if (share as f64 - exact).abs() > 1.0 - 1e-6 {
                return Err(format!("{id}: {name} {class} has {share}, not {exact}"));
            }
            compared.set(compared.get() + u32::from(exact.abs() > 1e-6));
        }
    }
    Ok(())
}

#[test]
fn shares_of_more_players_are_the_weighed_sum_over_coalitions() {
    let compared = Cell::new(0);
    for edits in [12, 16, 20] {
        let edited = prop::sample::select(Family::ALL.to_vec())
            .prop_flat_map(move |family| edited::strategy(family, edits));
        for_all(cases(160), edited, |edited| agrees_by_coalitions(&edited, &compared));
    }
    // In a part of the cases chance may leave none to compare.
    assert!(one_in(2) == 2 || compared.get() > 20, "only {}", compared.get());
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
