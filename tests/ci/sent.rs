//! What the action would send to GitHub, byte by byte, and when it sends nothing.

use super::action::HOSTILE;
use super::github::{DIFFERENCE, Job, Runner, has_jq};
use serde_json::{Value, json};

const MARK: &str = "<!-- tpm:action:programs -->";
const REPORT: &str = "{\n  \"errors\": 3,\n  \"warnings\": 12\n}\n";

/// A runner for a pull request of our own repository; none where no jq answers for gh.
fn requested() -> Option<Runner> {
    if !has_jq() {
        return None;
    }
    let mut runner = Runner::new(&[]);
    runner.event = "pull_request";
    runner.base = Some("main".into());
    runner.says.insert("github.event.pull_request.head.repo.full_name", "acme/plans".into());
    runner.report = Some(REPORT.into());
    Some(runner)
}

fn run(runner: &Runner) -> Job {
    let own = runner.scratch.at("stand-in");
    runner.run(&[("tpm", own.to_str().unwrap()), ("comment", "true")])
}

fn body(text: &str, gate: &str) -> String {
    format!("{MARK}\n\n{text}\n{gate}")
}

const PASSES: &str = "`tpm check` **passes**: errors: 3, warnings: 12. The page of the run lists them.\n";

/// Checks that one comment was written, and what it says.
#[track_caller]
fn wrote(job: &Job, request: &[&str], expected: &str) {
    let (arguments, bytes) = job.sent.last().unwrap_or_else(|| panic!("nothing was sent: {}", job.log));
    let field = arguments.iter().position(|argument| argument.starts_with("body=@")).unwrap();
    let mut fixed = arguments.clone();
    fixed[field] = "body=@".into();
    let of_all = [&["api", "--method"], request, &["--field", "body=@", "--silent"]].concat();
    assert_eq!(fixed, of_all);
    assert_eq!(String::from_utf8(bytes.clone().unwrap()).unwrap(), expected);
    let writes = job.sent.iter().filter(|(_, body)| body.is_some()).count();
    assert_eq!(writes, 1);
}

const POST: [&str; 2] = ["POST", "repos/acme/plans/issues/7/comments"];
const PATCH: [&str; 2] = ["PATCH", "repos/acme/plans/issues/comments/42"];

fn comment(id: u32, kind: &str, text: &str) -> Value {
    json!({"id": id, "user": {"type": kind, "login": "x"}, "body": text})
}

#[test]
fn a_pull_request_gets_one_comment() {
    let Some(runner) = requested() else { return };
    let job = run(&runner);
    assert_eq!(job.status, 0, "{}", job.log);
    wrote(&job, &POST, &body(DIFFERENCE, PASSES));
    assert_eq!(job.compared.clone().unwrap().last().unwrap(), "origin/main...HEAD");
    // First it asks which are there, page by page.
    let asked = &job.sent[0].0;
    assert_eq!(asked[..3], ["api", "--paginate", "repos/acme/plans/issues/7/comments?per_page=100"]);
    assert_eq!(job.sent.len(), 2);
    // There already: the first of ours is changed. Others that bear the mark are not ours.
    let list = json!([
        comment(40, "User", &format!("{MARK}\n\nI am the gate")),
        comment(41, "Bot", "Coverage\n<!-- tpm:action:programs -->"),
        comment(42, "Bot", &format!("{MARK}\n\nold")),
        comment(43, "Bot", &format!("{MARK}\n\nolder")),
        comment(44, "Bot", "<!-- tpm:action:programs/other -->"),
    ]);
    runner.scratch.write("comments.json", list.to_string().as_bytes());
    wrote(&run(&runner), &PATCH, &body(DIFFERENCE, PASSES));
    // The same result is the same text.
    let bodies = |job: Job| job.sent.into_iter().map(|(_, body)| body).collect::<Vec<_>>();
    assert_eq!(bodies(run(&runner)), bodies(run(&runner)));
}

#[test]
fn the_verdict_is_in_the_comment_and_in_the_status() {
    let Some(mut runner) = requested() else { return };
    for (status, of_diff, text, gate, expected) in [
        (0, 0, DIFFERENCE, PASSES.to_owned(), 0),
        (1, 0, DIFFERENCE, PASSES.replace("passes", "fails"), 1),
        (0, 1, DIFFERENCE, PASSES.to_owned(), 1),
        (1, 1, DIFFERENCE, PASSES.replace("passes", "fails"), 1),
        // A plan of either side has errors: no fault of this change, unless it was asked for.
        (0, 2, DIFFERENCE, PASSES.to_owned(), 0),
        (2, 0, DIFFERENCE, "`tpm check` **could not run**. The page of the run says why.\n".to_owned(), 2),
        (0, 2, "", PASSES.to_owned(), 2),
    ] {
        runner.status = status;
        runner.reason = ("error: no commit `origin/main`".into(), of_diff);
        runner.difference = text.into();
        let job = run(&runner);
        assert_eq!(job.status, expected, "{status} {of_diff} {text:?}: {}", job.log);
        let text = if text.is_empty() {
            "## What this change does could not be told\n\nThe page of the run says why.\n"
        } else {
            text
        };
        wrote(&job, &POST, &body(text, &gate));
        assert_eq!(job.outputs["exit-code"], status.to_string());
    }
}

