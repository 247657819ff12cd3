//! What a floor drives is only the earliest day left, too.

use super::{find, milestone, program, report, schedule, text};
use serde_json::{Value, json};

/// Returns the floor that a milestone's date rests on.
#[track_caller]
fn floor_from<'v>(schedule: &'v Value, id: &str) -> Option<&'v str> {
    let milestone = milestone(schedule, id);
    let from = milestone["floor_from"].as_str();
    assert_eq!(milestone["forecast_rests_on_floor"], from.is_some(), "{id}");
    from
}

// As of Mon 7 December. contract is an event on Fri 18, blocked without an end. build takes 15d:
// 21..25, 28..1, 4..8 January. launch takes 5d: 11..15. Both are weeks before their promises.
const CONTRACT: &[(&str, &str)] = &[(
    "p.yaml",
    "\
owner: eve
due: 2027-02-26
finish: launch
milestones:
  contract: {owner: acme, due: 2026-12-18, updated: 2026-12-04, blocked: {since: 2026-11-30, why: liability, waiting_on: eve}}
  build: {owner: amy, duration: 15d, depends_on: contract, due: 2027-01-29}
  launch: {owner: eve, duration: 5d, depends_on: build, firm: true, due: 2027-02-26}
",
)];

#[test]
fn what_a_floor_drives_rests_on_it() {
    let schedule = schedule(CONTRACT, "2026-12-07");
    let dates = ["contract", "build", "launch"].map(|id| {
        let milestone = milestone(&schedule, &format!("p/{id}"));
        (milestone["forecast_finish"].as_str().unwrap(), milestone["forecast_is_floor"].as_bool().unwrap())
    });
    assert_eq!(dates, [("2026-12-18", true), ("2027-01-08", false), ("2027-01-15", false)]);
    assert_eq!(floor_from(&schedule, "p/contract"), None);
    assert_eq!(floor_from(&schedule, "p/build"), Some("p/contract"));
    assert_eq!(floor_from(&schedule, "p/launch"), Some("p/contract"));
}

#[test]
fn milestones_that_rest_on_a_floor_keep_their_color_and_the_program_does_not() {
    let schedule = schedule(CONTRACT, "2026-12-07");
    let health = |id: &str| milestone(&schedule, id)["health"].as_str().unwrap().to_owned();
    assert_eq!(["p/contract", "p/build", "p/launch"].map(health), ["at-risk", "on-track", "on-track"]);
    let program = program(&schedule, "p");
    assert_eq!((&program["health"], &program["health_about"]), (&json!("at-risk"), &json!("p/contract")));
    assert_eq!(program["health_reason"], "its finish rests on contract, blocked with no end in sight");
    assert_eq!(
        (&program["forecast_is_floor"], &program["floor_from"]),
        (&json!(false), &json!("p/contract"))
    );
}

#[test]
fn every_report_prints_what_rests_on_a_floor_with_its_sign() {
    let told = |report: &[&str]| text(CONTRACT, &[report, &["--as-of", "2026-12-07"]].concat());
    let status = told(&["status"]);
    assert!(status.contains("→ ≥ 15 Jan 2027 · rests on contract, blocked with no end in sight"), "{status}");
    for report in [&["schedule"][..], &["critical-path"], &["why", "launch"]] {
        let told = told(report);
        assert!(told.contains("≥ 15 Jan"), "{report:?}: {told}");
        assert_eq!(told.matches("15 Jan").count(), told.matches("≥ 15 Jan").count(), "{report:?}: {told}");
    }
    let why = told(&["why", "launch"]);
    assert!(why.contains("The date rests on contract, blocked with no end in sight."), "{why}");
    let late = [(CONTRACT[0].0, CONTRACT[0].1.replace("firm: true, due: 2027-02-26", "due: 2027-01-14"))];
    let late = late.each_ref().map(|(name, text)| (*name, text.as_str()));
    let slippage = text(&late, &["slippage", "--as-of", "2026-12-07"]);
    assert!(slippage.contains("≥ 15 Jan"), "{slippage}");
    let data = report(&late, &["slippage", "--as-of", "2026-12-07"]);
    let launch = find(&data["milestones"], "p/launch");
    assert_eq!(
        (&launch["forecast_is_floor"], &launch["forecast_rests_on_floor"]),
        (&json!(false), &json!(true))
    );
}

