//! Slots that are not to be split.

use super::{milestone, program, schedule};
use crate::support;
use serde_json::Value;

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

/// Returns a number for each seed, spread over all 64 bits.
fn spread(seed: u64) -> u64 {
    let mixed = (seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

// On slots at random, audit waits for kick, which works Monday to Friday. What kick may take longer
// is its float, to the day: against the promise of audit, the finish, and the dates of audit.
#[test]
fn the_float_before_a_run_is_what_its_input_may_take_longer() {
    let mut counted = 0;
    for seed in 0..60 {
        let random = spread(seed);
        let slots: Vec<String> = (0..40)
            .filter(|day| random >> day & 1 == 1)
            .map(|day| {
                format!(
                    "2026-{:02}-{:02}",
                    if day < 26 { 1 } else { 2 },
                    if day < 26 { day + 6 } else { day - 25 }
                )
            })
            .collect();
        let shared =
            format!("calendars: {{slots: {{week: [], unbroken: true, workdays: [{}]}}}}\n", slots.join(", "));
        let (length, due) = (random >> 40 & 3, (random >> 42 & 15) + 12);
        let plan = |kick: i64| {
            format!(
                "milestones:\n  kick: {{duration: {kick}d}}\n  audit: {{duration: {}d, calendar: slots, depends_on: kick, due: 2026-01-{due}}}\n",
                length + 1
            )
        };
        let dates = |kick: i64| {
            let schedule = schedule(&[("tpm.yaml", &shared), ("p.yaml", &plan(kick))], "2026-01-05");
            let audit = milestone(&schedule, "p/audit").clone();
            (
                audit["early_finish"].clone(),
                milestone(&schedule, "p/kick").clone(),
                program(&schedule, "p").clone(),
            )
        };
        let (planned, kick, of) = dates(2);
        if planned.is_null() {
            continue;
        }
        let later = |finish: &Value, than: &str| finish.as_str().is_none_or(|finish| finish > than);
        let due = format!("2026-01-{due}");
        let finish = of["forecast_finish"].as_str().unwrap();
        for (float, limit) in [
            ("commitment_float_workdays", due.as_str()),
            ("total_float_workdays", finish),
            ("free_float_workdays", planned.as_str().unwrap()),
        ] {
            let days = kick[float].as_i64().unwrap();
            // What is late anyway is late however long kick takes.
            if later(&planned, limit) {
                continue;
            }
            counted += 1;
            assert!(!later(&dates(2 + days).0, limit), "{seed}: {float} {days}\n{shared}{}", plan(2));
            assert!(later(&dates(3 + days).0, limit), "{seed}: {float} {days}\n{shared}{}", plan(2));
        }
    }
    assert!(counted > 60, "{counted}");
}
