//! Text from plans, and what a piece of text means.

/// Text that may contain text from a plan.
///
/// It has no `Display`: only a renderer's escaping functions may read it, so nothing reaches a
/// terminal or a document unescaped.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words(Box<str>);

impl Words {
    /// Returns the unescaped text. For escaping functions only; `tests/tidy.rs` enforces that.
    pub(crate) fn unescaped(&self) -> &str {
        &self.0
    }

    /// Returns these words and others behind them.
    #[must_use]
    pub(super) fn followed_by(&self, others: &Self) -> Self {
        format!("{}{}", self.0, others.0).into()
    }
}

impl<T: Into<String>> From<T> for Words {
    fn from(text: T) -> Self {
        Self(text.into().into_boxed_str())
    }
}

/// The meaning of a piece of text. A terminal may color it, but no meaning depends on color alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Plain,
    /// As promised.
    Good,
    /// In doubt.
    Doubtful,
    /// Missed, or forecast to be missed.
    Bad,
    Strong,
    Faint,
    /// Something to copy or compare exactly: a command, a hash.
    Code,
}
