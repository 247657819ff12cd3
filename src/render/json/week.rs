//! `tpm week` as JSON.

use super::Tabular;
use super::record::record;
use super::words::Word;
use crate::analysis::Assessment;
use crate::analysis::week::{About, Decision, DecisionKind, NotBegun, OnDay, Review, ReviewKind, Turn, Week};
use crate::finding::Level;
use crate::rules::Verdict;
use crate::time::{Day, Instant};
use schemars::JsonSchema;
use serde::Serialize;

/// `data` of `tpm week`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WeekData<'w> {
    /// The working days, and days off for which there is something, in order.
    days: Vec<DayData<'w>>,
    /// How many start on these days.
    start_count: usize,
    /// How many end.
    end_count: usize,
    /// How many reviews and mitigations there are.
    review_count: usize,
    /// How many decisions there are.
    decision_count: usize,
    /// Work that could have started before the as-of day and has not; most of the float used first.
    could_have_started: Vec<NotBegunData<'w>>,
    /// The working day after the as-of day.
    next_workday: Day,
    /// What the gate will find on that day and does not find today, or not at that level; worst
    /// first.
    gate_next_workday: Vec<GateData>,
}

record! {
    struct DayData<'w> of (assessment: &Assessment<'w>, day: &OnDay) {
        /// The day.
        on: Day = day.on,
        /// Work that starts, by owner, then by id.
        starts: Vec<StartData<'w>> =
            day.starts.iter().map(|turn| StartData::of(assessment, turn)).collect(),
        /// What ends, by owner, then by id.
        ends: Vec<EndData<'w>> = day.ends.iter().map(|turn| EndData::of(assessment, turn)).collect(),
        /// Risks to review and mitigations that are due, by owner, then by id; overdue ones are on
        /// the first day.
        reviews: Vec<ReviewData<'w>> =
            day.reviews.iter().map(|review| ReviewData::of(assessment, review)).collect(),
        /// Asks to answer and blocks to clear, by who decides, then by id; overdue ones are on the
        /// first day.
        decisions: Vec<DecisionData<'w>> =
            day.decisions.iter().map(|decision| DecisionData::of(assessment, decision)).collect(),
    }
}

record! {
    struct StartData<'w> of (assessment: &Assessment<'w>, turn: &Turn) where {
        let (workspace, id) = (assessment.workspace, turn.milestone);
        let left = assessment.commitment(id);
    } from {
        /// The full id of the milestone.
        id: &'w str = &workspace.milestone(id).full_id,
        /// Its owner.
        owner: Option<&'w str> = workspace.owner_id(workspace.milestone(id).owner),
        /// Whether a promise needs it to start then, or earlier; else the forecast puts it there.
        must: bool = turn.must,
        /// The last day on which it can start for the nearest promise.
        start_by: Option<Day> = assessment.schedule.last_days(id).start_by,
        /// When the forecast has it start.
        early_start: Option<Day> = assessment.schedule.dates.start(id).map(Instant::day),
        /// The promise that depends on it first.
        commitment: Option<&'w str> = left.map(|left| assessment.promised_id(left.promised)),
        /// The day of that promise.
        commitment_due: Option<Day> = left.map(|left| left.due),
        /// The float that is left towards it; negative if it is forecast to be missed.
        commitment_float_workdays: Option<i32> = left.map(|left| left.float),
    }
}

record! {
    struct EndData<'w> of (assessment: &Assessment<'w>, turn: &Turn) where {
        let (workspace, id) = (assessment.workspace, turn.milestone);
        let left = assessment.commitment(id);
    } from {
        /// The full id of the milestone.
        id: &'w str = &workspace.milestone(id).full_id,
        /// Its owner.
        owner: Option<&'w str> = workspace.owner_id(workspace.milestone(id).owner),
        /// Whether a promise needs it to end then, or earlier; else the forecast puts it there.
        must: bool = turn.must,
        /// The promised day.
        due: Option<Day> = workspace.milestone(id).promise.due,
        /// The last day on which it can end for the nearest promise.
        finish_by: Option<Day> = assessment.schedule.last_days(id).finish_by,
        /// When the forecast has it end.
        forecast: Option<Day> = assessment.forecast(id).finish,
        /// Whether that is only the earliest day left: a floor, or resting on one.
        forecast_is_earliest: bool = assessment.is_earliest(id),
        /// The promise that depends on it first.
        commitment: Option<&'w str> = left.map(|left| assessment.promised_id(left.promised)),
        /// The day of that promise.
        commitment_due: Option<Day> = left.map(|left| left.due),
        /// The float that is left towards it; negative if it is forecast to be missed.
        commitment_float_workdays: Option<i32> = left.map(|left| left.float),
    }
}

