//! Who waits for whom, and when it is needed. January 2026: the 5th is a Monday.

use crate::support;
use serde_json::{Value, json};
use tpm::cli::Variables;
use unicode_width::UnicodeWidthStr;

const OWNERS: &str = "\
owners:
  ana: {team: core}
  abe: {team: core}
  bo: {team: web}
  cy: {}
  acme: {external: true}
calendars:
  slots: {week: [mon, wed, fri]}
";

fn run(plan: &str, arguments: &[&str]) -> Value {
    let files = [("programs/tpm.yaml", OWNERS), ("programs/p.yaml", plan)];
    let arguments = [&["handoffs", "--format", "json", "--as-of", "2026-01-05"], arguments].concat();
    support::json(&files, &arguments)["data"].clone()
}

fn text(plan: &str, arguments: &[&str]) -> String {
    let files = [("programs/tpm.yaml", OWNERS), ("programs/p.yaml", plan)];
    support::run(&files, &[&["handoffs", "--within", "99wd", "--as-of", "2026-01-05"], arguments].concat())
        .out
        .replace('\u{a0}', " ")
}

/// Returns giver, receiver and the values of some keys of each handoff.
fn told(data: &Value, keys: &[&str]) -> Value {
    let of = |handoff: &Value| -> Value {
        let ends = [handoff["giver"]["id"].clone(), handoff["receiver"]["id"].clone()];
        ends.into_iter().chain(keys.iter().map(|key| handoff[key].clone())).collect()
    };
    data["handoffs"].as_array().unwrap().iter().map(of).collect()
}

const DAYS: [&str; 4] = ["forecast", "needed_by", "gap_workdays", "receiver_moves_after"];

// a: 5..9 Jan. b takes three days and promised Fri 16, so it must begin on Wed 14: a is needed by
// Tue 13, 12 and 13 after its forecast. It promised Wed 14, one day too late. b follows at once, so
// that any day after the 9th moves it.
const PROMISED: &str = "\
milestones:
  a: {owner: ana, duration: 5d, due: 2026-01-14}
  b: {owner: bo, duration: 3d, depends_on: a, due: 2026-01-16}
";

#[test]
fn needed_by_is_the_last_day_that_keeps_the_promise() {
    let data = run(PROMISED, &[]);
    assert_eq!(told(&data, &DAYS), json!([["p/a", "p/b", "2026-01-09", "2026-01-13", 2, "2026-01-09"]]));
    let rest = ["needed_for", "promised", "promised_gap_workdays", "drives", "type", "lag"];
    assert_eq!(told(&data, &rest), json!([["p/a", "p/b", "p/b", "2026-01-14", -1, true, "FS", ""]]));
    // Five days that end by Tue 13: 7 8 9 12 13.
    let by = ("2026-01-07", "2026-01-13");
    let giver = json!({"id": "p/a", "owner": "ana", "team": "core", "start_by": by.0, "finish_by": by.1});
    assert_eq!(data["handoffs"][0]["giver"], giver);
    let text = text(PROMISED, &[]);
    assert!(text.contains("1 handoff between 2 teams: 1 promised too late"), "{text}");
    assert!(text.contains("web waits on core (1)"), "{text}");
    let sentence = "p/a  2wd to spare: needed by 13 Jan to keep p/b, forecast 9 Jan · \
                    promised 14 Jan, 1wd after it is needed · ana to bo for p/b · no update yet";
    assert!(text.contains(sentence), "{text}");
}

// Nothing promised waits for b: its date moves if a takes as long as it promised, and no more.
#[test]
fn without_a_promise_behind_it_nothing_is_promised_too_late() {
    let plan = "milestones:\n  a: {owner: ana, duration: 5d, due: 2026-02-27}\n  b: {owner: bo, duration: 1d, depends_on: a}\n";
    let data = run(plan, &[]);
    assert_eq!(told(&data, &["promised_too_late", "too_late"]), json!([["p/a", "p/b", false, false]]));
    let text = text(plan, &[]);
    assert!(text.contains("1 handoff between 2 teams\n"), "{text}");
}