// As of Mon 5 January. contract is an event on Fri 9, so the audit waits for the slot of Wed 21: it
// would wait for it from Tue 13 too, and still nothing says that it will be held then. old is
// cancelled, and passes on what it waited for.
#[test]
fn floors_are_inherited_through_slots_cancelled_milestones_and_programs() {
    let schedule = schedule(
        &[
            (
                "tpm.yaml",
                "calendars: {slots: {week: [], workdays: [2026-01-21, 2026-01-28, 2026-02-04, 2026-02-11, 2026-02-18]}}\n",
            ),
            (
                "p.yaml",
                "\
milestones:
  contract: {due: 2026-01-09, blocked: {since: 2026-01-02, why: liability, waiting_on: eve}}
  old: {duration: 5d, depends_on: contract, cancelled: {on: 2026-01-02, reason: bought}}
",
            ),
            (
                "q.yaml",
                "due: 2026-03-31\nmilestones:\n  audit: {calendar: slots, duration: 1d, depends_on: p/old}\n",
            ),
        ],
        "2026-01-05",
    );
    assert_eq!(milestone(&schedule, "q/audit")["forecast_finish"], "2026-01-21");
    assert_eq!(floor_from(&schedule, "q/audit"), Some("p/contract"));
    assert_eq!(floor_from(&schedule, "p/old"), None);
    let program = program(&schedule, "q");
    assert_eq!(program["health"], "at-risk");
    assert_eq!(program["health_reason"], "its finish rests on p/contract, blocked with no end in sight");
}

// As of Mon 5 January. a has used up its 2d: one is left, ≥ 5. Its start is a fact, and so is what
// follows from it. long: 5..9.
#[test]
fn nothing_else_rests_on_a_floor() {
    let schedule = schedule(
        &[(
            "p.yaml",
            "\
milestones:
  a: {duration: 2d, started: 2025-12-29}
  from-its-start: {duration: 3d, depends_on: a SS+5d}
  by-eta: {duration: 3d, depends_on: a, eta: 2026-01-09}
  long: {duration: 5d}
  slack: {duration: 1d, depends_on: [a, long]}
  done: {duration: 1d, depends_on: a, done: 2026-01-02}
",
        )],
        "2026-01-05",
    );
    let finish = |id: &str| milestone(&schedule, id)["forecast_finish"].as_str().unwrap().to_owned();
    assert_eq!(milestone(&schedule, "p/a")["forecast_is_floor"], true);
    assert_eq!(finish("p/a"), "2026-01-05");
    assert_eq!(
        ["p/from-its-start", "p/by-eta", "p/slack"].map(finish),
        ["2026-01-07", "2026-01-09", "2026-01-12"]
    );
    for id in ["p/from-its-start", "p/by-eta", "p/long", "p/slack", "p/done"] {
        assert_eq!(floor_from(&schedule, id), None, "{id}");
    }
}

// As of Mon 5 January. a has not started, and its eta is past: 5, 6, ≥ 7. b may start with it: 5.
#[test]
fn a_start_that_may_not_hold_is_handed_on() {
    let schedule = schedule(
        &[(
            "p.yaml",
            "milestones:\n  a: {duration: 3d, eta: 2026-01-02}\n  b: {duration: 1d, depends_on: a SS}\n",
        )],
        "2026-01-05",
    );
    assert_eq!(milestone(&schedule, "p/b")["forecast_finish"], "2026-01-05");
    assert_eq!(floor_from(&schedule, "p/b"), Some("p/a"));
}

// As of Mon 5 January. a: ≥ 5, near: Tue 6, far: ≥ 6, both ends of day. both: Wed 7, one link from
// far and two from a. stale waits for far: Wed 7, and its own eta has passed. end: Thu 8.
#[test]
fn the_first_floor_back_is_named() {
    let schedule = schedule(
        &[(
            "p.yaml",
            "\
milestones:
  a: {duration: 2d, started: 2025-12-29}
  near: {duration: 1d, depends_on: a}
  far: {due: 2026-01-06, blocked: {since: 2026-01-02, why: liability, waiting_on: eve}}
  both: {duration: 1d, depends_on: [near, far]}
  stale: {duration: 1d, depends_on: far, eta: 2026-01-02}
  end: {duration: 1d, depends_on: stale}
",
        )],
        "2026-01-05",
    );
    let finish = |id: &str| milestone(&schedule, id)["forecast_finish"].as_str().unwrap().to_owned();
    assert_eq!(
        ["p/near", "p/both", "p/stale", "p/end"].map(finish),
        ["2026-01-06", "2026-01-07", "2026-01-07", "2026-01-08"]
    );
    assert_eq!(floor_from(&schedule, "p/near"), Some("p/a"));
    assert_eq!(floor_from(&schedule, "p/both"), Some("p/far"));
    assert_eq!(milestone(&schedule, "p/stale")["forecast_is_floor"], true);
    assert_eq!(floor_from(&schedule, "p/stale"), Some("p/far"));
    assert_eq!(floor_from(&schedule, "p/end"), Some("p/stale"));
}
