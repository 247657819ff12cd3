//! The dependency network of a workspace.
//!
//! `dependencies` holds it as petgraph's graph, whose algorithms give the order and the cycles. A [`Network`] is
//! made from that once, for the passes that compute dates: links in compressed rows both ways, in the order of
//! names. Only a trial changes its own copy of one. It knows which calendar each milestone counts in and nothing of dates.

mod cycles;
mod dependencies;
mod network;
mod redundant;

pub use cycles::findings as cycle_findings;
pub use network::{LinkId, Network};
pub use redundant::{Redundant, redundant};
