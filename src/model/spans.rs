//! Where single fields stand, for findings about them.

use super::{Milestone, Program, Risk};
use crate::source::{Place, Span};
use crate::syntax::{MilestoneDoc, ProgramDoc, RiskDoc};
use std::ops::Deref;

/// Where the fields of a program, milestone or risk stand that findings point at. Most milestones of a large plan have
/// none of them, so that they are kept apart.
#[derive(Debug, Clone, Default)]
pub struct Spans(Option<Box<FieldSpans>>);

impl Deref for Spans {
    type Target = FieldSpans;

    fn deref(&self) -> &FieldSpans {
        self.0.as_deref().unwrap_or(&NOWHERE)
    }
}

impl From<FieldSpans> for Spans {
    fn from(spans: FieldSpans) -> Self {
        Self((spans != NOWHERE).then(|| Box::new(spans)))
    }
}

/// Where each of the fields stands; none where a field is not there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FieldSpans {
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

/// Of what has none of them.
const NOWHERE: FieldSpans = FieldSpans {
    owner: None,
    due: None,
    eta: None,
    baseline: None,
    health: None,
    blocked: None,
    started: None,
    updated: None,
    response: None,
    next_review: None,
    occurred: None,
};

impl Spans {
    pub(super) fn of_program(doc: &ProgramDoc) -> Self {
        let (owner, due, health) = (doc.owner.span(), doc.due.span(), doc.health.span());
        FieldSpans { owner, due, health, ..NOWHERE }.into()
    }

    pub(super) fn of_milestone(doc: &MilestoneDoc) -> Self {
        FieldSpans {
            due: doc.due.span(),
            eta: doc.eta.span(),
            baseline: doc.baseline.span(),
            health: doc.health.span(),
            blocked: doc.blocked.span(),
            started: doc.started.span(),
            updated: doc.updated.span(),
            ..NOWHERE
        }
        .into()
    }

    pub(super) fn of_risk(doc: &RiskDoc) -> Self {
        FieldSpans {
            due: doc.due.span(),
            response: doc.response.span(),
            next_review: doc.next_review.span(),
            occurred: doc.occurred.span(),
            ..NOWHERE
        }
        .into()
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
