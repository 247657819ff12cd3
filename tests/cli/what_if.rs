//! `tpm what-if`: what is tried, as a diff, and nothing written.

use crate::support::{self, json};
use serde_json::{Value, json};

const SHARED: &str = "\
owners:
  ana: {}
  bo: {}
freezes:
  - {name: Year end, dates: [2026-10-05..2026-10-16], tags: [release]}
";

// As of Mon 14 September. api: 14..18. ledger waits for it: 21..25, 28..2 Oct. contract: on its day, 25
// September. cutover (3d, release): Mon 5 to Fri 16 October are frozen, 19 20 21.
const PLAN: &str = "\
finish: cutover
milestones:
  api: {owner: ana, duration: 5d}
  ledger: {owner: bo, duration: 2w, depends_on: [api]}
  contract: {due: 2026-09-25}
  cutover: {owner: ana, duration: 3d, tags: [release], depends_on: [ledger, contract +1d], due: 2026-10-23, firm: true}
risks:
  perf: {title: Too slow, owner: bo, probability: 30%, impact: 5d, affects: [ledger]}
";

const FILES: &[(&str, &str)] = &[("programs/tpm.yaml", SHARED), ("programs/p.yaml", PLAN)];

fn tried(arguments: &[&str]) -> Value {
    let words = [&["what-if", "--as-of", "2026-09-14", "--format", "json"], arguments].concat();
    json(FILES, &words)
}

/// Returns the forecasts of a milestone before and after.
fn forecasts(value: &Value, id: &str) -> [String; 2] {
    let milestones = value["data"]["milestones"].as_array().unwrap();
    let of = milestones
        .iter()
        .find(|milestone| milestone["id"] == id)
        .unwrap_or_else(|| panic!("{id} in {value:#}"));
    ["before", "after"].map(|side| of["forecast_finish"][side].as_str().unwrap_or("none").to_owned())
}

#[test]
fn each_form_is_tried_and_the_report_is_a_diff() {
    for (change, id, after) in [
        // A day more, and three weeks.
        ("ledger.duration=11d", "p/ledger", "2026-10-05"),
        ("api.eta=+1w", "p/ledger", "2026-10-09"),
        ("freeze:Year end=off", "p/cutover", "2026-10-07"),
        // contract on Fri 25 and a day more: Mon 28; cutover 29 30 1.
        ("link:ledger:cutover=off", "p/cutover", "2026-10-01"),
        // api alone holds cutover then: 18; contract on 25, and 29 30 1.
        ("drop:ledger", "p/cutover", "2026-10-01"),
        ("risk:perf=occurred", "p/ledger", "2026-10-09"),
        ("owner:bo.away+=2026-09-21..2026-09-25", "p/ledger", "2026-10-09"),
        ("cutover.tags-=release", "p/cutover", "2026-10-07"),
    ] {
        let value = tried(&[change]);
        assert_eq!(value["kind"], "diff", "{change}");
        assert_eq!(forecasts(&value, id)[1], after, "{change}");
    }
    // Several at once.
    let value = tried(&["freeze:Year end=off", "risk:perf=occurred", "ledger.duration=6d"]);
    assert_eq!(forecasts(&value, "p/ledger"), ["2026-10-02", "2026-10-05"].map(str::to_owned));
}

#[test]
fn a_promise_may_be_moved_without_a_reason_and_nothing_is_written() {
    let value = tried(&["cutover.due=+1w"]);
    let promise = &value["data"]["promises"][0];
    assert_eq!(promise["due"], json!({"before": "2026-10-23", "after": "2026-10-30"}), "{promise:#}");
    let output = support::run(FILES, &["what-if", "--as-of", "2026-09-14", "api.eta=+1w"]);
    assert_eq!((output.status, output.err.as_str()), (0, ""));
    let text = output.out.replace('\u{a0}', " ");
    assert!(text.contains("note: +1w from 2026-09-18 is 2026-09-25\n"), "{text}");
    assert!(text.contains("Only tried: nothing was written.\n"), "{text}");
}

// contract has until Fri 25; of three points all move, 2w and a day are 11 days.
#[test]
fn a_length_may_count_from_the_one_that_is_there() {
    let notes = |change: &str| {
        let output = support::run(FILES, &["what-if", "--as-of", "2026-09-14", change]);
        assert_eq!((output.status, output.err.as_str()), (0, ""), "{change}");
        output.out.replace('\u{a0}', " ")
    };
    assert!(notes("api.duration=-2d").contains("note: -2d makes the `duration` of `p/api` 3d\n"));
    assert!(notes("ledger.duration=+1d").contains("`p/ledger` 11d\n"));
    assert!(notes("ledger.duration=+1w").contains("`p/ledger` 3w\n"));
    assert_eq!(forecasts(&tried(&["ledger.duration=+1d"]), "p/ledger")[1], "2026-10-05");
    for (written, then) in [
        ("[3d, 1w, 2w]", "[5d, 7d, 12d]"),
        ("{optimistic: 3d, likely: 1w, pessimistic: 2w}", "[5d, 7d, 12d]"),
    ] {
        let plan = format!("milestones:\n  a: {{duration: {written}}}\n");
        let output = support::run(&[("programs/p.yaml", plan.as_str())], &["what-if", "a.duration=+2d"]);
        assert!(output.out.contains(&format!("`p/a` {then}")), "{}{}", output.out, output.err);
    }
}

