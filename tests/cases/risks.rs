//! What a risk costs which promise.

use crate::support;
use serde_json::{Value, json};

/// Returns a risk of `tpm risks` as of Mon 7 Dec 2026, and the text.
fn risk(files: &[(&str, &str)]) -> (Value, String) {
    let arguments = ["risks", "--as-of", "2026-12-07"];
    let json = support::json(files, &[&arguments[..], &["--format", "json"]].concat());
    (json["data"]["risks"][0].clone(), support::run(files, &arguments).out.replace('\u{a0}', " "))
}

fn numbers(cost: &Value) -> [&Value; 5] {
    ["promise", "forecast_finish", "late_workdays", "up_to_workdays", "expected_workdays"]
        .map(|key| &cost[key])
}

// a: 7..11 Dec, end: 14..18, promised for the 18th. With a day more of a, end has 15 16 17 18, then
// eve is away, and the fifth day is Mon 4 Jan: 21 22 23 24 25 28 29 30 31 1 4 are 11 working days late.
#[test]
fn up_to_is_a_bound() {
    let shared = "owners: {ann: {}, eve: {away: [2026-12-21..2027-01-01]}}\n";
    let plan = "\
due: 2026-12-18
finish: end
milestones:
  a: {owner: ann, duration: 5d}
  end: {owner: eve, duration: 5d, depends_on: a}
risks:
  r: {title: a takes a day more, owner: ann, response: accept, probability: 50%, impact: 1d, affects: a, reviewed: 2026-12-07}
";
    let (told, text) = risk(&[("programs/tpm.yaml", shared), ("programs/p.yaml", plan)]);
    assert_eq!(told["costs"].as_array().unwrap().len(), 1);
    let expected = [json!("p"), json!("2027-01-04"), json!(11), json!(11), json!(5.5)];
    assert_eq!(numbers(&told["costs"][0]), expected.each_ref());
    assert!(text.contains("  p  up to 11wd late  5.5wd expected  p/r (ann): a takes a day more"), "{text}");
}

/// A fire that occurred, and of which nothing is said since.
pub(super) const FIRE: &str = "\
owner: eve
due: 2026-12-31
finish: end
milestones:
  build: {owner: amy, duration: 10d, started: 2026-12-01, due: 2026-12-16}
  end: {owner: eve, duration: 3d, depends_on: build}
risks:
  fire: {title: Data centre burns, owner: amy, probability: 10%, impact: 20d, affects: [build], response: mitigate, mitigation: sprinklers, due: 2026-12-20, occurred: 2026-12-05, reviewed: 2026-12-05}
  cold: {title: Nobody knows, probability: 90%, impact: 90d, affects: [end]}
";

// build began on 1 Dec: 1 2 3 4 are worked, and 7 8 9 10 11 14 are left; 20 more end on Mon 11 Jan. Its
// promise was the 16th: 17 18, 21..25, 28..1, 4..8, 11 are 18. end: 12 13 14 Jan, promised for the
// 31st: 1, 4..8, 11..14 are 10.
#[test]
fn what_occurred_and_is_not_in_the_plan_comes_first() {
    let (told, text) = risk(&[("programs/p.yaml", FIRE)]);
    assert_eq!((&told["id"], &told["occurred_not_in_plan"]), (&json!("p/fire"), &json!(true)));
    let costs = told["costs"].as_array().unwrap();
    let build = [json!("p/build"), json!("2027-01-11"), json!(18), json!(18), Value::Null];
    let end = [json!("p"), json!("2027-01-14"), json!(10), json!(10), Value::Null];
    assert_eq!(costs.iter().map(numbers).collect::<Vec<_>>(), [build.each_ref(), end.each_ref()]);
    let (_, first) = text.split_once("Occurred (1)\n").unwrap();
    let first = first.split("\n\n").next().unwrap();
    for words in [
        "p/build  then 11 Jan 2027, 18wd late",
        "p/fire (amy)",
        "not in the plan yet",
        "20wd",
        "p 14 Jan 2027, 10wd late",
    ] {
        assert!(first.contains(words), "{words}\n{text}");
    }
    assert!(!text.contains("10 %"), "it has happened\n{text}");
}
