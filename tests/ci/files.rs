//! The files that users copy or run: `action.yml`, the hooks, the workflows, and the examples of
//! `docs/ci.md`.

use super::scratch::{Scratch, finish, tpm};
use super::workflow::{OURS, faults};
use super::{read, root, shown, yaml};
use serde_json::Value;
use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

fn keys(value: &Value) -> Vec<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

/// Runs a `tpm` command line over the example programs, as of their day. Returns the exit status.
fn run(scratch: &Scratch, command: &str) -> Option<i32> {
    let words: Vec<&str> = command.split_whitespace().collect();
    assert_eq!(words[0], "tpm", "{command}");
    finish(tpm(&scratch.0).args(&words[1..]).env("TPM_AS_OF", "2026-09-14")).status.code()
}

pub(super) fn examples() -> Scratch {
    let programs = fs::read_dir(root().join("programs")).unwrap().map(|entry| entry.unwrap().file_name());
    let programs = programs.map(|name| format!("programs/{}", name.to_str().unwrap()));
    let files: Vec<(String, String)> = programs.map(|path| (path.clone(), read(&path))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Scratch::new(&files)
}

/// Makes a repository of the directory, with all that lies in it committed before a week ago,
/// whatever today is.
pub(super) const COMMITTED: &str = "rm -rf .git && git init -q && git add . && \
    GIT_COMMITTER_DATE=2020-01-01T00:00:00Z git -c user.name=A -c user.email=a@example.org commit -qm Plans";

/// Returns a shell that runs a line among the example programs, as of their day, where `tpm` is
/// the one under test.
pub(super) fn shell(scratch: &Scratch, line: &str) -> Command {
    let ours = Path::new(env!("CARGO_BIN_EXE_tpm")).parent().unwrap().to_owned();
    let path = env::var_os("PATH").unwrap();
    let path = env::join_paths([ours].into_iter().chain(env::split_paths(&path))).unwrap();
    let mut command = Command::new("sh");
    command.args(["-euc", line]).current_dir(&scratch.0).env("PATH", path).env("TPM_AS_OF", "2026-09-14");
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    command
}

#[test]
fn the_action_reads_inputs_only_through_its_environment() {
    let action = yaml(&read("action.yml"));
    assert_eq!(action["runs"]["using"], "composite");
    let mut named = BTreeSet::new();
    // What names text that others choose is here to be read as one value, and nothing else is.
    let events = [
        ("EVENT_BEFORE", "before"),
        ("EVENT_MERGE_BASE", "merge_group.base_sha"),
        ("EVENT_HEAD_SHA", "workflow_run.head_sha"),
        ("EVENT_HEAD_OWNER", "workflow_run.head_repository.owner.login"),
        ("EVENT_HEAD_BRANCH", "workflow_run.head_branch"),
        ("EVENT_HEAD_REPOSITORY", "pull_request.head.repo.full_name"),
    ];
    for step in action["runs"]["steps"].as_array().unwrap() {
        if let Some(uses) = step["uses"].as_str() {
            let at = uses.strip_prefix("actions/cache@").expect("no other action");
            assert_eq!(at.len(), 40, "{uses}");
            assert_eq!(step["env"], Value::Null);
            continue;
        }
        assert_eq!(step["shell"], "bash", "{step}");
        let run = step["run"].as_str().unwrap();
        assert!(!run.contains("${{"), "{step}");
        for (name, value) in step["env"].as_object().into_iter().flatten() {
            let value = value.as_str().unwrap();
            if let Some((_, path)) = events.iter().find(|(known, _)| known == name) {
                assert_eq!(value, format!("${{{{ github.event.{path} }}}}"));
            } else if name == "GH_TOKEN" {
                // Only these need one.
                assert!(["install.sh", "diff.sh", "comment.sh"].iter().any(|script| run.contains(script)));
                assert_eq!(value, "${{ inputs.token }}");
                named.insert("token".into());
            } else if let Some(input) = name.strip_prefix("INPUT_") {
                let input = input.to_lowercase().replace('_', "-");
                assert_eq!(value, format!("${{{{ inputs.{input} }}}}"));
                named.insert(input);
            } else {
                // No variable that bash, the runner or tpm reads itself.
                assert!(["ARCHIVE", "CHECK_", "DIFF_"].iter().any(|own| name.starts_with(own)), "{name}");
                assert!(value.starts_with("${{ steps."), "{value}");
            }
        }
    }
    assert_eq!(named, keys(&action["inputs"]).into_iter().collect());
    for part in ["inputs", "outputs"] {
        for (name, of) in action[part].as_object().unwrap() {
            assert!(
                of["description"].as_str().is_some_and(|text| text.ends_with('.') || text.contains(':')),
                "{name}"
            );
        }
    }
}

#[test]
fn the_scripts_can_be_run_and_stop_at_the_first_fault() {
    let scripts = fs::read_dir(root().join(".github/action")).unwrap().map(|entry| entry.unwrap().path());
    let scripts: Vec<_> = scripts.collect();
    assert_eq!(scripts.len(), 8);
    for path in scripts {
        let text = fs::read(&path).map(|bytes| String::from_utf8(bytes).unwrap()).unwrap();
        assert!(
            text.starts_with("#!/usr/bin/env bash\n") && text.contains("\nset -euo pipefail\n"),
            "{path:?}"
        );
        assert!(!text.contains("${{") && !text.contains("eval"), "{path:?}");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o111, 0o111, "{path:?}");
    }
}

