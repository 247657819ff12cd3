//! Two weeks of mornings on three linked programs, each committed and read as `notes` says.

#[path = "mornings/notes.rs"]
mod notes;

use super::repository::Repo;
use notes::{MORNINGS, Morning};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const PLANS: [(&str, &str); 4] = [
    ("programs/tpm.yaml", include_str!("mornings/tpm.yaml")),
    ("programs/audit.yaml", include_str!("mornings/audit.yaml")),
    ("programs/billing.yaml", include_str!("mornings/billing.yaml")),
    ("programs/platform.yaml", include_str!("mornings/platform.yaml")),
];

/// Returns the plans as they were on the Friday before.
fn begin() -> Repo {
    let repo = Repo::new(&PLANS);
    repo.commit("2026-09-04T17:00:00+0200");
    repo
}

/// Writes and commits what is new on a morning: without news, a file that is no plan; at the
/// weekend nothing. Returns the revision of the morning before.
fn write(repo: &Repo, morning: &Morning) -> &'static str {
    if ["2026-09-12", "2026-09-13"].contains(&morning.day) {
        return "HEAD";
    }
    for (file, old, new) in morning.edits {
        let path = format!("programs/{file}.yaml");
        let text = fs::read_to_string(repo.0.at(&path)).unwrap();
        assert_eq!(text.matches(old).count(), 1, "{}: {path}: {old}", morning.day);
        repo.0.write(&path, text.replace(old, new).as_bytes());
    }
    repo.change("notes.txt", morning.day, &format!("{}T08:00:00+0200", morning.day));
    "HEAD~1"
}

/// Returns the exit status of a report and what it prints.
fn run(repo: &Repo, day: &str, arguments: &[&str]) -> (i32, String) {
    let output = repo.0.run("", &[arguments, &["--as-of", day]].concat());
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().replace('\u{a0}', " ");
    let status = output.status.code().unwrap();
    assert!(status < 2, "{day} {arguments:?}\n{}{}", text(&output.stdout), text(&output.stderr));
    (status, text(&output.stdout))
}

/// Returns the exit status of a report and its `data`.
fn json(repo: &Repo, day: &str, arguments: &[&str]) -> (i32, Value) {
    let (status, text) = run(repo, day, &[arguments, &["--format", "json"]].concat());
    let value: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{day} {arguments:?}\n{text}"));
    (status, value["data"].clone())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("no list: {value}"))
}

fn word(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn ids(value: &Value) -> Vec<String> {
    list(value).iter().map(|one| word(&one["id"])).collect()
}

/// What differs from the notes, so that a run shows all of it.
#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    fn compare<T: PartialEq + std::fmt::Debug>(&mut self, day: &str, what: &str, found: T, noted: T) {
        if found != noted {
            self.0.push(format!("{day} {what}:\n    found {found:?}\n    noted {noted:?}"));
        }
    }

    #[track_caller]
    fn end(self) {
        assert!(self.0.is_empty(), "\n{}", self.0.join("\n"));
    }
}

/// Returns the forecast of each milestone by id.
fn forecasts(repo: &Repo, day: &str) -> BTreeMap<String, String> {
    let schedule = json(repo, day, &["schedule"]).1;
    let milestones = list(&schedule["programs"]).iter().flat_map(|program| list(&program["milestones"]));
    milestones.map(|one| (word(&one["id"]), word(&one["forecast_finish"]))).collect()
}

fn pairs(noted: &[(&str, &str)]) -> Vec<(String, String)> {
    noted.iter().map(|(id, day)| ((*id).to_owned(), (*day).to_owned())).collect()
}

#[test]
fn the_plans_are_of_real_size_and_sound() {
    let (_, status) = json(&begin(), "2026-09-04", &["schedule"]);
    for program in list(&status["programs"]) {
        assert!(list(&program["milestones"]).len() > 20, "{}", program["id"]);
    }
    let (red, check) = json(&begin(), "2026-09-04", &["check"]);
    assert_eq!((red, list(&check["findings"])), (0, &[][..]));
}

