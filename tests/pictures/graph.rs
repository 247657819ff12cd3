//! `tpm graph`: what is drawn, where it stands in SVG, and that plan text is text in DOT and Mermaid.

use super::drawn::apart;
use super::inert::files as hostile_files;
use super::{AS_OF, Files, generated, printed};
use crate::cli::hostile::HOSTILE;
use crate::formats::inert::PAYLOADS;
use crate::property::bytes::acts;
use crate::property::cases;
use crate::support::part::one_in;
use crate::support::{self, borrowed};
use roxmltree::{Document, Node};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

fn data(files: &Files, arguments: &[&str]) -> Value {
    let words = [&["graph", "--as-of", AS_OF, "--format", "json"], arguments].concat();
    serde_json::from_str::<Value>(&printed(files, &words)).unwrap()["data"].clone()
}

fn svg_of(files: &Files, arguments: &[&str]) -> String {
    printed(files, &[&["graph", "--as-of", AS_OF, "--format", "svg"], arguments].concat())
}

fn list<'v>(value: &'v Value, key: &str) -> &'v Vec<Value> {
    value[key].as_array().unwrap()
}

fn ids(data: &Value) -> BTreeSet<&str> {
    list(data, "nodes").iter().map(|node| node["id"].as_str().unwrap()).collect()
}

fn plan(text: &str) -> Files {
    vec![("programs/p.yaml".into(), text.into())]
}

// a to b to c to d, and x beside them into c.
const ROW: &str = "\
milestones:
  a: {duration: 1d}
  b: {duration: 1d, depends_on: [a]}
  x: {duration: 1d}
  c: {duration: 1d, depends_on: [b SS+2d, x]}
  d: {duration: 1d, depends_on: [c]}
";

#[test]
fn what_is_selected_is_drawn_with_what_it_is_linked_to() {
    let row = plan(ROW);
    let drawn = |arguments: &[&str]| {
        let data = data(&row, arguments);
        let ids: Vec<String> = ids(&data).iter().map(|id| id.replace("p/", "")).collect();
        ids.concat()
    };
    assert_eq!(drawn(&[]), "abcdx");
    assert_eq!(drawn(&["p/b"]), "abc");
    assert_eq!(drawn(&["p/b", "--depth", "0"]), "b");
    assert_eq!(drawn(&["p/b", "--depth", "2"]), "abcdx");
    assert_eq!(drawn(&["--to", "p/c"]), "abcx");
    assert_eq!(drawn(&["--to", "p/c", "--depth", "1"]), "bcx");
    assert_eq!(drawn(&["p/b", "--to", "p/d"]), "bd");
}

#[test]
fn a_milestone_stands_behind_what_it_waits_for() {
    let drawn = data(&plan(ROW), &[]);
    let layer = |node: &Value| (node["id"].as_str().unwrap().to_owned(), node["layer"].as_u64().unwrap());
    let layers: BTreeMap<String, u64> = list(&drawn, "nodes").iter().map(layer).collect();
    // x waits for nothing, and stands right before c.
    let expected = [("p/a", 0), ("p/b", 1), ("p/c", 2), ("p/d", 3), ("p/x", 1)];
    assert_eq!(layers, expected.map(|(id, layer)| (id.to_owned(), layer)).into());
    let link = &list(&drawn, "links")[1];
    let told = ["from", "to", "type", "lag", "lag_workdays", "critical"].map(|key| link[key].clone());
    assert_eq!(json!(told), json!(["p/b", "p/c", "SS", "+2d", 2, true]));
}

#[test]
fn lanes_are_teams_and_the_first_works_first() {
    let shared = "owners:\n  ana: {team: web}\n  bo: {team: web}\n  cy: {}\n";
    let plan = "\
milestones:
  a: {owner: cy, duration: 1d}
  b: {owner: ana, duration: 1d, depends_on: [a]}
  c: {owner: bo, duration: 1d, depends_on: [b]}
  d: {duration: 1d}
";
    let files: Files =
        vec![("programs/tpm.yaml".into(), shared.into()), ("programs/p.yaml".into(), plan.into())];
    let drawn = data(&files, &[]);
    assert_eq!(drawn["lanes"], json!(["cy", "web", null]));
    let lanes = list(&drawn, "nodes").iter().map(|node| json!([node["id"], node["lane"]]));
    assert_eq!(
        json!(lanes.collect::<Vec<_>>()),
        json!([["p/a", "cy"], ["p/b", "web"], ["p/c", "web"], ["p/d", null]])
    );
    let text = printed(&files, &["graph", "--as-of", AS_OF]);
    assert!(text.contains("web\n") && text.contains("a (cy)") && text.contains("\nno owner\n"), "{text}");
}

