//! A repository that tries to run programs: none is run, and no file in it changes.

use super::repository::{Repo, git};
use super::scratch::{finish, tpm};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Output;

const PLAN: &str = "milestones:\n  ledger: {duration: 3w, owner: bo}\n";
const LATER: &str = "milestones:\n  ledger: {duration: 4w, owner: bo}\n";

/// Every configuration key that makes git run a program, or fetch from somewhere.
const PLANTED: [&str; 34] = [
    "core.fsmonitor",
    "core.pager",
    "core.editor",
    "core.sshCommand",
    "core.gitProxy",
    "core.askPass",
    "core.alternateRefsCommand",
    "credential.helper",
    "diff.external",
    "diff.bad.command",
    "diff.bad.textconv",
    "filter.bad.clean",
    "filter.bad.smudge",
    "filter.bad.process",
    "merge.bad.driver",
    "gpg.program",
    "gpg.ssh.program",
    "gpg.x509.program",
    "gpg.ssh.defaultKeyCommand",
    "sequence.editor",
    "interactive.diffFilter",
    "pager.log",
    "pager.cat-file",
    "pager.rev-parse",
    "pager.version",
    "man.bad.cmd",
    "browser.bad.cmd",
    "remote.origin.uploadpack",
    "remote.origin.receivepack",
    "uploadpack.packObjectsHook",
    "ssh.command",
    "trailer.bad.command",
    "submodule.bad.update",
    "instaweb.httpd",
];

const HOOKS: [&str; 10] = [
    "fsmonitor-watchman",
    "post-checkout",
    "post-index-change",
    "post-merge",
    "pre-auto-gc",
    "pre-commit",
    "pre-push",
    "reference-transaction",
    "post-rewrite",
    "update",
];

/// Returns a repository of two commits with a trap in every place, and the file that each trap
/// would write.
fn trapped() -> (Repo, std::path::PathBuf) {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN)]);
    repo.0.write(".gitattributes", b"*.yaml diff=bad filter=bad merge=bad text\n* ident\n");
    repo.commit("2026-09-01T12:00:00+0200");
    repo.change("programs/checkout.yaml", LATER, "2026-09-08T12:00:00+0200");
    repo.git(&["tag", "v1", "HEAD~1"]);
    let canary = repo.0.at(".git/canary");
    let trap = repo.0.at(".git/trap");
    let script = format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\nexit 1\n", canary.display());
    for file in [trap.clone()].into_iter().chain(HOOKS.map(|hook| repo.0.at(".git/hooks").join(hook))) {
        repo.0.program(file.to_str().unwrap(), &script);
    }
    let program = trap.to_str().unwrap();
    let mut set: Vec<(String, String)> =
        PLANTED.iter().map(|key| ((*key).to_owned(), program.to_owned())).collect();
    for command in ["rev-parse", "cat-file", "merge-base", "version", "status", "log", "show"] {
        set.push((format!("alias.{command}"), format!("!{program}")));
    }
    let hooks = repo.0.at(".git/hooks");
    for (key, value) in [
        ("core.hooksPath", hooks.to_str().unwrap()),
        ("core.untrackedCache", "true"),
        ("log.showSignature", "true"),
        ("diff.bad.cachetextconv", "true"),
        ("filter.bad.required", "true"),
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.partialclonefilter", "blob:none"),
        ("remote.origin.url", &format!("ext::{program} %S")),
        ("protocol.allow", "always"),
        ("protocol.ext.allow", "always"),
        ("protocol.ssh.allow", "always"),
        ("protocol.file.allow", "always"),
    ] {
        set.push((key.to_owned(), value.to_owned()));
    }
    for (key, value) in &set {
        repo.git(&["config", key, value]);
    }
    (repo, canary)
}

/// Runs `tpm` with environment variables that point git at traps too.
fn run(repo: &Repo, arguments: &[&str]) -> Output {
    let trap = repo.0.at(".git/trap");
    let mut command = tpm(&repo.0.0);
    for name in [
        "GIT_EXTERNAL_DIFF",
        "GIT_SSH",
        "GIT_SSH_COMMAND",
        "GIT_PAGER",
        "GIT_EDITOR",
        "GIT_ASKPASS",
        "GIT_PROXY_COMMAND",
        "PAGER",
        "EDITOR",
        "GIT_EXEC_PATH",
    ] {
        command.env(name, &trap);
    }
    command.env("GIT_DIR", "/nowhere").env("GIT_WORK_TREE", "/nowhere").env("GIT_INDEX_FILE", "/nowhere");
    command
        .env("GIT_CONFIG_COUNT", "1")
        .env("GIT_CONFIG_KEY_0", "alias.cat-file")
        .env("GIT_CONFIG_VALUE_0", "!false");
    command.env("GIT_TRACE", repo.0.at("trace")).env("HOME", &repo.0.0);
    finish(command.args(arguments))
}

