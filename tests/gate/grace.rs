//! The first day on which a passed promise is overdue.

use super::{answer, check};
use crate::property::{cases, for_all};
use proptest::collection::vec;
use proptest::prelude::any;
use std::collections::BTreeMap;
use tpm::time::Day;

const FRIDAY: &str = "owner: priya
milestones:
  ledger: {owner: bo, duration: 1w, started: 2026-09-07, remaining: 1d, updated: 2026-09-11, due: 2026-09-11}
";

/// Checks the first day on which a promise for Friday 11 September is overdue.
#[track_caller]
fn from(shared: &str, first: &str) {
    let files = [("programs/checkout.yaml", FRIDAY), ("programs/tpm.yaml", shared)];
    let days =
        ["2026-09-11", "2026-09-12", "2026-09-13", "2026-09-14", "2026-09-15", "2026-09-16", "2026-09-17"];
    for day in days {
        let arguments = ["--as-of", day, "--off", "hygiene", "--off", "promises"];
        let told = ["error overdue-milestone checkout/ledger"];
        check(&files, &arguments, if day >= first { &told } else { &[] });
    }
}

#[test]
fn a_promise_for_friday_is_overdue_on_saturday() {
    from("", "2026-09-12");
    from("checks: {overdue_grace: 0d}", "2026-09-12");
}

#[test]
fn grace_is_counted_in_working_days() {
    from("checks: {overdue_grace: 1d}", "2026-09-15");
    from("checks: {overdue_grace: 3d}", "2026-09-17");
}

#[test]
fn days_off_of_the_programs_calendar_do_not_use_up_the_grace() {
    from("calendars: {default: {holidays: [2026-09-14]}}", "2026-09-12");
    from("calendars: {default: {holidays: [2026-09-14]}}\nchecks: {overdue_grace: 1d}", "2026-09-16");
    from("calendars: {default: {workdays: [2026-09-12]}}\nchecks: {overdue_grace: 1d}", "2026-09-14");
}

#[test]
fn leave_holidays_and_freezes_of_its_owner_use_up_the_grace() {
    let grace = "\nchecks: {overdue_grace: 1d}";
    from(&format!("owners: {{bo: {{away: [2026-09-14..2026-09-16]}}, priya: {{}}}}{grace}"), "2026-09-15");
    from(&format!("freezes: [{{name: Move, dates: 2026-09-14..2026-09-16}}]{grace}"), "2026-09-15");
    let calendar = "owners: {bo: {calendar: in}, priya: {}}\ncalendars: {in: {holidays: [2026-09-14]}}";
    from(&format!("{calendar}{grace}"), "2026-09-15");
}

#[test]
fn a_program_has_a_grace_of_its_own() {
    from("checks: {overdue_grace: 3d, programs: {checkout: {overdue_grace: 1d}}}", "2026-09-15");
    from("checks: {programs: {checkout: {overdue_grace: 1d}}}", "2026-09-15");
}

#[test]
fn a_whole_program_gets_the_same_grace() {
    let program = "owner: priya\ndue: 2026-09-11\nfinish: ledger\nmilestones:\n  ledger: {owner: bo, duration: 1w, started: 2026-09-07, remaining: 1d, updated: 2026-09-11}\n";
    for (grace, day, told) in [
        ("0d", "2026-09-11", false),
        ("0d", "2026-09-12", true),
        ("1d", "2026-09-14", false),
        ("1d", "2026-09-15", true),
    ] {
        let shared = format!("checks: {{overdue_grace: {grace}}}");
        let files = [("programs/checkout.yaml", program), ("programs/tpm.yaml", shared.as_str())];
        let expected: &[&str] = if told { &["error overdue-program checkout"] } else { &[] };
        check(&files, &["--as-of", day, "--off", "hygiene", "--off", "promises"], expected);
    }
}

#[test]
fn within_the_grace_the_forecast_is_reported_instead() {
    let files = [("programs/checkout.yaml", FRIDAY), ("programs/tpm.yaml", "checks: {overdue_grace: 2d}")];
    check(&files, &[], &["warning promise-forecast-late checkout/ledger"]);
}

