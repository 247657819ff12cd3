//! Whatever bytes a plan contains, every command answers or explains why it cannot: no panic, text
//! that is safe to print, JSON that parses, positions inside the file.

use super::for_all;
use crate::support::{self, Output};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;
use std::fmt::Write;
use tpm::cli::Variables;
use tpm::finding::Finding;
use tpm::graph::{Network, cycle_findings};
use tpm::model::{AsOf, load};
use tpm::source::{SourceFile, Sources};
use tpm::time::Day;

const COMMANDS: [&[&str]; 22] = [
    &["status"],
    &["status", "--owner", "bo"],
    &["critical-path"],
    &["critical-path", "--to", "cutover"],
    &["cliffs"],
    &["what-if", "--each", "+5d"],
    &["what-if", "cutover.duration=9d", "drop:ledger"],
    &["recover", "cutover", "--by", "2026-01-01"],
    &["slippage"],
    &["risks"],
    &["risks", "--matrix"],
    &["handoffs"],
    &["handoffs", "--owner", "bo"],
    &["why", "cutover"],
    &["schedule"],
    &["set", "cutover", "eta=2026-12-18", "note=a: b", "tags+=new", "depends_on-=ledger"],
    &["rename", "cutover", "other"],
    &["remove", "load-test", "--cancel", "not: needed"],
    &["new", "milestone", "audit", "owner=bo", "note=a: b"],
    &["split", "cutover", "first=1d", "second=2d"],
    &["rename", "program:checkout", "shop"],
    &["fmt"],
];

/// A plan with most of the language in a few lines.
pub(crate) const DENSE: &str = include_str!("dense.yaml");
pub(crate) const SHARED: &str = include_str!("dense-tpm.yaml");

/// One way to break a text.
#[derive(Debug, Clone)]
enum Change {
    Flip(Index, u8),
    Truncate(Index),
    Remove(Index, u8),
    RepeatLine(Index, Index),
    MoveLine(Index, Index),
    Insert(Index, &'static str),
}

/// Fragments that often break parsers, column counts and terminals.
const STRANGE: [&str; 25] = [
    "\u{feff}",
    "\t",
    "\r",
    "\r\n",
    "\n\n",
    "\0",
    "\u{1b}[2J",
    "\u{9b}31m",
    "\u{202e}",
    "\u{2028}",
    "\u{200b}",
    "\u{85}",
    "é",
    "🚀",
    "발표",
    "\u{200d}",
    "'",
    "\"",
    "[",
    "}",
    ": ",
    " #",
    "&a ",
    "*a",
    "- ",
];

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        3 => (at(), any::<u8>()).prop_map(|(at, byte)| Change::Flip(at, byte)),
        1 => at().prop_map(Change::Truncate),
        2 => (at(), 1..20_u8).prop_map(|(at, length)| Change::Remove(at, length)),
        2 => (at(), at()).prop_map(|(from, to)| Change::RepeatLine(from, to)),
        1 => (at(), at()).prop_map(|(from, to)| Change::MoveLine(from, to)),
        4 => (at(), prop::sample::select(STRANGE.to_vec())).prop_map(|(at, text)| Change::Insert(at, text)),
    ]
}

fn apply(mut bytes: Vec<u8>, change: &Change) -> Vec<u8> {
    let place = |at: &Index, length: usize| if length == 0 { 0 } else { at.index(length) };
    match change {
        Change::Flip(at, byte) if !bytes.is_empty() => {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        Change::Flip(..) => {}
        Change::Truncate(at) => bytes.truncate(place(at, bytes.len())),
        Change::Remove(at, length) => {
            let from = place(at, bytes.len());
            let to = (from + usize::from(*length)).min(bytes.len());
            bytes.drain(from..to);
        }
        Change::RepeatLine(from, to) | Change::MoveLine(from, to) => {
            let mut lines: Vec<Vec<u8>> =
                bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
            if !lines.is_empty() {
                let from = from.index(lines.len());
                let line = if matches!(change, Change::MoveLine(..)) {
                    lines.remove(from)
                } else {
                    lines[from].clone()
                };
                lines.insert(place(to, lines.len()), line);
            }
            bytes = lines.concat();
        }
        Change::Insert(at, text) => {
            let at = place(at, bytes.len());
            bytes.splice(at..at, text.bytes());
        }
    }
    bytes
}

/// A broken workspace and one command to run on it.
#[derive(Debug, Clone)]
struct Case {
    checkout: Vec<u8>,
    shared: Vec<u8>,
    command: &'static [&'static str],
    format: &'static str,
    width: Option<usize>,
}

