//! `tpm check` as JSON.

use super::Tabular;
use super::diagnostics::{Diagnostic, diagnostic};
use super::words::Word;
use crate::finding::gate_rules::Set;
use crate::finding::{Finding, Level};
use crate::render::check::Answer;
use crate::rules::Verdict;
use crate::source::Sources;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

/// `data` of `tpm check`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CheckData<'w> {
    /// Whether the gate passes.
    passed: bool,
    /// Whether only errors in plans fail because nobody works on the as-of day; asked for by `--on-workdays`.
    day_off: bool,
    /// How many findings are errors, those in plans among them.
    errors: usize,
    /// How many are warnings.
    warnings: usize,
    /// How many are waived.
    waived_count: usize,
    /// The commit since which findings are new, where only new ones are told.
    new_since: Option<&'w str>,
    /// The commit whose `checks` were to count and could not be read, so that each rule counts as it does where nothing is
    /// said, or as the plans say where that is stricter.
    policy_instead_of: Option<&'w str>,
    /// How many findings are left out because they were there then.
    known_count: usize,
    /// How many programs were judged.
    programs: usize,
    /// How many milestones were judged, cancelled ones left out.
    milestones: usize,
    /// What was found and counts, worst first; what follows from one cause stands together.
    findings: Vec<FindingData<'w>>,
    /// What was found and is waived, by place.
    waived: Vec<WaivedData<'w>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct FindingData<'w> {
    /// What is wrong, and where.
    #[serde(flatten)]
    diagnostic: Diagnostic,
    /// The set of its rule; null for errors in plans.
    set: Option<Word<Set>>,
    /// The program that it is about; null where that is not in the plans any more.
    program: Option<&'w str>,
    /// The full id of the milestone from whose trouble it follows; its own id where it is the cause.
    because_of: Option<String>,
    /// By how many days it is wrong, working or civil as the rule counts; 0 where the rule counts none.
    weight_days: u32,
    /// Whether the gate fails of it.
    fails: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
struct WaivedData<'w> {
    /// What would have been told.
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
    /// Why.
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
        diagnostic: diagnostic(&waived.finding, sources),
        set: set_of(&waived.finding),
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
        known_count: gate.known,
        programs: workspace.programs.len(),
        milestones: workspace.milestones.iter().filter(|milestone| milestone.is_live()).count(),
        findings: gate.verdicts().iter().map(|verdict| finding(verdict, sources, answer)).collect(),
        waived: waived.collect(),
    }
}

fn finding<'a>(verdict: &Verdict, sources: &Sources, answer: &Answer<'a>) -> FindingData<'a> {
    FindingData {
        diagnostic: diagnostic(&verdict.finding, sources),
        set: verdict.rule().map(|rule| Word(rule.set)),
        program: verdict.topic.and_then(|topic| answer.program(topic)),
        because_of: verdict.finding.because.clone(),
        weight_days: verdict.finding.weight,
        fails: verdict.fails,
    }
}

fn set_of(finding: &Finding) -> Option<Word<Set>> {
    crate::rules::rule(finding.rule).map(|rule| Word(rule.set))
}

impl Tabular for CheckData<'_> {
    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.findings.iter()
    }

    /// What people sort and filter by stands first, what only tools read last.
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
