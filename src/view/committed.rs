//! What stands on top of a report on the plans as they were committed.

use super::phrases::date;
use super::{Cell, Report};
use crate::time::Day;

/// Returns which commit it was, of which day, and whether the plans on the disk are those of
/// `HEAD`.
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
