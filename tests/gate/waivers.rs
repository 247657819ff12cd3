//! Which findings a waiver excuses, and until when.

use super::{answer, check, entries, status};
use crate::support;

/// Returns a program with one milestone, overdue since 4 September, and waivers.
fn overdue(waivers: &str) -> String {
    format!(
        "owner: priya\nmilestones:\n  ledger:\n    owner: bo\n    due: 2026-09-04\n    duration: 1w\n    waive: [{waivers}]\n"
    )
}

#[track_caller]
fn counts(program: &str, arguments: &[&str], expected: &[&str]) {
    check(&[("programs/checkout.yaml", program)], arguments, expected);
}

const OVERDUE: &str = "error overdue-milestone checkout/ledger";

#[test]
fn a_waiver_holds_through_its_last_day() {
    let program =
        overdue("{rule: overdue-milestone, until: 2026-09-18, reason: Vendor on strike, by: priya}");
    let files = [("programs/checkout.yaml", program.as_str())];
    for day in ["2026-09-14", "2026-09-18"] {
        counts(&program, &["--as-of", day], &[]);
        assert_eq!(status(&files, &["--as-of", day]), 0, "{day}");
    }
    // One finding, not two: the overdue milestone, with a note on the waiver.
    counts(&program, &["--as-of", "2026-09-19"], &[OVERDUE]);
    let text = support::run(&files, &["check", "--as-of", "2026-09-19"]).out;
    let says = "`checkout/ledger` (bo) was promised for 4 Sep and is not done, 10wd later; its waiver expired on 18 Sep";
    assert!(text.contains(says) && text.contains("expired: Vendor on strike"), "{text}");
    assert_eq!(status(&files, &["--as-of", "2026-09-19"]), 1);
}

#[test]
fn waived_findings_are_counted_and_listed_with_reasons() {
    let program =
        overdue("{rule: overdue-milestone, until: 2026-09-18, reason: Vendor on strike, by: priya}");
    let files = [("programs/checkout.yaml", program.as_str())];
    let answer = answer(&files, &[]);
    assert_eq!(entries(&answer, "waived"), [OVERDUE]);
    let waived = &answer["waived"][0];
    assert_eq!((&answer["waived_count"], &answer["errors"]), (&1.into(), &0.into()));
    let said = ["waived_rule", "waived_until", "waived_reason", "waived_by"]
        .map(|key| waived[key].as_str().unwrap());
    assert_eq!(said, ["overdue-milestone", "2026-09-18", "Vendor on strike", "priya"]);
    assert_eq!((&waived["waived_line"], &waived["line"]), (&7.into(), &5.into()));
    let silent = support::run(&files, &["check"]).out;
    assert!(silent.contains("1 waived, listed by --waived") && !silent.contains("strike"), "{silent}");
    let listed = support::run(&files, &["check", "--waived"]).out;
    assert!(listed.contains("Vendor on strike") && listed.contains("until 18 Sep"), "{listed}");
}

#[test]
fn without_waivers_the_gate_finds_what_they_excuse_and_nothing_about_them() {
    let program =
        overdue("{rule: overdue-milestone, until: 2026-09-18, reason: Vendor on strike, by: priya}");
    let files = [("programs/checkout.yaml", program.as_str())];
    counts(&program, &[], &[]);
    counts(&program, &["--no-waivers"], &[OVERDUE]);
    assert_eq!(status(&files, &["--no-waivers"]), 1);
    // An expired one is reported as it is anyway.
    let late = ["--as-of", "2026-09-21"];
    counts(&program, &[&late[..], &["--no-waivers"]].concat(), &[OVERDUE]);
    assert_eq!(support::run(&files, &["check", "--no-waivers", "--waived"]).status, 2);
}

#[test]
fn a_waiver_without_a_reason_excuses_nothing() {
    for reason in ["''", "' '", "\"\\t\""] {
        let program = overdue(&format!("{{rule: overdue, until: 2026-09-18, reason: {reason}}}"));
        counts(&program, &[], &["error no-value —", OVERDUE]);
        assert_eq!(status(&[("programs/checkout.yaml", &program)], &["--fail-on", "never"]), 1);
    }
}

#[test]
fn a_waiver_names_a_rule_or_a_set() {
    counts(&overdue("{rule: overdue, until: 2026-09-18, reason: x}"), &[], &[]);
    let unused = "warning unused-waiver checkout/ledger";
    counts(&overdue("{rule: promises, until: 2026-09-18, reason: x}"), &[], &[OVERDUE, unused]);
    counts(&overdue("{rule: overdue-program, until: 2026-09-18, reason: x}"), &[], &[OVERDUE, unused]);
}

#[test]
fn of_two_waivers_the_first_that_is_in_force_excuses() {
    let old = "{rule: overdue, until: 2026-09-11, reason: old}";
    let new = "{rule: overdue-milestone, until: 2026-09-18, reason: new}";
    let program = overdue(&format!("{old}, {new}"));
    let answer = answer(&[("programs/checkout.yaml", program.as_str())], &[]);
    assert_eq!(entries(&answer, "findings"), ["warning unused-waiver checkout/ledger"]);
    assert_eq!(answer["waived"][0]["waived_reason"], "new");
    let both = overdue(&format!("{}, {new}", old.replace("09-11", "09-18")));
    counts(&both, &[], &["warning unused-waiver checkout/ledger"]);
}

