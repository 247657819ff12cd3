//! The GitLab CI component: its jobs run, with what GitLab puts into their variables.

use super::files::{COMMITTED, examples, shell};
use super::{read, yaml};
use serde_json::Value;
use std::collections::BTreeSet;

#[test]
fn every_job_of_the_component_runs() {
    let text = read("packaging/gitlab/templates/tpm.yml");
    let (spec, jobs) = text.split_once("\n---\n").expect("inputs and jobs");
    let spec = yaml(spec)["spec"]["inputs"].clone();
    // What a job says of its inputs is declared, with a default.
    let named: BTreeSet<&str> =
        jobs.split("$[[ inputs.").skip(1).map(|rest| rest.split(' ').next().unwrap()).collect();
    let declared: BTreeSet<&str> = spec.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(named, declared);
    let mut filled = jobs.to_owned();
    for (name, input) in spec.as_object().unwrap() {
        filled = filled.replace(&format!("$[[ inputs.{name} ]]"), input["default"].as_str().unwrap());
    }
    let pipeline = yaml(&filled);
    let shared = &pipeline[".tpm"];
    let mut events = BTreeSet::new();
    for (name, job) in pipeline.as_object().unwrap().iter().filter(|(name, _)| !name.starts_with('.')) {
        assert_eq!(job["extends"], ".tpm", "{name}");
        let rule = job["rules"][0]["if"].as_str().unwrap();
        events.insert(rule.split('"').nth(1).unwrap().to_owned());
        let scratch = examples();
        let run = |line: &str| {
            let mut command = shell(&scratch, line);
            for (name, value) in shared["variables"].as_object().unwrap() {
                command.env(name, value.as_str().unwrap());
            }
            command.env("CI_MERGE_REQUEST_DIFF_BASE_SHA", "HEAD").output().unwrap()
        };
        assert!(run(COMMITTED).status.success());
        for line in job["script"].as_array().unwrap().iter().filter_map(Value::as_str) {
            let output = run(line);
            let err = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "{line}: {err}");
            for report in ["codequality", "junit"] {
                let file = shared["artifacts"]["reports"][report].as_str().unwrap();
                assert!(scratch.at(file).is_file(), "{name}: {file}");
            }
            assert_eq!(line.contains("--on-workdays"), rule.contains("schedule"), "{name}");
            assert_eq!(line.contains("--new-since"), rule.contains("merge_request_event"), "{name}");
        }
    }
    assert_eq!(events.into_iter().collect::<Vec<_>>(), ["merge_request_event", "push", "schedule"]);
}
