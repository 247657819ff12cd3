//! What a hint says to write means what the person meant; where the language has no counterpart, the
//! hint says so.

use crate::support;
use serde_json::Value;

/// Returns the hints for a file, each error with its message.
fn hints(path: &str, text: &str) -> String {
    let plan = ("programs/p.yaml", "milestones:\n  a: {duration: 1d}\n");
    let files = if path == plan.0 { vec![(path, text)] } else { vec![plan, (path, text)] };
    let value = support::json(&files, &["schedule", "--format", "json"]);
    let told = |told: &Value| format!("{}: {}\n", told["message"], told["help"]);
    value["diagnostics"].as_array().unwrap().iter().map(told).collect()
}

/// Checks the hint for a line of a milestone, a risk, an owner, a calendar or another mapping: what
/// it says, and what it must not say.
#[track_caller]
fn check(place: &str, line: &str, said: &[&str], unsaid: &[&str]) {
    let hints = match place {
        "milestone" => {
            hints("programs/p.yaml", &format!("milestones:\n  b: {{duration: 1d}}\n  a:\n    {line}\n"))
        }
        "program" => hints("programs/p.yaml", &format!("{line}\nmilestones:\n  a: {{duration: 1d}}\n")),
        "risk" | "ask" => hints(
            "programs/p.yaml",
            &format!("milestones:\n  a: {{duration: 1d}}\n{place}s:\n  r:\n    title: R\n    {line}\n")
                .replace("asks:\n  r:\n    title: R", "asks:\n  r:\n    ask: R"),
        ),
        "owner" => hints("programs/tpm.yaml", &format!("owners:\n  bo:\n    {line}\n")),
        "calendar" => hints("programs/tpm.yaml", &format!("calendars:\n  us:\n    {line}\n")),
        _ => hints("programs/tpm.yaml", &format!("{line}\n")),
    };
    assert_eq!(hints.lines().count(), 1, "{line}: {hints}");
    for said in said {
        assert!(hints.contains(said), "{line} is not told {said:?}: {hints}");
    }
    for unsaid in unsaid {
        assert!(!hints.contains(unsaid), "{line} is told {unsaid:?}: {hints}");
    }
}

#[test]
fn a_last_day_is_a_promise_and_no_first_day() {
    for key in ["end_before", "finish_by", "due_by", "not_after", "must_finish_on", "no_later_than"] {
        check("milestone", &format!("{key}: 2026-10-02"), &["`due:`"], &["not_before"]);
    }
    check("milestone", "defer: 2026-10-02", &["`not_before:`"], &[]);
    check("milestone", "after: 2026-10-02", &["`not_before:`"], &["depends_on"]);
    check("milestone", "timeframe: Q4", &["`start:`", "`due:`"], &[]);
}

#[test]
fn what_has_no_counterpart_is_kept_with_an_x() {
    for key in ["allocate", "repeat", "every", "start_no_later_than", "alap", "timeout"] {
        check(
            "milestone",
            &format!("{key}: 5"),
            &[&format!("`x-{key}:`")],
            &["did you mean", "not_before: 2"],
        );
    }
    check("risk", "category: technical", &["`x-category:`"], &["did you mean"]);
}

#[test]
fn other_keys_lead_to_the_one_that_means_the_same() {
    check("milestone", "assignees: [bo]", &["`owner`", "`bo`"], &[]);
    check("milestone", "enables: [b]", &["`depends_on:`", "the milestone that waits"], &["did you mean"]);
    check("milestone", "team: core", &["`tpm.yaml`", "team: payments"], &["write `owner:`"]);
    check("shared", "teams: {core: {}}", &["at each owner"], &["did you mean `owners`"]);
    check("program", "team: core", &["at each owner"], &["move it there"]);
    check("milestone", "time_spent: 3d", &["`remaining:`"], &["`duration: "]);
    check("risk", "last_reviewed: 2026-09-01", &["`reviewed`"], &[]);
    check("risk", "applies_to: [a]", &["`affects`"], &[]);
    check("risk", "target_date: 2026-10-01", &["`due`"], &[]);
    check("ask", "owner: bo", &["for who is asked, write `of:`", "x-owner"], &["did you mean"]);
    check(
        "milestone",
        "duration: {optimistic: 1d, expected: 2d, pessimistic: 3d}",
        &["`likely:`"],
        &["did you mean"],
    );
    let hints = hints(
        "programs/p.yaml",
        "milestones:\n  b: {duration: 1d}\n  a: {duration: 1d, depends_on: [{id: b, lead: 2d}]}\n",
    );
    assert!(hints.contains("`b -2d`"), "{hints}");
}

