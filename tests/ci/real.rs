//! The action with the real binary: its log, summary, outputs and files.

use super::action::HOSTILE;
use super::github::{Job, Runner};
use serde_json::Value;
use std::fs;

const PLAN: &str = r###"name: "##[group]plan ::error::forged"
owner: priya
start: 2026-08-03
due: 2026-12-18
finish: cutover
milestones:
  ledger: {name: "x ##[error]forged", owner: bo, due: 2026-09-09}
  cutover:
    owner: ana
    duration: 2w
    depends_on: ledger
    due: 2026-09-18
    promised_to: "\n::error::forged\n::stop-commands::x\r\n##[endgroup]%0A::warning::forged"
    waive: [{rule: overdue-program, until: 2026-12-31, reason: "`::notice::forged` $(touch pwned)"}]
"###;

fn run(runner: &Runner, inputs: &[(&str, &str)]) -> Job {
    let own = [("tpm", env!("CARGO_BIN_EXE_tpm"))];
    let job = runner.run(&[&own[..], inputs].concat());
    for line in job.log.lines() {
        assert!(!line.contains("##["), "{line}");
        let command = line.trim_start().strip_prefix("::");
        let is_ours = command.is_none_or(|command| {
            ["error ", "warning "].iter().any(|name| command.starts_with(name)) && command.contains("title=")
        });
        assert!(is_ours, "{line}");
    }
    assert!(!runner.scratch.at("checkout/pwned").exists());
    job
}

fn report(job: &Job) -> Value {
    let text = fs::read(&job.outputs["report"]).unwrap();
    serde_json::from_slice::<Value>(&text).unwrap()["data"].clone()
}

/// Returns the number of annotations of a level in the log.
fn annotations(job: &Job, level: &str) -> usize {
    job.log.lines().filter(|line| line.starts_with(&format!("::{level} file=programs/p.yaml,line="))).count()
}

#[test]
fn a_failed_gate_still_leaves_reports_and_outputs() {
    let runner = Runner::new(&[("programs/p.yaml", PLAN)]);
    let inputs = [("as-of", "2026-09-14"), ("sarif", "tpm.sarif")];
    for (fail_on, status) in [("", 1), ("error", 1), ("warn", 1), ("never", 0)] {
        let _ = fs::remove_file(runner.scratch.at("checkout/tpm.sarif"));
        let job = run(&runner, &[&inputs[..], &[("fail-on", fail_on)]].concat());
        assert_eq!((job.status, job.outputs["exit-code"].as_str()), (status, status.to_string().as_str()));
        let data = report(&job);
        for level in ["errors", "warnings"] {
            assert_eq!(job.outputs[level], data[level].to_string(), "{level}");
        }
        assert!(job.outputs["errors"] != "0" && annotations(&job, "error") > 0, "{}", job.log);
        let verdict = if status == 0 { "passes" } else { "fails" };
        assert!(
            job.summary.contains(verdict) && job.summary.contains("overdue-milestone"),
            "{}",
            job.summary
        );
        let sarif = fs::read(runner.scratch.at("checkout/tpm.sarif")).unwrap();
        let sarif: Value = serde_json::from_slice(&sarif).unwrap();
        let results = sarif["runs"][0]["results"].as_array().unwrap();
        assert!(results.iter().any(|result| result["ruleId"] == "overdue-milestone"), "{sarif}");
    }
}

#[test]
fn a_day_off_is_noted_in_the_log() {
    let runner = Runner::new(&[("programs/p.yaml", PLAN)]);
    for (day, status) in [("2026-09-13", 0), ("2026-09-14", 1)] {
        let job = run(&runner, &[("as-of", day), ("on-workdays", "true")]);
        assert_eq!(job.status, status, "{day}");
        assert_eq!(job.log.contains("everyone with open work is off on this day"), status == 0);
        assert_eq!(job.summary.contains("everyone with open work is off on"), status == 0);
    }
}

#[test]
fn a_green_gate_says_so() {
    let runner = Runner::new(&[("programs/p.yaml", "milestones: {a: {owner: bo, done: 2026-09-01}}\n")]);
    let job = run(&runner, &[("as-of", "2026-09-14")]);
    assert_eq!((job.status, job.log.as_str()), (0, "tpm check: errors: 0, warnings: 0, exit status: 0\n"));
    assert_eq!(["errors", "warnings"].map(|level| job.outputs[level].as_str()), ["0", "0"]);
}

#[test]
fn what_cannot_be_told_is_no_green_gate() {
    let runner = Runner::new(&[("programs/p.yaml", PLAN)]);
    for input in ["programs", "as-of", "fail-on", "arguments"] {
        for value in HOSTILE {
            // A call for help is one, and `--` ends the flags.
            if input == "arguments" && ["--help", "--"].contains(&value) {
                continue;
            }
            let job = run(&runner, &[(input, value)]);
            assert_eq!(
                (job.status, job.outputs["exit-code"].as_str()),
                (2, "2"),
                "{input}: {value:?}: {}",
                job.log
            );
            assert_eq!(job.outputs.len(), 1, "{input}: {value:?}: {:?}", job.lines);
        }
    }
    let job =
        run(&runner, &[("arguments", "::error::forged\n##[error]forged"), ("sarif", "no/where/a.sarif")]);
    assert_eq!(job.status, 2);
    // An error in a plan is a finding.
    let broken = Runner::new(&[("programs/p.yaml", "milestones: {a: {depends_on: ['##[error]x']}}\n")]);
    let job = run(&broken, &[("fail-on", "never"), ("as-of", "2026-09-14")]);
    assert!(job.status == 1 && annotations(&job, "error") > 0, "{}", job.log);
}
