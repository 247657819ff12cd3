//! Commands that write plans, on a real disk: what is taken back, and what a stop leaves behind.

use super::repository::Repo;
use super::scratch::{Scratch, tpm};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Output;
use std::time::Duration;

const PLAN: &str = "# Checkout\r\nmilestones:\r\n  ledger: {duration: 3w, owner: bo} # é\r\n";
const OTHER: &str = "milestones:\n  model: {duration: 2w, depends_on: [checkout/ledger]}";
const FILES: [(&str, &str); 2] = [("programs/checkout.yaml", PLAN), ("programs/mlops.yaml", OTHER)];
const BOTH: [&str; 5] =
    ["set", "ledger", "due=2026-10-30", "mlops/model.due=2026-11-27", "--as-of=2026-09-14"];

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn texts(scratch: &Scratch) -> [String; 2] {
    FILES.map(|(path, _)| fs::read_to_string(scratch.at(path)).unwrap())
}

fn before() -> [String; 2] {
    FILES.map(|(_, text)| text.to_owned())
}

/// The plans after `BOTH`.
fn after() -> [String; 2] {
    [
        PLAN.replace("owner: bo}", "owner: bo, due: 2026-10-30}"),
        OTHER.replace("[checkout/ledger]}", "[checkout/ledger], due: 2026-11-27}"),
    ]
}

