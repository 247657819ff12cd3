//! The caret is under exactly the faulty text, whatever precedes it on the line.

use super::{check, picture};
use crate::support;

/// Checks a program file whose one finding is on `line`, under `text`.
#[track_caller]
fn under(file: &str, line: usize, rule: &str, text: &str) {
    let files = [("programs/checkout.yaml", file)];
    check(&files, &[&format!("{line} {rule} {text}")]);
    let err = support::run(&files, &["status"]).err;
    assert_eq!(picture::carets(&err), [(line, text.to_owned())], "\n{err}");
    assert!(err.contains(&format!("error[{rule}]: ")), "{err}");
    let column =
        file.trim_start_matches('\u{feff}').replace('\r', "").lines().nth(line - 1).and_then(|written| {
            let at = written.rfind(text)?;
            Some(written[..at].chars().count() + 1)
        });
    let column = column.unwrap_or_else(|| panic!("{text:?} does not stand on line {line}"));
    assert!(
        err.contains(&format!("--> programs/checkout.yaml:{line}:{column}\n")),
        "column {column} in\n{err}"
    );
}

#[test]
fn letters_with_accents_take_one_column() {
    under("milestones:\n  ledger: {name: Entrée café, due: soon}\n", 2, "not-a-date", "soon");
    under("milestones:\n  ledger: {name: Überführung, owner: \"é\"}\n", 2, "bad-id", "\"é\"");
}

#[test]
fn wide_characters_take_one_column_of_the_position_and_two_of_the_screen() {
    under("milestones:\n  ledger: {name: 发布计划, due: soon}\n", 2, "not-a-date", "soon");
    under("milestones:\n  ledger: {name: 🚀 launch 🎉, due: soon}\n", 2, "not-a-date", "soon");
    under("milestones:\n  ledger:\n    duration: 三天\n", 3, "not-a-duration", "三天");
}

#[test]
fn a_tab_before_the_place_takes_one_column() {
    under("milestones:\n  ledger: {name:\tLedger,\tdue:\tsoon}\n", 2, "not-a-date", "soon");
    under("milestones:\n  ledger:\n    due:\t\tsoon\n", 3, "not-a-date", "soon");
}

#[test]
fn line_breaks_of_other_systems_count_once() {
    under("name: C\r\nmilestones:\r\n  ledger:\r\n    due: soon\r\n", 4, "not-a-date", "soon");
    under("name: Müller\r\nmilestones:\r\n  ledger: {name: 🚀é, due: soon}\r\n", 3, "not-a-date", "soon");
}

#[test]
fn a_byte_order_mark_takes_no_column() {
    under("\u{feff}due: soon\nmilestones:\n  ledger: {duration: 3w}\n", 1, "not-a-date", "soon");
    under("\u{feff}nme: Checkout\r\nmilestones:\r\n  ledger: {duration: 3w}\r\n", 1, "unknown-key", "nme");
    under("\u{feff}name: C\nmilestones:\n  ledger: {due: soon}\n", 3, "not-a-date", "soon");
}

#[test]
fn carets_are_right_on_long_lines() {
    for length in [50, 130, 300, 5_000] {
        let name = "x".repeat(length);
        let file = format!("milestones:\n  ledger: {{name: {name}, due: soon, note: {name}}}\n");
        for width in [None, Some(60), Some(80), Some(120)] {
            let files = [("programs/checkout.yaml", file.as_str())];
            let err = support::run_as(&files, &["status", "--color", "never"], Default::default(), width).err;
            let carets = picture::carets(&err);
            assert_eq!(carets, [(2, "soon".to_owned())], "{length} before, width {width:?}\n{err}");
            let limit = width.unwrap_or(200);
            let widest = err.lines().filter(|line| line.contains('|')).map(|line| line.chars().count()).max();
            assert!(widest <= Some(limit), "{length} before, width {width:?}: {widest:?}\n{err}");
        }
    }
}

#[test]
fn escapes_are_shown_and_do_not_shift_the_caret() {
    // A bidirectional override is shown as its code point.
    let file = "milestones:\n  ledger: {name: \"a\u{202e}b\u{200b}\", due: soon}\n";
    let err = support::run(&[("programs/checkout.yaml", file)], &["status"]).err;
    assert_eq!(picture::carets(&err), [(2, "soon".to_owned())], "{err}");
    assert!(!err.contains('\u{202e}') && !err.contains('\u{200b}'), "{err:?}");
    let file = "milestones:\n  ledger: {due: \"so\u{202e}on\"}\n";
    let err = support::run(&[("programs/checkout.yaml", file)], &["status"]).err;
    assert_eq!(picture::carets(&err), [(2, "\"so\\u{202e}on\"".to_owned())], "{err}");
}

#[test]
fn ci_commands_in_a_shown_line_are_broken_up() {
    // Some CI services obey these anywhere in a line.
    for command in ["##[error]pwned", "##vso[task.setvariable variable=x]y", "##teamcity[x]"] {
        let file = format!("milestones:\n  ledger: {{name: \"{command}\", due: soon}}\n");
        let output = support::run(&[("programs/checkout.yaml", file.as_str())], &["status"]);
        assert!(
            !output.err.contains(command) && !output.out.contains(command),
            "{}{}",
            output.out,
            output.err
        );
        assert_eq!(picture::carets(&output.err), [(2, "soon".to_owned())], "{}", output.err);
    }
}

#[test]
fn both_places_of_a_duplicate_key_are_shown() {
    let file = "milestones:\n  ledger:\n    owner: bo\n    duration: 3w\n    owner: ana\n";
    let files = [("programs/checkout.yaml", file)];
    let found = super::diagnostics(&files);
    assert_eq!((&found[0]["line"], &found[0]["related"][0]["line"]), (&5.into(), &3.into()));
    assert_eq!(found[0]["related"][0]["column"], 5);
    let err = support::run(&files, &["status"]).err;
    assert!(err.contains("3 |     owner: bo") && err.contains("5 |     owner: ana"), "{err}");
}

#[test]
fn every_hop_of_a_cycle_is_shown_with_its_line() {
    let checkout = "milestones:\n  ledger: {duration: 1d, depends_on: [cutover]}\n  cutover: {duration: 1d, depends_on: [mlops/model]}\n";
    let mlops = "milestones:\n  model: {duration: 1d, depends_on: [checkout/ledger]}\n";
    let files = [("programs/checkout.yaml", checkout), ("programs/mlops.yaml", mlops)];
    let err = support::run(&files, &["status"]).err;
    for hop in ["checkout.yaml:2:", "2 |   ledger:", "3 |   cutover:", "mlops.yaml:2:", "2 |   model:"] {
        assert!(err.contains(hop), "{hop}\n{err}");
    }
    for id in ["checkout/cutover", "checkout/ledger", "mlops/model"] {
        assert!(err.lines().next().is_some_and(|line| line.contains(id)), "{err}");
    }
}
