//! Text of a plan stays text in every format, by the grammar of its reader.

use super::runner::commands;
use super::{FORMATS, gitlab, junit, sarif};
use crate::cli::hostile::{HOSTILE, no_cell_is_a_formula, nothing_acts_in_markdown, quoted};
use crate::property::bytes::acts;
use crate::support::{self, part::one_in};
use serde_json::Value;
use tpm::cli::Variables;

/// Texts that one of the readers would act on, besides those for Markdown and spreadsheets.
pub(crate) const PAYLOADS: [&str; 17] = [
    "::error::x",
    "  ::add-mask::a",
    "::stop-commands::x",
    "::set-output name=ok::true",
    "ok ##[error]forged ##[group]hide",
    "##[add-mask]a",
    "##vso[task.setvariable variable=X]1 ##teamcity[buildStatus status='SUCCESS']",
    "a%0A::error::b %25 %0D%0a%3A%2C",
    "a\n::error::b\r\n##[group]c\u{85}::error::d\u{2028}::error::e",
    "x,line=9,title=y::boom",
    "]]></system-out></failure><failure/>",
    "\"/><testcase name=\"x\"/>&xxe;<!DOCTYPE a>",
    "[GA](javascript:x) [GA](1) {0} {{1}} \\[a\\](b)",
    "\u{1b}]52;c;x\u{7} \u{9b}31m\u{90}q\u{9c} \u{7f}",
    "\u{202e}lia\u{2066}x\u{2069}\u{200b}\u{e0041}",
    "\u{fffe}\u{ffff}",
    "@all @org/team #1 GH-2 !3",
];

/// Returns plans that have a text wherever the language allows one, and findings there.
fn files(text: &str) -> Vec<(String, String)> {
    // Characters that a YAML file must escape.
    let text = quoted(text).replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff");
    let shared = format!("currency: EUR\nowners:\n  o: {{name: {text}, team: {text}}}\nasserted: 1\n");
    let program = format!(
        "name: {text}
summary: {text}
owner: o
due: 2026-09-30
finish: b
health: {{rag: green, note: {text}, on: 2026-09-01, by: o}}
waive: [{{rule: overdue-program, until: 2026-09-01, reason: {text}, by: o}}]
assert:
  - {{milestone: b, forecast_by: 2026-09-18, because: {text}}}
  - {{finish_by: 2026-09-18, because: {text}}}
milestones:
  a: {{name: {text}, owner: o, duration: 30d, started: 2026-08-03, due: 2026-09-09, firm: true, promised_to: {text}, updated: 2026-08-10, eta: 2026-09-11, note: {text}, moved: [{{from: 2026-09-01, cause: scope, why: {text}, agreed: {text}}}], blocked: {{since: 2026-09-01, why: {text}, waiting_on: {text}}}}}
  b: {{name: {text}, owner: o, depends_on: [a +2d], duration: 3d, due: 2026-09-18, workstream: {text}, tags: [{text}], health: {{rag: green, note: {text}, on: 2026-09-01}}}}
  e: {{owner: {text}, duration: 3d, due: 2026-09-04}}
  c: {{name: {text}, owner: o, duration: 3d, due: 2026-09-04, waive: [{{rule: overdue-milestone, until: 2026-10-01, reason: {text}, by: o}}]}}
  d: {{{text}: {text}, duration: {text}, depends_on: {text}, due: {text}}}
risks:
  r: {{title: {text}, owner: o, probability: 30%, impact: 15d, affects: [b], response: mitigate, mitigation: {text}, due: 2026-08-31, trigger: {text}}}
asks:
  k: {{ask: {text}, of: o, by: 2026-09-10, unlocks: [b]}}
"
    );
    vec![("programs/tpm.yaml".into(), shared), ("programs/p.yaml".into(), program)]
}

/// Checks one answer by the grammar of its format.
#[track_caller]
fn nothing_acts(format: &str, out: &str, told: &str) {
    let (direct, repeated) = commands(out);
    let is_ours = |name: &str| format == "github" && ["error", "warning"].contains(&name);
    assert!(direct.iter().all(|command| is_ours(&command.name)), "{direct:?} in {told}");
    assert_eq!(repeated, [], "{told}");
    // CSV lines end with CRLF.
    assert!(!out.replace("\r\n", "\n").contains(acts), "{told}");
    match format {
        "github" => {
            assert_eq!(direct.len(), out.lines().count(), "{told}");
            for command in direct {
                let names: Vec<&str> = command.properties.keys().map(String::as_str).collect();
                assert!(
                    names == ["col", "endColumn", "endLine", "file", "line", "title"]
                        || names == ["endLine", "file", "line", "title"],
                    "{names:?} in {told}"
                );
                assert!(command.properties["line"].parse::<usize>().is_ok(), "{told}");
            }
        }
        "markdown" => nothing_acts_in_markdown(out, told),
        "csv" => no_cell_is_a_formula(out, told),
        "junit" => drop(junit::cases(out)),
        "gitlab" => {
            for issue in gitlab::issues(&serde_json::from_str(out).unwrap()) {
                assert!(!issue["description"].as_str().unwrap().contains(acts), "{told}");
            }
        }
        "sarif" => {
            let log: Value = serde_json::from_str(out).unwrap();
            for message in texts(&log["runs"][0]["results"]) {
                assert!(!message.contains(acts), "{message:?} in {told}");
                assert!(!is_link(message) && !message.contains("{0}"), "{message:?} in {told}");
            }
        }
        _ => {}
    }
}

