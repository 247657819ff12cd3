//! Diffs of commits, compared with checkouts of both.

use super::repository::Repo;
use serde_json::Value;
use std::collections::BTreeMap;

const CHECKOUT: &str = "due: 2026-10-30
finish: cutover
milestones:
  ledger: {name: Ledger, owner: bo, duration: 3w, due: 2026-10-02}
  perf: {name: Load test, owner: bo, duration: 1w, depends_on: ledger}
  cutover: {name: Cutover, owner: ana, duration: 1w, depends_on: [perf, mlops/model], due: 2026-10-23, firm: true}
";
const MLOPS: &str = "milestones:\n  model: {name: Model, owner: wen, duration: 2w, due: 2026-09-25}\n";
const SHARED: &str = "owners:\n  ana: {}\n  bo: {}\n  wen: {}\n";
const AS_OF: [&str; 2] = ["--as-of", "2026-09-14"];

fn json(repo: &Repo, directory: &str, arguments: &[&str]) -> Value {
    let output = repo.0.run(directory, &[arguments, &AS_OF, &["--format", "json"]].concat());
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(&text).unwrap_or_else(|error| {
        panic!("{arguments:?}: {error}\n{text}{}", String::from_utf8_lossy(&output.stderr))
    })
}

/// Returns all forecasts in a checkout of a commit, by id.
fn plain(repo: &Repo, hash: &str) -> BTreeMap<String, Value> {
    let directory = format!("plain-{hash}");
    if !repo.0.at(&directory).is_dir() {
        repo.git(&["worktree", "add", "--quiet", "--detach", &directory, hash]);
    }
    let mut found = BTreeMap::new();
    for program in json(repo, &directory, &["schedule"])["data"]["programs"].as_array().unwrap() {
        let entries = program["milestones"].as_array().unwrap().iter().chain([program]);
        found.extend(
            entries.map(|entry| (entry["id"].as_str().unwrap().to_owned(), entry["forecast_finish"].clone())),
        );
    }
    found
}

/// Checks every number in the diff of two commits against checkouts, and returns the diff.
fn checked(repo: &Repo, base: &str, head: &str) -> Value {
    let (was, is) = (plain(repo, base), plain(repo, head));
    let before = repo.git(&["status", "--porcelain"]);
    let data = json(repo, "", &["diff", base, head])["data"].clone();
    assert_eq!(repo.git(&["status", "--porcelain"]), before);
    assert_eq!((data["base"].as_str(), data["head"].as_str()), (Some(base), Some(head)));
    let listed = data["programs"].as_array().unwrap().iter().chain(data["milestones"].as_array().unwrap());
    let mut told: Vec<String> = Vec::new();
    for entry in listed {
        let id = entry["id"].as_str().unwrap();
        let old = entry["base_id"].as_str().unwrap_or_default();
        let of = |side: &BTreeMap<String, Value>, id: &str| side.get(id).cloned().unwrap_or(Value::Null);
        let now = if entry["change"] == "removed" { Value::Null } else { of(&is, id) };
        assert_eq!(entry["forecast_finish"]["before"], of(&was, old), "{entry:#}");
        assert_eq!(entry["forecast_finish"]["after"], now, "{entry:#}");
        told.extend([id.to_owned(), old.to_owned()]);
    }
    for (id, finish) in &is {
        let moved = was.get(id).is_some_and(|was| was != finish);
        assert!(!moved || told.contains(id), "{id} moved and is not told");
    }
    data
}

fn repo() -> (Repo, String) {
    let repo = Repo::new(&[
        ("programs/checkout.yaml", CHECKOUT),
        ("programs/mlops.yaml", MLOPS),
        ("programs/tpm.yaml", SHARED),
    ]);
    let first = repo.commit("2026-09-01T12:00:00+0200");
    (repo, first)
}

const LATER: &str = "2026-09-02T12:00:00+0200";

