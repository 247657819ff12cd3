//! Lines that are indented too far, or not far enough: what is wrong is said once, where it is.

use super::diagnostics;
use crate::support;

/// Checks the one finding of a program file: its line and rule, and what it says.
#[track_caller]
fn said(text: &str, line: usize, rule: &str, said: &[&str]) {
    let files = [("programs/checkout.yaml", text)];
    let found = diagnostics(&files);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((&found[0]["line"], &found[0]["rule"]), (&line.into(), &rule.into()), "{found:#?}");
    let told = format!("{}\n{}", found[0]["message"], found[0]["help"]);
    for said in said {
        assert!(told.contains(said), "{said:?} is not said:\n{told}");
    }
}

#[test]
fn keys_beside_their_entry_are_indented_under_it() {
    for keys in
        ["  duration: 1w\n", "  owner: bo\n  duration: 1w\n", "  depends_on: [b]\n  due: 2026-10-01\n"]
    {
        let text = format!("milestones:\n  a:\n{keys}  b: {{duration: 1d}}\n");
        said(&text, 3, "wrong-type", &["stands beside `a`", "indent it under `a:`"]);
    }
    // An empty milestone would have a date, but nobody knows what this one holds.
    let text = "milestones:\n  a:\n  duration: 1w\n  b: {duration: 1d}\n";
    let value = support::json(&[("programs/checkout.yaml", text)], &["schedule", "--format", "json"]);
    let milestones = value["data"]["programs"][0]["milestones"].as_array().unwrap();
    let dated: Vec<(&str, bool)> = milestones
        .iter()
        .map(|milestone| (milestone["id"].as_str().unwrap(), milestone["forecast_finish"].is_string()))
        .collect();
    assert_eq!(dated, [("checkout/a", false), ("checkout/b", true)]);
    // A key that follows the keys of the milestone above.
    let text = "milestones:\n  a:\n    duration: 1w\n  owner: bo\n";
    said(text, 4, "wrong-type", &["indent it under `a:`"]);
    let text = "milestones:\n  a: {duration: 1d}\nrisks:\n  r:\n  title: Late\n  affects: [a]\n";
    said(text, 5, "wrong-type", &["indent it under `r:`"]);
}

#[test]
fn a_milestone_may_have_the_name_of_a_key() {
    for text in [
        "milestones:\n  a:\n  done: {depends_on: [a]}\n",
        "milestones:\n  a: {duration: 1d}\n  start:\n    duration: 2d\n",
    ] {
        assert_eq!(diagnostics(&[("programs/checkout.yaml", text)]).len(), 0, "{text}");
    }
}

#[test]
fn entries_beside_their_key_are_indented_under_it() {
    let text = "milestones:\na: {duration: 1w}\n";
    said(text, 2, "unknown-key", &["indent it under `milestones:`"]);
    said("milestones:\nowner: bo\na: {duration: 1w}\n", 3, "unknown-key", &["indent it under `milestones:`"]);
    let text = "milestones:\n  a: {duration: 1w}\nrisks:\nr1:\n  title: Late\n  probability: 30%\n";
    said(text, 4, "unknown-key", &["indent it under `risks:`"]);
    let two =
        diagnostics(&[("programs/checkout.yaml", "milestones:\na: {duration: 1w}\nb:\n  needs: [a]\n")]);
    assert_eq!(two.len(), 2, "{two:#?}");
    assert_eq!(two[1]["help"], "indent it under `milestones:`");
}

#[test]
fn a_line_that_continues_a_value_is_named() {
    let text = "milestones:\n  a:\n    duration: 2w\n      owner\n    due: 2026-10-01\n";
    said(
        text,
        3,
        "not-a-duration",
        &["`2w` goes on in the next line, `owner`", "same column as the key above"],
    );
    let text = "milestones:\n  a:\n    duration: 2w\n      owner: bo\n";
    said(text, 4, "not-yaml", &["indented too far", "same column as the line above"]);
    let text = "milestones:\n  a:\n    name: A\n      duration: 2w\n";
    said(text, 4, "not-yaml", &["indented too far", "same column as the line above"]);
}

#[test]
fn the_items_of_a_list_start_in_one_column() {
    let plan = |items: &str| {
        format!("milestones:\n  a: {{duration: 1w}}\n  b: {{duration: 1w}}\n  c:\n    depends_on:\n{items}")
    };
    let every = "start every `-` of the list in the same column";
    said(&plan("    - a\n     - b\n"), 6, "bad-dependency", &["`a` goes on in the next line, `- b`", every]);
    for items in ["     - a\n    - b\n", "      - a\n     - b\n"] {
        said(&plan(items), 7, "not-yaml", &["start every `-` of a list in the same column"]);
    }
}

#[test]
fn an_unknown_finish_lists_the_milestones() {
    let text = "finish: ship\nmilestones:\n  a: {duration: 1w}\n  b: {duration: 1w}\n";
    said(text, 1, "unknown-finish", &["`checkout` has the milestones `a`, `b`"]);
    let text = "finish: shp\nmilestones:\n  ship: {duration: 1w}\n";
    said(text, 1, "unknown-finish", &["did you mean `ship`?"]);
}
