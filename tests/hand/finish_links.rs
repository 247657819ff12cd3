//! FF and SF in networks: what they move, what they hold, and what they leave of float. The tables
//! in `finish_tables` show where they put a finish.

use super::check;

// a: 10d: 5..9 12..16. b must not finish before Fri 16>: its 3d move there as a whole, 14 15 16,
// and are not stretched from Mon 5. c: Mon 19. LS(c) = >Mon 19, LF(b) = Fri 16>, so LF(a) = Fri
// 16>. A day of either moves what is behind.
#[test]
fn ff_moves_the_work_as_a_whole() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 10d}
              b: {duration: 3d, depends_on: [a FF]}
              c: {duration: 1d, depends_on: [b]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-16  tf 0  ff 0  cf -  critical=true late_start=2026-01-05 late_finish=2026-01-16
        p/b  2026-01-14 2026-01-16  tf 0  ff 0  cf -  critical=true driven_by=p/a:FF duration_workdays=3 late_start=2026-01-14 late_finish=2026-01-16
        p/c  2026-01-19 2026-01-19  tf 0  ff 0  cf -  critical=true driven_by=p/b:FS
        ",
    );
}

// a: 5 6. FF+1d is Wed 7>; b, 5d, ends on Fri 9 anyway: the bound holds nothing. LF(b) = Fri 9>;
// the lag is Fri 9, so LF(a) = Thu 8>: 7 8 = 2, and until then b stays.
#[test]
fn an_ff_bound_before_the_finish_moves_nothing() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 2d}
              b: {duration: 5d, depends_on: [a FF+1d]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-06  tf 2  ff 2  cf -  critical=false late_finish=2026-01-08
        p/b  2026-01-05 2026-01-09  tf 0  ff 0  cf -  driven_by=data-date
        ",
    );
}

// a: 5 6 7 8. FF+1d is Fri 9>, where b, 5d from the data date, ends too: both drive. No day of a is
// free.
#[test]
fn an_ff_bound_on_the_finish_drives_beside_the_data_date() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 4d}
              b: {duration: 5d, depends_on: [a FF+1d]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-08  tf 0  ff 0  cf -  critical=true
        p/b  2026-01-05 2026-01-09  tf 0  ff 0  cf -  driven_by=data-date,p/a:FF
        ",
    );
}

// a: 5 6 7. b: FS alone 8 9; FF+4d from Wed 7> is 8 9 12 13, Tue 13>: 12 13. The start that FS
// gives, >Thu 8, is not the early start: only FF drives. c: FS alone 8 9; FF+1d is Thu 8>, before
// Fri 9>: only FS drives. c 9->13: 12 13 = 2.
#[test]
fn ff_and_fs_to_the_same_predecessor() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 3d}
              b: {duration: 2d, depends_on: [a, a FF+4d]}
              c: {duration: 2d, depends_on: [a FF+1d, a FS]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-07  tf 0  ff 0  cf -
        p/b  2026-01-12 2026-01-13  tf 0  ff 0  cf -  driven_by=p/a:FF
        p/c  2026-01-08 2026-01-09  tf 2  ff 2  cf -  driven_by=p/a:FS critical=false
        ",
    );
}

// A ladder. a: 5..9 12..16. SS+2d: 5 6, >Wed 7; FF+2d from Fri 16>: 19 20, Tue 20>. b, 5d: from Wed
// 7 it would end Tue 13, so it moves: 14 15 16 19 20. c, 8d: from Wed 7 to Fri 16, moves: 9 12..16
// 19 20. d, 10d: from Wed 7: 7 8 9 12..16 19 20, Tue 20> as well: both links drive. Backward
// through d SS+2d: LS(d) = >Wed 7, so LS(a) = >Mon 5; all are the latest: no float.
#[test]
fn a_ladder_of_ss_and_ff() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 10d}
              b: {duration: 5d, depends_on: [a SS+2d, a FF+2d]}
              c: {duration: 8d, depends_on: [a SS+2d, a FF+2d]}
              d: {duration: 10d, depends_on: [a SS+2d, a FF+2d]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-16  tf 0  ff 0  cf -  critical=true
        p/b  2026-01-14 2026-01-20  tf 0  ff 0  cf -  driven_by=p/a:FF
        p/c  2026-01-09 2026-01-20  tf 0  ff 0  cf -  driven_by=p/a:FF
        p/d  2026-01-07 2026-01-20  tf 0  ff 0  cf -  driven_by=p/a:FF,p/a:SS
        ",
    );
}

