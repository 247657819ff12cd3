//! `tpm changes`: what was said then and what is said now, worked by hand. 14 Sep 2026 is a Monday.

use crate::support::{Output, Past, Version, run_in_repository, run_since_on_terminal};
use serde_json::{Value, json};

const PLAN: &str = "programs/p.yaml";

/// Returns a history of one plan, by the days of its commits; the last one is `HEAD`.
fn past(versions: &[(&str, &str)]) -> Past {
    let last = versions.len() - 1;
    let versions = versions.iter().enumerate().map(|(at, (day, text))| {
        let names = if at == last { vec!["HEAD"] } else { vec![*day] };
        Version::new(&names, day, &[(PLAN, text)])
    });
    Past(versions.collect())
}

#[track_caller]
fn run(past: &Past, now: &str, arguments: &[&str]) -> Output {
    let output = run_in_repository(past, &[(PLAN, now)], &[&["changes"], arguments].concat());
    assert!(!output.out.is_empty(), "{}", output.err);
    Output { out: output.out.replace('\u{a0}', " "), ..output }
}

#[track_caller]
fn data(past: &Past, now: &str, arguments: &[&str]) -> Value {
    let output = run(past, now, &[arguments, &["--format", "json"]].concat());
    assert_eq!((output.status, output.err.as_str()), (0, ""));
    serde_json::from_str::<Value>(&output.out).unwrap()["data"].clone()
}

/// Returns a list as `id before after days slid_days`.
fn told(list: &Value) -> Vec<String> {
    let one = |moved: &Value| {
        let day = |key: &str| moved[key].as_str().map_or("—".to_owned(), |day| day[5..].to_owned());
        format!(
            "{} {} {} {} {}",
            moved["id"].as_str().unwrap(),
            day("before"),
            day("after"),
            moved["days"],
            moved["slid_days"]
        )
    };
    list.as_array().unwrap().iter().map(one).collect()
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect()
}

// As of Fri 11 Sep: a is 7 of 10 days on, 3 left: 14..16 Sep. b takes five days: 17..23. c waits for
// nobody and begins on the day of the report: 11..17. d was to come on the 25th.
const THEN: &str = "\
milestones:
  a: {duration: 10d, owner: jo, started: 2026-09-02, remaining: 3d, updated: 2026-09-11, due: 2026-09-18}
  b: {duration: 5d, owner: mo, depends_on: [a], due: 2026-09-30, firm: true, promised_to: Northwind}
  c: {duration: 5d, owner: li, not_before: 2026-09-07}
  d: {owner: vendor, eta: 2026-09-25}
";

// On Mon 14 Sep a has 6 left: 15..22 Sep, and b 23..29. d comes on the 24th.
fn now() -> String {
    THEN.replace("remaining: 3d, updated: 2026-09-11", "remaining: 6d, updated: 2026-09-14")
        .replace("eta: 2026-09-25", "eta: 2026-09-24")
}

#[test]
fn edits_move_some_and_time_slides_others() {
    let past = past(&[("2026-09-11", THEN)]);
    let data = data(&past, &now(), &[]);
    assert_eq!(data["then"], json!({"commit": past.0[0].hash, "as_of": "2026-09-11"}));
    assert_eq!(data["now"], json!({"commit": null, "as_of": "2026-09-14"}));
    // The firm promise, then the promise and the finish, then the rest.
    assert_eq!(
        told(&data["moves"]),
        ["p/b 09-23 09-29 6 0", "p/a 09-16 09-22 6 0", "p 09-25 09-29 4 0", "p/d 09-25 09-24 -1 0"]
    );
    assert_eq!(told(&data["slid"]), ["p/c 09-17 09-18 1 1"]);
    assert_eq!(data["slid"][0]["could_have_started"], "2026-09-07");
    let causes = &data["moves"][0]["causes"];
    assert_eq!(causes.as_array().unwrap().len(), 1);
    assert_eq!(
        json!([
            causes[0]["milestone"],
            causes[0]["owner"],
            causes[0]["if_undone_days"],
            causes[0]["if_undone_workdays"]
        ]),
        json!(["p/a", "jo", 6, 4])
    );
    let text = run(&past, &now(), &[]).out;
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0],
        "Since Fri 11 Sep, as it was said then — nothing was committed since, the work tree has changes"
    );
    assert!(
        lines[1]
            // b is later, and a, which was edited, is late.
            .starts_with("✗ p/b  (firm, Northwind)  23 → 29 Sep  +6 days  a: left 3 → 6wd, said 14 Sep (jo)"),
        "{text}"
    );
    assert!(lines[1].ends_with("(jo); with it: a (late) 16 → 22 Sep, p +4 days"), "{text}");
    assert!(
        lines[2].starts_with("✓ p/d") && lines[2].contains("−1 day") && lines[2].contains("(vendor)"),
        "{text}"
    );
    assert_eq!(lines[3], "Slid without a word (1)  p/c 17 → 18 Sep, could have started 7 Sep (li)");
    assert_eq!(lines.len(), 4, "{text}");
    let plain = run(&past, &now(), &["--ascii"]).out;
    assert!(plain.is_ascii() && plain.contains("-1 day") && plain.contains("x p/b"), "{plain}");
}

