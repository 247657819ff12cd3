//! How much room there is before a promise is missed, and what is at risk.

use super::{milestone, program, schedule, text};
use crate::oracle::days::{civil, iso};
use serde_json::Value;

/// Returns the health of every milestone of a program `p`, with its room.
fn judged<'v>(schedule: &'v Value, ids: &[&str]) -> Vec<(&'v str, Option<i64>)> {
    let of = |id: &&str| milestone(schedule, &format!("p/{id}"));
    ids.iter().map(of).map(|one| (one["health"].as_str().unwrap(), one["room_workdays"].as_i64())).collect()
}

fn reason<'v>(schedule: &'v Value, id: &str) -> &'v str {
    milestone(schedule, id)["health_reason"].as_str().unwrap()
}

// ship can be done in a day from any day on, so its room runs to Thu 25 March and is 10 on Thu 11:
// 12 | 15..19 | 22..25. It needs 2, as the share of 1d is less.
#[test]
fn no_day_that_passes_puts_a_distant_piece_of_work_at_risk() {
    let plan = "milestones:\n  ship: {duration: 1d, not_before: 2027-03-12, due: 2027-03-25}\n";
    for day in (civil(2026, 11, 16)..=civil(2027, 3, 11)).map(iso) {
        let found = schedule(&[("p.yaml", plan)], &day);
        assert_eq!(milestone(&found, "p/ship")["health"], "on-track", "{day}");
    }
    assert_eq!(judged(&schedule(&[("p.yaml", plan)], "2027-03-11"), &["ship"]), [("on-track", Some(10))]);
}

// Each could happen on Mon 16 November: 17..20 | 23..27 | 30..4 | 7..11 = 19.
#[test]
fn confirming_a_date_takes_no_room() {
    let plan = "\
milestones:
  silent: {owner: a, due: 2026-12-11}
  confirmed: {owner: b, due: 2026-12-11, eta: 2026-12-11, updated: 2026-11-16}
  early: {owner: c, due: 2026-12-11, eta: 2026-12-10, updated: 2026-11-16}
";
    let found = schedule(&[("p.yaml", plan)], "2026-11-16");
    assert_eq!(judged(&found, &["silent", "confirmed", "early"]), [("on-track", Some(19)); 3]);
    // Up to the very day, nothing but days has passed.
    let found = schedule(&[("p.yaml", plan)], "2026-12-10");
    assert_eq!(judged(&found, &["silent", "confirmed", "early"]), [("on-track", Some(1)); 3]);
}

// legal could happen on Mon 14 September: 15..18 | 21..25 | 28..2 = 14. The work of audit, five
// days, could end on Fri 18: 10 days before the program's promise. It is planned for February, and
// ends on Fri 12: 5..30 October 20, November 21, December 23, January 21, 1..12 February 10 = 95.
#[test]
fn a_plan_of_dates_is_at_risk_only_where_they_break_a_promise() {
    let (legal, audit) = ("  legal: {due: 2026-10-02}\n", "  audit: {start: 2027-02-08, due: 2027-02-12}\n");
    let plan = format!("due: 2026-10-02\nmilestones:\n{legal}{audit}");
    let found = schedule(&[("p.yaml", &plan)], "2026-09-14");
    assert_eq!(judged(&found, &["legal", "audit"]), [("on-track", Some(14)), ("at-risk", Some(10))]);
    assert_eq!(reason(&found, "p/audit"), "must finish 95wd sooner or p misses 2 Oct");
    let late = program(&found, "p");
    assert_eq!(late["health"], "late");
    assert_eq!(late["health_reason"], "audit: forecast 12 Feb 2027, promised 2 Oct: 95wd late, 19 weeks");

    let without_due = format!("milestones:\n{legal}{audit}");
    let found = schedule(&[("p.yaml", &without_due)], "2026-09-14");
    // 21..25 September, then as above through Fri 12 February.
    assert_eq!(judged(&found, &["legal", "audit"]), [("on-track", Some(14)), ("on-track", Some(105))]);

    let without_audit = format!("due: 2026-10-02\nmilestones:\n{legal}");
    let found = schedule(&[("p.yaml", &without_audit)], "2026-09-14");
    assert_eq!(judged(&found, &["legal"]), [("on-track", Some(14))]);
    assert_eq!(program(&found, "p")["health"], "on-track");
}

// A window, a slot and a date: from Mon 5 January on, each is on track until the day on which it
// cannot be kept. The window Mon 12..Fri 16 is missed on Tue 13, the slot of Wed 14 and the event
// on Thu 15.
#[test]
fn what_lies_on_its_own_date_is_on_track_until_it_is_late() {
    let files = [
        ("tpm.yaml", "calendars: {slots: {week: [], workdays: [2026-01-14, 2026-02-18]}}\n"),
        (
            "p.yaml",
            "\
milestones:
  window: {start: 2026-01-12, due: 2026-01-16}
  slot: {duration: 1d, calendar: slots, due: 2026-01-14}
  event: {due: 2026-01-14}
",
        ),
    ];
    for day in 5..=20 {
        let found = schedule(&files, &format!("2026-01-{day:02}"));
        for (id, last) in [("window", 12), ("slot", 14), ("event", 14)] {
            let health = if day <= last { "on-track" } else { "late" };
            assert_eq!(milestone(&found, &format!("p/{id}"))["health"], health, "{id} on the {day}th");
        }
    }
}

