//! The help of all commands is in `help.txt`, so that a changed flag shows in a diff.
//! `TPM_UPDATE_HELP=1` rewrites it.

use super::{COMMANDS, FILES, refused};
use crate::support::{self, Past, Version, part::one_in};
use std::path::Path;

/// Returns the help of the whole command line and of each command, as on a terminal of 100 columns.
fn all() -> String {
    let mut command = tpm::cli::command().term_width(100);
    command.build();
    let mut text =
        format!("$ tpm\n{}\n$ tpm --help\n{}", support::run(&[], &[]).out, command.render_long_help());
    for sub in command.get_subcommands_mut() {
        let (name, help) = (sub.get_name().to_owned(), sub.render_long_help());
        if name != "help" {
            text += &format!("\n$ tpm {name} --help\n{help}");
        }
    }
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    format!("{}\n", lines.join("\n"))
}

#[test]
fn the_help_of_every_command_is_the_text_in_help_txt() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/help.txt");
    let found = all();
    if std::env::var("TPM_UPDATE_HELP").is_ok() {
        std::fs::write(&path, &found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        found == expected,
        "the help has changed; if it was meant to, run with TPM_UPDATE_HELP=1. It is now:\n{found}"
    );
}

#[test]
fn tpm_alone_prints_the_main_commands_with_an_example_each() {
    let output = support::run(&[], &[]);
    assert_eq!((output.status, output.err.as_str()), (0, ""));
    for command in COMMANDS {
        assert!(output.out.contains(&format!("  tpm {command}")), "{command}\n{}", output.out);
    }
    assert!(output.out.lines().all(|line| line.len() <= 100), "{}", output.out);
}

#[test]
fn help_and_version_are_answers() {
    for arguments in [
        &["--help"][..],
        &["-h"],
        &["help"],
        &["help", "status"],
        &["status", "--help"],
        &["status", "-h"],
        &["--version"],
    ] {
        let output = support::run(&[], arguments);
        assert_eq!((output.status, output.err.as_str()), (0, ""), "{arguments:?}");
        assert!(!output.out.is_empty() && !output.out.contains('\u{1b}'), "{arguments:?}");
    }
    assert!(support::run(&[], &["--version"]).out.starts_with(concat!("tpm ", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn the_short_help_is_shorter_and_the_long_one_has_examples() {
    for command in COMMANDS {
        let (short, long) =
            (support::run(&FILES, &[command, "-h"]).out, support::run(&FILES, &[command, "--help"]).out);
        assert!(short.len() < long.len(), "{command}");
        assert!(
            long.contains("Examples:") && long.contains(&format!("  tpm {command}")),
            "{command}\n{long}"
        );
    }
}

#[test]
fn help_shows_own_options_then_one_line_per_global_option() {
    for command in COMMANDS {
        let long = support::run(&FILES, &[command, "--help"]).out;
        let (own, global) = long.split_once("\nGlobal options").unwrap();
        assert!(own.contains("\nOptions:") && !own.contains("--as-of <DATE>"), "{long}");
        let (global, _) = global.split_once("\n\nExamples:").unwrap();
        // These have a `--format` of their own.
        let lines = if matches!(command, "ask" | "gantt" | "graph" | "odds" | "risks") { 8 } else { 9 };
        assert_eq!(global.lines().count(), lines, "{global}");
        let short = support::run(&FILES, &[command, "-h"]).out;
        let line = short.lines().find(|line| line.starts_with("Global options: --programs, --as-of, --at, "));
        assert!(line.is_some_and(|line| line.len() <= 100), "{short}");
        assert!(!short.contains("--as-of <DATE>"), "{short}");
    }
}

#[test]
fn examples_of_the_help_are_taken() {
    let files = support::examples();
    let mut files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    files.push(("reply.txt", "ledger eta 2 oct\n"));
    let text = all();
    let examples = text.lines().filter_map(|line| line.strip_prefix("  tpm "));
    let mut count = 0;
    for example in examples.step_by(one_in(3)) {
        let example = example.split("  ").next().unwrap_or("");
        // What is in quotes is one word.
        let quoted = example.split('"').zip([false, true].into_iter().cycle());
        let mut words: Vec<String> = vec![String::new()];
        for (part, is_quoted) in quoted {
            for (at, word) in part.split(' ').enumerate() {
                match words.last_mut() {
                    Some(last) if at == 0 => last.push_str(word),
                    Some(last) if is_quoted => *last += &format!(" {word}"),
                    _ => words.push(word.to_owned()),
                }
            }
        }
        let words: Vec<&str> = words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
        // `tpm init` needs an empty directory.
        let files = if words.first() == Some(&"init") { &[] } else { &files[..] };
        // Every revision has the same plans.
        let past = Past(vec![
            Version::new(&["first"], "2026-08-31", files),
            Version::new(&["v1.0", "main", "HEAD", "HEAD~3"], "2026-09-11", files),
        ]);
        let output = support::run_in_repository(&past, files, &words);
        // The gate may fail on these plans.
        let answered = output.status == 0 || words.first() == Some(&"check") && output.status == 1;
        let is_silent = output.err.is_empty() || words.contains(&"--dry-run");
        // These plans are in no repository on a disk, and their history is short.
        let is_refused = words.first() == Some(&"undo") || words.contains(&"--backtest");
        assert!(is_refused && output.status == 2 || answered && is_silent, "tpm {example}: {output:?}");
        count += 1;
    }
    assert!(count >= 10 / one_in(3), "{count} examples");
}

#[test]
fn an_unfinished_command_does_not_exist() {
    for command in ["why", "diff", "trend", "gantt", "graph", "brief"] {
        if !tpm::cli::command().get_subcommands().any(|sub| sub.get_name() == command) {
            refused(&FILES, &[command], &[command]);
            assert!(!all().contains(&format!("tpm {command}")), "{command}");
        }
    }
}