#[test]
fn nothing_changed_since_the_plan_itself() {
    let past = past(&[("2026-09-11", THEN), ("2026-09-14", &now())]);
    for arguments in [&["--since", "HEAD"][..], &["--since", "HEAD", "--at", "HEAD"], &["--since", "today"]] {
        let text = run(&past, &now(), arguments).out;
        assert!(
            text.ends_with("as it was said then — nothing was committed since\nNothing changed.\n"),
            "{arguments:?}\n{text}"
        );
        let data = data(&past, &now(), arguments);
        for key in ["moves", "slid", "done", "promises_moved", "scope", "risks", "asks_answered"] {
            assert_eq!(data[key], json!([]), "{key}");
        }
        assert_eq!(json!([data["commits"], data["uncommitted_matters"]]), json!([0, false]));
    }
}

#[test]
fn two_plans_of_one_day_mirror_each_other() {
    let past = Past(vec![
        Version::new(&["old"], "2026-09-14", &[(PLAN, THEN)]),
        Version::new(&["HEAD", "new"], "2026-09-14", &[(PLAN, &now())]),
    ]);
    let there = data(&past, &now(), &["--since", "old", "--at", "new"]);
    let back = data(&past, &now(), &["--since", "new", "--at", "old"]);
    let sorted = |data: &Value, from: &str, to: &str, sign: i64| {
        let moves = data["moves"].as_array().unwrap().iter();
        let mut moves: Vec<Value> = moves
            .map(|one| {
                json!([
                    one["id"],
                    one[from],
                    one[to],
                    sign * one["days"].as_i64().unwrap(),
                    sign * one["workdays"].as_i64().unwrap()
                ])
            })
            .collect();
        moves.sort_by_key(ToString::to_string);
        moves
    };
    let moves = sorted(&there, "before", "after", 1);
    assert_eq!(moves.len(), 4);
    assert_eq!(moves, sorted(&back, "after", "before", -1));
    assert_eq!((&there["slid"], &back["slid"]), (&json!([]), &json!([])));
    assert_eq!((&there["commits"], &back["commits"]), (&json!(1), &Value::Null));
    let text = run(&past, &now(), &["--since", "new", "--at", "old"]).out;
    assert!(text.contains("on another line of commits"), "{text}");
}

// What nobody touched moved by time alone; what somebody touched, by time and the rest.
#[test]
fn slid_days_and_the_rest_are_the_move() {
    // c: four days of work now, from 14 Sep: 17 Sep. It slid by a day first, 17 → 18 Sep.
    let past = past(&[("2026-09-11", THEN)]);
    let edited = THEN.replace("c: {duration: 5d", "c: {duration: 7d");
    let data = data(&past, &edited, &[]);
    assert_eq!(told(&data["moves"]), ["p/c 09-17 09-22 5 1"]);
    let cause = &data["moves"][0]["causes"][0];
    assert_eq!(
        json!([cause["class"], cause["share_days"], cause["if_undone_days"]]),
        json!(["estimate", 4, 4])
    );
    let text = run(&past, &edited, &[]).out;
    assert!(text.contains("duration 5d → 7d (li); +1 day by time alone"), "{text}");
}

#[test]
fn what_follows_a_slide_stands_with_it() {
    // a could start on the 7th; b follows, c waits for a word of its own.
    let plan = "\
milestones:
  a: {duration: 2d, owner: jo, not_before: 2026-09-07}
  b: {duration: 1d, depends_on: [a], due: 2026-09-30, firm: true}
  c: {duration: 3d, started: 2026-09-01, updated: 2026-09-03, owner: li}
  d: {owner: li, due: 2026-09-11}
";
    let past = past(&[("2026-09-11", plan)]);
    let data = data(&past, plan, &[]);
    // d was due on Friday, and is expected today.
    let slid = data["slid"].as_array().unwrap();
    let of = |id: &str| slid.iter().find(|one| one["id"] == id).unwrap();
    assert_eq!(of("p/b")["follows"], "p/a");
    assert_eq!(of("p/d")["follows"], Value::Null);
    let text = run(&past, plan, &[]).out;
    assert!(text.contains("Slid without a word"), "{text}");
    assert!(
        text.contains("p/a 14 → 15 Sep, could have started 7 Sep (jo); with it: b (firm) 15 → 16 Sep"),
        "{text}"
    );
    let all = run(&past, plan, &["--all"]).out;
    assert!(all.contains("p/d 11 Sep → ≥ 14 Sep, nobody said that it happened (li)"), "{all}");
}

