//! `--commit`: one commit of exactly what was written, as `git commit` by hand makes it.

use super::repository::{Repo, git};
use super::scratch::{finish, tpm};
use std::fs;
use std::process::{Command, Output};

const PLAN: &str = "# Checkout\nmilestones:\n  ledger: {duration: 3w, owner: bo} # first\n";
const OTHER: &str = "milestones:\n  model: {duration: 2w, depends_on: [checkout/ledger]}\n";
const FILES: [(&str, &str); 2] = [("programs/checkout.yaml", PLAN), ("programs/mlops.yaml", OTHER)];
const DONE: [&str; 5] = ["done", "ledger", "2026-09-11", "--as-of=2026-09-14", "--commit"];

/// Returns a repository with its plans committed.
fn repo() -> Repo {
    let repo = Repo::new(&FILES);
    repo.commit("2026-09-01T12:00:00+0200");
    repo
}

/// Returns `tpm` with the identity of somebody who commits.
pub(super) fn as_somebody(repo: &Repo, directory: &str) -> Command {
    let mut command = tpm(&repo.0.at(directory));
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Ana Ruiz").env(format!("GIT_{who}_EMAIL"), "ana@example.org");
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").env("HOME", &repo.0.0);
    command
}

fn run(repo: &Repo, directory: &str, arguments: &[&str]) -> Output {
    finish(as_somebody(repo, directory).args(arguments))
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[track_caller]
fn committed(output: &Output) {
    assert_eq!(output.status.code(), Some(0), "{}", said(output));
    assert!(said(output).contains("committed as "), "{}", said(output));
}

/// Checks that a command is refused before it writes anything.
#[track_caller]
fn refused(repo: &Repo, arguments: &[&str], words: &[&str]) {
    let text = || fs::read_to_string(repo.0.at(FILES[0].0)).unwrap();
    let (before, head) = (text(), repo.git(&["rev-parse", "--verify", "--quiet", "HEAD"]));
    let output = run(repo, "", arguments);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    for word in words {
        assert!(said(&output).contains(word), "{word:?}: {}", said(&output));
    }
    assert_eq!((text(), repo.git(&["rev-parse", "HEAD"])), (before, head));
    assert!(!repo.0.at(".git/tpm/undo").exists());
}

#[test]
fn a_commit_has_exactly_what_was_written() {
    let repo = repo();
    // What else is there is left as it is, staged or not.
    repo.0.write("programs/mlops.yaml", OTHER.replace("2w", "4w").as_bytes());
    repo.0.write("notes.txt", b"x");
    repo.git(&["add", "notes.txt"]);
    repo.0.write("new.txt", b"y");
    let output = run(&repo, "", &[&DONE[..], &["--by", "bo", "--why", "All tables moved"]].concat());
    committed(&output);
    assert_eq!(repo.git(&["show", "--name-only", "--format=", "HEAD"]), "programs/checkout.yaml");
    assert_eq!(repo.git(&["status", "--porcelain"]), "A  notes.txt\n M programs/mlops.yaml\n?? new.txt");
    assert_eq!(
        repo.git(&["log", "-1", "--format=%an %B"]),
        "Ana Ruiz bo: checkout/ledger done 11 Sep, new\n\n- All tables moved\n- checkout/ledger done 11 Sep, new\n\nReported-by: bo"
    );
    assert_eq!(repo.git(&["log", "-1", "--format=%(trailers:key=Reported-by,valueonly)"]), "bo");
    // Said again, there is nothing to commit.
    let again = run(&repo, "", &DONE);
    assert!(again.status.success() && said(&again).contains("Already so"), "{}", said(&again));
    assert_eq!(repo.git(&["rev-list", "--count", "HEAD"]), "2");
}

#[test]
fn every_command_that_writes_can_commit() {
    let repo = repo();
    let day = "--as-of=2026-09-14";
    let commands: [&[&str]; 6] = [
        &[
            "set",
            "ledger",
            "eta=2026-10-02",
            "mlops/model.note=x",
            "--why",
            "Replication lag",
            "--commit",
            day,
        ],
        &["start", "ledger", "--commit", day],
        &["rename", "ledger", "ledger-core", "--by", "bo", "--commit", day],
        &["done", "ledger-core", "--commit", day],
        &["remove", "mlops/model", "--cancel", "Bought", "--commit", day],
        &["remove", "mlops/model", "--why", "It was never begun", "--commit", day],
    ];
    for (count, command) in (2..).zip(commands) {
        committed(&run(&repo, "", command));
        assert_eq!(repo.git(&["rev-list", "--count", "HEAD"]), count.to_string());
        assert_eq!(repo.git(&["status", "--porcelain"]), "", "{command:?}");
    }
    let json = run(&repo, "", &["set", "ledger-core", "note=y", "--commit", "--format=json", day]);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(value["data"]["commit"], repo.git(&["rev-parse", "HEAD"]));
    assert!(repo.git(&["log", "--format=%B", "--grep=Replication lag"]).contains("- Replication lag"));
    // The reason of the cancellation is in the plan.
    assert!(!repo.git(&["log", "--format=%B"]).contains("- Bought\n"));
}

#[test]
fn a_file_with_other_edits_is_not_committed() {
    let path = FILES[0].0;
    let with_edit = repo();
    with_edit.0.write(path, PLAN.replace("3w", "4w").as_bytes());
    refused(&with_edit, &DONE, &["`programs/checkout.yaml` has edits that are not committed"]);
    with_edit.git(&["add", path]);
    refused(&with_edit, &DONE, &["has edits that are not committed"]);
    // Staged, and taken back on the disk.
    with_edit.0.write(path, PLAN.as_bytes());
    refused(&with_edit, &DONE, &["has edits that are not committed"]);
    let unknown = repo();
    unknown.git(&["rm", "--quiet", "--cached", path]);
    unknown.git(&["commit", "--quiet", "--message", "Forget it"]);
    refused(&unknown, &DONE, &["is not in git yet"]);
    unknown.0.write(".gitignore", b"programs/checkout.yaml\n");
    refused(&unknown, &DONE, &["is ignored by git"]);
    let merging = repo();
    merging.git(&["branch", "other"]);
    merging.0.write("a.txt", b"1");
    merging.commit("2026-09-02T12:00:00+0200");
    merging.git(&["checkout", "--quiet", "other"]);
    merging.0.write("a.txt", b"2");
    merging.commit("2026-09-02T12:00:00+0200");
    git(&merging.0.0, &["merge", "main"], "2026-09-03T12:00:00+0200");
    refused(&merging, &DONE, &["a merge is not finished here"]);
}

#[test]
fn without_a_repository_nothing_is_written() {
    let scratch = super::scratch::Scratch::new(&FILES);
    fs::remove_dir(scratch.at(".git")).unwrap();
    let output = scratch.run("", &DONE);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("there is no git repository here or above"), "{}", said(&output));
    assert_eq!(fs::read_to_string(scratch.at(FILES[0].0)).unwrap(), PLAN);
}

