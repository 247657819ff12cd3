//! The cheapest two changes that reach a day together.

use super::options::{Goal, finish, price};
use crate::analysis::levers::{LARGEST_DOSE, Pull, Trying};
use crate::trial::Trial;

/// How many changes are tried in pairs, the most promising first.
const MOST: usize = 96;

/// How many pairs are told.
const TOLD: usize = 3;

/// Milestones that the trials of pairs date at most, about.
const MOST_VISITS: usize = 1_000_000;

/// Returns the cheapest pairs that reach the day, the cheapest first, and how many changes were not
/// tried in pairs.
pub(super) fn cheapest(trying: &mut Trying<'_>, goal: Goal, levers: &[Pull]) -> (Vec<[Pull; 2]>, usize) {
    let end = trying.visits + MOST_VISITS;
    let tried = &levers[..levers.len().min(MOST)];
    let mut found: Vec<([Pull; 2], u32)> = Vec::new();
    for (at, second) in tried.iter().enumerate() {
        for first in &tried[..at] {
            if trying.visits > end {
                return (pairs(found), levers.len() - at);
            }
            let below = found.get(TOLD - 1).map_or(u32::MAX, |(_, price)| *price);
            if let Some(pair) = least(trying, goal, [*first, *second], below) {
                let price = price(&pair);
                let place = found.partition_point(|(_, other)| *other <= price);
                found.insert(place, (pair, price));
                found.truncate(TOLD);
            }
        }
    }
    (pairs(found), levers.len() - tried.len())
}

fn pairs(found: Vec<([Pull; 2], u32)>) -> Vec<[Pull; 2]> {
    found.into_iter().map(|(pair, _)| pair).collect()
}

/// Returns two levers with the doses that reach the day for the lowest price, if that is below
/// another; of equal prices the one with the smaller first dose.
fn least(trying: &mut Trying<'_>, goal: Goal, [first, second]: [Pull; 2], below: u32) -> Option<[Pull; 2]> {
    let reaches = |trial: &Trial<'_>| finish(trial, goal.target).is_some_and(|finish| finish <= goal.by);
    let full = |pull: Pull| Pull { dose: if pull.lever.has_dose() { LARGEST_DOSE } else { 0 }, ..pull };
    // Beside all of one that is steady, a dose is the smallest that the other can do with.
    let mut least = |pull: Pull, other: Pull| match trying.is_steady(other) {
        true => trying.smallest(pull, Some(full(other)), LARGEST_DOSE, reaches),
        false => Some(Pull { dose: u32::from(pull.lever.has_dose()), ..pull }),
    };
    let (least_first, least_second) = (least(first, second)?, least(second, first)?);
    let mut best: Option<([Pull; 2], u32)> = None;
    for dose in least_first.dose..=full(first).dose {
        let first = Pull { dose, ..first };
        let limit = best.map_or(below, |(_, price)| price);
        if price(&[first, least_second]) >= limit {
            break;
        }
        let most = LARGEST_DOSE.min(limit - price(&[first]) - 1);
        let Some(second) = trying.smallest(second, Some(first), most, reaches) else { continue };
        let price = price(&[first, second]);
        if price < limit {
            best = Some(([first, second], price));
        }
    }
    best.map(|(pair, _)| pair)
}