record! {
    struct ReviewData<'w> of (assessment: &Assessment<'w>, review: &Review) where {
        let risk = &assessment.workspace.risks[review.risk];
    } from {
        /// The full id of the risk.
        id: &'w str = &risk.full_id,
        /// Who watches it.
        owner: Option<&'w str> = assessment.workspace.owner_id(risk.owner),
        /// Whether it is to be looked at again, or its mitigation is due.
        kind: Word<ReviewKind> = Word(review.kind),
        /// What could happen.
        title: &'w str = &risk.title,
        /// What is done about it.
        mitigation: Option<&'w str> = risk.mitigation.as_deref(),
        /// The day for which that was planned.
        due: Day = review.due,
    }
}

record! {
    struct DecisionData<'w> of (assessment: &Assessment<'w>, decision: &Decision) where {
        let workspace = assessment.workspace;
        let (ask, blocked) = match decision.about {
            About::Ask(index) => (Some(&workspace.asks[index]), None),
            About::Milestone(id) => (None, workspace.milestone(id).blocked.as_ref()),
        };
    } from {
        /// The full id of the ask, or of the blocked milestone.
        id: &'w str = decision.id(assessment),
        /// Who was asked, or owns what is blocked.
        owner: Option<&'w str> = workspace.owner_id(decision.owner(assessment)),
        /// Whether it is an ask or a block.
        kind: Word<DecisionKind> = Word(decision.kind),
        /// The day by which it is needed.
        by: Day = decision.by,
        /// What is asked for.
        ask: Option<&'w str> = ask.map(|ask| ask.ask.as_str()),
        /// The full ids of what the answer unlocks.
        unlocks: Vec<&'w str> = ask.map_or_else(Vec::new, |ask| {
            ask.unlocks.iter().map(|id| workspace.milestone(*id).full_id.as_str()).collect()
        }),
        /// What is in the way.
        why: Option<&'w str> = blocked.and_then(|blocked| blocked.why.as_deref()),
        /// Who can clear the block.
        waiting_on: Option<&'w str> = blocked.and_then(|blocked| blocked.waiting_on.as_deref()),
    }
}

record! {
    struct NotBegunData<'w> of (assessment: &Assessment<'w>, work: &NotBegun) where {
        let milestone = assessment.workspace.milestone(work.milestone);
    } from {
        /// The full id of the milestone.
        id: &'w str = &milestone.full_id,
        /// Its owner.
        owner: Option<&'w str> = assessment.workspace.owner_id(milestone.owner),
        /// The first day on which it could have started.
        since: Day = work.since,
        /// The working days since then: so much of its float is used.
        float_used_workdays: u32 = work.used,
        /// The promise that depends on it first.
        commitment: Option<&'w str> = work.left.map(|left| assessment.promised_id(left.promised)),
        /// The float that is left towards it; negative if it is forecast to be missed.
        commitment_float_workdays: Option<i32> = work.left.map(|left| left.float),
    }
}

record! {
    struct GateData of (verdict: &Verdict) where {
        let finding = &verdict.finding;
    } from {
        /// The rule.
        rule: &'static str = finding.rule,
        /// How much it matters.
        level: Word<Level> = Word(finding.level),
        /// The id that it is about, if there is one.
        subject: Option<String> = finding.subject.clone(),
        /// What is wrong, as of that day.
        message: String = finding.message.clone(),
        /// Whether it makes the gate fail.
        fails: bool = verdict.fails,
        /// Identifies the finding, as in `tpm check`.
        fingerprint: String = finding.fingerprint(),
    }
}

impl Tabular for WeekData<'_> {
    const KIND: &'static str = "week";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.days.iter()
    }
}

/// Returns the week, and what the gate will find on the next working day.
pub fn week<'w>(
    assessment: &Assessment<'w>,
    week: &Week,
    next_workday: Day,
    news: &[&Verdict],
) -> WeekData<'w> {
    let not_begun = week.could_have_started.iter();
    WeekData {
        days: week.days.iter().map(|day| DayData::of(assessment, day)).collect(),
        start_count: week.total(|day| day.starts.len()),
        end_count: week.total(|day| day.ends.len()),
        review_count: week.total(|day| day.reviews.len()),
        decision_count: week.total(|day| day.decisions.len()),
        could_have_started: not_begun.map(|work| NotBegunData::of(assessment, work)).collect(),
        next_workday,
        gate_next_workday: news.iter().map(|verdict| GateData::of(verdict)).collect(),
    }
}