const MORE: &str = "\
milestones:
  a: {duration: 5d, owner: jo, started: 2026-09-07, eta: 2026-09-18, due: 2026-09-18}
  b: {duration: 5d, owner: mo, not_before: 2026-10-05, due: 2026-10-30}
  old: {duration: 4d, owner: mo, not_before: 2026-10-05}
  no: {duration: 3d, owner: mo, not_before: 2026-10-05, due: 2026-10-30}
  e: {owner: jo, due: 2026-09-14}
risks:
  r: {title: Slow, probability: 30%, impact: 5d, affects: [b]}
  s: {title: Small, probability: 30%, impact: 1d, affects: [b]}
asks:
  k: {ask: One more, of: jo, by: 2026-09-21}
";

#[test]
fn promises_scope_risks_and_asks_are_counted_and_listed() {
    let now = "\
milestones:
  a: {duration: 5d, owner: jo, started: 2026-09-07, eta: 2026-09-18, due: 2026-09-25, moved: [{from: 2026-09-18, why: Rates came late, agreed: sara}]}
  b: {duration: 5d, owner: mo, not_before: 2026-10-05, due: 2026-11-06}
  new: {duration: 15d, owner: mo, not_before: 2026-10-05}
  no: {duration: 3d, owner: mo, not_before: 2026-10-05, due: 2026-10-30, cancelled: {on: 2026-09-14, reason: Bought}}
  e: {owner: jo, due: 2026-09-14, done: 2026-09-14}
risks:
  r: {title: Slow, probability: 30%, impact: 5d, affects: [b], occurred: 2026-09-11}
  s: {title: Small, probability: 30%, impact: 1d, affects: [b], mitigated: 2026-09-11}
  t: {title: Third, probability: 30%, impact: 1d, affects: [b]}
";
    let past = past(&[("2026-09-11", MORE)]);
    let text = run(&past, now, &[]).out;
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[1], "▲ Promise moved without a reason: p/b 30 Oct → 6 Nov (mo)");
    let named = [
        "Promises moved (1)      p/a 18 → 25 Sep: \"Rates came late\", agreed sara",
        "Risks fired (1)         p/r: Slow",
        "Promises withdrawn (1)  p/no, was 30 Oct: \"Bought\"",
        "Asks answered (1)       p/k: One more",
        "Done as forecast (1)    p/e (jo)",
        "scope +1 (new, 15wd), −2 (7wd) · risks: 1 raised, 1 mitigated",
    ];
    assert_eq!(lines[lines.len() - named.len()..], named);
    // Where there is no room for names, all are counted.
    let many = |plan: &str, days: u32| plan.replace("risks:", &format!("{}risks:", &wide(days)[12..]));
    let crowded = self::past(&[("2026-09-11", &many(MORE, 3))]);
    let text = run(&crowded, &many(now, 6), &[]).out;
    assert_eq!(
        text.lines().last().unwrap(),
        "1 promise moved, 1 withdrawn, each with its reason · scope +1 (new, 15wd), −2 (7wd) · risks: 1 fired, 1 raised, 1 mitigated · 1 ask answered · 1 done as forecast"
    );
    assert!(text.contains("\n▲ Promise moved without a reason: p/b 30 Oct → 6 Nov (mo)\n"), "{text}");
    assert_eq!(text.lines().count(), 15);
    let data = data(&past, now, &[]);
    let promise = |one: &Value| {
        json!([one["id"], one["moved"], one["before"], one["after"], one["days"], one["why"], one["agreed"]])
    };
    let promises: Vec<Value> = data["promises_moved"].as_array().unwrap().iter().map(promise).collect();
    assert_eq!(promises.len(), 3);
    assert!(promises.contains(&json!([
        "p/a",
        "later",
        "2026-09-18",
        "2026-09-25",
        7,
        "Rates came late",
        "sara"
    ])));
    assert!(promises.contains(&json!(["p/b", "later", "2026-10-30", "2026-11-06", 7, null, null])));
    assert!(promises.contains(&json!(["p/no", "withdrawn", "2026-10-30", null, null, "Bought", null])));
    let scope: Vec<Value> = data["scope"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| json!([one["id"], one["change"], one["duration_workdays"]]))
        .collect();
    assert_eq!(
        scope,
        [json!(["p/new", "added", 15]), json!(["p/no", "cancelled", 3]), json!(["p/old", "removed", 4])]
    );
    let risks: Vec<Value> =
        data["risks"].as_array().unwrap().iter().map(|one| json!([one["id"], one["change"]])).collect();
    assert_eq!(risks, [json!(["p/r", "occurred"]), json!(["p/t", "opened"]), json!(["p/s", "mitigated"])]);
    assert_eq!((ids(&data["asks_answered"]), ids(&data["done"])), (vec!["p/k"], vec!["p/e"]));
    let all = run(&past, now, &["--all"]).out;
    for said in [
        "Promises moved (3)",
        "18 → 25 Sep: \"Rates came late\", agreed sara",
        "30 Oct → 6 Nov, without a reason",
        "withdrawn, was 30 Oct: \"Bought\"",
        "Scope (3)",
        "taken out, 4wd",
        "fired: Slow",
        "Asks answered (1)",
        "Done as forecast (1)",
    ] {
        assert!(all.contains(said), "{said}\n{all}");
    }
}

