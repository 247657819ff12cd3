//! `tpm odds --backtest` over a repository: every odd it looks back at is that of `tpm odds --at` the commit of then.

use super::repository::Repo;
use super::trend::{Numbers, json};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use tpm::time::Day;

const TODAY: &str = "2026-11-30";
const WEEKS: i32 = 16;
const LANES: usize = 4;
const IN_LANE: usize = 6;
/// The week in which every second milestone and a program are renamed.
const RENAMED: i32 = 9;

/// Work of a lane: how long it was estimated, and the working days on which it began and was done.
struct Work {
    estimate: i32,
    start: i32,
    done: i32,
}

/// Returns a Monday so many weeks before today, or a working day after it.
fn day(number: i32) -> Day {
    let first = Day::parse(TODAY).unwrap().plus(-7 * WEEKS);
    first.plus(number.div_euclid(5) * 7 + number.rem_euclid(5))
}

fn lanes() -> Vec<Vec<Work>> {
    let mut numbers = Numbers(11);
    let mut lane = || {
        let mut next = 0;
        let mut work = || {
            let estimate = 5 + numbers.below(8) as i32;
            let took = (estimate * (9 + numbers.below(7) as i32) / 10).max(1);
            next += took;
            Work { estimate, start: next - took, done: next - 1 }
        };
        (0..IN_LANE).map(|_| work()).collect()
    };
    (0..LANES).map(|_| lane()).collect()
}

fn id(lane: usize, at: usize, is_renamed: bool) -> String {
    let is_renamed = is_renamed && at.is_multiple_of(2);
    format!("l{lane}-{}{at}", if is_renamed { "renamed" } else { "m" })
}

fn program(is_renamed: bool) -> &'static str {
    if is_renamed { "after" } else { "before" }
}

/// Returns the plan in the morning of a Monday.
fn plan(lanes: &[Vec<Work>], week: i32) -> String {
    let is_renamed = week >= RENAMED;
    let mut text = String::from("milestones:\n");
    for (lane, works) in lanes.iter().enumerate() {
        let mut due = 0;
        for (at, work) in works.iter().enumerate() {
            due += work.estimate;
            let id = id(lane, at, is_renamed);
            let _ = write!(text, "  {id}: {{duration: {}d, due: {}", work.estimate, day(due));
            if is_renamed && at % 2 == 0 {
                let _ = write!(text, ", formerly: [l{lane}-m{at}]");
            }
            if let Some(before) = at.checked_sub(1) {
                let _ = write!(text, ", depends_on: {}", self::id(lane, before, is_renamed));
            }
            for (key, number) in [("started", work.start), ("done", work.done)] {
                if number < week * 5 {
                    let _ = write!(text, ", {key}: {}", day(number));
                }
            }
            text.push_str("}\n");
        }
    }
    if is_renamed {
        text.insert_str(0, "formerly: [before]\n");
    }
    text
}

#[test]
fn the_odds_of_a_week_are_those_of_its_commit() {
    let repo = Repo::new(&[]);
    let lanes = lanes();
    let commits: BTreeMap<String, String> = (0..=WEEKS)
        .map(|week| {
            if week == RENAMED {
                repo.git(&["mv", "programs/before.yaml", "programs/after.yaml"]);
            }
            let path = format!("programs/{}.yaml", program(week >= RENAMED));
            let on = day(week * 5).to_string();
            let hash = repo.change(&path, &plan(&lanes, week), &format!("{on}T09:00:00+0200"));
            (on, hash)
        })
        .collect();
    let before = repo.0.everything();
    let replayed = json(&repo, &["odds", "--backtest", "--as-of", TODAY, "--runs", "300", "--seed", "5"]);
    let backtest = &replayed["data"]["backtest"];
    assert_eq!((&backtest["weeks_read"], &backtest["weeks_unread"]), (&WEEKS.into(), &0.into()));
    assert_eq!(backtest["since"], day(0).to_string());
    let rows = |key: &str| backtest[key].as_array().unwrap().clone();
    let (milestones, promises) = (rows("milestones"), rows("promises"));
    assert!(milestones.len() > 15 && promises.len() > 15, "{backtest:#}");
    // As said by `tpm odds` of then, under the names of then.
    let mut of_day: BTreeMap<String, Value> = BTreeMap::new();
    let mut then = |row: &Value, list: &str| -> Value {
        let on = row["on"].as_str().unwrap();
        let odds = of_day.entry(on.to_owned()).or_insert_with(|| {
            let at = ["odds", "--at", &commits[on], "--as-of", on, "--runs", "300", "--seed", "5"];
            json(&repo, &at)["data"].clone()
        });
        let now = row["id"].as_str().unwrap();
        let is_renamed = on >= day(RENAMED * 5).to_string().as_str();
        let before = || now.replace("after/", "before/").replace("renamed", "m");
        let id = if is_renamed { now.to_owned() } else { before() };
        let mut found = odds[list].as_array().unwrap().iter();
        found.find(|of| of["id"] == id).unwrap_or_else(|| panic!("no {id} on {on}")).clone()
    };
    for row in &milestones {
        let odds = then(row, "milestones");
        for key in ["p10", "p50", "p80", "p90"] {
            assert_eq!(row[key], odds[key], "{row:#} {odds:#}");
        }
    }
    for row in &promises {
        let odds = then(row, "promises");
        assert_eq!(row["due"], odds["due"]);
        // What is open is never said to be 0 or 100 %.
        let percent = row["kept_percent"].as_u64().unwrap().clamp(1, 99);
        assert_eq!(odds["kept_percent"], percent);
        let is_kept = row["finished"].as_str().is_some_and(|done| done <= row["due"].as_str().unwrap());
        assert_eq!(row["was_kept"], is_kept);
    }
    // What came is what the last plan says, and each milestone counts once.
    let mut seen: Vec<&str> = milestones.iter().map(|row| row["id"].as_str().unwrap()).collect();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), milestones.len());
    for (lane, works) in lanes.iter().enumerate() {
        for (at, work) in works.iter().enumerate() {
            let id = format!("after/{}", id(lane, at, true));
            let Some(row) = milestones.iter().find(|row| row["id"] == id) else { continue };
            let done = Some(day(work.done).to_string()).filter(|_| work.done < WEEKS * 5);
            assert_eq!(row["finished"].as_str(), done.as_deref());
        }
    }
    assert!(repo.0.everything() == before, "it writes nothing");
    // At an earlier commit less is known.
    let earlier = json(&repo, &["odds", "--backtest", "--at", "HEAD~8", "--runs", "100"]);
    let count = |backtest: &Value| backtest["milestones"].as_array().unwrap().len();
    assert!(count(&earlier["data"]["backtest"]) < count(backtest));
    assert_eq!(earlier["as_of"], day((WEEKS - 8) * 5).to_string());
}
