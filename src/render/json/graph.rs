//! `tpm graph` as JSON: the milestones that are drawn, and the links between them.

use super::Tabular;
use super::hop::{LagData, lag};
use super::record::record;
use super::source::{Source, source};
use super::words::Word;
use crate::analysis::Assessment;
use crate::analysis::graph::{Arrow, Asked, Graph, Node};
use crate::analysis::health::Health;
use crate::model::LinkKind;
use crate::source::Sources;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

record! {
    /// `data` of `tpm graph`.
    pub struct GraphData<'w> of (
        assessment: &'w Assessment<'w>,
        sources: &'w Sources,
        graph: &Graph,
        asked: Asked
    ) where {
        let name = |id| assessment.workspace.milestone(id).full_id.as_str();
    } from {
        /// The full id of the milestone of `--to`.
        to: Option<&'w str> = asked.to.map(name),
        /// How many links were followed with `--depth`.
        depth: Option<u32> = asked.depth,
        /// The teams, in the order of their lanes: of who has no team the owner; null for what has
        /// no owner.
        lanes: Vec<Option<String>> = graph.lanes.clone(),
        /// The milestones, by lane, layer and id.
        nodes: Vec<NodeData<'w>> =
            graph.nodes.iter().map(|node| NodeData::of(assessment, graph, node)).collect(),
        /// The links between them.
        links: Vec<LinkData<'w>> =
            graph.links.iter().map(|arrow| LinkData::of(assessment, sources, graph, arrow)).collect(),
    }
}

record! {
    struct NodeData<'w> of (assessment: &'w Assessment<'w>, graph: &Graph, node: &Node) where {
        let milestone = assessment.workspace.milestone(node.milestone);
        let forecast = assessment.forecast(node.milestone);
    } from {
        /// The full id of the milestone.
        id: &'w str = &milestone.full_id,
        /// Its name.
        name: &'w str = &milestone.name,
        /// Its owner.
        owner: Option<&'w str> = assessment.workspace.owner_id(milestone.owner),
        /// The lane in which it is drawn; null for what has no owner.
        lane: Option<String> = graph.lanes.get(node.lane).cloned().flatten(),
        /// The column in which it is drawn: how many links lie before it on the longest way that is
        /// drawn; what waits for nothing stands right before the first that waits for it.
        layer: usize = node.layer,
        /// Its health.
        health: Word<Health> = Word(assessment.health(node.milestone).health),
        /// The forecast finish, or the actual one.
        forecast: Option<Day> = forecast.finish,
        /// Whether the forecast is a floor or rests on one: the earliest day left.
        floor: bool = assessment.is_earliest(node.milestone),
        /// Whether it is on the critical path to `to`, or to the finish of a program of what is
        /// selected.
        critical: bool = node.is_critical,
    }
}

record! {
    struct LinkData<'w> of (
        assessment: &'w Assessment<'w>,
        sources: &'w Sources,
        graph: &Graph,
        arrow: &Arrow
    ) where {
        let link = assessment.network.link(arrow.link);
        let name = |node: usize| assessment.workspace.milestone(graph.nodes[node].milestone).full_id.as_str();
        let lane = |node: usize| graph.lanes.get(graph.nodes[node].lane).cloned().flatten();
    } from {
        /// The full id of what is waited for.
        from: &'w str = name(arrow.from),
        /// Its lane.
        from_lane: Option<String> = lane(arrow.from),
        /// The full id of what waits.
        to: &'w str = name(arrow.to),
        /// Its lane.
        to_lane: Option<String> = lane(arrow.to),
        /// The type of the link.
        #[serde(rename = "type")]
        kind: Word<LinkKind> = Word(link.kind),
        /// The lag, such as `+2d`; empty without one.
        lag: String = link.lag_text(),
        #[serde(flatten)]
        lag_days: LagData = lag(link),
        /// Whether the critical path runs over it.
        critical: bool = arrow.is_critical,
        /// Where the dependency is written.
        source: Source<'w> = source(sources, link.origin),
    }
}

impl Tabular for GraphData<'_> {
    const KIND: &'static str = "graph";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.links.iter()
    }
}

/// Returns what is drawn of the network.
pub fn graph<'w>(
    assessment: &'w Assessment<'w>,
    sources: &'w Sources,
    graph: &Graph,
    asked: Asked,
) -> GraphData<'w> {
    GraphData::of(assessment, sources, graph, asked)
}