// k: 5 6. a: 10d: 5..16. b, after k, must not finish before a: 14 15 16. k's bound, >Wed 7, leaves
// b until >Wed 14, so k may end Tue 13>: 7 8 9 12 13 = 5. It does not drive.
#[test]
fn the_start_bound_of_work_that_ff_moved_has_slack() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              k: {duration: 2d}
              a: {duration: 10d}
              b: {duration: 3d, depends_on: [k, a FF]}
            ",
        )],
        "
        p/k  2026-01-05 2026-01-06  tf 5  ff 5  cf -  critical=false late_finish=2026-01-13
        p/a  2026-01-05 2026-01-16  tf 0  ff 0  cf -  critical=true
        p/b  2026-01-14 2026-01-16  tf 0  ff 0  cf -  driven_by=p/a:FF
        ",
    );
}

// k: 5 6 7. new: 8 9, from >Thu 8. The old system may stop when the new one starts: not before >Thu
// 8, back to Wed 7>. old: 6 7. keep: 5d, 5..9, is held by nothing. new and keep are the latest, Fri
// 9>. old 7->9: 8 9 = 2. One day more of k moves new; one of new moves old: ff 0. To keep, new may
// start up to >Mon 12, but its own finish has no day.
#[test]
fn sf_ends_the_old_where_the_new_starts() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              k: {duration: 3d}
              new: {duration: 2d, depends_on: [k]}
              old: {duration: 2d, depends_on: [new SF]}
              keep: {duration: 5d, depends_on: [new SF]}
            ",
        )],
        "
        p/k     2026-01-05 2026-01-07  tf 0  ff 0  cf -  critical=true
        p/new   2026-01-08 2026-01-09  tf 0  ff 0  cf -  critical=true driven_by=p/k:FS
        p/old   2026-01-06 2026-01-07  tf 2  ff 2  cf -  critical=false driven_by=p/new:SF
        p/keep  2026-01-05 2026-01-09  tf 0  ff 0  cf -  critical=true driven_by=data-date
        ",
    );
}

// k: 5 6 7. a: 8 9. b, 3d, SF+3d: 8 9 12, Mon 12>: 8 9 12. It is the latest; LS(a): the third day
// from it must be Mon 12: >Thu 8, start float 0, while its finish has 9->12 = 1. The start counts:
// tf 0, and the chain runs through SF.
#[test]
fn sf_takes_the_start_float() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              k: {duration: 3d}
              a: {duration: 2d, depends_on: [k]}
              b: {duration: 3d, depends_on: [a SF+3d]}
            ",
        )],
        "
        p/k  2026-01-05 2026-01-07  tf 0  ff 0  cf -  critical=true
        p/a  2026-01-08 2026-01-09  tf 0  ff 0  cf -  critical=true late_start=2026-01-08 late_finish=2026-01-09
        p/b  2026-01-08 2026-01-12  tf 0  ff 0  cf -  critical=true driven_by=p/a:SF
        ",
    );
}

// A chain of finishes. a: 5..9. b, 2d FF+1d: Mon 12>: 9 12. c, 1d FF+1d: Tue 13>: 13. d, 1d SF b: b
// starts >Fri 9 now, not >Mon 5: back to Thu 8>: 8. d 8->13: 9 12 13 = 3. b may not start later
// than its LF Mon 12> lets it: tf 0; a day of it moves c and d.
#[test]
fn a_chain_of_finishes_counts_from_where_the_work_was_moved_to() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              b: {duration: 2d, depends_on: [a FF+1d]}
              c: {duration: 1d, depends_on: [b FF+1d]}
              d: {duration: 1d, depends_on: [b SF]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -  critical=true
        p/b  2026-01-09 2026-01-12  tf 0  ff 0  cf -  critical=true driven_by=p/a:FF
        p/c  2026-01-13 2026-01-13  tf 0  ff 0  cf -  driven_by=p/b:FF
        p/d  2026-01-08 2026-01-08  tf 3  ff 3  cf -  driven_by=p/b:SF critical=false
        ",
    );
}

// Over holidays, Thu 8 and Mon 12. a: 5 6 7 9 13: Tue 13>. b, 3d FF: 7 9 13. c, 2d FF+1d: Wed 14>:
// 13 14. d, 2d FF-1d: >Tue 13, back over the holiday to Fri 9>: 7 9. e, 1d FF-1ed: Mon 12>, a
// holiday: its next end is Tue 13>. f, 1d SF+3d from >Mon 5: 5 6 7: Wed 7. Latest c: b, e 13->14 =
// 1; d 9->14: 13 14 = 2; f 7->14: 9 13 14 =
// 3. a: through c no day. Its start: f may end Wed 14>, so 0 is from the finish.
#[test]
fn finishes_over_holidays() {
    check(
        "2026-01-05",
        &[
            ("programs/tpm.yaml", "calendars: {default: {holidays: [2026-01-08, 2026-01-12]}}"),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 5d}
                  b: {duration: 3d, depends_on: [a FF]}
                  c: {duration: 2d, depends_on: [a FF+1d]}
                  d: {duration: 2d, depends_on: [a FF-1d]}
                  e: {duration: 1d, depends_on: [a FF-1ed]}
                  f: {duration: 1d, depends_on: [a SF+3d]}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-13  tf 0  ff 0  cf -  critical=true
        p/b  2026-01-07 2026-01-13  tf 1  ff 1  cf -  driven_by=p/a:FF
        p/c  2026-01-13 2026-01-14  tf 0  ff 0  cf -  driven_by=p/a:FF
        p/d  2026-01-07 2026-01-09  tf 2  ff 2  cf -  driven_by=p/a:FF
        p/e  2026-01-13 2026-01-13  tf 1  ff 1  cf -  driven_by=calendar
        p/f  2026-01-07 2026-01-07  tf 3  ff 3  cf -  driven_by=p/a:SF
        ",
    );
}

