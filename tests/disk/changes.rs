//! `tpm changes` over real repositories: every date is that of `schedule` on a checkout of its commit
//! as of its day.

use super::repository::Repo;
use super::trend::{forecasts, json, long};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Returns the forecasts of a checkout as of a day.
fn checked_out(repo: &Repo, commit: &str, day: &str) -> BTreeMap<String, Value> {
    repo.git(&["checkout", "--quiet", "--force", commit]);
    forecasts(&json(repo, &["schedule", "--as-of", day]))
}

fn list<'v>(data: &'v Value, key: &str) -> &'v [Value] {
    data[key].as_array().unwrap()
}

/// Returns the day on which a commit was made.
fn day(repo: &Repo, commit: &str) -> String {
    repo.git(&["show", "--no-patch", "--format=%cd", "--date=short", commit])
}

#[test]
fn every_date_is_that_of_schedule_on_a_checkout() {
    let repo = long(120);
    let line = repo.git(&["rev-list", "--first-parent", "main"]);
    let line: Vec<&str> = line.lines().collect();
    let (mut moved, mut slid) = (0, 0);
    for (from, to) in [(10, 0), (60, 0), (35, 20), (110, 90), (81, 80), (119, 0)] {
        let (then, now) = (line[from], line[to]);
        let (then_day, now_day) = (day(&repo, then), day(&repo, now));
        let report = json(&repo, &["changes", "--since", then, "--at", now]);
        let data = &report["data"];
        assert_eq!(data["then"], json!({"commit": then, "as_of": then_day}));
        assert_eq!(data["now"], json!({"commit": now, "as_of": now_day}));
        assert_eq!(data["commits"], from - to);
        let said = checked_out(&repo, then, &then_day);
        let aged = checked_out(&repo, then, &now_day);
        let is = checked_out(&repo, now, &now_day);
        let mut told = BTreeMap::new();
        for (key, one) in
            ["moves", "slid"].iter().flat_map(|key| list(data, key).iter().map(move |one| (key, one)))
        {
            let id = one["id"].as_str().unwrap();
            assert_eq!(one["after"], is[id], "{id} of {now}");
            // Names change on the way; no id is used twice.
            if let Some(before) = said.get(id) {
                assert_eq!(&one["before"], before, "{id} of {then}");
                if *key == "slid" {
                    assert_eq!(aged[id], is[id], "{id} slid");
                }
            }
            if let (Some(days), Some(slid), "moves") = (one["days"].as_i64(), one["slid_days"].as_i64(), *key)
            {
                let shares: i64 =
                    list(one, "causes").iter().map(|cause| cause["share_days"].as_i64().unwrap()).sum();
                assert_eq!(slid + shares + one["causes_rest_days"].as_i64().unwrap(), days, "{one:#}");
            }
            told.insert(id.to_owned(), one.clone());
            *(if *key == "slid" { &mut slid } else { &mut moved }) += 1;
        }
        for (id, before) in &said {
            let Some(after) = is.get(id) else { continue };
            assert_eq!(told.contains_key(id), before != after, "{id}: {before} {after}");
        }
    }
    repo.git(&["checkout", "--quiet", "--force", "main"]);
    assert!(moved > 100 && slid > 0, "{moved} {slid}");
}

#[test]
fn changes_against_itself_says_nothing_changed() {
    let repo = long(30);
    for revision in ["main", "HEAD~7"] {
        let output = repo.0.run("", &["changes", "--since", revision, "--at", revision]);
        let text = String::from_utf8(output.stdout).unwrap();
        let status = output.status.code().unwrap();
        // A broken plan on the way says so first.
        assert!(status == 2 || text.ends_with("nothing was committed since\nNothing changed.\n"), "{text}");
    }
    let today = day(&repo, "main");
    let text = repo.0.run("", &["changes", "--since", "main", "--as-of", &today]).stdout;
    assert!(String::from_utf8(text).unwrap().ends_with("Nothing changed.\n"));
}

// A merge counts once, by what it brings; a commit beside the line does not count.
#[test]
fn commits_that_matter_are_those_along_first_parents_that_change_the_plan() {
    let plan = |duration: &str| format!("milestones:\n  a: {{duration: {duration}, due: 2026-10-30}}\n");
    let repo = Repo::new(&[("programs/p.yaml", &plan("5d"))]);
    let first = repo.commit("2026-09-01T12:00:00+0000");
    repo.change("README.md", "Read me.\n", "2026-09-02T12:00:00+0000");
    repo.git(&["checkout", "--quiet", "-b", "side"]);
    repo.change("programs/p.yaml", &plan("8d"), "2026-09-02T13:00:00+0000");
    repo.change("programs/p.yaml", &plan("7d"), "2026-09-02T14:00:00+0000");
    repo.git(&["checkout", "--quiet", "main"]);
    repo.git(&["merge", "--quiet", "--no-ff", "--message", "m", "side"]);
    let merge = repo.git(&["rev-parse", "HEAD"]);
    repo.change("programs/p.yaml", &format!("# Seven.\n{}", plan("7d")), "2026-09-03T12:00:00+0000");
    let changes = |arguments: &[&str]| {
        let arguments = [&["changes", "--as-of", "2026-09-03"], arguments].concat();
        json(&repo, &arguments)["data"].clone()
    };
    let data = changes(&["--since", &first]);
    assert_eq!(json!([data["commits"], data["commits_that_matter"]]), json!([3, [merge]]));
    assert_eq!(json!([data["moves"][0]["days"], data["uncommitted_matters"]]), json!([4, false]), "{data:#}");
    // What is not committed counts apart.
    repo.0.write("programs/p.yaml", plan("9d").as_bytes());
    let data = changes(&["--since", &first]);
    assert_eq!(json!([data["commits"], data["uncommitted_matters"]]), json!([3, true]));
    // A branch beside the line leads not to now.
    assert_eq!(changes(&["--since", "side"])["commits"], Value::Null);
}

#[test]
fn a_clone_that_is_cut_off_says_how_to_complete_it() {
    let repo = long(30);
    let url = format!("file://{}", repo.0.0.display());
    repo.git(&["clone", "--quiet", "--depth=5", &url, "clone"]);
    let last = day(&repo, "main");
    let output = repo.0.run("clone", &["changes", "--as-of", &last, "--since", "2026-06-03"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{said}");
    assert!(said.contains("this clone is shallow") && said.contains("`git fetch --unshallow`"), "{said}");
    let output = repo.0.run("clone", &["changes", "--as-of", &last, "--since", "HEAD~2"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(String::from_utf8_lossy(&output.stdout).contains("of 2 commits"), "{said}");
}
