//! FS and SS with every kind of lag, in one calendar.

use super::check;

// a: 5d from >Mon 5: 5 6 7 8 9. b: FS from Fri 9>, next working start >Mon 12, 3d: 12 13 14.
// b is the latest, LF Wed 14>; LS(b) = >Mon 12, so LF(a) = Fri 9>. Nothing is promised.
#[test]
fn fs_starts_on_the_next_working_day() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              b: {duration: 3d, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -  driven_by=data-date critical=true kind=work state=not-started duration_workdays=5 late_start=2026-01-05 late_finish=2026-01-09 remaining_start=-
        p/b  2026-01-12 2026-01-14  tf 0  ff 0  cf -  driven_by=p/a:FS critical=true forecast_finish=2026-01-14 late_start=2026-01-12 late_finish=2026-01-14
        program p finish=b forecast_finish=2026-01-14 total_float_workdays=0 commitment_float_workdays=-
        ",
    );
}

// The same plan with its milestones in the other order: the same numbers.
#[test]
fn the_order_in_the_file_does_not_matter() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              b: {duration: 3d, depends_on: a}
              a: {duration: 5d}
            ",
        )],
        "
        p/b  2026-01-12 2026-01-14  tf 0  ff 0  cf -  driven_by=p/a:FS
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -  driven_by=data-date
        ",
    );
}

// a: 5 6 7 8 9, so every bound counts from Fri 9>.
//   zero     Fri 9> -> >Mon 12
//   plus     +2d: Mon 12, Tue 13 -> Tue 13>, next working start >Wed 14
//   minus    -2d: Fri 9, Thu 8 -> >Thu 8
//   plus-e   +3ed: Sat, Sun, Mon -> Mon 12> -> >Tue 13
//   minus-e  -3ed: Tue 6> -> >Wed 7
//   week     +1w = 5 wd: 12 13 14 15 16 -> Fri 16> -> >Mon 19
// The latest is week with Mon 19>; floats count from each EF to there:
//   zero 12->19: 13 14 15 16 19 = 5     plus 14->19: 15 16 19 = 3
//   minus 8->19: 9 12 13 14 15 16 19 = 7     plus-e 13->19: 14 15 16 19 = 4
//   minus-e 7->19: 8 9 12 13 14 15 16 19 = 8
// LS(week) = >Mon 19; 5 wd after LF(a) must end by Fri 16>, so LF(a) = Fri 9>: tf 0.
// One day more of a moves all of them: ff 0.
#[test]
fn fs_with_every_lag_over_a_weekend() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              zero: {duration: 1d, depends_on: [a]}
              plus: {duration: 1d, depends_on: [a +2d]}
              minus: {duration: 1d, depends_on: [a -2d]}
              plus-e: {duration: 1d, depends_on: [a +3ed]}
              minus-e: {duration: 1d, depends_on: [a FS-3ed]}
              week: {duration: 1d, depends_on: [a FS+1w]}
            ",
        )],
        "
        p/a        2026-01-05 2026-01-09  tf 0  ff 0  cf -  critical=true
        p/zero     2026-01-12 2026-01-12  tf 5  ff 5  cf -  driven_by=p/a:FS critical=false
        p/plus     2026-01-14 2026-01-14  tf 3  ff 3  cf -  driven_by=p/a:FS
        p/minus    2026-01-08 2026-01-08  tf 7  ff 7  cf -  driven_by=p/a:FS
        p/plus-e   2026-01-13 2026-01-13  tf 4  ff 4  cf -  driven_by=p/a:FS
        p/minus-e  2026-01-07 2026-01-07  tf 8  ff 8  cf -  driven_by=p/a:FS
        p/week     2026-01-19 2026-01-19  tf 0  ff 0  cf -  driven_by=p/a:FS critical=true
        ",
    );
}

