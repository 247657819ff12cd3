//! What drives, what is critical, the chains to a finish, and the cliffs on them.

use super::{find, milestone, report, schedule, text};
use serde_json::{Value, json};

/// Returns the chains to the finish of the only program.
#[track_caller]
fn chains(files: &[(&str, &str)], as_of: &str) -> Vec<Value> {
    let data = report(files, &["critical-path", "--as-of", as_of]);
    data["targets"][0]["chains"].as_array().unwrap().clone()
}

/// Returns milestones, float and where it joins.
fn told(chain: &Value) -> (Vec<&str>, i64, Option<&str>) {
    let ids = chain["milestones"].as_array().unwrap().iter();
    let ids = ids.map(|id| id.as_str().unwrap().trim_start_matches("p/")).collect();
    let joins = chain["joins"].as_str().map(|id| id.trim_start_matches("p/"));
    (ids, chain["float_workdays"].as_i64().unwrap(), joins)
}

// As of Mon 16 November. policies and register: 16 17. stage1 in the slot of Wed 18. fixes: 19 20 |
// 23..27 | 30 1 2. pentest: 1..4 7. evidence: 8..11 14. suppliers of 17d: 16..20 | 23..27 | 30..4 |
// 7 8. cert in the slot of Tue 22 December. A day more on policies or register and stage1 is Wed 9
// December, fixes 10 11 | 14..18 | 21..23, and cert on 20 January. By Mon 21 may end fixes (3 4,
// 7..11, 14..18, 21 = 13), evidence (15..18, 21 = 5), and with it pentest, and suppliers (9..11,
// 14..18, 21 = 9).
const SLOTS: &[(&str, &str)] = &[
    (
        "tpm.yaml",
        "\
calendars:
  s1: {week: [], workdays: [2026-11-18, 2026-12-09]}
  s2: {week: [], workdays: [2026-12-22, 2027-01-20]}
",
    ),
    (
        "p.yaml",
        "\
finish: cert
milestones:
  register: {owner: felix, duration: 2d}
  policies: {owner: ewa, duration: 2d}
  stage1: {owner: auditor, calendar: s1, duration: 1d, depends_on: [register, policies]}
  fixes: {owner: ola, duration: 10d, depends_on: stage1}
  pentest: {owner: sable, duration: 5d, not_before: 2026-12-01}
  evidence: {owner: felix, duration: 5d, depends_on: [pentest, register]}
  suppliers: {owner: bett, duration: 17d}
  cert: {owner: auditor, calendar: s2, duration: 1d, depends_on: [fixes, evidence, suppliers], due: 2026-12-22, firm: true}
",
    ),
];

#[test]
fn chains_run_where_a_day_more_would_hit_the_finish() {
    let chains = chains(SLOTS, "2026-11-16");
    let told: Vec<_> = chains.iter().map(told).collect();
    assert_eq!(
        told,
        [
            (vec!["policies", "stage1", "fixes", "cert"], 0, None),
            (vec!["register"], 0, Some("stage1")),
            (vec!["pentest", "evidence"], 5, Some("cert")),
            (vec!["suppliers"], 9, Some("cert")),
        ]
    );
    // The slack of fixes is shown on the chain.
    let hops = &chains[0]["hops"];
    let slack = |id: &str| (find(hops, id)["slack_workdays"].clone(), find(hops, id)["drives"].clone());
    assert_eq!(slack("p/cert"), (json!(13), json!(false)));
    assert_eq!(slack("p/stage1"), (json!(0), json!(true)));
    assert_eq!(slack("p/fixes"), (json!(0), json!(true)));
}

