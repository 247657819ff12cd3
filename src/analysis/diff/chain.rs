//! The edits at the end of the chain that drives a forecast: reported as causes where there are
//! more edits than trials.

use super::edit::{Edit, EditKind, Subject};
use super::finder::Finder;
use crate::model::MilestoneId;
use crate::schedule::PromiseHolder;
use std::collections::BTreeMap;

/// Edits reported for one chain, at most.
const TOLD: usize = 3;

/// By milestone of the head, the end of the chain that moved it.
pub(super) struct DrivingEdits<'s> {
    finder: &'s Finder<'s>,
    own: Vec<Vec<usize>>,
    ends: Vec<Option<MilestoneId>>,
}

impl<'s> DrivingEdits<'s> {
    pub(super) fn new(finder: &'s Finder<'s>, edits: &[Edit]) -> Self {
        let count = finder.head.workspace().milestones.len();
        let mut chains = Self { finder, own: vec![Vec::new(); count], ends: vec![None; count] };
        let movable = edits.iter().enumerate().filter(|(_, edit)| edit.can_move_dates());
        for (at, edit) in movable.filter(|(_, edit)| edit.kind != EditKind::Removed) {
            let id = edit.subject.milestone().and_then(|name| finder.head_names.get(name));
            if let Some(id) = id {
                chains.own[id.index()].push(at);
            }
        }
        chains.share(edits);
        for id in finder.head.assessment.network.order() {
            chains.ends[id.index()] = chains.end(*id);
        }
        chains
    }

    /// Gives milestones without an edit of their own those of their owner, their program and the
    /// settings.
    fn share(&mut self, edits: &[Edit]) {
        let workspace = self.finder.head.workspace();
        // By kind and name of what is shared; settings have neither.
        let mut shared: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
        for (at, edit) in edits.iter().enumerate().filter(|(_, edit)| edit.nature.moves_dates()) {
            let of = match &edit.subject {
                Subject::Owner(name) => ("owner", name.as_str()),
                Subject::Program(id) | Subject::Freeze(Some(id), _) => ("program", id.as_str()),
                Subject::Calendar(_) | Subject::Freeze(None, _) | Subject::Settings => ("", ""),
                _ => continue,
            };
            shared.entry(of).or_default().push(at);
        }
        for id in workspace.milestone_ids() {
            if !self.own[id.index()].is_empty() {
                continue;
            }
            let (owner, program) =
                (self.finder.head.owner(id), self.finder.head.id(workspace.milestone(id).program));
            let of = [("owner", owner.unwrap_or_default()), ("program", program), ("", "")];
            let edits = of.iter().filter_map(|of| shared.get(of)).flatten();
            self.own[id.index()].extend(edits.copied().take(TOLD));
        }
    }

    /// Returns the start of the chain that moved this milestone: itself, if it was edited or
    /// nothing that drives it moved.
    fn end(&self, id: MilestoneId) -> Option<MilestoneId> {
        let (base, head) = (self.finder.base.assessment, self.finder.head.assessment);
        let finish = head.forecast(id).finish?;
        let before = self.finder.matching.milestone_before(id);
        let was = before.and_then(|before| base.forecast(before).finish);
        let workspace = self.finder.head.workspace();
        let is_earlier = was.is_some_and(|was| was > finish);
        // A milestone that is earlier was driven, in the base, by the one that moved.
        let drivers: Vec<MilestoneId> = match before.filter(|_| is_earlier) {
            Some(before) => {
                let links = base.schedule.giving_links(before);
                let from = links.map(|link| base.network.link(link).from);
                from.filter_map(|from| self.finder.matching.milestone_after(from)).collect()
            }
            None => {
                let links = head.schedule.giving_links(id);
                links.map(|link| head.network.link(link).from).collect()
            }
        };
        let moved = |from: MilestoneId| {
            let now = head.forecast(from).finish?;
            let was = self.finder.matching.milestone_before(from).and_then(|was| base.forecast(was).finish);
            Some(was.map_or(i32::MAX, |was| now.since(was).abs())).filter(|days| *days > 0)
        };
        let pushed = drivers.into_iter().filter_map(|from| Some((moved(from)?, from)));
        let name = |id: MilestoneId| &workspace.milestone(id).full_id;
        let largest =
            pushed.max_by(|(a, one), (b, other)| a.cmp(b).then_with(|| name(*other).cmp(name(*one))));
        let behind = largest.and_then(|(_, from)| self.ends[from.index()]);
        behind.or_else(|| (!self.own[id.index()].is_empty()).then_some(id))
    }

    /// Returns the edits at the end of the chain of a move.
    pub(super) fn of(&self, moved: PromiseHolder) -> Vec<usize> {
        let id = self.finder.head.measured_at(moved);
        let end = id.and_then(|id| self.ends[id.index()]);
        end.map_or(Vec::new(), |end| self.own[end.index()].iter().copied().take(TOLD).collect())
    }

    /// Returns the order in which to try edits: those behind programs first, then those behind
    /// promises.
    pub(super) fn first(&self, moves: impl Iterator<Item = PromiseHolder>) -> BTreeMap<usize, usize> {
        let workspace = self.finder.head.workspace();
        let mut moves: Vec<PromiseHolder> = moves.collect();
        moves.sort_by_key(|moved| match moved {
            PromiseHolder::Program(_) => 0,
            PromiseHolder::Milestone(id) if workspace.milestone(*id).firm => 1,
            PromiseHolder::Milestone(id) if workspace.milestone(*id).promise.due.is_some() => 2,
            PromiseHolder::Milestone(_) => 3,
        });
        let mut first = BTreeMap::new();
        for edit in moves.into_iter().flat_map(|moved| self.of(moved)) {
            let next = first.len();
            first.entry(edit).or_insert(next);
        }
        first
    }
}
