//! The dependency network of a workspace.
//!
//! `dependencies` holds it as a petgraph graph, which finds the order and the cycles. A [`Network`]
//! is made from that once, for the passes that calculate dates: links in compressed rows in both
//! directions, sorted by name. A trial changes only its own copy. A network knows the calendars of
//! each milestone but no dates.

mod cycles;
mod dependencies;
mod network;
mod redundant;

pub use cycles::findings as cycle_findings;
pub use network::{LinkId, Network};
pub use redundant::{Redundant, redundant};
