//! By when something is needed: a day that is said to be enough is enough, and the next is not.

use super::{find, milestone, report, schedule, text};
use serde_json::{Value, json};

// As of Tue 10 October 2023. feature-a: 10..24. impl promised Fri 3 November and takes 30..3: it must
// begin on >Mon 30. With the lag, whose day is Fri 27, provision must be over by Thu 26>.
fn plan(lag: &str, provision: &str) -> String {
    format!(
        "\
finish: impl
milestones:
  feature-a: {{owner: ana, duration: 11d}}
  provision: {{owner: acme, duration: 0d, due: 2023-10-27{provision}}}
  impl: {{owner: ana, duration: 5d, depends_on: [feature-a, provision{lag}], due: 2023-11-03}}
"
    )
}

/// Returns the handoff from a milestone of the program `p`.
fn handoff(files: &[(&str, &str)], giver: &str, as_of: &str) -> Value {
    let data = report(files, &["handoffs", "--as-of", as_of]);
    let mut handoffs = data["handoffs"].as_array().unwrap().iter();
    handoffs.find(|handoff| handoff["giver"]["id"] == format!("p/{giver}")).unwrap().clone()
}

#[test]
fn an_event_is_needed_by_the_end_of_the_day_before_the_lag() {
    // By its forecast impl begins on >Wed 25, the day after the lag.
    let lagged = (" +1d", "2023-10-26", true, "2023-10-23");
    for (lag, needed, is_too_late, moves_after) in [lagged, ("", "2023-10-27", false, "2023-10-24")] {
        let plan = plan(lag, "");
        let files = [("p.yaml", plan.as_str())];
        let told = handoff(&files, "provision", "2023-10-10");
        assert_eq!((&told["needed_by"], &told["needed_for"]), (&json!(needed), &json!("p/impl")), "{lag}");
        assert_eq!(told["promised_too_late"], is_too_late, "{lag}");
        let found = schedule(&files, "2023-10-10");
        // Its own promise, Fri 27, is as near as that of impl where that needs it by Fri 27.
        assert_eq!(milestone(&found, "p/provision")["finish_by"], needed, "{lag}");
        assert_eq!(milestone(&found, "p/provision")["late_finish"], moves_after, "{lag}");
        let why = report(&files, &["why", "p/provision", "--as-of", "2023-10-10"]);
        assert_eq!(why["finish_by"], needed, "{lag}");
    }
    let plan = plan(" +1d", "");
    let files = [("p.yaml", plan.as_str())];
    let told = text(&files, &["handoffs", "--as-of", "2023-10-10"]);
    assert!(told.contains("needed by 26 Oct to keep p/impl"), "{told}");
    assert!(told.contains("promised 27 Oct, 1wd after it is needed"), "{told}");
    let told = text(&files, &["why", "p/provision", "--as-of", "2023-10-10"]);
    assert!(told.contains("to p/impl's promise, 3 Nov (needed by 26 Oct)"), "{told}");
}

#[test]
fn the_day_written_down_keeps_the_promise_and_the_next_does_not() {
    let forecast = |provision: &str, as_of: &str| {
        let found = schedule(&[("p.yaml", &plan(" +1d", provision))], as_of);
        milestone(&found, "p/impl")["forecast_finish"].as_str().unwrap().to_owned()
    };
    assert_eq!(forecast(", eta: 2023-10-26", "2023-10-10"), "2023-11-03");
    assert_eq!(forecast(", eta: 2023-10-27", "2023-10-10"), "2023-11-06");
}

// Done on Thu 26, provision lies at the start of that day, so that the lag passes on it: impl 27..2. Done
// a day later, the lag passes on Fri 27.
#[test]
fn done_on_the_day_needed_keeps_the_promise() {
    for (done, finish) in [("2023-10-26", "2023-11-02"), ("2023-10-27", "2023-11-03")] {
        let plan = plan(" +1d", &format!(", done: {done}"))
            .replace("duration: 11d", "duration: 11d, started: 2023-10-10, done: 2023-10-24");
        let found = schedule(&[("p.yaml", &plan)], done);
        assert_eq!(milestone(&found, "p/impl")["forecast_finish"], finish);
    }
}

// provision is said for Fri 27 and impl needs it by Thu 26: that is a day later, though it keeps its own
// promise.
#[test]
fn a_forecast_later_than_another_needs_is_at_risk() {
    let plan = plan(" +1d", ", eta: 2023-10-27");
    let files = [("p.yaml", plan.as_str())];
    let found = schedule(&files, "2023-10-10");
    let provision = milestone(&found, "p/provision");
    assert_eq!(provision["health"], "at-risk");
    assert_eq!(provision["health_reason"], "must finish 1wd sooner or p/impl misses 3 Nov");
    let told = text(&files, &["why", "p/provision", "--as-of", "2023-10-10"]);
    assert!(told.contains("it must finish by 26 Oct, 1wd sooner, or p/impl misses 3 Nov"), "{told}");
}

