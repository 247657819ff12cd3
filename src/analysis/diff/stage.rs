//! A game in which the players that may change anything stay as they are: the others are switched
//! milestone by milestone, which is faster than scheduling whole plans.

use super::edit::{Edit, EditKind};
use super::players::{Player, Reach, of_milestones};
use super::target::{Names, Outcome, Target};
use super::trial::Trials;
use crate::model::{MilestoneId, ProgramId};
use crate::schedule::PromiseHolder;
use crate::syntax::Class;
use crate::time::Instant;
use crate::trial::{Blend, Blending};
use std::collections::{BTreeMap, BTreeSet};

/// A set of classes, one bit each.
type Classes = u8;

fn bit(class: Class) -> Classes {
    1 << class as u8
}

/// What a player switches.
#[derive(Debug, Clone)]
enum Switch {
    /// Keys of a milestone.
    Milestone(MilestoneId, Classes),
    /// Whether milestones are there: with the player, or without it.
    Presence(Vec<MilestoneId>, bool),
    /// Nothing in this stage.
    Nothing,
}

pub(super) struct Stage {
    blend: Blend,
    switches: Vec<Switch>,
    /// The players in the blend.
    at: Vec<bool>,
    /// By milestone, the classes that are out, and by those the number of the plan.
    out: BTreeMap<MilestoneId, Classes>,
    plans: BTreeMap<Classes, u32>,
    /// The targets in the blend; none for one that it does not have.
    targets: Vec<Option<PromiseHolder>>,
    /// The targets that a milestone may move: its own, and that of its program.
    of: BTreeMap<PromiseHolder, Vec<usize>>,
    /// When programs that name no finish end with all players.
    ends: BTreeMap<ProgramId, Option<Instant>>,
}

