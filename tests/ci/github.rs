//! A stand-in for GitHub: reads `action.yml` and runs its steps as a runner does, in its own
//! directory.

use super::scratch::{Scratch, finish};
use super::{read, root, yaml};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A stand-in for `tpm` that records its arguments, writes a given report and exits with a given
/// status.
const STAND_IN: &str = r#"#!/usr/bin/env bash
printf '%s\0' "$@" >"$STAND_IN_ARGUMENTS"
for argument in "$@"; do
    case $argument in --output=json=*) [ -z "$STAND_IN_REPORT" ] || printf '%s' "$STAND_IN_REPORT" >"${argument#--output=json=}" ;; esac
done
exit "$STAND_IN_STATUS"
"#;

/// A stand-in for cargo that records its directory and arguments, and installs the stand-in for
/// `tpm`.
const CARGO: &str = r#"#!/usr/bin/env bash
{ printf '%s\0' "$PWD" "$@"; } >"$CARGO_ARGUMENTS"
while [ "$1" != --root ]; do shift; done
mkdir -p "$2/bin" && cp "$STAND_IN" "$2/bin/tpm"
"#;

/// The results of a job.
#[derive(Debug)]
pub(super) struct Job {
    /// The exit status of its last step.
    pub(super) status: i32,
    /// Its log.
    pub(super) log: String,
    /// The lines of `GITHUB_OUTPUT`.
    pub(super) lines: Vec<String>,
    /// The outputs of the action.
    pub(super) outputs: BTreeMap<String, String>,
    /// The summary.
    pub(super) summary: String,
    /// The arguments of the stand-in; none if it did not run.
    pub(super) arguments: Option<Vec<String>>,
    /// Where cargo ran, and its arguments; none if it did not run.
    pub(super) cargo: Option<Vec<String>>,
}

/// A runner with a checkout on it.
pub(super) struct Runner {
    pub(super) scratch: Scratch,
    pub(super) status: i32,
    pub(super) report: Option<String>,
    pub(super) has_cargo: bool,
    /// The target branch of a pull request; none in other runs.
    pub(super) base: Option<String>,
    /// The branch of a merge queue; none in other runs.
    pub(super) queue: Option<String>,
}

impl Runner {
    /// Returns a runner on which the stand-in succeeds and reports nothing.
    pub(super) fn new(files: &[(&str, &str)]) -> Self {
        let files: Vec<(String, &str)> =
            files.iter().map(|(path, text)| (format!("checkout/{path}"), *text)).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        let scratch = Scratch::new(&files);
        for directory in ["checkout/.git", "temp", "bin"] {
            fs::create_dir_all(scratch.at(directory)).unwrap();
        }
        for (name, text) in [("stand-in", STAND_IN), ("cargo", CARGO)] {
            scratch.program(name, text);
        }
        // Only what the scripts need is on the PATH, so that they find our stand-ins.
        for name in ["bash", "cp", "env", "mkdir", "mktemp", "sed"] {
            let places = ["/usr/bin", "/bin", "/usr/local/bin"].map(|place| PathBuf::from(place).join(name));
            let program = places.into_iter().find(|path| path.exists()).expect("a usual program");
            symlink(program, scratch.at("bin").join(name)).unwrap();
        }
        Self { scratch, status: 0, report: None, has_cargo: true, base: None, queue: None }
    }

    /// Runs the steps of the action with inputs. Without the input `tpm`, it is built.
    pub(super) fn run(&self, inputs: &[(&str, &str)]) -> Job {
        let action = yaml(&read("action.yml"));
        let inputs = with_defaults(&action, inputs);
        for name in ["output", "summary", "arguments", "built"] {
            let _ = fs::remove_file(self.scratch.at(name));
        }
        let link = self.scratch.at("bin/cargo");
        let _ = fs::remove_file(&link);
        if self.has_cargo {
            symlink(self.scratch.at("cargo"), &link).unwrap();
        }
        let (mut status, mut log) = (0, String::new());
        for step in action["runs"]["steps"].as_array().unwrap() {
            let is_wanted = match step["if"].as_str() {
                None => true,
                Some("inputs.tpm == ''") => inputs["tpm"].is_empty(),
                Some(condition) => panic!("no idea what `{condition}` is"),
            };
            if !is_wanted || status != 0 {
                continue;
            }
            let output = finish(&mut self.step(step, &inputs));
            status = output.status.code().unwrap();
            log += &String::from_utf8(output.stdout).unwrap();
            log += &String::from_utf8(output.stderr).unwrap();
        }
        let text =
            |name: &str| fs::read(self.scratch.at(name)).ok().map(|bytes| String::from_utf8(bytes).unwrap());
        let words = |name: &str| {
            text(name)
                .map(|text| text.strip_suffix('\0').unwrap_or("").split('\0').map(str::to_owned).collect())
        };
        let lines: Vec<String> = text("output").unwrap_or_default().lines().map(str::to_owned).collect();
        Job {
            status,
            log,
            outputs: outputs(&action, &lines),
            lines,
            summary: text("summary").unwrap_or_default(),
            arguments: words("arguments"),
            cargo: words("built"),
        }
    }

