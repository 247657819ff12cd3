//! `tpm recover`, worked by hand. January 2026: the 5th is a Monday.

use super::report;
use crate::support;
use serde_json::{Value, json};
use tpm::time::Day;

const SHARED: &str = "\
owners:
  ana: {away: [2026-01-12..2026-01-13]}
  bo: {}
freezes:
  - {name: Audit, dates: [2026-01-20..2026-01-23], tags: [release]}
";

// As of Mon 5. design (bo): 5..9. build (ana, 4d) cannot begin on 12 and 13: 14 15 16 19. launch (2d,
// release) would begin on Tue 20, and waits for the freeze: 26 27. side (bo, 9d): 5..9, 12..15.
const PROGRAM: &str = "\
finish: launch
milestones:
  design: {owner: bo, duration: 5d}
  build: {owner: ana, duration: 4d, depends_on: design}
  side: {owner: bo, duration: 9d}
  launch: {duration: 2d, tags: [release], depends_on: [build, side], due: 2026-01-23, firm: true}
";

fn recover(arguments: &[&str]) -> Value {
    let files = [("programs/tpm.yaml", SHARED), ("programs/p.yaml", PROGRAM)];
    report(&files, &[&["recover"], arguments].concat(), "2026-01-05")
}

/// Returns a change as `change milestone about dose: finish`.
fn told(change: &Value) -> String {
    let text = |key: &str| change[key].as_str().unwrap_or("").trim_start_matches("p/").to_owned();
    let dose = change["dose_workdays"].as_i64().map_or(String::new(), |dose| dose.to_string());
    format!("{} {} {} {dose}", text("change"), text("id"), text("about")).trim().to_owned()
}

// Two days of launch before the freeze end on Mon 19 at the latest, so build must end on Thu 15; it
// takes 4 days, begins on Wed 14 without a change, and on Mon 12 if the leave is moved: 12 13 14 15,
// and launch 16 19. Two days of build less: 14 15. One day of design less: 8, so that build has Fri 9
// 14 15 16, launch 19 and then Mon 26; two days less: 8 9 14 15. Of the freeze, Tue 20 and Wed 21 are
// worked. Overlapping design by two days: 8 9 14 15. side ends on Thu 15 and lets launch begin on 16.
#[test]
fn each_change_has_the_fewest_days_that_reach_the_day() {
    let data = recover(&[]);
    assert_eq!((&data["target"], &data["by"]), (&json!("p/launch"), &json!("2026-01-23")));
    assert_eq!((&data["forecast"], &data["short_workdays"]), (&json!("2026-01-27"), &json!(2)));
    let options = data["options"].as_array().unwrap();
    let reaching: Vec<String> = options.iter().filter(|option| option["reaches"] == true).map(told).collect();
    for expected in [
        "less-work design  2",
        "less-work build  2",
        "freeze-days launch Audit 2",
        "overlap build design 2",
        "overlap launch build 2",
        "moved-leave design ana",
        "moved-leave build ana",
    ] {
        let is_it = reaching.contains(&expected.to_owned());
        assert_eq!(is_it, expected != "moved-leave design ana", "{expected} in {reaching:?}");
    }
    let leave = options.iter().find(|option| option["change"] == "moved-leave").unwrap();
    assert_eq!((&leave["since"], &leave["moved_to"]), (&json!("2026-01-12"), &json!("2026-01-28")));
    assert_eq!(leave["forecast"], "2026-01-19");
    assert_eq!(leave["next_critical"], json!(["p/design", "p/side", "p/build"]));
    // What an earlier start of launch needs: build shorter by a day gives 14 15 16, and 19 26.
    assert_eq!(data["pairs"], json!([]));
    // All but a day of launch leaves Mon 26.
    let drag = json!([{"milestone": "p/launch", "drag_workdays": 1}]);
    assert_eq!(data["drag"], drag, "build and design have slack up to the freeze");
}

// A day of launch on Fri 16 asks of build to end on Thu 15, as side does: 8 9 14 15 with two days less
// of design, 14 15 with two days less of its own, and after two days of design that it overlaps.
#[test]
fn where_none_is_enough_two_are_told() {
    let data = recover(&["launch", "--by", "2026-01-16"]);
    assert!(data["options"].as_array().unwrap().iter().all(|option| option["reaches"] == false));
    let pairs = data["pairs"].as_array().unwrap();
    assert!(!pairs.is_empty());
    for pair in pairs {
        assert!(pair["reaches"] == true && pair["forecast"].as_str() <= Some("2026-01-16"), "{pair}");
    }
    let words: Vec<Vec<String>> =
        pairs.iter().map(|pair| pair["changes"].as_array().unwrap().iter().map(told).collect()).collect();
    let price: Vec<i64> = pairs
        .iter()
        .map(|pair| {
            let changes = pair["changes"].as_array().unwrap().iter();
            changes.map(|change| change["dose_workdays"].as_i64().unwrap_or(10)).sum()
        })
        .collect();
    assert_eq!(price, [3, 3, 3], "{words:?}");
}