#[test]
fn what_waits_for_itself_is_drawn() {
    let files = plan("milestones:\n  a: {depends_on: [b]}\n  b: {depends_on: [a]}\n  c: {depends_on: [b]}\n");
    let output = support::run(&borrowed(&files), &["graph", "--format", "svg"]);
    assert_eq!(output.status, 2);
    let svg = Document::parse(&output.out).unwrap();
    apart(&svg).unwrap();
    assert_eq!(boxes(&svg).len(), 3);
    assert_eq!(lines(&svg).len(), 3);
}

#[test]
fn what_is_critical_is_what_the_critical_path_says() {
    let files = support::examples();
    for program in ["checkout", "gdpr", "mlops", "soc2", "devx"] {
        let words = ["critical-path", program, "--as-of", AS_OF, "--format", "json"];
        let path: Value = serde_json::from_str(&printed(&files, &words)).unwrap();
        let hops = list(&path["data"]["targets"][0]["chains"][0], "hops");
        let expected: BTreeSet<&str> = hops.iter().map(|hop| hop["id"].as_str().unwrap()).collect();
        let drawn = data(&files, &[program, "--depth", "99"]);
        let is_critical = |entry: &&Value| entry["critical"] == true;
        let nodes = list(&drawn, "nodes").iter().filter(is_critical);
        let found: BTreeSet<&str> = nodes.map(|node| node["id"].as_str().unwrap()).collect();
        assert_eq!(found, expected, "{program}");
        // Its links lead from each to the next.
        for pair in hops.windows(2) {
            let ends = [&pair[0]["id"], &pair[1]["id"]];
            let links = list(&drawn, "links").iter().filter(is_critical);
            assert!(links.into_iter().any(|link| [&link["from"], &link["to"]] == ends), "{ends:?}");
        }
    }
}

/// A rectangle, in tenths of a pixel.
#[derive(Debug, Clone, Copy)]
struct Area {
    left: i64,
    right: i64,
    top: i64,
    bottom: i64,
}

fn tenths(text: &str) -> i64 {
    (text.parse::<f64>().unwrap() * 10.0).round() as i64
}

fn attribute(node: &Node<'_, '_>, name: &str) -> i64 {
    tenths(node.attribute(name).unwrap())
}

fn title<'d>(group: &Node<'d, '_>) -> &'d str {
    let title = group.children().find(|node| node.has_tag_name("title"));
    title.and_then(|title| title.text()).unwrap_or_default()
}

/// Returns the groups that have such an element, with it.
fn told<'d>(svg: &'d Document<'d>, tag: &'static str) -> Vec<(Node<'d, 'd>, Node<'d, 'd>)> {
    let groups = svg.descendants().filter(|node| node.has_tag_name("g"));
    let first = |group: Node<'d, 'd>| Some((group, group.children().find(|node| node.has_tag_name(tag))?));
    groups.filter_map(first).collect()
}

/// Returns the boxes by the id that their titles begin with.
fn boxes<'d>(svg: &'d Document<'d>) -> BTreeMap<&'d str, (Area, Node<'d, 'd>)> {
    let area = |(group, rect): (Node<'d, 'd>, Node<'d, 'd>)| {
        let (left, top) = (attribute(&rect, "x"), attribute(&rect, "y"));
        let (right, bottom) = (left + attribute(&rect, "width"), top + attribute(&rect, "height"));
        let id = title(&group).split(" · ").next().unwrap();
        (id, (Area { left, right, top, bottom }, group))
    };
    told(svg, "rect").into_iter().map(area).collect()
}

