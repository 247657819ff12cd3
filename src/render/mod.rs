//! Results to bytes.
//!
//! Machine formats are made from analyses; human formats from views. Renderers neither compute nor sort.

pub mod escape;
pub mod json;
pub mod snippet;
pub mod terminal;
