//! Text of a plan is inert on a terminal, in Markdown and in a spreadsheet, and breaks no table.

use crate::property::bytes::acts;
use crate::support::{self, part::one_in};
use pulldown_cmark::{Event, Options, Parser, Tag};
use tpm::cli::Variables;

/// Every report, with its variants.
const COMMANDS: [&[&str]; 20] = [
    &["status"],
    &["status", "--owner", "o"],
    &["critical-path"],
    &["critical-path", "--to", "p/b"],
    &["slippage"],
    &["slippage", "--against", "due"],
    &["risks"],
    &["risks", "--matrix"],
    &["handoffs"],
    &["cliffs"],
    &["odds", "--runs", "100"],
    &["what-if", "--each", "+5d"],
    &["recover", "p/b", "--by", "2026-01-01"],
    &["handoffs", "--owner", "o"],
    &["ask"],
    &["load"],
    &["week"],
    &["why", "p/b"],
    &["why", "p/a"],
    &["schedule"],
];

/// Texts that would act if they were not escaped.
pub(crate) const HOSTILE: [&str; 32] = [
    "a|b",
    "|",
    "\\|",
    "\\",
    "`x",
    "``` ```",
    "a\nb",
    "\r\n| x | y |\n\n# z",
    "<script>alert(1)</script>",
    "<!-- x -->",
    "</details>",
    "&lt;b&gt; &copy;",
    "]]>",
    "@all and @org/team",
    "bo@example.com",
    "#1 fixes #42 GH-3 !4",
    "http://evil.test www.evil.test //evil.test",
    "[GA](javascript:x) ![x](http://t/p.png)",
    "*a* **b** _c_ __d__ ~~e~~ $f$",
    "- [ ] x",
    "1. x",
    "=cmd|'/c calc'!A1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "ok;=HYPERLINK(1)",
    "www. x",
    "＝1, \"=1\"",
    "\u{1b}[2J\u{9b}31m\u{7}",
    "\u{202e}lia\u{200b}\u{2066}",
    "::error::x ##[group]y",
];

/// Returns a text as a YAML string, with characters escaped that a file may not contain.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if acts(c) || c == '\n' => quoted += &format!("\\U{:08x}", c as u32),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// Returns a plan that has a text wherever the language allows one.
fn plan(text: &str) -> String {
    let text = quoted(text);
    format!(
        "name: {text}
owner: o
due: 2026-09-30
health: {{rag: green, note: {text}, on: 2026-09-01}}
freezes: [{{name: {text}, dates: 2026-10-19..2026-10-20}}]
milestones:
  a: {{name: {text}, owner: o, duration: 30d, started: 2026-08-03, due: 2026-09-09, firm: true, promised_to: {text}, updated: 2026-08-10, moved: [{{from: 2026-09-01, cause: scope, why: {text}, agreed: {text}}}], blocked: {{since: 2026-09-01, why: {text}, waiting_on: {text}}}}}
  b: {{name: {text}, owner: p, depends_on: [a +2d], duration: 3d, due: 2026-09-18, workstream: {text}}}
risks:
  r: {{title: {text}, owner: o, probability: 30%, impact: 15d, affects: [b], response: mitigate, mitigation: {text}, due: 2026-08-31, trigger: {text}}}
asks:
  k: {{ask: {text}, of: o, by: 2026-09-10, unlocks: [b]}}
"
    )
}

/// Returns the output of each command for each plan, with the command.
fn outputs(arguments: &[&str], width: Option<usize>) -> Vec<(String, String, String)> {
    let mut texts: Vec<String> = HOSTILE.iter().map(|text| (*text).to_owned()).collect();
    texts.extend(HOSTILE.windows(2).map(|two| two.concat()));
    texts.extend(HOSTILE.iter().map(|text| format!("x {text}")));
    let asked = texts.iter().flat_map(|text| COMMANDS.map(|command| (text, command)));
    // In steps that meet every command.
    let outputs = asked.step_by(one_in(23)).map(|(text, command)| {
        let (plan, shared) = (plan(text), shared(text));
        let files = [("programs/p.yaml", plan.as_str()), ("programs/tpm.yaml", &shared)];
        let output = support::run_as(&files, &[command, arguments].concat(), Variables::default(), width);
        assert_eq!((output.status, output.err.as_str()), (0, ""), "{text:?}");
        (command.join(" "), text.clone(), output.out)
    });
    outputs.collect()
}

/// Returns a `tpm.yaml` that has a text wherever the language allows one.
fn shared(text: &str) -> String {
    let text = quoted(text);
    format!(
        "currency: {text}\nowners: {{o: {{name: {text}, team: {text}}}, p: {{name: {text}, team: {text}}}}}\nfreezes: [{{name: {text}, dates: 2026-10-21}}]\n"
    )
}

