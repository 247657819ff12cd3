//! Chains through cancelled work: which of its two bounds drives, and with how much slack.

use super::{check, dedent};
use crate::support;
use serde_json::Value;

/// Returns the chains, each as its milestones and its float.
#[track_caller]
fn chains(plan: &str) -> Vec<String> {
    let plan = dedent(plan);
    let arguments = ["critical-path", "--format", "json", "--as-of", "2026-01-05"];
    let found = support::json(&[("programs/p.yaml", &plan)], &arguments);
    let chain = |chain: &Value| format!("{} {}", chain["milestones"], chain["float_workdays"]);
    let chains = found["data"]["targets"][0]["chains"].as_array().expect("chains");
    chains.iter().map(chain).collect()
}

// a: six elapsed days, to Sat 10>. d was done on Fri 2: 13 days on, Thu 15>. x, cancelled, passes
// the later one on; b begins on Fri 16. The first chain is b alone, as d is done; a is behind it by
// what it can slip, counted at the point of x: six elapsed days end by Thu 15> from >Fri 9, on Wed
// 14>: start 5 6 7 8 = 4, finish from Sat 10> 12 13 14 = 3, the smaller.
#[test]
fn slack_into_cancelled_work_counts_to_its_bound() {
    let plan = "
        milestones:
          a: {duration: 6ed}
          d: {duration: 1d, done: 2026-01-02}
          x: {duration: 3d, depends_on: [a FF, d +13ed], cancelled: {on: 2026-01-02}}
          b: {duration: 1d, depends_on: x}
    ";
    assert_eq!(chains(plan), [r#"["p/b"] 0"#, r#"["p/a"] 3"#]);
}

// a ends Mon 5>. d was done on Fri 2: 11 days on, Tue 13>. k was done today, at its start: 10 days
// on, >Thu 15. Of the two bounds of x the one at the start is later: a: from Mon 5> to >Thu 15 6 7
// 8 9 12 13 14 = 7. Without the last link the other counts: to Tue 13> 6.
#[test]
fn slack_into_cancelled_work_counts_to_its_later_bound() {
    let plan = "
        milestones:
          a: {duration: 1d}
          d: {duration: 1d, done: 2026-01-02}
          k: {duration: 0d, done: 2026-01-05}
          x: {depends_on: [a, d +11ed, k +10ed], cancelled: {on: 2026-01-02}}
          b: {duration: 1d, depends_on: x}
    ";
    assert_eq!(chains(plan), [r#"["p/b"] 0"#, r#"["p/a"] 7"#]);
    assert_eq!(chains(&plan.replace("k +10ed", "k +1ed")), [r#"["p/b"] 0"#, r#"["p/a"] 6"#]);
}

// a lies at the start of Mon 12, w ends Thu 8>; x, cancelled, passes both on. b begins >Mon 12 by a
// alone: a is critical, w is not. a to >Mon 12: 0. w by Fri 9>: 9 = 1.
#[test]
fn the_bound_at_a_start_of_a_day_gives_the_date() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 0d, not_before: 2026-01-12}
              w: {duration: 4d}
              x: {depends_on: [a, w], cancelled: {on: 2026-01-02}}
              b: {duration: 2d, depends_on: x}
            ",
        )],
        "
        p/a  2026-01-12 2026-01-12  tf 0  ff 0  cf -  critical=true
        p/w  2026-01-05 2026-01-08  tf 1  ff 1  cf -  critical=false
        p/x  - -  tf -  ff -  cf -
        p/b  2026-01-12 2026-01-13  tf 0  ff 0  cf -  critical=true driven_by=p/x:FS
        ",
    );
}

// w: six elapsed days, to Sat 10>; a at the start of Mon 12. x passes both on. c must end with it:
// Sat 10> is Mon 12> for c, and >Mon 12 is taken back to Fri 9>, so that w alone gives its date. b
// works every day and begins after it: after Sat 10> that would be >Sun 11, after >Mon 12 the 12th,
// so that a alone gives its date. Both end Mon 12>: w and a are critical, each over another one. w
// by Sun 11>, for b: from Tue 6 it would end then; no working day lies between Sat 10> and Sun 11>:
// 0.
#[test]
fn successors_of_a_cancelled_milestone_can_differ_in_drivers() {
    check(
        "2026-01-05",
        &[
            ("programs/tpm.yaml", "calendars: {seven: {week: [mon, tue, wed, thu, fri, sat, sun]}}"),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 0d, not_before: 2026-01-12}
                  w: {duration: 6ed}
                  x: {depends_on: [a, w], cancelled: {on: 2026-01-02}}
                  b: {duration: 1d, calendar: seven, depends_on: x}
                  c: {duration: 1d, depends_on: x FF}
                ",
            ),
        ],
        "
        p/a  2026-01-12 2026-01-12  tf 0  ff 0  cf -  critical=true
        p/w  2026-01-05 2026-01-10  tf 0  ff 0  cf -  critical=true
        p/x  - -  tf -  ff -  cf -
        p/b  2026-01-12 2026-01-12  tf 0  ff 0  cf -  critical=true driven_by=p/x:FS
        p/c  2026-01-12 2026-01-12  tf 0  ff 0  cf -  critical=true driven_by=calendar
        ",
    );
}

