//! What is asked of whom. Monday 14 September 2026.

use crate::cli::hostile::{HOSTILE, quoted};
use crate::support;
use serde_json::{Value, json};
use tpm::cli::Variables;
use unicode_width::UnicodeWidthStr;

const OWNERS: &str = "\
owners:
  bo: {name: Bo Lindt, team: payments}
  lena: {team: legal, away: [2026-09-14..2026-09-18]}
  marco: {external: true}
  sam: {team: payments}
";

// `gate` has passed; `ledger` is due today, with a word of the 10th; `shadow` was spoken of on 28 August, 17 days ago, and
// is expected on its day; `contract` has no end; `runbook` can start on the 16th and waits for nothing, and `rehearsal`
// waits for it. `told` is late, and somebody said so today.
const PLAN: &str = "\
milestones:
  gate: {owner: bo, due: 2026-09-07}
  ledger: {owner: bo, duration: 6w, started: 2026-08-03, progress: 85%, updated: 2026-09-10, due: 2026-09-14}
  shadow: {owner: bo, duration: 4w, started: 2026-08-24, progress: 20%, updated: 2026-08-28, eta: 2026-10-02, due: 2026-10-02}
  contract: {owner: lena, duration: 2w, blocked: {since: 2026-09-07, why: Redlines, waiting_on: marco}, due: 2026-12-11}
  runbook: {owner: sam, duration: 1w, not_before: 2026-09-16, due: 2026-11-30}
  rehearsal: {owner: sam, duration: 1w, depends_on: [runbook], due: 2026-12-04}
  told: {owner: sam, duration: 2w, started: 2026-08-31, remaining: 5d, updated: 2026-09-14, due: 2026-09-11}
";

fn files(plan: &str) -> [(&'static str, String); 2] {
    [("programs/tpm.yaml", OWNERS.to_owned()), ("programs/p.yaml", plan.to_owned())]
}

fn run(plan: &str, arguments: &[&str]) -> String {
    let files = files(plan);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let output = support::run(&files, &[&["ask", "--as-of", "2026-09-14"], arguments].concat());
    assert_eq!((output.status, output.err.as_str()), (0, ""));
    output.out.replace('\u{a0}', " ")
}

fn data(plan: &str, arguments: &[&str]) -> Value {
    let text = run(plan, &[arguments, &["--format", "json"]].concat());
    serde_json::from_str::<Value>(&text).unwrap()["data"].clone()
}

/// Returns owner, number, milestone, reason and what is wanted of each question.
fn asked(data: &Value) -> Value {
    let keys = ["owner", "number", "id", "reason", "wanted"];
    let of = |question: &Value| keys.iter().map(|key| question[key].clone()).collect::<Value>();
    data["questions"].as_array().unwrap().iter().map(of).collect()
}

#[test]
fn what_is_due_blocked_ready_or_quiet_is_asked_of_who_can_say() {
    let data = data(PLAN, &[]);
    let expected = json!([
        ["bo", 1, "p/gate", "due", "finish"],
        ["bo", 2, "p/ledger", "due", "finish"],
        ["bo", 3, "p/shadow", "quiet", "holds"],
        ["lena", 1, "p/contract", "blocked", "until"],
        ["marco", 1, "p/contract", "waited-on", "until"],
        ["sam", 1, "p/runbook", "start", "started"],
    ]);
    assert_eq!(asked(&data), expected);
    assert_eq!(data["people"][1]["away_through"], "2026-09-18");
    assert_eq!(data["people"][0]["more"], 0);
}

#[test]
fn the_message_says_what_is_known_and_what_one_can_answer() {
    let expected = "\
Mon 14 Sep 2026 · 6 questions to 4 people

bo, Bo Lindt
1 p/gate · due 7 Sep, 7 days ago. Done? Else a day: 1 done or 1 21 sep
2 p/ledger · due today, 85% on 10 Sep. Done? Else a day: 2 done or 2 60% or 2 24 sep
3 p/shadow · quiet since 28 Aug, 20% on 28 Aug, due 2 Oct. Does 2 Oct hold? 3 ok or 3 60% or 3 9 oct

lena · away through 18 Sep
1 p/contract · blocked since 7 Sep: Redlines, waiting on marco. Until when? 1 unblocked or 1 blocked until 9 oct

marco
1 p/contract · blocked since 7 Sep: Redlines, waits for you. Until when? 1 unblocked or 1 blocked until 9 oct

sam
1 p/runbook · starts 16 Sep, waits for you. Started? 1 started or 1 eta 29 sep

Answer a line each, by number or by name; a day may be followed by why. docs/replies.md has all forms.
";
    assert_eq!(run(PLAN, &[]), expected);
}

#[test]
fn a_person_is_asked_three_things_at_most() {
    let plan: String =
        (1..=5).map(|day| format!("  m{day}: {{owner: bo, due: 2026-09-0{}}}\n", 6 - day)).collect();
    let plan = format!("milestones:\n{plan}");
    let found = data(&plan, &[]);
    let ids: Vec<&Value> =
        found["questions"].as_array().unwrap().iter().map(|question| &question["id"]).collect();
    // The one that is late for longest comes first.
    assert_eq!(ids, ["p/m5", "p/m4", "p/m3"]);
    assert_eq!(found["people"][0]["more"], 2);
    assert!(run(&plan, &[]).contains("\nand 2 more, which can wait\n"));
}

#[test]
fn ok_alone_is_offered_where_every_day_can_hold() {
    let quiet = |id: &str| {
        format!(
            "  {id}: {{owner: bo, duration: 4w, started: 2026-08-24, progress: 20%, updated: 2026-08-28, eta: 2026-10-02}}\n"
        )
    };
    let plan = format!("milestones:\n{}{}", quiet("a"), quiet("b"));
    assert!(run(&plan, &[]).contains("\nok alone says that all of these days hold\n"));
    assert!(!run(PLAN, &[]).contains("ok alone"));
}

#[test]
fn only_selected_people_are_asked() {
    assert_eq!(
        asked(&data(PLAN, &["--owner", "marco"])),
        json!([["marco", 1, "p/contract", "waited-on", "until"]])
    );
    let payments = data(PLAN, &["--team", "payments"]);
    let owners: Vec<&Value> =
        payments["people"].as_array().unwrap().iter().map(|person| &person["owner"]).collect();
    assert_eq!(owners, ["bo", "sam"]);
    assert_eq!(asked(&data(PLAN, &["p/ledger"])), json!([["bo", 1, "p/ledger", "due", "finish"]]));
}

#[test]
fn what_nobody_owns_is_counted() {
    let plan = "milestones:\n  a: {due: 2026-09-07}\n";
    assert_eq!(data(plan, &[])["nobody_to_ask"], json!(["p/a"]));
    assert_eq!(run(plan, &[]), "Mon 14 Sep 2026 · nothing to ask · 1 milestone that nobody owns\n");
}

#[test]
fn a_narrow_terminal_shows_every_word() {
    let files = files(PLAN);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    for width in [60, 80] {
        let output = support::run_as(
            &files,
            &["ask", "--as-of", "2026-09-14", "--color", "never"],
            Variables::default(),
            Some(width),
        );
        assert!(output.out.lines().all(|line| line.width() <= width), "{}", output.out);
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&output.out), words(&run(PLAN, &[])));
    }
}

