//! The example programs, scheduled as of each day of a year.

use super::milestones;
use crate::oracle::days::{civil, iso};
use crate::support::{self, part::one_in};
use std::collections::BTreeSet;

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
