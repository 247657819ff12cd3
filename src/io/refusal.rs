//! Why something cannot be done, and what mends it.

use std::fmt::{Display, Formatter, Result};
use std::{error, io};

/// A reason, with what to do about it on lines of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Why it cannot be done.
    pub reason: String,
    /// What mends it.
    pub help: Vec<String>,
}

impl Refusal {
    /// Returns a reason with one way to mend it.
    pub fn new(reason: impl Into<String>, help: impl Into<String>) -> Self {
        Self { reason: reason.into(), help: vec![help.into()] }
    }

    /// Returns the refusal that an error is, or that a [`Repository`](super::history::Repository)
    /// gave as one of io.
    pub fn of<'e>(error: &'e (dyn error::Error + 'static)) -> Option<&'e Self> {
        let inner = || error.downcast_ref::<io::Error>()?.get_ref()?.downcast_ref();
        error.downcast_ref().or_else(inner)
    }
}

impl Display for Refusal {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(&self.reason)
    }
}

impl error::Error for Refusal {}

impl From<Refusal> for io::Error {
    fn from(refusal: Refusal) -> Self {
        Self::other(refusal)
    }
}
