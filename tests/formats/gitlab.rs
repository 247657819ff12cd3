//! The `gitlab` format, against GitLab's documentation of Code Quality.

use super::{FILES, WITH_ERROR, check, overdue, read};
use serde_json::Value;
use std::collections::BTreeSet;

const SEVERITIES: [&str; 5] = ["info", "minor", "major", "critical", "blocker"];

/// Returns the issues of a document, checked as GitLab reads it.
#[track_caller]
pub(super) fn issues(document: &Value) -> &[Value] {
    let issues = document.as_array().expect("a list");
    let mut prints = BTreeSet::new();
    for issue in issues {
        let text = |pointer: &str| issue.pointer(pointer).and_then(Value::as_str).expect("a text");
        assert!(!text("/description").is_empty() && !text("/check_name").is_empty());
        assert!(text("/description").starts_with(text("/check_name")));
        assert!(SEVERITIES.contains(&text("/severity")));
        assert!(prints.insert(text("/fingerprint")), "a fingerprint is there twice");
        let path = text("/location/path");
        assert!(!path.starts_with("./") && !path.starts_with('/'), "{path}");
        assert!(issue.pointer("/location/lines/begin").and_then(Value::as_u64).expect("a line") >= 1);
    }
    issues
}

#[test]
fn every_finding_that_counts_is_an_issue() {
    assert!(!check(&FILES, "gitlab", &[]).out.starts_with('\u{feff}'));
    let document = read(&WITH_ERROR, "gitlab", &[]);
    let found: Vec<(&str, &str)> = issues(&document)
        .iter()
        .map(|issue| (issue["check_name"].as_str().unwrap(), issue["severity"].as_str().unwrap()))
        .collect();
    let expected = [
        ("not-a-duration", "critical"),
        ("overdue-milestone", "major"),
        ("firm-promise-late", "major"),
        ("overdue-mitigation", "minor"),
    ];
    assert_eq!(found, expected);
    assert_eq!(read(&FILES, "gitlab", &["mlops"]), Value::Array(Vec::new()));
}

#[test]
fn a_fingerprint_stays_when_lines_move_and_days_pass() {
    let prints = |text: &str, day: &str| -> Vec<String> {
        let document = read(&[("programs/many.yaml", text)], "gitlab", &["--as-of", day]);
        issues(&document).iter().map(|issue| issue["fingerprint"].as_str().unwrap().to_owned()).collect()
    };
    let text = overdue(5);
    let first = prints(&text, "2026-09-14");
    assert_eq!(first.len(), 5);
    let sorted = |mut prints: Vec<String>| {
        prints.sort();
        prints
    };
    assert_eq!(sorted(prints(&format!("# moved\n\n{text}"), "2026-09-15")), sorted(first.clone()));
    // A new promise that is missed is another finding.
    assert!(
        prints(&text.replace("2026-09-04", "2026-09-08"), "2026-09-14")
            .iter()
            .all(|print| !first.contains(print))
    );
}
