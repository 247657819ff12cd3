//! What the example programs tell on 14 September 2026, asserted by meaning. The days were counted by hand in the owners' calendars.

use crate::support;
use serde_json::Value;

fn report(arguments: &[&str]) -> Value {
    let files = support::examples();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut all = vec!["--format", "json", "--as-of", "2026-09-14"];
    all.extend(arguments);
    let output = support::run(&files, &all);
    assert_eq!((output.status, output.err.as_str()), (0, ""), "the examples have no errors and no warnings");
    serde_json::from_str(&output.out).unwrap()
}

fn find<'v>(list: &'v Value, id: &str) -> &'v Value {
    list.as_array()
        .unwrap()
        .iter()
        .find(|item| item["id"] == id)
        .unwrap_or_else(|| panic!("no {id} in {list}"))
}

fn milestone(id: &str) -> Value {
    let data = report(&["schedule"]);
    let (program, _) = id.split_once('/').unwrap();
    find(&find(&data["data"]["programs"], program)["milestones"], id).clone()
}

#[test]
fn there_are_two_linked_programs_of_twelve_or_more_milestones() {
    let data = report(&["schedule"]);
    let programs = data["data"]["programs"].as_array().unwrap();
    assert_eq!(programs.len(), 2);
    for program in programs {
        assert!(program["milestones"].as_array().unwrap().len() >= 12);
    }
    assert_eq!(milestone("checkout/fraud-scoring")["driven_by"][0]["by"], "mlops/fraud-model");
    assert_eq!(milestone("mlops/drift-alarms")["driven_by"][0]["by"], "checkout/canary");
}

#[test]
fn checkout_is_late_because_the_ledger_missed_its_promise() {
    let status = report(&["status"]);
    let checkout = find(&status["data"]["programs"], "checkout");
    assert_eq!((&checkout["health"], &checkout["forecast_finish"]), (&"late".into(), &"2026-11-20".into()));
    let first = &status["data"]["needs_someone"][0];
    assert_eq!(first["id"], "checkout/ledger");
    assert_eq!(first["drives"][0], "checkout/cutover");
    let ledger = milestone("checkout/ledger");
    assert_eq!((&ledger["overdue_workdays"], &ledger["forecast_finish"]), (&3.into(), &"2026-09-18".into()));
    let cutover = milestone("checkout/cutover");
    assert_eq!((&cutover["firm"], &cutover["original_due"]), (&true.into(), &"2026-09-30".into()));
}

#[test]
fn its_owner_says_green() {
    let status = report(&["status", "checkout"]);
    let need = find(&status["data"]["needs_someone"], "checkout");
    assert_eq!(need["problems"][0]["kind"], "contradiction");
    assert_eq!(need["problems"][0]["date"], "2026-09-01");
}

#[test]
fn the_vendor_contract_is_blocked_and_makes_the_certificate_late() {
    let status = report(&["status"]);
    let need = find(&status["data"]["needs_someone"], "checkout/vendor-contract");
    let kinds: Vec<&str> = need["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| problem["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["late", "blocked"]);
    assert_eq!(need["makes_late"][0], "checkout/acquirer-cert");
    assert_eq!(milestone("checkout/vendor-contract")["forecast_finish"], "2026-10-02");
}

#[test]
fn fraud_scoring_is_late_only_through_the_other_program() {
    let slips = report(&["slippage"]);
    let scoring = find(&slips["data"]["slips"], "checkout/fraud-scoring");
    assert_eq!((&scoring["own_workdays"], &scoring["carried_workdays"]), (&0.into(), &2.into()));
    assert_eq!(scoring["cause"], "mlops/gpu-capacity");
}

#[test]
fn mlops_is_at_risk_with_three_days_of_float() {
    let status = report(&["status"]);
    let mlops = find(&status["data"]["programs"], "mlops");
    assert_eq!((&mlops["health"], &mlops["commitment_float_workdays"]), (&"at-risk".into(), &3.into()));
    assert_eq!(mlops["forecast_finish"], "2026-12-01");
}

#[test]
fn leave_costs_a_week() {
    // Twelve days left after 10 September, one of them worked on the 11th; Ana is away from the 21st to the 25th.
    let payments = milestone("checkout/payments-service");
    assert_eq!(
        (&payments["remaining_workdays"], &payments["assumed_worked_workdays"]),
        (&11.into(), &1.into())
    );
    assert_eq!(payments["forecast_finish"], "2026-10-05");
}

#[test]
fn one_owner_is_quiet_and_most_of_the_assumed_work_is_credit() {
    let backfill = milestone("mlops/backfill");
    assert_eq!((&backfill["quiet_days"], &backfill["assumed_worked_workdays"]), (&25.into(), &5.into()));
}

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
fn every_day_of_a_year_is_answered() {
    let files = support::examples();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let first = tpm::time::Day::parse("2026-09-14").unwrap();
    let mut overdue = std::collections::BTreeSet::new();
    for ahead in (0..365).step_by(3) {
        let as_of = first.plus(ahead).to_string();
        let value = support::json(&files, &["schedule", "--format", "json", "--as-of", &as_of]);
        let programs = value["data"]["programs"].as_array().unwrap();
        let milestones = programs.iter().flat_map(|program| program["milestones"].as_array().unwrap());
        let mut now = std::collections::BTreeSet::new();
        for milestone in milestones.filter(|milestone| milestone["state"] != "done") {
            let id = milestone["id"].as_str().unwrap().to_owned();
            assert!(milestone["forecast_finish"].as_str().unwrap() >= as_of.as_str(), "{id} as of {as_of}");
            if milestone["overdue_workdays"] != 0 {
                assert_ne!(milestone["health"], "on-track", "{id} as of {as_of}");
                now.insert(id);
            }
        }
        assert!(overdue.is_subset(&now), "what is overdue stays overdue until it is done: {as_of}");
        overdue = now;
    }
    assert!(overdue.len() >= 10);
}
