//! The same files weeks later, untouched: nothing turns green, and old reports no longer count.

use super::{WRITTEN, find, id, milestone_at, milestones, report_at, text};
use std::collections::BTreeSet;

const OCTOBER: &str = "2026-10-12";
const DECEMBER: &str = "2026-12-07";

fn having(as_of: &str, what: impl Fn(&serde_json::Value) -> bool) -> BTreeSet<String> {
    milestones(&report_at(as_of, &["schedule"]))
        .filter(|item| what(item))
        .map(|item| id(item).to_owned())
        .collect()
}

fn overdue(as_of: &str) -> BTreeSet<String> {
    having(as_of, |item| item["overdue_workdays"] != 0)
}

fn forecasts(as_of: &str) -> Vec<(String, String, Option<String>)> {
    let status = report_at(as_of, &["status"]);
    let told = |program: &serde_json::Value| {
        let health = program["health"].as_str().unwrap().to_owned();
        (id(program).to_owned(), health, program["forecast_finish"].as_str().map(str::to_owned))
    };
    status["data"]["programs"].as_array().unwrap().iter().map(told).collect()
}

fn set(ids: &[&str]) -> BTreeSet<String> {
    ids.iter().map(|&id| id.to_owned()).collect()
}

#[test]
fn what_was_promised_becomes_overdue_and_stays_so() {
    assert_eq!(overdue(WRITTEN), set(&["checkout/ledger"]));
    // All of these were promised before 12 October. So was payments-service, for Friday the 9th,
    // but that Monday is a holiday in Madrid.
    let october = overdue(OCTOBER);
    assert_eq!(
        october,
        set(&[
            "checkout/ledger",
            "checkout/vendor-contract",
            "devx/cache-rules",
            "devx/mac-racks",
            "devx/provenance",
            "devx/shared-cache",
            "devx/wave-2",
            "gdpr/concept-signed",
            "gdpr/delete-storefront",
            "gdpr/lumetric-contract",
            "gdpr/orchestrator",
            "mlops/backfill",
            "mlops/fraud-model",
            "mlops/gpu-capacity",
            "mlops/online-store",
            "soc2/access-review-q3",
            "soc2/change-control",
            "soc2/pentest",
        ])
    );
    let december = overdue(DECEMBER);
    assert!(december.is_superset(&october) && december.contains("checkout/payments-service"));
    // Everything but the promises from December on, and what the auditor's own days have not
    // reached.
    assert!(december.len() >= 40, "{december:?}");
}

#[test]
fn dates_become_floors() {
    assert_eq!(having(WRITTEN, |item| item["forecast_is_floor"] == true), set(&[]));
    // Events whose day has passed, a block that should have ended, and work whose reported
    // remaining days have run out.
    assert_eq!(
        having(OCTOBER, |item| item["forecast_is_floor"] == true),
        set(&[
            "checkout/ledger",
            "checkout/vendor-contract",
            "devx/cache-rules",
            "devx/mac-racks",
            "devx/provenance",
            "gdpr/concept-signed",
            "gdpr/lumetric-contract",
            "mlops/gpu-capacity",
            "soc2/access-review-q3",
        ])
    );
}

#[test]
fn owners_become_quiet() {
    let quiet = |as_of| having(as_of, |item| !item["quiet_days"].is_null());
    assert_eq!(quiet(WRITTEN), set(&["mlops/backfill"]));
    let october = quiet(OCTOBER);
    assert!(october.len() > 10 && october.contains("checkout/ledger") && october.contains("devx/wave-2"));
    // 11 September to 12 October.
    assert_eq!(milestone_at(OCTOBER, "devx/wave-2")["quiet_days"], 31);
}

