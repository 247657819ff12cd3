//! Users of other tools get a hint that names the right form.

use crate::support;

/// Checks that a line in the milestone `cutover` is one error, whose message or hint contains each
/// of `forms`.
#[track_caller]
fn named(line: &str, forms: &[&str]) {
    let file = format!("milestones:\n  ledger: {{duration: 3w}}\n  cutover:\n    {line}\n");
    said(&[("programs/checkout.yaml", &file)], 4, forms);
}

#[track_caller]
fn said(files: &[(&str, &str)], line: usize, forms: &[&str]) {
    let found = super::diagnostics(files);
    let text = found.iter().map(|told| format!("{}\n{}", told["message"], told["help"])).collect::<String>();
    assert_eq!(found.len(), 1, "{text}");
    assert_eq!((&found[0]["line"], &found[0]["level"]), (&line.into(), &"error".into()));
    let err = support::run(files, &["status"]).err;
    for form in forms {
        assert!(text.contains(form), "{form:?} is not named:\n{text}");
        assert!(err.contains(form), "{form:?} is not shown:\n{err}");
    }
}

#[test]
fn keys_of_other_tools_name_ours() {
    for key in ["deps", "needs", "after", "predecessors", "blocked_by", "dependencies", "Depends-On"] {
        named(&format!("{key}: [ledger]"), &["`depends_on`"]);
    }
    for key in ["assignee", "Assignee", "owners", "responsible"] {
        named(&format!("{key}: bo"), &["`owner`"]);
    }
    for key in ["end", "date", "deadline", "due_date", "finish", "Due", "dues"] {
        named(&format!("{key}: 2026-10-09"), &["`due"]);
    }
    for key in ["effort", "estimate"] {
        named(&format!("{key}: 3w"), &["`duration`"]);
    }
}

#[test]
fn a_status_gets_a_hint_at_started_and_done() {
    named("status: done", &["`done: "]);
    named("status: Completed", &["`done: "]);
    named("status: in progress", &["`started:`", "`done:`"]);
    named("state: done", &["`done: "]);
}

#[test]
fn start_gets_a_hint_at_started() {
    named("start: 2026-09-01", &["`started"]);
}

#[test]
fn unrelated_words_get_no_suggestion() {
    let file = "milestones:\n  ledger:\n    zzzzzz: 1\n    duration: 3w\n";
    let found = super::diagnostics(&[("programs/checkout.yaml", file)]);
    assert_eq!(found[0]["help"], serde_json::Value::Null);
}

#[test]
fn durations_of_other_tools_get_our_form() {
    named("duration: 2 weeks", &["`2w`"]);
    named("duration: 1 week", &["`1w`"]);
    named("duration: 3 days", &["`3d`"]);
    named("duration: 10", &["`10d`", "`10w`"]);
    named("duration: 0.5d", &["whole"]);
    named("duration: 1mo", &["`21d`"]);
    named("duration: 1 month", &["`21d`"]);
    named("duration: 8h", &["whole day"]);
}

#[test]
fn dates_of_other_tools_get_our_form() {
    named("due: 03/04/2026", &["`2026-04-03`", "`2026-03-04`"]);
    named("due: 25.12.2026", &["`2026-12-25`"]);
    named("due: 12/25/2026", &["`2026-12-25`"]);
    named("due: 2026/10/9", &["`2026-10-09`"]);
    named("due: 2026-10-09T17:00:00Z", &["`2026-10-09`"]);
    named("due: Q4", &["YYYY-MM-DD", "last day"]);
}

#[test]
fn hints_name_only_days_that_exist() {
    for text in ["31/31/2026", "2026/00/00", "00/00/2026", "2026.02.31", "31.02.2026", "30/30/2026"] {
        let file = format!("milestones:\n  ledger: {{due: {text}}}\n");
        let found = super::diagnostics(&[("programs/checkout.yaml", file.as_str())]);
        let help = found[0]["help"].as_str().unwrap_or("").to_owned();
        for part in help.split('`').filter(|part| part.starts_with("20") && part.len() == 10) {
            assert!(tpm::time::Day::parse(part).is_ok(), "{text}: {help}");
        }
    }
}

#[test]
fn quoted_names_with_an_at_sign_get_the_plain_id() {
    named("owner: \"@bo\"", &["`bo`"]);
}

#[test]
fn unquoted_names_with_an_at_sign_get_the_plain_id() {
    named("owner: @bo", &["`bo`"]);
}

#[test]
fn ids_joined_to_a_lag_are_split() {
    named("depends_on: [ledgerFS+2d]", &["`ledger +2d`"]);
    named("depends_on: [ledgerSS+1w]", &["`ledger SS+1w`"]);
    named("depends_on: [ledger+2d]", &["`ledger +2d`"]);
    named("depends_on: [ledger-2d]", &["a lead?", "`ledger -2d`"]);
    named("depends_on: [ledger ss]", &["`SS`"]);
}

#[test]
fn ids_joined_to_a_type_and_lead_are_split() {
    named("depends_on: [ledgerFS-2d]", &["`ledger -2d`"]);
    named("depends_on: [ledgerSS-1w]", &["`ledger SS-1w`"]);
}

#[test]
fn a_split_lead_keeps_its_program() {
    let files = [
        ("programs/checkout.yaml", "milestones:\n  cutover: {duration: 1d, depends_on: [mlops/model-2d]}\n"),
        ("programs/mlops.yaml", "milestones:\n  model: {duration: 3w}\n"),
    ];
    said(&files, 2, &["`mlops/model -2d`"]);
}

#[test]
fn typos_get_the_nearest_name() {
    named("depends_on: [ledgr]", &["did you mean `ledger`?"]);
    named("durration: 3w", &["did you mean `duration`?"]);
    let files = [
        ("programs/checkout.yaml", "milestones:\n  cutover: {duration: 1d, depends_on: [mlop/model]}\n"),
        ("programs/mlops.yaml", "milestones:\n  model: {duration: 3w}\n"),
    ];
    said(&files, 2, &["did you mean `mlops`?"]);
    let files = [
        ("programs/checkout.yaml", "milestones:\n  cutover: {duration: 1d, depends_on: [model]}\n"),
        ("programs/mlops.yaml", "milestones:\n  model: {duration: 3w}\n"),
    ];
    said(&files, 2, &["did you mean `mlops/model`?"]);
}

#[test]
fn percentages_of_other_tools_get_our_form() {
    let file = "milestones:\n  ledger: {started: 2026-09-01, duration: 3w, progress: 40}\n";
    said(&[("programs/checkout.yaml", file)], 2, &["`40%`"]);
    let file = "milestones:\n  ledger: {started: 2026-09-01, duration: 3w, progress: 0.4}\n";
    said(&[("programs/checkout.yaml", file)], 2, &["`40%`"]);
}

#[test]
fn flags_of_yaml_1_1_get_true_or_false() {
    named("firm: yes", &["`true`"]);
    named("firm: off", &["`false`"]);
    named("firm: True", &["`true`"]);
}
