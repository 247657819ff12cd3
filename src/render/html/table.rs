//! Tables: every column and every row has a header, and columns without any text are left out.

use super::{is_empty, marked, text};
use crate::view::{Cell, Column, Fit, Words};
use std::fmt::Write as _;

pub(super) struct Table<'a> {
    pub(super) columns: &'a [Column],
    pub(super) rows: &'a [Vec<Cell>],
    /// The id of the title that stands before it; empty if it has a caption.
    pub(super) title: &'a str,
    /// Whether the header of each row leads to the page of that number.
    pub(super) links: bool,
}

impl Table<'_> {
    /// Returns it as a table that becomes a list of cards where it has no room. What is laid out
    /// otherwise says what it is by roles.
    pub(super) fn cards(&self) -> String {
        let shown = self.shown();
        let mut out = format!("<table class=\"cards\" aria-labelledby=\"{}\">\n", self.title);
        out.push_str("<thead><tr>");
        for index in &shown {
            let title = self.columns[*index].title;
            let _ = write!(out, "<th scope=\"col\">{title}</th>");
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for (number, row) in (1..).zip(self.rows) {
            out.push_str("<tr>");
            for (at, index) in shown.iter().enumerate() {
                let (cell, column) = (&row[*index], &self.columns[*index]);
                let mut said = marked(cell);
                if self.links && at == 0 {
                    said = format!("<a href=\"#p{number}\">{said}</a>");
                }
                let class = if column.fit == Fit::Keep { " class=\"keep\"" } else { "" };
                let _ = match at {
                    0 => write!(out, "<th scope=\"row\"{class}>{said}</th>"),
                    _ if is_empty(&cell.words) => write!(out, "<td class=\"none\"></td>"),
                    _ => write!(out, "<td data-of=\"{}\"{class}>{said}</td>", column.title),
                };
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table>\n");
        out
    }

    /// Returns it as a table of as few bytes as it takes.
    pub(super) fn plain(&self, caption: Option<&Words>) -> String {
        let shown = self.shown();
        let mut out = String::from("<div class=\"scrolls\" tabindex=\"0\"><table>");
        if let Some(caption) = caption {
            let _ = write!(out, "<caption>{}</caption>", text(caption));
        }
        out.push_str("<thead><tr>");
        for index in &shown {
            let _ = write!(out, "<th scope=\"col\">{}</th>", self.columns[*index].title);
        }
        out.push_str("</tr></thead><tbody>\n");
        for row in self.rows {
            out.push_str("<tr>");
            for (at, index) in shown.iter().enumerate() {
                let said = text(&row[*index].words);
                let _ = match at {
                    0 => write!(out, "<th scope=\"row\">{said}</th>"),
                    _ => write!(out, "<td>{said}</td>"),
                };
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody></table></div>\n");
        out
    }

    fn shown(&self) -> Vec<usize> {
        let says = |index: &usize| self.rows.iter().any(|row| !is_empty(&row[*index].words));
        (0..self.columns.len()).filter(says).collect()
    }
}
