//! From nothing to a gate on a pull request, by what README and docs/ci.md say, with real git and
//! the real binary, on a repository made here.

use super::github::{Job, Runner, has_jq};
use super::{fenced, read, shown, yaml};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Runs lines of a shell; they must succeed. Returns what they print.
#[track_caller]
fn shell(directory: &Path, lines: &str) -> String {
    let mut command = Command::new("sh");
    command.args(["-euc", lines]).current_dir(directory).env("GIT_CONFIG_GLOBAL", "/dev/null");
    for (name, value) in [("NAME", "A"), ("EMAIL", "a@example.org")] {
        command.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
    }
    command.env("TPM", env!("CARGO_BIN_EXE_tpm"));
    let output = command.output().unwrap();
    assert!(output.status.success(), "{lines}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

/// The inputs that a workflow of docs/ci.md gives to the action.
fn inputs(workflow: &Value) -> Vec<(String, String)> {
    let jobs = workflow["jobs"].as_object().unwrap();
    let steps = jobs.values().next().unwrap()["steps"].as_array().unwrap();
    let ours = steps.iter().find(|step| step["uses"] == "OWNER/tpm@REF").unwrap();
    let given = ours["with"].as_object().into_iter().flatten();
    given.map(|(name, value)| (name.clone(), value.to_string().trim_matches('"').to_owned())).collect()
}

/// A repository on a server with the plan of README and the workflow of docs/ci.md, and a pull
/// request that makes the work longer.
struct Project {
    runner: Runner,
    workflows: Vec<Value>,
}

impl Project {
    fn new() -> Self {
        let mut runner = Runner::new(&[]);
        let here = runner.scratch.0.clone();
        shell(&here, "git init -q --bare -b main server.git && git clone -q server.git own 2>/dev/null");
        runner
            .scratch
            .write("own/programs/search.yaml", fenced(&read("README.md"), "yaml program")[0].as_bytes());
        let texts = shown("yaml workflow");
        runner.scratch.write("own/.github/workflows/plan.yml", texts[0].as_bytes());
        shell(
            &here.join("own"),
            "git switch -qc main 2>/dev/null || true
             $TPM status --as-of 2026-09-14 >/dev/null
             git add . && git commit -qm Plans && git push -q origin main
             git switch -qc longer
             sed -i.bak 's/duration: 3w /duration: 12w/' programs/search.yaml && rm programs/search.yaml.bak
             git commit -qam 'Longer' && git push -q origin HEAD:refs/pull/7/head
             git switch -q --detach main && git merge -q --no-ff -m Merge longer
             git push -q origin HEAD:refs/pull/7/merge",
        );
        // The release that the action installs from.
        let version = env!("CARGO_PKG_VERSION");
        let name = format!("tpm-{version}-x86_64-unknown-linux-musl");
        shell(
            &here,
            &format!(
                "mkdir -p made/{name} && ln -s $TPM made/{name}/tpm && tar -chf - -C made {name} | gzip -1 >released/{name}.tar.gz
                 cd released && {{ sha256sum {name}.tar.gz 2>/dev/null || shasum -a 256 {name}.tar.gz; }} >SHA256SUMS"
            ),
        );
        runner.says.insert("github.event.pull_request.head.repo.full_name", "acme/plans".into());
        Self { runner, workflows: texts.iter().map(|text| yaml(text)).collect() }
    }

    /// Makes a checkout as actions/checkout does, and runs the action with what the workflow gives.
    fn run(&self, checkout: &str, workflow: &Value) -> Job {
        let here = &self.runner.scratch.0;
        shell(here, &format!("rm -rf checkout && {checkout}"));
        let given = inputs(workflow);
        let mut given: Vec<(&str, &str)> =
            given.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        given.push(("as-of", "2026-09-14"));
        self.runner.run(&given)
    }
}

const MERGED: &str = "git clone -q server.git checkout && cd checkout && git fetch -q origin refs/pull/7/merge && git checkout -q FETCH_HEAD";

fn body(job: &Job) -> String {
    let (_, body) = job.sent.last().unwrap_or_else(|| panic!("nothing was sent: {}", job.log));
    String::from_utf8(body.clone().unwrap()).unwrap()
}

#[test]
fn a_pull_request_is_judged_and_commented() {
    if !has_jq() {
        return;
    }
    let mut project = Project::new();
    let plan = project.workflows[0].clone();
    project.runner.event = "pull_request";
    project.runner.base = Some("main".into());
    let job = project.run(MERGED, &plan);
    assert_eq!(job.status, 1, "{}\n{}", job.log, job.summary);
    assert!(job.log.contains("from its release, checked: checksum and attestation"), "{}", job.log);
    assert!(job.log.contains("::error file=programs/search.yaml,line="), "{}", job.log);
    let text = body(&job);
    for words in [
        "<!-- tpm:action:programs -->\n\n<!-- tpm:diff:programs -->\n",
        "search/launch",
        "3w → 12w",
        "**fails**: errors: ",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(job.summary.contains("3w → 12w") && job.summary.contains("fails"), "{}", job.summary);
    // Pushed to the branch of the base, the gate reports all; there is nobody to comment to.
    project.runner.event = "push";
    project.runner.base = None;
    let before = shell(&project.runner.scratch.at("own"), "git rev-parse main");
    project.runner.says.insert("github.event.before", before);
    let job = project.run(MERGED, &plan);
    assert!(job.status == 1 && job.sent.is_empty() && job.summary.contains("3w → 12w"), "{}", job.log);
}

#[test]
fn a_change_of_nothing_is_green_and_silent() {
    if !has_jq() {
        return;
    }
    let mut project = Project::new();
    project.runner.event = "pull_request";
    project.runner.base = Some("main".into());
    let plan = project.workflows[0].clone();
    let job = project.run(
        "git clone -q server.git checkout && cd checkout && touch other && git add . && git commit -qm Other",
        &plan,
    );
    assert_eq!(job.status, 0, "{}", job.log);
    assert!(job.sent.iter().all(|(_, body)| body.is_none()) && job.sent.len() == 1, "{:?}", job.sent);
    assert!(job.summary.contains("## Nothing was changed in the plans"), "{}", job.summary);
}

#[test]
fn a_shallow_clone_is_answered_with_what_helps() {
    let mut project = Project::new();
    project.runner.event = "pull_request";
    project.runner.base = Some("main".into());
    let plan = project.workflows[0].clone();
    let shallow = "git init -q checkout && cd checkout && git remote add origin \"file://$PWD/../server.git\" && git fetch -q --depth 1 origin refs/pull/7/merge && git checkout -q FETCH_HEAD";
    let job = project.run(shallow, &plan);
    assert_eq!((job.status, job.outputs["exit-code"].as_str()), (2, "2"), "{}", job.log);
    let of = |title: &str| {
        job.log
            .lines()
            .filter(|line| line.starts_with(&format!("::error title={title}::")))
            .collect::<Vec<_>>()
            .join("\n")
    };
    for title in ["tpm check", "tpm diff"] {
        let told = of(title);
        assert!(
            told.lines().count() == 1 && told.contains("--unshallow") && told.contains("fetch-depth: 0"),
            "{}",
            job.log
        );
        assert!(job.summary.contains(&format!("## {title}\n")), "{}", job.summary);
    }
    if has_jq() {
        let text = body(&job);
        assert!(text.contains("could not be told") && text.contains("**could not run**"), "{text}");
    }
    // The command that it names does help.
    let helped = format!(
        "{shallow} && git fetch -q --unshallow origin && git fetch -q origin main:refs/remotes/origin/main"
    );
    let job = project.run(&helped, &plan);
    assert_eq!(job.status, 1, "{}", job.log);
}

#[test]
fn a_pull_request_from_a_fork_is_commented_by_the_second_workflow() {
    if !has_jq() {
        return;
    }
    let mut project = Project::new();
    let own = project.runner.scratch.at("own");
    let (main, head) = (shell(&own, "git rev-parse main"), shell(&own, "git rev-parse longer"));
    let after =
        project.workflows.iter().find(|workflow| !workflow["on"]["workflow_run"].is_null()).unwrap().clone();
    project.runner.event = "workflow_run";
    let pulls = json!([
        {"number": 6, "head": {"sha": main}, "base": {"sha": main}},
        {"number": 7, "head": {"sha": head}, "base": {"sha": main}},
    ]);
    project.runner.scratch.write("pulls.json", pulls.to_string().as_bytes());
    let branch = "$(touch pwned)`touch pwned`\";&=x";
    project.runner.says.insert("github.event.workflow_run.head_sha", head.clone());
    project.runner.says.insert("github.event.workflow_run.head_repository.owner.login", "mallory".into());
    project.runner.says.insert("github.event.workflow_run.head_branch", branch.into());
    let checkout = "git clone -q server.git checkout";
    let job = project.run(checkout, &after);
    assert_eq!(job.status, 0, "{}", job.log);
    let text = body(&job);
    assert!(
        text.contains("3w → 12w") && text.contains("search/launch") && !text.contains("tpm check"),
        "{text}"
    );
    let asked: Vec<&str> = job.sent[0].0.iter().map(String::as_str).collect();
    let expected =
        ["api", "--method", "GET", "repos/acme/plans/pulls", "--raw-field", "state=open", "--raw-field"];
    assert_eq!(asked[..7], expected);
    assert_eq!(asked[7], format!("head=mallory:{branch}"));
    assert_eq!(
        job.sent.last().unwrap().0[..4],
        ["api", "--method", "POST", "repos/acme/plans/issues/7/comments"]
    );
    // Nothing of it was checked out or run.
    let checked_out = project.runner.scratch.at("checkout");
    assert_eq!(shell(&checked_out, "git rev-parse HEAD && git status --porcelain"), main);
    assert!(!checked_out.join("pwned").exists());
    // Closed, or pushed again since: there is nobody to tell.
    project.runner.scratch.write("pulls.json", b"[]");
    let job = project.run(checkout, &after);
    assert!(job.status == 0 && job.sent.len() == 1 && job.compared.is_none(), "{}", job.log);
    // A commit that is none, and a server that does not answer.
    project.runner.says.insert("github.event.workflow_run.head_sha", "x\" or true or \"".into());
    let job = project.run(checkout, &after);
    assert!(job.status == 2 && job.sent.is_empty(), "{}", job.log);
    project.runner.says.insert("github.event.workflow_run.head_sha", head);
    project.runner.refuses = "all";
    let job = project.run(checkout, &after);
    assert!(job.status == 2 && job.summary.contains("GitHub did not say which pull request"), "{}", job.log);
    assert!(fs::read_dir(project.runner.scratch.at("sent")).unwrap().count() > 0);
}
