//! Why a forecast moved: the edits that moved it, each with its share.
//!
//! Every number is a trial: the plans are scheduled with some of the edits. A share is the Owen
//! value of the game of `game`, whose unions are the classes of edits.

use super::cause::{Cause, Causes, Later};
use super::edit::Edit;
use super::finder::Finder;
use super::game::{Game, Moves};
use super::owen::{self, Parts, Unions, Worth};
use super::players::{Player, Reach, players};
use super::target::{Target, all_targets};
use crate::analysis::lateness::Lateness;
use crate::model::AsOf;
use crate::schedule::PromiseHolder;
use crate::syntax::Nature;
use crate::time::Day;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Shares are exact for so many players that can reach a forecast.
const EXACT: usize = 12;

/// Coalitions of exact shares, over all forecasts, at most.
const COALITIONS: u64 = 20_000;

/// Milestones dated for sampled shares, roughly, at most: fewer orders are drawn from larger plans.
const WORK: u64 = 3_000_000;

/// Milestones dated for exact shares, roughly, at most; beyond that they are sampled.
const WORK_EXACT: u64 = 2_000_000;

/// The same for samples, where one forecast alone is asked about.
const WORK_OF_ONE: u64 = 30_000_000;

/// Milestones, freezes and owners that are read again for plans that are scheduled whole, at most.
const READ_AGAIN: usize = 400_000;

/// Shares, over all players and forecasts, at most: beyond that, the least forecasts are not
/// traced.
const SHARES: usize = 200_000;

/// The causes of every move.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) causes: BTreeMap<PromiseHolder, Causes>,
    /// For forecasts that did not move: edits that would move them if taken back.
    pub(super) held: BTreeMap<PromiseHolder, Causes>,
    /// What would be another day if the edits of one cause were taken back, in the head.
    pub(super) swayed: BTreeSet<PromiseHolder>,
    /// The edits that move any forecast, or would if others were undone.
    pub(super) effective: BTreeSet<usize>,
    /// How many moves were not traced to edits.
    pub(super) untraced: usize,
}

/// Returns why each of these forecasts moved from the given day to the head's, and why others did
/// not, of those that `is_told` names.
pub(super) fn find(
    finder: &Finder<'_>,
    edits: &[Edit],
    moves: &BTreeMap<PromiseHolder, (Day, Day)>,
    as_of: AsOf,
    is_told: impl Fn(PromiseHolder) -> bool,
) -> Found {
    let all = traceable(finder, edits);
    let mut found = Found::default();
    if all.is_empty() {
        return found;
    }
    let begin = |players| Game::new(finder, edits, players, all_targets(finder), as_of);
    let (mut game, singles) = with_singles(&all, begin);
    let players = game.players;
    for (player, single) in players.iter().zip(&singles) {
        if !single.is_empty() {
            found.effective.extend(&player.edits);
        }
    }
    let would_move: BTreeSet<usize> = singles.iter().flat_map(|single| single.keys()).copied().collect();
    found.swayed = would_move.iter().map(|at| game.targets()[*at].holder).collect();
    let is_asked = |at: &usize| {
        let holder = game.targets()[*at].holder;
        moves.contains_key(&holder) || would_move.contains(at) && is_told(holder)
    };
    let mut asked: Vec<usize> = (0..game.targets().len()).filter(is_asked).collect();
    asked.sort_by_key(|at| {
        let holder = game.targets()[*at].holder;
        let size = moves.get(&holder).map_or(0, |(before, after)| after.since(*before).abs());
        (rank(finder, holder), Reverse(size))
    });
    let traced = SHARES / players.len();
    for at in asked.drain(traced.min(asked.len())..) {
        let target = game.targets()[at];
        if let Some((before, after)) = moves.get(&target.holder) {
            let rest = Some(Lateness::new(target.calendar, *before, *after));
            found.causes.insert(target.holder, Causes { rest, ..Causes::default() });
            found.untraced += 1;
        }
    }
    game.aim_at(asked.iter().map(|at| game.targets()[*at]).collect());
    let without = |player: usize, at: usize| singles[player].get(&asked[at]).copied();
    for (target, causes) in explain(&mut game, edits, without, |target| moves.get(&target.holder).copied()) {
        found.effective.extend(causes.list.iter().flat_map(|cause| &cause.edits));
        if moves.contains_key(&target.holder) {
            found.causes.insert(target.holder, causes);
        } else if !causes.list.is_empty() {
            found.held.insert(target.holder, causes);
        }
    }
    found
}

/// The move of one forecast, with what moved it.
#[derive(Debug)]
pub(super) struct Traced {
    pub(super) causes: Causes,
    /// Causes that would still cost days if the largest one were undone, and how many; the largest
    /// first.
    pub(super) even_then: Vec<(usize, Lateness)>,
}