// ana is on leave on Tue 13 and Wed 14. a (bo): 5..16. b (ana), 3d FF: Fri 16>: 12 15 16. c (bo),
// 7d: 5..9 12 13, Tue 13>. d (ana), 2d FF c: her first end from there is Thu 15>: 12 15. c may end
// Thu 15> without moving d: 14 15 = 2; to the latest, Fri 16>: 3, and d goes along to Fri 16>. d,
// in her days, 15->16 = 1.
#[test]
fn work_moved_by_ff_runs_around_leave() {
    check(
        "2026-01-05",
        &[
            ("programs/tpm.yaml", "owners: {ana: {away: [2026-01-13..2026-01-14]}, bo: {name: Bo}}"),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {owner: bo, duration: 10d}
                  b: {owner: ana, duration: 3d, depends_on: [a FF]}
                  c: {owner: bo, duration: 7d}
                  d: {owner: ana, duration: 2d, depends_on: [c FF]}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-16  tf 0  ff 0  cf -
        p/b  2026-01-12 2026-01-16  tf 0  ff 0  cf -  driven_by=p/a:FF late_start=2026-01-12
        p/c  2026-01-05 2026-01-13  tf 3  ff 2  cf -  critical=false
        p/d  2026-01-12 2026-01-15  tf 1  ff 1  cf -  driven_by=calendar late_start=2026-01-15
        ",
    );
}

// bo has Mon 12 off, ana Fri 9. k (bo): 5..8. a (bo): 9 13, from >Fri 9 to Tue 13>.
//   ff   (ana, 3d) Tue 13>: 8 12 13
//   lag  (ana, 2d) FF-1d: her day before Tue 13> is 13, >Tue 13, back in her days to Mon 12>: 8 12
//   sf   (ana, 2d) >Fri 9, back in his days to Thu 8>: 7 8
//   sl   (ana, 2d) SF+2d: her 12 13, Tue 13>: 12 13
// Latest Tue 13>. lag in her days 12->13 = 1; sf 8->13: 12 13 = 2. a: no day, neither for its
// finish nor for its start.
#[test]
fn finishes_into_another_calendar() {
    check(
        "2026-01-05",
        &[
            (
                "programs/tpm.yaml",
                "
                owners: {ana: {calendar: us}, bo: {calendar: uk}}
                calendars: {us: {holidays: [2026-01-09]}, uk: {holidays: [2026-01-12]}}
                ",
            ),
            (
                "programs/p.yaml",
                "
                milestones:
                  k: {owner: bo, duration: 4d}
                  a: {owner: bo, duration: 2d, depends_on: [k]}
                  ff: {owner: ana, duration: 3d, depends_on: [a FF]}
                  lag: {owner: ana, duration: 2d, depends_on: [a FF-1d]}
                  sf: {owner: ana, duration: 2d, depends_on: [a SF]}
                  sl: {owner: ana, duration: 2d, depends_on: [a SF+2d]}
                ",
            ),
        ],
        "
        p/k    2026-01-05 2026-01-08  tf 0  ff 0  cf -
        p/a    2026-01-09 2026-01-13  tf 0  ff 0  cf -
        p/ff   2026-01-08 2026-01-13  tf 0  ff 0  cf -  driven_by=p/a:FF
        p/lag  2026-01-08 2026-01-12  tf 1  ff 1  cf -  driven_by=p/a:FF
        p/sf   2026-01-07 2026-01-08  tf 2  ff 2  cf -  driven_by=p/a:SF
        p/sl   2026-01-12 2026-01-13  tf 0  ff 0  cf -  driven_by=p/a:SF
        ",
    );
}

// ana has Fri 16 off. a (bo): 5..15, 9d. b (ana), 2d FF a: Thu 15>: 14 15. c (bo), 10d: Fri 16>,
// the latest. b has in her days no day to Fri 16>: tf 0. a: LF(b) is Thu 15>, her last end: to Fri
// 16> a's own days have one, but then b would end Mon 19. tf 0, ff 0: a day of a moves the finish,
// and so does one of b, to Mon 19.
#[test]
fn the_last_end_of_the_successor_takes_float() {
    check(
        "2026-01-05",
        &[
            (
                "programs/tpm.yaml",
                "
                owners: {ana: {calendar: us}, bo: {name: Bo}}
                calendars: {us: {holidays: [2026-01-16]}}
                ",
            ),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {owner: bo, duration: 9d}
                  b: {owner: ana, duration: 2d, depends_on: [a FF]}
                  c: {owner: bo, duration: 10d}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-15  tf 0  ff 0  cf -  critical=true
        p/b  2026-01-14 2026-01-15  tf 0  ff 0  cf -  driven_by=p/a:FF critical=true
        p/c  2026-01-05 2026-01-16  tf 0  ff 0  cf -  critical=true
        ",
    );
}

// ana has Mon 12 off. a (bo): 5..9. FF+1d from Fri 9> counts her Tue 13: Tue 13>, so b: 9 13. One
// more day of a, Mon 12>, gives Tue 13> too: float 1, so a does not drive.
#[test]
fn the_holiday_of_the_successor_is_float_before_ff_too() {
    check(
        "2026-01-05",
        &[
            (
                "programs/tpm.yaml",
                "
                owners: {ana: {calendar: us}, bo: {name: Bo}}
                calendars: {us: {holidays: [2026-01-12]}}
                ",
            ),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {owner: bo, duration: 5d}
                  b: {owner: ana, duration: 2d, depends_on: [a FF+1d]}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-09  tf 1  ff 1  cf -  critical=false late_finish=2026-01-12
        p/b  2026-01-09 2026-01-13  tf 0  ff 0  cf -  critical=true driven_by=calendar
        ",
    );
}

// a: 5..9.
//   gate  FF: Fri 9>, an end of a working day: there
//   far   FF+1ed: Sat 10>, no end of one: on to >Mon 12
//   zero  SF from >Mon 5, back to Fri 2>: the data date, >Mon 5
//   plus  SF+2d: 5 6, Tue 6>
//   both  SS+2d gives Tue 6>, FF-1d >Fri 9, back to Thu 8>: the later, Thu 8>
// b after far: Mon 12, the latest. LS(b) = >Mon 12 holds far: tf 0, so a must end by Sat 10>: tf 0.
// To Mon 12>: gate 12 = 1; zero 5 6 7 8 9 12 = 6; plus 7 8 9 12 = 4; both 9 12 = 2.
#[test]
fn events_on_ff_and_sf() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              gate: {duration: 0d, depends_on: [a FF]}
              far: {duration: 0d, depends_on: [a FF+1ed]}
              zero: {duration: 0d, depends_on: [a SF]}
              plus: {duration: 0d, depends_on: [a SF+2d]}
              both: {duration: 0d, depends_on: [a SS+2d, a FF-1d]}
              b: {duration: 1d, depends_on: [far]}
            ",
        )],
        "
        p/a     2026-01-05 2026-01-09  tf 0  ff 0  cf -  critical=true
        p/gate  2026-01-09 2026-01-09  tf 1  ff 1  cf -  driven_by=p/a:FF
        p/far   2026-01-12 2026-01-12  tf 0  ff 0  cf -  driven_by=p/a:FF critical=true
        p/zero  2026-01-05 2026-01-05  tf 6  ff 6  cf -  driven_by=data-date
        p/plus  2026-01-06 2026-01-06  tf 4  ff 4  cf -  driven_by=p/a:SF
        p/both  2026-01-08 2026-01-08  tf 2  ff 2  cf -  driven_by=p/a:FF
        p/b     2026-01-12 2026-01-12  tf 0  ff 0  cf -  driven_by=p/far:FS
        ",
    );
}

