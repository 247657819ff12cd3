//! `odds: {in_status: true}`: how often firm promises are kept, beside them.

use super::{entry, report};
use crate::support;
use serde_json::json;

/// As of Mon 14 September 2026, 10, 20 or 50 working days: 25 of them end on Fri 16 October, and
/// 1 - 24.5² / (40 × 30) = 50.0 % of the runs take no more.
const PLAN: &str = "\
owner: priya
due: 2026-10-16
finish: end
milestones:
  a: {owner: bo, duration: [10d, 20d, 50d], due: 2026-10-16, firm: true, promised_to: Acme}
  late: {owner: bo, duration: [10d, 20d, 50d], due: 2026-10-08, firm: true}
  soft: {owner: bo, duration: [10d, 20d, 50d], due: 2026-10-16}
  end: {owner: bo, depends_on: [soft], firm: true}
  over: {owner: bo, duration: 5d, due: 2026-09-10, done: 2026-09-10, firm: true}
";

const SHOWN: &str = "odds: {in_status: true, distribution: triangular}\n";
const HIDDEN: &str = "odds: {distribution: triangular}\n";

fn files(shared: &str) -> [(&'static str, &str); 2] {
    [("programs/p.yaml", PLAN), ("programs/tpm.yaml", shared)]
}

fn printed(shared: &str, arguments: &[&str]) -> String {
    let arguments = [&["status", "--as-of", "2026-09-14"], arguments].concat();
    support::run(&files(shared), &arguments).out
}

#[test]
fn firm_promises_say_how_often_they_are_kept() {
    let plain = |text: String| text.replace('\u{a0}', " ").replace("&nbsp;", " ");
    let text = plain(printed(SHOWN, &[]));
    // 19 days are there for it: (19.5 - 10)² / 400 = 22.6 % of the runs take no more.
    assert!(text.contains("never fitted 1 · firm · kept 22 %"), "{text}");
    assert!(text.contains("Other firm promises: p/a of 16 Oct kept 50 %"), "{text}");
    // The promise of the program is measured at `end`.
    assert!(text.contains("end promised 16 Oct → 9 Oct, kept 49 %"), "{text}");
    assert!(text.contains("Kept: the share of 10,000 runs that keep it; `tpm odds` says why."), "{text}");
    let markdown = plain(printed(SHOWN, &["--format", "markdown"]));
    assert!(markdown.contains("kept 22 %") && markdown.contains("kept 50 %"), "{markdown}");
    let csv = printed(SHOWN, &["--format", "csv"]);
    let (head, row) =
        (csv.lines().next().unwrap(), csv.lines().find(|line| line.contains("p/late")).unwrap());
    let at = head.split(',').position(|column| column == "kept_percent").unwrap();
    assert_eq!(row.split(',').nth(at), Some("22"), "{csv}");
}

#[test]
fn json_has_the_numbers_of_the_odds() {
    let status = report(&files(SHOWN), &["status"], "2026-09-14");
    let odds = report(&files(SHOWN), &["odds"], "2026-09-14");
    assert_eq!((&status["odds"]["runs"], &status["odds"]["seed"]), (&json!(10_000), &json!(1)));
    let promises = status["odds"]["promises"].as_array().unwrap();
    let ids: Vec<&str> = promises.iter().map(|promise| promise["id"].as_str().unwrap()).collect();
    assert_eq!(ids[0], "p/late");
    assert_eq!(ids.len(), 3, "{ids:?}");
    for promise in promises {
        let same = entry(&odds["promises"], promise["id"].as_str().unwrap());
        for key in ["due", "kept_percent", "p80", "is_earliest"] {
            assert_eq!(promise[key], same[key], "{key} of {promise}");
        }
    }
    let late = entry(&status["needs_someone"], "p/late");
    assert_eq!(late["kept_percent"], entry(&odds["promises"], "p/late")["kept_percent"]);
}

#[test]
fn without_the_key_nothing_is_said() {
    let text = printed(HIDDEN, &[]);
    assert!(!text.contains("kept") && !text.contains("Kept"), "{text}");
    let status = report(&files(HIDDEN), &["status"], "2026-09-14");
    assert_eq!((&status["odds"], &status["needs_someone"][0]["kept_percent"]), (&json!(null), &json!(null)));
}

#[test]
fn a_selection_leaves_out_promises_and_changes_no_number() {
    let all = report(&files(SHOWN), &["status"], "2026-09-14");
    let one = report(&files(SHOWN), &["status", "p/a"], "2026-09-14");
    assert_eq!(one["odds"]["promises"], json!([entry(&all["odds"]["promises"], "p/a")]));
}

#[test]
fn five_other_promises_are_named() {
    let milestone = |at| format!("  m{at}: {{owner: bo, duration: 1d, due: 2026-12-0{at}, firm: true}}\n");
    let plan = format!("milestones:\n{}", (1..=7).map(milestone).collect::<String>());
    let files = [("programs/p.yaml", plan.as_str()), ("programs/tpm.yaml", SHOWN)];
    let text = |more: &[&str]| {
        let arguments = [&["status", "--as-of", "2026-09-14"], more].concat();
        support::run(&files, &arguments).out.replace('\u{a0}', " ")
    };
    assert!(text(&[]).contains("p/m5 of 5 Dec kept over 99 % and 2 more\n"), "{}", text(&[]));
    assert!(text(&["--all"]).contains("p/m6 of 6 Dec kept over 99 % and p/m7 of"), "{}", text(&["--all"]));
}
