//! The neutral parts that every report is made of.

/// Text that may hold what somebody wrote in a plan.
///
/// It has no `Display`: only a renderer's escaping function may look inside, so that nothing reaches a
/// terminal or a document as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words(Box<str>);

impl Words {
    /// Returns the text as it was written. For escaping functions only; `tests/tidy.rs` holds that.
    pub(crate) fn unescaped(&self) -> &str {
        &self.0
    }
}

impl<T: Into<String>> From<T> for Words {
    fn from(text: T) -> Self {
        Self(text.into().into_boxed_str())
    }
}

/// What a piece of text stands for; a terminal may colour it, and never says anything by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Plain,
    /// As promised.
    Good,
    /// In doubt.
    Doubtful,
    /// Missed or to be missed.
    Bad,
    Strong,
    Faint,
    /// To be typed or compared as it is: a command, a hash.
    Code,
}

/// One field of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    pub words: Words,
    /// What it stands for.
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

/// How a column behaves where there is too little room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// Never cut: ids, dates and numbers.
    Keep,
    /// Cut with `…`.
    Cut,
    /// Broken into lines.
    Wrap,
}

/// One column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// What stands in it.
    pub title: &'static str,
    /// What happens where there is too little room.
    pub fit: Fit,
    /// Whether it is set to the right: numbers.
    pub right: bool,
    /// In which order columns are left out: 1 goes first, 0 never.
    pub drop: u8,
}

impl Column {
    /// Returns a column that is never cut nor left out.
    pub const fn keep(title: &'static str) -> Self {
        Self { title, fit: Fit::Keep, right: false, drop: 0 }
    }

    /// Returns a column of text that is cut.
    pub const fn cut(title: &'static str) -> Self {
        Self { fit: Fit::Cut, ..Self::keep(title) }
    }

    /// Returns a column of text that is broken into lines.
    pub const fn wrap(title: &'static str) -> Self {
        Self { fit: Fit::Wrap, ..Self::keep(title) }
    }

    /// Returns a column of numbers.
    pub const fn number(title: &'static str) -> Self {
        Self { right: true, ..Self::keep(title) }
    }

    /// Says when it is left out.
    #[must_use]
    pub const fn drop(self, order: u8) -> Self {
        Self { drop: order, ..self }
    }
}

/// A part of a report.
#[derive(Debug, Clone)]
pub enum Block {
    /// A line of text, broken where it is too long.
    Line(Vec<Cell>),
    /// A heading for what follows.
    Heading(Words),
    Table {
        columns: Vec<Column>,
        /// The rows; each has a cell per column.
        rows: Vec<Vec<Cell>>,
        /// By how many characters it is set in.
        indent: usize,
        /// Whether its titles are shown where it can go without them.
        titled: bool,
    },
    /// A text of several lines as it is in a file: none of them is broken or joined.
    Listing(Words),
    Gap,
    /// A name by which who posts this finds it again. Nothing of it is shown.
    Marker(Words),
    /// Details under a line that says what they are. A document may show that line alone until it is asked,
    /// and leaves them out where the whole would be too long.
    Fold {
        summary: Words,
        blocks: Vec<Block>,
    },
    /// A picture of what leads to what, where pictures can be shown; the same stands in words elsewhere.
    Flow {
        /// What is in it.
        nodes: Vec<Cell>,
        /// From which node to which an arrow leads, by their places.
        links: Vec<(usize, usize)>,
    },
}

/// What a command shows to people.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Its parts, in order.
    pub blocks: Vec<Block>,
    /// How many characters a document may have: what takes it has no room for more.
    pub at_most: Option<usize>,
}

impl Report {
    pub fn line(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.blocks.push(Block::Line(cells.into_iter().collect()));
    }

    pub fn heading(&mut self, words: impl Into<Words>) {
        self.blocks.push(Block::Heading(words.into()));
    }

    /// Puts another report before this one, behind the mark by which this one is found.
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
    pub fn fold(&mut self, summary: impl Into<Words>, details: Self) {
        if !details.blocks.is_empty() {
            self.blocks.push(Block::Fold { summary: summary.into(), blocks: details.blocks });
        }
    }

    /// Adds a table, unless it has no rows.
    pub fn table(&mut self, indent: usize, columns: Vec<Column>, rows: Vec<Vec<Cell>>) {
        if !rows.is_empty() {
            self.blocks.push(Block::Table { columns, rows, indent, titled: true });
        }
    }

    /// Adds a table that speaks for itself, unless it has no rows.
    pub fn list(&mut self, indent: usize, columns: Vec<Column>, rows: Vec<Vec<Cell>>) {
        if !rows.is_empty() {
            self.blocks.push(Block::Table { columns, rows, indent, titled: false });
        }
    }
}
