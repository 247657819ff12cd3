//! The comment on a pull request: its mark, its length, and that plan text is escaped in it.

use super::run;
use crate::support;
use pulldown_cmark::{Event, Options, Parser, Tag};

const BASE: &str = "milestones:\n  a: {duration: 5d, owner: ana, due: 2026-09-18}\n  b: {duration: 3d, owner: bo}\n  c: {duration: 1d, owner: bo, depends_on: [a, b]}\n";

fn comment(base: &str, head: &str) -> String {
    let output = run(base, head, &["--format", "markdown"]);
    assert_eq!(output.status, 0, "{}", output.err);
    output.out
}

#[test]
fn comment_begins_with_its_mark_and_verdict() {
    let out = comment(BASE, &BASE.replace("3d", "6d"));
    let mut lines = out.lines();
    assert_eq!(lines.next(), Some("<!-- tpm:diff:programs -->"));
    assert_eq!(lines.nth(1), Some("## ▲ \\`p\\` finish 21 → 22 Sep, 1wd later"));
    for part in [
        "| milestone | owner |",
        "<summary>Critical path</summary>",
        "```mermaid",
        "`6d61696e00`",
        "`tpm diff main`",
    ] {
        assert!(out.contains(part), "{part}: {out}");
    }
    let tables = out.lines().filter(|line| line.starts_with("| ---")).count();
    assert_eq!(tables, 3, "one of a cause, one of the forecasts, and one of the edits: {out}");
}

#[test]
fn comment_is_byte_identical_if_nothing_changed() {
    let head = BASE.replace("3d", "6d");
    assert_eq!(comment(BASE, &head), comment(BASE, &head));
    let quiet = comment(BASE, BASE);
    assert!(
        quiet.starts_with("<!-- tpm:diff:programs -->\n\n## Nothing was changed in the plans\n"),
        "{quiet}"
    );
}

#[test]
fn mark_comes_first_even_if_a_plan_is_broken() {
    let output = run(BASE, &BASE.replace("3d", "3x"), &["--format", "markdown"]);
    assert_eq!(output.status, 2);
    assert!(
        output.out.starts_with("<!-- tpm:diff:programs -->\n\n**✗ 1 error in the plans"),
        "{}",
        output.out
    );
}

/// Texts that would have an effect if unescaped in a comment, a fold, a diagram or a table.
const HOSTILE: [&str; 16] = [
    "--> <h1>x",
    "</details>",
    "<details open>",
    "</summary>",
    "<!-- tpm:diff:programs -->",
    "```mermaid",
    "x\n```\ny",
    "\"] --> n1[\"z",
    "%%{init: {}}%%",
    "click n0 \"javascript:x\"",
    "a|b`c",
    "@all #1 GH-2 fixes #3 5eed0000c0ffee0000000000000000000000cafe",
    "http://evil.test www.evil.test",
    "[a](javascript:x) ![b](http://t/p.png)",
    "::error::x ##[group]y",
    "\u{1b}[2J\u{202e}\u{200b}",
];

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap().replace('\u{202e}', "\\u202e").replace('\u{200b}', "\\u200b")
}

/// Returns two plans with a text in every key that a diff shows.
fn plans(text: &str) -> (String, String) {
    let said = quoted(text);
    let base = format!(
        "name: {said}
owner: o
due: 2026-09-30
milestones:
  a: {{name: {said}, owner: o, duration: 5d, due: 2026-09-11, firm: true, promised_to: {said}, note: {said}, tags: [{said}]}}
  b: {{owner: o, duration: 3d, depends_on: a, blocked: {{since: 2026-09-01, why: {said}, waiting_on: {said}}}}}
risks:
  r: {{title: {said}, owner: o, probability: 30%, impact: 5d, mitigation: {said}}}
freezes:
  - {{name: {said}, dates: [2026-10-01]}}
"
    );
    let other = quoted(&format!("{text}{text}"));
    let head = base
        .replace("duration: 5d", "duration: 9d")
        .replace("due: 2026-09-11", &format!("due: 2026-09-25, moved: [{{from: 2026-09-11, on: 2026-09-14, cause: {said}, why: {said}, agreed: {said}}}], waive: [{{rule: overdue-milestone, until: 2026-10-01, reason: {said}}}]"))
        .replace("[2026-10-01]", "[2026-09-16]")
        .replace(&format!("note: {said}"), &format!("note: {other}"))
        .replace(&format!("why: {said}, waiting"), &format!("why: {other}, waiting"))
        .replace(&format!("mitigation: {said}"), &format!("mitigation: {other}"));
    (base, head)
}

#[test]
fn plan_text_is_escaped_in_comments() {
    for text in HOSTILE {
        let (base, head) = plans(text);
        let out = comment(&base, &head);
        let told = format!("{text:?}:\n{out}");
        let ours = ["<details>", "</details>", "<summary>", "</summary>", "<!-- tpm:diff:programs -->"];
        let rest = ours.iter().fold(out.clone(), |rest, tag| rest.replace(tag, ""));
        assert!(!rest.contains('<'), "{told}");
        assert_eq!(out.matches("<!--").count(), 1, "{told}");
        assert_eq!(out.matches("<details>").count(), out.matches("</details>").count(), "{told}");
        assert_eq!(out.matches("```").count() % 2, 0, "{told}");
        let acts = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{200b}');
        assert!(!out.contains(acts) && !out.contains("::") && !out.contains("##["), "{told}");
        let mut in_code = false;
        for event in Parser::new_ext(&out, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            in_code = match event {
                Event::Start(Tag::CodeBlock(_)) => true,
                Event::End(_) => false,
                _ => in_code,
            };
            let is_ours = match &event {
                Event::Start(tag) => matches!(
                    tag,
                    Tag::Paragraph
                        | Tag::Heading { .. }
                        | Tag::Table(_)
                        | Tag::TableHead
                        | Tag::TableRow
                        | Tag::TableCell
                        | Tag::Strong
                        | Tag::CodeBlock(_)
                        | Tag::HtmlBlock
                ),
                Event::Html(html) => {
                    let html = ours.iter().fold(html.to_string(), |rest, tag| rest.replace(tag, ""));
                    !html.contains('<')
                }
                Event::Code(code) => {
                    code.starts_with("tpm diff") || code.starts_with("6d61") || &**code == "--all"
                }
                Event::End(_) | Event::Text(_) | Event::SoftBreak => true,
                _ => false,
            };
            assert!(is_ours, "{event:?} in {told}");
            if let Event::Text(text) = &event {
                let follows = |mark: &str, wrong: fn(char) -> bool| {
                    text.match_indices(mark).any(|(at, _)| text[at + mark.len()..].starts_with(wrong))
                };
                assert!(in_code || !follows("@", char::is_alphanumeric), "{told}");
                assert!(in_code || !follows("#", |c| c.is_ascii_digit()), "{told}");
                assert!(in_code || !follows("//", |c| c != ' '), "{told}");
            }
        }
    }
}

#[test]
fn plan_text_is_escaped_on_terminals() {
    for text in HOSTILE {
        let (base, head) = plans(text);
        let out = run(&base, &head, &[]).out;
        let acts = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{200b}');
        assert!(!out.contains(acts) && !out.contains("::") && !out.contains("##["), "{text:?}:\n{out}");
    }
}

#[test]
fn revisions_are_escaped_in_comments() {
    let arguments = ["diff", "main", "--format", "markdown", "--programs", "programs"];
    let files = [("programs/p.yaml", BASE)];
    assert!(support::run_since(&files, &files, &arguments).out.contains("`tpm diff main`"));
}