// a: 5..9. early, promised for Wed 7, is pushed to Fri 9>: 8 9 = -2, and for a the same. late,
// promised for Wed 14, stays there; from where a lets it be, Fri 9>: 12 13 14 = 3. sunday, promised
// for Sun 11, stays on it, a not driving. Latest Wed 14>: early 9->14 = 3, sunday 12 13 14 = 3. Own
// promise of sunday: Fri 9> to Sun 11> is 0. a to Wed 14>: 3; but early moves with its first day:
// ff 0.
#[test]
fn promises_behind_ff() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              early: {due: 2026-01-07, depends_on: [a FF]}
              sunday: {due: 2026-01-11, depends_on: [a FF]}
              late: {due: 2026-01-14, depends_on: [a FF]}
            ",
        )],
        "
        p/a       2026-01-05 2026-01-09  tf 3  ff 0  cf -2  commitment=p/early
        p/early   2026-01-09 2026-01-09  tf 3  ff 3  cf -2  commitment=p/early driven_by=p/a:FF health=late
        p/sunday  2026-01-11 2026-01-11  tf 3  ff 3  cf 0  commitment=p/sunday driven_by=due
        p/late    2026-01-14 2026-01-14  tf 0  ff 0  cf 3  commitment=p/late driven_by=due
        ",
    );
}

