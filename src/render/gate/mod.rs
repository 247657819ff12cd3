//! What the gate says, for people in a terminal or log, and for the machines that CI runs.
//!
//! Everything is made from an [`Answer`]; the formats that are JSON stand in [`super::json`].

mod text;

pub use text::text;

use crate::model::Workspace;
use crate::rules::Gate;
use crate::source::Sources;
use crate::time::Day;

/// The answer of the gate and what it is about.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// What it found.
    pub gate: &'a Gate<'a>,
    /// The files that the findings point into.
    pub sources: &'a Sources,
    /// What was judged.
    pub workspace: &'a Workspace,
    /// The day on which it was judged.
    pub as_of: Day,
    /// Whether what is waived is listed.
    pub lists_waived: bool,
    /// The commit since which findings are new, where only new ones are told.
    pub new_since: Option<&'a str>,
}
