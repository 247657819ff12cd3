//! The line about the commit, on top of a report with `--at`.

use super::phrases::date;
use super::{Cell, Report};
use crate::time::Day;

/// Returns the hash and day of the commit, and whether the plans on disk equal those of `HEAD`.
/// Dates are written relative to `near`.
pub fn committed(hash: &str, day: Day, near: Day, is_clean: Option<bool>) -> Report {
    let disk = match is_clean {
        Some(true) => " · work tree clean",
        Some(false) => " · work tree not clean: its plans differ from HEAD",
        None => "",
    };
    let mut report = Report::default();
    report.line([Cell::from(format!("Commit {hash} of {}{disk}", date(day, near)))]);
    report
}
