//! Calendars that extend one another, extra workdays, weeks without days; settings.

use super::check;

// `us` refines the default: Mon 12 is worked after all, Tue 13 is not. 9 12 14.
#[test]
fn the_nearest_definition_of_a_day_wins() {
    check(
        "2026-01-09",
        &[
            (
                "programs/tpm.yaml",
                "
                calendars:
                  default: {holidays: [2026-01-12]}
                  us: {extends: default, holidays: [2026-01-13], workdays: [2026-01-12]}
                ",
            ),
            ("programs/p.yaml", "{calendar: us, milestones: {a: {duration: 3d}}}"),
        ],
        "
        p/a  2026-01-09 2026-01-14  tf 0  ff 0  cf -
        ",
    );
}

// Own holidays before the parent's workdays: Sat 10 is worked in `busy` and not in `calm`. Own
// workdays before own holidays: of the week from Mon 12 `one` works only Wed 14.
//   busy: 9 10 12    calm: 9 12 13    one: 9 14 19
#[test]
fn own_days_override_the_parents_and_workdays_the_holidays() {
    check(
        "2026-01-09",
        &[
            (
                "programs/tpm.yaml",
                "
                calendars:
                  busy: {workdays: [2026-01-10]}
                  calm: {extends: busy, holidays: [2026-01-10]}
                  one: {holidays: [2026-01-12..2026-01-16], workdays: [2026-01-14]}
                ",
            ),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 3d, calendar: busy}
                  b: {duration: 3d, calendar: calm}
                  c: {duration: 3d, calendar: one}
                ",
            ),
        ],
        "
        p/a  2026-01-09 2026-01-12  tf 5  ff 5  cf -
        p/b  2026-01-09 2026-01-13  tf 4  ff 4  cf -
        p/c  2026-01-09 2026-01-19  tf 0  ff 0  cf -
        ",
    );
}

// The week is that of the nearest calendar that has one: `leaf` works Monday to Thursday through
// `middle`, which says nothing of it. One week is four days there: 8 12 13 14, Fri 9 being off. Six
// days reach Fri 16, which `root` works anyway: 8 12 13 14 15 16. `seven` has a week of its
// own: 8 9 10 11 12 13 14.
#[test]
fn the_nearest_week_counts_and_gives_1w_its_length() {
    check(
        "2026-01-08",
        &[
            (
                "programs/tpm.yaml",
                "
                calendars:
                  root: {week: [mon, tue, wed, thu], workdays: [2026-01-16]}
                  middle: {extends: root}
                  leaf: {extends: middle}
                  seven: {extends: middle, week: [mon, tue, wed, thu, fri, sat, sun]}
                ",
            ),
            (
                "programs/p.yaml",
                "
                milestones:
                  a: {duration: 1w, calendar: leaf}
                  b: {duration: 6d, calendar: leaf}
                  c: {duration: 1w, calendar: seven}
                ",
            ),
        ],
        "
        p/a  2026-01-08 2026-01-14  tf 2  ff 2  cf -  duration_workdays=4
        p/b  2026-01-08 2026-01-16  tf 0  ff 0  cf -
        p/c  2026-01-08 2026-01-14  tf 2  ff 2  cf -  duration_workdays=7
        ",
    );
}

const SLOTS: (&str, &str) =
    ("programs/tpm.yaml", "calendars: {slots: {week: [], workdays: [2026-01-14, 2026-01-28]}}");

