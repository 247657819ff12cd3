//! Tables of all four link types with every lag, from every kind of predecessor, in one calendar
//! and in two.
//!
//! In each table `p` is the predecessor, and every field is one successor of 1d with that link type
//! and lag, which waits only for `p`. [`days`] checks the day of January on which it lies.
//! [`slips`] gives each field a `p` of its own and fixes its successor on a day with `not_before`
//! and a promise; the field then shows by how much `p` can slip, which is its free float and its
//! commitment float.

use super::{milestones, show};
use serde_json::Value;

const LINKS: [&str; 4] = ["FS", "SS", "FF", "SF"];

/// Returns the fields of `table`: link type, lag and expected value.
fn fields(table: &str) -> Vec<(&str, &str, &str)> {
    let mut lines = table.lines().filter(|l| !l.trim().is_empty());
    let lags: Vec<&str> = lines.next().unwrap_or_default().split_whitespace().collect();
    let mut out = Vec::new();
    for line in lines {
        let mut words = line.split_whitespace();
        let link = words.next().unwrap_or_default();
        assert!(LINKS.contains(&link), "not a link: {link}");
        let values: Vec<&str> = words.collect();
        assert_eq!(values.len(), lags.len(), "not a row of the table: {line}");
        out.extend(lags.iter().zip(values).map(|(lag, field)| (link, *lag, field)));
    }
    out
}

/// Returns `FS` without a lag, otherwise `FS+2d`.
fn link_text(link: &str, lag: &str) -> String {
    if lag == "0" { link.to_owned() } else { format!("{link}{lag}") }
}

fn found<'a>(scheduled: &'a Value, id: &str) -> &'a Value {
    let all = milestones(scheduled);
    all.into_iter().find(|m| m["id"] == id).unwrap_or_else(|| panic!("{id} is not in the JSON"))
}

/// Compares the days of the successors with `table`; `before` lists the milestones up to `p`, one
/// per line.
#[track_caller]
fn days(as_of: &str, shared: &str, before: &[&str], successor: &str, table: &str) {
    let mut plan = String::from("milestones:\n");
    for line in before {
        plan.push_str(&format!("  {line}\n"));
    }
    let fields = fields(table);
    for (number, (link, lag, _)) in fields.iter().enumerate() {
        let on = link_text(link, lag);
        plan.push_str(&format!("  s{number}: {{{successor}duration: 1d, depends_on: [p {on}]}}\n"));
    }
    let scheduled =
        crate::support::schedule(&[("programs/tpm.yaml", shared), ("programs/p.yaml", &plan)], as_of);
    let mut differences = Vec::new();
    for (number, (link, lag, want)) in fields.iter().enumerate() {
        let successor = found(&scheduled, &format!("p/s{number}"));
        let want = format!("2026-01-{want:0>2}");
        for key in ["early_start", "early_finish"] {
            let got = show(&successor[key]);
            if got != want {
                differences.push(format!("{}: {key} is {got}, expected {want}", link_text(link, lag)));
            }
        }
    }
    assert!(differences.is_empty(), "{}\n{plan}", differences.join("\n"));
}

/// Compares the slip of each field's own `p` with `table`.
#[track_caller]
fn slips(as_of: &str, shared: &str, predecessor: &str, successor: &str, table: &str) {
    let mut plan = String::from("milestones:\n");
    let fields = fields(table);
    for (number, (link, lag, _)) in fields.iter().enumerate() {
        let on = link_text(link, lag);
        plan.push_str(&format!("  p{number}: {{{predecessor}}}\n"));
        plan.push_str(&format!("  s{number}: {{{successor}, depends_on: [p{number} {on}]}}\n"));
    }
    let scheduled =
        crate::support::schedule(&[("programs/tpm.yaml", shared), ("programs/p.yaml", &plan)], as_of);
    let mut differences = Vec::new();
    for (number, (link, lag, want)) in fields.iter().enumerate() {
        let predecessor = found(&scheduled, &format!("p/p{number}"));
        for key in ["free_float_workdays", "commitment_float_workdays"] {
            let got = show(&predecessor[key]);
            if got != *want {
                differences.push(format!("{}: {key} is {got}, expected {want}", link_text(link, lag)));
            }
        }
    }
    assert!(differences.is_empty(), "{}\n{plan}", differences.join("\n"));
}

