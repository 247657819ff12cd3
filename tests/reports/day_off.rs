//! `tpm check --on-workdays`: the days on which nothing fails. January 2026: the 5th is a Monday,
//! the 6th a holiday for some.

use crate::support;

const SHARED: &str = "\
calendars:
  de: {holidays: [2026-01-06, 2026-01-13]}
  at: {holidays: [2026-01-06]}
  us: {}
  il: {week: [sun, mon, tue, wed, thu]}
  train: {week: [], workdays: [2026-01-17]}
owners:
  ana: {calendar: de}
  abe: {calendar: at}
  ulla: {calendar: us}
  ido: {calendar: il}
  lea: {calendar: us, away: [2026-01-05..2026-01-16]}
";

/// Promised for Fri 2 Jan and not done: overdue from Mon 5 on, or from Sun 4 in `il`.
fn overdue(owner: &str) -> String {
    format!("milestones:\n  gate: {{owner: {owner}, due: 2026-01-02}}\n")
}

fn check(plans: &[(&str, &str)], as_of: &str, arguments: &[&str]) -> (u8, bool) {
    let paths: Vec<String> = plans.iter().map(|(name, _)| format!("programs/{name}.yaml")).collect();
    let mut files: Vec<(&str, &str)> =
        paths.iter().zip(plans).map(|(path, (_, text))| (path.as_str(), *text)).collect();
    files.push(("programs/tpm.yaml", SHARED));
    let arguments = [&["check", "--as-of", as_of], arguments].concat();
    let output = support::run(&files, &arguments);
    assert!(output.err.is_empty(), "{arguments:?} {output:?}");
    (output.status, output.out.replace('\u{a0}', " ").contains("everyone with open work is off on"))
}

const ON_WORKDAYS: [&str; 1] = ["--on-workdays"];
const FAILS: (u8, bool) = (1, false);
const DAY_OFF: (u8, bool) = (0, true);

#[test]
fn nothing_fails_on_a_weekend() {
    let plan = overdue("ulla");
    let plans = [("p", plan.as_str())];
    for (day, expected) in
        [("2026-01-09", FAILS), ("2026-01-10", DAY_OFF), ("2026-01-11", DAY_OFF), ("2026-01-12", FAILS)]
    {
        assert_eq!(check(&plans, day, &ON_WORKDAYS), expected, "{day}");
        // Without the flag, the day makes no difference.
        assert_eq!(check(&plans, day, &[]), FAILS, "{day}");
    }
}

#[test]
fn only_a_holiday_of_everyone_is_a_day_off() {
    let (ana, abe, ulla) = (overdue("ana"), overdue("abe"), overdue("ulla"));
    let shared = [("p", ana.as_str()), ("q", &abe)];
    assert_eq!(check(&shared, "2026-01-06", &ON_WORKDAYS), DAY_OFF);
    assert_eq!(check(&shared, "2026-01-13", &ON_WORKDAYS), FAILS);
    let abroad = [("p", ana.as_str()), ("q", &abe), ("r", &ulla)];
    assert_eq!(check(&abroad, "2026-01-06", &ON_WORKDAYS), FAILS);
}

#[test]
fn done_and_cancelled_milestones_keep_nobody_at_work() {
    let (ana, ulla) = (overdue("ana"), overdue("ulla"));
    let done = ulla.replace("due:", "done: 2026-01-02, due:");
    let cancelled = ulla.replace("due:", "cancelled: {on: 2026-01-02, reason: No need}, due:");
    for over in [&done, &cancelled] {
        assert_eq!(check(&[("p", &ana), ("q", over)], "2026-01-06", &ON_WORKDAYS), DAY_OFF, "{over}");
    }
}

#[test]
fn leave_is_not_a_day_off() {
    assert_eq!(check(&[("p", &overdue("lea"))], "2026-01-06", &ON_WORKDAYS), FAILS);
}

#[test]
fn each_calendar_counts_its_own_week() {
    let (ido, ulla) = (overdue("ido"), overdue("ulla"));
    let plans = [("p", ido.as_str()), ("q", &ulla)];
    // Fri 9 is off in one, Sun 11 in the other, Sat 10 in both.
    for (day, all, ido, ulla) in [
        ("2026-01-09", FAILS, DAY_OFF, FAILS),
        ("2026-01-10", DAY_OFF, DAY_OFF, DAY_OFF),
        ("2026-01-11", FAILS, FAILS, DAY_OFF),
    ] {
        assert_eq!(check(&plans, day, &ON_WORKDAYS), all, "{day}");
        assert_eq!(check(&plans, day, &["--on-workdays", "p"]), ido, "{day}");
        assert_eq!(check(&plans, day, &["--on-workdays", "--owner", "ulla"]), ulla, "{day}");
    }
    // A calendar of slots works only on its slots, one of which is a Saturday.
    let train =
        "milestones:\n  gate: {calendar: train, duration: 1d}\n  late: {owner: ulla, due: 2026-01-02}\n";
    assert_eq!(check(&[("p", train)], "2026-01-17", &ON_WORKDAYS), FAILS);
    assert_eq!(check(&[("p", train)], "2026-01-18", &ON_WORKDAYS), DAY_OFF);
}

#[test]
fn without_open_work_every_day_counts() {
    let waived = "milestones:\n  gate: {owner: ulla, due: 2026-01-02, done: 2026-01-02, waive: [{rule: overdue-milestone, until: 2026-01-05, reason: Waits}]}\n";
    let arguments = ["--on-workdays", "--error", "expired-waiver", "--error", "unused-waiver"];
    assert_eq!(check(&[("p", waived)], "2026-01-10", &arguments), FAILS);
    let plain = "milestones:\n  gate: {owner: ulla, done: 2026-01-02}\n";
    assert_eq!(check(&[("p", plain)], "2026-01-10", &ON_WORKDAYS), (0, false));
}

#[test]
fn plan_errors_fail_on_any_day() {
    let broken = "milestones:\n  gate: {owner: ulla, due: 2026-01-02, depends_on: [nothing]}\n";
    for fail_on in ["error", "warn", "never"] {
        let arguments = ["--on-workdays", "--fail-on", fail_on];
        assert_eq!(check(&[("p", broken)], "2026-01-10", &arguments), (1, true), "{fail_on}");
    }
}

#[test]
fn warnings_wait_too_but_are_still_listed() {
    let plan = overdue("ulla");
    let files = [("programs/p.yaml", plan.as_str()), ("programs/tpm.yaml", SHARED)];
    let told = |day: &str| {
        let arguments = ["check", "--on-workdays", "--fail-on", "warn", "--format", "json", "--as-of", day];
        support::json(&files, &arguments)["data"].clone()
    };
    let (workday, day_off) = (told("2026-01-09"), told("2026-01-10"));
    assert_eq!((&workday["passed"], &workday["day_off"]), (&false.into(), &false.into()));
    assert_eq!((&day_off["passed"], &day_off["day_off"]), (&true.into(), &true.into()));
    for data in [&workday, &day_off] {
        let findings = data["findings"].as_array().unwrap();
        assert!(findings.iter().any(|one| one["rule"] == "overdue-milestone"), "{data}");
        assert!(findings.iter().all(|one| one["fails"] != data["passed"]), "{data}");
    }
}