    fn step(&self, step: &Value, inputs: &BTreeMap<String, String>) -> Command {
        assert_eq!(step["shell"], "bash");
        let script = self.scratch.at("step.sh");
        fs::write(&script, step["run"].as_str().unwrap()).unwrap();
        let mut command = Command::new(self.scratch.at("bin/bash"));
        // As a runner does it for `shell: bash`.
        command.args(["--noprofile", "--norc", "-e", "-o", "pipefail"]).arg(script);
        command.current_dir(self.scratch.at("checkout")).stdin(Stdio::null()).stdout(Stdio::piped());
        command.stderr(Stdio::piped()).env_clear();
        let at = |name: &str| self.scratch.at(name).into_os_string();
        command.envs([
            ("PATH", at("bin")),
            ("GITHUB_ACTIONS", "true".into()),
            ("CI", "true".into()),
            ("GITHUB_WORKSPACE", at("checkout")),
            ("GITHUB_ACTION_PATH", root().into()),
            // Empty if there is none.
            ("GITHUB_BASE_REF", self.base.clone().unwrap_or_default().into()),
            ("GITHUB_EVENT_NAME", if self.queue.is_some() { "merge_group" } else { "push" }.into()),
            ("GITHUB_REF", self.queue.clone().unwrap_or_else(|| "refs/heads/main".into()).into()),
            ("GITHUB_OUTPUT", at("output")),
            ("GITHUB_STEP_SUMMARY", at("summary")),
            ("RUNNER_TEMP", at("temp")),
            ("STAND_IN", at("stand-in")),
            ("STAND_IN_ARGUMENTS", at("arguments")),
            ("STAND_IN_STATUS", self.status.to_string().into()),
            ("STAND_IN_REPORT", self.report.clone().unwrap_or_default().into()),
            ("CARGO_ARGUMENTS", at("built")),
        ]);
        for (name, value) in step["env"].as_object().into_iter().flatten() {
            let value = value.as_str().unwrap();
            let input = value.strip_prefix("${{ inputs.").and_then(|rest| rest.strip_suffix(" }}"));
            let input = input.unwrap_or_else(|| panic!("no idea what `{value}` is"));
            command.env(name, inputs.get(input).unwrap_or_else(|| panic!("`{input}` is no input")));
        }
        command
    }
}

/// Returns the inputs, with the declared defaults for those not given. Undeclared ones are an
/// error.
fn with_defaults(action: &Value, given: &[(&str, &str)]) -> BTreeMap<String, String> {
    let declared = action["inputs"].as_object().unwrap();
    let mut inputs: BTreeMap<String, String> = declared
        .iter()
        .map(|(name, input)| (name.clone(), input["default"].as_str().expect("a text").to_owned()))
        .collect();
    for (name, value) in given {
        let known = inputs.insert((*name).to_owned(), (*value).to_owned());
        assert!(known.is_some(), "`{name}` is no input");
    }
    inputs
}

/// Returns the outputs of the action, out of what the step `check` wrote.
fn outputs(action: &Value, lines: &[String]) -> BTreeMap<String, String> {
    let written: BTreeMap<&str, &str> = lines.iter().filter_map(|line| line.split_once('=')).collect();
    let declared = action["outputs"].as_object().unwrap().iter();
    let found = declared.filter_map(|(name, output)| {
        let value = output["value"].as_str().unwrap();
        let of = value.strip_prefix("${{ steps.check.outputs.").and_then(|rest| rest.strip_suffix(" }}"));
        let of = of.unwrap_or_else(|| panic!("no idea what `{value}` is"));
        Some((name.clone(), (*written.get(of)?).to_owned()))
    });
    found.collect()
}