const ONE: &str = "owners: {bo: {name: Bo}}\n";

// k: 5 6 7. p: 8 9 12, from >Thu 8 to Mon 12>.
//   FS  from Mon 12>: >Tue 13. +2d: 13 14, >Thu 15. -2d: 12 9, >Fri 9. +3ed: Thu 15>, >Fri 16.
//       -3ed: Fri 9>, >Mon 12.
//   SS  from >Thu 8: there. +2d: 8 9, Fri 9>, >Mon 12. -2d: 7 6, >Tue 6. +3ed: >Sun 11, >Mon 12.
//       -3ed: >Mon 5.
//   FF  from Mon 12>: there. +2d: 13 14, Wed 14>. -2d: 12 9, >Fri 9, back to Thu 8>. +3ed: Thu 15>.
//       -3ed: Fri 9>.
//   SF  from >Thu 8: back to Wed 7>. +2d: 8 9, Fri 9>. -2d: 7 6, >Tue 6, back to Mon 5>. +3ed: >Sun
//       11, to the end of the day before, Sat 10>, whose next working end is Mon 12>. -3ed: >Mon 5,
//       Sun 4>, Mon 5>.
#[test]
fn from_work() {
    days(
        "2026-01-05",
        ONE,
        &["k: {duration: 3d}", "p: {duration: 3d, depends_on: [k]}"],
        "",
        "
             0   +2d  -2d  +3ed -3ed
        FS   13  15   9    16   12
        SS   8   12   6    12   5
        FF   12  14   8    15   9
        SF   7   9    5    12   5
        ",
    );
}

const TWO: &str = "\
owners: {ana: {calendar: us}, bo: {calendar: uk}}
calendars: {us: {holidays: [2026-01-09, 2026-01-13]}, uk: {holidays: [2026-01-07]}}
";

// ana has Fri 9 and Tue 13 off, bo Wed 7. k (bo): 5 6. p (bo): 8 9 12, from >Thu 8 to Mon 12>. The
// successors are ana's, who works 5 6 7 8 12 14 15 16, and so lags count.
//   FS  from Mon 12>: >Wed 14. +2d: 14 15, >Fri 16. -2d: 12 8, >Thu 8. +3ed: Thu 15>, >Fri 16.
//       -3ed: Fri 9>, >Mon 12.
//   SS  from >Thu 8: there. +2d: 8 12, Mon 12>, >Wed 14. -2d: 7 6, >Tue 6. +3ed: >Sun 11, >Mon 12.
//       -3ed: >Mon 5.
//   FF  from Mon 12>: there. +2d: 14 15, Thu 15>. -2d: 12 8, >Thu 8, back in her days to Wed 7>.
//       +3ed: Thu 15>. -3ed: Fri 9>, whose next end of hers is Mon 12>.
//   SF  from >Thu 8: back in bo's days, over his Wed 7, to Tue 6>. +2d: 8 12, Mon 12>. -2d: 7 6,
//       >Tue 6, back in her days to Mon 5>. +3ed: >Sun 11, Sat 10>, Mon 12>. -3ed: >Mon 5, Sun 4>,
//       Mon 5>.
#[test]
fn from_work_into_another_calendar() {
    days(
        "2026-01-05",
        TWO,
        &["k: {owner: bo, duration: 2d}", "p: {owner: bo, duration: 3d, depends_on: [k]}"],
        "owner: ana, ",
        "
             0   +2d  -2d  +3ed -3ed
        FS   14  16   8    16   12
        SS   8   14   6    12   5
        FF   12  15   7    15   12
        SF   6   12   5    12   5
        ",
    );
}