// The auditor comes on Wed 14 and Wed 28 only. Evidence until Fri 9 makes the first slot; two days
// of audit take both. Evidence until Wed 14> is there only when the slot of that day is over: two
// weeks later, Wed 28.
#[test]
fn a_calendar_of_slots() {
    check(
        "2026-01-05",
        &[
            SLOTS,
            (
                "programs/p.yaml",
                "
                milestones:
                  early: {duration: 5d}
                  late: {duration: 8d}
                  made: {duration: 1d, calendar: slots, depends_on: early}
                  both: {duration: 2d, calendar: slots, depends_on: early}
                  missed: {duration: 1d, calendar: slots, depends_on: late}
                ",
            ),
        ],
        "
        p/early   2026-01-05 2026-01-09  tf 2  ff 2  cf -
        p/late    2026-01-05 2026-01-14  tf 9  ff 9  cf -
        p/made    2026-01-14 2026-01-14  tf 1  ff 1  cf -
        p/both    2026-01-14 2026-01-28  tf 0  ff 0  cf -
        p/missed  2026-01-28 2026-01-28  tf 0  ff 0  cf -
        ",
    );
}

// After the last slot nothing is worked any more: no date, and nothing invented.
#[test]
fn no_slot_left_gives_no_date() {
    check(
        "2026-01-29",
        &[SLOTS, ("programs/p.yaml", "milestones: {a: {duration: 1d, calendar: slots}}")],
        "
        p/a  - -  tf -  ff -  cf -  undated_because=*
        ",
    );
}

// Started on Mon 5, none of ten days done as of Mon 5. Until the data date, Mon 12, four days went
// by without a word (6 7 8 9); two of them are taken as worked: left 8, 12 to 21.
#[test]
fn unreported_work_is_assumed_up_to_the_setting() {
    check(
        "2026-01-12",
        &[
            ("programs/tpm.yaml", "assume_progress: 2d"),
            (
                "programs/p.yaml",
                "milestones: {a: {duration: 10d, started: 2026-01-05, progress: 0%, updated: 2026-01-05}}",
            ),
        ],
        "
        p/a  2026-01-05 2026-01-21  tf 0  ff 0  cf -  assumed_worked_workdays=2 remaining_workdays=8
        ",
    );
}

// Work of 4 days, 5 6 7 8, promised for Mon 12: room 9 12 = 2.
//   as usual: 10% of 4, at least 2: 2 is not below 2.          on track
//   at least 3: 2 is below 3.                                  at risk
//   half of 4 is 2: 2 is not below 2.                          on track
//   60% of 4 is 2.4: 2 is below 2.4.                           at risk
//   60% of 4, but at most 2:                                   on track
#[test]
fn the_threshold_of_room_follows_its_settings() {
    for (setting, health) in [
        ("{}", "on-track"),
        ("at_risk: {at_least: 3d}", "at-risk"),
        ("at_risk: {share: 50%}", "on-track"),
        ("at_risk: {share: 60%}", "at-risk"),
        ("at_risk: {share: 60%, at_most: 2d}", "on-track"),
    ] {
        check(
            "2026-01-05",
            &[
                ("programs/tpm.yaml", setting),
                ("programs/p.yaml", "milestones: {a: {duration: 4d, due: 2026-01-12}}"),
            ],
            &format!("p/a  2026-01-05 2026-01-08  tf 0  ff 0  cf 2  health={health}"),
        );
    }
}

// Last heard of on Mon 5; as of Mon 12 that is 7 civil days. The house is quiet after 14, a vendor
// after 7.
#[test]
fn who_is_quiet_follows_the_settings() {
    let program = "
        milestones:
          a: {owner: bo, duration: 30d, started: 2026-01-05}
          b: {owner: acme, duration: 30d, started: 2026-01-05}
        ";
    let owners = "owners: {bo: {name: Bo}, acme: {external: true}}\n";
    for (settings, bo, acme) in
        [("", "-", "7"), ("quiet_after_days: 7", "7", "7"), ("quiet_after_days_external: 8", "-", "-")]
    {
        check(
            "2026-01-12",
            &[("programs/tpm.yaml", &format!("{owners}{settings}")), ("programs/p.yaml", program)],
            &format!(
                "p/a  2026-01-05 2026-02-13  tf 0  ff 0  cf -  quiet_days={bo}
                 p/b  2026-01-05 2026-02-13  tf 0  ff 0  cf -  quiet_days={acme}"
            ),
        );
    }
}