#[test]
fn workflows_take_no_more_than_they_need() {
    let inputs = keys(&yaml(&read("action.yml"))["inputs"]);
    let own = fs::read_dir(root().join(".github/workflows")).unwrap().map(|entry| entry.unwrap().file_name());
    let own: Vec<String> =
        own.map(|name| read(&format!(".github/workflows/{}", name.to_str().unwrap()))).collect();
    let mut shown = shown("yaml workflow");
    let review = read("docs/review.md");
    let review = review.split("```yaml workflow\n").nth(1).expect("a workflow");
    shown.push(review.split("```").next().unwrap().to_owned());
    assert!(shown.iter().all(|text| text.contains(OURS)) && own.iter().any(|text| text.contains("uses: ./")));
    for text in own.iter().chain(&shown) {
        assert_eq!(faults(&yaml(text), &inputs), Vec::<String>::new(), "{text}");
    }
    let events: Vec<Vec<String>> = shown.iter().map(|text| keys(&yaml(text)["on"])).collect();
    assert!(events.iter().any(|events| events.contains(&"pull_request".into())), "{events:?}");
    let daily =
        shown.iter().map(|text| yaml(text)).find(|workflow| !workflow["on"]["schedule"].is_null()).unwrap();
    let cron: Vec<String> =
        daily["on"]["schedule"][0]["cron"].as_str().unwrap().split(' ').map(str::to_owned).collect();
    // Every day of the week, because the calendars define the workdays.
    assert!(cron.len() == 5 && cron[2..] == ["*", "*", "*"], "{cron:?}");
    let text = serde_json::to_string(&daily).unwrap();
    assert!(text.contains("\"on-workdays\":true"), "{text}");
    // The same hash for the same version, everywhere.
    let pins =
        own.iter().chain(&shown).flat_map(|text| text.lines()).filter_map(|line| line.split_once("uses: "));
    let pins: BTreeSet<(&str, &str)> = pins.filter_map(|(_, pin)| pin.split_once('@')).collect();
    let names: BTreeSet<&str> = pins.iter().map(|(name, _)| *name).collect();
    assert_eq!(pins.len(), names.len(), "{pins:?}");
    assert!(pins.iter().all(|(_, at)| *at == "REF" || at.contains(" # v")), "{pins:?}");
}

