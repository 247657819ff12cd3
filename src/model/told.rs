//! Findings about what is being lowered.

use crate::finding::{Finding, Findings};

/// Takes what is wrong with one thing after the other, and remembers of each whether that takes its dates away.
///
/// A finding does so only where it says so, whatever its level: a new check takes no date from anybody by being
/// an error.
pub(super) struct Told<'f> {
    findings: &'f mut Findings,
    undated: bool,
}

impl<'f> Told<'f> {
    pub(super) fn new(findings: &'f mut Findings) -> Self {
        Self { findings, undated: false }
    }

    /// Begins with the next thing.
    pub(super) fn begin(&mut self) {
        self.undated = false;
    }

    /// Adds a finding that leaves the dates standing.
    pub(super) fn add(&mut self, finding: Finding) {
        self.findings.add(finding);
    }

    /// Adds a finding that takes the dates away: what it is about cannot be true, or is not known.
    pub(super) fn undate(&mut self, finding: Finding) {
        self.undated = true;
        self.findings.add(finding);
    }

    /// Whether a finding since [`Self::begin`] takes the dates away.
    pub(super) fn is_undated(&self) -> bool {
        self.undated
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Place, Span};

    #[test]
    fn an_error_takes_dates_away_only_where_it_says_so() {
        let finding = || Finding::error("x", Place { file: FileId(0), span: Span::default() }, "x");
        let mut findings = Findings::default();
        let mut told = Told::new(&mut findings);
        told.add(finding());
        assert!(!told.is_undated());
        told.undate(finding());
        assert!(told.is_undated());
        told.begin();
        assert!(!told.is_undated());
    }
}
