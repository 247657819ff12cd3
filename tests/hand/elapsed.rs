//! Elapsed durations: civil days from a working start, which may end on any day.

use super::check;

// a: 6ed from >Mon 5: 5 6 7 8 9 10, Sat 10>, five working days in it. b FS: >Mon 12. c FF: from Sat
// 10>: Mon
// 12. d FF-1d: the working day before is Fri 9, >Fri 9, back to Thu 8>: 8. e FF+1ed: Sun 11>: Mon
//     12. a must end by Sun 11> for b: its latest working start for that is >Tue 6 (6..11). Its
//     start has one day, 5, its finish, Sat 10> to Sun 11>, none: 0. d 8->12: 9 12 = 2.
#[test]
fn elapsed_work_ends_on_a_saturday() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 6ed}
              b: {duration: 1d, depends_on: [a]}
              c: {duration: 1d, depends_on: [a FF]}
              d: {duration: 1d, depends_on: [a FF-1d]}
              e: {duration: 1d, depends_on: [a FF+1ed]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-10  tf 0  ff 0  cf -  kind=work duration_workdays=5 critical=true late_start=2026-01-06 late_finish=2026-01-11
        p/b  2026-01-12 2026-01-12  tf 0  ff 0  cf -  driven_by=p/a:FS
        p/c  2026-01-12 2026-01-12  tf 0  ff 0  cf -  driven_by=calendar
        p/d  2026-01-08 2026-01-08  tf 2  ff 2  cf -  driven_by=p/a:FF
        p/e  2026-01-12 2026-01-12  tf 0  ff 0  cf -  driven_by=p/a:FF
        ",
    );
}

// 30ed from >Mon 5 end 29 days later, Tue 3 February: 5..30 January are 20 working days, 2 3
// February make 22. b: 4 February. To b's >Wed 4 Feb a has no day.
#[test]
fn thirty_elapsed_days_over_the_end_of_the_month() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 30ed}
              b: {duration: 1d, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-02-03  tf 0  ff 0  cf -  duration_workdays=22 remaining_workdays=22 late_start=2026-01-05 late_finish=2026-02-03
        p/b  2026-02-04 2026-02-04  tf 0  ff 0  cf -  driven_by=p/a:FS
        ",
    );
}

// ana is away from Mon 12 to Fri 16, and Tue 6 is a holiday. a (ana): 12ed run through both: 5..16,
// Fri 16>; of these 5 7 8 9 are her working days. b (ana): >Mon 19. To end by Sun 18> a may start
// on >Wed 7: its start has 5, its finish no day of hers: 0.
#[test]
fn elapsed_days_run_through_leave_and_holidays() {
    check(
        "2026-01-05",
        &[
            (
                "programs/tpm.yaml",
                "
                owners: {ana: {away: [2026-01-12..2026-01-16]}}
                calendars: {default: {holidays: [2026-01-06]}}
                ",
            ),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {owner: ana, duration: 12ed}
                  b: {owner: ana, duration: 1d, depends_on: [a]}
                ",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-16  tf 0  ff 0  cf -  duration_workdays=4 late_start=2026-01-07 late_finish=2026-01-18
        p/b  2026-01-19 2026-01-19  tf 0  ff 0  cf -  driven_by=p/a:FS
        ",
    );
}

// k: 5..8. w: 3ed from >Fri 9: 9 10 11, Sun 11>; one of them a working day. b: Mon 12. x: FS+1ed
// from Thu 8> is Fri 9>, the next working start >Mon 12: 12 13 14, the latest. b 12->14: 13 14 = 2,
// so w may end by Tue 13>; but from >Mon 12 it ends Wed 14>, so its latest start is >Fri 9 all the
// same: 0. k: LS(w) = >Fri 9, so none.
#[test]
fn elapsed_work_begins_on_a_working_day() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              k: {duration: 4d}
              w: {duration: 3ed, depends_on: [k]}
              b: {duration: 1d, depends_on: [w]}
              x: {duration: 3ed, depends_on: [k +1ed]}
            ",
        )],
        "
        p/k  2026-01-05 2026-01-08  tf 0  ff 0  cf -
        p/w  2026-01-09 2026-01-11  tf 0  ff 0  cf -  driven_by=p/k:FS duration_workdays=1 late_start=2026-01-09 late_finish=2026-01-11
        p/b  2026-01-12 2026-01-12  tf 2  ff 2  cf -  driven_by=p/w:FS
        p/x  2026-01-12 2026-01-14  tf 0  ff 0  cf -  driven_by=calendar duration_workdays=3
        ",
    );
}

