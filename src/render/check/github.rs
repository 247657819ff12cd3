//! The `github` format: workflow commands that GitHub Actions shows as annotations.
//!
//! GitHub keeps ten annotations of each level per step and drops the others silently. So a story is
//! one annotation, the worst come first, and the last of a level counts the rest.

use super::{Answer, Region, message_and_help, others};
use crate::finding::Level;
use crate::render::escape::{GITHUB_LINE_BREAK, cut, github_message, github_property, terminal_text};
use crate::rules::Story;
use std::io::{self, Write};

/// How many annotations of a level GitHub keeps.
const MOST: usize = 10;
/// The maximum length of a message, in UTF-16 code units.
const LONGEST: usize = 4096;
/// The part of that reserved for the count of the rest.
const REST: usize = 160;

/// Writes the annotations.
pub fn github(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    for level in [Level::Error, Level::Warning] {
        let stories: Vec<Story<'_>> = answer.gate.stories().filter(|story| story.level() == level).collect();
        let rest = stories.iter().skip(MOST).map(|story| 1 + story.rest.len()).sum();
        for (index, story) in stories.iter().take(MOST).enumerate() {
            let rest = if index + 1 == MOST { rest } else { 0 };
            annotation(answer, story, rest, out)?;
        }
    }
    Ok(())
}

fn annotation(answer: &Answer<'_>, story: &Story<'_>, rest: usize, out: &mut dyn Write) -> io::Result<()> {
    let finding = &story.lead.finding;
    let path = github_property(answer.path(finding.primary.place.file));
    let Region { line, column, end_line, end_column } = Region::of(finding.primary.place, answer.sources);
    let mut place = format!("file={path},line={line},endLine={end_line}");
    // GitHub rejects columns if the lines differ.
    if line == end_line {
        place += &format!(",col={column},endColumn={end_column}");
    }
    let mut lines: Vec<String> = message_and_help(finding).collect();
    lines.extend(others(story.rest, answer.sources, ""));
    let message = message(&lines, rest, answer.has_summary);
    writeln!(out, "::{} {place},title={}::{message}", story.level().word(), github_property(finding.rule))
}

/// Returns a message, cut to the maximum length, with the count of findings without an annotation.
fn message(lines: &[String], rest: usize, has_summary: bool) -> String {
    // The limit applies to the unescaped text, so cut before escaping.
    let lines: Vec<String> = lines.iter().map(|line| terminal_text(line)).collect();
    let text = lines.join("\n");
    let text = cut(&text, LONGEST - REST);
    let mut escaped: Vec<String> = text.split('\n').map(github_message).collect();
    if rest > 0 {
        let place =
            if has_summary { "see the job summary" } else { "`tpm check --format concise` lists them" };
        escaped
            .push(github_message(&format!("and {rest} more of this level without an annotation, {place}")));
    }
    escaped.join(GITHUB_LINE_BREAK)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_cut_before_it_is_escaped() {
        let long = message(&["%".repeat(9000), "x".into()], 23, true);
        let (shown, rest) = long.split_once("%0A").unwrap();
        assert_eq!(shown, format!("{}…", "%25".repeat(LONGEST - REST - 1)));
        assert_eq!(rest, "and 23 more of this level without an annotation, see the job summary");
        assert!(rest.len() < REST);
    }

    #[test]
    fn lines_of_a_message_stay_lines() {
        assert_eq!(message(&["a\nb".into(), "c".into()], 0, false), "a b%0Ac");
    }
}