type Way = (&'static [&'static str], &'static str, Option<usize>);

fn ways() -> impl Strategy<Value = Way> {
    let format = prop::sample::select(vec!["text", "text", "markdown", "csv", "json", "yaml"]);
    let width = prop::sample::select(vec![None, Some(1), Some(60), Some(80), Some(120)]);
    (prop::sample::select(COMMANDS.to_vec()), format, width)
}

fn case(checkout: Vec<u8>, shared: Vec<u8>, way: Way) -> Case {
    Case { checkout, shared, command: way.0, format: way.1, width: way.2 }
}

fn mutated() -> impl Strategy<Value = Case> {
    let changes = || prop::collection::vec(change(), 0..5);
    (changes(), prop::collection::vec(change(), 0..2), ways()).prop_map(|(checkout, shared, way)| {
        let broken = |text: &str, changes: &[Change]| changes.iter().fold(text.as_bytes().to_vec(), apply);
        case(broken(DENSE, &checkout), broken(SHARED, &shared), way)
    })
}

fn files(case: &Case) -> Vec<(&str, Vec<u8>)> {
    vec![("programs/checkout.yaml", case.checkout.clone()), ("programs/tpm.yaml", case.shared.clone())]
}

/// Runs a command, chosen by a number, over a plan and a `tpm.yaml` of any bytes.
pub fn answers(checkout: Vec<u8>, shared: Vec<u8>, choice: usize) -> Result<(), String> {
    let formats = ["text", "markdown", "csv", "json", "yaml"];
    let widths = [None, Some(1), Some(60), Some(80), Some(120)];
    let (command, choice) = (COMMANDS[choice % COMMANDS.len()], choice / COMMANDS.len());
    check(&case(checkout, shared, (command, formats[choice % 5], widths[choice / 5 % 5])))
}

fn check(case: &Case) -> Result<(), String> {
    let arguments = [case.command, &["--format", case.format, "--color", "never"]].concat();
    let output = support::run_bytes(files(case), &arguments, Variables::default(), case.width);
    answered(case, &output).and_then(|()| places(case)).map_err(|complaint| {
        let mut text = complaint;
        let _ = write!(text, "\n--- checkout.yaml\n{}", String::from_utf8_lossy(&case.checkout));
        let _ = write!(text, "\n--- tpm.yaml\n{}", String::from_utf8_lossy(&case.shared));
        let _ = write!(text, "\n--- stdout\n{}\n--- stderr\n{}", output.out, output.err);
        text
    })
}

fn answered(case: &Case, output: &Output) -> Result<(), String> {
    if output.status > 2 {
        return Err(format!("exit status {}", output.status));
    }
    if output.status == 2 && output.err.is_empty() {
        return Err("exit status 2 without a word on stderr".into());
    }
    // A name given on the command line may no longer exist.
    let is_answer = output.status != 2 || !output.out.is_empty() || case.command.len() == 1;
    if is_answer && case.format == "json" {
        serde_json::from_str::<Value>(&output.out).map_err(|error| format!("no JSON: {error}"))?;
    } else if is_answer && case.format == "yaml" {
        serde_yaml::from_str::<Value>(&output.out).map_err(|error| format!("no YAML: {error}"))?;
    }
    let is_for_machines = matches!(case.format, "json" | "yaml");
    let out = if is_for_machines { "" } else { output.out.as_str() };
    // CSV lines end in `\r\n` by its standard.
    let out = if case.format == "csv" { out.replace("\r\n", "\n") } else { out.to_owned() };
    match out.chars().chain(output.err.chars()).find(|c| acts(*c)) {
        Some(c) => Err(format!("{c:?} would act on a terminal")),
        None => Ok(()),
    }
}

