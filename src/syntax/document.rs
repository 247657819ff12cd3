//! Documents: the fields of a file as they were read, before names are resolved.

use super::fields::{ProgramDoc, SharedDoc};
use crate::finding::Findings;
use crate::source::Span;
use std::ops::{Deref, DerefMut};

/// A value and the bytes it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub span: Span,
}

/// One field of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Field<T> {
    /// The key is not written.
    #[default]
    Absent,
    /// The key is written, but its value could not be read; a finding has the reason.
    Bad(Span),
    /// The value.
    Ok(Spanned<T>),
}

impl<T> Field<T> {
    /// Returns the value, if it could be read.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Ok(spanned) => Some(&spanned.value),
            _ => None,
        }
    }

    /// Returns where the value is written, readable or not.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Absent => None,
            Self::Bad(span) => Some(*span),
            Self::Ok(spanned) => Some(spanned.span),
        }
    }

    /// Returns the value with its place, if it could be read.
    pub fn spanned(&self) -> Option<&Spanned<T>> {
        match self {
            Self::Ok(spanned) => Some(spanned),
            _ => None,
        }
    }

    /// Whether the key is written, readable or not.
    pub fn is_present(&self) -> bool {
        !matches!(self, Self::Absent)
    }
}

impl Field<String> {
    /// Returns the text, unless it is blank: a blank text counts as absent.
    pub fn non_blank(&self) -> Option<String> {
        self.value().filter(|text| !text.trim().is_empty()).cloned()
    }

    /// Returns the text, if it gives a reason.
    pub fn reason(&self) -> Option<String> {
        self.value().filter(|text| super::values::says_why(text)).cloned()
    }
}

/// A file's document, and what is wrong with the file. A bad file has a document too.
#[derive(Debug, Clone)]
pub struct Parsed<T> {
    /// What could be read.
    pub value: T,
    /// What is wrong.
    pub findings: Findings,
}

/// How much of a document could be read. Later variants know less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Reading {
    /// Everything that is written.
    #[default]
    Whole,
    /// Some of it could not be read and is missing here: no date may be based on it.
    Partly,
    /// One of its keys is unknown: a key that seems missing may be the one meant by it.
    UnknownKey,
    /// Reading stopped inside it, or never began: the rest of the file may hold what is missing.
    Cut,
}

impl Reading {
    /// Whether everything that is written was read.
    pub fn is_whole(self) -> bool {
        self == Self::Whole
    }

    /// Whether keys that are missing here may be written all the same.
    pub fn may_lack_keys(self) -> bool {
        self >= Self::UnknownKey
    }
}

/// Documents by id, in file order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entries<T> {
    /// The entries whose id could be read.
    pub list: Vec<T>,
    /// Whether these are all entries: some ids may be unreadable, or reading may have stopped
    /// early.
    pub reading: Reading,
    /// Whether the key that holds them is written.
    pub is_written: bool,
}

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self { list: Vec::new(), reading: Reading::Whole, is_written: false }
    }
}

impl<T> Deref for Entries<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.list
    }
}

impl<T> DerefMut for Entries<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.list
    }
}

impl<'e, T> IntoIterator for &'e Entries<T> {
    type Item = &'e T;
    type IntoIter = std::slice::Iter<'e, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl ProgramDoc {
    /// Returns the document of a program file of which nothing could be read.
    pub fn unreadable() -> Self {
        let mut program = Self::default();
        program.lose();
        program
    }

    /// Marks the document as incomplete: none of its milestones can be dated, and names that are
    /// not found in it may still exist.
    pub fn lose(&mut self) {
        self.reading = Reading::Cut;
        self.milestones.reading = Reading::Cut;
    }

    /// Whether the file may have an id that could not be read, or that comes after a syntax error.
    pub fn has_bad_id(&self) -> bool {
        matches!(self.id, Field::Bad(_)) || self.milestones.reading == Reading::Cut && !self.id.is_present()
    }
}

impl SharedDoc {
    /// Returns the document of a `tpm.yaml` of which nothing could be read.
    pub fn unreadable() -> Self {
        let mut shared = Self::default();
        shared.lose();
        shared
    }

    /// Marks the document as incomplete: names that are not found in it may still exist.
    pub(super) fn lose(&mut self) {
        self.reading = Reading::Cut;
        self.owners.reading = Reading::Cut;
        self.calendars.reading = Reading::Cut;
    }
}
