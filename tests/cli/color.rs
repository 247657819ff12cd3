//! When text is colored: `--color`, then `NO_COLOR`, then `FORCE_COLOR` or `CLICOLOR_FORCE`, then
//! `TERM=dumb`, then whether the stream is a terminal.

use super::{COMMANDS, FILES, run_into};
use std::ffi::OsString;
use tpm::cli::{Stream, Variables};

const BROKEN: [(&str, &str); 1] =
    [("programs/a.yaml", "milestones:\n  a: {duration: soon, due: 2026-09-01}\n  b: {due: 2026-09-01}\n")];

/// Reads `NO_COLOR=1 TERM=dumb`.
fn variables(text: &str) -> Variables {
    let mut variables = Variables::default();
    for pair in text.split_whitespace() {
        let (name, value) = pair.split_once('=').unwrap();
        let variable = match name {
            "NO_COLOR" => &mut variables.no_color,
            "FORCE_COLOR" => &mut variables.force_color,
            "CLICOLOR_FORCE" => &mut variables.clicolor_force,
            _ => &mut variables.term,
        };
        *variable = Some(value.into());
    }
    variables
}

/// Returns whether standard output and standard error are colored. `T` marks a terminal: in `T-`
/// only standard output is one.
fn colored(files: &[(&str, &str)], environment: &str, terminals: &str, arguments: &[&str]) -> (bool, bool) {
    let stream = |is_terminal| Stream { is_terminal, width: is_terminal.then_some(100) };
    let streams = (stream(terminals.starts_with('T')), stream(terminals.ends_with('T')));
    let mut out = Vec::new();
    let arguments = arguments.iter().map(OsString::from).collect();
    let (_, err) = run_into(files, arguments, variables(environment), streams, &mut out);
    (String::from_utf8(out).unwrap().contains('\u{1b}'), err.contains('\u{1b}'))
}

#[track_caller]
fn check(environment: &str, terminals: &str, flag: &str, expected: (bool, bool)) {
    let found = colored(&BROKEN, environment, terminals, &["status", "--color", flag]);
    assert_eq!(found, expected, "{environment} {terminals} --color {flag}");
}

#[test]
fn each_stream_is_colored_separately() {
    check("", "TT", "auto", (true, true));
    check("", "T-", "auto", (true, false));
    check("", "-T", "auto", (false, true));
    check("", "--", "auto", (false, false));
}

#[test]
fn the_flag_wins_over_the_environment() {
    check("NO_COLOR=1", "--", "always", (true, true));
    check("FORCE_COLOR=1", "TT", "never", (false, false));
    check("CLICOLOR_FORCE=1", "TT", "never", (false, false));
    check("TERM=dumb", "--", "always", (true, true));
}

#[test]
fn environment_variables_override_the_terminal_in_order() {
    check("NO_COLOR=1", "TT", "auto", (false, false));
    check("NO_COLOR=1 FORCE_COLOR=1 CLICOLOR_FORCE=1", "TT", "auto", (false, false));
    check("NO_COLOR=", "TT", "auto", (true, true));
    check("FORCE_COLOR=1", "--", "auto", (true, true));
    check("CLICOLOR_FORCE=1 TERM=dumb", "--", "auto", (true, true));
    check("TERM=dumb", "TT", "auto", (false, false));
    check("TERM=xterm-256color", "--", "auto", (false, false));
}

#[test]
fn data_formats_are_never_colored() {
    for command in COMMANDS {
        for format in ["json", "yaml", "markdown", "csv"] {
            let found =
                colored(&FILES, "FORCE_COLOR=1", "TT", &[command, "--format", format, "--color", "always"]);
            assert_eq!(found, (false, false), "{command} {format}");
        }
    }
}

#[test]
fn help_is_colored_by_the_same_rules() {
    let help = |environment, terminals, flags: &[&str]| {
        colored(&FILES, environment, terminals, &[flags, &["status", "--help"]].concat()).0
    };
    assert!(!help("", "--", &[]));
    assert!(!help("NO_COLOR=1", "TT", &[]));
    assert!(!help("TERM=dumb", "TT", &[]));
    assert!(!help("", "TT", &["--color", "never"]), "`--color never` does not reach the help");
}

#[test]
fn color_is_never_the_only_sign() {
    // Every colored health has a word and a symbol too.
    let mut out = Vec::new();
    let arguments = vec!["status".into()];
    run_into(&FILES, arguments, Variables::default(), Default::default(), &mut out);
    let text = String::from_utf8(out).unwrap();
    assert!(["late", "at risk", "on track", "missed"].iter().any(|word| text.contains(word)), "{text}");
}
