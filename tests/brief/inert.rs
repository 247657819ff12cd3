//! Plan text is text on a page and in a message.

use super::page::{Html, read};
use super::{Files, printed};
use crate::cli::hostile::{HOSTILE, nothing_acts_in_markdown, quoted};
use crate::formats::inert::PAYLOADS;
use crate::property::bytes::acts;
use crate::support::part::one_in;
use std::collections::BTreeSet;

/// The elements that a page has; none loads, runs or frames anything.
const ELEMENTS: [&str; 50] = [
    "a", "article", "body", "caption", "circle", "code", "dd", "defs", "desc", "details", "div", "dl", "dt",
    "footer", "g", "h1", "h2", "h3", "head", "header", "html", "main", "marker", "meta", "p", "path",
    "pattern", "rect", "section", "span", "style", "summary", "svg", "table", "tbody", "td", "text", "th",
    "thead", "title", "tr", "wbr", "b", "i", "ul", "li", "nav", "h4", "em", "strong",
];

/// Returns plans that have a text wherever a page may show it.
fn files(text: &str) -> Files {
    let text = quoted(text).replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff");
    let shared = format!("owners:\n  o: {{name: {text}, team: {text}}}\n  q: {{name: {text}}}\n");
    let program = format!(
        "name: {text}
owner: o
due: 2026-09-30
finish: b
freezes: [{{name: {text}, dates: [2026-10-01..2026-10-20]}}]
milestones:
  a: {{name: {text}, owner: o, duration: 30d, started: 2026-08-03, due: 2026-09-09, firm: true, promised_to: {text}, updated: 2026-08-10, blocked: {{since: 2026-09-01, why: {text}, waiting_on: {text}}}}}
  b: {{name: {text}, owner: q, depends_on: [a], due: 2026-09-30, firm: true, promised_to: {text}, moved: [{{from: 2026-09-20, on: 2026-09-01, why: {text}}}]}}
risks:
  r: {{title: {text}, owner: o, probability: 30%, impact: 15d, affects: [a], response: mitigate, mitigation: {text}, due: 2026-08-31}}
asks:
  k: {{ask: {text}, of: o, by: 2026-09-10, unlocks: [b]}}
"
    );
    vec![("programs/tpm.yaml".into(), shared), ("programs/p.yaml".into(), program)]
}

fn texts() -> impl Iterator<Item = &'static str> {
    PAYLOADS.iter().chain(HOSTILE.iter()).copied().step_by(one_in(4))
}

#[test]
fn plan_text_is_inert_in_a_message() {
    for text in texts() {
        let out = printed(&files(text), super::AS_OF, &["brief", "--format", "slack"]);
        let told = format!("{text:?}:\n{out}");
        assert!(!out.contains(acts) && !out.contains("::"), "{told}");
        assert!(out.lines().count() <= 15, "{told}");
        // What Slack reads: links and mentions in angle brackets, entities, marks, names.
        let rest = ["&lt;", "&gt;", "&amp;"].iter().fold(out.clone(), |out, entity| out.replace(entity, ""));
        assert!(!rest.contains(['<', '>', '&', '`', '~']), "{told}");
        for (at, line) in out.lines().enumerate() {
            let marks = line.matches('*').count();
            // The day; the health and the name of the program.
            let ours = if at == 0 {
                2
            } else if line.starts_with('*') {
                4
            } else {
                0
            };
            assert_eq!(marks, ours, "{line:?} of {told}");
        }
        let follows = |mark: char, acts: fn(char) -> bool| {
            out.match_indices(mark).any(|(at, _)| out[at + mark.len_utf8()..].starts_with(acts))
        };
        assert!(!follows('@', char::is_alphanumeric) && !follows('#', char::is_alphanumeric), "{told}");
        assert!(!out.contains("//") || !follows('/', |c| c == '/') || out.contains("// "), "{told}");
    }
}

#[test]
fn plan_text_is_inert_in_a_document() {
    for text in texts() {
        let out = printed(&files(text), super::AS_OF, &["brief", "--format", "markdown"]);
        // The picture is in a fence, which `tests/pictures` reads; places in the files are code.
        let (document, fenced) = out.rsplit_once("```text\n").unwrap();
        assert!(fenced.trim_end().ends_with("```") && !fenced.contains(acts), "{text:?}:\n{out}");
        let mut plain = document.to_owned();
        while let Some((before, rest)) = plain.split_once("`programs/") {
            let (_, after) = rest.split_once('`').unwrap();
            plain = format!("{before}{after}");
        }
        nothing_acts_in_markdown(&plain, &format!("{text:?}:\n{out}"));
    }
}

#[test]
fn plan_text_is_inert_on_a_page() {
    for text in texts() {
        for command in [&["brief"][..], &["gantt", "--links"]] {
            let out = printed(&files(text), super::AS_OF, &[command, &["--format", "html"]].concat());
            assert!(!out.contains(acts), "{text:?}: {out}");
            let html = read(&out);
            holds_nothing_active(&html, text);
            // It reads as in a terminal.
            let shown = tpm::render::escape::terminal_text(text).replace('\u{a0}', " ");
            let shown = shown.replace('\u{fffe}', "\\u{fffe}").replace('\u{ffff}', "\\u{ffff}");
            assert!(html.text().contains(shown.trim()), "{shown:?} in {out}");
        }
    }
}

fn holds_nothing_active(html: &Html<'_>, text: &str) {
    let known: BTreeSet<&str> = ELEMENTS.into_iter().collect();
    for node in html.elements() {
        let name = node.tag_name().name();
        assert!(known.contains(name), "{name} of {text:?}");
        for attribute in node.attributes() {
            let (key, value) = (attribute.name(), attribute.value());
            assert!(
                !key.starts_with("on") && key != "src" && key != "srcset" && key != "action",
                "{key} of {text:?}"
            );
            assert!(key != "href" || value.starts_with('#'), "{value} of {text:?}");
            assert!(!value.contains("url(") || value.contains("url(#"), "{value} of {text:?}");
        }
        if name == "style" {
            let style = node.text().unwrap();
            assert_eq!(style.matches("url(").count(), style.matches("url(#tpm-").count());
            assert!(!style.contains("@import") && !style.contains("@font-face"));
        }
        if name == "meta" && node.attribute("http-equiv").is_some() {
            assert!(node.attribute("content").unwrap().starts_with("default-src 'none'"));
        }
    }
}
