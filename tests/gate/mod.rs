//! `tpm check`: the findings of each rule, policy, waivers and assertions.
//!
//! `fixtures` checks every rule against marked plans; `catalogue` writes docs/rules.md from the
//! registry.

mod assertions;
mod attacks;
mod catalogue;
mod fixtures;
mod grace;
mod holes;
mod odds;
mod policy;
mod select;
mod stories;
mod waivers;
mod words;

use crate::support;
use serde_json::Value;
use tpm::rules::Rule;

/// Returns the arguments to run a rule, which turn it on if it is off by default.
fn arguments(rule: &Rule) -> Vec<&'static str> {
    let mut arguments = vec!["check"];
    if rule.level == tpm::syntax::Importance::Off {
        arguments.extend(["--warn", rule.slug]);
    }
    arguments
}

/// A plan to check, and its base for rules that compare.
struct Plan {
    before: Option<Vec<(String, String)>>,
    files: Vec<(String, String)>,
}

impl Plan {
    /// Reads a plan: one program, or several files that each begin with `# file: NAME`. A base is
    /// between `# before` and `# after`.
    fn read(text: &str) -> Self {
        let files = |text: &str| {
            let files = support::marked::split(text.as_bytes()).into_iter();
            files.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
        };
        match text.strip_prefix("# before\n").map(|text| text.split_once("# after\n").unwrap()) {
            Some((before, after)) => Self { before: Some(files(before)), files: files(after) },
            None => Self { before: None, files: files(text) },
        }
    }

    /// Reads the example of a rule, whose files begin with `# programs/NAME`.
    fn example(text: &str) -> Self {
        Self::read(&text.replace("# programs/", "# file: "))
    }

    fn files(&self) -> Vec<(&str, &str)> {
        as_str(&self.files)
    }

    /// Runs `tpm check` over it, with `--new-since` its base if it has one.
    fn run(&self, arguments: &[&str]) -> support::Output {
        let Some(before) = &self.before else { return support::run(&self.files(), arguments) };
        let arguments = [arguments, &["--new-since", "main"]].concat();
        support::run_since(&as_str(before), &self.files(), &arguments)
    }
}

fn as_str(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

/// Runs `tpm check` and returns the data of its JSON.
fn answer(files: &[(&str, &str)], arguments: &[&str]) -> Value {
    support::json(files, &[&["check", "--format", "json"], arguments].concat())["data"].clone()
}

/// Returns a list of the answer, each entry as `level rule subject`, in the order of the output.
fn entries(answer: &Value, list: &str) -> Vec<String> {
    let text = |entry: &Value, key: &str| entry[key].as_str().unwrap_or("—").to_owned();
    let entries = answer[list].as_array().unwrap().iter();
    entries
        .map(|entry| format!("{} {} {}", text(entry, "level"), text(entry, "rule"), text(entry, "subject")))
        .collect()
}

/// Checks the findings that count, in order.
#[track_caller]
fn check(files: &[(&str, &str)], arguments: &[&str], expected: &[&str]) {
    assert_eq!(entries(&answer(files, arguments), "findings"), expected, "{arguments:?} {files:#?}");
}

/// Returns the exit status of `tpm check`.
fn status(files: &[(&str, &str)], arguments: &[&str]) -> u8 {
    support::run(files, &[&["check"], arguments].concat()).status
}
