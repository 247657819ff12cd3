//! Who caused a slip, and what never fitted.

use super::{find, report, text};
use serde_json::{Value, json};

/// Returns lateness, own, carried, never fitted and room used of a late milestone.
fn days(late: &Value) -> [i64; 5] {
    ["lateness", "own", "carried", "never_fitted", "room_used"]
        .map(|key| late[format!("{key}_workdays")].as_i64().unwrap())
}

/// Returns each cause with its days, and those of them that were added on the way.
fn causes(late: &Value) -> Vec<(&str, i64, i64)> {
    let causes = late["causes"].as_array().unwrap().iter();
    let number = |cause: &Value, key: &str| cause[key].as_i64().unwrap();
    causes
        .map(|cause| {
            let name = cause["milestone"].as_str().unwrap();
            (name, number(cause, "workdays"), number(cause, "amplified_workdays"))
        })
        .collect()
}

// As of Mon 30 November. build has 7d left after Fri 27: 30 1 2 3 4 7 8, against Fri 4: 7 8 = 2.
// pilot would take 9 10 11 14, but the freeze is from the 14th to 6 January: it ends on Thu 7
// January, so its 4d run 9 10 11 7. Held, build is done on Fri 4, pilot on 7 8 9 10, a day before
// its promise: 11 | 14..18 | 21..25 | 28..1 | 4..7 are 20 carried, 1 of them room. Of the 19 days
// late two are build's own slip, the others the freeze's.
#[test]
fn whoever_stands_behind_a_freeze_did_not_cause_it() {
    let files = [
        ("tpm.yaml", "freezes: [{name: Year end, dates: [2026-12-14..2027-01-06]}]\n"),
        (
            "p.yaml",
            "\
owner: mara
finish: pilot
milestones:
  build: {owner: jonas, duration: 4w, started: 2026-11-09, remaining: 7d, updated: 2026-11-27, due: 2026-12-04}
  pilot: {owner: hank, duration: 4d, depends_on: build, due: 2026-12-11, firm: true}
",
        ),
    ];
    let data = report(&files, &["slippage", "--as-of", "2026-11-30"]);
    let build = find(&data["milestones"], "p/build");
    assert_eq!((build["forecast_finish"].as_str(), days(build)), (Some("2026-12-08"), [2, 2, 0, 0, 0]));
    let pilot = find(&data["milestones"], "p/pilot");
    assert_eq!((pilot["forecast_finish"].as_str(), days(pilot)), (Some("2027-01-07"), [19, 0, 20, 0, 1]));
    assert_eq!(causes(pilot), [("p/build", 19, 17)]);
    assert_eq!(pilot["causes"][0]["amplified_by"], json!(["freeze Year end"]));
    let owners: Vec<&str> =
        data["by_owner"].as_array().unwrap().iter().filter_map(|share| share["owner"].as_str()).collect();
    assert_eq!(owners, ["jonas"]);
    let told = text(&files, &["slippage", "--as-of", "2026-11-30"]);
    assert!(told.contains("jonas 2 (build took longer) + 17 freeze Year end"), "{told}");
}

// As of Mon 16 November. evidence has 5d left after Fri 13: 16..20, against Wed 18: 2. The board
// meets on 19 November and 17 December, four weeks or 20 days later: 2 of the slip, 18 of the slots.
// Held, approval is in time, and launch on 20 November to 3 December, a day early: it ends on 31
// December, 20 later, 19 after its promise.
#[test]
fn lateness_does_not_count_slots() {
    let files = [
        (
            "tpm.yaml",
            "\
calendars:
  board: {week: [], workdays: [2026-11-19, 2026-12-17, 2027-01-14]}
owners: {felix: {}, board: {calendar: board}, ola: {}, mara: {}}
",
        ),
        (
            "p.yaml",
            "\
owner: mara
finish: launch
milestones:
  evidence: {owner: felix, duration: 10d, started: 2026-11-02, remaining: 5d, updated: 2026-11-13, due: 2026-11-18}
  approval: {owner: board, duration: 1d, depends_on: evidence, due: 2026-11-19, firm: true, promised_to: Regulator}
  launch: {owner: ola, duration: 2w, depends_on: approval, due: 2026-12-04}
",
        ),
    ];
    let data = report(&files, &["slippage", "--as-of", "2026-11-16"]);
    let evidence = find(&data["milestones"], "p/evidence");
    assert_eq!((evidence["forecast_finish"].as_str(), days(evidence)), (Some("2026-11-20"), [2, 2, 0, 0, 0]));
    let approval = find(&data["milestones"], "p/approval");
    assert_eq!(
        (approval["forecast_finish"].as_str(), days(approval)),
        (Some("2026-12-17"), [20, 0, 20, 0, 0])
    );
    assert_eq!(causes(approval), [("p/evidence", 20, 18)]);
    assert_eq!(approval["causes"][0]["amplified_by"], json!(["slots of board"]));
    let launch = find(&data["milestones"], "p/launch");
    assert_eq!(
        (launch["forecast_finish"].as_str(), launch["lateness_workdays"].as_i64()),
        (Some("2026-12-31"), Some(19))
    );
    assert_eq!(causes(launch)[0].0, "p/evidence");
    assert_eq!(causes(launch)[0].1, 19);
    let told = text(&files, &["why", "approval", "--as-of", "2026-11-16"]);
    assert!(told.contains("20wd late, 4 weeks"), "{told}");
}

