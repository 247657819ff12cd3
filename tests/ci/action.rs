//! The action: its arguments and outputs, and that it executes no input.

use super::github::{DIFFERENCE, Job, Runner};
use super::root;
use std::collections::BTreeMap;
use std::fs;

/// Texts that a shell, a program or a log would act on.
pub(super) const HOSTILE: [&str; 18] = [
    "$(touch pwned)",
    "`touch pwned`",
    "\"; touch pwned; \"",
    "'; touch pwned; '",
    "; touch pwned #",
    "x\ntouch pwned",
    "x\n::error::forged\n",
    "x\nexit-code=0",
    "-rf",
    "--help",
    "--",
    "*",
    "~",
    "${RUNNER_TEMP}",
    "a b\tc",
    "a\\ b\\n",
    "!!",
    "%0A::set-output name=x::y",
];

/// The inputs that become the value of one flag.
const VALUES: [(&str, &str); 6] = [
    ("programs", "--programs="),
    ("as-of", "--as-of="),
    ("fail-on", "--fail-on="),
    ("new-since", "--new-since="),
    ("policy-from", "--policy-from="),
    ("sarif", "--output=sarif="),
];

/// Returns the arguments of a run without those of every run, which it checks.
#[track_caller]
fn own(job: &Job) -> Vec<String> {
    let arguments = job.arguments.as_ref().unwrap_or_else(|| panic!("tpm was not run: {}", job.log));
    assert_eq!(arguments[..3], ["check", "--format=github", "--output=-"]);
    assert!(arguments[3].starts_with("--output=json=/"), "{arguments:?}");
    arguments[4..].to_vec()
}

/// Checks that the run made no unexpected files, and printed only our own text.
#[track_caller]
fn untouched(runner: &Runner, job: &Job) {
    for directory in ["", "checkout", "temp"] {
        assert!(!runner.scratch.at(directory).join("pwned").exists(), "{directory:?}: {}", job.log);
    }
    assert!(!root().join("pwned").exists());
    let files = fs::read_dir(runner.scratch.at("checkout")).unwrap().count();
    assert_eq!(files, 1, "{}", job.log);
    // Only tpm writes there, and a refusal in our own words.
    let of_check = job.summary.replace(&format!("\n{DIFFERENCE}"), "");
    let is_ours = of_check.is_empty()
        || of_check.starts_with("\n## tpm check\n\nThe check could not run. The input ")
        || of_check
            == "\n## tpm check\n\nThe check could not run. There is no program where the input tpm points.\n";
    assert!(is_ours && of_check.lines().count() <= 4, "{}", job.summary);
    for line in &job.lines {
        let (name, value) = line.split_once('=').unwrap();
        let is_known = match name {
            "exit-code" | "errors" | "warnings" => value.bytes().all(|byte| byte.is_ascii_digit()),
            "report" => value.starts_with(runner.scratch.at("temp").to_str().unwrap()),
            _ => false,
        };
        assert!(is_known, "{line}");
    }
}

#[test]
fn without_inputs_it_builds_and_checks() {
    let runner = Runner::new(&[]);
    let job = runner.run(&[]);
    assert_eq!((job.status, own(&job)), (0, vec![]), "{}", job.log);
    let temp = runner.scratch.at("temp").to_str().unwrap().to_owned();
    let (root, target) = (format!("{temp}/tpm"), format!("{temp}/tpm-build"));
    // In the action's own directory, so that cargo ignores the configuration of the checkout.
    let expected = [
        super::root().to_str().unwrap(),
        "install",
        "--path",
        ".",
        "--locked",
        "--root",
        &root,
        "--target-dir",
        &target,
    ];
    assert_eq!(job.cargo.unwrap(), expected);
}

#[test]
fn an_existing_tpm_is_used() {
    let runner = Runner::new(&[]);
    let job = runner.run(&[("tpm", runner.scratch.at("stand-in").to_str().unwrap())]);
    assert_eq!((job.status, own(&job), job.cargo), (0, vec![], None));
    // Relative to the checkout, or on the PATH.
    assert_eq!(runner.run(&[("tpm", "../stand-in")]).status, 0);
    fs::copy(runner.scratch.at("stand-in"), runner.scratch.at("bin/tpm")).unwrap();
    assert_eq!(runner.run(&[("tpm", "tpm")]).status, 0);
}

