//! Findings with the source lines they point at; the only user of annotate-snippets.
//!
//! That crate passes labels, titles and paths on unescaped and panics on spans off character
//! boundaries. So every string is escaped first, and every source line is rewritten character by
//! character, together with the span that points into it.

use super::active::push_safe;
use super::escape::terminal_text;
use super::terminal::{Options, columns, leading, wrap};
use crate::finding::{Finding, Label, Level};
use crate::source::{FileId, Place, SourceFile, Sources};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level as Severity, Origin, Renderer, Snippet};
use std::collections::BTreeMap;
use std::ops::Range;

/// How much of a line is shown after the place; lines in plans may be of any length.
const LONGEST_LINE: usize = 200;
/// A line of more bytes than this is not shown at all.
const LONGEST_SHOWN: u32 = 16 << 10;

/// The width of a source line and its frame in a pipe.
const IN_A_PIPE: usize = 140;
/// The ruler between line numbers and lines.
const RULER: usize = 3;
/// The width of what surrounds a place: the ruler, and on both sides dots and a few characters of a
/// truncated line.
const FRAME: usize = RULER + 15;
/// The smallest width of a wrapped sentence.
const LEAST_SENTENCE: usize = 20;

/// How many other lines with the same fault are listed.
const MOST_LINES: usize = 12;

/// Returns findings as text. The same fault on several lines of a file is shown once, with the
/// numbers of the other lines.
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

/// Returns the note that lists the other lines with the same fault.
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
    let heading = finding.level.word().len() + finding.rule.len() + "[]: ".len();
    let title = severity.primary_title(lines(&finding.message, heading, options)).id(finding.rule);
    let mut gutter = 0;
    let mut reach = Reach::default();
    let mut group = Group::with_title(title);
    for (label, kind) in std::iter::once((&finding.primary, AnnotationKind::Primary))
        .chain(finding.related.iter().map(|related| (related, AnnotationKind::Context)))
    {
        let (path, position) = sources.locate(label.place);
        let path = terminal_text(path);
        gutter = gutter.max(position.line.to_string().len());
        group = match shown(label, kind, sources, options, &mut reach) {
            Some((snippet, column)) if column == position.column => group.element(snippet.path(path)),
            // Escaping may shift the shown text, so the position is taken from the file.
            snippet => {
                let origin = Origin::path(path).line(position.line).char_column(position.column);
                group.element(origin).elements(snippet.map(|(snippet, _)| snippet))
            }
        };
    }
    let said = gutter + " = help: ".len();
    if let Some(help) = &finding.help {
        group = group.element(Severity::HELP.message(lines(help, said, options)));
    }
    for note in notes {
        group = group.element(Severity::NOTE.message(lines(note, said, options)));
    }
    let renderer = if options.color { Renderer::styled() } else { Renderer::plain() };
    // The frame is always ASCII, which every terminal and log can show.
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(reach.room(gutter + RULER, options));
    let text = renderer.render(&[group]);
    let text = if options.ascii { super::escape::ascii(&text) } else { text };
    text.lines().fold(String::new(), |text, line| text + &trimmed(line) + "\n")
}

/// Returns a line without the spaces at its end, which may stand before the end of a color.
fn trimmed(line: &str) -> String {
    const RESET: &str = "\u{1b}[0m";
    match line.trim_end().strip_suffix(RESET) {
        Some(colored) => format!("{}{RESET}", colored.trim_end()),
        None => line.trim_end().to_owned(),
    }
}

/// How far the source lines of a finding reach, in columns.
#[derive(Default)]
struct Reach {
    line: usize,
    label: usize,
}

impl Reach {
    /// Returns the width to lay the lines out for, including the ruler. A label under a line may be
    /// longer than the line; to make it fit, the line is truncated at its beginning, which only
    /// happens to lines that are too long.
    fn room(&self, ruler: usize, options: Options) -> usize {
        match options.width {
            None => IN_A_PIPE,
            Some(width) if ruler + self.label > width => width.min((ruler + self.line).saturating_sub(1)),
            Some(width) => width,
        }
    }
}

/// Returns an escaped sentence, wrapped for a terminal; the first line starts after `indent`
/// columns, and the others align with it. Without a terminal it stays on one line.
fn lines(sentence: &str, indent: usize, options: Options) -> String {
    let safe = terminal_text(sentence);
    let safe = if options.ascii { super::escape::ascii(&safe) } else { safe };
    match options.width {
        Some(width) => wrap(&safe, width.saturating_sub(indent).max(LEAST_SENTENCE)).join("\n"),
        None => safe,
    }
}

/// Returns the source line of a label with a caret under its place, and the column of the caret;
/// `None` if the line is too long to show.
fn shown(
    label: &Label,
    kind: AnnotationKind,
    sources: &Sources,
    options: Options,
    reach: &mut Reach,
) -> Option<(Snippet<'static, Annotation<'static>>, usize)> {
    let file = sources.get(label.place.file);
    let number = file.position(label.place.span.start).line;
    let bytes = file.line_span(number);
    if bytes.end - bytes.start > LONGEST_SHOWN {
        return None;
    }
    let mut line = Line::of(file, label.place);
    // A place that is longer than the terminal is marked as far as it is shown.
    if let Some(width) = options.width {
        let beside = number.to_string().len() + FRAME + columns(&label.text);
        let most = width.saturating_sub(beside).max(LEAST_SENTENCE);
        line.span.end = line.span.start + leading(&line.text[line.span.clone()], most).len();
    }
    let annotation = kind.span(line.span.clone());
    let annotation =
        if label.text.is_empty() { annotation } else { annotation.label(terminal_text(&label.text)) };
    reach.line = reach.line.max(columns(&line.text));
    reach.label = reach.label.max(columns(&line.text[..line.span.end]) + 1 + columns(&label.text));
    let column = line.text[..line.span.start].chars().count() + 1;
    Some((Snippet::source(line.text).line_start(line.number).annotation(annotation), column))
}

/// The escaped line on which a place begins, and the place in it.
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
            // The end of a long line after the place is left out.
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
        // An empty place still needs a caret.
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
