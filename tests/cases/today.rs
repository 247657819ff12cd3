//! What is due today, and what was due yesterday.

use super::{find, report, text};

// As of Fri 13 November. Both were promised for that day. mfa: 15 % of 15d are 2 left at the end of
// Fri 6, and four days since are assumed worked: one is left, a floor. api: 1.5 left at the end of
// Thu 12, so two: Fri 13 and Mon 16.
#[test]
fn what_is_due_today_is_seen_today() {
    let files = [(
        "p.yaml",
        "\
milestones:
  mfa: {owner: june, duration: 3w, started: 2026-10-26, progress: 85%, updated: 2026-11-06, due: 2026-11-13}
  api: {owner: ravi, duration: 3w, started: 2026-10-26, progress: 90%, updated: 2026-11-12, due: 2026-11-13}
",
    )];
    let data = report(&files, &["status", "--as-of", "2026-11-13"]);
    let told = |id: &str| {
        let due = find(&data["due_today"], id);
        (due["forecast_finish"].as_str().unwrap().to_owned(), due["forecast_is_floor"].as_bool().unwrap())
    };
    assert_eq!(told("p/mfa"), ("2026-11-13".into(), true));
    assert_eq!(told("p/api"), ("2026-11-16".into(), false));
    let text = text(&files, &["status", "--as-of", "2026-11-13"]);
    assert!(
        text.contains("Due today (2)") && text.contains("≥ 13 Nov") && text.contains("1wd late"),
        "{text}"
    );
}

// As of Sat 5 December, approval was due on Fri 4. No working day lies between.
#[test]
fn a_day_late_on_a_day_off_is_one_day_late_in_every_report() {
    let files = [(
        "p.yaml",
        "\
milestones:
  approval: {owner: cab, due: 2026-12-04}
  end: {owner: eve, duration: 5d, depends_on: approval, due: 2026-12-11}
",
    )];
    let status = text(&files, &["status", "--as-of", "2026-12-05"]);
    assert!(status.contains("missed 4 Dec by 1 day"), "{status}");
    let check = text(&files, &["check", "--as-of", "2026-12-05"]);
    assert!(check.contains("1 day overdue") || check.contains("1 day later"), "{check}");
    for told in [status, check, text(&files, &["slippage", "--as-of", "2026-12-05"])] {
        assert!(!told.contains("0wd"), "{told}");
    }
}
