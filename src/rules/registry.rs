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
    /// Whether it looks at commits, so that without them it finds nothing.
    pub compares: bool,
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

/// The rules, in the order of their names. What waivers excused, and what they leave unused, is known only after all others.
pub static REGISTRY: &[&Rule] = &[
    &super::overdue_milestone::RULE,
    &super::overdue_program::RULE,
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
    &super::no_owner::RULE,
    &super::no_due_date::RULE,
    &super::quiet_owner::RULE,
    &super::blocked_by_nobody::RULE,
    &super::blocked_without_end::RULE,
    &super::due_on_day_off::RULE,
    &super::duration_from_promise::RULE,
    &super::risk_without_owner::RULE,
    &super::risk_without_response::RULE,
    &super::risk_without_live_target::RULE,
    &super::fired_risk_not_in_plan::RULE,
    &super::out_of_sequence::RULE,
    &super::unknown_baseline::RULE,
    &super::dangling_end::RULE,
    &super::no_predecessor::RULE,
    &super::long_lag::RULE,
    &super::lead::RULE,
    &super::redundant_dependency::RULE,
    &super::start_to_finish_link::RULE,
    &super::expired_waiver::RULE,
    &super::unused_waiver::RULE,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::gate::NAMES;

    #[test]
    fn the_rules_are_those_that_plans_can_name_in_the_same_order() {
        // What is wrong with waivers is known last.
        let last = ["expired-waiver", "unused-waiver"];
        let mut names: Vec<&str> =
            NAMES.iter().map(|name| name.slug).filter(|slug| !last.contains(slug)).collect();
        names.extend(last);
        assert_eq!(REGISTRY.iter().map(|rule| rule.slug).collect::<Vec<_>>(), names);
        let sets: Vec<Set> = NAMES.iter().map(|name| name.set).collect();
        assert!(sets.is_sorted(), "rules stand set by set");
    }

    #[test]
    fn each_rule_matters_as_much_as_its_set_says_and_explains_itself() {
        let graver = ["overdue-milestone", "overdue-program", "expired-waiver", "broken-assertion"];
        for rule in REGISTRY {
            let usual = if rule.set() == Set::Logic { Importance::Off } else { Importance::Warn };
            let level = if graver.contains(&rule.slug) { Importance::Error } else { usual };
            assert_eq!(rule.level, level, "{}", rule.slug);
            let sentences = rule.explanation.matches(". ").count() + 1;
            assert!(sentences >= 2 && rule.explanation.ends_with('.'), "{}", rule.slug);
            assert!(rule.summary().ends_with('.') && rule.bad != rule.good, "{}", rule.slug);
        }
    }
}
