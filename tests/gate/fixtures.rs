//! One fixture per case of a rule, `tests/gate/fixtures/RULE--CASE.yaml`, with a mark on each line
//! that has a finding.
//!
//! In a fixture without a mark the rule finds nothing. A line `# run: ARGUMENTS` adds arguments.
//! Errors in the plan are marked too; findings of other rules are ignored.

use super::{Plan, arguments};
use crate::support::marked::{Told, below, marks, told};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tpm::rules::{REGISTRY, Rule, rule};

struct Fixture {
    name: String,
    rule: &'static Rule,
    plan: Plan,
    expected: Vec<Told>,
}

impl Fixture {
    fn read(path: &Path) -> Self {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let slug = name.split_once("--").unwrap().0;
        let rule = rule(slug).unwrap_or_else(|| panic!("{name}: there is no rule `{slug}`"));
        let plan = Plan::read(&String::from_utf8(std::fs::read(path).unwrap()).unwrap());
        let mut expected: Vec<Told> = plan.files.iter().flat_map(|(path, text)| marks(path, text)).collect();
        expected.sort();
        Self { name, rule, plan, expected }
    }

    fn complaint(&self) -> Option<String> {
        let run = self
            .plan
            .files
            .iter()
            .flat_map(|(_, text)| text.lines())
            .find_map(|line| line.strip_prefix("# run: "));
        let found = found(self.rule, &self.plan, run.unwrap_or_default());
        (found != self.expected)
            .then(|| format!("{}:\n  expected {:#?}\n  found {found:#?}", self.name, self.expected))
    }
}

/// Returns the findings of a rule in a plan, and the errors in the plan, by file and line.
fn found(rule: &Rule, plan: &Plan, more: &str) -> Vec<Told> {
    let mut arguments = arguments(rule);
    arguments.extend(["--format", "json"]);
    arguments.extend(more.split_whitespace());
    let value: Value = serde_json::from_str(&plan.run(&arguments).out).unwrap();
    let findings = value["data"]["findings"].as_array().unwrap();
    let concerned: Vec<Value> = findings
        .iter()
        .filter(|finding| finding["rule"] == rule.slug || finding["set"].is_null())
        .cloned()
        .collect();
    let mut found = told(&plan.files(), &concerned);
    found.sort();
    found
}

fn fixtures() -> Vec<Fixture> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gate/fixtures");
    below(&directory).iter().map(|path| Fixture::read(path)).collect()
}

#[test]
fn each_rule_finds_what_is_marked_and_nothing_else() {
    let complaints: Vec<String> = fixtures().iter().filter_map(Fixture::complaint).collect();
    assert!(complaints.is_empty(), "{} fixtures differ\n\n{}", complaints.len(), complaints.join("\n\n"));
}

#[test]
fn each_rule_has_a_fixture_with_and_one_without_findings() {
    let mut known: BTreeMap<&str, BTreeSet<bool>> = BTreeMap::new();
    for fixture in fixtures() {
        let fires = fixture.expected.iter().any(|told| told.rule == fixture.rule.slug);
        known.entry(fixture.rule.slug).or_default().insert(fires);
    }
    for rule in REGISTRY.iter() {
        let has = known.get(rule.slug).cloned().unwrap_or_default();
        assert_eq!(has, BTreeSet::from([false, true]), "{}", rule.slug);
    }
}

#[test]
fn each_rule_flags_only_its_bad_example() {
    for rule in REGISTRY.iter() {
        let bad = found(rule, &Plan::example(rule.bad), "");
        assert!(!bad.is_empty() && bad.iter().all(|told| told.rule == rule.slug), "{}: {bad:?}", rule.slug);
        let good = found(rule, &Plan::example(rule.good), "");
        assert_eq!(good, [], "{}", rule.slug);
    }
}

#[test]
fn a_good_example_is_good_altogether() {
    // A short plan may have warnings, such as a missing owner, but must pass the gate.
    for rule in REGISTRY.iter() {
        let output = Plan::example(rule.good).run(&arguments(rule));
        assert_eq!(output.status, 0, "{}: {}", rule.slug, output.out);
    }
}
