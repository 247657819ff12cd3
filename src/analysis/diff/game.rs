//! What the plans would finish on with some of the edits: the game whose players share a move.
//!
//! The base is the plan without any player, the head the plan with all of them.

use super::edit::Edit;
use super::finder::Finder;
use super::owen::Worth;
use super::players::{Player, Reach, of_milestones};
use super::stage::Stage;
use super::target::{Names, Outcome, Target};
use super::trial::Trials;
use crate::analysis::lateness::Lateness;
use crate::graph::Network;
use crate::model::{AsOf, MilestoneId};
use crate::schedule::{Dates, Inputs, Plan, PromiseHolder, forecast_finish, forward};
use crate::time::{Day, Instant};
use crate::trial::lost;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// How many players are taken out one by one, at most.
const PLAYERS: usize = 1000;

/// Milestones dated to take them out, and forecasts that this moves, at most.
const WORK: u64 = 1_000_000;

pub(super) struct Game<'s> {
    edits: &'s [Edit],
    pub(super) players: &'s [Player],
    as_of: AsOf,
    trials: Trials<'s>,
    targets: Vec<Target<'s>>,
    /// With none and with all of the players that may change anything; the first only if there are
    /// some.
    stages: [Option<Stage>; 2],
    /// The players that may change anything.
    global: Vec<usize>,
    /// Plans that were scheduled as a whole, by coalition.
    known: HashMap<Vec<bool>, Rc<Vec<Outcome>>>,
    work: u64,
}

impl<'s> Game<'s> {
    pub(super) fn new(
        finder: &'s Finder<'s>,
        edits: &'s [Edit],
        players: &'s [Player],
        targets: Vec<Target<'s>>,
        as_of: AsOf,
    ) -> Self {
        let mut game = Self {
            edits,
            players,
            as_of,
            trials: Trials::new(finder, edits, as_of),
            targets,
            stages: [None, None],
            global: (0..players.len()).filter(|at| players[*at].reach(edits) == Reach::Plans).collect(),
            known: HashMap::new(),
            work: 0,
        };
        game.stages[1] = game.stage(&BTreeSet::new());
        if !game.global.is_empty() && game.stages[1].is_some() {
            let out = game.global.iter().flat_map(|at| &players[*at].edits).copied().collect();
            game.stages[0] = game.stage(&out);
        }
        game
    }

    fn stage(&mut self, out: &BTreeSet<usize>) -> Option<Stage> {
        Stage::new(self.players, self.edits, &mut self.trials, out, &self.targets)
    }

    pub(super) fn targets(&self) -> &[Target<'s>] {
        &self.targets
    }

    /// Replaces the targets.
    pub(super) fn aim_at(&mut self, targets: Vec<Target<'s>>) {
        self.targets = targets;
        self.known.clear();
        self.stages.iter_mut().flatten().for_each(|stage| stage.aim_at(&self.targets));
    }

    /// Returns, by player, whether it can reach a target; where that is not known, it may.
    pub(super) fn reaching(&self, target: usize) -> Vec<bool> {
        let mut reaching = vec![self.stages[1].is_none(); self.players.len()];
        for stage in self.stages.iter().flatten() {
            stage.reaching(self.players, self.edits, target, &mut reaching);
        }
        reaching
    }

    /// Returns what each target finishes on with the players of a coalition.
    pub(super) fn outcomes(&mut self, coalition: &[bool]) -> Rc<Vec<Outcome>> {
        let global_in = self.global.iter().filter(|at| coalition[**at]).count();
        let at = match global_in {
            count if count == self.global.len() => 1,
            0 => 0,
            _ => return self.whole(coalition),
        };
        // Taken out meanwhile, so that it can be moved while the rest is read.
        let Some(mut stage) = self.stages[at].take() else { return self.whole(coalition) };
        let before = stage.visits();
        stage.go_to(coalition);
        let targets = 0..self.targets.len();
        let outcomes = targets.map(|target| stage.outcome(self.players, self.edits, target)).collect();
        self.work += stage.visits() - before + 1 + self.targets.len() as u64 / 8;
        self.stages[at] = Some(stage);
        Rc::new(outcomes)
    }