#[test]
fn what_is_on_time_has_nothing_to_win_back() {
    let files = [("programs/p.yaml", "milestones:\n  a: {duration: 2d, due: 2026-01-30}\n")];
    let data = report(&files, &["recover"], "2026-01-05");
    assert_eq!((&data["target"], &data["options"]), (&Value::Null, &json!([])));
    let data = report(&files, &["recover", "a"], "2026-01-05");
    assert_eq!((&data["target"], &data["options"]), (&json!("p/a"), &json!([])));
    let refused = |arguments: &[&str]| {
        let output = support::run(&files, &[&["recover", "--as-of", "2026-01-05"], arguments].concat());
        assert_eq!(output.status, 2, "{}", output.out);
        output.err
    };
    assert!(refused(&["b"]).contains("there is no program or milestone `b`"));
    assert!(refused(&["--by", "2026-01-06"]).contains("of what?"));
}

// The workaround halved what the vendor's outage cost: 6 of 8 days of build would be won.
#[test]
fn what_an_occurred_risk_cost_can_be_won_back() {
    let plan = "milestones:\n  build: {duration: 12d, updated: 2026-01-05, eta: 2026-01-20}\n  launch: {duration: 1d, depends_on: build, due: 2026-01-14}\nrisks:\n  outage: {title: Vendor down, impact: 8d, residual: {impact: 2d}, affects: [build], occurred: 2026-01-05}\n";
    let files = [("programs/p.yaml", plan)];
    let data = report(&files, &["recover", "launch"], "2026-01-05");
    let options = data["options"].as_array().unwrap();
    let won = options.iter().find(|option| option["change"] == "mitigated").unwrap();
    assert_eq!((&won["about"], &won["forecast"]), (&json!("p/outage"), &json!("2026-01-13")));
}

// As of Mon 5. s: 5..9, z: 5..22. x follows s: 12..23. w begins 6 working days after x does: 20 21 22. y
// follows both: 26..30. With a day less of x it is 12..22, as z holds its end, and y 23..29. With two
// days less x begins on Tue 13, w is 21 22 23, and y 26..30 again: a larger dose does not help.
#[test]
fn work_whose_end_is_held_is_tried_with_each_dose() {
    let plan = "milestones:\n  s: {duration: 5d}\n  z: {duration: 14d}\n  x: {duration: 10d, depends_on: [s, z FF]}\n  w: {duration: 3d, depends_on: [x SS+6d]}\n  y: {duration: 5d, depends_on: [x, w], due: 2026-01-29}\n";
    let files = [("programs/p.yaml", plan)];
    let told_of_x = |value: &Value| told(value) == "less-work x  1";
    let data = report(&files, &["recover", "y"], "2026-01-05");
    let found = data["options"].as_array().unwrap().iter().find(|option| told_of_x(option)).unwrap();
    assert_eq!((&found["reaches"], &found["forecast"]), (&json!(true), &json!("2026-01-29")));
    // With one day left of it x begins on Thu 22: w is 30 and on to Tue 3 February, and y 4..10.
    let drag = data["drag"].as_array().unwrap().iter().find(|drag| drag["milestone"] == "p/x").unwrap();
    assert_eq!(drag["drag_workdays"], -7);
    let why = report(&files, &["why", "y"], "2026-01-05");
    let would = why["earlier_if"].as_array().unwrap();
    assert!(would.iter().any(told_of_x), "{would:#?}");
}

