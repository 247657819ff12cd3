//! Results go to standard output and everything else to standard error; exit status 0 or 2; closed
//! pipes.

use super::{COMMANDS, FILES, refused, run_into};
use crate::support;
use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use tpm::cli::{Stream, Variables};

const FORMATS: [&str; 5] = ["text", "json", "yaml", "markdown", "csv"];

#[test]
fn a_report_goes_to_standard_output_alone() {
    for command in COMMANDS {
        for format in FORMATS {
            let output = support::run(&FILES, &[command, "--format", format]);
            assert_eq!((output.status, output.err.as_str()), (0, ""), "{command} {format}");
            assert!(
                output.out.ends_with('\n') && !output.out.ends_with("\n\n"),
                "{command} {format}\n{}",
                output.out
            );
        }
    }
}

#[test]
fn what_is_late_is_no_failure() {
    let late = [(
        "programs/a.yaml",
        "due: 2026-01-05\nmilestones:\n  a: {duration: 3w, due: 2026-01-05, firm: true}\n",
    )];
    for command in COMMANDS {
        assert_eq!(support::run(&late, &[command]).status, 0, "{command}");
    }
}

#[test]
fn errors_in_plans_go_to_standard_error_beside_the_report() {
    let files = [FILES[0], FILES[1], ("programs/z.yaml", "milestones:\n  a: {duration: soon}\n")];
    for command in COMMANDS {
        let output = support::run(&files, &[command]);
        assert_eq!(output.status, 2, "{command}");
        assert!(output.err.starts_with("error[not-a-duration]: "), "{command}\n{}", output.err);
        for format in ["markdown", "csv"] {
            let output = support::run(&files, &[command, "--format", format]);
            assert_eq!(output.status, 2, "{command}");
            assert!(output.err.starts_with("error[not-a-duration]: "), "{command}\n{}", output.err);
            assert_eq!(output.out.contains("1 error in the plans"), format == "markdown", "{}", output.out);
            // Nothing is late, asked, tight or near a cliff in `checkout`, and nobody has a capacity.
            let is_silent = ["slippage", "ask", "handoffs", "load", "cliffs"].contains(&command);
            assert!(is_silent || output.out.contains("checkout"), "{command}\n{}", output.out);
        }
        for format in ["json", "yaml"] {
            let output = support::run(&files, &[command, "--format", format]);
            assert_eq!(output.status, 2, "{command}");
            let value: serde_json::Value = serde_yaml::from_str(&output.out).unwrap();
            assert_eq!(value["diagnostics"].as_array().map(Vec::len), Some(1), "{command} {format}");
            assert_eq!(output.err.lines().count(), 1, "{}", output.err);
            assert!(!output.err.contains("1 errors"), "{}", output.err);
        }
    }
}

#[test]
fn a_bad_command_line_is_reported_only_on_standard_error() {
    refused(&FILES, &["statsu"], &["status"]);
    refused(&FILES, &["status", "--formt", "json"], &["--format"]);
    refused(&FILES, &["status", "--format", "xml"], &["json"]);
    refused(&FILES, &["status", "--color", "sometimes"], &["never"]);
    refused(&FILES, &["critical-path", "checkout", "--to", "ledger"], &["--to"]);
    refused(&FILES, &["status", "--as-of"], &["--as-of"]);
    refused(&FILES, &["schedule", "--to", "ledger"], &["--to"]);
}

#[test]
fn arguments_in_messages_are_escaped() {
    for typed in ["\u{1b}[2J", "--\u{1b}[2J", "--format=\u{1b}]0;x\u{7}", "a\u{202e}b"] {
        for arguments in [
            &["status", typed][..],
            &[typed],
            &["status", "--as-of", typed],
            &["status", "--programs", typed],
        ] {
            let output = support::run(&FILES, arguments);
            assert_eq!(output.status, 2, "{arguments:?}");
            let acts = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            assert!(!output.err.contains(acts), "{arguments:?}: {:?}", output.err);
        }
    }
}

#[cfg(unix)]
#[test]
fn arguments_that_are_not_text_are_refused() {
    use std::os::unix::ffi::OsStringExt;
    let bad = OsString::from_vec(b"check\xffout".to_vec());
    for arguments in [vec!["status".into(), bad.clone()], vec!["status".into(), "--programs".into(), bad]] {
        let mut out = Vec::new();
        let (status, err) = run_into(&FILES, arguments, Variables::default(), Default::default(), &mut out);
        assert_eq!((status, out.len()), (2, 0));
        assert!(!err.is_empty());
    }
}

/// A writer that accepts a number of bytes and then fails.
pub(super) struct Narrow {
    pub(super) left: usize,
    pub(super) kind: ErrorKind,
}

impl Write for Narrow {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(self.left);
        self.left -= taken;
        if taken == 0 && !bytes.is_empty() { Err(self.kind.into()) } else { Ok(taken) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn narrow(arguments: &[&str], left: usize, kind: ErrorKind) -> (u8, String) {
    let arguments = arguments.iter().map(OsString::from).collect();
    let streams = (Stream::default(), Stream::default());
    run_into(&FILES, arguments, Variables::default(), streams, &mut Narrow { left, kind })
}

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    for command in COMMANDS {
        for format in FORMATS {
            for left in [0, 1, 40, 200] {
                let ended = narrow(&[command, "--format", format], left, ErrorKind::BrokenPipe);
                assert_eq!(ended, (0, String::new()), "{command} {format} after {left} bytes");
            }
        }
    }
    for arguments in [&[][..], &["--help"], &["status", "--help"], &["--version"]] {
        assert_eq!(narrow(arguments, 3, ErrorKind::BrokenPipe), (0, String::new()), "{arguments:?}");
    }
}

#[test]
fn a_full_disk_is_reported() {
    for command in COMMANDS {
        for format in FORMATS {
            let (status, err) = narrow(&[command, "--format", format], 40, ErrorKind::StorageFull);
            assert_eq!((status, err.is_empty()), (2, false), "{command} {format}");
        }
    }
}

#[test]
fn a_lattice_of_2_to_the_40_paths_is_reported_by_every_command() {
    let mut text = String::from("due: 2028-01-03\nmilestones:\n");
    for layer in 0..41 {
        for one in 0..2 {
            let before = |layer: usize| format!("[l{layer}m0, l{layer}m1]");
            let after = if layer == 0 { "[]".to_owned() } else { before(layer - 1) };
            text += &format!("  l{layer}m{one}: {{duration: 2d, due: 2026-10-01, depends_on: {after}}}\n");
        }
    }
    for command in COMMANDS {
        let output = support::run(&[("programs/lattice.yaml", &text)], &[command]);
        assert_eq!(output.status, 0, "{command}: {}", output.err);
    }
}
