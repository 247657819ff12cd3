//! The JSON of every report, against the schema that `tpm schema --of` prints for it.

use crate::errors::fixtures::fixture_files;
use crate::oracle::{self, Family};
use crate::property::samples;
use crate::support::part::one_in;
use crate::support::{self, Past, TODAY, Version};
use jsonschema::{Draft, Validator};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tpm::cli;

/// Commands that print no report, or one under another name.
const OTHERS: [&str; 13] = [
    "apply", "done", "fmt", "init", "move", "new", "remove", "rename", "schema", "set", "split", "start",
    "undo",
];

/// The kind of what the commands print that write plans.
const EDITS: &str = "edits";

/// Returns a command that prints a kind.
fn command_of(kind: &str) -> &str {
    if kind == EDITS { "set" } else { kind }
}

/// Keys with a number and without a unit in the name: places, counts and versions.
const COUNTS: &[&str] = &[
    "at_once",
    "brier",
    "capacity",
    "causes_untraced",
    "column",
    "commits",
    "computed_dates",
    "cost",
    "critical_for_left_out",
    "days_at_p80",
    "decision_count",
    "depth",
    "edit_count",
    "end_column",
    "end_count",
    "end_line",
    "errors",
    "exposure_cost",
    "finished",
    "forecast_count",
    "forecasts_compared",
    "handoffs_left_out",
    "high",
    "impact_band",
    "kept",
    "known_count",
    "layer",
    "left_out_of_pairs",
    "levers_left_out",
    "line",
    "low",
    "made",
    "milestones",
    "milestones_done",
    "milestones_followed",
    "milestones_left_out",
    "milestones_live",
    "milestones_then",
    "missed",
    "more",
    "moved",
    "moves",
    "moves_without_reason",
    "none",
    "number",
    "plan_percentile",
    "probability_band",
    "programs",
    "promise_count",
    "promises",
    "quiet",
    "rank",
    "review_count",
    "risks_left_out",
    "runs",
    "schema_version",
    "score",
    "seed",
    "start_count",
    "targets_left_out",
    "times_moved",
    "typed_dates",
    "undated",
    "undecided",
    "unfinished",
    "velocity",
    "waived_count",
    "waived_line",
    "warnings",
    "weeks_read",
    "weeks_unread",
    "withdrawn",
    "withdrawn_without_reason",
    "without_cost",
    "without_effect",
    "without_owner",
    "without_reference",
    "without_start",
];

const UNITS: [&str; 3] = ["workdays", "days", "percent"];

/// A plan that fills every part of every report.
pub(crate) const FULL: &[(&str, &str)] = &[
    ("programs/pricing.yaml", include_str!("full.yaml")),
    ("programs/broken.yaml", "milestones:\n  a: {duration: 3x, due: 2026-09-11}\n  a: {duration: 1d}\n"),
    ("programs/tpm.yaml", include_str!("full-tpm.yaml")),
];

/// The reports, each with its schema.
struct Reports(BTreeMap<String, (Value, Validator)>);

impl Reports {
    fn new() -> Self {
        let reports = kinds().into_iter().map(|kind| {
            let schema = schema(&kind);
            let options = jsonschema::options().with_draft(Draft::Draft7).should_validate_formats(true);
            let validator = options.build(&schema).expect("a schema is one");
            (kind, (schema, validator))
        });
        Self(reports.collect())
    }

    /// Asks every report about a workspace, `why` of each of its milestones, and validates what is
    /// printed. Returns how many were.
    #[track_caller]
    fn check(&self, files: &[(&str, &str)], arguments: &[&str]) -> usize {
        let mut count = 0;
        for (kind, (schema, validator)) in &self.0 {
            for about in self.abouts(kind, files, arguments) {
                let words: Vec<&str> =
                    std::iter::once(command_of(kind)).chain(about.iter().map(String::as_str)).collect();
                let output = asked(files, &[&words, arguments, &["--format", "json"]].concat());
                if output.out.is_empty() {
                    assert_eq!(output.status, 2, "{words:?}");
                    continue;
                }
                let value: Value = serde_json::from_str(&output.out).expect("JSON");
                let faults: Vec<String> = validator
                    .iter_errors(&value)
                    .map(|error| format!("{}: {error}", error.instance_path()))
                    .collect();
                assert!(faults.is_empty(), "{words:?} {arguments:?}: {faults:#?}\n{files:#?}");
                exact(schema, schema, &value, kind);
                count += 1;
            }
        }
        count
    }

