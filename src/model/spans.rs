//! The places of single fields, for findings about them.

use super::{Milestone, Program, Risk};
use crate::source::{Place, Span};
use crate::syntax::{MilestoneDoc, ProgramDoc, RiskDoc};
use std::ops::Deref;

/// The places of those fields of a program, milestone or risk that findings point at. They are
/// boxed, because most milestones of a large plan have none of these fields.
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

/// Where each field is written; `None` if it is absent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FieldSpans {
    /// `owner`.
    pub owner: Option<Span>,
    /// `due`.
    pub due: Option<Span>,
    /// `promised_to`.
    pub promised_to: Option<Span>,
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
    /// `progress`.
    pub progress: Option<Span>,
    /// `remaining`.
    pub remaining: Option<Span>,
    /// `updated`.
    pub updated: Option<Span>,
    /// `response`.
    pub response: Option<Span>,
    /// `next_review`.
    pub next_review: Option<Span>,
    /// `occurred`.
    pub occurred: Option<Span>,
}

/// Used when no field is present.
const NOWHERE: FieldSpans = FieldSpans {
    owner: None,
    due: None,
    promised_to: None,
    eta: None,
    baseline: None,
    health: None,
    blocked: None,
    started: None,
    progress: None,
    remaining: None,
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
            promised_to: doc.promised_to.span(),
            eta: doc.eta.span(),
            baseline: doc.baseline.span(),
            health: doc.health.span(),
            blocked: doc.blocked.span(),
            started: doc.started.span(),
            progress: doc.progress.span(),
            remaining: doc.remaining.span(),
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

/// Returns the place of a field, or of the object that it would belong to.
fn place(origin: Place, span: Option<Span>) -> Place {
    span.map_or(origin, |span| Place { span, ..origin })
}

impl Milestone {
    /// Returns the place of one of its fields, or of its id if the field is absent.
    pub fn place(&self, span: Option<Span>) -> Place {
        place(self.origin, span)
    }
}

impl Program {
    /// Returns the place of one of its fields, or the start of its file if the field is absent.
    pub fn place(&self, span: Option<Span>) -> Place {
        place(self.origin, span)
    }
}

impl Risk {
    /// Returns the place of one of its fields, or of its id if the field is absent.
    pub fn place(&self, span: Option<Span>) -> Place {
        place(self.origin, span)
    }
}
