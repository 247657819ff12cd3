//! How long a page and a message are at most.

use super::{AS_OF, Files, printed};
use crate::pictures::{AS_OF as GENERATED_AS_OF, generated};
use crate::property::bytes::{DENSE, SHARED};
use crate::property::cases;
use crate::support::{self, borrowed};
use tpm::cli::Variables;

/// Generated plans as several programs of one workspace, with owners, asks and risks.
fn workspaces(count: u32) -> Vec<Files> {
    let plans: Vec<Files> = generated(count).collect();
    let groups = [1, 2, 5, 14, 20];
    let mut found = Vec::new();
    let mut rest = plans.as_slice();
    for size in groups.into_iter().cycle() {
        if rest.is_empty() {
            return found;
        }
        let (some, others) = rest.split_at(rest.len().min(size));
        let programs = some.iter().enumerate().map(|(at, files)| {
            let lines = (0..9).map(|number| {
                format!("  k{number}: {{ask: {}, of: bo, by: 2026-09-0{}}}\n", "word ".repeat(40), number + 1)
            });
            let risks = (0..5).map(|number| {
                format!(
                    "  r{number}: {{title: {}, probability: 30%, impact: 40d, affects: [m{number}]}}\n",
                    "x".repeat(90)
                )
            });
            let firm = files[0].1.replace(", due:", ", firm: true, promised_to: Somebody, due:");
            let text =
                format!("{firm}asks:\n{}risks:\n{}", lines.collect::<String>(), risks.collect::<String>());
            (format!("programs/p{at}.yaml"), text)
        });
        found.push(programs.collect());
        rest = others;
    }
    found
}

fn on_terminal(files: &Files, as_of: &str, width: Option<usize>) -> String {
    let arguments = ["brief", "--as-of", as_of];
    let output = support::run_as(&borrowed(files), &arguments, Variables::default(), width);
    assert_eq!((output.status, output.err.as_str()), (0, ""), "{files:?}");
    output.out
}

#[track_caller]
fn is_short(files: &Files, as_of: &str) {
    for width in [None, Some(60), Some(80), Some(120)] {
        let out = on_terminal(files, as_of, width);
        let programs = out.trim_end().split("\n\n").skip(1);
        let count = programs
            .map(|program| {
                let lines = program.lines().count();
                assert!((2..=12).contains(&lines), "{lines} lines at {width:?}:\n{program}");
            })
            .count();
        assert_eq!(count, files.iter().filter(|(path, _)| !path.ends_with("tpm.yaml")).count(), "{out}");
    }
    let message = printed(files, as_of, &["brief", "--format", "slack"]);
    assert!(message.lines().count() <= 15, "{message}");
}

#[test]
fn text_has_twelve_lines_a_program_and_a_message_fifteen_in_all() {
    is_short(&support::examples(), AS_OF);
    let dense: Files =
        vec![("programs/dense.yaml".into(), DENSE.into()), ("programs/tpm.yaml".into(), SHARED.into())];
    is_short(&dense, AS_OF);
    for files in workspaces(cases(80)) {
        is_short(&files, GENERATED_AS_OF);
    }
}

#[test]
fn what_is_left_out_is_counted() {
    let asks: String = (1..=9)
        .map(|day| format!("  k{day}: {{ask: Money {day}, of: sara, by: 2026-09-0{day}}}\n"))
        .collect();
    let plan = format!("finish: a\ndue: 2026-09-30\nmilestones:\n  a: {{duration: 3d}}\nasks:\n{asks}");
    let files: Files = vec![("programs/p.yaml".into(), plan)];
    let out = printed(&files, AS_OF, &["brief"]);
    assert!(out.contains("sara by 1 Sep, 13 days overdue: Money 1\n"), "{out}");
    assert!(out.contains("sara by 2 Sep, 12 days overdue: Money 2 · and 7 more\n"), "{out}");
    let message = printed(&files, AS_OF, &["brief", "--format", "slack"]);
    assert!(message.contains("• decide: sara by 1 Sep, 13 days overdue: Money 1\n"), "{message}");
}

#[test]
fn a_message_names_the_programs_that_have_no_line() {
    let plan = "due: 2026-09-30\nmilestones:\n  a: {due: 2026-09-30}\n";
    let files: Files = (10..40).map(|at| (format!("programs/p{at}.yaml"), plan.to_owned())).collect();
    let message = printed(&files, AS_OF, &["brief", "--format", "slack"]);
    assert_eq!(message.lines().count(), 15, "{message}");
    assert!(
        message.ends_with("and 17 more: p23, p24, p25, p26, p27, p28, p29, p30, p31, p32, …\n"),
        "{message}"
    );
}