// `a` has 2wd to spare. `c`, 5 Jan, is needed by d's start on Fri 16: by Thu 15, and 8wd to spare.
#[test]
fn a_screen_counts_those_with_a_week_and_more_to_spare() {
    let plan = format!(
        "{PROMISED}  c: {{owner: ana, duration: 1d}}\n  d: {{owner: cy, duration: 1d, depends_on: c, due: 2026-01-16}}\n"
    );
    let files = [("programs/tpm.yaml", OWNERS), ("programs/p.yaml", plan.as_str())];
    let text = |arguments: &[&str]| {
        let all = [&["handoffs", "--as-of", "2026-01-05"], arguments].concat();
        support::run(&files, &all).out.replace('\u{a0}', " ")
    };
    let told = text(&[]);
    assert!(told.contains("2 handoffs between") && told.contains("p/a  2wd to spare"), "{told}");
    assert!(told.contains("\n1 more with over 5wd to spare: --within 8wd lists all.\n"), "{told}");
    assert!(!told.contains("p/c"), "{told}");
    let all = text(&["--within", "8wd"]);
    assert!(all.contains("p/c  8wd to spare") && !all.contains("more with"), "{all}");
    let none = text(&["--within", "0wd", "p/d"]);
    assert!(none.contains("\n1 with over 0wd to spare: --within 8wd lists all.\n"), "{none}");
    let rows = |arguments: &[&str]| run(&plan, arguments)["handoffs"].as_array().unwrap().len();
    assert_eq!((rows(&[]), rows(&["--within", "1w"]), rows(&["--within", "2w"])), (2, 1, 2));
    let bad = support::run(&files, &["handoffs", "--within", "soon"]);
    assert!(bad.status == 2 && bad.err.contains("write working days such as 5wd"), "{}", bad.err);
}

// The same with `eta`: on Tue 13 every promise is kept; on Wed 14 b is one day late.
#[test]
fn a_day_after_needed_by_the_promise_is_missed() {
    let late = |eta: &str| {
        let plan = PROMISED.replace("duration: 5d,", &format!("duration: 5d, eta: {eta},"));
        let files = [("programs/tpm.yaml", OWNERS), ("programs/p.yaml", plan.as_str())];
        let data = support::schedule(&files, "2026-01-05");
        data["data"]["programs"][0]["milestones"][1]["finish_variance_workdays"].clone()
    };
    assert_eq!((late("2026-01-13"), late("2026-01-14")), (json!(0), json!(1)));
}

// Nothing is promised. x: 5..14 Jan, so b begins on Thu 15 and a, done on Fri 9, may take until Wed
// 14: 12, 13, 14.
#[test]
fn without_a_promise_needed_by_keeps_the_receivers_date() {
    let plan = "\
milestones:
  a: {owner: ana, duration: 5d}
  x: {owner: bo, duration: 8d}
  b: {owner: bo, duration: 3d, depends_on: [a, x]}
";
    let data = run(plan, &[]);
    assert_eq!(told(&data, &DAYS), json!([["p/a", "p/b", "2026-01-09", "2026-01-14", 3, "2026-01-14"]]));
    let rest = ["needed_for", "promised", "promised_gap_workdays", "drives"];
    assert_eq!(told(&data, &rest), json!([["p/a", "p/b", null, null, null, false]]));
    assert!(text(plan, &[]).contains("3wd to spare: needed by 14 Jan so that nothing moves, forecast 9 Jan"));
}

