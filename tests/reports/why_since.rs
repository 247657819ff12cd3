//! `tpm why --since`, worked by hand in docs/history.md, and each of its numbers against a schedule.

use crate::support::{self, Output, Past, Version, run_in_repository};
use serde_json::{Value, json};

const PATH: &str = "programs/billing.yaml";

fn plan(rating: &str, vendor: &str, more: &str) -> String {
    format!(
        "{more}milestones:\n  rating: {{owner: jonas, duration: {rating}}}\n  vendor: {{owner: acme, duration: {vendor}}}\n  pilot: {{owner: mara, duration: 5d, depends_on: [rating, vendor], due: 2026-10-02, firm: true}}\n"
    )
}

const FREEZE: &str = "freezes: [{name: Peak, dates: [2026-10-05..2026-10-09]}]\n";

/// Three commits; the last state is also what is on disk, unless another is given.
fn run(disk: Option<&str>, arguments: &[&str]) -> Output {
    let texts = [plan("10d", "8d", ""), plan("15d", "8d", ""), plan("15d", "14d", FREEZE)];
    let past = Past(vec![
        Version::new(&["one"], "2026-09-07", &[(PATH, &texts[0])]),
        Version::new(&["two"], "2026-09-09", &[(PATH, &texts[1])]),
        Version::new(&["HEAD"], "2026-09-11", &[(PATH, &texts[2])]),
    ]);
    let arguments = [&["why", "pilot", "--as-of", "2026-09-14"], arguments].concat();
    run_in_repository(&past, &[(PATH, disk.unwrap_or(&texts[2]))], &arguments)
}

fn moved(disk: Option<&str>, arguments: &[&str]) -> Value {
    let output = run(disk, &[&["--format", "json"], arguments].concat());
    serde_json::from_str::<Value>(&output.out).unwrap_or_else(|_| panic!("{output:?}"))["data"]["move"]
        .clone()
}

fn finish(text: &str, as_of: &str) -> Value {
    let data = support::schedule(&[(PATH, text)], as_of)["data"].clone();
    let milestones = data["programs"][0]["milestones"].as_array().unwrap().clone();
    milestones.iter().find(|one| one["id"] == "billing/pilot").unwrap()["forecast_finish"].clone()
}

// The numbers are worked in docs/history.md.
#[test]
fn shares_and_the_days_that_passed_add_up_to_the_move() {
    let data = moved(None, &["--since", "one"]);
    assert_eq!([&data["days"], &data["slid_days"], &data["rest_days"]], [21, 7, 0]);
    assert_eq!([&data["before"], &data["after"], &data["as_of"]], ["2026-09-25", "2026-10-16", "2026-09-07"]);
    let shares: Vec<_> = data["shares"].as_array().unwrap().iter().collect();
    let told: Vec<_> = shares
        .iter()
        .map(|share| (&share["of"], &share["class"], &share["share_days"], &share["if_undone_days"]))
        .collect();
    let expected = json!([
        ["billing/rating", "estimate", 6, 1],
        ["billing/vendor", "estimate", 5, 0],
        ["Peak", "calendar", 3, 7]
    ]);
    assert_eq!(json!(told), expected);
    let even_then: Vec<_> = shares.iter().map(|share| &share["even_then_days"]).collect();
    assert_eq!(json!(even_then), json!([null, 13, 7]));
}

#[test]
fn each_number_of_a_move_is_the_schedule_of_a_plan() {
    let data = moved(None, &["--since", "one"]);
    assert_eq!(data["before"], finish(&plan("10d", "8d", ""), "2026-09-07"));
    // The plan of then as of now is 7 days later.
    assert_eq!(finish(&plan("10d", "8d", ""), "2026-09-14"), "2026-10-02");
    assert_eq!(data["after"], finish(&plan("15d", "14d", FREEZE), "2026-09-14"));
    for (without, day) in [
        (plan("10d", "14d", FREEZE), "2026-10-15"),
        (plan("15d", "8d", FREEZE), "2026-10-16"),
        (plan("15d", "14d", ""), "2026-10-09"),
        // Even without rating's edit, the vendor's costs 13 days and the freeze 7.
        (plan("10d", "8d", FREEZE), "2026-10-02"),
        (plan("10d", "14d", ""), "2026-10-08"),
    ] {
        assert_eq!(finish(&without, "2026-09-14"), day);
    }
}

#[test]
fn an_edit_has_the_commit_that_wrote_what_the_plan_says_now() {
    let commit = |share: &Value| {
        let edit = &share["edits"][0];
        assert_eq!(edit["file"], PATH);
        (edit["line"].clone(), edit["on"].clone(), edit["author"].clone())
    };
    let data = moved(None, &["--since", "one"]);
    let of = |at: usize| commit(&data["shares"][at]);
    assert_eq!(of(0), (3.into(), "2026-09-09".into(), "Ana Ruiz".into()));
    assert_eq!(of(1), (4.into(), "2026-09-11".into(), "Ana Ruiz".into()));
    assert_eq!(of(2), (1.into(), "2026-09-11".into(), "Ana Ruiz".into()));
    // What is only on disk is nobody's commit yet.
    let data = moved(Some(&plan("20d", "14d", FREEZE)), &["--since", "one"]);
    assert_eq!(commit(&data["shares"][0]), (3.into(), Value::Null, Value::Null));
    let out = run(Some(&plan("20d", "14d", FREEZE)), &["--since", "one"]).out;
    assert!(out.contains("not committed"), "{out}");
}

