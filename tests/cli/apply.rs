//! `tpm apply`: what a reply writes, what comes back, and what no reply can do.

use super::refused;
use crate::support::{self, MemoryDisk, Output};
use serde_json::Value;

const PATH: &str = "programs/search.yaml";
const FILES: [(&str, &str); 1] = [(
    PATH,
    "\
# Search
owner: ana
milestones:
  ledger:   # in SQL
    owner: bo
    duration: 6w
    started: 2026-08-03
    progress: 65%   # tables
    updated: 2026-08-20
    due: 2026-09-24
  canary: {owner: bo, duration: 2w, depends_on: [ledger]}
  runbook: {owner: bo, duration: 1w, started: 2026-09-01, done: 2026-09-09}
  contract: {owner: lena, duration: 2w, blocked: {since: 2026-09-07, why: Redlines, waiting_on: marco}, due: 2026-12-11}
  gate: {owner: bo, depends_on: [canary]}
  old: {owner: bo, duration: 2w, cancelled: {on: 2026-09-01, reason: Bought}}
",
)];

fn apply(text: &str, arguments: &[&str]) -> (Output, Option<String>) {
    let disk = MemoryDisk::default();
    let output = support::run_typed(&disk, &FILES, &[&["apply"], arguments].concat(), text);
    let text = disk.text(PATH);
    (output, text)
}

/// Checks what a reply of bo changes in the plan.
#[track_caller]
fn writes(reply: &str, lines: &[(&str, &str)]) -> Output {
    let (output, after) = apply(reply, &["--by", "bo"]);
    assert_eq!(output.status, 0, "{}{}", output.out, output.err);
    let mut expected = FILES[0].1.to_owned();
    for (before, after) in lines {
        assert_eq!(expected.matches(before).count(), 1, "{before}");
        expected = expected.replace(before, after);
    }
    assert_eq!(after.unwrap_or_else(|| FILES[0].1.into()), expected, "{reply}");
    output
}

/// Checks that a reply of bo comes back, and what is said of it.
#[track_caller]
fn comes_back(reply: &str, said: &[&str]) -> Output {
    let (output, after) = apply(reply, &["--by", "bo"]);
    assert_eq!((output.status, after), (2, None), "{reply}: {}{}", output.out, output.err);
    for said in said {
        assert!(output.out.contains(said), "{reply}: not said: {said:?}\n{}", output.out);
    }
    output
}

#[test]
fn each_answer_is_written() {
    let today = ("updated: 2026-08-20\n", "updated: 2026-09-14\n");
    let done = ("updated: 2026-08-20\n", "updated: 2026-08-20\n    done: 2026-09-11\n");
    writes("ledger done 11 sep", &[done]);
    writes("1 60%", &[("progress: 65%", "progress: 60%"), today]);
    writes("\u{feff}1 60%\r\nthanks\r\n", &[("progress: 65%", "progress: 60%"), today]);
    let eta = ("updated: 2026-08-20\n", "updated: 2026-09-14\n    eta: 2026-10-02\n");
    writes("ledger 2 oct", &[eta]);
    writes("Ledger 60%, 2 oct", &[("progress: 65%", "progress: 60%"), eta]);
    let started = ("depends_on: [ledger]}", "depends_on: [ledger], started: 2026-09-10}");
    writes("canary started 10 sep", &[started]);
    let and_left = "depends_on: [ledger], started: 2026-09-10, remaining: 4d, updated: 2026-09-14}";
    writes("canary started 10 sep, 4d left", &[("depends_on: [ledger]}", and_left)]);
    writes("contract unblocked", &[(", blocked: {since: 2026-09-07, why: Redlines, waiting_on: marco}", "")]);
    writes(
        "contract blocked until 2 oct",
        &[("waiting_on: marco}", "waiting_on: marco, until: 2026-10-02}")],
    );
    writes(
        "canary blocked by lena until fri",
        &[(
            "depends_on: [ledger]}",
            "depends_on: [ledger], blocked: {since: 2026-09-14, waiting_on: lena, until: 2026-09-18}}",
        )],
    );
    writes(
        "canary blocked redlines: all, waiting on marco until fri",
        &[(
            "depends_on: [ledger]}",
            "depends_on: [ledger], blocked: {since: 2026-09-14, why: \"redlines: all\", waiting_on: marco, until: 2026-09-18}}",
        )],
    );
}