// ana is on leave on Fri 9 and Tue 13: lags count these days, work does not. k (bo): 5 6 7. p (bo):
// 8 9 12.
//   FS  from Mon 12>: >Wed 14. +2d: 13 14, >Thu 15. -2d: 12 9, >Fri 9, she is away, >Mon 12. +3ed:
//       >Fri 16. -3ed: Fri 9>, >Mon 12.
//   SS  from >Thu 8: there. +2d: 8 9, Fri 9>, >Mon 12. -2d: 7 6, >Tue 6. +3ed: >Sun 11, >Mon 12.
//       -3ed: >Mon 5.
//   FF  from Mon 12>: there. +2d: 13 14, Wed 14>. -2d: 12 9, >Fri 9, back to Thu 8>. +3ed: Thu 15>.
//       -3ed: Fri 9>, when she is away: Mon 12>.
//   SF  from >Thu 8: Wed 7>. +2d: 8 9, Fri 9>, away, Mon 12>. -2d: 7 6, >Tue 6, Mon 5>. +3ed: Sat
//       10>, Mon 12>. -3ed: 5.
#[test]
fn from_work_into_leave() {
    days(
        "2026-01-05",
        "owners: {ana: {away: [2026-01-09, 2026-01-13]}, bo: {name: Bo}}\n",
        &["k: {owner: bo, duration: 3d}", "p: {owner: bo, duration: 3d, depends_on: [k]}"],
        "owner: ana, ",
        "
             0   +2d  -2d  +3ed -3ed
        FS   14  15   12   16   12
        SS   8   12   6    12   5
        FF   12  14   8    15   12
        SF   7   12   5    12   5
        ",
    );
}

// p (bo) is on leave on Wed 7, in his base calendar a working day: SF steps back over it, for that
// is his full calendar. k: 5 6. p: 8 9 12. -2d from >Thu 8 counts the successor's days 7 6, >Tue 6,
// and steps back to Mon 5>.
#[test]
fn a_finish_steps_back_over_the_leave_of_the_predecessor() {
    days(
        "2026-01-05",
        "owners: {ana: {name: Ana}, bo: {away: [2026-01-07]}}\n",
        &["k: {owner: bo, duration: 2d}", "p: {owner: bo, duration: 3d, depends_on: [k]}"],
        "owner: ana, ",
        "
             0   +2d  -2d  +3ed -3ed
        SS   8   12   6    12   5
        FF   12  14   8    15   9
        SF   6   9    5    12   5
        ",
    );
}

// With a working lead the step back is in the base calendar of ana, who is on leave on Wed 7: from
// >Fri 9 the first working day before is Thu 8, >Thu 8, back to Wed 7>, and her next end is Thu 8>.
// k: 5 6 7 8. p (bo): 9 12 13, from >Fri 9 to Tue 13>.
//   FF  -3d: 13 12 9, >Fri 9, Thu 8>. -4d: 13 12 9 8, >Thu 8, Wed 7>, away, Thu 8>. -5d: >Wed 7,
//       Tue 6>.
//   SF  -1d: >Thu 8, Wed 7>, Thu 8>. -2d: 8 7, >Wed 7, Tue 6>. -3d: >Tue 6, Mon 5>.
#[test]
fn a_lead_steps_back_over_no_leave_of_the_successor() {
    days(
        "2026-01-05",
        "owners: {ana: {away: [2026-01-07]}, bo: {name: Bo}}\n",
        &["k: {owner: bo, duration: 4d}", "p: {owner: bo, duration: 3d, depends_on: [k]}"],
        "owner: ana, ",
        "
             -3d  -4d  -5d
        FF   8    8    6
        ",
    );
    days(
        "2026-01-05",
        "owners: {ana: {away: [2026-01-07]}, bo: {name: Bo}}\n",
        &["k: {owner: bo, duration: 4d}", "p: {owner: bo, duration: 3d, depends_on: [k]}"],
        "owner: ana, ",
        "
             -1d  -2d  -3d
        SF   8    6    5
        ",
    );
}

