//! `tpm odds --backtest` over histories that are drawn from the model of the odds, or from one whose owners are
//! optimistic.

use super::history::history;
use crate::support::part::cases;
use crate::support::run_in_repository;
use serde_json::Value;

/// What is summed over histories.
#[derive(Debug, Default)]
struct Sums {
    histories: f64,
    milestones: f64,
    inside: f64,
    early: f64,
    late: f64,
    /// How many intervals contain 80 %.
    contain: f64,
    expected: f64,
    actual: f64,
    promises: f64,
    kept: f64,
    kept_by_odds: f64,
    brier: f64,
    /// By owner: the workdays expected and worked.
    owners: std::collections::BTreeMap<String, (f64, f64)>,
    /// In how many histories the bias is between 25 and 35 %.
    third: f64,
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is no number"))
}

/// Runs the backtest of some histories.
fn sums(histories: u32, times: fn(&str) -> f64) -> Sums {
    let mut sums = Sums::default();
    for seed in 0..histories {
        let (past, as_of) = history(u64::from(seed) + 1, times);
        let as_of = as_of.to_string();
        let arguments = ["odds", "--backtest", "--runs", "200", "--as-of", &as_of, "--format", "json"];
        let output = run_in_repository(&past, &[("programs/p0.yaml", "milestones: {}\n")], &arguments);
        assert_eq!(output.status, 0, "{}", output.err);
        let report: Value = serde_json::from_str(&output.out).unwrap();
        let backtest = &report["data"]["backtest"];
        let rows = |key: &str| backtest[key].as_array().unwrap().clone();
        let count = rows("milestones").len() as f64;
        sums.histories += 1.0;
        sums.milestones += count;
        sums.inside += number(&backtest["coverage_percent"]) * count / 100.0;
        sums.early += number(&backtest["early_percent"]) * count / 100.0;
        sums.late += number(&backtest["late_percent"]) * count / 100.0;
        let contains = number(&backtest["low"]) <= 80.0 && 80.0 <= number(&backtest["high"]);
        sums.contain += f64::from(u8::from(contains));
        for owner in rows("by_owner") {
            let (expected, actual) = (number(&owner["expected_workdays"]), number(&owner["actual_workdays"]));
            let of = sums.owners.entry(owner["name"].as_str().unwrap().to_owned()).or_default();
            *of = (of.0 + expected, of.1 + actual);
            sums.expected += expected;
            sums.actual += actual;
        }
        let bias = number(&backtest["bias_percent"]);
        sums.third += f64::from(u8::from((25.0..=35.0).contains(&bias)));
        let promises = rows("promises").len() as f64;
        sums.promises += promises;
        sums.kept += number(&backtest["kept"]);
        sums.kept_by_odds += number(&backtest["kept_by_odds_percent"]) * promises / 100.0;
        sums.brier += number(&backtest["brier"]) * promises;
    }
    sums
}

#[track_caller]
fn within(what: &str, found: f64, expected: f64, error: f64, sums: &Sums) {
    assert!((found - expected).abs() <= error, "{what}: {found} and not {expected} ± {error}\n{sums:#?}");
}

// With n milestones the share has the standard error √(0.8 × 0.2 / n): 0.4 % of 10,000, and 3 % of 200.
#[test]
fn of_its_own_model_the_backtest_says_80_percent() {
    let histories = cases(96);
    let sums = sums(histories, |_| 1.0);
    let is_whole = histories >= 96;
    let error = if is_whole { 3.0 } else { 5.0 };
    let percent = |sum: f64| sum / sums.milestones * 100.0;
    within("coverage", percent(sums.inside), 80.0, error, &sums);
    within("early", percent(sums.early), 10.0, error, &sums);
    within("late", percent(sums.late), 10.0, error, &sums);
    within("bias", (sums.actual / sums.expected - 1.0) * 100.0, 0.0, if is_whole { 1.0 } else { 4.0 }, &sums);
    let kept = |sum: f64| sum / sums.promises * 100.0;
    within("kept", kept(sums.kept), kept(sums.kept_by_odds), if is_whole { 2.0 } else { 8.0 }, &sums);
    assert!(sums.brier / sums.promises < 0.2, "better than a coin toss: {sums:#?}");
    // The interval is honest: it contains the truth in 95 of 100 histories.
    if is_whole {
        assert!(sums.contain / sums.histories >= 0.92, "{sums:#?}");
    }
}

#[test]
fn owners_who_are_30_percent_optimistic_are_found() {
    let histories = cases(48);
    let of_all = sums(histories, |_| 1.3);
    let bias = |(expected, actual): (f64, f64)| (actual / expected - 1.0) * 100.0;
    within("bias", bias((of_all.expected, of_all.actual)), 30.0, 5.0, &of_all);
    assert!(of_all.inside / of_all.milestones < 0.72, "too sure: {of_all:#?}");
    if histories >= 48 {
        assert!(of_all.third / of_all.histories >= 0.7, "{of_all:#?}");
    }
    let of_one = sums(histories, |owner| if owner == "cy" { 1.3 } else { 1.0 });
    for (owner, of) in &of_one.owners {
        within(owner, bias(*of), if owner == "cy" { 30.0 } else { 0.0 }, 5.0, &of_one);
    }
}