/// Returns the players that can be tried: those for which whole plans have to be read and scheduled
/// are left out if there are too many of them. What they moved is the rest of the change.
fn traceable(finder: &Finder<'_>, edits: &[Edit]) -> Vec<Player> {
    let mut players = players(edits);
    let wholes = players.iter().filter(|player| player.reach(edits) == Reach::Plans).count();
    let workspace = finder.head.workspace();
    let size = workspace.milestones.len() + workspace.freezes.len() + workspace.owners.len();
    if wholes * size > READ_AGAIN {
        players.retain(|player| player.reach(edits) != Reach::Plans);
    }
    players
}

/// Returns why one forecast moved between the two days.
pub(super) fn trace(
    finder: &Finder<'_>,
    edits: &[Edit],
    target: Target<'_>,
    (before, after): (Day, Day),
    as_of: AsOf,
) -> Traced {
    let all = traceable(finder, edits);
    let whole = Lateness::new(target.calendar, before, after);
    if all.is_empty() {
        let rest = Some(whole).filter(|whole| *whole != Lateness::default());
        return Traced { causes: Causes { rest, ..Causes::default() }, even_then: Vec::new() };
    }
    let begin = |players| {
        let mut game = Game::new(finder, edits, players, vec![target], as_of);
        game.aim_at(vec![target]);
        game
    };
    let (mut game, singles) = with_singles(&all, begin);
    let without = |player: usize, _: usize| singles[player].get(&0).copied();
    let mut explained = explain(&mut game, edits, without, |_| Some((before, after)));
    let causes = explained.pop().map_or_else(Causes::default, |(_, causes)| causes);
    let even_then = even_then(&mut game, &causes);
    Traced { causes, even_then }
}

/// Returns which causes would still cost days if the first one, the largest, were undone.
fn even_then(game: &mut Game<'_>, causes: &Causes) -> Vec<(usize, Lateness)> {
    let players = game.players;
    let place = |cause: &Cause| {
        players.iter().position(|player| (&player.subject, player.class) == (&cause.subject, cause.class))
    };
    let Some((largest, first)) = causes.list.first().and_then(|cause| Some((cause, place(cause)?))) else {
        return Vec::new();
    };
    let calendar = game.targets()[0].calendar;
    let mut coalition = vec![true; players.len()];
    coalition[first] = false;
    let mut costs = Vec::new();
    for (at, cause) in causes.list.iter().enumerate().skip(1) {
        let Some(player) = place(cause) else { continue };
        coalition[player] = false;
        let cost = Lateness::new(calendar, game.days(&coalition, 0)[0], largest.without);
        if cost.days > 0 {
            costs.push((at, cost));
        }
        coalition[player] = true;
    }
    costs.sort_by_key(|(at, cost)| (Reverse(cost.days), *at));
    costs
}

/// Returns the causes of each target. `without` gives the forecast if only one player were undone,
/// where that is another, and `moved` the two days of a move.
fn explain<'s>(
    game: &mut Game<'s>,
    edits: &[Edit],
    without: impl Fn(usize, usize) -> Option<Day>,
    moved: impl Fn(&Target<'s>) -> Option<(Day, Day)>,
) -> Vec<(Target<'s>, Causes)> {
    let shares = shares(game);
    let players = game.players;
    let causes = |(at, share): (usize, &Shares)| {
        let target = game.targets()[at];
        let without = (0..players.len()).map(|player| without(player, at).unwrap_or(target.after));
        let list = list(players, target, without.collect(), share);
        let (is_later, rest) = match moved(&target) {
            Some((before, after)) => {
                (after >= before, rest(&list, Lateness::new(target.calendar, before, after)))
            }
            None => (true, None),
        };
        let is_move = moved(&target).is_some_and(|(before, after)| after > before);
        let later = if is_move && rest.is_none() { later(edits, &list) } else { None };
        (target, Causes { list: sorted(list, is_later), rest, error: share.error, later })
    };
    shares.iter().enumerate().map(causes).collect()
}

/// Returns how much a forecast matters: 0 for programs, then firm promises, promises and the rest.
fn rank(finder: &Finder<'_>, holder: PromiseHolder) -> u8 {
    let PromiseHolder::Milestone(id) = holder else { return 0 };
    let milestone = finder.head.workspace().milestone(id);
    match (milestone.firm, milestone.promise.due) {
        (true, _) => 1,
        (false, Some(_)) => 2,
        (false, None) => 3,
    }
}

/// The shares of one move.
struct Shares {
    /// By player: in days and in working days.
    by_player: Vec<Lateness>,
    error: Option<f64>,
}

/// Returns a game of the players that could be taken out one by one, and what that does. What the
/// others do is the rest of the change.
fn with_singles<'s>(
    all: &'s [Player],
    begin: impl Fn(&'s [Player]) -> Game<'s>,
) -> (Game<'s>, Vec<BTreeMap<usize, Day>>) {
    let mut game = begin(all);
    let singles = game.singles();
    if singles.len() < all.len() {
        game = begin(&all[..singles.len()]);
    }
    (game, singles)
}