// Holidays Thu 8 and Mon 12. a: 4d: 5 6 7 9, EF Fri 9>.
//   zero     Fri 9> -> Mon 12 is a holiday -> >Tue 13
//   plus     +2d: Tue 13, Wed 14 -> Wed 14> -> >Thu 15
//   minus    -2d: Fri 9, Wed 7 -> >Wed 7
//   plus-e   +3ed: Mon 12> (elapsed days know no holiday) -> >Tue 13
//   minus-e  -2ed: Wed 7> -> Thu 8 is a holiday -> >Fri 9
// Latest: plus with Thu 15>. zero 13->15: 14 15 = 2; minus 7->15: 9 13 14 15 = 4;
// plus-e 13->15: 2; minus-e 9->15: 13 14 15 = 3.
// LS(plus) = >Thu 15: two wd after LF(a) by Wed 14>, that is 13 and 14: LF(a) = Fri 9>.
#[test]
fn fs_with_every_lag_over_holidays() {
    check(
        "2026-01-05",
        &[
            ("programs/tpm.yaml", "calendars: {default: {holidays: [2026-01-08, 2026-01-12]}}"),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 4d}
                  zero: {duration: 1d, depends_on: [a]}
                  plus: {duration: 1d, depends_on: [a +2d]}
                  minus: {duration: 1d, depends_on: [a -2d]}
                  plus-e: {duration: 1d, depends_on: [a +3ed]}
                  minus-e: {duration: 1d, depends_on: [a -2ed]}
                ",
            ),
        ],
        "
        p/a        2026-01-05 2026-01-09  tf 0  ff 0  cf -
        p/zero     2026-01-13 2026-01-13  tf 2  ff 2  cf -  driven_by=p/a:FS
        p/plus     2026-01-15 2026-01-15  tf 0  ff 0  cf -  driven_by=p/a:FS
        p/minus    2026-01-07 2026-01-07  tf 4  ff 4  cf -  driven_by=p/a:FS
        p/plus-e   2026-01-13 2026-01-13  tf 2  ff 2  cf -  driven_by=p/a:FS
        p/minus-e  2026-01-09 2026-01-09  tf 3  ff 3  cf -  driven_by=p/a:FS
        ",
    );
}

// k: 4d: 5 6 7 8. a: FS, 3d: 9 12 13, so ES(a) = >Fri 9, EF(a) = Tue 13>.
//   zero     >Fri 9
//   plus     +2d: Fri 9, Mon 12 -> Mon 12> -> >Tue 13
//   minus    -2d: Thu 8, Wed 7 -> >Wed 7
//   plus-e   +1ed: >Sat 10 -> >Mon 12
//   plus-f   +3ed: >Mon 12
//   minus-e  -3ed: >Tue 6
// a and plus tie for latest with Tue 13>; the finish named is the smaller id, a.
//   zero 9->13: 12 13 = 2; minus 7->13: 8 9 12 13 = 4; plus-e and plus-f 12->13: 1;
//   minus-e 6->13: 7 8 9 12 13 = 5.
// LS(a) = >Fri 9, so LF(k) = Thu 8>: tf 0. A day more of k moves a; one more of a moves zero.
#[test]
fn ss_with_every_lag_over_a_weekend() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              k: {duration: 4d}
              a: {duration: 3d, depends_on: [k]}
              zero: {duration: 1d, depends_on: [a SS]}
              plus: {duration: 1d, depends_on: [a SS+2d]}
              minus: {duration: 1d, depends_on: [a SS-2d]}
              plus-e: {duration: 1d, depends_on: [a SS+1ed]}
              plus-f: {duration: 1d, depends_on: [a SS+3ed]}
              minus-e: {duration: 1d, depends_on: [a SS-3ed]}
            ",
        )],
        "
        p/k        2026-01-05 2026-01-08  tf 0  ff 0  cf -  critical=true
        p/a        2026-01-09 2026-01-13  tf 0  ff 0  cf -  critical=true
        p/zero     2026-01-09 2026-01-09  tf 2  ff 2  cf -  driven_by=p/a:SS critical=false
        p/plus     2026-01-13 2026-01-13  tf 0  ff 0  cf -  driven_by=p/a:SS critical=true
        p/minus    2026-01-07 2026-01-07  tf 4  ff 4  cf -  driven_by=p/a:SS
        p/plus-e   2026-01-12 2026-01-12  tf 1  ff 1  cf -  driven_by=p/a:SS
        p/plus-f   2026-01-12 2026-01-12  tf 1  ff 1  cf -  driven_by=p/a:SS
        p/minus-e  2026-01-06 2026-01-06  tf 5  ff 5  cf -  driven_by=p/a:SS
        program p finish=a forecast_finish=2026-01-13
        ",
    );
}