/// The plan of a promise that needs an input promised after it.
fn unfit(remaining: &str) -> [(&'static str, String); 1] {
    let plan = format!(
        "\
owner: mara
finish: live
milestones:
  build: {{owner: jonas, duration: 4w, started: 2026-11-02, remaining: {remaining}, updated: 2026-11-20, due: 2026-11-27}}
  load: {{owner: june, duration: 6w, depends_on: build, due: 2027-01-22}}
  pilot: {{owner: hank, duration: 4d, depends_on: load, due: 2026-12-11, firm: true, promised_to: Northwind}}
  live: {{owner: hank, duration: 1w, depends_on: pilot, due: 2027-02-26}}
"
    );
    [("p.yaml", plan)]
}

// As of Mon 23 November. With 5d left build ends on time, on Fri 27; load takes 30 November to 8
// January, pilot 11..14 January: 14..18 | 21..25 | 28..1 | 4..8 | 11..14 after 11 December = 24.
// With 6d left everything is a day later, and that day is build's.
#[test]
fn a_promise_that_never_fitted_is_nobodys_slip() {
    let run = |remaining: &str| {
        let files = unfit(remaining);
        let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
        let data = report(&files, &["slippage", "--as-of", "2026-11-23"]);
        (data, text(&files, &["status", "--as-of", "2026-11-23"]))
    };
    let (data, status) = run("5d");
    let pilot = find(&data["milestones"], "p/pilot");
    assert_eq!((pilot["forecast_finish"].as_str(), days(pilot)), (Some("2027-01-14"), [24, 0, 0, 24, 0]));
    assert_eq!((&pilot["never_fitted_needs"], causes(pilot)), (&json!("p/load"), vec![]));
    assert_eq!(data["by_owner"], json!([]));
    let (needs, due) = status.split_once("Due by").unwrap();
    assert!(!needs.contains("jonas") && due.contains("jonas"), "{status}");
    assert!(status.contains("needs load, promised 22 Jan 2027"), "{status}");
    let (data, _) = run("6d");
    let pilot = find(&data["milestones"], "p/pilot");
    assert_eq!(days(pilot), [25, 0, 1, 24, 0]);
    assert_eq!(causes(pilot), [("p/build", 1, 0)]);
}

// 8d from Mon 5 January end on Wed 14, 12 13 14 after Fri 9. Nothing says that spec could have begun
// earlier, until its program does: from 22 December 8d would have been done by the 31st. A week
// later, on Mon 12, its promise has passed: 8d from that day, Fri 9, end on Tue 20, 12..16 19 20 = 7
// late; what is more, is its own.
#[test]
fn a_plan_written_today_has_no_late_start() {
    let run = |start: &str, as_of: &str| {
        let plan = format!("{start}milestones:\n  spec: {{duration: 8d, due: 2026-01-09}}\n");
        let data = report(&[("p.yaml", &plan)], &["slippage", "--as-of", as_of]);
        let spec = find(&data["milestones"], "p/spec").clone();
        (days(&spec), spec["own_because"].as_str().map(str::to_owned))
    };
    assert_eq!(run("", "2026-01-05"), ([3, 0, 0, 3, 0], None));
    let late_start = Some("late-start".to_owned());
    assert_eq!(run("start: 2025-12-22\n", "2026-01-05"), ([3, 3, 0, 0, 0], late_start.clone()));
    assert_eq!(run("", "2026-01-12"), ([8, 1, 0, 7, 0], late_start.clone()));
    assert_eq!(run("", "2026-01-13"), ([9, 2, 0, 7, 0], late_start));
}

// As of Mon 12 January. Two inputs, each 2d late (8 9 after Wed 7), put the end a day or two late
// alone: a by its lag on Tue 13, b on Mon 12. The day that both would cost is shared, the second is
// a's alone.
#[test]
fn late_inputs_share_the_days_that_each_alone_would_cost() {
    let plan = "\
milestones:
  a: {duration: 2d, due: 2026-01-07, started: 2026-01-06, done: 2026-01-09}
  b: {duration: 2d, due: 2026-01-07, started: 2026-01-06, done: 2026-01-09}
  z: {duration: 1d, depends_on: [a +2d, b +1d], due: 2026-01-12}
";
    // Held, a is done on Wed 7 and asks for the end of Fri 9, b for that of Thu 8: z on Mon 12. As
    // they are, a asks for Tue 13, b for Mon 12: z on Wed 14, two late. b alone leaves z on Tue 13.
    let data = report(&[("p.yaml", plan)], &["slippage", "--as-of", "2026-01-12"]);
    let z = find(&data["milestones"], "p/z");
    assert_eq!((z["forecast_finish"].as_str(), days(z)), (Some("2026-01-14"), [2, 0, 2, 0, 0]));
    // One and a half, and a half; the first rounds up.
    assert_eq!(causes(z), [("p/a", 2, 0)]);
}

// As of Mon 2 November. left and right have 2d left after Fri 30 October: Tue 3, a day after their
// promise. Each alone puts join on Wed 4, so its day is half of either's, and goes to the first by
// id. With left held, right makes it late all the same. The program promised Mon 2, which never
// fitted: held, join is done on Tue 3.
const JOIN: &str = "\
owner: mara
due: 2026-11-02
finish: join
milestones:
  left: {owner: jonas, duration: 5d, started: 2026-10-26, remaining: 2d, updated: 2026-10-30, due: 2026-11-02}
  right: {owner: hank, duration: 5d, started: 2026-10-26, remaining: 2d, updated: 2026-10-30, due: 2026-11-02}
  join: {owner: ola, duration: 1d, depends_on: [left, right], due: 2026-11-03}
";

#[test]
fn what_is_hidden_behind_a_cause_is_told() {
    let files = [("p.yaml", JOIN)];
    let data = report(&files, &["slippage", "--as-of", "2026-11-02"]);
    let join = find(&data["milestones"], "p/join");
    assert_eq!((days(join), causes(join)), ([1, 0, 1, 0, 0], vec![("p/left", 1, 0)]));
    let hidden = join["hidden"].as_array().unwrap();
    assert_eq!((hidden.len(), &hidden[0]["milestone"]), (1, &json!("p/right")));
    assert_eq!((&hidden[0]["workdays"], &hidden[0]["owner"]), (&json!(1), &json!("hank")));
    assert_eq!(find(&data["milestones"], "p/left")["hidden"], json!([]));
    let told = text(&files, &["slippage", "--as-of", "2026-11-02"]);
    assert!(told.contains("jonas 1 (left took longer) · without it, hank 1 (right took longer)"), "{told}");
}

#[test]
fn a_program_that_promised_another_day_than_its_finish_is_a_row_of_its_own() {
    let files = [("p.yaml", JOIN)];
    let data = report(&files, &["slippage", "--as-of", "2026-11-02"]);
    let program = find(&data["milestones"], "p");
    assert_eq!((days(program), causes(program)), ([2, 0, 1, 1, 0], vec![("p/left", 1, 0)]));
    assert_eq!((&program["measured_at"], &program["owner"]), (&json!("p/join"), &json!("mara")));
    assert_eq!(program["never_fitted_needs"], "p/left");
    let jonas = data["by_owner"].as_array().unwrap().iter().find(|share| share["owner"] == "jonas").unwrap();
    assert_eq!(jonas["promises"], 3);
    // The same day promised twice is one promise.
    let same = JOIN.replace("due: 2026-11-02\nfinish", "due: 2026-11-03\nfinish");
    let data = report(&[("p.yaml", &same)], &["slippage", "--as-of", "2026-11-02"]);
    assert_eq!(data["milestones"].as_array().unwrap().len(), 3);
}

// Ten days from Mon 5 January end on Fri 16, a week after Fri 9, whatever board does: it has begun.
#[test]
fn what_does_not_fit_by_its_own_length_needs_nothing_else() {
    let plan = "\
milestones:
  board: {owner: ben, duration: 20d, started: 2026-01-05}
  firmware: {owner: ada, duration: 10d, depends_on: board SS, due: 2026-01-09}
";
    let files = [("p.yaml", plan)];
    let data = report(&files, &["slippage", "--as-of", "2026-01-05"]);
    let firmware = find(&data["milestones"], "p/firmware");
    assert_eq!((days(firmware), &firmware["never_fitted_needs"]), ([5, 0, 0, 5, 0], &json!(null)));
    let told = text(&files, &["slippage", "--as-of", "2026-01-05"]);
    assert!(told.contains("never fitted 5: 10d do not fit before 9 Jan"), "{told}");
}