    /// Returns what `kind` is asked about: every milestone for `why`, a rule of each kind for
    /// `explain`, what was before for `diff`, else nothing.
    fn abouts(&self, kind: &str, files: &[(&str, &str)], arguments: &[&str]) -> Vec<Vec<String>> {
        match kind {
            EDITS => return vec![vec!["program:checkout".into(), "name=Checkout".into()]],
            "why" => {}
            "explain" => {
                return ["overdue-milestone", "unknown-key"].map(|rule| vec![rule.to_owned()]).into();
            }
            "what-if" => return vec![vec!["--each".into(), "+5d".into()]],
            "diff" => {
                // Nothing is selected in it.
                let mut selected =
                    arguments.iter().filter(|word| !word.starts_with("20") && **word != "--as-of");
                let all = selected.next().is_none();
                return if all { vec![SINCE.map(str::to_owned).to_vec()] } else { Vec::new() };
            }
            _ => return vec![Vec::new()],
        }
        let as_of = arguments.iter().skip_while(|argument| **argument != "--as-of").take(2).copied();
        let asked = ["schedule", "--format", "json"].into_iter().chain(as_of).collect::<Vec<_>>();
        let Ok(value) = serde_json::from_str::<Value>(&support::run(files, &asked).out) else {
            return Vec::new();
        };
        let programs = value["data"]["programs"].as_array().unwrap().iter();
        let milestones = programs.flat_map(|program| program["milestones"].as_array().unwrap());
        let ids = milestones.step_by(one_in(6)).map(|milestone| milestone["id"].as_str().unwrap().to_owned());
        ids.map(|id| vec![id]).collect()
    }
}

/// What `diff` is asked.
const SINCE: [&str; 3] = ["main", "--fail-on", "moved-promise,newly-late,slip=1wd,new-cycle"];

/// Runs a report on a workspace with a different past.
fn asked(files: &[(&str, &str)], arguments: &[&str]) -> support::Output {
    let before: Vec<(&str, String)> = files.iter().map(|(path, text)| (*path, earlier(text))).collect();
    let before: Vec<(&str, &str)> = before.iter().map(|(path, text)| (*path, text.as_str())).collect();
    support::run_since(&before, files, arguments)
}

/// Returns an earlier version of a plan, with other days, other work and other words.
fn earlier(text: &str) -> String {
    let changes = [
        ("duration: 3w", "duration: 2w"),
        ("duration: 1w", "duration: 2w"),
        ("due: 2026-10-09", "due: 2026-10-02"),
        ("due: 2026-09-1", "due: 2026-10-1"),
        ("spare:", "other:"),
        ("probability: 30%", "probability: 20%"),
        ("probability: 20%, impact: 5d", "probability: 25%, impact: 5d"),
        ("away: [2026-10-26..2026-10-27]", "away: []"),
        ("baseline: 2026-09-04", "baseline: 2026-09-03"),
        ("depends_on: [slot, docs]", "depends_on: [docs]"),
        ("until: 2026-10-16, reason: Told to Acme", "until: 2026-10-09, reason: Told to Acme"),
    ];
    changes.iter().fold(text.to_owned(), |text, (now, before)| text.replace(now, before))
}

/// Returns the reports that have a schema.
pub(super) fn kinds() -> Vec<String> {
    let command = cli::command();
    let schema = command.find_subcommand("schema").unwrap();
    let of = schema.get_arguments().find(|argument| argument.get_id() == "of").unwrap();
    let values = of.get_possible_values().into_iter().map(|value| value.get_name().to_owned());
    values.filter(|value| !matches!(value.as_str(), "program" | "shared")).collect()
}

fn schema(kind: &str) -> Value {
    let output = support::run(&[], &["schema", "--of", kind]);
    assert_eq!((output.status, output.err.as_str()), (0, ""));
    serde_json::from_str(&output.out).expect("a schema is JSON")
}

/// Returns a part of a schema with its reference resolved, and without the null that it may allow.
fn resolved<'s>(root: &'s Value, part: &'s Value) -> &'s Value {
    if let Some(reference) = part["$ref"].as_str() {
        return resolved(root, &root["definitions"][reference.trim_start_matches("#/definitions/")]);
    }
    let inner = part["allOf"].as_array().or(part["anyOf"].as_array());
    match inner.and_then(|inner| inner.iter().find(|inner| inner["type"] != "null")) {
        Some(inner) => resolved(root, inner),
        None => part,
    }
}