    /// Returns, by player, the targets that finish on another day if it alone is out, with what
    /// needs it: by target, that day. There are fewer than players if the others would take too
    /// long.
    pub(super) fn singles(&mut self) -> Vec<BTreeMap<usize, Day>> {
        let most = self.work.saturating_add(WORK);
        let mut coalition = vec![true; self.players.len()];
        if let Some(stage) = &mut self.stages[1] {
            stage.begin_turns();
        }
        let mut all = Vec::with_capacity(coalition.len());
        for player in 0..coalition.len() {
            if player >= PLAYERS || self.work > most {
                break;
            }
            coalition[player] = false;
            let outcomes = self.without(player, &coalition);
            let (mut moved, mut is_elsewhere) = (BTreeMap::new(), false);
            for (at, outcome) in outcomes {
                is_elsewhere |= outcome.is_err();
                let day = outcome.unwrap_or_else(|_| self.days(&coalition, at)[0]);
                if day != self.targets[at].after {
                    moved.insert(at, day);
                }
            }
            self.work += moved.len() as u64;
            all.push(moved);
            coalition[player] = true;
            match &mut self.stages[1] {
                Some(stage) if is_elsewhere => {
                    self.work += coalition.len() as u64 / 8;
                    stage.go_to(&coalition);
                }
                Some(stage) => drop(stage.turn(player, true)),
                None => {}
            }
        }
        all
    }

    /// Returns what the targets finish on that one player may move, if it alone is out.
    fn without(&mut self, player: usize, coalition: &[bool]) -> Vec<(usize, Outcome)> {
        let is_switched = self.global.binary_search(&player).is_err();
        let Some(stage) = self.stages[1].as_mut().filter(|_| is_switched) else {
            return self.outcomes(coalition).iter().cloned().enumerate().collect();
        };
        let before = stage.visits();
        let may_move = stage.turn(player, false);
        self.work += stage.visits() - before + 1;
        may_move.into_iter().map(|at| (at, stage.outcome(self.players, self.edits, at))).collect()
    }

    /// Does the same by scheduling the whole plan.
    fn whole(&mut self, coalition: &[bool]) -> Rc<Vec<Outcome>> {
        if let Some(known) = self.known.get(coalition) {
            return known.clone();
        }
        let out = coalition.iter().zip(self.players).filter(|(is_in, _)| !**is_in);
        let out: BTreeSet<usize> = out.flat_map(|(_, player)| &player.edits).copied().collect();
        let workspace = self.trials.without(&out);
        let network = Network::new(&workspace);
        let inputs = Inputs::new(&workspace, self.as_of.day);
        let mut dates = Dates::new(network.len());
        let plan = Plan { network: &network, calendars: &workspace.calendars, inputs: &inputs };
        forward(plan, &mut dates);
        self.work += 8 * workspace.milestones.len() as u64;
        let names = Names::new(&workspace);
        let outcome = |target: &Target<'_>| {
            let finish = match target.holder {
                PromiseHolder::Milestone(_) => {
                    names.milestone(target.id).and_then(|id| dates.finish(id)).map(Instant::day)
                }
                PromiseHolder::Program(_) => {
                    let program = workspace.program_called(target.id);
                    program.and_then(|id| forecast_finish(&workspace, workspace.program(id), &dates))
                }
            };
            finish.ok_or_else(|| {
                let ends: Vec<MilestoneId> = match workspace.program_called(target.id) {
                    Some(id) => workspace.program(id).milestone_ids().collect(),
                    None => names.milestone(target.id).into_iter().collect(),
                };
                let lost = lost(plan, &dates, ends);
                of_milestones(
                    self.players,
                    self.edits,
                    lost.into_iter().map(|id| workspace.milestone(id).full_id.as_str()),
                )
            })
        };
        let outcomes = Rc::new(self.targets.iter().map(outcome).collect::<Vec<_>>());
        self.known.insert(coalition.to_vec(), outcomes.clone());
        outcomes
    }

    /// Returns the day of a target with the players of a coalition. A coalition that takes its date
    /// away is no plan. It is closed under what it needs: by the players that the date needs, or
    /// without those that take it away. The two days are its bounds.
    pub(super) fn days(&mut self, coalition: &[bool], target: usize) -> [Day; 2] {
        let outcomes = self.outcomes(coalition);
        match &outcomes[target] {
            Ok(day) => [*day; 2],
            Err(_) => [false, true].map(|into| self.closed(coalition, target, into)),
        }
    }

    fn closed(&mut self, coalition: &[bool], target: usize, into: bool) -> Day {
        let mut coalition = coalition.to_vec();
        loop {
            let outcomes = self.outcomes(&coalition);
            let at_fault = match &outcomes[target] {
                Ok(day) => return *day,
                Err(at_fault) => at_fault,
            };
            let mut is_closer = false;
            for player in at_fault {
                is_closer |= std::mem::replace(&mut coalition[*player], into) != into;
            }
            if !is_closer {
                if coalition.iter().all(|is_in| *is_in == into) {
                    return self.targets[target].after;
                }
                coalition.fill(into);
            }
        }
    }
}