// Of two that wait for `a`, the first that moves says when it is needed: c begins on Mon 12 as it is.
#[test]
fn without_a_promise_needed_by_keeps_the_dates_of_all_that_wait() {
    let plan = "\
milestones:
  a: {owner: ana, duration: 5d}
  x: {owner: bo, duration: 8d}
  b: {owner: bo, duration: 3d, depends_on: [a, x]}
  c: {owner: bo, duration: 3d, depends_on: [a]}
";
    let days = ["needed_by", "gap_workdays", "receiver_moves_after"];
    assert_eq!(
        told(&run(plan, &[]), &days),
        json!([["p/a", "p/b", "2026-01-09", 0, "2026-01-14"], ["p/a", "p/c", "2026-01-09", 0, "2026-01-09"]])
    );
}

// b takes three days and promised Tue 6: it had to begin on Fri 2, so a was needed by Thu 1. From
// then to its forecast, Fri 9, are 2, 5, 6, 7, 8, 9: six days.
#[test]
fn late_handoffs_come_first() {
    let plan = "\
milestones:
  a: {owner: ana, duration: 5d, due: 2026-01-09}
  b: {owner: bo, duration: 3d, depends_on: a, due: 2026-01-06}
  c: {owner: cy, duration: 1d, depends_on: a, due: 2026-01-30}
";
    let data = run(plan, &[]);
    assert_eq!(
        told(&data, &["needed_by", "gap_workdays", "promised_gap_workdays"]),
        json!([["p/a", "p/b", "2026-01-01", -6, -6], ["p/a", "p/c", "2026-01-29", 14, 14]])
    );
    let text = text(plan, &[]);
    assert!(text.contains("2 handoffs between 3 teams: 1 too late, 1 promised too late"), "{text}");
    assert!(text.contains("6wd too late: needed by 1 Jan for p/b (6wd late), forecast 9 Jan"), "{text}");
    assert!(text.find("web waits on core") < text.find("cy waits on core"), "{text}");
}

// FF: b promised Thu 15, one working day after a finishes: a by Wed 14, 12, 13, 14 after Fri 9. b
// ends on Mon 12.
// SS: c takes one day and promised Fri 16, two working days after a starts: 14 and 15, so a starts
// by Wed 14. That is 6, 7, 8, 9, 12, 13, 14 after Mon 5. c begins on Wed 7, after 5 and 6: a may
// not start a day later. Nobody promised the start.
// SF: d ends no earlier than a starts, and promised Wed 7. It lies on Mon 5; a may begin on Thu 8,
// for that steps back to the end of Wed 7: three days.
#[test]
fn links_decide_whether_start_or_finish_is_handed_over() {
    let plan = "\
milestones:
  a: {owner: ana, duration: 5d, due: 2026-01-09}
  b: {owner: bo, duration: 2d, depends_on: a FF+1d, due: 2026-01-15}
  c: {owner: bo, duration: 1d, depends_on: a SS+2d, due: 2026-01-16}
  d: {owner: bo, duration: 1d, depends_on: a SF, due: 2026-01-07}
";
    let data = run(plan, &[]);
    assert_eq!(
        told(
            &data,
            &["type", "lag", "forecast", "needed_by", "gap_workdays", "promised", "receiver_moves_after"]
        ),
        json!([
            ["p/a", "p/b", "FF", "+1d", "2026-01-09", "2026-01-14", 3, "2026-01-09", "2026-01-09"],
            ["p/a", "p/d", "SF", "", "2026-01-05", "2026-01-08", 3, null, "2026-01-06"],
            ["p/a", "p/c", "SS", "+2d", "2026-01-05", "2026-01-14", 7, null, "2026-01-05"],
        ])
    );
    let started = plan.replace("duration: 5d,", "duration: 5d, started: 2026-01-05,");
    assert_eq!(
        told(&run(&started, &[]), &["type"]),
        json!([["p/a", "p/b", "FF"]]),
        "its start is handed over"
    );
}

