//! Why a milestone has no date, in words. January 2026: the 5th is a Monday.

use super::{data, entry};
use crate::support;
use serde_json::json;

fn reason(plan: &str, id: &str) -> String {
    let data = data("schedule", "2026-01-07", plan);
    let programs = data["programs"].as_array().unwrap();
    let milestones = programs.iter().flat_map(|program| program["milestones"].as_array().unwrap());
    let all = programs.iter().chain(milestones);
    let found = all.into_iter().find(|entry| entry["id"] == id).unwrap();
    found["undated_because"].as_str().unwrap_or("-").to_owned()
}

#[test]
fn the_undated_predecessor_is_named() {
    // b is cancelled and passes on its date; c is cancelled too, but waits for something undated.
    let plan = "\
milestones:
  a: {duration: 1d}
  b: {duration: 1d, depends_on: a, cancelled: {on: 2026-01-02}}
  c: {duration: 1d, depends_on: z, cancelled: {on: 2026-01-02}}
  r: {duration: 1d, depends_on: [a, b, z]}
  s: {duration: 1d, depends_on: [a, b, c]}
  y: {duration: 1d, depends_on: z}
  z: {duration: 1d, depends_on: y}
";
    assert_eq!(reason(plan, "p/r"), "it waits for `p/z`, which has no date");
    assert_eq!(reason(plan, "p/s"), "it waits for `p/c`, which has no date");
}

// The start of u is unknown because one of its dates is unreadable. What follows its end has a
// date.
#[test]
fn an_unknown_start_of_done_work_is_named() {
    let plan = "\
milestones:
  u: {duration: 3d, done: 2026-01-06, eta: soon}
  f: {duration: 1d, depends_on: u SS}
  g: {duration: 1d, depends_on: u}
  h: {duration: 1d, depends_on: [u, z]}
  z: {duration: 1d, depends_on: z2}
  z2: {duration: 1d, depends_on: z}
";
    assert_eq!(reason(plan, "p/f"), "it waits for the start of `p/u`, which is not known");
    assert_eq!(reason(plan, "p/g"), "-");
    assert_eq!(reason(plan, "p/h"), "it waits for `p/z`, which has no date");
}

#[test]
fn a_program_says_why_it_has_no_forecast() {
    let cycle = "milestones:\n  b: {duration: 1d, depends_on: a}\n  a: {duration: 1d, depends_on: b}\n";
    assert_eq!(reason(cycle, "p"), "`p/a` has no date, and no `finish:` is named");
    assert_eq!(reason("milestones: {}\n", "p"), "it has no milestones");
    let cancelled = "milestones: {a: {duration: 1d, cancelled: {on: 2026-01-02}}}\n";
    assert_eq!(reason(cancelled, "p"), "all of its milestones are cancelled");
    assert_eq!(reason("milestones: {a: {duration: 1d}}\n", "p"), "-");
}

// c is cancelled, and 40,000 working days after a, which ends in 2102, no day is left that it could
// pass on. x is cancelled and unreadable. The start of u is unknown. Each leaves another milestone
// undated, though none of them lacks a date itself.
#[test]
fn milestones_that_pass_no_date_on_say_why() {
    let plan = "\
milestones:
  a: {duration: 20000d}
  b: {duration: 1d, depends_on: a +20000d, cancelled: {on: 2026-01-02}}
  c: {duration: 1d, depends_on: b +20000d, cancelled: {on: 2026-01-02}}
  r: {duration: 1d, depends_on: c}
  x: {duration: 1d, eta: soon, cancelled: {on: 2026-01-02}}
  s: {duration: 1d, depends_on: x}
  u: {duration: 3d, done: 2026-01-06, eta: soon}
  f: {duration: 1d, depends_on: u SS}
";
    let list = data("status", "2026-01-07", plan)["without_date"].clone();
    let told = |id: &str| {
        let undated = entry(&list, id);
        ["undated_because", "leaves_undated", "by_error"].map(|key| undated[key].clone())
    };
    assert_eq!(told("p/c"), [json!("its work does not end before 2200"), json!(["p/r"]), json!(false)]);
    assert_eq!(told("p/x"), [json!("something in it could not be read"), json!(["p/s"]), json!(true)]);
    assert_eq!(told("p/u"), [json!("something in it could not be read"), json!(["p/f"]), json!(true)]);
}

// The auditor's only slot was Mon 5 January, so the audit, promised for it, has no date; evidence is
// needed for a promise all the same.
#[test]
fn what_an_undated_promise_waits_for_does_not_lack_one() {
    let files = [
        ("programs/tpm.yaml", "calendars: {audits: {week: [], workdays: [2026-01-05]}}\n"),
        (
            "programs/p.yaml",
            "\
milestones:
  evidence: {duration: 5d}
  audit: {duration: 1d, calendar: audits, due: 2026-01-05, depends_on: evidence}
  other: {duration: 5d}
",
        ),
    ];
    let at = ["--format", "json", "--as-of", "2026-01-07"];
    let schedule = support::json(&files, &[&["schedule"][..], &at].concat());
    let milestones = &schedule["data"]["programs"][0]["milestones"];
    let reason = |id: &str| entry(milestones, id)["health_reason"].as_str().unwrap().to_owned();
    assert_eq!(reason("p/evidence"), "p/audit, which waits for it, has no date");
    assert_eq!(reason("p/other"), "no promise depends on it");
    let found = support::json(&files, &[&["check", "--warn", "no-due-date"][..], &at].concat());
    let found = found["data"]["findings"].as_array().unwrap().iter();
    let subjects: Vec<&str> = found
        .filter(|finding| finding["rule"] == "no-due-date")
        .filter_map(|finding| finding["subject"].as_str())
        .collect();
    assert_eq!(subjects, ["p/other"]);
}

// d waits for c, that for b, that for the audit, whose only slot was Mon 5 January: three hops back.
#[test]
fn the_first_cause_is_named_where_one_looks() {
    let files = [
        ("programs/tpm.yaml", "calendars: {audits: {week: [], workdays: [2026-01-05]}}\n"),
        (
            "programs/p.yaml",
            "\
finish: d
milestones:
  a: {duration: 1d, calendar: audits}
  b: {duration: 1d, depends_on: a}
  c: {duration: 1d, depends_on: b}
  d: {duration: 1d, depends_on: c}
",
        ),
        ("programs/q.yaml", "finish: e\nmilestones:\n  e: {duration: 1d}\n"),
    ];
    let says = |arguments: &[&str]| {
        let arguments = [arguments, &["--as-of", "2026-01-07"]].concat();
        let output = support::run(&files, &arguments);
        let text = output.out + &output.err;
        text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let slots = "its calendar `audits` has no working day after 5 Jan";
    let first = format!("`p/c`, which has no date; the first cause is `p/a`: {slots}");
    for arguments in [&["why", "d"][..], &["critical-path", "--to", "d"], &["critical-path", "p"]] {
        assert!(says(arguments).contains(&first), "{arguments:?}: {}", says(arguments));
    }
    assert!(says(&["why", "p/b"]).contains(&format!("`p/a`, which has no date: {slots}")));
    assert!(says(&["why", "p/a"]).contains(&format!("no date: {slots}.")));
    // Both answer alike for a program.
    for command in [&["why", "p"][..], &["critical-path", "--to", "p"]] {
        assert!(says(command).contains("`p` is a program without a known finish"), "{}", says(command));
        assert!(says(command).contains(&first), "{}", says(command));
    }
    assert!(says(&["why", "q"]).contains("`tpm why q/e`"));
    assert!(says(&["critical-path", "--to", "q"]).contains("`tpm critical-path --to q/e`"));
}