#[test]
fn it_works_from_a_subdirectory_a_linked_work_tree_and_without_a_branch() {
    let repo = repo();
    committed(&run(&repo, "programs", &DONE));
    repo.git(&["worktree", "add", "--quiet", "--detach", "linked", "HEAD~1"]);
    committed(&run(&repo, "linked/programs", &DONE));
    assert_eq!(repo.run("git -C linked rev-list --count HEAD"), "2");
    assert_eq!(repo.run("git -C linked status --porcelain"), "");
    repo.git(&["checkout", "--quiet", "--detach", "HEAD~1"]);
    committed(&run(&repo, "", &DONE));
    assert_eq!(repo.git(&["rev-list", "--count", "HEAD"]), "2");
    // Where a hook of another repository runs it, its variables lead nowhere.
    let mut command = as_somebody(&repo, "");
    command.env("GIT_DIR", "/nowhere").env("GIT_INDEX_FILE", "/nowhere").env("GIT_WORK_TREE", "/nowhere");
    committed(&finish(command.args(["start", "mlops/model", "--as-of=2026-09-14", "--commit"])));
}

#[test]
fn a_link_and_a_strange_name_are_committed_as_what_they_are() {
    let repo = Repo::new(&[
        ("programs/shared/real.yml.txt", PLAN),
        ("programs/*.yaml", OTHER),
        ("programs/x.yaml", OTHER),
    ]);
    std::os::unix::fs::symlink("shared/real.yml.txt", repo.0.at("programs/checkout.yaml")).unwrap();
    repo.0.write("programs/*.yaml", b"id: star\nmilestones:\n  a: {duration: 1d}\n");
    repo.commit("2026-09-01T12:00:00+0200");
    committed(&run(&repo, "", &DONE));
    assert_eq!(repo.git(&["show", "--name-only", "--format=", "HEAD"]), "programs/shared/real.yml.txt");
    // A name with a star in it is that file, and no other.
    repo.0.write("programs/x.yaml", OTHER.replace("2w", "4w").as_bytes());
    committed(&run(&repo, "", &["done", "star/a", "--as-of=2026-09-14", "--commit"]));
    assert_eq!(repo.git(&["show", "--name-only", "--format=", "HEAD"]), "programs/*.yaml");
}