// Any of the two may be the last one. With a day less of s, x and y end on Thu 15, and y was promised
// to somebody for the 14th.
#[test]
fn what_may_be_the_last_one_keeps_a_promise_of_its_own() {
    let plan = "due: 2026-01-15\nmilestones:\n  s: {duration: 5d}\n  x: {duration: 5d, depends_on: s}\n  y: {duration: 5d, depends_on: s, due: 2026-01-14, firm: true}\n";
    let files = [("programs/p.yaml", plan)];
    let data = report(&files, &["recover", "p"], "2026-01-05");
    let options = data["options"].as_array().unwrap();
    let design = options.iter().find(|option| option["id"] == "p/s").unwrap();
    let moved: Vec<(&Value, &Value)> = design["side_effects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|effect| (&effect["milestone"], &effect["forecast_after"]))
        .collect();
    assert_eq!(moved, [(&json!("p/y"), &json!("2026-01-15"))], "{design:#}");
    // The finish that a program names stands for it.
    let plan = "due: 2026-01-15\nfinish: y\nmilestones:\n  s: {duration: 5d}\n  y: {duration: 5d, depends_on: s, due: 2026-01-14, firm: true}\n";
    let data = report(&[("programs/p.yaml", plan)], &["recover", "p"], "2026-01-05");
    assert_eq!(data["options"][0]["side_effects"], json!([]));
}

#[test]
fn what_cannot_be_recovered_says_why() {
    let plan = "due: 2026-01-15\nmilestones:\n  over: {done: 2025-12-19}\n  off: {cancelled: {on: 2025-12-19, reason: Bought}}\n  waits: {depends_on: nope}\n  past: {duration: 2d, due: 2025-12-23, firm: true}\n  to-come: {duration: 5d, due: 2026-01-08}\n";
    let files = [("programs/p.yaml", plan)];
    let run =
        |target: &[&str]| support::run(&files, &[&["recover", "--as-of", "2026-01-05"], target].concat());
    for (target, says) in [
        ("over", "`p/over` is done, since 19 Dec 2025"),
        ("off", "`p/off` is cancelled"),
        ("waits", "`p/waits` has no date: "),
        ("past", "the day of `p/past`, 2025-12-23, has passed"),
    ] {
        let output = run(&[target]);
        assert_eq!(output.status, 2, "{target}: {}", output.out);
        assert!(output.err.contains(says), "{target}: {}", output.err);
    }
    assert!(run(&["past", "--by", "2026-01-05"]).out.contains("to finish by 5 Jan"));
    // Nothing finishes in the past, so what is still to come is taken.
    assert!(run(&[]).out.contains("p/to-come is forecast for"), "{}", run(&[]).out);
}

// api is 5..16 as far as anyone knows: it is blocked, and nobody says until when. rel waits for it,
// 19 20 21, and for doc, 5..9. Without api it begins on the 12th, and that holds.
#[test]
fn a_date_that_rests_on_a_floor_is_not_reached_for_sure() {
    let plan = "finish: rel\nmilestones:\n  api: {duration: 2w, blocked: {since: 2026-01-02, why: Keys, waiting_on: bo}}\n  doc: {duration: 1w}\n  rel: {duration: 3d, depends_on: [api, doc], firm: true, due: 2026-01-16}\n";
    let files = [("programs/p.yaml", plan)];
    let data = report(&files, &["recover", "rel"], "2026-01-05");
    let floors =
        |value: &Value| ["forecast_is_floor", "forecast_rests_on_floor"].map(|key| value[key] == true);
    assert_eq!(floors(&data), [false, true], "{data:#}");
    for option in data["options"].as_array().unwrap() {
        assert_eq!(floors(option), [false, option["change"] != "without-link"], "{option:#}");
    }
    let text = |arguments: &[&str]| {
        support::run(&files, &[arguments, &["--as-of", "2026-01-05"]].concat()).out.replace('\u{a0}', " ")
    };
    let told = text(&["recover", "rel"]);
    for line in [
        "p/rel (firm) is forecast for ≥ 21 Jan, to finish by 16 Jan",
        "Nothing holds while it rests on api, blocked with no end in sight, waiting on bo.",
        "≥ 16 Jan  3wd earlier  if api took 3wd less",
        "✓ 14 Jan  5wd earlier  if rel did not wait for api",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    assert!(!told.contains("✓ ≥"), "{told}");
    let each = text(&["what-if", "--each", "+5d"]);
    assert!(each.contains("rel 5wd later still (firm, ≥ 21 Jan → ≥ 28 Jan)"), "{each}");
    assert_eq!(each.matches("≥ 28 Jan").count(), 2, "of api and of rel itself: {each}");
    let api = text(&["recover", "api", "--by", "2026-01-15"]);
    assert!(api.contains("api is forecast for ≥ 16 Jan"), "{api}");
}

// As of Mon 5. a: 5..9, b: 12..16. Two days less of either end on Wed 14; mid, promised to somebody, moves
// with a alone, so that its row is another one.
#[test]
fn equal_changes_are_one_row_and_json_has_each() {
    let plan =
        "finish: b\nmilestones:\n  a: {duration: 5d}\n  b: {duration: 5d, depends_on: a, due: 2026-01-14}\n";
    let run = |plan: &str, format: &str| {
        let files = [("programs/p.yaml", plan)];
        let arguments = ["recover", "b", "--as-of", "2026-01-05", "--format", format];
        support::run(&files, &arguments).out.replace('\u{a0}', " ")
    };
    for format in ["text", "markdown"] {
        let text = run(plan, format);
        assert!(text.contains("if any one of a, b took 2wd less"), "{text}");
        assert!(!text.contains("if a took"), "{text}");
    }
    let data = report(&[("programs/p.yaml", plan)], &["recover", "b"], "2026-01-05");
    let told: Vec<String> = data["options"].as_array().unwrap().iter().map(told).collect();
    assert_eq!(told, ["less-work a  2", "less-work b  2", "overlap b a 2", "without-link b a"]);
    let text = run(&format!("{plan}  mid: {{duration: 1d, depends_on: a, due: 2026-01-30}}\n"), "text");
    assert!(text.contains("if a took 2wd less · also earlier: mid 2wd"), "{text}");
    assert!(text.contains("if b took 2wd less") && !text.contains("any one"), "{text}");
}

// As of Mon 5. lab takes 30 days of elapsed time: to Tue 3 February. Three days later it is Fri 6, and b
// lies on Mon 9. Two days less are enough, of either: to Sun 1 and Wed 4, and b is on the 5th.
#[test]
fn days_of_elapsed_time_are_no_working_days() {
    let plan = "finish: b\nmilestones:\n  lab: {duration: 30ed}\n  b: {duration: 1d, depends_on: [lab +3ed], due: 2026-02-05}\n";
    let files = [("programs/p.yaml", plan)];
    let text = support::run(&files, &["recover", "b", "--as-of", "2026-01-05"]).out.replace('\u{a0}', " ");
    assert!(text.contains("if lab took 2 days less"), "{text}");
    assert!(text.contains("if b waited 2 days less after lab"), "{text}");
}

// As of Mon 5, without an input to wait for: work may begin at once, and the freeze stops it.
#[test]
fn a_freeze_that_holds_a_start_without_inputs_can_be_worked() {
    let plan = "milestones:\n  a: {duration: 3d, not_before: 2026-01-12, due: 2026-01-14}\n";
    let shared = "freezes: [{name: Audit, dates: [2026-01-12..2026-01-16]}]\n";
    let data =
        report(&[("programs/tpm.yaml", shared), ("programs/p.yaml", plan)], &["recover", "a"], "2026-01-05");
    let told: Vec<String> = data["options"].as_array().unwrap().iter().map(told).collect();
    assert!(told.contains(&"freeze-days a Audit 3".to_owned()), "{told:?}");
}

// As of Mon 5. a is expected on Fri 9 and cannot end before Wed 7: an `eta` of that day is as early as it
// may be, and one before it is void, so that its five days would count: to Fri 9 and past it.
#[test]
fn an_eta_is_not_said_for_a_day_before_the_work_can_begin() {
    let plan = "milestones:\n  a: {duration: 5d, not_before: 2026-01-07, eta: 2026-01-09, due: 2026-01-07}\n  b: {due: 2026-01-05, eta: 2026-01-09}\n";
    let files = [("programs/p.yaml", plan)];
    let data = report(&files, &["recover", "a"], "2026-01-05");
    let told_of: Vec<String> = data["options"].as_array().unwrap().iter().map(told).collect();
    assert!(told_of.contains(&"earlier-eta a  2".to_owned()), "{told_of:?}");
    // Nothing is expected before the as-of day.
    let data = report(&files, &["recover", "b", "--by", "2025-12-31"], "2026-01-05");
    assert_eq!(data["options"][0]["forecast"], "2026-01-05", "{data:#}");
    assert_eq!(told(&data["options"][0]), "earlier-eta b  4");
}

// As of Mon 5. Every second day off makes 700 levers, and each makes calendars of as many ranges: what is
// not tried within bounds is counted.
#[test]
fn leave_without_end_is_not_tried_without_end() {
    let day = |at: i32| Day::parse("2026-01-06").unwrap().plus(2 * at).to_string();
    let away: Vec<String> = (0..700).map(day).collect();
    let shared = format!("owners: {{bo: {{away: [{}]}}}}\n", away.join(", "));
    let plan =
        "milestones:\n  a: {owner: bo, duration: 600d}\n  b: {owner: bo, duration: 1d, depends_on: a}\n";
    let files = [("programs/tpm.yaml", shared.as_str()), ("programs/p.yaml", plan)];
    let why = report(&files, &["why", "b"], "2026-01-05");
    let (left_out, told) = (why["levers_left_out"].as_u64(), why["earlier_if"].as_array().unwrap().len());
    assert!(left_out > Some(400) && told > 10, "{left_out:?} left out, {told} told");
    let text = support::run(&files, &["why", "b", "--as-of", "2026-01-05"]).out.replace('\u{a0}', " ");
    assert!(text.contains("changes not tried, as the plan is too large."), "{text}");
}
