//! The five programs as one workspace.

use super::{WRITTEN, id, milestone, milestones, report, text};
use crate::support::{self, part::one_in};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use tpm::cli::Variables;
use tpm::time::Day;

fn as_str(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

fn file(name: &str) -> String {
    let files = support::examples();
    files.into_iter().find(|(path, _)| path.ends_with(name)).unwrap().1
}

#[test]
fn there_are_five_programs_of_twelve_to_twenty_five_milestones() {
    let data = report(&["schedule"]);
    let programs = data["data"]["programs"].as_array().unwrap();
    assert_eq!(programs.iter().map(id).collect::<Vec<_>>(), ["checkout", "devx", "gdpr", "mlops", "soc2"]);
    for program in programs {
        let milestones = program["milestones"].as_array().unwrap();
        assert!((12..=25).contains(&milestones.len()), "{}: {}", program["id"], milestones.len());
        for milestone in milestones {
            let (name, owner) = (milestone["name"].as_str().unwrap(), &milestone["owner"]);
            assert!(name.contains(' ') && owner.is_string(), "{}", milestone["id"]);
        }
    }
}

#[test]
fn they_tell_five_stories() {
    let status = report(&["status"]);
    let programs = status["data"]["programs"].as_array().unwrap();
    let health: Vec<(&str, &str)> =
        programs.iter().map(|program| (id(program), program["health"].as_str().unwrap())).collect();
    assert_eq!(
        health,
        [
            ("checkout", "late"),
            ("devx", "late"),
            ("mlops", "at-risk"),
            ("soc2", "at-risk"),
            ("gdpr", "on-track")
        ]
    );
}

#[test]
fn they_wait_for_each_other_both_ways() {
    assert_eq!(milestone("checkout/fraud-scoring")["driven_by"][0]["by"], "mlops/fraud-model");
    assert_eq!(milestone("mlops/drift-alarms")["driven_by"][0]["by"], "checkout/canary");
    let mut links = BTreeSet::new();
    for program in ["checkout", "devx", "gdpr", "mlops", "soc2"] {
        let text = file(&format!("{program}.yaml"));
        for other in ["checkout", "devx", "gdpr", "mlops", "soc2"] {
            if text
                .lines()
                .any(|line| !line.trim_start().starts_with('#') && line.contains(&format!("{other}/")))
            {
                links.insert((program, other));
            }
        }
    }
    for pair in [("checkout", "mlops"), ("gdpr", "checkout"), ("gdpr", "mlops"), ("soc2", "devx")] {
        assert!(links.contains(&pair) && links.contains(&(pair.1, pair.0)), "{pair:?} {links:?}");
    }
}

#[test]
fn no_report_has_warnings() {
    for command in ["status", "critical-path", "slippage", "risks", "schedule"] {
        assert!(report(&[command])["data"].is_object());
        for format in ["text", "yaml", "markdown", "csv"] {
            assert!(!text(WRITTEN, &[command, "--format", format]).is_empty());
        }
    }
}

#[test]
fn the_morning_fits_on_a_screen() {
    let files = support::examples();
    let arguments = ["status", "--as-of", WRITTEN];
    let output = support::run_as(
        &as_str(&files),
        &arguments,
        Variables { no_color: Some("1".into()), ..Variables::default() },
        Some(100),
    );
    let lines: Vec<&str> = output.out.lines().collect();
    assert!(lines.len() <= 58, "{} lines\n{}", lines.len(), output.out);
    assert!(lines.iter().all(|line| line.chars().count() <= 100), "{}", output.out);
}

#[test]
fn holidays_fall_on_days_that_would_be_worked_and_are_named() {
    let shared = file("tpm.yaml");
    let (_, calendars) = shared.split_once("\ncalendars:").unwrap();
    let mut calendar = "";
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for line in calendars.lines() {
        if let Some(name) = line.strip_prefix("  ").filter(|rest| rest.starts_with(char::is_alphanumeric)) {
            calendar = name.split(':').next().unwrap();
        }
        let Some(entry) = line.trim_start().strip_prefix("- ") else { continue };
        let day = Day::parse(&entry[..10]).unwrap();
        // Monday is 0.
        assert!(day.weekday() < 5, "{calendar}: {entry}");
        if calendar != "audit-slots" {
            assert!(entry.contains('#'), "{calendar}: {entry}");
        }
        *count.entry(calendar).or_default() += 1;
    }
    for country in ["us", "es", "de", "gb", "in"] {
        assert!(count[country] >= 7, "{country}: {count:?}");
    }
}

#[test]
fn every_day_of_a_year_is_answered() {
    let files = support::examples();
    let files = as_str(&files);
    let first = Day::parse(WRITTEN).unwrap();
    let mut overdue = BTreeSet::new();
    for ahead in (0..365).step_by(3 * one_in(7)) {
        let as_of = first.plus(ahead).to_string();
        let value: Value = support::json(&files, &["schedule", "--format", "json", "--as-of", &as_of]);
        let mut now = BTreeSet::new();
        for milestone in milestones(&value) {
            if milestone["state"] == "done" || milestone["state"] == "cancelled" {
                continue;
            }
            let id = id(milestone).to_owned();
            match milestone["forecast_finish"].as_str() {
                Some(finish) => assert!(finish >= as_of.as_str(), "{id} as of {as_of}"),
                // Only the auditor's slots run out; then what waits for the auditor has no date.
                None => {
                    assert!(milestone["undated_because"].is_string(), "{id} as of {as_of}");
                    assert!(id.starts_with("soc2/") || id.starts_with("devx/"), "{id} as of {as_of}");
                }
            }
            if milestone["overdue_workdays"] != 0 {
                assert_ne!(milestone["health"], "on-track", "{id} as of {as_of}");
                now.insert(id);
            }
        }
        assert!(overdue.is_subset(&now), "what is overdue stays overdue until it is done: {as_of}");
        overdue = now;
    }
    assert!(overdue.len() >= 50);
}
