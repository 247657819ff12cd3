//! Checkout: late because one milestone on the critical path missed its promise, while its owner
//! reports green.

use super::{find, kinds, milestone, report};
use serde_json::Value;

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
    assert_eq!(kinds(need), ["late", "blocked"]);
    assert_eq!(need["makes_late"][0], "checkout/acquirer-cert");
    assert_eq!(milestone("checkout/vendor-contract")["forecast_finish"], "2026-10-02");
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
fn the_promise_to_the_bank_was_moved_twice() {
    let slips = report(&["slippage"]);
    let cutover = find(&slips["data"]["milestones"], "checkout/cutover");
    let causes: Vec<&Value> =
        cutover["moved"].as_array().unwrap().iter().map(|moved| &moved["cause"]).collect();
    assert_eq!(causes, ["scope", "vendor"]);
    // 30 September to 13 November: October has 21 days without Columbus Day, November 9 without Veterans Day. To 20 November 5 more.
    assert_eq!((&cutover["promise_moved_workdays"], &cutover["lateness_workdays"]), (&30.into(), &35.into()));
    // By plan it would be done on Tue 17 November: 32 of the 35 never fitted.
    assert_eq!(
        (&cutover["never_fitted_workdays"], &cutover["carried_workdays"], &cutover["causes"][0]["milestone"]),
        (&32.into(), &3.into(), &"checkout/ledger".into())
    );
}

#[test]
fn the_way_back_is_counted_in_days_of_the_calendar() {
    // 28 days after Friday 20 November is Friday 18 December; 15 days of Madrid from Monday the 21st: 4 before Christmas,
    // 4 and 5 January, 7 and 8, and 7 more up to Tuesday the 19th.
    let removed = milestone("checkout/monolith-removed");
    assert_eq!(
        (&removed["early_start"], &removed["forecast_finish"]),
        (&"2026-12-21".into(), &"2027-01-19".into())
    );
}
