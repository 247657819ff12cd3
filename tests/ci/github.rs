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
printf '%s\0' "$@" >"$STAND_IN_ARGUMENTS-$1"
for argument in "$@"; do
    case $1:$argument in
        check:--output=json=*) [ -z "$STAND_IN_REPORT" ] || printf '%s' "$STAND_IN_REPORT" >"${argument#--output=json=}" ;;
        diff:--output=*) [ -z "$STAND_IN_DIFF" ] || cp "$STAND_IN_DIFF" "${argument#--output=}" ;;
    esac
done
[ "$1" = check ] && exit "$STAND_IN_STATUS"
printf '%s' "$STAND_IN_REASON" >&2
exit "$STAND_IN_DIFF_STATUS"
"#;

/// A stand-in for curl, whose internet is one directory.
const CURL: &str = r#"#!/usr/bin/env bash
while [ $# -gt 1 ]; do [ "$1" = --output ] && to=$2; shift; done
printf '%s\n' "$1" >>"$CURL_ASKED"
cp "$RELEASED/${1##*/}" "$to" 2>/dev/null || exit 22
"#;

/// A stand-in for gh: records each request, a body as the bytes that it would send, and answers
/// with what is there, through the filter that was asked for.
const GH: &str = r#"#!/usr/bin/env bash
set -eu
if [ "$1" = attestation ]; then
    [ "$3" = --help ] && exit 0
    printf '%s\n' "$*" >>"$GH_SENT/attestation"
    exit "$GH_ATTESTED"
fi
count=("$GH_SENT"/*.request)
[ -e "${count[0]}" ] || count=()
name=$GH_SENT/${#count[@]}
printf '%s\0' "$@" >"$name.request"
writes='' filter='' path=''
while [ $# -gt 0 ]; do
    case $1 in
        POST | PATCH) writes=yes ;;
        body=@*) cp "${1#body=@}" "$name.body" ;;
        --jq) filter=$2 ;;
        repos/*) path=$1 ;;
    esac
    shift
done
[ -n "$GH_TOKEN" ] || exit 4
case $GH_REFUSES:$writes in all:* | writes:yes) echo 'HTTP 403: Resource not accessible by integration' >&2 && exit 1 ;; esac
[ -z "$writes" ] || exit 0
case $path in
    */pulls) "$JQ" -r "$filter" <"$GH_SENT/../pulls.json" ;;
    *) "$JQ" -r "$filter" <"$GH_SENT/../comments.json" ;;
esac
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
    /// The same for `tpm diff`.
    pub(super) compared: Option<Vec<String>>,
    /// Where cargo ran, and its arguments; none if it did not run.
    pub(super) cargo: Option<Vec<String>>,
    /// The requests of gh, each with the bytes of its body.
    pub(super) sent: Vec<(Vec<String>, Option<Vec<u8>>)>,
}

/// A runner with a checkout on it.
pub(super) struct Runner {
    pub(super) scratch: Scratch,
    pub(super) status: i32,
    pub(super) report: Option<String>,
    pub(super) has_cargo: bool,
    /// The target branch of a pull request; none in other runs.
    pub(super) base: Option<String>,
    pub(super) event: &'static str,
    /// What expressions of the event say; empty where nothing is given.
    pub(super) says: BTreeMap<&'static str, String>,
    /// What `tpm diff` writes; nothing where it is empty.
    pub(super) difference: String,
    /// What it says on standard error, and its status.
    pub(super) reason: (String, i32),
    /// What gh refuses: `all`, `writes` or nothing.
    pub(super) refuses: &'static str,
    pub(super) is_attested: bool,
    pub(super) system: (&'static str, &'static str),
    pub(super) server: &'static str,
}

/// What the stand-in for `tpm diff` writes if nothing else is said.
pub(super) const DIFFERENCE: &str = "<!-- tpm:diff:programs -->\n\n## One promise later\n";

