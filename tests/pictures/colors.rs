//! Text can be read in both themes, and no color says anything alone.

use super::printed;
use crate::support;
use roxmltree::Document;
use std::collections::BTreeMap;

fn svg() -> String {
    printed(&support::examples(), &["gantt", "--links", "--format", "svg"])
}

/// Returns the colors of each theme by name.
fn themes(svg: &str) -> Vec<BTreeMap<String, [f64; 3]>> {
    let blocks = svg.split(".tpm{").skip(1).map(|rest| rest.split('}').next().unwrap());
    let colors = |block: &str| {
        let pairs = block.split(';').filter_map(|pair| pair.trim().strip_prefix("--")?.split_once(':'));
        pairs.map(|(name, color)| (name.to_owned(), channels(color))).collect()
    };
    blocks.map(colors).collect()
}

pub fn channels(color: &str) -> [f64; 3] {
    let hex = color.strip_prefix('#').unwrap();
    let hex: String =
        if hex.len() == 3 { hex.chars().flat_map(|c| [c, c]).collect() } else { hex.to_owned() };
    [0, 2, 4].map(|at| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.039_28 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

/// Returns the contrast of two colors as WCAG 2 defines it.
pub fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let light = |[red, green, blue]: [f64; 3]| 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    let (a, b) = (light(a).max(light(b)), light(a).min(light(b)));
    (a + 0.05) / (b + 0.05)
}

#[test]
fn every_text_stands_out_from_what_is_behind_it_in_both_themes() {
    let themes = themes(&svg());
    assert_eq!(themes.len(), 3, "light, dark and print");
    assert_eq!(themes[0], themes[2]);
    for theme in &themes {
        for text in ["ink", "soft", "bad", "warn"] {
            for behind in ["bg", "off"] {
                let found = contrast(theme[text], theme[behind]);
                assert!(found >= 4.5, "{text} on {behind}: {found:.2}");
            }
        }
        for sign in ["ink", "bar", "crit", "now", "link"] {
            let found = contrast(theme[sign], theme["bg"]);
            assert!(found >= 3.0, "{sign}: {found:.2}");
        }
    }
}

#[test]
fn signs_differ_without_color() {
    let out = svg();
    let document = Document::parse(&out).unwrap();
    // What is critical is hatched, what is left is framed, what is done is filled.
    assert!(out.contains(".c{fill:url(#tpm-c)") && out.contains(".l{fill:var(--left);stroke:var(--bar)}"));
    // Every late row says so in words.
    let rows = document.descendants().filter(|node| node.has_tag_name("g"));
    let mut late = 0;
    for row in rows {
        let texts: Vec<&str> =
            row.children().filter(|node| node.has_tag_name("text")).filter_map(|node| node.text()).collect();
        let is_red = row.children().any(|node| node.attribute("class") == Some("ba"));
        assert!(
            !is_red
                || texts
                    .iter()
                    .any(|text| text.contains(" late") || text.contains('≥') || text.contains("no date")),
            "{texts:?}"
        );
        late += usize::from(is_red);
    }
    assert!(late > 5);
    // Each sign is explained.
    for name in [
        "done",
        "left",
        "left, critical",
        "forecast",
        "promise",
        "first promise",
        "freeze",
        "days off",
        "waits for",
    ] {
        assert!(document.descendants().any(|node| node.text() == Some(name)), "{name}");
    }
}

#[test]
fn a_picture_tells_what_it_is() {
    let out = svg();
    let document = Document::parse(&out).unwrap();
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    let named: Vec<&str> = root.attribute("aria-labelledby").unwrap().split(' ').collect();
    for (id, tag) in named.iter().zip(["title", "desc"]) {
        let node = root.children().find(|node| node.attribute("id") == Some(id)).unwrap();
        assert!(node.has_tag_name(tag) && !node.text().unwrap().is_empty());
    }
}
