//! The page for a browser, read by its grammar: outline, landmarks, tables, pictures, colors, size.

use super::{AS_OF, Files, printed};
use crate::support::{self, Past, Version, borrowed};
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::{BTreeMap, BTreeSet};

/// A page as XML.
pub(super) struct Html<'a>(Document<'a>);

pub(super) fn read(out: &str) -> Html<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Html(Document::parse_with_options(out, options).unwrap_or_else(|error| panic!("{error}: {out}")))
}

impl<'a> Html<'a> {
    pub(super) fn elements<'h>(&'h self) -> impl Iterator<Item = Node<'h, 'a>> + 'h {
        self.0.descendants().filter(|node| node.is_element())
    }

    fn of<'h>(&'h self, name: &'static str) -> impl Iterator<Item = Node<'h, 'a>> + 'h {
        self.elements().filter(move |node| node.tag_name().name() == name)
    }

    pub(super) fn text(&self) -> String {
        self.0
            .descendants()
            .filter(Node::is_text)
            .filter_map(|node| node.text())
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// Returns a page about one program, one about all, and one of a picture.
fn pages() -> Vec<String> {
    let files = support::examples();
    let page = |arguments: &[&str]| printed(&files, AS_OF, &[arguments, &["--format", "html"]].concat());
    vec![
        page(&["brief", "checkout"]),
        page(&["brief"]),
        page(&["gantt"]),
        page(&["gantt", "devx", "--by", "team"]),
    ]
}

#[test]
fn a_page_has_one_title_and_no_level_is_skipped() {
    for out in pages() {
        let html = read(&out);
        let levels: Vec<u32> = html
            .elements()
            .filter_map(|node| node.tag_name().name().strip_prefix('h')?.parse().ok())
            .collect();
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{levels:?}");
        assert!(levels[0] == 1 && levels.len() > 1, "{levels:?}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    }
}

#[test]
fn a_page_has_landmarks_a_language_and_a_title() {
    for out in pages() {
        let html = read(&out);
        for landmark in ["header", "main", "footer"] {
            let found: Vec<Node<'_, '_>> = html.of(landmark).collect();
            assert_eq!(found.len(), 1, "{landmark}");
            assert!(
                found[0].parent().unwrap().has_tag_name("body")
                    || found[0].parent().unwrap().tag_name().name() == "body"
            );
        }
        let root = html.0.root_element();
        assert_eq!((root.tag_name().name(), root.attribute("lang")), ("html", Some("en")));
        assert!(out.starts_with("<!DOCTYPE html>\n"));
        let title = html.of("title").next().unwrap();
        assert!(title.text().unwrap().contains("Mon 14 Sep 2026"));
        assert!(html.of("meta").any(|meta| meta.attribute("charset") == Some("utf-8")));
        assert!(html.of("meta").any(|meta| meta.attribute("name") == Some("viewport")));
    }
}

#[test]
fn ids_are_unique_and_what_is_named_is_there() {
    for out in pages() {
        let html = read(&out);
        let ids: Vec<&str> = html.elements().filter_map(|node| node.attribute("id")).collect();
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{ids:?}");
        for node in html.elements() {
            let named = node.attribute("aria-labelledby").unwrap_or_default().split_whitespace();
            let linked = node.attribute("href").and_then(|href| href.strip_prefix('#'));
            named.chain(linked).for_each(|id| assert!(unique.contains(id), "{id}"));
        }
        // What pictures refer to by address is there too.
        for part in out.split("url(#").skip(1) {
            assert!(unique.contains(part.split(')').next().unwrap()));
        }
    }
}

#[test]
fn tables_have_headers_and_pictures_have_words() {
    for out in pages() {
        let html = read(&out);
        assert!(html.of("table").count() > 0);
        for table in html.of("table") {
            let within =
                |name: &'static str| table.descendants().filter(move |node| node.tag_name().name() == name);
            let named = table.attribute("aria-labelledby").is_some() || within("caption").next().is_some();
            assert!(named, "a table without a name");
            let columns = within("th").filter(|th| th.attribute("scope") == Some("col")).count();
            for row in within("tbody").flat_map(|body| body.children()).filter(Node::is_element) {
                let cells: Vec<Node<'_, '_>> = row.children().filter(Node::is_element).collect();
                assert_eq!(cells.len(), columns);
                assert_eq!((cells[0].tag_name().name(), cells[0].attribute("scope")), ("th", Some("row")));
            }
        }
        let pictures = html.of("svg").filter(|svg| svg.attribute("aria-hidden").is_none());
        let count = pictures
            .map(|svg| {
                assert_eq!(svg.attribute("role"), Some("img"));
                let named: Vec<&str> = svg.attribute("aria-labelledby").unwrap().split(' ').collect();
                for (id, tag) in named.iter().zip(["title", "desc"]) {
                    let node = svg.children().find(|node| node.attribute("id") == Some(id)).unwrap();
                    assert!(node.tag_name().name() == tag && !node.text().unwrap().is_empty());
                }
            })
            .count();
        assert!(count > 0);
    }
}

/// Returns the colors of each theme of a page by name: light, dark and print.
fn themes(out: &str) -> [BTreeMap<String, [f64; 3]>; 3] {
    let mut themes = [BTreeMap::new(), BTreeMap::new(), BTreeMap::new()];
    for of in [".tpm{--", ".page{--"] {
        let blocks: Vec<&str> = out.split(of).skip(1).map(|rest| rest.split('}').next().unwrap()).collect();
        assert_eq!(blocks.len(), 3, "{of}");
        for (theme, block) in themes.iter_mut().zip(blocks) {
            for pair in format!("--{block}").split(';') {
                let (name, color) = pair.trim().trim_start_matches("--").split_once(':').unwrap();
                theme.insert(name.to_owned(), crate::pictures::colors::channels(color));
            }
        }
    }
    themes
}

#[test]
fn every_text_stands_out_from_what_is_behind_it() {
    for out in pages() {
        let themes = themes(&out);
        assert_eq!(themes[0], themes[2]);
        for theme in &themes {
            for text in ["ink", "soft", "bad", "warn", "good"] {
                for behind in ["bg", "panel"] {
                    let found = crate::pictures::colors::contrast(theme[text], theme[behind]);
                    assert!(found >= 4.5, "{text} on {behind}: {found:.2}");
                }
            }
        }
    }
}

#[test]
fn no_color_says_anything_alone() {
    for out in pages() {
        let html = read(&out);
        let mut met = 0;
        for node in html.elements() {
            let class = node.attribute("class").unwrap_or_default();
            let text: String =
                node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
            let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
            let is_said = match class.split(' ').next_back().unwrap() {
                "bad" => says(&["late", "no date", "unknown"]),
                "warn" => says(&["at risk"]),
                "good" => says(&["on track", "early", "on time", "done"]),
                _ => continue,
            };
            met += 1;
            assert!(is_said, "{class}: {text}");
        }
        assert!(met > 0 || !out.contains("class=\"leaf\""));
    }
}

#[test]
fn the_foot_names_what_a_page_was_made_from() {
    let files = support::examples();
    let past = Past(vec![Version::new(&["HEAD"], "2026-09-08", &borrowed(&files))]);
    let arguments = ["brief", "checkout", "--at", "HEAD", "--as-of", AS_OF, "--format", "html"];
    let out = support::run_in_repository(&past, &borrowed(&files), &arguments).out;
    let html = read(&out);
    let foot = html.of("footer").next().unwrap();
    let foot: String = foot.descendants().filter_map(|node| node.text()).collect();
    assert!(
        foot.contains("The plans of commit 4845414400000000000000000000000000000000, as of Mon 14 Sep 2026."),
        "{foot}"
    );
    assert!(foot.contains(concat!("tpm ", env!("CARGO_PKG_VERSION"))), "{foot}");
    // Each number has its place in the files.
    let text = html.text();
    let line = |wanted: &str| {
        let text = &files.iter().find(|(path, _)| path.ends_with("checkout.yaml")).unwrap().1;
        text.lines().position(|line| line.starts_with(wanted)).unwrap() + 1
    };
    // A path may be broken behind a slash.
    let flat = text.replace('\n', "");
    for wanted in ["due: ", "  cutover:", "  acme-liability:", "  counsel:", "  ledger:"] {
        assert!(flat.contains(&format!("programs/checkout.yaml:{}", line(wanted))), "{wanted}: {text}");
    }
}

#[test]
fn a_page_of_200_rows_is_small_and_the_same_each_time() {
    let rows = |more: &str| -> Files {
        let lines: String = (0..200)
            .map(|at| {
                let day = tpm::time::Day::parse(AS_OF).unwrap().plus(at);
                format!("  m{at}: {{name: Something that is promised {at}, owner: bo, {more}due: {day}}}\n")
            })
            .collect();
        vec![("programs/p.yaml".into(), format!("milestones:\n{lines}"))]
    };
    for more in ["", "duration: 9d, not_before: 2026-09-01, "] {
        for command in ["gantt", "brief"] {
            let page = || printed(&rows(more), AS_OF, &[command, "--format", "html"]);
            let out = page();
            assert!(out.len() <= 150_000, "{command}: {}", out.len());
            assert_eq!(out, page());
        }
    }
}

#[test]
fn a_page_has_a_row_for_each_milestone_that_it_counts() {
    let files: Files = vec![(
        "programs/p.yaml".into(),
        (0..40).fold("finish: m0\nmilestones:\n".to_owned(), |text, at| {
            let done = if at % 4 == 1 { "done: 2026-09-01, " } else { "" };
            text + &format!("  m{at}: {{{done}due: 2026-10-{:02}}}\n", at % 28 + 1)
        }),
    )];
    let out = printed(&files, AS_OF, &["brief", "--format", "html"]);
    assert!(out.contains("26 more milestones: see tpm gantt p --only milestones"), "{out}");
    let html = read(&out);
    let rows = html.of("details").next().unwrap();
    let count = rows.descendants().filter(|node| node.attribute("scope") == Some("row")).count();
    assert_eq!(count, 14);
}
