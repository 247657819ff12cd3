//! On a terminal no line is wider than the terminal, unless an id forces it; in a pipe nothing is
//! wrapped or cut.

use super::bytes::{DENSE, SHARED};
use super::{cases, for_all, samples};
use crate::oracle::{self, Family};
use crate::schema::outputs::FULL;
use crate::support::{self, borrowed, part::one_in};
use proptest::prelude::*;
use std::collections::BTreeSet;
use tpm::cli::Variables;
use unicode_width::UnicodeWidthStr;

/// Names in other scripts, emoji, very long words, and an id of 61 characters.
const STRANGE: &str = include_str!("strange.yaml");
const STRANGE_SHARED: &str = "\
currency: JPY
owners:
  ming: {name: 王小明, team: 支付团队}
  acme: {name: Acme 🚀, external: true, team: \"Händler & Söhne GmbH\"}
  sara: {name: שרה כהן, team: \"قسم الشؤون القانونية\"}
";

type Files = Vec<(String, String)>;

fn owned(files: &[(&str, &str)]) -> Files {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// Returns the reports about a workspace in all their forms, and the ids in it.
fn asked(files: &[(&str, &str)], as_of: &str) -> (Vec<Vec<String>>, BTreeSet<String>) {
    let schedule = support::schedule(files, as_of);
    let programs = schedule["data"]["programs"].as_array().unwrap();
    let mut words: Vec<Vec<String>> = [
        "status",
        "critical-path",
        "cliffs",
        "recover",
        "what-if --each +5d",
        "slippage",
        "slippage --against due",
        "risks",
        "risks --matrix",
        "handoffs",
        "brief",
        "gantt --links",
        "graph",
        "schedule",
        "check",
    ]
    .map(|words| words.split(' ').map(str::to_owned).collect())
    .into();
    let mut ids = BTreeSet::new();
    let count: usize = programs.iter().map(|program| program["milestones"].as_array().unwrap().len()).sum();
    // A sample is enough: each takes its own schedule.
    let step = count.div_ceil(12).max(1);
    for program in programs {
        ids.insert(program["id"].as_str().unwrap().to_owned());
        for milestone in program["milestones"].as_array().unwrap() {
            let id = milestone["id"].as_str().unwrap();
            if ids.len() % step == 0 {
                words.push(vec!["why".into(), id.into()]);
                words.push(vec!["critical-path".into(), "--to".into(), id.into()]);
            }
            ids.extend([id, id.split_once('/').unwrap().1].map(str::to_owned));
        }
    }
    (words, ids)
}

/// Returns a line in which every id that takes half a terminal or more is shortened as far as
/// possible.
fn without_long_ids(line: &str, ids: &BTreeSet<String>) -> String {
    // There is less room next to the name of a rule.
    let least = if line.starts_with("   ") { 24 } else { 30 };
    let mut long: Vec<&String> = ids.iter().filter(|id| id.len() >= least).collect();
    long.sort_by_key(|id| std::cmp::Reverse(id.len()));
    long.into_iter().fold(line.to_owned(), |line, id| line.replace(id.as_str(), "i"))
}

/// Whether a long id makes a line too long: an id on that line, or one on a line with the same
/// columns.
fn is_forced(line: &str, out: &str, ids: &BTreeSet<String>, width: usize) -> bool {
    let without = without_long_ids(line, ids);
    if without != line {
        return without.width() <= width;
    }
    let narrow = line.split("  ").filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ");
    without_long_ids(out, ids) != out && narrow.width() <= width
}

/// Whether a line shows a line of a file.
fn is_source(line: &str) -> bool {
    line.split_once(" | ").is_some_and(|(number, _)| number.trim().parse::<u32>().is_ok())
}

/// Returns the first line that is too long, if any.
fn too_long(files: &[(&str, &str)], as_of: &str, widths: &[usize]) -> Option<String> {
    let (asked, ids) = asked(files, as_of);
    for (words, width) in asked.iter().flat_map(|words| widths.iter().map(move |width| (words, *width))) {
        let extras: [&[&str]; 2] = [&[], &["--ascii"]];
        for extra in extras.into_iter().take(if width == 80 { 2 } else { 1 }) {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let arguments = [&words[..], &["--as-of", as_of, "--color", "never"][..], extra].concat();
            let run = support::run_as(files, &arguments, Variables::default(), Some(width));
            let out = run.out + &run.err;
            for line in out.lines() {
                let line = line.trim_end_matches('\n');
                // The library that shows lines of files counts wide characters its own way when it
                // cuts them.
                if is_source(line) && !line.is_ascii() {
                    continue;
                }
                if line.width() > width && !is_forced(line, &out, &ids, width) {
                    return Some(format!("{words:?} in {width} columns: {line:?}\n{out}"));
                }
                if line.ends_with(' ') {
                    return Some(format!("{words:?} in {width} columns ends in a space: {line:?}"));
                }
            }
        }
    }
    None
}

#[track_caller]
fn check(files: &Files, widths: &[usize]) {
    let widths: Vec<usize> = widths.iter().copied().step_by(one_in(6)).collect();
    if let Some(line) = too_long(&borrowed(files), support::TODAY, &widths) {
        panic!("{line}");
    }
}

#[test]
fn the_examples_fit() {
    check(&support::examples(), &[60, 80, 120, 200]);
}

#[test]
fn dense_plans_fit_every_width() {
    let widths = [60, 61, 63, 66, 70, 75, 80, 90, 100, 110, 120, 140, 200];
    check(&owned(&[("programs/checkout.yaml", DENSE), ("programs/tpm.yaml", SHARED)]), &widths);
    check(&owned(FULL), &widths);
}

#[test]
fn other_scripts_and_words_without_end_fit() {
    let widths: Vec<usize> = (60..=200).step_by(10).collect();
    check(&owned(&[("programs/zahlung.yaml", STRANGE), ("programs/tpm.yaml", STRANGE_SHARED)]), &widths);
}

#[test]
fn thirty_programs_fit() {
    let examples = support::examples();
    let shared = examples.iter().find(|(path, _)| path.ends_with("tpm.yaml")).unwrap().clone();
    let one = |number: usize| {
        let due = 10 + number % 19;
        let text = format!(
            "name: Program number {number}, moved from the old platform\nowner: ana\ndue: 2026-11-{due}\nmilestones:\n  build: {{owner: bo, duration: {}w, due: 2026-09-{due}}}\n  launch: {{owner: ana, duration: 2w, depends_on: [build], due: 2026-10-{due}}}\n",
            1 + number % 9
        );
        (format!("programs/p{number}.yaml"), text)
    };
    check(&(0..30).map(one).chain([shared]).collect(), &[60, 80, 120, 200]);
}

#[test]
fn random_plans_fit() {
    for family in Family::ALL {
        for case in samples(oracle::cases(4), oracle::strategy(family)) {
            let files = oracle::files(&case);
            let line = too_long(&borrowed(&files), &oracle::as_of(&case), &[60, 97]);
            assert_eq!(line, None);
        }
    }
}

#[test]
fn any_text_in_a_plan_fits() {
    let text = prop_oneof![any::<String>(), "[A-Z/-]{0,90}", "\\PC{0,120}", "[\u{4e00}-\u{4e20} ]{0,60}"];
    for_all(cases(60), (text, 60..160_usize), |(text, width)| {
        let quoted = serde_json::to_string(&text).unwrap_or_default();
        let plan = format!(
            "name: {quoted}\ndue: 2026-09-30\nmoved: [{{from: 2026-09-01, cause: scope, why: {quoted}}}]
milestones:
  a: {{name: {quoted}, owner: o, duration: 30d, started: 2026-08-03, due: 2026-09-09, promised_to: {quoted}, updated: 2026-08-10, moved: [{{from: 2026-09-01, cause: scope, why: {quoted}}}], blocked: {{since: 2026-09-01, why: {quoted}, waiting_on: {quoted}}}}}
  b: {{name: {quoted}, owner: p, depends_on: [a +2d], duration: 3d, due: 2026-09-18, firm: true}}
risks:
  r: {{title: {quoted}, owner: o, probability: 30%, impact: 15d, affects: [b], response: mitigate, mitigation: {quoted}, due: 2026-08-31}}
asks:
  k: {{ask: {quoted}, of: o, by: 2026-09-10, unlocks: [b]}}
"
        );
        let shared = format!(
            "owners: {{o: {{name: {quoted}, team: {quoted}}}, p: {{team: {quoted}}}}}\nfreezes: [{{name: {quoted}, dates: 2026-10-01..2026-10-02}}]\n"
        );
        let files = [("programs/p.yaml", plan.as_str()), ("programs/tpm.yaml", shared.as_str())];
        too_long(&files, support::TODAY, &[width]).map_or(Ok(()), Err)
    });
}

#[test]
fn a_pipe_breaks_and_cuts_nothing() {
    let files = owned(&[("programs/zahlung.yaml", STRANGE), ("programs/tpm.yaml", STRANGE_SHARED)]);
    let files = borrowed(&files);
    let lines = |words: &[&str], width| {
        support::run_as(&files, words, Variables::default(), width).out.lines().count()
    };
    for words in [
        &["status"][..],
        &["risks"],
        &["handoffs", "--within", "99wd"],
        &["slippage"],
        &["why", "zahlung/aufbau"],
    ] {
        let out = support::run(&files, words).out;
        assert!(!out.contains('…'), "{out}");
        assert!(lines(words, Some(60)) > lines(words, None), "{words:?}");
        assert_eq!(lines(words, Some(2000)), lines(words, None), "{words:?}");
    }
}