/// Whether a character controls a terminal instead of being shown: control characters, text
/// direction marks, invisible characters.
pub(crate) fn acts(c: char) -> bool {
    let bidi =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let hides = matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
    (c.is_control() && c != '\n') || bidi || hides || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Checks that every place of every finding lies inside its file, on character boundaries.
fn places(case: &Case) -> Result<(), String> {
    let read = |path: &str, bytes: &[u8]| match std::str::from_utf8(bytes) {
        Ok(text) => SourceFile::new(path, text),
        Err(_) => SourceFile::unreadable(path, "it is not text"),
    };
    let sources = Sources::new(vec![read("checkout.yaml", &case.checkout), read("tpm.yaml", &case.shared)]);
    let shared = sources.iter().find(|(_, file)| file.path == "tpm.yaml").map(|(id, _)| id);
    let day = Day::parse(support::TODAY).map_err(|_| "today")?;
    let loaded = load(&sources, shared, AsOf { day, from_clock: true, is_past: false });
    let network = Network::new(&loaded.workspace);
    let mut findings = loaded.findings;
    findings.append(cycle_findings(&loaded.workspace, &network));
    for finding in findings.sorted() {
        inside(&finding, &sources)?;
    }
    Ok(())
}

fn inside(finding: &Finding, sources: &Sources) -> Result<(), String> {
    for label in std::iter::once(&finding.primary).chain(&finding.related) {
        let (file, span) = (sources.get(label.place.file), label.place.span);
        if file.text.get(span.start as usize..span.end as usize).is_none() {
            return Err(format!("{span:?} of {} does not lie in the file: {finding:#?}", file.path));
        }
    }
    Ok(())
}

#[test]
fn the_dense_plan_is_sound() {
    let files = [("programs/checkout.yaml", DENSE), ("programs/tpm.yaml", SHARED)];
    for command in COMMANDS {
        let output = support::run(&files, command);
        assert_eq!((output.status, output.err.as_str()), (0, ""), "{command:?}");
    }
}

#[test]
fn mutated_plans_are_answered() {
    for_all(super::cases(250), mutated(), |case| check(&case));
}

#[test]
fn any_bytes_are_answered() {
    let bytes = || prop::collection::vec(any::<u8>(), 0..200);
    for_all(super::cases(150), (bytes(), bytes(), ways()), |(checkout, shared, way)| {
        check(&case(checkout, shared, way))
    });
}

#[test]
fn any_text_in_any_value_is_answered() {
    let text = prop_oneof![
        any::<String>(),
        "[ -~]{0,40}",
        "[0-9dw%/+.-]{0,8}",
        "(id|a|b|x/y)( ?(FS|SS|FF|SF))? ?[+-]?[0-9]{0,6}(d|w|ed)?"
    ];
    let key = prop::sample::select(vec![
        "duration",
        "due",
        "owner",
        "depends_on",
        "progress",
        "remaining",
        "started",
        "done",
        "blocked",
        "health",
        "moved",
        "tags",
        "calendar",
        "eta",
        "name",
        "firm",
        "note",
    ]);
    for_all(super::cases(300), (key, text, any::<bool>(), ways()), |(key, text, quoted, way)| {
        let value = if quoted { serde_json::to_string(&text).unwrap_or_default() } else { text };
        let plan = format!("milestones:\n  a:\n    duration: 1d\n  b:\n    {key}: {value}\n");
        check(&case(plan.into_bytes(), SHARED.into(), way))
    });
}

/// Removes every sequence that sets a color or a weight; any other sequence stays and shows as a
/// difference.
fn without_color(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
        plain.push_str(rest.strip_prefix('m').unwrap_or(part));
    }
    plain
}

#[test]
fn color_changes_nothing_but_color() {
    for_all(super::cases(50), mutated(), |case| {
        let run = |colour| {
            let arguments = [case.command, &["--format", "text", "--color", colour]].concat();
            support::run_bytes(files(&case), &arguments, Variables::default(), case.width)
        };
        let (plain, colored) = (run("never"), run("always"));
        if (without_color(&colored.out), without_color(&colored.err))
            == (plain.out.clone(), plain.err.clone())
        {
            return Ok(());
        }
        Err(format!("{}\n{}\n{}\n{}", plain.out, colored.out, plain.err, colored.err))
    });
}
