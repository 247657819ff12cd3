//! The findings that existed before a change.

use super::{Gate, Topic};
use crate::analysis::Assessment;
use crate::analysis::diff::Matching;
use crate::finding::{Finding, Level};
use crate::model::Workspace;
use crate::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// The findings at the base of a change, by fingerprint.
#[derive(Debug, Clone, Default)]
pub struct Known(BTreeMap<String, Vec<Before>>);

/// How bad a finding was.
#[derive(Debug, Clone, Copy)]
struct Before {
    level: Level,
    days: u32,
    /// The forecast of its subject.
    forecast: Option<Day>,
}

/// The rules that say how late a forecast is. Their days may count in a calendar that the change
/// alters, so the forecast is compared too.
const OF_FORECASTS: [&str; 2] = ["firm-promise-late", "promise-forecast-late"];

impl Known {
    /// Returns the findings at the base of a change, under the ids of the head.
    ///
    /// Waived findings are not among them: they count as new if they are no longer waived.
    pub fn new(
        (base, assessment): (&Gate<'_>, &Assessment<'_>),
        matching: &Matching,
        head: &Workspace,
    ) -> Self {
        let mut known: BTreeMap<String, Vec<Before>> = BTreeMap::new();
        for verdict in base.verdicts() {
            let Some(topic) = verdict.topic else { continue };
            let now = match topic {
                Topic::Program(id) => matching.after(id).map(Topic::Program),
                Topic::Milestone(id) => matching.milestone_after(id).map(Topic::Milestone),
                Topic::Risk(_) | Topic::Ask(_) | Topic::Workspace => None,
            };
            let mut finding = verdict.finding.clone();
            if let Some(now) = now {
                finding.subject = Some(now.id(head).to_owned());
            }
            let forecast = topic.forecast(assessment);
            let before = Before { level: finding.level, days: finding.weight, forecast };
            known.entry(finding.fingerprint()).or_default().push(before);
        }
        Self(known)
    }

    /// Forgets what the head does not find by its own settings: a change that hides a finding by
    /// them answers for it.
    pub fn still_found_by(&mut self, own: &Gate<'_>) {
        let told = own.verdicts().iter().map(|verdict| &verdict.finding);
        let waived = own.waived.iter().map(|waived| &waived.finding);
        let found: BTreeSet<String> = told.chain(waived).map(Finding::fingerprint).collect();
        self.0.retain(|print, _| found.contains(print));
    }

    /// Whether the base had this finding, at least as bad in level, days and forecast. Each
    /// finding of the base matches once.
    pub(super) fn take(&mut self, finding: &Finding, forecast: Option<Day>) -> bool {
        let Some(then) = self.0.get_mut(&finding.fingerprint()) else { return false };
        let was_as_bad = |before: &Before| {
            let is_later = match (before.forecast, forecast) {
                (Some(then), Some(now)) => now > then,
                (then, now) => then.is_some() && now.is_none(),
            };
            before.level <= finding.level
                && before.days >= finding.weight
                && !(is_later && OF_FORECASTS.contains(&finding.rule))
        };
        then.iter().position(was_as_bad).map(|at| then.swap_remove(at)).is_some()
    }
}
