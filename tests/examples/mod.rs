//! The example programs, and every command and plan that the documentation shows.

mod documents;
mod stories;
