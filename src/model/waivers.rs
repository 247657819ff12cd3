//! Waivers and assertions, as they were read; `rules` applies them.

use super::lower::Lowering;
use super::named::NamedProgram;
use super::{MilestoneId, OwnerId};
use crate::source::Place;
use crate::syntax::{AssertionDoc, WaiverDoc};
use crate::time::Day;

/// An excuse for findings, until a given day.
#[derive(Debug, Clone)]
pub struct Waiver {
    /// The rule or set of rules.
    pub rule: &'static str,
    /// The last day on which it is excused.
    pub until: Day,
    /// Why.
    pub reason: String,
    /// Who decided it.
    pub by: Option<OwnerId>,
    /// Where it is written.
    pub origin: Place,
}

/// A condition that a program sets itself.
#[derive(Debug, Clone)]
pub struct Assertion {
    /// The milestone it is about; `None` is the program.
    pub milestone: Option<MilestoneId>,
    /// The milestone must be forecast for this day or earlier.
    pub forecast_by: Option<Day>,
    /// The milestone must have at least this many working days of float to its promise.
    pub float_at_least: Option<u32>,
    /// The milestone's promise must be kept in at least this share of the runs, in percent.
    pub odds_at_least: Option<u32>,
    /// The program must be forecast for this day or earlier.
    pub finish_by: Option<Day>,
    /// Why.
    pub because: Option<String>,
    /// Where it is written.
    pub origin: Place,
}

/// Returns the waivers that could be read.
pub(super) fn waivers(lowering: &mut Lowering<'_>, named: &NamedProgram, docs: &[WaiverDoc]) -> Vec<Waiver> {
    let lower = |doc: &WaiverDoc| {
        let by = lowering.owner(named.file, &doc.by);
        Some(Waiver {
            rule: doc.rule.value()?,
            until: *doc.until.value()?,
            reason: doc.reason.reason()?,
            by,
            origin: Place { file: named.file, span: doc.span },
        })
    };
    docs.iter().filter_map(lower).collect()
}

/// Returns the assertions whose milestone is known.
pub(super) fn assertions(
    lowering: &mut Lowering<'_>,
    named: &NamedProgram,
    docs: &[AssertionDoc],
) -> Vec<Assertion> {
    let mut assertions = Vec::new();
    for doc in docs {
        let reference: Vec<_> = doc.milestone.spanned().cloned().into_iter().collect();
        let milestones = lowering.milestones(named, &reference, &named.id);
        if milestones.len() < reference.len() {
            continue;
        }
        assertions.push(Assertion {
            milestone: milestones.first().copied(),
            forecast_by: doc.forecast_by.value().copied(),
            float_at_least: doc.float_at_least.value().copied(),
            odds_at_least: doc.odds_at_least.value().copied(),
            finish_by: doc.finish_by.value().copied(),
            because: doc.because.non_blank(),
            origin: Place { file: named.file, span: doc.span },
        });
    }
    assertions
}
