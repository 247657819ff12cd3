//! Settings for all programs of a workspace: limits for judgements.

use super::sink::FindingSink;
use crate::finding::Finding;
use crate::source::{FileId, Place};
use crate::syntax::{Distribution, SharedDoc};

/// The settings of `tpm.yaml`, or their defaults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// How much room a promise needs.
    pub at_risk: AtRisk,
    /// Civil days without an update after which an internal owner counts as quiet.
    pub quiet_after_days: u32,
    /// The same for external owners.
    pub quiet_after_days_external: u32,
    /// At most this many working days without an update are assumed to be worked.
    pub assume_progress: u32,
    /// The upper ends of the first four of the five impact bands, in working days.
    pub impact_bands: [u32; 4],
    /// The currency of costs, if given.
    pub currency: Option<String>,
    /// The revision that variances may be measured against.
    pub baseline: Option<String>,
    /// Where the baseline is written.
    pub baseline_at: Option<Place>,
    /// What the status is compared with: a revision or `previous-workday`.
    pub since: Option<String>,
    /// The range of a single estimate, where odds are asked for.
    pub default_range: DefaultRange,
    /// Whether the status and a diff say how often firm promises are kept.
    pub odds_in_status: bool,
    /// How often a plan is simulated.
    pub runs: u32,
    /// How the days between three points are spread.
    pub distribution: Distribution,
}

/// The range of a single estimate, in percent of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DefaultRange {
    /// At most 100.
    pub optimistic: u32,
    /// At least 100.
    pub pessimistic: u32,
}

/// The room that a promise needs: a share of the work left on the longest way to it, kept between
/// two limits.
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
        Self::of(FileId(0), &SharedDoc::default())
    }
}

/// The default of `impact_bands`.
const USUAL_BANDS: [u32; 4] = [2, 5, 10, 20];

impl Settings {
    /// Returns the settings of a `tpm.yaml`; reports limits that contradict each other.
    pub(super) fn new(file: FileId, shared: &SharedDoc, sink: &mut FindingSink<'_>) -> Self {
        let settings = Self::of(file, shared);
        settings.at_risk.check(file, shared, sink);
        settings
    }

    /// Returns these settings with what judges plans taken from others: thresholds, quiet, assumed
    /// work and how odds are drawn. Of others that cannot be trusted only what is stricter
    /// counts, and never anything milder than the defaults.
    #[must_use]
    pub fn judged_by(&self, others: &Self, is_trusted: bool) -> Self {
        let usual = Self::default();
        let judge = if is_trusted { others } else { &usual };
        let risk = |of: &Self| [of.at_risk.at_least, of.at_risk.share_percent, of.at_risk.at_most];
        let larger = |a: u32, b: u32| if is_trusted { b } else { a.max(b) };
        let smaller = |a: u32, b: u32| if is_trusted { b } else { a.min(b) };
        let (here, there) = (risk(self), risk(judge));
        Self {
            at_risk: AtRisk {
                at_least: larger(here[0], there[0]),
                share_percent: larger(here[1], there[1]),
                at_most: larger(here[2], there[2]),
            },
            quiet_after_days: smaller(self.quiet_after_days, judge.quiet_after_days),
            quiet_after_days_external: smaller(
                self.quiet_after_days_external,
                judge.quiet_after_days_external,
            ),
            assume_progress: smaller(self.assume_progress, judge.assume_progress),
            impact_bands: judge.impact_bands,
            default_range: DefaultRange {
                optimistic: larger(self.default_range.optimistic, judge.default_range.optimistic),
                pessimistic: larger(self.default_range.pessimistic, judge.default_range.pessimistic),
            },
            runs: judge.runs,
            distribution: judge.distribution,
            ..self.clone()
        }
    }

    /// Returns the keys of what judges plans that differ from those of others; how odds are drawn
    /// judges only where a plan asserts some.
    pub fn judges_unlike(&self, others: &Self, asserts_odds: bool) -> Vec<&'static str> {
        let drawn = |of: &Self| (of.runs, of.distribution);
        let keys = [
            ("at_risk", self.at_risk != others.at_risk),
            ("quiet_after_days", self.quiet_after_days != others.quiet_after_days),
            ("quiet_after_days_external", self.quiet_after_days_external != others.quiet_after_days_external),
            ("assume_progress", self.assume_progress != others.assume_progress),
            ("impact_bands", self.impact_bands != others.impact_bands),
            ("default_range", asserts_odds && self.default_range != others.default_range),
            ("odds", asserts_odds && drawn(self) != drawn(others)),
        ];
        keys.into_iter().filter(|(_, differs)| *differs).map(|(key, _)| key).collect()
    }

    fn of(file: FileId, shared: &SharedDoc) -> Self {
        Self {
            at_risk: AtRisk {
                at_least: shared.at_risk.at_least(),
                share_percent: shared.at_risk.share(),
                at_most: shared.at_risk.at_most(),
            },
            quiet_after_days: shared.quiet_after_days(),
            quiet_after_days_external: shared.quiet_after_days_external(),
            assume_progress: shared.assume_progress(),
            impact_bands: shared.impact_bands.as_slice().try_into().unwrap_or(USUAL_BANDS),
            currency: shared.currency.non_blank(),
            baseline: shared.baseline.value().cloned(),
            baseline_at: shared.baseline.span().map(|span| Place { file, span }),
            since: shared.since.non_blank(),
            default_range: DefaultRange {
                optimistic: shared.default_range.optimistic.value().copied().unwrap_or(90),
                pessimistic: shared.default_range.pessimistic.value().copied().unwrap_or(150),
            },
            odds_in_status: shared.odds.in_status.value().copied().unwrap_or(false),
            runs: shared.odds.runs.value().copied().unwrap_or(10_000),
            distribution: shared.odds.distribution.value().copied().unwrap_or(Distribution::Pert),
        }
    }
}

impl AtRisk {
    fn check(self, file: FileId, shared: &SharedDoc, sink: &mut FindingSink<'_>) {
        let written = [shared.at_risk.at_most.span(), shared.at_risk.at_least.span()];
        let Some(span) = written.into_iter().flatten().next().filter(|_| self.at_least > self.at_most) else {
            return;
        };
        let Self { at_least, at_most, .. } = self;
        let message = format!("`at_least` is {at_least}d and `at_most` is {at_most}d, which is less");
        sink.undate(
            Finding::error("limits-out-of-order", Place { file, span }, message)
                .label("out of order")
                .help(format!("raise `at_most` to {at_least}d or more, or lower `at_least`")),
        );
    }
}
