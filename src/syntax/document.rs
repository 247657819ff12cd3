//! What a file says, field by field, before anything is known of what its names refer to.

use super::fields::{ProgramDoc, SharedDoc};
use crate::finding::Findings;
use crate::source::Span;
use std::ops::{Deref, DerefMut};

/// A value and the bytes it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// One field of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Field<T> {
    /// The key is not there.
    #[default]
    Absent,
    /// The key is there and its value could not be read; a finding says why.
    Bad(Span),
    /// The value.
    Ok(Spanned<T>),
}

impl<T> Field<T> {
    /// Returns the value, where there is a readable one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Ok(spanned) => Some(&spanned.value),
            _ => None,
        }
    }

    /// Returns where the value stands, readable or not.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Absent => None,
            Self::Bad(span) => Some(*span),
            Self::Ok(spanned) => Some(spanned.span),
        }
    }

    /// Returns value and place, where there is a readable value.
    pub fn spanned(&self) -> Option<&Spanned<T>> {
        match self {
            Self::Ok(spanned) => Some(spanned),
            _ => None,
        }
    }

    /// Whether the key is there.
    pub fn is_present(&self) -> bool {
        !matches!(self, Self::Absent)
    }
}

impl Field<String> {
    /// Returns the text, where it says something: blanks are what nobody wrote.
    pub fn said(&self) -> Option<String> {
        self.value().filter(|text| !text.trim().is_empty()).cloned()
    }
}

/// What was understood of a file, and what is wrong with it. A bad file still has a value.
#[derive(Debug, Clone)]
pub struct Parsed<T> {
    /// What was understood.
    pub value: T,
    /// What is wrong.
    pub findings: Findings,
}

/// How much of something that is written could be read. The later a variant, the less is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Reading {
    /// All that is written is here.
    #[default]
    Whole,
    /// Something in it could not be read and is not here: no date may rest on it.
    Partly,
    /// One of its keys is unknown: what it lacks may be what was meant there.
    Strange,
    /// Reading stopped inside it, or never began: what it lacks may still stand there.
    Cut,
}

impl Reading {
    /// Whether all that is written is here.
    pub fn is_whole(self) -> bool {
        self == Self::Whole
    }

    /// Whether what is not here may be written all the same.
    pub fn may_lack_keys(self) -> bool {
        self >= Self::Strange
    }
}

/// Documents by id, in file order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entries<T> {
    /// Those whose id could be read.
    pub list: Vec<T>,
    /// How many of them are here: all, not those whose id could not be read, or those up to where reading stopped.
    pub reading: Reading,
    /// Whether the key that holds them is there.
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

impl<'e, T> IntoIterator for &'e mut Entries<T> {
    type Item = &'e mut T;
    type IntoIter = std::slice::IterMut<'e, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter_mut()
    }
}

impl ProgramDoc {
    /// Returns what is known of a file of which nothing could be read.
    pub fn unreadable() -> Self {
        let mut program = Self::default();
        program.lose();
        program
    }

    /// Forgets that what is here is what is written: nothing of it can be dated, and any name may be in it.
    pub fn lose(&mut self) {
        self.reading = Reading::Cut;
        self.milestones.reading = Reading::Cut;
    }

    /// Whether the file may have an id that could not be read, or that stands behind a syntax error.
    pub fn has_bad_id(&self) -> bool {
        matches!(self.id, Field::Bad(_)) || self.milestones.reading == Reading::Cut && !self.id.is_present()
    }
}

impl SharedDoc {
    /// Returns what is known of a file of which nothing could be read.
    pub fn unreadable() -> Self {
        let mut shared = Self::default();
        shared.lose();
        shared
    }

    /// Forgets that what is here is all that is written.
    pub(super) fn lose(&mut self) {
        self.reading = Reading::Cut;
        self.owners.reading = Reading::Cut;
        self.calendars.reading = Reading::Cut;
    }
}
