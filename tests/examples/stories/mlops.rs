//! The feature platform: a vendor's late delivery, a quiet owner, and a milestone of another
//! program that is late only because of it.

use super::{find, milestone, report};

#[test]
fn fraud_scoring_is_late_only_through_the_other_program() {
    let slips = report(&["slippage"]);
    let scoring = find(&slips["data"]["milestones"], "checkout/fraud-scoring");
    assert_eq!((&scoring["own_workdays"], &scoring["carried_workdays"]), (&0.into(), &2.into()));
    assert_eq!(scoring["causes"][0]["milestone"], "mlops/gpu-capacity");
}

#[test]
fn mlops_is_at_risk_with_three_days_of_float() {
    let status = report(&["status"]);
    let mlops = find(&status["data"]["programs"], "mlops");
    assert_eq!((&mlops["health"], &mlops["commitment_float_workdays"]), (&"at-risk".into(), &3.into()));
    assert_eq!(mlops["forecast_finish"], "2026-12-01");
}

#[test]
fn one_owner_is_quiet_and_most_of_the_assumed_work_is_credit() {
    let backfill = milestone("mlops/backfill");
    assert_eq!((&backfill["quiet_days"], &backfill["assumed_worked_workdays"]), (&25.into(), &5.into()));
}
