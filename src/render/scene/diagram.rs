//! Lays out a diagram: a column for each layer of boxes, a band for each lane, arrows in the gaps
//! between them, so that no arrow crosses a box.
//!
//! An arrow leaves a box at the right, and turns in the gap behind its column. To the next column
//! it goes straight on; farther on, or back, it runs in the gap above the row of the box that it
//! leads to, and comes down in front of it. Arrows that leave one box, or reach one, share their
//! way there.

use super::legend::{self, Signs};
use super::{Area, Fill, Item, Metrics, Scene, Stroke, Voice, headings};
use crate::view::{Arrow, Cell, Diagram, DiagramBox};
use std::collections::{BTreeMap, BTreeSet};

/// Returns a diagram as a scene, below some lines of text.
pub fn diagram(diagram: &Diagram, heading: &[&[Cell]], metrics: &Metrics<'_>) -> Scene {
    let rows = rows(diagram);
    let ways: Vec<Way> = diagram.arrows.iter().filter_map(|arrow| Way::of(diagram, &rows, arrow)).collect();
    let across = runs(&ways);
    let places = Places::of(diagram, &rows, &across, metrics, heading.len());
    let upright = turns(&ways, &places, &across);
    let columns = Columns::of(diagram, &upright, metrics);
    let width = columns.end.max(metrics.margin * 2 + metrics.days);
    let mut items = Vec::new();
    let (text, below) = headings(heading, metrics, width);
    for (lane, y) in places.lanes.iter().enumerate() {
        let end = width - metrics.margin;
        items.push(Item::Line(vec![(metrics.margin, *y), (end, *y)], Stroke::Rule));
        let title = diagram.lanes.get(lane).and_then(|title| {
            let (words, width) = metrics.fitted(title, Voice::Lane, end - metrics.margin)?;
            let y = y + metrics.lane - metrics.line;
            Some(Item::Text(Area { x: metrics.margin, y, width, height: metrics.line }, words, Voice::Lane))
        });
        items.extend(title);
    }
    let mut arrows: Vec<(bool, Item)> = Vec::new();
    for way in &ways {
        let stroke = if way.arrow.is_strong { Stroke::LinkCritical } else { Stroke::Link };
        let line = Item::Line(way.points(&places, &columns, &across, &upright, metrics), stroke);
        arrows.push((way.arrow.is_strong, Item::Told(way.arrow.about.clone(), vec![line])));
    }
    // Those that stand out lie in front.
    arrows.sort_by_key(|(is_strong, _)| *is_strong);
    items.extend(arrows.into_iter().map(|(_, arrow)| arrow));
    for (index, one) in diagram.boxes.iter().enumerate() {
        let area = Area {
            x: columns.starts.get(one.layer).copied().unwrap_or(0),
            y: places.boxes.get(index).copied().unwrap_or(0),
            width: columns.width,
            height: box_height(metrics),
        };
        items.push(Item::Told(one.about.clone(), frame(one, area, metrics)));
    }
    items.extend(text);
    for (title, x) in diagram.columns.iter().zip(&columns.starts) {
        let most = columns.width + metrics.gap;
        items.extend(metrics.fitted(title, Voice::Small, most).map(|(words, width)| {
            Item::Text(Area { x: *x, y: below, width, height: metrics.line }, words, Voice::Small)
        }));
    }
    let signs = Signs::of(&items);
    let [frame, strong] = diagram.names;
    let named = [(Fill::Frame, frame), (Fill::FrameCritical, strong)];
    let (legend, height) = legend::legend(&signs, metrics, (places.end + metrics.line, width), &named);
    items.extend(legend);
    Scene { width, height: height + metrics.margin, items }
}

/// Returns a box with its text.
fn frame(one: &DiagramBox, area: Area, metrics: &Metrics<'_>) -> Vec<Item> {
    let fill = if one.is_strong { Fill::FrameCritical } else { Fill::Frame };
    let mut items = vec![Item::Box(area, fill)];
    let most = area.width - metrics.gap * 2;
    let lines = [(&one.id, Voice::Label), (&one.note, Voice::Note(one.tone))];
    for (line, (words, voice)) in (0..).zip(lines) {
        let x = area.x + metrics.gap;
        let y = area.y + metrics.gap / 2 + line * metrics.line;
        if let Some((words, width)) = metrics.fitted(words, voice, most) {
            items.push(Item::Text(Area { x, y, width, height: metrics.line }, words, voice));
        }
    }
    items
}

fn box_height(metrics: &Metrics<'_>) -> i32 {
    metrics.line * 2 + metrics.gap
}

/// A row of boxes: its lane, and its place there.
type Row = (usize, usize);

