//! The SVG of `tpm gantt`, read again: texts apart and on the canvas, names complete, days in place.

use super::{AS_OF, Files, generated, printed};
use crate::property::cases;
use crate::support;
use crate::support::borrowed;
use roxmltree::{Document, Node};
use serde_json::Value;
use std::collections::BTreeMap;
use tpm::render::scene::font;
use tpm::time::Day;

/// A rectangle that a text takes, in tenths of a pixel.
#[derive(Debug, Clone, PartialEq)]
struct Taken {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    text: String,
}

fn number(node: &Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap().parse().unwrap()
}

/// Returns the size of a text and whether it is bold, by its class.
fn size(class: &str) -> (i32, bool) {
    match class {
        "v" => (130, true),
        "h" => (130, false),
        "a" => (110, false),
        _ => (120, false),
    }
}

fn texts(svg: &Document<'_>) -> Vec<Taken> {
    let nodes = svg.descendants().filter(|node| node.has_tag_name("text"));
    let taken = nodes.map(|node| {
        let text = node.text().unwrap_or_default().to_owned();
        let (size, is_bold) = size(node.attribute("class").unwrap_or_default());
        let (x, y) = (number(&node, "x") * 10.0, number(&node, "y") * 10.0);
        let width = f64::from(font::width(&text, size, is_bold));
        let (up, down) = (f64::from(size) * 0.9, f64::from(size) * 0.25);
        Taken { left: x, right: x + width, top: y - up, bottom: y + down, text }
    });
    taken.collect()
}

/// Checks that no two texts overlap, and that none leaves the canvas.
pub(super) fn apart(svg: &Document<'_>) -> Result<(), String> {
    let root = svg.root_element();
    let (width, height) = (number(&root, "width") * 10.0, number(&root, "height") * 10.0);
    let mut texts = texts(svg);
    texts.sort_by(|a, b| a.top.total_cmp(&b.top));
    for (at, one) in texts.iter().enumerate() {
        if one.left < 0.0 || one.right > width || one.top < 0.0 || one.bottom > height {
            return Err(format!("{one:?} leaves the canvas of {width} by {height}"));
        }
        for other in texts[at + 1..].iter().take_while(|other| other.top < one.bottom) {
            if one.left < other.right && other.left < one.right {
                return Err(format!("{one:?} overlaps {other:?}"));
            }
        }
    }
    Ok(())
}

/// Returns the rows by id: the title, the label, and the places of marks by class.
fn rows<'d>(svg: &'d Document<'d>) -> BTreeMap<String, Row> {
    let mut rows = BTreeMap::new();
    for group in svg.descendants().filter(|node| node.has_tag_name("g")) {
        let title = group.children().find(|node| node.has_tag_name("title")).unwrap();
        let title = title.text().unwrap_or_default().to_owned();
        let Some(label) = group.children().find(|node| node.has_tag_name("text")) else { continue };
        let id = title.split(" · ").next().unwrap().to_owned();
        let place = |node: Node<'_, '_>| {
            let path = node.attribute("d")?.strip_prefix('M')?;
            path.split_once(' ')?.0.parse().ok()
        };
        let marks = |class: &str| {
            let nodes = group.children().filter(|node| node.attribute("class") == Some(class));
            nodes.filter_map(place).next_back()
        };
        let bars = group.children().filter(|node| matches!(node.attribute("class"), Some("d" | "l" | "c")));
        let bars = bars.map(|bar| (number(&bar, "x"), number(&bar, "x") + number(&bar, "width"))).collect();
        let label = label.text().unwrap_or_default().to_owned();
        rows.insert(id, Row { title, label, forecast: marks("m"), promise: marks("p"), bars });
    }
    rows
}

struct Row {
    title: String,
    label: String,
    forecast: Option<f64>,
    promise: Option<f64>,
    bars: Vec<(f64, f64)>,
}

fn day(value: &Value) -> Option<f64> {
    value.as_str().map(|day| f64::from(Day::parse(day).unwrap().0))
}