// p lies at >Thu 8, start and finish in one: FS as SS, FF as SF.
//   start   there. +2d: 8 9, >Mon 12. -2d: 7 6, >Tue 6. +3ed: >Sun 11, >Mon 12. -3ed: >Mon 5.
//   finish  back to Wed 7>. +2d: Fri 9>. -2d: >Tue 6, Mon 5>. +3ed: Sat 10>, Mon 12>. -3ed: Sun 4>,
//       Mon 5>.
#[test]
fn from_an_event_at_the_start_of_a_day() {
    days(
        "2026-01-05",
        ONE,
        &["p: {duration: 0d, not_before: 2026-01-08}"],
        "",
        "
             0   +2d  -2d  +3ed -3ed
        FS   8   12   6    12   5
        SS   8   12   6    12   5
        FF   7   9    5    12   5
        SF   7   9    5    12   5
        ",
    );
}

// p (bo) at >Thu 8; bo has Wed 7 off, ana Fri 9 and Tue 13.
//   start   there. +2d: 8 12, >Wed 14. -2d: 7 6, >Tue 6. +3ed: >Sun 11, >Mon 12. -3ed: >Mon 5.
//   finish  back in bo's days to Tue 6>. +2d: 8 12, Mon 12>. -2d: >Tue 6, Mon 5>. +3ed: Sat 10>,
//       Mon 12>. -3ed: Mon 5>.
#[test]
fn from_an_event_at_the_start_of_a_day_into_another_calendar() {
    days(
        "2026-01-05",
        TWO,
        &["p: {owner: bo, duration: 0d, not_before: 2026-01-08}"],
        "owner: ana, ",
        "
             0   +2d  -2d  +3ed -3ed
        FS   8   14   6    12   5
        SS   8   14   6    12   5
        FF   6   12   5    12   5
        SF   6   12   5    12   5
        ",
    );
}

// p on its promise, Fri 9>.
//   start   >Mon 12. +2d: 12 13, >Wed 14. -2d: 9 8, >Thu 8. +3ed: Mon 12>, >Tue 13. -3ed: Tue 6>,
//       >Wed 7.
//   finish  Fri 9>. +2d: Tue 13>. -2d: >Thu 8, Wed 7>. +3ed: Mon 12>. -3ed: Tue 6>.
#[test]
fn from_an_event_at_the_end_of_a_day() {
    days(
        "2026-01-05",
        ONE,
        &["p: {due: 2026-01-09}"],
        "",
        "
             0   +2d  -2d  +3ed -3ed
        FS   12  14   8    13   7
        SS   12  14   8    13   7
        FF   9   13   7    12   6
        SF   9   13   7    12   6
        ",
    );
}

// p (bo) on its promise, Fri 9>, a day off for ana, as Tue 13 is.
//   start   >Mon 12. +2d: 12 14, >Thu 15. -2d: 8 7, >Wed 7. +3ed: Mon 12>, >Wed 14. -3ed: Tue 6>,
//       >Wed 7.
//   finish  her next end, Mon 12>. +2d: 12 14, Wed 14>. -2d: >Wed 7, Tue 6>. +3ed: Mon 12>. -3ed:
//       Tue 6>.
#[test]
fn from_an_event_at_the_end_of_a_day_into_another_calendar() {
    days(
        "2026-01-05",
        TWO,
        &["p: {owner: bo, due: 2026-01-09}"],
        "owner: ana, ",
        "
             0   +2d  -2d  +3ed -3ed
        FS   12  15   7    14   7
        SS   12  15   7    14   7
        FF   12  14   6    12   6
        SF   12  14   6    12   6
        ",
    );
}

// p on its promise, Sun 11>. A start counts from there, a finish from the working end before it,
// Fri 9>.
//   start   >Mon 12. +2d: 12 13, >Wed 14. -2d: 9 8, >Thu 8. +3ed: Wed 14>, >Thu 15. -3ed: Thu 8>,
//       >Fri 9.
//   finish  Fri 9>. +2d: Tue 13>. -2d: 9 8, >Thu 8, Wed 7>. +3ed: Mon 12>. -3ed: Tue 6>.
#[test]
fn from_an_event_on_a_sunday() {
    days(
        "2026-01-05",
        ONE,
        &["p: {due: 2026-01-11}"],
        "",
        "
             0   +2d  -2d  +3ed -3ed
        FS   12  14   8    15   9
        SS   12  14   8    15   9
        FF   9   13   7    12   6
        SF   9   13   7    12   6
        ",
    );
}