impl Stage {
    /// Returns the stage in which some edits are taken back throughout; none if plans of it differ
    /// in more than their milestones.
    pub(super) fn new(
        players: &[Player],
        edits: &[Edit],
        trials: &mut Trials<'_>,
        out: &BTreeSet<usize>,
        targets: &[Target<'_>],
    ) -> Option<Self> {
        let reach: Vec<Reach> = players.iter().map(|player| player.reach(edits)).collect();
        let removes = |edit: &Edit| edit.kind == EditKind::Removed;
        let is_removed = |at: usize| {
            reach[at] == Reach::Presence && players[at].edits.iter().any(|at| removes(&edits[*at]))
        };
        // What was removed is put back: it is there, or not, as it is switched.
        let back = (0..players.len()).filter(|at| is_removed(*at)).flat_map(|at| &players[at].edits);
        let out: BTreeSet<usize> = out.iter().chain(back).copied().collect();
        let main = trials.without(&out);
        let names = Names::new(&main);
        let mut switches = Vec::new();
        let mut classes: BTreeMap<MilestoneId, Classes> = BTreeMap::new();
        for (player, reach) in players.iter().zip(&reach) {
            switches.push(match reach {
                Reach::Milestone => {
                    let id = names.milestone(player.subject.name())?;
                    *classes.entry(id).or_default() |= bit(player.class);
                    Switch::Milestone(id, bit(player.class))
                }
                Reach::Presence => {
                    let own = || player.edits.iter().map(|at| &edits[*at]);
                    let whole = own().filter(|edit| edit.kind != EditKind::Set);
                    let named = whole.flat_map(|edit| edit.inverse.gone.iter().chain(&edit.inverse.back));
                    let milestones = named.filter(|name| name.contains('/'));
                    let milestones = milestones.map(|name| names.milestone(name)).collect::<Option<_>>()?;
                    Switch::Presence(milestones, !own().any(removes))
                }
                Reach::Plans => Switch::Nothing,
            });
        }
        let present: Vec<MilestoneId> = switches.iter().flat_map(Switch::presence).collect();
        if present.iter().collect::<BTreeSet<_>>().len() < present.len() {
            // One was removed and another added under the same id.
            return None;
        }
        let mut blending = Blending::new(&main, classes.keys().copied().collect(), trials.as_of.day);
        let wanted: BTreeSet<Classes> = classes.values().flat_map(|all| subsets(*all)).collect();
        let mut plans = BTreeMap::from([(0, 0)]);
        for classes in wanted {
            let taken = players
                .iter()
                .zip(&reach)
                .filter(|(player, reach)| **reach == Reach::Milestone && bit(player.class) & classes != 0);
            let taken = taken.flat_map(|(player, _)| &player.edits);
            let plan = trials.without(&out.iter().chain(taken).copied().collect());
            plans.insert(classes, blending.add(&plan));
        }
        let mut blend = blending.blend()?;
        for switch in &switches {
            if let Switch::Presence(milestones, false) = switch {
                milestones.iter().for_each(|id| blend.set_present(*id, false));
            }
        }
        let out = classes.keys().map(|id| (*id, 0)).collect();
        let at = vec![true; players.len()];
        let mut stage = Self {
            blend,
            switches,
            at,
            out,
            plans,
            targets: Vec::new(),
            of: BTreeMap::new(),
            ends: BTreeMap::new(),
        };
        stage.blend.run();
        stage.aim_at(targets);
        Some(stage)
    }

    /// Finds the targets. Only what comes before them is dated from now on.
    pub(super) fn aim_at(&mut self, targets: &[Target<'_>]) {
        let workspace = self.blend.workspace();
        let names = Names::new(workspace);
        let find = |target: &Target<'_>| match target.holder {
            PromiseHolder::Milestone(_) => names.milestone(target.id).map(PromiseHolder::from),
            PromiseHolder::Program(_) => workspace.program_called(target.id).map(PromiseHolder::from),
        };
        self.targets = targets.iter().map(find).collect();
        self.blend.only(self.targets.iter().flatten().copied());
        self.of.clear();
        for (at, target) in self.targets.iter().enumerate() {
            if let Some(target) = target {
                self.of.entry(*target).or_default().push(at);
            }
        }
    }

    /// Adds which players can reach a target.
    pub(super) fn reaching(&self, players: &[Player], edits: &[Edit], target: usize, reaching: &mut [bool]) {
        let Some(target) = self.targets[target] else { return reaching.fill(true) };
        let before = self.blend.before(target);
        for (at, switch) in self.switches.iter().enumerate() {
            reaching[at] |= match switch {
                Switch::Milestone(id, _) => before[id.index()],
                Switch::Presence(milestones, _) => milestones.iter().any(|id| before[id.index()]),
                Switch::Nothing => players[at].reach(edits) == Reach::Plans,
            };
        }
    }

    pub(super) fn visits(&self) -> u64 {
        self.blend.visits()
    }

    /// Switches to the plan of a coalition.
    pub(super) fn go_to(&mut self, coalition: &[bool]) {
        // Most coalitions differ from the one before in one player.
        let differ = self.at.iter().zip(coalition).enumerate().filter(|(_, (now, then))| now != then);
        let differ: Vec<usize> = differ.map(|(at, _)| at).collect();
        for at in differ {
            self.switch(at, coalition[at]);
        }
        self.blend.run();
        self.blend.take_changed();
    }

    fn switch(&mut self, at: usize, is_in: bool) {
        if std::mem::replace(&mut self.at[at], is_in) == is_in {
            return;
        }
        match &self.switches[at] {
            Switch::Milestone(id, class) => {
                let out = self.out.entry(*id).or_default();
                *out ^= class;
                self.blend.switch(*id, self.plans.get(out).copied().unwrap_or(0));
            }
            Switch::Presence(milestones, with) => {
                milestones.iter().for_each(|id| self.blend.set_present(*id, *with == is_in));
            }
            Switch::Nothing => {}
        }
    }

    /// Switches to the plan of all players, from which [`Self::turn`] takes one out.
    pub(super) fn begin_turns(&mut self) {
        self.go_to(&vec![true; self.switches.len()]);
        let workspace = self.blend.workspace();
        let unnamed = workspace.program_ids().filter(|id| workspace.program(*id).finish.is_none());
        self.ends = unnamed.map(|id| (id, self.blend.program_finish(id))).collect();
    }

    /// Switches one player only, and returns the targets that this may have moved.
    pub(super) fn turn(&mut self, player: usize, is_in: bool) -> BTreeSet<usize> {
        self.switch(player, is_in);
        self.blend.run();
        let mut changed = self.blend.take_changed();
        // Whether a milestone is there counts for the end of its program.
        let present = self.switches[player].presence();
        changed.extend(present.into_iter().map(|id| (id, self.blend.finish_of(id))));
        let mut may_move = BTreeSet::new();
        let mut add = |holder| may_move.extend(self.of.get(&holder).into_iter().flatten().copied());
        for (id, before) in changed {
            add(PromiseHolder::Milestone(id));
            let program = self.blend.workspace().milestone(id).program;
            // Without a named finish, only what was last, or is later, moves its end.
            let is_last = match self.ends.get(&program) {
                Some(Some(end)) => [before, self.blend.finish_of(id)]
                    .into_iter()
                    .any(|finish| finish.is_none_or(|finish| finish >= *end)),
                _ => true,
            };
            if is_last {
                add(PromiseHolder::Program(program));
            }
        }
        may_move
    }

    /// Returns what a target finishes on.
    pub(super) fn outcome(&self, players: &[Player], edits: &[Edit], target: usize) -> Outcome {
        let Some(target) = self.targets[target] else { return Err(Vec::new()) };
        self.blend.finish(target).map_err(|lost| {
            let workspace = self.blend.workspace();
            of_milestones(players, edits, lost.iter().map(|id| workspace.milestone(*id).full_id.as_str()))
        })
    }
}

impl Switch {
    fn presence(&self) -> Vec<MilestoneId> {
        if let Self::Presence(milestones, _) = self { milestones.clone() } else { Vec::new() }
    }
}

/// Returns the sets of classes that are part of one, without the empty one.
fn subsets(all: Classes) -> impl Iterator<Item = Classes> {
    (1..=all).filter(move |classes| classes & !all == 0)
}
