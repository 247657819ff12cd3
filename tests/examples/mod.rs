//! The example programs, and every command and plan that the documentation shows.

pub mod documents;
mod stories;
