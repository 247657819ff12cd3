//! The `junit` format: JUnit XML, which CI systems read as test results.
//!
//! Each program is a suite, with a case for each rule without findings and a case for each finding.
//! A finding that fails the gate is a failure, or an error if it is an error in a plan. One that
//! does not fail it passes, with its text as output. A waived one is skipped, with the reason. All
//! times are 0.

use super::{Answer, message_and_help};
use crate::finding::Finding;
use crate::model::ProgramId;
use crate::render::escape::{cut, xml};
use crate::rules::{REGISTRY, Verdict, Waived};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// The maximum size of all cases, in bytes: GitLab reads files of at most 30 MB.
const ROOM: usize = 25 << 20;
/// The maximum length of a message in an attribute, and in full, in UTF-16 code units.
const LONGEST: [usize; 2] = [500, 4000];

/// The suite of errors in plans.
const PLANS: &str = "plan files";

/// The cases of one suite, as they are written.
#[derive(Debug, Default)]
struct Suite {
    cases: String,
    /// How often each name was used: readers drop the second of two equal names.
    names: BTreeMap<String, usize>,
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

/// Writes the suites.
pub fn junit(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut suites = Suites::default();
    for verdict in answer.gate.verdicts() {
        suites.add_verdict(answer, verdict);
    }
    for waived in &answer.gate.waived {
        suites.add_waived(answer, waived);
    }
    suites.add_passes(answer);
    let (left, failing) = (suites.left, suites.failing);
    if left > 0 {
        let message = format!("{left} more findings; `tpm check --format concise` lists them");
        let body = if failing { failure("failure", "", &message, &message) } else { output(&message) };
        let suite = suites.suites.entry(PLANS.into()).or_default();
        suite.failures += usize::from(failing);
        suite.add(PLANS, "more findings", "", &body);
    }
    write(&suites.suites, out)
}

#[derive(Debug, Default)]
struct Suites {
    suites: BTreeMap<String, Suite>,
    used: usize,
    /// How many findings did not fit, and whether one of them fails the gate.
    left: usize,
    failing: bool,
}

impl Suites {
    fn add_verdict(&mut self, answer: &Answer<'_>, verdict: &Verdict) {
        let Verdict { finding, topic, fails } = verdict;
        let lines = full(answer, finding);
        let body = match (fails, topic) {
            (true, None) => failure("error", finding.rule, &finding.message, &lines),
            (true, Some(_)) => failure("failure", finding.rule, &finding.message, &lines),
            (false, _) => output(&format!("{}: {lines}", finding.level.word())),
        };
        let gone = || finding.subject.as_deref().unwrap_or(PLANS);
        let name = topic.map_or(PLANS, |topic| answer.program(topic).unwrap_or_else(gone));
        let (title, path) = (named(answer, finding), answer.path(finding.primary.place.file));
        let Some(suite) = self.room(name, [&body, &title, path], *fails) else { return };
        suite.failures += usize::from(*fails && topic.is_some());
        suite.errors += usize::from(*fails && topic.is_none());
        suite.add(name, &title, path, &body);
    }

    fn add_waived(&mut self, answer: &Answer<'_>, waived: &Waived<'_>) {
        let Waived { finding, topic, waiver, until } = waived;
        let reason = format!("waived until {until}: {}", waiver.reason);
        let text = format!("{reason}\n{}", full(answer, finding));
        let body = format!(
            "<skipped message=\"{}\">{}</skipped>",
            xml(&cut(&reason, LONGEST[0])),
            lines(&cut(&text, LONGEST[1]))
        );
        let name = answer.program(*topic).unwrap_or(PLANS);
        let (title, path) = (named(answer, finding), answer.path(finding.primary.place.file));
        let Some(suite) = self.room(name, [&body, &title, path], false) else { return };
        suite.skipped += 1;
        suite.add(name, &title, path, &body);
    }

