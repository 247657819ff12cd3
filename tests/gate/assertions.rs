//! `assert:` in a plan.

use super::{answer, entries};

/// Checks the messages for an assertion over two milestones: four weeks from Monday 14 September,
/// and one after that.
#[track_caller]
fn check(assertion: &str, expected: &[&str]) {
    let program = format!(
        "owner: priya
due: 2026-10-30
finish: cutover
milestones:
  ledger: {{owner: bo, duration: 4w, due: 2026-10-16}}
  cutover: {{owner: bo, duration: 1w, depends_on: [ledger], due: 2026-10-23}}
  free: {{owner: bo, duration: 1w, depends_on: [cutover], due: tbd}}
  early: {{owner: bo, duration: 1w, due: 2026-09-11, done: 2026-09-10}}
  late: {{owner: bo, duration: 1w, due: 2026-09-09, done: 2026-09-11}}
  gone: {{owner: bo, duration: 1w, due: 2026-10-16, cancelled: {{on: 2026-09-01, reason: Bought}}}}
  never: {{owner: auditor, duration: 5d, due: 2026-10-16}}
assert:
  - {assertion}
"
    );
    let shared = "owners: {priya: {}, bo: {}, auditor: {calendar: none-left}}\ncalendars: {default: {}, none-left: {week: [], workdays: [2026-09-01]}}\n";
    let answer = answer(&[("programs/checkout.yaml", &program), ("programs/tpm.yaml", shared)], &[]);
    let of_rule =
        answer["findings"].as_array().unwrap().iter().filter(|told| told["rule"] == "broken-assertion");
    let messages: Vec<&str> = of_rule.map(|told| told["message"].as_str().unwrap()).collect();
    assert_eq!(messages, expected, "{assertion}");
    let others = entries(&answer, "findings");
    assert!(
        others.iter().all(|told| !told.starts_with("error") || told.contains("broken-assertion")),
        "{others:?}"
    );
}

#[test]
fn a_forecast_holds_on_the_day_and_not_after() {
    // Four weeks end on Friday 9 October.
    check("{milestone: ledger, forecast_by: 2026-10-09}", &[]);
    check(
        "{milestone: ledger, forecast_by: 2026-10-08, because: The contract ends}",
        &[
            "`checkout/ledger` (bo) is forecast for 9 Oct, but the plan asserts 8 Oct, 1wd earlier: The contract ends",
        ],
    );
}

#[test]
fn an_assertion_about_done_work_compares_the_done_day() {
    check("{milestone: early, forecast_by: 2026-09-10}", &[]);
    check(
        "{milestone: late, forecast_by: 2026-09-10}",
        &["`checkout/late` (bo) was done on 11 Sep, but the plan asserts 10 Sep, 1wd earlier"],
    );
    check("{milestone: late, float_at_least: 5d}", &[]);
}

#[test]
fn float_is_that_to_what_is_promised() {
    // Cutover ends on 16 October and is promised for the 23rd.
    check("{milestone: cutover, float_at_least: 5d}", &[]);
    check(
        "{milestone: cutover, float_at_least: 6d}",
        &[
            "`checkout/cutover` (bo) has 5wd of float to `checkout/cutover`, promised 23 Oct, but the plan asserts at least 6wd of float",
        ],
    );
}

#[test]
fn a_program_holds_by_its_forecast() {
    check("{finish_by: 2026-10-16}", &[]);
    check(
        "{finish_by: 2026-10-15}",
        &["`checkout` is forecast for 16 Oct, 1wd later than the 15 Oct that the plan asserts"],
    );
}

#[test]
fn what_is_cancelled_holds_nothing() {
    check(
        "{milestone: gone, forecast_by: 2026-12-31}",
        &["`checkout/gone` (bo) is cancelled, but the plan asserts 31 Dec"],
    );
    check(
        "{milestone: gone, float_at_least: 1d}",
        &["`checkout/gone` (bo) is cancelled, but the plan asserts at least 1wd of float"],
    );
}

#[test]
fn assertions_need_a_date_or_a_promise_to_hold() {
    check(
        "{milestone: never, forecast_by: 2026-12-31}",
        &["`checkout/never` (auditor) has no forecast, but the plan asserts 31 Dec"],
    );
    check(
        "{milestone: free, float_at_least: 1d}",
        &["`checkout/free` (bo) leads to no promise, but the plan asserts at least 1wd of float"],
    );
}

#[test]
fn each_part_of_an_assertion_is_reported() {
    check(
        "{milestone: ledger, forecast_by: 2026-10-08, float_at_least: 20d, finish_by: 2026-10-01}",
        &[
            "`checkout/ledger` (bo) has 5wd of float to `checkout/ledger`, promised 16 Oct, but the plan asserts at least 20wd of float",
            "`checkout` is forecast for 16 Oct, 11wd later than the 1 Oct that the plan asserts",
            "`checkout/ledger` (bo) is forecast for 9 Oct, but the plan asserts 8 Oct, 1wd earlier",
        ],
    );
}

#[test]
fn a_waiver_of_the_program_excuses_it() {
    let program = "owner: priya\nwaive: [{rule: broken-assertion, until: 2026-10-01, reason: Agreed with legal}]\nmilestones:\n  ledger: {owner: bo, duration: 4w, due: 2026-10-16}\nassert:\n  - {milestone: ledger, forecast_by: 2026-10-08}\n";
    super::check(&[("programs/checkout.yaml", program)], &[], &[]);
}