#[test]
fn the_document_lists_all_inputs_and_outputs() {
    let (action, text) = (yaml(&read("action.yml")), read("docs/ci.md"));
    for part in ["input", "output"] {
        let table = text.split(&format!("| {part} |")).nth(1).unwrap().split("\n\n").next().unwrap();
        let rows = table.lines().skip(2).map(|line| line.split(" | ").next().unwrap());
        let listed: BTreeSet<String> =
            rows.flat_map(|cell| cell.split('`').skip(1).step_by(2)).map(str::to_owned).collect();
        let declared = keys(&action[format!("{part}s")]).into_iter().collect();
        assert_eq!(listed, declared, "{part}s");
    }
}

#[test]
fn hooks_judge_the_whole_workspace_once() {
    let hooks = yaml(&read(".pre-commit-hooks.yaml"));
    let hooks = hooks.as_array().unwrap();
    let mut ids = BTreeSet::new();
    for hook in hooks {
        let id = hook["id"].as_str().unwrap();
        assert!(ids.insert(id), "{id} twice");
        assert_eq!(hook["pass_filenames"], false);
        assert_eq!(hook["require_serial"], true);
        assert_eq!(hook["always_run"], true);
        assert!(["rust", "system"].contains(&hook["language"].as_str().unwrap()));
    }
    let scratch = examples();
    for text in shown("yaml pre-commit") {
        let taken = yaml(&text)["repos"][0]["hooks"].clone();
        for taken in taken.as_array().unwrap() {
            let hook = hooks.iter().find(|hook| hook["id"] == taken["id"]).expect("a hook of ours");
            let arguments = taken["args"].as_array().into_iter().flatten();
            let words: Vec<&str> =
                [&hook["entry"]].into_iter().chain(arguments).filter_map(Value::as_str).collect();
            assert_eq!(run(&scratch, &words.join(" ")), Some(0), "{words:?}");
        }
    }
    // As documented: an error in a plan still stops a commit.
    scratch.write("programs/broken.yaml", b"milestones: {a: {depends_on: [b]}}\n");
    assert_eq!(run(&scratch, "tpm check --fail-on never"), Some(1));
}

/// Returns the texts in a YAML value, at any depth.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::Object(map) => map.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn gitlab_gets_every_report_that_its_job_declares() {
    for text in shown("yaml gitlab") {
        let pipeline = yaml(&text);
        let jobs = pipeline.as_object().unwrap();
        let reports: BTreeSet<&str> = texts(&jobs[".tpm"]["artifacts"]["reports"]).into_iter().collect();
        assert!(reports.len() == 2 && jobs[".tpm"]["artifacts"]["when"] == "always");
        for (name, job) in jobs.iter().filter(|(name, _)| !name.starts_with('.')) {
            assert_eq!(job["extends"], ".tpm", "{name}");
            let scratch = examples();
            for command in texts(&job["script"]) {
                let status = run(&scratch, command);
                assert!([Some(0), Some(1)].contains(&status), "{command}: {status:?}");
            }
            for report in &reports {
                assert!(scratch.at(report).is_file(), "{name}: {report}");
            }
            let is_daily = texts(&job["rules"]).iter().any(|rule| rule.contains("schedule"));
            assert_eq!(texts(&job["script"]).join("\n").contains("--on-workdays"), is_daily, "{name}");
        }
    }
}

#[test]
fn commands_for_other_ci_run() {
    let mut count = 0;
    for command in shown("sh").iter().flat_map(|text| text.lines()) {
        if command == "cargo install --git ADDRESS --rev REF --locked" {
            continue;
        }
        let scratch = examples();
        assert!([Some(0), Some(1)].contains(&run(&scratch, command)), "{command}");
        assert!(scratch.at("tpm-junit.xml").is_file(), "{command}");
        count += 1;
    }
    assert!(count > 0);
    // The variables that the text beside it names.
    for command in ["tpm check --format concise", "tpm check --format json"] {
        assert!([Some(0), Some(1)].contains(&run(&examples(), command)), "{command}");
    }
}
