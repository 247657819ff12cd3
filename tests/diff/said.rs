//! How edits and the verdict are worded. All as of Mon 14 Sep 2026.

use super::edited;
use super::run;
use crate::oracle::{self, Family};
use crate::property::{cases, for_all};
use crate::support;
use proptest::prelude::*;

/// Returns the line of the cause that moves something, of a plan with one edited milestone.
#[track_caller]
fn cause(before: &str, after: &str) -> String {
    let plan = |keys: &str| format!("milestones:\n  a: {{{keys}}}\n  b: {{duration: 5d, depends_on: a}}\n");
    let out = run(&plan(before), &plan(after), &[]).out.replace('\u{a0}', " ");
    let line = out.lines().find(|line| line.starts_with("p/a: "));
    line.unwrap_or_else(|| panic!("no cause: {out}")).to_owned()
}

const STARTED: &str = "duration: 30d, started: 2026-09-01";

#[test]
fn what_is_said_of_progress_is_one_phrase() {
    let said = |rest: &str| format!("{STARTED}, {rest}");
    let check = |before: &str, after: &str, expected: &str| {
        assert_eq!(cause(&said(before), &said(after)), format!("p/a: {expected} · news"));
    };
    let before = "remaining: 17d, updated: 2026-09-10";
    check(before, "remaining: 19d, updated: 2026-09-14", "left 17 → 19wd, said 14 Sep");
    check(before, "remaining: 5w, updated: 2026-09-14", "left 17d → 5w, said 14 Sep");
    check("updated: 2026-09-10", "remaining: 28d, updated: 2026-09-10", "left 28wd");
    let half = "progress: 50%, updated: 2026-09-10";
    check(half, "progress: 60%, updated: 2026-09-10", "50% → 60% done");
    // Half of 30d were left, and six tenths are.
    check(half, "remaining: 18d, updated: 2026-09-14", "left 15 → 18wd, said 14 Sep");
    check(before, "progress: 40%, updated: 2026-09-14", "left 17 → 18wd, said 14 Sep");
    check(half, "progress: 50%, updated: 2026-09-14", "still 50%, said 14 Sep (was 10 Sep)");
    check(before, "remaining: 17d, updated: 2026-09-14", "still 17wd left, said 14 Sep (was 10 Sep)");
    let not_started = cause("duration: 30d", "duration: 30d, started: 2026-09-01, done: 2026-09-11");
    assert_eq!(not_started, "p/a: started 1 Sep, done 11 Sep · news");
}

#[test]
fn keys_of_a_section_are_told_by_themselves() {
    let blocked = |rest: &str| format!("duration: 5d, blocked: {{since: 2026-09-07, why: No lab{rest}}}");
    let until = |day: &str| blocked(&format!(", until: {day}"));
    let check = |before: &str, after: &str, expected: &str| {
        assert_eq!(cause(before, after), format!("p/a: {expected} · news"));
    };
    check(&until("2026-09-18"), &until("2026-09-25"), "blocked.until 18 → 25 Sep");
    check(&blocked(""), &until("2026-12-09"), "blocked.until 9 Dec, new");
    let waiting = blocked(", until: 2026-09-25, waiting_on: ida");
    check("duration: 5d", &waiting, "blocked since 7 Sep until 25 Sep, waiting on ida: No lab");
    check(&waiting, "duration: 5d", "no longer blocked");
}

#[test]
fn names_of_plans_are_quoted_in_the_verdict() {
    let plan = |days: u32| {
        format!(
            "milestones:\n  a: {{duration: {days}d, owner: ana, due: 2026-09-18, firm: true, promised_to: 'x\" ✓ nothing gets worse'}}\n"
        )
    };
    let out = run(&plan(5), &plan(8), &[]).out.replace('\u{a0}', " ");
    let expected = "✗ 1 firm promise newly late: `p/a` to \"x' ✓ nothing gets worse\"
▲ `p` finish 18 → 23 Sep, 3wd later
· affects `ana`

";
    assert!(out.starts_with(expected), "{out}");
}

#[test]
fn a_gain_never_opens_the_verdict() {
    let plan = |days: u32| format!("milestones:\n  a: {{duration: {days}d, due: 2026-09-18, firm: true}}\n");
    let out = run(&plan(8), &plan(5), &[]).out.replace('\u{a0}', " ");
    let expected = "Nothing promised gets worse
✓ 1 firm promise no longer late: `p/a`
✓ `p` finish 23 → 18 Sep, 3wd earlier

";
    assert!(out.starts_with(expected), "{out}");
}