// p (bo) on its promise, Sun 11>; Fri 9 is bo's day off, so the working end before is Thu 8>. ana
// has Tue 13 off.
//   start   >Mon 12. +2d: 12 14, >Thu 15. -2d: 9 8, >Thu 8. +3ed: Wed 14>, >Thu 15. -3ed: Thu 8>,
//       >Fri 9.
//   finish  Thu 8>. +2d: her 9 12, Mon 12>. -2d: her 8 7, >Wed 7, Tue 6>. +3ed: Sun 11>, Mon 12>.
//       -3ed: Mon 5>.
#[test]
fn from_an_event_on_a_sunday_into_another_calendar() {
    days(
        "2026-01-05",
        "\
owners: {ana: {calendar: us}, bo: {calendar: uk}}
calendars: {us: {holidays: [2026-01-13]}, uk: {holidays: [2026-01-09]}}
",
        &["p: {owner: bo, due: 2026-01-11}"],
        "owner: ana, ",
        "
             0   +2d  -2d  +3ed -3ed
        FS   12  15   8    15   9
        SS   12  15   8    15   9
        FF   8   12   6    12   5
        SF   8   12   6    12   5
        ",
    );
}

// p begins >Mon 5 and has eta Sat 10. It is work, not an event: a finish counts from Sat 10>
// itself.
//   FS  >Mon 12. +2d: 12 13, >Wed 14. -2d: 9 8, >Thu 8. +3ed: Tue 13>, >Wed 14. -3ed: Wed 7>, >Thu
//       8.
//   SS  >Mon 5. +2d: >Wed 7. +3ed: >Thu 8. Leads: not before the data date, >Mon 5.
//   FF  from Sat 10>: Mon 12>. +2d: Tue 13>. -2d: 9 8, >Thu 8, Wed 7>. +3ed: Tue 13>. -3ed: Wed 7>.
//   SF  from >Mon 5: Fri 2>, which holds nothing: Mon 5. +2d: 5 6, Tue 6>. +3ed: >Thu 8, Wed 7>.
//       Leads: Mon 5.
#[test]
fn from_work_with_an_eta_on_a_saturday() {
    days(
        "2026-01-05",
        ONE,
        &["p: {duration: 3d, eta: 2026-01-10}"],
        "",
        "
             0   +2d  -2d  +3ed -3ed
        FS   12  14   8    14   8
        SS   5   7    5    8    5
        FF   12  13   7    13   7
        SF   5   6    5    7    5
        ",
    );
}

// As above; ana, whose the successors are, has Mon 12 off.
//   FS  >Tue 13. +2d: 13 14, >Thu 15. -2d: 9 8, >Thu 8. +3ed: Tue 13>, >Wed 14. -3ed: Wed 7>, >Thu
//       8.
//   FF  Tue 13>. +2d: 13 14, Wed 14>. -2d: >Thu 8, Wed 7>. +3ed: Tue 13>. -3ed: Wed 7>.
#[test]
fn from_work_with_an_eta_on_a_saturday_into_another_calendar() {
    days(
        "2026-01-05",
        "\
owners: {ana: {calendar: us}, bo: {name: Bo}}
calendars: {us: {holidays: [2026-01-12]}}
",
        &["p: {owner: bo, duration: 3d, eta: 2026-01-10}"],
        "owner: ana, ",
        "
             0   +2d  -2d  +3ed -3ed
        FS   13  15   8    14   8
        SS   5   7    5    8    5
        FF   13  14   7    13   7
        SF   5   6    5    7    5
        ",
    );
}

