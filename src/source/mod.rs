//! Source text and places in it.
//!
//! A [`SourceFile`] is a path and its text; it does not know whether the text came from disk, a git
//! revision or a test. A [`Span`] is a range of bytes. Only [`SourceFile::position`] converts it to
//! lines and columns.

mod line_index;

use line_index::LineIndex;
use std::sync::OnceLock;

/// Identifies a file of a run: its index in the run's [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in one file, `start` inclusive, `end` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Span {
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Returns the span of `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: narrow(start), end: narrow(end) }
    }

    /// Returns the part that starts `from` bytes in and is `length` bytes long, clipped to this
    /// span.
    pub fn part(self, from: usize, length: usize) -> Self {
        let start = (self.start as usize).saturating_add(from).min(self.end as usize);
        Self::new(start, start.saturating_add(length).min(self.end as usize))
    }
}

/// A place in one of the files of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub file: FileId,
    /// The bytes in that file.
    pub span: Span,
}

/// A 1-based line and column, the column counted in Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The reason, on one line.
    pub reason: String,
    /// What to do about it, if that is known.
    pub help: Option<String>,
}

impl Unread {
    /// Returns a reason with what to do about it.
    pub fn new(reason: impl Into<String>, help: impl Into<String>) -> Self {
        Self { reason: reason.into(), help: Some(help.into()) }
    }
}

impl<R: Into<String>> From<R> for Unread {
    fn from(reason: R) -> Self {
        Self { reason: reason.into(), help: None }
    }
}

/// A file's text, and its path as a person would write it.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path, with `/` as separator.
    pub path: String,
    pub text: String,
    /// Why the file could not be read; `text` is then empty.
    pub unreadable: Option<Unread>,
    /// What identifies the bytes of the text, where it was read from a place that has such names.
    pub id: Option<String>,
    /// Made when the first position is asked for: most reports show none of most files.
    lines: OnceLock<LineIndex>,
}

impl SourceFile {
    /// Returns a file with this path and text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let (path, text) = (path.into(), text.into());
        Self { path, text, unreadable: None, id: None, lines: OnceLock::new() }
    }

    /// Returns a file that exists but could not be read.
    pub fn unreadable(path: impl Into<String>, why: impl Into<Unread>) -> Self {
        Self { unreadable: Some(why.into()), ..Self::new(path, "") }
    }

    /// Returns the file with what identifies its bytes; one that could not be read has nothing to
    /// identify.
    #[must_use]
    pub fn with_id(mut self, id: Option<String>) -> Self {
        self.id = id.filter(|_| self.unreadable.is_none());
        self
    }

    /// Returns the line and column of a byte offset; offsets past the end give the position of the
    /// end.
    pub fn position(&self, offset: u32) -> Position {
        self.lines().position(&self.text, offset as usize)
    }

    /// Returns the bytes of line `line` (from 1), without its line break.
    pub fn line_span(&self, line: usize) -> Span {
        self.lines().line_span(&self.text, line)
    }

    fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// Returns the text at `span`, or an empty string if the span is out of range or splits a
    /// character.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }
}

/// The files of a run, indexed by [`FileId`].
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Sorts the files by path, so that no report depends on the order in which the disk lists
    /// them.
    pub fn new(mut files: Vec<SourceFile>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files }
    }

    /// Returns the file with this id.
    ///
    /// # Panics
    /// Never for an id that came from these sources.
    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Appends a file after all others, whatever its path, and returns its id.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        self.files.push(file);
        FileId(self.files.len() as u32 - 1)
    }

    /// Iterates over the files with their ids: first in path order, then those that were added
    /// later.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(index as u32), file))
    }

    /// Returns the path, and the position of the first byte of a place.
    pub fn locate(&self, place: Place) -> (&str, Position) {
        let file = self.get(place.file);
        (&file.path, file.position(place.span.start))
    }
}