// d is done, out of sequence, before u, which it waited for; x, cancelled, waited only for d. e
// and f stay on their dates and wait for nothing unfinished: where their predecessors leave them is
// no measure of their own promise. g waits for u, through y: u ends Wed 7>, so g could be there on
// the 7th: to Fri 16 8 9 12 13 14 15 16 = 7. u by Fri 16>, its latest finish and g's promise: 7.
#[test]
fn events_without_open_predecessors_have_no_own_float() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              u: {duration: 3d}
              d: {duration: 1d, started: 2026-01-02, done: 2026-01-02, depends_on: u}
              x: {depends_on: d, cancelled: {on: 2026-01-02}}
              y: {depends_on: u, cancelled: {on: 2026-01-02}}
              e: {due: 2026-01-16, depends_on: d}
              f: {due: 2026-01-16, depends_on: x}
              g: {due: 2026-01-16, depends_on: y}
            ",
        )],
        "
        p/u  2026-01-05 2026-01-07  tf 7  ff 7  cf 7  commitment=p/g
        p/d  2026-01-02 2026-01-02  tf -  ff -  cf -
        p/x  - -  tf -  ff -  cf -
        p/y  - -  tf -  ff -  cf -
        p/e  2026-01-16 2026-01-16  tf 0  ff 0  cf -  driven_by=due
        p/f  2026-01-16 2026-01-16  tf 0  ff 0  cf -  driven_by=due
        p/g  2026-01-16 2026-01-16  tf 0  ff 0  cf 7  commitment=p/g driven_by=due
        ",
    );
}

// a: 5..9, b: 5 6. e, an event, lies at the start of Mon 12. x passes on Fri 9>; y, between b, e
// and z, passes on Tue 6> and >Mon 12; z passes on both that are latest on their side: Fri 9>, from
// a, and >Mon 12, from e. r must end no earlier than z: >Mon 12 counts from Fri 9>, so that both
// give its finish, and a and e are critical; Tue 6> of b gives nothing. q is an event behind z: it
// lies where e does, and not at Fri 9>.
fn through_two(behind: &str) -> String {
    format!(
        "
        milestones:
          a: {{duration: 5d}}
          b: {{duration: 2d}}
          e: {{duration: 0d, not_before: 2026-01-12}}
          x: {{depends_on: a, cancelled: {{on: 2026-01-02}}}}
          y: {{depends_on: [b, e], cancelled: {{on: 2026-01-02}}}}
          z: {{depends_on: [x, y], cancelled: {{on: 2026-01-02}}}}
          {behind}
        "
    )
}

// To r's finish, Fri 9>: b by Fri 9>: 7 8 9 = 3; e by the start of Mon 12, where it is. The
// program's finish is r, as it is named.
#[test]
fn chains_through_cancelled_work_follow_both_sides_of_a_day() {
    let plan = through_two("r: {duration: 5d, depends_on: z FF}");
    check(
        "2026-01-05",
        &[("programs/p.yaml", &format!("finish: r\n{}", dedent(&plan)))],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -  critical=true
        p/b  2026-01-05 2026-01-06  tf 3  ff 3  cf -  critical=false
        p/e  2026-01-12 2026-01-12  tf 0  ff 0  cf -  critical=true
        p/x  - -  tf -  ff -  cf -
        p/y  - -  tf -  ff -  cf -
        p/z  - -  tf -  ff -  cf -
        p/r  2026-01-05 2026-01-09  tf 0  ff 0  cf -  critical=true driven_by=p/z:FF,data-date
        ",
    );
}

// q lies at >Mon 12, as e does. a and b may end by Sun 11>, on which no working day lies: 0 and 7 8
// 9 = 3. So a is critical beside e, though e alone gives the date.
#[test]
fn chains_through_cancelled_work_leave_no_room_on_the_other_side() {
    let plan = through_two("q: {duration: 0d, depends_on: z}");
    check(
        "2026-01-05",
        &[("programs/p.yaml", &plan)],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -  critical=true
        p/b  2026-01-05 2026-01-06  tf 3  ff 3  cf -  critical=false
        p/e  2026-01-12 2026-01-12  tf 0  ff 0  cf -  critical=true
        p/x  - -  tf -  ff -  cf -
        p/y  - -  tf -  ff -  cf -
        p/z  - -  tf -  ff -  cf -
        p/q  2026-01-12 2026-01-12  tf 0  ff 0  cf -  critical=true driven_by=p/z:FS
        ",
    );
}

// a: 5..9, so p ends by Fri 9>. e lies at >Mon 5; x, which is cancelled, was ana's, who is away
// from Fri 9 on, as f is. f may end by Fri 9> and has Thu 8>: from >Mon 5 that are 5 6 7 8 = 4.
// Where e ends a day x ends it too, by Thu 8>; a start of x counts as the working end before it,
// Thu 8> for all of >Fri 9 to >Wed 14. So e may lie at >Fri 9, which is not after Fri 9>: 5 6 7 8 =
// 4, but not at Fri 9>, which would be 5. At >Tue 6 it would put f to Mon 5>, where that does not
// lie: ff 0.
#[test]
fn cancelled_work_may_allow_the_start_of_a_day_but_not_its_end() {
    check(
        "2026-01-05",
        &[
            ("programs/tpm.yaml", "owners: {ana: {away: [2026-01-09..2026-01-13]}}\n"),
            (
                "programs/p.yaml",
                "milestones:\n  a: {duration: 5d}\n  e: {}\n  x: {owner: ana, depends_on: e, cancelled: {on: 2026-01-02, reason: Bought}}\n",
            ),
            (
                "programs/q.yaml",
                "milestones:\n  b: {depends_on: p/a}\n  f: {owner: ana, depends_on: p/x SF}\n",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -
        p/e  2026-01-05 2026-01-05  tf 4  ff 0  cf -
        p/x  - -  tf -  ff -  cf -
        q/b  2026-01-09 2026-01-09  tf 0  ff 0  cf -
        q/f  2026-01-05 2026-01-05  tf 4  ff 4  cf -
        ",
    );
}
