//! `odds_at_least` in an assertion.

use super::attacks::{fails, findings, passes};
use super::{answer, status};
use crate::support::{self, Past, Version};
use serde_json::{Value, json};

/// Every day is worked, so that a length is a difference of days.
const SHARED: &str = "\
odds: {distribution: triangular}
owners: {priya: {}, bo: {}, auditor: {calendar: none-left}}
calendars:
  default: {week: [mon, tue, wed, thu, fri, sat, sun]}
  none-left: {week: [], workdays: [2025-12-01]}
";

/// From Thu 1 January: 10, 20 or 50 days by a triangle. It is promised for the 25th day, which
/// 1 - 24.5² / (40 × 30) = 50.0 % keep; 30 days 68.3 % and 31 days 71.5 %.
const PLAN: &str = "\
owner: priya
finish: end
due: 2026-01-25
milestones:
  a: {owner: bo, duration: [10d, 20d, 50d], due: 2026-01-25}
  end: {owner: bo, depends_on: [a]}
  done: {owner: bo, duration: 1d, due: 2025-12-20, done: 2025-12-24}
  free: {owner: bo, duration: 1d, due: tbd, depends_on: [end]}
  gone: {owner: bo, duration: 1d, due: 2026-02-01, cancelled: {on: 2025-12-01, reason: Bought}}
  never: {owner: auditor, duration: 5d, due: 2026-02-01}
";

const AS_OF: [&str; 2] = ["--as-of", "2026-01-01"];

fn with(plan: &str, assertion: &str) -> String {
    format!("{plan}assert:\n  - {assertion}\n")
}

/// Returns the findings about an assertion.
fn broken(plan: &str, assertion: &str) -> Vec<Value> {
    let plan = with(plan, assertion);
    let files = [("programs/p.yaml", plan.as_str()), ("programs/tpm.yaml", SHARED)];
    let answer = answer(&files, &AS_OF);
    let findings = answer["findings"].as_array().unwrap().iter();
    findings.filter(|told| told["rule"] == "broken-assertion").cloned().collect()
}

#[track_caller]
fn check(plan: &str, assertion: &str, expected: &[&str]) {
    let broken = broken(plan, assertion);
    let messages: Vec<&str> = broken.iter().map(|told| told["message"].as_str().unwrap()).collect();
    assert_eq!(messages, expected, "{assertion}");
}

#[test]
fn a_promise_has_to_be_kept_in_so_many_runs() {
    check(PLAN, "{milestone: a, odds_at_least: 48%}", &[]);
    check(
        PLAN,
        "{milestone: a, odds_at_least: 70%, because: Contract penalty}",
        &[
            "`p/a` (bo) keeps its promise of 25 Jan in 50 ± 1 of 100 runs, but the plan asserts at least 70, and so many keep only 31 Jan: Contract penalty",
        ],
    );
    // From 25 to 31 January.
    let broken = broken(PLAN, "{milestone: a, odds_at_least: 70%}");
    assert_eq!(broken[0]["weight_days"], json!(6));
}

#[test]
fn a_finish_without_a_day_of_its_own_answers_for_its_program() {
    check(PLAN, "{milestone: end, odds_at_least: 48%}", &[]);
    check(
        PLAN,
        "{milestone: end, odds_at_least: 70%}",
        &[
            "`p/end` (bo) keeps its promise of 25 Jan in 50 ± 1 of 100 runs, but the plan asserts at least 70, and so many keep only 31 Jan",
        ],
    );
}

#[test]
fn what_is_done_holds_and_what_cannot_be_kept_does_not() {
    check(PLAN, "{milestone: done, odds_at_least: 99%}", &[]);
    check(
        PLAN,
        "{milestone: free, odds_at_least: 1%}",
        &["`p/free` (bo) promises no day, but the plan asserts a promise that is kept in 1 of 100 runs"],
    );
    check(
        PLAN,
        "{milestone: gone, odds_at_least: 1%}",
        &["`p/gone` (bo) is cancelled, but the plan asserts a promise that is kept in 1 of 100 runs"],
    );
    check(
        PLAN,
        "{milestone: never, odds_at_least: 1%}",
        &[
            "`p/never` (auditor) has no forecast, but the plan asserts a promise that is kept in 1 of 100 runs",
        ],
    );
}

