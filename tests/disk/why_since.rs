//! `tpm why --since` over repositories that git made: who wrote what.

use super::repository::Repo;
use serde_json::Value;

const PLAN: &str = "programs/p.yaml";

fn plan(a: &str, b: &str) -> String {
    format!("milestones:\n  a: {{duration: {a}}}\n  b: {{duration: {b}, depends_on: a}}\n")
}

fn moved(repo: &Repo, since: &str) -> Value {
    let arguments = ["why", "b", "--since", since, "--as-of", "2026-09-14", "--format", "json"];
    let output = repo.0.run("", &arguments);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    serde_json::from_slice::<Value>(&output.stdout).unwrap()["data"]["move"].clone()
}

fn commit_of<'v>(data: &'v Value, milestone: &str) -> &'v str {
    let shares = data["shares"].as_array().unwrap();
    let share = shares.iter().find(|share| share["milestone"] == milestone).unwrap();
    share["edits"][0]["commit"].as_str().unwrap()
}

// The branch makes a longer, main makes b longer and merges it.
#[test]
fn a_merge_is_followed_into_its_branch() {
    let repo = Repo::new(&[(PLAN, &plan("3d", "3d"))]);
    let first = repo.commit("2026-09-07T10:00:00+0200");
    repo.git(&["checkout", "--quiet", "-b", "topic"]);
    let on_topic = repo.change(PLAN, &plan("5d", "3d"), "2026-09-08T10:00:00+0200");
    repo.git(&["checkout", "--quiet", "main"]);
    repo.0.write("programs/other.yaml", b"milestones: {x: {duration: 1d}}\n");
    repo.commit("2026-09-09T10:00:00+0200");
    repo.git(&["merge", "--quiet", "--no-ff", "-m", "merge", "topic"]);
    let on_main = repo.change(PLAN, &plan("5d", "4d"), "2026-09-10T10:00:00+0200");
    // Neither a later commit to the same line nor a rename of the file takes them over.
    repo.git(&["mv", PLAN, "programs/p.yml"]);
    repo.commit("2026-09-11T10:00:00+0200");
    let data = moved(&repo, first.trim());
    assert_eq!(commit_of(&data, "p/a"), on_topic.trim());
    assert_eq!(commit_of(&data, "p/b"), on_main.trim());
}

#[test]
fn splitting_a_commit_changes_no_share() {
    let start = plan("3d", "3d");
    let whole = Repo::new(&[(PLAN, &start)]);
    let first = whole.commit("2026-09-07T10:00:00+0200");
    whole.change(PLAN, &plan("6d", "5d"), "2026-09-09T10:00:00+0200");
    let split = Repo::new(&[(PLAN, &start)]);
    split.commit("2026-09-07T10:00:00+0200");
    for (a, b) in [("6d", "3d"), ("4d", "3d"), ("4d", "5d"), ("6d", "5d")] {
        split.change(PLAN, &plan(a, b), "2026-09-09T10:00:00+0200");
    }
    let days = |repo: &Repo| {
        let data = moved(repo, "2026-09-07");
        let shares = data["shares"].as_array().unwrap().clone();
        let share = |share: &Value| (share["milestone"].to_string(), share["share_days"].clone());
        (data["days"].clone(), shares.iter().map(share).collect::<Vec<_>>())
    };
    assert!(!first.is_empty());
    assert_eq!(days(&whole), days(&split));
}
