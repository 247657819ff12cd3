//! Large changes: bounded in length and number of trials.

use super::{causes, of, printed, run};
use crate::support::part::one_in;
use serde_json::json;
use std::fmt::Write;

/// A program of so many milestones, each behind the one before, in chains of a hundred.
fn chains(count: usize, duration: &str) -> String {
    let mut text = String::from("milestones:\n");
    for at in 0..count {
        let link = if at % 100 == 0 { String::new() } else { format!(", depends_on: m{:04}", at - 1) };
        writeln!(text, "  m{at:04}: {{duration: {duration}, owner: o{}, due: 2026-12-31{link}}}", at % 7)
            .unwrap();
    }
    text
}

#[test]
#[cfg_attr(debug_assertions, ignore = "long: runs in release")]
fn of_ten_thousand_changes_the_first_are_traced() {
    let (base, head) = (chains(10_000, "1d"), chains(10_000, "2d"));
    let data = printed(&[("programs/p.yaml", &base)], &[("programs/p.yaml", &head)], &[]);
    // The first thousand edits are ten whole chains. 200 forecasts have 200,000 shares of them: the
    // program, and the last of each chain and those before them, which moved most.
    assert_eq!(data["causes_untraced"], 10_000 - 199);
    let traced = data["milestones"].as_array().unwrap().iter().filter(|moved| moved["causes_rest_days"] == 0);
    let traced: Vec<&str> = traced.map(|moved| moved["id"].as_str().unwrap()).collect();
    assert_eq!(traced.len(), 20, "{traced:?}");
    assert!(traced.iter().all(|id| *id < "p/m1000"), "{traced:?}");
    for last in ["p/m0999", "p/m1099"] {
        let own = if last < "p/m1000" { 100 } else { 0 };
        let moved = of(&data["milestones"], last);
        assert_eq!((causes(moved).len(), &moved["causes_rest_days"]), (own, &json!(140 * (100 - own) / 100)));
    }
    let out = run(&base, &head, &["--format", "markdown"]).out;
    assert!(out.encode_utf16().count() <= 60_000, "{}", out.len());
    assert!(out.contains("more causes") && out.contains("9801 moves not traced to edits"), "{out}");
}

#[test]
fn too_long_comment_says_what_it_left_out() {
    let long = "x|".repeat(4000);
    let plan = |note: &str, days: usize| {
        // Faces are two UTF-16 units each.
        let mut text = format!("name: {}\nmilestones:\n", "\u{1f600}".repeat(days * 20_000));
        for at in 0..150 / one_in(5) {
            writeln!(
                text,
                "  {}{at}: {{duration: {days}d, note: \"{note}{long}\", blocked: {{since: 2026-09-01, why: \"{note}{long}\"}}}}",
                "m".repeat(60)
            )
            .unwrap();
        }
        text
    };
    let output = run(&plan("a", 3), &plan("b", 4), &["--format", "markdown"]);
    assert!(output.out.encode_utf16().count() <= 60_000);
    assert!(output.out.starts_with("<!-- tpm:diff:programs -->\n"));
    assert_eq!(output.out.matches("```").count() % 2, 0);
}

#[test]
fn one_edit_of_many_explains_the_finish() {
    // 600 milestones that drive nothing, and the one that drives the finish, which is named last.
    let plan = |days: usize| {
        let mut text = String::from("finish: z\nmilestones:\n");
        for at in 0..600 / one_in(10) {
            writeln!(text, "  a{at}: {{duration: {days}d}}").unwrap();
        }
        writeln!(text, "  y: {{duration: {}d}}\n  z: {{duration: 1d, depends_on: y}}", days + 20).unwrap();
        text
    };
    let (base, head) = (plan(3), plan(4));
    let data = printed(&[("programs/p.yaml", &base)], &[("programs/p.yaml", &head)], &[]);
    assert_eq!(causes(of(&data["programs"], "p")), ["1 p/y duration 23d>24d = 1"]);
    assert_eq!(causes(of(&data["milestones"], "p/a59")), ["1 p/a59 duration 3d>4d = 1"]);
}

/// Only the first thousand edits are tried: what another moved has no cause, and the causes of the
/// others stay theirs.
#[test]
fn what_an_untried_edit_moves_has_no_cause() {
    let plan = |first: usize, last: usize| {
        let mut text = String::from("finish: m0000\nmilestones:\n");
        for at in 0..1005 {
            let days = if at < 1000 { first } else { last };
            writeln!(text, "  m{at:04}: {{duration: {days}d}}").unwrap();
        }
        text
    };
    // The largest moves are traced first: those of which nobody knows the cause.
    let data = printed(&[("programs/p.yaml", &plan(1, 1))], &[("programs/p.yaml", &plan(2, 4))], &[]);
    for at in 1000..1005 {
        let moved = of(&data["milestones"], &format!("p/m{at}"));
        assert_eq!((causes(moved), &moved["causes_rest_days"]), (vec![], &json!(3)), "{moved:#}");
    }
    for at in [0, 1, 99, 190] {
        let id = format!("p/m{at:04}");
        assert_eq!(causes(of(&data["milestones"], &id)), [format!("1 {id} duration 1d>2d = 1")]);
    }
}
