//! Findings: what is wrong with a plan, and where.
//!
//! Errors of the plan language and findings of gate rules share one type. A finding is normal
//! output, never an `Err`. Its strings may quote the plan and are therefore untrusted; the
//! renderers escape them.

mod collect;
pub mod gate_rules;
mod rules;

pub use collect::Findings;
pub use rules::{about, slugs};

use crate::source::Place;
use crate::words::words;

words! {
    /// How serious a finding is.
    pub enum Level {
        /// The plan cannot be trusted at this place.
        Error = "error",
        /// The plan is read as written, but something in it deserves a look.
        Warning = "warning",
    }
}

/// A place, and what it has to do with the finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place to point at.
    pub place: Place,
    /// A few words about the text at this place; may be empty.
    pub text: String,
}

/// One thing that is wrong with a plan.
#[must_use]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The slug of the rule, such as `unknown-dependency`.
    pub rule: &'static str,
    /// How serious it is.
    pub level: Level,
    /// The full id of the program or milestone that it is about, if any.
    pub subject: Option<String>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// The main place that the finding points at.
    pub primary: Label,
    /// Further places: the first of two duplicates, the hops of a cycle.
    pub related: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
    /// The full id of the milestone whose problem causes this one.
    pub because: Option<String>,
    /// The size of the problem in working days: of two otherwise equal findings the larger comes
    /// first.
    pub weight: u32,
    /// Keys and values that identify the finding even after lines move.
    pub facts: Vec<(&'static str, String)>,
}

impl Finding {
    /// Returns an error of a rule at a place.
    pub fn error(rule: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self {
            rule,
            level: Level::Error,
            subject: None,
            message: message.into(),
            primary: Label { place, text: String::new() },
            related: Vec::new(),
            help: None,
            because: None,
            weight: 0,
            facts: Vec::new(),
        }
    }

    /// Returns a warning of a rule at a place.
    pub fn warning(rule: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { level: Level::Warning, ..Self::error(rule, place, message) }
    }

    /// Sets the text about the primary place.
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Adds a further place.
    pub fn related(mut self, place: Place, text: impl Into<String>) -> Self {
        self.related.push(Label { place, text: text.into() });
        self
    }

    /// Sets the advice on what to do.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Sets the program or milestone that the finding is about.
    pub fn subject(mut self, id: impl Into<String>) -> Self {
        self.subject = Some(id.into());
        self
    }

    /// Sets the milestone whose problem causes this one.
    pub fn because(mut self, id: impl Into<String>) -> Self {
        self.because = Some(id.into());
        self
    }

    /// Sets the size of the problem in working days; negative values count as 0.
    pub fn weight(mut self, days: impl TryInto<u32>) -> Self {
        self.weight = days.try_into().unwrap_or(0);
        self
    }

    /// Adds a key and value that identify the finding.
    pub fn fact(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.facts.push((key, value.into()));
        self
    }

    /// Returns what identifies the finding over time: rule, subject and facts, without line
    /// numbers.
    pub fn fingerprint(&self) -> String {
        let mut print = format!("{}:{}", self.rule, self.subject.as_deref().unwrap_or(""));
        for (key, value) in &self.facts {
            print.push_str(&format!(":{key}={value}"));
        }
        print
    }
}
