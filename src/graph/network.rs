//! Links in compressed rows in both directions, and the order in which dates are calculated.

use super::dependencies::{Dependencies, Order};
use crate::calendar::CalendarId;
use crate::model::{LagDays, Link, MilestoneId, Workspace};
use std::sync::Arc;

/// Identifies a dependency in a [`Network`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub u32);

/// The milestones of a workspace and the dependencies between them. Clones share each list until
/// one of them changes it.
#[derive(Debug, Clone)]
pub struct Network {
    /// Sorted by successor, then predecessor: the links into one milestone are adjacent.
    links: Arc<[Link]>,
    into: Arc<[u32]>,
    /// Links sorted by predecessor, then successor.
    out: Arc<[LinkId]>,
    out_of: Arc<[u32]>,
    base: Arc<[CalendarId]>,
    full: Arc<[CalendarId]>,
    /// Links that a trial leaves out; empty until one does.
    left_out: Vec<bool>,
    order: Arc<[MilestoneId]>,
    /// The index of each milestone in `order`; `None` on a cycle.
    place: Arc<[Option<u32>]>,
    cycles: Arc<[Vec<MilestoneId>]>,
}

impl Network {
    /// Returns the network of a workspace.
    pub fn new(workspace: &Workspace) -> Self {
        let count = workspace.milestones.len();
        let dependencies = Dependencies::new(workspace);
        let Order { milestones: order, cycles } = dependencies.order();
        // Links are sorted by name, so that no result depends on the order of lines in a file.
        let rank = ranks(workspace);
        let content = |link: &Link| (link.kind, link.lag, link.origin);
        let mut links: Vec<Link> = dependencies.links().copied().collect();
        // They mostly come in order of the successor.
        links.sort_by_key(|link| link.to);
        for row in links.chunk_by_mut(|one, other| one.to == other.to) {
            row.sort_by_key(|link| (rank[link.from.index()], content(link)));
        }
        let into = offsets(count, links.iter().map(|link| link.to.index()));
        let mut out: Vec<LinkId> = (0..links.len() as u32).map(LinkId).collect();
        out.sort_by_key(|id| {
            let link = &links[id.0 as usize];
            (link.from, rank[link.to.index()], *id)
        });
        let out_of = offsets(count, out.iter().map(|link| links[link.0 as usize].from.index()));
        let mut place = vec![None; count];
        for (at, id) in order.iter().enumerate() {
            place[id.index()] = Some(at as u32);
        }
        Self {
            links: links.into(),
            into: into.into(),
            out: out.into(),
            out_of: out_of.into(),
            base: workspace.milestones.iter().map(|milestone| milestone.base).collect(),
            full: workspace.milestones.iter().map(|milestone| milestone.full).collect(),
            left_out: Vec::new(),
            order: order.into(),
            place: place.into(),
            cycles: cycles.into(),
        }
    }

    /// Returns how many milestones there are.
    pub fn len(&self) -> usize {
        self.base.len()
    }

    /// Whether the network has no milestones.
    pub fn is_empty(&self) -> bool {
        self.base.is_empty()
    }

    /// Returns how many links there are.
    pub fn link_count(&self) -> usize {
        self.links.len()
    }

    /// Returns a link.
    pub fn link(&self, id: LinkId) -> &Link {
        &self.links[id.0 as usize]
    }

