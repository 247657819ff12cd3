//! What a report reads and writes on a real disk: nothing but the plans.

use super::repository::Repo;
use super::scratch::{finish, tpm};
use std::process::{Command, Output};

/// Every command that reports, over a commit and the work tree.
const REPORTS: [&str; 26] = [
    "status",
    "status --since base",
    "status --at base",
    "critical-path",
    "cliffs",
    "slippage",
    "risks",
    "handoffs",
    "ask",
    "load",
    "week",
    "why p/a",
    "recover p/a --by 2026-09-15",
    "what-if p/a.eta=+2w",
    "check --new-since base --policy-from base",
    "diff base",
    "changes --since base",
    "trend",
    "promises",
    "odds --runs 100",
    "brief --since base",
    "brief --format html",
    "gantt --baseline base --links",
    "graph --to p/a",
    "schedule --format json",
    "set p/a note=x --dry-run",
];

/// Returns a plan that has a text in every place where one could be a path or an address.
fn plan(text: &str) -> String {
    format!(
        "id: p\nname: {text}\nsummary: {text}\nowner: o\ncalendar: default\nx-include: {text}\nhealth: {{rag: green, \
         note: {text}, on: 2026-09-01}}\nfreezes: [{{name: {text}, dates: 2026-10-19}}]\nmilestones:\n  a: {{name: {text}, \
         duration: 5d, note: {text}, due: 2026-09-30, promised_to: {text}, workstream: {text}, links: {{doc: {text}}}, \
         blocked: {{since: 2026-09-01, why: {text}, waiting_on: {text}}}}}\nrisks:\n  r: {{title: {text}, owner: o, \
         probability: 30%, impact: 5d, affects: [a], response: mitigate, mitigation: {text}, trigger: {text}}}\n"
    )
}

/// Returns a repository with a plan full of a text, in a commit `base` and, a little different,
/// after it.
fn repository(text: &str) -> Repo {
    let repo = Repo::new(&[("programs/p.yaml", &plan(text)), ("home/x", ""), ("tmp/x", "")]);
    repo.commit("2026-09-01T12:00:00+0200");
    repo.git(&["tag", "base"]);
    repo.change("programs/p.yaml", &plan(text).replace("5d, note", "8d, note"), "2026-09-08T12:00:00+0200");
    repo
}

fn run(repo: &Repo, arguments: &str) -> Output {
    let mut command = tpm(&repo.0.0);
    command.env("HOME", repo.0.at("home")).env("TMPDIR", repo.0.at("tmp"));
    for name in ["XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"] {
        command.env(name, repo.0.at("home"));
    }
    finish(command.args(arguments.split(' ')).args(["--as-of", "2026-09-14"]))
}

// Whoever opens a pipe to read it waits for a writer, and `finish` calls that hanging.
#[test]
fn a_path_in_a_plan_is_not_opened() {
    let repo = repository("X");
    let pipe = repo.0.at("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for text in [pipe.display().to_string(), format!("file://{}", pipe.display()), "../pipe".into()] {
        let text = format!("'{text}'");
        repo.change("programs/p.yaml", &plan(&text), "2026-09-09T12:00:00+0200");
        repo.git(&["tag", "--force", "base", "HEAD"]);
        repo.0.write("programs/p.yaml", plan(&text).replace("5d, note", "8d, note").as_bytes());
        for report in REPORTS {
            let output = run(&repo, report);
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(matches!(output.status.code(), Some(0 | 1)), "{report} of {text}: {said}");
        }
    }
    // A file that is named by a tag, an anchor or a merge is no file either.
    for text in [format!("!include {}", pipe.display()), format!("<<: {}", pipe.display())] {
        repo.0.write("programs/p.yaml", format!("milestones: {text}\n").as_bytes());
        assert_eq!(run(&repo, "status").status.code(), Some(2), "{text}");
    }
}

#[test]
fn a_report_writes_nothing() {
    let repo = repository("X");
    let before = repo.0.everything();
    assert!(before.len() > 20);
    for report in REPORTS {
        let output = run(&repo, report);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{report}: {said}");
        assert!(repo.0.everything() == before, "{report} touched something");
    }
}

#[test]
fn an_edit_writes_its_plan_and_the_record_alone() {
    let repo = repository("X");
    repo.0.write("programs/q.yaml", b"milestones: {b: {duration: 1d, depends_on: p/a}}\n");
    let before = repo.0.everything();
    assert_eq!(run(&repo, "set p/a eta=fri").status.code(), Some(0));
    assert_eq!(repo.0.changed(&before), [".git/tpm", ".git/tpm/undo", "programs/p.yaml"]);
}
