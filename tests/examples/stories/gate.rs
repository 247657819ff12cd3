//! The gate passes only through waivers with reasons, and fails the day after the first of them.

use super::WRITTEN;
use crate::support::{self, Output};
use serde_json::Value;

fn gate(files: &[(String, String)], as_of: &str, arguments: &[&str]) -> Output {
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    support::run(&files, &[&["check", "--as-of", as_of], arguments].concat())
}

fn data(files: &[(String, String)], as_of: &str) -> Value {
    let value: Value = serde_json::from_str(&gate(files, as_of, &["--format", "json"]).out).unwrap();
    value["data"].clone()
}

/// Returns the rules and subjects of a list of findings, worst first.
fn told<'v>(data: &'v Value, list: &str, level: &str) -> Vec<(&'v str, &'v str)> {
    let list = data[list].as_array().unwrap().iter().filter(|entry| entry["level"] == level);
    list.map(|entry| (entry["rule"].as_str().unwrap(), entry["subject"].as_str().unwrap())).collect()
}

/// Returns the examples without their waivers.
fn without_waivers() -> Vec<(String, String)> {
    let kept = |text: &str| {
        let lines = text.lines().filter(|line| {
            let line = line.trim_start();
            line != "waive:" && !line.starts_with("- {rule: ")
        });
        lines.map(|line| format!("{line}\n")).collect()
    };
    support::examples().into_iter().map(|(path, text)| (path, kept(&text))).collect()
}

#[test]
fn it_passes_through_four_waivers_and_fails_without_them() {
    let with = data(&support::examples(), WRITTEN);
    assert_eq!(told(&with, "findings", "error"), []);
    assert_eq!(gate(&support::examples(), WRITTEN, &[]).status, 0);
    assert_eq!(with["waived_count"], 4);
    let without = data(&without_waivers(), WRITTEN);
    assert_eq!(
        told(&without, "findings", "error"),
        [("overdue-milestone", "checkout/ledger"), ("firm-promise-late", "checkout/cutover")]
    );
    assert_eq!((&without["passed"], &without["waived_count"]), (&false.into(), &0.into()));
    assert_eq!(gate(&without_waivers(), WRITTEN, &[]).status, 1);
    // Nothing else changes: a waiver hides what it names and no more.
    let count = |data: &Value| data["findings"].as_array().unwrap().len();
    assert_eq!(count(&without), count(&with) + 4);
}

#[test]
fn each_waiver_says_why_and_who_decided() {
    let data = data(&support::examples(), WRITTEN);
    for waived in data["waived"].as_array().unwrap() {
        let reason = waived["waived_reason"].as_str().unwrap();
        assert!(reason.split(' ').count() >= 5 && waived["waived_by"].is_string(), "{waived}");
    }
    let unused = data["findings"].as_array().unwrap().iter().any(|told| told["rule"] == "unused-waiver");
    assert!(!unused, "each of them excuses something");
}

#[test]
fn the_day_after_the_first_waiver_ran_out_it_fails() {
    let examples = support::examples();
    let data_at = |day: &str| data(&examples, day);
    assert_eq!(gate(&examples, "2026-09-18", &[]).status, 0);
    let after = data_at("2026-09-19");
    assert!(told(&after, "findings", "error").contains(&("overdue-milestone", "checkout/ledger")));
    assert_eq!(gate(&examples, "2026-09-19", &[]).status, 1);
    // And the day after the second, the firm promise is an error too.
    let later = data_at("2026-09-23");
    assert!(told(&later, "findings", "error").contains(&("firm-promise-late", "checkout/cutover")));
}

#[test]
fn it_warns_of_the_five_stories() {
    let data = data(&support::examples(), WRITTEN);
    let warnings = told(&data, "findings", "warning");
    let leads: Vec<(&str, &str)> = data["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|told| told["because_of"].is_null() || told["because_of"] == told["subject"])
        .map(|told| (told["rule"].as_str().unwrap(), told["subject"].as_str().unwrap()))
        .collect();
    assert_eq!(
        leads,
        [
            ("overdue-risk-review", "gdpr/restore-revives"),
            ("overdue-mitigation", "checkout/ledger-perf"),
            ("promise-forecast-late", "devx/wave-2"),
            ("promise-forecast-late", "devx/provenance"),
            ("promise-forecast-late", "checkout/vendor-contract"),
            ("promise-forecast-late", "mlops/gpu-capacity"),
            ("says-green-computed-late", "checkout"),
            ("needed-by-another-program", "checkout/canary"),
            ("says-green-computed-late", "soc2"),
            ("quiet-owner", "mlops/backfill"),
            ("overloaded-owner", "checkout/fraud-scoring"),
        ]
    );
    assert_eq!(warnings.len(), 22, "{warnings:?}");
    // Four promises of one program are late through one milestone.
    let carried =
        data["findings"].as_array().unwrap().iter().filter(|told| told["because_of"] == "devx/wave-2");
    assert_eq!(carried.count(), 5);
}
