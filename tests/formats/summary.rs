//! The job summary on GitHub: the answer as Markdown, appended to a file that other steps write to.

use super::{FILES, check, overdue};
use crate::support::{self, Fault, MemoryDisk, Output, part::one_in};
use tpm::cli::Variables;

fn run(disk: &MemoryDisk, files: &[(&str, &str)], arguments: &[&str]) -> Output {
    let variables = Variables { step_summary: Some("summary.md".into()), ..Variables::default() };
    support::run_in_world(disk, files, arguments, variables, None)
}

#[test]
fn every_run_for_github_adds_to_it() {
    let disk = MemoryDisk::default();
    disk.add("summary.md", "# Others\n", 0o644);
    let output = run(&disk, &FILES, &["check", "--format", "github"]);
    assert_eq!((output.status, output.err.as_str()), (1, ""));
    let markdown = check(&FILES, "markdown", &[]).out;
    let once = format!("# Others\n\n## tpm check\n\n{markdown}");
    assert_eq!(disk.text("summary.md"), Some(once.clone()));
    // Also if the gate passes, and if the output is a file.
    let output = run(&disk, &FILES, &["check", "mlops", "--output", "github=a"]);
    assert_eq!((output.status, output.err.as_str()), (0, ""));
    let twice = format!("{once}\n## tpm check\n\n{}", check(&FILES, "markdown", &["mlops"]).out);
    assert_eq!(disk.text("summary.md"), Some(twice));
}

#[test]
fn why_a_check_could_not_run_is_in_it() {
    for (arguments, said) in [
        (&["check", "--format", "github", "nowhere"][..], "`nowhere`"),
        (&["check", "--format=github", "--error", "no-such-rule"], "no-such-rule"),
        (&["check", "--format", "github", "--new-since", "HEAD"], "no git repository"),
    ] {
        let disk = MemoryDisk::default();
        let output = run(&disk, &FILES, arguments);
        assert_eq!((output.status, output.out.lines().count()), (2, 1), "{}", output.out);
        assert!(
            output.out.starts_with("::error title=tpm check::") && output.out.contains(said),
            "{}",
            output.out
        );
        let text = disk.text("summary.md").unwrap();
        assert!(text.starts_with("\n## tpm check\n\nThe check could not run: "), "{text}");
        assert!(text.replace('\\', "").contains(said), "{text}");
    }
}

#[test]
fn no_other_run_touches_it() {
    for arguments in [&["check"][..], &["check", "--format", "sarif"], &["check", "--list"], &["status"]] {
        let disk = MemoryDisk::default();
        run(&disk, &FILES, arguments);
        assert_eq!(disk.text("summary.md"), None, "{arguments:?}");
    }
    let disk = MemoryDisk::default();
    let variables = Variables { step_summary: Some(String::new()), ..Variables::default() };
    support::run_in_world(&disk, &FILES, &["check", "--format", "github"], variables, None);
    assert!(disk.paths().is_empty());
}

#[test]
fn a_failure_to_write_the_summary_is_only_a_note() {
    let disk = MemoryDisk::default();
    disk.fail(Fault::From(1));
    let output = run(&disk, &FILES, &["check", "--format", "github"]);
    assert_eq!(output.status, 1);
    assert_eq!(output.out.lines().count(), 2);
    assert_eq!(output.err, "note: the job summary was not written: the disk failed\n");
}

#[test]
fn the_summary_stays_64_kib_below_a_mebibyte_with_earlier_text() {
    let many = overdue(10_000 / one_in(4));
    let files = [("programs/many.yaml", many.as_str())];
    for there in [960_000, 0, 500_000].into_iter().step_by(one_in(3)) {
        let disk = MemoryDisk::default();
        disk.add("summary.md", &"x".repeat(there), 0o644);
        let output = run(&disk, &files, &["check", "--format", "github"]);
        assert_eq!((output.status, output.err.as_str()), (1, ""), "{there}");
        let text = disk.text("summary.md").unwrap();
        // 64 KiB are left to others.
        assert!(text.len() <= (1 << 20) - (64 << 10) && text.len() > there, "{} of {there}", text.len());
        assert!(text.contains(" more; \\`tpm check --format concise\\` lists each."), "{there}");
        assert!(output.out.contains("see the job summary"));
    }
    let disk = MemoryDisk::default();
    disk.add("summary.md", &"x".repeat((1 << 20) - 10), 0o644);
    let output = run(&disk, &files, &["check", "--format", "github"]);
    assert_eq!(output.status, 1);
    assert!(output.err.starts_with("note: the job summary was not written: "), "{}", output.err);
    assert_eq!(disk.text("summary.md").unwrap().len(), (1 << 20) - 10);
}
