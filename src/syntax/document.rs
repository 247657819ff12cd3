//! What a file says, field by field, before anything is known of what its names refer to.

use super::fields::Measure;
use super::values::{
    Amount, Declared, DependencyDoc, Due, Duration, FailOn, Importance, Probability, Progress, Response,
};
use crate::calendar::Week;
use crate::finding::Findings;
use crate::source::Span;
use crate::time::Day;

/// A value and the bytes it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// One field of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Field<T> {
    /// The key is not there.
    #[default]
    Absent,
    /// The key is there and its value could not be read; a finding says why.
    Bad(Span),
    /// The value.
    Ok(Spanned<T>),
}

impl<T> Field<T> {
    /// Returns the value, where there is a readable one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Ok(spanned) => Some(&spanned.value),
            _ => None,
        }
    }

    /// Returns where the value stands, readable or not.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Absent => None,
            Self::Bad(span) => Some(*span),
            Self::Ok(spanned) => Some(spanned.span),
        }
    }

    /// Returns value and place, where there is a readable value.
    pub fn spanned(&self) -> Option<&Spanned<T>> {
        match self {
            Self::Ok(spanned) => Some(spanned),
            _ => None,
        }
    }

    /// Whether the key is there.
    pub fn is_present(&self) -> bool {
        !matches!(self, Self::Absent)
    }
}

impl Field<String> {
    /// Returns the text, where it says something: blanks are what nobody wrote.
    pub fn said(&self) -> Option<String> {
        self.value().filter(|text| !text.trim().is_empty()).cloned()
    }
}

/// What was understood of a file, and what is wrong with it. A bad file still has a value.
#[derive(Debug, Clone)]
pub struct Parsed<T> {
    /// What was understood.
    pub value: T,
    /// What is wrong.
    pub findings: Findings,
}

/// A program file.
#[derive(Debug, Clone, Default)]
pub struct ProgramDoc {
    /// `id`, where it is given.
    pub id: Field<String>,
    /// `name`.
    pub name: Field<String>,
    /// `summary`.
    pub summary: Field<String>,
    /// `owner`.
    pub owner: Field<String>,
    /// `start`.
    pub start: Field<Day>,
    /// `due`.
    pub due: Field<Due>,
    /// `finish`.
    pub finish: Field<String>,
    /// `calendar`.
    pub calendar: Field<String>,
    /// `health`.
    pub health: Field<Box<HealthDoc>>,
    /// `moved`, in file order.
    pub moved: Vec<MoveDoc>,
    /// `milestones`, in file order.
    pub milestones: Vec<MilestoneDoc>,
    /// `risks`, in file order.
    pub risks: Vec<RiskDoc>,
    /// `asks`, in file order.
    pub asks: Vec<AskDoc>,
    /// `freezes`, in file order.
    pub freezes: Vec<FreezeDoc>,
    /// `assert`, in file order.
    pub assert: Vec<AssertionDoc>,
    /// `waive`, in file order.
    pub waive: Vec<WaiverDoc>,
    /// Whether the file could not be read to its end, or its own keys have errors: then nothing in it can be
    /// dated.
    pub unreadable: bool,
    /// Whether there may be milestones in it that were not read: then a name that is not here may still
    /// exist.
    pub partly_read: bool,
    /// Whether a milestone was left out because its id could not be read.
    pub incomplete: bool,
}

impl ProgramDoc {
    /// Whether the file may have an id that could not be read, or that stands behind a syntax error.
    pub fn has_bad_id(&self) -> bool {
        matches!(self.id, Field::Bad(_)) || self.partly_read && !self.id.is_present()
    }
}

