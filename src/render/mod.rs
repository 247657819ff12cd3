//! Writes results as bytes.
//!
//! Formats for machines are made from analyses, formats for people from views. Renderers neither
//! calculate nor sort.

pub mod active;
pub mod csv;
pub mod escape;
pub mod check;
pub mod commit;
pub mod dot;
pub mod html;
pub mod json;
pub mod markdown;
pub mod mermaid;
pub mod patch;
pub mod scene;
pub mod slack;
pub mod snippet;
pub mod svg;
pub mod terminal;