/// The worth of a coalition: by how many civil days and by how many working days each of some
/// targets is later than in the head, each twice, since a coalition that is no plan lies between
/// two.
pub(super) struct Moves<'g, 's> {
    pub(super) game: &'g mut Game<'s>,
    pub(super) targets: Vec<usize>,
}

impl Worth for Moves<'_, '_> {
    fn of(&mut self, coalition: &[bool]) -> Vec<i64> {
        let outcomes = self.game.outcomes(coalition);
        let mut worth = Vec::with_capacity(2 * self.targets.len());
        for at in &self.targets {
            let days = match &outcomes[*at] {
                Ok(day) => [*day; 2],
                Err(_) => self.game.days(coalition, *at),
            };
            let target = self.game.targets[*at];
            let later = days.map(|day| Lateness::new(target.calendar, target.after, day));
            worth.push(later.iter().map(|later| i64::from(later.days)).sum());
            worth.push(later.iter().map(|later| i64::from(later.workdays)).sum());
        }
        worth
    }

    fn work(&self) -> u64 {
        self.game.work
    }
}

#[cfg(test)]
mod tests {
    use super::super::owen;
    use super::super::players::players;
    use super::super::take_back::tests::compare;
    use super::super::target::all_targets;
    use super::*;

    const SHARED: &str = "owners: {ana: {away: [2026-09-16]}, bo: {calendar: six}}\ncalendars: {six: {week: [mon, tue, wed, thu, fri, sat]}}\nfreezes:\n  - {name: peak, dates: [2026-09-28..2026-09-30], tags: [live]}\n";
    const PLAN: &str = "finish: z\nmilestones:\n  a: {duration: 5d, owner: ana}\n  b: {duration: 3d, depends_on: a +1d, owner: bo}\n  c: {duration: 2d}\n  z: {duration: 4d, depends_on: [b, c], tags: [live]}\n";

    /// Checks that every plan between two has the dates of scheduling it as a whole.
    #[track_caller]
    fn check(base: &[(&str, &str)], head: &[(&str, &str)], is_fast: bool) {
        compare(base, head, |finder, _, as_of| {
            let edits = finder.edits(&finder.entries());
            let players = players(&edits);
            let targets = all_targets(finder);
            assert!(players.len() > 2 && targets.len() > 2, "{players:?}");
            let mut game = Game::new(finder, &edits, &players, targets, as_of);
            assert_eq!(game.stages[1].is_some(), is_fast);
            // There and back, so that each switch is undone somewhere.
            let all = 0..1_u32 << players.len();
            for bits in all.clone().chain(all.rev()) {
                let coalition: Vec<bool> = (0..players.len()).map(|at| bits >> at & 1 == 1).collect();
                let (fast, whole) = (game.outcomes(&coalition), game.whole(&coalition));
                assert_eq!(fast, whole, "{coalition:?} of {players:?}");
            }
        });
    }

    #[test]
    fn each_plan_between_two_has_the_dates_of_the_whole_plan() {
        let head = PLAN
            .replace("a: {duration: 5d, owner: ana}", "a: {duration: 7d, owner: bo, not_before: 2026-09-17}")
            .replace("a +1d, owner: bo", "a SS+1w, owner: ana, eta: 2026-10-09")
            .replace("c: {duration: 2d}", "c: {duration: 2d, cancelled: {on: 2026-09-10}}")
            .replace("[b, c], tags: [live]", "[b, a]");
        check(&[("p.yaml", PLAN), ("tpm.yaml", SHARED)], &[("p.yaml", &head), ("tpm.yaml", SHARED)], true);
        check(&[("p.yaml", &head), ("tpm.yaml", SHARED)], &[("p.yaml", PLAN), ("tpm.yaml", SHARED)], true);
    }

    #[test]
    fn leave_calendars_and_freezes_are_taken_back_as_a_whole() {
        let head = PLAN.replace("3d", "6d").replace("duration: 5d, owner: ana", "duration: 4d, owner: bo");
        let head = format!("start: 2026-09-21\n{head}");
        let shared = SHARED.replace("[2026-09-16]", "[2026-09-17..2026-09-22]").replace("28..", "24..");
        check(&[("p.yaml", PLAN), ("tpm.yaml", SHARED)], &[("p.yaml", &head), ("tpm.yaml", &shared)], true);
    }

