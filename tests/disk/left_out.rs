//! Clones and checkouts that leave something out: nothing missing is called deleted, no gate passes
//! on it, and the command in the hint brings it.

use super::repository::Repo;
use super::scratch::{finish, tpm};
use std::path::Path;

const THEN: &str = "2026-09-01T12:00:00+0200";
const PLAN: &str = "milestones:\n  ledger: {duration: 3w, owner: bo, due: 2026-12-11, firm: true}\n";
const LATER: &str = "milestones:\n  ledger: {duration: 4w, owner: bo, due: 2026-12-11, firm: true}\n";
const OTHER: &str = "milestones:\n  model: {duration: 2w, owner: bo, due: 2026-12-11, firm: true}\n";

/// Every command that compares with a base.
const COMPARED: [&[&str]; 5] = [
    &["diff", "BASE"],
    &["diff", "BASE", "HEAD"],
    &["check", "--off", "hygiene", "--new-since", "BASE"],
    &["check", "--off", "hygiene", "--policy-from", "BASE"],
    &["slippage", "--baseline", "BASE"],
];

/// A repository to clone, with a base, a change of it on `topic` and a commit before both.
fn origin() -> Repo {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN), ("programs/more/mlops.yaml", OTHER)]);
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    repo.git(&["config", "uploadpack.allowAnySHA1InWant", "true"]);
    repo.commit(THEN);
    repo.change("a.txt", "1", THEN);
    repo.git(&["checkout", "--quiet", "-b", "topic"]);
    repo.change("programs/checkout.yaml", LATER, THEN);
    repo
}

fn clone(repo: &Repo, options: &[&str]) {
    let url = format!("file://{}", repo.0.0.display());
    repo.git(&[&["clone", "--quiet"], options, &[&url, "clone"]].concat());
}

/// Runs `tpm` in a directory. Returns the exit status and all that it printed.
fn run(directory: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = finish(tpm(directory).args(arguments).args(["--as-of", "2026-09-14"]));
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout) + &text(output.stderr))
}

/// Checks that no comparison with a base is answered, what is said, and that each is once the
/// command in the hint ran.
#[track_caller]
fn check(repo: &Repo, base: &str, said: &str, command: &str) {
    let clone = repo.0.at("clone");
    let with_base = |arguments: &[&'static str]| -> Vec<String> {
        arguments.iter().map(|argument| argument.replace("BASE", base)).collect()
    };
    let ask = |arguments: &[&'static str]| {
        let arguments = with_base(arguments);
        run(&clone, &arguments.iter().map(String::as_str).collect::<Vec<_>>())
    };
    for arguments in COMPARED {
        let (status, text) = ask(arguments);
        assert_eq!(status, Some(2), "{arguments:?}: {text}");
        assert!(text.contains(said) && text.contains(&format!("`{command}`")), "{arguments:?}: {text}");
    }
    repo.run(&format!("cd clone && {command} 2>&1"));
    for arguments in COMPARED {
        let (status, text) = ask(arguments);
        assert_eq!(status, Some(0), "{arguments:?}: {text}");
    }
}

#[test]
fn a_partial_clone_is_no_base() {
    for filter in ["--filter=blob:none", "--filter=tree:0"] {
        let repo = origin();
        clone(&repo, &[filter]);
        check(&repo, "HEAD~1", "partial", "git fetch --refetch --no-filter");
    }
}

#[test]
fn a_clone_of_one_branch_is_told_how_to_fetch_another() {
    let repo = origin();
    clone(&repo, &["--single-branch", "--branch=topic"]);
    check(&repo, "main", "no commit `main`", "git fetch origin main:main");
    let repo = origin();
    clone(&repo, &["--single-branch", "--branch=topic"]);
    check(&repo, "origin/main", "no commit `origin/main`", "git fetch origin main:refs/remotes/origin/main");
    let repo = origin();
    clone(&repo, &["--depth=1", "--branch=topic"]);
    check(&repo, "main...HEAD", "no commit `main`", "git fetch --unshallow origin main:main");
    let repo = origin();
    clone(&repo, &["--depth=1", "--branch=topic"]);
    let hash = repo.git(&["rev-parse", "main"]);
    check(&repo, &hash, "shallow", &format!("git fetch --unshallow origin {hash}"));
}

#[test]
fn a_shallow_clone_with_both_commits_and_their_base_is_answered() {
    let repo = origin();
    repo.git(&["checkout", "--quiet", "main"]);
    repo.change("a.txt", "2", THEN);
    clone(&repo, &["--depth=2", "--no-single-branch", "--branch=topic"]);
    repo.run("cd clone && git branch --quiet main origin/main");
    assert_eq!(repo.run("cd clone && git rev-parse --is-shallow-repository"), "true");
    for base in ["main", "main...HEAD", "HEAD~1"] {
        let (status, text) = run(&repo.0.at("clone"), &["diff", base]);
        assert_eq!(status, Some(0), "{base}: {text}");
        assert!(text.contains("checkout/ledger"), "{base}: {text}");
        let (status, text) = run(&repo.0.at("clone"), &["check", "--off", "hygiene", "--new-since", base]);
        assert_eq!(status, Some(0), "{base}: {text}");
    }
}

#[test]
fn a_sparse_checkout_deletes_nothing() {
    let repo = origin();
    repo.git(&["sparse-checkout", "set", "--no-cone", "/*", "!/programs/more/"]);
    assert!(!repo.0.at("programs/more/mlops.yaml").exists());
    for arguments in [
        &["diff"][..],
        &["diff", "main"],
        &["check", "--new-since", "HEAD"],
        &["check", "--policy-from", "HEAD"],
    ] {
        let (status, text) = run(&repo.0.0, arguments);
        assert_eq!(status, Some(2), "{arguments:?}: {text}");
        assert!(text.contains("sparse checkout") && text.contains("`programs/more/mlops.yaml`"), "{text}");
        assert!(!text.contains("withdraws") && !text.contains("takes"), "{text}");
    }
    // Two commits have every file.
    assert_eq!(run(&repo.0.0, &["diff", "main", "HEAD"]).0, Some(0));
    assert_eq!(run(&repo.0.0, &["status", "--at", "HEAD"]).0, Some(0));
    repo.git(&["sparse-checkout", "disable"]);
    for arguments in [&["diff"][..], &["check", "--off", "hygiene", "--new-since", "HEAD"]] {
        let (status, text) = run(&repo.0.0, arguments);
        assert_eq!(status, Some(0), "{arguments:?}: {text}");
    }
    // What lies elsewhere may be left out.
    repo.0.write("docs/x.txt", b"x");
    repo.0.write("docs/x.yaml", b"x: y");
    repo.commit(THEN);
    repo.git(&["sparse-checkout", "set", "--no-cone", "/*", "!/docs/"]);
    assert_eq!(run(&repo.0.0, &["diff"]).0, Some(0));
}