// With the risk, 40 % of the runs take 10 days more: 0.6 × 50.0 + 0.4 × 5.5² / (40 × 10) = 33.0 %, and the
// small one takes less than a point of it.
#[test]
fn the_risk_that_costs_most_is_named() {
    let plan = format!(
        "{PLAN}risks:
  slow: {{title: Slow, owner: bo, probability: 40%, impact: 10d, affects: [a]}}
  small: {{title: Small, owner: bo, probability: 1%, impact: 1d, affects: [a]}}
"
    );
    let broken = broken(&plan, "{milestone: a, odds_at_least: 48%}");
    let message = broken[0]["message"].as_str().unwrap();
    assert!(message.contains("in 32 ± 1 of 100 runs, but"), "{message}");
    // P80 of the mixture is 39 or 40 days, without the risk 35.
    assert!(message.contains("; risk `p/slow` costs it most, "), "{message}");
    assert!(message.ends_with("4 days at P80") || message.ends_with("5 days at P80"), "{message}");
}

#[test]
fn never_and_always_are_not_told_and_cannot_be_asked_for() {
    let late = PLAN.replace("50d], due: 2026-01-25", "50d], due: 2026-01-08");
    let told = broken(&late, "{milestone: a, odds_at_least: 1%}");
    let message = told[0]["message"].as_str().unwrap();
    assert!(message.contains("keeps its promise of 8 Jan in under 1 of 100 runs, but"), "{message}");
    for odds in ["0%", "100%", "0.8", "80"] {
        let plan = with(PLAN, &format!("{{milestone: a, odds_at_least: {odds}}}"));
        let files = [("programs/p.yaml", plan.as_str()), ("programs/tpm.yaml", SHARED)];
        let output = support::run(&files, &["check", "--as-of", "2026-01-01"]);
        assert_eq!(output.status, 1, "{odds}");
        assert!(
            output.out.contains("write a whole percentage from 1 to 99, such as `80%`"),
            "{}",
            output.out
        );
    }
    let plan = with(PLAN, "{odds_at_least: 80%}");
    let files = [("programs/p.yaml", plan.as_str()), ("programs/tpm.yaml", SHARED)];
    let output = support::run(&files, &["check", "--as-of", "2026-01-01"]);
    assert!(output.out.contains("add `milestone: cutover`"), "{}", output.out);
}

#[test]
fn a_waiver_of_the_program_excuses_it() {
    let waived = PLAN.replace(
        "finish: end\n",
        "finish: end\nwaive: [{rule: broken-assertion, until: 2026-02-01, reason: Agreed with legal}]\n",
    );
    let of = |plan: &str| {
        let plan = with(plan, "{milestone: a, odds_at_least: 70%}");
        let files = [("programs/p.yaml", plan.as_str()), ("programs/tpm.yaml", SHARED)];
        status(&files, &["--as-of", "2026-01-01", "--off", "hygiene"])
    };
    assert_eq!((of(PLAN), of(&waived)), (1, 0));
}

/// As of Mon 14 September 2026, 10, 20 or 50 working days; 25 of them end on Fri 16 October.
const FUTURE: &str = "\
owner: priya
milestones:
  a: {owner: bo, duration: [10d, 20d, 50d], due: 2026-10-16}
";

fn future(assertion: &str) -> String {
    with(FUTURE, assertion)
}

const BROKEN: &str = "error broken-assertion p";
const FILE: &str = "programs/p.yaml";
const SETTINGS: &str = "programs/tpm.yaml";

#[test]
fn what_was_broken_before_a_change_is_known_unless_it_gets_worse() {
    let base = future("{milestone: a, odds_at_least: 70%}");
    let shared = (SETTINGS, "odds: {distribution: triangular}\n");
    let told = |head: &str| findings(&[(FILE, &base), shared], &[(FILE, head), shared]);
    assert!(!told(&base).contains(&BROKEN.to_owned()), "{:?}", told(&base));
    let better = base.replace("50d", "48d");
    assert!(!told(&better).contains(&BROKEN.to_owned()), "{:?}", told(&better));
    let worse = base.replace("50d", "60d");
    assert!(told(&worse).contains(&BROKEN.to_owned()), "{:?}", told(&worse));
}