#[test]
fn a_missing_tpm_is_refused_in_our_words() {
    let runner = Runner::new(&[]);
    for name in HOSTILE.iter().chain(&["eval", "exit", "nothing", "/nothing", "../checkout", "../"]) {
        let job = runner.run(&[("tpm", name)]);
        assert_eq!(
            (job.status, job.arguments.is_none(), &job.cargo),
            (2, true, &None),
            "{name}: {}",
            job.log
        );
        assert_eq!(job.log, "::error title=tpm::There is no program where the input tpm points.\n", "{name}");
        assert_eq!(job.outputs, BTreeMap::from([("exit-code".into(), "2".into())]), "{name}");
        untouched(&runner, &job);
    }
}

#[test]
fn without_a_toolchain_it_explains_what_to_do() {
    let mut runner = Runner::new(&[]);
    runner.has_cargo = false;
    let job = runner.run(&[]);
    assert_eq!((job.status, &job.arguments), (2, &None));
    assert!(job.log.contains("\n::error title=tpm::There is no Rust toolchain"), "{}", job.log);
    assert_eq!(job.log.lines().count(), 2);
}

#[test]
fn each_value_is_one_argument_whatever_it_contains() {
    let runner = Runner::new(&[]);
    for (input, flag) in VALUES {
        for value in HOSTILE {
            let job = runner.run(&[(input, value)]);
            assert_eq!((job.status, own(&job)), (0, vec![format!("{flag}{value}")]), "{input}: {value:?}");
            untouched(&runner, &job);
        }
    }
    let all: Vec<(&str, &str)> = VALUES.iter().map(|(input, _)| (*input, HOSTILE[2])).collect();
    let job = runner.run(&all);
    let expected =
        ["--output=sarif=", "--programs=", "--as-of=", "--fail-on=", "--new-since=", "--policy-from="];
    assert_eq!(own(&job), expected.map(|flag| format!("{flag}{}", HOSTILE[2])));
}

#[test]
fn a_pull_request_reports_only_new_findings() {
    let mut runner = Runner::new(&[]);
    let at = |runner: &Runner, inputs: &[(&str, &str)]| {
        let job = runner.run(inputs);
        untouched(runner, &job);
        own(&job)
    };
    assert_eq!(at(&runner, &[]), [""; 0]);
    runner.base = Some("release/2026".into());
    let policy = "--policy-from=origin/release/2026...HEAD";
    assert_eq!(at(&runner, &[]), ["--new-since=origin/release/2026...HEAD", policy]);
    assert_eq!(at(&runner, &[("new-since", "all")]), [policy]);
    assert_eq!(at(&runner, &[("new-since", "v1")]), ["--new-since=v1", policy]);
    let of_head = [("policy-from", "head")];
    assert_eq!(at(&runner, &of_head), ["--new-since=origin/release/2026...HEAD"]);
    for value in HOSTILE {
        runner.base = Some(value.into());
        let flags = ["new-since", "policy-from"].map(|flag| format!("--{flag}=origin/{value}...HEAD"));
        assert_eq!(at(&runner, &[]), flags);
    }
}

#[test]
fn a_merge_queue_is_judged_as_a_pull_request_is() {
    let mut runner = Runner::new(&[]);
    runner.event = "merge_group";
    let base = "3f2a9c1d00000000000000000000000000000001";
    runner.says.insert("github.event.merge_group.base_sha", base.into());
    let job = runner.run(&[]);
    untouched(&runner, &job);
    assert_eq!(own(&job), [format!("--new-since={base}"), format!("--policy-from={base}")]);
    assert_eq!(job.compared.unwrap().last().unwrap(), base);
}