#[test]
fn a_waiver_excuses_its_subject_and_nothing_below() {
    let waiver = "waive: [{rule: overdue-milestone, until: 2026-09-18, reason: x}]\n";
    let program = format!(
        "{waiver}owner: priya\nmilestones:\n  ledger: {{owner: bo, due: 2026-09-04, duration: 1w}}\n"
    );
    counts(&program, &[], &[OVERDUE, "warning unused-waiver checkout"]);
    let risk = "owner: priya\nmilestones:\n  ledger: {owner: bo, due: 2026-12-11, duration: 1w}\nrisks:\n  perf: {owner: bo, response: accept, next_review: 2026-09-01, waive: [{rule: overdue-risk-review, until: 2026-09-18, reason: x}]}\n";
    counts(risk, &[], &[]);
    counts(
        risk,
        &["--as-of", "2026-09-21"],
        &["error expired-waiver checkout/perf", "warning overdue-risk-review checkout/perf"],
    );
}

#[test]
fn no_waiver_excuses_findings_about_waivers() {
    // The sets of the two rules, and the rules themselves.
    let expired = "{rule: no-owner, until: 2026-09-11, reason: x}";
    for rule in ["overdue", "expired-waiver"] {
        let program = overdue(&format!("{expired}, {{rule: {rule}, until: 2026-09-18, reason: x}}"));
        let program = program.replace("    owner: bo\n", "");
        let told = entries(&answer(&[("programs/checkout.yaml", &program)], &[]), "findings");
        assert!(told.contains(&"error expired-waiver checkout/ledger".to_owned()), "{rule}: {told:?}");
    }
    for rule in ["hygiene", "unused-waiver"] {
        let program = format!(
            "owner: priya\nmilestones:\n  ledger: {{owner: bo, due: 2026-12-11, duration: 1w, waive: [{{rule: {rule}, until: 2026-09-18, reason: x}}]}}\n"
        );
        counts(&program, &[], &["warning unused-waiver checkout/ledger"]);
    }
}

#[test]
fn no_waiver_excuses_an_error_in_a_plan() {
    let sets = ["overdue", "promises", "hygiene", "logic"];
    let waivers: Vec<String> =
        sets.iter().map(|set| format!("{{rule: {set}, until: 2026-12-11, reason: x}}")).collect();
    let program = format!(
        "owner: priya\nwaive: [{0}]\nmilestones:\n  ledger: {{owner: bo, due: someday, duration: 1w, waive: [{0}]}}\n",
        waivers.join(", ")
    );
    let files = [("programs/checkout.yaml", program.as_str())];
    let answer = answer(&files, &["--off", "unused-waiver"]);
    assert_eq!(entries(&answer, "findings"), ["error not-a-date —"]);
    assert_eq!(status(&files, &["--off", "unused-waiver"]), 1);
    // A waiver cannot even name it.
    let named = overdue("{rule: not-a-date, until: 2026-12-11, reason: x}");
    assert_eq!(status(&[("programs/checkout.yaml", named.as_str())], &[]), 1);
}

#[test]
fn an_unused_waiver_is_reported_before_and_after_it_expires() {
    let program = "owner: priya\nmilestones:\n  ledger: {owner: bo, due: 2026-12-11, duration: 1w, waive: [{rule: overdue-milestone, until: 2026-09-18, reason: x}]}\n";
    counts(program, &["--as-of", "2026-09-18"], &["warning unused-waiver checkout/ledger"]);
    counts(program, &["--as-of", "2026-09-19"], &["warning unused-waiver checkout/ledger"]);
    let text = support::run(&[("programs/checkout.yaml", program)], &["check", "--as-of", "2026-09-19"]).out;
    let says = "the waiver of `overdue-milestone` for `checkout/ledger` expired on 18 Sep, and there is nothing left to excuse";
    assert!(text.contains(says), "{text}");
}

#[test]
fn an_expired_waiver_of_a_warning_is_an_error() {
    let program = "owner: priya\nmilestones:\n  ledger: {due: 2026-12-11, duration: 1w, waive: [{rule: hygiene, until: 2026-09-18, reason: Bo is hired}]}\n  docs: {owner: bo, due: 2026-12-11, duration: 1w}\n";
    let both = ["error expired-waiver checkout/ledger", "warning no-owner checkout/ledger"];
    counts(program, &["--as-of", "2026-09-19"], &both);
    let text = support::run(&[("programs/checkout.yaml", program)], &["check", "--as-of", "2026-09-19"]).out;
    let says = "the waiver of `hygiene` for `checkout/ledger` expired on 18 Sep, but `no-owner` is still found: Bo is hired";
    assert!(text.contains(says) && text.contains("its waiver expired on 18 Sep"), "{text}");
    // If the finding is an error, it is reported once; if the rule is off, nothing is left to
    // excuse.
    let once = ["error no-owner checkout/ledger"];
    counts(program, &["--as-of", "2026-09-19", "--error", "no-owner"], &once);
    let off = ["warning unused-waiver checkout/ledger"];
    counts(program, &["--as-of", "2026-09-19", "--off", "no-owner"], &off);
    counts(program, &["--as-of", "2026-09-19", "--off", "expired-waiver"], &both[1..]);
}

#[test]
fn a_waiver_of_what_the_policy_turned_off_excuses_nothing() {
    let program = overdue("{rule: overdue-milestone, until: 2026-09-18, reason: x}");
    counts(&program, &["--off", "overdue-milestone"], &["warning unused-waiver checkout/ledger"]);
}

#[test]
fn a_waived_finding_leaves_the_story_and_the_rest_stays() {
    // The milestone has a finding of another rule, which is not excused.
    let program = "owner: priya\nmilestones:\n  ledger: {owner: bo, due: 2026-09-04, duration: 2w, waive: [{rule: overdue, until: 2026-09-18, reason: x}]}\n  cutover: {owner: bo, duration: 1w, depends_on: [ledger], due: 2026-09-25}\n";
    counts(program, &[], &["warning promise-forecast-late checkout/cutover"]);
}