impl Runner {
    /// Returns a runner on which the stand-in succeeds and reports nothing.
    pub(super) fn new(files: &[(&str, &str)]) -> Self {
        let files: Vec<(String, &str)> =
            files.iter().map(|(path, text)| (format!("checkout/{path}"), *text)).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        let scratch = Scratch::new(&files);
        for directory in ["checkout/.git", "temp", "bin", "released", "sent"] {
            fs::create_dir_all(scratch.at(directory)).unwrap();
        }
        for (name, text) in [("stand-in", STAND_IN), ("cargo", CARGO), ("bin/curl", CURL), ("bin/gh", GH)] {
            scratch.program(name, text);
        }
        // Only what the scripts need is on the PATH, so that they find our stand-ins.
        for name in [
            "bash",
            "cat",
            "cp",
            "env",
            "find",
            "git",
            "grep",
            "gzip",
            "mkdir",
            "mktemp",
            "rm",
            "sed",
            "sha256sum",
            "shasum",
            "sort",
            "tar",
            "wc",
            "xargs",
        ] {
            let places = ["/usr/bin", "/bin", "/usr/local/bin"].map(|place| PathBuf::from(place).join(name));
            if let Some(program) = places.into_iter().find(|path| path.exists()) {
                symlink(program, scratch.at("bin").join(name)).unwrap();
            }
        }
        for list in ["comments.json", "pulls.json"] {
            scratch.write(list, b"[]");
        }
        Self {
            scratch,
            status: 0,
            report: None,
            has_cargo: true,
            base: None,
            event: "push",
            says: BTreeMap::new(),
            difference: DIFFERENCE.into(),
            reason: (String::new(), 0),
            refuses: "",
            is_attested: true,
            system: ("Linux", "X64"),
            server: "https://github.com",
        }
    }

    /// Runs the steps of the action with inputs. Without the input `tpm`, it is built.
    pub(super) fn run(&self, inputs: &[(&str, &str)]) -> Job {
        let action = yaml(&read("action.yml"));
        let inputs = with_defaults(&action, inputs);
        for name in ["summary", "arguments-check", "arguments-diff", "built", "asked"] {
            let _ = fs::remove_file(self.scratch.at(name));
        }
        let _ = fs::remove_dir_all(self.scratch.at("sent"));
        fs::create_dir_all(self.scratch.at("sent")).unwrap();
        self.scratch.write("difference", self.difference.as_bytes());
        let link = self.scratch.at("bin/cargo");
        let _ = fs::remove_file(&link);
        if self.has_cargo {
            symlink(self.scratch.at("cargo"), &link).unwrap();
        }
        let (mut status, mut log) = (0, String::new());
        let mut written: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        let mut lines = Vec::new();
        for step in action["runs"]["steps"].as_array().unwrap() {
            if !is_wanted(step["if"].as_str(), status == 0, &inputs, &written) {
                continue;
            }
            if step["uses"].is_string() {
                // The cache of this runner is the directory itself: it stays from run to run.
                assert!(step["uses"].as_str().unwrap().starts_with("actions/cache@"));
                continue;
            }
            let _ = fs::remove_file(self.scratch.at("output"));
            let output = finish(&mut self.step(step, &inputs, &written));
            let ended = output.status.code().unwrap();
            status = if status == 0 { ended } else { status };
            log += &String::from_utf8(output.stdout).unwrap();
            log += &String::from_utf8(output.stderr).unwrap();
            let text = fs::read_to_string(self.scratch.at("output")).unwrap_or_default();
            let id = step["id"].as_str().unwrap_or_default();
            if id == "check" {
                lines = text.lines().map(str::to_owned).collect();
            }
            let pairs = text.lines().map(|line| line.split_once('=').expect("a value on one line"));
            written.insert(id.into(), pairs.map(|(name, value)| (name.into(), value.into())).collect());
        }
        let text =
            |name: &str| fs::read(self.scratch.at(name)).ok().map(|bytes| String::from_utf8(bytes).unwrap());
        let words = |name: &str| {
            text(name)
                .map(|text| text.strip_suffix('\0').unwrap_or("").split('\0').map(str::to_owned).collect())
        };
        let requests = (0..).map_while(|number| {
            Some((
                words(&format!("sent/{number}.request"))?,
                fs::read(self.scratch.at(&format!("sent/{number}.body"))).ok(),
            ))
        });
        Job {
            status,
            log,
            outputs: outputs(&action, &written),
            lines,
            summary: text("summary").unwrap_or_default(),
            arguments: words("arguments-check"),
            compared: words("arguments-diff"),
            cargo: words("built"),
            sent: requests.collect(),
        }
    }