#[test]
fn ok_writes_what_is_left_of_the_work_after_today() {
    // 65 % of 30 days leave 11 on 20 Aug, of which five are assumed worked; one more is worked today.
    let output = writes(
        "ok",
        &[(
            "    progress: 65%   # tables\n    updated: 2026-08-20\n",
            "    remaining: 5d   # tables\n    updated: 2026-09-14\n",
        )],
    );
    assert!(output.out.contains("No date moves"), "{}", output.out);
}

#[test]
fn ok_beside_what_moves_the_date_is_a_day_of_its_own() {
    writes(
        "ledger 60% and ok",
        &[
            ("progress: 65%", "progress: 60%"),
            ("updated: 2026-08-20\n", "updated: 2026-09-14\n    eta: 2026-09-21\n"),
        ],
    );
}

#[test]
fn ok_where_no_day_can_hold_asks_for_a_day() {
    let ok = |milestone: &str, day: &str| {
        let text = format!("milestones:\n  ledger: {{owner: bo, {milestone}}}\n");
        let disk = MemoryDisk::default();
        let files = [(PATH, text.as_str())];
        let output = support::run_typed(&disk, &files, &["apply", "--by", "bo", "--as-of", day], "ledger ok");
        let is_asked = output.out.contains("ledger eta ") || output.out.contains("ledger blocked until");
        assert_eq!(output.status == 2, is_asked, "{milestone}: {}", output.out);
        output.status
    };
    let monday = "2026-09-14";
    // Something is left, and its length is known.
    assert_eq!(ok("duration: 4w, started: 2026-09-01, progress: 30%, updated: 2026-09-10", monday), 0);
    assert_eq!(ok("started: 2026-09-01, remaining: 5d, updated: 2026-09-10", monday), 0);
    assert_eq!(ok("duration: 4w, started: 2026-09-01, eta: 2026-10-02", monday), 0);
    assert_eq!(ok("due: 2026-10-02", monday), 0);
    assert_eq!(ok("duration: 4w, not_before: 2026-11-02", monday), 0);
    // Nothing is left.
    assert_eq!(ok("duration: 4w, started: 2026-08-10, progress: 95%, updated: 2026-09-04", monday), 2);
    // It is done by this evening, or it is not.
    assert_eq!(ok("duration: 4w, started: 2026-08-10, remaining: 1d, updated: 2026-09-11", monday), 2);
    // The day has passed.
    assert_eq!(ok("due: 2026-09-11", monday), 2);
    assert_eq!(ok("duration: 4w, started: 2026-09-01, eta: 2026-09-11", monday), 2);
    // Only the promise says how long it is.
    assert_eq!(ok("started: 2026-09-01, due: 2026-10-02", monday), 2);
    // Whether it has started was asked.
    assert_eq!(ok("duration: 4w", monday), 2);
    // Nobody knows until when.
    assert_eq!(ok("duration: 4w, blocked: {since: 2026-09-01, why: Redlines}", monday), 2);
}