/// An entry of `milestones`. A file may have a hundred thousand: what few have of some size is boxed.
#[derive(Debug, Clone, Default)]
pub struct MilestoneDoc {
    /// The id, and where it stands.
    pub id: String,
    /// The place of the id.
    pub span: Span,
    /// `name`.
    pub name: Field<String>,
    /// `owner`.
    pub owner: Field<String>,
    /// `duration`.
    pub duration: Field<Duration>,
    /// `due`.
    pub due: Field<Due>,
    /// `done`.
    pub done: Field<Day>,
    /// `started`.
    pub started: Field<Day>,
    /// `progress`.
    pub progress: Field<Progress>,
    /// `remaining`.
    pub remaining: Field<Amount>,
    /// `updated`.
    pub updated: Field<Day>,
    /// `depends_on`, in file order.
    pub depends_on: Vec<Spanned<DependencyDoc>>,
    /// `eta`.
    pub eta: Field<Day>,
    /// `not_before`.
    pub not_before: Field<Day>,
    /// `start`: the first day of a planned window.
    pub start: Field<Day>,
    /// `blocked`.
    pub blocked: Field<Box<BlockedDoc>>,
    /// `firm`.
    pub firm: Field<bool>,
    /// `promised_to`.
    pub promised_to: Field<String>,
    /// `moved`, in file order.
    pub moved: Vec<MoveDoc>,
    /// `tags`.
    pub tags: Vec<Spanned<String>>,
    /// `workstream`.
    pub workstream: Field<String>,
    /// `calendar`.
    pub calendar: Field<String>,
    /// `health`.
    pub health: Field<Box<HealthDoc>>,
    /// `note`.
    pub note: Field<String>,
    /// `baseline`.
    pub baseline: Field<Day>,
    /// `links`: names and where they lead, in file order.
    pub links: Vec<(String, String)>,
    /// `cancelled`.
    pub cancelled: Field<Box<CancelledDoc>>,
    /// `formerly`: ids that it had before.
    pub formerly: Vec<Spanned<String>>,
    /// `waive`, in file order.
    pub waive: Vec<WaiverDoc>,
    /// Whether anything in it could not be read: then it cannot be dated.
    pub unreadable: bool,
    /// Whether one of its keys is unknown: then what it lacks may be what was meant there.
    pub strange: bool,
    /// Whether reading stopped inside it: then what it lacks may still stand there.
    pub cut: bool,
}

/// `blocked`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BlockedDoc {
    /// `since`.
    pub since: Field<Day>,
    /// `why`.
    pub why: Field<String>,
    /// `waiting_on`.
    pub waiting_on: Field<String>,
    /// `until`.
    pub until: Field<Day>,
}

/// `cancelled`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CancelledDoc {
    /// `on`.
    pub on: Field<Day>,
    /// `reason`.
    pub reason: Field<String>,
}

/// `health`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HealthDoc {
    /// `rag`.
    pub rag: Field<Declared>,
    /// `note`.
    pub note: Field<String>,
    /// `on`.
    pub on: Field<Day>,
    /// `by`.
    pub by: Field<String>,
}

/// An entry of `moved`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MoveDoc {
    /// `from`.
    pub from: Field<Day>,
    /// `on`.
    pub on: Field<Day>,
    /// `cause`.
    pub cause: Field<String>,
    /// `why`.
    pub why: Field<String>,
    /// `agreed`.
    pub agreed: Field<String>,
}

/// An entry of `waive`.
#[derive(Debug, Clone, Default)]
pub struct WaiverDoc {
    /// Where it stands.
    pub span: Span,
    /// `rule`.
    pub rule: Field<&'static str>,
    /// `until`.
    pub until: Field<Day>,
    /// `reason`.
    pub reason: Field<String>,
    /// `by`.
    pub by: Field<String>,
}

/// An entry of `assert`.
#[derive(Debug, Clone, Default)]
pub struct AssertionDoc {
    /// Where it stands.
    pub span: Span,
    /// `milestone`.
    pub milestone: Field<String>,
    /// `forecast_by`.
    pub forecast_by: Field<Day>,
    /// `float_at_least`, in working days.
    pub float_at_least: Field<u32>,
    /// `finish_by`.
    pub finish_by: Field<Day>,
    /// `because`.
    pub because: Field<String>,
}

/// An entry of `freezes`.
#[derive(Debug, Clone, Default)]
pub struct FreezeDoc {
    /// `name`.
    pub name: Field<String>,
    /// `dates`: ranges of days, both ends inclusive.
    pub dates: Vec<(Day, Day)>,
    /// `tags`; none = every milestone.
    pub tags: Vec<String>,
}

/// An entry of `risks`.
#[derive(Debug, Clone, Default)]
pub struct RiskDoc {
    /// The id.
    pub id: String,
    /// The place of the id.
    pub span: Span,
    /// `title`.
    pub title: Field<String>,
    /// `owner`.
    pub owner: Field<String>,
    /// `probability`.
    pub probability: Field<Probability>,
    /// `impact`.
    pub impact: Field<Duration>,
    /// `cost`.
    pub cost: Field<u64>,
    /// `affects`, in file order.
    pub affects: Vec<Spanned<String>>,
    /// `response`.
    pub response: Field<Response>,
    /// `mitigation`.
    pub mitigation: Field<String>,
    /// `due`, of the mitigation.
    pub due: Field<Day>,
    /// `mitigated`.
    pub mitigated: Field<Day>,
    /// `occurred`.
    pub occurred: Field<Day>,
    /// `closed`.
    pub closed: Field<Day>,
    /// `residual`: its probability.
    pub residual_probability: Field<Probability>,
    /// `residual`: its impact.
    pub residual_impact: Field<Duration>,
    /// `trigger`.
    pub trigger: Field<String>,
    /// `raised`.
    pub raised: Field<Day>,
    /// `reviewed`.
    pub reviewed: Field<Day>,
    /// `next_review`.
    pub next_review: Field<Day>,
    /// `waive`, in file order.
    pub waive: Vec<WaiverDoc>,
    /// Whether anything in it could not be read.
    pub unreadable: bool,
}

