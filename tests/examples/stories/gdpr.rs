//! Deletion: on track, with fixed waiting times, behind a quiet owner in another program.

use super::{WRITTEN, chain, find, kinds, milestone, report};

#[test]
fn it_is_on_track_by_times_that_nobody_can_shorten() {
    // 35 days of the calendar from 15 October, thirty from the 16th, which end on a Saturday.
    let backups = milestone("gdpr/backups");
    assert_eq!(
        (&backups["early_start"], &backups["forecast_finish"]),
        (&"2026-10-15".into(), &"2026-11-18".into())
    );
    let notice = milestone("gdpr/notice");
    assert_eq!(
        (&notice["early_start"], &notice["forecast_finish"]),
        (&"2026-10-16".into(), &"2026-11-14".into())
    );
    let status = report(&["status"]);
    let gdpr = find(&status["data"]["programs"], "gdpr");
    // 3, 4, 9, 10, 11 and 14 to 18 December: Madrid is closed on the 7th and 8th.
    assert_eq!(
        (&gdpr["health"], &gdpr["forecast_finish"], &gdpr["finish_variance_workdays"]),
        (&"on-track".into(), &"2026-12-02".into(), &(-10).into())
    );
}

#[test]
fn its_path_begins_with_a_quiet_owner_in_another_program() {
    assert_eq!(
        chain(WRITTEN, "gdpr"),
        ["mlops/backfill", "gdpr/delete-warehouse", "gdpr/backups", "gdpr/dpo-sample", "gdpr/self-serve"]
    );
    let backfill = milestone("mlops/backfill");
    assert_eq!(
        (&backfill["critical_for"], &backfill["quiet_days"]),
        (&serde_json::json!(["gdpr"]), &25.into())
    );
    let status = report(&["status"]);
    let need = find(&status["data"]["needs_someone"], "mlops/backfill");
    assert_eq!(kinds(need), ["quiet"]);
    assert_eq!(need["drives"][0], "gdpr/self-serve");
}

#[test]
fn a_vendors_promise_was_moved_twice_and_holds_by_two_days() {
    let slips = report(&["slippage"]);
    let api = find(&slips["data"]["milestones"], "gdpr/mailhaven-api");
    assert_eq!((&api["moved"].as_array().unwrap().len(), &api["original_due"]), (&2, &"2026-07-31".into()));
    // August has 21 days, September 22, and 9 of October, without the Fiesta Nacional of the
    // program's calendar, are before its eta.
    assert_eq!(api["lateness_workdays"], 52);
    let api = milestone("gdpr/mailhaven-api");
    assert_eq!((&api["health"], &api["commitment_float_workdays"]), (&"on-track".into(), &2.into()));
    // It waits for nothing, so its eta takes no room: 15..18 | 21..25 | 28..2 | 5..9 | 13..16.
    assert_eq!(api["room_workdays"], 23);
}

#[test]
fn payments_wait_for_the_new_ledger_and_for_ana() {
    // Ana is free after 5 October: 15 days of Madrid without the 12th.
    let payments = milestone("gdpr/delete-payments");
    assert_eq!(payments["driven_by"][0]["by"], "checkout/payments-service");
    assert_eq!(
        (&payments["early_start"], &payments["forecast_finish"], &payments["health"]),
        (&"2026-10-06".into(), &"2026-10-27".into(), &"on-track".into())
    );
}

#[test]
fn nobody_looks_at_the_risk_of_restored_backups() {
    let status = report(&["status"]);
    let need = find(&status["data"]["needs_someone"], "gdpr/backups");
    assert_eq!(kinds(need), ["neglected-risk"]);
    assert_eq!(need["problems"][0]["about"], "gdpr/restore-revives");
    assert_eq!(need["owner"], "ines");
}