#[test]
fn forecasts_move_by_edits_and_overnight_only_as_noted() {
    let repo = begin();
    let mut differences = Differences::default();
    let mut before = forecasts(&repo, "2026-09-04");
    for morning in &MORNINGS {
        let (day, moved) = (morning.day, |to: &BTreeMap<String, String>, from: &BTreeMap<String, String>| {
            let moved = to.iter().filter(|(id, finish)| from.get(*id) != Some(finish));
            moved.map(|(id, finish)| (id.clone(), finish.clone())).collect::<Vec<_>>()
        });
        let untouched = forecasts(&repo, day);
        differences.compare(day, "moved overnight", moved(&untouched, &before), pairs(morning.overnight));
        let base = write(&repo, morning);
        before = forecasts(&repo, day);
        differences.compare(day, "moved by edits", moved(&before, &untouched), pairs(morning.moved));
        let (red, diff) = json(&repo, day, &["diff", base, "--fail-on", "newly-late"]);
        let told = list(&diff["milestones"])
            .iter()
            .filter(|one| one["forecast_finish"]["before"] != one["forecast_finish"]["after"]);
        let told = told.map(|one| (word(&one["id"]), word(&one["forecast_finish"]["after"])));
        let told: BTreeMap<String, String> = told.collect();
        differences.compare(day, "diff", told.into_iter().collect(), pairs(morning.moved));
        differences.compare(day, "newly late", red == 1, morning.breaks_a_promise);
    }
    differences.end();
}

#[test]
fn the_status_of_each_morning_is_as_noted() {
    let repo = begin();
    let mut differences = Differences::default();
    for morning in &MORNINGS {
        let day = morning.day;
        write(&repo, morning);
        let (_, status) = json(&repo, day, &["status"]);
        for (id, (health, about)) in ["audit", "billing", "platform"].iter().zip(morning.programs) {
            let program = list(&status["programs"]).iter().find(|program| program["id"] == *id).unwrap();
            differences.compare(day, id, word(&program["health"]), health.to_owned());
            if !about.is_empty() {
                differences.compare(
                    day,
                    &format!("{id} is about"),
                    word(&program["health_about"]),
                    about.to_owned(),
                );
            }
        }
        for (key, noted) in [
            ("needs_someone", morning.needs),
            ("due_today", morning.due_today),
            ("due_soon", morning.due_soon),
        ] {
            differences.compare(
                day,
                key,
                ids(&status[key]),
                noted.iter().map(|id| (*id).to_owned()).collect(),
            );
        }
        let asks = list(&status["asks"]).iter();
        let asks = asks.map(|ask| (word(&ask["id"]), ask["overdue_days"].as_i64().unwrap()));
        let noted = morning.asks.iter().map(|(id, days)| ((*id).to_owned(), *days));
        differences.compare(day, "asks", asks.collect::<Vec<_>>(), noted.collect());
        let (_, schedule) = json(&repo, day, &["schedule"]);
        let milestones: Vec<&Value> =
            list(&schedule["programs"]).iter().flat_map(|program| list(&program["milestones"])).collect();
        for (health, noted) in [("late", morning.late), ("at-risk", morning.at_risk), ("unknown", &[])] {
            let of = milestones.iter().filter(|one| one["health"] == health).map(|one| word(&one["id"]));
            let noted = noted.iter().map(|id| (*id).to_owned()).collect();
            differences.compare(day, health, of.collect::<BTreeSet<_>>(), noted);
        }
        let (_, text) = run(&repo, day, &["status"]);
        for said in morning.says {
            differences.compare(day, &format!("{said:?} in\n{text}"), text.contains(said), true);
        }
    }
    differences.end();
}

#[test]
fn each_morning_marks_what_is_new_since_the_working_day_before() {
    let repo = begin();
    let mut differences = Differences::default();
    for morning in &MORNINGS {
        let day = morning.day;
        let base = write(&repo, morning);
        let (_, status) = json(&repo, day, &["status", "--since", "previous-workday"]);
        let lists = ["needs_someone", "due_today", "due_soon", "asks", "without_date"];
        let lines = || lists.iter().flat_map(|key| list(&status[*key]));
        let marked: BTreeSet<(String, String)> = lines()
            .filter(|one| one["change"] != "same")
            .map(|one| (word(&one["id"]), word(&one["change"])))
            .collect();
        let noted = morning.marked.iter().map(|(id, mark)| ((*id).to_owned(), (*mark).to_owned()));
        differences.compare(day, "marked", marked.clone(), noted.collect());
        let noted = morning.gone.iter().map(|id| (*id).to_owned()).collect();
        differences.compare(day, "gone", ids(&status["gone"]), noted);
        // Only a day that is missed marks something without an edit.
        if morning.edits.is_empty() && base == "HEAD~1" && day != "2026-09-18" {
            differences.compare(day, "marked without news", marked.clone(), BTreeSet::new());
        }
        let (_, text) = run(&repo, day, &["status", "--since", "previous-workday"]);
        let mut check = |what: &str, holds: bool| {
            differences.compare(day, &format!("{what} in\n{text}"), holds, true);
        };
        let is_calm = marked.is_empty() && morning.gone.is_empty();
        check("nothing new", text.contains("\nNothing new since ") == is_calm);
        check("few lines", text.lines().count() <= 21);
        for (id, mark) in &marked {
            let sign = [("new", "+"), ("worse", "↓"), ("better", "↑")].iter().find(|(word, _)| word == mark);
            let starts = format!("{}  {id}", sign.unwrap().1);
            let is_marked = |line: &str| line.contains(&starts) && line.contains(mark);
            check(id, text.lines().any(is_marked));
        }
        let told = text.lines().filter(|line| line.starts_with("Gone since ") || line.contains("(--all)"));
        let told: String = told.collect();
        for id in morning.gone.iter().copied().chain(lines().filter_map(|one| one["id"].as_str())) {
            let is_marked = marked.iter().any(|(marked, _)| marked == id);
            check(id, is_marked || told.contains(id) || text.contains(&format!("\n    {id}")));
        }
    }
    differences.end();
}

