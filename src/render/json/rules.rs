//! The rules, as JSON.

use super::Tabular;
use super::words::Word;
use crate::finding::gate_rules::Set;
use crate::rules::{Levels, Rule};
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
    /// The file and line that set it; null for its default.
    level_from: Option<String>,
    /// Whether a finding about a firm promise is an error unless something sets the level.
    error_where_firm: bool,
    /// The programs that set a level of their own, by id.
    programs: Vec<ProgramLevelData>,
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

#[derive(Debug, Serialize, JsonSchema)]
struct ProgramLevelData {
    /// The program.
    program: String,
    /// The level in it.
    level: Word<Importance>,
    /// The file and line that set it; null for its default.
    level_from: Option<String>,
}

/// Returns the data of rules of the gate, with the levels that apply.
pub fn rules(rules: impl IntoIterator<Item = &'static Rule>, levels: Levels<'_>) -> RulesData {
    let program = |rule: &Rule, program: &str| ProgramLevelData {
        program: program.to_owned(),
        level: Word(levels.policy.level(rule, program)),
        level_from: levels.from(rule, program),
    };
    let rules = rules.into_iter().map(|rule| RuleData {
        rule: rule.slug,
        set: Some(Word(rule.set)),
        level: Some(Word(levels.policy.level(rule, ""))),
        level_from: levels.from(rule, ""),
        error_where_firm: rule.firm_error && levels.policy.saying(rule, "").is_none(),
        programs: levels.programs(rule).map(|id| program(rule, id)).collect(),
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
    let rule = RuleData {
        rule: slug,
        set: None,
        level: None,
        level_from: None,
        error_where_firm: false,
        programs: Vec::new(),
        summary: about,
        explanation: None,
        bad: None,
        good: None,
        since: None,
    };
    RulesData { rules: vec![rule] }
}

impl Tabular for RulesData {
    const KIND: &'static str = "explain";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.rules.iter()
    }
}
