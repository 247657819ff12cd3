//! The dependency graph of a workspace, as petgraph keeps it. Its algorithms give the order and the cycles.
//!
//! `toposort` and `kosaraju_scc` keep their own stacks. petgraph's other walks for the same questions
//! (`tarjan_scc`, `is_cyclic_directed`, `depth_first_search`) recurse, and a plan may be one chain of a
//! million milestones.

use crate::model::{Link, MilestoneId, Workspace};
use petgraph::algo::{kosaraju_scc, toposort};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::NodeFiltered;

/// Milestones and the dependencies between them. A node has the number of its milestone.
#[derive(Debug, Clone)]
pub(super) struct Dependencies(DiGraph<MilestoneId, Link>);

/// In which order dates can be computed, and which milestones wait for themselves.
#[derive(Debug, Clone, Default)]
pub(super) struct Order {
    /// The milestones that are not on a cycle, each after all its predecessors that are not.
    pub(super) milestones: Vec<MilestoneId>,
    /// The sets of milestones that lie on cycles together, each sorted, by smallest member.
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

    /// Cycles are looked for only where there are any; everything else is then ordered without them.
    pub(super) fn order(&self) -> Order {
        let Self(graph) = self;
        let milestones = |nodes: Vec<NodeIndex>| nodes.into_iter().map(|node| graph[node]).collect();
        if let Ok(nodes) = toposort(graph, None) {
            return Order { milestones: milestones(nodes), cycles: Vec::new() };
        }
        // The model makes no dependency of a milestone on itself, so a cycle has two members at least.
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