#[test]
fn a_step_of_a_scale_is_neither_a_percentage_nor_a_day() {
    check("risk", "probability: 4", &["`high`"], &["write `4%`"]);
    check("risk", "likelihood: 4", &["`probability`", "`high`"], &["write `4%`"]);
    check("risk", "probability: 1", &["`very-low`"], &[]);
    check(
        "risk",
        "impact: 3",
        &["with its unit", "a scale of 1 to 5 has no counterpart", "x-impact"],
        &["write `3d`"],
    );
    check("risk", "severity: 3", &["`impact:`", "x-severity"], &["`3d`"]);
}

#[test]
fn the_state_of_a_risk_is_told_by_dates() {
    check("risk", "state: open", &["delete it"], &["`closed`"]);
    check("risk", "status: Mitigated", &["`mitigated: "], &[]);
    check("risk", "status: occurred", &["`occurred: "], &[]);
    check("risk", "status: closed", &["`closed: "], &[]);
    check("risk", "status: amber", &["`mitigated:`", "`occurred:`", "`closed:`"], &["did you mean"]);
}

#[test]
fn a_day_in_a_hint_is_the_day_that_was_meant_or_none() {
    check("milestone", "due: 2026-1O-15", &["`2026-10-15`"], &["2026-01-15"]);
    check("milestone", "due: FY27 Q1", &["fiscal years differ"], &["`2027-"]);
    check("milestone", "due: mid October 2026", &["YYYY-MM-DD"], &["2026-10-31"]);
    check("milestone", "not_before: Q4 2026", &["the quarter's last day is `2026-12-31`"], &["write `2026"]);
    check("owner", "away: [2026-09-07 +3d]", &["`2026-09-07..2026-09-09`"], &["times of day"]);
    check("owner", "away: [2026-12-21 .. 2026-12-31]", &["`2026-12-21..2026-12-31`"], &[]);
    check("milestone", "due: 2026-09-07 +3d", &["the day that you mean"], &["times of day", "write `2026"]);
    check("milestone", "updated: today", &["`2026-09-14`"], &["2026-09-18"]);
    check("milestone", "updated: yesterday", &["`2026-09-13`"], &["2026-09-18"]);
    check("program", "finish: 2026-12-18", &["`due: 2026-12-18`"], &[]);
}

#[test]
fn a_week_is_not_one_of_its_days() {
    check("calendar", "week: mon-fri", &["`[mon, tue, wed, thu, fri]`"], &["write `mon`"]);
    check("calendar", "week: sun-thu", &["`[sun, mon, tue, wed, thu]`"], &[]);
    check("calendar", "week: monthly", &[], &["`mon`"]);
}

#[test]
fn a_promise_by_another_name_is_due() {
    for key in [
        "promise",
        "promised",
        "promised for",
        "promised_on",
        "Promised Date",
        "commitment date",
        "committed",
    ] {
        check("milestone", &format!("{key}: 2026-10-01"), &["write `due:`"], &["promised_to"]);
        check("program", &format!("{key}: 2026-10-01"), &["write `due:`"], &[]);
    }
}

#[test]
fn a_day_is_no_text() {
    for key in ["customer", "notes", "title", "promisd_to"] {
        check("milestone", &format!("{key}: 2026-10-01"), &["takes text", "`due:`"], &["did you mean"]);
    }
}