/// Returns the rows of `tpm slippage` as they are noted, and its sums by owner.
fn slippage(repo: &Repo, day: &str) -> (Vec<String>, Vec<String>) {
    let (_, data) = json(repo, day, &["slippage"]);
    let days = |value: &Value| value.as_i64().unwrap().to_string();
    let row = |one: &Value| {
        let causes = list(&one["causes"]).iter().map(|cause| {
            let parts = [&cause["workdays"], &cause["amplified_workdays"]].map(days);
            format!("{} {}", word(&cause["milestone"]), parts.join(" "))
        });
        let keys = ["lateness", "own", "carried", "never_fitted", "room_used"];
        let numbers = keys.map(|key| days(&one[format!("{key}_workdays")])).join(" ");
        format!("{} {numbers} [{}]", word(&one["id"]), causes.collect::<Vec<_>>().join(", "))
    };
    let sums = |one: &Value| {
        let keys = ["own_workdays", "most_on_one_promise_workdays", "promises"];
        format!("{} {}", word(&one["owner"]), keys.map(|key| days(&one[key])).join(" "))
    };
    (list(&data["milestones"]).iter().map(row).collect(), list(&data["by_owner"]).iter().map(sums).collect())
}

#[test]
fn the_slips_of_each_morning_and_their_causes_are_as_noted() {
    let repo = begin();
    let mut differences = Differences::default();
    for morning in &MORNINGS {
        let day = morning.day;
        write(&repo, morning);
        let (mut rows, owners) = slippage(&repo, day);
        // Nothing of it is a working day: `status` has the civil days.
        rows.retain(|row| !row.starts_with("platform/change-board 0 "));
        let noted = morning.slipped.iter().map(|one| {
            let causes = one.causes.iter().map(|(id, days, amplified)| format!("{id} {days} {amplified}"));
            let numbers = [one.late, one.own, one.carried, one.never_fitted, one.room_used];
            let numbers = numbers.map(|days| days.to_string()).join(" ");
            format!("{} {numbers} [{}]", one.id, causes.collect::<Vec<_>>().join(", "))
        });
        differences.compare(day, "slippage", rows, noted.collect());
        let noted =
            morning.by_owner.iter().map(|(id, own, most, count)| format!("{id} {own} {most} {count}"));
        differences.compare(day, "by owner", owners, noted.collect());
        let (_, text) = run(&repo, day, &["slippage"]);
        for said in morning.because {
            differences.compare(day, &format!("{said:?} in\n{text}"), text.contains(said), true);
        }
    }
    differences.end();
}

/// Returns what a run of the gate found as `LEVEL SUBJECT`.
fn found(data: &Value) -> BTreeSet<String> {
    let findings = list(&data["findings"]).iter();
    findings.map(|one| format!("{} {}", word(&one["level"]), word(&one["subject"]))).collect()
}

#[test]
fn the_gate_of_each_morning_is_as_noted() {
    let repo = begin();
    let mut differences = Differences::default();
    for morning in &MORNINGS {
        let day = morning.day;
        let base = write(&repo, morning);
        let level = |level: &str, subjects: &[&str]| -> BTreeSet<String> {
            subjects.iter().map(|subject| format!("{level} {subject}")).collect()
        };
        let mut noted = level("error", morning.errors);
        noted.extend(level("warning", morning.warnings));
        let (red, check) = json(&repo, day, &["check"]);
        differences.compare(day, "gate", found(&check), noted);
        differences.compare(day, "gate is red", red == 1, !morning.errors.is_empty());
        let (red, check) = json(&repo, day, &["check", "--new-since", base]);
        let new = found(&check).iter().map(|one| one.split_once(' ').unwrap().1.to_owned()).collect();
        differences.compare(
            day,
            "new",
            new,
            morning.new.iter().map(|id| (*id).to_owned()).collect::<BTreeSet<_>>(),
        );
        let is_red = morning.new.iter().any(|id| morning.errors.contains(id));
        differences.compare(day, "gate is red of what is new", red == 1, is_red);
        if base == "HEAD" {
            let (red, _) = run(&repo, day, &["check", "--on-workdays"]);
            differences.compare(day, "red at the weekend", red, 0);
        }
    }
    differences.end();
}

