//! `tpm why`: reasons, counted by hand.

use super::report;
use crate::support;
use serde_json::{Value, json};

const SHARED: &str = "\
owners:
  ana: {calendar: us, away: [2026-01-12..2026-01-13]}
  bo: {name: Bo}
calendars:
  us: {holidays: [2026-01-19]}
  slots: {week: [], workdays: [2026-01-14, 2026-02-11]}
freezes:
  - {name: Year start, dates: [2026-01-21..2026-01-22], tags: [release]}
";

// As of Mon 5. a (bo): 5 6 7 8 9. b (ana, 5d, release) waits for it: Mon 12 and Tue 13 are leave,
// so it begins on Wed 14: 14 15 16, Mon 19 is a holiday, 20, Wed 21 and Thu 22 are frozen, 23.
// audit waits for c (bo, 8d: 5 to Wed 14), so it misses the slot of Wed 14; the next is Wed 11 Feb:
// 27 days after Thu 15, the first day on which it could have been.
const PROGRAM: &str = "\
milestones:
  a: {owner: bo, duration: 5d}
  b: {owner: ana, duration: 5d, depends_on: a, tags: [release]}
  c: {owner: bo, duration: 8d}
  audit: {calendar: slots, duration: 1d, depends_on: c}
";

fn why(id: &str) -> Value {
    report(&[("programs/tpm.yaml", SHARED), ("programs/p.yaml", PROGRAM)], &["why", id], "2026-01-05")
}

#[test]
fn days_off_are_named_where_they_cost_something() {
    let hop = why("b")["hops"][1].clone();
    assert_eq!((&hop["begins"], &hop["ends"]), (&"2026-01-14".into(), &"2026-01-23".into()));
    let rest = |first: &str, last: &str, days: u32, because: &str, name: &str| json!({"first": first, "last": last, "workdays": days, "because": because, "name": name});
    assert_eq!(hop["days_off_before"], json!([rest("2026-01-12", "2026-01-13", 2, "leave", "ana")]));
    let inside = json!([
        rest("2026-01-19", "2026-01-19", 1, "holiday", "us"),
        rest("2026-01-21", "2026-01-22", 2, "freeze", "Year start"),
    ]);
    assert_eq!(hop["days_off_inside"], inside);
    assert_eq!(hop["missed"], Value::Null);
}

#[test]
fn a_missed_slot_is_named_with_the_next() {
    let hop = why("audit")["hops"][1].clone();
    assert_eq!(hop["begins"], "2026-02-11");
    assert_eq!(hop["missed"], json!({"slot": "2026-01-14", "next": "2026-02-11", "days": 27}));
    assert_eq!(hop["days_off_before"], json!([]));
    // The days are counted from Thu 15, so the text may not seem to count them from the slot.
    let files = [("programs/tpm.yaml", SHARED), ("programs/p.yaml", PROGRAM)];
    let text = support::run(&files, &["why", "audit", "--as-of", "2026-01-05"]).out;
    assert!(text.contains("comes after the slot of 14 Jan, waits 27 days for the next, 11 Feb"), "{text}");
}

// As of Mon 5, `audit` takes Wed 14 Jan and promised Thu 12 Feb: it can slip by the slot of 11 Feb.
#[test]
fn float_on_a_calendar_of_slots_counts_slots() {
    let plan =
        "milestones:\n  audit: {calendar: slots, duration: 1d, due: 2026-02-12}\n  end: {duration: 9w}\n";
    let files = [("programs/tpm.yaml", SHARED), ("programs/p.yaml", plan)];
    let text = support::run(&files, &["why", "audit", "--as-of", "2026-01-05"]).out.replace('\u{a0}', " ");
    assert!(
        text.contains("1 slot to the last date of its program, 1 slot to p/audit's promise, 12 Feb"),
        "{text}"
    );
    let data = report(&files, &["why", "audit"], "2026-01-05");
    assert_eq!((&data["counts_slots"], &data["total_float_workdays"]), (&json!(true), &json!(1)));
    assert_eq!(data["hops"][0]["counts_slots"], true);
    let of_end = report(&files, &["why", "end"], "2026-01-05");
    assert_eq!((&of_end["counts_slots"], &of_end["hops"][0]["counts_slots"]), (&json!(false), &json!(false)));
}

