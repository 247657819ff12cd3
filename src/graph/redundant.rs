//! Finds links that follow from others.

use super::{LinkId, Network};
use crate::model::{Link, MilestoneId};

/// The most links visited for one milestone, and in total. Redundant links not found by then are
/// not reported, which bounds the cost of a hostile network.
const FOR_ONE: usize = 20_000;
const IN_ALL: usize = 20_000_000;

/// A link that follows from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Redundant {
    /// The link.
    pub link: LinkId,
    /// The last link of the path that implies it; it leads into the same milestone.
    pub through: LinkId,
}

/// Returns the links without a lag that another path from their predecessor to their successor
/// makes redundant. Only links that `holds` accepts count, both as candidates and on paths. Sorted
/// by successor, then predecessor.
///
/// Milestones on a cycle are skipped. The search backward from each milestone stops at the depth of
/// its earliest predecessor, which for most plans is after a few links.
pub fn redundant(network: &Network, holds: impl Fn(&Link) -> bool) -> Vec<Redundant> {
    let depth = depths(network, &holds);
    let met = vec![(0, LinkId(0)); network.len()];
    let mut search = Search { network, holds, depth, met, round: 0, left: IN_ALL };
    let mut found: Vec<Redundant> =
        network.order().iter().flat_map(|id| search.redundant_into(*id)).collect();
    found.sort_by_key(|redundant| redundant.link);
    found
}

/// Returns the number of links on the longest path to each milestone.
fn depths(network: &Network, holds: &impl Fn(&Link) -> bool) -> Vec<u32> {
    let mut depths = vec![0; network.len()];
    for id in network.order() {
        let links = network.predecessors(*id).map(|link| network.link(link)).filter(|link| holds(link));
        depths[id.index()] = links.map(|link| depths[link.from.index()] + 1).max().unwrap_or(0);
    }
    depths
}

struct Search<'n, H> {
    network: &'n Network,
    holds: H,
    /// The number of links on the longest path to each milestone.
    depth: Vec<u32>,
    /// The round in which each milestone was last met, and the link of that round that led to it.
    met: Vec<(u32, LinkId)>,
    round: u32,
    /// How many links may still be visited.
    left: usize,
}

impl<H: Fn(&Link) -> bool> Search<'_, H> {
    fn redundant_into(&mut self, id: MilestoneId) -> Vec<Redundant> {
        let network = self.network;
        let links: Vec<LinkId> =
            network.predecessors(id).filter(|link| (self.holds)(network.link(*link))).collect();
        let from = |link: &LinkId| network.link(*link).from;
        let (mut found, mut open) = (Vec::new(), Vec::new());
        // Links to one predecessor are adjacent. One with a lag implies those without; of several
        // without a lag the first is kept.
        for same in links.chunk_by(|a, b| from(a) == from(b)) {
            let has_lag = same.iter().find(|link| !network.link(**link).has_no_lag());
            let Some(stays) = has_lag.or(same.first()) else { continue };
            for link in same.iter().filter(|link| network.link(**link).has_no_lag()) {
                if link == stays {
                    open.push(*link);
                } else {
                    found.push(Redundant { link: *link, through: *stays });
                }
            }
        }
        let floor = open.iter().map(|link| self.depth[from(link).index()]).min();
        let Some(floor) = floor.filter(|_| links.len() > 1) else { return found };
        self.walk_back(&links, floor);
        for link in open {
            let (round, through) = self.met[from(&link).index()];
            if round == self.round {
                found.push(Redundant { link, through });
            }
        }
        found
    }

    /// Marks everything that the predecessors of these links wait for, down to a depth, each with
    /// the link that led to it.
    fn walk_back(&mut self, links: &[LinkId], floor: u32) {
        let network = self.network;
        self.round += 1;
        let mut budget = FOR_ONE.min(self.left);
        let mut stack: Vec<(MilestoneId, LinkId)> =
            links.iter().rev().map(|link| (network.link(*link).from, *link)).collect();
        while let Some((id, through)) = stack.pop() {
            if self.depth[id.index()] <= floor {
                continue;
            }
            for link in network.predecessors(id) {
                if budget == 0 {
                    return;
                }
                budget -= 1;
                self.left -= 1;
                let link = network.link(link);
                if (self.holds)(link) && self.met[link.from.index()].0 != self.round {
                    self.met[link.from.index()] = (self.round, through);
                    stack.push((link.from, through));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AsOf, Workspace, load};
    use crate::source::{SourceFile, Sources};
    use crate::time::Day;

    /// Returns the links that follow from others, as `from>to through from`, of a network written
    /// `a b<a c<a,b`.
    fn check(network: &str, expected: &[&str]) {
        let (workspace, network) = read(network);
        let name = |id: MilestoneId| workspace.milestone(id).id.as_str();
        let told: Vec<String> = redundant(&network, |link| !link.is_lead())
            .into_iter()
            .map(|found| {
                let (link, through) = (network.link(found.link), network.link(found.through));
                format!("{}>{} through {}", name(link.from), name(link.to), name(through.from))
            })
            .collect();
        assert_eq!(told, expected);
    }

    fn read(network: &str) -> (Workspace, Network) {
        let mut text = String::from("milestones:\n");
        for word in network.split_whitespace() {
            let (id, predecessors) = word.split_once('<').unwrap_or((word, ""));
            let predecessors = predecessors.replace('+', " +");
            text.push_str(&format!("  {id}: {{duration: 1d, depends_on: [{predecessors}]}}\n"));
        }
        let sources = Sources::new(vec![SourceFile::new("programs/plan.yaml", text)]);
        let as_of = AsOf { day: Day::parse("2026-09-14").unwrap(), from_clock: false, is_past: false };
        let loaded = load(&sources, None, as_of);
        assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
        let network = Network::new(&loaded.workspace);
        (loaded.workspace, network)
    }

    #[test]
    fn a_link_beside_a_longer_way_is_redundant() {
        check("a b<a c<b", &[]);
        check("a b<a c<a,b", &["a>c through b"]);
        check("a b<a c<b d<c,a", &["a>d through c"]);
        check("a b<a c<a d<b,c", &[]);
    }

    #[test]
    fn a_lag_on_the_path_counts_but_a_lag_on_the_link_prevents_it() {
        check("a b<a+2d c<a,b+1d", &["a>c through b"]);
        check("a b<a c<a+1d,b", &[]);
        check("a c<a,a+1d", &["a>c through a"]);
    }

    #[test]
    fn the_search_stops_at_the_links_depth_and_at_its_budget() {
        // A comb: every tooth but the first waits for the root too.
        let mut text = String::from("m0 m1<m0");
        for index in 2..2_000 {
            text.push_str(&format!(" m{index}<m{},m0", index - 1));
        }
        let (_, network) = read(&text);
        assert_eq!(redundant(&network, |_| true).len(), 1_998);
    }
}
