//! A rule of the gate, and the text that explains it.

use super::{Case, REGISTRY, Violation};
use crate::finding::gate_rules::{Name, Set};
use crate::syntax::Importance;

/// Adds what a rule finds.
pub(super) type Check = fn(&Case<'_>, &mut Vec<Violation>);

/// A rule, and everything that is said of it.
#[derive(Debug)]
pub struct Rule {
    /// Its name, which names what is wrong.
    pub slug: &'static str,
    /// The set that it belongs to.
    pub set: Set,
    /// What it finds, in one sentence.
    pub summary: &'static str,
    /// How much its findings matter where nothing else is said.
    pub level: Importance,
    /// Whether it looks at commits, so that without them it finds nothing.
    pub compares: bool,
    /// What it finds, why that matters and what to do: a few sentences.
    pub explanation: String,
    /// The shortest program that it finds something in, read as of 14 September 2026.
    pub bad: &'static str,
    /// The same, mended.
    pub good: &'static str,
    /// The version that brought it.
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

/// The parts of the text beside a rule. A test holds that each text has them.
#[derive(Debug, Default)]
struct Text {
    /// In lines, as it stands in the file.
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

/// Returns the rule of this name.
pub fn rule(slug: &str) -> Option<&'static Rule> {
    REGISTRY.iter().find(|rule| rule.slug == slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_matters_as_much_as_its_set_says_and_explains_itself() {
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