#[test]
fn critical_is_what_a_day_more_of_would_move_the_finish() {
    let schedule = schedule(SLOTS, "2026-11-16");
    let critical = |id: &&str| milestone(&schedule, &format!("p/{id}"))["critical"] == true;
    let all = ["register", "policies", "stage1", "fixes", "pentest", "evidence", "suppliers", "cert"];
    let critical: Vec<&str> = all.into_iter().filter(critical).collect();
    assert_eq!(critical, ["register", "policies", "stage1", "cert"]);
    // On Mon 16 November, 22 December is the next slot of the auditor all the same.
    let drivers = |id: &str| milestone(&schedule, id)["driven_by"].clone();
    let by = |id: &str| -> Vec<String> {
        let drivers = drivers(id);
        drivers.as_array().unwrap().iter().map(|driver| driver["by"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(by("p/stage1"), ["p/policies", "p/register", "data-date"]);
    assert_eq!(by("p/cert"), ["data-date"]);
}

#[test]
fn a_cliff_says_what_a_few_days_would_cost_and_where() {
    let chains = chains(SLOTS, "2026-11-16");
    for (chain, slips, slip, at, slot) in [
        (0, "p/policies", 1, "p/stage1", "2026-11-18"),
        (1, "p/register", 1, "p/stage1", "2026-11-18"),
        (2, "p/pentest", 6, "p/cert", "2026-12-22"),
        (3, "p/suppliers", 10, "p/cert", "2026-12-22"),
    ] {
        assert_eq!(chains[chain]["slips"], slips);
        assert_eq!(
            chains[chain]["cliff"],
            json!({
                "counts_slots": false,
                "slip_workdays": slip,
                "moves_days": 29,
                "forecast_before": "2026-12-22",
                "forecast_after": "2027-01-20",
                "at": at,
                "missed_slot": slot,
                "days_off": null,
            })
        );
    }
    let told = text(SLOTS, &["critical-path", "--as-of", "2026-11-16"]);
    for words in [
        "Next chain, no float either: register, joins at stage1\n",
        "Next chain, 5wd behind: pentest (not before 1 Dec) → evidence, joins at cert\n",
        "Cliff: 1wd more on policies, or 1wd on register: stage1 misses its slot of 18 Nov, and cert moves 22 Dec → 20 Jan 2027 (29 days)\n",
        "13wd slack after fixes · held by its slot",
    ] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    assert_eq!(told.matches("Cliff").count(), 2, "{told}");
}

// A day more on register is the same cliff; evidence has five days, and cert is where it ends.
#[test]
fn why_tells_the_cliffs_behind_a_milestone() {
    let why = |id: &str| report(SLOTS, &["why", id, "--as-of", "2026-11-16"]);
    let cliffs = why("register")["cliffs"].clone();
    assert_eq!(cliffs.as_array().unwrap().len(), 1, "{cliffs}");
    assert_eq!((&cliffs[0]["target"], &cliffs[0]["slip_workdays"]), (&json!("p/cert"), &json!(1)));
    assert_eq!((&cliffs[0]["at"], &cliffs[0]["forecast_after"]), (&json!("p/stage1"), &json!("2027-01-20")));
    assert_eq!(why("evidence")["cliffs"][0]["slip_workdays"], 6);
    assert_eq!(why("cert")["cliffs"], json!([]));
    let told = text(SLOTS, &["why", "evidence", "--as-of", "2026-11-16"]);
    let words = "Cliff: 6wd more on evidence: cert misses its slot of 22 Dec, and moves 22 Dec → 20 Jan 2027 (29 days)";
    assert!(told.contains(words), "{told}");
}

// As of Mon 5 January. a: 5..8, h: 9 12. b: 5 6, i: 7..9 12. z ends with both, on Mon 12. b could
// end two days later without moving h, but not without moving i.
#[test]
fn next_chains_do_not_run_over_slack() {
    let files = [(
        "p.yaml",
        "\
finish: z
milestones:
  a: {duration: 4d}
  b: {duration: 2d}
  h: {duration: 2d, depends_on: [a, b]}
  i: {duration: 4d, depends_on: b}
  z: {duration: 0d, depends_on: [h, i]}
",
    )];
    let chains = chains(&files, "2026-01-05");
    let told: Vec<_> = chains.iter().map(told).collect();
    assert_eq!(told, [(vec!["a", "h", "z"], 0, None), (vec!["b", "i"], 0, Some("z"))]);
    assert!(chains.iter().all(|chain| chain["cliff"].is_null()), "{chains:?}");
    let text = text(&files, &["critical-path", "--as-of", "2026-01-05"]);
    assert!(text.contains("Next chain, no float either: b → i, joins at z\n"), "{text}");
}

// As of Mon 7 December. build: 7..11. pilot: 14..17. The freeze is from Fri 18 December to Wed 6
// January. A day more on build, and pilot would be 15..17 and Thu 7: 13 days of the week more (18 |
// 21..25 | 28..1 | 4..6), besides its own.
#[test]
fn a_freeze_behind_the_last_day_is_a_cliff() {
    let files = [
        ("tpm.yaml", "freezes: [{name: Year end, dates: [2026-12-18..2027-01-06]}]\n"),
        (
            "p.yaml",
            "milestones:\n  build: {owner: ana, duration: 5d}\n  pilot: {owner: bo, duration: 4d, depends_on: build}\n",
        ),
    ];
    let chains = chains(&files, "2026-12-07");
    let cliff = &chains[0]["cliff"];
    assert_eq!((&cliff["slip_workdays"], &cliff["moves_days"]), (&json!(1), &json!(21)));
    assert_eq!((&cliff["at"], &cliff["missed_slot"]), (&json!("p/pilot"), &json!(null)));
    assert_eq!(
        (&cliff["days_off"]["because"], &cliff["days_off"]["name"]),
        (&json!("freeze"), &json!("Year end"))
    );
    let text = text(&files, &["critical-path", "--as-of", "2026-12-07"]);
    let words = "Cliff: 1wd more on build: pilot runs into 18 Dec–6 Jan 2027 freeze Year end, and moves 17 Dec → 7 Jan 2027 (21 days)";
    assert!(text.contains(words), "{text}");
}

// audit takes the next slot, 18 November, that follows Mon 16: input, of one day, could take one
// day more, and does not drive it. Of the reasons for that day `why` still names it.
#[test]
fn what_a_slot_holds_says_so() {
    let files = [
        ("tpm.yaml", "calendars: {s: {week: [], workdays: [2026-11-11, 2026-11-18, 2026-12-09]}}\n"),
        (
            "p.yaml",
            "milestones:\n  input: {duration: 1d, not_before: 2026-11-16}\n  audit: {calendar: s, duration: 1d, depends_on: input}\n",
        ),
    ];
    let schedule = schedule(&files, "2026-11-10");
    assert_eq!(milestone(&schedule, "p/audit")["driven_by"][0]["by"], "calendar");
    assert_eq!(milestone(&schedule, "p/input")["critical"], false);
    let why = report(&files, &["why", "audit", "--as-of", "2026-11-10"]);
    let audit = find(&why["hops"], "p/audit");
    assert_eq!((&audit["waits_for"], &audit["slack_workdays"]), (&json!("p/input"), &json!(1)));
    assert_eq!(audit["held_by"], json!(["calendar"]));
    let told = text(&files, &["critical-path", "--as-of", "2026-11-10"]);
    assert!(told.contains("held by its slot"), "{told}");
    assert!(told.contains("Next chain, 1wd behind: input (not before 16 Nov), joins at audit"), "{told}");
}

// input was done on Wed 11. audit takes the slot of Wed 18: input could have been done on 12, 13, 16
// and 17 too. It is named, and does not drive; what has happened has no slack that anyone could use.
#[test]
fn something_done_before_a_slot_does_not_drive() {
    let files = [
        ("tpm.yaml", "calendars: {s: {week: [], workdays: [2026-11-18, 2026-12-09]}}\n"),
        (
            "p.yaml",
            "milestones:\n  input: {duration: 2d, done: 2026-11-11}\n  audit: {calendar: s, duration: 1d, depends_on: input}\n",
        ),
    ];
    let as_of = ["--as-of", "2026-11-12"];
    let data = report(&files, &[&["critical-path"], &as_of[..]].concat());
    let hop = &data["targets"][0]["chains"][0]["hops"][0];
    assert_eq!((&hop["id"], &hop["waits_for"]), (&json!("p/audit"), &json!("p/input")));
    assert_eq!((&hop["drives"], &hop["slack_workdays"]), (&json!(false), &json!(4)));
    let why = report(&files, &[&["why", "audit"], &as_of[..]].concat());
    assert_eq!((&why["hops"][0]["drives"], &why["every_link_drives"]), (&json!(false), &json!(false)));
    let told = text(&files, &[&["critical-path"], &as_of[..]].concat());
    assert!(told.contains("after p/input, done 11 Nov · held by its slot"), "{told}");
    assert!(!told.contains("slack"), "{told}");
}

// work ends on Fri 20. gone only passes on that a working day lies between, Mon 23>, and would pass on
// the same with a day more on work, Sat 21. It has no date, so nothing drives it.
#[test]
fn nothing_drives_what_is_cancelled() {
    let files = [
        ("tpm.yaml", "calendars: {all: {week: [mon, tue, wed, thu, fri, sat, sun]}}\n"),
        (
            "p.yaml",
            "milestones:\n  work: {duration: 5d, calendar: all}\n  gone: {depends_on: work +1d, cancelled: {on: 2026-11-02, reason: Not needed}}\n  next: {duration: 2d, depends_on: gone}\n",
        ),
    ];
    let schedule = schedule(&files, "2026-11-16");
    assert_eq!(milestone(&schedule, "p/next")["early_start"], "2026-11-24");
    assert_eq!(milestone(&schedule, "p/next")["driven_by"][0]["by"], "calendar");
    assert_eq!(milestone(&schedule, "p/gone")["driven_by"], json!([]));
}

// stage1 a slot later is Wed 9 December, 15 working days: fixes end on 23 December, and cert is 21
// working days later. fixes may slip 13 working days, suppliers 9, evidence and pentest 5.
#[test]
fn cliffs_are_listed_the_nearest_first() {
    let data = report(SLOTS, &["cliffs", "--as-of", "2026-11-16"]);
    let told: Vec<Value> = data["cliffs"].as_array().unwrap().clone();
    let of = |cliff: &Value| {
        let id = |value: &Value| value.as_str().unwrap().trim_start_matches("p/").to_owned();
        let number = |key: &str| cliff[key].as_i64().unwrap();
        (
            id(&cliff["milestone"]),
            number("float_workdays"),
            number("slip_workdays"),
            id(&cliff["because"]["at"]),
        )
    };
    let expected = [
        ("policies", 0, 1, "stage1"),
        ("register", 0, 1, "stage1"),
        ("stage1", 0, 1, "cert"),
        ("evidence", 5, 6, "cert"),
        ("pentest", 5, 6, "cert"),
        ("suppliers", 9, 10, "cert"),
        ("fixes", 13, 14, "cert"),
    ];
    let expected = expected.map(|(id, float, slip, at)| (id.to_owned(), float, slip, at.to_owned()));
    assert_eq!(told.iter().map(of).collect::<Vec<_>>(), expected);
    for cliff in &told {
        assert_eq!((&cliff["target"], &cliff["firm"]), (&json!("p/cert"), &json!(true)));
        assert_eq!((&cliff["before"], &cliff["after"]), (&json!("2026-12-22"), &json!("2027-01-20")));
        assert_eq!(cliff["moves_days"], 29);
    }
    assert_eq!((&data["cut_at_float_workdays"], &data["targets_left_out"]), (&json!(null), &json!(0)));
    let text = text(SLOTS, &["cliffs", "--as-of", "2026-11-16"]);
    assert!(text.contains("so would 1wd on register"), "{text}");
    assert!(text.contains("so would 6wd on evidence, 6wd on pentest and others"), "{text}");
    let of_felix = report(SLOTS, &["cliffs", "--as-of", "2026-11-16", "--owner", "felix"]);
    assert_eq!(of_felix["cliffs"], json!([told[1], told[3]]));
}

// rel stands on its slot of 16 September. Its float is two slots, 14 October: pack ends on the 16th, and
// done has the slots of 28 October and 11 November. Four slots more are 11 November, and one slot is
// left for done, which needs two. Another four, and there is no slot for rel itself.
#[test]
fn a_cliff_where_the_slots_run_out_is_listed_and_counts_slots() {
    let files = [
        (
            "tpm.yaml",
            "calendars: {train: {week: [], workdays: [2026-09-16, 2026-09-30, 2026-10-14, 2026-10-28, 2026-11-11, 2026-12-16]}}\n",
        ),
        (
            "p.yaml",
            "finish: done\nmilestones:\n  rel: {duration: 1d, calendar: train}\n  pack: {duration: 2d, depends_on: [rel]}\n  long: {duration: 28d}\n  done: {duration: 2d, calendar: train, depends_on: [pack, long]}\n",
        ),
    ];
    let data = report(&files, &["cliffs", "--as-of", "2026-09-14"]);
    let found = data["cliffs"].as_array().unwrap().iter().find(|cliff| cliff["milestone"] == "p/rel");
    let found = found.unwrap_or_else(|| panic!("{data:#}"));
    assert_eq!((&found["slip_workdays"], &found["float_workdays"]), (&json!(4), &json!(2)));
    assert_eq!((&found["after"], &found["counts_slots"]), (&json!(null), &json!(true)));
    let of_days = data["cliffs"].as_array().unwrap().iter().find(|cliff| cliff["milestone"] == "p/long");
    assert_eq!(of_days.unwrap()["counts_slots"], false);
    for (command, told) in [
        ("cliffs", "4 slots  p/rel   —      2 slots  done has no date then"),
        ("critical-path", "Cliff: 4 slots more on rel: done has no date then"),
    ] {
        let text = text(&files, &[command, "--as-of", "2026-09-14"]);
        assert!(text.contains(told), "{text}");
    }
}

#[test]
fn status_shows_the_cliffs_with_little_float() {
    let status = report(SLOTS, &["status", "--as-of", "2026-11-16"]);
    let all = report(SLOTS, &["cliffs", "--as-of", "2026-11-16"]);
    assert_eq!(status["cliffs"].as_array().unwrap()[..], all["cliffs"].as_array().unwrap()[..3]);
    let text = text(SLOTS, &["status", "--as-of", "2026-11-16"]);
    assert!(
        text.contains("Cliff: 1wd more on p/policies: p/stage1 misses its slot of 18 Nov, and p/cert moves"),
        "{text}"
    );
    assert_eq!(text.matches("Cliff").count(), 2, "{text}");
}
