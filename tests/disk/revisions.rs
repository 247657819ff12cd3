//! Which commit a revision names, and the errors for revisions that name none.

use super::repository::{Repo, git, seen_from, told};
use super::scratch::Scratch;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tpm::io::disk::Disk;
use tpm::io::git::Git;
use tpm::io::history::{History, Revision};
use tpm::time::Day;

const PLAN: &str = "milestones:\n  ledger: {duration: 3w, owner: bo}\n";

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

#[test]
fn branches_tags_and_hashes_name_commits() {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN)]);
    let first = repo.commit("2026-09-01T12:00:00+0200");
    repo.git(&["tag", "--annotate", "--message", "x", "v1"]);
    repo.git(&["tag", "light"]);
    let second = repo.change("programs/checkout.yaml", "milestones: {}\n", "2026-09-03T12:00:00+0200");
    repo.git(&["branch", "topic"]);
    for name in
        ["HEAD", "@", "main", "topic", "heads/topic", "refs/heads/main", &second, &second[..8], "main^0"]
    {
        assert_eq!(repo.find(name).hash, second, "{name}");
        assert_eq!(repo.find(name).day, day("2026-09-03"), "{name}");
    }
    for name in ["HEAD~1", "HEAD^", "main~1", "v1", "v1^{}", "tags/v1", "light", &first, "HEAD@{1}"] {
        assert_eq!(repo.find(name).hash, first, "{name}");
        assert_eq!(repo.find(name).day, day("2026-09-01"), "{name}");
    }
}

#[test]
fn a_branch_without_an_upstream_is_told_like_a_name_that_is_not_there() {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN)]);
    let first = repo.commit("2026-09-01T12:00:00+0200");
    repo.lost("HEAD@{upstream}", &["HEAD@{upstream}"]);
    assert_eq!(repo.find("HEAD").hash, first);
}

#[test]
fn a_name_of_two_commits_is_refused() {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN)]);
    let first = repo.commit("2026-09-01T12:00:00+0200");
    repo.git(&["checkout", "--quiet", "-b", "topic"]);
    let second = repo.change("programs/checkout.yaml", "milestones: {}\n", "2026-09-03T12:00:00+0200");
    // For one commit a name may stand twice.
    repo.git(&["tag", "topic"]);
    assert_eq!(repo.find("topic").hash, second);
    repo.git(&["tag", "--annotate", "--message", "x", "main", "HEAD"]);
    let both = ["`main` names two commits", "`refs/heads/main`", "`refs/tags/main`"];
    for name in ["main", "main^0", "main@{0}", "main...HEAD", "HEAD...main"] {
        repo.lost(name, &both);
    }
    assert_eq!(repo.find("refs/heads/main").hash, first);
    assert_eq!(repo.find("refs/tags/main").hash, second);
    assert_eq!(repo.find("refs/heads/main...HEAD").hash, first);
    repo.git(&["update-ref", "refs/remotes/origin/release", &first]);
    repo.git(&["branch", "origin/release", &second]);
    repo.lost("origin/release", &["`refs/heads/origin/release`", "`refs/remotes/origin/release`"]);
    repo.git(&["update-ref", "refs/remotes/origin/HEAD", &first]);
    repo.git(&["tag", "origin", &second]);
    repo.lost("origin", &["`refs/remotes/origin/HEAD`", "`refs/tags/origin`"]);
    repo.git(&["tag", "HEAD", &first]);
    assert_eq!(repo.find("HEAD").hash, second);
}

#[test]
fn three_dots_name_the_merge_base() {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN)]);
    let base = repo.commit("2026-09-01T12:00:00+0200");
    repo.git(&["checkout", "--quiet", "-b", "topic"]);
    repo.change("a.txt", "1", "2026-09-02T12:00:00+0200");
    repo.git(&["checkout", "--quiet", "main"]);
    let main = repo.change("b.txt", "1", "2026-09-03T12:00:00+0200");
    for revision in ["main...topic", "topic...main", "...topic", "topic..."] {
        assert_eq!(repo.find(revision).hash, base, "{revision}");
    }
    assert_eq!(repo.find("main...main").hash, main);
    assert_eq!(repo.find("main...topic~1").hash, base);
    repo.git(&["checkout", "--quiet", "--orphan", "alone"]);
    repo.change("c.txt", "1", "2026-09-04T12:00:00+0200");
    repo.lost("main...alone", &["`main` and `alone` have no commit in common"]);
    repo.lost("main...nobody", &["no commit `nobody`", "git fetch"]);
}