// a: 5..10. c: 10d to Fri 16>. The latest working start from which 6ed end by Fri 16> is >Fri 9
// (9..14), so LF Wed 14>: start 5 6 7 8 = 4, finish from Sat 10>: 12 13 14 = 3. The smaller: 3.
#[test]
fn total_float_of_elapsed_work_is_its_smaller_slip() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 6ed}
              c: {duration: 10d}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-10  tf 3  ff 3  cf -  late_start=2026-01-09 late_finish=2026-01-14 critical=false
        p/c  2026-01-05 2026-01-16  tf 0  ff 0  cf -
        ",
    );
}

// a: 9d: 5..15. w, 6ed, must not finish before Thu 15>: from >Fri 9 it would end Wed 14>, from >Mon
// 12 it ends Sat 17>: 12..17. LF(w) = Sat 17>: a may end Fri 16> without moving w, 1 day. So
// it does not drive.
#[test]
fn ff_moves_elapsed_work_to_the_first_start_that_fits() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 9d}
              w: {duration: 6ed, depends_on: [a FF]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-15  tf 1  ff 1  cf -  critical=false late_finish=2026-01-16
        p/w  2026-01-12 2026-01-17  tf 0  ff 0  cf -  critical=true driven_by=calendar duration_workdays=5
        ",
    );
}

// k: 5..8. a, 3ed from >Fri 9 to Sun 11>. It is work: FF counts from Sun 11>, SS and SF from >Fri
// 9.
//   b  SS+1d: Fri 9>, >Mon 12
//   c  SF: back to Thu 8>: 8
//   d  FF: Mon 12
//   e  FF+1d: Mon 12
//   f  FF-1d: >Fri 9, Thu 8>: 8
// Latest Mon 12>: c, f 8->12: 9 12 = 2. LS(b) = >Mon 12 keeps a at >Fri 9.
#[test]
fn links_out_of_elapsed_work() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              k: {duration: 4d}
              a: {duration: 3ed, depends_on: [k]}
              b: {duration: 1d, depends_on: [a SS+1d]}
              c: {duration: 1d, depends_on: [a SF]}
              d: {duration: 1d, depends_on: [a FF]}
              e: {duration: 1d, depends_on: [a FF+1d]}
              f: {duration: 1d, depends_on: [a FF-1d]}
            ",
        )],
        "
        p/k  2026-01-05 2026-01-08  tf 0  ff 0  cf -
        p/a  2026-01-09 2026-01-11  tf 0  ff 0  cf -
        p/b  2026-01-12 2026-01-12  tf 0  ff 0  cf -  driven_by=p/a:SS
        p/c  2026-01-08 2026-01-08  tf 2  ff 2  cf -  driven_by=p/a:SF
        p/d  2026-01-12 2026-01-12  tf 0  ff 0  cf -  driven_by=calendar
        p/e  2026-01-12 2026-01-12  tf 0  ff 0  cf -  driven_by=p/a:FF
        p/f  2026-01-08 2026-01-08  tf 2  ff 2  cf -  driven_by=p/a:FF
        ",
    );
}

// a, promised for Fri 9, ends Sat 10>: one civil day and no working day late. To end by Fri 9> 6ed
// must start on >Fri 2 (2..7), for Sat 3 and Sun 4 are no working starts: start 2 = -1, finish Sat
// 10> back to Wed 7>: 8 9 = -2. The smaller: -2. b, promised for Sun 11, keeps it: latest start
// >Tue 6, finish Sat 10> to Sun 11>: 0.
#[test]
fn promises_of_elapsed_work() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 6ed, due: 2026-01-09}
              b: {duration: 6ed, due: 2026-01-11}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-10  tf 0  ff 0  cf -2  commitment=p/a finish_variance_workdays=0 finish_variance_days=1 health=late
        p/b  2026-01-05 2026-01-10  tf 0  ff 0  cf 0  commitment=p/b finish_variance_workdays=0 finish_variance_days=-1 health=at-risk
        ",
    );
}

