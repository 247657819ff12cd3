//! Fixtures: plans in which the line that a finding must point at ends in `# expect: LEVEL SLUG TEXT`, TEXT being what the caret is under.
//!
//! A fixture is one program, or several files that each begin with `# file: NAME`. Today is 2026-09-14.

use serde_json::Value;
use std::path::{Path, PathBuf};

pub const MARK: &str = "# expect: ";

/// What is compared of a finding: file, line, the text between its columns, and the rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    pub file: String,
    pub line: usize,
    pub text: String,
    pub level: String,
    pub rule: String,
}

/// Returns every finding with the text that its columns enclose; a span over several lines ends with the first.
pub fn told(files: &[(&str, &str)], diagnostics: &[Value]) -> Vec<Told> {
    diagnostics.iter().map(|diagnostic| one(files, diagnostic)).collect()
}

fn one(files: &[(&str, &str)], diagnostic: &Value) -> Told {
    let text = |key: &str| diagnostic[key].as_str().unwrap().to_owned();
    let number = |key: &str| usize::try_from(diagnostic[key].as_u64().unwrap()).unwrap();
    let file = text("file");
    let line = number("line");
    let content = files.iter().find(|(path, _)| *path == file).map(|(_, content)| *content);
    let content = content.unwrap_or_else(|| panic!("{file} is not a file of the workspace"));
    let (from, to) = (number("column"), number("end_column"));
    let last = if number("end_line") > line { usize::MAX } else { to - from };
    let under = line_of(content, line).chars().skip(from - 1).take(last).collect();
    Told { file, line, text: under, level: text("level"), rule: text("rule") }
}

/// Returns a line by its number from 1, without line break and byte order mark, counted as YAML does.
fn line_of(content: &str, line: usize) -> String {
    let content = content.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    content.split('\n').nth(line - 1).unwrap_or("").to_owned()
}

/// Splits a fixture into its files.
pub fn split(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_prefix(b"# file: ") {
            Some(name) => {
                let name = String::from_utf8(name.trim_ascii().to_vec()).unwrap();
                files.push((format!("programs/{name}"), Vec::new()));
            }
            None if files.is_empty() => files.push(("programs/checkout.yaml".into(), line.to_vec())),
            None => files.last_mut().unwrap().1.extend_from_slice(line),
        }
    }
    files
}

/// Returns what the marks of a file expect, line by line.
pub fn marks(path: &str, text: &str) -> Vec<Told> {
    let mut marks = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let Some((_, mark)) = line.split_once(MARK) else { continue };
        let mut words = mark.splitn(3, ' ').map(str::to_owned);
        let mut word = || words.next().unwrap_or_default();
        let (level, rule, text) = (word(), word(), word());
        marks.push(Told { file: path.to_owned(), line: index + 1, text, level, rule });
    }
    marks
}

/// Returns every file below a directory, in order.
pub fn below(directory: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        entries.flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect();
    paths.sort();
    paths
}

/// Returns a file without its marks.
pub fn unmarked(bytes: &[u8]) -> Vec<u8> {
    let mut kept = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match line.windows(MARK.len()).position(|part| part == MARK.as_bytes()) {
            Some(0) => {}
            Some(at) => kept.extend([line[..at].trim_ascii_end(), b"\n"].concat()),
            None => kept.extend_from_slice(line),
        }
    }
    kept
}
