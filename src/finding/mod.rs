//! What is wrong with a plan, and where.
//!
//! One type for everything: an error of the plan language and what a rule of the gate finds. A
//! finding is normal output, never an `Err`. Its strings may quote the plan and are therefore
//! untrusted; the renderers escape them.

mod collect;
pub mod gate_rules;
mod rules;

pub use collect::Findings;
pub use rules::{about, slugs};

use crate::source::Place;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The plan cannot be trusted where this stands.
    Error,
    /// The plan is read as meant, and something about it deserves a look.
    Warning,
}

impl Level {
    /// Returns `error` or `warning`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A place with what it has to do with the finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What stands there, in a few words; may be empty.
    pub text: String,
}

/// One thing that is wrong with a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The slug that names what is wrong, such as `unknown-dependency`.
    pub rule: &'static str,
    /// How much it matters.
    pub level: Level,
    /// The program or milestone it is about, as a full id, where there is one.
    pub subject: Option<String>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// The one place that the finding points at.
    pub primary: Label,
    /// Further places: the first of two duplicates, the hops of a cycle.
    pub related: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
    /// The milestone whose trouble this follows from, as a full id.
    pub because: Option<String>,
    /// By how many working days it is wrong: of two that matter alike, the heavier is told first.
    pub weight: u32,
    /// What makes this finding the same one tomorrow, whatever lines move: key and value.
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

    /// Says what stands at the primary place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn related(mut self, place: Place, text: impl Into<String>) -> Self {
        self.related.push(Label { place, text: text.into() });
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Says whom it is about.
    #[must_use]
    pub fn subject(mut self, id: impl Into<String>) -> Self {
        self.subject = Some(id.into());
        self
    }

    /// Says from whose trouble it follows.
    #[must_use]
    pub fn because(mut self, id: impl Into<String>) -> Self {
        self.because = Some(id.into());
        self
    }

    /// Says by how many working days it is wrong.
    #[must_use]
    pub fn weight(mut self, days: impl TryInto<u32>) -> Self {
        self.weight = days.try_into().unwrap_or(0);
        self
    }

    /// Adds a stable fact.
    #[must_use]
    pub fn fact(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.facts.push((key, value.into()));
        self
    }

    /// Returns what identifies the finding over time: rule, subject and facts, none of them a line
    /// number.
    pub fn fingerprint(&self) -> String {
        let mut print = format!("{}:{}", self.rule, self.subject.as_deref().unwrap_or(""));
        for (key, value) in &self.facts {
            print.push_str(&format!(":{key}={value}"));
        }
        print
    }
}
