//! The real binary over a real disk: where the workspace is found, and files that are none.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "tests make their own files and run their own binary")]
#![allow(clippy::print_stdout, reason = "a sweep prints its table")]

#[path = "disk/backtest.rs"]
mod backtest;
#[path = "disk/changes.rs"]
mod changes;
#[path = "disk/commits.rs"]
mod commits;
#[path = "disk/committed.rs"]
mod committed;
#[path = "disk/diffs.rs"]
mod diffs;
#[path = "disk/edits.rs"]
mod edits;
#[path = "disk/faults.rs"]
mod faults;
#[path = "disk/followed.rs"]
mod followed;
#[path = "disk/hostile_repository.rs"]
mod hostile_repository;
#[path = "disk/hosts.rs"]
mod hosts;
#[path = "disk/left_out.rs"]
mod left_out;
#[path = "disk/mornings.rs"]
mod mornings;
#[path = "disk/output.rs"]
mod output;
#[path = "disk/reach.rs"]
mod reach;
#[path = "disk/repository.rs"]
mod repository;
#[path = "disk/revisions.rs"]
mod revisions;
#[path = "disk/scratch.rs"]
mod scratch;
#[path = "disk/signals.rs"]
mod signals;
#[path = "disk/status_since.rs"]
mod status_since;
#[path = "disk/trend.rs"]
mod trend;
#[path = "disk/week.rs"]
mod week;
#[path = "disk/why_since.rs"]
mod why_since;

use scratch::{Scratch, finish, tpm};
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::symlink;
use std::process::Command;

const PLAN: &str = "milestones:\n  ledger: {duration: 3w, owner: bo}\n";
const OTHER: &str = "milestones:\n  model: {duration: 2w, depends_on: [checkout/ledger]}\n";

#[test]
fn programs_are_found_here_or_above() {
    let scratch = Scratch::new(&[("programs/checkout.yaml", PLAN), ("src/deep/er/x.txt", "")]);
    for directory in ["", "src", "src/deep/er", "programs"] {
        scratch.check(directory, &[], &["checkout"]);
    }
}

