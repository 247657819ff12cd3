//! What a workspace sets for all its programs: limits of judgement.

use crate::finding::{Finding, Findings};
use crate::source::{FileId, Place};
use crate::syntax::SharedDoc;

/// The settings of `tpm.yaml`, or what counts without them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// How little float is too little.
    pub at_risk: AtRisk,
    /// After how many civil days without a word someone of the house is quiet.
    pub quiet_after_days: u32,
    /// The same for owners outside the house.
    pub quiet_after_days_external: u32,
    /// At most this many working days without a word are taken as worked.
    pub assume_progress: u32,
    /// Where the first four of the five bands of impact end, in working days.
    pub impact_bands: [u32; 4],
    /// The currency of costs, where one is given.
    pub currency: Option<String>,
    /// The revision that variances may be measured against.
    pub baseline: Option<String>,
    /// Where that stands.
    pub baseline_at: Option<Place>,
}

/// The threshold of float: a share of the working days up to the promise, held between two limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AtRisk {
    /// Working days; the threshold is never lower.
    pub at_least: u32,
    /// Whole percent.
    pub share_percent: u32,
    /// Working days; the threshold is never higher.
    pub at_most: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            at_risk: AtRisk { at_least: 2, share_percent: 10, at_most: 10 },
            quiet_after_days: 14,
            quiet_after_days_external: 7,
            assume_progress: 5,
            impact_bands: [2, 5, 10, 20],
            currency: None,
            baseline: None,
            baseline_at: None,
        }
    }
}

impl Settings {
    /// Returns the settings of a `tpm.yaml`, with a finding where two of them cannot both hold.
    pub(super) fn new(file: FileId, shared: &SharedDoc, findings: &mut Findings) -> Self {
        let usual = Self::default();
        let at_risk = AtRisk {
            at_least: shared.at_risk.at_least.value().copied().unwrap_or(usual.at_risk.at_least),
            share_percent: shared.at_risk.share.value().copied().unwrap_or(usual.at_risk.share_percent),
            at_most: shared.at_risk.at_most.value().copied().unwrap_or(usual.at_risk.at_most),
        };
        at_risk.check(file, shared, findings);
        let bands: Vec<u32> = shared.impact_bands.iter().map(|band| band.value).collect();
        let or = |value: Option<&u32>, usual: u32| value.copied().unwrap_or(usual);
        Self {
            at_risk,
            quiet_after_days: or(shared.quiet_after_days.value(), usual.quiet_after_days),
            quiet_after_days_external: or(
                shared.quiet_after_days_external.value(),
                usual.quiet_after_days_external,
            ),
            assume_progress: or(shared.assume_progress.value(), usual.assume_progress),
            impact_bands: bands.try_into().unwrap_or(usual.impact_bands),
            currency: shared.currency.said(),
            baseline: shared.baseline.value().cloned(),
            baseline_at: shared.baseline.span().map(|span| Place { file, span }),
        }
    }
}

impl AtRisk {
    fn check(self, file: FileId, shared: &SharedDoc, findings: &mut Findings) {
        let written = [shared.at_risk.at_most.span(), shared.at_risk.at_least.span()];
        let Some(span) = written.into_iter().flatten().next().filter(|_| self.at_least > self.at_most) else {
            return;
        };
        let Self { at_least, at_most, .. } = self;
        let message = format!("`at_least` is {at_least}d and `at_most` is {at_most}d, which is less");
        findings.add(
            Finding::error("limits-out-of-order", Place { file, span }, message)
                .label("out of order")
                .help(format!("raise `at_most` to {at_least}d or more, or lower `at_least`")),
        );
    }
}
