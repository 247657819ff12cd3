//! Lays out a Gantt picture: an axis of days, then a row for each bar, then what the signs mean.

use super::axis::{Tick, axis};
use super::legend::{self, Signs};
use super::{Area, Fill, Item, Metrics, Scene, Sign, Stroke, Voice, headings};
use crate::time::Day;
use crate::view::{Bar, Cell, Chart, Tone, Words};
use std::collections::BTreeMap;

/// Returns a chart as a scene, below some lines of text. `None` where it has no room to be read.
pub fn gantt(chart: &Chart, heading: &[&[Cell]], metrics: &Metrics<'_>) -> Option<Scene> {
    let columns = Columns::of(chart, metrics)?;
    let mut layout =
        Layout { chart, metrics, columns, back: Vec::new(), front: Vec::new(), y: metrics.margin };
    let (text, below) = headings(heading, metrics, layout.columns.width);
    (layout.front, layout.y) = (text, below);
    let (top, today, ticks) = layout.axis();
    let ends = layout.lanes();
    let bottom = layout.y;
    layout.upright((top, today), bottom, &ticks);
    layout.links(&ends);
    let signs = Signs::of(layout.back.iter().chain(&layout.front));
    layout.y += metrics.line;
    let (legend, height) =
        legend::legend(&signs, metrics, (layout.y, layout.columns.width), &[(Fill::Left, chart.open)]);
    layout.front.extend(legend);
    let mut items = layout.back;
    items.append(&mut layout.front);
    Some(Scene { width: layout.columns.width, height: height + metrics.margin, items })
}

/// What is across: labels, days, notes.
struct Columns {
    width: i32,
    /// The most that a label takes.
    label: i32,
    /// Where the days begin and end.
    days: (i32, i32),
    /// Where notes begin, if they have a column.
    notes: Option<i32>,
}

impl Columns {
    fn of(chart: &Chart, metrics: &Metrics<'_>) -> Option<Self> {
        let shown = |words: &Words, voice| metrics.wide(&(metrics.shown)(words), voice);
        let label = |bar: &Bar| match metrics.label {
            Some(most) => shown(&bar.name, Voice::Label).min(most),
            None => shown(&bar.id, Voice::Label),
        };
        let label = chart.bars().map(label).max().unwrap_or(0);
        let note = chart.bars().map(|bar| shown(&bar.note, Voice::Note(bar.tone))).max().unwrap_or(0);
        let from = metrics.margin + label + metrics.gap;
        let beside = if metrics.is_beside { note.min(metrics.least / 2) } else { note };
        let right = beside + metrics.gap;
        let Some(width) = metrics.width else {
            let to = from + metrics.days;
            let (width, notes) = (to + right + metrics.margin, Some(to + metrics.gap));
            return Some(Self { width, label, days: (from, to), notes });
        };
        let to = width - metrics.margin - right;
        if to - from >= metrics.least {
            let notes = (!metrics.is_beside).then_some(to + metrics.gap);
            return Some(Self { width, label, days: (from, to), notes });
        }
        let to = width - metrics.margin;
        (to - from >= metrics.least).then_some(Self { width, label, days: (from, to), notes: None })
    }
}

/// Where a bar begins and ends, and its middle from top to bottom; `None` if that is not drawn.
struct Ends {
    from: Option<i32>,
    to: Option<i32>,
    middle: i32,
}

struct Layout<'a> {
    chart: &'a Chart,
    metrics: &'a Metrics<'a>,
    columns: Columns,
    /// What is behind everything: days off, freezes, lines.
    back: Vec<Item>,
    front: Vec<Item>,
    /// Where the next line begins.
    y: i32,
}

