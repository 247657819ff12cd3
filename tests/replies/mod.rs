//! Replies as people type them, and what the grammar makes of them.

mod corpus;
mod grammar;
mod offered;