#[test]
fn nothing_above_the_repository_is_read() {
    let scratch = Scratch::new(&[("programs/checkout.yaml", PLAN), ("repo/src/x.txt", "")]);
    scratch.check("repo/src", &[], &["checkout"]);
    // The root of a repository is a directory, or a file in a linked work tree.
    scratch.write("repo/.git", b"gitdir: elsewhere\n");
    let output = scratch.run("repo/src", &["status"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("programs"));
    scratch.write("repo/programs/mlops.yaml", b"milestones: {model: {duration: 2w}}\n");
    scratch.check("repo/src", &[], &["mlops"]);
}

#[test]
fn a_directory_and_a_file_may_be_named_in_every_way() {
    let shared = "owners:\n  bo: {name: Bo}\n";
    let files = [("plans/checkout.yaml", PLAN), ("plans/more/mlops.yml", OTHER), ("plans/tpm.yaml", shared)];
    let scratch = Scratch::new(
        &[&files[..], &[("plans/.hidden/x.yaml", "]"), ("plans/.y.yaml", "]"), ("plans/z.txt", "]")]]
            .concat(),
    );
    let absolute = scratch.at("plans").to_str().unwrap().to_owned();
    let both = ["checkout", "mlops"];
    for directory in ["plans", "plans/", "./plans", "././plans//", "plans/../plans", "plans/.", &absolute] {
        scratch.check("", &["--programs", directory], &both);
    }
    scratch.check("plans", &["--programs", "."], &both);
    scratch.check("plans", &["--programs", "./"], &both);
    scratch.check("plans/more", &["--programs", ".."], &both);
}

#[test]
fn a_file_selects_its_program_and_still_reads_its_workspace() {
    let shared = "owners:\n  bo: {name: Bo}\n";
    let files = [
        ("programs/checkout.yaml", PLAN),
        ("programs/more/mlops.yaml", OTHER),
        ("programs/tpm.yaml", shared),
    ];
    let scratch = Scratch::new(&files);
    let absolute = scratch.at("programs/checkout.yaml").to_str().unwrap().to_owned();
    for file in ["programs/checkout.yaml", "./programs/checkout.yaml", &absolute] {
        scratch.check("", &[file], &["checkout"]);
    }
    scratch.check("", &["programs/more/mlops.yaml"], &["mlops"]);
    scratch.check("programs", &["checkout.yaml"], &["checkout"]);
    scratch.check("programs", &["./checkout.yaml"], &["checkout"]);
    scratch.check("programs/more", &["../checkout.yaml"], &["checkout"]);
}

#[test]
fn a_file_may_be_named_by_any_path_that_leads_to_it() {
    let scratch = Scratch::new(&[("programs/checkout.yaml", PLAN)]);
    for file in ["programs/./checkout.yaml", "programs//checkout.yaml", "programs/../programs/checkout.yaml"]
    {
        let output = scratch.run("", &["schedule", file]);
        assert_eq!(output.status.code(), Some(0), "{file}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn a_file_below_the_workspace_is_read_with_all_of_it_from_its_own_directory() {
    let scratch = Scratch::new(&[("programs/checkout.yaml", PLAN), ("programs/more/mlops.yaml", OTHER)]);
    scratch.check("programs", &["more/mlops.yaml"], &["mlops"]);
    scratch.check("programs/more", &["mlops.yaml"], &["mlops"]);
}

#[test]
fn a_link_that_leaves_the_workspace_is_refused_and_the_rest_reported() {
    let scratch =
        Scratch::new(&[("programs/checkout.yaml", PLAN), ("outside.yaml", PLAN), ("programs/.real", PLAN)]);
    symlink(scratch.at("outside.yaml"), scratch.at("programs/leaves.yaml")).unwrap();
    symlink("../outside.yaml", scratch.at("programs/leaves-too.yaml")).unwrap();
    symlink("nowhere", scratch.at("programs/dangles.yaml")).unwrap();
    symlink("round.yaml", scratch.at("programs/round.yaml")).unwrap();
    symlink("checkout.yaml", scratch.at("programs/inside.yaml")).unwrap();
    let (programs, wrong) = scratch.programs("", &[]);
    assert!(programs.contains(&"checkout".into()) && programs.contains(&"inside".into()), "{programs:?}");
    let expected = ["dangles", "leaves-too", "leaves", "round"]
        .map(|name| format!("unreadable-file programs/{name}.yaml"));
    assert_eq!(wrong, expected);
    let output = scratch.run("", &["status"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(2));
    assert!(text.contains("leaves the workspace") && text.contains("checkout"), "{text}");
}

#[test]
fn a_linked_directory_is_not_left_out_in_silence() {
    let scratch = Scratch::new(&[("programs/checkout.yaml", PLAN), ("outside/mlops.yaml", OTHER)]);
    symlink(scratch.at("outside"), scratch.at("programs/team")).unwrap();
    symlink(".", scratch.at("programs/loop")).unwrap();
    let (programs, wrong) = scratch.programs("", &[]);
    assert_eq!(programs.iter().filter(|id| *id == "checkout").count(), 1, "{programs:?}");
    assert!(!programs.contains(&"mlops".into()), "{programs:?}");
    assert!(wrong.iter().any(|wrong| wrong.contains("programs/team")), "{wrong:?}");
}

#[test]
fn files_that_are_none_do_not_hang() {
    let scratch = Scratch::new(&[("programs/checkout.yaml", PLAN)]);
    let made = Command::new("mkfifo").arg(scratch.at("programs/pipe.yaml")).status();
    assert!(made.is_ok_and(|status| status.success()), "mkfifo");
    fs::create_dir(scratch.at("programs/directory.yaml")).unwrap();
    symlink("/dev/zero", scratch.at("programs/zero.yaml")).unwrap();
    let (programs, wrong) = scratch.programs("", &[]);
    assert!(programs.contains(&"checkout".into()), "{programs:?}");
    assert_eq!(wrong, ["pipe", "zero"].map(|name| format!("unreadable-file programs/{name}.yaml")));
    for argument in ["programs/pipe.yaml", "programs/directory.yaml", "/dev/null.yaml"] {
        let output = scratch.run("", &["status", argument]);
        assert_eq!(output.status.code(), Some(2), "{argument}");
    }
}

#[test]
fn bytes_that_are_no_text_are_one_finding() {
    let scratch = Scratch::new(&[("programs/checkout.yaml", PLAN), ("programs/mlops.yaml", OTHER)]);
    scratch.write("programs/latin.yaml", b"name: Caf\xe9\n");
    scratch.write("programs/utf16.yaml", b"\xff\xfen\0a\0");
    let (programs, wrong) = scratch.programs("", &[]);
    assert!(programs.contains(&"checkout".into()) && programs.contains(&"mlops".into()), "{programs:?}");
    assert_eq!(wrong, ["latin", "utf16"].map(|name| format!("unreadable-file programs/{name}.yaml")));
}

#[test]
fn bytes_of_another_kind_are_told_for_what_they_are() {
    let scratch = Scratch::new(&[("programs/checkout.yaml", PLAN)]);
    let text = "name: A\nmilestones:\n  a: {duration: 1d}\n";
    let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    let lfs = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 120\n";
    for (bytes, said) in [
        (marked(b"\xff\xfe", wide(u16::to_le_bytes)), ["UTF-16", "save it as UTF-8"]),
        (marked(b"\xfe\xff", wide(u16::to_be_bytes)), ["UTF-16", "save it as UTF-8"]),
        (wide(u16::to_le_bytes), ["UTF-16", "save it as UTF-8"]),
        (wide(u16::to_be_bytes), ["UTF-16", "save it as UTF-8"]),
        (b"name: Caf\xe9\n".to_vec(), ["not UTF-8", "save it as UTF-8"]),
        (lfs.into(), ["a pointer of git LFS", "git lfs pull"]),
    ] {
        scratch.write("programs/other.yaml", &bytes);
        let output = scratch.run("", &["status"]);
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), err.matches("error[").count()), (Some(2), 1), "{err}");
        assert!(said.iter().all(|said| err.contains(said)), "{said:?}: {err}");
    }
    // A mark of UTF-8 is no fault.
    scratch.write("programs/other.yaml", &marked(b"\xef\xbb\xbf", text.into()));
    assert_eq!(scratch.run("", &["status"]).status.code(), Some(0));
}

#[test]
fn a_plan_may_end_in_capitals() {
    let scratch = Scratch::new(&[("programs/checkout.yaml", PLAN), ("programs/search.YAML", OTHER)]);
    scratch.write("programs/Devx.Yml", b"id: devx\nmilestones: {a: {duration: 1d}}\n");
    scratch.check("", &[], &["checkout", "devx", "search"]);
}

#[test]
fn programs_that_is_a_link_out_of_the_repository_is_refused() {
    let scratch = Scratch::new(&[
        ("outside/checkout.yaml", PLAN),
        ("repo/plans/mlops.yaml", "milestones: {a: {duration: 1d}}"),
    ]);
    scratch.write("repo/.git/x", b"");
    symlink(scratch.at("outside"), scratch.at("repo/programs")).unwrap();
    let output = scratch.run("repo", &["status"]);
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{err}");
    assert!(err.contains("a link that leaves the repository") && err.contains("--programs"), "{err}");
    // Who names it trusts it, and one that stays inside is fine.
    scratch.check("repo", &["--programs", "programs"], &["checkout"]);
    fs::remove_file(scratch.at("repo/programs")).unwrap();
    symlink("plans", scratch.at("repo/programs")).unwrap();
    scratch.check("repo", &[], &["mlops"]);
}

#[test]
fn a_file_that_may_not_be_read_is_one_finding() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = Scratch::new(&[
        ("programs/checkout.yaml", PLAN),
        ("programs/secret.yaml", PLAN),
        ("programs/closed/x.yaml", PLAN),
    ]);
    let close =
        |path: &str, mode| fs::set_permissions(scratch.at(path), fs::Permissions::from_mode(mode)).unwrap();
    close("programs/secret.yaml", 0o000);
    close("programs/closed", 0o000);
    // Who is root reads everything.
    let reads_all = fs::read(scratch.at("programs/secret.yaml")).is_ok();
    if !reads_all {
        let (programs, wrong) = scratch.programs("", &[]);
        assert!(programs.contains(&"checkout".into()), "{programs:?}");
        assert!(wrong.contains(&"unreadable-file programs/secret.yaml".into()), "{wrong:?}");
    }
    close("programs/closed", 0o700);
}