// As of Mon 12, each begun on Mon 5 and each with 12 civil days to go from >Mon 12: 12..23, Fri
// 23>, ten working days.
//   said  12ed remain of 20ed
//   part  60 % of 20ed
//   days  12ed remain of 20d
// And 4ed, 60 % of 7ed to the nearest day: 12..15: 15->23: 16, 19..23 = 6.
#[test]
fn elapsed_days_left() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              said: {duration: 20ed, started: 2026-01-05, remaining: 12ed}
              part: {duration: 20ed, started: 2026-01-05, progress: 40%}
              days: {duration: 20d, started: 2026-01-05, remaining: 12ed}
              up: {duration: 7ed, started: 2026-01-05, progress: 40%}
            ",
        )],
        "
        p/said  2026-01-05 2026-01-23  tf 0  ff 0  cf -  remaining_start=2026-01-12 remaining_workdays=10 late_start=-
        p/part  2026-01-05 2026-01-23  tf 0  ff 0  cf -  remaining_start=2026-01-12 remaining_workdays=10
        p/days  2026-01-05 2026-01-23  tf 0  ff 0  cf -  remaining_start=2026-01-12 remaining_workdays=10 duration_workdays=20
        p/up    2026-01-05 2026-01-15  tf 6  ff 6  cf -  remaining_start=2026-01-12 remaining_workdays=4
        ",
    );
}

// As of Mon 12, begun on Mon 5: 5..11 are seven civil days. ten: three left: 12 13 14. eight: one
// left, no floor. seven: used up, one day, a floor. six: overrun, the same. Latest Wed 14>: the
// others 12->14: 13 14 = 2.
#[test]
fn elapsed_work_without_progress() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              ten: {duration: 10ed, started: 2026-01-05}
              eight: {duration: 8ed, started: 2026-01-05}
              seven: {duration: 7ed, started: 2026-01-05}
              six: {duration: 6ed, started: 2026-01-05}
            ",
        )],
        "
        p/ten    2026-01-05 2026-01-14  tf 0  ff 0  cf -  remaining_start=2026-01-12 forecast_is_floor=false
        p/eight  2026-01-05 2026-01-12  tf 2  ff 2  cf -  forecast_is_floor=false
        p/seven  2026-01-05 2026-01-12  tf 2  ff 2  cf -  forecast_is_floor=true
        p/six    2026-01-05 2026-01-12  tf 2  ff 2  cf -  forecast_is_floor=true
        ",
    );
}

// As of Sat 10, begun on Mon 5: 5..9 are gone, five of ten left, from the next working start:
// 12..16. w waits for a: its 3ed left run from >Mon 19: 19 20 21.
#[test]
fn elapsed_work_left_begins_on_a_working_day() {
    check(
        "2026-01-10",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 10ed, started: 2026-01-05}
              w: {duration: 10ed, started: 2026-01-06, remaining: 3ed, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-16  tf 0  ff 0  cf -  remaining_start=2026-01-12 critical=true
        p/w  2026-01-06 2026-01-21  tf 0  ff 0  cf -  remaining_start=2026-01-19 driven_by=p/a:FS
        ",
    );
}

// As of Wed 7. a: 7 8 9 12. w has begun and 3ed to go: FF a is Mon 12>; from >Thu 8 they end Sat
// 10>, from >Fri 9 Sun 11>, from >Mon 12 Wed 14>. a may end Wed 14> without moving w: 13 14 = 2; w
// is the latest.
#[test]
fn ff_moves_the_elapsed_days_that_are_left() {
    check(
        "2026-01-07",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 4d}
              w: {duration: 9ed, started: 2026-01-05, remaining: 3ed, depends_on: [a FF]}
            ",
        )],
        "
        p/a  2026-01-07 2026-01-12  tf 2  ff 2  cf -  critical=false
        p/w  2026-01-05 2026-01-14  tf 0  ff 0  cf -  remaining_start=2026-01-12 driven_by=calendar
        ",
    );
}

// The likely one of three points: 6ed: 5..10, in both notations.
#[test]
fn three_points_of_elapsed_days() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: [4ed, 6ed, 20ed]}
              b: {duration: {optimistic: 4ed, likely: 6ed, pessimistic: 20ed}}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-10  tf 0  ff 0  cf -  duration_workdays=5
        p/b  2026-01-05 2026-01-10  tf 0  ff 0  cf -  duration_workdays=5
        ",
    );
}