#[test]
fn the_last_command_is_taken_back_whole() {
    let scratch = Scratch::new(&FILES);
    fs::set_permissions(scratch.at(FILES[0].0), fs::Permissions::from_mode(0o640)).unwrap();
    let output = scratch.run("", &BOTH);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(texts(&scratch), after());
    assert!(scratch.at(".git/tpm/undo").is_file());
    let names: Vec<_> =
        fs::read_dir(scratch.at("programs")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    let look = scratch.run("programs", &["undo", "--dry-run"]);
    assert!(said(&look).contains("+  ledger: {duration: 3w, owner: bo} # é"), "{}", said(&look));
    assert_eq!(texts(&scratch), after());
    let output = scratch.run("programs", &["undo"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("takes back `tpm set ledger due=2026-10-30"), "{}", said(&output));
    assert_eq!(texts(&scratch), before());
    let mode = fs::metadata(scratch.at(FILES[0].0)).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    let again = scratch.run("", &["undo"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(said(&again).contains("nothing to take back"), "{}", said(&again));
}

#[test]
fn what_was_changed_since_is_not_taken_back() {
    let scratch = Scratch::new(&FILES);
    scratch.run("", &BOTH);
    let edited = after()[1].replace("2w", "4w");
    scratch.write(FILES[1].0, edited.as_bytes());
    let output = scratch.run("", &["undo"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("`programs/mlops.yaml` was changed after"), "{}", said(&output));
    assert_eq!(texts(&scratch), [after()[0].clone(), edited]);
}

#[test]
fn a_record_of_files_that_are_no_plans_is_not_followed() {
    let scratch = Scratch::new(&FILES);
    scratch.write("secret", b"x\n");
    scratch.write(".git/tpm/undo", b"tpm undo 1\n1\nx\n6\nsecret\n1\ny\n2\nx\n\n");
    let output = scratch.run("", &["undo"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("no longer among the plans"), "{}", said(&output));
    assert_eq!(fs::read(scratch.at("secret")).unwrap(), b"x\n");
    scratch.write(".git/tpm/undo", b"anything");
    assert!(said(&scratch.run("", &["undo"])).contains("not a record"));
}

#[test]
fn a_linked_work_tree_has_a_record_of_its_own() {
    let repo = Repo::new(&FILES);
    repo.commit("2026-09-01T12:00:00+0200");
    repo.git(&["worktree", "add", "--quiet", "--detach", "linked"]);
    let output = repo.0.run("linked", &BOTH);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(repo.0.at(".git/worktrees/linked/tpm/undo").is_file());
    assert!(said(&repo.0.run("", &["undo"])).contains("nothing to take back"));
    assert_eq!(repo.0.run("linked", &["undo"]).status.code(), Some(0));
    assert_eq!(fs::read_to_string(repo.0.at("linked/programs/checkout.yaml")).unwrap(), PLAN);
}

#[test]
fn git_applies_the_patch_of_a_dry_run() {
    let repo = Repo::new(&FILES);
    repo.commit("2026-09-01T12:00:00+0200");
    let output = repo.0.run("programs", &[&BOTH[..], &["--dry-run"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(texts(&repo.0), before());
    repo.0.write("the.patch", &output.stdout);
    repo.git(&["apply", "the.patch"]);
    assert_eq!(texts(&repo.0), after());
}

#[test]
fn a_command_that_is_killed_leaves_whole_files_that_can_be_taken_back() {
    let scratch = Scratch::new(&FILES);
    for round in 0..100_u64 {
        let mut child = tpm(&scratch.0).args(BOTH).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(round * 600));
        let _ = child.kill();
        child.wait().unwrap();
        let (found, old, new) = (texts(&scratch), before(), after());
        for at in 0..2 {
            assert!(found[at] == old[at] || found[at] == new[at], "round {round}: {}", found[at]);
        }
        if found != old {
            let output = scratch.run("", &["undo"]);
            assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        }
        assert_eq!(texts(&scratch), old);
    }
}

#[test]
fn what_was_not_written_is_not_taken_back() {
    let scratch = Scratch::new(&FILES);
    let first = ["set", "ledger", "note=x", "--as-of=2026-09-14"];
    assert_eq!(scratch.run("", &first).status.code(), Some(0));
    let record = || fs::read(scratch.at(".git/tpm/undo")).ok();
    let before = record();
    // A directory to which nobody may write: root may, so the names of temporary files are taken instead.
    for number in 0..100 {
        scratch.write(&format!("programs/.tpm-{number}.tmp"), b"");
    }
    let output = scratch.run("", &BOTH);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("nothing was written"), "{}", said(&output));
    assert_eq!(record(), before);
    for number in 0..100 {
        fs::remove_file(scratch.at(&format!("programs/.tpm-{number}.tmp"))).unwrap();
    }
    let output = scratch.run("", &["undo"]);
    assert!(said(&output).contains("takes back `tpm set ledger note=x`"), "{}", said(&output));
    assert_eq!(fs::read_to_string(scratch.at(FILES[0].0)).unwrap(), PLAN);
    // Without a record before it, none is left.
    for number in 0..100 {
        scratch.write(&format!("programs/.tpm-{number}.tmp"), b"");
    }
    assert_eq!(scratch.run("", &BOTH).status.code(), Some(2));
    assert!(!scratch.at(".git/tpm/undo").exists());
}

#[test]
fn a_new_program_is_taken_away_again() {
    let repo = Repo::new(&FILES);
    repo.commit("2026-09-01T12:00:00+0200");
    let new = ["new", "program", "billing", "owner=ana", "--as-of=2026-09-14"];
    let look = repo.0.run("programs", &[&new[..], &["--dry-run"]].concat());
    assert_eq!(look.status.code(), Some(0), "{}", said(&look));
    assert!(!repo.0.at("programs/billing.yaml").exists());
    repo.0.write("the.patch", &look.stdout);
    let output = repo.0.run("", &new);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let text = fs::read(repo.0.at("programs/billing.yaml")).unwrap();
    let refused = repo.0.run("", &new);
    assert_eq!(refused.status.code(), Some(2));
    let output = repo.0.run("", &["undo"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("programs/billing.yaml is removed"), "{}", said(&output));
    assert!(!repo.0.at("programs/billing.yaml").exists());
    repo.git(&["apply", "the.patch"]);
    assert_eq!(fs::read(repo.0.at("programs/billing.yaml")).unwrap(), text);
    // What was written into it since is not taken away.
    fs::remove_file(repo.0.at("programs/billing.yaml")).unwrap();
    repo.0.run("", &new);
    repo.0.run("", &["set", "program:billing", "due=2027-03-26", "--as-of=2026-09-14"]);
    repo.0.run("", &["undo"]);
    let gone = repo.0.run("", &["undo"]);
    assert_eq!(gone.status.code(), Some(2));
    assert_eq!(fs::read(repo.0.at("programs/billing.yaml")).unwrap(), text);
}

#[test]
fn a_move_that_is_killed_leaves_whole_files_that_can_be_taken_back() {
    let plan = "milestones:\n  api: {duration: 1w}\n  # Said in June.\n  ledger: {duration: 3w, depends_on: [api]}\n";
    let other = "milestones:\n  model: {duration: 2w, depends_on: [checkout/ledger]}\n";
    let files = [(FILES[0].0, plan), (FILES[1].0, other)];
    let after = [
        "milestones:\n  api: {duration: 1w}\n".to_owned(),
        "milestones:\n  model: {duration: 2w, depends_on: [mlops/ledger]}\n  # Said in June.\n  ledger: {duration: 3w, depends_on: [checkout/api]}\n".to_owned(),
    ];
    let scratch = Scratch::new(&files);
    let before = [plan.to_owned(), other.to_owned()];
    let arguments = ["move", "ledger", "mlops", "--as-of=2026-09-14"];
    let output = scratch.run("", &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(texts(&scratch), after);
    assert_eq!(scratch.run("", &["undo"]).status.code(), Some(0));
    for round in 0..30_u64 {
        let mut child = tpm(&scratch.0).args(arguments).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(round * 1500));
        let _ = child.kill();
        child.wait().unwrap();
        let found = texts(&scratch);
        for at in 0..2 {
            assert!(found[at] == before[at] || found[at] == after[at], "round {round}: {}", found[at]);
        }
        if found != before {
            let output = scratch.run("", &["undo"]);
            assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        }
        assert_eq!(texts(&scratch), before);
    }
}
