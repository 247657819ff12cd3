//! The last day of a handoff: leave, days off, slots. January 2026: the 5th is a Monday.

use crate::support;
use serde_json::{Value, json};

const OWNERS: &str = "\
owners:
  ana: {away: [2026-01-12..2026-01-13]}
  bo: {}
  cy: {}
calendars:
  slots: {week: [mon, wed, fri]}
  six: {week: [mon, tue, wed, thu, fri, sat]}
";

/// Returns for each handoff: giver, receiver, forecast, needed by, gap, whether it is too late, and
/// the last day that does not move the receiver.
fn told(plan: &str) -> Value {
    let files = [("programs/tpm.yaml", OWNERS), ("programs/p.yaml", plan)];
    let arguments = ["handoffs", "--format", "json", "--as-of", "2026-01-05"];
    let data = support::json(&files, &arguments)["data"].clone();
    let of = |handoff: &Value| -> Value {
        let ends = [handoff["giver"]["id"].clone(), handoff["receiver"]["id"].clone()];
        let keys = ["forecast", "needed_by", "gap_workdays", "too_late", "receiver_moves_after"];
        ends.into_iter().chain(keys.iter().map(|key| handoff[key].clone())).collect()
    };
    data["handoffs"].as_array().unwrap().iter().map(of).collect()
}

// a: 5..9. b takes three days and promised Fri 16: it begins by Wed 14, a by Tue 13. But ana is
// away on Mon 12 and Tue 13: her last day is Fri 9, no room. b follows at once; a later end of a,
// whatever its day, moves it.
#[test]
fn nobody_hands_over_during_leave() {
    let plan = "\
milestones:
  a: {owner: ana, duration: 5d}
  b: {owner: bo, duration: 3d, depends_on: a, due: 2026-01-16}
";
    assert_eq!(told(plan), json!([["p/a", "p/b", "2026-01-09", "2026-01-09", 0, false, "2026-01-09"]]));
}

// b starts no earlier than a, takes two days and promised Wed 14: it begins by Tue 13. a begins on
// Mondays, Wednesdays and Fridays, so by Mon 12: 6 7 8 9 12 = 5. b lies on Mon 5, and on Tue 6 if a
// would: it may not.
#[test]
fn a_start_is_handed_over_on_a_working_day() {
    let plan = "\
milestones:
  b: {owner: bo, duration: 2d, depends_on: a SS, due: 2026-01-14}
  a: {owner: cy, calendar: slots, duration: 2d}
";
    assert_eq!(told(plan), json!([["p/a", "p/b", "2026-01-05", "2026-01-12", 5, false, "2026-01-05"]]));
}

// a is said for Sat 10, and b must end no earlier and promised Fri 9: it ends on Mon 12. a is
// needed by Fri 9: too late, though no working day lies between. Until Mon 12 it leaves b where it
// is.
#[test]
fn a_forecast_on_a_day_off_can_be_late_by_no_working_day() {
    let plan = "\
milestones:
  a: {owner: cy, duration: 5d, eta: 2026-01-10}
  b: {owner: bo, duration: 1d, depends_on: a FF, due: 2026-01-09}
";
    assert_eq!(told(plan), json!([["p/a", "p/b", "2026-01-10", "2026-01-09", 0, true, "2026-01-12"]]));
}

// The event lies on its date, Sat 10. For a finish it counts from the working end before it, Fri
// 9>: b ends on Fri 9, as promised, and stays there: in time on the Saturday itself.
#[test]
fn an_event_on_a_day_off_is_in_time_for_a_finish_on_the_day_before() {
    let plan = "\
milestones:
  a: {owner: cy, due: 2026-01-10}
  b: {owner: bo, duration: 1d, depends_on: a FF, due: 2026-01-09}
";
    assert_eq!(told(plan), json!([["p/a", "p/b", "2026-01-10", "2026-01-10", 0, false, "2026-01-10"]]));
}

// a is said for Sat 10; the event of b, who works on Saturdays, promised that day: its end is in
// time for it, to the day.
#[test]
fn a_forecast_on_a_day_off_may_be_the_last_day_itself() {
    let plan = "\
milestones:
  a: {owner: cy, duration: 5d, eta: 2026-01-10}
  b: {owner: bo, calendar: six, depends_on: a, due: 2026-01-10}
";
    assert_eq!(told(plan), json!([["p/a", "p/b", "2026-01-10", "2026-01-10", 0, false, "2026-01-10"]]));
}

// b also waits for a cycle and has no dates, so there is no day by which a is needed.
#[test]
fn an_undated_receiver_needs_nothing_by_a_day() {
    let plan = "\
milestones:
  a: {owner: cy, duration: 5d}
  b: {owner: bo, duration: 1d, depends_on: [a, x], due: 2026-01-09}
  x: {duration: 1d, depends_on: y}
  y: {duration: 1d, depends_on: x}
";
    assert_eq!(told(plan), json!([["p/a", "p/b", "2026-01-09", null, null, false, null]]));
}

// x and y are cancelled and wait for each other: the search for what is behind them must end.
#[test]
fn a_cycle_of_cancelled_work_is_not_looked_through() {
    let plan = "\
milestones:
  a: {owner: cy, duration: 5d}
  x: {depends_on: [y, a], cancelled: {on: 2026-01-02}}
  y: {depends_on: x, cancelled: {on: 2026-01-02}}
  b: {owner: bo, duration: 1d, depends_on: [x, c]}
  c: {owner: cy, duration: 1d}
";
    assert_eq!(told(plan), json!([["p/c", "p/b", "2026-01-05", null, null, false, null]]));
}

// The event lies on its date, Sat 10>, and pushes b from Fri 9, on which it is promised, to >Mon
// 12: as it holds no finish, it counts from where it lies. The end of Mon 12 would be too late for
// b as it lies now.
#[test]
fn an_event_on_a_day_off_is_too_late_for_one_on_the_day_before() {
    let plan = "\
milestones:
  a: {owner: cy, due: 2026-01-10}
  b: {owner: bo, depends_on: a, due: 2026-01-09}
";
    assert_eq!(told(plan), json!([["p/a", "p/b", "2026-01-10", "2026-01-09", 0, true, "2026-01-10"]]));
}
