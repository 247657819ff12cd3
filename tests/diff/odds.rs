//! How often promises are kept, before and after.

use super::{of, printed};
use crate::support;
use serde_json::{Value, json};

/// As of Mon 14 September 2026, 10, 20 or 50 working days: 25 of them end on Fri 16 October, and
/// 1 - 24.5² / (40 × 30) = 50.0 % of the runs take no more.
const BASE: &str = "\
owner: priya
milestones:
  a: {owner: bo, duration: [10d, 20d, 50d], due: 2026-10-16, firm: true}
  b: {owner: bo, duration: [10d, 20d, 50d], due: 2026-10-16, firm: true}
  soft: {owner: bo, duration: [10d, 20d, 50d], due: 2026-10-16}
";

const SHARED: (&str, &str) = ("programs/tpm.yaml", "odds: {in_status: true, distribution: triangular}\n");
const FILE: &str = "programs/p.yaml";

fn head() -> String {
    // 1 - 14.5² / (30 × 20) = 65.0 % of the runs take no more than 25 days.
    BASE.replacen("a: {owner: bo, duration: [10d, 20d, 50d]", "a: {owner: bo, duration: [10d, 20d, 40d]", 1)
}

fn data(head: &str) -> Value {
    printed(&[(FILE, BASE), SHARED], &[(FILE, head), SHARED], &[])
}

#[test]
fn firm_promises_say_it_of_both_sides() {
    let odds = &data(&head())["odds"];
    assert_eq!((&odds["runs"], &odds["seed"]), (&json!(10_000), &json!(1)));
    let a = of(&odds["promises"], "p/a");
    assert_eq!(a["firm"], json!({"before": true, "after": true}));
    assert_eq!(a["due"], json!({"before": "2026-10-16", "after": "2026-10-16"}));
    let (before, after) = (&a["base_kept_percent"], &a["kept_percent"]);
    assert!((49..=51).contains(&before.as_i64().unwrap()), "{before}");
    assert!((64..=66).contains(&after.as_i64().unwrap()), "{after}");
    // The same luck: what was not edited is kept in exactly as many runs.
    let b = of(&odds["promises"], "p/b");
    assert_eq!((&b["base_kept_percent"], &b["p80"]["before"]), (&b["kept_percent"], &b["p80"]["after"]));
    assert_eq!(odds["promises"].as_array().unwrap().len(), 2, "soft promises are not told");
}

#[test]
fn text_and_the_comment_show_what_changed() {
    let run = |head: &str, format: &str| {
        let arguments = ["diff", "main", "--format", format];
        let out = support::run_since(&[(FILE, BASE), SHARED], &[(FILE, head), SHARED], &arguments).out;
        out.replace('\u{a0}', " ").replace("&nbsp;", " ")
    };
    let head = head();
    for format in ["text", "markdown"] {
        let text = run(&head, format);
        assert!(
            text.contains("How often firm promises are kept, in 10,000 runs with the same luck"),
            "{text}"
        );
        assert!(text.contains("50 % → 64 %"), "{text}");
        assert!(text.contains("and 1 other as often as before"), "{text}");
        // An estimate that moves no date has an effect all the same.
        assert!(!text.contains("without effect"), "{text}");
    }
    let text = run(&format!("{BASE}# a comment\n"), "text");
    assert!(text.contains("All firm promises are kept as often as before."), "{text}");
}

#[test]
fn what_is_done_moved_or_gone_has_no_share() {
    let done = BASE.replacen("a: {owner", "a: {done: 2026-09-11, owner", 1);
    let gone =
        BASE.replacen("  a: {owner: bo, duration: [10d, 20d, 50d], due: 2026-10-16, firm: true}\n", "", 1);
    let soft = BASE.replacen("2026-10-16, firm", "2026-10-16, firm: false, x-was", 1);
    for (head, expected) in [(&done, json!(null)), (&gone, json!(null))] {
        let data = data(head);
        let a = of(&data["odds"]["promises"], "p/a");
        assert_eq!((&a["base_kept_percent"], &a["kept_percent"]), (&json!(50), &expected), "{head}");
    }
    let data = data(&soft);
    let a = of(&data["odds"]["promises"], "p/a");
    assert_eq!(a["firm"], json!({"before": true, "after": false}));
    let text = support::run_since(&[(FILE, BASE), SHARED], &[(FILE, &done), SHARED], &["diff", "main"]).out;
    assert!(text.replace('\u{a0}', " ").contains("50 % → done"), "{text}");
}

#[test]
fn a_selection_leaves_out_the_rest() {
    let data = printed(&[(FILE, BASE), SHARED], &[(FILE, &head()), SHARED], &["--", "p/b"]);
    let promises = data["odds"]["promises"].as_array().unwrap();
    assert_eq!(promises.iter().map(|one| &one["id"]).collect::<Vec<_>>(), [&json!("p/b")]);
}

#[test]
fn without_the_key_nothing_is_simulated() {
    let shared = ("programs/tpm.yaml", "odds: {distribution: triangular}\n");
    let data = printed(&[(FILE, BASE), shared], &[(FILE, &head()), shared], &[]);
    assert_eq!(data["odds"], json!(null));
}

#[test]
fn the_verdict_says_which_firm_promises_are_kept_less_often() {
    let first = |base: &str, head: &str| {
        let out = support::run_since(&[(FILE, base), SHARED], &[(FILE, head), SHARED], &["diff", "main"]).out;
        out.lines().next().unwrap().replace('\u{a0}', " ")
    };
    assert_eq!(first(&head(), BASE), "▲ 1 firm promise kept less often: `p/a` 64 % → 50 %");
    assert_eq!(first(BASE, &head()), "No date moves");
    // A point or two is nothing to call anybody for.
    let little = BASE.replacen("50d], due: 2026-10-16, firm", "51d], due: 2026-10-16, firm", 1);
    assert_eq!(first(BASE, &little), "No date moves");
}