/// Returns the row of each box. From the first column on, boxes of a lane stand in the order of
/// what they wait for.
fn rows(diagram: &Diagram) -> Vec<Row> {
    let mut rows: Vec<Row> = vec![(0, 0); diagram.boxes.len()];
    let mut cells: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (index, one) in diagram.boxes.iter().enumerate() {
        cells.entry((one.layer, one.lane)).or_default().push(index);
    }
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); diagram.boxes.len()];
    for arrow in &diagram.arrows {
        if let Some(before) = before.get_mut(arrow.to) {
            before.push(arrow.from);
        }
    }
    let height = diagram.boxes.len() + 1;
    for ((layer, lane), mut cell) in cells {
        cell.sort_by_key(|index| {
            let placed = before[*index].iter().filter(|from| diagram.boxes[**from].layer < layer);
            let places: Vec<usize> = placed.map(|from| rows[*from].0 * height + rows[*from].1).collect();
            let mean = places.iter().sum::<usize>() * 1000 / places.len().max(1);
            (if places.is_empty() { lane * height * 1000 } else { mean }, *index)
        });
        for (row, index) in cell.into_iter().enumerate() {
            rows[index] = (lane, row);
        }
    }
    rows
}

/// The way of an arrow. Gaps are counted from the one before the first column on.
struct Way<'d> {
    arrow: &'d Arrow,
    /// The gap behind the box that it leaves.
    out: usize,
    /// The gap in front of the box that it reaches.
    into: usize,
    /// The row above which it runs.
    row: Row,
}

impl<'d> Way<'d> {
    fn of(diagram: &Diagram, rows: &[Row], arrow: &'d Arrow) -> Option<Self> {
        let (from, to) = (diagram.boxes.get(arrow.from)?, diagram.boxes.get(arrow.to)?);
        Some(Self { arrow, out: from.layer + 1, into: to.layer, row: *rows.get(arrow.to)? })
    }

    /// Whether it leads to the next column.
    fn is_short(&self) -> bool {
        self.out == self.into
    }

    fn points(
        &self,
        places: &Places,
        columns: &Columns,
        across: &Tracks<(Row, usize)>,
        upright: &Tracks<(usize, Turn)>,
        metrics: &Metrics<'_>,
    ) -> Vec<(i32, i32)> {
        let middle = |index: usize| places.boxes.get(index).map_or(0, |y| y + box_height(metrics) / 2);
        let (from, to) = (middle(self.arrow.from), middle(self.arrow.to));
        let start = columns.starts.get(self.out.saturating_sub(1)).map_or(0, |x| x + columns.width);
        let end = columns.starts.get(self.into).copied().unwrap_or(0);
        let out = columns.turn(self.out, upright.of(&(self.out, Turn::Out(self.arrow.from))), metrics);
        if self.is_short() {
            return vec![(start, from), (out, from), (out, to), (end, to)];
        }
        let into = columns.turn(self.into, upright.of(&(self.into, Turn::Into(self.arrow.to))), metrics);
        let run = places.run(self.row, across.of(&(self.row, self.arrow.to)), metrics);
        vec![(start, from), (out, from), (out, run), (into, run), (into, to), (end, to)]
    }
}

/// A turn in a gap: behind a box, or in front of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Out(usize),
    Into(usize),
}

/// Lines beside each other: each has the first track that is free from its beginning to its end.
struct Tracks<K>(BTreeMap<K, usize>);

impl<K: Ord + Copy> Tracks<K> {
    /// Gives each line of a group a track, by where it begins.
    fn new<G: Ord + Copy>(lines: BTreeMap<K, (i32, i32)>, group: impl Fn(&K) -> G) -> Self {
        let mut groups: BTreeMap<G, Vec<(i32, i32, K)>> = BTreeMap::new();
        for (key, (from, to)) in lines {
            groups.entry(group(&key)).or_default().push((from, to, key));
        }
        let mut tracks = BTreeMap::new();
        for mut lines in groups.into_values() {
            lines.sort();
            // Where the last line on each track ends.
            let mut ends: Vec<i32> = Vec::new();
            for (from, to, key) in lines {
                let track = ends.iter().position(|end| *end < from).unwrap_or(ends.len());
                match ends.get_mut(track) {
                    Some(end) => *end = to,
                    None => ends.push(to),
                }
                tracks.insert(key, track);
            }
        }
        Self(tracks)
    }

    fn of(&self, key: &K) -> i32 {
        self.0.get(key).map_or(0, |track| i32::try_from(*track).unwrap_or(i32::MAX / 2))
    }

    /// Returns how many tracks a part of the lines has.
    fn count(&self, is_of: impl Fn(&K) -> bool) -> i32 {
        let most = self.0.iter().filter(|(key, _)| is_of(key)).map(|(_, track)| track + 1).max();
        i32::try_from(most.unwrap_or(0)).unwrap_or(i32::MAX / 2)
    }
}

fn reach<K: Ord>(lines: &mut BTreeMap<K, (i32, i32)>, key: K, (one, other): (i32, i32)) {
    let (from, to) = (one.min(other), one.max(other));
    let line = lines.entry(key).or_insert((from, to));
    *line = (line.0.min(from), line.1.max(to));
}