#[test]
fn each_firm_promise_that_was_moved_or_loosened_comes_first() {
    let then = "\
milestones:
  a: {duration: 5d, not_before: 2026-10-05, due: 2026-10-30, firm: true, promised_to: Bank}
  b: {duration: 5d, not_before: 2026-10-05, due: 2026-10-30, firm: true, promised_to: Bank}
  c: {duration: 5d, not_before: 2026-10-05, due: 2026-10-30}
  d: {duration: 5d, not_before: 2026-10-05, due: 2026-10-30, firm: true}
  e: {duration: 5d, not_before: 2026-10-05, due: 2026-10-30, firm: true, promised_to: Bank}
  f: {duration: 5d, not_before: 2026-10-05, due: 2026-10-30, firm: true}
";
    let now = "\
milestones:
  a: {duration: 5d, not_before: 2026-10-05, due: 2026-11-06, firm: true, promised_to: Bank}
  b: {duration: 5d, not_before: 2026-10-05, due: 2026-10-30}
  c: {duration: 5d, not_before: 2026-10-05, due: 2026-11-06}
  d: {duration: 5d, not_before: 2026-10-05, due: 2026-11-06, firm: true, moved: [{from: 2026-10-30, why: Asked for, agreed: sara}]}
  e: {duration: 5d, not_before: 2026-10-05, due: 2026-10-30, firm: true}
";
    let past = past(&[("2026-09-11", then)]);
    let text = run(&past, now, &[]).out;
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[1..],
        [
            "✗ p/a  (firm, Bank)      promise 30 Oct → 6 Nov, without a reason",
            "✗ p/b  (was firm, Bank)  promise of 30 Oct, no longer firm, no longer to \"Bank\", without a reason",
            "✗ p/f  (was firm)        promise withdrawn, was 30 Oct, without a reason",
            "✗ p/e  (firm, Bank)      promise of 30 Oct, no longer to \"Bank\", without a reason",
            "✗ 1 more firm promise moved or loosened (--all)",
            "▲ Promise moved without a reason: p/c 30 Oct → 6 Nov",
            "scope −1 (f, 5wd)",
        ]
    );
    let all = run(&past, now, &["--all"]).out;
    assert!(
        all.contains("▲ p/d  (firm)            promise 30 Oct → 6 Nov: \"Asked for\", agreed sara\n"),
        "{all}"
    );
    let data = data(&past, now, &[]);
    let promise = |one: &Value| {
        let keys = ["id", "moved", "firm", "was_firm", "promised_to", "was_promised_to"];
        json!(keys.map(|key| one[key].clone()))
    };
    let promises: Vec<Value> = data["promises_moved"].as_array().unwrap().iter().map(promise).collect();
    for told in [
        json!(["p/a", "later", true, null, "Bank", null]),
        json!(["p/b", null, false, true, null, "Bank"]),
        json!(["p/c", "later", false, null, null, null]),
        json!(["p/d", "later", true, null, null, null]),
        json!(["p/e", null, true, null, null, "Bank"]),
        json!(["p/f", "withdrawn", false, true, null, null]),
    ] {
        assert!(promises.contains(&told), "{told} {promises:?}");
    }
}

// c could begin at any time: 7..11 Sep as of the 7th, 14..18 as of the 14th. With four days, 17 Sep.
#[test]
fn what_edits_win_back_of_the_days_that_passed_is_said() {
    let plan =
        |days: u32| format!("milestones:\n  c: {{duration: {days}d, owner: li, not_before: 2026-09-07}}\n");
    let past = past(&[("2026-09-07", &plan(5))]);
    let text = run(&past, &plan(4), &["--since", "HEAD"]).out;
    assert!(text.contains("▲ p/c  11 → 17 Sep  +6 days"), "{text}");
    assert!(text.contains("+7 days by time alone, −1 won back by duration 5d → 4d (li)"), "{text}");
}

// As of the 7th a 7..9 Sep, c 10..16; as of the 14th a week later. a a day more, c a day less.
#[test]
fn edits_that_offset_each_other_say_so() {
    for due in ["", ", due: 2026-09-30"] {
        let plan = |a: u32, c: u32| {
            format!(
                "milestones:\n  a: {{duration: {a}d, owner: jo, not_before: 2026-09-07}}\n  c: {{duration: {c}d, owner: li, depends_on: [a]{due}}}\n  e: {{duration: 5d, not_before: 2026-11-02}}\n"
            )
        };
        let past = past(&[("2026-09-07", &plan(3, 5))]);
        let text = run(&past, &plan(4, 4), &["--since", "HEAD"]).out;
        assert!(text.contains("+7 days by time alone; the edits offset each other"), "{text}");
        if !due.is_empty() {
            assert!(
                text.contains(
                    "offset each other: a: duration 3d → 4d (jo) +1 day; duration 5d → 4d (li) −1 day"
                ),
                "{text}"
            );
        }
        assert_eq!(told(&data(&past, &plan(4, 4), &["--since", "HEAD"])["slid"]), [""; 0]);
    }
}