#[test]
fn in_october_the_freeze_takes_checkout_too() {
    // Of the 5 days left 5 are assumed, so one is: 13 October, after Columbus Day. Shadow traffic
    // to 10 November, three days that Veterans Day makes the 16th, canary on 17 to 20 November and
    // 5 to 12 January, cutover to the 27th without the 18th.
    let cutover = milestone_at(OCTOBER, "checkout/cutover");
    assert_eq!(cutover["forecast_finish"], "2027-01-27");
    // Nobody worked on it; in September it still ended on the last day before the freeze.
    assert_eq!(milestone_at(WRITTEN, "checkout/cutover")["forecast_finish"], "2026-11-20");
    let canary = milestone_at(OCTOBER, "checkout/canary");
    assert_eq!(
        (&canary["early_start"], &canary["forecast_finish"]),
        (&"2026-11-17".into(), &"2027-01-12".into())
    );
}

#[test]
fn in_october_one_quiet_owner_costs_three_programs_their_promise() {
    // 12 days of the backfill are left, 5 are assumed: 13 to 21 October. Warehouse to 13 November,
    // backups 35 days from the 16th to a Sunday, the sample on 21 to 24 December and 4 January, and
    // five days of Madrid without Epiphany.
    assert_eq!(milestone_at(OCTOBER, "mlops/backfill")["forecast_finish"], "2026-10-21");
    assert_eq!(milestone_at(OCTOBER, "gdpr/backups")["forecast_finish"], "2026-12-20");
    // Evidence of it a week later, on the 19th; a day for the room; of the auditor's slots 21
    // January and 2 to 10 February are left, then three weeks for the draft and two for the report.
    let late = |program: &str, finish: &str| (program.to_owned(), "late".to_owned(), Some(finish.to_owned()));
    assert_eq!(
        forecasts(OCTOBER),
        [
            late("checkout", "2027-01-27"),
            late("devx", "2027-03-02"),
            late("gdpr", "2027-01-12"),
            late("mlops", "2026-12-18"),
            late("soc2", "2027-03-17")
        ]
    );
    let status = report_at(OCTOBER, &["status"]);
    let backfill = find(&status["data"]["needs_someone"], "mlops/backfill");
    // 28 September to 9 October; the 12th is a holiday in Madrid.
    assert_eq!(backfill["problems"][0]["workdays"], 10);
    assert_eq!(
        backfill["drives"],
        serde_json::json!(["gdpr/self-serve", "soc2/report-issued", "mlops/platform-open"])
    );
}

#[test]
fn three_more_weeks_of_the_second_wave_cost_two() {
    // Ten days left end on 23 October, three weeks later than they did; the move of the releases
    // fits after the freeze, 5 to 18 January, seven days later than it did; read-only on Saturday
    // the 23rd, thirty days from the 25th, a week from 24 February.
    assert_eq!(milestone_at(OCTOBER, "devx/wave-2")["forecast_finish"], "2026-10-23");
    assert_eq!(milestone_at(OCTOBER, "devx/release-pipelines")["forecast_finish"], "2027-01-18");
    assert_eq!(milestone_at(OCTOBER, "devx/quiet-month")["forecast_finish"], "2027-02-23");
}

#[test]
fn in_december_the_auditor_has_no_slots_left() {
    // Deletion is live on 8 March, its evidence complete on the 15th. The last slot was 11
    // February.
    assert_eq!(milestone_at(DECEMBER, "gdpr/self-serve")["forecast_finish"], "2027-03-08");
    let fieldwork = milestone_at(DECEMBER, "soc2/fieldwork");
    assert!(fieldwork["forecast_finish"].is_null() && fieldwork["undated_because"].is_string());
    // What waits for it has no date either, in the other program too. The promise of soc2 is firm.
    let none = |program: &str, health: &str| (program.to_owned(), health.to_owned(), None);
    let found = forecasts(DECEMBER);
    assert!(found.contains(&none("soc2", "late")) && found.contains(&none("devx", "at-risk")), "{found:?}");
    assert!(found.contains(&("checkout".to_owned(), "late".to_owned(), Some("2027-02-19".to_owned()))));
    assert!(text(DECEMBER, &["status"]).contains("; 7 milestones without a date."));
}
