//! What a report shows, whatever the output format.
//!
//! A [`Report`] is a list of [`Block`]s made of [`Words`]. Views choose content and order; width,
//! color and escaping are up to the renderers.

mod block;
mod chain;
mod check;
mod committed;
mod critical_path;
mod explain;
mod diff;
mod handoffs;
mod matrix;
mod phrases;
mod plan_errors;
mod risks;
mod schedule;
mod slippage;
mod status;
mod why;

pub use block::{Block, Cell, Column, Fit, Report, Tone, Words};
pub use check::{check, check_verdict, instead_of, rules};
pub use committed::committed;
pub use critical_path::critical_path;
pub use diff::diff;
pub use explain::{explain, explain_plan_rule};
pub use handoffs::handoffs;
pub use matrix::matrix;
pub use plan_errors::plan_errors;
pub use risks::risks;
pub use schedule::schedule;
pub use slippage::slippage;
pub use status::status;
pub use why::why;