    fn step(&self, step: &Value, inputs: &BTreeMap<String, String>, written: &Written) -> Command {
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
            ("GITHUB_EVENT_NAME", self.event.into()),
            (
                "GITHUB_REF",
                if self.event == "pull_request" { "refs/pull/7/merge" } else { "refs/heads/main" }.into(),
            ),
            ("GITHUB_REPOSITORY", "acme/plans".into()),
            ("GITHUB_SERVER_URL", self.server.into()),
            ("RUNNER_OS", self.system.0.into()),
            ("RUNNER_ARCH", self.system.1.into()),
            ("GITHUB_OUTPUT", at("output")),
            ("GITHUB_STEP_SUMMARY", at("summary")),
            ("RUNNER_TEMP", at("temp")),
            ("STAND_IN", at("stand-in")),
            ("STAND_IN_ARGUMENTS", at("arguments")),
            ("STAND_IN_STATUS", self.status.to_string().into()),
            ("STAND_IN_REPORT", self.report.clone().unwrap_or_default().into()),
            ("STAND_IN_DIFF", if self.difference.is_empty() { "".into() } else { at("difference") }),
            ("STAND_IN_REASON", self.reason.0.clone().into()),
            ("STAND_IN_DIFF_STATUS", self.reason.1.to_string().into()),
            ("CARGO_ARGUMENTS", at("built")),
            ("RELEASED", at("released")),
            ("CURL_ASKED", at("asked")),
            ("GH_SENT", at("sent")),
            ("GH_REFUSES", self.refuses.into()),
            ("GH_ATTESTED", if self.is_attested { "0" } else { "1" }.into()),
            ("JQ", jq().unwrap_or_default().into_os_string()),
            ("GIT_CONFIG_GLOBAL", "/dev/null".into()),
        ]);
        for (name, value) in step["env"].as_object().into_iter().flatten() {
            let value = value.as_str().unwrap();
            let inner = value.strip_prefix("${{ ").and_then(|rest| rest.strip_suffix(" }}"));
            let inner = inner.unwrap_or_else(|| panic!("no idea what `{value}` is"));
            if let Some(input) = inner.strip_prefix("inputs.") {
                command.env(name, inputs.get(input).unwrap_or_else(|| panic!("`{input}` is no input")));
            } else if inner.starts_with("steps.") {
                command.env(name, of_step(inner, written));
            } else {
                assert!(inner.starts_with("github.event."), "no idea what `{value}` is");
                command.env(name, self.says.get(inner).cloned().unwrap_or_default());
            }
        }
        command
    }
}

/// What steps wrote, by their ids.
type Written = BTreeMap<String, BTreeMap<String, String>>;

/// Whether jq is here, through which the stand-in for gh answers; says what is skipped without it.
pub(super) fn has_jq() -> bool {
    let is_here = jq().is_some();
    if !is_here {
        eprintln!("skipped: no jq, through which the stand-in for gh answers");
    }
    is_here
}

fn jq() -> Option<PathBuf> {
    ["/usr/bin/jq", "/usr/local/bin/jq", "/opt/homebrew/bin/jq"]
        .map(PathBuf::from)
        .into_iter()
        .find(|path| path.exists())
}

fn of_step(expression: &str, written: &Written) -> String {
    let parts: Vec<&str> = expression.split('.').collect();
    let ["steps", id, "outputs", name] = parts[..] else { panic!("no idea what `{expression}` is") };
    written.get(id).and_then(|values| values.get(name)).cloned().unwrap_or_default()
}

/// Whether a step runs: some of the terms of its condition holds.
fn is_wanted(
    condition: Option<&str>,
    succeeds: bool,
    inputs: &BTreeMap<String, String>,
    written: &Written,
) -> bool {
    let Some(condition) = condition else { return succeeds };
    // Without a word about the status it is only asked after success.
    (succeeds || condition.contains("success()"))
        && condition.split(" || ").any(|term| match term {
            "success()" => succeeds,
            "inputs.tpm == ''" => inputs["tpm"].is_empty(),
            other => {
                let output =
                    other.strip_suffix(" != ''").unwrap_or_else(|| panic!("no idea what `{other}` is"));
                !of_step(output, written).is_empty()
            }
        })
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

/// Returns the outputs of the action, out of what its steps wrote.
fn outputs(action: &Value, written: &Written) -> BTreeMap<String, String> {
    let declared = action["outputs"].as_object().unwrap().iter();
    let found = declared.filter_map(|(name, output)| {
        let value = output["value"].as_str().unwrap();
        let of = value.strip_prefix("${{ steps.").and_then(|rest| rest.strip_suffix(" }}"));
        let of = of.unwrap_or_else(|| panic!("no idea what `{value}` is"));
        let [id, _, name_of] = of.split('.').collect::<Vec<_>>()[..] else {
            panic!("no idea what `{value}` is")
        };
        Some((name.clone(), written.get(id)?.get(name_of)?.clone()))
    });
    found.collect()
}