#[test]
fn head_ends_it_quietly() {
    let milestones: String =
        (0..3000).map(|index| format!("  m{index}: {{duration: 1d, due: 2026-01-05}}\n")).collect();
    let scratch = Scratch::new(&[("programs/checkout.yaml", &format!("milestones:\n{milestones}"))]);
    for arguments in
        [&["status"][..], &["schedule"], &["schedule", "--format", "json"], &["schedule", "--format", "yaml"]]
    {
        let mut child = tpm(&scratch.0).args(arguments).spawn().unwrap();
        let mut line = String::new();
        let mut out = BufReader::with_capacity(16, child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        drop(out);
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0), "{arguments:?}");
        assert!(!line.is_empty());
    }
}

// `tpm check | head -1` under `pipefail`.
#[test]
fn head_does_not_let_a_late_plan_pass() {
    let scratch = Scratch::new(&[("programs/p.yaml", "milestones:\n  a: {due: 2020-01-01}\n")]);
    for reads in [0, 1] {
        for format in ["text", "json", "github"] {
            let mut child = tpm(&scratch.0).args(["check", "--format", format]).spawn().unwrap();
            let mut out = BufReader::with_capacity(1, child.stdout.take().unwrap());
            let mut line = String::new();
            (0..reads).for_each(|_| assert!(out.read_line(&mut line).unwrap() > 0));
            drop(out);
            let output = child.wait_with_output().unwrap();
            assert_eq!((output.status.code(), output.stderr.len()), (Some(1), 0), "{format}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_no_success() {
    let scratch = Scratch::new(&[("programs/checkout.yaml", PLAN)]);
    for arguments in [&["status"][..], &["schedule", "--format", "json"], &["schedule", "--format", "yaml"]] {
        full(&scratch, arguments);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_no_success_of_the_help_either() {
    let scratch = Scratch::new(&[]);
    for arguments in [&[][..], &["--help"], &["--version"]] {
        full(&scratch, arguments);
    }
}

#[cfg(target_os = "linux")]
#[track_caller]
fn full(scratch: &Scratch, arguments: &[&str]) {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = finish(tpm(&scratch.0).args(arguments).stdout(full));
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert!(!output.stderr.is_empty(), "{arguments:?}");
}

/// Runs `tpm init` and returns the exit status and what was said on standard error.
fn init(scratch: &Scratch, arguments: &[&str]) -> (Option<i32>, String) {
    let output = scratch.run("", &[&["init"], arguments].concat());
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

fn nothing() -> (Option<i32>, String) {
    (Some(0), String::new())
}

#[test]
fn a_workspace_is_begun_and_every_report_answers_over_it() {
    let scratch = Scratch::new(&[]);
    assert_eq!(init(&scratch, &[]), nothing());
    for command in ["status", "critical-path", "slippage", "risks", "schedule"] {
        let output = scratch.run("", &[command]);
        assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0), "{command}");
        assert!(output.stdout.len() > 200, "{command}");
    }
    let schema = scratch.run("", &["schema"]).stdout;
    assert_eq!(fs::read(scratch.at("programs/schema.json")).unwrap(), schema);

    let before = fs::read(scratch.at("programs/portal.yaml")).unwrap();
    for arguments in [&[][..], &["--example"]] {
        let (status, said) = init(&scratch, arguments);
        assert_eq!(status, Some(2), "{arguments:?}");
        assert!(said.contains("`programs/portal.yaml`") && said.contains("already exist"), "{said}");
    }
    assert_eq!(fs::read(scratch.at("programs/portal.yaml")).unwrap(), before);
}

#[test]
fn the_examples_are_written_where_one_wants_them() {
    let scratch = Scratch::new(&[]);
    assert_eq!(init(&scratch, &["deep/er", "--example"]), nothing());
    scratch.check("", &["--programs", "deep/er/programs"], &["checkout", "devx", "gdpr", "mlops", "soc2"]);
    let absolute = scratch.at("absolute");
    assert_eq!(init(&scratch, &[absolute.to_str().unwrap(), "--as-of", "2026-09-14"]), nothing());
    scratch.check("absolute", &[], &["portal"]);
}

#[test]
fn no_workspace_is_begun_inside_another() {
    let scratch = Scratch::new(&[("programs/team/checkout.yaml", PLAN), ("src/x.txt", "")]);
    for (directory, argument) in
        [("programs", "."), ("programs/team", "new"), ("", "programs/team"), ("", "programs/x")]
    {
        let output = scratch.run(directory, &["init", argument]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{directory}: {argument}");
        assert!(said.contains("would be inside the workspace"), "{said}");
    }
    let output = scratch.run("src", &["init"]);
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
    scratch.check("", &[], &["checkout"]);
}

#[test]
fn a_name_that_is_taken_by_anything_is_left_alone() {
    let scratch = Scratch::new(&[("programs/README.md", "Plans"), ("elsewhere", "")]);
    symlink("../elsewhere", scratch.at("programs/schema.json")).unwrap();
    symlink("nowhere", scratch.at("programs/schema-shared.json")).unwrap();
    let (status, said) = init(&scratch, &[]);
    assert_eq!(status, Some(2));
    assert!(said.contains("nothing was written"), "{said}");
    fs::remove_file(scratch.at("programs/schema.json")).unwrap();
    // Nobody sees a link that leads nowhere coming: what was written before it is taken back.
    let (status, said) = init(&scratch, &[]);
    assert_eq!(status, Some(2));
    assert!(said.contains("nothing was written: `programs/schema-shared.json`"), "{said}");
    let left: Vec<_> =
        fs::read_dir(scratch.at("programs")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
    assert!(
        !scratch.at("programs/nowhere").exists() && fs::read(scratch.at("elsewhere")).unwrap().is_empty()
    );
    let (status, said) = init(&scratch, &["elsewhere"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("nothing was written: `elsewhere/programs/"), "{said}");
}

#[test]
fn an_init_that_fails_leaves_no_directory() {
    let scratch = Scratch::new(&[("here/x.txt", "")]);
    // The last of the files has no room: its name is taken by a link that leads nowhere.
    fs::create_dir_all(scratch.at("here/a/programs")).unwrap();
    symlink("nowhere", scratch.at("here/a/programs/schema-shared.json")).unwrap();
    assert_eq!(init(&scratch, &["here/a"]).0, Some(2));
    assert_eq!(fs::read_dir(scratch.at("here/a/programs")).unwrap().count(), 1);
    // Without room for the first, none of the directories stays either.
    let limited = |limit: &str| {
        let mut command = Command::new("sh");
        let line = format!("ulimit -f {limit} && exec \"$@\"");
        command.args([
            "-c",
            &line,
            "sh",
            env!("CARGO_BIN_EXE_tpm"),
            "init",
            "here/b/c",
            "--as-of",
            "2026-09-14",
        ]);
        let output = finish(
            command
                .current_dir(&scratch.0)
                .stdout(std::process::Stdio::piped())
                .stderr(std::process::Stdio::piped()),
        );
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for limit in ["0", "8"] {
        let (status, said) = limited(limit);
        assert_eq!(status, Some(2), "{said}");
        assert!(said.contains("nothing was written: `here/b/c/programs/"), "{said}");
        assert!(!scratch.at("here/b").exists(), "{limit}");
    }
}

#[test]
fn a_directory_that_may_not_be_written_to_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = Scratch::new(&[("closed/x", "")]);
    let close = |mode| fs::set_permissions(scratch.at("closed"), fs::Permissions::from_mode(mode)).unwrap();
    close(0o500);
    // Who is root writes everywhere.
    let writes_all = fs::write(scratch.at("closed/y"), "").is_ok();
    if !writes_all {
        let (status, said) = init(&scratch, &["closed"]);
        assert_eq!(status, Some(2));
        assert!(said.contains("nothing was written: `closed/programs/portal.yaml`: "), "{said}");
    }
    close(0o700);
    if cfg!(target_os = "linux") {
        let (status, said) = init(&scratch, &["/proc/tpm"]);
        assert_eq!(status, Some(2));
        assert!(said.contains("nothing was written: `/proc/tpm/programs/portal.yaml`: "), "{said}");
    }
}

#[test]
fn the_environment_is_read() {
    let scratch = Scratch::new(&[("plans/checkout.yaml", PLAN)]);
    let mut command = tpm(&scratch.0);
    command.env("TPM_PROGRAMS", "plans").env("TPM_AS_OF", "2026-10-01").env("FORCE_COLOR", "1").arg("status");
    let output = finish(&mut command);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("Thu 1 Oct 2026") && text.contains('\u{1b}'), "{text}");
}