impl Layout<'_> {
    /// Returns where a day begins.
    fn x(&self, day: Day) -> i32 {
        let (from, to) = self.columns.days;
        let days = i64::from(self.chart.to.since(self.chart.from)) + 1;
        let ahead = i64::from(day.since(self.chart.from)).clamp(0, days);
        from + (ahead * i64::from(to - from) / days) as i32
    }

    /// Returns the middle of a day; `None` if it is not drawn.
    fn middle(&self, day: Day) -> Option<i32> {
        let is_drawn = self.chart.from <= day && day <= self.chart.to;
        is_drawn.then(|| i32::midpoint(self.x(day), self.x(day.plus(1))))
    }

    /// Returns where some days begin and how wide they are; `None` if none of them is drawn.
    fn days(&self, from: Day, to: Day) -> Option<(i32, i32)> {
        let is_drawn = from <= to && from <= self.chart.to && to >= self.chart.from;
        let (x, end) = (self.x(from), self.x(to.plus(1)));
        is_drawn.then(|| (x, (end - x).max(1)))
    }

    fn text(&self, words: &Words, voice: Voice, (x, y): (i32, i32), most: i32) -> Option<Item> {
        let (words, width) = self.metrics.fitted(words, voice, most)?;
        Some(Item::Text(Area { x, y, width, height: self.metrics.line }, words, voice))
    }

    /// Adds the axis. Returns where the lines of ticks and of today begin, and the days of the
    /// ticks.
    fn axis(&mut self) -> (i32, i32, Vec<Day>) {
        let (begin, end) = self.columns.days;
        let days = i64::from(self.chart.to.since(self.chart.from)) + 1;
        let metrics = self.metrics;
        let axis = axis(
            (self.chart.from, self.chart.to),
            |name| metrics.wide(name, Voice::Small) + metrics.gap / 2,
            |count| (i64::from(count) * i64::from(end - begin) / days) as i32,
        );
        self.names(&axis.above);
        let top = self.y;
        self.names(&axis.below);
        if let Some(middle) = self.middle(self.chart.today) {
            let width = metrics.wide("today", Voice::Today);
            let x = (middle - width / 2).clamp(begin, (end - width).max(begin));
            self.front.extend(self.text(&"today".into(), Voice::Today, (x, self.y), end - x));
            self.y += metrics.line;
        }
        (top, self.y, axis.below.iter().map(|tick| tick.day).collect())
    }

    /// Adds a line of names; one that has no room is left out. The first may be of the rest of a
    /// month or year, and goes before the next one does.
    fn names(&mut self, ticks: &[Tick]) {
        if ticks.is_empty() {
            return;
        }
        let mut free = 0;
        let next = ticks.get(1).map(|tick| self.x(tick.day));
        for (at, tick) in ticks.iter().enumerate() {
            let x = self.x(tick.day) + self.metrics.tick;
            let width = self.metrics.wide(&tick.name, Voice::Small);
            let is_in_the_way = at == 0 && next.is_some_and(|next| x + width > next);
            if x >= free && !is_in_the_way && x + width <= self.columns.width - self.metrics.margin {
                self.front.extend(self.text(&tick.name.as_str().into(), Voice::Small, (x, self.y), width));
                free = x + width + self.metrics.gap / 2;
            }
        }
        self.y += self.metrics.line;
    }

    /// Adds the lanes with their rows and what is behind these. Returns the ends of every bar.
    fn lanes(&mut self) -> Vec<Ends> {
        let (chart, metrics) = (self.chart, self.metrics);
        let mut ends = Vec::new();
        for lane in &chart.lanes {
            let end = self.columns.width - metrics.margin;
            self.back.push(Item::Line(vec![(metrics.margin, self.y), (end, self.y)], Stroke::Rule));
            let above = metrics.lane - metrics.line;
            if (metrics.shown)(&lane.title).is_empty() {
                self.y += above / 2;
            } else {
                let y = self.y + above;
                let title = self.text(&lane.title, Voice::Lane, (metrics.margin, y), end - metrics.margin);
                self.front.extend(title);
                self.y += metrics.lane;
            }
            let top = self.y;
            // Rows below each other that the same days of a freeze stop have one box.
            let mut frozen: BTreeMap<(Day, Day, usize), (i32, i32)> = BTreeMap::new();
            for bar in &lane.bars {
                let y = self.y;
                ends.push(self.row(bar));
                for key in &bar.frozen {
                    match frozen.get_mut(key) {
                        Some((_, bottom)) if *bottom == y => *bottom = self.y,
                        _ => {
                            let before = frozen.insert(*key, (y, self.y));
                            before.into_iter().for_each(|area| self.freeze(*key, area));
                        }
                    }
                }
            }
            frozen.into_iter().for_each(|(key, area)| self.freeze(key, area));
            for (from, to) in &chart.off {
                if let Some((x, width)) = self.days(*from, *to) {
                    let area = Area { x, y: top, width, height: self.y - top };
                    self.back.push(Item::Box(area, Fill::Off));
                }
            }
        }
        ends
    }

    fn freeze(&mut self, (from, to, freeze): (Day, Day, usize), (top, bottom): (i32, i32)) {
        let (Some((x, width)), Some(name)) = (self.days(from, to), self.chart.freezes.get(freeze)) else {
            return;
        };
        let area = Area { x, y: top, width, height: bottom - top };
        self.back.push(Item::Told(name.clone(), vec![Item::Box(area, Fill::Frozen)]));
    }

    fn row(&mut self, bar: &Bar) -> Ends {
        let metrics = self.metrics;
        let middle = self.y + metrics.row / 2;
        let line = self.y + (metrics.row - metrics.line) / 2;
        let name = if metrics.label.is_some() { &bar.name } else { &bar.id };
        let label = self.text(name, Voice::Label, (metrics.margin, line), self.columns.label);
        let mut items: Vec<Item> = label.into_iter().collect();
        // From the first to the last place that is drawn at.
        let mut drawn: Option<(i32, i32)> = None;
        let mut reach = |from: i32, to: i32| {
            drawn = Some(drawn.map_or((from, to), |(first, last)| (first.min(from), last.max(to))));
        };
        if let Some((x, width)) = bar.baseline.and_then(|(from, to)| self.days(from, to)) {
            let (down, height, _) = metrics.baseline;
            items.push(Item::Box(Area { x, y: self.y + down, width, height }, Fill::Baseline));
            reach(x, x + width);
        }
        let days = bar.days.filter(|_| !bar.is_event);
        let left = if bar.is_critical { Fill::LeftCritical } else { Fill::Left };
        let filled = days.zip(bar.done_to).map(|((from, to), done)| (from, done.min(to)));
        let rest = days.map(|(from, to)| (filled.map_or(from, |(_, done)| done.plus(1)), to));
        for (days, fill) in [(rest, left), (filled, Fill::Done)] {
            if let Some((x, width)) = days.and_then(|(from, to)| self.days(from, to)) {
                let y = self.y + (metrics.row - metrics.bar) / 2;
                items.push(Item::Box(Area { x, y, width, height: metrics.bar }, fill));
                reach(x, x + width);
            }
        }
        for (x, sign) in self.marks(bar) {
            items.push(Item::Mark(x, middle, sign));
            reach(x - metrics.mark, x + metrics.mark);
        }
        items.extend(self.note(bar, line, drawn));
        let extra = if bar.baseline.is_some() { metrics.baseline.2 } else { 0 };
        self.front.push(Item::Told(bar.about.clone(), items));
        self.y += metrics.row + extra;
        // Arrows end beside a mark and not in it.
        let from = bar.days.and_then(|(from, _)| {
            let middle = self.middle(from)?;
            Some(if bar.is_event { middle - metrics.mark } else { self.x(from) })
        });
        let to = bar.days.and_then(|(_, to)| Some(self.middle(to)? + metrics.mark));
        Ends { from, to, middle }
    }

    /// Returns the marks of a bar, the last one in front.
    fn marks(&self, bar: &Bar) -> Vec<(i32, Sign)> {
        let place = |day: Option<Day>| day.and_then(|day| self.middle(day));
        let (forecast, promise) = (place(bar.days.map(|(_, to)| to)), place(bar.promise));
        let first = place(bar.first_promise);
        let is_same = |a: i32, b: i32| a / self.metrics.cell == b / self.metrics.cell;
        let is_both = forecast.zip(promise).is_some_and(|(a, b)| is_same(a, b));
        let sign = if is_both { Sign::Both } else { Sign::Forecast };
        let open = forecast.filter(|_| bar.is_open).map(|x| x + self.metrics.mark * 2);
        let open = open.filter(|x| *x + self.metrics.mark <= self.columns.days.1);
        [
            open.map(|x| (x, Sign::Open)),
            first.map(|x| (x, Sign::First)),
            promise.filter(|_| !is_both).map(|x| (x, Sign::Promise)),
            forecast.map(|x| (x, sign)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Returns the note of a bar: in its column, else at the right of what is drawn or, where that
    /// has no room, at the left.
    fn note(&self, bar: &Bar, y: i32, drawn: Option<(i32, i32)>) -> Option<Item> {
        let (metrics, voice) = (self.metrics, Voice::Note(bar.tone));
        let end = self.columns.width - metrics.margin;
        let (from, to) = self.columns.days;
        if !metrics.is_beside {
            let x = self.columns.notes?;
            return self.text(&bar.note, voice, (x, y), end - x);
        }
        let width = metrics.wide(&(metrics.shown)(&bar.note), voice);
        let gap = metrics.gap / 2;
        let x = match drawn {
            None => from,
            Some((_, last)) if last + gap + width <= end => last + gap,
            Some((first, _)) if first - gap - width >= from => first - gap - width,
            Some(_) => return None,
        };
        self.text(&bar.note, voice, (x, y), (end - x).min(to - from))
    }

    /// Adds the lines of the ticks and of today, behind the rows.
    fn upright(&mut self, (top, today): (i32, i32), bottom: i32, ticks: &[Day]) {
        for tick in ticks {
            let x = self.x(*tick);
            self.back.push(Item::Line(vec![(x, top), (x, bottom)], Stroke::Tick));
        }
        if let Some(x) = self.middle(self.chart.today) {
            self.back.push(Item::Line(vec![(x, today), (x, bottom)], Stroke::Today));
        }
    }

    /// Adds an arrow for each dependency of which both ends are drawn.
    fn links(&mut self, ends: &[Ends]) {
        let (out, run_in) = (self.metrics.gap / 2, self.metrics.gap);
        for (from, to, kind) in &self.chart.links {
            let (Some(one), Some(other)) = (ends.get(*from), ends.get(*to)) else { continue };
            let start = if kind.from_start() { one.from } else { one.to };
            let end = if kind.holds_finish() { other.to } else { other.from };
            let Some((x, end)) = start.zip(end) else { continue };
            // From the side that it leaves to the side that it reaches.
            let leaves = if kind.from_start() { x - out } else { x + out };
            let before = if kind.holds_finish() { end + run_in } else { end - run_in };
            let is_straight = match (kind.from_start(), kind.holds_finish()) {
                (false, false) => leaves <= before,
                (true, true) => leaves >= before,
                _ => false,
            };
            let mut points = vec![(x, one.middle), (leaves, one.middle)];
            if is_straight {
                points.push((leaves, other.middle));
            } else {
                // Round what is drawn between them, along the upper side of the row.
                let between = other.middle - self.metrics.row / 2;
                points.extend([(leaves, between), (before, between), (before, other.middle)]);
            }
            points.push((end, other.middle));
            self.back.push(Item::Line(points, Stroke::Link));
        }
    }
}

/// Returns what occurs in a picture and is explained below it.
impl Voice {
    /// Returns the meaning of a text.
    pub fn tone(self) -> Tone {
        match self {
            Self::Note(tone) => tone,
            Self::Lane => Tone::Strong,
            Self::Heading | Self::Label => Tone::Plain,
            Self::Small | Self::Today => Tone::Faint,
        }
    }
}