#[test]
fn a_hostile_repository_runs_and_changes_nothing() {
    let (repo, canary) = trapped();
    // The traps work.
    for arguments in
        [&["status"][..], &["log", "-p"], &["diff", "HEAD~1"], &["checkout", "--quiet", "HEAD~1", "--", "."]]
    {
        let _ = fs::remove_file(&canary);
        git(&repo.0.0, arguments, "2026-09-09T12:00:00+0200");
        assert!(canary.exists(), "git {arguments:?} ran nothing");
    }
    fs::remove_file(&canary).unwrap();
    // A work tree with a stale index: reading it would rewrite it.
    repo.0.write("programs/checkout.yaml", b"milestones: {ledger: {duration: 5w}}\n");
    repo.0.write("programs/new.yaml", PLAN.as_bytes());
    let before = repo.0.everything();
    assert!(before.contains_key(&repo.0.at(".git/index")));
    for at in ["HEAD", "v1", "main~1", "main...v1", "2026-09-05", "-1w", "HEAD@{0}", "heads/main"] {
        for report in ["status", "schedule", "slippage", "trend", "promises", "changes"] {
            let output = run(&repo, &[report, "--at", at, "--as-of", "2026-09-14"]);
            let stderr = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "{report} --at {at}: {stderr}");
            let stdout = String::from_utf8_lossy(&output.stdout);
            assert!(stdout.starts_with("Commit ") && stdout.contains("work tree not clean"), "{stdout}");
        }
        let output = run(&repo, &["changes", "--since", at, "--as-of", "2150-01-05"]);
        assert_eq!(output.status.code(), Some(0), "{at}: {}", String::from_utf8_lossy(&output.stderr));
    }
    for since in ["v1", "main~1", "2026-09-05"] {
        let why = ["why", "checkout/ledger", "--since", since, "--as-of", "2026-09-14"];
        for arguments in [&why[..], &["status", "--since", since, "--as-of", "2026-09-14"]] {
            let output = run(&repo, arguments);
            let stderr = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "{arguments:?}: {stderr}");
        }
    }
    for nothing in
        ["nobody", "HEAD~9", "2020-01-01", "HEAD:programs", "--output=x", "main...nobody", &"0".repeat(40)]
    {
        assert_eq!(run(&repo, &["status", "--at", nothing]).status.code(), Some(2), "{nothing}");
    }
    // A promised object would be fetched by a program that the repository names.
    let blob = repo.0.at(".git/objects").join("ab").join("c".repeat(38));
    assert!(!blob.exists());
    assert_eq!(run(&repo, &["status", "--at", &format!("ab{}", "c".repeat(38))]).status.code(), Some(2));
    let after = repo.0.everything();
    let ran = fs::read_to_string(&canary).unwrap_or_default();
    assert!(!canary.exists(), "it ran {ran}");
    assert!(before == after, "something was touched");
}

// The exception: who asks for a commit gets what `git commit` does, hooks and all; and nothing else runs them, not even
// the same command without the flag.
#[test]
fn only_a_commit_that_was_asked_for_runs_hooks() {
    let (repo, canary) = trapped();
    // Only its hooks: with a filter or a signature that fails, git commits nothing.
    repo.0.write(".gitattributes", b"");
    let _ = fs::remove_file(&canary);
    let done = ["done", "ledger", "--as-of", "2026-09-14"];
    for arguments in
        [&done[..], &["undo"], &["status"], &["check"], &["ask"], &["done", "ledger", "--dry-run"]]
    {
        let output = run(&repo, arguments);
        let ran = fs::read_to_string(&canary).unwrap_or_default();
        assert!(!canary.exists(), "{arguments:?} ran {ran}{}", String::from_utf8_lossy(&output.stderr));
    }
    let mut command = tpm(&repo.0.0);
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Ana Ruiz").env(format!("GIT_{who}_EMAIL"), "ana@example.org");
    }
    let output = finish(command.args(done).arg("--commit"));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("the plans are written, but not committed"), "{stderr}");
    let ran = fs::read_to_string(&canary).unwrap_or_default();
    assert!(ran.contains("pre-commit"), "{ran}");
}