// b takes 16..20 November: supply, which waits for nothing, is needed by Fri 13. prep, two days of
// work, ends by then, begins by Thu 12, and is started by nobody yet.
#[test]
fn an_event_without_inputs_is_needed_by_the_working_day_before() {
    let files = [
        ("tpm.yaml", "owners: {dev: {team: dev}, sup: {team: supply}}\n"),
        (
            "p.yaml",
            "\
due: 2026-11-20
milestones:
  supply: {owner: sup, duration: 0d}
  prep: {owner: sup, duration: 2d}
  b: {owner: dev, duration: 1w, depends_on: [supply, prep]}
",
        ),
    ];
    for giver in ["supply", "prep"] {
        let told = handoff(&files, giver, "2026-10-05");
        assert_eq!((&told["needed_by"], &told["needed_for"]), (&json!("2026-11-13"), &json!("p")), "{giver}");
    }
    let found = schedule(&files, "2026-10-05");
    let asked = |id: &str| ["start_by", "finish_by"].map(|key| milestone(&found, id)[key].clone());
    assert_eq!(asked("p/supply"), ["2026-11-13", "2026-11-13"]);
    assert_eq!(asked("p/prep"), ["2026-11-12", "2026-11-13"]);
    assert_eq!(asked("p/b"), ["2026-11-16", "2026-11-20"]);
    let told = text(&files, &["why", "p/prep", "--as-of", "2026-10-05"]);
    assert!(told.contains("(start by 12 Nov, finish by 13 Nov)"), "{told}");
}

// The promise of the event is its own date, Sat 10 January, and no other hangs on it: by then. ship is
// promised for Fri 9 and waits for it: 0 working days late, and still too late.
#[test]
fn a_date_on_a_day_off_is_later_than_the_day_before() {
    let alone = "milestones:\n  sign: {due: 2026-01-10}\n";
    let found = schedule(&[("p.yaml", alone)], "2026-01-05");
    assert_eq!(milestone(&found, "p/sign")["finish_by"], "2026-01-10");
    let plan = "milestones:\n  sign: {due: 2026-01-10}\n  ship: {depends_on: sign, due: 2026-01-09}\n";
    let found = schedule(&[("p.yaml", plan)], "2026-01-05");
    let sign = milestone(&found, "p/sign");
    assert_eq!((&sign["finish_by"], &sign["health"]), (&json!("2026-01-09"), &json!("at-risk")));
    assert_eq!(sign["health_reason"], "must finish 1 day sooner or p/ship misses 9 Jan");
}

// As of Mon 5 January. end takes Fri 30. x may take Wed 28 and Thu 29, so that g would do on Tue 27;
// but y needs 23 26 27 28 29, and g by Thu 22, whichever of the two waits for it.
#[test]
fn a_day_that_keeps_the_promise_on_one_way_keeps_it_on_all() {
    let plan = |eta: &str| {
        format!(
            "\
milestones:
  g: {{owner: ana, duration: 5d{eta}}}
  x: {{owner: bo, duration: 2d, depends_on: g}}
  y: {{owner: cy, duration: 5d, depends_on: g}}
  end: {{owner: dee, duration: 1d, depends_on: [x, y], due: 2026-01-30, firm: true}}
"
        )
    };
    let at = |command: &'static str, eta: &str| {
        report(&[("p.yaml", &plan(eta))], &[command, "--as-of", "2026-01-05"])
    };
    let data = at("handoffs", "");
    let rows = data["handoffs"].as_array().unwrap().iter();
    let of_g = rows.filter(|row| row["giver"]["id"] == "p/g");
    let said: Vec<(&str, &str)> = of_g
        .map(|row| (row["receiver"]["id"].as_str().unwrap(), row["needed_by"].as_str().unwrap()))
        .collect();
    assert_eq!(said, [("p/x", "2026-01-22"), ("p/y", "2026-01-22")]);
    let end = |eta: &str| {
        let data = at("schedule", eta);
        find(&data["programs"][0]["milestones"], "p/end")["forecast_finish"].as_str().unwrap().to_owned()
    };
    assert_eq!(end(", eta: 2026-01-22"), "2026-01-30");
    assert_eq!(end(", eta: 2026-01-23"), "2026-02-02");
}