// a: 5..9, x two working days after it: the end of Tue 13; r one after that: Thu 15. r takes a day
// and promised Tue 20: x by the end of Fri 16 (Mon 19 is the lag), so a by Wed 14 (15 and 16 are),
// three days after Fri 9, and c, 5..6, by Fri 16: 7, 8, 9 and 12 to 16, eight days. Until Tue 13 c
// moves nothing.
#[test]
fn cancelled_milestones_are_looked_through() {
    let plan = "\
milestones:
  a: {owner: ana, duration: 5d}
  c: {owner: cy, duration: 2d}
  x: {owner: bo, duration: 9d, depends_on: [a +2d, c], cancelled: {on: 2026-01-02}}
  r: {owner: bo, duration: 1d, depends_on: x +1d, due: 2026-01-20}
";
    let data = run(plan, &[]);
    assert_eq!(
        told(&data, &["needed_by", "gap_workdays", "receiver_moves_after", "drives", "via", "lag"]),
        json!([
            ["p/a", "p/r", "2026-01-14", 3, "2026-01-09", true, ["p/x"], "+2d"],
            ["p/c", "p/r", "2026-01-16", 8, "2026-01-13", false, ["p/x"], ""],
        ])
    );
    assert!(text(plan, &[]).contains("via p/x, cancelled"));
}

// r takes a day and promised Tue 20. Through x it begins three working days after a, 15, 16 and 19:
// a by Wed 14. Through y it would be by Fri 16.
#[test]
fn several_paths_through_cancelled_ones_are_one_handoff() {
    let plan = "\
milestones:
  a: {owner: ana, duration: 5d}
  z: {depends_on: a, cancelled: {on: 2026-01-02}}
  y: {depends_on: z, cancelled: {on: 2026-01-02}}
  x: {depends_on: z, cancelled: {on: 2026-01-02}}
  r: {owner: bo, duration: 1d, depends_on: [y +1d, x +3d], due: 2026-01-20}
";
    let data = run(plan, &[]);
    assert_eq!(
        told(&data, &["needed_by", "gap_workdays", "via", "drives"]),
        json!([["p/a", "p/r", "2026-01-14", 3, ["p/x", "p/z"], true]])
    );
}

// r takes five days, its owner expects Fri 16 and it promised Fri 23; s begins with it and promised
// Mon 12. y holds the start of r, and must by >Mon 12, for s: a by Fri 9, 1 after its forecast. x
// holds its finish, three days later, by Fri 23: a by Tue 20. The first is the nearest, whichever
// of the two is called y. r is not moved while a ends by Thu 8, for its start; for its finish it
// could be Tue 13.
#[test]
fn the_tightest_of_several_paths_is_shown() {
    let plan = |held_by_start: &str, held_by_finish: &str| {
        format!(
            "\
milestones:
  a: {{owner: ana, duration: 4d}}
  z: {{depends_on: a, cancelled: {{on: 2026-01-02}}}}
  y: {{depends_on: z, cancelled: {{on: 2026-01-02}}}}
  x: {{depends_on: z, cancelled: {{on: 2026-01-02}}}}
  r: {{owner: bo, duration: 5d, eta: 2026-01-16, due: 2026-01-23, depends_on: [{held_by_start}, {held_by_finish} FF+3d]}}
  s: {{owner: bo, duration: 1d, due: 2026-01-12, depends_on: r SS}}
"
        )
    };
    for plan in [plan("y", "x"), plan("x", "y")] {
        let a = told(&run(&plan, &[]), &["needed_by", "needed_for", "receiver_moves_after"])[0].clone();
        assert_eq!(a, json!(["p/a", "p/r", "2026-01-09", "p/s", "2026-01-08"]), "{plan}");
    }
}

// r waits for a by both paths, and neither drives: its own `not_before` decides its date.
#[test]
fn no_path_needs_to_drive() {
    let plan = "\
milestones:
  a: {owner: ana, duration: 1d}
  z: {depends_on: a, cancelled: {on: 2026-01-02}}
  y: {depends_on: z, cancelled: {on: 2026-01-02}}
  x: {depends_on: z, cancelled: {on: 2026-01-02}}
  r: {owner: bo, duration: 1d, not_before: 2026-01-19, depends_on: [y, x]}
";
    assert_eq!(
        told(&run(plan, &[]), &["drives", "receiver_moves_after"]),
        json!([["p/a", "p/r", false, "2026-01-16"]])
    );
}

