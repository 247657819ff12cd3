//! A picture in the cells of a terminal: a column is eight units of the scene, a line is one.
//!
//! A cell shows what is in front. Only the filled part of a bar is drawn to an eighth of a column;
//! everything else covers the whole cells in which its days are.

use super::{Options, columns, final_text, shown, style};
use crate::render::scene::{Area, Fill, Item, Metrics, Scene, Sign, Stroke, Voice, gantt};
use crate::view::{Chart, Tone, Words};
use std::collections::BTreeMap;
use std::io::{self, Write};
use unicode_segmentation::UnicodeSegmentation;

/// The units of a column.
const COLUMN: i32 = 8;
/// How many columns the days take where lines have no end.
const DAYS: i32 = 64;
/// With fewer columns for its days, a picture says less than a table.
const LEAST: i32 = 20;

/// Writes a chart. Returns whether it has room.
pub(super) fn render(chart: &Chart, options: Options, out: &mut dyn Write) -> io::Result<bool> {
    let wide = |text: &str, _: Voice| i32::try_from(columns(text)).unwrap_or(i32::MAX / 16) * COLUMN;
    let shown = |words: &Words| final_text(&shown(words, options));
    let metrics = Metrics {
        text: &wide,
        shown: &shown,
        ellipsis: if options.ascii { "~" } else { "…" },
        width: options.width.map(|width| i32::try_from(width).unwrap_or(i32::MAX / 16) * COLUMN),
        days: DAYS * COLUMN,
        least: LEAST * COLUMN,
        margin: 0,
        gap: 2 * COLUMN,
        line: 1,
        row: 1,
        bar: 1,
        baseline: (1, 1, 1),
        mark: COLUMN / 2,
        label: None,
        sample: COLUMN,
        lane: 2,
        tick: 0,
        cell: COLUMN,
        is_beside: false,
    };
    let Some(scene) = gantt::gantt(chart, &[], &metrics) else { return Ok(false) };
    let mut grid = Grid::new(&scene, options);
    grid.draw(&scene.items);
    grid.write(out)?;
    Ok(true)
}

/// There may be millions of them.
#[derive(Debug, Clone, Copy)]
struct Cell {
    sign: char,
    tone: Tone,
}

/// Behind a wide character.
const BEHIND: char = '\0';

struct Grid {
    lines: Vec<Vec<Cell>>,
    /// What stands in a cell in addition to its first character, by line and column.
    marks: BTreeMap<(usize, usize), String>,
    options: Options,
}

impl Grid {
    fn new(scene: &Scene, options: Options) -> Self {
        let blank = Cell { sign: ' ', tone: Tone::Plain };
        let line = vec![blank; (scene.width / COLUMN) as usize];
        Self { lines: vec![line; scene.height as usize], marks: BTreeMap::new(), options }
    }

