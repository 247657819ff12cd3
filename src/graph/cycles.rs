//! Reports dependency cycles, hop by hop.

use super::{LinkId, Network};
use crate::finding::{Finding, Findings};
use crate::model::{MilestoneId, Workspace};
use std::collections::{BTreeMap, VecDeque};

/// Returns one finding per set of milestones that wait for each other. It shows a shortest cycle,
/// with the line of every hop.
pub fn findings(workspace: &Workspace, network: &Network) -> Findings {
    let mut findings = Findings::default();
    for set in network.cycles() {
        if let Some((first, rest)) = shortest(workspace, network, set).split_first() {
            findings.add(finding(workspace, network, *first, rest));
        }
    }
    findings
}

fn finding(workspace: &Workspace, network: &Network, first: LinkId, rest: &[LinkId]) -> Finding {
    let name = |id: MilestoneId| workspace.milestone(id).full_id.as_str();
    let mut members: Vec<&str> =
        std::iter::once(&first).chain(rest).map(|hop| name(network.link(*hop).to)).collect();
    let mut names: Vec<String> = members.iter().take(12).map(|member| format!("`{member}`")).collect();
    match members.len() {
        more @ 13.. => names.push(format!("{} more", more - 12)),
        _ => names.push(format!("`{}`", members[0])),
    }
    let message = format!("these milestones wait for each other: {}", names.join(" waits for "));
    let describe = |hop: LinkId| {
        let link = network.link(hop);
        format!("`{}` waits for `{}`", workspace.milestone(link.to).id, name(link.from))
    };
    let mut finding = Finding::error("dependency-cycle", network.link(first).origin, message)
        .label(describe(first))
        .subject(members[0])
        .help("remove one of these dependencies; until then nothing in the cycle or behind it has a date");
    for hop in rest.iter().take(100) {
        finding = finding.related(network.link(*hop).origin, describe(*hop));
    }
    members.sort_unstable();
    finding.fact("members", members.join(" "))
}

/// Returns the links of a shortest cycle through the member of a set with the smallest full id,
/// each hop from successor to predecessor.
fn shortest(workspace: &Workspace, network: &Network, set: &[MilestoneId]) -> Vec<LinkId> {
    let Some(start) = set.iter().copied().min_by_key(|id| &workspace.milestone(*id).full_id) else {
        return Vec::new();
    };
    let mut reached: BTreeMap<MilestoneId, LinkId> = BTreeMap::new();
    let mut queue = VecDeque::from([start]);
    while let Some(milestone) = queue.pop_front() {
        let mut hops: Vec<LinkId> = network.predecessors(milestone).collect();
        hops.sort_by_key(|hop| &workspace.milestone(network.link(*hop).from).full_id);
        for hop in hops {
            let from = network.link(hop).from;
            if from == start {
                return walk_back(network, &reached, hop, start);
            }
            if set.binary_search(&from).is_ok() && !reached.contains_key(&from) {
                reached.insert(from, hop);
                queue.push_back(from);
            }
        }
    }
    Vec::new()
}

fn walk_back(
    network: &Network,
    reached: &BTreeMap<MilestoneId, LinkId>,
    last: LinkId,
    start: MilestoneId,
) -> Vec<LinkId> {
    let mut hops = vec![last];
    let mut at = network.link(last).to;
    while at != start {
        let Some(hop) = reached.get(&at) else { break };
        hops.push(*hop);
        at = network.link(*hop).to;
    }
    hops.reverse();
    hops
}
