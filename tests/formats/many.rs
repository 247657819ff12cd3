//! Ten thousand findings, in every format, within the limits of its readers. `tests/hostile.rs`
//! checks time and memory.

use super::runner::commands;
use super::{FORMATS, check, gitlab, junit, overdue, sarif};

#[test]
#[cfg_attr(debug_assertions, ignore = "long: runs in release")]
fn ten_thousand_findings_are_within_the_limits_of_every_reader() {
    let many = overdue(10_000);
    let files = [("programs/many.yaml", many.as_str())];
    for format in FORMATS {
        let output = check(&files, format, &[]);
        assert_eq!((output.status, output.err.as_str()), (1, ""), "{format}");
        let out = output.out;
        match format {
            // Findings of one rule are shown a few times, then counted.
            "text" => assert!(
                out.len() < 50_000 && out.contains("error[overdue-milestone]: 9950 more"),
                "{}",
                out.len()
            ),
            "concise" => assert_eq!(out.lines().count(), 10_000),
            "github" => {
                let (direct, _) = commands(&out);
                assert_eq!(direct.len(), 10);
                assert!(out.len() < 10 * (4096 * 3 + 1000));
                assert!(
                    direct[9].message.ends_with("lists them") && direct[9].message.contains("and 9990 more")
                );
            }
            "gitlab" => {
                assert!(out.len() < 10 << 20, "{}", out.len());
                assert_eq!(gitlab::issues(&serde_json::from_str(&out).unwrap()).len(), 10_000);
            }
            "sarif" => {
                assert!(out.len() < 30 << 20, "{}", out.len());
                let log = serde_json::from_str(&out).unwrap();
                assert_eq!(sarif::results(&log, &sarif::validator()).len(), 10_000);
            }
            "junit" => {
                assert!(out.len() < 30_000_000, "{}", out.len());
                assert!(junit::cases(&out).len() >= 10_000);
            }
            _ => assert!(out.len() < 30 << 20 && out.contains("many/m9999"), "{format}: {}", out.len()),
        }
    }
}

#[test]
#[cfg_attr(debug_assertions, ignore = "long: runs in release")]
fn more_results_than_a_host_takes_are_counted() {
    let many = overdue(26_000);
    let files = [("programs/many.yaml", many.as_str())];
    let log: serde_json::Value = serde_json::from_str(&check(&files, "sarif", &[]).out).unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().map(Vec::len), Some(25_000));
    let told = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    let issues = check(&files, "gitlab", &[]).out;
    let issues: serde_json::Value = serde_json::from_str(&issues).unwrap();
    let last = gitlab::issues(&issues).last().unwrap();
    assert_eq!((&last["check_name"], &last["severity"]), (&"more-findings".into(), &"info".into()));
    assert!(last["description"].as_str().unwrap().contains(" 6000 more "), "{last}");
    assert_eq!(told, "1000 more findings are left out; `tpm check --format concise` lists them");
}