// Holidays Thu 8 and Mon 12. k: 3d: 5 6 7. a: FS from Wed 7>, Thu is a holiday, >Fri 9: 9 13 14.
//   zero     >Fri 9
//   plus     +2d: Fri 9, Tue 13 -> Tue 13> -> >Wed 14
//   minus    -2d: Wed 7, Tue 6 -> >Tue 6
//   plus-e   +3ed: >Mon 12, a holiday -> >Tue 13
//   minus-e  -1ed: >Thu 8, a holiday -> >Fri 9
// a and plus tie with Wed 14>. zero and minus-e 9->14: 13 14 = 2; minus 6->14: 7 9 13 14 = 4;
// plus-e 13->14: 1. LS(a) = >Fri 9 steps back over the holiday: LF(k) = Wed 7>.
#[test]
fn ss_with_every_lag_over_holidays() {
    check(
        "2026-01-05",
        &[
            ("programs/tpm.yaml", "calendars: {default: {holidays: [2026-01-08, 2026-01-12]}}"),
            (
                "programs/p.yaml",
                "
                milestones:
                  k: {duration: 3d}
                  a: {duration: 3d, depends_on: [k]}
                  zero: {duration: 1d, depends_on: [a SS]}
                  plus: {duration: 1d, depends_on: [a SS+2d]}
                  minus: {duration: 1d, depends_on: [a SS-2d]}
                  plus-e: {duration: 1d, depends_on: [a SS+3ed]}
                  minus-e: {duration: 1d, depends_on: [a SS-1ed]}
                ",
            ),
        ],
        "
        p/k        2026-01-05 2026-01-07  tf 0  ff 0  cf -  late_finish=2026-01-07
        p/a        2026-01-09 2026-01-14  tf 0  ff 0  cf -  driven_by=p/k:FS
        p/zero     2026-01-09 2026-01-09  tf 2  ff 2  cf -  driven_by=p/a:SS
        p/plus     2026-01-14 2026-01-14  tf 0  ff 0  cf -  driven_by=p/a:SS
        p/minus    2026-01-06 2026-01-06  tf 4  ff 4  cf -  driven_by=p/a:SS
        p/plus-e   2026-01-13 2026-01-13  tf 1  ff 1  cf -  driven_by=p/a:SS
        p/minus-e  2026-01-09 2026-01-09  tf 2  ff 2  cf -  driven_by=p/a:SS
        ",
    );
}

// a: 6d: 5 6 7 8 9 12, EF Mon 12>.
//   b  -2d: Mon 12, Fri 9 -> >Fri 9, 3d: 9 12 13
//   c  -1ed: Sun 11> -> >Mon 12, 1d
// Latest b with Tue 13>. c 12->13: 1. LS(b) = >Fri 9: LF(a) = Mon 12> (12 and 9 are the two back).
#[test]
fn a_lead_over_a_weekend() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 6d}
              b: {duration: 3d, depends_on: [a FS-2d]}
              c: {duration: 1d, depends_on: [a -1ed]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-12  tf 0  ff 0  cf -
        p/b  2026-01-09 2026-01-13  tf 0  ff 0  cf -  driven_by=p/a:FS
        p/c  2026-01-12 2026-01-12  tf 1  ff 1  cf -  driven_by=p/a:FS
        ",
    );
}

// a: 2d from >Wed 7: 7 8. b: -5d from Thu 8>: 8 7 6 5 and 2 January -> >2 January, which is
// before the data date >Wed 7: b 7 8 9. Latest Fri 9>, so tf(a) 8->9 = 1. b stays while the
// fifth wd back is not after Wed 7: from Tue 13> it is 13 12 9 8 7. ff(a) 8->13: 9 12 13 = 3,
// more than the total float, for a itself would then be the latest.
#[test]
fn a_lead_does_not_pull_before_the_data_date() {
    check(
        "2026-01-07",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 2d}
              b: {duration: 3d, depends_on: [a -5d]}
            ",
        )],
        "
        p/a  2026-01-07 2026-01-08  tf 1  ff 3  cf -  critical=false
        p/b  2026-01-07 2026-01-09  tf 0  ff 0  cf -  driven_by=data-date
        ",
    );
}