    /// Adds the rules that were run and found nothing. If they do not all fit into a suite, none is
    /// added.
    fn add_passes(&mut self, answer: &Answer<'_>) {
        let verdicts = answer.gate.verdicts().iter();
        let verdicts = verdicts.filter_map(|verdict| Some((verdict.topic?, verdict.finding.rule)));
        let waived = answer.gate.waived.iter().map(|waived| (waived.topic, waived.finding.rule));
        let found: BTreeSet<(ProgramId, &str)> = verdicts
            .chain(waived)
            .filter_map(|(topic, rule)| Some((topic.program(answer.workspace)?, rule)))
            .collect();
        for id in answer.workspace.program_ids() {
            let program = &answer.workspace.program(id).id;
            let rules = REGISTRY.iter().filter(|rule| answer.was_run(rule, id));
            let passed: Vec<&str> =
                rules.map(|rule| rule.slug).filter(|slug| !found.contains(&(id, *slug))).collect();
            let length = passed.len() * (2 * program.len() + 120);
            if passed.is_empty() || self.used + length > ROOM {
                continue;
            }
            self.used += length;
            let suite = self.suites.entry(program.clone()).or_default();
            for slug in passed {
                suite.add(program, &format!("{program}: {slug}"), "", "");
            }
        }
        if !self.suites.contains_key(PLANS) {
            self.suites.entry(PLANS.into()).or_default().add(PLANS, "every plan can be read", "", "");
        }
    }

    /// Returns the suite for a finding; none if the finding does not fit.
    fn room(&mut self, name: &str, [body, title, path]: [&str; 3], fails: bool) -> Option<&mut Suite> {
        // Escaping may turn a byte of a title into six.
        self.used += body.len() + 6 * (name.len() + title.len() + path.len()) + 100;
        if self.used > ROOM {
            self.left += 1;
            self.failing |= fails;
            return None;
        }
        Some(self.suites.entry(name.to_owned()).or_default())
    }
}

impl Suite {
    fn add(&mut self, class: &str, name: &str, file: &str, body: &str) {
        let number = self.names.entry(name.to_owned()).or_default();
        *number += 1;
        let unique = if *number == 1 { name.to_owned() } else { format!("{name} ({number})") };
        self.tests += 1;
        let file = if file.is_empty() { String::new() } else { format!(" file=\"{}\"", xml(file)) };
        let (class, name) = (xml(class), xml(&unique));
        let end = if body.is_empty() { "/>".to_owned() } else { format!(">{body}</testcase>") };
        self.cases += &format!("    <testcase classname=\"{class}\" name=\"{name}\"{file} time=\"0\"{end}\n");
    }
}

/// Returns the name of a finding in its suite: its subject, or else its file, and the rule.
fn named(answer: &Answer<'_>, finding: &Finding) -> String {
    let about = finding.subject.as_deref().unwrap_or(answer.path(finding.primary.place.file));
    format!("{about}: {}", finding.rule)
}

/// Returns the message, the help and the place of a finding, one line each.
fn full(answer: &Answer<'_>, finding: &Finding) -> String {
    let at = answer.sources.locate(finding.primary.place).1;
    let place = format!("{}:{}:{}", answer.path(finding.primary.place.file), at.line, at.column);
    // Line breaks only separate these texts; those within a text become blanks.
    let lines = message_and_help(finding).map(|line| line.replace('\n', " "));
    lines.chain([place]).collect::<Vec<_>>().join("\n")
}

fn failure(element: &str, rule: &str, message: &str, text: &str) -> String {
    let (message, text) = (xml(&cut(message, LONGEST[0])), lines(&cut(text, LONGEST[1])));
    format!("<{element} type=\"{}\" message=\"{message}\">{text}</{element}>", xml(rule))
}

fn output(text: &str) -> String {
    format!("<system-out>{}</system-out>", lines(&cut(text, LONGEST[1])))
}

fn lines(text: &str) -> String {
    text.split('\n').map(xml).collect::<Vec<_>>().join("\n")
}

fn write(suites: &BTreeMap<String, Suite>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    let all = counts(suites.values());
    writeln!(out, "<testsuites name=\"tpm check\" {all}>")?;
    for (name, suite) in suites {
        writeln!(out, "  <testsuite name=\"{}\" {}>", xml(name), counts([suite]))?;
        out.write_all(suite.cases.as_bytes())?;
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

fn counts<'s>(suites: impl IntoIterator<Item = &'s Suite>) -> String {
    let mut sums = [0; 4];
    for suite in suites {
        let counts = [suite.tests, suite.failures, suite.errors, suite.skipped];
        for (sum, count) in sums.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    let [tests, failures, errors, skipped] = sums;
    format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\" time=\"0\"")
}