// c as of the 7th: 7..16 Sep, as of the 14th 14..23. The freeze of 21..23 would add five days to it,
// but with four days it ends on the 17th: undone, the freeze wins nothing. e meets it.
#[test]
fn what_wins_nothing_if_undone_heads_no_story() {
    let plan = |days: u32| {
        format!(
            "milestones:\n  c: {{duration: {days}d, owner: li, not_before: 2026-09-07, due: 2026-10-30}}\n  e: {{duration: 5d, not_before: 2026-09-21}}\n"
        )
    };
    let (then, now) = (plan(8), plan(4));
    let shared = "freezes: [{name: Peak, dates: [2026-09-21..2026-09-23]}]\n";
    let past = past(&[("2026-09-07", &then)]);
    let files = [(PLAN, now.as_str()), ("programs/tpm.yaml", shared)];
    let text = run_in_repository(&past, &files, &["changes", "--since", "HEAD"]).out.replace('\u{a0}', " ");
    let row = |id: &str| text.lines().find(|line| line.contains(id)).unwrap_or_else(|| panic!("{text}"));
    assert!(row("▲ p/c").contains("+7 days by time alone; duration 8d → 4d (li) −"), "{text}");
    assert!(row("▲ p/e").ends_with("freeze Peak: dates + 21 Sep–23 Sep"), "{text}");
}

#[test]
fn a_firm_promise_that_was_edited_stands_in_its_story() {
    let then = THEN
        .replace("  a: {", "  m: {")
        .replace("[a]", "[m]")
        .replace("due: 2026-09-18", "due: 2026-09-18, firm: true")
        .replace("due: 2026-09-30", "due: 2026-09-25");
    let now = then.replace("remaining: 3d, updated: 2026-09-11", "remaining: 6d, updated: 2026-09-14");
    let text = run(&past(&[("2026-09-11", &then)]), &now, &[]).out;
    assert!(text.contains("\n✗ p/b  (firm, Northwind)  23 → 29 Sep  +6 days  m: left"), "{text}");
    assert!(text.contains("(jo); with it: m (firm, late) 16 → 22 Sep"), "{text}");
    // The one that is late stands first.
    let (then, now) = (
        then.replace("2026-09-25, firm", "2026-09-30, firm"),
        now.replace("2026-09-25, firm", "2026-09-30, firm"),
    );
    let text = run(&past(&[("2026-09-11", &then)]), &now, &[]).out;
    assert!(text.contains("\n✗ p/m  (firm)  16 → 22 Sep  +6 days"), "{text}");
    assert!(text.contains("(jo); with it: b (firm) 23 → 29 Sep"), "{text}");
}

#[test]
fn what_was_done_and_then_taken_out_is_no_withdrawn_promise() {
    let plan =
        |a: &str| format!("milestones:\n{a}  b: {{duration: 5d, not_before: 2026-10-05, due: 2026-10-30}}\n");
    let open = plan("  a: {duration: 2d, owner: jo, due: 2026-09-18, firm: true}\n");
    let done = plan(
        "  a: {duration: 2d, owner: jo, due: 2026-09-18, firm: true, started: 2026-09-07, done: 2026-09-09}\n",
    );
    let gone = plan("");
    let history = past(&[("2026-09-07", &open), ("2026-09-09", &done), ("2026-09-11", &gone)]);
    let told = data(&history, &gone, &["--since", "2026-09-07"]);
    assert_eq!(json!([told["promises_moved"], told["scope"]]), json!([[], []]));
    assert_eq!(told["archived"], json!([{"id": "p/a", "owner": "jo", "finished": "2026-09-09"}]));
    let text = run(&history, &gone, &["--since", "2026-09-07"]).out;
    assert!(text.ends_with("\n1 done and taken out\n"), "{text}");
    // Done before then, it is no news at all; taken out before it was done, it is withdrawn.
    let told = data(&history, &gone, &["--since", "2026-09-09"]);
    assert_eq!(json!([told["promises_moved"], told["scope"], told["archived"]]), json!([[], [], []]));
    let history =
        past(&[("2026-09-07", &open), ("2026-09-08", &done), ("2026-09-09", &open), ("2026-09-11", &gone)]);
    let told = data(&history, &gone, &["--since", "2026-09-07"]);
    assert_eq!((ids(&told["promises_moved"]), ids(&told["scope"])), (vec!["p/a"], vec!["p/a"]));
    assert_eq!(told["archived"], json!([]));
}

