//! Output for CI hosts: paths from the repository root, and a summary appended to the host's file.

use super::repository::Repo;
use super::scratch::{Scratch, finish, tpm};
use std::fs;
use std::os::unix::fs::symlink;

const PLAN: &str = "milestones:\n  ledger: {duration: 3w, owner: bo, due: 2026-09-04}\n";

/// Runs `tpm` in a directory. Returns the path in the formats for hosts, and the one in text.
#[track_caller]
fn paths(scratch: &Scratch, directory: &str, more: &[&str]) -> (String, String) {
    let run = |format: &str| {
        let arguments = [&["check", "--as-of", "2026-09-14", "--format", format], more].concat();
        let output = scratch.run(directory, &arguments);
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let between = |text: &str, before: &str, behind: &str| {
        let rest = text.split_once(before).unwrap_or_else(|| panic!("{text}")).1;
        rest.split_once(behind).unwrap().0.to_owned()
    };
    let github = between(&run("github"), "file=", ",");
    assert_eq!(between(&run("gitlab"), "\"path\": \"", "\""), github);
    assert_eq!(between(&run("sarif"), "\"uri\": \"", "\""), github);
    assert_eq!(between(&run("junit"), " file=\"", "\""), github);
    (github, between(&run("concise"), "", ":2:"))
}

#[test]
fn paths_start_at_the_repository_root() {
    let scratch = Scratch::new(&[("programs/checkout.yaml", PLAN), ("src/deep/x.txt", "")]);
    let root = "programs/checkout.yaml".to_owned();
    assert_eq!(paths(&scratch, "", &[]), (root.clone(), root.clone()));
    assert_eq!(paths(&scratch, "src/deep", &[]), (root.clone(), format!("../../{root}")));
    assert_eq!(paths(&scratch, "programs", &["--programs", "."]), (root.clone(), "checkout.yaml".into()));
    let absolute = scratch.at("programs").to_str().unwrap().to_owned();
    assert_eq!(paths(&scratch, "src", &["--programs", &absolute]).0, root);
    let scratch = Scratch::new(&[("teams/pay/programs/checkout.yaml", PLAN)]);
    assert_eq!(paths(&scratch, "teams/pay", &[]).0, "teams/pay/programs/checkout.yaml");
}

#[test]
fn outside_repositories_paths_start_at_the_plans_repository() {
    let scratch =
        Scratch::new(&[("elsewhere/x.txt", ""), ("repo/.git/x", ""), ("repo/plans/checkout.yaml", PLAN)]);
    fs::remove_dir(scratch.at(".git")).unwrap();
    let told = paths(&scratch, "elsewhere", &["--programs", "../repo/plans"]);
    assert_eq!(told, ("plans/checkout.yaml".into(), "../repo/plans/checkout.yaml".into()));
    assert_eq!(paths(&scratch, "", &["--programs", "repo/plans"]).0, "plans/checkout.yaml");
    // Of nested repositories, the one of the current directory counts.
    fs::create_dir(scratch.at(".git")).unwrap();
    assert_eq!(paths(&scratch, "", &["--programs", "repo/plans"]).0, "repo/plans/checkout.yaml");
}

#[test]
fn links_are_reported_by_their_target() {
    let scratch = Scratch::new(&[("plans/all/checkout.txt", PLAN)]);
    symlink("all/checkout.txt", scratch.at("plans/checkout.yaml")).unwrap();
    let told = paths(&scratch, "", &["--programs", "plans"]);
    assert_eq!(told, ("plans/all/checkout.txt".into(), "plans/checkout.yaml".into()));
}

#[test]
fn without_a_repository_paths_start_at_the_current_directory() {
    let scratch = Scratch::new(&[("here/programs/checkout.yaml", PLAN)]);
    fs::remove_dir(scratch.at(".git")).unwrap();
    assert_eq!(paths(&scratch, "here", &[]).0, "programs/checkout.yaml");
}

#[test]
fn a_deleted_file_is_reported_by_its_old_path() {
    let other = "milestones:\n  paved: {duration: 1w, owner: sam, due: 2026-11-20}\n";
    let firm = PLAN.replace("due: 2026-09-04", "due: 2026-10-30, firm: true");
    let repo = Repo::new(&[
        ("programs/sub/checkout.yaml", &firm),
        ("programs/devx.yaml", other),
        ("src/deep/x.txt", ""),
    ]);
    repo.commit("2026-09-01T12:00:00+0200");
    fs::remove_dir_all(repo.0.at("programs/sub")).unwrap();
    let root = "programs/sub/checkout.yaml".to_owned();
    let since = ["--new-since", "main"];
    assert_eq!(paths(&repo.0, "", &since), (root.clone(), root.clone()));
    assert_eq!(paths(&repo.0, "src/deep", &since), (root.clone(), format!("../../{root}")));
    let here = [&since[..], &["--programs", "."]].concat();
    assert_eq!(paths(&repo.0, "programs", &here), (root, "sub/checkout.yaml".into()));
}

#[test]
fn a_summary_is_appended() {
    let scratch = Scratch::new(&[("programs/checkout.yaml", PLAN), ("summary.md", "before\n")]);
    let run = |file: &str| {
        let mut command = tpm(&scratch.at(""));
        command.args(["check", "--as-of", "2026-09-14", "--format", "github"]);
        finish(command.env("GITHUB_STEP_SUMMARY", scratch.at(file)))
    };
    for file in ["summary.md", "new.md"] {
        assert_eq!((run(file).status.code(), run(file).stderr.len()), (Some(1), 0));
    }
    let text = fs::read_to_string(scratch.at("summary.md")).unwrap();
    assert!(text.starts_with("before\n\n## tpm check\n\n**✗ fails**: 1 error"), "{text}");
    assert_eq!(text.matches("## tpm check").count(), 2);
    // What cannot be written is told, and the answer is the same.
    let output = run("programs");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("note: the job summary was not written: "));
    assert!(output.stdout.starts_with(b"::error "));
}