// p works Monday to Saturday and ends on Sat 10: 5..10. The successors do not work on Saturdays:
// their lags skip it.
//   FS  from Sat 10>: >Mon 12. +2d: 12 13, >Wed 14. -2d: 9 8, >Thu 8. +3ed: Tue 13>, >Wed 14. -3ed:
//       Wed 7>, >Thu 8.
//   FF  from Sat 10>: Mon 12>. +2d: Tue 13>. -2d: 9 8, >Thu 8, Wed 7>. +3ed: Tue 13>. -3ed: Wed 7>.
#[test]
fn from_work_that_ends_on_a_saturday() {
    days(
        "2026-01-05",
        "calendars: {six: {week: [mon, tue, wed, thu, fri, sat]}}\n",
        &["p: {calendar: six, duration: 6d}"],
        "",
        "
             0   +2d  -2d  +3ed -3ed
        FS   12  14   8    14   8
        FF   12  13   7    13   7
        ",
    );
}

// p: 5 6 7, from >Mon 5 to Wed 7>. Each successor is held on Tue 20, so that a bound may be >Tue 20
// or Tue 20> and no later. From 7 on there are 8 9, 12 13 14 15 16, 19 20 21 22 23 26.
//   FS  finish by Mon 19>: 8. +2d: 16 19 are the lag, Fri 16 is in it, so Thu 15>: 6. -2d: 21 20
//       lie before Wed 21>, which gives >Tue 20: 10. +3ed: Fri 16> gives Mon 19>: 7. -3ed: Thu 22>
//       gives Mon 19>: 11.
//   SS  start by >Tue 20, from >Mon 5 that is 5 + 5 + 1: 11. +2d: 16 19, >Fri 16: 9. -2d: 21 20,
//       >Thu 22: 13. +3ed: >Sat 17 gives >Tue 20, the last working start by then is >Fri 16: 9.
//       -3ed: >Fri 23: 14.
//   FF  finish by Tue 20>: 9. +2d: 19 20, Fri 16>: 7. -2d: 22 21 give >Wed 21, back to Tue 20>, so
//       Thu 22>: 11. +3ed: Sat 17> gives Tue 20>, the last working end by then is Fri 16>: 7. -3ed:
//       Fri 23>: 12.
//   SF  start by >Wed 21, which steps back to Tue 20>: 12. +2d: 19 20, >Mon 19: 10. -2d: 22 21 give
//       >Wed 21, so >Fri 23: 14. +3ed: >Sun 18 gives >Wed 21, so >Fri 16: 9. -3ed: >Sat 24 gives
//       >Wed 21, so >Fri 23: 14.
#[test]
fn slips_of_work() {
    slips(
        "2026-01-05",
        ONE,
        "duration: 3d",
        "duration: 1d, not_before: 2026-01-20, due: 2026-01-20",
        "
             0   +2d  -2d  +3ed -3ed
        FS   8   6    10   7    11
        SS   11  9    13   9    14
        FF   9   7    11   7    12
        SF   12  10   14   9    14
        ",
    );
}

