//! From which day on a promise that passed is told.

use super::check;

const FRIDAY: &str = "owner: priya
milestones:
  ledger: {owner: bo, duration: 1w, started: 2026-09-07, remaining: 1d, updated: 2026-09-11, due: 2026-09-11}
";

/// Checks from which day on, of those behind Friday 11 September, the promise for that Friday is told as overdue.
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
fn a_promise_for_friday_is_overdue_on_monday() {
    from("", "2026-09-14");
    from("checks: {overdue_grace: 0d}", "2026-09-14");
}

#[test]
fn grace_is_counted_in_working_days() {
    from("checks: {overdue_grace: 1d}", "2026-09-15");
    from("checks: {overdue_grace: 3d}", "2026-09-17");
}

#[test]
fn days_on_which_its_calendar_rests_do_not_count() {
    from("calendars: {default: {holidays: [2026-09-14]}}", "2026-09-15");
    from("calendars: {default: {holidays: [2026-09-14]}}\nchecks: {overdue_grace: 1d}", "2026-09-16");
    from("calendars: {default: {workdays: [2026-09-12]}}", "2026-09-12");
}

#[test]
fn leave_and_freezes_of_its_owner_do_count() {
    from("owners: {bo: {away: [2026-09-14..2026-09-16]}, priya: {}}", "2026-09-14");
    from("freezes: [{name: Move, dates: 2026-09-14..2026-09-16}]", "2026-09-14");
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
        ("0d", "2026-09-13", false),
        ("0d", "2026-09-14", true),
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
fn within_the_grace_the_forecast_is_told_instead() {
    let files = [("programs/checkout.yaml", FRIDAY), ("programs/tpm.yaml", "checks: {overdue_grace: 2d}")];
    check(&files, &[], &["warning promise-forecast-late checkout/ledger"]);
}