/// Returns the shares of the moves of all targets.
fn shares(game: &mut Game<'_>) -> Vec<Shares> {
    let count = game.players.len();
    let mut groups: BTreeMap<Vec<bool>, Vec<usize>> = BTreeMap::new();
    // With few players, all targets ask for the same coalitions.
    let everybody = vec![true; count];
    let is_one = count <= EXACT && owen::coalitions(&unions(game, &everybody)) <= 1 << EXACT;
    for target in 0..game.targets().len() {
        let reaching = if is_one { everybody.clone() } else { game.reaching(target) };
        groups.entry(reaching).or_default().push(target);
    }
    let mut shares: BTreeMap<usize, Shares> = BTreeMap::new();
    let (mut left, mut left_work) = (COALITIONS, WORK_EXACT);
    let (mut rest, mut reaching_rest) = (Vec::new(), vec![false; count]);
    for (reaching, targets) in groups {
        let unions = unions(game, &reaching);
        let few = reaching.iter().filter(|reaches| **reaches).count() <= EXACT;
        if let Some(after) = left.checked_sub(owen::coalitions(&unions)).filter(|_| few) {
            left = after;
            let mut moves = Moves { game, targets: targets.clone() };
            let before = moves.work();
            let parts = owen::exact(&unions, count, left_work, &mut moves);
            left_work = left_work.saturating_sub(moves.work() - before);
            if let Some(parts) = parts {
                shares.extend(targets.into_iter().zip(of_targets(&parts)));
                continue;
            }
        }
        rest.extend(targets);
        reaching_rest.iter_mut().zip(reaching).for_each(|(any, reaches)| *any |= reaches);
    }
    if !rest.is_empty() {
        let unions = unions(game, &reaching_rest);
        let mut moves = Moves { game, targets: rest.clone() };
        let work = if moves.game.targets().len() == 1 { WORK_OF_ONE } else { WORK };
        let parts = owen::sampled(&unions, count, (Causes::ORDERS / 2, work), &mut moves);
        shares.extend(rest.into_iter().zip(of_targets(&parts)));
    }
    shares.into_values().collect()
}

/// Returns the players of each class, of those that can reach something.
fn unions(game: &Game<'_>, reaching: &[bool]) -> Unions {
    let mut unions: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, player) in game.players.iter().enumerate().filter(|(at, _)| reaching[*at]) {
        unions.entry(player.class).or_default().push(at);
    }
    unions.into_values().collect()
}

/// Returns the shares that parts of the worth of [`Moves`] are, target by target.
fn of_targets(parts: &Parts) -> Vec<Shares> {
    let of = |(at, measures): (usize, &[Vec<i128>])| {
        // The worth counts each day twice.
        let rounded = |measure: &[i128]| owen::rounded(measure, 2 * parts.denominator);
        let (days, workdays) = (rounded(&measures[0]), rounded(&measures[1]));
        let by_player = days.iter().zip(&workdays);
        let by_player = by_player.map(|(days, workdays)| Lateness {
            days: i32::try_from(*days).unwrap_or(i32::MAX),
            workdays: i32::try_from(*workdays).unwrap_or(i32::MAX),
        });
        let error = parts.errors.as_ref().map(|errors| errors[2 * at] / 2.0);
        Shares { by_player: by_player.collect(), error }
    };
    parts.parts.chunks(2).enumerate().map(of).collect()
}

/// Returns the players that did anything to a forecast.
fn list(players: &[Player], target: Target<'_>, without: Vec<Day>, shares: &Shares) -> Vec<Cause> {
    let cause = |((player, without), share): ((&Player, Day), &Lateness)| {
        let is_one = *share != Lateness::default() || without != target.after;
        is_one.then(|| Cause {
            subject: player.subject.clone(),
            class: player.class,
            edits: player.edits.clone(),
            share: *share,
            without,
            alone: Lateness::new(target.calendar, without, target.after),
        })
    };
    players.iter().zip(without).zip(&shares.by_player).filter_map(cause).collect()
}

/// Returns what is left of a move after all shares.
fn rest(list: &[Cause], whole: Lateness) -> Option<Lateness> {
    let rest = list.iter().fold(whole, |left, cause| Lateness {
        days: left.days - cause.share.days,
        workdays: left.workdays - cause.share.workdays,
    });
    Some(rest).filter(|rest| *rest != Lateness::default())
}

/// Returns causes in the order of a report.
fn sorted(mut list: Vec<Cause>, is_later: bool) -> Vec<Cause> {
    list.sort_by_key(|cause| {
        let Lateness { days, workdays } = cause.share;
        let is_against = days != 0 && (days > 0) != is_later;
        let size = (days.abs(), workdays.abs(), cause.alone.days.abs());
        (is_against, Reverse(size), cause.subject.clone(), cause.class)
    });
    list
}

/// Returns why a forecast is later.
fn later(edits: &[Edit], list: &[Cause]) -> Option<Later> {
    let behind = list.iter().filter(|cause| cause.share.days > 0);
    let is_word = |cause: &Cause| cause.edits.iter().all(|at| edits[*at].nature == Nature::Word);
    let are_words: BTreeSet<bool> = behind.map(is_word).collect();
    match (are_words.contains(&true), are_words.contains(&false)) {
        (true, true) => Some(Later::Both),
        (true, false) => Some(Later::Admitted),
        (false, true) => Some(Later::Planned),
        (false, false) => None,
    }
}
