//! Selection by program, by milestone with full or bare id, and by file; and where plans are read
//! from.

use super::{COMMANDS, FILES, MLOPS, refused, run_in};
use crate::support;
use serde_json::Value;
use tpm::cli::Variables;

/// Checks which milestones `tpm schedule` shows.
#[track_caller]
fn shows(arguments: &[&str], expected: &[&str]) {
    let arguments = [&["schedule", "--format", "json"], arguments].concat();
    let value = support::json(&FILES, &arguments);
    let programs = value["data"]["programs"].as_array().unwrap();
    let milestones = programs.iter().flat_map(|program| program["milestones"].as_array().unwrap());
    let ids: Vec<&str> = milestones.map(|milestone| milestone["id"].as_str().unwrap()).collect();
    assert_eq!(ids, expected, "{arguments:?}");
}

#[test]
fn programs_milestones_and_files_are_selected() {
    let all = ["checkout/api-freeze", "checkout/ledger", "checkout/cutover", "mlops/model", "mlops/cutover"];
    shows(&[], &all);
    shows(&["mlops"], &all[3..]);
    shows(&["mlops", "checkout"], &all);
    shows(&["programs/mlops.yaml"], &all[3..]);
    shows(&["ledger"], &all[1..2]);
    shows(&["checkout/cutover"], &all[2..3]);
    shows(&["mlops/cutover", "ledger"], &[all[1], all[4]]);
}

#[test]
fn what_is_not_selected_still_counts() {
    let of =
        |arguments: &[&str]| support::json(&FILES, &[&["schedule", "--format", "json"], arguments].concat());
    let (all, one) = (of(&[]), of(&["checkout"]));
    assert_eq!(all["data"]["programs"][0], one["data"]["programs"][0]);
    assert_eq!(of(&["programs/checkout.yaml"])["data"], one["data"]);
}

#[test]
fn an_ambiguous_id_lists_its_candidates() {
    for arguments in
        [&["schedule", "cutover"][..], &["status", "cutover"], &["critical-path", "--to", "cutover"]]
    {
        refused(&FILES, arguments, &["`cutover`", "checkout/cutover", "mlops/cutover"]);
    }
}

#[test]
fn an_unknown_id_suggests_a_similar_one() {
    for command in COMMANDS {
        refused(&FILES, &[command, "chekout"], &["`chekout`", "did you mean `checkout`?"]);
        refused(&FILES, &[command, "checkout/ledgr"], &["did you mean `checkout/ledger`?"]);
        refused(&FILES, &[command, "zzzzzz"], &["`zzzzzz`"]);
    }
    refused(&FILES, &["schedule", "ledgr"], &["did you mean `ledger`?"]);
    refused(&FILES, &["critical-path", "--to", "ledgr"], &["did you mean `ledger`?"]);
    refused(&FILES, &["schedule", "zzzzzz", "--format", "json"], &["`zzzzzz`"]);
    refused(&FILES, &["schedule", "checkout", "zzzzzz"], &["`zzzzzz`"]);
    refused(&FILES, &["schedule", ""], &[]);
    refused(&FILES, &["schedule", "programs/other.yaml"], &["programs/other.yaml"]);
}

#[test]
fn an_id_of_before_a_rename_says_what_it_is_now() {
    let files = [
        (
            "programs/shop.yaml",
            "id: store\nformerly: [shop]\nmilestones:\n  b: {due: 2026-10-01, formerly: [a]}\n",
        ),
        ("programs/other.yaml", "milestones:\n  c: {due: 2026-10-01, formerly: [a]}\n"),
    ];
    for (typed, now) in [
        ("shop", "it is `store` now"),
        ("a", "it is `other/c` or `store/b` now"),
        ("store/a", "it is `store/b` now"),
        ("shop/a", "it is `store/b` now"),
        ("shop/b", "it is `store/b` now"),
    ] {
        refused(&files, &["status", typed], &[&format!("`{typed}` was renamed: {now}")]);
    }
    refused(&files, &["why", "a"], &["`a` was renamed"]);
}

#[test]
fn a_milestone_has_no_critical_path_of_a_program() {
    refused(&FILES, &["critical-path", "checkout/ledger"], &["--to checkout/ledger"]);
    let value = support::json(&FILES, &["critical-path", "--to", "ledger", "--format", "json"]);
    assert_ne!(value["data"], Value::Null);
}

#[test]
fn plans_are_read_from_the_flag_then_the_variable_then_programs() {
    let files = [("programs/here.yaml", MLOPS), ("one/flag.yaml", MLOPS), ("two/variable.yaml", MLOPS)];
    let id = |variable: &str, arguments: &[&str]| {
        let variables = Variables { programs: Some(variable.into()), ..Variables::default() };
        let arguments = [&["schedule", "--format", "json"], arguments].concat();
        let output = support::run_as(&files, &arguments, variables, None);
        let value: Value = serde_json::from_str(&output.out).unwrap();
        assert_eq!(value["data"]["programs"].as_array().unwrap().len(), 1);
        value["data"]["programs"][0]["id"].as_str().unwrap().to_owned()
    };
    assert_eq!(id("", &[]), "here");
    assert_eq!(id("two", &[]), "variable");
    assert_eq!(id("two", &["--programs", "one"]), "flag");
    assert_eq!(id("two/", &["--programs=one/"]), "flag");
}

#[test]
fn without_a_workspace_nothing_is_answered() {
    for command in COMMANDS {
        refused(&[("other/a.yaml", MLOPS)], &[command], &["programs"]);
        refused(&[("programs/tpm.yaml", "currency: EUR\n")], &[command], &["programs"]);
        refused(&FILES, &[command, "--programs", "nowhere"], &["nowhere"]);
    }
    let variables = Variables { programs: Some("nowhere".into()), ..Variables::default() };
    let output = run_in(variables, &["status"]);
    assert_eq!((output.status, output.err.contains("nowhere")), (2, true), "{}", output.err);
}
