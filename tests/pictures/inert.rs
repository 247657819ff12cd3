//! Plan text is text in a picture.

use super::{Files, printed};
use crate::cli::hostile::{HOSTILE, quoted};
use crate::formats::inert::PAYLOADS;
use crate::property::bytes::acts;
use crate::support::part::one_in;
use roxmltree::Document;

/// The elements that a picture has; none loads, runs or links anything.
const ELEMENTS: [&str; 12] =
    ["circle", "defs", "desc", "g", "marker", "path", "pattern", "rect", "style", "svg", "text", "title"];

pub(super) fn files(text: &str) -> Files {
    let text = quoted(text).replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff");
    let shared = format!("owners:\n  o: {{name: {text}, team: {text}}}\n");
    let program = format!(
        "name: {text}\nfreezes: [{{name: {text}, dates: [2026-10-01..2026-10-20]}}]\nmilestones:\n  \
         a: {{name: {text}, owner: o, duration: 30d, due: 2026-09-30, workstream: {text}}}\n  \
         b: {{name: {text}, owner: o, depends_on: [a], due: 2026-11-30}}\n"
    );
    vec![("programs/tpm.yaml".into(), shared), ("programs/p.yaml".into(), program)]
}

/// Checks that a picture loads, runs and links nothing, and returns it.
#[track_caller]
pub(super) fn is_inert<'o>(out: &'o str, text: &str) -> Document<'o> {
    let svg = Document::parse(out).unwrap();
    for node in svg.descendants().filter(|node| node.is_element()) {
        let name = node.tag_name().name();
        assert!(ELEMENTS.contains(&name), "{name} of {text:?}");
        for attribute in node.attributes() {
            let is_script = attribute.name().starts_with("on") || attribute.name() == "href";
            let loads = attribute.value().contains("url(") && !attribute.value().contains("url(#");
            assert!(!is_script && !loads, "{attribute:?} of {text:?}");
        }
        if name == "style" {
            let style = node.text().unwrap();
            assert!(style.matches("url(").count() == style.matches("url(#tpm-").count());
            assert!(!style.contains("@import"));
        }
    }
    svg
}

#[test]
fn plan_text_is_inert_in_svg() {
    for text in PAYLOADS.iter().chain(HOSTILE.iter()).step_by(one_in(4)) {
        for by in ["program", "team", "workstream"] {
            let out = printed(&files(text), &["gantt", "--by", by, "--links", "--format", "svg"]);
            assert!(!out.contains(acts), "{text:?}: {out}");
            let svg = is_inert(&out, text);
            // It reads as in a terminal.
            let shown = tpm::render::escape::terminal_text(text).replace('\u{a0}', " ");
            let shown = shown.replace('\u{fffe}', "\\u{fffe}").replace('\u{ffff}', "\\u{ffff}");
            let titles = svg.descendants().filter(|node| node.has_tag_name("title"));
            let told =
                titles.filter(|node| node.text().is_some_and(|title| title.contains(shown.trim()))).count();
            assert!(told >= 2, "{shown:?} in {out}");
        }
    }
}
