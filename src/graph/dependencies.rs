//! The dependency graph of a workspace as a petgraph graph, which finds the order and the cycles.
//!
//! `toposort` and `kosaraju_scc` keep their own stacks. petgraph's other algorithms for these
//! questions (`tarjan_scc`, `is_cyclic_directed`, `depth_first_search`) recurse, and a plan may be
//! one chain of a million milestones.

use crate::model::{Link, MilestoneId, Workspace};
use petgraph::algo::{kosaraju_scc, toposort};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::NodeFiltered;

/// Milestones and the dependencies between them. A node has the index of its milestone.
#[derive(Debug, Clone)]
pub(super) struct Dependencies(DiGraph<MilestoneId, Link>);

/// The order in which dates can be calculated, and the milestones on cycles.
#[derive(Debug, Clone, Default)]
pub(super) struct Order {
    /// The milestones that are on no cycle, each after those of its predecessors that are on none
    /// either.
    pub(super) milestones: Vec<MilestoneId>,
    /// The sets of milestones that share cycles, each sorted, by smallest member.
    pub(super) cycles: Vec<Vec<MilestoneId>>,
}

impl Dependencies {
    pub(super) fn new(workspace: &Workspace) -> Self {
        let mut graph = DiGraph::with_capacity(workspace.milestones.len(), workspace.links.len());
        for id in workspace.milestone_ids() {
            graph.add_node(id);
        }
        let node = |id: MilestoneId| NodeIndex::new(id.index());
        for link in &workspace.links {
            graph.add_edge(node(link.from), node(link.to), *link);
        }
        Self(graph)
    }

    pub(super) fn links(&self) -> impl Iterator<Item = &Link> {
        self.0.edge_weights()
    }

    /// Searches for cycles only if the graph is not acyclic; the other milestones are then ordered
    /// without them.
    pub(super) fn order(&self) -> Order {
        let Self(graph) = self;
        let milestones = |nodes: Vec<NodeIndex>| nodes.into_iter().map(|node| graph[node]).collect();
        if let Ok(nodes) = toposort(graph, None) {
            return Order { milestones: milestones(nodes), cycles: Vec::new() };
        }
        // The model rejects a dependency of a milestone on itself, so a cycle has at least two
        // members.
        let sets = kosaraju_scc(graph).into_iter().filter(|set| set.len() > 1);
        let mut cycles: Vec<Vec<MilestoneId>> = sets.map(milestones).collect();
        let mut on_cycle = vec![false; graph.node_count()];
        for set in &mut cycles {
            set.sort_unstable();
            set.iter().for_each(|id| on_cycle[id.index()] = true);
        }
        cycles.sort_unstable();
        let rest = NodeFiltered::from_fn(graph, |node: NodeIndex| !on_cycle[node.index()]);
        Order { milestones: toposort(&rest, None).map(milestones).unwrap_or_default(), cycles }
    }
}