// Both paths drive: which one is shown does not depend on the order in the file. g ends on Fri 9,
// before x and y are free in the order of b and c.
#[test]
fn the_shown_path_does_not_depend_on_file_order() {
    let of = |name: &str, rest: &str| format!("  {name}: {{{rest}}}\n");
    let cancelled = |links: &str| format!("depends_on: [{links}], cancelled: {{on: 2026-01-02}}");
    let (b, c) = (of("b", "duration: 1d"), of("c", "duration: 1d"));
    let (b2, c2) = (of("b2", "duration: 1d, depends_on: b"), of("c2", "duration: 1d, depends_on: c"));
    let g = of("g", "owner: ana, duration: 5d");
    let (x, y, z) = (of("x", &cancelled("z, b2")), of("y", &cancelled("z, c2")), of("z", &cancelled("g")));
    let r = of("r", "owner: bo, duration: 1d, depends_on: [x, y]");
    let shown = |order: &[&String]| {
        let plan: String = order.iter().map(|text| text.as_str()).collect();
        let found = run(&format!("milestones:\n{plan}"), &[]);
        told(&found, &["via", "drives", "needed_by"])
    };
    let one = shown(&[&g, &b, &c, &b2, &c2, &x, &y, &z, &r]);
    let other = shown(&[&g, &c, &b, &b2, &c2, &x, &y, &z, &r]);
    assert_eq!(one, other);
    assert_eq!(one[0], json!(["p/g", "p/r", ["p/x", "p/z"], true, "2026-01-09"]));
}

// r waits for x and y, both cancelled, and both wait for g: two links out of g, two handoffs that
// differ only in the name in between.
#[test]
fn equal_handoffs_are_ordered_by_the_name_in_between() {
    let between = |name: &str| format!("  {name}: {{depends_on: g, cancelled: {{on: 2026-01-02}}}}\n");
    for (first, second) in [("x", "y"), ("y", "x")] {
        let plan = format!(
            "milestones:\n  g: {{owner: ana, duration: 5d}}\n{}{}  r: {{owner: bo, duration: 1d, depends_on: [x, y]}}\n",
            between(first),
            between(second),
        );
        let shown = told(&run(&plan, &[]), &["via"]);
        assert_eq!(shown, json!([["p/g", "p/r", ["p/x"]], ["p/g", "p/r", ["p/y"]]]), "{plan}");
    }
}

// d is done and s has started: both have handed over.
#[test]
fn done_and_started_milestones_are_handed_over() {
    let plan = "\
milestones:
  d: {owner: ana, duration: 1d, done: 2026-01-02}
  s: {owner: ana, duration: 5d, started: 2026-01-02}
  r: {owner: bo, duration: 1d, depends_on: [d, s SS+4d]}
";
    assert_eq!(told(&run(plan, &[]), &[]), json!([]));
}

// The contract lies on its date, Fri 16. b takes three days and promised Wed 21: it begins on Mon
// 19 at the latest: no room. kick lies at the start of Mon 12. c takes two days and promised Wed
// 14: it begins on Tue 13 at the latest, for which kick has to be over by the end of Mon 12.
#[test]
fn events_are_handed_over_on_the_side_of_their_day() {
    let plan = "\
milestones:
  contract: {owner: acme, due: 2026-01-16}
  b: {owner: bo, duration: 3d, depends_on: contract, due: 2026-01-21}
  kick: {owner: ana, duration: 0d, not_before: 2026-01-12}
  c: {owner: bo, duration: 2d, depends_on: kick, due: 2026-01-14}
";
    let data = run(plan, &[]);
    assert_eq!(
        told(&data, &["forecast", "needed_by", "gap_workdays"]),
        json!([
            ["p/contract", "p/b", "2026-01-16", "2026-01-16", 0],
            ["p/kick", "p/c", "2026-01-12", "2026-01-12", 0],
        ])
    );
    assert!(
        text(plan, &[])
            .contains("no room: needed by 16 Jan to keep p/b, forecast 16 Jan · promised 16 Jan · ")
    );
}

