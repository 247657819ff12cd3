//! Layout: terminal widths, plain ASCII, and pipes, in which nothing is cut.

use super::COMMANDS;
use crate::support::{self, part::one_in};
use tpm::cli::Variables;
use unicode_width::UnicodeWidthStr;

const NAMES: [&str; 4] = [
    "Every customer of every country on the new checkout with all of its payment methods and no way back",
    "把结账从单体应用中迁移出来并确保所有客户都能在没有停机时间的情况下使用新的结账流程",
    "🚀 launch 🎉 of the 👩‍💻 portal for café owners in Malmö",
    "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
];

/// A plan with many findings and long texts.
fn wordy() -> String {
    let mut text = format!(
        "name: {}\nowner: priya\ndue: 2026-10-01\nhealth: {{rag: green, on: 2026-09-01, note: {}}}\nmilestones:\n",
        NAMES[0], NAMES[1]
    );
    for (index, name) in NAMES.iter().cycle().take(8).enumerate() {
        text += &format!(
            "  m{index}:\n    name: {name}\n    owner: team-{index}\n    duration: {}w\n    due: 2026-09-0{}\n    promised_to: {name}\n",
            index + 1,
            index + 1
        );
        text += &format!(
            "    blocked: {{since: 2026-09-01, why: {name}, waiting_on: {name}}}\n    moved: [{{from: 2026-08-03, cause: scope, why: {name}}}]\n"
        );
        if index > 1 {
            text += &format!("    depends_on: [m{}, m{}]\n", index - 1, index - 2);
        }
    }
    text += "risks:\n";
    for (index, name) in NAMES.iter().enumerate() {
        text += &format!(
            "  r{index}: {{title: {name}, owner: team-{index}, probability: 50%, impact: 20d, response: mitigate, trigger: {name}}}\n"
        );
    }
    text += &format!("asks:\n  a: {{ask: {}, of: sara, by: 2026-09-21, unlocks: [m1]}}\n", NAMES[0]);
    text
}

fn workspaces() -> Vec<Vec<(String, String)>> {
    vec![support::examples(), vec![("programs/wordy.yaml".into(), wordy())]]
}

/// Returns the widest line of a report that is wider than its terminal.
fn too_wide(files: &[(&str, &str)], arguments: &[&str], width: usize) -> Option<String> {
    let output = support::run_as(files, arguments, Variables::default(), Some(width));
    assert_eq!(output.status, 0, "{}", output.err);
    let line = output.out.lines().max_by_key(|line| line.width())?;
    (line.width() > width).then(|| format!("{arguments:?} at {width}: {} wide\n{line}", line.width()))
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let mut wide = Vec::new();
    for files in workspaces() {
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let mut reports: Vec<Vec<&str>> = COMMANDS.iter().map(|command| vec![*command]).collect();
        reports.extend([vec!["risks", "--matrix"], vec!["slippage", "--against", "due"]]);
        for report in reports {
            for width in [60, 70, 80, 100, 120, 200].into_iter().step_by(one_in(6)) {
                wide.extend(too_wide(&files, &[&report[..], &["--color", "never"]].concat(), width));
                wide.extend(too_wide(
                    &files,
                    &[&report[..], &["--color", "never", "--ascii"]].concat(),
                    width,
                ));
            }
        }
    }
    assert!(wide.is_empty(), "{}", wide.join("\n"));
}

#[test]
fn color_takes_no_room() {
    let files = support::examples();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    for command in COMMANDS {
        let run = |colour| {
            support::run_as(&files, &[command, "--color", colour], Variables::default(), Some(80)).out
        };
        assert_eq!(run("never").lines().count(), run("always").lines().count(), "{command}");
    }
}

#[test]
fn ids_and_dates_are_never_cut() {
    let id = "a-milestone-with-an-id-of-as-many-letters-as-an-id-may-ever-have";
    assert_eq!(id.len(), 64);
    let text = format!(
        "due: 2026-10-01\nmilestones:\n  {id}: {{name: {}, owner: bo, duration: 4w, due: 2026-09-01, moved: [{{from: 2026-08-03}}]}}\n  next: {{owner: ana, duration: 1d, depends_on: {id}}}\n",
        NAMES[0]
    );
    for command in ["status", "critical-path", "slippage", "handoffs", "schedule"] {
        let output = support::run_as(
            &[("programs/a.yaml", &text)],
            &[command, "--color", "never"],
            Variables::default(),
            Some(60),
        );
        assert!(output.out.contains(id), "{command}\n{}", output.out);
    }
}

#[test]
fn a_pipe_cuts_and_breaks_nothing() {
    let text = wordy();
    let files = [("programs/wordy.yaml", text.as_str())];
    let status = support::run(&files, &["status"]).out;
    let risks = support::run(&files, &["risks"]).out;
    let all = format!("{status}{risks}");
    assert!(!all.contains('…'), "{all}");
    for name in NAMES {
        assert!(all.contains(name), "{name}\n{all}");
    }
}

#[test]
fn ascii_is_ascii_where_the_plan_is() {
    let plain: Vec<(String, String)> = support::examples()
        .into_iter()
        .map(|(path, text)| (path, text.chars().filter(char::is_ascii).collect()))
        .collect();
    let broken = "due: 30.2.2026\nmilestones:\n  a: {duration: [3w, 2w, 1w], started: 2026-09-01}\n  b: {depends_on: [c, b], colour: 1}\n  c: {depends_on: [d]}\n  d: {depends_on: [c]}\n";
    let plain: Vec<(&str, &str)> = plain.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    for files in [plain, vec![("programs/broken.yaml", broken)]] {
        for command in COMMANDS {
            for width in [None, Some(60), Some(120)] {
                let output = support::run_as(&files, &[command, "--ascii"], Variables::default(), width);
                for text in [&output.out, &output.err] {
                    let strange: String = text.chars().filter(|c| !c.is_ascii()).collect();
                    assert_eq!(strange, "", "{command} {width:?}\n{text}");
                }
            }
        }
    }
}

#[test]
fn ascii_leaves_the_words_of_a_plan_alone() {
    let files = [(
        "programs/a.yaml",
        "name: Café → Übergabe\ndue: 2026-09-01\nmilestones:\n  a: {owner: bo, name: Añadir…, duration: 3w, due: 2026-09-01}\n",
    )];
    let out: String =
        COMMANDS.iter().map(|command| support::run(&files, &[command, "--ascii"]).out).collect();
    assert!(out.contains("Café"), "{out}");
}

#[test]
fn a_pipe_is_as_wide_as_it_is_told() {
    let plan = wordy();
    let files = [("programs/wordy.yaml", plan.as_str())];
    let told = |flags: &[&str], columns: Option<&str>, width: Option<usize>| {
        let variables = Variables { columns: columns.map(str::to_owned), ..Variables::default() };
        let all = [&["status", "--as-of", "2026-09-14", "--color", "never"], flags].concat();
        support::run_as(&files, &all, variables, width).out
    };
    let (on_terminal, in_pipe) = (told(&[], None, Some(72)), told(&[], None, None));
    assert_ne!(on_terminal, in_pipe);
    assert_eq!(told(&["--width", "72"], None, None), on_terminal);
    assert_eq!(told(&["--width", "72"], Some("100"), Some(90)), on_terminal, "the flag comes first");
    assert_eq!(told(&[], Some("72"), None), on_terminal, "as `watch` sets it");
    assert_eq!(told(&[], Some(""), None), in_pipe);
    assert_eq!(support::run(&files, &["status", "--width", "0"]).status, 2);
}
