//! `tpm check` as JSON.

use super::Tabular;
use super::diagnostics::Diagnostic;
use super::record::record;
use super::words::Word;
use crate::finding::Level;
use crate::finding::gate_rules::Set;
use crate::render::check::Answer;
use crate::rules::{Verdict, rule};
use crate::source::Sources;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

/// `data` of `tpm check`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CheckData<'w> {
    /// Whether the gate passes.
    passed: bool,
    /// Whether only plan errors fail because the as-of day is a day off for everyone with open work
    /// (`--on-workdays`).
    day_off: bool,
    /// How many findings are errors, plan errors included.
    errors: usize,
    /// How many are warnings.
    warnings: usize,
    /// How many are waived.
    waived_count: usize,
    /// The commit since which findings are new, if only new ones are listed.
    new_since: Option<&'w str>,
    /// The commit whose `checks` should apply but could not be read, so each rule has its default
    /// level, or that of the plans if it is stricter.
    policy_instead_of: Option<&'w str>,
    /// The calendars and freezes that differ from those of the policy's commit.
    changed_calendars: Vec<&'w str>,
    /// The settings that differ from those of the policy's commit, which apply.
    changed_settings: Vec<&'w str>,
    /// How many findings are left out because that commit has them too.
    known_count: usize,
    /// How many programs were checked.
    programs: usize,
    /// How many milestones were checked, without cancelled ones.
    milestones: usize,
    /// The findings that count, worst first; those with one cause are together.
    findings: Vec<FindingData<'w>>,
    /// The waived findings, by place.
    waived: Vec<WaivedData<'w>>,
}

record! {
    struct FindingData<'w> of (verdict: &Verdict, sources: &Sources, answer: &Answer<'w>) {
        /// What is wrong, and where.
        #[serde(flatten)]
        diagnostic: Diagnostic = Diagnostic::of(&verdict.finding, sources),
        /// The set of its rule; null for errors in plans.
        set: Option<Word<Set>> = verdict.rule().map(|rule| Word(rule.set)),
        /// The program that it is about; null if that is no longer in the plans.
        program: Option<&'w str> = verdict.topic.and_then(|topic| answer.program(topic)),
        /// The full id of the milestone that causes it; its own id if it is the cause itself.
        because_of: Option<String> = verdict.finding.because.clone(),
        /// By how many days it is wrong, in working or civil days as the rule counts; 0 if the rule
        /// counts none.
        weight_days: u32 = verdict.finding.weight,
        /// Whether it makes the gate fail.
        fails: bool = verdict.fails,
    }
}

#[derive(Debug, Serialize, JsonSchema)]
struct WaivedData<'w> {
    /// The finding that is waived.
    #[serde(flatten)]
    diagnostic: Diagnostic,
    /// The set of its rule.
    set: Option<Word<Set>>,
    /// The program that it is about.
    program: &'w str,
    /// The rule, or set of rules, that the waiver names.
    waived_rule: &'w str,
    /// The last day on which it is excused.
    waived_until: Day,
    /// The reason.
    waived_reason: &'w str,
    /// Who decided it.
    waived_by: Option<&'w str>,
    /// The line of the waiver, from 1; its file is that of the finding.
    waived_line: usize,
}

/// Returns the data of the answer.
pub fn check<'a>(answer: &Answer<'a>) -> CheckData<'a> {
    let (gate, sources, workspace) = (answer.gate, answer.sources, answer.workspace);
    let waived = gate.waived.iter().map(|waived| WaivedData {
        diagnostic: Diagnostic::of(&waived.finding, sources),
        set: rule(waived.finding.rule).map(|rule| Word(rule.set)),
        program: answer.program(waived.topic).unwrap_or_default(),
        waived_rule: waived.waiver.rule,
        waived_until: waived.until,
        waived_reason: &waived.waiver.reason,
        waived_by: workspace.owner_id(waived.waiver.by),
        waived_line: sources.locate(waived.waiver.origin).1.line,
    });
    CheckData {
        passed: gate.passes(),
        day_off: gate.day_off,
        errors: gate.count(Level::Error),
        warnings: gate.count(Level::Warning),
        waived_count: gate.waived.len(),
        new_since: answer.new_since,
        policy_instead_of: gate.instead_of.as_deref(),
        changed_settings: gate.settings.clone(),
        changed_calendars: gate.shifted.iter().map(String::as_str).collect(),
        known_count: gate.known,
        programs: workspace.programs.len(),
        milestones: workspace.milestones.iter().filter(|milestone| milestone.is_live()).count(),
        findings: gate.verdicts().iter().map(|verdict| FindingData::of(verdict, sources, answer)).collect(),
        waived: waived.collect(),
    }
}

impl Tabular for CheckData<'_> {
    const KIND: &'static str = "check";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.findings.iter()
    }

    /// What people sort and filter by comes first, what only tools read last.
    fn rank(column: &str) -> u8 {
        match column {
            "level" => 0,
            "rule" => 1,
            "set" => 2,
            "program" => 3,
            "fingerprint" => 5,
            _ => 4,
        }
    }
}
