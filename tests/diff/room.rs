//! Large changes: bounded in length and number of trials.

use super::{causes, of, printed, run};
use crate::support::part::one_in;
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
    // The first thousand edits are whole chains. 200 forecasts have 200,000 shares of them; the
    // program is one of the forecasts.
    assert_eq!(data["causes_untraced"], 10_000 - 199);
    let traced = data["milestones"].as_array().unwrap().iter().filter(|moved| moved["causes_rest_days"] == 0);
    assert_eq!(traced.count(), 199);
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