// As of Wed 7. a: 7 8 9 12. b began on Mon 5 and has 2d left, 7 8; FF a: Mon 12>, so they move as
// one block to 9 12. Its start is a fact. LF(b) = Mon 12>: no day for a.
#[test]
fn ff_moves_the_block_of_what_is_left() {
    check(
        "2026-01-07",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 4d}
              b: {duration: 5d, started: 2026-01-05, remaining: 2d, depends_on: [a FF]}
            ",
        )],
        "
        p/a  2026-01-07 2026-01-12  tf 0  ff 0  cf -  critical=true
        p/b  2026-01-05 2026-01-12  tf 0  ff 0  cf -  critical=true driven_by=p/a:FF remaining_start=2026-01-09 remaining_workdays=2 late_start=- late_finish=2026-01-12
        ",
    );
}

// As of Wed 7. k: 7. a: 8 9, from >Thu 8. b began on Mon 5, 1d left; SF+2d: 8 9, Fri 9>: its day is
// Fri 9. LF(b) = Fri 9> keeps a's start at >Thu 8. c, begun too, with 2d left: FS k gives 8 9; SF
// a, back to Wed 7>, gives no more.
#[test]
fn sf_moves_the_block_of_what_is_left() {
    check(
        "2026-01-07",
        &[(
            "programs/p.yaml",
            "
            milestones:
              k: {duration: 1d}
              a: {duration: 2d, depends_on: [k]}
              b: {duration: 5d, started: 2026-01-05, remaining: 1d, depends_on: [a SF+2d]}
              c: {duration: 5d, started: 2026-01-05, remaining: 2d, depends_on: [k, a SF]}
            ",
        )],
        "
        p/k  2026-01-07 2026-01-07  tf 0  ff 0  cf -  critical=true
        p/a  2026-01-08 2026-01-09  tf 0  ff 0  cf -  critical=true
        p/b  2026-01-05 2026-01-09  tf 0  ff 0  cf -  driven_by=p/a:SF remaining_start=2026-01-09
        p/c  2026-01-05 2026-01-09  tf 0  ff 0  cf -  driven_by=p/k:FS remaining_start=2026-01-08
        ",
    );
}

// a: 5..16. w begins >Mon 5, where its FS and SS bounds let it, and has eta Wed 14; but FF+1d is
// Mon 19>, and it ends there. A finish bound does not move the start of work that has an eta. LF(w)
// = Mon 19>. LS(w): 3d before it, >Thu 15, later than Wed 14: from there the eta is void and 15 16
// 19 end no later. Start float 8, finish float 0. a: no day.
#[test]
fn ff_after_the_eta_holds_the_finish_and_not_the_start() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 10d}
              w: {duration: 3d, eta: 2026-01-14, depends_on: [a FF+1d]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-16  tf 0  ff 0  cf -  critical=true
        p/w  2026-01-05 2026-01-19  tf 0  ff 0  cf -  late_start=2026-01-15 late_finish=2026-01-19 critical=true forecast_is_floor=false
        ",
    );
}

// a: 5..9. w has eta Fri 16, long after FF, Fri 9>: only the eta drives. a may end by Fri 16>:
// 12..16 = 5, and unlike before an FS link nothing of w moves until then: ff 5.
#[test]
fn ff_before_the_eta_leaves_total_and_free_float() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              w: {duration: 3d, eta: 2026-01-16, depends_on: [a FF]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-09  tf 5  ff 5  cf -  critical=false
        p/w  2026-01-05 2026-01-16  tf 0  ff 0  cf -  driven_by=eta late_start=2026-01-16 late_finish=2026-01-16
        ",
    );
}

// a: 5..16, and w has eta Fri 16: FF alone gives the same finish, so it drives beside the eta, and
// a is critical.
#[test]
fn ff_on_the_eta_drives_too() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            finish: w
            milestones:
              a: {duration: 10d}
              w: {duration: 3d, eta: 2026-01-16, depends_on: [a FF]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-16  tf 0  ff 0  cf -  critical=true
        p/w  2026-01-05 2026-01-16  tf 0  ff 0  cf -  driven_by=eta,p/a:FF critical=true
        ",
    );
}

// As of Mon 12. a: 12..16. w had eta Fri 9, which has passed: void, and its 3d move as a whole
// before Fri 16>: 14 15 16, a floor.
#[test]
fn ff_moves_work_whose_eta_is_void() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              w: {duration: 3d, eta: 2026-01-09, depends_on: [a FF]}
            ",
        )],
        "
        p/a  2026-01-12 2026-01-16  tf 0  ff 0  cf -
        p/w  2026-01-14 2026-01-16  tf 0  ff 0  cf -  driven_by=p/a:FF forecast_is_floor=true
        ",
    );
}