// a works on Mon 5 and Wed 7. b begins by Wed 14, so a must end on Mon 12, as it does not work on
// the 13th. In the program's calendar 8, 9 and 12 are three days, in a's two.
#[test]
fn days_count_in_the_calendar_of_the_givers_program() {
    let plan = "\
milestones:
  a: {owner: ana, calendar: slots, duration: 2d}
  b: {owner: bo, duration: 3d, depends_on: a, due: 2026-01-16}
";
    assert_eq!(
        told(&run(plan, &[]), &["forecast", "needed_by", "gap_workdays"]),
        json!([["p/a", "p/b", "2026-01-07", "2026-01-12", 3]])
    );
}

// a is said for Sat 17, and b begins on Mon 19 to end on its promise: in time, with no working day
// between.
#[test]
fn a_forecast_on_a_day_off_that_is_in_time_is_not_too_late() {
    let plan = "\
milestones:
  a: {owner: ana, duration: 5d, eta: 2026-01-17, due: 2026-01-18}
  b: {owner: bo, duration: 1d, depends_on: a, due: 2026-01-19}
";
    let data = run(plan, &[]);
    let keys = ["forecast", "needed_by", "gap_workdays", "promised", "promised_gap_workdays"];
    assert_eq!(told(&data, &keys), json!([["p/a", "p/b", "2026-01-17", "2026-01-17", 0, "2026-01-18", 0]]));
    assert!(text(plan, &[]).contains("1 handoff between 2 teams\n"), "{}", text(plan, &[]));
}

// a: 5..9. b in another program takes two days; that program promised Thu 15, so b begins on Wed
// 14: a by Tue 13.
#[test]
fn handoffs_cross_programs() {
    let files = [
        ("programs/tpm.yaml", OWNERS),
        ("programs/p.yaml", "milestones: {a: {owner: ana, duration: 5d}}"),
        ("programs/q.yaml", "due: 2026-01-15\nmilestones: {b: {owner: bo, duration: 2d, depends_on: p/a}}"),
    ];
    let ask = |arguments: &[&str]| {
        let arguments = [&["handoffs", "--format", "json", "--as-of", "2026-01-05"], arguments].concat();
        told(&support::json(&files, &arguments)["data"], &["needed_by", "needed_for", "gap_workdays"])
    };
    let expected = json!([["p/a", "q/b", "2026-01-13", "q", 2]]);
    assert_eq!((ask(&[]), ask(&["p"]), ask(&["q"])), (expected.clone(), expected.clone(), expected));
}

const CROWD: &str = "\
milestones:
  done: {owner: ana, duration: 1d, done: 2026-01-02}
  a: {owner: ana, duration: 5d, tags: [key], started: 2026-01-02, updated: 2026-01-02, remaining: 5d}
  b: {owner: bo, duration: 3d, depends_on: [a, done], workstream: ui}
  b2: {owner: bo, duration: 3d, depends_on: b}
  c: {owner: cy, duration: 3d, depends_on: b}
  d: {owner: abe, duration: 1d, depends_on: [c, a]}
  nobody: {duration: 1d, depends_on: d}
  nobody2: {duration: 1d, depends_on: nobody}
";

