//! Counterparts on the two sides, and their values there.

use super::Side;
use crate::schedule::PromiseHolder;

/// An entry of one side and its counterpart on the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pair<I> {
    /// It is only in the base.
    Base(I),
    /// It is only in the head.
    Head(I),
    /// It is on both sides: in the base, and in the head.
    Both(I, I),
}

impl<I: Copy> Pair<I> {
    /// Returns the pair of an entry of the head and its counterpart in the base, if any.
    pub fn of_head(base: Option<I>, head: I) -> Self {
        base.map_or(Self::Head(head), |base| Self::Both(base, head))
    }

    /// Returns the entry in the base.
    pub fn base(self) -> Option<I> {
        match self {
            Self::Base(base) | Self::Both(base, _) => Some(base),
            Self::Head(_) => None,
        }
    }

    /// Returns the entry in the head.
    pub fn head(self) -> Option<I> {
        match self {
            Self::Head(head) | Self::Both(_, head) => Some(head),
            Self::Base(_) => None,
        }
    }

    /// Returns the entry in the head, else in the base, with its side.
    pub fn latest<'s>(self, base: Side<'s>, head: Side<'s>) -> (Side<'s>, I) {
        match self {
            Self::Head(id) | Self::Both(_, id) => (head, id),
            Self::Base(id) => (base, id),
        }
    }

    /// Applies a function to the entry of each side.
    pub fn map<J>(self, map: impl Fn(I) -> J) -> Pair<J> {
        match self {
            Self::Base(base) => Pair::Base(map(base)),
            Self::Head(head) => Pair::Head(map(head)),
            Self::Both(base, head) => Pair::Both(map(base), map(head)),
        }
    }

    /// Returns it as what a promise or forecast belongs to.
    pub fn holder(self) -> Pair<PromiseHolder>
    where
        I: Into<PromiseHolder>,
    {
        self.map(Into::into)
    }

    /// Asks each side about its entry; the default where it has none.
    pub fn ask<'s, T: Default>(
        self,
        base: Side<'s>,
        head: Side<'s>,
        ask: impl Fn(Side<'s>, I) -> T,
    ) -> BeforeAfter<T> {
        BeforeAfter {
            before: self.base().map_or_else(T::default, |id| ask(base, id)),
            after: self.head().map_or_else(T::default, |id| ask(head, id)),
        }
    }
}

/// A value before and after the change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BeforeAfter<T> {
    /// In the base.
    pub before: T,
    /// In the head.
    pub after: T,
}

impl<T> BeforeAfter<T> {
    /// Applies a function to both values.
    pub fn map<U>(self, map: impl Fn(T) -> U) -> BeforeAfter<U> {
        BeforeAfter { before: map(self.before), after: map(self.after) }
    }
}

impl<T: PartialEq> BeforeAfter<T> {
    /// Whether the value changed.
    pub fn is_change(&self) -> bool {
        self.before != self.after
    }
}
