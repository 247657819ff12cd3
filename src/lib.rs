//! `tpm` reads program plans written as YAML, computes every date by the critical path method, and says what
//! drives, slips and threatens the promises in them.
//!
//! The modules stand in reading order; each imports only from those above it: text (`english`, `source`, `time`,
//! `calendar`, `finding`) → documents (`syntax`) → `model` → `graph` → `schedule` → `trial` → `analysis` → `rules` →
//! `view` → `render`, with `cli` and `io` around them. Nothing above `cli` reads a file, the clock or the environment,
//! and nothing prints: input is text and one day, output is bytes for a writer that was passed in.
//! `docs/architecture.md` has the picture.

pub mod english;
pub mod source;
pub mod time;
pub mod calendar;
pub mod finding;
pub mod syntax;
pub mod model;
pub mod graph;
pub mod schedule;
pub mod trial;
pub mod analysis;
pub mod rules;
pub mod view;
pub mod render;
pub mod io;
pub mod cli;
