//! Who has too much to do. The 5th of January 2026 is a Monday, and the as-of day.

use super::report;
use crate::support;
use serde_json::{Value, json};
use tpm::cli::Variables;
use unicode_width::UnicodeWidthStr;

const SHARED: &str = "\
calendars:
  slots: {week: [], workdays: [2026-01-07, 2026-01-21, 2026-02-04]}
owners:
  bo: {capacity: 1, deputy: ana}
  ana: {capacity: 2}
  half: {capacity: 0.5}
  away: {capacity: 1, away: [2026-01-12..2026-01-16]}
  free: {name: Nobody asks}
";

fn files(milestones: &str) -> [(&'static str, String); 2] {
    [("programs/tpm.yaml", SHARED.into()), ("programs/p.yaml", format!("milestones:\n{milestones}"))]
}

fn owner(milestones: &str) -> Value {
    let files = files(milestones);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    report(&files, &["load"], "2026-01-05")["owners"][0].clone()
}

/// Returns first day, last day, what does not fit, the milestones with their forced days, and how
/// many days it is.
#[track_caller]
fn overloads(milestones: &str) -> Value {
    let keys = ["from", "to", "excess_workdays", "milestones", "forced_workdays", "workdays"];
    let of = |overload: &Value| keys.iter().map(|key| overload[key].clone()).collect::<Value>();
    owner(milestones)["overloads"].as_array().unwrap().iter().map(of).collect()
}

#[test]
fn work_that_has_no_other_days_is_too_much() {
    // Ten days of `a` and five of `b` in the ten days through the 16th.
    let found = overloads(
        "  a: {owner: bo, duration: 10d, due: 2026-01-16}\n  b: {owner: bo, duration: 5d, due: 2026-01-16}\n",
    );
    assert_eq!(found, json!([["2026-01-05", "2026-01-16", 5.0, ["p/a", "p/b"], [10, 5], 10]]));
    // A week more, and everything fits, although the forecast has both from the first day on.
    let fits = owner(
        "  a: {owner: bo, duration: 10d, due: 2026-01-16}\n  b: {owner: bo, duration: 5d, due: 2026-01-23}\n",
    );
    assert_eq!(fits["overloads"], json!([]));
    let overlaps =
        json!([{"from": "2026-01-05", "to": "2026-01-09", "at_once": 2, "milestones": ["p/a", "p/b"]}]);
    assert_eq!(fits["overlaps"], overlaps);
    let weeks = fits["weeks"].as_array().unwrap();
    let strip: Vec<(u64, bool)> =
        weeks.iter().map(|week| (week["at_once"].as_u64().unwrap(), week["overlaps"] == true)).collect();
    assert_eq!(strip[..3], [(2, true), (1, false), (0, false)]);
    assert_eq!(strip.len(), 8);
}

#[test]
fn one_long_piece_of_work_is_told_only_where_others_meet_it() {
    let found = overloads(
        "  a: {owner: bo, duration: 30d, due: 2026-02-13}\n  b: {owner: bo, duration: 5d, due: 2026-01-09}\n  c: {owner: bo, duration: 3d, not_before: 2026-02-02, due: 2026-02-04}\n",
    );
    let expected = json!([
        ["2026-01-05", "2026-01-09", 5.0, ["p/a", "p/b"], [5, 5], 5],
        ["2026-02-02", "2026-02-04", 3.0, ["p/a", "p/c"], [3, 3], 3]
    ]);
    assert_eq!(found, expected);
}

#[test]
fn two_at_once_are_too_much_on_days_that_lie_apart() {
    // Monday and Wednesday are full. `a` needs two of Monday to Wednesday, a day a day.
    let full = |id: &str, day: &str| {
        format!("  {id}: {{owner: ana, duration: 1d, not_before: {day}, due: {day}}}\n")
    };
    let mut plan = "  a: {owner: ana, duration: 2d, due: 2026-01-07}\n".to_owned();
    for (id, day) in [("b", "2026-01-05"), ("c", "2026-01-05"), ("d", "2026-01-07"), ("e", "2026-01-07")] {
        plan.push_str(&full(id, day));
    }
    let names = json!(["p/a", "p/b", "p/c", "p/d", "p/e"]);
    let expected = json!([["2026-01-05", "2026-01-07", 1.0, names, [1, 1, 1, 1, 1], 2]]);
    assert_eq!(overloads(&plan), expected);
}

#[test]
fn half_a_capacity_does_half_a_day_a_day() {
    let found = overloads("  a: {owner: half, duration: 5d, due: 2026-01-09}\n");
    assert_eq!(found, json!([["2026-01-05", "2026-01-09", 2.5, ["p/a"], [5], 5]]));
    assert_eq!(overloads("  a: {owner: half, duration: 5d, due: 2026-01-16}\n"), json!([]));
}

#[test]
fn leave_takes_days_and_a_pause_gives_one() {
    let two = "  a: {owner: away, duration: 3d, due: 2026-01-16}\n  b: {owner: away, duration: 3d, due: 2026-01-16}\n";
    let found = overloads(two);
    assert_eq!(found, json!([["2026-01-05", "2026-01-09", 1.0, ["p/a", "p/b"], [3, 3], 5]]));
    // `a` is not worked on on the 7th, so `b` is alone then.
    let paused = "  a: {owner: bo, duration: 5d, pauses: [2026-01-07], due: 2026-01-12}\n  b: {owner: bo, duration: 1d, not_before: 2026-01-07, due: 2026-01-07}\n";
    assert_eq!(overloads(paused), json!([]));
}

#[test]
fn one_slot_has_room_for_one_piece_of_work() {
    let both = |due: &str| {
        format!(
            "  a: {{owner: bo, calendar: slots, duration: 1d, due: 2026-01-09}}\n  b: {{owner: bo, calendar: slots, duration: 1d, due: {due}}}\n"
        )
    };
    let found = overloads(&both("2026-01-09"));
    assert_eq!(found, json!([["2026-01-07", "2026-01-07", 1.0, ["p/a", "p/b"], [1, 1], 1]]));
    assert_eq!(overloads(&both("2026-01-23")), json!([]));
}

#[test]
fn what_forces_nothing_is_no_overload() {
    let full = "  full: {owner: bo, duration: 10d, due: 2026-01-16}\n";
    let nothing = [
        // No promise depends on it.
        "  a: {owner: bo, duration: 10d}\n",
        // Time that passes by itself is not worked.
        "  a: {owner: bo, duration: 10ed, due: 2026-01-14}\n",
        // An event takes no time.
        "  a: {owner: bo, due: 2026-01-09}\n",
        // Somebody else does it.
        "  a: {owner: free, duration: 10d, due: 2026-01-16}\n",
        "  a: {owner: bo, duration: 10d, done: 2026-01-05, started: 2026-01-05}\n",
        "  a: {owner: bo, duration: 10d, cancelled: {on: 2026-01-05}}\n",
        // It may be done, but that day lies ahead.
        "  a: {owner: bo, duration: 10d, started: 2026-01-05, done: 2026-03-02, due: 2026-01-16}\n",
    ];
    for other in nothing {
        let found = overloads(&format!("{full}{other}"));
        assert_eq!(found, json!([]), "{other}");
    }
    for alone in [
        // It is late, and needs every day from now on all the same.
        "  a: {owner: bo, duration: 10d, due: 2026-01-07}\n",
        // Its owner expects it before the work that is left is done.
        "  a: {owner: bo, duration: 10d, eta: 2026-01-07, due: 2026-01-07}\n",
    ] {
        assert_eq!(overloads(alone), json!([]), "{alone}");
    }
    let unlimited = owner(
        "  a: {owner: free, duration: 9d, due: 2026-01-15}\n  b: {owner: free, duration: 9d, due: 2026-01-15}\n",
    );
    assert_eq!(
        (&unlimited["capacity"], &unlimited["overloads"], &unlimited["overlaps"]),
        (&Value::Null, &json!([]), &json!([]))
    );
}

#[test]
fn started_work_counts_with_what_is_left() {
    let plan = |left: &str| {
        format!(
            "  a: {{owner: bo, duration: 10d, started: 2025-12-29, remaining: {left}, updated: 2026-01-02, due: 2026-01-09}}\n  b: {{owner: bo, duration: 2d, due: 2026-01-09}}\n"
        )
    };
    assert_eq!(overloads(&plan("3d")), json!([]));
    assert_eq!(overloads(&plan("4d")), json!([["2026-01-05", "2026-01-09", 1.0, ["p/a", "p/b"], [4, 2], 5]]));
}

const STORY: &str = "
  ledger: {owner: bo, duration: 10d, due: 2026-01-16}
  shadow: {owner: bo, duration: 5d, due: 2026-01-16}
  drill: {owner: ana, duration: 3d, due: 2026-02-27}
  runbook: {owner: ana, duration: 2d, due: 2026-02-27}
  labels: {owner: ana, duration: 1d, due: 2026-02-27}
";

fn text(width: Option<usize>, arguments: &[&str]) -> String {
    let files = files(STORY);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let all = [arguments, &["--as-of", "2026-01-05", "--color", "never"]].concat();
    let output = support::run_as(&files, &all, Variables::default(), width);
    assert_eq!((output.status, output.err.as_str()), (0, ""));
    output.out.replace('\u{a0}', " ")
}

#[test]
fn one_line_says_who_when_how_much_and_what() {
    let expected = "\
Mon 5 Jan 2026 · 2 owners with a capacity, 1 has too much to do

Too much to do, and no float that could move it
✗ bo  5 Jan to 16 Jan  5wd too much: p/ledger 10wd and p/shadow 5wd have no other days · deputy ana

At once in the forecast, which float can resolve
▲ ana  5 Jan  3 at once, can do 2: p/drill, p/labels and p/runbook

Pieces of work at once, in the weeks from Mon 5 Jan
ana  can do 2  3▲ .  .
bo   can do 1  2✗ 1✗ .
✗ too much to do, ▲ float can resolve it, – away, . nothing
";
    let told = text(None, &["load", "--weeks", "3"]);
    let told: Vec<&str> = told.lines().map(str::trim_end).collect();
    assert_eq!(told, expected.lines().collect::<Vec<_>>());
    let status = text(None, &["status"]);
    let line = "    bo  5 Jan to 16 Jan  5wd too much: p/ledger 10wd and p/shadow 5wd have no other days · deputy ana";
    assert!(status.contains(&format!("\nToo much to do (1)\n{line}\n")), "{status}");
    let one = text(None, &["load", "--owner", "ana"]);
    assert!(
        one.contains("1 owner with a capacity, none has too much to do") && !one.contains("p/ledger"),
        "{one}"
    );
}

#[test]
fn of_everybody_those_without_a_capacity_are_told_where_they_have_two_things_at_once() {
    let none = |milestones: &str, arguments: &[&str]| {
        let plan = format!("milestones:\n{milestones}");
        let files = [("programs/p.yaml", plan.as_str())];
        let all = [arguments, &["--as-of", "2026-01-05", "--color", "never"]].concat();
        let out = support::run(&files, &all).out.replace('\u{a0}', " ");
        out.lines().skip(1).map(str::trim_end).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    };
    let one = "  a: {owner: bo, duration: 5d, due: 2026-01-09}\n";
    let others = "1 owner with one piece of work at a time and no capacity: `--owner` shows them";
    assert_eq!(none(one, &["load", "--weeks", "2"]), others);
    let strip =
        "Pieces of work at once, in the weeks from Mon 5 Jan\nbo  no capacity  1  .\n– away, . nothing";
    assert_eq!(none(one, &["load", "--weeks", "2", "--owner", "bo"]), strip);
    let two = format!(
        "{one}  b: {{owner: cy, duration: 2d, due: 2026-01-09}}\n  c: {{owner: cy, duration: 2d, due: 2026-01-09}}\n"
    );
    let told = format!(
        "Pieces of work at once, in the weeks from Mon 5 Jan\ncy  no capacity  2  .\n– away, . nothing\n1 more owner{}",
        &others["1 owner".len()..]
    );
    assert_eq!(none(&two, &["load", "--weeks", "2"]), told);
}

#[test]
fn a_narrow_terminal_without_other_signs_has_all_of_it() {
    let told = text(Some(60), &["load", "--ascii", "--weeks", "30"]);
    assert!(told.is_ascii(), "{told}");
    for line in told.lines() {
        assert!(line.width() <= 60, "{line}");
    }
    assert!(told.contains("x bo") && told.contains("! ana") && told.contains("2x"), "{told}");
}

#[test]
fn nobody_with_a_capacity_is_said() {
    let files = [("programs/p.yaml", "milestones:\n  a: {owner: bo, duration: 5d, due: 2026-01-09}\n")];
    let output = support::run(&files, &["load", "--as-of", "2026-01-05"]);
    let first = output.out.lines().next().unwrap().replace('\u{a0}', " ");
    assert_eq!(
        first,
        "Mon 5 Jan 2026 · nobody has a `capacity` in tpm.yaml, without which overload is not looked for"
    );
}

/// Two hundred pieces of work of one owner are looked at, those with the least float.
#[test]
fn of_many_pieces_of_work_the_tightest_count() {
    let mut plan = String::new();
    for at in 0..300 {
        plan.push_str(&format!("  a{at:03}: {{owner: bo, duration: 1d, due: 2027-06-30}}\n"));
    }
    plan.push_str(
        "  y: {owner: bo, duration: 5d, due: 2026-01-09}\n  z: {owner: bo, duration: 4d, due: 2026-01-09}\n",
    );
    assert_eq!(overloads(&plan), json!([["2026-01-05", "2026-01-09", 4.0, ["p/y", "p/z"], [5, 4], 5]]));
}

// Both have two days of work for one and the same day.
#[test]
fn a_deputy_with_too_much_to_do_is_not_named() {
    let plan = |deputy: &str| {
        let shared = format!(
            "owners: {{ana: {{capacity: 1, deputy: {deputy}}}, bo: {{capacity: 1}}, cy: {{capacity: 1}}}}\n"
        );
        let work =
            |id: &str, owner: &str| format!("  {id}: {{owner: {owner}, duration: 1d, due: 2026-01-05}}\n");
        let plan = format!(
            "milestones:\n{}{}{}{}",
            work("a", "ana"),
            work("b", "ana"),
            work("c", "bo"),
            work("d", "bo")
        );
        let files = [("programs/tpm.yaml", shared.as_str()), ("programs/p.yaml", plan.as_str())];
        let told = |command: &str| {
            support::run(&files, &[command, "--as-of", "2026-01-05"]).out.replace('\u{a0}', " ")
        };
        (told("load"), told("check"))
    };
    let (load, check) = plan("bo");
    assert!(load.contains("ana") && !load.contains("deputy"), "{load}");
    assert!(check.contains("give one of them to somebody else"), "{check}");
    let (load, check) = plan("cy");
    assert!(load.contains("· deputy cy"), "{load}");
    assert!(check.contains("give one of them to cy"), "{check}");
}
