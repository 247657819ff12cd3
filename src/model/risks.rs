//! Lowers risks.

use super::lower::Lowering;
use super::named::NamedProgram;
use super::names::{Found, Reference, Target};
use super::{AsOf, MilestoneId, ProgramId, Risk, Spans, check, waivers};
use crate::source::Place;
use crate::syntax::{Field, Reading, RiskDoc};
use crate::time::Day;

/// Returns the model of one risk.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    program: ProgramId,
    named: &NamedProgram,
    doc: &RiskDoc,
    as_of: AsOf,
) -> Risk {
    lowering.sink.begin();
    let full_id = format!("{}/{}", named.id, doc.id);
    check::risk(&full_id, doc, named.file, as_of, &mut lowering.sink);
    let owner = lowering.owner(named.file, &doc.owner);
    let (affects, finishes) = threatened(lowering, program, named, doc, &full_id);
    let waivers = waivers::waivers(lowering, named, &doc.waive);
    check::impact_weeks(lowering, &affects, doc, named.file);
    // A future day does not change its state; a finding reports it.
    let seen = |field: &Field<Day>| field.value().copied().filter(|day| as_of.has_seen(*day));
    // Some of the milestones that it affects may be unknown.
    let is_known =
        !lowering.sink.is_undated() && affects.len().saturating_add(finishes.len()) >= doc.affects.len();
    let reading = if is_known { doc.reading } else { doc.reading.max(Reading::Partly) };
    Risk {
        id: doc.id.clone(),
        program,
        title: doc.title.non_blank().unwrap_or_else(|| doc.id.clone()),
        owner,
        probability: doc.probability.value().copied(),
        impact: doc.impact.value().copied(),
        cost: doc.cost.value().copied(),
        reading,
        affects,
        finishes,
        response: doc.response.value().copied(),
        mitigation: doc.mitigation.non_blank(),
        due: doc.due.value().copied(),
        mitigated: seen(&doc.mitigated),
        occurred: seen(&doc.occurred),
        closed: seen(&doc.closed),
        residual_probability: doc.residual.probability.value().copied(),
        residual_impact: doc.residual.impact.value().copied(),
        trigger: doc.trigger.non_blank(),
        raised: doc.raised.value().copied(),
        reviewed: seen(&doc.reviewed),
        next_review: doc.next_review.value().copied(),
        waivers,
        spans: Spans::of_risk(doc),
        origin: Place { file: named.file, span: doc.span },
        full_id,
    }
}

/// Returns the milestones that a risk threatens, and the programs whose finish it does.
fn threatened(
    lowering: &mut Lowering<'_>,
    program: ProgramId,
    named: &NamedProgram,
    doc: &RiskDoc,
    full_id: &str,
) -> (Vec<MilestoneId>, Vec<ProgramId>) {
    if doc.affects.is_empty() {
        return (Vec::new(), vec![program]);
    }
    let (mut milestones, mut finishes) = (Vec::new(), Vec::new());
    for name in &doc.affects {
        let reference = Reference {
            text: &name.value,
            home: &named.id,
            place: Place { file: named.file, span: name.span },
            rule: "unknown-milestone",
            subject: full_id,
        };
        match lowering.names.find_target(&reference, &mut lowering.sink) {
            Target::Milestone(Found::Milestone(id)) => milestones.push(id),
            Target::Finish(of) => finishes.push(of),
            Target::Milestone(_) => {}
        }
    }
    (milestones, finishes)
}