#[test]
fn a_message_for_slack_has_slacks_markup_and_calls_nobody() {
    let plan = PLAN.replace("why: Redlines", "why: \"Redlines <!channel> @channel & `x` *y*\"");
    let text = run(&plan, &["--format", "slack", "--owner", "lena"]);
    let expected = "\
*Mon 14 Sep 2026* · 1 question to 1 person

*lena · away through 18 Sep*
1 *p/contract* · blocked since 7 Sep: Redlines &lt;!channel&gt; @ channel &amp; 'x' ∗y∗, waiting on marco. \
Until when? `1 unblocked` or `1 blocked until 9 oct`

Answer a line each, by number or by name; a day may be followed by why. docs/replies.md has all forms.
";
    assert_eq!(text, expected);
    for hostile in HOSTILE {
        let plan = PLAN.replace("why: Redlines", &format!("why: {}", quoted(hostile)));
        let text = run(&plan, &["--format", "slack"]);
        let entities =
            ["&lt;", "&gt;", "&amp;"].iter().fold(text.clone(), |text, entity| text.replace(entity, ""));
        assert!(!entities.contains(['<', '>', '&', '~', '\u{1b}', '\u{202e}']), "{hostile:?}: {text}");
        assert!(!text.contains("@all") && !text.contains("@channel"), "{hostile:?}: {text}");
        assert_eq!(text.lines().count(), run(PLAN, &["--format", "slack"]).lines().count(), "{hostile:?}");
    }
}

#[test]
fn other_commands_have_no_format_for_slack() {
    let output = support::run(&[("programs/p.yaml", PLAN)], &["status", "--format", "slack"]);
    assert_eq!(output.status, 2);
    assert!(output.err.contains("`slack` is a format of `tpm ask`"), "{}", output.err);
    let output = support::run(&[("programs/p.yaml", PLAN)], &["ask", "--format", "sarif"]);
    assert!(output.err.contains("sarif"), "{}", output.err);
}
