//! A picture as shapes with a place: boxes, lines, marks, and texts with measured widths. Laid out
//! once from a chart; who draws it only draws.
//!
//! Places are whole numbers in the units of the target: tenths of a pixel, or eighths of a column
//! and lines.

mod axis;
pub mod diagram;
pub mod font;
pub mod gantt;
mod legend;

use crate::view::{Cell, Tone, Words};
use unicode_segmentation::UnicodeSegmentation;

/// A picture.
#[derive(Debug, Clone)]
pub struct Scene {
    pub width: i32,
    pub height: i32,
    /// From back to front.
    pub items: Vec<Item>,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    pub x: i32,
    pub y: i32,
    pub width: i32,
    pub height: i32,
}

impl Area {
    /// Returns the first place behind its right side.
    pub fn end(&self) -> i32 {
        self.x + self.width
    }
}

/// A part of a picture.
#[derive(Debug, Clone)]
pub enum Item {
    Box(Area, Fill),
    /// A line through points, each straight below or beside the one before.
    Line(Vec<(i32, i32)>, Stroke),
    /// A sign with its middle at a point.
    Mark(i32, i32, Sign),
    Text(Area, Words, Voice),
    /// Parts, and what they are in words, for who points at them or has them read aloud.
    Told(Words, Vec<Item>),
}

/// What a box means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fill {
    /// Days off for everybody.
    Off,
    /// Days of a freeze.
    Frozen,
    /// What is left of a bar.
    Left,
    /// The same, critical.
    LeftCritical,
    Done,
    /// The thin bar beneath.
    Baseline,
    /// A frame for text.
    Frame,
    /// The same, on a critical path.
    FrameCritical,
}

/// What a line means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stroke {
    /// Where a month or year begins.
    Tick,
    /// Between lanes.
    Rule,
    Today,
    /// A dependency; an arrow.
    Link,
    /// The same, on a critical path.
    LinkCritical,
}

/// A sign for a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// The forecast, or the actual finish.
    Forecast,
    Promise,
    First,
    /// The forecast and the promise at once.
    Both,
    /// The end is open: it may be later.
    Open,
}

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// Above the picture.
    Heading,
    Lane,
    Label,
    Note(Tone),
    /// Along the axis, and beside the signs that are explained.
    Small,
    /// The name of the line of today.
    Today,
}

/// How a target measures and shows texts, and the sizes that a picture has there.
pub struct Metrics<'m> {
    /// Returns the width of a text.
    pub text: &'m dyn Fn(&str, Voice) -> i32,
    /// Returns a text as it is shown.
    pub shown: &'m dyn Fn(&Words) -> String,
    /// What a text that is cut ends in.
    pub ellipsis: &'m str,
    /// The width of the picture; `None` where it may be as wide as it likes.
    pub width: Option<i32>,
    /// The width of the days, where the picture may be as wide as it likes.
    pub days: i32,
    /// The least width of the days at which a picture can be read.
    pub least: i32,
    /// Around the picture.
    pub margin: i32,
    /// Between two texts, and between a mark and a text.
    pub gap: i32,
    /// The height of a line of text.
    pub line: i32,
    /// The height of a row.
    pub row: i32,
    /// The height of a bar.
    pub bar: i32,
    /// From the top of a row to the bar beneath, its height, and how much taller that makes a row.
    pub baseline: (i32, i32, i32),
    /// From the middle of a mark to its side.
    pub mark: i32,
    /// The most that a label takes, which is then the name; ids are never cut.
    pub label: Option<i32>,
    /// The width of a sample of a bar in the legend.
    pub sample: i32,
    /// The height of the title of a lane.
    pub lane: i32,
    /// Between a tick and its name.
    pub tick: i32,
    /// How far apart two marks must be to be told apart.
    pub cell: i32,
    /// Whether notes stand beside their bars; else they have a column at the right.
    pub is_beside: bool,
}

impl Metrics<'_> {
    /// Returns the width of a text.
    fn wide(&self, text: &str, voice: Voice) -> i32 {
        (self.text)(text, voice)
    }

    /// Returns a text that is at most so wide, cut between characters, with its width. `None` if
    /// not even the beginning fits.
    fn fitted(&self, words: &Words, voice: Voice, most: i32) -> Option<(Words, i32)> {
        let text = (self.shown)(words);
        let width = self.wide(&text, voice);
        if width <= most {
            return Some((words.clone(), width));
        }
        let mut used = self.wide(self.ellipsis, voice);
        let mut end = 0;
        for (at, grapheme) in text.grapheme_indices(true) {
            used += self.wide(grapheme, voice);
            if used > most {
                break;
            }
            end = at + grapheme.len();
        }
        let kept = text[..end].trim_end();
        let cut = format!("{kept}{}", self.ellipsis);
        let width = self.wide(&cut, voice);
        (!kept.is_empty() && width <= most).then(|| (cut.into(), width))
    }
}

/// Returns lines of text at the top of a picture, and where they end. In a picture, the parts of a
/// line are told apart by no color.
fn headings(lines: &[&[Cell]], metrics: &Metrics<'_>, width: i32) -> (Vec<Item>, i32) {
    let (mut items, mut y) = (Vec::new(), metrics.margin);
    for cells in lines {
        let text: String = cells.iter().map(|cell| (metrics.shown)(&cell.words)).collect();
        let fitted = metrics.fitted(&text.into(), Voice::Heading, width - metrics.margin * 2);
        items.extend(fitted.map(|(words, width)| {
            Item::Text(Area { x: metrics.margin, y, width, height: metrics.line }, words, Voice::Heading)
        }));
        y += metrics.line + metrics.line / 4;
    }
    (items, y)
}
