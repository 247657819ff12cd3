//! docs/errors.md: each rule with its meaning, the smallest plan that breaks it, and the output for
//! it.
//!
//! The file is generated from `tpm::finding::about`, the fixtures and real output. The test fails
//! if it differs; with `TPM_UPDATE_DOCS` set, it is rewritten.

use super::fixtures::{Fixture, fixtures, rules_of_the_source};
use crate::support::{self, marked};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use tpm::cli::Variables;
use tpm::finding::{about, slugs};

const HEAD: &str = "# Errors in plans

One run reports every error in every file, with file, line and column, and what to write instead.
A milestone with an error in it has no date; everything else is reported as usual, and the exit
status is 2. A warning changes nothing. This page lists all errors by name, each with the smallest
plan that shows it, as of 14 September 2026. If a plan has several files, each begins with its name.

This file is written by the tests: `TPM_UPDATE_DOCS=1 cargo test`.
";

/// Plans with more lines are cut to half as many.
const LONGEST_PLAN: usize = 24;

/// Returns the files of a fixture without the marks of expected findings.
fn unmarked(fixture: &Fixture) -> Vec<(&str, Vec<u8>)> {
    fixture.files.iter().map(|(path, bytes)| (path.as_str(), marked::unmarked(bytes))).collect()
}

/// Returns the plan of a fixture as shown in the document.
fn plan(fixture: &Fixture) -> String {
    let mut plan = String::new();
    for (path, bytes) in unmarked(fixture) {
        let name = path.trim_start_matches("programs/");
        if fixture.files.len() > 1 || name != "checkout.yaml" {
            let _ = writeln!(plan, "# programs/{name}");
        }
        for line in String::from_utf8_lossy(&bytes).lines() {
            let _ = writeln!(plan, "{}", line.trim_end());
        }
    }
    let lines = plan.lines().count();
    if lines <= LONGEST_PLAN {
        return plan;
    }
    let shown: String = plan.lines().take(LONGEST_PLAN / 2).map(|line| format!("{line}\n")).collect();
    format!("{shown}# … and {} lines more like these\n", lines - LONGEST_PLAN / 2)
}

/// Returns the smallest fixture of a rule: the fewest files, then the shortest.
fn smallest<'f>(fixtures: &[&'f Fixture]) -> &'f Fixture {
    let size = |fixture: &Fixture| fixture.files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
    fixtures.iter().min_by_key(|fixture| (fixture.files.len(), size(fixture), &fixture.name)).unwrap()
}

/// Returns the output for the plan, at the width of the document.
fn printed(fixture: &Fixture) -> String {
    let arguments = ["schedule", "--color", "never"];
    let text = support::run_bytes(unmarked(fixture), &arguments, Variables::default(), Some(120)).err;
    text.trim_end().lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn section(slug: &str, fixtures: &[&Fixture]) -> String {
    let about =
        about(slug).unwrap_or_else(|| panic!("src/finding/rules.rs does not say what `{slug}` means"));
    let warnings = fixtures.iter().filter(|fixture| fixture.expected.level == "warning").count();
    let warning = if warnings > 0 && warnings == fixtures.len() { "**Warning.** " } else { "" };
    let mut section = format!("\n## {slug}\n\n{warning}{about}\n");
    // Rules that are never reported alone have no plan.
    if !fixtures.is_empty() {
        let fixture = smallest(fixtures);
        let _ = write!(section, "\n```yaml\n{}```\n\n```text\n{}```\n", plan(fixture), printed(fixture));
    }
    section
}

#[test]
fn the_catalogue_shows_every_rule_with_its_output() {
    let fixtures = fixtures();
    let mut by_rule: BTreeMap<&str, Vec<&Fixture>> = BTreeMap::new();
    for fixture in &fixtures {
        by_rule.entry(fixture.expected.rule.as_str()).or_default().push(fixture);
    }
    let mut text = HEAD.to_owned();
    for slug in slugs() {
        text.push_str(&section(slug, by_rule.get(slug).map_or(&[][..], Vec::as_slice)));
    }
    support::generated("docs/errors.md", &text);
}

#[test]
fn every_rule_and_only_rules_are_explained() {
    let said: BTreeSet<String> = slugs().map(str::to_owned).collect();
    let known = rules_of_the_source();
    let silent: Vec<&String> = known.difference(&said).collect();
    assert!(silent.is_empty(), "src/finding/rules.rs does not say what these mean: {silent:?}");
    let strange: Vec<&String> = said.difference(&known).collect();
    assert!(strange.is_empty(), "src/finding/rules.rs explains what no source file says: {strange:?}");
}
