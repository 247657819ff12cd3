//! The exit status does not depend on the format.

use super::{CHECKOUT, FILES, FORMATS, QUIET, WITH_ERROR, check};

/// One row: the plans, the arguments and the exit status.
type Row<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a [&'a str], u8);

#[test]
fn the_exit_status_is_the_same_in_every_format() {
    let quiet = [("programs/mlops.yaml", QUIET)];
    let warns = CHECKOUT.replace("2026-09-09", "2026-09-25").replace("firm: true", "firm: false");
    let warns = [("programs/checkout.yaml", warns.as_str())];
    let only_error = [("programs/mlops.yaml", super::BROKEN)];
    let rows: [Row<'_>; 13] = [
        ("nothing is found", &quiet, &[], 0),
        ("nothing is found, from warnings on", &quiet, &["--fail-on", "warn"], 0),
        ("warnings", &warns, &[], 0),
        ("warnings, from warnings on", &warns, &["--fail-on", "warn"], 1),
        ("errors", &FILES, &[], 1),
        ("errors, never", &FILES, &["--fail-on", "never"], 0),
        ("errors elsewhere", &FILES, &["mlops"], 0),
        ("errors, turned off", &FILES, &["--off", "overdue", "--off", "firm", "--off", "promises"], 0),
        ("errors, as warnings", &FILES, &["--warn", "overdue", "--warn", "firm", "--warn", "promises"], 0),
        ("a plan with an error", &only_error, &[], 1),
        ("a plan with an error, never", &only_error, &["--fail-on", "never"], 1),
        (
            "a plan with an error elsewhere",
            &WITH_ERROR,
            &["checkout", "--off", "overdue", "--off", "firm", "--off", "promises"],
            1,
        ),
        ("nothing is waived", &FILES, &["--as-of", "2026-10-02"], 1),
    ];
    for (case, files, arguments, status) in rows {
        for format in FORMATS {
            let output = check(files, format, arguments);
            assert_eq!(
                (output.status, output.err.as_str()),
                (status, ""),
                "{case} as {format}\n{}",
                output.out
            );
        }
    }
}

#[test]
fn without_an_answer_every_format_exits_2_and_prints_nothing() {
    let rows: [Row<'_>; 5] = [
        ("no workspace", &[], &[], 2),
        ("no such program", &FILES, &["nowhere"], 2),
        ("no such rule", &FILES, &["--error", "no-such-rule"], 2),
        ("no such day", &FILES, &["--as-of", "someday"], 2),
        ("contradiction", &FILES, &["--error", "no-owner", "--off", "no-owner"], 2),
    ];
    for (case, files, arguments, status) in rows {
        for format in FORMATS {
            let output = check(files, format, arguments);
            // GitHub shows nothing but annotations at the change.
            let said = if format == "github" { "::error title=tpm check::" } else { "" };
            let lines = usize::from(format == "github");
            assert_eq!((output.status, output.out.lines().count()), (status, lines), "{case} as {format}");
            assert!(output.out.starts_with(said) && !output.err.is_empty(), "{case} as {format}");
        }
    }
}

#[test]
fn only_the_gate_has_its_formats() {
    use crate::support::{self, MemoryDisk};
    for format in ["concise", "github", "gitlab", "sarif", "junit"] {
        for command in ["status", "schedule", "explain"] {
            let output = support::run(&FILES, &[command, "--format", format]);
            assert_eq!((output.status, output.out.as_str()), (2, ""), "{command} {format}");
            let typed = format!("{format}=a");
            let output = support::run(&FILES, &["status", "--output", &typed]);
            assert_eq!((output.status, output.out.as_str()), (2, ""), "{format}");
            assert!(output.err.contains("is a format of `tpm check`"), "{}", output.err);
        }
        assert!(!support::run(&FILES, &["status", "--help"]).out.contains(format));
        assert!(support::run(&FILES, &["check", "--help"]).out.contains(&format!("- {format}:")));
        // A list of rules is not a check.
        let output = check(&FILES, format, &["--list"]);
        assert_eq!((output.status, output.out.as_str()), (2, ""), "{format}");
    }
    let disk = MemoryDisk::default();
    let arguments =
        ["check", "--format", "github", "--output", "sarif=tpm.sarif", "--output", "a.xml", "--output", "-"];
    let output = support::run_on(&disk, &FILES, &arguments);
    // `--format` takes precedence over a file extension.
    let printed = |format| Some(check(&FILES, format, &[]).out);
    assert_eq!((output.status, Some(output.out)), (1, printed("github")));
    assert_eq!(disk.text("tpm.sarif"), printed("sarif"));
    assert_eq!(disk.text("a.xml"), printed("github"));
    support::run_on(&disk, &FILES, &["check", "--output", "a.xml", "--output", "b.sarif"]);
    assert_eq!((disk.text("a.xml"), disk.text("b.sarif")), (printed("junit"), printed("sarif")));
}