// Said for the end of Friday 11: eight days are left, 14 Sep to 23, and three, 14 15 16. What is only
// tried was not said today, and the 14th is worked.
#[test]
fn what_is_tried_was_not_said_today() {
    let plan = "finish: y\ndue: 2026-09-30\nmilestones:\n  x: {duration: 10d, started: 2026-09-01, remaining: 8d, updated: 2026-09-11}\n  y: {duration: 5d, depends_on: [x]}\n";
    let files = [("programs/p.yaml", plan)];
    let of = |change: &str| {
        forecasts(&json(&files, &["what-if", "--as-of", "2026-09-14", "--format", "json", change]), "p/x")
    };
    assert_eq!(of("x.remaining=3d"), ["2026-09-23", "2026-09-16"].map(str::to_owned));
    assert_eq!(of("x.remaining=-5d")[1], "2026-09-16");
    let output = support::run(&files, &["what-if", "--as-of", "2026-09-14", "x.remaining=3d"]);
    let text = output.out.replace('\u{a0}', " ");
    assert!(!text.contains("updated") && !text.contains("only what happened"), "{text}");
    assert!(text.contains("the work tree → what was tried"), "{text}");
}

#[test]
fn what_cannot_be_tried_is_refused() {
    for (arguments, says) in [
        (&["link:api:contract=off"][..], "`p/contract` does not depend on `p/api`"),
        (&["freeze:Year=off"], "there is no freeze `Year`"),
        (&["drop:nothing"], "there is no milestone `nothing`"),
        (&["risk:nothing=occurred"], "there is no risk `nothing`"),
        (&["ledger.duraton=4w"], "did you mean `duration`?"),
        (&["ledger.duration=4 weeks"], "nothing was written"),
        (&["api.duration=-5d"], "at least a day is left"),
        (&["api.remaining=-1d"], "`p/api` has no `remaining` to which -1d could be added"),
        (&["api.duration=+2x"], "`+2x` is not a number of days or weeks"),
        (&["ledger"], "nothing is said"),
        (&[], "required"),
        (&["--each", "5"], "+5d"),
        (&["--each", "+0d"], "+5d"),
        (&["ledger.duration=4w", "--owner", "bo"], "--each"),
    ] {
        let output = support::run(FILES, &[&["what-if", "--as-of", "2026-09-14"], arguments].concat());
        assert_eq!(output.status, 2, "{arguments:?}: {}", output.out);
        assert!(output.err.contains(says), "{arguments:?}: {}", output.err);
    }
}

// Five days more of any of the three, and cutover begins five days later: 26 27 28, three days after
// its promise. contract has until 2 October for the freeze, and after it until the 18th: a day more
// of lag begins on Mon 19.
#[test]
fn each_slips_in_turn_and_what_firm_promises_feel_comes_first() {
    let value = tried(&["--each", "+5d"]);
    assert_eq!((&value["kind"], &value["data"]["slip"]), (&json!("what-if"), &json!("5d")));
    let told: Vec<(&str, i64)> = value["data"]["milestones"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["milestone"].as_str().unwrap(), one["costs"][0]["later_workdays"].as_i64().unwrap()))
        .collect();
    assert_eq!(told, [("p/cutover", 3), ("p/contract", 5)]);
    assert_eq!(value["data"]["without_cost"], 2);
    let output = support::run(FILES, &["what-if", "--as-of", "2026-09-14", "--each", "+5d"]);
    let text = output.out.replace('\u{a0}', " ");
    assert!(text.contains("2 milestones make a promise late or later if they slip 5wd"), "{text}");
    assert!(text.contains("cutover 3wd past its promise (firm, 21 Oct → 28 Oct)"), "{text}");
    let of_bo = tried(&["--each", "+1w", "--owner", "bo"]);
    assert_eq!((&of_bo["data"]["milestones"], &of_bo["data"]["without_cost"]), (&json!([]), &json!(1)));
}

/// As of Mon 14 September 2026, 10, 20 or 50 working days: 25 of them end on Fri 16 October, and
/// 1 - 24.5² / (40 × 30) = 50.0 % of the runs take no more.
const OPEN: &str = "\
milestones:
  a: {owner: ana, duration: [10d, 20d, 50d], due: 2026-10-16}
  b: {owner: ana, duration: [10d, 20d, 50d], due: 2026-10-16, firm: true}
  free: {owner: ana, duration: 5d}
";

#[test]
fn odds_are_told_of_each_promise_before_and_after() {
    let files = [
        ("programs/tpm.yaml", "odds: {distribution: triangular}\nowners: {ana: {}}\n"),
        ("programs/p.yaml", OPEN),
    ];
    let words = ["what-if", "--as-of", "2026-09-14", "--odds", "a.due=2026-10-23"];
    let value = json(&files, &[&words[..], &["--format", "json"]].concat());
    let promises = value["data"]["odds"]["promises"].as_array().unwrap();
    let ids: Vec<&str> = promises.iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["p/b", "p/a"], "firm ones first");
    // 30 days: 1 - 19.5² / 1200 = 68.3 %. The day that 80 of 100 keep is the same.
    let a = &promises[1];
    assert_eq!(a["base_kept_percent"], 50);
    assert!((67..=69).contains(&a["kept_percent"].as_i64().unwrap()), "{a}");
    assert_eq!(a["p80"]["before"], a["p80"]["after"]);
    assert_eq!(promises[0]["base_kept_percent"], promises[0]["kept_percent"]);
    let text = support::run(&files, &words).out.replace('\u{a0}', " ");
    assert!(text.contains("How often promises are kept, in 10,000 runs with the same luck"), "{text}");
    assert!(text.contains("50 % → 68 %") && text.contains("and 1 other as often as before"), "{text}");
    let without = json(&files, &["what-if", "--as-of", "2026-09-14", "--format", "json", "a.due=2026-10-23"]);
    assert_eq!(without["data"]["odds"], json!(null));
    let refused = support::run(&files, &["what-if", "--each", "+5d", "--odds"]);
    assert_eq!(refused.status, 2, "{}", refused.err);
}
