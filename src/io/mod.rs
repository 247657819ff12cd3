//! Disk, git and clock. No other module touches them, and only the command line uses this one.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects))]

pub mod append;
pub mod clock;
pub mod commits;
pub mod create;
pub mod disk;
pub mod git;
pub mod history;
pub mod input;
pub mod refusal;
pub mod replace;
pub mod rewrite;
pub mod signals;
pub mod tree;
pub mod undo;
pub mod workspace;
