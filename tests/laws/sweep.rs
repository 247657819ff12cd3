//! The example programs, scheduled as of each day of a year.

use super::milestones;
use crate::oracle::days::{civil, iso};
use crate::support::{self, part::one_in};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Nothing panics, nothing unfinished is forecast before the as-of day, and what is overdue stays
/// overdue, because nothing is marked done.
#[test]
fn passing_time_only_adds_overdue_milestones() {
    let files = support::examples();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut overdue = BTreeSet::new();
    for day in (civil(2026, 5, 1)..civil(2027, 5, 1)).step_by(one_in(37)) {
        let today = iso(day);
        let printed = support::schedule(&files, &today);
        let mut now = BTreeSet::new();
        for milestone in milestones(&printed) {
            let id = milestone["id"].as_str().unwrap_or_default().to_owned();
            let forecast = milestone["forecast_finish"].as_str();
            let early = forecast.is_some_and(|forecast| forecast < today.as_str());
            assert!(milestone["state"] == "done" || !early, "{id} as of {today}: {forecast:?}");
            if milestone["overdue_workdays"].as_i64().is_some_and(|days| days > 0) {
                now.insert(id);
            }
        }
        let no_longer: Vec<&String> = overdue.difference(&now).collect();
        assert!(no_longer.is_empty(), "no longer overdue as of {today}: {no_longer:?}");
        overdue = now;
    }
    assert!(overdue.len() > 5, "{overdue:?}");
}

/// What is told on one day.
struct Told {
    /// By id of a milestone or program: how bad its health is, and in words.
    health: BTreeMap<String, (usize, String)>,
    undated: BTreeSet<String>,
    /// Rule and subject of each finding, and its set.
    findings: BTreeMap<(String, String), String>,
    late: BTreeMap<String, Late>,
}

/// A row of `tpm slippage`.
struct Late {
    owner: String,
    /// Its own slip in working days, and in civil days, where only days off add to it.
    own: (i64, i64),
    never_fitted: i64,
    /// Working days by owner of their causes.
    blamed: BTreeMap<String, i64>,
}

impl Told {
    fn on(files: &[(&str, &str)], today: &str) -> Self {
        let report =
            |command| support::json(files, &[command, "--format", "json", "--as-of", today])["data"].clone();
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let list = |value: &Value| value.as_array().unwrap().clone();
        let programs = list(&report("schedule")["programs"]);
        let all: Vec<Value> = programs
            .iter()
            .flat_map(|program| [vec![program.clone()], list(&program["milestones"])].concat())
            .collect();
        let health = |one: &Value| {
            let health = ["done", "on-track", "unknown", "at-risk", "late"];
            let rank = health.iter().position(|health| one["health"] == *health).unwrap();
            (word(&one["id"]), (rank, format!("{}: {}", health[rank], one["health_reason"])))
        };
        let finding = |one: &Value| {
            let (rule, message) = (word(&one["rule"]), word(&one["message"]));
            // Which piece of work leads changes; that its owner has too much to do does not.
            let of_owner = message.split(' ').next().filter(|_| rule == "overloaded-owner");
            let subject = of_owner.map_or_else(|| word(&one["subject"]), str::to_owned);
            ((rule, subject), word(&one["set"]))
        };
        Self {
            health: all.iter().filter(|one| !one["health"].is_null()).map(health).collect(),
            undated: all
                .iter()
                .filter(|one| !one["undated_because"].is_null())
                .map(|one| word(&one["id"]))
                .collect(),
            findings: list(&report("check")["findings"]).iter().map(finding).collect(),
            late: list(&report("slippage")["milestones"])
                .iter()
                .map(|one| (word(&one["id"]), Late::of(one)))
                .collect(),
        }
    }

    /// Panics if this is better than what was told before in a way that no passing day explains.
    fn follows(&self, before: &Self, today: &str) {
        for (id, was) in &before.health {
            let is = &self.health[id];
            // What loses its date is not late any more, but without a date; and nothing is known of
            // what only its promise waited for.
            let is_lost =
                self.undated.contains(id) || is.1.starts_with("unknown") && !self.undated.is_empty();
            assert!(is.0 >= was.0 || is_lost, "as of {today} {id}: {was:?} became {is:?}");
        }
        for ((rule, subject), set) in &before.findings {
            // What is said of a promised day ends with that day, or when there is no date any more;
            // a waiver of it excuses nothing then.
            let is_of_its_day = ["promises", "firm"].contains(&set.as_str()) || rule == "due-on-day-off";
            let mut now = self.findings.iter().filter(|((_, other), _)| other == subject);
            let is_there = now.any(|((now, _), set)| {
                now == rule
                    || is_of_its_day && ["overdue", "firm"].contains(&set.as_str())
                    || rule == "expired-waiver" && now == "unused-waiver"
            });
            assert!(is_there, "as of {today} {rule} is no longer found of {subject}");
        }
        for (id, was) in before.late.iter().filter(|(id, _)| !self.undated.contains(*id)) {
            let is = self.late.get(id).unwrap_or_else(|| panic!("as of {today} {id} is no longer late"));
            for (owner, days) in &was.blamed {
                let fell = is.blamed.get(owner).is_none_or(|now| now < days);
                let grew = |(id, late): (&String, &Late)| {
                    late.owner != *owner
                        && late.own.0 > 0
                        && before.late.get(id).is_none_or(|was| late.own > was.own)
                };
                // What an input needs of the time that it promised itself, never fitted.
                let never_fitted = is.never_fitted > was.never_fitted;
                assert!(
                    !fell || never_fitted || self.late.iter().any(grew),
                    "as of {today} {owner} costs {id} less: {:?} became {:?}",
                    was.blamed,
                    is.blamed
                );
            }
        }
    }
}

impl Late {
    fn of(row: &Value) -> Self {
        let days = |value: &Value| value.as_i64().unwrap();
        let name = |owner: &Value| owner.as_str().unwrap_or("nobody").to_owned();
        let mut blamed = BTreeMap::new();
        for cause in row["causes"].as_array().unwrap() {
            *blamed.entry(name(&cause["owner"])).or_insert(0) += days(&cause["workdays"]);
        }
        Self {
            owner: name(&row["owner"]),
            own: (days(&row["own_workdays"]), days(&row["lateness_days"])),
            never_fitted: days(&row["never_fitted_workdays"]),
            blamed,
        }
    }
}

/// From the day of the plans on, nothing is edited: no health gets better, nothing that was found
/// is lost, and nobody causes less of a late promise unless somebody else slips further.
#[test]
fn without_an_edit_no_day_makes_anything_better() {
    let files = support::examples();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let days = civil(2026, 9, 14)..civil(2027, 3, 15);
    let mut before: Option<Told> = None;
    for today in days.step_by(one_in(13)).map(iso) {
        let told = Told::on(&files, &today);
        if let Some(before) = &before {
            told.follows(before, &today);
        }
        before = Some(told);
    }
    assert!(before.is_some_and(|told| told.late.len() > 20));
}