/// Checks that a value has exactly the listed keys, and that all of them are required.
#[track_caller]
fn exact(root: &Value, part: &Value, value: &Value, path: &str) {
    let part = resolved(root, part);
    match value {
        Value::Object(map) => {
            let keys: BTreeSet<&str> = map.keys().map(String::as_str).collect();
            let listed = part["properties"].as_object().unwrap_or_else(|| panic!("{path}: {part}"));
            let required = part["required"].as_array().unwrap().iter().map(|key| key.as_str().unwrap());
            assert_eq!(keys, listed.keys().map(String::as_str).collect(), "{path}");
            assert_eq!(keys, required.collect(), "{path}");
            for (key, value) in map {
                exact(root, &listed[key], value, &format!("{path}.{key}"));
            }
        }
        Value::Array(values) => {
            values.iter().for_each(|value| exact(root, &part["items"], value, &format!("{path}[]")));
        }
        _ => {}
    }
}

/// Calls `each` with every key of a schema and its own schema.
fn keys<'s>(root: &'s Value, each: &mut impl FnMut(&'s str, &'s Value)) {
    for object in std::iter::once(root).chain(root["definitions"].as_object().unwrap().values()) {
        for (key, property) in object["properties"].as_object().unwrap() {
            each(key, property);
        }
    }
}

#[test]
fn every_report_has_a_schema() {
    let command = cli::command();
    let reports = command.get_subcommands().map(clap::Command::get_name);
    let reports: BTreeSet<&str> = reports.filter(|name| !OTHERS.contains(name)).collect();
    let kinds = kinds();
    let others = kinds.iter().map(String::as_str).filter(|kind| *kind != EDITS);
    assert_eq!(others.collect::<BTreeSet<_>>(), reports);
}

#[test]
fn each_is_draft_07_of_its_own_name_and_the_same_every_time() {
    for kind in kinds() {
        let text = support::run(&[], &["schema", "--of", &kind]).out;
        let schema = schema(&kind);
        assert!(jsonschema::meta::is_valid(&schema), "{text}");
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        assert_eq!(schema["$id"], format!("urn:tpm:schema:{kind}"));
        assert_eq!(schema["properties"]["kind"]["const"], kind);
        assert!(text.ends_with("}\n") && text == support::run(&[], &["schema", "--of", &kind]).out);
        // A validator may refuse unknown keywords.
        for unknown in ["int32", "uint", "double"] {
            assert!(!text.contains(&format!("\"{unknown}")), "{unknown}");
        }
    }
}

#[test]
fn every_key_is_described_in_one_line() {
    for kind in kinds() {
        keys(&schema(&kind), &mut |key, property| {
            let text = property["description"].as_str().unwrap_or_default();
            assert!(text.ends_with('.') && !text.contains('\n'), "{kind}: `{key}`: {text:?}");
        });
    }
}

#[test]
fn every_number_has_a_unit_in_its_key() {
    let mut counts = BTreeSet::new();
    for kind in kinds() {
        keys(&schema(&kind), &mut |key, property| {
            let types = property["type"].to_string();
            let has_unit = UNITS.iter().any(|unit| key.ends_with(unit));
            if (types.contains("\"integer\"") || types.contains("\"number\"")) && !has_unit {
                counts.insert(key.to_owned());
            }
        });
    }
    assert_eq!(counts.iter().map(String::as_str).collect::<Vec<_>>(), COUNTS);
}

#[test]
fn reports_on_the_examples_match_the_schemas() {
    let files = support::examples();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let reports = Reports::new();
    for day in ["2026-09-14", "2026-01-05", "2026-11-16", "2027-03-01"].into_iter().step_by(one_in(4)) {
        // Before the first commit, `changes` and `promises` have nothing to tell; once all promises
        // that are late have passed, `recover` asks by when.
        let told = match day {
            "2026-01-05" => 22,
            "2027-03-01" => 23,
            _ => 24,
        };
        assert_eq!(reports.check(&files, &["--as-of", day]), 95_usize.div_ceil(one_in(6)) + told);
    }
}

#[test]
fn reports_on_a_selection_match_the_schemas() {
    let files = support::examples();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let reports = Reports::new();
    for part in [
        &["--owner", "jun"][..],
        &["--owner", "sara"],
        &["--team", "sre"],
        &["--tag", "peak"],
        &["checkout"],
        &["--team", "payments", "mlops"],
    ]
    .into_iter()
    .step_by(one_in(4))
    {
        reports.check(&files, part);
    }
    let to = support::json(&files, &["critical-path", "--to", "checkout/canary", "--format", "json"]);
    assert!(reports.0["critical-path"].1.is_valid(&to));
}

