//! Pictures as SVG: one file without scripts, fonts or addresses, light or dark as the reader
//! likes.
//!
//! Text reaches it as [`Xml`], so nothing in a plan becomes markup. Colors are those of Okabe and
//! Ito where they are not text; what a color says, a shape or a word says too.

use super::escape::{self, Xml};
use super::scene::{Area, Fill, Item, Metrics, Scene, Sign, Stroke, Voice, diagram, font, gantt};
use crate::view::{Block, Cell, Chart, Report, Tone, Words};
use std::fmt::Write as _;
use std::io::{self, Write};

/// Tenths of a pixel.
const PIXEL: i32 = 10;
const WIDTH: i32 = 960 * PIXEL;
/// The least width of a diagram, so that its heading and legend have room.
const DIAGRAM: i32 = 600 * PIXEL;
/// The most that a text in a box takes.
const BOX: i32 = 190 * PIXEL;

/// Writes the picture of a report, below the lines before it.
pub fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut heading: Vec<&[Cell]> = Vec::new();
    for block in &report.blocks {
        match block {
            Block::Line(cells) => heading.push(cells),
            Block::Chart { chart, .. } => {
                if let Some(scene) = gantt::gantt(chart, &heading, &Metrics { text: &wide, ..METRICS }) {
                    return picture(&scene, (&chart.title, chart.about), out);
                }
            }
            Block::Flow { diagram, .. } => {
                let metrics = Metrics { text: &wide, days: DIAGRAM, label: Some(BOX), ..METRICS };
                let scene = diagram::diagram(diagram, &heading, &metrics);
                return picture(&scene, (&diagram.title, diagram.about), out);
            }
            _ => {}
        }
    }
    Ok(())
}

fn wide(text: &str, voice: Voice) -> i32 {
    let (size, is_bold) = font_of(voice);
    font::width(text, size * PIXEL, is_bold)
}

/// Returns a chart as a part of a page that has [`STYLE`] and [`PATTERNS`], so many pixels wide;
/// its ids end in `id`. None if it has no room.
pub(super) fn part(chart: &Chart, pixels: i32, id: &str) -> Option<String> {
    let label = METRICS.label.map(|most| most.min(pixels * PIXEL / 3));
    let metrics = Metrics {
        text: &wide,
        width: Some(pixels * PIXEL),
        margin: PIXEL,
        least: METRICS.least.min(pixels * PIXEL / 3),
        label,
        ..METRICS
    };
    let scene = gantt::gantt(chart, &[], &metrics)?;
    let (width, height) = (at(scene.width), at(scene.height));
    let mut svg = Svg(String::new());
    svg.items(&scene.items);
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"tpm\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" aria-labelledby=\"t-{id} d-{id}\">\n<title id=\"t-{id}\">{}</title>\n\
         <desc id=\"d-{id}\">A row for each milestone: its bar leads from its start to its forecast, what has passed \
         is filled. The table below has the same days.</desc>\n{}</svg>\n",
        escape::markup(&chart.title),
        svg.0
    ))
}

/// Sizes in tenths of a pixel. A name stands beside its bar and never in it, and the bar has room
/// above and below, as arrows need it.
const METRICS: Metrics<'static> = Metrics {
    text: &|_, _| 0,
    shown: &escape::drawn,
    ellipsis: "…",
    width: Some(WIDTH),
    days: WIDTH,
    least: 300 * PIXEL,
    margin: 16 * PIXEL,
    gap: 10 * PIXEL,
    line: 16 * PIXEL,
    row: 26 * PIXEL,
    bar: 12 * PIXEL,
    baseline: (205, 30, 0),
    mark: 6 * PIXEL,
    label: Some(240 * PIXEL),
    sample: 18 * PIXEL,
    lane: 34 * PIXEL,
    tick: 4 * PIXEL,
    cell: 1,
    is_beside: true,
};

/// Returns the size of a text in pixels, and whether it is bold; [`STYLE`] says the same.
fn font_of(voice: Voice) -> (i32, bool) {
    match voice {
        Voice::Heading => (13, false),
        Voice::Lane => (13, true),
        Voice::Label | Voice::Note(_) => (12, false),
        Voice::Small | Voice::Today => (11, false),
    }
}

/// From the top of a line to where its letters stand.
const BASE: i32 = 12 * PIXEL;