#[test]
fn what_the_plan_cannot_take_comes_back() {
    comes_back("canary 60%", &["the plan does not say that it has started; say since when"]);
    assert!(!comes_back("runbook 60%", &["it was done on 9 Sep"]).out.contains("runbook done"));
    comes_back("runbook done", &["it was done on 9 Sep", "search/runbook done 2026-09-09"]);
    comes_back("old done", &["it is cancelled"]);
    for said in ["gate started", "gate 60%"] {
        comes_back(said, &["the plan does not say how long it takes", "search/gate eta 2026-10-"]);
    }
    comes_back("ledger started 5 aug", &["it was started on 3 Aug"]);
    comes_back("ledger done 31 jul", &["it was started on 3 Aug"]);
    // Said once more, it is so.
    assert!(writes("runbook done 9 sep", &[]).out.contains("Already so"));
}

#[test]
fn nothing_is_written_where_a_line_comes_back() {
    let reply = "ledger 2 oct replication lag\ncanary 60%\n";
    comes_back(
        reply,
        &["ledger eta 2026-10-02: replication lag", "2 Oct  9wd later", "Nothing was written", "--partial"],
    );
    let (output, after) = apply(reply, &["--by", "bo", "--partial"]);
    assert_eq!(output.status, 0, "{}", output.err);
    assert!(after.unwrap().contains("eta: 2026-10-02"));
    assert!(output.out.contains("the plan does not say that it has started"), "{}", output.out);
    assert!(
        output.out.contains("the plan has no place for \"search/ledger: replication lag\""),
        "{}",
        output.out
    );
    // As a patch, nothing is printed of it either.
    let (output, after) = apply(reply, &["--by", "bo", "--dry-run"]);
    assert_eq!((output.status, after, output.out.as_str()), (2, None, ""));
    assert!(output.err.contains("canary 60%"));
    refused(&FILES, &["apply", "--partial", "--all-or-nothing"], &["cannot be used with"]);
}

#[test]
fn in_part_is_not_nothing() {
    for reply in ["ledger done\nledger not done\n", "ledger done\nledger done?\n", "canary: who knows\n"] {
        let (output, after) = apply(reply, &["--by", "bo", "--partial"]);
        assert_eq!((output.status, after), (2, None), "{reply}: {}", output.out);
        assert!(output.out.contains("Nothing was written"), "{}", output.out);
    }
    let (output, after) = apply("ledger done\nledger not done\ncontract unblocked", &["--partial"]);
    assert_eq!(output.status, 0, "{}", output.out);
    let after = after.unwrap();
    assert!(!after.contains("done: 2026-09-14") && !after.contains("blocked"), "{after}");
}

#[test]
fn a_reply_without_an_owner_answers_no_questions() {
    let (output, after) = apply("ledger done\n", &[]);
    assert_eq!(output.status, 0, "{}", output.err);
    assert!(after.unwrap().contains("done: 2026-09-14"));
    for text in ["1 done", "ok"] {
        assert_eq!(apply(text, &[]).0.status, 2, "{text}");
    }
    refused(&FILES, &["apply", "--by", "zoe"], &["there is no owner `zoe`"]);
}

#[test]
fn a_reply_that_says_nothing_writes_nothing() {
    for text in ["", "thanks!\n", "\n\n> ledger done\n"] {
        let (output, after) = apply(text, &["--by", "bo"]);
        assert_eq!((output.status, after), (0, None), "{text}");
        assert!(output.out.contains("Nothing is said of the plan"), "{}", output.out);
    }
}

#[test]
fn json_has_the_edits_the_effect_and_what_came_back() {
    let (output, _) =
        apply("ledger 2 oct\ncanary: who knows\n", &["--by", "bo", "--partial", "--format", "json"]);
    let data = &serde_json::from_str::<Value>(&output.out).unwrap()["data"];
    assert_eq!(data["written"], true);
    assert_eq!(data["commit"], Value::Null);
    assert_eq!(data["understood"][0]["id"], "search/ledger");
    assert_eq!(data["understood"][0]["says"], "eta 2026-10-02");
    assert_eq!(data["unread"][0]["line"], 2);
    assert_eq!(data["unread"][0]["text"], "canary: who knows");
    assert_eq!(data["unread"][0]["did_you_mean"], Value::Null);
    assert_eq!(data["unread"][0]["answers"], serde_json::json!(["canary eta 12 oct"]));
    let edit = data["edits"].as_array().unwrap().iter().find(|edit| edit["key"] == "eta").unwrap();
    assert_eq!((edit["file"].as_str(), edit["after"].as_str()), (Some(PATH), Some("2026-10-02")));
    assert_eq!(edit["line"], 10, "{edit}");
    assert!(
        data["effect"]["milestones"].as_array().unwrap().iter().any(|moved| moved["id"] == "search/ledger")
    );
}

