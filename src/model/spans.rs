//! Where single fields stand, for findings about them.

use super::{Milestone, Program, Risk};
use crate::source::{Place, Span};
use crate::syntax::{MilestoneDoc, ProgramDoc, RiskDoc};

/// Where the fields of a program, milestone or risk stand that findings point at; none where a field is not
/// there.
#[derive(Debug, Clone, Copy, Default)]
pub struct Spans {
    /// `owner`.
    pub owner: Option<Span>,
    /// `due`.
    pub due: Option<Span>,
    /// `eta`.
    pub eta: Option<Span>,
    /// `baseline`.
    pub baseline: Option<Span>,
    /// `health`.
    pub health: Option<Span>,
    /// `blocked`.
    pub blocked: Option<Span>,
    /// `started`.
    pub started: Option<Span>,
    /// `updated`.
    pub updated: Option<Span>,
    /// `response`.
    pub response: Option<Span>,
    /// `next_review`.
    pub next_review: Option<Span>,
    /// `occurred`.
    pub occurred: Option<Span>,
}

impl Spans {
    pub(super) fn of_program(doc: &ProgramDoc) -> Self {
        Self { owner: doc.owner.span(), due: doc.due.span(), health: doc.health.span(), ..Self::default() }
    }

    pub(super) fn of_milestone(doc: &MilestoneDoc) -> Self {
        Self {
            due: doc.due.span(),
            eta: doc.eta.span(),
            baseline: doc.baseline.span(),
            health: doc.health.span(),
            blocked: doc.blocked.span(),
            started: doc.started.span(),
            updated: doc.updated.span(),
            ..Self::default()
        }
    }

    pub(super) fn of_risk(doc: &RiskDoc) -> Self {
        Self {
            due: doc.due.span(),
            response: doc.response.span(),
            next_review: doc.next_review.span(),
            occurred: doc.occurred.span(),
            ..Self::default()
        }
    }
}

/// Returns the place of a field, or, where it is not there, of what it would belong to.
fn place(origin: Place, span: Option<Span>) -> Place {
    span.map_or(origin, |span| Place { span, ..origin })
}

impl Milestone {
    /// Returns the place of one of its fields; that of its id where the field is not there.
    pub fn place(&self, span: Option<Span>) -> Place {
        place(self.origin, span)
    }
}

impl Program {
    /// Returns the place of one of its fields; the start of its file where the field is not there.
    pub fn place(&self, span: Option<Span>) -> Place {
        place(self.origin, span)
    }
}

impl Risk {
    /// Returns the place of one of its fields; that of its id where the field is not there.
    pub fn place(&self, span: Option<Span>) -> Place {
        place(self.origin, span)
    }
}