/// Returns the changes that would make a milestone earlier, as `change milestone dose: finish days`.
fn earlier(why: &Value) -> Vec<String> {
    let gains = why["earlier_if"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
    gains
        .map(|gain| {
            let what = [&gain["change"], &gain["id"], &gain["about"]].map(text).join(" ");
            let dose = gain["dose_workdays"].as_i64().map_or(String::new(), |dose| format!(" {dose}"));
            format!("{what}{dose}: {} {}", text(&gain["forecast_finish"]), gain["workdays"])
        })
        .collect()
}

// A day less of a ends on Thu 8 and lets b begin on Fri 9, before the leave: 9 14 15 16 20. A day
// less of b ends on Tue 20 as well; from there to Fri 23 the program counts 21 22 23: 3wd. With a day
// of the freeze worked b ends on Wed 21, with the leave after Fri 23 it takes 12..16. A day less of c makes the slot of
// Wed 14; from there to 11 Feb the program counts 15 16, 19..23, 26..30, 2..6, 9 10 11: 20wd. In its
// calendar, Monday to Friday, audit needs no slot: it follows c on Thu 15, 19 days earlier.
#[test]
fn levers_are_tried_on_the_whole_network() {
    let told = earlier(&why("b"));
    let expected = [
        "moved-leave p/b ana: 2026-01-16 5",
        "less-work p/a  1: 2026-01-20 3",
        "less-work p/b  1: 2026-01-20 3",
        "overlap p/b p/a 1: 2026-01-20 3",
        "freeze-days p/b Year start 1: 2026-01-21 2",
    ];
    for line in expected {
        assert!(told.iter().any(|told| told == line), "no {line:?} in {told:#?}");
    }
    let told = earlier(&why("audit"));
    for line in ["less-work p/c  1: 2026-01-14 20", "without-slots p/audit slots: 2026-01-15 19"] {
        assert!(told.iter().any(|told| told == line), "no {line:?} in {told:#?}");
    }
}

// As of Mon 30 November. A day less of build ends it on Mon 7, and pilot runs 8 9 10 11, before the
// freeze. One day is the smallest dose; the promise is kept.
#[test]
fn the_smallest_dose_that_gets_before_a_freeze_is_found() {
    let files = [
        ("programs/tpm.yaml", "freezes: [{name: Year end, dates: [2026-12-14..2027-01-06]}]\n"),
        (
            "programs/p.yaml",
            "\
milestones:
  build: {duration: 4w, started: 2026-11-09, remaining: 7d, updated: 2026-11-27, due: 2026-12-04}
  pilot: {duration: 4d, depends_on: build, due: 2026-12-11, firm: true}
",
        ),
    ];
    let told = earlier(&report(&files, &["why", "pilot"], "2026-11-30"));
    assert!(told.contains(&"less-work p/build  1: 2026-12-11 19".to_owned()), "{told:#?}");
    let text = support::run(&files, &["why", "pilot", "--as-of", "2026-11-30"]).out.replace('\u{a0}', " ");
    let line = text.lines().find(|line| line.contains("if any one of build, pilot took 1wd less"));
    assert!(line.is_some_and(|line| line.ends_with("11 Dec  keeps its promise  19wd earlier")), "{text}");
}

// As of Mon 30 November. build: 30, 1..4, 7..9. pilot: 10 11, and after the freeze 7 8 January. A day less
// of either wins a day; two days less of build let pilot run 8 9 10 11, and it keeps its promise.
#[test]
fn a_cliff_of_more_than_a_day_is_found_where_a_promise_is_missed() {
    let plan =
        "milestones:\n  build: {duration: 8d}\n  pilot: {duration: 4d, depends_on: build, due: 2026-12-11}\n";
    let shared = "freezes: [{name: Year end, dates: [2026-12-14..2027-01-06]}]\n";
    let files = [("programs/tpm.yaml", shared), ("programs/p.yaml", plan)];
    let told = earlier(&report(&files, &["why", "pilot"], "2026-11-30"));
    for line in ["less-work p/build  2: 2026-12-11 20", "less-work p/pilot  2: 2026-12-11 20"] {
        assert!(told.contains(&line.to_owned()), "{told:#?}");
    }
    // Without a promise that is missed, the smallest dose that helps is told.
    let plan = plan.replace(", due: 2026-12-11", "");
    let files = [("programs/tpm.yaml", shared), ("programs/p.yaml", plan.as_str())];
    let told = earlier(&report(&files, &["why", "pilot"], "2026-11-30"));
    assert!(told.contains(&"less-work p/build  1: 2027-01-07 1".to_owned()), "{told:#?}");
}

// As of Mon 14 December, with the 25th and the week after it off. ledger takes 23 and 24 December,
// thirty days from Mon 4 January end on Tue 2 February, two late. With a day less of it, shadow runs
// from Thu 24 December to Fri 22 January.
#[test]
fn one_lateness_is_told_of_a_promise() {
    let files = [
        (
            "programs/tpm.yaml",
            "calendars: {default: {week: [mon, tue, wed, thu, fri], holidays: [2026-12-25, 2026-12-28..2027-01-01]}}\n",
        ),
        (
            "programs/p.yaml",
            "\
finish: shadow
milestones:
  ledger: {owner: omar, duration: 2d, not_before: 2026-12-23}
  shadow: {owner: jonas, duration: 30ed, depends_on: ledger, due: 2027-01-29}
",
        ),
    ];
    let told = earlier(&report(&files, &["why", "shadow"], "2026-12-14"));
    assert!(told.contains(&"less-work p/ledger  1: 2027-01-22 7".to_owned()), "{told:#?}");
    let run = |words: &[&str]| {
        support::run(&files, &[words, &["--as-of", "2026-12-14"]].concat()).out.replace('\u{a0}', " ")
    };
    let text = run(&["why", "shadow"]);
    assert!(text.contains("2wd late") && text.contains("if ledger took 1wd less"), "{text}");
    for report in [&["why", "shadow"][..], &["status"], &["slippage"]] {
        let text = run(report);
        assert!(!text.contains("sooner") && !text.contains("too late"), "{text}");
    }
}

#[test]
fn every_hop_has_its_line_and_that_of_its_link() {
    let hops = why("b")["hops"].clone();
    assert_eq!(hops[0]["source"], json!({"file": "programs/p.yaml", "line": 2, "column": 3}));
    assert_eq!(hops[0]["link_source"], Value::Null);
    assert_eq!(hops[1]["source"]["line"], 3);
    assert_eq!(hops[1]["link_source"], json!({"file": "programs/p.yaml", "line": 3, "column": 45}));
}

// A constraint can be removed: w starts on Mon 12 only because of `not_before`, and e stays on its
// due date even if its input is earlier.
#[test]
fn constraints_are_levers() {
    let program = "\
milestones:
  w: {duration: 2d, not_before: 2026-01-12}
  x: {duration: 5d, eta: 2026-01-16}
  e: {due: 2026-01-14, depends_on: w}
";
    let why = |id: &str| report(&[("programs/p.yaml", program)], &["why", id], "2026-01-05");
    // Without it: 5 6, five working days (7 8 9 12 13) before Tue 13. A day less: Mon 12.
    assert_eq!(earlier(&why("w")), ["without p/w : 2026-01-06 5", "less-work p/w  1: 2026-01-12 1"]);
    assert_eq!(why("w")["earlier_if"][0]["hold"], "not-before");
    assert_eq!(earlier(&why("x")), ["earlier-eta p/x  1: 2026-01-15 1"]);
    // e stands on Wed 14; without that it would follow w at the end of Tue 13.
    assert_eq!(earlier(&why("e")), ["without p/e : 2026-01-13 1"]);
    assert_eq!(why("e")["earlier_if"][0]["hold"], "due");
}

#[test]
fn an_undated_milestone_says_why() {
    let program = "milestones:\n  a: {duration: 1d, depends_on: b}\n  b: {duration: 1d, depends_on: a}\n  c: {due: 2026-01-30, cancelled: {on: 2026-01-02}}\n";
    let files = [("programs/p.yaml", program)];
    let text = support::run(&files, &["why", "a", "--as-of", "2026-01-05"]).out;
    assert!(text.contains("It has no date: it waits for itself"), "{text}");
    let text = support::run(&files, &["why", "c", "--as-of", "2026-01-05"]).out;
    assert!(text.contains("It has no date: cancelled 2 Jan."), "{text}");
}

// a: 7. ana is away on Mon 12 and Tue 13, and b begins on Thu 15, as said: a does not give it its
// date, and is behind by the days that are nobody's leave: 8 9 12 13 14 = 5.
#[test]
fn what_does_not_give_the_date_is_no_reason_for_it() {
    let files = [
        ("programs/tpm.yaml", "owners: {ana: {away: [2026-01-12..2026-01-13]}}\n"),
        (
            "programs/p.yaml",
            "milestones:\n  a: {duration: 1d}\n  b: {owner: ana, duration: 1d, not_before: 2026-01-15, depends_on: a}\n",
        ),
    ];
    let data = report(&files, &["why", "b"], "2026-01-07");
    let ids: Vec<&Value> = data["hops"].as_array().unwrap().iter().map(|hop| &hop["id"]).collect();
    assert_eq!(ids, ["p/b"], "{data}");
    assert_eq!((&data["next_milestones"], &data["next_behind_workdays"]), (&json!(["p/a"]), &json!(5)));
}

#[test]
fn no_elapsed_days_are_a_lag_in_every_report() {
    const PLAN: &str = "milestones:\n  a: {duration: 5d}\n  b: {duration: 1d, depends_on: a FF+0ed}\n";
    let files = [("programs/p.yaml", PLAN)];
    let of = |arguments: &[&str]| report(&files, arguments, "2026-01-05");
    assert_eq!(of(&["schedule"])["programs"][0]["milestones"][1]["driven_by"][0]["lag"], "+0ed");
    assert_eq!(of(&["why", "p/b"])["hops"][1]["lag"], "+0ed");
    assert_eq!(of(&["critical-path", "--to", "b"])["targets"][0]["chains"][0]["hops"][1]["lag"], "+0ed");
    let text = support::run(&files, &["schedule", "--as-of", "2026-01-05"]).out;
    assert!(text.contains("p/a FF+0ed"), "{text}");
    let before = [("programs/p.yaml", "milestones:\n  a: {duration: 5d}\n  b: {duration: 1d}\n")];
    let diff = support::run_since(&before, &files, &["diff", "main", "--as-of", "2026-01-05"]).out;
    assert!(diff.contains("a FF+0ed"), "{diff}");
}

// c: 5 6 7 8 9 12 13, promised for Mon 12: with a day less it ends on the 12th.
#[test]
fn what_keeps_a_promise_says_which() {
    let program = "milestones:\n  c: {duration: 7d, due: 2026-01-12}\n";
    let text = support::run(&[("programs/p.yaml", program)], &["why", "c", "--as-of", "2026-01-05"]).out;
    assert!(text.replace('\u{a0}', " ").contains("keeps its promise"), "{text}");
    let program = "milestones:\n  c: {duration: 7d, due: 2026-01-20}\n";
    let text = support::run(&[("programs/p.yaml", program)], &["why", "c", "--as-of", "2026-01-05"]).out;
    assert!(!text.contains("keeps"), "{text}");
}

// `store` waits for four weeks of work, to 30 Jan; the slot before 11 Feb is 14 Jan. One slot less of
// lag is no day of overlap.
#[test]
fn a_slot_is_no_day_of_overlap() {
    let plan = "\
milestones:
  beta: {owner: bo, duration: 4w}
  store: {owner: bo, calendar: slots, duration: 1d, depends_on: beta, due: 2026-02-06}
";
    let data =
        report(&[("programs/tpm.yaml", SHARED), ("programs/p.yaml", plan)], &["why", "store"], "2026-01-05");
    let told: Vec<&str> =
        data["earlier_if"].as_array().unwrap().iter().map(|it| it["change"].as_str().unwrap()).collect();
    assert!(told.contains(&"without-slots") && !told.contains(&"overlap"), "{told:?}");
}

// As of Mon 5: `live` is the finish, and `retro` comes after it. Nothing behind `retro` can move.
#[test]
fn float_behind_the_finish_is_not_said_to_be_towards_it() {
    let plan = "\
finish: live
milestones:
  live: {owner: bo, duration: 5w}
  retro: {owner: bo, duration: 1d, depends_on: live}
";
    let text = support::run(
        &[("programs/tpm.yaml", SHARED), ("programs/p.yaml", plan)],
        &["why", "retro", "--as-of", "2026-01-05"],
    )
    .out;
    assert!(text.contains("float: 0wd to the last date of its program."), "{text}");
}

// As of Mon 5: `store`, a slot of 14 Jan, would be the first to move `go`; `migrate` gives its date.
#[test]
fn a_hop_whose_date_another_gives_names_it() {
    let plan = "\
finish: go
milestones:
  api: {owner: bo, duration: 7d}
  migrate: {owner: bo, duration: 15d, depends_on: api}
  store: {owner: bo, calendar: slots, duration: 1d, depends_on: api}
  go: {owner: bo, duration: 5d, depends_on: [migrate, store]}
";
    let text = support::run(
        &[("programs/tpm.yaml", SHARED), ("programs/p.yaml", plan)],
        &["critical-path", "--as-of", "2026-01-05"],
    )
    .out;
    let go = text.lines().find(|line| line.trim_start().starts_with("go ")).unwrap();
    assert!(go.ends_with("waits for migrate"), "{text}");
}

// a takes the slot of Wed 14 Jan, b 20d to Fri 30, so c begins on Mon 2 Feb. b gives the date; a has
// no float either: its next slot, 11 Feb, moves c. To cut b wins all the same: one day less, Fri 30.
#[test]
fn a_chain_beside_the_first_is_not_said_to_need_cutting_too() {
    let plan = "\
milestones:
  a: {owner: bo, calendar: slots, duration: 1d}
  b: {owner: bo, duration: 20d}
  c: {owner: bo, duration: 2d, depends_on: [a, b]}
";
    let files = [("programs/tpm.yaml", SHARED), ("programs/p.yaml", plan)];
    let text = support::run(&files, &["why", "c", "--as-of", "2026-01-05"]).out;
    assert!(text.contains("a has no float either: a day more there moves it too."), "{text}");
    assert!(text.contains("if any one of b, c took 1wd less"), "{text}");
}