#[test]
fn an_edit_that_moves_no_date_leaves_a_slide_without_a_word() {
    let plan = |due: &str| {
        format!(
            "milestones:\n  c: {{duration: 5d, owner: li, not_before: 2026-09-07, due: {due}}}\n  e: {{duration: 5d, not_before: 2026-11-02}}\n"
        )
    };
    let past = past(&[("2026-09-11", &plan("2026-09-30"))]);
    let moved = plan("2026-10-02");
    let data = data(&past, &moved, &[]);
    assert_eq!((ids(&data["moves"]), ids(&data["slid"])), (vec![], vec!["p/c"]));
    let text = run(&past, &moved, &[]).out;
    assert!(text.contains("\n▲ Promise moved without a reason: p/c 30 Sep → 2 Oct (li)\n"), "{text}");
    assert!(text.contains("Slid without a word (1)  p/c 17 → 18 Sep"), "{text}");
}

#[test]
fn a_freeze_on_the_way_is_named() {
    let shared = "freezes: [{name: Year end, dates: 2026-12-21..2027-01-01}]\n";
    // a: 10 left from 1 Dec, 1..14 Dec; b 15..18 Dec. With 13: 1..17 Dec, and b 18 Dec, 4..6 Jan:
    // three days more, and ten of the freeze.
    let plan = |left: u32| {
        format!(
            "milestones:\n  a: {{duration: 20d, owner: jo, started: 2026-11-02, remaining: {left}d, updated: 2026-11-30}}\n  b: {{duration: 4d, depends_on: [a], due: 2026-12-18}}\n"
        )
    };
    let (then, now) = (plan(10), plan(13));
    let past =
        Past(vec![Version::new(&["HEAD"], "2026-11-30", &[(PLAN, &then), ("programs/tpm.yaml", shared)])]);
    let arguments = ["changes", "--since", "HEAD", "--as-of", "2026-12-01"];
    let output = run_in_repository(&past, &[(PLAN, &now), ("programs/tpm.yaml", shared)], &arguments);
    let text = output.out.replace('\u{a0}', " ");
    assert!(text.contains("✗ p/b"), "{text}");
    assert!(text.contains("a: left 10 → 13wd (jo), freeze Year end does the rest"), "{text}");
}

#[test]
fn without_since_it_is_the_working_day_before() {
    let versions: Vec<(String, String)> = (7..=14)
        .map(|day| (format!("2026-09-{day:02}"), THEN.replace("2026-09-25", &format!("2026-10-{day:02}"))))
        .collect();
    let versions: Vec<(&str, &str)> =
        versions.iter().map(|(day, text)| (day.as_str(), text.as_str())).collect();
    let past = past(&versions);
    let since = |as_of: &str, shared: &str| {
        let files = [(PLAN, THEN), ("programs/tpm.yaml", shared)];
        let arguments = ["changes", "--as-of", as_of, "--format", "json"];
        let report: Value = serde_json::from_str(&run_in_repository(&past, &files, &arguments).out).unwrap();
        report["data"]["then"]["as_of"].as_str().unwrap().to_owned()
    };
    let plain = "currency: EUR\n";
    assert_eq!(since("2026-09-14", plain), "2026-09-11");
    assert_eq!(since("2026-09-13", plain), "2026-09-11");
    assert_eq!(since("2026-09-11", plain), "2026-09-10");
    // Friday is a holiday, and then the week ends on Thursday anyway.
    assert_eq!(since("2026-09-14", "calendars: {default: {holidays: [2026-09-11]}}\n"), "2026-09-10");
    assert_eq!(
        since("2026-09-14", "calendars: {default: {week: [sun, mon, tue, wed, thu]}}\n"),
        "2026-09-13"
    );
    // Nothing is older than the first commit.
    assert_eq!(since("2026-09-07", plain), "2026-09-07");
}

#[test]
fn a_day_before_the_first_commit_or_after_now_is_refused() {
    let past = past(&[("2026-09-11", THEN)]);
    for (arguments, said) in [
        (&["--since", "2026-09-10"][..], "nothing was committed by 2026-09-10"),
        (&["--since", "2026-09-15"], "2026-09-15 is in the future"),
        (&["--since", "nobody"], "--since nobody"),
        (
            &["--since", "HEAD", "--as-of", "2026-09-10"],
            "--since HEAD is of 2026-09-11, after the day of the report, 2026-09-10",
        ),
        (
            &["--since", "2026-09-12", "--as-of", "2026-09-11"],
            "--since 2026-09-12 is after the day of the report, 2026-09-11",
        ),
    ] {
        let output = run_in_repository(&past, &[(PLAN, THEN)], &[&["changes"], arguments].concat());
        assert_eq!((output.status, output.out.as_str()), (2, ""), "{arguments:?}");
        assert!(output.err.contains(said), "{arguments:?}: {}", output.err);
    }
    let output = run_in_repository(&Past::default(), &[(PLAN, THEN)], &["changes"]);
    assert!(output.status == 2 && output.err.contains("no git repository"), "{}", output.err);
}

