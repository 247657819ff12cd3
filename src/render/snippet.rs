//! Findings with the lines they point at; the only user of annotate-snippets.
//!
//! Its labels, titles and paths pass text on raw and it panics on spans off character boundaries. So every
//! string is escaped first and every source line is rewritten, character by character, together with the span
//! that points into it.

use super::escape::{push_safe, terminal_text};
use super::terminal::Options;
use crate::finding::{Finding, Label, Level};
use crate::source::{Place, SourceFile, Sources};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level as Severity, Renderer, Snippet};
use std::ops::Range;

/// How much of a line is shown; plans may hold lines of any length.
const LONGEST_LINE: usize = 200;

/// Returns one finding as text: what is wrong, the line, and what to do.
pub fn snippet(finding: &Finding, sources: &Sources, options: Options) -> String {
    let severity = match finding.level {
        Level::Error => Severity::ERROR,
        Level::Warning => Severity::WARNING,
    };
    let title = severity.primary_title(terminal_text(&finding.message)).id(finding.rule);
    let mut group = title.element(element(&finding.primary, AnnotationKind::Primary, sources));
    for related in &finding.related {
        group = group.element(element(related, AnnotationKind::Context, sources));
    }
    if let Some(help) = &finding.help {
        group = group.element(Severity::HELP.message(terminal_text(help)));
    }
    let renderer = if options.colour { Renderer::styled() } else { Renderer::plain() };
    // The frame is ASCII everywhere: every terminal and log has it.
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(options.width.unwrap_or(140));
    let text = renderer.render(&[group]);
    let text = if options.ascii { super::escape::ascii(&text) } else { text };
    format!("{text}\n")
}

fn element(
    label: &Label,
    kind: AnnotationKind,
    sources: &Sources,
) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
    let file = sources.get(label.place.file);
    let line = Line::of(file, label.place);
    let annotation = kind.span(line.span);
    let annotation =
        if label.text.is_empty() { annotation } else { annotation.label(terminal_text(&label.text)) };
    Snippet::source(line.text).path(terminal_text(&file.path)).line_start(line.number).annotation(annotation)
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