/// Returns the tracks of what runs above rows, by the row and the box that it leads to.
fn runs(ways: &[Way<'_>]) -> Tracks<(Row, usize)> {
    let mut lines = BTreeMap::new();
    for way in ways.iter().filter(|way| !way.is_short()) {
        let gap = |gap: usize| i32::try_from(gap).unwrap_or(i32::MAX / 2);
        reach(&mut lines, (way.row, way.arrow.to), (gap(way.out), gap(way.into)));
    }
    Tracks::new(lines, |(row, _)| *row)
}

/// Returns the tracks of what turns in gaps, by the gap and the turn.
fn turns(ways: &[Way<'_>], places: &Places, across: &Tracks<(Row, usize)>) -> Tracks<(usize, Turn)> {
    let mut lines = BTreeMap::new();
    let top = |index: usize| places.boxes.get(index).copied().unwrap_or(0);
    for way in ways {
        let out = (way.out, Turn::Out(way.arrow.from));
        if way.is_short() {
            reach(&mut lines, out, (top(way.arrow.from), top(way.arrow.to)));
            continue;
        }
        let run = places.corridors.get(&way.row).copied().unwrap_or(0) + across.of(&(way.row, way.arrow.to));
        reach(&mut lines, out, (top(way.arrow.from), run));
        reach(&mut lines, (way.into, Turn::Into(way.arrow.to)), (run, top(way.arrow.to)));
    }
    Tracks::new(lines, |(gap, _)| *gap)
}

/// What is where from top to bottom.
struct Places {
    /// Where each lane begins.
    lanes: Vec<i32>,
    /// Where the gap above each row begins.
    corridors: BTreeMap<Row, i32>,
    /// Where each box begins.
    boxes: Vec<i32>,
    /// Where the last lane ends.
    end: i32,
}

impl Places {
    fn of(
        diagram: &Diagram,
        rows: &[Row],
        across: &Tracks<(Row, usize)>,
        metrics: &Metrics<'_>,
        heading: usize,
    ) -> Self {
        let all: BTreeSet<Row> = rows.iter().copied().collect();
        let mut y = metrics.margin + i32::try_from(heading).unwrap_or(0) * (metrics.line + metrics.line / 4);
        if !diagram.columns.is_empty() {
            y += metrics.line;
        }
        let (mut lanes, mut corridors, mut tops) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        for lane in 0..diagram.lanes.len().max(1) {
            lanes.push(y);
            y += metrics.lane;
            for row in all.iter().filter(|row| row.0 == lane) {
                corridors.insert(*row, y);
                y += metrics.gap + across.count(|(other, _)| other == row) * metrics.tick;
                tops.insert(*row, y);
                y += box_height(metrics);
            }
            y += metrics.gap;
        }
        let boxes = rows.iter().map(|row| tops.get(row).copied().unwrap_or(y)).collect();
        Self { lanes, corridors, boxes, end: y }
    }

    /// Returns where a track above a row runs.
    fn run(&self, row: Row, track: i32, metrics: &Metrics<'_>) -> i32 {
        self.corridors.get(&row).copied().unwrap_or(0) + metrics.gap / 2 + track * metrics.tick
    }
}

/// What is where from left to right.
struct Columns {
    /// Where each column begins.
    starts: Vec<i32>,
    /// The width of a box.
    width: i32,
    /// Where the picture ends.
    end: i32,
}

impl Columns {
    fn of(diagram: &Diagram, upright: &Tracks<(usize, Turn)>, metrics: &Metrics<'_>) -> Self {
        let wide = |words, voice| metrics.wide(&(metrics.shown)(words), voice);
        let text = diagram
            .boxes
            .iter()
            .map(|one| wide(&one.id, Voice::Label).max(wide(&one.note, Voice::Note(one.tone))));
        let most = metrics.label.unwrap_or(i32::MAX / 2);
        let titles = diagram.columns.iter().map(|title| wide(title, Voice::Small));
        let width = text.chain(titles).max().unwrap_or(0).min(most) + metrics.gap * 2;
        let layers = diagram.boxes.iter().map(|one| one.layer + 1).max().unwrap_or(0);
        let layers = layers.max(diagram.columns.len());
        let gap = |gap: usize| match upright.count(|(other, _)| *other == gap) {
            0 if gap == 0 => 0,
            tracks => metrics.gap * 3 + tracks * metrics.tick,
        };
        let (mut starts, mut x) = (Vec::new(), metrics.margin);
        for layer in 0..layers {
            x += gap(layer);
            starts.push(x);
            x += width;
        }
        let last = upright.count(|(other, _)| *other == layers);
        let end = x + if last > 0 { gap(layers) } else { 0 } + metrics.margin;
        Self { starts, width, end }
    }

    /// Returns where a track in a gap runs: behind the column before it.
    fn turn(&self, gap: usize, track: i32, metrics: &Metrics<'_>) -> i32 {
        let before = match gap.checked_sub(1) {
            Some(column) => self.starts.get(column).map_or(0, |x| x + self.width),
            None => metrics.margin,
        };
        before + metrics.gap + track * metrics.tick
    }
}
