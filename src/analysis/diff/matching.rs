//! Pairs the programs and milestones of the two sides.
//!
//! Equal ids first; then what the plans state (`formerly`, the same file); then what is safe to
//! infer: a program with the same milestones under another name, a milestone with the same id and
//! content in another program. The rest was added or removed.

use super::Side;
use crate::model::{Milestone, MilestoneId, Program, ProgramId, Workspace};
use crate::source::Sources;
use std::collections::BTreeMap;

/// Which program and milestone of one side is which of the other.
#[derive(Debug, Clone, Default)]
pub struct Matching {
    /// By program of the head, its counterpart in the base.
    programs: Vec<Option<ProgramId>>,
    /// The reverse.
    programs_of_base: Vec<Option<ProgramId>>,
    milestones: Vec<Option<MilestoneId>>,
    milestones_of_base: Vec<Option<MilestoneId>>,
}

/// An id that occurs in more programs than this does not distinguish them.
const COMMON: usize = 64;

impl Matching {
    pub(super) fn new(base: Side<'_>, head: Side<'_>) -> Self {
        Self::between((base.workspace(), base.sources), (head.workspace(), head.sources))
    }

    /// Matches two sides.
    pub fn between(
        (old, old_files): (&Workspace, &Sources),
        (new, new_files): (&Workspace, &Sources),
    ) -> Self {
        let mut matching = Self {
            programs: vec![None; new.programs.len()],
            programs_of_base: vec![None; old.programs.len()],
            milestones: vec![None; new.milestones.len()],
            milestones_of_base: vec![None; old.milestones.len()],
        };
        matching.programs_by(
            old,
            new,
            |program| Some(program.id.as_str()),
            |program| Some(program.id.as_str()),
        );
        matching.programs_by(
            old,
            new,
            |program| Some(old_files.get(program.origin.file).path.as_str()),
            |program| Some(new_files.get(program.origin.file).path.as_str()),
        );
        matching.programs_by_milestones(old, new);
        matching.milestones_by_id(old, new);
        matching.milestones_by_former_id(old, new);
        matching.milestones_elsewhere(old, new);
        matching
    }

    /// Returns the counterpart in the base of a program of the head.
    pub fn before(&self, id: ProgramId) -> Option<ProgramId> {
        self.programs[id.index()]
    }

    /// Returns the counterpart in the head of a program of the base.
    pub fn after(&self, id: ProgramId) -> Option<ProgramId> {
        self.programs_of_base[id.index()]
    }

    /// Returns the counterpart in the base of a milestone of the head.
    pub fn milestone_before(&self, id: MilestoneId) -> Option<MilestoneId> {
        self.milestones[id.index()]
    }

    /// Returns the counterpart in the head of a milestone of the base.
    pub fn milestone_after(&self, id: MilestoneId) -> Option<MilestoneId> {
        self.milestones_of_base[id.index()]
    }

    fn tie(&mut self, base: ProgramId, head: ProgramId) {
        self.programs[head.index()] = Some(base);
        self.programs_of_base[base.index()] = Some(head);
    }

    fn tie_milestones(&mut self, base: MilestoneId, head: MilestoneId) {
        self.milestones[head.index()] = Some(base);
        self.milestones_of_base[base.index()] = Some(head);
    }