#[test]
fn reports_on_broken_plans_match_the_schemas() {
    let mut workspaces: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (name, path, text) in fixture_files() {
        workspaces.entry(name).or_default().push((path, text));
    }
    let reports = Reports::new();
    let mut count = 0;
    for files in workspaces.values().step_by(one_in(6)) {
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        count += reports.check(&files, &[]);
    }
    assert!(count > 5 * 150 / one_in(6), "only {count}");
    assert!(reports.check(FULL, &[]) > 5);
}

#[test]
fn reports_on_random_plans_match_the_schemas() {
    let reports = Reports::new();
    for family in Family::ALL {
        for case in samples(oracle::cases(15), oracle::strategy(family)) {
            let files = oracle::files(&case);
            let files: Vec<(&str, &str)> =
                files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            assert!(reports.check(&files, &["--as-of", &oracle::as_of(&case)]) >= 5);
        }
    }
}

/// Returns the paths of all keys in a value.
fn paths(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let path = format!("{path}/{key}");
                paths(value, &path, found);
                found.push(path);
            }
        }
        Value::Array(values) => {
            values.iter().enumerate().for_each(|(at, value)| paths(value, &format!("{path}/{at}"), found));
        }
        _ => {}
    }
}

/// Returns the report on slips against the plan of a commit.
fn slippage_of_then() -> Value {
    let past = Past(vec![Version::new(&["v1.0"], TODAY, FULL)]);
    let output =
        support::run_in_repository(&past, FULL, &["slippage", "--baseline", "v1.0", "--format", "json"]);
    serde_json::from_str(&output.out).unwrap()
}

/// Returns odds with a backtest of twelve milestones.
fn backtested() -> Value {
    let plan = |said: &str| {
        let line = |at| format!("  m{at}: {{duration: 5d, due: 2026-08-07{said}}}\n");
        format!("milestones:\n{}", (0..12).map(line).collect::<String>())
    };
    let (before, after) = (plan(""), plan(", started: 2026-08-03, done: 2026-08-10"));
    let past = Past(vec![
        Version::new(&["first"], "2026-08-03", &[("programs/p.yaml", &before)]),
        Version::new(&["HEAD"], "2026-08-11", &[("programs/p.yaml", &after)]),
    ]);
    let arguments = ["odds", "--backtest", "--runs", "100", "--format", "json"];
    let output = support::run_in_repository(&past, &[("programs/p.yaml", &after)], &arguments);
    serde_json::from_str(&output.out).expect("JSON")
}

/// Returns a trend at whose end a promise is no longer in the plan.
fn trend_without_a_promise() -> Value {
    let whole: Vec<(&str, &str)> =
        FULL.iter().copied().filter(|(path, _)| !path.contains("broken")).collect();
    let before: Vec<(&str, String)> = whole.iter().map(|(path, text)| (*path, earlier(text))).collect();
    let before: Vec<(&str, &str)> = before.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let versions = [Version::new(&["v1.0"], "2026-08-31", &before), Version::new(&["HEAD"], TODAY, &whole)];
    let output = support::run_in_repository(&Past(versions.to_vec()), FULL, &["trend", "--format", "json"]);
    serde_json::from_str(&output.out).unwrap()
}

/// Returns the status since a plan of which one thing moved and another was done.
fn since_then(report: &str) -> Value {
    let plan = |eta: &str, other: &str| {
        format!("milestones:\n  a: {{eta: {eta}, due: 2026-09-11}}\n  b: {{{other}due: 2026-09-15}}\n")
    };
    let (then, now) = (plan("2026-09-17", ""), plan("2026-09-18", "done: 2026-09-14, "));
    let past = Past(vec![Version::new(&["HEAD"], "2026-09-11", &[("programs/p.yaml", &then)])]);
    let arguments = [report, "--since", "previous-workday", "--format", "json"];
    let output = support::run_in_repository(&past, &[("programs/p.yaml", &now)], &arguments);
    serde_json::from_str(&output.out).unwrap()
}

