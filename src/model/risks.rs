//! Risks of a program, and what it asks of people.

use super::lower::Lowering;
use super::named::NamedProgram;
use super::{AsOf, MilestoneId, OwnerId, ProgramId, Spans, Waiver, check, waivers};
use crate::source::Place;
use crate::syntax::{Duration, Field, Probability, Reading, Response, RiskDoc};
use crate::time::Day;

/// Something that could go wrong.
#[derive(Debug, Clone)]
pub struct Risk {
    /// The id inside its program.
    pub id: String,
    /// `program/id`.
    pub full_id: String,
    /// Its program.
    pub program: ProgramId,
    /// What could happen; without a title, the id.
    pub title: String,
    /// Who watches it.
    pub owner: Option<OwnerId>,
    /// How likely it is.
    pub probability: Option<Probability>,
    /// Working time on each target, in the target's base calendar.
    pub impact: Option<Duration>,
    /// What it would cost.
    pub cost: Option<u64>,
    /// The milestones it threatens; none = the program's finish.
    pub affects: Vec<MilestoneId>,
    /// What is done about it.
    pub response: Option<Response>,
    /// How.
    pub mitigation: Option<String>,
    /// By when.
    pub due: Option<Day>,
    /// When the mitigation was in place.
    pub mitigated: Option<Day>,
    /// When it happened.
    pub occurred: Option<Day>,
    /// When it could no longer happen.
    pub closed: Option<Day>,
    /// Probability once mitigated.
    pub residual_probability: Option<Probability>,
    /// Impact once mitigated.
    pub residual_impact: Option<Duration>,
    /// What tells that it is happening.
    pub trigger: Option<String>,
    /// When it was raised.
    pub raised: Option<Day>,
    /// When it was last looked at.
    pub reviewed: Option<Day>,
    /// When to look again.
    pub next_review: Option<Day>,
    /// Where its id stands.
    pub origin: Place,
    /// Where its fields stand.
    pub spans: Spans,
    /// Findings about it that are excused.
    pub waivers: Vec<Waiver>,
    /// How much of it could be read: unless all of it, its numbers are not known.
    pub reading: Reading,
}

/// Something that is asked of someone.
#[derive(Debug, Clone)]
pub struct Ask {
    /// `program/id`.
    pub full_id: String,
    /// Its program.
    pub program: ProgramId,
    /// What is asked for; without a text, the id.
    pub ask: String,
    /// Of whom.
    pub of: Option<OwnerId>,
    /// By when.
    pub by: Option<Day>,
    /// What it unlocks.
    pub unlocks: Vec<MilestoneId>,
    /// Where its id stands.
    pub origin: Place,
}

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