#[test]
fn a_broken_plan_of_then_is_told_and_the_rest_is_compared() {
    let broken = THEN.replace("duration: 10d", "duration: 10x");
    let past = past(&[("2026-09-11", &broken)]);
    let output = run(&past, &now(), &[]);
    assert_eq!(output.status, 2);
    assert!(output.out.starts_with("✗ 1 error in the plans"), "{}", output.out);
    assert!(output.out.contains("p/d") && output.err.contains("programs/p.yaml:2:"), "{}", output.out);
    let report: Value = serde_json::from_str(&run(&past, &now(), &["--format", "json"]).out).unwrap();
    assert_eq!(report["data"]["then_diagnostics"].as_array().unwrap().len(), 1);
    assert_eq!(report["diagnostics"], json!([]));
    // Nothing that was unread has come into the plan.
    assert_eq!(report["data"]["scope"], json!([]));
}

#[test]
fn commits_that_only_remark_do_not_matter() {
    let named = THEN.replace("c: {", "c: {name: The third, note: Later, ");
    let commented = format!("# A remark.\n{named}");
    let moved = now();
    let past = past(&[
        ("2026-09-07", THEN),
        ("2026-09-08", &named),
        ("2026-09-09", &commented),
        ("2026-09-10", &moved),
    ]);
    let data = data(&past, &moved, &["--since", "2026-09-07"]);
    assert_eq!(json!([data["commits"], data["commits_that_matter"]]), json!([3, [past.0[3].hash]]));
    let text = run(&past, &moved, &["--since", "2026-09-07"]).out;
    assert!(text.starts_with("Since Mon 7 Sep, as it was said then — 1 of 3 commits matters\n"), "{text}");
    let only =
        run(&past, &moved, &["--since", "2026-09-07", "--at", "2026-09-09", "--as-of", "2026-09-07"]).out;
    assert!(
        only.contains(
            "0 of 2 commits matter\nNo date, promise, scope or risk changed; `tpm diff` has the 2 edits."
        ),
        "{only}"
    );
}

// a takes 5 days more, and b then meets the freeze that came with it: both are causes, and neither
// does the rest of the other.
#[test]
fn a_freeze_that_is_new_is_a_cause_of_its_own() {
    let plan = |days: u32| {
        format!(
            "milestones:\n  a: {{duration: {days}d, owner: jo}}\n  b: {{duration: 5d, depends_on: a, due: 2026-10-02}}\n"
        )
    };
    let (then, now) = (plan(10), plan(15));
    let shared = "freezes: [{name: Peak, dates: [2026-10-05..2026-10-09]}]\n";
    let past = Past(vec![
        Version::new(&["then"], "2026-09-10", &[(PLAN, &then)]),
        Version::new(&["HEAD"], "2026-09-11", &[(PLAN, &now), ("programs/tpm.yaml", shared)]),
    ]);
    let files = [(PLAN, now.as_str()), ("programs/tpm.yaml", shared)];
    let out = run_in_repository(&past, &files, &["changes", "--since", "then"]).out.replace('\u{a0}', " ");
    assert!(out.contains("freeze Peak: dates + 5 Oct–9 Oct") && !out.contains("does the rest"), "{out}");
    // A first tpm.yaml matters, whatever else its commit changed.
    assert!(out.contains("1 of 1 commit matters"), "{out}");
    let plain = Past(vec![
        Version::new(&["then"], "2026-09-10", &[(PLAN, &then)]),
        Version::new(&["HEAD"], "2026-09-11", &[(PLAN, &then), ("programs/tpm.yaml", shared)]),
    ]);
    let files = [(PLAN, then.as_str()), ("programs/tpm.yaml", shared)];
    let out = run_in_repository(&plain, &files, &["changes", "--since", "then"]).out;
    assert!(out.contains("1 of 1 commit matters"), "{out}");
}

/// Returns a plan of many stories: each owner moves one date and what waits for it.
fn wide(days: u32) -> String {
    let mut plan = "milestones:\n".to_owned();
    for at in 0..30 {
        let long = "a-milestone-with-a-name-that-is-rather-long";
        plan += &format!(
            "  {long}-{at}: {{duration: {days}d, owner: somebody-{at}, not_before: 2026-10-05, due: 2026-10-{}}}\n",
            10 + at % 20
        );
        plan += &format!("  then-{at}: {{duration: 5d, depends_on: [{long}-{at}]}}\n");
    }
    plan
}