#[test]
fn missing_promised_objects_are_not_fetched() {
    let (repo, canary) = trapped();
    let _ = fs::remove_file(&canary);
    let blob =
        String::from_utf8(git(&repo.0.0, &["rev-parse", "v1:programs/checkout.yaml"], "").stdout).unwrap();
    let file = repo.0.at(".git/objects").join(&blob[..2]).join(blob[2..].trim());
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    fs::remove_file(&file).unwrap();
    // Plain git would fetch it.
    git(&repo.0.0, &["cat-file", "-p", blob.trim()], "2026-09-09T12:00:00+0200");
    assert!(canary.exists(), "the trap is not live");
    let _ = fs::remove_file(&canary);
    let output = run(&repo, &["status", "--at", "v1"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr.contains("partial") && stderr.contains("`git fetch --refetch --no-filter`"), "{stderr}");
    assert!(!canary.exists(), "it ran {}", fs::read_to_string(&canary).unwrap_or_default());
    // Nor does a git that is too old to know the variable that forbids it.
    let older = "unset GIT_NO_LAZY_FETCH\nexport PATH=/usr/local/bin:/usr/bin:/bin\nexec git \"$@\"";
    repo.0.program("bin/git", &format!("#!/bin/sh\n{older}\n"));
    for url in [format!("ext::{} %S", repo.0.at(".git/trap").display()), ".".into(), "ssh://x/y".into()] {
        repo.git(&["config", "remote.origin.url", &url]);
        let _ = fs::remove_file(&canary);
        let mut command = tpm(&repo.0.0);
        let output = finish(command.env("PATH", repo.0.at("bin")).args(["status", "--at", "v1"]));
        assert_eq!(output.status.code(), Some(2), "{url}");
        assert!(!canary.exists(), "{url}: it ran {}", fs::read_to_string(&canary).unwrap_or_default());
    }
}

#[test]
fn without_a_revision_git_is_not_started() {
    let repo = Repo::new(&[("programs/checkout.yaml", PLAN)]);
    repo.commit("2026-09-01T12:00:00+0200");
    repo.0.program("bin/git", "#!/bin/sh\n: > \"$CANARY\"\nexit 1\n");
    let run = |arguments: &[&str]| {
        let mut command = tpm(&repo.0.0);
        command.env("PATH", repo.0.at("bin")).env("CANARY", repo.0.at("canary"));
        finish(command.args(arguments))
    };
    for report in ["status", "critical-path", "slippage", "risks", "handoffs", "schedule"] {
        for format in ["text", "json", "markdown", "csv"] {
            assert_eq!(run(&[report, "--format", format]).status.code(), Some(0), "{report}");
        }
    }
    assert_eq!(run(&["why", "ledger"]).status.code(), Some(0));
    assert!(!repo.0.at("canary").exists());
    let output = run(&["status", "--at", "HEAD"]);
    assert!(repo.0.at("canary").exists() && output.status.code() == Some(2), "it is looked for on the PATH");
}

#[test]
fn one_git_process_reads_all_objects() {
    let files: Vec<(String, &str)> = (0..30).map(|n| (format!("programs/p{n}.yaml"), PLAN)).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let repo = Repo::new(&files);
    repo.commit("2026-09-01T12:00:00+0200");
    let real = String::from_utf8(git(&repo.0.0, &["--exec-path"], "").stdout).unwrap();
    let script = format!(
        "#!/bin/sh\necho \"$*\" >> '{}'\nexec '{}/git' \"$@\"\n",
        repo.0.at("calls").display(),
        real.trim()
    );
    repo.0.program("bin/git", &script);
    let output = finish(tpm(&repo.0.0).env("PATH", repo.0.at("bin")).args(["status", "--at", "main...HEAD"]));
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let calls = fs::read_to_string(repo.0.at("calls")).unwrap();
    let commands: Vec<&str> =
        calls.lines().map(|line| line.split("safe.bareRepository=explicit ").nth(1).unwrap()).collect();
    let hash = repo.find("HEAD").hash;
    assert_eq!(
        commands,
        [
            "version",
            "rev-parse --is-shallow-repository --show-toplevel",
            "cat-file --batch",
            &format!("merge-base {hash} {hash}")
        ]
    );
}
