//! Who waits on whom: the milestones that are drawn, in lanes of teams, and the links between them.

use super::Assessment;
use super::chains::Chains;
use super::critical_path::finish_of;
use super::selection::Selection;
use crate::graph::LinkId;
use crate::model::MilestoneId;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// What of the network is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    /// Only what this milestone waits for, directly or through others.
    pub to: Option<MilestoneId>,
    /// How many links to follow: back from `to`, else both ways around what is selected. `None` is
    /// all of them back from `to`, and one around what is selected.
    pub depth: Option<u32>,
}

/// The part of the network that is drawn.
#[derive(Debug, Clone, Default)]
pub struct Graph {
    /// By lane, then layer, then id.
    pub nodes: Vec<Node>,
    /// The links of which both ends are drawn, by what waits and then in the order of the plan.
    pub links: Vec<Arrow>,
    /// The teams, those whose work comes first on top; of who has no team the owner, and `None` for
    /// what has no owner.
    pub lanes: Vec<Option<String>>,
}

/// A milestone that is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Node {
    pub milestone: MilestoneId,
    /// The index of its lane.
    pub lane: usize,
    /// How many links lie before it on the longest way that is drawn; what waits for nothing stands
    /// right before the first that waits for it.
    pub layer: usize,
    /// Whether it is on the critical path to `to`, or to the finish of a program of what is
    /// selected.
    pub is_critical: bool,
}

/// A link that is drawn, from what is waited for to what waits.
#[derive(Debug, Clone, Copy)]
pub struct Arrow {
    pub link: LinkId,
    /// The index of the node that it leads from.
    pub from: usize,
    /// The index of the node that it leads to.
    pub to: usize,
    /// Whether the critical path runs over it.
    pub is_critical: bool,
}

/// Returns the part of the network that is asked for.
pub fn analyze(assessment: &Assessment<'_>, selection: &Selection, asked: Asked) -> Graph {
    let drawn = drawn(assessment, selection, asked);
    let layers = layers(assessment, &drawn);
    let selected = drawn.iter().copied().filter(|id| selection.has(*id));
    let critical = Critical::of(assessment, selected, asked.to);
    let (lanes, lane_of) = lanes(assessment, &drawn, &layers);
    let workspace = assessment.workspace;
    let mut nodes: Vec<Node> = drawn
        .iter()
        .map(|id| Node {
            milestone: *id,
            lane: lane_of.get(id).copied().unwrap_or(0),
            layer: layers.get(id).copied().unwrap_or(0),
            is_critical: critical.milestones.contains(id),
        })
        .collect();
    nodes.sort_by_key(|node| (node.lane, node.layer, &workspace.milestone(node.milestone).full_id));
    let place: BTreeMap<MilestoneId, usize> =
        nodes.iter().enumerate().map(|(at, node)| (node.milestone, at)).collect();
    let into = |to: usize| {
        let links = assessment.network.predecessors(nodes[to].milestone);
        links.map(move |link| (link, to))
    };
    let arrow = |(link, to): (LinkId, usize)| {
        let from = *place.get(&assessment.network.link(link).from)?;
        Some(Arrow { link, from, to, is_critical: critical.links.contains(&link) })
    };
    let links = (0..nodes.len()).flat_map(into).filter_map(arrow).collect();
    Graph { nodes, links, lanes }
}

/// Returns the milestones to draw.
fn drawn(assessment: &Assessment<'_>, selection: &Selection, asked: Asked) -> BTreeSet<MilestoneId> {
    let network = assessment.network;
    let back = |id: MilestoneId| network.predecessors(id).map(|link| network.link(link).from);
    if let Some(to) = asked.to {
        let mut drawn = around([to], asked.depth.unwrap_or(u32::MAX), |id| back(id).collect());
        drawn.retain(|id| *id == to || selection.has(*id));
        return drawn;
    }
    let selected = assessment.workspace.milestone_ids().filter(|id| selection.has(*id));
    let both_ways = |id: MilestoneId| {
        let ahead = network.successors(id).map(|link| network.link(link).to);
        back(id).chain(ahead).collect()
    };
    around(selected, asked.depth.unwrap_or(1), both_ways)
}