// a: 2d from the program's start >Mon 12: 12 13. b: -5d from Tue 13>: 13 12 9 8 7 -> >Wed 7,
// held by the program's start: 12 13 14. Latest Wed 14>, tf(a) 13->14 = 1. b stays while the
// fifth wd back is not after Mon 12: from Fri 16> it is 16 15 14 13 12. ff(a): 14 15 16 = 3.
#[test]
fn a_lead_does_not_pull_before_the_program_start() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            start: 2026-01-12
            milestones:
              a: {duration: 2d}
              b: {duration: 3d, depends_on: [a -5d]}
            ",
        )],
        "
        p/a  2026-01-12 2026-01-13  tf 1  ff 3  cf -  driven_by=program-start
        p/b  2026-01-12 2026-01-14  tf 0  ff 0  cf -  driven_by=program-start
        ",
    );
}

// a: 4d: 5 6 7 8. SS+1d: Mon 5> -> >Tue 6. FS-1d: >Thu 8. The later holds: b 8 9.
// LS(b) = >Thu 8, so one wd back from LF(a) is Thu 8: LF(a) = Thu 8>, tf 0.
#[test]
fn two_links_to_one_predecessor() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 4d}
              b: {duration: 2d, depends_on: [a SS+1d, a FS-1d]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-08  tf 0  ff 0  cf -
        p/b  2026-01-08 2026-01-09  tf 0  ff 0  cf -  driven_by=p/a:FS
        ",
    );
}

// The default week is Monday to Thursday, so 1w = 4d. a: 2w = 8d: 5 6 7 8 12 13 14 15.
// b: +1w from Thu 15>: 19 20 21 22 -> Thu 22> -> >Mon 26.
#[test]
fn a_week_is_the_days_of_the_week_of_the_calendar() {
    check(
        "2026-01-05",
        &[
            ("programs/tpm.yaml", "calendars: {default: {week: [mon, tue, wed, thu]}}"),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 2w}
                  b: {duration: 1d, depends_on: [a +1w]}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-15  tf 0  ff 0  cf -  duration_workdays=8
        p/b  2026-01-26 2026-01-26  tf 0  ff 0  cf -  driven_by=p/a:FS
        ",
    );
}

// a: 2d: 5 6. b: 8d after SS+1d: Mon 5> -> >Tue 6: 6 7 8 9 12 13 14 15. Latest Thu 15>.
// LS(b) = >Tue 6 leaves LS(a) = >Mon 5: start float 0, though its finish has 6->15 = 7 days.
#[test]
fn an_ss_link_takes_the_start_float() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 2d}
              b: {duration: 8d, depends_on: [a SS+1d]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-06  tf 0  ff 0  cf -  late_start=2026-01-05 critical=true
        p/b  2026-01-06 2026-01-15  tf 0  ff 0  cf -  driven_by=p/a:SS
        ",
    );
}

// Drivers are sorted by name, whatever is written first: m begins on Wed 7, after b and z, 5 6, and
// after an SS link from the same b, 2d after >Mon 5.
#[test]
fn drivers_are_sorted_by_name() {
    let milestones =
        ["z: {duration: 2d}", "b: {duration: 2d}", "m: {duration: 1d, depends_on: [z, b SS+2d, b]}"];
    for order in [[0, 1, 2], [1, 0, 2], [2, 1, 0]] {
        let lines: Vec<&str> = order.iter().map(|place| milestones[*place]).collect();
        let plan = format!("milestones:\n  {}\n", lines.join("\n  "));
        let found = crate::support::schedule(&[("programs/p.yaml", &plan)], "2026-01-05");
        let milestones = found["data"]["programs"][0]["milestones"].as_array().unwrap();
        let m = milestones.iter().find(|milestone| milestone["id"] == "p/m").unwrap();
        let drivers =
            m["driven_by"].as_array().unwrap().iter().map(|driver| (&driver["by"], &driver["type"]));
        let drivers: Vec<String> =
            drivers.map(|(by, kind)| format!("{by} {kind}").replace('"', "")).collect();
        assert_eq!(drivers, ["p/b FS", "p/b SS", "p/z FS"], "{plan}");
    }
}