// ana has Mon 19 and Wed 21 off, bo Fri 16 and Tue 20. The successors are ana's and held on Tue 20;
// lags count in her days, 12 13 14 15 16 20 22 23 26. p (bo): 5 6 7; his days from there are 8 9 12
// 13 14 15 19 21 22 23 26.
//   FS  by Mon 19>: 7. +2d: her 15 16 (then >Tue 20), so Wed 14>: 5. -2d: her 22 20 give >Tue 20,
//       Thu 22>: 9. +3ed: Fri 16> gives Mon 19>, his last end by then is Thu 15>: 6. -3ed: Thu 22>
//       gives Mon 19>: 9.
//   SS  by >Tue 20, his last start by then is >Mon 19; from >Mon 5 his days are 5 6 7 8 9 12 13 14
//       15: 9. +2d: 15 16, >Thu 15: 8. -2d: her 22 20 before >Fri 23 give >Tue 20: 12 (15 is the
//       9th, 19 21 22). +3ed: >Sat 17, his >Thu 15: 8. -3ed: >Fri 23: 12.
//   FF  by Tue 20>, his last end is Mon 19>: 7. +2d: her 16 20, Thu 15>: 6. -2d: her 23 22 give
//       >Thu 22, back in her days to Tue 20>, so Fri 23>: 10. +3ed: Sat 17>, his Thu 15>: 6. -3ed:
//       Fri 23>: 10.
//   SF  >Wed 21 steps back in his days to Mon 19>, her next end is Tue 20>: 10 (19 is the 10th).
//       +2d: her 16 20, >Fri 16, his >Thu 15: 8. -2d: her 23 22 give >Thu 22, Tue 20>: >Mon 26: 13
//       (21 22 23). +3ed: >Sun 18 gives >Wed 21, Tue 20>: his >Thu 15: 8. -3ed: >Sat 24 gives >Wed
//       21, his >Fri 23: 12.
#[test]
fn slips_of_work_into_another_calendar() {
    slips(
        "2026-01-05",
        "\
owners: {ana: {calendar: us}, bo: {calendar: uk}}
calendars: {us: {holidays: [2026-01-19, 2026-01-21]}, uk: {holidays: [2026-01-16, 2026-01-20]}}
",
        "owner: bo, duration: 3d",
        "owner: ana, duration: 1d, not_before: 2026-01-20, due: 2026-01-20",
        "
             0   +2d  -2d  +3ed -3ed
        FS   7   5    9    6    9
        SS   9   8    12   8    12
        FF   7   6    10   6    10
        SF   10  8    13   8    12
        ",
    );
}

// p is an event at the start of its day, >Mon 5: working starts are counted. The successors are
// held on Tue 20.
//   FS, SS  by >Tue 20: 11. +2d: >Fri 16: 9. -2d: >Thu 22: 13.
//   FF, SF  by >Wed 21, which steps back to Tue 20>: 12. +2d: >Mon 19: 10. -2d: >Fri 23: 14.
#[test]
fn slips_of_an_event_at_the_start_of_a_day() {
    slips(
        "2026-01-05",
        ONE,
        "duration: 0d",
        "duration: 1d, not_before: 2026-01-20, due: 2026-01-20",
        "
             0   +2d  -2d
        FS   11  9    13
        SS   11  9    13
        FF   12  10   14
        SF   12  10   14
        ",
    );
}

// p is an event at the end of its day, with eta Wed 7: Wed 7>. The successors are held on Tue 20.
//   FS, SS  Mon 19> gives >Tue 20: 8. +2d: Thu 15>: 6. -2d: Wed 21>: 10.
//   FF, SF  Tue 20>: 9. +2d: Fri 16>: 7. -2d: Thu 22>: 11.
#[test]
fn slips_of_an_event_at_the_end_of_a_day() {
    slips(
        "2026-01-05",
        ONE,
        "eta: 2026-01-07",
        "duration: 1d, not_before: 2026-01-20, due: 2026-01-20",
        "
             0   +2d  -2d
        FS   8   6    10
        SS   8   6    10
        FF   9   7    11
        SF   9   7    11
        ",
    );
}

// The successors have begun, 1d is left, blocked until Mon 19: it lies on Tue 20, as does their
// promise. As for work that has not begun.
#[test]
fn slips_before_work_that_has_begun() {
    slips(
        "2026-01-05",
        ONE,
        "duration: 3d",
        "duration: 5d, started: 2026-01-05, remaining: 1d, blocked: {since: 2026-01-05, why: Legal, until: 2026-01-19}, due: 2026-01-20",
        "
             0   +2d  -2d  +3ed -3ed
        FS   8   6    10   7    11
        SS   11  9    13   9    14
        FF   9   7    11   7    12
        SF   12  10   14   9    14
        ",
    );
}

// The successors are said and promised for Tue 20, and not before it: start and finish are held
// apart, on the same day.
#[test]
fn slips_before_work_with_an_eta() {
    slips(
        "2026-01-05",
        ONE,
        "duration: 3d",
        "duration: 4d, not_before: 2026-01-20, eta: 2026-01-20, due: 2026-01-20",
        "
             0   +2d  -2d  +3ed -3ed
        FS   8   6    10   7    11
        SS   11  9    13   9    14
        FF   9   7    11   7    12
        SF   12  10   14   9    14
        ",
    );
}