#[test]
fn a_day_names_its_last_first_parent_commit() {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN)]);
    let first = repo.commit("2026-09-01T23:59:59+0200");
    // Two commits on one day, in Sydney and in Honolulu; in Greenwich they are on the day before
    // and the day after.
    let sydney = repo.change("a.txt", "1", "2026-09-03T00:30:00+1000");
    let honolulu = repo.change("a.txt", "2", "2026-09-03T23:30:00-1000");
    repo.git(&["checkout", "--quiet", "-b", "topic"]);
    repo.change("b.txt", "1", "2026-09-05T12:00:00+0000");
    repo.git(&["checkout", "--quiet", "main"]);
    let merged = {
        let merge = ["merge", "--quiet", "--no-ff", "--message", "Merge", "topic"];
        let output = git(&repo.0.0, &merge, "2026-09-07T12:00:00+0000");
        assert!(output.status.success());
        repo.git(&["rev-parse", "HEAD"])
    };
    for (typed, expected) in [
        ("2026-09-01", &first),
        ("2026-09-02", &first),
        ("2026-09-03", &honolulu),
        ("2026-09-04", &honolulu),
        // The branch is not merged yet.
        ("2026-09-06", &honolulu),
        ("2026-09-07", &merged),
        ("2199-12-31", &merged),
    ] {
        assert_eq!(&repo.find(typed).hash, expected, "{typed}");
    }
    assert_eq!(repo.find(&sydney).day, day("2026-09-03"));
    repo.lost("2026-08-31", &["nothing was committed by 2026-08-31", "the first commit is of 2026-09-01"]);
}

#[test]
fn with_skewed_clocks_the_commit_nearest_head_counts() {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN)]);
    repo.commit("2026-09-01T12:00:00+0000");
    repo.change("a.txt", "1", "2026-09-09T12:00:00+0000");
    let last = repo.change("a.txt", "2", "2026-09-05T12:00:00+0000");
    assert_eq!(repo.find("2026-09-05").hash, last);
    assert_eq!(repo.find("2026-09-09").hash, last);
    assert_eq!(repo.find("2026-09-04").day, day("2026-09-01"));
}

#[test]
fn a_name_that_looks_like_an_option_does_no_harm() {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN)]);
    let first = repo.commit("2026-09-01T12:00:00+0200");
    for name in ["refs/heads/--help", "refs/tags/--output=x", "refs/heads/-n1"] {
        repo.git(&["update-ref", name, &first]);
        assert_eq!(repo.find(name).hash, first, "{name}");
        let short = name.rsplit('/').next().unwrap();
        assert!(Revision::parse(short).unwrap_err().reason.contains("begins with `-`"), "{short}");
    }
    assert_eq!(repo.find("heads/--help...tags/--output=x").hash, first);
    assert!(!repo.0.at("x").exists());
}

#[test]
fn errors_for_missing_commits_include_a_hint() {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN)]);
    repo.lost("HEAD", &["nothing is committed yet", "`git add programs` and `git commit`"]);
    repo.lost("2026-09-01", &["nothing is committed yet"]);
    repo.commit("2026-09-01T12:00:00+0200");
    repo.lost("v2", &["there is no commit `v2` in this repository", "`git fetch origin tag v2`"]);
    repo.lost("v2 missing", &["there is no commit `v2 missing`"]);
    repo.lost("HEAD~1", &["no commit `HEAD~1`"]);
    repo.lost("HEAD:programs", &["`HEAD:programs` is not a commit"]);
    repo.lost(&"a".repeat(40), &["there is no commit"]);
}

#[test]
fn an_ambiguous_hash_gets_a_hint() {
    let repo = Repo::new(&[]);
    let commit = |n| format!("commit refs/heads/main\ncommitter A <a> {n} +0000\ndata 0\n\n");
    repo.0.write("many", (1..1000).map(commit).collect::<String>().as_bytes());
    repo.run("git fast-import --quiet < many");
    let list = repo.git(&["rev-list", "main"]);
    let mut hashes: Vec<&str> = list.lines().collect();
    hashes.sort();
    let two = hashes.windows(2).find(|two| two[0][..4] == two[1][..4]).unwrap();
    assert_eq!(repo.find(&two[0][..12]).hash, two[0]);
    let rest = format!("`git rev-parse --disambiguate={}`", &two[0][..4]);
    repo.lost(&two[0][..4], &["several objects begin with", &rest]);
}

#[test]
fn outside_a_repository_the_hint_is_git_init() {
    let scratch = Scratch::new(&[("programs/checkout.yaml", PLAN)]);
    let error = told(seen_from(&scratch.0).open(".").err().unwrap());
    assert!(
        error.contains("there is no git repository here or above") && error.contains("`git init`"),
        "{error}"
    );
}