#[test]
fn both_directions_are_shown_for_selected_people() {
    let ends = |arguments: &[&str]| told(&run(CROWD, arguments), &[]);
    let (ab, bc, cd, ad) =
        (json!(["p/a", "p/b"]), json!(["p/b", "p/c"]), json!(["p/c", "p/d"]), json!(["p/a", "p/d"]));
    // Each is needed at once, by a forecast that nobody promised: b begins when a is done.
    assert_eq!(ends(&[]), json!([ab, ad, bc, cd]), "not of one owner, and not what is done");
    assert_eq!(ends(&["--owner", "bo"]), json!([ab, bc]));
    assert_eq!(ends(&["--team", "core"]), json!([ab, ad, cd]));
    assert_eq!(ends(&["--tag", "key"]), json!([ab, ad]));
    assert_eq!(ends(&["--workstream", "ui"]), json!([ab, bc]));
    assert_eq!(ends(&["c"]), json!([bc, cd]));
    assert_eq!(run(CROWD, &[])["without_owner"], 1, "two ends without an owner are no handoff");

    let text = |arguments: &[&str]| text(CROWD, arguments);
    let all = text(&[]);
    assert!(
        all.contains("inside core (1)") && all.contains("1 link from or to a milestone without an owner"),
        "{all}"
    );
    assert!(all.contains("last update 2 Jan"), "{all}");
    let bo = text(&["--owner", "bo"]);
    assert!(
        bo.contains("They wait for (1)\n  p/a  ") && bo.contains("Others wait for them (1)\n  p/b  "),
        "{bo}"
    );
    assert!(bo.contains("ana (core) to bo (web) for p/b"), "{bo}");
    let core = text(&["--team", "core"]);
    let order = ["They wait for (1)", "Others wait for them (1)", "Between themselves (1)"];
    let places: Vec<_> = order.iter().map(|heading| core.find(heading).unwrap_or(usize::MAX)).collect();
    assert!(places.is_sorted() && places[2] < usize::MAX, "{core}");
    assert!(text(&["nobody2"]).contains("nobody waits on anyone else"));
}

#[test]
fn undated_handoffs_come_last() {
    let plan = "\
milestones:
  a: {owner: ana, duration: 5d, depends_on: gone}
  b: {owner: bo, duration: 3d, depends_on: a}
  c: {owner: cy, duration: 1d}
  d: {owner: bo, duration: 1d, depends_on: c}
";
    let data = run(plan, &[]);
    assert_eq!(told(&data, &DAYS)[1], json!(["p/a", "p/b", null, null, null, null]));
    assert!(text(plan, &[]).contains("p/a  no forecast, and what waits for it has none either"));
}

// The same through x, which is cancelled. Without dates no link drives, on either side of x.
#[test]
fn undated_milestones_drive_nothing() {
    let plan = "\
milestones:
  a: {owner: ana, duration: 5d, depends_on: gone}
  x: {depends_on: a, cancelled: {on: 2026-01-02}}
  b: {owner: bo, duration: 3d, depends_on: [a, x]}
";
    let data = run(plan, &[]);
    let drives = ["via", "drives", "receiver_moves_after"];
    assert_eq!(
        told(&data, &drives),
        json!([["p/a", "p/b", [], false, null], ["p/a", "p/b", ["p/x"], false, null]])
    );
}

#[test]
fn quiet_givers_and_floors_are_shown() {
    let plan = "\
milestones:
  contract: {owner: acme, due: 2026-01-02, blocked: {since: 2025-12-22, why: Redlines}}
  b: {owner: bo, duration: 3d, depends_on: contract, due: 2026-01-21}
";
    let handoff = &run(plan, &[])["handoffs"][0];
    // 22 Dec to 5 Jan are fourteen civil days.
    assert_eq!((&handoff["quiet_days"], &handoff["last_word"]), (&json!(14), &json!("2025-12-22")));
    assert_eq!(handoff["forecast_is_floor"], true);
    let text = text(plan, &[]);
    assert!(text.contains("forecast ≥ 5 Jan") && text.contains("quiet since 22 Dec"), "{text}");
}