// The successors are events on their promise, Tue 20>. p: 5 6 7. A bound of Tue 20> or before
// leaves them there, one of >Wed 21 does not, but FF and SF step back from it.
//   FS  Tue 20>: 9. +2d: 19 20, Fri 16>: 7. -2d: 21 20 give >Tue 20, Wed 21>: 10. +3ed: Fri 16>
//       gives Mon 19>, Mon 19> Thu 22>: 7. -3ed: Fri 23>: 12.
//   SS  >Tue 20: 11. +2d: 19 20, >Mon 19: 10. -2d: 21 20, >Thu 22: 13. +3ed: >Fri 16 gives >Mon 19:
//       9. -3ed: >Fri 23: 14.
//   FF, SF  as for work.
#[test]
fn slips_before_an_event_on_its_promise() {
    slips(
        "2026-01-05",
        ONE,
        "duration: 3d",
        "due: 2026-01-20",
        "
             0   +2d  -2d  +3ed -3ed
        FS   9   7    10   7    12
        SS   11  10   13   9    14
        FF   9   7    11   7    12
        SF   12  10   14   9    14
        ",
    );
}

// p has begun and ends Wed 7> like the one of `slips_of_work`: its finish slips as far. What
// depends on its start no longer binds it, see `started` and `finish_links`.
#[test]
fn slips_of_work_that_has_begun() {
    slips(
        "2026-01-05",
        ONE,
        "duration: 3d, started: 2026-01-05, remaining: 3d",
        "duration: 1d, not_before: 2026-01-20, due: 2026-01-20",
        "
             0   +2d  -2d  +3ed -3ed
        FS   8   6    10   7    11
        FF   9   7    11   7    12
        ",
    );
}

// a: 8 9 12; p, cancelled, takes its finish, Mon 12>, for start and finish alike. FS and SS: >Tue
// 13. +2d: 13 14, >Thu 15. +3ed: Thu 15>, >Fri 16. FF and SF: Mon 12>. +2d: Wed 14>. +3ed: Thu 15>.
// Leads count as 0.
#[test]
fn days_behind_a_cancelled_point() {
    days(
        "2026-01-05",
        ONE,
        &[
            "k: {duration: 3d}",
            "a: {duration: 3d, depends_on: [k]}",
            "p: {duration: 9d, depends_on: [a], cancelled: {on: 2026-01-02, reason: Bought}}",
        ],
        "",
        "
             0   +2d  -2d  +3ed -3ed
        FS   13  15   13   16   13
        SS   13  15   13   16   13
        FF   12  14   12   15   12
        SF   12  14   12   15   12
        ",
    );
}

// a: 8 9 12; p, cancelled, takes its start, >Thu 8. FS and SS begin there; FF and SF step back to
// Wed 7>. +2d: 8 9, Fri 9>. +3ed: >Sun 11, and for a finish Sat 10>: Mon 12 both. Leads count as 0.
#[test]
fn days_behind_a_cancelled_point_at_the_start_of_a_day() {
    days(
        "2026-01-05",
        ONE,
        &[
            "k: {duration: 3d}",
            "a: {duration: 3d, depends_on: [k]}",
            "p: {duration: 9d, depends_on: [a SS], cancelled: {on: 2026-01-02, reason: Bought}}",
        ],
        "",
        "
             0   +2d  -2d  +3ed -3ed
        FS   8   12   8    12   8
        SS   8   12   8    12   8
        FF   7   9    7    12   7
        SF   7   9    7    12   7
        ",
    );
}

// p: 6ed from >Mon 5 to Sat 10>. FF and FS as from any work that ends on a Saturday, SS and SF from
// >Mon 5.
#[test]
fn from_elapsed_work() {
    days(
        "2026-01-05",
        ONE,
        &["p: {duration: 6ed}"],
        "",
        "
             0   +2d  -2d  +3ed -3ed
        FS   12  14   8    14   8
        SS   5   7    5    8    5
        FF   12  13   7    13   7
        SF   5   6    5    7    5
        ",
    );
}
