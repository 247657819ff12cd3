//! The as-of day: `--as-of`, else `TPM_AS_OF`, else today, which is Monday 14 September 2026. Every
//! report prints it.

use super::{COMMANDS, FILES, refused, run_in};
use crate::support;
use tpm::cli::Variables;

fn as_of(variables: Variables, arguments: &[&str]) -> String {
    let arguments = [&["schedule", "--format", "json"], arguments].concat();
    let output = run_in(variables, &arguments);
    assert_eq!(output.status, 0, "{}", output.err);
    let value: serde_json::Value = serde_json::from_str(&output.out).unwrap();
    value["as_of"].as_str().unwrap().to_owned()
}

#[track_caller]
fn check(arguments: &[&str], expected: &str) {
    assert_eq!(as_of(Variables::default(), arguments), expected, "{arguments:?}");
}

fn variable(text: &str) -> Variables {
    Variables { as_of: Some(text.into()), ..Variables::default() }
}

#[test]
fn a_day_outside_the_years_of_plans_is_told_as_such() {
    refused(&FILES, &["status", "--as-of", "2999-01-01"], &["outside the years 1900 to 2199"]);
}

#[test]
fn days_are_typed_in_every_form() {
    check(&[], "2026-09-14");
    check(&["--as-of", "2026-10-01"], "2026-10-01");
    check(&["--as-of=2026-10-01"], "2026-10-01");
    check(&["--as-of", "today"], "2026-09-14");
    check(&["--as-of", "yesterday"], "2026-09-13");
    check(&["--as-of", "fri"], "2026-09-18");
    check(&["--as-of", "+3d"], "2026-09-17");
    check(&["--as-of", "+1w"], "2026-09-21");
    check(&["--as-of", "-1d"], "2026-09-13");
    check(&["--as-of=-1w"], "2026-09-07");
    check(&["--as-of", "-2w"], "2026-08-31");
}

#[test]
fn the_variable_applies_without_a_flag() {
    assert_eq!(as_of(variable("2026-10-01"), &[]), "2026-10-01");
    assert_eq!(as_of(variable("+3d"), &[]), "2026-09-17");
    assert_eq!(as_of(variable("2026-10-01"), &["--as-of", "2026-11-02"]), "2026-11-02");
    assert_eq!(as_of(variable(""), &[]), "2026-09-14");
}

#[test]
fn other_words_are_refused() {
    for text in [
        "Q4",
        "2026-9-1",
        "14.9.2026",
        "soon",
        "+3",
        "3d",
        "",
        "2026-02-30",
        "1899-12-31",
        "2200-01-01",
        "+99999w",
    ] {
        refused(&FILES, &["status", "--as-of", text], &["--as-of"]);
    }
    let output = run_in(variable("soon"), &["status"]);
    assert_eq!((output.status, output.out.as_str()), (2, ""));
    assert!(output.err.contains("TPM_AS_OF") && output.err.contains("soon"), "{}", output.err);
}

#[test]
fn an_unknown_time_zone_is_told() {
    let zone = |zone: &str| Variables { time_zone: Some(zone.into()), ..Variables::default() };
    for unknown in ["Europe/Berln", "Mars/Base", "nowhere", "/no/such/file", "a\u{1b}[m"] {
        let output = run_in(zone(unknown), &["status"]);
        assert_eq!(output.status, 0, "{unknown}");
        assert!(
            output.err.starts_with("note: the time zone `") && output.err.contains("UTC"),
            "{}",
            output.err
        );
        assert!(!output.err.contains('\u{1b}') && output.err.lines().count() == 1, "{}", output.err);
    }
    for known in ["", "UTC", "UTC0", "CET-1CEST", "EST5EDT,M3.2.0,M11.1.0", "<+03>-3"] {
        assert_eq!(run_in(zone(known), &["status"]).err, "", "{known}");
    }
    let files = [FILES[0], FILES[1], ("/usr/share/zoneinfo/Europe/Berlin", "")];
    let output = support::run_as(&files, &["status"], zone("Europe/Berlin"), None);
    assert_eq!((output.status, output.err.as_str()), (0, ""));
}

#[test]
fn every_report_prints_its_day() {
    for command in COMMANDS {
        let output = support::run(&FILES, &[command, "--as-of", "2026-10-01"]);
        assert!(output.out.contains("Thu 1 Oct 2026"), "{command}\n{}", output.out);
        let value = support::json(&FILES, &[command, "--as-of", "2026-10-01", "--format", "json"]);
        assert_eq!(value["as_of"], "2026-10-01", "{command}");
    }
}

#[test]
fn an_actual_of_tomorrow_is_a_warning_only_with_the_clocks_day() {
    let files = [("programs/a.yaml", "milestones:\n  a: {duration: 1d, done: 2026-09-15}\n")];
    let output = support::run(&files, &["schedule"]);
    assert_eq!((output.status, output.err.contains("warning[future-actual]")), (0, true), "{}", output.err);
    let output = support::run(&files, &["schedule", "--as-of", "2026-09-10"]);
    assert_eq!((output.status, output.err.contains("error[future-actual]")), (2, true), "{}", output.err);
    let files = [("programs/a.yaml", "milestones:\n  a: {duration: 1d, done: 2026-09-16}\n")];
    let output = support::run(&files, &["schedule", "--as-of", "2026-09-15"]);
    assert_eq!((output.status, output.err.contains("error[future-actual]")), (2, true), "{}", output.err);
}