#[test]
fn a_bare_repository_is_reported() {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN)]);
    repo.commit("2026-09-01T12:00:00+0200");
    repo.git(&["clone", "--quiet", "--bare", ".", "bare"]);
    for directory in ["bare", ".git"] {
        let error = told(repo.seen_from(directory).open(".").err().unwrap());
        assert!(error.contains("without a work tree") && error.contains("git worktree add"), "{error}");
    }
}

#[test]
fn a_shallow_clone_gets_a_hint_at_unshallow() {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN)]);
    repo.commit("2026-09-01T12:00:00+0200");
    repo.change("a.txt", "1", "2026-09-03T12:00:00+0200");
    let url = format!("file://{}", repo.0.0.display());
    repo.git(&["clone", "--quiet", "--depth=1", &url, "clone"]);
    let find = |text: &str| repo.seen_from("clone").open(".").unwrap().find(&Revision::parse(text).unwrap());
    assert_eq!(find("HEAD").unwrap().day, day("2026-09-03"));
    for text in ["HEAD~1", "v1", "2026-09-01"] {
        let error = told(find(text).unwrap_err());
        let command = if text == "v1" { " origin tag v1`" } else { "`" };
        let command = format!("`git fetch --unshallow{command}");
        assert!(error.contains("shallow") && error.contains(&command), "{error}");
    }
    let output = git(&repo.0.at("clone"), &["fetch", "--quiet", "--unshallow"], "2026-09-04T12:00:00+0200");
    assert!(output.status.success());
    assert_eq!(find("HEAD~1").unwrap().day, day("2026-09-01"));
}

#[test]
fn the_gate_reports_a_missing_baseline_in_full_clones_only() {
    let plan = "milestones:\n  ledger: {duration: 3w, owner: bo, due: 2026-12-11}\n";
    let repo = Repo::new(&[("programs/checkout.yaml", plan), ("programs/tpm.yaml", "baseline: v1\n")]);
    repo.commit("2026-09-01T12:00:00+0200");
    repo.git(&["tag", "v1"]);
    repo.change("a.txt", "1", "2026-09-03T12:00:00+0200");
    let url = format!("file://{}", repo.0.0.display());
    repo.git(&["clone", "--quiet", "--depth=1", &url, "clone"]);
    let check = |directory: &str| {
        let strict = ["check", "--as-of", "2026-09-14", "--off", "hygiene", "--error", "unknown-baseline"];
        repo.0.run(directory, &strict)
    };
    assert_eq!(check("").status.code(), Some(0));
    assert_eq!(check("clone").status.code(), Some(0));
    repo.git(&["tag", "--delete", "v1"]);
    let output = check("");
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("there is no commit `v1` in this repository"), "{text}");
    // Without a repository nothing is reported.
    fs::rename(repo.0.at(".git"), repo.0.at("elsewhere")).unwrap();
    assert_eq!(check("").status.code(), Some(0));
}

#[test]
fn a_partial_clone_is_not_fetched_but_gets_a_hint() {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN)]);
    repo.commit("2026-09-01T12:00:00+0200");
    repo.change("programs/checkout.yaml", "milestones: {}\n", "2026-09-03T12:00:00+0200");
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    let url = format!("file://{}", repo.0.0.display());
    repo.git(&["clone", "--quiet", "--filter=blob:none", &url, "clone"]);
    let read = || {
        let open = repo.seen_from("clone").open(".").unwrap();
        let tree = open.tree(&open.find(&Revision::parse("HEAD~1").unwrap()).unwrap());
        tree.read("programs/checkout.yaml", 1000)
    };
    let error = told(read().unwrap_err());
    assert!(error.contains("partial") && error.contains("`git fetch --refetch --no-filter`"), "{error}");
    // Reading did not fetch it.
    assert!(read().is_err());
    let fetch = ["fetch", "--quiet", "--refetch", "--no-filter"];
    assert!(git(&repo.0.at("clone"), &fetch, "2026-09-04T12:00:00+0200").status.success());
    assert_eq!(read().unwrap(), Some(PLAN.into()));
}

/// Returns what a script says, called as git.
fn with_script(repo: &Repo, script: &str) -> String {
    let bin = repo.0.at("bin");
    repo.0.program("bin/git", &format!("#!/bin/sh\n{script}\n"));
    opened(repo, vec![bin])
}

fn opened(repo: &Repo, directories: Vec<PathBuf>) -> String {
    let open = Git::new(Disk::new(&repo.0.0), directories, Vec::new()).open(".");
    open.err().map(told).unwrap_or_default()
}