#[test]
fn text_has_at_most_fifteen_lines_in_any_width() {
    let (then, now) = (wide(3), wide(6));
    let since = ["changes", "--since", "HEAD~3"];
    for width in [20, 60, 80, 100, 200] {
        let out = run_since_on_terminal(&[(PLAN, &then)], &[(PLAN, &now)], &since, width).out;
        let lines: Vec<&str> = out.lines().collect();
        assert!(lines.len() <= 15 && lines.len() > 10, "{width}\n{out}");
        assert!(out.contains("more stories (--all)") && out.contains("✗ p/"), "{out}");
        let longest = lines.iter().map(|line| line.chars().count()).max().unwrap();
        assert!(longest <= width.max(90), "{width}: {longest}\n{out}");
        let all = run_since_on_terminal(
            &[(PLAN, &then)],
            &[(PLAN, &now)],
            &[&since[..], &["--all"]].concat(),
            width,
        )
        .out;
        assert!(all.lines().count() >= 30 && !all.contains("more stories"), "{all}");
    }
    let past = past(&[("2026-09-11", &then)]);
    assert_eq!(data(&past, &now, &[])["moves"].as_array().unwrap().len(), 61);
    assert_eq!(run(&past, &now, &[]).out.lines().count(), 15);
}

#[test]
fn markdown_and_csv_have_the_same() {
    let past = past(&[("2026-09-11", THEN)]);
    let markdown = run(&past, &now(), &["--format", "markdown"]).out;
    assert!(markdown.contains("| what | promise | forecast | by | why |"), "{markdown}");
    assert!(markdown.contains("**Since Fri 11 Sep, as it was said then"), "{markdown}");
    let csv = run(&past, &now(), &["--format", "csv"]).out;
    let lines: Vec<&str> = csv.lines().map(str::trim_end).collect();
    assert_eq!(
        lines[0],
        "id,owner,firm,was_firm,due,before,after,days,workdays,slid_days,forecast_is_floor,forecast_rests_on_floor"
    );
    assert_eq!(lines[1], "p/b,mo,true,,2026-09-30,2026-09-23,2026-09-29,6,4,0,false,false");
    assert_eq!(lines.len(), 6);
}

#[test]
fn a_selection_leaves_out_lines_and_no_days() {
    let past = past(&[("2026-09-11", THEN)]);
    assert_eq!(ids(&data(&past, &now(), &["b"])["moves"]), ["p/b"]);
    let of_li = data(&past, &now(), &["--owner", "li"]);
    assert_eq!((ids(&of_li["moves"]), ids(&of_li["slid"])), (vec![], vec!["p/c"]));
    let output = run_in_repository(&past, &[(PLAN, &now())], &["changes", "nobody"]);
    assert_eq!((output.status, output.out.as_str()), (2, ""));
}

#[test]
fn names_cannot_act_on_a_terminal_or_in_markdown() {
    let hostile = "\"\\e[31m\\u202e<img src=x>`|\\n# boo\"";
    let plan = |eta: &str, by: &str| {
        format!(
            "milestones:\n  a: {{eta: {eta}, due: 2026-09-18, firm: true, promised_to: {hostile}, owner: bo}}\n  b: {{due: {by}, moved: [{{from: 2026-10-02, why: {hostile}, agreed: {hostile}}}]}}\nrisks:\n  r: {{title: {hostile}, probability: 30%, impact: 1d, affects: [a]{}}}\nasks: {{}}\n",
            if eta.ends_with("18") { "" } else { ", occurred: 2026-09-11" }
        )
    };
    let past = past(&[("2026-09-11", &plan("2026-09-18", "2026-10-02"))]);
    let now = plan("2026-09-25", "2026-10-09");
    for arguments in
        [&[][..], &["--all"], &["--all", "--format", "markdown"], &["--format", "json"], &["--format", "csv"]]
    {
        let out = run(&past, &now, arguments).out;
        assert!(!out.contains('\u{1b}') && !out.contains('\u{202e}'), "{arguments:?}\n{out}");
        if arguments.contains(&"markdown") {
            assert!(!out.contains("<img") && !out.contains("\n# boo"), "{out}");
        }
    }
}

// Blocked without an end, a date is only the earliest left: a change, though the day is the same.
#[test]
fn a_date_that_may_not_hold_any_more_is_a_move() {
    let plan = |blocked: &str| {
        format!(
            "milestones:\n  a: {{duration: 5d, owner: jo, not_before: 2026-10-05{blocked}}}\n  b: {{duration: 5d, depends_on: [a], due: 2026-10-30}}\n"
        )
    };
    let past = past(&[("2026-09-11", &plan(""))]);
    let now = plan(", blocked: {since: 2026-09-14, why: No contract}");
    let text = run(&past, &now, &[]).out;
    assert!(text.contains("▲ p/b  ≥ 16 Oct") && text.contains("may not hold: rests on a"), "{text}");
    let no_date = plan("").replace("not_before: 2026-10-05", "duration: 5x");
    let output = run(&past, &no_date, &[]);
    assert_eq!(output.status, 2);
}
