//! The dependency network of a workspace.
//!
//! A [`Network`] is immutable: links in compressed rows both ways, and a topological order of everything that
//! is not on a cycle. It knows which calendar each milestone counts in and nothing of dates. petgraph's
//! algorithms run on it through `visit`; the hot path uses the rows.

mod cycles;
mod network;
mod redundant;
mod visit;

pub use cycles::findings as cycle_findings;
pub use network::{LinkId, Network};
pub use redundant::{Redundant, redundant};