#[test]
fn a_change_can_neither_soften_it_nor_the_runs_that_judge_it() {
    let base = future("{milestone: a, odds_at_least: 48%}");
    let late = base.replace("50d", "80d");
    let shared = (SETTINGS, "odds: {distribution: triangular}\n");
    let base = [(FILE, base.as_str()), shared];
    passes(&base, &base);
    let softened = [
        late.replace("48%", "5%"),
        late.replace("{milestone: a, odds_at_least: 48%}", "{milestone: a, forecast_by: 2026-12-31}"),
    ];
    for head in &softened {
        fails(&base, &[(FILE, head), shared], BROKEN);
    }
    let stricter = base[0].1.replace("48%", "49%");
    passes(&base, &[(FILE, &stricter), shared]);
    // A single estimate has the default range; a change of that, or of the distribution, is told.
    let single = "owner: priya\nmilestones:\n  a: {owner: bo, duration: 20d, due: 2026-10-12}\nassert:\n  - {milestone: a, odds_at_least: 60%}\n";
    let wide = (SETTINGS, "default_range: {optimistic: 90%, pessimistic: 200%}\n");
    let narrow = (SETTINGS, "default_range: {optimistic: 90%, pessimistic: 101%}\n");
    assert_eq!(status(&[(FILE, single), wide], &["--off", "hygiene"]), 1);
    assert_eq!(status(&[(FILE, single), narrow], &["--off", "hygiene"]), 0);
    fails(&[(FILE, FUTURE), wide], &[(FILE, single), narrow], BROKEN);
    let from = ["check", "--policy-from", "main", "--as-of", "2026-09-14"];
    let text = support::run_since(&[(FILE, single), wide], &[(FILE, single), narrow], &from).out;
    assert!(text.contains("alters `default_range`"), "{text}");
    // Where nobody asserts odds, how they are drawn judges nothing.
    let text = support::run_since(&[(FILE, FUTURE), wide], &[(FILE, FUTURE), narrow], &from).out;
    assert!(!text.contains("default_range"), "{text}");
}

#[test]
fn a_diff_tells_that_the_gate_is_loosened() {
    let (base, head) =
        (future("{milestone: a, odds_at_least: 80%}"), future("{milestone: a, odds_at_least: 60%}"));
    let output =
        support::run_since(&[(FILE, &base)], &[(FILE, &head)], &["diff", "main", "--format", "json"]);
    let value: Value = serde_json::from_str(&output.out).unwrap();
    let policy = &value["data"]["policy"][0];
    assert_eq!((&policy["what"], &policy["loosened"]), (&json!("assertion"), &json!(true)), "{value:#}");
    let text = support::run_since(&[(FILE, &base)], &[(FILE, &head)], &["diff", "main"]).out;
    assert!(text.contains("loosens the gate at p") && text.contains("80%") && text.contains("60%"), "{text}");
}

// On Monday 25 working days are left, on Tuesday 24 of them: what has not begun has less time.
#[test]
fn the_gate_of_tomorrow_knows_it() {
    let share = |as_of: &str| {
        let files = [(FILE, FUTURE), (SETTINGS, "odds: {distribution: triangular}\n")];
        let odds = support::json(&files, &["odds", "--as-of", as_of, "--format", "json"]);
        odds["data"]["promises"][0]["kept_percent"].as_u64().unwrap()
    };
    let (today, tomorrow) = (share("2026-09-14"), share("2026-09-15"));
    assert_eq!(today, 50);
    assert!(tomorrow < today, "{tomorrow}");
    let plan = future(&format!("{{milestone: a, odds_at_least: {}%}}", today - 1));
    let files = [(FILE, plan.as_str()), (SETTINGS, "odds: {distribution: triangular}\n")];
    let week = support::json(&files, &["week", "--as-of", "2026-09-14", "--format", "json"]);
    let news = week["data"]["gate_next_workday"].as_array().unwrap();
    assert!(news.iter().any(|told| told["rule"] == "broken-assertion"), "{news:#?}");
}

// How often something is asked changes nothing: the numbers are those of `tpm odds` with its defaults.
#[test]
fn the_gate_says_what_the_report_says() {
    let files = [(FILE, FUTURE), (SETTINGS, "odds: {runs: 500}\n")];
    let odds = support::json(&files, &["odds", "--format", "json"]);
    let kept = odds["data"]["promises"][0]["kept_percent"].as_u64().unwrap();
    let plan = future("{milestone: a, odds_at_least: 99%}");
    let past = Past(vec![Version::new(&["main"], "2026-09-11", &[(FILE, plan.as_str()), files[1]])]);
    for _ in 0..2 {
        let output = support::run_in_repository(&past, &[(FILE, plan.as_str()), files[1]], &["check"]);
        assert!(output.out.contains(&format!("in {kept} ± 5 of 100 runs")), "{kept}: {}", output.out);
    }
}
