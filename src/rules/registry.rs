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
    /// Whether its findings about firm promises are errors by default.
    pub firm_error: bool,
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
        (name, (level, marks, text, check)): (&Name, (Importance, &[&str], &'static str, Check)),
    ) -> Self {
        let [explanation, bad, good, since] = parts(text).unwrap_or_default();
        let explanation = explanation.replace('\n', " ");
        let Name { slug, set, summary } = *name;
        let [compares, firm_error] = ["by_comparison", "firm_error"].map(|mark| marks.contains(&mark));
        Self { slug, set, summary, level, compares, firm_error, explanation, bad, good, since, check }
    }
}

/// Returns the explanation, the two plans and the version in the text beside a rule. A test checks
/// that each text has them.
fn parts(text: &'static str) -> Option<[&'static str; 4]> {
    let (_, text) = text.strip_prefix("# ")?.split_once("\n\n")?;
    let (explanation, text) = text.split_once("\n\n## Bad\n\n```yaml\n")?;
    let (bad, text) = text.split_once("```\n\n## Good\n\n```yaml\n")?;
    let (good, text) = text.split_once("```\n\nSince ")?;
    Some([explanation, bad, good, text.strip_suffix(".\n")?])
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
        let graver = [
            "overdue-milestone",
            "overdue-program",
            "firm-promise-late",
            "expired-waiver",
            "broken-assertion",
        ];
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