#[test]
fn what_leaves_others_without_a_date_is_said_once() {
    let base = "milestones:
  a: {duration: 5d}
  b: {duration: 5d, depends_on: a}
  c: {duration: 5d, depends_on: b}
";
    let out =
        run(base, &base.replace("a: {duration: 5d}", "a: {duration: 5x}"), &[]).out.replace('\u{a0}', " ");
    let line = "  p/a was 18 Sep, p/b was 25 Sep, p/c was 2 Oct\n";
    assert!(out.contains(line) && out.matches("no date: ").count() == 1, "{out}");
}

// a is confirmed for Fri 2 Oct and promised for Fri 9 Oct. Its inputs and work alone put it on Fri 25
// Sep (b to Fri 18, a to Fri 25): 10wd of room; with 3d more of b on Wed 30: 7wd.
#[test]
fn room_is_lost_behind_a_confirmed_date() {
    let base = "milestones:
  b: {duration: 5d}
  a: {duration: 5d, depends_on: b, eta: 2026-10-02, due: 2026-10-09, firm: true}
";
    let head = base.replace("b: {duration: 5d}", "b: {duration: 8d}");
    let out = run(base, &head, &[]).out.replace('\u{a0}', " ");
    assert!(out.starts_with("▲ room to `p/a` 10 → 7wd\n"), "{out}");
    assert!(out.contains("▲ p/a  promised 9 Oct · firm · forecast 2 Oct · room 10 → 7wd\n"), "{out}");
    let data = super::data(base, &head);
    let promise = super::of(&data["promises"], "p/a");
    assert_eq!((&promise["base_room_workdays"], &promise["room_workdays"]), (&10.into(), &7.into()));
    assert_eq!(promise["forecast_finish"]["before"], promise["forecast_finish"]["after"]);
    // A gain of room is no warning.
    let back = run(&head, base, &[]).out.replace('\u{a0}', " ");
    assert!(!back.contains("▲") && back.contains("· p/a  promised 9 Oct · firm"), "{back}");
}

// As of Mon 5 October, a takes that day and b two. With a as the finish, the program ends a day
// sooner though nothing moves.
#[test]
fn a_gain_alone_does_not_open_the_verdict() {
    let plan = |finish: &str| format!("{finish}milestones:\n  a: {{duration: 1d}}\n  b: {{duration: 2d}}\n");
    let [base, head] = [plan(""), plan("finish: a\n")];
    let out = support::run_since(
        &[("programs/p.yaml", &base)],
        &[("programs/p.yaml", &head)],
        &["diff", "main", "--as-of", "2026-10-05"],
    )
    .out;
    let first: Vec<&str> = out.lines().take(2).collect();
    assert_eq!(first, ["Nothing promised gets worse", "✓ `p` finish 6 → 5 Oct, 1wd earlier"]);
}

#[test]
fn the_verdict_is_in_order_and_no_cause_is_repeated() {
    let edited =
        prop::sample::select(Family::ALL.to_vec()).prop_flat_map(|family| edited::strategy(family, 8));
    for_all(cases(60), edited, |edited| {
        let [base, head] = [&edited.base, &edited.head].map(oracle::files);
        let base: Vec<(&str, &str)> =
            base.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let head: Vec<(&str, &str)> =
            head.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let day = oracle::as_of(&edited.head);
        let out = support::run_since(&base, &head, &["diff", "main", "--as-of", &day]).out;
        let lines: Vec<&str> = out.lines().collect();
        // Errors in the plans of either side stand above the verdict, each side's in a block.
        let is_errors = |line: &&&str| line.contains(" in the plans: ");
        let blocks = lines.iter().filter(is_errors).count();
        let mut parts = lines.split(|line| line.is_empty()).skip(blocks);
        let verdict = parts.next().into_iter().flatten();
        let ranks: Vec<usize> = verdict
            .filter(|line| !line.starts_with("· affects ") && !line.starts_with("  "))
            .map(|line| ["✗", "▲", "·", "✓"].iter().position(|sign| line.starts_with(sign)).unwrap_or(2))
            .collect();
        if !ranks.is_sorted() || ranks.first() == Some(&3) {
            return Err(out);
        }
        let mut titles: Vec<&str> = lines
            .windows(2)
            .filter(|two| two[1].starts_with("  ") && !two[0].starts_with(' '))
            .filter(|two| !is_errors(&&two[0]))
            .map(|two| two[0])
            .collect();
        let all = titles.len();
        titles.sort_unstable();
        titles.dedup();
        if titles.len() == all { Ok(()) } else { Err(out) }
    });
}