/// Returns the arrows with their titles, as points.
fn lines<'d>(svg: &'d Document<'d>) -> Vec<(&'d str, Vec<(i64, i64)>)> {
    let points = |(group, path): (Node<'d, 'd>, Node<'d, 'd>)| {
        let mut points: Vec<(i64, i64)> = Vec::new();
        let mut rest = path.attribute("d").unwrap();
        while let Some(command) = rest.chars().next() {
            let end = rest[1..].find(['M', 'H', 'V']).map_or(rest.len(), |at| at + 1);
            let number = &rest[1..end];
            let last = points.last().copied();
            points.push(match command {
                'M' => number.split_once(' ').map(|(x, y)| (tenths(x), tenths(y))).unwrap(),
                'H' => (tenths(number), last.unwrap().1),
                _ => (last.unwrap().0, tenths(number)),
            });
            rest = &rest[end..];
        }
        (title(&group), points)
    };
    told(svg, "path").into_iter().map(points).collect()
}

/// Whether a line between two points runs through a box.
fn crosses(area: &Area, one: (i64, i64), other: (i64, i64)) -> bool {
    let (left, right) = (one.0.min(other.0), one.0.max(other.0));
    let (top, bottom) = (one.1.min(other.1), one.1.max(other.1));
    left < area.right && right > area.left && top < area.bottom && bottom > area.top
}

#[track_caller]
fn check(files: &Files, arguments: &[&str]) {
    let text = svg_of(files, arguments);
    assert_eq!(text, svg_of(files, arguments));
    let svg = Document::parse(&text).unwrap();
    let plan = &files[0].1;
    apart(&svg).unwrap_or_else(|fault| panic!("{fault}\n{plan}"));
    let (data, boxes, lines) = (data(files, arguments), boxes(&svg), lines(&svg));
    let (nodes, links) = (list(&data, "nodes"), list(&data, "links"));
    assert_eq!((boxes.len(), lines.len()), (nodes.len(), links.len()), "{plan}");
    let width = attribute(&svg.root_element(), "width");
    for node in nodes {
        let (area, group) = boxes[node["id"].as_str().unwrap()];
        assert!(area.left >= 0 && area.right <= width, "{area:?}");
        let name = tpm::render::escape::terminal_text(node["name"].as_str().unwrap());
        let full = node["id"].as_str().unwrap();
        let told = title(&group);
        assert!(told.contains(&name) || full.ends_with(&format!("/{name}")), "{told}");
        let texts: Vec<&str> =
            group.children().filter(Node::is_element).filter_map(|node| node.text()).collect();
        let label = texts[1];
        let begins = |id: &str| label.strip_suffix('…').map_or(id == label, |kept| id.starts_with(kept));
        assert!(begins(full) || begins(full.split('/').nth(1).unwrap()), "{label} of {full}");
        // Its state is told in words, and what is critical has a thicker frame.
        if ["late", "at-risk", "done", "cancelled"].contains(&node["health"].as_str().unwrap()) {
            let word = node["health"].as_str().unwrap().replace('-', "\u{a0}");
            let words = [word.clone(), word.replace('\u{a0}', " ")];
            assert!(words.iter().any(|word| texts[2].contains(word.as_str())), "{texts:?}");
        }
        let frame = group.children().find(|node| node.has_tag_name("rect")).unwrap();
        assert_eq!(frame.attribute("class") == Some("q s"), node["critical"] == true, "{full}");
        for (id, (other, _)) in boxes.iter().filter(|(id, _)| **id != full) {
            let is_apart = area.right <= other.left
                || other.right <= area.left
                || area.bottom <= other.top
                || other.bottom <= area.top;
            assert!(is_apart, "{id} lies on {full}\n{plan}");
        }
    }
    for link in links {
        let (from, to) = (link["from"].as_str().unwrap(), link["to"].as_str().unwrap());
        let (one, other) = (boxes[from].0, boxes[to].0);
        let ends = [
            (one.right, i64::midpoint(one.top, one.bottom)),
            (other.left, i64::midpoint(other.top, other.bottom)),
        ];
        assert!(
            lines.iter().any(|(_, line)| [line[0], line[line.len() - 1]] == ends),
            "{from} to {to}\n{plan}"
        );
    }
    for (told, line) in &lines {
        for pair in line.windows(2) {
            for (id, (area, _)) in &boxes {
                assert!(!crosses(area, pair[0], pair[1]), "{told} runs through {id}: {line:?}\n{plan}");
            }
        }
    }
    assert!(text.len() <= 150_000, "{} bytes for {} boxes", text.len(), nodes.len());
}

#[test]
fn texts_stay_apart_and_no_arrow_runs_through_a_box() {
    check(&support::examples(), &[]);
    check(&support::examples(), &["checkout"]);
    for files in generated(cases(500)) {
        check(&files, &[]);
    }
}

