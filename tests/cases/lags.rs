//! Days off that a lag runs over.

use super::{find, report, text};
use serde_json::{Value, json};

/// Returns the days off before a milestone, which `why` and `critical-path` name alike.
#[track_caller]
fn before(files: &[(&str, &str)], id: &str, as_of: &str) -> Value {
    let why = report(files, &["why", id, "--as-of", as_of]);
    let path = report(files, &["critical-path", "--to", id, "--as-of", as_of]);
    let before = |hops: &Value| find(hops, id)["days_off_before"].clone();
    let before = [before(&why["hops"]), before(&path["targets"][0]["chains"][0]["hops"])];
    assert_eq!(before[0], before[1]);
    before[0].clone()
}

fn off(first: &str, last: &str, days: u32, because: &str, name: Value) -> Value {
    json!({"first": first, "last": last, "workdays": days, "because": because, "name": name})
}

const SHUTDOWN: &str =
    "calendars: {default: {week: [mon, tue, wed, thu, fri], holidays: [2022-07-04..2022-07-15]}}\n";

// As of Fri 1 July. task1 takes that day. The lag of 2wd: Mon 18 and Tue 19, behind ten holidays.
#[test]
fn holidays_inside_a_lag_are_named() {
    let files = [
        ("tpm.yaml", SHUTDOWN),
        ("p.yaml", "milestones:\n  task1: {duration: 1d}\n  task2: {duration: 1d, depends_on: task1 +2d}\n"),
    ];
    let why = report(&files, &["why", "p/task2", "--as-of", "2022-07-01"]);
    assert_eq!(find(&why["hops"], "p/task2")["begins"], "2022-07-20");
    let holidays = off("2022-07-04", "2022-07-15", 10, "holiday", Value::Null);
    assert_eq!(before(&files, "p/task2", "2022-07-01"), json!([holidays]));
    for report in [&["why", "task2"][..], &["critical-path"]] {
        let told = text(&files, &[report, &["--as-of", "2022-07-01"]].concat());
        assert!(told.contains("2wd lag · held up by 4 Jul–15 Jul holiday"), "{told}");
    }
}

// The same without a lag: task2 would begin on Mon 4.
#[test]
fn holidays_without_a_lag_are_named_alike() {
    let files = [
        ("tpm.yaml", SHUTDOWN),
        ("p.yaml", "milestones:\n  task1: {duration: 1d}\n  task2: {duration: 1d, depends_on: task1}\n"),
    ];
    let holidays = off("2022-07-04", "2022-07-15", 10, "holiday", Value::Null);
    assert_eq!(before(&files, "p/task2", "2022-07-01"), json!([holidays]));
    let told = text(&files, &["critical-path", "--as-of", "2022-07-01"]);
    assert!(told.contains("held up by 4 Jul–15 Jul holiday"), "{told}");
}

// As of Mon 5 January. a: 5. The lag of ana's b counts Wed 7 and Thu 8, over the holiday of Tue 6
// and, as waiting is not work, through her leave on Wed 7. Fri 9 is leave too, so b is Mon 12.
#[test]
fn a_lag_is_held_up_by_holidays_and_the_start_by_leave() {
    let files = [
        (
            "tpm.yaml",
            "owners: {ana: {calendar: us, away: [2026-01-07, 2026-01-09]}}\ncalendars: {us: {holidays: [2026-01-06]}}\n",
        ),
        ("p.yaml", "milestones:\n  a: {duration: 1d}\n  b: {owner: ana, duration: 1d, depends_on: a +2d}\n"),
    ];
    let holiday = off("2026-01-06", "2026-01-06", 1, "holiday", json!("us"));
    let leave = off("2026-01-09", "2026-01-09", 1, "leave", json!("ana"));
    assert_eq!(before(&files, "p/b", "2026-01-05"), json!([holiday, leave]));
}

// As of Mon 5 January. Before the cancelled x lies a lag of 1wd over the holiday of Tue 6: Wed 7;
// behind it one of 1wd: Thu 8, and b is Fri 9. After done work the lag runs from the actual: Fri 2
// January, then Mon 5 and, over the holiday, Wed 7.
#[test]
fn lags_behind_cancelled_and_done_work_count_too() {
    let files = [
        ("tpm.yaml", "calendars: {default: {holidays: [2026-01-06]}}\n"),
        (
            "p.yaml",
            "\
milestones:
  a: {duration: 1d}
  x: {duration: 5d, depends_on: a +1d, cancelled: {on: 2026-01-02, reason: y}}
  b: {duration: 1d, depends_on: x +1d}
  d: {duration: 1d, started: 2026-01-02, done: 2026-01-02}
  c: {duration: 1d, depends_on: d +2d}
",
        ),
    ];
    let holiday = json!([off("2026-01-06", "2026-01-06", 1, "holiday", Value::Null)]);
    assert_eq!(before(&files, "p/b", "2026-01-05"), holiday);
    assert_eq!(before(&files, "p/c", "2026-01-05"), holiday);
}

// As of Mon 5 January. A lag of elapsed days and a lead count no holiday. a: 5, 7, 8. b: three civil
// days after Thu 8 are Sun 11, so Mon 12. c overlaps by 1wd: Thu 8.
#[test]
fn elapsed_lags_and_leads_are_held_up_by_nothing() {
    let files = [
        ("tpm.yaml", "calendars: {default: {holidays: [2026-01-06, 2026-01-09]}}\n"),
        (
            "p.yaml",
            "milestones:\n  a: {duration: 3d}\n  b: {duration: 1d, depends_on: a +3ed}\n  c: {duration: 1d, depends_on: a -1d}\n",
        ),
    ];
    assert_eq!(before(&files, "p/b", "2026-01-05"), json!([]));
    assert_eq!(before(&files, "p/c", "2026-01-05"), json!([]));
}
