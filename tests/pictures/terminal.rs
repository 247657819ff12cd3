//! `tpm gantt` in a terminal.

use super::{Files, generated};
use crate::property::cases;
use crate::support;
use crate::support::borrowed;
use tpm::cli::Variables;
use unicode_width::UnicodeWidthStr;

fn on_terminal(files: &Files, arguments: &[&str], width: usize) -> String {
    let variables = Variables { no_color: Some("1".into()), ..Variables::default() };
    let arguments = [&["gantt", "--as-of", super::AS_OF][..], arguments].concat();
    let output = support::run_as(&borrowed(files), &arguments, variables, Some(width));
    assert_eq!(output.err, "");
    output.out
}

const PLAN: &str = "\
milestones:
  draft: {owner: bo, duration: 10d, started: 2026-09-01, done: 2026-09-11, due: 2026-09-09}
  check: {owner: bo, duration: 10d, depends_on: [draft], due: 2026-09-25}
  print: {owner: ana, duration: 5d, not_before: 2026-09-14, due: 2026-10-02, moved: [{from: 2026-09-23}]}
";

#[test]
fn a_day_stands_in_its_column() {
    let files = vec![("programs/book.yaml".to_owned(), PLAN.to_owned())];
    let out = on_terminal(&files, &[], 61);
    let lines: Vec<&str> = out.lines().collect();
    let line = |id: &str| (*lines.iter().find(|line| line.starts_with(id)).unwrap()).to_owned();
    let column = |line: &str, sign: char| line.chars().position(|c| c == sign).unwrap();
    let days = 61 - 5 - 2 - 2 - "done 11 Sep, 2wd late".len();
    // From 1 September on there are 32 days; a mark stands in the column of the middle of its day.
    let at = |day: usize| 7 + (2 * day + 1) * days / 64;
    assert_eq!(column(&line("draft"), '◆'), at(10), "{out}");
    assert_eq!(column(&line("draft"), '◇'), at(8), "{out}");
    assert_eq!(column(&line("check"), '◈'), at(24), "{out}");
    assert_eq!(column(&line("print"), '○'), at(22), "{out}");
    assert_eq!(column(&line("print"), '◆'), at(17), "{out}");
    assert!(line("check").contains('▓') && !line("print").contains('▓'), "{out}");
    assert!(line("draft").ends_with("done 11 Sep, 2wd late"), "{out}");
}

#[test]
fn ascii_is_ascii() {
    let files = vec![("programs/book.yaml".to_owned(), PLAN.to_owned())];
    let out = on_terminal(&files, &["--ascii", "--links"], 80);
    assert!(out.is_ascii(), "{out}");
    assert!(out.contains("###") && out.contains("==") && out.contains('P'), "{out}");
}

#[test]
fn where_a_picture_cannot_be_read_there_is_a_table() {
    let long = "a-very-long-id-of-a-milestone-that-takes-most-of-a-line";
    let plan = format!("milestones:\n  {long}: {{duration: 5d, due: 2026-09-18}}\n");
    let files = vec![("programs/book.yaml".to_owned(), plan)];
    let out = on_terminal(&files, &[], 60);
    assert!(out.contains(long) && out.contains("forecast") && !out.contains('◈'), "{out}");
    assert!(on_terminal(&files, &[], 120).contains('◈'));
}

#[test]
fn a_picture_fits_its_terminal_and_names_every_milestone() {
    for files in generated(cases(60)) {
        for width in [60, 80, 120] {
            let out = on_terminal(&files, &["--links"], width);
            for line in out.lines() {
                assert!(line.width() <= width, "{} columns in {width}: {line:?}\n{out}", line.width());
                assert!(!line.ends_with(' '), "{line:?}");
            }
            for at in 0..files[0].1.matches("{name").count() - 1 {
                assert!(
                    out.lines().any(|line| line.split(' ').next() == Some(&format!("m{at}"))),
                    "m{at}\n{out}"
                );
            }
        }
    }
}

#[test]
fn markdown_has_the_picture_in_a_fence() {
    let files = vec![("programs/book.yaml".to_owned(), PLAN.to_owned())];
    let out = super::printed(&files, &["gantt", "--as-of", super::AS_OF, "--format", "markdown"]);
    let (_, fenced) = out.split_once("```text\n").unwrap();
    assert!(fenced.contains('◆') && fenced.trim_end().ends_with("```"), "{out}");
}