#[test]
fn more_than_a_picture_holds_is_refused_with_a_word() {
    let many = |count: usize, waits: &str| {
        let lines: String = (0..count).map(|at| format!("  m{at}: {{duration: 1d{waits}}}\n")).collect();
        plan(&format!("milestones:\n  z: {{duration: 1d}}\n{lines}"))
    };
    let said = |files: &Files, format: &str| {
        let output = support::run(&borrowed(files), &["graph", "--as-of", AS_OF, "--format", format]);
        (output.status, output.err.lines().next().unwrap_or_default().to_owned())
    };
    assert_eq!(said(&many(199, ""), "svg").0, 0);
    let error = "error: a picture of 201 milestones cannot be read: 200 is the most";
    assert_eq!(said(&many(200, ""), "svg"), (2, error.to_owned()));
    assert_eq!(said(&many(500, ", depends_on: [z]"), "mermaid").0, 0);
    let error = "error: Mermaid draws at most 500 dependencies, and these are 501";
    assert_eq!(said(&many(501, ", depends_on: [z]"), "mermaid"), (2, error.to_owned()));
    assert_eq!(said(&many(501, ", depends_on: [z]"), "dot").0, 0);
    // A document that a host cannot draw has the tables.
    let markdown =
        printed(&many(501, ", depends_on: [z]"), &["graph", "--as-of", AS_OF, "--format", "markdown"]);
    assert!(!markdown.contains("mermaid") && markdown.contains("| milestone |"), "{markdown:.300}");
}

#[test]
fn dot_has_each_milestone_and_each_link_once() {
    let out = printed(&plan(ROW), &["graph", "--as-of", AS_OF, "--format", "dot"]);
    let lines = |starts: &str| out.lines().filter(|line| line.trim_start().starts_with(starts)).count();
    assert!(out.starts_with("digraph tpm {\n") && out.ends_with("}\n"), "{out}");
    assert_eq!((0..5).map(|node| lines(&format!("{node} [ label="))).sum::<usize>(), 5, "{out}");
    assert_eq!(out.matches(" -> ").count(), 4, "{out}");
    assert!(out.contains("subgraph cluster_0 { label=\"no owner\"; 0; 1; 2; 3; 4 }"), "{out}");
    assert!(out.contains("label=\"SS+2d\" tooltip=\"c waits for b (SS+2d) · critical\" penwidth=3"), "{out}");
}

/// Checks that outside its strings a graph has nothing but what tpm writes.
fn is_sound_dot(out: &str) -> bool {
    let (mut outside, mut is_inside, mut is_escaped) = (String::new(), false, false);
    for c in out.chars() {
        match (is_inside, c) {
            (true, '\\') if !is_escaped => is_escaped = true,
            (true, '"') if !is_escaped => is_inside = false,
            (true, _) => is_escaped = false,
            (false, '"') => is_inside = true,
            (false, c) => outside.push(c),
        }
    }
    let is_known = |c: char| c.is_ascii_alphanumeric() || " \n{}[]=;_->".contains(c);
    !is_inside && outside.chars().all(is_known) && !outside.contains("URL") && !outside.contains("href")
}

#[test]
fn plan_text_is_inert_in_dot_and_mermaid() {
    for text in PAYLOADS.iter().chain(HOSTILE.iter()).step_by(one_in(4)) {
        let files = hostile_files(text);
        let out = printed(&files, &["graph", "--as-of", AS_OF, "--format", "dot"]);
        assert!(!out.contains(acts) && is_sound_dot(&out), "{text:?}: {out}");
        let out = printed(&files, &["graph", "--as-of", AS_OF, "--format", "mermaid"]);
        assert!(!out.contains(acts), "{text:?}: {out}");
        for line in out.lines() {
            let inside = line.split_once('"').and_then(|(_, rest)| rest.rsplit_once('"'));
            let inside = inside.map_or("", |(inside, _)| inside).replace("<br/>", "");
            assert!(!inside.contains(['"', '<', '>', '`', '[', ']', '{', '}', '|']), "{text:?}: {line}");
        }
        let svg = svg_of(&files, &[]);
        assert!(!svg.contains(acts), "{text:?}: {svg}");
        super::inert::is_inert(&svg, text);
    }
}
