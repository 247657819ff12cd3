//! Pairs the programs and milestones of the two sides.
//!
//! Equal ids first; then what the plans state (`formerly`, the same file); then what is safe to
//! infer: a program with the same milestones under another name, a milestone with the same id and
//! content in another program. The rest was added or removed.

use super::{Pair, Side};
use crate::model::{Milestone, MilestoneId, Program, ProgramId, Workspace};
use crate::schedule::PromiseHolder;
use crate::source::Sources;
use std::collections::BTreeMap;

/// Which program and milestone of one side is which of the other.
#[derive(Debug, Clone, Default)]
pub struct Matching {
    programs: Ties,
    milestones: Ties,
}

/// The counterparts of one kind of entry, by the numbers of their ids.
#[derive(Debug, Clone, Default)]
struct Ties {
    /// By entry of the head, its counterpart in the base.
    before: Vec<Option<u32>>,
    /// The reverse.
    after: Vec<Option<u32>>,
}

impl Ties {
    fn new(base: usize, head: usize) -> Self {
        Self { before: vec![None; head], after: vec![None; base] }
    }

    /// Pairs two entries, unless one has a counterpart; returns whether it did.
    fn tie(&mut self, base: u32, head: u32) -> bool {
        let is_free = self.is_left(base) && self.is_new(head);
        if is_free {
            self.before[head as usize] = Some(base);
            self.after[base as usize] = Some(head);
        }
        is_free
    }

    /// Whether an entry of the base has no counterpart.
    fn is_left(&self, base: u32) -> bool {
        self.after[base as usize].is_none()
    }

    /// Whether an entry of the head has no counterpart.
    fn is_new(&self, head: u32) -> bool {
        self.before[head as usize].is_none()
    }

