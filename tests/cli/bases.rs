//! Words for days as the base of a comparison: as those of `--at`, from Monday 14 September 2026.

use crate::support::{Output, Past, Version, run_in_repository};
use serde_json::Value;

const PLAN: [(&str, &str); 1] = [("programs/p.yaml", "milestones: {a: {duration: 1d}}\n")];

/// A commit of each week, the last of Sunday 13 September.
fn past() -> Past {
    let days = ["2026-08-24", "2026-08-31", "2026-09-07", "2026-09-11", "2026-09-13"];
    Past(days.iter().map(|day| Version::new(&[day], day, &PLAN)).chain([head()]).collect())
}

fn head() -> Version {
    Version::new(&["HEAD"], "2026-09-14", &PLAN)
}

fn run(arguments: &[&str]) -> Output {
    run_in_repository(&past(), &PLAN, arguments)
}

/// Returns the commit that a comparison names as its base.
#[track_caller]
fn base(arguments: &[&str]) -> String {
    let output = run(&[&["--format", "json"], arguments].concat());
    assert_eq!(output.status, 0, "{arguments:?}: {}", output.err);
    let value: Value = serde_json::from_str(&output.out).unwrap();
    value["data"]["base"].as_str().unwrap_or_else(|| panic!("{value:#}")).to_owned()
}

fn hash_of(day: &str) -> String {
    past().0.into_iter().find(|version| version.names[0] == day).unwrap().hash
}

const WORDS: [(&str, &str); 9] = [
    ("-2w", "2026-08-31"),
    ("-7d", "2026-09-07"),
    ("-1d", "2026-09-13"),
    ("yesterday", "2026-09-13"),
    ("today", "HEAD"),
    ("mon", "HEAD"),
    ("last fri", "2026-09-11"),
    ("last monday", "2026-09-07"),
    ("2026-08-31", "2026-08-31"),
];

#[test]
fn a_day_in_words_is_a_base() {
    for (word, day) in WORDS {
        assert_eq!(base(&["diff", word]), hash_of(day), "{word}");
        for flag in ["--new-since", "--policy-from"] {
            let output = run(&["check", flag, word]);
            assert_eq!(output.status, 0, "{flag} {word}: {}", output.err);
        }
        assert_eq!(run(&["status", "--at", word]).status, 0, "{word}");
    }
    assert_eq!(base(&["diff", "-2w", "-1w"]), hash_of("2026-08-31"));
    assert_eq!(base(&["diff", "--format", "json", "-2w"]), hash_of("2026-08-31"));
    assert_eq!(base(&["diff", "-2w", "--", "p"]), hash_of("2026-08-31"));
}

#[test]
fn a_diff_alone_is_against_the_last_commit() {
    assert_eq!(base(&["diff"]), hash_of("HEAD"));
    assert_eq!(base(&["diff", "--", "p"]), hash_of("HEAD"));
}

#[test]
fn a_day_to_come_is_no_base() {
    for (word, said) in [("tomorrow", "in the future"), ("+3d", "in the future"), ("fri", "`last fri`")] {
        let output = run(&["diff", word]);
        assert_eq!(output.status, 2, "{word}");
        assert!(output.err.contains(said), "{word}: {}", output.err);
    }
}

#[test]
fn a_flag_with_a_typo_still_gets_the_right_one() {
    for arguments in [&["diff", "--formt", "json"][..], &["diff", "main", "--fail-om", "slip=3wd"]] {
        let output = run(arguments);
        assert_eq!(output.status, 2);
        assert!(output.err.contains("a similar argument exists"), "{}", output.err);
    }
    let output = run(&["diff", "-2x"]);
    assert_eq!(output.status, 2, "{}", output.err);
}