#[test]
fn nothing_in_a_plan_acts_on_a_terminal() {
    for width in [None, Some(60), Some(120)] {
        for (command, text, out) in outputs(&["--color", "never"], width) {
            assert!(!out.contains(acts) && !out.contains("::"), "{command} of {text:?}:\n{out}");
        }
    }
}

#[test]
fn nothing_in_a_plan_acts_in_markdown() {
    for (command, text, out) in outputs(&["--format", "markdown"], None) {
        nothing_acts_in_markdown(&out, &format!("{command} of {text:?}:\n{out}"));
    }
}

/// Checks that a Markdown document has only headings, paragraphs and tables of plain text, and no
/// links.
#[track_caller]
pub(crate) fn nothing_acts_in_markdown(out: &str, told: &str) {
    assert!(!out.contains(acts) && !out.contains('<') && !out.contains("::"), "{told}");
    for event in Parser::new_ext(out, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
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
            ),
            Event::End(_) => true,
            Event::Text(_) => true,
            // The answers that `tpm ask` offers begin with the number of the question.
            Event::Code(code) => code.split_once(' ').is_some_and(|(number, _)| number.parse::<u8>().is_ok()),
            _ => false,
        };
        assert!(is_ours, "{event:?} in {told}");
    }
    // Texts that a host turns into links.
    let rendered = rendered(out);
    let follows = |mark: &str, wrong: fn(char) -> bool| {
        rendered.match_indices(mark).any(|(at, _)| rendered[at + mark.len()..].starts_with(wrong))
    };
    assert!(!follows("@", char::is_alphanumeric), "{told}");
    assert!(!follows("#", |c| c.is_ascii_digit()) && !follows("GH-", |c| c.is_ascii_digit()), "{told}");
    assert!(!follows("//", |c| c != ' ') && !rendered.to_ascii_lowercase().contains("www."), "{told}");
}

#[test]
fn no_text_breaks_a_table_of_markdown() {
    for (command, text, out) in outputs(&["--format", "markdown"], None) {
        let words: Vec<&str> = command.split(' ').chain(["--format", "markdown"]).collect();
        let (plan, shared) = (plan("x"), shared("x"));
        let plain = support::run(&[("programs/p.yaml", &plan), ("programs/tpm.yaml", &shared)], &words);
        let shape = |out: &str| -> Vec<usize> { out.lines().map(|line| line.split('|').count()).collect() };
        assert_eq!(shape(&out), shape(&plain.out), "{command} of {text:?}:\n{out}");
    }
}

fn rendered(markdown: &str) -> String {
    let text = |event| match event {
        Event::Text(text) => text.to_string(),
        Event::End(_) => " ".into(),
        _ => String::new(),
    };
    Parser::new_ext(markdown, Options::ENABLE_TABLES).map(text).collect()
}

#[test]
fn markdown_shows_plan_text_as_written() {
    for text in ["a|b\\", "*a* _b_ `c` [d](e) <f> &amp; ~g~ $h$ {i} ]]>", "1. a", "Übergabe 发布 🚀"] {
        let shared = "owners: {o: {}, p: {}}\n";
        let out = support::run(
            &[("programs/p.yaml", plan(text).as_str()), ("programs/tpm.yaml", shared)],
            &["status", "--format", "markdown"],
        )
        .out;
        assert!(rendered(&out).matches(text).count() >= 4, "{text}\n{out}");
    }
}

#[test]
fn no_text_breaks_a_row_of_csv_or_begins_a_formula() {
    for (command, text, out) in outputs(&["--format", "csv"], None) {
        no_cell_is_a_formula(&out, &format!("{command} of {text:?}:\n{out}"));
    }
}

/// Checks that CSV has one line for each row, and no cell that a spreadsheet reads as a formula.
#[track_caller]
pub(crate) fn no_cell_is_a_formula(out: &str, told: &str) {
    assert!(!out.replace("\r\n", "\n").contains(acts), "{told}");
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let rows: Vec<csv::StringRecord> =
        reader.records().collect::<Result<_, _>>().unwrap_or_else(|error| panic!("{error} in {told}"));
    assert_eq!(rows.len(), out.lines().count() - 1, "{told}");
    for cell in rows.iter().flatten() {
        let is_number = cell.split("; ").all(|part| part.is_empty() || part.parse::<f64>().is_ok());
        // Some spreadsheets split at semicolons too.
        for part in cell.split(';') {
            let first = part.trim_start_matches([' ', '"']);
            let acts = first.starts_with(['=', '+', '-', '@', '＝']) && first.parse::<f64>().is_err();
            assert!(is_number || !acts, "{cell:?} in {told}");
        }
    }
}
