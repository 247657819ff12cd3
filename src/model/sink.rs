//! Findings about what is being lowered.

use crate::finding::{Finding, Findings};

/// Collects findings about one item after the other, and remembers whether the current item lost
/// its dates.
///
/// Only findings that are added with [`Self::undate`] remove dates, whatever their level: a new
/// check does not remove dates just because it is an error.
pub(super) struct FindingSink<'f> {
    findings: &'f mut Findings,
    undated: bool,
}

impl<'f> FindingSink<'f> {
    pub(super) fn new(findings: &'f mut Findings) -> Self {
        Self { findings, undated: false }
    }

    /// Begins the next item.
    pub(super) fn begin(&mut self) {
        self.undated = false;
    }

    /// Adds a finding that keeps the item's dates.
    pub(super) fn add(&mut self, finding: Finding) {
        self.findings.add(finding);
    }

    /// Adds a finding that removes the item's dates: a value is unknown or contradictory.
    pub(super) fn undate(&mut self, finding: Finding) {
        self.undated = true;
        self.findings.add(finding);
    }

    /// Whether a finding since [`Self::begin`] removed the dates.
    pub(super) fn is_undated(&self) -> bool {
        self.undated
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Place, Span};

    #[test]
    fn only_undate_removes_dates() {
        let finding = || Finding::error("x", Place { file: FileId(0), span: Span::default() }, "x");
        let mut findings = Findings::default();
        let mut sink = FindingSink::new(&mut findings);
        sink.add(finding());
        assert!(!sink.is_undated());
        sink.undate(finding());
        assert!(sink.is_undated());
        sink.begin();
        assert!(!sink.is_undated());
    }
}
