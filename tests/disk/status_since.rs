//! `tpm status --since` over repositories that git made.

use super::repository::Repo;
use super::scratch::Scratch;
use serde_json::Value;

const PLAN: &str = "programs/p.yaml";
const WISH: (&str, &str) = ("programs/tpm.yaml", "since: previous-workday\n");

fn plan(eta: &str) -> String {
    format!("milestones: {{a: {{owner: bo, duration: 1d, eta: {eta}, due: 2026-09-15}}}}\n")
}

/// Returns the exit status and the text of the status as of Mon 14 Sep 2026.
fn status(scratch: &Scratch, directory: &str, arguments: &[&str]) -> (i32, String, String) {
    let output = scratch.run(directory, &[&["status", "--as-of", "2026-09-14"], arguments].concat());
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace('\u{a0}', " ");
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Commits of Thursday the 10th, of Friday the 11th, and of the morning of Monday the 14th.
fn three_commits() -> Repo {
    let repo = Repo::new(&[WISH, (PLAN, &plan("2026-09-18"))]);
    repo.commit("2026-09-10T17:00:00+0200");
    repo.change(PLAN, &plan("2026-09-21"), "2026-09-11T18:00:00+0200");
    repo.change(PLAN, &plan("2026-09-23"), "2026-09-14T08:00:00+0200");
    repo
}

#[test]
fn then_is_the_last_commit_of_the_working_day_before() {
    let repo = three_commits();
    let (code, text, _) = status(&repo.0, "", &[]);
    assert!(code == 0 && text.contains("↓  p/a  bo  worse (forecast 21 Sep → 23 Sep): "), "{text}");
    // What is not committed counts.
    repo.0.write(PLAN, plan("2026-09-17").as_bytes());
    let (_, text, _) = status(&repo.0, "", &[]);
    assert!(text.contains("↑  p/a  bo  better (forecast 21 Sep → 17 Sep): "), "{text}");
    let (_, text, _) = status(&repo.0, "", &["--since", "HEAD~2"]);
    assert!(
        text.contains("Since Thu 10 Sep: 1 better") && text.contains("forecast 18 Sep → 17 Sep"),
        "{text}"
    );
}

#[test]
fn the_same_commit_as_of_the_same_day_marks_nothing() {
    let repo = three_commits();
    let (code, text, _) = status(&repo.0, "", &["--since", "HEAD", "--format", "json"]);
    let data = serde_json::from_str::<Value>(&text).unwrap()["data"].clone();
    assert_eq!(
        (code, &data["needs_someone"][0]["change"], &data["gone"]),
        (0, &"same".into(), &Value::Array(vec![]))
    );
    let (_, text, _) = status(&repo.0, "", &["--since", "HEAD"]);
    assert!(
        text.contains("\nNothing new since earlier today ") && text.contains("\n1 as earlier today: p/a"),
        "{text}"
    );
}

#[test]
fn holidays_and_other_weeks_are_no_working_days_before() {
    let repo = three_commits();
    repo.0.write(WISH.0, b"since: previous-workday\ncalendars: {default: {holidays: [2026-09-11]}}\n");
    let (_, text, _) = status(&repo.0, "", &[]);
    assert!(
        text.contains("Since Thu 10 Sep: 1 worse") && text.contains("forecast 18 Sep → 23 Sep"),
        "{text}"
    );
}

#[test]
fn without_a_repository_the_wish_is_one_quiet_line() {
    let scratch = Scratch::new(&[WISH, (PLAN, &plan("2026-09-18"))]);
    let (code, text, err) = status(&scratch, "", &[]);
    assert!(code == 0 && err.is_empty() && text.contains("3wd late against 15 Sep"), "{text}{err}");
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with("Not compared: ")).collect();
    assert_eq!(lines.len(), 1, "{text}");
    let (code, text, err) = status(&scratch, "", &["--since", "previous-workday"]);
    assert!(code == 2 && text.is_empty() && err.starts_with("error: "), "{text}{err}");
}

#[test]
fn a_shallow_clone_says_that_it_does_not_go_back() {
    let repo = three_commits();
    repo.run("git clone --quiet --depth 1 file://$PWD clone");
    let (code, text, _) = status(&repo.0, "clone", &[]);
    let said = "\nNot compared: this clone is shallow: it goes back to 2026-09-14 and not to 2026-09-11.\n";
    assert!(code == 0 && text.contains(said) && text.contains("6wd late against 15 Sep"), "{text}");
    let (code, _, err) = status(&repo.0, "clone", &["--since", "previous-workday"]);
    assert!(code == 2 && err.contains("`git fetch --unshallow`"), "{err}");
}

#[test]
fn a_broken_plan_of_then_marks_nothing() {
    let repo = three_commits();
    repo.change(PLAN, "milestones: {a: {duration: 5x}}\n", "2026-09-14T09:00:00+0200");
    repo.change(PLAN, &plan("2026-09-23"), "2026-09-14T10:00:00+0200");
    let (code, text, _) = status(&repo.0, "", &["--since", "HEAD~1"]);
    assert!(code == 2 && text.contains("\nNot compared: the plans of commit "), "{text}");
    assert!(text.contains("have 1 error.\n") && text.contains("1  p/a  bo  6wd late"), "{text}");
}