    /// Returns every entry of either side once.
    fn pairs(&self) -> impl Iterator<Item = Pair<u32>> + '_ {
        let head = (0..).zip(&self.before).map(|(head, base)| Pair::of_head(*base, head));
        head.chain(
            (0..).zip(&self.after).filter(|(_, head)| head.is_none()).map(|(base, _)| Pair::Base(base)),
        )
    }
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
            programs: Ties::new(old.programs.len(), new.programs.len()),
            milestones: Ties::new(old.milestones.len(), new.milestones.len()),
        };
        matching.programs_by(old, new, |program| &program.id, |program| &program.id);
        matching.programs_by_former_id(old, new);
        matching.programs_by(
            old,
            new,
            |program| &old_files.get(program.origin.file).path,
            |program| &new_files.get(program.origin.file).path,
        );
        matching.programs_by_milestones(old, new);
        matching.milestones_by_id(old, new);
        matching.milestones_by_former_id(old, new);
        matching.milestones_elsewhere(old, new);
        matching
    }

    /// Returns the counterpart in the base of a program of the head.
    pub fn before(&self, id: ProgramId) -> Option<ProgramId> {
        self.programs.before[id.index()].map(ProgramId)
    }

    /// Returns the counterpart in the head of a program of the base.
    pub fn after(&self, id: ProgramId) -> Option<ProgramId> {
        self.programs.after[id.index()].map(ProgramId)
    }

    /// Returns the counterpart in the base of a milestone of the head.
    pub fn milestone_before(&self, id: MilestoneId) -> Option<MilestoneId> {
        self.milestones.before[id.index()].map(MilestoneId)
    }

    /// Returns the counterpart in the head of a milestone of the base.
    pub fn milestone_after(&self, id: MilestoneId) -> Option<MilestoneId> {
        self.milestones.after[id.index()].map(MilestoneId)
    }

    /// Returns the counterpart in the head of a milestone or program of the base.
    pub fn holder_after(&self, base: PromiseHolder) -> Option<PromiseHolder> {
        match base {
            PromiseHolder::Milestone(id) => self.milestone_after(id).map(PromiseHolder::from),
            PromiseHolder::Program(id) => self.after(id).map(PromiseHolder::from),
        }
    }

    /// Returns a milestone or program of the head with its counterpart in the base.
    pub(super) fn pair(&self, head: PromiseHolder) -> Pair<PromiseHolder> {
        match head {
            PromiseHolder::Milestone(id) => Pair::of_head(self.milestone_before(id), id).holder(),
            PromiseHolder::Program(id) => Pair::of_head(self.before(id), id).holder(),
        }
    }

    /// Returns every milestone of either side once.
    pub(super) fn milestones(&self) -> impl Iterator<Item = Pair<MilestoneId>> + '_ {
        self.milestones.pairs().map(|pair| pair.map(MilestoneId))
    }

    /// Returns every program of either side once.
    pub(super) fn programs(&self) -> impl Iterator<Item = Pair<ProgramId>> + '_ {
        self.programs.pairs().map(|pair| pair.map(ProgramId))
    }

    fn programs_by<'w>(
        &mut self,
        old: &'w Workspace,
        new: &'w Workspace,
        name_before: impl Fn(&'w Program) -> &'w str,
        name_after: impl Fn(&'w Program) -> &'w str,
    ) {
        let left = old.program_ids().filter(|id| self.programs.is_left(id.0));
        let by_name: BTreeMap<&str, ProgramId> = left.map(|id| (name_before(old.program(id)), id)).collect();
        for head in new.program_ids() {
            if let Some(base) = by_name.get(name_after(new.program(head))) {
                self.programs.tie(base.0, head.0);
            }
        }
    }

    /// Pairs programs by `formerly`, in either direction, since a rename may be reverted.
    fn programs_by_former_id(&mut self, old: &Workspace, new: &Workspace) {
        for head in new.program_ids() {
            for base in new.program(head).formerly.iter().filter_map(|id| old.program_called(id)) {
                self.programs.tie(base.0, head.0);
            }
        }
        for base in old.program_ids() {
            for head in old.program(base).formerly.iter().filter_map(|id| new.program_called(id)) {
                self.programs.tie(base.0, head.0);
            }
        }
    }

    /// Pairs programs that share more than half of their milestones' ids; most in common first.
    fn programs_by_milestones(&mut self, old: &Workspace, new: &Workspace) {
        let mut holders: BTreeMap<&str, Vec<ProgramId>> = BTreeMap::new();
        for base in old.program_ids().filter(|id| self.programs.is_left(id.0)) {
            for id in old.program(base).milestone_ids() {
                holders.entry(&old.milestone(id).id).or_default().push(base);
            }
        }
        let mut pairs = Vec::new();
        for head in new.program_ids().filter(|id| self.programs.is_new(id.0)) {
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
            self.programs.tie(base.0, head.0);
        }
    }

    fn milestones_by_id(&mut self, old: &Workspace, new: &Workspace) {
        for head in new.program_ids() {
            let Some(base) = self.before(head) else { continue };
            let after = new.program(head).milestone_ids();
            // Versions that lie close together mostly have the same milestones in the same order.
            if ids(old, base).eq(ids(new, head)) {
                for (before, id) in old.program(base).milestone_ids().zip(after) {
                    self.milestones.tie(before.0, id.0);
                }
                continue;
            }
            let by_id = by_id(old, base);
            for id in after {
                if let Some(before) = by_id.get(new.milestone(id).id.as_str()).copied() {
                    self.milestones.tie(before.0, id.0);
                }
            }
        }
    }

    /// Pairs entries by `formerly`, in either direction, since a rename may be reverted.
    fn milestones_by_former_id(&mut self, old: &Workspace, new: &Workspace) {
        for head in new.program_ids() {
            let Some(base) = self.before(head) else { continue };
            let has_former = |workspace: &Workspace, program: ProgramId| {
                let mut ids = workspace.program(program).milestone_ids();
                ids.any(|id| !workspace.milestone(id).formerly.is_empty())
            };
            if !has_former(old, base) && !has_former(new, head) {
                continue;
            }
            let before = by_id(old, base);
            // In order of ids, so that the order in the file does not matter.
            let after = by_id(new, head);
            let milestones = &mut self.milestones;
            for id in after.values() {
                let mut former = new.milestone(*id).formerly.iter().filter_map(|id| before.get(id.as_str()));
                former.any(|former| milestones.tie(former.0, id.0));
            }
            for id in before.values() {
                let mut former = old.milestone(*id).formerly.iter().filter_map(|id| after.get(id.as_str()));
                former.any(|former| milestones.tie(id.0, former.0));
            }
        }
    }

    /// Pairs milestones that moved to another program: no other unmatched milestone has the id, and
    /// their content is mostly the same.
    fn milestones_elsewhere(&mut self, old: &Workspace, new: &Workspace) {
        let mut left: BTreeMap<&str, (Vec<MilestoneId>, Vec<MilestoneId>)> = BTreeMap::new();
        for id in old.milestone_ids().filter(|id| self.milestones.is_left(id.0)) {
            left.entry(&old.milestone(id).id).or_default().0.push(id);
        }
        for id in new.milestone_ids().filter(|id| self.milestones.is_new(id.0)) {
            left.entry(&new.milestone(id).id).or_default().1.push(id);
        }
        let alone = left.values().filter_map(|(before, after)| match (&before[..], &after[..]) {
            ([base], [head]) => Some((*base, *head)),
            _ => None,
        });
        for (base, head) in alone.collect::<Vec<_>>() {
            if alike(old, old.milestone(base), new, new.milestone(head)) {
                self.milestones.tie(base.0, head.0);
            }
        }
    }
}