#[test]
fn what_cannot_be_compared_says_why() {
    let Some(mut runner) = requested() else { return };
    runner.difference = String::new();
    for (reason, annotation, block) in [
        (
            "error: no commit\n  = help: `git fetch --unshallow` brings the rest",
            "error: no commit%0A  = help: `git fetch --unshallow` brings the rest",
            "    error: no commit\n      = help: `git fetch --unshallow` brings the rest\n",
        ),
        (
            "100%\n::error::x\n```\n</pre>",
            "100%25%0A::error::x%0A```%0A</pre>",
            "    100%\n    ::error::x\n    ```\n    </pre>\n",
        ),
        ("", "tpm ended with status 2 and said nothing.", "    tpm ended with status 2 and said nothing.\n"),
    ] {
        runner.reason = (reason.into(), 2);
        let job = run(&runner);
        assert_eq!(job.status, 2);
        let annotations: Vec<&str> = job.log.lines().filter(|line| line.starts_with("::")).collect();
        assert_eq!(annotations, [format!("::error title=tpm diff::{annotation}")]);
        let summary = format!("\n## tpm diff\n\nWhat the change does could not be told:\n\n{block}");
        assert_eq!(job.summary, summary);
        assert_eq!(job.outputs["diff-exit-code"], "2");
        // Nobody asked for it: a word, and no failure.
        let own = runner.scratch.at("stand-in");
        let job = runner.run(&[("tpm", own.to_str().unwrap())]);
        assert_eq!((job.status, job.summary.as_str()), (0, ""));
        assert!(
            job.log.starts_with("::notice title=tpm diff::")
                || job.log.contains("\n::notice title=tpm diff::")
        );
    }
}

#[test]
fn other_events_compare_and_do_not_comment() {
    let Some(mut runner) = requested() else { return };
    runner.base = None;
    let before = "3f2a9c1d00000000000000000000000000000001";
    for (event, says, compared) in [
        ("push", Some(("github.event.before", before)), Some(before)),
        ("push", Some(("github.event.before", "0000000000000000000000000000000000000000")), None),
        ("push", None, None),
        ("merge_group", Some(("github.event.merge_group.base_sha", before)), Some(before)),
        ("schedule", None, Some("yesterday")),
        ("workflow_dispatch", None, None),
    ] {
        runner.event = event;
        runner.says.clear();
        runner.says.extend(says.map(|(name, value)| (name, value.to_owned())));
        let job = run(&runner);
        assert_eq!((job.status, &job.sent), (0, &vec![]), "{event}: {}", job.log);
        let last = job.compared.as_ref().map(|arguments| arguments.last().unwrap().as_str());
        assert_eq!(last, compared, "{event}");
        assert_eq!(job.summary.contains("One promise later"), compared.is_some());
        // The gate has another base only where others judge the rest.
        let since = job.arguments.unwrap().iter().any(|argument| argument.starts_with("--new-since="));
        assert_eq!(since, event == "merge_group", "{event}");
    }
}

#[test]
fn a_fork_is_left_to_the_second_workflow() {
    let Some(mut runner) = requested() else { return };
    for name in ["mallory/plans", "", "acme/plans\nacme/plans", "$(touch pwned)"] {
        runner.says.insert("github.event.pull_request.head.repo.full_name", name.into());
        let job = run(&runner);
        assert_eq!((job.status, &job.sent), (0, &vec![]), "{}", job.log);
        assert!(job.log.contains("It comes from a fork"), "{}", job.log);
        assert!(job.summary.contains("One promise later"));
    }
}

#[test]
fn a_token_that_may_not_write_leaves_the_verdict() {
    let Some(mut runner) = requested() else { return };
    for refuses in ["all", "writes"] {
        runner.refuses = refuses;
        for status in [0, 1] {
            runner.status = status;
            let job = run(&runner);
            assert_eq!(job.status, status, "{}", job.log);
            let warned =
                job.log.lines().filter(|line| line.starts_with("::warning title=tpm::There is no comment"));
            assert_eq!(warned.filter(|line| line.contains("pull-requests: write")).count(), 1, "{}", job.log);
        }
    }
    std::fs::remove_file(runner.scratch.at("bin/gh")).unwrap();
    let job = run(&runner);
    assert!(job.status == 1 && job.log.contains("this runner has no gh."), "{}", job.log);
}

