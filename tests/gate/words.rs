//! Messages for cases in which the usual sentence would not fit.

use super::answer;

/// Checks the message and label of a rule for a program, as of a day.
#[track_caller]
fn says(rule: &str, day: &str, program: &str, message: &str, label: &str) {
    let answer = answer(&[("programs/checkout.yaml", program)], &["--as-of", day, "--error", rule]);
    let mut findings = answer["findings"].as_array().unwrap().iter();
    let found = findings.find(|finding| finding["rule"] == rule).unwrap_or_else(|| panic!("{answer:#}"));
    assert_eq!((found["message"].as_str(), found["label"].as_str()), (Some(message), Some(label)));
}

#[test]
fn lateness_without_a_working_day_is_given_in_days() {
    // Promised for Friday 25 September, expected on Sunday the 27th.
    let program = |said: &str| {
        format!(
            "milestones:\n  contract: {{owner: acme, duration: 2w, started: 2026-09-07, updated: 2026-09-14, eta: 2026-09-27, {said}}}\n"
        )
    };
    says(
        "promise-forecast-late",
        "2026-09-14",
        &program("due: 2026-09-25"),
        "`checkout/contract` (acme) is promised for 25 Sep, and forecast for 27 Sep: 2 days late",
        "2 days late",
    );
    says(
        "slipped-baseline",
        "2026-09-14",
        &program("baseline: 2026-09-26"),
        "`checkout/contract` (acme) is forecast for 27 Sep, 1 day after its baseline, 26 Sep",
        "1 day",
    );
    let asserted =
        |said: &str| program("due: 2026-10-09") + &format!("assert: [{{{said}, because: Audit}}]\n");
    says(
        "broken-assertion",
        "2026-09-14",
        &asserted("milestone: contract, forecast_by: 2026-09-25"),
        "`checkout/contract` (acme) is forecast for 27 Sep, but the plan asserts 25 Sep, 2 days earlier: Audit",
        "does not hold",
    );
    says(
        "broken-assertion",
        "2026-09-14",
        &asserted("finish_by: 2026-09-26"),
        "`checkout` is forecast for 27 Sep, 1 day later than the 26 Sep that the plan asserts: Audit",
        "does not hold",
    );
    let own = format!("due: 2026-09-25\nfinish: contract\n{}", program("due: tbd"));
    says(
        "promise-forecast-late",
        "2026-09-14",
        &own,
        "`checkout` is promised for 25 Sep, and its finish, `checkout/contract` (acme), is forecast for 27 Sep: 2 days late",
        "2 days late",
    );
}

const INPUT: &str = "milestones:
  contract: {owner: acme, due: 2026-10-02}
  pilot: {owner: ana, duration: 2w, depends_on: [contract], due: 2026-10-09}
";

#[test]
fn a_promise_before_its_input_has_another_message_once_missed() {
    let rule = "promise-before-its-input";
    says(
        rule,
        "2026-10-02",
        INPUT,
        "`checkout/pilot` (ana) is promised for 9 Oct, but with `checkout/contract` (acme) done on the day it promised, 2 Oct, it cannot be done before 16 Oct",
        "5wd too early",
    );
    says(
        rule,
        "2026-10-05",
        INPUT,
        "`checkout/pilot` (ana) is promised for 9 Oct, but with `checkout/contract` (acme) done on the day it promised, 2 Oct, which has passed, it could not have been done before 16 Oct",
        "5wd too early",
    );
    let weekend = INPUT.replace(
        "duration: 2w, depends_on: [contract], due: 2026-10-09",
        "depends_on: [contract], due: 2026-10-03",
    );
    let weekend = weekend.replace("due: 2026-10-02", "due: 2026-10-04");
    says(
        rule,
        "2026-10-02",
        &weekend,
        "`checkout/pilot` (ana) is promised for 3 Oct, but with `checkout/contract` (acme) done on the day it promised, 4 Oct, it cannot be done before 5 Oct",
        "1wd too early",
    );
}

/// Checks what a finding of a rule advises, and what it does not.
#[track_caller]
fn advises(rule: &str, files: &[(&str, &str)], said: &str, unsaid: &str) {
    let answer = answer(files, &["--as-of", "2026-09-14", "--error", rule]);
    let mut findings = answer["findings"].as_array().unwrap().iter();
    let found = findings.find(|finding| finding["rule"] == rule).unwrap_or_else(|| panic!("{answer:#}"));
    let help = found["help"].as_str().unwrap();
    assert!(help.contains(said) && !help.contains(unsaid), "{help}");
}

// The 14th of October is a Wednesday, the 12th a holiday.
#[test]
fn a_day_off_is_worked_by_what_takes_it_off() {
    let shared = "\
owners: {ana: {}, bo: {away: [2026-10-12..2026-10-16]}}
calendars: {default: {holidays: [2026-10-12]}}
freezes: [{name: Peak, dates: 2026-10-14, tags: [release]}]
";
    let workday = "make it a workday in the calendar";
    for (milestone, said, unsaid) in [
        ("owner: ana, due: 2026-10-12", workday, "away"),
        ("owner: bo, due: 2026-10-14", "or correct `away:` of bo", workday),
        ("owner: ana, due: 2026-10-14, tags: [release]", "`except: [checkout/m]`", workday),
        ("owner: ana, due: 2026-10-14, pauses: [2026-10-14]", "out of its `pauses:`", workday),
        // No one change is enough.
        ("owner: bo, due: 2026-10-12", "promise Fri 9 Oct", "; or"),
        ("owner: bo, due: 2026-10-14, tags: [release]", "promise Fri 9 Oct", "; or"),
    ] {
        let program = format!("milestones:\n  m: {{duration: 2d, {milestone}}}\n");
        let files = [("programs/checkout.yaml", program.as_str()), ("programs/tpm.yaml", shared)];
        advises("due-on-day-off", &files, said, unsaid);
    }
}

#[test]
fn nobody_promises_a_start() {
    let waits = |link: &str| {
        format!(
            "milestones:\n  scoring: {{owner: ana, duration: 2w, depends_on: [mlops/model{link}], due: 2026-12-11}}\n"
        )
    };
    let giver = ("programs/mlops.yaml", "milestones:\n  model: {owner: jun, duration: 3w}\n");
    for (link, said, unsaid) in [
        (" SS", "no key promises a start: ", "write it as `due:`"),
        (" SF", "no key promises a start: ", "write it as `due:`"),
        ("", "write it as `due:` here", "start"),
        (" FF", "write it as `due:` here", "start"),
    ] {
        let waits = waits(link);
        let files = [giver, ("programs/checkout.yaml", waits.as_str())];
        advises("needed-by-another-program", &files, said, unsaid);
    }
}

#[test]
fn a_block_that_ends_before_it_begins_says_so() {
    says(
        "blocked-without-end",
        "2026-09-14",
        "milestones:\n  a: {owner: bo, duration: 2w, blocked: {since: 2026-09-07, until: 2026-09-01}}\n",
        "`checkout/a` (bo) is blocked since 7 Sep, but until 1 Sep, which is before that",
        "ends before it begins",
    );
}