/// Returns some milestones, and those that so many links lead to from there.
fn around(
    from: impl IntoIterator<Item = MilestoneId>,
    depth: u32,
    next: impl Fn(MilestoneId) -> Vec<MilestoneId>,
) -> BTreeSet<MilestoneId> {
    let mut found: BTreeSet<MilestoneId> = from.into_iter().collect();
    let mut open: VecDeque<(MilestoneId, u32)> = found.iter().map(|id| (*id, 0)).collect();
    while let Some((id, links)) = open.pop_front() {
        if links < depth {
            let new = next(id).into_iter().filter(|id| found.insert(*id));
            open.extend(new.map(|id| (id, links + 1)));
        }
    }
    found
}

/// Returns the layer of each milestone that is drawn. On a cycle nothing comes first: those behind
/// it stand where the others put them.
fn layers(assessment: &Assessment<'_>, drawn: &BTreeSet<MilestoneId>) -> BTreeMap<MilestoneId, usize> {
    let network = assessment.network;
    let mut layers: BTreeMap<MilestoneId, usize> = BTreeMap::new();
    let on_cycles = drawn.iter().filter(|id| network.is_on_cycle(**id));
    let order = network.order().iter().filter(|id| drawn.contains(id));
    for id in order.chain(on_cycles) {
        let before = network.predecessors(*id).filter_map(|link| layers.get(&network.link(link).from));
        let layer = before.max().map_or(0, |layer| layer + 1);
        layers.insert(*id, layer);
    }
    let waits_for_nothing =
        |id: &&MilestoneId| !network.predecessors(**id).any(|link| drawn.contains(&network.link(link).from));
    for id in drawn.iter().filter(waits_for_nothing) {
        let behind = network.successors(*id).filter_map(|link| layers.get(&network.link(link).to));
        if let Some(first) = behind.min().and_then(|first| first.checked_sub(1)) {
            layers.insert(*id, first);
        }
    }
    layers
}

/// Returns the lanes in order, and the one of each milestone.
fn lanes(
    assessment: &Assessment<'_>,
    drawn: &BTreeSet<MilestoneId>,
    layers: &BTreeMap<MilestoneId, usize>,
) -> (Vec<Option<String>>, BTreeMap<MilestoneId, usize>) {
    let workspace = assessment.workspace;
    let name = |id: &MilestoneId| workspace.milestone(*id).owner.map(|owner| workspace.team(owner));
    let mut members: BTreeMap<Option<&str>, (usize, usize)> = BTreeMap::new();
    for id in drawn {
        let (sum, count) = members.entry(name(id)).or_default();
        *sum += layers.get(id).copied().unwrap_or(0);
        *count += 1;
    }
    let mut lanes: Vec<Option<&str>> = members.keys().copied().collect();
    // The mean layer, in thousandths.
    lanes.sort_by_key(|lane| {
        (lane.is_none(), members.get(lane).map(|(sum, count)| sum * 1000 / count), *lane)
    });
    let place: BTreeMap<Option<&str>, usize> =
        lanes.iter().enumerate().map(|(at, lane)| (*lane, at)).collect();
    let lane_of = drawn.iter().filter_map(|id| Some((*id, *place.get(&name(id))?))).collect();
    (lanes.into_iter().map(|lane| lane.map(str::to_owned)).collect(), lane_of)
}

/// What is on a critical path.
#[derive(Debug, Default)]
struct Critical {
    milestones: BTreeSet<MilestoneId>,
    links: BTreeSet<LinkId>,
}

impl Critical {
    /// Returns what is on the critical path to a milestone, or to the finish of each program of
    /// what is selected.
    fn of(
        assessment: &Assessment<'_>,
        selected: impl Iterator<Item = MilestoneId>,
        to: Option<MilestoneId>,
    ) -> Self {
        let workspace = assessment.workspace;
        let programs: BTreeSet<_> = selected.map(|id| workspace.milestone(id).program).collect();
        let finishes = programs.into_iter().filter_map(|id| finish_of(assessment, id));
        let targets: Vec<MilestoneId> = to.map_or_else(|| finishes.collect(), |to| vec![to]);
        let mut chains = Chains::new(assessment);
        let mut critical = Self::default();
        for target in targets.into_iter().filter(|id| workspace.milestone(*id).is_unfinished()) {
            for hop in chains.first(target).into_iter().flat_map(|chain| chain.hops) {
                critical.milestones.insert(hop.milestone);
                critical.links.extend(hop.link.into_iter().chain(hop.via));
            }
        }
        critical
    }
}