/// Checks that every mark and bar stands at its day in the schedule, on one scale of days.
fn placed(data: &Value, schedule: &Value, rows: &BTreeMap<String, Row>) -> Result<(), String> {
    let programs = schedule["data"]["programs"].as_array().unwrap();
    let all = programs.iter().flat_map(|program| program["milestones"].as_array().unwrap());
    let mut points: Vec<(f64, f64)> = Vec::new();
    for milestone in all.filter(|milestone| milestone["state"] != "cancelled") {
        let row = &rows[milestone["id"].as_str().unwrap()];
        let forecast = day(&milestone["forecast_finish"]);
        // A mark stands in the middle of its day.
        points.extend(forecast.map(|day| day + 0.5).zip(row.forecast));
        points.extend(day(&milestone["due"]).map(|day| day + 0.5).zip(row.promise));
        let first = row.bars.iter().map(|bar| bar.0).min_by(f64::total_cmp);
        let last = row.bars.iter().map(|bar| bar.1).max_by(f64::total_cmp);
        points.extend(day(&milestone["early_start"]).zip(first));
        points.extend(forecast.map(|day| day + 1.0).zip(last));
    }
    let [from, to] = [&data["from"], &data["to"]].map(|value| day(value).unwrap());
    let (left, right) =
        (points.iter().min_by(|a, b| a.0.total_cmp(&b.0)), points.iter().max_by(|a, b| a.0.total_cmp(&b.0)));
    let (Some(left), Some(right)) = (left, right) else { return Ok(()) };
    let scale = (right.1 - left.1) / (right.0 - left.0);
    for (day, x) in &points {
        let expected = left.1 + (day - left.0) * scale;
        // A tenth of a pixel for each of the places; a bar is at least that wide.
        if (x - expected).abs() > 0.31 || *day < from || *day > to + 1.0 {
            return Err(format!("day {day} stands at {x}, expected at {expected}"));
        }
    }
    Ok(())
}

#[track_caller]
fn check(files: &Files, arguments: &[&str]) {
    let asked = |format: &'static str| {
        let words = ["gantt", "--as-of", AS_OF, "--format", format];
        printed(files, &[&words[..], arguments].concat())
    };
    let text = asked("svg");
    assert_eq!(text, asked("svg"));
    let svg = Document::parse(&text).unwrap();
    let plan = &files[0].1;
    apart(&svg).unwrap_or_else(|fault| panic!("{arguments:?}: {fault}\n{plan}"));
    let rows = rows(&svg);
    let data: Value = serde_json::from_str(&asked("json")).unwrap();
    let listed = data["data"]["rows"].as_array().unwrap();
    assert_eq!(rows.len(), listed.len(), "{plan}");
    for row in listed {
        let drawn = &rows[row["id"].as_str().unwrap()];
        let name = tpm::render::escape::terminal_text(row["name"].as_str().unwrap());
        assert!(
            drawn.title.contains(&name)
                || row["name"].as_str() == row["id"].as_str().unwrap().split('/').nth(1),
            "{}",
            drawn.title
        );
        let begins = drawn.label.strip_suffix('…').map_or(name == drawn.label, |kept| name.starts_with(kept));
        assert!(begins && !drawn.label.is_empty(), "{:?} of {name:?}", drawn.label);
    }
    if listed.len() <= 200 {
        assert!(text.len() <= 150_000, "{} bytes for {} rows", text.len(), listed.len());
    }
    if arguments.is_empty() {
        let schedule = support::schedule(&borrowed(files), AS_OF);
        placed(&data["data"], &schedule, &rows).unwrap_or_else(|fault| panic!("{fault}\n{plan}"));
    }
}

#[test]
fn texts_stay_apart_and_days_are_in_place() {
    check(&support::examples(), &[]);
    for files in generated(cases(500)) {
        check(&files, &[]);
    }
}

#[test]
fn texts_stay_apart_in_every_form() {
    for arguments in
        [&["--links"][..], &["--by", "owner", "--links"], &["--weeks", "6"], &["--only", "promises"]]
    {
        check(&support::examples(), arguments);
        for files in generated(cases(20)) {
            check(&files, arguments);
        }
    }
}

#[test]
fn a_picture_grows_with_its_rows_and_no_faster() {
    let size = |rows: usize| {
        let lines: String = (0..rows)
            .map(|at| {
                let day = Day::parse(AS_OF).unwrap().plus(at as i32 % 400);
                format!("  m{at}: {{name: Work on part {at}, duration: 9d, not_before: {day}, due: {day}}}\n")
            })
            .collect();
        let files = vec![(
            "programs/p.yaml".to_owned(),
            format!("freezes: [{{dates: [2026-12-01..2026-12-10]}}]\nmilestones:\n{lines}"),
        )];
        printed(&files, &["gantt", "--as-of", AS_OF, "--format", "svg"]).len()
    };
    let (small, large) = (size(1_000), size(10_000));
    assert!(large < small * 11, "{small} bytes for 1,000 rows, {large} for 10,000");
    assert!(small < 1_000 * 700, "{small}");
}
