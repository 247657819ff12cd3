//! What a reviewer must see whether or not a date moves. All as of Mon 14 Sep 2026.

use super::run;
use crate::support;

// a: 5d, to Fri 18 Sep; z behind it to Fri 25, a week before its promise.
const PLAN: &str = "milestones:
  a: {duration: 5d, owner: ana}
  z: {duration: 5d, owner: ana, depends_on: a, due: 2026-10-02, firm: true, promised_to: BigBank}
";

fn text(base: &str, head: &str) -> String {
    run(base, head, &[]).out.replace('\u{a0}', " ")
}

#[test]
fn the_whole_reason_of_a_moved_promise_is_told() {
    let why = "Customers asked for two more weeks of rehearsal, since their auditors are away until the end of October";
    let moved = format!("moved: [{{from: 2026-10-02, on: 2026-09-14, cause: scope, why: \"{why}\"}}]");
    let head = PLAN.replace("due: 2026-10-02", &format!("due: 2026-10-09, {moved}"));
    for format in ["text", "markdown"] {
        let out = run(PLAN, &head, &["--format", format]).out.replace('\u{a0}', " ");
        let line =
            format!("promise moved 2 → 9 Oct, 5wd later: \"{why}\" (scope, nobody named who agreed) · firm");
        assert!(out.contains(&line), "{out}");
    }
}

#[test]
fn a_move_has_one_sign() {
    let moved =
        "due: 2026-10-09, moved: [{from: 2026-10-02, on: 2026-09-14, cause: scope, why: x, agreed: sara}]";
    let check = |rest: &str, sign: &str| {
        let base = format!("milestones:\n  z: {{duration: 5d, due: 2026-10-02{rest}}}\n");
        let out = text(&base, &base.replace("due: 2026-10-02", moved));
        let lines: Vec<&str> =
            out.lines().filter(|line| line.contains("p/z") && !line.contains("forecast ")).collect();
        assert!(lines.iter().all(|line| line.starts_with(sign)) && !lines.is_empty(), "{out}");
        assert!(out.contains(&format!("\n{sign} p/z  promise moved ")), "{out}");
    };
    check("", "·");
    check(", firm: true", "▲");
}

#[test]
fn a_promise_given_to_others_is_in_the_verdict() {
    let out = text(PLAN, &PLAN.replace("BigBank", "Ana"));
    let verdict = "✗ 1 firm promise no longer promised to \"BigBank\": `p/z` (now \"Ana\")\n";
    assert!(out.starts_with(verdict), "{out}");
    assert!(out.contains("\n✗ p/z  promised 2 Oct · firm · to \"Ana\", was to \"BigBank\" · "), "{out}");
    let out = text(PLAN, &PLAN.replace(", promised_to: BigBank", ""));
    let verdict = "✗ 1 firm promise no longer promised to \"BigBank\": `p/z` (now nobody)\n";
    assert!(out.starts_with(verdict), "{out}");
    let soft = PLAN.replace(", firm: true", "");
    let out = text(&soft, &soft.replace("BigBank", "Ana"));
    assert!(out.starts_with("▲ 1 promise no longer promised to \"BigBank\": `p/z` (now \"Ana\")\n"), "{out}");
}

#[test]
fn a_firm_promise_without_room_stands_before_other_moves() {
    // a: 10d, to Fri 25 Sep; z to Fri 2 Oct.
    let base = format!("{PLAN}  b: {{duration: 5d, due: 2026-10-30}}\n");
    let head = base.replace("a: {duration: 5d", "a: {duration: 10d").replace(
        "due: 2026-10-30",
        "due: 2026-11-06, moved: [{from: 2026-10-30, on: 2026-09-14, cause: scope, why: x}]",
    );
    let out = text(&base, &head);
    let verdict = "▲ `p/z` (firm, \"BigBank\"): last possible day, 2 Oct, no room left\n";
    assert!(out.starts_with(verdict) && !out.contains("room to "), "{out}");
    assert!(out.find("▲ p/z  promised") < out.find("· p/b  promise moved"), "{out}");
}

#[test]
fn the_same_lateness_is_not_later_still() {
    // z a week late on Fri 25 Sep; then, promised a week later, on Fri 2 Oct.
    let base = PLAN.replace("2026-10-02", "2026-09-18");
    let head = base.replace("2026-09-18", "2026-09-25").replace("a: {duration: 5d", "a: {duration: 10d");
    let out = text(&base, &head);
    assert!(out.contains("✗ 1 firm promise still late after being moved: `p/z`"), "{out}");
    assert!(out.contains("still late: forecast 2 Oct, 5wd late\n") && !out.contains("later still"), "{out}");
}

/// Program and shared file of a change that moves no date.
fn unmoved() -> String {
    let base = [
        ("programs/p.yaml", PLAN.to_owned()),
        ("programs/tpm.yaml", "owners: {ana: {}, bo: {}, cy: {}, dan: {}, eve: {}}\n".to_owned()),
    ];
    let head = [
        (
            "programs/p.yaml",
            PLAN.replace("a: {duration: 5d, owner: ana", "a: {name: The A, note: x, duration: 5d, owner: bo")
                .replace("z: {duration", "z: {name: The end, duration")
                + "  c: {duration: 5d, owner: cy, due: 2026-10-02}\n  d: {duration: 5d, owner: dan}\n",
        ),
        (
            "programs/tpm.yaml",
            "owners: {ana: {}, bo: {}, cy: {}, dan: {}, eve: {away: [2026-10-26..2026-10-30]}}\n".to_owned(),
        ),
    ];
    let [base, head] =
        [&base, &head].map(|files| files.each_ref().map(|(path, text)| (*path, text.as_str())));
    support::run_since(&base, &head, &["diff", "main"]).out.replace('\u{a0}', " ")
}

#[test]
fn edits_of_people_and_names_are_told_though_no_date_moves() {
    let out = unmoved();
    let line =
        "\nmoves no date: p/a now bo (was ana), p/z now named \"The end\", eve leave + 26 Oct–30 Oct\n";
    assert!(out.contains(line), "{out}");
    // The name of what is not promised, and a note, have no effect.
    assert!(out.contains("2 edits without effect: 1 name, 1 note\n"), "{out}");
}

#[test]
fn all_whose_work_changes_are_named() {
    assert!(unmoved().contains("\n· affects `ana`, `bo`, `cy`, `dan`, `eve`\n"), "{}", unmoved());
}
