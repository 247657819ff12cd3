//! A diff covers every key of the language.

use super::of_files;
use crate::support;
use serde_json::Value;

/// Keys that are not reported as an edit of that name.
const ELSEWHERE: [&str; 14] = [
    "id",         // of a program: a rename
    "milestones", // entries, each told apart
    "risks",
    "asks",
    "freezes",
    "owners",
    "calendars",
    "residual", // `residual.probability`, `residual.impact`
    "at_risk",  // `at_risk.share` and so on
    "default_range",
    "odds",
    "checks",  // rule by rule, limit by limit: below
    "affects", // names that must exist
    "unlocks",
];

fn schema(kind: &str) -> Value {
    serde_json::from_str(&support::run(&[], &["schema", "--of", kind]).out).unwrap()
}

/// Returns the keys of a mapping, each with a value in JSON.
fn keys(mapping: &Value) -> Vec<(String, String)> {
    let keys = mapping["properties"].as_object().unwrap().iter();
    keys.filter(|(key, _)| !ELSEWHERE.contains(&key.as_str()))
        .filter_map(|(key, says)| Some((key.clone(), says["examples"].as_array()?.first()?.to_string())))
        .collect()
}

/// Adds each key of a mapping to a plan without it, and expects the edit.
#[track_caller]
fn check(mapping: &Value, before: (&str, &str), with: impl Fn(&str) -> (String, String)) {
    let keys = keys(mapping);
    assert!(keys.len() >= 3, "{keys:?}");
    for (key, value) in keys {
        let after = with(&format!("{key}: {value}"));
        let files = |shared: &'_ str, plan: &'_ str| {
            [
                ("programs/p.yaml".to_owned(), plan.to_owned()),
                ("programs/tpm.yaml".to_owned(), shared.to_owned()),
            ]
        };
        let (base, head) = (files(before.0, before.1), files(&after.0, &after.1));
        let borrow = |files: &'_ [(String, String); 2]| files.clone();
        let (base, head) = (borrow(&base), borrow(&head));
        let base: Vec<(&str, &str)> =
            base.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let head: Vec<(&str, &str)> =
            head.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let diff = of_files(&base, &head);
        let told = diff["edits"].as_array().unwrap().iter().any(|edit| edit["field"] == key.as_str());
        assert!(told, "{key}: {value}: {:#}", diff["edits"]);
    }
}

const PLAN: &str =
    "milestones: {a: {}, api-freeze: {}, ledger: {}, cutover: {}}\nrisks: {r: {}}\nasks: {k: {}}\n";

#[test]
fn each_key_of_a_plan_is_compared() {
    let program = schema("program");
    let part = |name: &str| program["definitions"][name].clone();
    let plan = |from: &str, to: &str| (String::new(), PLAN.replace(from, to));
    check(&part("milestone"), ("", PLAN), |key| plan("{a: {}", &format!("{{a: {{{key}}}")));
    check(&part("risk"), ("", PLAN), |key| plan("{r: {}", &format!("{{r: {{{key}}}")));
    check(&part("ask"), ("", PLAN), |key| plan("{k: {}", &format!("{{k: {{{key}}}")));
    check(&program, ("", PLAN), |key| (String::new(), format!("{key}\n{PLAN}")));
}

#[test]
fn each_key_that_programs_share_is_compared() {
    let shared = schema("shared");
    let part = |name: &str| shared["definitions"][name].clone();
    let file = "owners: {o: {}}\ncalendars: {c: {}}\n";
    let text = |from: &str, to: &str| (file.replace(from, to), PLAN.to_owned());
    check(&shared, (file, PLAN), |key| (format!("{key}\n{file}"), PLAN.to_owned()));
    check(&part("owner"), (file, PLAN), |key| text("{o: {}", &format!("{{o: {{{key}}}")));
    check(&part("calendar"), (file, PLAN), |key| text("{c: {}", &format!("{{c: {{{key}}}")));
}

/// Returns the changes of `checks` that a diff reports both as policy and as an edit: the new
/// value, and whether it is looser.
fn told(base: &str, head: &str) -> Vec<(String, bool)> {
    let files = |checks: &str| format!("checks: {{{checks}}}\n");
    let (base, head) = (files(base), files(head));
    let of = |shared| [("programs/p.yaml", PLAN), ("programs/tpm.yaml", shared)];
    let diff = of_files(&of(base.as_str()), &of(head.as_str()));
    let edits = diff["edits"].as_array().unwrap().iter().filter(|edit| edit["field"] == "checks");
    let policy = diff["policy"].as_array().unwrap().iter();
    let mut told: Vec<(String, bool)> = policy
        .map(|policy| (policy["after"].as_str().unwrap().to_owned(), policy["loosened"] == true))
        .collect();
    told.sort();
    let mut edits: Vec<&str> = edits.map(|edit| edit["after"].as_str().unwrap()).collect();
    edits.sort_unstable();
    assert_eq!(told.iter().map(|(after, _)| after.as_str()).collect::<Vec<_>>(), edits);
    told
}

#[test]
fn each_key_of_checks_is_compared() {
    let checks = schema("shared")["definitions"]["checks"].clone();
    let keys: Vec<(String, String)> =
        keys(&checks).into_iter().filter(|(key, _)| key != "programs").collect();
    assert!(keys.len() > 40, "{keys:?}");
    let written = |of: &str| -> Vec<String> {
        keys.iter().map(|(key, value)| format!("{of}{key}: {}", value.trim_matches('"'))).collect()
    };
    let mut expected = [written(""), written("p ")].concat();
    expected.sort();
    let all = written("").join(", ");
    let told = told("", &format!("{all}, programs: {{p: {{{all}}}}}"));
    assert_eq!(told.into_iter().map(|(after, _)| after).collect::<Vec<_>>(), expected);
}

#[test]
fn larger_limits_of_checks_are_looser() {
    let checks = schema("shared")["definitions"]["checks"].clone();
    let limits: Vec<(String, String)> = keys(&checks)
        .into_iter()
        .map(|(key, value)| (key, value.trim_matches('"').to_owned()))
        .filter(|(_, usual)| usual.starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    assert!(limits.iter().any(|(key, _)| key == "start_to_finish_links"), "{limits:?}");
    let larger: Vec<String> = limits
        .iter()
        .map(|(key, usual)| format!("{key}: 99{}", usual.trim_start_matches(|c: char| c.is_ascii_digit())))
        .collect();
    let usual: Vec<String> = limits.iter().map(|(key, usual)| format!("{key}: {usual}")).collect();
    let (usual, larger) = (usual.join(", "), larger.join(", "));
    for (base, head, is_looser) in
        [(usual.as_str(), larger.as_str(), true), (&larger, &usual, false), ("", &larger, true)]
    {
        let told = told(base, head);
        assert_eq!(told.len(), limits.len(), "{told:?}");
        assert!(told.iter().all(|(_, looser)| *looser == is_looser), "{told:?}");
    }
}
