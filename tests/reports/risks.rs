//! Risks: what they cost which promise, and the matrix.

use super::{data, entry, report};
use crate::support;
use serde_json::{Value, json};
use std::fmt::Write;
use tpm::analysis::Assessment;
use tpm::analysis::threat::Threats;
use tpm::cli::Variables;
use tpm::graph::Network;
use tpm::model::{AsOf, load};
use tpm::source::{SourceFile, Sources};
use tpm::time::Day;

fn days(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

/// Returns what a risk costs, as promise, up to, and expected.
fn costs(risk: &Value) -> Vec<(&str, Value, Value)> {
    let costs = risk["costs"].as_array().unwrap().iter();
    let told = |cost: &Value| (cost["up_to_workdays"].clone(), cost["expected_workdays"].clone());
    costs.map(|cost| (cost["promise"].as_str().unwrap(), told(cost).0, told(cost).1)).collect()
}

// work: 5..9 Jan, promised for Wed 14. 2 days later it ends on 13; 6 later on Mon 19, which is 15 16
// 19 = 3 late; 13 later on Wed 28, 10 late. 50 % of (0 + 4 x 3 + 10) / 6 = 1.83.
#[test]
fn room_takes_what_it_can() {
    let plan = "\
milestones:
  work: {duration: 5d, due: 2026-01-14}
risks:
  r: {title: Slow, probability: 50%, impact: [2d, 6d, 13d], affects: [work]}
";
    let data = data("risks", "2026-01-05", plan);
    let risk = entry(&data["risks"], "p/r");
    assert_eq!(costs(risk), [("p/work", json!(10), json!(1.8))]);
    assert_eq!(risk["costs"][0]["forecast_finish"], "2026-01-28");
    let impact = json!({"optimistic_workdays": 2, "likely_workdays": 6, "pessimistic_workdays": 13});
    assert_eq!((&risk["impact"], &risk["affects"]), (&impact, &json!(["p/work"])));
}

// e stands on Fri 9. 6 days later: 12 13 14 15 16 19. Once it is overdue, as of Mon 12, it is 1 day
// late anyway; 6 more are 13 14 15 16 19 20.
#[test]
fn an_event_on_its_date_gets_later_as_work_does() {
    let plan = "\
milestones:
  e: {due: 2026-01-09}
risks:
  r: {title: Late, probability: 50%, impact: 6d, affects: [e]}
";
    for (day, forecast, late) in [("2026-01-05", "2026-01-19", 6), ("2026-01-12", "2026-01-20", 7)] {
        let data = data("risks", day, plan);
        let risk = entry(&data["risks"], "p/r");
        assert_eq!(costs(risk), [("p/e", json!(6), json!(3.0))], "{day}");
        let cost = &risk["costs"][0];
        assert_eq!((&cost["forecast_finish"], &cost["late_workdays"]), (&json!(forecast), &json!(late)));
    }
    let text = run("2026-01-12", plan);
    assert!(text.contains("p/e  up to 6wd more  3wd expected"), "{text}");
}

// a: 5..9, promised for the 9th, then Wed 21: 8 late. b: 12..16, then 22..28, firm for Fri 23: 26 27
// 28 are 3.
#[test]
fn firm_promises_come_before_those_that_cost_more() {
    let plan = "\
milestones:
  a: {duration: 5d, due: 2026-01-09}
  b: {duration: 5d, due: 2026-01-23, firm: true, depends_on: a}
risks:
  r: {title: Slow, probability: 50%, impact: 8d, affects: [a]}
";
    let data = data("risks", "2026-01-05", plan);
    let risk = entry(&data["risks"], "p/r");
    assert_eq!(costs(risk), [("p/b", json!(3), json!(1.5)), ("p/a", json!(8), json!(4.0))]);
    assert_eq!((&risk["costs"][0]["firm"], &risk["costs"][1]["firm"]), (&json!(true), &json!(false)));
    let text = run("2026-01-05", plan);
    assert!(text.contains("p/b  up to 3wd late  1.5wd expected  p/r: Slow · 50 % × 8wd on p/a · also p/a 8wd late · no owner"), "{text}");
}

// a: 5..15. e stands on its date, Fri 16, then on Wed 28: 19 20 21 22 23 26 27 28. f: 29 30, firm for
// Thu 22: 23 26 27 28 29 30 are 6.
#[test]
fn a_firm_promise_behind_a_date_that_is_not_firm_is_named() {
    let plan = "\
milestones:
  a: {duration: 9d}
  e: {due: 2026-01-16, depends_on: a}
  f: {duration: 2d, depends_on: e, due: 2026-01-22, firm: true}
risks:
  r: {title: Slow, probability: 50%, impact: 8d, affects: [e]}
";
    let data = data("risks", "2026-01-05", plan);
    let risk = entry(&data["risks"], "p/r");
    assert_eq!(costs(risk), [("p/f", json!(6), json!(3.0)), ("p/e", json!(8), json!(4.0))]);
}

// a: 5..9, end: 12..16. A week later end is on Fri 23, which p promised for Mon 19: 20 21 22 23. The
// program stands for its finish, which promised nothing itself and is firm. q/far waits for a: 12 13,
// then 19 20, promised for Wed 14: 15 16 19 20.
#[test]
fn every_promise_in_any_program_is_named() {
    let p = "\
due: 2026-01-19
finish: end
milestones:
  a: {duration: 5d}
  end: {duration: 5d, depends_on: a, firm: true}
risks:
  r: {title: Slow, owner: bo, response: accept, probability: 10%, impact: 1w, affects: [a]}
";
    let q = "milestones:\n  far: {duration: 2d, depends_on: p/a, due: 2026-01-14}\n";
    let files = [("programs/p.yaml", p), ("programs/q.yaml", q)];
    let data = report(&files, &["risks"], "2026-01-05");
    let risk = entry(&data["risks"], "p/r");
    assert_eq!(costs(risk), [("p", json!(4), json!(0.4)), ("q/far", json!(4), json!(0.4))]);
    assert_eq!(risk["costs"][0]["firm"], true);
}

// work: 5..9, promised for Fri 9, on a Saturday then: the program works no day in between.
#[test]
fn a_day_off_later_is_told_in_civil_days() {
    let shared = "calendars: {six: {week: [mon, tue, wed, thu, fri, sat]}}\n";
    let plan = "\
milestones:
  work: {duration: 5d, due: 2026-01-09, calendar: six}
risks:
  r: {title: Slow, owner: bo, response: accept, probability: 50%, impact: 1d, affects: [work]}
";
    let files = [("programs/tpm.yaml", shared), ("programs/p.yaml", plan)];
    let data = report(&files, &["risks"], "2026-01-05");
    let cost = &entry(&data["risks"], "p/r")["costs"][0];
    assert_eq!((&cost["up_to_workdays"], &cost["up_to_days"]), (&json!(0), &json!(1)));
    let text = support::run(&files, &["risks", "--as-of", "2026-01-05"]).out.replace('\u{a0}', " ");
    assert!(text.contains("p/work  up to 1 day late  0wd expected"), "{text}");
}

// The week of short has four days: a week later than Thu 8 is Thu 15, promised for the 8th; of work,
// Fri 16, promised for Fri 9. Both are told in the days of the program: 9 12 13 14 15 and 12..16.
#[test]
fn a_week_is_one_of_the_milestone() {
    let plan = "\
milestones:
  short: {duration: 4d, calendar: four, due: 2026-01-08}
  work: {duration: 5d, due: 2026-01-09}
risks:
  r: {title: Slow, owner: bo, response: accept, probability: 100%, impact: 1w, affects: [short, work]}
";
    let files = [("programs/tpm.yaml", FOUR), ("programs/p.yaml", plan)];
    let data = report(&files, &["risks"], "2026-01-05");
    let risk = entry(&data["risks"], "p/r");
    assert_eq!(costs(risk), [("p/short", json!(5), json!(5.0)), ("p/work", json!(5), json!(5.0))]);
    assert_eq!(risk["costs"][0]["forecast_finish"], "2026-01-15");
    assert_eq!(risk["costs"][1]["forecast_finish"], "2026-01-16");
}

/// Audits on Wed 7 and Thu 8, on Wed 21 January, Wed 4 February.
const SLOTS: &str = "\
calendars: {slots: {week: [], workdays: [2026-01-07, 2026-01-08, 2026-01-21, 2026-02-04]}}
";

fn audit(duration: &str, impact: &str) -> Value {
    let plan = format!(
        "\
milestones:
  audit: {{duration: {duration}, calendar: slots, due: 2026-01-08}}
risks:
  r: {{title: Slow, owner: bo, response: accept, probability: 50%, impact: {impact}, affects: [audit]}}
"
    );
    let files = [("programs/tpm.yaml", SLOTS), ("programs/p.yaml", plan.as_str())];
    entry(&report(&files, &["risks"], "2026-01-05")["risks"], "p/r").clone()
}

// audit: Wed 7. 1 day later is Thu 8, a slot. 2 later is Fri 9, then Wed 21: 9 12 13 14 15 16 19 20
// 21 = 9 late. 11 later is Thu 22, then 4 February, 10 more: 19.
#[test]
fn an_impact_on_slots_counts_in_the_calendar_of_the_program() {
    assert_eq!(costs(&audit("1d", "1d")), []);
    assert_eq!(costs(&audit("1d", "2d")), [("p/audit", json!(9), json!(4.5))]);
    // 50 % of (0 + 4 x 9 + 19) / 6 = 4.58.
    assert_eq!(costs(&audit("1d", "[1d, 2d, 11d]")), [("p/audit", json!(19), json!(4.6))]);
}

// audit: Wed 7, Thu 8. 2 days later it would begin on Fri 9 and end on Mon 12: it begins on Wed 21,
// the only slot there, and needs 4 February as well.
#[test]
fn slots_have_to_be_enough_for_the_work() {
    let risk = audit("2d", "2d");
    assert_eq!(risk["costs"][0]["forecast_finish"], "2026-02-04");
}

#[test]
fn without_another_slot_there_is_no_date_and_no_number() {
    let risk = audit("1d", "[1d, 2d, 40d]");
    assert_eq!(costs(&risk), [("p/audit", Value::Null, Value::Null)]);
    assert!(risk["costs"][0]["forecast_finish"].is_null());
}

#[test]
fn what_has_no_date_is_not_said_to_fit() {
    let plan = "\
milestones:
  ring: {duration: 1d, depends_on: ring2, due: 2026-01-09}
  ring2: {duration: 1d, depends_on: ring}
  work: {duration: 5d, due: 2026-01-14}
risks:
  r: {title: R, owner: bo, response: accept, probability: 50%, impact: 10d, affects: [ring]}
  n: {title: N, owner: bo, response: accept, probability: 50%, affects: [work]}
  f: {title: F, owner: bo, response: accept, probability: 50%, impact: 1d, affects: [work]}
";
    let files = [("programs/p.yaml", plan)];
    let value = support::json(&files, &["risks", "--as-of", "2026-01-05", "--format", "json"]);
    let known = |id: &str| entry(&value["data"]["risks"], id)["costs_known"].clone();
    assert_eq!([known("p/r"), known("p/n"), known("p/f")], [false, false, true]);
    let text = run("2026-01-05", plan);
    assert!(
        text.ends_with("\n1 more risk fits in the room there is, 2 risks without an impact or a date.\n"),
        "{text}"
    );
}

fn run(as_of: &str, plan: &str) -> String {
    support::run(&[("programs/p.yaml", plan)], &["risks", "--as-of", as_of]).out.replace('\u{a0}', " ")
}

#[test]
fn residuals_count_once_mitigated_and_nothing_counts_once_closed() {
    let plan = "\
milestones:
  a: {duration: 5d, due: 2026-01-09}
risks:
  m: {title: M, probability: 50%, impact: 10d, mitigated: 2026-01-02, residual: {probability: 10%, impact: 5d}}
  c: {title: C, probability: 50%, impact: 10d, closed: 2026-01-02}
  o: {title: O, probability: 50%, impact: 10d, occurred: 2026-01-02}
";
    let data = data("risks", "2026-01-05", plan);
    // 10 % of 5; 10 days of what occurred and is not in the plan, as a has no word since.
    assert_eq!(costs(entry(&data["risks"], "p/m")), [("p/a", json!(5), json!(0.5))]);
    assert_eq!(costs(entry(&data["risks"], "p/c")), []);
    assert_eq!(costs(entry(&data["risks"], "p/o")), [("p/a", json!(10), Value::Null)]);
    let order: Vec<&Value> = data["risks"].as_array().unwrap().iter().map(|risk| &risk["id"]).collect();
    assert_eq!(order, ["p/o", "p/m", "p/c"]);
    assert!(data.get("exposure_workdays").is_none(), "days of several risks do not add up");
}

// As soon as anything is said of a milestone that it hits, the plan holds it.
#[test]
fn what_occurred_and_is_in_the_plan_costs_nothing_more() {
    let plan = "\
milestones:
  a: {duration: 5d, due: 2026-01-09, started: 2026-01-05, remaining: 12d, updated: 2026-01-06}
risks:
  o: {title: Fire, owner: bo, probability: 50%, impact: 10d, occurred: 2026-01-06}
";
    let data = data("risks", "2026-01-07", plan);
    let risk = entry(&data["risks"], "p/o");
    assert_eq!((costs(risk), &risk["occurred_not_in_plan"]), (vec![], &json!(false)));
    let text = run("2026-01-07", plan);
    assert!(text.contains("Occurred (1)\n  p/o  bo  occurred 6 Jan · Fire\n"), "{text}");
}

#[test]
fn no_risks_are_zero_exposure() {
    let data = data("risks", "2026-01-05", "milestones: {a: {duration: 1d}}");
    assert!(days(&data["exposure_cost"]).is_sign_positive());
}

#[test]
fn an_unknown_target_does_not_fall_back_to_the_finish() {
    let plan = "\
milestones: {a: {duration: 5d, due: 2026-01-09}}
risks:
  r: {title: R, probability: 50%, impact: 10d, affects: [b]}
";
    let data = data("risks", "2026-01-05", plan);
    let risk = entry(&data["risks"], "p/r");
    assert_eq!((costs(risk), &risk["affects"], &risk["costs_known"]), (vec![], &json!([]), &json!(false)));
}

// Weeks of work has five days, of short four: 1w is at most 5 of them, the second band. Once
// mitigated, 10 % and 25d count. What is done keeps its place, as its likely impact is known.
const PLACED: &str = "\
milestones:
  work: {duration: 5d, due: 2026-01-14}
  short: {duration: 5d, calendar: four}
  past: {duration: 5d, done: 2026-01-02}
risks:
  r: {title: R, probability: 50%, impact: [2d, 6d, 13d], affects: [work]}
  s: {title: S, probability: 50%, impact: 9d, affects: [work]}
  w: {title: W, probability: 25%, impact: 1w, affects: [short, work]}
  m: {title: M, probability: 90%, impact: 1d, mitigated: 2026-01-02, residual: {probability: 10%, impact: 25d}, affects: [work]}
  i: {title: I, probability: 76%, affects: [work]}
  p: {title: P, probability: 76%, impact: 3d, affects: [past]}
  o: {title: O, probability: 80%, impact: 21d, occurred: 2026-01-02, affects: [work]}
  x: {title: X, probability: 80%, impact: 21d, affects: [unknown]}
";

const FOUR: &str = "calendars: {four: {week: [mon, tue, wed, thu]}}\n";

#[test]
fn every_risk_has_its_place_in_the_matrix() {
    let files = [("programs/tpm.yaml", FOUR), ("programs/p.yaml", PLACED)];
    let data = &support::json(&files, &["risks", "--format", "json", "--as-of", "2026-01-05"])["data"];
    let place = |id: &str| {
        let risk = entry(&data["risks"], id);
        json!([risk["probability_band"], risk["impact_band"], risk["score"]])
    };
    assert_eq!(place("p/r"), json!([3, 3, 9]));
    assert_eq!(place("p/w"), json!([2, 2, 4]));
    assert_eq!(place("p/m"), json!([1, 5, 5]));
    assert_eq!(place("p/i"), json!([5, null, null]));
    assert_eq!(place("p/p"), json!([5, 2, 10]));
    assert_eq!(place("p/o"), json!([5, 5, 25]));
    assert_eq!(place("p/x"), json!([null, null, null]), "it could not be read");
    assert_eq!(data["impact_bands_workdays"], json!([2, 5, 10, 20]));
    assert_eq!(data["probability_bands_percent"], json!([10, 25, 50, 75]));
}

#[test]
fn the_bands_of_impact_are_those_of_the_workspace() {
    let shared = format!("impact_bands: [1d, 3d, 5d, 6d]\n{FOUR}");
    let files = [("programs/tpm.yaml", shared.as_str()), ("programs/p.yaml", PLACED)];
    let data = &support::json(&files, &["risks", "--format", "json", "--as-of", "2026-01-05"])["data"];
    assert_eq!(entry(&data["risks"], "p/r")["impact_band"], 4);
    assert_eq!(entry(&data["risks"], "p/s")["impact_band"], 5);
    let text =
        support::run(&files, &["risks", "--matrix", "--as-of", "2026-01-05"]).out.replace('\u{a0}', " ");
    assert!(text.contains("  working days  to 1  2–3  4–5  6  over 6\n"), "{text}");
}

#[test]
fn the_matrix_counts_open_risks_and_lists_them_by_score() {
    let plan = PLACED.replace("  x: {title: X, probability: 80%, impact: 21d, affects: [unknown]}\n", "");
    let files = [("programs/tpm.yaml", FOUR), ("programs/p.yaml", plan.as_str())];
    let arguments = ["risks", "--matrix", "--as-of", "2026-01-05"];
    let text = support::run(&files, &arguments).out.replace('\u{a0}', " ");
    let grid = "\
  impact           1    2     3      4        5
  working days  to 2  3–5  6–10  11–20  over 20
  5: over 75 %     –    1     –      –        –
  4: 51–75 %       –    –     –      –        –
  3: 26–50 %       –    –     2      –        –
  2: 11–25 %       –    1     –      –        –
  1: to 10 %       –    –     –      –        1
";
    assert!(text.contains(grid), "{text}");
    let listed = text.split_once("By score (5)").unwrap().1;
    let places: Vec<_> = ["p/p", "p/s", "p/r", "p/m", "p/w", "Not placed", "p/i"]
        .map(|id| listed.find(id).unwrap_or_else(|| panic!("no {id}\n{text}")))
        .to_vec();
    assert!(places.is_sorted(), "{text}");
    assert!(!text.contains("p/o"), "it has happened\n{text}");
    for width in [60, 80, 120, 200] {
        let plain = [&arguments[..], &["--color", "never"]].concat();
        let shown = support::run_as(&files, &plain, Variables::default(), Some(width)).out;
        assert!(shown.replace('\u{a0}', " ").contains(grid), "{width}\n{shown}");
    }
    let markdown = support::run(&files, &[&arguments[..], &["--format", "markdown"]].concat()).out;
    assert!(markdown.contains("| impact | 1 | 2 | 3 | 4 | 5 |"), "{markdown}");
}

// 75 % of 85 000 are 63 750. It costs no days, so no room covers it.
#[test]
fn risks_that_cost_only_money_are_shown() {
    let plan = "\
milestones: {a: {duration: 5d, due: 2026-03-02}}
risks:
  lease: {title: Lease extended, owner: bo, probability: 75%, cost: 85000, response: accept}
  slow: {title: Slow, owner: bo, probability: 30%, impact: 2d, response: accept}
";
    let files = [("programs/tpm.yaml", "currency: EUR\n"), ("programs/p.yaml", plan)];
    let text = support::run(&files, &["risks", "--as-of", "2026-01-05"]).out.replace('\u{a0}', " ");
    let told = "Costs money but no days (1)\n  p/lease  bo  75 % × 85 000 EUR: 63 750 EUR expected · Lease extended\n\n1 more risk fits in the room there is.\n";
    assert!(text.ends_with(told), "{text}");
}

// Otherwise a wrong year would drop a risk from every sum, or keep an owner from being asked for a
// year.
#[test]
fn future_dates_do_not_count_yet() {
    let plan = "\
milestones:
  work: {owner: bo, duration: 8w, due: 2026-10-01, started: 2026-08-03, progress: 30%, updated: 2027-09-11, health: {rag: green, on: 2027-09-11}}
risks:
  r: {title: Slow, probability: 50%, impact: 6d, affects: [work], closed: 2036-11-20, mitigated: 2036-11-20, occurred: 2036-11-20, reviewed: 2036-11-20}
";
    // As of today, dates in the future are errors; as of a past day, they are just not known yet.
    for (day, warnings) in [("2026-09-14", 6), ("2026-09-11", 0)] {
        let files = [("programs/p.yaml", plan)];
        let arguments = ["--as-of", day, "--format", "json"];
        let value = support::json(&files, &[&["risks"][..], &arguments].concat());
        let risk = &value["data"]["risks"][0];
        // 28 days are left from the as-of day on, so it is late anyway, and 6 more with the risk.
        assert_eq!((&risk["state"], costs(risk)), (&json!("open"), vec![("p/work", json!(6), json!(3.0))]));
        assert!(risk["closed"].is_null() && risk["reviewed"].is_null(), "{risk}");
        let told = value["diagnostics"].as_array().unwrap();
        assert!(told.iter().all(|told| told["rule"] == "future-actual" && told["level"] == "warning"));
        assert_eq!(told.len(), warnings, "{day}: {told:#?}");
        let checked = support::run(&files, &["check", "--as-of", day]);
        assert!(checked.out.contains("quiet-owner"), "{}", checked.out);
        let status = support::run(&files, &["status", "--as-of", day]);
        assert!(!status.out.contains("2027") && !status.out.contains("2036"), "{}", status.out);
    }
}

// Ten rows of 1,000; the risk of each row hits the milestone after which 100 are left.
#[test]
fn each_risk_takes_three_trials_at_most_of_what_waits_for_its_targets() {
    let mut plan = "due: 2199-01-01\nmilestones:\n".to_owned();
    for row in 0..10 {
        for at in 0..1_000 {
            let after = if at == 0 { String::new() } else { format!(", depends_on: m{row}-{}", at - 1) };
            let _ = writeln!(plan, "  m{row}-{at}: {{duration: 1d{after}, due: 2026-01-05}}");
        }
    }
    plan += "risks:\n";
    for row in 0..10 {
        let impact = ["5d", "[2d, 3d, 3d]", "[1d, 2d, 3d]"][row % 3];
        let _ = writeln!(
            plan,
            "  r{row}: {{title: R, probability: 50%, impact: {impact}, affects: [m{row}-899]}}"
        );
    }
    let sources = Sources::new(vec![SourceFile::new("p.yaml", plan)]);
    let day = Day::parse("2026-01-05").unwrap();
    let workspace = load(&sources, None, AsOf { day, from_clock: false, is_past: false }).workspace;
    let network = Network::new(&workspace);
    let assessment = Assessment::new(&workspace, &network, day);
    let mut threats = Threats::new(&assessment);
    for row in 0..10 {
        let before = (threats.trials, threats.visits);
        assert_eq!(threats.of_index(row).costs.len(), 101);
        let trials = row % 3 + 1;
        assert_eq!((threats.trials, threats.visits), (before.0 + trials, before.1 + trials * 101));
    }
}

// Two days fit into the ten weeks before 30 Nov; the 6 000 are a row all the same.
#[test]
fn what_costs_money_but_no_promise_a_day_is_a_row() {
    let plan = "\
due: 2026-11-30
finish: live
milestones: {live: {duration: 1w}}
risks:
  crash: {title: Crash rate, probability: 30%, impact: 2d, cost: 20000, affects: [live], response: accept, owner: ola, raised: 2026-09-01, reviewed: 2026-09-08}
";
    let out = support::run(&[("programs/p.yaml", plan)], &["risks", "--as-of", "2026-09-14"]).out;
    let out = out.replace('\u{a0}', " ");
    assert!(
        out.contains("Costs money but no days (1)\n  p/crash  ola  30 % × 20 000: 6 000 expected"),
        "{out}"
    );
    assert!(!out.contains("more risk"), "{out}");
}
