//! petgraph's view of the network; the only user of petgraph.

use super::Network;
use crate::model::MilestoneId;
use petgraph::Direction;
use petgraph::algo::kosaraju_scc;
use petgraph::visit::{
    GraphBase, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, NodeCount, NodeIndexable, VisitMap,
    Visitable,
};

impl GraphBase for Network {
    type NodeId = MilestoneId;
    type EdgeId = super::LinkId;
}

impl NodeCount for Network {
    fn node_count(&self) -> usize {
        self.len()
    }
}

impl NodeIndexable for Network {
    fn node_bound(&self) -> usize {
        self.len()
    }

    fn to_index(&self, id: MilestoneId) -> usize {
        id.index()
    }

    fn from_index(&self, index: usize) -> MilestoneId {
        MilestoneId(index as u32)
    }
}

impl<'n> IntoNeighbors for &'n Network {
    type Neighbors = Box<dyn Iterator<Item = MilestoneId> + 'n>;

    fn neighbors(self, id: MilestoneId) -> Self::Neighbors {
        Box::new(self.successors(id).map(|link| self.link(link).to))
    }
}

impl<'n> IntoNeighborsDirected for &'n Network {
    type NeighborsDirected = Box<dyn Iterator<Item = MilestoneId> + 'n>;

    fn neighbors_directed(self, id: MilestoneId, direction: Direction) -> Self::NeighborsDirected {
        match direction {
            Direction::Outgoing => self.neighbors(id),
            Direction::Incoming => Box::new(self.predecessors(id).map(|link| self.link(link).from)),
        }
    }
}

/// Which milestones a walk has met.
#[derive(Debug)]
pub struct Visited(Vec<bool>);

impl VisitMap<MilestoneId> for Visited {
    fn visit(&mut self, id: MilestoneId) -> bool {
        !std::mem::replace(&mut self.0[id.index()], true)
    }

    fn is_visited(&self, id: &MilestoneId) -> bool {
        self.0[id.index()]
    }

    fn unvisit(&mut self, id: MilestoneId) -> bool {
        std::mem::replace(&mut self.0[id.index()], false)
    }
}

impl Visitable for Network {
    type Map = Visited;

    fn visit_map(&self) -> Visited {
        Visited(vec![false; self.len()])
    }

    fn reset_map(&self, map: &mut Visited) {
        *map = self.visit_map();
    }
}

impl IntoNodeIdentifiers for &Network {
    type NodeIdentifiers = Box<dyn Iterator<Item = MilestoneId>>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        Box::new((0..self.len() as u32).map(MilestoneId))
    }
}

/// Returns the sets of milestones that can reach each other and have more than one member, each sorted, by
/// smallest member.
///
/// Kosaraju's algorithm, because petgraph's walks for it do not recurse: a plan may be one chain of a million
/// milestones.
pub(super) fn strongly_connected(network: &Network) -> Vec<Vec<MilestoneId>> {
    let mut sets: Vec<Vec<MilestoneId>> =
        kosaraju_scc(network).into_iter().filter(|set| set.len() > 1).collect();
    for set in &mut sets {
        set.sort_unstable();
    }
    sets.sort_unstable();
    sets
}
