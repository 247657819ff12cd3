//! The order of files, keys, milestones and flags changes nothing except the order of milestones in
//! `schedule` and their `source`.

use super::shuffle::{Seed, Shuffled, lines, shuffled};
use super::{cases, for_all};
use crate::oracle::{self, Family};
use crate::support::{self, Output};
use proptest::prelude::*;
use serde_json::Value;
use std::ffi::OsString;
use tpm::cli::{self, Stream, Variables, World};
use tpm::time::Day;

type Files = Vec<(String, String)>;

/// Many things that differ only in their ids, so that only an explicit sort gives them an order.
const TIES: &str = "\
due: 2026-10-09
owner: bo
milestones:
  d: {duration: 3d, owner: bo, due: 2026-09-18}
  a: {duration: 3d, owner: bo, due: 2026-09-18}
  c:
    owner: ana
    duration: 3d
    due: 2026-09-10
  b:
    owner: ana
    duration: 3d
    due: 2026-09-10
  e: {due: 2026-09-25, blocked: {since: 2026-09-07, why: Redlines}}
  f: {due: 2026-09-25, blocked: {since: 2026-09-07, why: Redlines}}
  y: {duration: 2d, depends_on: [a, b, c, d], due: 2026-09-30, moved: [{from: 2026-09-21}]}
  x: {duration: 2d, depends_on: [d, c, b, a], due: 2026-09-30, moved: [{from: 2026-09-21}]}
risks:
  s: {title: Same, probability: 30%, impact: 10d, affects: [a, b]}
  r: {title: Same, probability: 30%, impact: 10d, affects: [b, a]}
  q: {title: Same, probability: 50%, impact: 6d}
asks:
  z: {ask: More, of: sara, by: 2026-09-21, unlocks: [x, y]}
  w: {ask: More, of: sara, by: 2026-09-21, unlocks: [y, x]}
";

fn workspaces() -> Vec<Files> {
    let owned = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let dense = vec![
        owned("programs/checkout.yaml", include_str!("dense.yaml")),
        owned("programs/tpm.yaml", include_str!("dense-tpm.yaml")),
    ];
    let other = TIES.replace("depends_on: [a,", "depends_on: [ties/x, ties/y, a,");
    vec![
        support::examples(),
        dense,
        vec![owned("programs/ties.yaml", TIES), owned("programs/again.yaml", &other)],
    ]
}

