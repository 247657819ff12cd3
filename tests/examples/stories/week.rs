//! What `tpm week` says of the next working day is what `tpm check` finds on it.

use crate::oracle::days::{civil, iso, parse, weekday};
use crate::support::{self, part::one_in};
use serde_json::Value;
use std::collections::BTreeMap;

/// What identifies a finding of the gate, and what it says.
type Told = BTreeMap<(String, String), Vec<String>>;

fn told(findings: &Value) -> Told {
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    let mut told = Told::new();
    for finding in findings.as_array().unwrap() {
        let key = (text(finding, "fingerprint"), text(finding, "level"));
        told.entry(key).or_default().push(text(finding, "message"));
    }
    told
}

/// Of several findings alike, any may be the new one: how many of each, and what they may say.
fn counts(told: &Told) -> BTreeMap<&(String, String), usize> {
    told.iter().map(|(key, messages)| (key, messages.len())).collect()
}

#[test]
fn the_gate_finds_on_the_next_working_day_what_the_week_said() {
    let examples = support::examples();
    let files: Vec<(&str, &str)> =
        examples.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let asked = |report: &str, as_of: &str| {
        support::json(&files, &[report, "--as-of", as_of, "--format", "json"])["data"].clone()
    };
    let (first, last) = (civil(2026, 7, 1), civil(2026, 12, 31));
    let mut all_new = 0;
    for today in (first..=last).step_by(one_in(9)) {
        let week = asked("week", &iso(today));
        let next = parse(week["next_workday"].as_str().unwrap());
        assert!(next > today && weekday(next) < 5 && next - today <= 5, "{} {}", iso(today), iso(next));
        let (now, then) =
            (told(&asked("check", &iso(today))["findings"]), told(&asked("check", &iso(next))["findings"]));
        let said = told(&week["gate_next_workday"]);
        let mut expected: BTreeMap<&(String, String), usize> = BTreeMap::new();
        for (key, messages) in &then {
            let new = messages.len().saturating_sub(now.get(key).map_or(0, Vec::len));
            if new > 0 {
                expected.insert(key, new);
            }
        }
        assert_eq!(counts(&said), expected, "as of {}", iso(today));
        for (key, messages) in &said {
            assert!(messages.iter().all(|message| then[key].contains(message)), "{key:?} {messages:?}");
        }
        all_new += expected.len();
    }
    assert!(all_new > 100 / one_in(9), "{all_new}");
}