    fn draw(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Box(area, fill) => self.fill(*area, *fill),
                Item::Line(points, Stroke::Today) => self.today(points),
                Item::Line(points, Stroke::Link | Stroke::LinkCritical) => self.link(points),
                // Lines of ticks and between lanes would hide more than they show.
                Item::Line(..) => {}
                Item::Mark(x, y, sign) => self.put(x.div_euclid(COLUMN), *y, self.sign(*sign)),
                Item::Text(area, words, voice) => self.text(*area, words, voice.tone()),
                Item::Told(_, items) => self.draw(items),
            }
        }
    }

    fn put(&mut self, column: i32, line: i32, (sign, tone): (char, Tone)) {
        let cells = usize::try_from(line).ok().and_then(|line| self.lines.get_mut(line));
        let cell = usize::try_from(column).ok().and_then(|column| cells?.get_mut(column));
        if let Some(cell) = cell {
            *cell = Cell { sign, tone };
        }
    }

    fn fill(&mut self, area: Area, fill: Fill) {
        let sign = self.box_sign(fill);
        let (from, to) = (area.x.div_euclid(COLUMN), area.end().div_euclid(COLUMN));
        let eighths = area.end().rem_euclid(COLUMN);
        for line in area.y..area.y + area.height {
            for column in from..to {
                self.put(column, line, sign);
            }
            if fill == Fill::Done && !self.options.ascii {
                if let Some(part) = PARTS.get(eighths as usize).filter(|_| eighths > 0) {
                    self.put(to, line, (*part, sign.1));
                }
            } else if eighths > 0 {
                self.put(to, line, sign);
            }
        }
    }

    /// Draws the line of today where nothing else is.
    fn today(&mut self, points: &[(i32, i32)]) {
        let [(x, from), (_, to)] = points else { return };
        let sign = if self.options.ascii { '|' } else { '│' };
        for line in *from..*to {
            self.put_if_free(x.div_euclid(COLUMN), line, sign);
        }
    }

    /// Draws an arrow where nothing else is.
    fn link(&mut self, points: &[(i32, i32)]) {
        let (beside, below) = if self.options.ascii { ('-', '|') } else { ('┈', '┊') };
        for pair in points.windows(2) {
            let [(x, y), (to, end)] = pair else { continue };
            let from = (*x).min(*to).div_euclid(COLUMN);
            let to = ((*x).max(*to) - 1).div_euclid(COLUMN).max(from);
            for line in *y.min(end)..=*y.max(end) {
                for column in from..=to {
                    self.put_if_free(column, line, if y == end { beside } else { below });
                }
            }
        }
    }

    fn put_if_free(&mut self, column: i32, line: i32, sign: char) {
        let at = usize::try_from(line).ok().zip(usize::try_from(column).ok());
        let cell = at.and_then(|(line, column)| self.lines.get(line)?.get(column));
        if cell.is_some_and(|cell| cell.sign == ' ') {
            self.put(column, line, (sign, Tone::Faint));
        }
    }

    fn text(&mut self, area: Area, words: &Words, tone: Tone) {
        let text = final_text(&shown(words, self.options));
        let mut column = area.x.div_euclid(COLUMN);
        let Some(cells) = self.lines.get_mut(area.y as usize) else { return };
        for grapheme in text.graphemes(true) {
            let width = columns(grapheme);
            let at = column as usize;
            if width == 0 || at + width > cells.len() {
                continue;
            }
            let mut signs = grapheme.chars();
            cells[at] = Cell { sign: signs.next().unwrap_or(' '), tone };
            cells[at + 1..at + width].fill(Cell { sign: BEHIND, tone });
            if !signs.as_str().is_empty() {
                self.marks.insert((area.y as usize, at), signs.as_str().to_owned());
            }
            column += width as i32;
        }
    }

    fn box_sign(&self, fill: Fill) -> (char, Tone) {
        let (sign, plain, tone) = match fill {
            Fill::Off => ('·', '.', Tone::Faint),
            Fill::Frozen => ('╱', '/', Tone::Faint),
            Fill::Left => ('░', '-', Tone::Plain),
            Fill::LeftCritical => ('▓', '=', Tone::Bad),
            Fill::Done => ('█', '#', Tone::Plain),
            Fill::Baseline => ('▔', '~', Tone::Faint),
            // In diagrams, of which a terminal shows the table.
            Fill::Frame | Fill::FrameCritical => (' ', ' ', Tone::Plain),
        };
        (if self.options.ascii { plain } else { sign }, tone)
    }

    fn sign(&self, sign: Sign) -> (char, Tone) {
        let (sign, plain) = match sign {
            Sign::Forecast => ('◆', '*'),
            Sign::Promise => ('◇', 'P'),
            Sign::Both => ('◈', '@'),
            Sign::First => ('○', 'o'),
            Sign::Open => ('→', '>'),
        };
        (if self.options.ascii { plain } else { sign }, Tone::Strong)
    }

    fn write(self, out: &mut dyn Write) -> io::Result<()> {
        for (line, cells) in self.lines.iter().enumerate() {
            let end = cells.iter().rposition(|cell| cell.sign != ' ').map_or(0, |last| last + 1);
            let mut column = 0;
            for run in cells[..end].chunk_by(|a, b| a.tone == b.tone) {
                let mut text = String::new();
                for cell in run {
                    if cell.sign != BEHIND {
                        text.push(cell.sign);
                    }
                    text.extend(self.marks.get(&(line, column)).map(String::as_str));
                    column += 1;
                }
                let style = style(run[0].tone, self.options);
                write!(out, "{style}{text}{style:#}")?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

/// A cell that is filled from the left by so many eighths.
const PARTS: [char; 8] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