/// Replies that try to write what no answer says.
const HOSTILE: [&str; 22] = [
    "ledger 2 oct x\u{1b}[31m",
    "ledger blocked x\u{0}y",
    "ledger blocked \u{202e}x",
    "ledger blocked {since: 2020-01-01}",
    "ledger blocked x, due: 2099-01-01",
    "ledger blocked &a *b",
    "ledger blocked *b",
    "ledger blocked <<: *ledger",
    "ledger blocked ---",
    "---\nmilestones: {}",
    "ledger blocked x # y",
    "ledger blocked '",
    "ledger blocked \"x\"",
    "ledger blocked !!binary x",
    "ledger blocked ]",
    "ledger blocked %YAML 1.1",
    "ledger blocked x: y: z",
    "ledger blocked waiting on x: y #",
    "ledger.due=2026-10-02",
    "due: 2026-10-02",
    "ledger eta 2026-10-02\u{2028}due: 2020-01-01",
    "ledger blocked no",
];

#[test]
fn a_hostile_reply_writes_nothing_that_its_grammar_does_not_say() {
    for reply in HOSTILE {
        let (output, after) = apply(reply, &["--by", "bo", "--format", "json"]);
        let data = &serde_json::from_str::<Value>(&output.out).unwrap()["data"];
        assert_eq!(output.status == 0, after.is_some(), "{reply}: {}", output.err);
        for edit in data["edits"].as_array().unwrap() {
            let key = edit["key"].as_str().unwrap();
            let is_answer = key.starts_with("blocked") || key == "eta" || key == "updated";
            assert!(edit["of"] == "search/ledger" && is_answer, "{reply}: {edit}");
        }
        // All else is as it was.
        let Some(after) = after else { continue };
        let kept: Vec<&str> =
            FILES[0].1.lines().filter(|line| !line.contains("updated: 2026-08-20")).collect();
        assert!(kept.iter().all(|line| after.lines().any(|other| other == *line)), "{reply}: {after}");
        assert!(!output.out.contains('\u{1b}') && !after.contains('\u{1b}'), "{reply}");
    }
}

#[test]
fn a_reply_of_a_hundred_thousand_lines_ends() {
    let mut replies = vec![
        "ledgr ok\n".repeat(100_000),
        "ledger 60%\n".repeat(100_000),
        (0..100_000).map(|n| format!("ledger {}%\n", n % 90)).collect(),
        (0..100_000).map(|n| format!("canary 2 oct reason number {n}\n")).collect(),
        format!("ledger blocked {}", "x ".repeat(1 << 20)),
        "\n".repeat(100_000),
    ];
    if cfg!(debug_assertions) {
        replies
            .iter_mut()
            .for_each(|reply| *reply = reply.lines().take(20_000).map(|line| format!("{line}\n")).collect());
    }
    for reply in replies {
        let (output, after) = apply(&reply, &["--by", "bo"]);
        let is_one_answer = reply.starts_with("ledger 60%") || reply.starts_with('\n');
        assert_eq!(output.status == 0, is_one_answer, "{}", output.err);
        assert_eq!(after.is_some(), reply.starts_with("ledger 60%"));
        assert!(output.out.lines().count() < 200);
    }
    assert_eq!(apply(&"x".repeat(9 << 20), &[]).0.status, 2);
}
