//! What the risks of all five programs threaten.

use super::{find, report};
use serde_json::{Value, json};

/// Returns what a risk costs a promise: the forecast at worst, up to, and expected.
fn cost<'v>(risk: &'v Value, promise: &str) -> [&'v Value; 3] {
    let mut costs = risk["costs"].as_array().unwrap().iter();
    let cost = costs.find(|cost| cost["promise"] == promise).unwrap_or_else(|| panic!("{promise}: {risk}"));
    ["forecast_finish", "up_to_workdays", "expected_workdays"].map(|key| &cost[key])
}

#[test]
fn risks_are_told_by_what_they_threaten() {
    let data = report(&["risks"]);
    let risks = &data["data"]["risks"];
    assert_eq!(risks[0]["id"], "checkout/sandbox-down");
    assert_eq!((&risks[0]["state"], &risks[0]["costs"]), (&json!("occurred"), &json!([])));
    let ledger = find(risks, "checkout/ledger-perf");
    // 18 Sep, late anyway, and 15 working days: 9 Oct. 30 % of 15.
    let expected = [json!("2026-10-09"), json!(15), json!(4.5)];
    assert_eq!(cost(ledger, "checkout/ledger"), expected.each_ref());
    assert_eq!(ledger["neglected"][0], "mitigation overdue since 31 Aug");
    // A firm promise comes first, whatever the others cost.
    assert_eq!(ledger["costs"][0]["firm"], true);
    let review = find(risks, "mlops/board-says-no");
    // The board meets on 14 Oct; 15 16, 19 to 23, 26 27 28 are 10. 30 % of them.
    let expected = [json!("2026-10-28"), json!(10), json!(3.0)];
    assert_eq!(cost(review, "mlops/model-review"), expected.each_ref());
    let care = find(risks, "checkout/care-staffing");
    assert_eq!((&care["costs"], &care["costs_known"]), (&json!([]), &json!(true)));
    assert_eq!(find(risks, "checkout/double-charge")["probability_percent"], 5);
}

#[test]
fn one_risk_was_never_looked_at_again() {
    let data = report(&["risks"]);
    let neglected: Vec<&str> = data["data"]["risks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|risk| risk["neglected"].as_array().is_some_and(|why| !why.is_empty()))
        .map(|risk| risk["id"].as_str().unwrap())
        .collect();
    assert_eq!(neglected, ["checkout/ledger-perf", "gdpr/restore-revives"]);
    let restore = find(&data["data"]["risks"], "gdpr/restore-revives");
    assert_eq!(restore["neglected"][0], "raised 6 Jul, never reviewed");
    // The last backup expires on Wed 18 Nov. 25 days of Madrid later, without 7 8 25 and 28 to 31
    // December and 1 January, it is Mon 4 Jan: 18 after the promise of 27 Nov. 10 later it is 2 Dec,
    // 3 late; 5 later 25 Nov. 30 % of (0 + 4 x 3 + 18) / 6 = 1.5.
    let expected = [json!("2027-01-04"), json!(18), json!(1.5)];
    assert_eq!(cost(restore, "gdpr/backups"), expected.each_ref());
}

#[test]
fn the_money_at_stake_is_added_up() {
    // In thousands: 50 % of 90, 40 % of 60, 5 % of 250, 30 % of 120, 25 % of 40, 50 % of 18, 75 %
    // of 85.
    let expected = 45_000 + 24_000 + 12_500 + 36_000 + 10_000 + 9_000 + 63_750;
    let data = report(&["risks"]);
    let risks = data["data"]["risks"].as_array().unwrap();
    let cost: f64 = risks.iter().filter_map(|risk| risk["exposure_cost"].as_f64()).sum();
    assert_eq!(cost, f64::from(expected));
    let text = super::text("2026-09-14", &["risks"]);
    assert!(text.lines().next().unwrap().ends_with("200 250 EUR"), "{text}");
}
