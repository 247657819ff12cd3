//! The build farm: a week of slip that runs into the freeze, and a cancelled purchase.

use super::{WRITTEN, chain, find, milestone, report};

#[test]
fn a_week_of_slip_meets_the_freeze_and_becomes_seven() {
    // 45 of 120 repositories are 15 days of the 40: 14 September to 2 October in England. Promised
    // a week before.
    let wave = milestone("devx/wave-2");
    assert_eq!(
        (&wave["remaining_workdays"], &wave["forecast_finish"], &wave["finish_variance_workdays"]),
        (&15.into(), &"2026-10-02".into(), &5.into())
    );
    // 12 to 20 November are 7 of its 10 days in Berlin. The freeze is from the 23rd to 4 January:
    // 5, 6 and 7 January.
    let release = milestone("devx/release-pipelines");
    assert_eq!(
        (&release["early_start"], &release["forecast_finish"]),
        (&"2026-11-12".into(), &"2027-01-07".into())
    );
    // Of the 28 days after 20 November, 23 to 27 and four weeks less Christmas Day are 24, 4 to 7
    // January 4.
    let slips = report(&["slippage"]);
    let release = find(&slips["data"]["milestones"], "devx/release-pipelines");
    assert_eq!(
        (&release["lateness_workdays"], &release["own_workdays"], &release["carried_workdays"]),
        (&28.into(), &0.into(), &30.into())
    );
    // Held, it is done on Wed 18 November, two days early: that room is used up too. Five days of
    // the rest are what wave-2 is late; the others the freeze and Christmas add to it.
    let cause = &release["causes"][0];
    assert_eq!(
        (&cause["milestone"], &cause["workdays"], &cause["amplified_workdays"]),
        (&"devx/wave-2".into(), &28.into(), &23.into())
    );
}

#[test]
fn the_lease_ends_before_the_old_machines_go_back() {
    // Read-only on Saturday 9 January; thirty days of the calendar from Monday the 11th end on 9
    // February; a week more.
    let quiet = milestone("devx/quiet-month");
    assert_eq!(
        (&quiet["early_start"], &quiet["forecast_finish"]),
        (&"2027-01-11".into(), &"2027-02-09".into())
    );
    assert_eq!(milestone("devx/read-only")["forecast_finish"], "2027-01-09");
    let status = report(&["status"]);
    let devx = find(&status["data"]["programs"], "devx");
    // From 29 January: two weeks of February and two days. The promise before that was 18 December.
    assert_eq!(
        (&devx["health"], &devx["forecast_finish"], &devx["commitment_float_workdays"]),
        (&"late".into(), &"2027-02-16".into(), &(-12).into())
    );
    assert_eq!(devx["original_due"], "2026-12-18");
    // Its owner reports red, which does not contradict late.
    assert_eq!(devx["declared_health"], "red");
    assert!(status["data"]["needs_someone"].as_array().unwrap().iter().all(|need| need["id"] != "devx"));
}

#[test]
fn imran_is_called_for_all_that_waits_for_the_second_wave() {
    let status = report(&["status"]);
    let list = &status["data"]["needs_someone"];
    let wave = find(list, "devx/wave-2");
    // The releases end on Thursday 7 January and the old Jenkins stops on a Saturday: a day more
    // moves no finish, though all days of the slip do.
    assert_eq!((&wave["owner"], &wave["drives"]), (&"imran".into(), &serde_json::json!([])));
    assert_eq!(wave["makes_late"].as_array().unwrap().len(), 3);
    assert_eq!(
        wave["costs"][0],
        serde_json::json!({"promise": "devx/release-pipelines", "firm": false, "workdays": 28})
    );
    // What is late only because of the wave stands in its line.
    assert!(list.as_array().unwrap().iter().all(|need| need["id"] != "devx/release-pipelines"));
    assert_eq!(chain(WRITTEN, "devx"), ["devx/read-only", "devx/quiet-month", "devx/jenkins-off"]);
    let data = report(&["critical-path", "devx"]);
    let next = &data["data"]["targets"][0]["chains"][1];
    assert_eq!(
        next["milestones"],
        serde_json::json!(["devx/wave-2", "devx/wave-3", "devx/monorepo", "devx/release-pipelines"])
    );
    assert_eq!((&next["float_workdays"], &next["joins"]), (&1.into(), &"devx/read-only".into()));
}

#[test]
fn successors_of_the_cancelled_purchase_wait_for_its_input() {
    let bought = milestone("devx/hosted-cache");
    assert_eq!((&bought["state"], &bought["overdue_workdays"]), (&"cancelled".into(), &0.into()));
    // Security is done on Tuesday the 15th; then 15 days of Berlin, where 3 October is a Saturday.
    let cache = milestone("devx/shared-cache");
    assert_eq!(
        (&cache["early_start"], &cache["forecast_finish"]),
        (&"2026-09-16".into(), &"2026-10-06".into())
    );
    let data = report(&["critical-path", "--to", "devx/shared-cache"]);
    let hop = &data["data"]["targets"][0]["chains"][0]["hops"][1];
    assert_eq!(
        (&hop["waits_for"], &hop["via"][0]),
        (&"devx/cache-rules".into(), &"devx/hosted-cache".into())
    );
}

#[test]
fn rented_agents_stay_until_the_quiet_month_begins() {
    // SF: 40 days of Berlin that end on Friday 8 January: 4 to 8 January 5, 14 to 24 December 9,
    // four weeks before 20, and 6 days from 6 November.
    let agents = milestone("devx/spare-agents");
    assert_eq!(
        (&agents["early_start"], &agents["forecast_finish"]),
        (&"2026-11-06".into(), &"2027-01-08".into())
    );
    assert_eq!(
        (&agents["driven_by"][0]["by"], &agents["driven_by"][0]["type"]),
        (&"devx/quiet-month".into(), &"SF".into())
    );
}
