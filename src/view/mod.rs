//! What a report shows, whatever the output format.
//!
//! A [`Report`] is a list of [`Block`]s made of [`Words`]. Views choose content and order; width,
//! color and escaping are up to the renderers.

mod backtest;
mod block;
mod chain;
mod chart;
mod committed;
mod diagram;
mod explain;
mod foot;
mod lever;
mod matrix;
mod phrases;
mod plan_errors;
mod replied;
mod risk_picture;
mod s_curve;
mod slip_chart;
mod slip_picture;
mod why_moved;
mod words;

pub use backtest::backtest;
pub use block::{Block, Cell, Column, Fact, Fit, Listed, Page, Picture, Report, Sheet};
pub use brief::{Briefing, Medium};
pub use chart::{Bar, Chart, Lane};
pub use check::{altered, check_verdict, instead_of, rules};
pub use committed::committed;
pub use diagram::{Arrow, Diagram, DiagramBox};
pub use diff::edits::{Fate, Message, edits, message};
pub use explain::{explain, explain_plan_rule};
pub use foot::foot;
pub use gantt::gantt_sheet;
pub use matrix::matrix;
pub use plan_errors::plan_errors;
pub use replied::replied;
pub use risk_picture::risk_picture;
pub use s_curve::s_curves;
pub use slip_chart::slip_charts;
pub use slip_picture::slip_picture;
pub use what_if::tried;
pub use why_moved::why_moved;
pub use words::{Tone, Words};

use crate::reports::reports;

macro_rules! views {
    ($($module:ident $row:tt)*) => {
        $(mod $module; pub use $module::$module;)*
    };
}
reports!(views);
