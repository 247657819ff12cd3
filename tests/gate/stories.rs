//! Findings with one cause are one story.

use super::{answer, check};
use crate::support;
use std::collections::BTreeSet;

/// One late delivery, and eight promises that wait for it, in two programs.
fn eight() -> Vec<(&'static str, String)> {
    let mut checkout = String::from(
        "owner: priya\nmilestones:\n  hardware: {owner: oem, due: 2026-09-25, eta: 2026-10-23, updated: 2026-09-11}\n",
    );
    for index in 1..=4 {
        let behind = if index == 1 { "hardware".into() } else { format!("step-{}", index - 1) };
        checkout.push_str(&format!(
            "  step-{index}: {{owner: ana, duration: 1w, depends_on: [{behind}], due: 2026-10-{:02}}}\n",
            5 + index * 5
        ));
    }
    let mut search = String::from("owner: wen\nmilestones:\n");
    for index in 1..=4 {
        search.push_str(&format!("  part-{index}: {{owner: noor, duration: {index}w, depends_on: [checkout/step-1], due: 2026-11-{index:02}}}\n"));
    }
    vec![("programs/checkout.yaml", checkout), ("programs/search.yaml", search)]
}

fn as_str<'f>(files: &'f [(&'static str, String)]) -> Vec<(&'static str, &'f str)> {
    files.iter().map(|(path, text)| (*path, text.as_str())).collect()
}

#[test]
fn eight_promises_that_one_late_delivery_breaks_are_one_story() {
    let files = eight();
    let files = as_str(&files);
    let only = ["--off", "hygiene", "--off", "promises", "--warn", "promise-forecast-late"];
    let answer = answer(&files, &only);
    let findings = answer["findings"].as_array().unwrap();
    // The delivery itself, and the promises that wait for it.
    assert_eq!(findings.len(), 9, "{findings:#?}");
    let causes: BTreeSet<&str> = findings.iter().map(|told| told["because_of"].as_str().unwrap()).collect();
    assert_eq!(causes, BTreeSet::from(["checkout/hardware"]));
    assert_eq!(findings[0]["subject"], "checkout/hardware");
    // After the cause, the most days come first.
    let days: Vec<u64> = findings[1..].iter().map(|told| told["weight_days"].as_u64().unwrap()).collect();
    assert!(days.is_sorted_by(|a, b| a >= b) && days[0] > days[7], "{days:?}");
    let text = support::run(&files, &[&["check"][..], &only].concat()).out;
    assert_eq!(text.matches("--> ").count(), 1, "one picture:\n{text}");
    assert_eq!(text.matches("= note: also warning[promise-forecast-late] at ").count(), 8, "{text}");
    assert!(text.contains("9 warnings"), "{text}");
}

#[test]
fn a_promise_names_its_cause_and_not_the_step_between() {
    let files = eight();
    let answer = answer(&as_str(&files), &["--off", "hygiene"]);
    let findings = answer["findings"].as_array().unwrap();
    let last = findings
        .iter()
        .find(|told| told["subject"] == "checkout/step-4" && told["rule"] == "promise-forecast-late");
    let last = last.unwrap();
    assert_eq!(last["related"][0]["message"], "driven by checkout/hardware (oem)");
    assert!(last["help"].as_str().unwrap().contains("`checkout/hardware` (oem)"), "{last}");
}

#[test]
fn two_causes_are_two_stories_and_the_worse_comes_first() {
    let program = "owner: priya
milestones:
  small: {owner: ana, duration: 3w, due: 2026-09-30}
  behind-small: {owner: ana, duration: 1w, depends_on: [small], due: 2026-10-07}
  large: {owner: bo, duration: 6w, due: 2026-09-30}
  behind-large: {owner: bo, duration: 1w, depends_on: [large], due: 2026-10-07}
";
    check(
        &[("programs/checkout.yaml", program)],
        &["--off", "promise-before-its-input"],
        &[
            "warning promise-forecast-late checkout/large",
            "warning promise-forecast-late checkout/behind-large",
            "warning promise-forecast-late checkout/small",
            "warning promise-forecast-late checkout/behind-small",
        ],
    );
}

#[test]
fn a_story_with_an_error_comes_first_and_begins_with_its_cause() {
    let program = "owner: priya
milestones:
  large: {owner: bo, duration: 6w, due: 2026-09-30}
  small: {owner: ana, duration: 3w, due: 2026-09-30}
  firm: {owner: ana, duration: 1w, depends_on: [small], due: 2026-10-08, firm: true}
";
    check(
        &[("programs/checkout.yaml", program)],
        &["--off", "promise-before-its-input"],
        &[
            "warning promise-forecast-late checkout/small",
            "error firm-promise-late checkout/firm",
            "warning promise-forecast-late checkout/large",
        ],
    );
}

#[test]
fn an_overdue_milestone_leads_the_story_of_what_it_breaks() {
    let program = "owner: priya
milestones:
  ledger: {owner: bo, duration: 2w, due: 2026-09-04}
  cutover: {owner: bo, duration: 1w, depends_on: [ledger], due: 2026-09-25}
";
    check(
        &[("programs/checkout.yaml", program)],
        &[],
        &["error overdue-milestone checkout/ledger", "warning promise-forecast-late checkout/cutover"],
    );
}

// The last working day before a window is outside it, so it cannot be promised.
#[test]
fn a_window_of_days_off_is_advised_to_move_as_a_whole() {
    let plan = |days: &str| format!("milestones:\n  weekend: {{owner: ana, {days}}}\n");
    let help = |days: &str| {
        let plan = plan(days);
        let output = support::run(&[("programs/checkout.yaml", plan.as_str())], &["check"]);
        assert!(output.out.contains("due-on-day-off"), "{}{}", output.out, output.err);
        output.out.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let empty = help("start: 2026-12-12, due: 2026-12-13");
    assert!(empty.contains("write `start: 2026-12-14` and `due: 2026-12-14`"), "{empty}");
    assert!(empty.contains("nobody works from its `start` through its `due`"), "{empty}");
    let friday = help("start: 2026-12-11, due: 2026-12-13");
    assert!(friday.contains("promise Fri 11 Dec, the last working day before"), "{friday}");
}