#[test]
fn each_line_of_arguments_is_one() {
    let runner = Runner::new(&[]);
    let given =
        "checkout\n\n  --team=Data platform  \r\n--error=no-owner\n\t--off=$(touch pwned)\n* ; touch pwned\n";
    let job = runner.run(&[("arguments", given), ("on-workdays", "true")]);
    let expected = [
        "--on-workdays",
        "checkout",
        "--team=Data platform",
        "--error=no-owner",
        "--off=$(touch pwned)",
        "* ; touch pwned",
    ];
    assert_eq!(own(&job), expected);
    untouched(&runner, &job);
    for value in HOSTILE {
        let job = runner.run(&[("arguments", value)]);
        let lines = value.lines().map(str::trim).filter(|line| !line.is_empty());
        assert_eq!(own(&job), lines.collect::<Vec<_>>(), "{value:?}");
        untouched(&runner, &job);
    }
}

#[test]
fn probable_mistakes_are_refused() {
    let runner = Runner::new(&[]);
    for (input, value, words) in [
        ("arguments", "--team payments", "one argument per line"),
        ("arguments", "checkout\n--error no-owner --off=hygiene", "one argument per line"),
        ("on-workdays", "yes", "true or false"),
        ("on-workdays", "$(touch pwned)", "true or false"),
        ("on-workdays", "true\nfalse", "true or false"),
    ] {
        let job = runner.run(&[(input, value)]);
        assert_eq!((job.status, &job.arguments), (2, &None), "{value}");
        assert!(job.log.ends_with('\n') && job.log.lines().last().unwrap().contains(words), "{}", job.log);
        assert!(job.log.lines().count() <= 4 && !job.log.contains("touch"), "{}", job.log);
        assert_eq!(job.outputs["exit-code"], "2");
        untouched(&runner, &job);
    }
}

#[test]
fn the_verdict_is_the_status_of_the_step() {
    let mut runner = Runner::new(&[]);
    for status in [0, 1, 2, 101] {
        runner.status = status;
        // With and without a report.
        for report in [None, Some("{\n  \"errors\": 3,\n  \"warnings\": 12\n}\n".to_owned())] {
            runner.report = report;
            let job = runner.run(&[("sarif", "tpm.sarif")]);
            assert_eq!(job.status, status);
            assert_eq!(job.outputs["exit-code"], status.to_string());
            let counts = ["errors", "warnings"].map(|name| job.outputs.get(name).map(String::as_str));
            let expected = if runner.report.is_some() { [Some("3"), Some("12")] } else { [None, None] };
            assert_eq!(counts, expected);
            let verdict = format!("tpm check: errors: 3, warnings: 12, exit status: {status}\n");
            assert_eq!(job.log.ends_with(&verdict), runner.report.is_some(), "{}", job.log);
            assert_eq!(job.outputs.contains_key("report"), runner.report.is_some());
        }
    }
}

#[test]
fn no_text_of_a_plan_becomes_an_output() {
    let mut runner = Runner::new(&[]);
    let hostile = "x\n  \"day_off\": true,\n  \"errors\": 77,\n\"warnings\": 78\n::error::x\nexit-code=0";
    let report = serde_json::json!({
        "about": {"message": hostile, "label": "\"errors\": 79", "help": ["\"errors\": 80,", "errors\": 81"]},
        "data": {"errors": 4, "warnings": 5, "findings": [{"errors": 9, "message": hostile}]},
    });
    for (text, expected) in [
        (serde_json::to_string_pretty(&report).unwrap(), ["4", "5"]),
        // No count is better than a wrong one.
        ("{\n  \"errors\": \"6\",\n  \"warnings\": null\n}".to_owned(), ["", ""]),
    ] {
        runner.report = Some(text);
        let job = runner.run(&[]);
        assert_eq!(["errors", "warnings"].map(|name| job.outputs[name].as_str()), expected);
        untouched(&runner, &job);
        let report = fs::read(&job.outputs["report"]).unwrap();
        assert_eq!(report, runner.report.as_ref().unwrap().as_bytes());
        let (_, log) =
            job.log.rsplit_once("::endgroup::\n").or(job.log.split_once("of this action\n")).unwrap();
        assert_eq!(
            log,
            format!("tpm check: errors: {}, warnings: {}, exit status: 0\n", expected[0], expected[1])
        );
    }
    // Two runs in one job have separate reports.
    assert_ne!(runner.run(&[]).outputs["report"], runner.run(&[]).outputs["report"]);
}