#[test]
fn a_repository_of_another_user_is_refused() {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN)]);
    repo.commit("2026-09-01T12:00:00+0200");
    // How git tests this itself.
    let error = with_script(
        &repo,
        "export PATH=/usr/local/bin:/usr/bin:/bin GIT_TEST_ASSUME_DIFFERENT_OWNER=1 HOME=/nowhere\nexec git \"$@\"",
    );
    assert!(error.contains("belongs to somebody else"), "{error}");
    let command = format!("`git config --global --add safe.directory {}`", repo.0.0.display());
    assert!(error.contains(&command), "{error}");
}

#[test]
fn a_git_that_never_answers_or_never_ends_is_stopped() {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN)]);
    repo.commit("2026-09-01T12:00:00+0200");
    let real = std::env::split_paths(&std::env::var_os("PATH").unwrap())
        .map(|directory| directory.join("git"))
        .find(|git| git.is_file())
        .unwrap();
    let real = format!("exec '{}' \"$@\"", real.display());
    let silent = "git did not answer within 0.4 s";
    let batch = format!("case \"$*\" in *cat-file*) exec sleep 100 ;; *) {real} ;; esac");
    for (script, expected) in [
        ("sleep 100", silent),
        ("exec sleep 100", silent),
        ("echo 'git version 2.45.0'; exec sleep 100", silent),
        (batch.as_str(), silent),
        ("exec yes", "was not understood"),
    ] {
        repo.0.program("bin/git", &format!("#!/bin/sh\n{script}\n"));
        let git = Git::new(Disk::new(&repo.0.0), vec![repo.0.at("bin")], Vec::new());
        let open = git.patient(std::time::Duration::from_millis(400)).open(".");
        let found = open.and_then(|open| open.find(&Revision::parse("HEAD").unwrap()));
        let error = told(found.expect_err(script));
        assert!(error.contains(expected) || error.contains(silent), "{script}: {error}");
    }
}

#[test]
fn missing_and_old_git_are_reported() {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN)]);
    repo.commit("2026-09-01T12:00:00+0200");
    for said in ["git version 2.29.9", "git version 1.8", "git version x", "hub"] {
        let error = with_script(&repo, &format!("echo '{said}'"));
        assert!(error.contains("git 2.30 or later is needed") && error.contains(said), "{said}: {error}");
    }
    let newer = "export PATH=/usr/local/bin:/usr/bin:/bin\ncase \"$*\" in *version) echo 'git version 2.30.0' ;; *) exec git \"$@\" ;; esac";
    assert_eq!(with_script(&repo, newer), "");
    for silent in ["echo", "exit 3"] {
        let error = with_script(&repo, silent);
        assert!(error.contains("git does not work: `git version` prints nothing"), "{silent}: {error}");
    }
    assert!(opened(&repo, Vec::new()).contains("git is not on the PATH"));
}

#[test]
fn git_is_never_taken_from_the_current_directory() {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN)]);
    repo.0.write("git", b"#!/bin/sh\ntouch canary\n");
    repo.0.write("here/git", b"#!/bin/sh\ntouch canary\n");
    for file in ["git", "here/git"] {
        fs::set_permissions(repo.0.at(file), fs::Permissions::from_mode(0o755)).unwrap();
    }
    // A file that cannot be run does not count.
    repo.0.write("data/git", b"#!/bin/sh\ntouch canary\n");
    let directories = ["", ".", "here", "./here"].map(PathBuf::from).into_iter();
    let directories = directories.chain([repo.0.0.clone(), repo.0.at("data"), Path::new("/nowhere").into()]);
    assert!(opened(&repo, directories.collect()).contains("git is not on the PATH"));
    assert!(!repo.0.at("canary").exists());
}

#[test]
fn sha256_repositories_are_read() {
    let init = ["init", "--quiet", "--initial-branch=main", "--object-format=sha256"];
    let repo = Repo::with(&init, &[("programs/more/checkout.yaml", PLAN)]);
    let hash = repo.commit("2026-09-01T12:00:00+0200");
    assert_eq!((hash.len(), repo.find("HEAD").hash), (64, hash));
    let tree = repo.open().tree(&repo.find("2026-09-01"));
    let listed = tree.list("programs").unwrap();
    assert_eq!((listed.len(), listed[0].path.as_str()), (1, "programs/more/checkout.yaml"));
    assert_eq!(tree.read("programs/more/checkout.yaml", 1000).unwrap(), Some(PLAN.into()));
}
