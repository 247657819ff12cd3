//! One fault per fixture.

use super::picture;
use crate::support;
use crate::support::marked::{Told, below, marks, split, told};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use tpm::cli::Variables;

/// Reported only together with thousands of others; `tests/hostile.rs` tests it.
const NEVER_ALONE: &str = "too-many-errors";

/// A workspace with one fault and its expected finding.
pub(super) struct Fixture {
    pub(super) name: String,
    pub(super) files: Vec<(String, Vec<u8>)>,
    pub(super) expected: Told,
}

impl Fixture {
    fn read(path: &Path) -> Self {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let files = split(&std::fs::read(path).unwrap());
        let mut marks = files.iter().flat_map(|(path, bytes)| marks(path, &String::from_utf8_lossy(bytes)));
        let expected = marks.next().unwrap_or_else(|| panic!("{name} expects nothing"));
        assert_eq!(marks.next(), None, "{name} expects more than one finding");
        drop(marks);
        Self { name, files, expected }
    }

    fn run(&self, format: &str) -> support::Output {
        let files = self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())).collect();
        support::run_bytes(files, &["schedule", "--format", format], Variables::default(), None)
    }

    /// Returns how the findings of this fixture differ from the expected one.
    fn complaint(&self) -> Option<String> {
        let output = self.run("json");
        let value: Value = serde_json::from_str(&output.out).expect("JSON");
        let texts: Vec<(String, String)> = self
            .files
            .iter()
            .map(|(path, bytes)| (path.clone(), String::from_utf8_lossy(bytes).into_owned()))
            .collect();
        let texts: Vec<(&str, &str)> =
            texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let found = told(&texts, value["diagnostics"].as_array().unwrap());
        if found != [self.expected.clone()] {
            return Some(format!("expected {:?}\n  found {found:#?}", self.expected));
        }
        let status = if self.expected.level == "error" { 2 } else { 0 };
        if output.status != status {
            return Some(format!("exit status {}", output.status));
        }
        self.picture_complaint()
    }

    /// Returns what is wrong with the displayed finding: head, arrow, line and caret.
    fn picture_complaint(&self) -> Option<String> {
        let err = self.run("text").err;
        let head = format!("{}[{}]: ", self.expected.level, self.expected.rule);
        let arrow = format!("--> {}:{}:", self.expected.file, self.expected.line);
        let carets = picture::carets(&err);
        let wanted = (self.expected.line, self.expected.text.as_str());
        // A caret for an empty text is under the first character.
        let drawn =
            carets.iter().any(|(line, text)| *line == wanted.0 && (wanted.1.is_empty() || text == wanted.1));
        let complete = err.starts_with(&head) && err.contains(&arrow) && drawn;
        (!complete).then(|| format!("the picture is not of line {wanted:?}, but {carets:?}:\n{err}"))
    }
}

pub(super) fn fixtures() -> Vec<Fixture> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors/fixtures");
    below(&directory).iter().map(|path| Fixture::read(path)).collect()
}

/// Returns each text file of each fixture, with the fixture's name.
pub fn fixture_files() -> Vec<(String, String, String)> {
    let files = fixtures().into_iter().flat_map(|fixture| {
        fixture.files.into_iter().map(move |(path, bytes)| (fixture.name.clone(), path, bytes))
    });
    files.filter_map(|(name, path, bytes)| Some((name, path, String::from_utf8(bytes).ok()?))).collect()
}

/// Returns the rules of the findings that a source text makes: the literals after `error(`,
/// `warning(`, `Complaint::new(`, `Complaint::not(` and `rule:`.
fn slugs(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]").next().unwrap_or("");
    let mut slugs = Vec::new();
    for before in ["error(", "warning(", "Complaint::new(", "Complaint::not(", "rule:"] {
        for (at, _) in source.match_indices(before) {
            let rest = source[at + before.len()..].trim_start();
            let Some(slug) = rest.strip_prefix('"').and_then(|rest| rest.split('"').next()) else { continue };
            if !slug.is_empty() && slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') {
                slugs.push(slug.to_owned());
            }
        }
    }
    slugs
}

/// Returns the rules of all findings that the source makes.
pub(super) fn rules_of_the_source() -> BTreeSet<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut known = BTreeSet::new();
    for path in below(&source) {
        known.extend(slugs(&std::fs::read_to_string(path).unwrap()));
    }
    assert!(known.len() > 30, "the rules are no longer found in the source: {known:?}");
    known
}

#[test]
fn each_error_is_reported_once_with_its_line_and_caret() {
    let complaints: Vec<String> = fixtures()
        .iter()
        .filter_map(|fixture| fixture.complaint().map(|complaint| format!("{}: {complaint}", fixture.name)))
        .collect();
    assert!(complaints.is_empty(), "{} fixtures differ\n\n{}", complaints.len(), complaints.join("\n\n"));
}

#[test]
fn each_rule_has_a_fixture_of_its_name() {
    let mut known = rules_of_the_source();
    let mut shown = BTreeSet::new();
    for fixture in fixtures() {
        assert_eq!(fixture.name.split_once("--").unwrap().0, fixture.expected.rule);
        shown.insert(fixture.expected.rule);
    }
    assert!(known.remove(NEVER_ALONE), "no source file knows {NEVER_ALONE}");
    let missing: Vec<&String> = known.difference(&shown).collect();
    assert!(missing.is_empty(), "no fixture in tests/errors/fixtures has {missing:?}");
    let strange: Vec<&String> = shown.difference(&known).collect();
    assert!(strange.is_empty(), "no source file knows {strange:?}");
}