// build: 5..14 January. sign is confirmed for Thu 15, its promise; by its input it could be on
// Wed 14, one day before. A day more than that, and it would be missed: it needs 2.
#[test]
fn inputs_that_come_late_take_room() {
    let plan = "\
milestones:
  build: {duration: 8d}
  sign: {depends_on: build, due: 2026-01-15, eta: 2026-01-15}
";
    let found = schedule(&[("p.yaml", plan)], "2026-01-05");
    assert_eq!(judged(&found, &["build", "sign"]), [("at-risk", Some(1)), ("at-risk", Some(1))]);
    assert_eq!(reason(&found, "p/sign"), "1wd of room, needs 2: promised 15 Jan");
    assert_eq!(reason(&found, "p/build"), "1wd of room, needs 2: p/sign promised 15 Jan");
}

// Ten days of work do not fit before Fri 16 January, whatever its owner expects: from Mon 5 they end
// on that day, and there is no room. Four days less could end on Mon 12: 13..16 = 4.
#[test]
fn a_date_that_is_expected_does_not_make_work_shorter() {
    let plan = |days: u32| {
        format!(
            "milestones:\n  a: {{duration: {days}d, due: 2026-01-16, eta: 2026-01-14, updated: 2026-01-05}}\n"
        )
    };
    let judged_of = |days: u32| {
        let found = schedule(&[("p.yaml", &plan(days))], "2026-01-05");
        let one = milestone(&found, "p/a");
        (one["health"].as_str().unwrap().to_owned(), one["room_workdays"].as_i64())
    };
    assert_eq!(judged_of(10), ("at-risk".to_owned(), Some(0)));
    assert_eq!(judged_of(6), ("on-track".to_owned(), Some(4)));
}

// 10 + 20 days of work lie on the way through long, 10 + 4 on the other: a tenth of 30 is 3. end
// could finish on Fri 13 February: 5 January + 30 working days. Promised 2 days later it has too
// little room, 3 days later enough. Work that is done no longer counts.
#[test]
fn the_longest_way_of_work_left_sets_the_threshold() {
    let plan = |due: &str, length: u32| {
        format!(
            "\
due: {due}
finish: end
milestones:
  long: {{duration: {length}d}}
  short: {{duration: 4d}}
  end: {{duration: 10d, depends_on: [long, short]}}
"
        )
    };
    let health = |text: &str| {
        let found = schedule(&[("p.yaml", text)], "2026-01-05");
        let found = program(&found, "p");
        (found["health"].as_str().unwrap().to_owned(), found["health_reason"].as_str().unwrap().to_owned())
    };
    let at_risk = |reason: &str| ("at-risk".to_owned(), reason.to_owned());
    assert_eq!(health(&plan("2026-02-17", 20)), at_risk("end: 2wd of room, needs 3"));
    assert_eq!(health(&plan("2026-02-18", 20)).0, "on-track");
    // 4 + 10 days end on Thu 22 January; two days are enough now.
    assert_eq!(health(&plan("2026-01-26", 4)).0, "on-track");
    assert_eq!(health(&plan("2026-01-23", 4)), at_risk("end: 1wd of room, needs 2"));
}

// audit needs three slots and there are two: neither it nor end gets a date. As of Sun 10 January
// audit is overdue by 17..18 | 21..25 | 28..1 | 4..8 = 17.
#[test]
fn a_firm_promise_without_a_date_makes_its_program_late() {
    let calendars = "owners: {aud: {calendar: aud}, eve: {}}\ncalendars: {aud: {week: [], workdays: [2026-12-09, 2026-12-16]}}\n";
    let plan = |firm: bool| {
        format!(
            "\
owner: eve
due: 2026-12-31
finish: end
milestones:
  audit: {{owner: aud, duration: 3d, due: 2026-12-16}}
  end: {{owner: eve, duration: 5d, depends_on: audit, due: 2026-12-31, firm: {firm}}}
"
        )
    };
    let at = |plan: &str, day: &str| schedule(&[("tpm.yaml", calendars), ("p.yaml", plan)], day);
    let firm = at(&plan(true), "2026-12-07");
    let found = program(&firm, "p");
    assert_eq!((&found["health"], &found["health_about"]), (&"late".into(), &"p/end".into()));
    assert!(found["health_reason"].as_str().unwrap().starts_with("end is firm: no date: "), "{found}");
    // Each of them is without a date, and without a date there is no room.
    assert_eq!(judged(&firm, &["audit", "end"]), [("unknown", None); 2]);
    let later = at(&plan(true), "2027-01-10");
    assert_eq!(milestone(&later, "p/audit")["overdue_workdays"], 17);
    assert_eq!(milestone(&later, "p/audit")["health"], "late");

    let not_firm = at(&plan(false), "2026-12-07");
    let found = program(&not_firm, "p");
    assert_eq!(found["health"], "at-risk");
    assert_eq!(found["health_reason"], "no forecast: its finish `p/end` has no date");
}

// parts: 5..9, end: 12..15, a day before its promise. parts has as much room; of both, the smaller id
// is named.
#[test]
fn a_program_names_the_milestone_with_the_least_room() {
    let files = [
        (
            "p.yaml",
            "due: 2026-01-16\nfinish: end\nmilestones:\n  end: {duration: 4d, depends_on: [q/parts]}\n",
        ),
        ("q.yaml", "milestones:\n  parts: {duration: 5d}\n"),
    ];
    let found = schedule(&files, "2026-01-05");
    let p = program(&found, "p");
    assert_eq!((&p["health"], &p["health_reason"]), (&"at-risk".into(), &"end: 1wd of room, needs 2".into()));
    assert_eq!(p["health_about"], "p/end");
    let told = text(&files, &["status", "--as-of", "2026-01-05"]);
    assert!(told.contains("end promised 16 Jan → 15 Jan · end: 1wd of room, needs 2"), "{told}");
}
