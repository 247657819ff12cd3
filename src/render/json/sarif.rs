//! The gate's findings as SARIF 2.1.0, for code scanning, editors and viewers.
//!
//! It lists every rule, with or without findings, so that a host sees the same rules in each run. A
//! waived finding is a suppressed result.

use super::inert;
use crate::finding::{self, Finding, Label, Level};
use crate::render::check::{Answer, Marks, Region, message_and_help};
use crate::render::escape::{cut, sarif as safe, uri};
use crate::rules::{REGISTRY, Rule, Waived};
use crate::source::{FileId, Place};
use crate::syntax::Importance;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// How many results a host accepts per run; with more, it rejects the run.
const MOST: usize = 25_000;
/// How many related places a host accepts per result.
const MOST_RELATED: usize = 100;
/// How long a description of a rule may be.
const LONGEST_ABOUT: usize = 1024;
/// How long a message is, in UTF-16 code units.
const LONGEST: usize = 4000;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The base of all paths: the repository root, which differs from machine to machine.
const ROOT: &str = "SRCROOT";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log {
    version: &'static str,
    #[serde(rename = "$schema")]
    schema: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Value,
    automation_details: Value,
    invocations: [Value; 1],
    original_uri_base_ids: Value,
    column_kind: &'static str,
    results: Vec<Outcome>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Value,
    locations: [Value; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Value>,
    partial_fingerprints: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressions: Option<[Value; 1]>,
}

/// Writes the log.
pub fn sarif(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut marks = Marks::default();
    let rules: Vec<(&'static str, Value)> = rules().collect();
    let index: BTreeMap<&str, usize> = rules.iter().enumerate().map(|(at, (slug, _))| (*slug, at)).collect();
    let counted = answer.gate.verdicts().iter().map(|verdict| (&verdict.finding, None));
    let waived = answer.gate.waived.iter().map(|waived| (&waived.finding, Some(waived)));
    let results = counted.chain(waived).take(MOST);
    let results =
        results.map(|(finding, waived)| outcome(answer, finding, waived, &index, &mut marks)).collect();
    let left = (answer.gate.verdicts().len() + answer.gate.waived.len()).saturating_sub(MOST);
    let driver = json!({
        "name": "tpm",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules.into_iter().map(|(_, rule)| rule).collect::<Vec<_>>(),
    });
    let run = Run {
        tool: json!({ "driver": driver }),
        automation_details: json!({ "id": format!("tpm-check/{}", answer.as_of) }),
        invocations: [invocation(left)],
        original_uri_base_ids: json!({ ROOT: { "description": { "text": "The root of the repository" } } }),
        column_kind: "unicodeCodePoints",
        results,
    };
    inert::write(&Log { version: "2.1.0", schema: SCHEMA, runs: [run] }, out)
}

/// Returns the outcome of the run, with the number of findings left out.
fn invocation(left: usize) -> Value {
    let mut told = Vec::new();
    if left > 0 {
        let text = format!("{left} more findings are left out; `tpm check --format concise` lists them");
        told.push(json!({ "level": "warning", "message": { "text": text } }));
    }
    json!({ "executionSuccessful": true, "toolExecutionNotifications": told })
}

/// Returns the rules of the gate, then those of the plan reader, by name.
fn rules() -> impl Iterator<Item = (&'static str, Value)> {
    let plan_rules =
        finding::slugs().map(|slug| (slug, plan_rule(slug, finding::about(slug).unwrap_or(slug))));
    REGISTRY.iter().map(|rule| (rule.slug, gate_rule(rule))).chain(plan_rules)
}

fn gate_rule(rule: &Rule) -> Value {
    let (level, severity) = match rule.level {
        Importance::Error => ("error", "error"),
        Importance::Warn | Importance::Off => ("warning", "warning"),
    };
    let fenced = |plan: &str| format!("```yaml\n{plan}```");
    let (bad, good) = (fenced(rule.bad), fenced(rule.good));
    let about = "A plan in which it finds something, read as of 14 September 2026";
    let text =
        format!("{}\n\n{about}:\n\n{}\nThe same, mended:\n\n{}", rule.explanation, rule.bad, rule.good);
    let markdown = format!("{}\n\n{about}:\n\n{bad}\n\nThe same, mended:\n\n{good}\n", rule.explanation);
    json!({
        "id": rule.slug,
        "shortDescription": { "text": safe(rule.summary) },
        "fullDescription": { "text": whole(&safe(&rule.explanation), LONGEST_ABOUT) },
        "help": { "text": text, "markdown": markdown },
        "defaultConfiguration": { "level": level, "enabled": rule.level != Importance::Off },
        "properties": {
            "tags": [rule.set.word()],
            "precision": "very-high",
            "problem.severity": severity,
        },
    })
}

fn plan_rule(slug: &str, about: &str) -> Value {
    let help = format!("{about} `tpm explain {slug}` says so too, and docs/errors.md has a plan with it.");
    json!({
        "id": slug,
        "shortDescription": { "text": safe(about) },
        "fullDescription": { "text": whole(&safe(about), LONGEST_ABOUT) },
        "help": { "text": help, "markdown": help },
        "defaultConfiguration": { "level": "error", "enabled": true },
        "properties": { "tags": ["plans"], "precision": "very-high", "problem.severity": "error" },
    })
}

fn outcome(
    answer: &Answer<'_>,
    finding: &Finding,
    waived: Option<&Waived<'_>>,
    index: &BTreeMap<&str, usize>,
    marks: &mut Marks,
) -> Outcome {
    let path = answer.path(finding.primary.place.file);
    // Hosts use the first sentence as a title.
    let lines: Vec<String> = message_and_help(finding).map(|line| format!("{}.", safe(&line))).collect();
    let text = lines.join("\n");
    let mark = marks.next(path, finding);
    let related = finding.related.iter().take(MOST_RELATED).zip(1..).map(|(label, number)| {
        let mut location = location(answer, label);
        location["id"] = json!(number);
        location
    });
    Outcome {
        rule_id: finding.rule,
        rule_index: index.get(finding.rule).copied().unwrap_or_default(),
        level: match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
        },
        message: json!({ "text": whole(&text, LONGEST) }),
        locations: [location(answer, &finding.primary)],
        related_locations: related.collect(),
        partial_fingerprints: json!({ "primaryLocationLineHash": mark, "tpm/v1": mark }),
        suppressions: waived.map(|waived| [suppression(answer, waived)]),
    }
}

/// Returns a text cut to a length, never in the middle of an escape.
fn whole(text: &str, most: usize) -> String {
    let cut = cut(text, most);
    match cut.strip_suffix('…') {
        Some(rest) if rest.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1 => {
            format!("{}…", rest.strip_suffix('\\').unwrap_or(rest))
        }
        _ => cut.into_owned(),
    }
}

fn location(answer: &Answer<'_>, label: &Label) -> Value {
    let physical = json!({
        "artifactLocation": artifact(answer, label.place.file),
        "region": region(answer, label.place),
    });
    match label.text.as_str() {
        "" => json!({ "physicalLocation": physical }),
        text => json!({ "physicalLocation": physical, "message": { "text": whole(&safe(text), LONGEST) } }),
    }
}

fn artifact(answer: &Answer<'_>, file: FileId) -> Value {
    let path = answer.path(file);
    match path.strip_prefix('/') {
        Some(rest) => json!({ "uri": format!("file:///{}", uri(rest)) }),
        None => json!({ "uri": uri(path), "uriBaseId": ROOT }),
    }
}

fn region(answer: &Answer<'_>, place: Place) -> Value {
    let Region { line, column, end_line, end_column } = Region::of(place, answer.sources);
    json!({ "startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column })
}

/// A waiver is in the plan that it applies to.
fn suppression(answer: &Answer<'_>, waived: &Waived<'_>) -> Value {
    let waiver = waived.waiver;
    let by = answer.workspace.owner_id(waiver.by).map_or(String::new(), |by| format!(", {by}"));
    let reason = whole(&safe(&format!("until {}{by}: {}", waived.until, waiver.reason)), LONGEST);
    let label = Label { place: waiver.origin, text: String::new() };
    json!({ "kind": "inSource", "status": "accepted", "justification": reason, "location": location(answer, &label) })
}