    /// Returns the links into a milestone, sorted by the predecessor's full id.
    pub fn predecessors(&self, id: MilestoneId) -> impl Iterator<Item = LinkId> + '_ {
        self.all_predecessors(id).filter(|link| self.binds(*link))
    }

    /// Returns the links out of a milestone, sorted by the successor's full id.
    pub fn successors(&self, id: MilestoneId) -> impl Iterator<Item = LinkId> + '_ {
        self.all_successors(id).filter(|link| self.binds(*link))
    }

    /// Returns every link.
    pub fn link_ids(&self) -> impl Iterator<Item = LinkId> + use<> {
        (0..self.links.len() as u32).map(LinkId)
    }

    /// Returns the links into a milestone, with those that are left out.
    pub fn all_predecessors(&self, id: MilestoneId) -> impl Iterator<Item = LinkId> + use<> {
        (self.into[id.index()]..self.into[id.index() + 1]).map(LinkId)
    }

    /// Returns the links out of a milestone, with those that are left out.
    pub fn all_successors(&self, id: MilestoneId) -> impl Iterator<Item = LinkId> + '_ {
        let row = self.out_of[id.index()] as usize..self.out_of[id.index() + 1] as usize;
        self.out[row].iter().copied()
    }

    fn binds(&self, link: LinkId) -> bool {
        !self.left_out.get(link.0 as usize).is_some_and(|out| *out)
    }

    /// Removes the constraint of a link on its successor.
    pub fn leave_out(&mut self, link: LinkId) {
        self.left_out.resize(self.links.len(), false);
        self.left_out[link.0 as usize] = true;
    }

    /// Makes a link bind again that was left out.
    pub fn put_back(&mut self, link: LinkId) {
        if let Some(left_out) = self.left_out.get_mut(link.0 as usize) {
            *left_out = false;
        }
    }

    /// Shortens the lag of a link by `days`, in the unit of that lag.
    pub fn overlap(&mut self, link: LinkId, days: u32) {
        let days = i32::try_from(days).unwrap_or(i32::MAX);
        let lag = &mut Arc::make_mut(&mut self.links)[link.0 as usize].lag;
        *lag = match *lag {
            LagDays::Working(lag) => LagDays::Working(lag.saturating_sub(days)),
            LagDays::Elapsed(lag) => LagDays::Elapsed(lag.saturating_sub(days)),
        };
    }

    /// Resets a link to what it is in another network of the same milestones.
    pub fn restore(&mut self, link: LinkId, other: &Self) {
        let lag = other.link(link).lag;
        if self.link(link).lag != lag {
            Arc::make_mut(&mut self.links)[link.0 as usize].lag = lag;
        }
        self.put_back(link);
    }

    /// Sets the base and the full calendar of a milestone.
    pub fn set_calendars(&mut self, id: MilestoneId, base: CalendarId, full: CalendarId) {
        for (list, calendar) in [(&mut self.base, base), (&mut self.full, full)] {
            if list[id.index()] != calendar {
                Arc::make_mut(list)[id.index()] = calendar;
            }
        }
    }

    /// Returns the milestones that are on no cycle, each after those of its predecessors that are
    /// on none either.
    pub fn order(&self) -> &[MilestoneId] {
        &self.order
    }

    /// Returns the index of a milestone in the [order](Self::order); `None` on a cycle.
    pub fn place(&self, id: MilestoneId) -> Option<u32> {
        self.place[id.index()]
    }

    /// Returns the sets of milestones that share cycles, by smallest milestone.
    pub fn cycles(&self) -> &[Vec<MilestoneId>] {
        &self.cycles
    }

    /// Whether a milestone lies on a cycle.
    pub fn is_on_cycle(&self, id: MilestoneId) -> bool {
        self.place(id).is_none()
    }

    /// Returns the base calendar of a milestone: lags and lateness count in it.
    pub fn base(&self, id: MilestoneId) -> CalendarId {
        self.base[id.index()]
    }

    /// Returns the full calendar of a milestone: work and float count in it.
    pub fn full(&self, id: MilestoneId) -> CalendarId {
        self.full[id.index()]
    }
}

/// Returns the rank of each milestone when sorted by full id.
fn ranks(workspace: &Workspace) -> Vec<u32> {
    // Most ids differ in their first bytes, which compare faster as a number.
    let first = |id: &str| {
        id.bytes().chain(std::iter::repeat(0)).take(16).fold(0, |sum, byte| sum << 8 | u128::from(byte))
    };
    let ids = workspace.milestones.iter().map(|milestone| milestone.full_id.as_str());
    let mut order: Vec<(u128, &str, usize)> =
        ids.enumerate().map(|(index, id)| (first(id), id, index)).collect();
    order.sort_unstable();
    let mut ranks = vec![0; order.len()];
    for (rank, (_, _, index)) in order.into_iter().enumerate() {
        ranks[index] = rank as u32;
    }
    ranks
}

/// Returns the offset at which each row begins, given the sorted row number of every entry.
fn offsets(count: usize, keys: impl Iterator<Item = usize>) -> Vec<u32> {
    let mut offsets = vec![0; count + 1];
    for key in keys {
        offsets[key + 1] += 1;
    }
    let mut before = 0;
    for offset in &mut offsets {
        before += *offset;
        *offset = before;
    }
    offsets
}
