//! Every rule of the gate.

use super::{Case, Offence};
use crate::finding::gate::{Name, Set, named};
use crate::syntax::Importance;

/// A rule, and everything that is said of it.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which names the offence.
    pub slug: &'static str,
    /// How much its findings matter where nothing else is said.
    pub level: Importance,
    /// What it finds, why that matters and what to do: a few sentences.
    pub explanation: &'static str,
    /// The shortest program that it finds something in, read as of 14 September 2026.
    pub bad: &'static str,
    /// The same, mended.
    pub good: &'static str,
    /// The version that brought it.
    pub since: &'static str,
    /// Adds what it finds.
    pub(super) check: fn(&Case<'_>, &mut Vec<Offence>),
}

impl Rule {
    /// Returns its name, set and summary.
    fn name(&self) -> Option<&'static Name> {
        named(self.slug)
    }

    /// Returns what it finds, in one sentence.
    pub fn summary(&self) -> &'static str {
        self.name().map_or("", |name| name.summary)
    }

    /// Returns the set that it belongs to.
    pub fn set(&self) -> Set {
        self.name().map_or(Set::Logic, |name| name.set)
    }
}

/// Returns the rule of this name.
pub fn rule(slug: &str) -> Option<&'static Rule> {
    REGISTRY.iter().find(|rule| rule.slug == slug).copied()
}

/// The rules, in the order of their names. What waivers leave unused is known only after all others.
pub static REGISTRY: &[&Rule] = &[
    &super::overdue_milestone::RULE,
    &super::overdue_program::RULE,
    &super::expired_waiver::RULE,
    &super::overdue_mitigation::RULE,
    &super::overdue_risk_review::RULE,
    &super::stale_eta::RULE,
    &super::promise_forecast_late::RULE,
    &super::promise_before_its_input::RULE,
    &super::slipped_baseline::RULE,
    &super::says_green_computed_late::RULE,
    &super::eta_disagrees::RULE,
    &super::eta_before_start::RULE,
    &super::needed_by_another_program::RULE,
    &super::promise_moved_without_reason::RULE,
    &super::broken_assertion::RULE,
    &super::unused_waiver::RULE,
];