fn ids(workspace: &Workspace, program: ProgramId) -> impl Iterator<Item = &str> {
    workspace.program(program).milestone_ids().map(|id| workspace.milestone(id).id.as_str())
}

fn by_id(workspace: &Workspace, program: ProgramId) -> BTreeMap<&str, MilestoneId> {
    let milestones = workspace.program(program).milestone_ids();
    milestones.map(|id| (workspace.milestone(id).id.as_str(), id)).collect()
}

/// The name of a milestone that has one besides its id.
fn named(milestone: &Milestone) -> Option<String> {
    Some(milestone.name.clone()).filter(|name| *name != milestone.id)
}

/// Whether one of two values is written, and whether they are the same.
fn same<T: PartialEq>(before: &Option<T>, after: &Option<T>) -> (bool, bool) {
    (before.is_some() || after.is_some(), before.is_some() && before == after)
}

/// Whether at least half of the values that are written, and one or more, are the same.
fn mostly(keys: &[(bool, bool)]) -> bool {
    let same = keys.iter().filter(|(_, same)| *same).count();
    same > 0 && same * 2 >= keys.iter().filter(|(is_written, _)| *is_written).count()
}

/// Whether two milestones are the same work, whatever was promised: they agree in at least half of
/// what says what it is and who does it.
pub fn is_same_work((old, before): (&Workspace, &Milestone), (new, after): (&Workspace, &Milestone)) -> bool {
    mostly(&[
        same(&named(before), &named(after)),
        same(&old.owner_id(before.owner), &new.owner_id(after.owner)),
        same(&before.duration, &after.duration),
        same(&before.started, &after.started),
        same(&before.workstream, &after.workstream),
        same(&before.note, &after.note),
    ])
}

/// Whether two milestones agree in at least half of a few keys that seldom change.
fn alike(old: &Workspace, before: &Milestone, new: &Workspace, after: &Milestone) -> bool {
    mostly(&[
        same(&named(before), &named(after)),
        same(&old.owner_id(before.owner), &new.owner_id(after.owner)),
        same(&before.duration, &after.duration),
        same(&before.promise.due, &after.promise.due),
        same(&before.started, &after.started),
        same(&before.promised_to, &after.promised_to),
        same(&before.note, &after.note),
    ])
}