#[test]
fn diffs_equal_the_checkouts_of_both_sides() {
    let (repo, first) = repo();
    let longer = repo.change("programs/mlops.yaml", &MLOPS.replace("2w", "6w"), LATER);
    let pushed = checked(&repo, &first, &longer);
    assert_eq!(pushed["milestones"][0]["causes"][0]["of"], "mlops/model");
    // A file is renamed, and its milestone gets longer.
    repo.git(&["mv", "programs/mlops.yaml", "programs/models.yaml"]);
    repo.0.write("programs/models.yaml", MLOPS.replace("2w", "7w").as_bytes());
    let renamed =
        repo.change("programs/checkout.yaml", &CHECKOUT.replace("mlops/model", "models/model"), LATER);
    let told = checked(&repo, &longer, &renamed);
    assert!(
        told["programs"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["base_id"] == "mlops" && one["id"] == "models")
    );
    // A program is split.
    let left = CHECKOUT
        .replace("mlops/model", "models/model")
        .replace("  perf: {name: Load test, owner: bo, duration: 1w, depends_on: ledger}\n", "")
        .replace("[perf,", "[load/perf,");
    repo.0.write("programs/checkout.yaml", left.as_bytes());
    let split = repo.change(
        "programs/load.yaml",
        "milestones:\n  perf: {name: Load test, owner: bo, duration: 2w, depends_on: checkout/ledger}\n",
        LATER,
    );
    let told = checked(&repo, &renamed, &split);
    let perf = told["milestones"].as_array().unwrap().iter().find(|one| one["id"] == "load/perf").unwrap();
    assert_eq!((&perf["change"], &perf["base_id"]), (&"renamed".into(), &"checkout/perf".into()));
    // A program is deleted, with the link to it.
    repo.git(&["rm", "--quiet", "programs/models.yaml"]);
    let deleted = repo.change("programs/checkout.yaml", &left.replace(", models/model", ""), LATER);
    let told = checked(&repo, &split, &deleted);
    assert!(told["programs"].as_array().unwrap().iter().any(|one| one["change"] == "removed"));
    // And from the first to the last, in both directions.
    checked(&repo, &first, &deleted);
    checked(&repo, &deleted, &first);
}

#[test]
fn a_merge_is_diffed_against_both_parents_and_their_base() {
    let (repo, first) = repo();
    repo.git(&["switch", "--quiet", "--create", "topic"]);
    let topic = repo.change("programs/mlops.yaml", &MLOPS.replace("2w", "5w"), LATER);
    repo.git(&["switch", "--quiet", "main"]);
    let main =
        repo.change("programs/checkout.yaml", &CHECKOUT.replace("duration: 3w", "duration: 4w"), LATER);
    repo.git(&["merge", "--quiet", "--no-edit", "topic"]);
    let merge = repo.git(&["rev-parse", "HEAD"]);
    for base in [&first, &topic, &main] {
        checked(&repo, base, &merge);
    }
    let parted = json(&repo, "", &["diff", "main~1...topic", "topic"])["data"].clone();
    assert_eq!(
        (parted["base"].as_str(), parted["head"].as_str()),
        (Some(first.as_str()), Some(topic.as_str()))
    );
    assert_eq!(parted["edits"].as_array().map(Vec::len), Some(1));
}

#[test]
fn the_work_tree_is_compared_with_its_uncommitted_changes() {
    let (repo, first) = repo();
    repo.0.write("programs/mlops.yaml", MLOPS.replace("2w", "6w").as_bytes());
    let data = json(&repo, "", &["diff", "HEAD"])["data"].clone();
    assert_eq!((data["base"].as_str(), data["head"].as_str()), (Some(first.as_str()), Some("work-tree")));
    assert_eq!(data["edits"].as_array().map(Vec::len), Some(1));
    let here = json(&repo, "programs", &["diff", "2026-09-01"])["data"].clone();
    assert_eq!(here["edits"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_broken_plan_on_either_side_ends_with_2_and_a_report() {
    let (repo, first) = repo();
    let broken = repo.change("programs/mlops.yaml", "milestones:\n  model: {duration: 2x}\n", LATER);
    for (base, head) in [(&first, &broken), (&broken, &first)] {
        let output = repo.0.run("", &[&["diff", base, head][..], &AS_OF].concat());
        assert_eq!(output.status.code(), Some(2));
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(text.contains("1 error in the plans") && text.contains("checkout/cutover"), "{text}");
        checked(&repo, base, head);
    }
}

#[test]
fn invalid_revisions_are_refused() {
    let (repo, _) = repo();
    for typed in ["--output=x", "nowhere", "a..b", "HEAD\n--help"] {
        let output = repo.0.run("", &["diff", "--", typed]);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{typed}");
    }
    assert!(!repo.0.at("x").exists());
    let at = repo.0.run("", &["diff", "HEAD", "--at", "HEAD"]);
    assert_eq!(at.status.code(), Some(2));
}
