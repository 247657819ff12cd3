//! Sheets as a page for a browser and for paper: one file without scripts and addresses, light or
//! dark as the reader likes, with one sheet of paper for each of its pages.
//!
//! It is XML too, so that it can be read back by its grammar. Text reaches it as [`Xml`], so
//! nothing in a plan becomes markup. What a color says, a sign or a word says too.

mod style;
mod table;

use super::escape::{self, Xml};
use super::svg;
use crate::view::{Block, Cell, Fact, Listed, Page, Picture, Report, Sheet, Tone, Words};
use std::fmt::{Arguments, Write as _};
use std::io::{self, Write};

/// How wide a picture is, in pixels.
const WIDE: i32 = 860;
/// The same on a telephone.
const NARROW: i32 = 330;
/// How many bars are drawn for both.
const TWICE: usize = 40;

/// Writes the sheet of a report, below what comes before it.
pub fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut html = Html::default();
    let mut notes: Vec<&Block> = Vec::new();
    for block in &report.blocks {
        match block {
            Block::Sheet(sheet) => html.sheet(sheet, &notes),
            block => notes.push(block),
        }
    }
    out.write_all(html.0.as_bytes())
}

/// How deep the titles of a page and of its parts are.
#[derive(Clone, Copy)]
struct Levels {
    page: u8,
    part: u8,
}

#[derive(Default)]
struct Html(String);

impl Html {
    /// Adds markup. Writing to memory does not fail.
    fn add(&mut self, markup: Arguments<'_>) {
        let _ = self.0.write_fmt(markup);
    }