// As of Mon 12. a: 12..16. w has begun, 2d left from >Mon 12, with eta Wed 14; FF+1d is Mon 19>,
// where it ends, its work left unmoved. v, the same but with eta Wed 21, ends on its eta: 21 is the
// latest. w 19->21: 20 21 = 2. a to v: Wed 21 is the lag, LF Tue 20>: 19 20 = 2. But w moves with
// its first day: ff 0.
#[test]
fn started_work_with_an_eta_ends_not_before_ff() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 5d}
              w: {duration: 9d, started: 2026-01-05, remaining: 2d, eta: 2026-01-14, depends_on: [a FF+1d]}
              v: {duration: 9d, started: 2026-01-05, remaining: 2d, eta: 2026-01-21, depends_on: [a FF+1d]}
            ",
        )],
        "
        p/a  2026-01-12 2026-01-16  tf 2  ff 0  cf -  critical=false
        p/w  2026-01-05 2026-01-19  tf 2  ff 2  cf -  remaining_start=2026-01-12
        p/v  2026-01-05 2026-01-21  tf 0  ff 0  cf -  remaining_start=2026-01-12 driven_by=eta
        ",
    );
}

// a begins with 3d on >Mon 5; w, with eta Sat 17, must not finish before SF+10d: 5..9 12..16, Fri
// 16>: the eta is later and counts, weekend or not. v, with eta Thu 15, must: Fri 16>. u, with eta
// Sat 10, FF+1ed from Wed 7>: Thu 8>: Sat 10>. Latest w, Sat 17>. v no day to it, so a's start none
// either: SF+10d from >Tue 6 is Mon 19>. u 10->17: 12..16 = 5.
#[test]
fn an_eta_on_a_saturday_against_finish_bounds() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 3d}
              w: {duration: 4d, eta: 2026-01-17, depends_on: [a SF+10d]}
              v: {duration: 4d, eta: 2026-01-15, depends_on: [a SF+10d]}
              u: {duration: 4d, eta: 2026-01-10, depends_on: [a FF+1ed]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-07  tf 0  ff 0  cf -
        p/w  2026-01-05 2026-01-17  tf 0  ff 0  cf -  driven_by=eta
        p/v  2026-01-05 2026-01-16  tf 0  ff 0  cf -
        p/u  2026-01-05 2026-01-10  tf 5  ff 5  cf -  driven_by=eta
        ",
    );
}

// As of Wed 7. a began >Mon 5, 2d left: 7 8. b SF+5d: 5..9, Fri 9>: 9. The start of a is a fact: SF
// binds nothing backward and ends the chain. LF(a) = Fri 9>, the latest: 1, and as nothing else
// depends on it, ff 1. c began >Mon 5, 2d left: 7 8. d FF+1d: Fri 9>: 9. Its finish is no fact: no
// float, critical.
#[test]
fn sf_out_of_started_work_ends_the_chain_and_ff_does_not() {
    check(
        "2026-01-07",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 4d, started: 2026-01-05, remaining: 2d}
              b: {duration: 1d, depends_on: [a SF+5d]}
              c: {duration: 4d, started: 2026-01-05, remaining: 2d}
              d: {duration: 1d, depends_on: [c FF+1d]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-08  tf 1  ff 1  cf -  critical=false
        p/b  2026-01-09 2026-01-09  tf 0  ff 0  cf -  driven_by=p/a:SF critical=true
        p/c  2026-01-05 2026-01-08  tf 0  ff 0  cf -  critical=true
        p/d  2026-01-09 2026-01-09  tf 0  ff 0  cf -  driven_by=p/c:FF critical=true
        ",
    );
}

// A promise that depends on a by SF only. As of Wed 7 a has begun: its start cannot move any more,
// no promise depends on its finish: cf null, though b, due Thu 8, misses by 9 = -1.
#[test]
fn no_promise_is_carried_over_sf_out_of_started_work() {
    check(
        "2026-01-07",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 4d, started: 2026-01-05, remaining: 2d}
              b: {duration: 1d, due: 2026-01-08, depends_on: [a SF+5d]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-08  tf 1  ff 1  cf -  commitment=-
        p/b  2026-01-09 2026-01-09  tf 0  ff 0  cf -1  commitment=p/b health=late
        ",
    );
}

