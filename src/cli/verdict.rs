//! The verdict of a gate, which outlives an error of writing its report.

use super::{FAILED, GATE_FAILED};
use anyhow::Result;
use std::fmt::{Display, Formatter};

/// A gate failed, and its report could not be written.
#[derive(Debug)]
struct Unreported;

impl Display for Unreported {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str("the gate failed, and its report was not written")
    }
}

/// Returns the exit status of a run that was to write its report; a failed gate stays one if it
/// was not written.
pub(super) fn reported(status: u8, written: Result<()>) -> Result<u8> {
    match written {
        Ok(()) => Ok(status),
        Err(error) if status == GATE_FAILED => Err(error.context(Unreported)),
        Err(error) => Err(error),
    }
}

/// Returns the exit status of a run that ended with an error.
pub(super) fn of(error: &anyhow::Error) -> u8 {
    if error.is::<Unreported>() { GATE_FAILED } else { FAILED }
}