pub(super) const STYLE: &str = "\
.tpm{--bg:#fff;--ink:#1f2328;--soft:#57606a;--bad:#a33a00;--warn:#775500;--bar:#0072b2;--left:#d5e8f5;--crit:#d55e00;--rest:#fdebdf;--off:#e9ecef;--cold:#dfe5ec;--rule:#d0d7de;--now:#009e73;--link:#8c959f}
@media(prefers-color-scheme:dark){.tpm{--bg:#0d1117;--ink:#e6edf3;--soft:#9da7b3;--bad:#ff9e6b;--warn:#f5c710;--bar:#56b4e9;--left:#16344a;--crit:#ff7f32;--rest:#42220f;--off:#171c24;--cold:#263242;--rule:#30363d;--now:#2fbf94;--link:#6e7681}}
@media print{.tpm{--bg:#fff;--ink:#1f2328;--soft:#57606a;--bad:#a33a00;--warn:#775500;--bar:#0072b2;--left:#d5e8f5;--crit:#d55e00;--rest:#fdebdf;--off:#e9ecef;--cold:#dfe5ec;--rule:#d0d7de;--now:#009e73;--link:#8c959f}}
.tpm text{font:12px system-ui,-apple-system,\"Segoe UI\",Roboto,\"Liberation Sans\",Arial,\"Noto Sans\",sans-serif;fill:var(--ink);stroke:var(--bg);stroke-width:3px;stroke-linejoin:round;paint-order:stroke}
.tpm .h,.tpm .v{font-size:13px}.tpm .v{font-weight:600}.tpm .a{font-size:11px}.tpm .a,.tpm .fa{fill:var(--soft)}.tpm .ba{fill:var(--bad)}.tpm .do{fill:var(--warn)}
.tpm .d{fill:var(--bar)}.tpm .l{fill:var(--left);stroke:var(--bar)}.tpm .c{fill:url(#tpm-c);stroke:var(--crit);stroke-width:1.5}.tpm .b{fill:var(--soft)}.tpm .o{fill:var(--off)}.tpm .f{fill:url(#tpm-f)}
.tpm path{fill:none}.tpm .t{stroke:var(--rule)}.tpm .r{stroke:var(--rule)}.tpm .n{stroke:var(--now);stroke-width:1.5}.tpm .k{stroke:var(--link);marker-end:url(#tpm-a)}
.tpm .q{fill:var(--bg);stroke:var(--soft)}.tpm .s{stroke:var(--crit);stroke-width:2.5}.tpm .k.s{marker-end:url(#tpm-s)}
.tpm .m{fill:var(--ink);stroke:var(--bg)}.tpm .p{fill:var(--bg);stroke:var(--ink);stroke-width:1.5}.tpm .e{stroke:var(--ink);stroke-width:1.5}
";

pub(super) const PATTERNS: &str = "\
<defs><pattern id=\"tpm-c\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\"><rect width=\"5\" height=\"5\" style=\"fill:var(--rest)\"/><path d=\"M-1 1L1-1M0 5L5 0M4 6L6 4\" style=\"stroke:var(--crit);stroke-width:1.2\"/></pattern>
<pattern id=\"tpm-f\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><path d=\"M-1 7L1 9M0 0L8 8M7-1L9 1\" style=\"stroke:var(--cold);stroke-width:1.5\"/></pattern>
<marker id=\"tpm-a\" viewBox=\"0 0 6 6\" refX=\"5.5\" refY=\"3\" markerWidth=\"6\" markerHeight=\"6\" orient=\"auto\"><path d=\"M0 0L6 3 0 6z\" style=\"fill:var(--link)\"/></marker>
<marker id=\"tpm-s\" viewBox=\"0 0 6 6\" refX=\"5.5\" refY=\"3\" markerWidth=\"9\" markerHeight=\"9\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0L6 3 0 6z\" style=\"fill:var(--crit)\"/></marker></defs>
";

fn picture(scene: &Scene, (title, about): (&Words, &str), out: &mut dyn Write) -> io::Result<()> {
    let (width, height) = (at(scene.width), at(scene.height));
    let mut svg = Svg(String::new());
    svg.items(&scene.items);
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"tpm\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" aria-labelledby=\"tpm-t tpm-d\">\n<title id=\"tpm-t\">{}</title>\n\
         <desc id=\"tpm-d\">{about}</desc>\n\
         <style>{STYLE}</style>\n{PATTERNS}\
         <rect width=\"{width}\" height=\"{height}\" style=\"fill:var(--bg)\"/>\n{}</svg>",
        escape::markup(title),
        svg.0
    )
}

/// Returns a length in pixels.
fn at(tenths: i32) -> String {
    let (sign, tenths) = (if tenths < 0 { "-" } else { "" }, tenths.unsigned_abs());
    match tenths % 10 {
        0 => format!("{sign}{}", tenths / 10),
        rest => format!("{sign}{}.{rest}", tenths / 10),
    }
}

struct Svg(String);

impl Svg {
    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Box(area, fill) => self.area(*area, *fill),
                Item::Line(points, stroke) => self.line(points, *stroke),
                Item::Mark(x, y, sign) => self.mark(*x, *y, *sign),
                Item::Text(area, words, voice) => self.text(*area, &escape::markup(words), *voice),
                Item::Told(words, items) => {
                    self.add(format_args!("<g><title>{}</title>", escape::markup(words)));
                    self.items(items);
                    self.add(format_args!("</g>\n"));
                }
            }
        }
    }

    /// Adds markup. Writing to memory does not fail.
    fn add(&mut self, markup: std::fmt::Arguments<'_>) {
        let _ = self.0.write_fmt(markup);
    }

    fn area(&mut self, Area { x, y, width, height }: Area, fill: Fill) {
        let (class, round) = match fill {
            Fill::Off => ("o", ""),
            Fill::Frozen => ("f", ""),
            Fill::Left => ("l", " rx=\"2\""),
            Fill::LeftCritical => ("c", " rx=\"2\""),
            Fill::Done => ("d", " rx=\"2\""),
            Fill::Baseline => ("b", ""),
            Fill::Frame => ("q", " rx=\"4\""),
            Fill::FrameCritical => ("q s", " rx=\"4\""),
        };
        let [x, y, width, height] = [x, y, width, height].map(at);
        self.add(format_args!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{round}/>"
        ));
    }

    fn line(&mut self, points: &[(i32, i32)], stroke: Stroke) {
        let class = match stroke {
            Stroke::Tick => "t",
            Stroke::Rule => "r",
            Stroke::Today => "n",
            Stroke::Link => "k",
            Stroke::LinkCritical => "k s",
        };
        let mut path = String::new();
        let mut before: Option<(i32, i32)> = None;
        for (x, y) in points {
            path += &match before {
                None => format!("M{} {}", at(*x), at(*y)),
                Some((last, _)) if last == *x => format!("V{}", at(*y)),
                Some(_) => format!("H{}", at(*x)),
            };
            before = Some((*x, *y));
        }
        self.add(format_args!("<path class=\"{class}\" d=\"{path}\"/>"));
    }

    fn mark(&mut self, x: i32, y: i32, sign: Sign) {
        let (left, top) = (at(x), at(y - 6 * PIXEL));
        let diamond = format!("M{left} {top}l6 6-6 6-6-6z");
        let inner = format!("M{left} {}l3 3-3 3-3-3z", at(y - 3 * PIXEL));
        match sign {
            Sign::Forecast => self.add(format_args!("<path class=\"m\" d=\"{diamond}\"/>")),
            Sign::Promise => self.add(format_args!("<path class=\"p\" d=\"{diamond}\"/>")),
            Sign::Both => {
                self.add(format_args!(
                    "<path class=\"p\" d=\"{diamond}\"/><path class=\"m\" d=\"{inner}\"/>"
                ));
            }
            Sign::First => {
                self.add(format_args!("<circle class=\"p\" cx=\"{left}\" cy=\"{}\" r=\"4.5\"/>", at(y)));
            }
            Sign::Open => {
                let (x, y) = (at(x - 4 * PIXEL), at(y - 4 * PIXEL));
                self.add(format_args!("<path class=\"e\" d=\"M{x} {y}l4 4-4 4m4-8l4 4-4 4\"/>"));
            }
        }
    }

    fn text(&mut self, area: Area, text: &Xml, voice: Voice) {
        let tone = match voice.tone() {
            Tone::Good | Tone::Plain | Tone::Strong | Tone::Code => "",
            Tone::Doubtful => "do",
            Tone::Bad => "ba",
            Tone::Faint => "fa",
        };
        let class = match voice {
            Voice::Heading => "h",
            Voice::Lane => "v",
            Voice::Note(_) => tone,
            Voice::Label => "",
            Voice::Small | Voice::Today => "a",
        };
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let (x, y) = (at(area.x), at(area.y + BASE));
        self.add(format_args!("<text{class} x=\"{x}\" y=\"{y}\">{text}</text>"));
        if !matches!(voice, Voice::Label | Voice::Note(_)) {
            self.add(format_args!("\n"));
        }
    }
}
