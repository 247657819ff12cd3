//! The parts that every report is made of, independent of format.

use super::chart::Chart;
use super::diagram::Diagram;
use super::words::{Tone, Words};

/// One field of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    pub words: Words,
    /// The meaning of the text.
    pub tone: Tone,
}

impl<T: Into<Words>> From<T> for Cell {
    fn from(words: T) -> Self {
        Self { words: words.into(), tone: Tone::Plain }
    }
}

impl Cell {
    /// Returns a cell with a tone.
    pub fn toned(words: impl Into<Words>, tone: Tone) -> Self {
        Self { words: words.into(), tone }
    }
}

/// How a column behaves if the table is too wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// Never cut: ids, dates and numbers.
    Keep,
    /// Truncated with `…`.
    Cut,
    /// Wrapped into lines.
    Wrap,
}

/// One column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its title.
    pub title: &'static str,
    /// What happens if the table is too wide.
    pub fit: Fit,
    /// Whether it is right-aligned, as numbers are.
    pub right: bool,
    /// The order in which columns are dropped: 1 goes first, 0 never.
    pub drop: u8,
}

impl Column {
    /// Returns a column that is never truncated or dropped.
    pub const fn keep(title: &'static str) -> Self {
        Self { title, fit: Fit::Keep, right: false, drop: 0 }
    }

    /// Returns a column of text that may be truncated.
    pub const fn cut(title: &'static str) -> Self {
        Self { fit: Fit::Cut, ..Self::keep(title) }
    }

    /// Returns a column of text that may be wrapped.
    pub const fn wrap(title: &'static str) -> Self {
        Self { fit: Fit::Wrap, ..Self::keep(title) }
    }

    /// Returns a right-aligned column of numbers or dates.
    pub const fn number(title: &'static str) -> Self {
        Self { right: true, ..Self::keep(title) }
    }

    /// Sets the order in which the column is dropped.
    #[must_use]
    pub const fn drop(self, order: u8) -> Self {
        Self { drop: order, ..self }
    }
}

/// A part of a report.
#[derive(Debug, Clone)]
pub enum Block {
    /// A line of text, wrapped if it is too long.
    Line(Vec<Cell>),
    /// A heading for what follows.
    Heading(Words),
    Table {
        columns: Vec<Column>,
        /// The rows; each has a cell per column.
        rows: Vec<Vec<Cell>>,
        /// The indentation, in characters.
        indent: usize,
        /// Whether a terminal shows the titles; Markdown always does.
        titled: bool,
    },
    /// Lines of a file, never wrapped or joined.
    Listing(Words),
    Gap,
    /// A hidden name by which a script that posts the report finds it again.
    Marker(Words),
    /// Details under a summary line. A document may show only the summary until it is expanded, and
    /// leaves the details out if the whole would be too long.
    Fold {
        summary: Words,
        blocks: Vec<Block>,
        /// Whether a terminal shows the summary alone.
        is_shut: bool,
    },
    /// What has room on so many lines: the first of these versions that takes no more, else the
    /// last. Where lines have no end, as in a document, it is the first.
    Page {
        lines: usize,
        versions: Vec<Vec<Block>>,
    },
    /// A diagram, for formats that can show one.
    Flow {
        diagram: Box<Diagram>,
        /// What is shown in its place; empty where the report says the same in words anyway.
        table: Vec<Block>,
    },
    /// A picture, and what is shown in its place where it has no room.
    Chart {
        chart: Box<Chart>,
        table: Vec<Block>,
    },
    /// A document with a layout of its own, for the formats that have one; others do not show it.
    Sheet(Box<Sheet>),
}

/// A document with a layout of its own: a page for each part, with facts, tables and a picture.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub title: Words,
    /// What it is about, in a line.
    pub about: Words,
    /// The pages in a table, if there are several: the first cell of each row is the page's title.
    pub overview: Option<Listed>,
    pub pages: Vec<Page>,
    /// Where it comes from, at its foot.
    pub foot: Vec<Words>,
}

/// A page of a sheet.
#[derive(Debug, Clone)]
pub struct Page {
    /// What stands small above the title.
    pub above: Words,
    pub title: Words,
    /// How it stands, and what that was.
    pub state: Vec<Cell>,
    /// Numbers that stand out.
    pub facts: Vec<Fact>,
    /// Sentences with a label each.
    pub said: Vec<(&'static str, Words)>,
    pub lists: Vec<Listed>,
    pub picture: Option<Picture>,
}

/// A value with its label and what belongs to it.
#[derive(Debug, Clone)]
pub struct Fact {
    pub label: &'static str,
    pub value: Cell,
    pub note: Words,
    /// Where it is in the files.
    pub source: Option<Words>,
}

/// A table with a title.
#[derive(Debug, Clone)]
pub struct Listed {
    pub title: &'static str,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// What it leaves out.
    pub more: Option<Words>,
}

/// A picture with the same in words.
#[derive(Debug, Clone)]
pub struct Picture {
    pub title: &'static str,
    pub chart: Box<Chart>,
    /// The same as a table, for who cannot see it.
    pub table: Vec<Block>,
    /// What it leaves out.
    pub more: Option<Words>,
}

/// The output of a command for people.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Its parts, in order.
    pub blocks: Vec<Block>,
    /// The largest size of a Markdown document, in characters and in UTF-16 units.
    pub at_most: Option<usize>,
}

impl Report {
    pub fn line(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.blocks.push(Block::Line(cells.into_iter().collect()));
    }

    pub fn heading(&mut self, words: impl Into<Words>) {
        self.blocks.push(Block::Heading(words.into()));
    }

    /// Puts another report before this one, but after this one's marker.
    pub fn put_on_top(&mut self, other: Self) {
        let at = self.blocks.iter().take_while(|block| matches!(block, Block::Marker(_))).count();
        self.blocks.splice(at..at, other.blocks);
    }

    /// Adds an empty line, unless one was just added.
    pub fn gap(&mut self) {
        if !matches!(self.blocks.last(), None | Some(Block::Gap)) {
            self.blocks.push(Block::Gap);
        }
    }

    /// Adds details, unless there are none.
    pub fn fold(&mut self, summary: impl Into<Words>, details: Self, is_shut: bool) {
        if !details.blocks.is_empty() {
            self.blocks.push(Block::Fold { summary: summary.into(), blocks: details.blocks, is_shut });
        }
    }

    /// Adds a table, unless it has no rows.
    pub fn table(&mut self, indent: usize, columns: Vec<Column>, rows: Vec<Vec<Cell>>) {
        if !rows.is_empty() {
            self.blocks.push(Block::Table { columns, rows, indent, titled: true });
        }
    }

    /// Adds a table without titles, unless it has no rows.
    pub fn list(&mut self, indent: usize, columns: Vec<Column>, rows: Vec<Vec<Cell>>) {
        if !rows.is_empty() {
            self.blocks.push(Block::Table { columns, rows, indent, titled: false });
        }
    }
}