/// Returns changes of every kind.
fn changes_of_every_kind() -> Value {
    let before = "milestones:\n  a: {duration: 5d, owner: bo, due: 2026-10-30}\n  b: {duration: 2d, depends_on: [a]}\n  c: {duration: 3d, started: 2026-09-01, owner: bo}\n  d: {duration: 3d, started: 2026-09-01, updated: 2026-09-07}\n  e: {due: 2026-09-14}\n  f: {duration: 3d, not_before: 2026-09-01}\nrisks:\n  r: {title: Slow, owner: bo, probability: 30%, impact: 5d, affects: [a]}\nasks:\n  k: {ask: One more, of: bo, by: 2026-09-21, unlocks: [a]}\n";
    let now = "milestones:\n  a: {duration: 8d, owner: bo, due: 2026-11-06, moved: [{from: 2026-10-30, why: More work, agreed: bo}]}\n  b: {duration: 2d, depends_on: [a]}\n  c: {duration: 3d, started: 2026-09-01, owner: bo}\n  d: {duration: 3d, started: 2026-09-01, updated: 2026-09-07}\n  e: {due: 2026-09-14, done: 2026-09-14}\n  f: {duration: 3d, not_before: 2026-09-01}\n  g: {duration: 1d, owner: bo}\nrisks:\n  r: {title: Slow, owner: bo, probability: 30%, impact: 5d, affects: [a], occurred: 2026-09-11}\n";
    let past = Past(vec![Version::new(&["HEAD"], "2026-09-07", &[("programs/p.yaml", before)])]);
    let output =
        support::run_in_repository(&past, &[("programs/p.yaml", now)], &["changes", "--format", "json"]);
    serde_json::from_str(&output.out).unwrap()
}

/// Returns the diff of a selection.
fn diff_of_a_part() -> Value {
    let arguments = [&["diff"][..], &SINCE, &["--format", "json", "--", "pricing"]].concat();
    serde_json::from_str(&asked(FULL, &arguments).out).unwrap()
}

/// Returns what becomes of a reply of which a line is understood.
fn reply() -> Value {
    let disk = support::MemoryDisk::default();
    let arguments = ["apply", "--partial", "--format", "json"];
    let output =
        support::run_typed(&disk, FULL, &arguments, "pricing/rules eta 2 dec\npricing/launch: who knows\n");
    serde_json::from_str(&output.out).unwrap()
}

/// Returns why a date moved, by edits that are committed and others.
fn why_since() -> Value {
    let plan = |days: &str, leave: &str| {
        format!(
            "finish: b\nmilestones:\n  a: {{owner: ana, duration: {days}}}\n  b: {{owner: bo, duration: {leave}, depends_on: a}}\n"
        )
    };
    let path = "programs/p.yaml";
    let versions = [("then", plan("1d", "2d")), ("HEAD", plan("4d", "2d"))];
    let past = versions.each_ref().map(|(name, text)| Version::new(&[name], "2026-09-10", &[(path, text)]));
    let arguments = ["why", "b", "--since", "then", "--format", "json"];
    let now = plan("4d", "3d");
    let output = support::run_in_repository(&Past(past.to_vec()), &[(path, &now)], &arguments);
    serde_json::from_str(&output.out).unwrap()
}

/// Returns a report on a plan of which one day more runs into a freeze.
fn before_a_freeze(report: &str) -> Value {
    let plan = "freezes: [{name: Quarter end, dates: [2026-09-21..2026-10-09]}]\nmilestones:\n  a: {owner: ana, duration: 4d}\n  b: {duration: 1d, depends_on: a}\n";
    support::json(&[("programs/p.yaml", plan)], &[report, "--format", "json"])
}

/// Returns what would bring a date back to a day.
fn recovered(by: &str) -> Value {
    let plan = "milestones:\n  a: {owner: ana, duration: 4d, due: 2026-09-16}\n  b: {duration: 4d, depends_on: a, due: 2026-09-18}\n";
    support::json(&[("programs/p.yaml", plan)], &["recover", "b", "--by", by, "--format", "json"])
}

/// Returns why a milestone has its date that finishes and firm promises wait for.
fn why_with_cliffs() -> Value {
    serde_json::from_str(&asked(FULL, &["why", "pricing/rules", "--format", "json"]).out).unwrap()
}

