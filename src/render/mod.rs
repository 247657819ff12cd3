//! Results to bytes.
//!
//! Machine formats are made from analyses; human formats from views. Renderers neither compute nor sort.

pub mod csv;
pub mod escape;
pub mod check;
pub mod json;
pub mod markdown;
pub mod snippet;
pub mod terminal;