/// Runs a command over files that a tree lists in its own order.
fn run(files: &Files, seed: u64, arguments: &[&str]) -> Output {
    let tree = Shuffled::new(files, seed);
    let world = World {
        tree: &tree,
        history: &support::Past::default(),
        disk: &support::MemoryDisk::default(),
        create: &support::Paper::default(),
        commits: &support::Past::default(),
        input: &support::Typed::default(),
        today: Day::parse(support::TODAY).unwrap(),
        variables: Variables::default(),
        stdout: Stream::default(),
        stderr: Stream::default(),
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = std::iter::once("tpm").chain(arguments.iter().copied()).map(OsString::from);
    let status = cli::run(arguments, &world, &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Output { status, out: text(out), err: text(err) }
}

/// Returns JSON without positions in files, with the milestones of `schedule` sorted by id.
fn ordered(output: &Output) -> Value {
    let mut value: Value = serde_json::from_str(&output.out).unwrap();
    for diagnostic in value["diagnostics"].as_array_mut().into_iter().flatten() {
        let rule = diagnostic["fingerprint"].clone();
        *diagnostic = rule;
    }
    for program in value["data"]["programs"].as_array_mut().into_iter().flatten() {
        for milestone in program["milestones"].as_array_mut().into_iter().flatten() {
            if let Some(fields) = milestone.as_object_mut() {
                fields.remove("source");
            }
        }
        if let Some(milestones) = program["milestones"].as_array_mut() {
            milestones.sort_by_key(|milestone| milestone["id"].as_str().unwrap_or_default().to_owned());
        }
    }
    value
}

/// Returns the findings without their positions, which depend on the order of lines.
fn heads(err: &str) -> Vec<&str> {
    let mut heads: Vec<&str> = err.lines().filter(|line| line.starts_with(['e', 'w'])).collect();
    heads.sort_unstable();
    heads
}

/// Compares the output of all commands for two workspaces that mean the same.
fn alike(one: &Files, other: &Files, seed: u64, as_of: &str) -> Result<(), String> {
    for command in
        ["status", "critical-path", "cliffs", "recover", "slippage", "risks", "handoffs", "schedule"]
    {
        let json = [command, "--as-of", as_of, "--format", "json"];
        let (left, right) = (run(one, 0, &json), run(other, seed, &json));
        // `recover` refuses where every promise that is late has passed.
        if left.out.is_empty() && (left.status, &left.err) == (right.status, &right.err) {
            continue;
        }
        let (left, right) = (ordered(&left), ordered(&right));
        if left != right {
            return Err(format!("{command}: {}\n{}", difference("", &left, &right), files_text(other)));
        }
        let (left, right) = (run(one, 0, &json[..3]), run(other, seed, &json[..3]));
        // Errors include their positions, and text puts them first.
        if left.status != 0 && left.status == right.status {
            continue;
        }
        let same =
            if command == "schedule" { lines(&left.out) == lines(&right.out) } else { left.out == right.out };
        if !same || heads(&left.err) != heads(&right.err) || left.status != right.status {
            return Err(format!(
                "{command}:\n{}{}\n{}{}\n{}",
                left.out,
                left.err,
                right.out,
                right.err,
                files_text(other)
            ));
        }
    }
    Ok(())
}

/// Returns the first difference between two values.
fn difference(path: &str, left: &Value, right: &Value) -> String {
    let within = |key: &str, left: &Value, right: &Value| difference(&format!("{path}.{key}"), left, right);
    match (left, right) {
        (Value::Object(one), Value::Object(other)) if one.keys().eq(other.keys()) => {
            let key = one.keys().find(|key| one[*key] != other[*key]);
            key.map_or(String::new(), |key| within(key, &one[key], &other[key]))
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let at = (0..one.len()).find(|at| one[*at] != other[*at]);
            at.map_or(String::new(), |at| within(&at.to_string(), &one[at], &other[at]))
        }
        _ => format!("{path} is {left} and {right}"),
    }
}

fn files_text(files: &Files) -> String {
    files.iter().map(|(path, text)| format!("--- {path}\n{text}")).collect()
}

#[test]
fn files_keys_and_milestones_may_come_in_any_order() {
    for (index, files) in workspaces().into_iter().enumerate() {
        for_all(cases(if index == 0 { 8 } else { 30 }), any::<u64>(), |seed| {
            let mut random = Seed::new(seed);
            let other =
                files.iter().map(|(path, text)| (path.clone(), shuffled(text, &mut random))).collect();
            alike(&files, &other, seed, support::TODAY)
        });
    }
}

#[test]
fn random_plans_may_be_written_in_any_order() {
    let case = prop::sample::select(Family::ALL.to_vec()).prop_flat_map(oracle::strategy);
    for_all(cases(60), (case, any::<u64>()), |(case, seed)| {
        let files = oracle::files(&case);
        let mut random = Seed::new(seed);
        let other = files.iter().map(|(path, text)| (path.clone(), shuffled(text, &mut random))).collect();
        alike(&files, &other, seed, &oracle::as_of(&case))
    });
}

#[test]
fn files_may_have_any_names() {
    for files in workspaces() {
        let renamed = |(index, (path, text)): (usize, &(String, String))| {
            if path.ends_with("tpm.yaml") {
                return (path.clone(), text.clone());
            }
            let stem = path.trim_start_matches("programs/").trim_end_matches(".yaml");
            let id = if text.contains("\nid: ") { String::new() } else { format!("id: {stem}\n") };
            // The first file becomes the last one, two directories down.
            (format!("programs/z/y/{}.yml", 9 - index), format!("{id}{text}"))
        };
        let other = files.iter().enumerate().map(renamed).collect();
        alike(&files, &other, 7, support::TODAY).unwrap();
    }
}

#[test]
fn flags_may_come_in_any_order() {
    let files = support::examples();
    let flags: [&[&str]; 4] =
        [&["--as-of", "2026-10-05"], &["--format=json"], &["--ascii"], &["--color", "never"]];
    let selected = ["checkout", "mlops/serving"];
    let expected = {
        let arguments: Vec<&str> =
            [&["status"][..], &selected].into_iter().chain(flags).flatten().copied().collect();
        run(&files, 0, &arguments)
    };
    assert_eq!(expected.status, 0, "{}", expected.err);
    for_all(cases(25), any::<u64>(), |seed| {
        let mut random = Seed::new(seed);
        let mut parts: Vec<Vec<&str>> = flags.iter().map(|flag| flag.to_vec()).collect();
        // The command must come before its selection; flags may be anywhere.
        let mut rest = vec![vec!["status"], vec![selected[0]], vec![selected[1]]];
        random.shuffle(&mut parts);
        let mut arguments = Vec::new();
        while !parts.is_empty() || !rest.is_empty() {
            let from = if parts.is_empty() || (!rest.is_empty() && random.below(2) == 0) {
                &mut rest
            } else {
                &mut parts
            };
            arguments.extend(from.remove(0));
        }
        let found = run(&files, 0, &arguments);
        if found == expected { Ok(()) } else { Err(format!("{arguments:?}\n{}\n{}", found.out, found.err)) }
    });
}

#[test]
fn selections_may_be_named_in_any_order_and_twice() {
    let files = support::examples();
    for command in ["status", "cliffs", "slippage", "risks", "handoffs", "schedule"] {
        let one = run(&files, 0, &[command, "checkout", "mlops"]);
        assert_eq!(one, run(&files, 0, &[command, "mlops", "checkout"]), "{command}");
        assert_eq!(
            one,
            run(&files, 0, &[command, "mlops", "checkout", "mlops", "programs/checkout.yaml"]),
            "{command}"
        );
    }
}

#[test]
fn the_order_of_errors_does_not_depend_on_the_order_of_files() {
    let broken =
        |text: &str| text.replace("duration: 3d", "duration: 3x").replace("due: 2026-09-25", "due: soon");
    let files: Files = workspaces().remove(2).into_iter().map(|(path, text)| (path, broken(&text))).collect();
    let expected = run(&files, 0, &["schedule"]);
    // The same fault on several lines is shown once.
    assert!(expected.err.matches("error[").count() > 3, "{}", expected.err);
    assert!(expected.err.matches("the same on line").count() > 3, "{}", expected.err);
    for seed in 1..8 {
        assert_eq!(run(&files, seed, &["schedule"]), expected);
    }
}