// a, with eta Fri 16, ends then, whatever its 6ed say; b, with the passed eta Fri 2, by its days:
// Sat 10>, a floor. c after b: Mon 12. To Fri 16>: c 13 14 15 16 = 4; so b may end by Thu 15>:
// latest start >Fri 9 (9..14): start 4 (5 6 7 8), finish 12 13 14 = 3; but c moves before: b's own
// latest start for c at >Mon 12 is >Tue 6 (6..11), no day of its finish: ff 0.
#[test]
fn elapsed_work_with_an_eta() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 6ed, eta: 2026-01-16}
              b: {duration: 6ed, eta: 2026-01-02}
              c: {duration: 1d, depends_on: [b]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-16  tf 0  ff 0  cf -  driven_by=eta
        p/b  2026-01-05 2026-01-10  tf 3  ff 0  cf -  driven_by=data-date forecast_is_floor=true
        p/c  2026-01-12 2026-01-12  tf 4  ff 4  cf -
        ",
    );
}

// Done on Sat 10 without a start: 6ed before it, 5..10. As of Mon 12 b begins at the data date, as
// Sat 10> would have it too; c SS+6d counts 5..9 12, Mon 12>: 13.
#[test]
fn elapsed_work_that_is_done() {
    check(
        "2026-01-12",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 6ed, done: 2026-01-10}
              b: {duration: 1d, depends_on: [a]}
              c: {duration: 1d, depends_on: [a SS+6d]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-10  tf -  ff -  cf -
        p/b  2026-01-12 2026-01-12  tf 1  ff 1  cf -  driven_by=data-date,p/a:FS
        p/c  2026-01-13 2026-01-13  tf 0  ff 0  cf -  driven_by=p/a:SS
        ",
    );
}

// k: 5..8. a: 9ed from >Fri 9 to Sat 17>. c waits for a and is not before Tue 20: a finish of Mon
// 19> would leave it there, but a cannot end on Mon 19: from the next working start, >Mon 12, its
// days end on Tue 20> and c moves to Wed 21. Nothing is free. LS(c) = >Tue 20: the same of the
// total.
#[test]
fn elapsed_work_without_a_day_to_slip_has_no_free_float() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              k: {duration: 4d}
              a: {duration: 9ed, depends_on: [k]}
              c: {duration: 1d, not_before: 2026-01-20, depends_on: [a]}
            ",
        )],
        "
        p/k  2026-01-05 2026-01-08  tf 0  ff 0  cf -
        p/a  2026-01-09 2026-01-17  tf 0  ff 0  cf -  late_start=2026-01-09 late_finish=2026-01-17
        p/c  2026-01-20 2026-01-20  tf 0  ff 0  cf -  driven_by=not-before
        ",
    );
}

// a: 6ed: 5..10. c, not before Fri 16, lets a end by Thu 15>: of its ends Tue 13, Wed 14 and Sat 17
// the latest is Wed 14>, from >Fri 9. Start 5 6 7 8 = 4, finish 12 13 14 = 3: the smaller, as for
// the total float, is 3, also free.
#[test]
fn free_float_of_elapsed_work_is_its_smaller_slip() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 6ed}
              c: {duration: 1d, not_before: 2026-01-16, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-05 2026-01-10  tf 3  ff 3  cf -  late_start=2026-01-09 late_finish=2026-01-14
        p/c  2026-01-16 2026-01-16  tf 0  ff 0  cf -  driven_by=not-before
        ",
    );
}

// a takes three civil days, Wed 7 to Fri 9, and what its owner once expected is past. b, Wed 14,
// stays where it is while a ends by Tue 13>: a could begin on Fri 9 at the latest, 8 9 = 2, and
// would then end on Sun 11>, no working day later than on Fri 9>: 0.
#[test]
fn elapsed_work_with_a_passed_eta_slips_as_its_finish_does() {
    check(
        "2026-01-05",
        &[(
            "programs/p.yaml",
            "
            milestones:
              a: {duration: 3ed, not_before: 2026-01-07, eta: 2026-01-02}
              b: {duration: 1d, not_before: 2026-01-14, depends_on: [a]}
            ",
        )],
        "
        p/a  2026-01-07 2026-01-09  tf 0  ff 0  cf -  driven_by=not-before
        p/b  2026-01-14 2026-01-14  tf 0  ff 0  cf -
        ",
    );
}
