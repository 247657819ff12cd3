//! The rules of the gate, with the texts that explain them.

use super::{Case, REGISTRY, Violation};
use crate::finding::gate_rules::{Name, Set};
use crate::syntax::Importance;

/// Adds the violations that a rule finds.
pub(super) type Check = fn(&Case<'_>, &mut Vec<Violation>);

/// A rule and its documentation.
#[derive(Debug)]
pub struct Rule {
    /// Its name in `checks`, waivers and output.
    pub slug: &'static str,
    /// The set that it belongs to.
    pub set: Set,
    /// What it finds, in one sentence.
    pub summary: &'static str,
    /// The default level of its findings.
    pub level: Importance,
    /// Whether it needs commits to compare, and finds nothing without them.
    pub compares: bool,
    /// What it finds, why that matters and what to do: a few sentences.
    pub explanation: String,
    /// A short plan with such a finding, as of 14 September 2026.
    pub bad: &'static str,
    /// The same plan, fixed.
    pub good: &'static str,
    /// The version that introduced it.
    pub since: &'static str,
    pub(super) check: Check,
}

impl Rule {
    pub(super) fn new(
        (name, (level, compares, text, check)): (&Name, (Importance, bool, &'static str, Check)),
    ) -> Self {
        let text = Text::read(text).unwrap_or_default();
        Self {
            slug: name.slug,
            set: name.set,
            summary: name.summary,
            level,
            compares,
            explanation: text.explanation.replace('\n', " "),
            bad: text.bad,
            good: text.good,
            since: text.since,
            check,
        }
    }
}

/// The parts of the text beside a rule. A test checks that each text has them.
#[derive(Debug, Default)]
struct Text {
    /// With the line breaks of the file.
    explanation: &'static str,
    bad: &'static str,
    good: &'static str,
    since: &'static str,
}

impl Text {
    fn read(text: &'static str) -> Option<Self> {
        let (_, text) = text.strip_prefix("# ")?.split_once("\n\n")?;
        let (explanation, text) = text.split_once("\n\n## Bad\n\n```yaml\n")?;
        let (bad, text) = text.split_once("```\n\n## Good\n\n```yaml\n")?;
        let (good, text) = text.split_once("```\n\nSince ")?;
        let since = text.strip_suffix(".\n")?;
        Some(Self { explanation, bad, good, since })
    }
}

/// Returns the rule with this slug.
pub fn rule(slug: &str) -> Option<&'static Rule> {
    REGISTRY.iter().find(|rule| rule.slug == slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_has_the_level_of_its_set_and_an_explanation() {
        let graver = ["overdue-milestone", "overdue-program", "expired-waiver", "broken-assertion"];
        for rule in REGISTRY.iter() {
            let usual = if rule.set == Set::Logic { Importance::Off } else { Importance::Warn };
            let level = if graver.contains(&rule.slug) { Importance::Error } else { usual };
            assert_eq!(rule.level, level, "{}", rule.slug);
            let sentences = rule.explanation.matches(". ").count() + 1;
            assert!(sentences >= 2 && rule.explanation.ends_with('.'), "{}", rule.slug);
            assert!(rule.summary.ends_with('.') && rule.bad != rule.good, "{}", rule.slug);
        }
    }
}