#[test]
fn a_year_has_four_digits() {
    check("milestone", "due: 26-10-01", &["write `2026-10-01`, with the year in full"], &["2001"]);
    check("milestone", "eta: 26-Oct-01", &["write `2026-10-01`, with the year in full"], &["2001"]);
    check("milestone", "due: 01-02-03", &["with the year in full"], &["200"]);
    check("owner", "away: [26-10-01]", &["`2026-10-01`, with the year in full"], &["2001"]);
}

#[test]
fn a_milestone_of_another_program_has_a_slash() {
    for link in ["sensor.a", "[sensor:a]", "[sensor: a]", "\"sensor: a\"", "[Sensor.A]", "sensor::a"] {
        check("milestone", &format!("depends_on: {link}"), &["`sensor/a`"], &["sensor-a"]);
    }
    check("milestone", "depends_on: [sensor.a SS+2d]", &["`sensor/a SS+2d`"], &[]);
    check("milestone", "depends_on: [sensor: a SS+2d]", &["`sensor/a SS+2d`"], &[]);
    check("milestone", "needs: sensor.a", &["`depends_on`", "`sensor/a`"], &["sensor-a"]);
    check("risk", "affects: sensor.a", &["`sensor/a`"], &["sensor-a"]);
    check("milestone", "depends_on: [\"1.2\"]", &["`1-2`"], &["`1/2`"]);
    check("milestone", "depends_on: [sensor.yaml]", &["`sensor`"], &["sensor/yaml"]);
}

#[test]
fn a_share_of_a_person_is_no_part_of_the_name() {
    for value in ["[ben 50%]", "[ben 50%, ana 50%]", "{ben: 50%}", "ben 50%", "50% ben", "Ben (50%)"] {
        let said = ["`ben`", "a share of a person has no counterpart", "`x-share: 50%`"];
        check("milestone", &format!("resources: {value}"), &said, &["ben-50", "50-ben"]);
        check("milestone", &format!("owner: {value}"), &said, &["ben-50", "50-ben"]);
    }
}

#[test]
fn what_a_single_value_does_not_say_is_left_blank() {
    let waiver = "`waive: [{rule: overdue-milestone, until: …, reason: …}]`";
    check("milestone", "waive: overdue-milestone", &[waiver], &[]);
    check("program", "waive: overdue-milestone", &[waiver], &[]);
    check(
        "milestone",
        "waive: [overdue-milestone]",
        &["`{rule: overdue-milestone, until: …, reason: …}`"],
        &[],
    );
    check(
        "milestone",
        "waive: {overdue-milestone: on strike}",
        &["`{rule: overdue-milestone, until: …, reason: …}`"],
        &[],
    );
    check("milestone", "waive: on strike", &["`waive: [{rule: …, until: …, reason: on strike}]`"], &[]);
}

#[test]
fn a_day_that_may_mean_two_things_is_left_to_the_user() {
    for value in ["2026-09-01", "[2026-09-01]"] {
        check(
            "milestone",
            &format!("moved: {value}"),
            &[
                "from: …, on: …",
                "`from:` is the promise before it was moved",
                "`on:` is the day on which it was moved",
                "the day to which it was moved is `due:`",
            ],
            &["2026-09-01}"],
        );
    }
    check(
        "milestone",
        "blocked: 2026-09-21",
        &["since: …, until: …", "`until:` is the day by which"],
        &["2026-09-21}"],
    );
    check("milestone", "moved_to: 2026-10-01", &["`due:`", "`moved:`"], &[]);
    check("milestone", "cancelled: 2026-09-01", &["`cancelled: {on: 2026-09-01}`"], &[]);
}

#[test]
fn a_day_to_come_is_a_promise_or_a_forecast() {
    check("milestone", "done: 2026-12-01", &["planned? then it is `due:`, or `eta:`", "`--as-of`"], &[]);
    check("milestone", "done_on: 2026-09-01", &["`done`"], &[]);
}

#[test]
fn a_buffer_and_slots_have_a_form_of_their_own() {
    check("milestone", "buffer: 2w", &["plans have no buffers", "`x-buffer:`"], &["did you mean"]);
    check("program", "buffer: 2w", &["plans have no buffers"], &[]);
    check("calendar", "slots: [2026-09-15]", &["`workdays:`", "week: []"], &[]);
}