#[test]
fn hooks_run_and_one_that_fails_leaves_the_files_written() {
    let repo = repo();
    repo.0.program(".git/hooks/pre-commit", "#!/bin/sh\necho ran > \"$(git rev-parse --git-dir)/ran\"\n");
    committed(&run(&repo, "", &DONE));
    assert!(repo.0.at(".git/ran").exists());
    repo.0.program(".git/hooks/pre-commit", "#!/bin/sh\nprintf 'no \\033[31mFriday\\n' >&2\nexit 1\n");
    let output = run(&repo, "", &["done", "mlops/model", "--as-of=2026-09-14", "--commit"]);
    assert_eq!(output.status.code(), Some(2));
    let text = said(&output);
    for word in ["1 line written", "the plans are written, but not committed: no ␛[31mFriday", "`tpm undo`"]
    {
        assert!(text.contains(word), "{text}");
    }
    assert_eq!(repo.git(&["status", "--porcelain"]), " M programs/mlops.yaml");
    assert_eq!(run(&repo, "", &["undo"]).status.code(), Some(0));
    assert_eq!(repo.git(&["status", "--porcelain"]), "");
    // A new file is as unknown to git as before.
    let new = ["new", "program", "billing", "owner=ana", "--as-of=2026-09-14", "--commit"];
    let output = run(&repo, "", &new);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert_eq!(repo.git(&["status", "--porcelain"]), "?? programs/billing.yaml");
    // What is said to do commits it once the hook lets it.
    repo.0.program(".git/hooks/pre-commit", "#!/bin/sh\nexit 0\n");
    let told = said(&output);
    let steps: Vec<&str> = told.split('`').filter(|part| part.starts_with("git ")).collect();
    assert_eq!(steps, ["git add programs/billing.yaml", "git commit -- programs/billing.yaml"], "{told}");
    repo.git(&["add", "programs/billing.yaml"]);
    repo.git(&["commit", "--quiet", "-m", "x", "--", "programs/billing.yaml"]);
    assert_eq!(repo.git(&["status", "--porcelain"]), "");
}

#[test]
fn a_new_program_is_committed_with_its_contents() {
    let repo = repo();
    committed(&run(&repo, "", &["new", "program", "billing", "owner=ana", "--as-of=2026-09-14", "--commit"]));
    assert_eq!(repo.git(&["status", "--porcelain"]), "");
    assert!(repo.git(&["show", "HEAD:programs/billing.yaml"]).contains("owner: ana"));
}

#[test]
fn somebody_whom_git_does_not_know_writes_nothing() {
    let repo = repo();
    repo.git(&["config", "user.useConfigOnly", "true"]);
    let mut command = tpm(&repo.0.0);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").env("HOME", &repo.0.0);
    for name in ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"]
    {
        command.env_remove(name);
    }
    let output = finish(command.args(DONE));
    assert_eq!(output.status.code(), Some(2));
    let text = said(&output);
    assert!(text.contains("git does not know who commits") && text.contains("user.email"), "{text}");
    assert_eq!(fs::read_to_string(repo.0.at(FILES[0].0)).unwrap(), PLAN);
}

#[test]
fn text_of_a_reply_is_inert_in_the_message() {
    let repo = repo();
    let why = "# not a comment\n\nSigned-off-by: Eve <eve@example.org>\n---\ndiff --git a b\u{1b}[31m";
    let by = "bo\nAcked-by: eve";
    committed(&run(&repo, "", &[&DONE[..], &["--why", why, "--by", by]].concat()));
    let message = repo.git(&["log", "-1", "--format=%B"]);
    let expected = "- # not a comment  Signed-off-by: Eve <eve@example.org> --- diff --git a b␛[31m\n";
    assert!(message.contains(expected), "{message}");
    let trailers = repo.git(&["log", "-1", "--format=%(trailers)"]);
    assert_eq!(trailers.trim(), "Reported-by: bo Acked-by: eve");
}

#[test]
fn a_long_reply_has_a_message_too() {
    let milestones: String = (0..100).map(|n| format!("  m{n}: {{duration: 3d, owner: bo}}\n")).collect();
    let repo = Repo::new(&[("programs/p.yaml", &format!("milestones:\n{milestones}"))]);
    repo.commit("2026-09-01T12:00:00+0200");
    let reply: String = (0..100).map(|n| format!("m{n} eta 2 oct vendor über-slow\n")).collect();
    repo.0.write(".git/reply", reply.as_bytes());
    committed(&run(&repo, "", &["apply", "--by=bo", "--commit", "--as-of=2026-09-14", ".git/reply"]));
    let message = repo.git(&["log", "-1", "--format=%B"]);
    assert!(
        message.starts_with("bo: p/m0 eta 2 Oct, new, and 99 more\n\n- p/m0: vendor über-slow\n"),
        "{message}"
    );
    assert!(message.ends_with("\n\nReported-by: bo"), "{message}");
}
