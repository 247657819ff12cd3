//! Disk, git and clock: the only modules that touch them, used by the command line alone.

pub mod append;
pub mod clock;
pub mod create;
pub mod disk;
pub mod git;
pub mod history;
pub mod refusal;
pub mod replace;
pub mod tree;
pub mod workspace;
