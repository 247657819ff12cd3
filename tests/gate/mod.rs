//! `tpm check`: what each rule finds and leaves alone, and what policy, waivers and assertions make of it.
//!
//! `fixtures` holds a plan a file, with what one rule finds in it, for every rule; `catalogue` writes docs/rules.md from the registry.

mod assertions;
mod catalogue;
mod fixtures;
mod grace;
mod policy;
mod select;
mod stories;
mod waivers;
mod words;

use crate::support;
use serde_json::Value;
use tpm::rules::Rule;

/// Returns the arguments with which a rule is looked at; those that are off by default are turned on.
fn arguments(rule: &Rule) -> Vec<&'static str> {
    let mut arguments = vec!["check"];
    if rule.level == tpm::syntax::Importance::Off {
        arguments.extend(["--warn", rule.slug]);
    }
    arguments
}

/// A plan that a rule is looked at in, and, for rules that compare, what it was before.
struct Plan {
    before: Option<Vec<(String, String)>>,
    files: Vec<(String, String)>,
}

impl Plan {
    /// Reads a plan: one program, or several files that each begin with `# file: NAME`; where it changes, what was between
    /// `# before` and `# after`.
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

    /// Reads an example of a rule, in which files begin with `# programs/NAME`.
    fn example(text: &str) -> Self {
        Self::read(&text.replace("# programs/", "# file: "))
    }

    fn files(&self) -> Vec<(&str, &str)> {
        as_str(&self.files)
    }

    /// Runs `tpm check` over it; one that changes is looked at since it was as before.
    fn run(&self, arguments: &[&str]) -> support::Output {
        let Some(before) = &self.before else { return support::run(&self.files(), arguments) };
        let arguments = [arguments, &["--new-since", "main"]].concat();
        support::run_since(&as_str(before), &self.files(), &arguments)
    }
}

fn as_str(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

/// Runs `tpm check` and returns the data of its answer.
fn answer(files: &[(&str, &str)], arguments: &[&str]) -> Value {
    support::json(files, &[&["check", "--format", "json"], arguments].concat())["data"].clone()
}

/// Returns a list of the answer, each entry as `level rule subject`, in the order in which they are told.
fn entries(answer: &Value, list: &str) -> Vec<String> {
    let text = |entry: &Value, key: &str| entry[key].as_str().unwrap_or("—").to_owned();
    let entries = answer[list].as_array().unwrap().iter();
    entries
        .map(|entry| format!("{} {} {}", text(entry, "level"), text(entry, "rule"), text(entry, "subject")))
        .collect()
}

/// Checks what counts of what `tpm check` finds, in order.
#[track_caller]
fn check(files: &[(&str, &str)], arguments: &[&str], expected: &[&str]) {
    assert_eq!(entries(&answer(files, arguments), "findings"), expected, "{arguments:?} {files:#?}");
}

/// Returns the exit status of `tpm check`.
fn status(files: &[(&str, &str)], arguments: &[&str]) -> u8 {
    support::run(files, &[&["check"], arguments].concat()).status
}