// As of Thu 10 September, slots 14 and 21 September. pass stands on Wed 16>, a day off, and gone
// passes that on: use then lies on >Mon 21, and billing misses 16 September. On >21, pass would count for
// use from the working end before, Mon 14>: so a later start of a day would do, and its end on the 16th
// does not. By the end of the 14th is enough.
#[test]
fn a_forecast_that_is_too_late_is_no_day_that_is_early_enough() {
    let plan = |also: &str| {
        [
            ("tpm.yaml".to_owned(), "calendars: {default: {week: [], workdays: [2026-08-31, 2026-09-14, 2026-09-21]}}\n".to_owned()),
            (
                "p.yaml".to_owned(),
                "milestones:\n  pass: {due: 2026-09-16}\n  gone: {depends_on: pass, cancelled: {on: 2026-09-10, reason: Not needed}}\n".to_owned(),
            ),
            ("billing.yaml".to_owned(), format!("due: 2026-09-16\nmilestones:\n  use: {{depends_on: [p/gone FF{also}]}}\n")),
        ]
    };
    for also in ["", ", p/pass -2ed"] {
        let files = plan(also);
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let schedule = schedule(&files, "2026-09-10");
        assert_eq!(milestone(&schedule, "billing/use")["early_finish"], "2026-09-21", "{also}");
        let pass = milestone(&schedule, "p/pass");
        assert_eq!(
            (&pass["commitment"], &pass["finish_by"]),
            (&json!("billing"), &json!("2026-09-14")),
            "{also}"
        );
    }
}

// As of Sat 5 September; unbroken slots on 30 and 31 July, 11 and 21 August, 10 September, and from 7
// July 2027 on. build needs two in a row: 7 and 8 July 2027, or, for the 14th, 30 and 31 July. parts
// begins on 10 September and is expected on the 18th. near needs its finish four slots before >30 July:
// 21 August; and far needs its start by 30 July. Its own promise, 29 August, asks for the 21st too:
// the promise that asks for the start says so of the finish all the same.
#[test]
fn two_promises_that_ask_for_the_same_finish_both_say_so() {
    let files = [
        (
            "tpm.yaml",
            "calendars: {default: {week: [], workdays: [2023-12-05..2026-07-31, 2026-08-11, 2026-08-21, 2026-09-10, 2027-07-07..2030-09-09], unbroken: true}}\n",
        ),
        (
            "p.yaml",
            "
due: 2026-09-14
milestones:
  parts: {start: 2026-08-28, due: 2026-08-29, eta: 2026-09-18}
  near: {depends_on: parts -4d}
  far: {depends_on: parts SF}
  build: {duration: 2d, depends_on: [near, far]}
",
        ),
    ];
    let schedule = schedule(&files, "2026-09-05");
    let parts = milestone(&schedule, "p/parts");
    let told = ["early_start", "early_finish", "commitment", "start_by", "finish_by"].map(|key| &parts[key]);
    assert_eq!(told, ["2026-09-10", "2026-09-18", "p", "2026-07-30", "2026-08-21"]);
}

// As of Sat 10 October 2026. pass begins on >Mon 19 and is expected on the 20th. review is promised for
// Sat 31 and needs its finish by Fri 30; p, promised for Sun 1 November, needs it by Fri 30 too. load, of
// 29 30, needs its start by Thu 29, for p: that is nearest, and asks for the finish by the 30th as well.
#[test]
fn a_promise_that_shares_its_day_with_another_asks_for_it() {
    let files = [(
        "p.yaml",
        "
start: 2026-10-19
due: 2026-11-01
milestones:
  pass: {duration: 1d, eta: 2026-10-20}
  review: {depends_on: pass, due: 2026-10-31}
  load: {duration: 2d, depends_on: [pass SS]}
",
    )];
    let schedule = schedule(&files, "2026-10-10");
    let pass = milestone(&schedule, "p/pass");
    let told = ["commitment", "start_by", "finish_by"].map(|key| &pass[key]);
    assert_eq!(told, ["p", "2026-10-29", "2026-10-30"]);
}

// As of Wed 2 September 2026. build may begin on its eta, Fri 25, at the latest. use, promised for Sat 26,
// asks for its finish by the 25th, as does p, promised for the 26th too; its own promise is later, and
// asks for the start by the same day.
#[test]
fn three_promises_that_ask_for_the_same_start_all_say_so() {
    let files = [(
        "p.yaml",
        "
due: 2026-09-26
milestones:
  build: {duration: 6d, due: 2026-10-03, eta: 2026-09-25}
  use: {depends_on: build, due: 2026-09-26}
",
    )];
    let schedule = schedule(&files, "2026-09-02");
    let build = milestone(&schedule, "p/build");
    assert_eq!(["start_by", "finish_by"].map(|key| &build[key]), ["2026-09-25", "2026-09-25"]);
}
