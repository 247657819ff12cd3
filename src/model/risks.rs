//! Risks of a program.

use super::lower::Lowering;
use super::named::NamedProgram;
use super::{AsOf, ProgramId, Risk, Spans, check, waivers};
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
    lowering.told.begin();
    let full_id = format!("{}/{}", named.id, doc.id);
    check::risk(&full_id, doc, named.file, as_of, &mut lowering.told);
    let owner = lowering.owner(named.file, &doc.owner);
    let affects = lowering.milestones(named, &doc.affects, &full_id);
    let waivers = waivers::waivers(lowering, named, &doc.waive);
    check::impact_weeks(lowering, &affects, doc, named.file);
    // What has not happened yet does not tell its state; a finding says so.
    let seen = |field: &Field<Day>| field.value().copied().filter(|day| as_of.has_seen(*day));
    // Not all that it affects may be known.
    let is_known = !lowering.told.is_undated() && affects.len() == doc.affects.len();
    let reading = if is_known { doc.reading } else { doc.reading.max(Reading::Partly) };
    Risk {
        id: doc.id.clone(),
        program,
        title: doc.title.said().unwrap_or_else(|| doc.id.clone()),
        owner,
        probability: doc.probability.value().copied(),
        impact: doc.impact.value().copied(),
        cost: doc.cost.value().copied(),
        reading,
        affects,
        response: doc.response.value().copied(),
        mitigation: doc.mitigation.said(),
        due: doc.due.value().copied(),
        mitigated: seen(&doc.mitigated),
        occurred: seen(&doc.occurred),
        closed: seen(&doc.closed),
        residual_probability: doc.residual.probability.value().copied(),
        residual_impact: doc.residual.impact.value().copied(),
        trigger: doc.trigger.said(),
        raised: doc.raised.value().copied(),
        reviewed: seen(&doc.reviewed),
        next_review: doc.next_review.value().copied(),
        waivers,
        spans: Spans::of_risk(doc),
        origin: Place { file: named.file, span: doc.span },
        full_id,
    }
}
