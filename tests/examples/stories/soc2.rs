//! SOC 2: reported green, and an auditor's slot lost because of another program.

use super::{WRITTEN, chain, find, kinds, milestone, report, text};

#[test]
fn the_auditors_slot_is_lost_through_the_build_farm() {
    // 52 % of 25 days are 13. Blocked until the 18th: 21 to 25 September, 28 September to 1
    // October, Gandhi Jayanti, 5 to 8. Its program, in Berlin, counts that 2 October: nine days
    // after 25 September.
    let signed = milestone("devx/provenance");
    assert_eq!(
        (&signed["remaining_workdays"], &signed["forecast_finish"], &signed["finish_variance_workdays"]),
        (&13.into(), &"2026-10-08".into(), &9.into())
    );
    // A week in Berlin from the 9th: Thursday the 15th, a day after the auditor was there.
    let control = milestone("soc2/change-control");
    assert_eq!(
        (&control["early_start"], &control["forecast_finish"]),
        (&"2026-10-09".into(), &"2026-10-15".into())
    );
    // The next slot is four weeks on, 20 working days of the program.
    let walk = milestone("soc2/walkthrough");
    assert_eq!(
        (&walk["forecast_finish"], &walk["finish_variance_days"], &walk["finish_variance_workdays"]),
        (&"2026-11-11".into(), &28.into(), &20.into())
    );
    let slips = report(&["slippage"]);
    let walk = find(&slips["data"]["milestones"], "soc2/walkthrough");
    assert_eq!(
        (&walk["own_workdays"], &walk["causes"][0]["milestone"]),
        (&0.into(), &"devx/provenance".into())
    );
    assert_eq!(walk["causes"][0]["amplified_by"], serde_json::json!(["slots of audit-slots"]));
}

#[test]
fn the_call_goes_to_the_other_program() {
    let status = report(&["status"]);
    let list = &status["data"]["needs_someone"];
    let signed = find(list, "devx/provenance");
    assert_eq!(kinds(signed), ["late", "blocked"]);
    assert_eq!(signed["makes_late"], serde_json::json!(["soc2/change-control", "soc2/walkthrough"]));
    let blocked = &signed["problems"][1];
    // 31 August to 11 September.
    assert_eq!((&blocked["waiting_on"], &blocked["workdays"]), (&"kofi".into(), &10.into()));
    assert!(list.as_array().unwrap().iter().all(|need| need["id"] != "soc2/walkthrough"));
    // Selected alone, it is listed, with the milestone that holds it up.
    let alone = report(&["status", "soc2"]);
    let control = find(&alone["data"]["needs_someone"], "soc2/change-control");
    assert_eq!(control["because_of"], "devx/provenance");
}

#[test]
fn its_owner_says_green_because_security_is_on_time() {
    let status = report(&["status"]);
    let soc2 = find(&status["data"]["programs"], "soc2");
    assert_eq!((&soc2["health"], &soc2["declared_health"]), (&"at-risk".into(), &"green".into()));
    assert_eq!(kinds(find(&status["data"]["needs_someone"], "soc2")), ["contradiction"]);
    // 26 February, and two weeks of March.
    assert_eq!(
        (&soc2["forecast_finish"], &soc2["commitment_float_workdays"]),
        (&"2027-02-25".into(), &11.into())
    );
}

#[test]
fn the_auditors_days_drive_the_report_and_the_observation_is_three_days_behind() {
    assert_eq!(chain(WRITTEN, "soc2"), ["soc2/fieldwork", "soc2/report-draft", "soc2/report-issued"]);
    // The evidence room could be ready on 7, 8 or 11 January, and the auditor comes on the 12th.
    let data = report(&["critical-path", "soc2"]);
    let chains = data["data"]["targets"][0]["chains"].as_array().unwrap();
    let observed = serde_json::json!(["soc2/window-closes", "soc2/evidence-room"]);
    let observed = chains.iter().find(|chain| chain["milestones"] == observed).unwrap();
    assert_eq!((&observed["float_workdays"], &observed["joins"]), (&3.into(), &"soc2/fieldwork".into()));
    // Three days after the observation are 4, 5 and 6 January: the company is closed until New
    // Year's Day.
    assert_eq!(milestone("soc2/evidence-room")["forecast_finish"], "2027-01-06");
    // Then the auditor comes on 12 to 14 and 19 to 21 January.
    let fieldwork = milestone("soc2/fieldwork");
    assert_eq!(
        (&fieldwork["early_start"], &fieldwork["forecast_finish"]),
        (&"2027-01-12".into(), &"2027-01-21".into())
    );
}

#[test]
fn evidence_has_weeks_of_its_own() {
    // 7 to 18 September in Bengaluru, without Ganesha Chaturthi: 9 days, of which 12 of 30 systems
    // are 4.
    let review = milestone("soc2/access-review-q3");
    assert_eq!(
        (&review["duration_workdays"], &review["remaining_workdays"], &review["forecast_finish"]),
        (&9.into(), &4.into(), &"2026-09-18".into())
    );
    for (window, first, last) in [
        ("soc2/pentest", "2026-09-21", "2026-10-02"),
        ("soc2/incident-drill", "2026-10-19", "2026-10-23"),
        ("soc2/restore-test", "2026-11-04", "2026-11-06"),
        ("soc2/access-review-q4", "2026-12-01", "2026-12-11"),
    ] {
        let found = milestone(window);
        assert_eq!((&found["early_start"], &found["forecast_finish"]), (&first.into(), &last.into()));
    }
    assert!(text(WRITTEN, &["schedule", "--workstream", "evidence"]).contains("access-review-q4"));
}

#[test]
fn fixes_wait_for_the_first_findings_and_for_two_weeks_after_the_last() {
    let fixes = milestone("soc2/pentest-fixes");
    let types: Vec<&str> =
        fixes["driven_by"].as_array().unwrap().iter().map(|link| link["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["SS", "FF"]);
    assert_eq!(
        (&fixes["early_start"], &fixes["forecast_finish"]),
        (&"2026-09-28".into(), &"2026-10-16".into())
    );
}