    #[test]
    fn milestones_and_programs_come_and_go() {
        let head = PLAN
            .replace("c: {duration: 2d}", "x: {duration: 9d, depends_on: a}\n  y: {duration: 1d}")
            .replace("[b, c]", "[b, x, y FF, q/m]")
            .replace("3d", "2d");
        let other = "milestones: {m: {duration: 12d}}\n";
        let (base, head) = (
            [("p.yaml", PLAN), ("tpm.yaml", SHARED)],
            [("p.yaml", head.as_str()), ("q.yaml", other), ("tpm.yaml", SHARED)],
        );
        check(&base, &head, true);
        check(&head, &base, true);
    }

    #[test]
    fn plans_that_wait_for_each_other_in_circles_are_scheduled_as_a_whole() {
        let head = PLAN.replace("b: {duration: 3d, depends_on: a +1d", "b: {duration: 4d");
        let head = head.replace("a: {duration: 5d", "a: {duration: 6d, depends_on: b");
        check(&[("p.yaml", PLAN), ("tpm.yaml", SHARED)], &[("p.yaml", &head), ("tpm.yaml", SHARED)], false);
    }

    // Two links that turn around between a and b: each alone closes a circle or leaves none.
    #[test]
    fn a_coalition_that_is_no_plan_lies_between_two_that_are() {
        let base = "milestones:\n  a: {duration: 5d}\n  b: {duration: 3d, depends_on: a}\n";
        let head = "milestones:\n  a: {duration: 5d, depends_on: b}\n  b: {duration: 3d}\n";
        compare(&[("p.yaml", base)], &[("p.yaml", head)], |finder, _, as_of| {
            let edits = finder.edits(&finder.entries());
            let players = players(&edits);
            let mut game = Game::new(finder, &edits, &players, all_targets(finder), as_of);
            // Mon 14 to Fri 18 and Wed 23; turned around, Wed 16 and Wed 23.
            let day = |text: &str| Day::parse(text).unwrap();
            let at = game.targets().iter().position(|target| target.id == "p/b").unwrap();
            assert_eq!(game.days(&[false, false], at), [day("2026-09-23"); 2]);
            assert_eq!(game.days(&[true, true], at), [day("2026-09-16"); 2]);
            assert_eq!(game.days(&[false, true], at), [day("2026-09-16"); 2]);
            assert_eq!(game.days(&[true, false], at), [day("2026-09-23"), day("2026-09-16")]);
        });
    }

    /// A network of so many pieces of work, each with a length, and two links at most.
    fn network(count: usize, seed: usize, length: impl Fn(usize) -> usize) -> String {
        let mut text = String::from("milestones:\n");
        for at in 0..count {
            let back = |by: usize| at.checked_sub(1 + (seed * 7 + at * by) % 4).map(|on| format!("m{on}"));
            let links: BTreeSet<String> = [back(3), back(5)].into_iter().flatten().collect();
            let links = links.into_iter().collect::<Vec<_>>().join(", ");
            text.push_str(&format!("  m{at}: {{duration: {}d, depends_on: [{links}]}}\n", length(at)));
        }
        text
    }

    #[test]
    fn sampled_shares_are_within_half_a_day_of_exact_ones() {
        let (mut compared, mut far) = (0, 0);
        for seed in 0..6 {
            let base = network(14, seed, |at| 2 + (at * 5 + seed) % 7);
            let head = network(14, seed, |at| 2 + (at * 11 + seed * 3) % 9);
            compare(&[("p.yaml", &base)], &[("p.yaml", &head)], |finder, _, as_of| {
                let edits = finder.edits(&finder.entries());
                let players = players(&edits);
                let count = players.len();
                let last = all_targets(finder).into_iter().filter(|target| target.id == "p/m13").collect();
                let mut game = Game::new(finder, &edits, &players, last, as_of);
                let unions = vec![(0..count).collect::<Vec<_>>()];
                let mut moves = Moves { game: &mut game, targets: vec![0] };
                let exact = owen::exact(&unions, count, u64::MAX, &mut moves).unwrap();
                let sample = owen::sampled(&unions, count, (128, u64::MAX), &mut moves);
                // The worth counts each day twice.
                let days = |parts: &owen::Parts, at: usize| {
                    parts.parts[0][at] as f64 / parts.denominator as f64 / 2.0
                };
                for at in 0..count {
                    compared += 1;
                    far += i32::from((days(&exact, at) - days(&sample, at)).abs() > 0.5);
                }
            });
        }
        assert!(compared > 60 && far * 100 <= compared, "{far} of {compared}");
    }
}
