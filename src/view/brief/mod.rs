//! `tpm brief`: one page for each program, for people who read nothing else.

mod document;
mod lists;
mod message;
mod paper;
mod text;
mod words;

use super::Report;
use crate::analysis::Assessment;
use crate::analysis::brief::Brief;
use crate::analysis::news::Since;
use crate::source::Sources;

/// What the pages are made from.
#[derive(Debug, Clone, Copy)]
pub struct Briefing<'a> {
    pub assessment: &'a Assessment<'a>,
    pub sources: &'a Sources,
    pub brief: &'a Brief<'a>,
    /// What it is compared with.
    pub since: &'a Since,
    /// The commit that the plans were read at; none for those on disk.
    pub commit: Option<&'a str>,
}

/// What pages are read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// A terminal: a few lines for each program.
    Lines,
    /// A document: sentences and tables.
    Document,
    /// A message in a chat: a few lines for all programs.
    Message,
    /// Paper, or a browser.
    Paper,
    /// One picture.
    Picture,
}

/// Returns the pages for a medium.
pub fn brief(briefing: Briefing<'_>, medium: Medium) -> Report {
    match medium {
        Medium::Lines => text::text(briefing),
        Medium::Document => document::document(briefing),
        Medium::Message => message::message(briefing),
        Medium::Paper => paper::sheet(briefing),
        Medium::Picture => paper::picture(briefing),
    }
}
