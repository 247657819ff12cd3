//! Why something cannot be done, and what to do about it.

use std::fmt::{Display, Formatter, Result};
use std::{error, io};

/// A reason, with hints on separate lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Why it cannot be done.
    pub reason: String,
    /// What to do about it.
    pub help: Vec<String>,
}

impl Refusal {
    /// Returns a reason with one hint.
    pub fn new(reason: impl Into<String>, help: impl Into<String>) -> Self {
        Self { reason: reason.into(), help: vec![help.into()] }
    }

    /// Returns the refusal inside an error, directly or in an io error from a
    /// [`Repository`](super::history::Repository).
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
