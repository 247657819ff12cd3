//! Puts as much work as possible into days, by Dinic's algorithm for the largest flow.

use super::slots::Slot;
use crate::syntax::Capacity;
use std::collections::VecDeque;

/// What is put of one piece into days of one kind.
#[derive(Debug)]
struct Edge {
    piece: usize,
    slot: usize,
    used: u64,
    /// A piece takes at most one day of each day.
    most: u64,
}

/// A place on the way from work without days to days with room: pieces first, then slots.
type Node = usize;

#[derive(Debug)]
struct Flow {
    /// What is left of each piece.
    left: Vec<u64>,
    /// What is free in each slot.
    room: Vec<u64>,
    edges: Vec<Edge>,
    /// By node, the edges at it.
    at: Vec<Vec<usize>>,
    /// How far each node is from work without days; `None` if no way leads to it.
    level: Vec<Option<usize>>,
}

/// Puts as much work as possible, in thousandths of days, into the slots of somebody with this
/// capacity. Returns the slots on which what does not fit is stuck: the fewest that account for all
/// of it. Empty if everything fits.
pub(super) fn stuck(work: Vec<u64>, slots: &[Slot], capacity: Capacity) -> Vec<usize> {
    let pieces = work.len();
    let mut flow = Flow::new(work, slots, capacity);
    while flow.reaches_room() {
        flow.fill();
    }
    (0..slots.len()).filter(|slot| flow.level[pieces + slot].is_some()).collect()
}

impl Flow {
    fn new(left: Vec<u64>, slots: &[Slot], capacity: Capacity) -> Self {
        let days = |slot: &Slot| slot.days.len() as u64;
        let room = slots.iter().map(|slot| days(slot) * u64::from(capacity.thousandths())).collect();
        let mut edges = Vec::new();
        let mut at = vec![Vec::new(); left.len() + slots.len()];
        for (index, slot) in slots.iter().enumerate() {
            for piece in &slot.pieces {
                at[*piece].push(edges.len());
                at[left.len() + index].push(edges.len());
                let most = days(slot) * u64::from(Capacity::ONE);
                edges.push(Edge { piece: *piece, slot: index, used: 0, most });
            }
        }
        let level = vec![None; at.len()];
        Self { left, room, edges, at, level }
    }

    /// Returns the other end of an edge, and how much more can go there.
    fn step(&self, node: Node, edge: usize) -> (Node, u64) {
        let Edge { piece, slot, used, most } = self.edges[edge];
        if node == piece { (self.left.len() + slot, most - used) } else { (piece, used) }
    }

    /// Finds out how far each node is from work without days. Returns whether a slot with room is
    /// among them.
    fn reaches_room(&mut self) -> bool {
        self.level.fill(None);
        let mut queue: VecDeque<Node> = (0..self.left.len()).filter(|piece| self.left[*piece] > 0).collect();
        for piece in &queue {
            self.level[*piece] = Some(0);
        }
        let mut found = false;
        while let Some(node) = queue.pop_front() {
            let next = self.level[node].map(|level| level + 1);
            found = found || node.checked_sub(self.left.len()).is_some_and(|slot| self.room[slot] > 0);
            for edge in &self.at[node] {
                let (other, more) = self.step(node, *edge);
                if more > 0 && self.level[other].is_none() {
                    self.level[other] = next;
                    queue.push_back(other);
                }
            }
        }
        found
    }

    /// Moves work along shortest ways until none is left.
    fn fill(&mut self) {
        // By node, the first of its edges that may lead on.
        let mut from = vec![0; self.at.len()];
        for piece in 0..self.left.len() {
            let mut way: Vec<usize> = Vec::new();
            let mut node = piece;
            while self.left[piece] > 0 {
                if let Some(slot) = node.checked_sub(self.left.len()).filter(|slot| self.room[*slot] > 0) {
                    self.push(piece, &way, slot);
                    way.clear();
                    node = piece;
                } else if let Some(edge) = self.at[node].get(from[node]).copied() {
                    let (other, more) = self.step(node, edge);
                    let is_next = self.level[other] == self.level[node].map(|level| level + 1);
                    if more > 0 && is_next {
                        way.push(edge);
                        node = other;
                    } else {
                        from[node] += 1;
                    }
                } else if let Some(edge) = way.pop() {
                    node = self.step(node, edge).0;
                    from[node] += 1;
                } else {
                    break;
                }
            }
        }
    }

    /// Moves as much as goes along a way from a piece to a slot.
    fn push(&mut self, piece: usize, way: &[usize], slot: usize) {
        let mut amount = self.left[piece].min(self.room[slot]);
        let mut node = piece;
        for edge in way {
            let (other, more) = self.step(node, *edge);
            amount = amount.min(more);
            node = other;
        }
        node = piece;
        for edge in way {
            let is_forth = node == self.edges[*edge].piece && node < self.left.len();
            let (other, _) = self.step(node, *edge);
            let used = &mut self.edges[*edge].used;
            *used = if is_forth { *used + amount } else { *used - amount };
            node = other;
        }
        self.left[piece] -= amount;
        self.room[slot] -= amount;
    }
}