#[test]
fn nothing_moved_since_now() {
    let out = run(None, &["--since", "2026-09-14"]).out.replace('\u{a0}', " ");
    assert!(out.contains("as it was said then: 16 Oct, and it still is."), "{out}");
    let data = moved(None, &["--since", "2026-09-14"]);
    assert_eq!([&data["days"], &data["slid_days"]], [0, 0]);
    assert_eq!(data["shares"], json!([]));
}

#[test]
fn days_that_pass_are_nobodys_edit() {
    let out = run(Some(&plan("10d", "8d", "")), &["--since", "one"]).out.replace('\u{a0}', " ");
    assert!(out.contains("7 days later than it was on 7 Sep; no edit moved it: the days passed."), "{out}");
}

#[test]
fn two_late_paths_are_told_in_one_sentence() {
    let out = run(Some(&plan("20d", "20d", "")), &["--since", "one"]).out.replace('\u{a0}', " ");
    assert!(out.contains("None of them alone would win a day: more than one path was late."), "{out}");
}

#[test]
fn a_milestone_that_was_not_there_says_so() {
    let disk = format!("{}  party: {{duration: 1d, depends_on: pilot}}\n", plan("10d", "8d", ""));
    let past = Past(vec![Version::new(&["HEAD"], "2026-09-07", &[(PATH, &plan("10d", "8d", ""))])]);
    let why = ["why", "party", "--as-of", "2026-09-14", "--since", "HEAD"];
    let output = run_in_repository(&past, &[(PATH, &disk)], &why);
    assert!(output.out.replace('\u{a0}', " ").contains("it was not in the plans."), "{output:?}");
    let json = run_in_repository(&past, &[(PATH, &disk)], &[&why[..], &["--format", "json"]].concat());
    assert_eq!(serde_json::from_str::<Value>(&json.out).unwrap()["data"]["move"], Value::Null);
}

// A chain of twenty, each a day longer: fifteen have a row, and five days are in one.
#[test]
fn many_causes_fold_and_still_add_up() {
    let plan = |days: u32| {
        let mut text = String::from("milestones:\n  m0: {duration: 1d}\n");
        for at in 1..20 {
            text.push_str(&format!("  m{at}: {{duration: {days}d, depends_on: m{}}}\n", at - 1));
        }
        text + &format!("  pilot: {{duration: {days}d, depends_on: m19}}\n")
    };
    let past = Past(vec![Version::new(&["HEAD"], "2026-09-14", &[(PATH, &plan(1))])]);
    let why = ["why", "pilot", "--as-of", "2026-09-14", "--since", "HEAD"];
    let out = run_in_repository(&past, &[(PATH, &plan(2))], &why).out.replace('\u{a0}', " ");
    assert!(out.contains("5 more causes; `--format json` lists them all"), "{out}");
    assert!(out.contains("The shares are sampled: ± 0.0 days"), "{out}");
    let shares: i32 = out
        .lines()
        .filter_map(|line| line.trim().split_once(' '))
        .filter_map(|(share, _)| share.strip_prefix('+')?.parse::<i32>().ok())
        .sum();
    // The sum stands below the shares.
    assert_eq!(shares, 2 * 28, "{out}");
}

// As of the 14th the plan of then has pilot on 2 Oct; that rating is done a day early wins a day.
#[test]
fn what_won_days_back_is_not_blamed() {
    let early = plan("10d", "8d", "")
        .replace("duration: 10d}", "duration: 10d, started: 2026-09-04, done: 2026-09-14}");
    let out = run(Some(&early.replace("8d}", "8d, started: 2026-09-07}")), &["--since", "one"]).out;
    let out = out.replace('\u{a0}', " ");
    assert!(!out.contains("of them passed") && out.contains("edits won"), "{out}");
    assert!(out.contains("Of what edits won, the most is") && !out.contains("Of what edits added"), "{out}");
}

#[test]
fn a_date_that_is_missing_then_or_now_is_explained() {
    let none = plan("10d", "8d", "").replace("duration: 10d}", "duration: 10d, depends_on: [vendor, pilot]}");
    let now = run(Some(&none), &["--since", "one"]);
    assert!(now.out.contains("it had a date, and has none now: it waits for itself"), "{}", now.out);
    let past = Past(vec![Version::new(&["HEAD"], "2026-09-07", &[(PATH, &none)])]);
    let why = ["why", "pilot", "--as-of", "2026-09-14", "--since", "HEAD"];
    let then = run_in_repository(&past, &[(PATH, &plan("10d", "8d", ""))], &why);
    assert!(then.out.contains("it had no date."), "{}", then.out);
    // The broken plan of then is told, as it hides why.
    assert!(then.status == 2 && then.err.contains("HEAD:programs/billing.yaml"), "{then:?}");
}
