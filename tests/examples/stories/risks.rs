//! What the risks of all five programs threaten.

use super::{find, report};

#[test]
fn risks_are_told_by_what_they_threaten() {
    let data = report(&["risks"]);
    let risks = &data["data"]["risks"];
    assert_eq!(risks[0]["id"], "checkout/sandbox-down");
    assert_eq!(risks[0]["state"], "occurred");
    let ledger = find(risks, "checkout/ledger-perf");
    // 30 % of 15 days, and no float to absorb any of them.
    assert_eq!(
        (&ledger["exposure_workdays"], &ledger["float_aware_exposure_workdays"]),
        (&4.5.into(), &4.5.into())
    );
    assert_eq!(ledger["neglected_because"][0], "mitigation overdue since 31 Aug");
    let review = find(risks, "mlops/board-says-no");
    // 30 % of 10 days; one day of float absorbs one of them.
    assert_eq!(
        (&review["exposure_workdays"], &review["float_aware_exposure_workdays"]),
        (&3.0.into(), &2.7.into())
    );
    let care = find(risks, "checkout/care-staffing");
    assert_eq!(
        (&care["exposure_workdays"], &care["float_aware_exposure_workdays"]),
        (&0.5.into(), &0.0.into())
    );
    assert_eq!(find(risks, "checkout/double-charge")["probability_percent"], 5);
}

#[test]
fn one_risk_was_never_looked_at_again() {
    let data = report(&["risks"]);
    let neglected: Vec<&str> = data["data"]["risks"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|risk| risk["neglected_because"].as_array().is_some_and(|why| !why.is_empty()))
        .map(|risk| risk["id"].as_str().unwrap())
        .collect();
    assert_eq!(neglected, ["checkout/ledger-perf", "gdpr/restore-revives"]);
    let restore = find(&data["data"]["risks"], "gdpr/restore-revives");
    assert_eq!(restore["neglected_because"][0], "raised 6 Jul, never reviewed");
    let backups = &restore["targets"][0];
    // Six days of float: begun on Friday 23 October the 35 days end on 26 November, a day before
    // the promise.
    assert_eq!(backups["room_workdays"], 6);
    // 25 days at worst, of which the promise to the authority absorbs 11: from 15 October to the
    // 30th, the last start after which backups, sample (7 to 11 December) and opening (14 to 18)
    // are still in time.
    let breaks = &backups["also_breaks"][0];
    assert_eq!((&breaks["promise"], &breaks["by_workdays"]), (&"gdpr".into(), &14.into()));
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