/// An entry of `asks`.
#[derive(Debug, Clone, Default)]
pub struct AskDoc {
    /// The id.
    pub id: String,
    /// The place of the id.
    pub span: Span,
    /// `ask`.
    pub ask: Field<String>,
    /// `of`.
    pub of: Field<String>,
    /// `by`.
    pub by: Field<Day>,
    /// `unlocks`, in file order.
    pub unlocks: Vec<Spanned<String>>,
}

/// `tpm.yaml`: what the programs of a workspace share.
#[derive(Debug, Clone, Default)]
pub struct SharedDoc {
    /// `owners`, in file order.
    pub owners: Vec<OwnerDoc>,
    /// Whether any owner is declared: then naming another is an error.
    pub owners_declared: bool,
    /// `calendars`, in file order.
    pub calendars: Vec<CalendarDoc>,
    /// `freezes`, in file order.
    pub freezes: Vec<FreezeDoc>,
    /// `currency`.
    pub currency: Field<String>,
    /// `at_risk`.
    pub at_risk: AtRiskDoc,
    /// `quiet_after_days`.
    pub quiet_after_days: Field<u32>,
    /// `quiet_after_days_external`.
    pub quiet_after_days_external: Field<u32>,
    /// `assume_progress`, in working days.
    pub assume_progress: Field<u32>,
    /// `impact_bands`, in working days.
    pub impact_bands: Vec<Spanned<u32>>,
    /// `baseline`: a revision.
    pub baseline: Field<String>,
    /// `checks`.
    pub checks: ChecksDoc,
    /// Whether an owner may exist that is not here, because what names it could not be read.
    pub owners_incomplete: bool,
    /// The same for calendars.
    pub calendars_incomplete: bool,
    /// Whether the file could not be read to its end, or its own keys have errors.
    pub unreadable: bool,
}

/// `checks`, for all programs or for one.
#[derive(Debug, Clone, Default)]
pub struct ChecksDoc {
    /// What is said of rules and sets of rules, by name.
    pub levels: Vec<(&'static str, Importance)>,
    /// `fail_on`.
    pub fail_on: Field<FailOn>,
    /// What rules measure with, as far as it is said.
    pub limits: Vec<(Measure, u32)>,
    /// `programs`: what is said of one program, by id, where that stands.
    pub programs: Vec<(Spanned<String>, ChecksDoc)>,
}

impl SharedDoc {
    /// Returns what is known of a file of which nothing could be read.
    pub fn unreadable() -> Self {
        Self { unreadable: true, owners_incomplete: true, calendars_incomplete: true, ..Self::default() }
    }
}

/// `at_risk`.
#[derive(Debug, Clone, Default)]
pub struct AtRiskDoc {
    /// `at_least`, in working days.
    pub at_least: Field<u32>,
    /// `share`, in percent.
    pub share: Field<u32>,
    /// `at_most`, in working days.
    pub at_most: Field<u32>,
}

/// An entry of `owners`.
#[derive(Debug, Clone, Default)]
pub struct OwnerDoc {
    /// The id.
    pub id: String,
    /// The place of the id.
    pub span: Span,
    /// `name`.
    pub name: Field<String>,
    /// `team`.
    pub team: Field<String>,
    /// `github`.
    pub github: Field<String>,
    /// `email`.
    pub email: Field<String>,
    /// `calendar`.
    pub calendar: Field<String>,
    /// `away`: ranges of days, both ends inclusive.
    pub away: Vec<(Day, Day)>,
    /// `external`.
    pub external: Field<bool>,
    /// `deputy`.
    pub deputy: Field<String>,
    /// Whether anything in it could not be read: then no date may rest on it.
    pub unreadable: bool,
}

/// An entry of `calendars`.
#[derive(Debug, Clone, Default)]
pub struct CalendarDoc {
    /// The id.
    pub id: String,
    /// The place of the id.
    pub span: Span,
    /// `week`.
    pub week: Field<Week>,
    /// `extends`.
    pub extends: Field<String>,
    /// `holidays`: ranges of days, both ends inclusive.
    pub holidays: Vec<(Day, Day)>,
    /// `workdays`: the same, worked despite week and holidays.
    pub workdays: Vec<(Day, Day)>,
    /// Whether anything in it could not be read: then no date may rest on it.
    pub unreadable: bool,
}
