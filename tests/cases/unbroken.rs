//! Slots that are not to be split.

use super::{milestone, schedule};
use crate::support;

const PLAN: &str = "\
finish: audit
milestones:
  soa: {duration: 2d, due: 2026-11-16}
  audit: {duration: 2d, calendar: slots, depends_on: soa, due: 2026-11-18}
";

fn shared(more: &str) -> String {
    format!(
        "calendars: {{slots: {{week: [], workdays: [2026-11-17..2026-11-18, 2026-12-08..2026-12-09]{more}}}}}\n"
    )
}

// soa: Mon 16, Tue 17. From Wed 18 one slot is left of the first run: the second, 8 and 9 December,
// is the first that holds two days.
#[test]
fn an_audit_in_one_go_waits_for_the_next_run() {
    let schedule = schedule(&[("tpm.yaml", &shared(", unbroken: true")), ("p.yaml", PLAN)], "2026-11-16");
    let audit = milestone(&schedule, "p/audit");
    assert_eq!((&audit["early_start"], &audit["early_finish"]), (&"2026-12-08".into(), &"2026-12-09".into()));
}

// Without the word it takes 18 November and 8 December, and the gate says so.
#[test]
fn without_the_word_the_gate_says_that_it_is_split() {
    let shared = shared("");
    let files = [("tpm.yaml", shared.as_str()), ("p.yaml", PLAN)];
    let schedule = schedule(&files, "2026-11-16");
    let audit = milestone(&schedule, "p/audit");
    assert_eq!((&audit["early_start"], &audit["early_finish"]), (&"2026-11-18".into(), &"2026-12-08".into()));
    let files = [("programs/tpm.yaml", shared.as_str()), ("programs/p.yaml", PLAN)];
    let said = support::run(&files, &["check", "--as-of", "2026-11-16"]).out;
    assert!(
        said.contains("[split-over-slots]") && said.contains("18 Nov") && said.contains("8 Dec"),
        "{said}"
    );
}

#[test]
fn a_piece_of_work_longer_than_every_run_has_no_date_and_says_why() {
    let plan = PLAN.replace("duration: 2d, calendar", "duration: 3d, calendar");
    let schedule = schedule(&[("tpm.yaml", &shared(", unbroken: true")), ("p.yaml", &plan)], "2026-11-16");
    let audit = milestone(&schedule, "p/audit");
    assert!(audit["early_finish"].is_null());
    assert_eq!(audit["undated_because"], "its calendar `slots` has no 3 working days in a row left");
}