    fn programs_by<'w>(
        &mut self,
        old: &'w Workspace,
        new: &'w Workspace,
        name_before: impl Fn(&'w Program) -> Option<&'w str>,
        name_after: impl Fn(&'w Program) -> Option<&'w str>,
    ) {
        let free = old.program_ids().filter(|id| self.programs_of_base[id.index()].is_none());
        let by_name: BTreeMap<&str, ProgramId> =
            free.filter_map(|id| Some((name_before(old.program(id))?, id))).collect();
        for head in new.program_ids() {
            if self.programs[head.index()].is_some() {
                continue;
            }
            let base = name_after(new.program(head)).and_then(|name| by_name.get(name)).copied();
            if let Some(base) = base.filter(|base| self.programs_of_base[base.index()].is_none()) {
                self.tie(base, head);
            }
        }
    }

    /// Pairs programs that share more than half of their milestones' ids; most in common first.
    fn programs_by_milestones(&mut self, old: &Workspace, new: &Workspace) {
        let mut holders: BTreeMap<&str, Vec<ProgramId>> = BTreeMap::new();
        for base in old.program_ids().filter(|id| self.programs_of_base[id.index()].is_none()) {
            for id in old.program(base).milestone_ids() {
                holders.entry(&old.milestone(id).id).or_default().push(base);
            }
        }
        let mut pairs = Vec::new();
        for head in new.program_ids().filter(|id| self.programs[id.index()].is_none()) {
            let mut shared: BTreeMap<ProgramId, usize> = BTreeMap::new();
            for id in new.program(head).milestone_ids() {
                let holders = holders.get(new.milestone(id).id.as_str()).map_or(&[][..], Vec::as_slice);
                for base in holders.iter().filter(|_| holders.len() <= COMMON) {
                    *shared.entry(*base).or_default() += 1;
                }
            }
            for (base, count) in shared {
                let larger = old.program(base).milestones.len().max(new.program(head).milestones.len());
                if count * 2 > larger {
                    pairs.push((std::cmp::Reverse(count), base, head));
                }
            }
        }
        pairs.sort_unstable();
        for (_, base, head) in pairs {
            if self.programs_of_base[base.index()].is_none() && self.programs[head.index()].is_none() {
                self.tie(base, head);
            }
        }
    }

    fn milestones_by_id(&mut self, old: &Workspace, new: &Workspace) {
        for head in new.program_ids() {
            let Some(base) = self.before(head) else { continue };
            let by_id = by_id(old, base);
            for id in new.program(head).milestone_ids() {
                if let Some(before) = by_id.get(new.milestone(id).id.as_str()).copied() {
                    self.tie_milestones(before, id);
                }
            }
        }
    }

    /// Pairs entries by `formerly`, in either direction, since a rename may be reverted.
    fn milestones_by_former_id(&mut self, old: &Workspace, new: &Workspace) {
        for head in new.program_ids() {
            let Some(base) = self.before(head) else { continue };
            let before = by_id(old, base);
            // In order of ids, so that the order in the file does not matter.
            let after = by_id(new, head);
            for id in after.values().copied() {
                self.tie_first(
                    new.milestone(id)
                        .formerly
                        .iter()
                        .filter_map(|former| Some((before.get(former.as_str()).copied()?, id))),
                );
            }
            for id in before.values().copied() {
                self.tie_first(
                    old.milestone(id)
                        .formerly
                        .iter()
                        .filter_map(|former| Some((id, after.get(former.as_str()).copied()?))),
                );
            }
        }
    }

    /// Pairs the first two without a counterpart.
    fn tie_first(&mut self, pairs: impl Iterator<Item = (MilestoneId, MilestoneId)>) {
        let free = |(base, head): &(MilestoneId, MilestoneId)| {
            self.milestones_of_base[base.index()].is_none() && self.milestones[head.index()].is_none()
        };
        let mut pairs = pairs;
        if let Some((base, head)) = pairs.find(free) {
            self.tie_milestones(base, head);
        }
    }

    /// Pairs milestones that moved to another program: no other unmatched milestone has the id, and
    /// their content is mostly the same.
    fn milestones_elsewhere(&mut self, old: &Workspace, new: &Workspace) {
        let mut left: BTreeMap<&str, (Vec<MilestoneId>, Vec<MilestoneId>)> = BTreeMap::new();
        for id in old.milestone_ids().filter(|id| self.milestones_of_base[id.index()].is_none()) {
            left.entry(&old.milestone(id).id).or_default().0.push(id);
        }
        for id in new.milestone_ids().filter(|id| self.milestones[id.index()].is_none()) {
            left.entry(&new.milestone(id).id).or_default().1.push(id);
        }
        let alone = left.values().filter_map(|(before, after)| match (&before[..], &after[..]) {
            ([base], [head]) => Some((*base, *head)),
            _ => None,
        });
        for (base, head) in alone.collect::<Vec<_>>() {
            if alike(old, old.milestone(base), new, new.milestone(head)) {
                self.tie_milestones(base, head);
            }
        }
    }
}

fn by_id(workspace: &Workspace, program: ProgramId) -> BTreeMap<&str, MilestoneId> {
    let milestones = workspace.program(program).milestone_ids();
    milestones.map(|id| (workspace.milestone(id).id.as_str(), id)).collect()
}

/// Whether two milestones agree in at least half of a few keys that seldom change.
fn alike(old: &Workspace, before: &Milestone, new: &Workspace, after: &Milestone) -> bool {
    let named = |milestone: &Milestone| Some(milestone.name.clone()).filter(|name| *name != milestone.id);
    let said = [
        (named(before), named(after)),
        (old.owner_id(before.owner).map(str::to_owned), new.owner_id(after.owner).map(str::to_owned)),
        (
            before.duration.map(|duration| format!("{duration:?}")),
            after.duration.map(|duration| format!("{duration:?}")),
        ),
        (before.promise.due.map(|due| due.to_string()), after.promise.due.map(|due| due.to_string())),
        (before.started.map(|day| day.to_string()), after.started.map(|day| day.to_string())),
        (before.promised_to.clone(), after.promised_to.clone()),
        (before.note.clone(), after.note.clone()),
    ];
    let told = said.iter().filter(|(before, after)| before.is_some() || after.is_some()).count();
    let same = said.iter().filter(|(before, after)| before.is_some() && before == after).count();
    same > 0 && same * 2 >= told
}
