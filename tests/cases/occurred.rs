//! A risk that happened is in the morning's report.

use super::risks::FIRE;
use super::{find, report, text};

// As of Mon 7 December. With 20d more on build, end is done on Thu 14 January, ten days after 31
// December; `risks` has the days.
#[test]
fn a_risk_that_occurred_and_is_not_in_the_plan_comes_first() {
    let files = [("p.yaml", FIRE)];
    let status = text(&files, &["status", "--as-of", "2026-12-07"]);
    assert!(
        status.contains(
            "risk fire occurred 5 Dec, not in the plan yet: with its 20d p would be 14 Jan 2027, 10wd late"
        ),
        "{status}"
    );
    let data = report(&files, &["status", "--as-of", "2026-12-07"]);
    let first = &data["needs_someone"][0];
    assert_eq!((&first["id"], &first["problems"][0]["kind"]), (&"p/build".into(), &"occurred-risk".into()));
    let program = find(&data["programs"], "p");
    assert_eq!((&program["health"], &program["health_about"]), (&"at-risk".into(), &"p/build".into()));
    assert!(program["health_reason"].as_str().unwrap().contains("risk fire occurred 5 Dec"), "{program}");
    // A word since then says that the plan holds it.
    let told = files[0]
        .1
        .replace("started: 2026-12-01,", "started: 2026-12-01, remaining: 26d, updated: 2026-12-06,");
    let data = report(&[("p.yaml", &told)], &["status", "--as-of", "2026-12-07"]);
    let kinds = data["needs_someone"].to_string();
    assert!(!kinds.contains("occurred-risk"), "{kinds}");
}
