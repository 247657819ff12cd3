//! The rules, as JSON.

use super::Tabular;
use super::words::Word;
use crate::finding::gate_rules::Set;
use crate::rules::{Policy, Rule};
use crate::syntax::Importance;
use schemars::JsonSchema;
use serde::Serialize;

/// `data` of `tpm check --list` and `tpm explain`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RulesData {
    /// The rules, set by set.
    rules: Vec<RuleData>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct RuleData {
    /// Its name.
    rule: &'static str,
    /// The set it belongs to; null for rules of the plan reader.
    set: Option<Word<Set>>,
    /// The level of its findings: in a list as `checks` in `tpm.yaml` sets it, for a single rule
    /// its default; null for rules of the plan reader.
    level: Option<Word<Importance>>,
    /// What it finds, in one sentence.
    summary: &'static str,
    /// Why that matters and what to do.
    explanation: Option<&'static str>,
    /// A short program in which it finds something, as of 14 September 2026.
    bad: Option<&'static str>,
    /// The same program, corrected.
    good: Option<&'static str>,
    /// The version that introduced it.
    since: Option<&'static str>,
}

/// Returns the data of rules of the gate under a policy.
pub fn rules(rules: impl IntoIterator<Item = &'static Rule>, policy: &Policy) -> RulesData {
    let rules = rules.into_iter().map(|rule| RuleData {
        rule: rule.slug,
        set: Some(Word(rule.set)),
        level: Some(Word(policy.level(rule, ""))),
        summary: rule.summary,
        explanation: Some(&rule.explanation),
        bad: Some(rule.bad),
        good: Some(rule.good),
        since: Some(rule.since),
    });
    RulesData { rules: rules.collect() }
}

/// Returns the data of a rule by which plans are read.
pub fn plan_rule(slug: &'static str, about: &'static str) -> RulesData {
    let (set, level, explanation, bad, good, since) = (None, None, None, None, None, None);
    RulesData {
        rules: vec![RuleData { rule: slug, set, level, summary: about, explanation, bad, good, since }],
    }
}

impl Tabular for RulesData {
    const KIND: &'static str = "explain";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.rules.iter()
    }
}
