//! What the signs of a picture mean: a sample of each that occurs, with a word or two.

use super::{Area, Fill, Item, Metrics, Sign, Stroke, Voice};
use std::collections::BTreeSet;

/// What occurs in a picture.
#[derive(Debug, Default)]
pub(super) struct Signs {
    pub(super) fills: BTreeSet<Fill>,
    pub(super) strokes: BTreeSet<Stroke>,
    pub(super) signs: BTreeSet<Sign>,
}

impl Signs {
    /// Returns what occurs in some parts of a picture.
    pub(super) fn of<'i>(items: impl IntoIterator<Item = &'i Item>) -> Self {
        let mut signs = Self::default();
        let mut open: Vec<&Item> = items.into_iter().collect();
        while let Some(item) = open.pop() {
            match item {
                Item::Box(_, fill) => drop(signs.fills.insert(*fill)),
                Item::Line(_, stroke) => drop(signs.strokes.insert(*stroke)),
                Item::Mark(_, _, sign) => drop(signs.signs.insert(*sign)),
                Item::Told(_, items) => open.extend(items),
                Item::Text(..) => {}
            }
        }
        signs
    }
}

enum Sample {
    Fill(Fill),
    Stroke(Stroke),
    Sign(Sign),
}

/// Every sample, in the order in which it is explained.
const SAMPLES: [(Sample, &str); 15] = [
    (Sample::Fill(Fill::Frame), "milestone"),
    (Sample::Fill(Fill::FrameCritical), "on a critical path"),
    (Sample::Fill(Fill::Done), "done"),
    (Sample::Fill(Fill::Left), "left"),
    (Sample::Fill(Fill::LeftCritical), "left, critical"),
    (Sample::Sign(Sign::Forecast), "forecast"),
    (Sample::Sign(Sign::Promise), "promise"),
    (Sample::Sign(Sign::Both), "forecast and promise"),
    (Sample::Sign(Sign::First), "first promise"),
    (Sample::Sign(Sign::Open), "may be later"),
    (Sample::Fill(Fill::Baseline), "baseline"),
    (Sample::Fill(Fill::Frozen), "freeze"),
    (Sample::Fill(Fill::Off), "days off"),
    (Sample::Stroke(Stroke::Link), "waits for"),
    (Sample::Stroke(Stroke::LinkCritical), "waits for, critical"),
];

/// Returns the legend in lines, and where it ends. It begins at `top`; the picture ends at `right`.
/// `named` says what fills mean that mean something else here.
pub(super) fn legend(
    signs: &Signs,
    metrics: &Metrics<'_>,
    (top, right): (i32, i32),
    named: &[(Fill, &'static str)],
) -> (Vec<Item>, i32) {
    let (mut x, mut y) = (metrics.margin, top);
    let mut items = Vec::new();
    for (sample, name) in &SAMPLES {
        let here = |(fill, _): &&(Fill, &'static str)| matches!(sample, Sample::Fill(of) if of == fill);
        let name = named.iter().find(here).map_or(*name, |(_, name)| *name);
        let (occurs, width) = match sample {
            Sample::Fill(fill) => (signs.fills.contains(fill), metrics.sample),
            Sample::Stroke(stroke) => (signs.strokes.contains(stroke), metrics.sample),
            Sample::Sign(sign) => (signs.signs.contains(sign), metrics.mark * 2),
        };
        if !occurs {
            continue;
        }
        let text = metrics.wide(name, Voice::Small);
        let space = metrics.gap / 2;
        if x > metrics.margin && x + width + space + text > right - metrics.margin {
            (x, y) = (metrics.margin, y + metrics.line);
        }
        let middle = y + metrics.line / 2;
        items.push(match sample {
            Sample::Fill(fill) => {
                let height = if *fill == Fill::Baseline { metrics.baseline.1 } else { metrics.bar };
                Item::Box(Area { x, y: middle - height / 2, width, height }, *fill)
            }
            Sample::Stroke(stroke) => Item::Line(vec![(x, middle), (x + width, middle)], *stroke),
            Sample::Sign(sign) => Item::Mark(x + width / 2, middle, *sign),
        });
        x += width + space;
        let area = Area { x, y, width: text, height: metrics.line };
        items.push(Item::Text(area, name.into(), Voice::Small));
        x += text + metrics.gap + space;
    }
    (items, y + metrics.line)
}