#[test]
fn a_change_of_something_else_gets_no_comment() {
    let Some(mut runner) = requested() else { return };
    runner.difference =
        "<!-- tpm:diff:programs -->\n\n## Nothing was changed in the plans\n\nBoth sides\n".into();
    let job = run(&runner);
    assert_eq!((job.status, job.sent.len()), (0, 1), "{}", job.log);
    // But what an earlier push said is corrected.
    let list = json!([comment(42, "Bot", MARK)]);
    runner.scratch.write("comments.json", list.to_string().as_bytes());
    wrote(&run(&runner), &PATCH, &body(&runner.difference, PASSES));
}

#[test]
fn the_longest_comment_fits() {
    let Some(mut runner) = requested() else { return };
    // As long as tpm makes it, in characters that hosts count twice and that need most bytes.
    for letter in ["x", "ü", "漢", "🚂"] {
        let units: usize = letter.encode_utf16().count();
        let head = "<!-- tpm:diff:programs -->\n\n";
        let text = format!("{head}{}\n", letter.repeat((60_000 - head.len() - 1) / units));
        runner.difference.clone_from(&text);
        let job = run(&runner);
        let expected = body(&text, PASSES);
        wrote(&job, &POST, &expected);
        assert!(expected.encode_utf16().count() < 65_536 && expected.len() < 262_144);
        assert_eq!(job.summary, format!("\n{text}"));
    }
    // Something else in the place of tpm may write more than a page holds.
    runner.difference = "x".repeat(1 << 20);
    let job = run(&runner);
    assert_eq!(job.summary, "\n## tpm diff\n\nIt is too long for this page.\n");
}

#[test]
fn no_input_leaves_its_place() {
    let Some(mut runner) = requested() else { return };
    let own = runner.scratch.at("stand-in");
    let own = ("tpm", own.to_str().unwrap());
    for value in HOSTILE {
        // A directory of programs names the mark: nothing in it ends the comment or the filter.
        let job = runner.run(&[own, ("comment", "true"), ("programs", value)]);
        let text = String::from_utf8(job.sent.last().unwrap().1.clone().unwrap()).unwrap();
        let mark = text.lines().next().unwrap();
        let inner = mark.strip_prefix("<!-- tpm:action:").and_then(|rest| rest.strip_suffix(" -->")).unwrap();
        assert!(inner.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_/".contains(&byte)), "{mark}");
        assert_eq!(text, format!("{mark}\n\n{DIFFERENCE}\n{PASSES}"));
        assert!(job.compared.unwrap().contains(&format!("--programs={value}")));
        // What is to be compared and what fails are one argument each.
        let job = runner.run(&[own, ("diff-base", value), ("diff-fail-on", value)]);
        if value.starts_with('-') {
            assert_eq!((job.status, &job.compared), (2, &None), "{value}: {}", job.log);
        } else {
            let arguments = job.compared.unwrap();
            assert_eq!(arguments[3..], [format!("--fail-on={value}"), value.to_owned()]);
        }
        for input in ["check", "diff", "comment"] {
            let job = runner.run(&[own, (input, value)]);
            assert_eq!(job.status, 2, "{input} {value:?}: {}", job.log);
            assert!(!job.log.contains("touch") && !job.log.contains("forged"), "{}", job.log);
        }
        // A branch is named by whoever pushes it.
        runner.base = Some(value.into());
        let job = run(&runner);
        assert_eq!(job.compared.unwrap().last().unwrap(), &format!("origin/{value}...HEAD"));
        runner.base = Some("main".into());
        for place in ["checkout/pwned", "temp/pwned", "pwned"] {
            assert!(!runner.scratch.at(place).exists(), "{value}");
        }
    }
}

#[test]
fn without_a_gate_only_the_rest_is_done() {
    let Some(runner) = requested() else { return };
    let own = runner.scratch.at("stand-in");
    let own = ("tpm", own.to_str().unwrap());
    let job = runner.run(&[own, ("check", "false"), ("comment", "true")]);
    assert_eq!((job.status, &job.arguments), (0, &None), "{}", job.log);
    wrote(&job, &POST, &format!("{MARK}\n\n{DIFFERENCE}"));
    let job = runner.run(&[own, ("diff", "false"), ("comment", "true")]);
    assert_eq!((job.status, &job.compared), (0, &None), "{}", job.log);
    wrote(&job, &POST, &format!("{MARK}\n\n\n{PASSES}"));
}