// As of Mon 12. a was worked from >Tue 6 to Thu 8>.
//   b  2d FF+3d: 9 12 13, Tue 13>: 12 13, as from the data date: both drive
//   c  1d SF+6d: 6 7 8 9 12 13, Tue 13>: 13
//   d  1d FF-1d: >Thu 8, Wed 7>: nothing, 12
//   f  1d FF+5ed: Tue 13>: 13
// Latest Tue 13>; d 12->13 = 1. Links out of done work end the chain.
#[test]
fn finishes_out_of_done_work() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 3d, started: 2026-01-06, done: 2026-01-08}
              b: {duration: 2d, depends_on: [a FF+3d]}
              c: {duration: 1d, depends_on: [a SF+6d]}
              d: {duration: 1d, depends_on: [a FF-1d]}
              f: {duration: 1d, depends_on: [a FF+5ed]}
            ",
        )],
        "
        p/a  2026-01-06 2026-01-08  tf -  ff -  cf -  critical=false
        p/b  2026-01-12 2026-01-13  tf 0  ff 0  cf -  driven_by=data-date,p/a:FF
        p/c  2026-01-13 2026-01-13  tf 0  ff 0  cf -  driven_by=p/a:SF
        p/d  2026-01-12 2026-01-12  tf 1  ff 1  cf -  driven_by=data-date
        p/f  2026-01-13 2026-01-13  tf 0  ff 0  cf -  driven_by=p/a:FF
        ",
    );
}

// As of Mon 12. e, an event, was done on Sun 11: at its end, Sun 11>, but a finish counts from the
// working end before, Fri 9>. b FF+4ed: Tue 13>: 13; from Sun 11> it would be Thu 15. c FS+4ed does
// count from there: Thu 15>, >Fri 16. w, 2d of work done on Sat 10, is work: d FF+4ed from Sat 10>:
// Wed 14>: 14. Latest Fri 16>: b 14 15 16 = 3; d 15 16 = 2.
#[test]
fn finishes_out_of_what_was_done_on_a_weekend() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              e: {duration: 0d, done: 2026-01-11}
              w: {duration: 2d, done: 2026-01-10}
              b: {duration: 1d, depends_on: [e FF+4ed]}
              c: {duration: 1d, depends_on: [e +4ed]}
              d: {duration: 1d, depends_on: [w FF+4ed]}
            ",
        )],
        "
        p/e  2026-01-11 2026-01-11  tf -  ff -  cf -
        p/w  2026-01-08 2026-01-10  tf -  ff -  cf -
        p/b  2026-01-13 2026-01-13  tf 3  ff 3  cf -  driven_by=p/e:FF
        p/c  2026-01-16 2026-01-16  tf 0  ff 0  cf -  driven_by=p/e:FS
        p/d  2026-01-14 2026-01-14  tf 2  ff 2  cf -  driven_by=p/w:FF
        ",
    );
}

// a: 5 6 7. b, 2d FF+2d: 8 9, Fri 9>: 8 9, promised for Fri 9: cf 0. c, 2d SF+4d from >Mon 5: 5 6 7
// 8, Thu 8>: 7 8, promised for Tue 6: 7 8 = -2. a: over FF, LF(b) = Fri 9>, 8 9 are the lag: Wed
// 7>, 0. Over SF the fourth day from its start must be Tue 6: 1 2 5 6, so >Thu 1; from there to
// >Mon 5 are 1 2: -2. To the finish, Fri 9>, a has no day; c 8->9 = 1.
#[test]
fn promises_over_ff_and_sf() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 3d}
              b: {duration: 2d, due: 2026-01-09, depends_on: [a FF+2d]}
              c: {duration: 2d, due: 2026-01-06, depends_on: [a SF+4d]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-07  tf 0  ff 0  cf -2  commitment=p/c
        p/b  2026-01-08 2026-01-09  tf 0  ff 0  cf 0  commitment=p/b
        p/c  2026-01-07 2026-01-08  tf 1  ff 1  cf -2  commitment=p/c health=late
        ",
    );
}

// The program starts >Mon 12. a: 12..16. b, 3d FF-4d: 16 15 14 13, >Tue 13, back to Mon 12>: before
// that it cannot begin: 12 13 14, its finish Wed 14>. The bound may go to Wed 14>, that is >Thu 15
// the fourth day before: 20 19 16 15: a has 19 20 = 2 of free float, more than its total of 0. c,
// 1d SF-2d: >Thu 8, back to Wed 7>: Mon 12; 12->16: 4. b 14->16: 15 16 = 2. c stays while b starts
// by >Thu 15 (14 13, >Tue 13, back to Mon 12>): 12 13 14 = 3, more than that too.
#[test]
fn a_lead_to_a_finish_does_not_pull_before_the_program_start() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            start: 2026-01-12
            milestones:
              a: {duration: 5d}
              b: {duration: 3d, depends_on: [a FF-4d]}
              c: {duration: 1d, depends_on: [b SF-2d]}
            ",
        )],
        "
        p/a  2026-01-12 2026-01-16  tf 0  ff 2  cf -  driven_by=program-start
        p/b  2026-01-12 2026-01-14  tf 2  ff 3  cf -  driven_by=program-start
        p/c  2026-01-12 2026-01-12  tf 4  ff 4  cf -  driven_by=program-start
        ",
    );
}

