//! The one integration binary. Networks worked by hand are in `hand`, the independent scheduler in `oracle`.
#![allow(unreachable_pub, reason = "tests are not an interface")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![cfg_attr(not(test), allow(dead_code, unused_imports, reason = "the fuzzers need a few functions"))]
#![allow(clippy::disallowed_methods, reason = "tests read their own fixtures")]

mod brief;
mod cases;
mod chance;
mod cli;
mod diff;
mod errors;
mod examples;
mod formats;
pub mod fuzz;
mod gate;
mod hand;
mod laws;
mod oracle;
mod pictures;
mod property;
mod reading;
mod replies;
mod reports;
mod schema;
mod support;
