//! Findings with the lines they point at; the only user of annotate-snippets.
//!
//! Its labels, titles and paths pass text on raw and it panics on spans off character boundaries. So every
//! string is escaped first and every source line is rewritten, character by character, together with the span
//! that points into it.

use super::escape::{push_safe, terminal_text};
use super::terminal::Options;
use crate::finding::{Finding, Label, Level};
use crate::source::{FileId, Place, SourceFile, Sources};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level as Severity, Origin, Renderer, Snippet};
use std::collections::BTreeMap;
use std::ops::Range;

/// How much of a line is shown behind the place; plans may hold lines of any length.
const LONGEST_LINE: usize = 200;
/// A line of more bytes than this is not shown at all.
const LONGEST_SHOWN: u32 = 16 << 10;

/// How many further lines of the same fault are named.
const MOST_LINES: usize = 12;

/// Returns findings as text. Where the same is wrong on several lines of a file, it is told once, with the numbers
/// of the others.
pub fn snippets(findings: &[Finding], sources: &Sources, options: Options) -> Vec<String> {
    let mut told: Vec<(&Finding, Vec<&Finding>)> = Vec::new();
    let mut first: BTreeMap<(FileId, &str, &str, Option<&str>), usize> = BTreeMap::new();
    for finding in findings {
        let words =
            (finding.primary.place.file, finding.rule, finding.message.as_str(), finding.help.as_deref());
        match first.get(&words) {
            Some(at) if finding.related.is_empty() => told[*at].1.push(finding),
            _ => {
                first.insert(words, told.len());
                told.push((finding, Vec::new()));
            }
        }
    }
    told.into_iter()
        .map(|(finding, same)| with_notes(finding, also(&same, sources).as_slice(), sources, options))
        .collect()
}

/// Returns the note that names the lines on which the same is wrong.
fn also(same: &[&Finding], sources: &Sources) -> Option<String> {
    let mut lines: Vec<usize> =
        same.iter().map(|finding| sources.locate(finding.primary.place).1.line).collect();
    lines.dedup();
    let named: Vec<String> = lines.iter().take(MOST_LINES).map(usize::to_string).collect();
    let more = lines.len().saturating_sub(MOST_LINES);
    match named.as_slice() {
        [] => None,
        [line] => Some(format!("the same on line {line}")),
        _ if more > 0 => Some(format!("the same on lines {} and {more} more", named.join(", "))),
        [before @ .., last] => Some(format!("the same on lines {} and {last}", before.join(", "))),
    }
}

/// Returns one finding as text: what is wrong, the line, what to do, and some notes.
pub fn with_notes(finding: &Finding, notes: &[String], sources: &Sources, options: Options) -> String {
    let severity = match finding.level {
        Level::Error => Severity::ERROR,
        Level::Warning => Severity::WARNING,
    };
    let title = severity.primary_title(terminal_text(&finding.message)).id(finding.rule);
    let mut group = Group::with_title(title);
    for (label, kind) in std::iter::once((&finding.primary, AnnotationKind::Primary))
        .chain(finding.related.iter().map(|related| (related, AnnotationKind::Context)))
    {
        let (path, position) = sources.locate(label.place);
        let path = terminal_text(path);
        group = match shown(label, kind, sources) {
            Some((snippet, column)) if column == position.column => group.element(snippet.path(path)),
            // Where escaping has moved what is shown, or nothing is, the position is still that of the file.
            snippet => {
                let origin = Origin::path(path).line(position.line).char_column(position.column);
                group.element(origin).elements(snippet.map(|(snippet, _)| snippet))
            }
        };
    }
    if let Some(help) = &finding.help {
        group = group.element(Severity::HELP.message(terminal_text(help)));
    }
    for note in notes {
        group = group.element(Severity::NOTE.message(terminal_text(note)));
    }
    let renderer = if options.colour { Renderer::styled() } else { Renderer::plain() };
    // The frame is ASCII everywhere: every terminal and log has it.
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(options.width.unwrap_or(140));
    let text = renderer.render(&[group]);
    let text = if options.ascii { super::escape::ascii(&text) } else { text };
    format!("{text}\n")
}

/// Returns the line of a label with a caret under its place, and the column in which that is shown; nothing
/// where the line is too long to be shown.
fn shown(
    label: &Label,
    kind: AnnotationKind,
    sources: &Sources,
) -> Option<(Snippet<'static, Annotation<'static>>, usize)> {
    let file = sources.get(label.place.file);
    let number = file.position(label.place.span.start).line;
    let bytes = file.line_span(number);
    if bytes.end - bytes.start > LONGEST_SHOWN {
        return None;
    }
    let line = Line::of(file, label.place);
    let annotation = kind.span(line.span.clone());
    let annotation =
        if label.text.is_empty() { annotation } else { annotation.label(terminal_text(&label.text)) };
    let column = line.text[..line.span.start].chars().count() + 1;
    Some((Snippet::source(line.text).line_start(line.number).annotation(annotation), column))
}

/// The line that a place begins on, made safe, and the place in it.
struct Line {
    number: usize,
    text: String,
    span: Range<usize>,
}

impl Line {
    fn of(file: &SourceFile, place: Place) -> Self {
        let number = file.position(place.span.start).line;
        let bytes = file.line_span(number);
        let text = file.slice(bytes);
        let offset = |at: u32| (at.clamp(bytes.start, bytes.end) - bytes.start) as usize;
        let (start, end) = (offset(place.span.start), offset(place.span.end));
        let mut line = Self { number, text: String::new(), span: 0..0 };
        let mut shown = 0;
        for (at, c) in text.char_indices() {
            if at == start {
                line.span.start = line.text.len();
            }
            if at < end {
                line.span.end = line.text.len();
            }
            // What a long line holds behind the place is left out.
            if shown >= LONGEST_LINE && at > end {
                line.text.push('…');
                break;
            }
            if c != '\u{feff}' {
                push_safe(&mut line.text, c, &text[at..]);
                shown += 1;
            }
            if at < end {
                line.span.end = line.text.len();
            }
        }
        if start >= text.len() {
            line.span.start = line.text.len();
        }
        line.span.end = line.span.end.max(line.span.start);
        // A caret under nothing still has to stand somewhere.
        if line.span.is_empty() {
            line.text.push(' ');
            line.span.end = line.text[line.span.start..]
                .chars()
                .next()
                .map_or(line.span.start, |c| line.span.start + c.len_utf8());
        }
        line
    }
}