// w is planned from Mon 12 through Wed 14: 3d. a: 5..16 moves the window as a whole: 14 15 16.
// Promised for Wed 14: 15 16 = 2wd late, cf -2, for a too.
#[test]
fn ff_moves_a_window_as_a_whole() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 10d}
              w: {start: 2026-01-12, due: 2026-01-14, depends_on: [a FF]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-16  tf 0  ff 0  cf -2  commitment=p/w
        p/w  2026-01-14 2026-01-16  tf 0  ff 0  cf -2  commitment=p/w driven_by=p/a:FF duration_workdays=3 finish_variance_workdays=2 health=late
        ",
    );
}

// The change board meets on Wed 14 and Wed 28 only; w needs one meeting. a: 5..14, 8d: FF makes the
// first, FF+1d, one meeting on, is Wed 28. From the data date the first meeting is Wed 14 too. b:
// 9d: Thu 15> misses the first and waits two weeks. To the latest, Wed 28>: w one meeting, v and u
// none. a: the lag of v is the meeting of Wed 28, a may end Tue 27> (the end of the day before the
// lag): 15 16 19..23 26 27 = 9, but w moves with the first: ff 0. b may end Wed 28>: 16 19..23 26
// 27 28 = 9, u stays: ff 9.
#[test]
fn ff_into_a_calendar_of_slots() {
    check(
        "2026-01-05",
        &[
            ("programs/tpm.yaml", "calendars: {cab: {week: [], workdays: [2026-01-14, 2026-01-28]}}"),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 8d}
                  b: {duration: 9d}
                  w: {duration: 1d, calendar: cab, depends_on: [a FF]}
                  v: {duration: 1d, calendar: cab, depends_on: [a FF+1d]}
                  u: {duration: 1d, calendar: cab, depends_on: [b FF]}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-14  tf 9  ff 0  cf -  critical=false
        p/b  2026-01-05 2026-01-15  tf 9  ff 9  cf -  critical=false
        p/w  2026-01-14 2026-01-14  tf 1  ff 1  cf -  driven_by=data-date,p/a:FF
        p/v  2026-01-28 2026-01-28  tf 0  ff 0  cf -  driven_by=calendar
        p/u  2026-01-28 2026-01-28  tf 0  ff 0  cf -  driven_by=calendar
        ",
    );
}

// p/a: 5..9. q/b, 2d FF+2d: Tue 13>: 12 13. p/c, 1d SF q/b: b starts >Mon 12, back to Fri 9>: 9.
// q/d, 3d: 5 6
// 7. p's latest is Fri 9>, of a and c; q's Tue 13>. A day of q/b moves q's finish: 0. d 7->13: 8 9
//    12 13 = 4. p/c is promised for Wed 7: 8 9 = -2; q/b's start would have to be >Thu 8 (back to
//    Wed 7>): 8 9 = -2; p/a: LF(b) = Fri 9>, the lag is 8 9, so Wed 7>: -2.
#[test]
fn finish_links_between_programs() {
    check(
        "2026-01-05",
        &[
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 5d}
                  c: {duration: 1d, due: 2026-01-07, depends_on: [q/b SF]}
                ",
            ),
            (
                "programs/q.yaml",
                "
                milestones:
                  b: {duration: 2d, depends_on: [p/a FF+2d]}
                  d: {duration: 3d}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-09  tf 0  ff 0  cf -2  commitment=p/c critical_for=p,q
        p/c  2026-01-09 2026-01-09  tf 0  ff 0  cf -2  commitment=p/c driven_by=q/b:SF critical_for=p
        q/b  2026-01-12 2026-01-13  tf 0  ff 0  cf -2  commitment=p/c driven_by=p/a:FF critical_for=p,q
        q/d  2026-01-05 2026-01-07  tf 4  ff 4  cf -
        ",
    );
}

// Finish and start held by different things: e, an event at the end of Fri 9. w, 4d: SS e gives
// >Mon 12 (12..15), FF e+5d gives Fri 16>: 13..16. v, 4d: SS e+2d gives >Wed 14 (14 15 16 19), FF
// e+5d no more: Mon 19>, the latest. w 16->19 = 1. e may slip until v moves: LS(v) = >Wed 14, so no
// day; nothing is promised to others, and its own promise is left out.
#[test]
fn start_and_finish_held_from_one_event() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              e: {due: 2026-01-09}
              w: {duration: 4d, depends_on: [e SS, e FF+5d]}
              v: {duration: 4d, depends_on: [e SS+2d, e FF+5d]}
            ",
        )],
        "
        p/e  2026-01-09 2026-01-09  tf 0  ff 0  cf -  critical=true
        p/w  2026-01-13 2026-01-16  tf 1  ff 1  cf -  driven_by=p/e:FF
        p/v  2026-01-14 2026-01-19  tf 0  ff 0  cf -  driven_by=p/e:SS
        ",
    );
}