#[test]
fn teams_of_any_script_fit_the_terminal() {
    let owners =
        "owners: {ana: {team: 支付与结算平台团队和所有相关的外部合作伙伴}, bo: {team: 🚀 café 👩‍💻 crew}}\n";
    let files = [("programs/tpm.yaml", owners), ("programs/p.yaml", PROMISED)];
    for arguments in [vec!["handoffs"], vec!["handoffs", "--owner", "bo"]] {
        for width in [60, 80, 120, 200] {
            let plain = [&arguments[..], &["--as-of", "2026-01-05", "--color", "never"]].concat();
            let shown = support::run_as(&files, &plain, Variables::default(), Some(width)).out;
            assert!(shown.lines().all(|line| line.width() <= width), "{width}\n{shown}");
            assert!(shown.contains("支付") && shown.contains("👩‍💻"), "{width}\n{shown}");
        }
    }
}

// acme owns the contract, which is blocked, waiting on cy: what waits for the contract waits for
// cy, but only acme waits for the contract's inputs.
#[test]
fn a_block_counts_for_whoever_can_clear_it() {
    let plan = "\
milestones:
  draft: {owner: ana, duration: 2d}
  contract: {owner: acme, duration: 1d, depends_on: draft, blocked: {since: 2026-01-02, why: Redlines, waiting_on: cy}}
  b: {owner: bo, duration: 3d, depends_on: contract}
";
    assert_eq!(told(&run(plan, &["--owner", "cy"]), &[]), json!([["p/contract", "p/b"]]));
    let text = text(plan, &["--owner", "cy"]);
    assert!(
        text.contains("1 handoff between 2 teams") && text.contains("Others wait for them (1)"),
        "{text}"
    );
}

// As of Mon 5. end takes a day and promised Fri 16. slow, 5..16, lets it end on Mon 19 whatever a does. a,
// 5..9, is needed by Thu 15: that does not keep the promise, so the line says how late it is.
#[test]
fn a_promise_that_is_missed_by_another_way_is_not_said_to_be_kept() {
    let plan = "\
milestones:
  a: {owner: ana, duration: 5d}
  slow: {owner: bo, duration: 10d}
  end: {owner: cy, duration: 1d, depends_on: [a, slow], due: 2026-01-16}
";
    let told = text(plan, &["p/a"]);
    assert!(told.contains("4wd to spare: needed by 15 Jan for p/end (1wd late), forecast 9 Jan"), "{told}");
    assert!(!told.contains("to keep"), "{told}");
    let data = run(plan, &["p/a"]);
    assert_eq!(data["handoffs"][0]["needed_for_variance_workdays"], 1);
}

// As of Mon 5. end takes Fri 30, x 28 29 and y 23, 26..29: g is needed by Thu 22, and by x alone by Tue 27.
#[test]
fn a_receiver_that_could_wait_says_until_when() {
    let plan = "\
milestones:
  g: {owner: ana, duration: 5d}
  x: {owner: bo, duration: 2d, depends_on: g}
  y: {owner: cy, duration: 5d, depends_on: g}
  end: {owner: abe, duration: 1d, depends_on: [x, y], due: 2026-01-30}
";
    let told = text(plan, &["p/g"]);
    assert!(told.contains("needed by 22 Jan to keep p/end, by x alone by 27 Jan, forecast 9 Jan"), "{told}");
    assert!(told.contains("needed by 22 Jan to keep p/end, forecast 9 Jan"), "{told}");
    let data = run(plan, &["p/g"]);
    let days: Vec<[&Value; 3]> = data["handoffs"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["giver"]["id"] == "p/g")
        .map(|row| [&row["receiver"]["id"], &row["needed_by"], &row["receiver_needs_by"]])
        .collect();
    let expected = json!([["p/x", "2026-01-22", "2026-01-27"], ["p/y", "2026-01-22", "2026-01-22"]]);
    assert_eq!(json!(days), expected);
}