/// Returns the worst level of findings about promises, by subject: 1 is a warning, 2 an error.
fn levels(files: &[(&str, &str)], day: &str) -> BTreeMap<String, u8> {
    const RULES: [&str; 5] = [
        "overdue-milestone",
        "overdue-program",
        "firm-promise-late",
        "promise-forecast-late",
        "promise-before-its-input",
    ];
    let mut levels = BTreeMap::new();
    let answer = answer(files, &["--as-of", day]);
    for finding in answer["findings"].as_array().unwrap() {
        if RULES.iter().any(|rule| finding["rule"] == *rule) {
            let level = if finding["level"] == "error" { 2 } else { 1 };
            let known = levels.entry(finding["subject"].as_str().unwrap().to_owned()).or_default();
            *known = level.max(*known);
        }
    }
    levels
}

/// Checks that no level falls from one day to the next while the plan stays the same.
fn only_gets_worse(program: &str, policy: &str) -> Result<(), String> {
    let shared = format!("checks: {{{policy}}}\nfreezes: [{{name: Move, dates: 2026-09-23..2026-09-24}}]\n");
    let files = [("programs/checkout.yaml", program), ("programs/tpm.yaml", shared.as_str())];
    let mut before = BTreeMap::new();
    for number in 0..40 {
        let day = Day::parse("2026-09-07").unwrap().plus(number).to_string();
        let now = levels(&files, &day);
        for (id, level) in &before {
            if now.get(id) < Some(level) {
                return Err(format!("{policy}: {id} on {day}: {:?} after {level}\n{program}", now.get(id)));
            }
        }
        before = now;
    }
    Ok(())
}

#[test]
fn a_missed_firm_promise_stays_an_error_through_its_grace() {
    let firm = FRIDAY.replace("due: 2026-09-11", "due: 2026-09-11, firm: true");
    let late = firm.replace("remaining: 1d", "remaining: 9d");
    for grace in 0..5 {
        let shared = format!("checks: {{overdue_grace: {grace}d}}");
        let files = [("programs/checkout.yaml", late.as_str()), ("programs/tpm.yaml", shared.as_str())];
        for day in 8..25 {
            let told = levels(&files, &format!("2026-09-{day:02}"));
            assert_eq!(told.get("checkout/ledger"), Some(&2), "{grace}d, {day} Sep");
        }
    }
}

#[test]
fn no_promise_gets_better_by_waiting() {
    // For each milestone of a chain: its length, its other keys and its promise.
    let milestone = (0..8_u8, 0..7_usize, 0..30_i32, any::<bool>());
    let plans = (vec(milestone, 1..5), 0..5_u8, any::<bool>());
    for_all(cases(16), plans, |(milestones, grace, is_strict)| {
        let mut program = "due: 2026-10-02\nmilestones:\n".to_owned();
        for (index, (length, said, due, is_firm)) in milestones.into_iter().enumerate() {
            let due = Day::parse("2026-09-07").unwrap().plus(due);
            let said = [
                "",
                ", eta: 2026-09-18",
                ", eta: 2026-09-25",
                ", not_before: 2026-09-16",
                ", blocked: {since: 2026-09-01, until: 2026-09-22}",
                ", started: 2026-09-01, remaining: 4d, updated: 2026-09-04",
                ", started: 2026-08-31",
            ]
            // Only the first milestone may have begun: work that began before its predecessor ends
            // is assumed worked, which makes a forecast earlier.
            [if index == 0 { said } else { said % 5 }];
            let after = if index == 0 { String::new() } else { format!(", depends_on: m{}", index - 1) };
            let length = if length == 0 && !said.contains("started") {
                String::new()
            } else {
                format!(", duration: {}d", length.max(1))
            };
            program += &format!("  m{index}: {{due: {due}, firm: {is_firm}{length}{said}{after}}}\n");
        }
        let promises = if is_strict { ", promises: error" } else { "" };
        only_gets_worse(&program, &format!("overdue_grace: {grace}d{promises}"))
    });
}