/// Whether a SARIF message has an unescaped `]` followed by a link target.
fn is_link(message: &str) -> bool {
    message
        .match_indices("](")
        .any(|(at, _)| message[..at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 0)
}

/// Returns every `text` and `justification` in a value.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::Object(map) => map
            .iter()
            .flat_map(|(key, value)| match value {
                Value::String(text) if key == "text" || key == "justification" => vec![text.as_str()],
                value => texts(value),
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn payloads() -> impl Iterator<Item = String> {
    let placed =
        PAYLOADS.iter().flat_map(|text| [(*text).to_owned(), format!("x {text}"), format!("x\n{text}")]);
    // A waiver without a letter or digit gives no reason, and excuses nothing.
    let is_reason: fn(&str) -> bool = |text| text.chars().any(char::is_alphanumeric);
    let said = move |text: &&str| if is_reason(text) { (*text).to_owned() } else { format!("x {text}") };
    placed.filter(move |text| is_reason(text)).chain(HOSTILE.iter().map(said)).step_by(one_in(9))
}

fn run(files: &[(String, String)], arguments: &[&str]) -> String {
    let bytes = files.iter().map(|(path, text)| (path.as_str(), text.as_bytes().to_vec())).collect();
    let output = support::run_bytes(bytes, arguments, Variables::default(), None);
    assert_eq!((output.status, output.err.as_str()), (1, ""), "{files:?}");
    output.out
}

#[test]
fn plan_text_is_inert_in_every_format() {
    let validator = sarif::validator();
    for text in payloads() {
        is_inert(&text, |log| {
            sarif::results(log, &validator);
        });
    }
}

/// Checks what the gate says about a plan that has a text wherever one can stand.
pub fn is_inert(text: &str, see_sarif: impl Fn(&Value)) {
    let files = files(text);
    let mut json = Value::Null;
    for format in FORMATS {
        let out = run(&files, &["check", "--waived", "--error", "hygiene", "--format", format]);
        nothing_acts(format, &out, &format!("{format} of {text:?}:\n{out}"));
        match format {
            "json" => {
                json = serde_json::from_str(&out).unwrap();
                // Scripts get the text as written.
                let waived = json["data"]["waived"].as_array().unwrap();
                assert_eq!(waived[0]["waived_reason"], text);
            }
            "yaml" => assert_eq!(serde_yaml::from_str::<Value>(&out).unwrap(), json, "{text:?}\n{out}"),
            "sarif" => see_sarif(&serde_json::from_str(&out).unwrap()),
            _ => {}
        }
    }
}

#[test]
fn plan_text_is_inert_in_a_job_summary() {
    for text in payloads() {
        let files = files(&text);
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let disk = support::MemoryDisk::default();
        let variables = Variables { step_summary: Some("summary".into()), ..Variables::default() };
        support::run_in_world(&disk, &files, &["check", "--waived", "--format", "github"], variables, None);
        let summary = disk.text("summary").unwrap();
        nothing_acts_in_markdown(&summary, &format!("{text:?}:\n{summary}"));
    }
}

#[test]
fn the_name_of_a_file_acts_in_no_format() {
    let validator = sarif::validator();
    for name in PAYLOADS.iter().chain(HOSTILE.iter()).step_by(one_in(9)) {
        let name = name.replace(['/', '\0'], "_");
        let path = format!("programs/{name}.yaml");
        let files = vec![(path.clone(), "milestones:\n  a: {duration: 3x, due: 2026-09-04}\n".to_owned())];
        for format in FORMATS {
            let out = run(&files, &["check", "--format", format]);
            nothing_acts(format, &out, &format!("{format} of {path:?}:\n{out}"));
            // Hosts need the exact file name, if it can be shown.
            let is_plain =
                !path.contains(|c: char| c.is_control() || acts(c) || "\u{2028}\u{e0041}".contains(c));
            match format {
                "github" if is_plain && !path.contains("##") => {
                    assert_eq!(commands(&out).0[0].properties["file"], path, "{out}");
                }
                "gitlab" => {
                    let issues: Value = serde_json::from_str(&out).unwrap();
                    assert_eq!(issues[0]["location"]["path"], path.as_str());
                }
                "sarif" => {
                    let log: Value = serde_json::from_str(&out).unwrap();
                    let results = sarif::results(&log, &validator);
                    let artifact = &results[0]["locations"][0]["physicalLocation"]["artifactLocation"];
                    assert_eq!(decoded(artifact["uri"].as_str().unwrap()), path);
                }
                _ => {}
            }
        }
    }
}

fn decoded(uri: &str) -> String {
    let mut parts = uri.split('%');
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).unwrap()
}
