//! Replies as people type them, and what the grammar makes of them.

mod applied;
mod corpus;
mod grammar;
mod offered;
