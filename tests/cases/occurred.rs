//! A risk that happened is in the morning's report.

use super::{find, report, text};

// As of Mon 7 December. build: 10d from Tue 1, four of them worked: 7..11 14 | three days of end to
// Thu 17. The fire of the 5th would add 20d to build: 15..18 | 21..25 | 28..1 | 4..8 | 11 January,
// and end would be done on Thu 14 January, ten days after 31 December.
#[test]
fn a_risk_that_occurred_and_is_not_in_the_plan_comes_first() {
    let files = [(
        "p.yaml",
        "\
owner: eve
due: 2026-12-31
finish: end
milestones:
  build: {owner: amy, duration: 10d, started: 2026-12-01, due: 2026-12-16}
  end: {owner: eve, duration: 3d, depends_on: build}
risks:
  fire: {title: Data centre burns, owner: amy, probability: 10%, impact: 20d, affects: [build], response: mitigate, mitigation: sprinklers, due: 2026-12-20, occurred: 2026-12-05, reviewed: 2026-12-05}
",
    )];
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
