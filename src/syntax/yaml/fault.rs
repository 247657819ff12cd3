//! What can be wrong with the YAML of a file, in words that a program manager understands.

use crate::source::Span;
use std::borrow::Cow;

/// The index of a fault in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FaultId(u32);

impl FaultId {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// What is wrong at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::syntax) struct SyntaxFault {
    pub(in crate::syntax) rule: &'static str,
    pub(in crate::syntax) span: Span,
    pub(in crate::syntax) message: Cow<'static, str>,
    pub(in crate::syntax) label: &'static str,
    /// A second place that is part of the problem.
    pub(in crate::syntax) related: Option<(Span, &'static str)>,
    pub(in crate::syntax) help: Option<Cow<'static, str>>,
}

impl SyntaxFault {
    pub(super) fn error(rule: &'static str, span: Span, message: impl Into<Cow<'static, str>>) -> Self {
        Self { rule, span, message: message.into(), label: "reading stops here", related: None, help: None }
    }

    pub(super) fn label(self, label: &'static str) -> Self {
        Self { label, ..self }
    }

    pub(super) fn help(self, help: impl Into<Cow<'static, str>>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Adds it to a list.
    pub(super) fn record(self, faults: &mut Vec<Self>) -> FaultId {
        let id = FaultId(faults.len() as u32);
        faults.push(self);
        id
    }
}

/// The fault of a file with a second document.
pub(super) fn second_document(span: Span) -> SyntaxFault {
    SyntaxFault::error("not-yaml", span, "a second document begins here")
        .help("write one program per file: move what follows `---` to its own file")
}

/// The fault of a node nested more than `DEPTH` levels deep.
pub(super) fn too_deep(span: Span) -> SyntaxFault {
    SyntaxFault::error("too-deep", span, format!("this is nested more than {} levels deep", super::DEPTH))
        .help("a plan needs six levels, as in `milestones`, milestone, `moved`, its list, a move, its date")
}

/// Looks for git's conflict markers, in their order, before `stop`, where reading stopped. No line
/// of a plan begins with them.
#[expect(clippy::arithmetic_side_effects, reason = "offsets in one text")]
pub(super) fn unfinished_merge(text: &str, stop: u32) -> Option<SyntaxFault> {
    let mut first = None;
    let mut parted = false;
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let words = line.trim_end();
        match first {
            None if at > stop as usize => return None,
            _ if line.starts_with("<<<<<<< ") => (first, parted) = (Some((at, number + 1)), false),
            Some(_) if words == "=======" => parted = true,
            Some((start, from)) if parted && line.starts_with(">>>>>>> ") => {
                let message = format!("an unfinished merge: lines {from} to {} hold both sides", number + 1);
                let span = Span::new(start, start + "<<<<<<<".len());
                let help = "keep one side; delete the `<<<<<<<`, `=======`, `>>>>>>>` lines";
                return Some(SyntaxFault::error("unfinished-merge", span, message).help(help));
            }
            _ => {}
        }
        at += line.len();
    }
    None
}

/// Rewords the parser's complaint where the text shows one of the usual mistakes.
#[expect(clippy::arithmetic_side_effects, reason = "offsets in one text")]
pub(super) fn not_yaml(text: &str, span: Span, complaint: &str) -> SyntaxFault {
    let at = span.start as usize;
    let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[line_start..].lines().next().unwrap_or("");
    let indent = line.split(|c: char| !c.is_whitespace()).next().unwrap_or("");
    if indent.contains('\t') {
        return SyntaxFault::error("not-yaml", span, "a tab is used to indent this line")
            .help("indent with spaces: YAML does not allow tabs there");
    }
    let rest = &text[at..];
    if let Some(name) = rest.strip_prefix('@') {
        let name: String = name.chars().take_while(|c| c.is_alphanumeric() || "-_".contains(*c)).collect();
        return SyntaxFault::error("not-yaml", span, "no value begins with `@`")
            .help(format!("write only the id: `{}`", name.to_lowercase()));
    }
    if rest.starts_with('`') {
        return SyntaxFault::error("not-yaml", span, "no value begins with a backtick")
            .help("delete it, or put the value in quotes");
    }
    if rest.starts_with('%') {
        return SyntaxFault::error("not-yaml", span, "no key begins with `%`")
            .help("write `progress: 40%`, with `%` after the number");
    }
    let line = line.split(" #").next().unwrap_or(line);
    let above = text[..line_start].lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("");
    let column = |line: &str| line.len() - line.trim_start().len();
    let fault = SyntaxFault::error("not-yaml", span, format!("this is not YAML: {complaint}"));
    if line.matches(": ").count() > 1 && !line.contains('{') {
        fault.help("a value that contains `: ` needs quotes around it")
    } else if line.trim_start().starts_with("- ") {
        fault.help("start every `-` of a list in the same column")
    } else if complaint.contains("mapping values") && column(line) > column(above) && above.contains(": ") {
        fault.help("this line is indented too far: start it in the same column as the line above")
    } else if complaint.contains("key") || complaint.contains("indent") {
        fault.help("look at the indentation of this line and the one above: keys that belong together start in the same column")
    } else {
        fault
    }
}