#[test]
fn without_news_nothing_new_is_claimed() {
    let repo = begin();
    let mut before = (Vec::new(), Vec::new());
    let mut needs = Vec::new();
    let mut quiet = 0;
    for morning in &MORNINGS {
        let base = write(&repo, morning);
        let day = morning.day;
        let slips = slippage(&repo, day);
        let listed = ids(&json(&repo, day, &["status"]).1["needs_someone"]);
        if base == "HEAD~1" && morning.edits.is_empty() {
            quiet += 1;
            assert_eq!(slips, before, "{day}: nobody's days change");
            assert_eq!(listed, needs, "{day}: nobody else is called");
            let arguments = ["diff", base, "--fail-on", "moved-promise,newly-late,slip=1wd,new-cycle"];
            let (red, diff) = json(&repo, day, &arguments);
            for key in ["edits", "milestones"] {
                assert_eq!((red, list(&diff[key])), (0, &[][..]), "{day}: {key}");
            }
            for program in list(&diff["programs"]) {
                for key in ["forecast_finish", "health"] {
                    assert_eq!(program[key]["before"], program[key]["after"], "{day}: {}", program["id"]);
                }
            }
            let text = run(&repo, day, &["diff", base]).1;
            assert!(text.starts_with("Nothing was changed in the plans"), "{day}\n{text}");
            let (red, check) = json(&repo, day, &["check", "--new-since", base, "--fail-on", "warn"]);
            assert_eq!((red, list(&check["findings"])), (0, &[][..]), "{day}");
        }
        (before, needs) = (slips, listed);
    }
    assert_eq!(quiet, 2);
}

// On Monday, then is Friday; at the weekend too.
#[test]
fn the_changes_of_each_morning_are_what_moved_since_the_working_day_before() {
    let repo = begin();
    let mut differences = Differences::default();
    let mut said = forecasts(&repo, "2026-09-04");
    let mut quiet = 0;
    for morning in &MORNINGS {
        let day = morning.day;
        let untouched = forecasts(&repo, day);
        let is_weekend = write(&repo, morning) == "HEAD";
        let now = forecasts(&repo, day);
        let (_, changes) = json(&repo, day, &["changes"]);
        let told = |key: &str| -> BTreeMap<String, String> {
            let moved = list(&changes[key]).iter().filter(|one| one["days"] != 0);
            let moved = moved.map(|one| (word(&one["id"]), word(&one["after"])));
            moved.filter(|(id, _)| id.contains('/')).collect()
        };
        let differs = |(id, finish): &(&String, &String)| said.get(*id).is_some_and(|said| said != *finish);
        let moved = now.iter().filter(differs).map(|(id, finish)| (id.clone(), finish.clone()));
        let mut both = told("moves");
        both.extend(told("slid"));
        differences.compare(day, "moved", both, moved.collect());
        let by_time = told("slid").into_iter().all(|(id, finish)| untouched.get(&id) == Some(&finish));
        differences.compare(day, "only time moved what slid", by_time, true);
        let by_edits = told("slid").keys().any(|id| morning.moved.iter().any(|(moved, _)| moved == id));
        differences.compare(day, "no edit moved what slid", by_edits, false);
        let (_, text) = run(&repo, day, &["changes"]);
        differences.compare(day, &format!("short\n{text}"), text.lines().count() <= 15, true);
        let commits = u64::from(!is_weekend);
        differences.compare(day, "commits", changes["commits"].as_u64(), Some(commits));
        let matter = list(&changes["commits_that_matter"]).len();
        differences.compare(day, "that matter", matter, usize::from(!morning.edits.is_empty()));
        if morning.edits.is_empty() {
            quiet += 1;
            for key in ["moves", "done", "promises_moved", "scope", "risks", "asks_answered"] {
                differences.compare(day, key, list(&changes[key]), &[]);
            }
            let second = text.lines().nth(1).unwrap();
            let is_quiet = second == "Nothing changed." || second.starts_with("Slid without a word (");
            differences.compare(day, &format!("quiet\n{text}"), is_quiet, true);
        }
        if !is_weekend {
            said = now;
        }
    }
    differences.end();
    assert_eq!(quiet, 4);
}