    fn sheet(&mut self, sheet: &Sheet, notes: &[&Block]) {
        let title = text(&sheet.title);
        self.add(format_args!(
            "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n\
             <meta charset=\"utf-8\"/>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
             <meta name=\"color-scheme\" content=\"light dark\"/>\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n\
             <title>{title} · {}</title>\n<style>{}{}</style>\n</head>\n<body class=\"tpm page\">\n",
            text(&sheet.about),
            svg::STYLE,
            style::STYLE
        ));
        self.add(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"tpm defs\" width=\"0\" height=\"0\" aria-hidden=\"true\">{}</svg>\n",
            svg::PATTERNS
        ));
        // The title of a sheet with one page is that of the page.
        let is_one = sheet.overview.is_none() && sheet.pages.iter().any(|page| !is_empty(&page.title));
        self.add(format_args!("<header>\n"));
        if is_one {
            self.add(format_args!("<p class=\"about\">{}</p>\n", text(&sheet.about)));
        } else {
            self.add(format_args!("<h1>{title}</h1>\n<p class=\"about\">{}</p>\n", text(&sheet.about)));
        }
        self.notes(notes);
        self.add(format_args!("</header>\n<main>\n"));
        if let Some(overview) = &sheet.overview {
            self.add(format_args!(
                "<section aria-labelledby=\"all\">\n<h2 id=\"all\">{}</h2>\n",
                overview.title
            ));
            self.listed(overview, "all", true);
            self.add(format_args!("</section>\n"));
        }
        let levels = if is_one { Levels { page: 1, part: 2 } } else { Levels { page: 2, part: 3 } };
        for (number, page) in (1..).zip(&sheet.pages) {
            self.page(page, number, levels);
        }
        self.add(format_args!("</main>\n<footer>\n"));
        for line in &sheet.foot {
            self.add(format_args!("<p>{}</p>\n", text(line)));
        }
        self.add(format_args!("</footer>\n</body>\n</html>\n"));
    }

    /// Adds what stands above a report, such as errors in the plans.
    fn notes(&mut self, notes: &[&Block]) {
        if notes.iter().all(|block| matches!(block, Block::Gap)) {
            return;
        }
        self.add(format_args!("<div class=\"notes\" role=\"note\">\n"));
        self.blocks(notes.iter().copied());
        self.add(format_args!("</div>\n"));
    }

    fn page(&mut self, page: &Page, number: usize, levels: Levels) {
        let Levels { page: level, part } = levels;
        if is_empty(&page.title) {
            let part = part - 1;
            page.picture.iter().for_each(|picture| self.picture(picture, &format!("p{number}"), part));
            return;
        }
        self.add(format_args!(
            "<article class=\"leaf\" id=\"p{number}\" aria-labelledby=\"p{number}-h\">\n<div class=\"head\"><div>\n"
        ));
        self.add(format_args!(
            "<h{level} id=\"p{number}-h\">{}</h{level}>\n<p class=\"above\">{}</p></div>\n<p class=\"states\">",
            text(&page.title),
            text(&page.above)
        ));
        for (at, state) in page.state.iter().enumerate() {
            let class = if at == 0 { "state" } else { "was" };
            self.add(format_args!(
                "<span class=\"{class} {}\">{}</span> ",
                tone(state.tone),
                text(&state.words)
            ));
        }
        self.add(format_args!("</p></div>\n"));
        self.facts(&page.facts);
        if !page.said.is_empty() {
            self.add(format_args!("<dl class=\"said\">\n"));
            for (label, words) in &page.said {
                self.add(format_args!("<div><dt>{label}</dt><dd>{}</dd></div>\n", text(words)));
            }
            self.add(format_args!("</dl>\n"));
        }
        for (at, list) in (1..).zip(&page.lists) {
            let id = format!("p{number}-{at}");
            self.add(format_args!(
                "<section aria-labelledby=\"{id}\">\n<h{part} id=\"{id}\">{}</h{part}>\n",
                list.title
            ));
            self.listed(list, &id, false);
            self.add(format_args!("</section>\n"));
        }
        page.picture.iter().for_each(|picture| self.picture(picture, &format!("p{number}-p"), part));
        self.add(format_args!("</article>\n"));
    }

    fn facts(&mut self, facts: &[Fact]) {
        if facts.is_empty() {
            return;
        }
        self.add(format_args!("<dl class=\"facts\">\n"));
        for fact in facts {
            self.add(format_args!(
                "<div><dt>{}</dt><dd class=\"value {}\">{}</dd>",
                fact.label,
                tone(fact.value.tone),
                text(&fact.value.words)
            ));
            if !is_empty(&fact.note) {
                self.add(format_args!("<dd class=\"small\">{}</dd>", text(&fact.note)));
            }
            if let Some(source) = &fact.source {
                self.add(format_args!("<dd class=\"source\">{}</dd>", code(source)));
            }
            self.add(format_args!("</div>\n"));
        }
        self.add(format_args!("</dl>\n"));
    }

    /// Adds a table with a title that stands before it.
    fn listed(&mut self, list: &Listed, id: &str, links: bool) {
        let table = table::Table { columns: &list.columns, rows: &list.rows, title: id, links };
        self.add(format_args!("{}", table.cards()));
        if let Some(more) = &list.more {
            self.add(format_args!("<p class=\"small\">{}</p>\n", text(more)));
        }
    }

    fn picture(&mut self, picture: &Picture, id: &str, level: u8) {
        self.add(format_args!(
            "<section class=\"picture\" aria-labelledby=\"{id}\">\n<h{level} id=\"{id}\">{}</h{level}>\n",
            picture.title
        ));
        let both = picture.chart.bars().count() <= TWICE;
        if let Some(svg) = svg::part(&picture.chart, WIDE, id) {
            let class = if both { "wide" } else { "wide alone" };
            // What scrolls can be reached by keyboard.
            self.add(format_args!("<div class=\"{class}\" tabindex=\"0\">\n{svg}</div>\n"));
        }
        if let Some(svg) = svg::part(&picture.chart, NARROW, &format!("{id}-n")).filter(|_| both) {
            self.add(format_args!("<div class=\"narrow\">\n{svg}</div>\n"));
        }
        if let Some(more) = &picture.more {
            self.add(format_args!("<p class=\"small\">{}</p>\n", text(more)));
        }
        if !picture.table.is_empty() {
            self.add(format_args!("<details><summary>The same as a table</summary>\n"));
            self.blocks(picture.table.iter());
            self.add(format_args!("</details>\n"));
        }
        self.add(format_args!("</section>\n"));
    }

    /// Adds the blocks that stand above a sheet or below a picture: lines, and tables whose title
    /// is before them.
    fn blocks<'b>(&mut self, blocks: impl Iterator<Item = &'b Block>) {
        let mut title: Option<&Words> = None;
        for block in blocks {
            match block {
                Block::Heading(words) => title = Some(words),
                Block::Line(cells) => {
                    self.add(format_args!("<p>"));
                    for cell in cells {
                        self.add(format_args!(
                            "<span class=\"{}\">{}</span>",
                            tone(cell.tone),
                            text(&cell.words)
                        ));
                    }
                    self.add(format_args!("</p>\n"));
                }
                Block::Table { columns, rows, .. } => {
                    let table = table::Table { columns, rows, title: "", links: false };
                    self.add(format_args!("{}", table.plain(title.take())));
                }
                _ => {}
            }
        }
    }
}

fn text(words: &Words) -> Xml {
    escape::markup(words)
}

fn is_empty(words: &Words) -> bool {
    escape::drawn(words).trim().is_empty()
}

/// Returns the class of a meaning.
fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Good => "good",
        Tone::Doubtful => "warn",
        Tone::Bad => "bad",
        Tone::Strong => "strong",
        Tone::Faint => "soft",
        Tone::Code => "code",
    }
}

/// Returns a cell's text with its meaning.
fn marked(cell: &Cell) -> String {
    match cell.tone {
        Tone::Plain => text(&cell.words).to_string(),
        Tone::Code => code(&cell.words),
        meaning => format!("<span class=\"{}\">{}</span>", tone(meaning), text(&cell.words)),
    }
}

/// Returns a path or a command, which may be broken behind a slash.
fn code(words: &Words) -> String {
    format!("<code>{}</code>", text(words).to_string().replace('/', "/<wbr/>"))
}
