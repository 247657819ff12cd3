//! A plan with anchors, aliases and merge keys equals the same plan written out.

use crate::support;
use serde_json::Value;

/// Returns the report on a program, without the places of its milestones.
fn report(text: &str) -> Value {
    let mut value = support::schedule(&[("programs/checkout.yaml", text)], support::TODAY);
    for milestone in value["data"]["programs"][0]["milestones"].as_array_mut().unwrap() {
        milestone.as_object_mut().unwrap().remove("source");
    }
    value
}

#[track_caller]
fn same(short: &str, long: &str) {
    let (short, long) = (report(short), report(long));
    assert_eq!(short, long, "{short:#}\n{long:#}");
    assert_eq!(short["diagnostics"].as_array().map(Vec::len), Some(0), "{short:#}");
}

#[test]
fn aliases_count_as_if_written_out() {
    same(
        "x-usual: &usual {owner: bo, duration: 3w}\nmilestones:\n  a: {due: &day 2026-12-01, <<: *usual}\n  b: {<<: *usual, owner: &who ana, depends_on: &all [a]}\n  c: {owner: *who, duration: 2d, due: *day, depends_on: *all}\n",
        "milestones:\n  a: {due: 2026-12-01, owner: bo, duration: 3w}\n  b: {duration: 3w, owner: ana, depends_on: [a]}\n  c: {owner: ana, duration: 2d, due: 2026-12-01, depends_on: [a]}\n",
    );
}

#[test]
fn milestones_can_be_merged_in() {
    same(
        "x-gates: &gates\n  audit: {duration: 1w}\n  launch: {duration: 9w}\nmilestones:\n  launch: {duration: 1d, depends_on: [audit]}\n  <<: *gates\n",
        "milestones:\n  launch: {duration: 1d, depends_on: [audit]}\n  audit: {duration: 1w}\n",
    );
}

/// Returns the milestones with a forecast, and the reported rules.
fn dated(text: &str) -> (Vec<String>, Vec<String>) {
    let value = support::schedule(&[("programs/checkout.yaml", text)], support::TODAY);
    let texts = |list: &Value, key: &str, fits: &dyn Fn(&Value) -> bool| -> Vec<String> {
        let fitting = list.as_array().unwrap().iter().filter(|one| fits(one));
        fitting.map(|one| one[key].as_str().unwrap_or_default().to_owned()).collect()
    };
    let milestones = &value["data"]["programs"][0]["milestones"];
    let ids = texts(milestones, "id", &|milestone| milestone["forecast_finish"].is_string());
    (
        ids.iter().map(|id| id.rsplit('/').next().unwrap_or(id).to_owned()).collect(),
        texts(&value["diagnostics"], "rule", &|_| true),
    )
}

#[track_caller]
fn check(entries: &str, ids: &[&str], rules: &[&str]) {
    let text = format!("x-usual: &usual {{owner: ana}}\nmilestones:\n{entries}  free: {{duration: 1d}}\n");
    let (found, told) = dated(&text);
    assert_eq!(
        (found, told),
        (ids.iter().map(ToString::to_string).collect(), rules.iter().map(ToString::to_string).collect()),
        "{text}"
    );
}

#[test]
fn broken_aliases_never_produce_a_date() {
    check("  a: {duration: *unknown}\n  b: {duration: 1d, depends_on: [a]}\n", &["free"], &["unknown-alias"]);
    check("  a: {<<: *unknown, duration: 1d}\n", &["free"], &["unknown-alias"]);
    check("  a: {<<: 5, duration: 1d}\n", &["free"], &["bad-merge"]);
    check("  a: {<<: [*usual, *unknown], duration: 1d}\n", &["free"], &["unknown-alias"]);
    check("  a: {<<: *usual, <<: *usual, duration: 1d}\n", &["free"], &["duplicate-key"]);
    check("  a: {duration: !t 1d}\n", &["free"], &["tag-in-plan"]);
    check("  a: &a {duration: 1d, depends_on: [*a]}\n", &["free"], &["recursive-alias"]);
    check("  a: *unknown\n", &["free"], &["unknown-alias"]);
}

#[test]
fn an_aliased_error_is_reported_once_and_undates_every_use() {
    check(
        "  a: &a {duration: soon}\n  b: *a\n  c: {<<: *a}\n  d: {<<: *a, duration: 2d}\n",
        &["d", "free"],
        &["not-a-duration"],
    );
}

#[test]
fn names_that_may_be_merged_in_are_not_reported_unknown() {
    check("  <<: *unknown\n  a: {duration: 1d, depends_on: [elsewhere]}\n", &["free"], &["unknown-alias"]);
}