#[test]
fn missing_keys_and_wrong_types_are_refused() {
    let reports = Reports::new();
    let mut met: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut tried = 0;
    for (kind, (schema, validator)) in &reports.0 {
        let since = [&["diff"][..], &SINCE].concat();
        let words: &[&str] = match kind.as_str() {
            "why" => &["why", "pricing/launch"],
            "explain" => &["explain", "overdue-milestone"],
            "what-if" => &["what-if", "--each", "+5d"],
            "gantt" => &["gantt", "--links"],
            "diff" => &since,
            EDITS => &["set", "pricing/rules", "note=Other"],
            kind => &[kind],
        };
        let output = asked(FULL, &[words, &["--format", "json"]].concat());
        let value: Value = serde_json::from_str(&output.out).expect("JSON");
        let then = match kind.as_str() {
            "slippage" => vec![slippage_of_then()],
            "why" => vec![why_with_cliffs(), why_since()],
            "diff" => vec![diff_of_a_part()],
            "changes" => vec![changes_of_every_kind()],
            "trend" => vec![trend_without_a_promise()],
            "odds" => vec![backtested()],
            EDITS => vec![reply()],
            "status" => vec![since_then("status"), before_a_freeze("status")],
            "brief" => vec![since_then("brief"), before_a_freeze("brief")],
            "cliffs" => vec![before_a_freeze("cliffs")],
            "gantt" => vec![before_a_freeze("gantt")],
            "recover" => vec![recovered("2026-09-16"), recovered("2026-09-11")],
            _ => Vec::new(),
        };
        for (value, path) in [&value].into_iter().chain(&then).flat_map(|value| {
            assert!(validator.is_valid(value), "{kind}");
            let mut found = Vec::new();
            paths(value, "", &mut found);
            found.into_iter().map(move |path| (value, path))
        }) {
            let (parent, key) = path.rsplit_once('/').unwrap();
            met.entry(kind).or_default().insert(key.to_owned());
            tried += 1;
            if tried % one_in(5) != 0 {
                continue;
            }
            let mut without = value.clone();
            without.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key);
            assert!(!validator.is_valid(&without), "{kind}: without {path}");
            let mut wrong = value.clone();
            *wrong.pointer_mut(&path).unwrap() = json!([[]]);
            assert!(!validator.is_valid(&wrong), "{kind}: a list of a list at {path}");
            let text = value.pointer(&path).unwrap().as_str().unwrap_or_default();
            // The values of an edit and of a difference are texts, whatever their key.
            let is_said = ["/edits/", "/causes/", "/differences/"].iter().any(|of| path.contains(of));
            if !is_said && tpm::time::Day::parse(text).is_ok() {
                for bad in ["2026-02-30", "14 Sep", "2026-9-14", ""] {
                    let mut wrong = value.clone();
                    *wrong.pointer_mut(&path).unwrap() = bad.into();
                    assert!(!validator.is_valid(&wrong), "{kind}: {bad:?} at {path}");
                }
            }
        }
        let mut other = value.clone();
        other["kind"] = "other".into();
        assert!(!validator.is_valid(&other), "{kind}: another kind");
        let mut newer = value.clone();
        newer["schema_version"] = 3.into();
        assert!(!validator.is_valid(&newer), "{kind}: another version");
        let mut more = value.clone();
        more["data"]["new_workdays"] = 1.into();
        assert!(validator.is_valid(&more), "{kind}: keys may be added");
        // No key is passed over because nothing stands under it in the plan that is tried.
        // `explain` reads no plan, so nothing is wrong with one.
        let diagnostics = if kind == "explain" { &met["check"] } else { &met[kind.as_str()] };
        // The effect of an edit is a diff.
        let effect = if kind == EDITS { &met["diff"] } else { diagnostics };
        let is_met =
            |key: &str| [&met[kind.as_str()], diagnostics, effect].iter().any(|met| met.contains(key));
        keys(schema, &mut |key, _| assert!(is_met(key), "{kind}: `{key}` was not met"));
    }
}

#[test]
fn words_outside_a_closed_set_are_refused() {
    let reports = Reports::new();
    let value = support::json(FULL, &["schedule", "--format", "json"]);
    for key in ["health", "state", "kind", "declared_health"] {
        let mut wrong = value.clone();
        wrong["data"]["programs"][0]["milestones"][0][key] = "fine".into();
        assert!(!reports.0["schedule"].1.is_valid(&wrong), "{key}");
    }
}

#[test]
fn every_key_is_in_the_index_of_the_method() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/method.md")).unwrap();
    let (_, index) = text.split_once("## Index of JSON keys").expect("an index");
    let named: BTreeSet<&str> = index.split('`').skip(1).step_by(2).collect();
    let mut missing = BTreeSet::new();
    for kind in kinds() {
        keys(&schema(&kind), &mut |key, _| {
            if !named.contains(key) {
                missing.insert(format!("{kind}: {key}"));
            }
        });
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
