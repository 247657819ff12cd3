//! `tpm` reads program plans written as YAML, calculates every date by the critical path method,
//! and reports what drives, delays and threatens the promises in them.
//!
//! The modules are listed in reading order, and each imports only from those above it: text
//! (`english`, `threads`, `source`, `time`, `calendar`, `finding`) → documents (`syntax`) → `model`
//! → `graph` → `schedule` → `trial` → `chance` → `analysis` → `rules` → `view` → `render`, with
//! `cli` and `io` around them; `replies` reads what owners answer. No module above `cli` reads a
//! file, the clock or the environment, and none prints: input is text and one day, output is bytes
//! for a writer that the caller passes in.
//! `docs/architecture.md` has the diagram.

mod words;
pub mod english;
pub mod threads;
pub mod source;
pub mod time;
pub mod calendar;
pub mod finding;
pub mod syntax;
pub mod model;
pub mod edits;
pub mod replies;
pub mod graph;
pub mod schedule;
pub mod trial;
pub mod chance;
mod reports;
pub mod analysis;
pub mod rules;
pub mod view;
pub mod render;
pub mod io;
pub mod cli;
