//! Exposure: what a risk costs, and whether the plan has room for it.

use super::Assessment;
use crate::model::{Estimate, MilestoneId, ProgramId, Risk};
use crate::syntax::{Duration, Probability, Response};
use crate::time::Day;

/// Where a risk stands, told by its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RiskState {
    /// It happened: an issue.
    Occurred,
    /// It may happen.
    Open,
    /// Something was done about it.
    Mitigated,
    /// It can no longer happen.
    Closed,
}

impl RiskState {
    /// Returns the word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Occurred => "occurred",
            Self::Open => "open",
            Self::Mitigated => "mitigated",
            Self::Closed => "closed",
        }
    }
}

/// Why an open risk is neglected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Neglect {
    /// Nobody watches it.
    NoOwner,
    /// Nothing is said of what is done about it.
    NoResponse,
    /// It is to be mitigated, and nothing says how.
    NoMitigation,
    /// The mitigation was due on this day.
    MitigationOverdue(Day),
    /// It was to be looked at again on this day.
    ReviewOverdue(Day),
    /// It was raised on this day, more than thirty days ago, and was never looked at nor is to be.
    NeverReviewed(Day),
}

impl Neglect {
    /// Returns the reason in a few words.
    pub fn words(self, near: Day) -> String {
        match self {
            Self::NoOwner => "no owner".into(),
            Self::NoResponse => "no response chosen".into(),
            Self::NoMitigation => "to be mitigated, nobody says how".into(),
            Self::MitigationOverdue(due) => format!("mitigation overdue since {}", due.short(near)),
            Self::ReviewOverdue(due) => format!("review overdue since {}", due.short(near)),
            Self::NeverReviewed(raised) => format!("raised {}, never reviewed", raised.short(near)),
        }
    }
}

/// What a risk does to one milestone.
#[derive(Debug, Clone)]
pub struct Target {
    /// The milestone.
    pub milestone: MilestoneId,
    /// Working days of room: commitment float, else total float; none where it has no date.
    pub room: Option<i32>,
    /// Probability times impact, in working days.
    pub exposure: Option<f64>,
    /// Probability times what the impact exceeds the room by, in working days.
    pub float_aware: Option<f64>,
    /// The likely impact, in working days of the milestone's week.
    pub impact: Option<u32>,
}

/// One risk, assessed.
#[derive(Debug, Clone)]
pub struct Assessed {
    /// Which of the workspace's risks.
    pub index: usize,
    /// Where it stands.
    pub state: RiskState,
    /// The probability that counts now, in percent.
    pub probability: Option<u32>,
    /// What it threatens, worst first; done milestones left out.
    pub targets: Vec<Target>,
    /// The largest exposure over its targets, in working days.
    pub exposure: Option<f64>,
    /// The largest float-aware exposure over its targets, in working days.
    pub float_aware: Option<f64>,
    /// Probability times cost, in the workspace's currency.
    pub cost_exposure: Option<f64>,
    /// Why it is neglected; empty where it is not, or is not open.
    pub neglected: Vec<Neglect>,
}

impl Assessed {
    /// Returns the risk.
    pub fn risk<'w>(&self, assessment: &Assessment<'w>) -> &'w Risk {
        &assessment.workspace.risks[self.index]
    }

    /// Whether it could move a promise: its impact exceeds the room of a target.
    pub fn threatens(&self) -> bool {
        matches!(self.state, RiskState::Open | RiskState::Mitigated)
            && self.float_aware.is_some_and(|days| days > 0.0)
    }
}

/// Returns every risk: occurred first, then by float-aware exposure, exposure, and id.
pub fn analyze(assessment: &Assessment<'_>) -> Vec<Assessed> {
    let count = assessment.workspace.risks.len();
    let mut risks: Vec<Assessed> = (0..count).map(|index| assess(assessment, index)).collect();
    risks.sort_by(|a, b| {
        let order = |risk: &Assessed| match risk.state {
            RiskState::Occurred => 0,
            RiskState::Open | RiskState::Mitigated => 1,
            RiskState::Closed => 2,
        };
        let days = |value: Option<f64>| value.unwrap_or(0.0);
        order(a)
            .cmp(&order(b))
            .then(days(b.float_aware).total_cmp(&days(a.float_aware)))
            .then(days(b.exposure).total_cmp(&days(a.exposure)))
            .then_with(|| a.risk(assessment).full_id.cmp(&b.risk(assessment).full_id))
    });
    risks
}

fn assess(assessment: &Assessment<'_>, index: usize) -> Assessed {
    let risk = &assessment.workspace.risks[index];
    let state = state(risk);
    let counts = matches!(state, RiskState::Open | RiskState::Mitigated) && !risk.unreadable;
    let (probability, impact) = inherent_or_residual(risk, state);
    let percent = probability.map(|probability| probability.0);
    let mut targets: Vec<Target> =
        threatened(assessment, risk).into_iter().map(|id| target(assessment, id, percent, impact)).collect();
    targets.sort_by(|a, b| {
        let days = |value: Option<f64>| value.unwrap_or(-1.0);
        let name = |target: &Target| &assessment.workspace.milestone(target.milestone).full_id;
        days(b.float_aware)
            .total_cmp(&days(a.float_aware))
            .then(days(b.exposure).total_cmp(&days(a.exposure)))
            .then_with(|| name(a).cmp(name(b)))
    });
    let largest = |days: fn(&Target) -> Option<f64>| targets.iter().filter_map(days).reduce(f64::max);
    let exposure = largest(|target| target.exposure).filter(|_| counts);
    let float_aware = largest(|target| target.float_aware).filter(|_| counts);
    Assessed {
        index,
        state,
        probability: percent,
        exposure,
        float_aware,
        cost_exposure: percent
            .zip(risk.cost)
            .filter(|_| counts)
            .map(|(percent, cost)| f64::from(percent) * cost as f64 / 100.0),
        neglected: if state == RiskState::Open { neglect(assessment, risk) } else { Vec::new() },
        targets,
    }
}

fn state(risk: &Risk) -> RiskState {
    if risk.closed.is_some() {
        RiskState::Closed
    } else if risk.occurred.is_some() {
        RiskState::Occurred
    } else if risk.mitigated.is_some() {
        RiskState::Mitigated
    } else {
        RiskState::Open
    }
}

/// A mitigated risk counts with what is left of it, where that is said.
fn inherent_or_residual(risk: &Risk, state: RiskState) -> (Option<Probability>, Option<Duration>) {
    if state == RiskState::Mitigated {
        (risk.residual_probability.or(risk.probability), risk.residual_impact.or(risk.impact))
    } else {
        (risk.probability, risk.impact)
    }
}

/// Returns the unfinished milestones that a risk threatens: those it names, else its program's finish.
fn threatened(assessment: &Assessment<'_>, risk: &Risk) -> Vec<MilestoneId> {
    let mut targets =
        if risk.affects.is_empty() { finishes(assessment, risk.program) } else { risk.affects.clone() };
    targets.retain(|id| assessment.workspace.milestone(*id).is_unfinished());
    targets
}

fn finishes(assessment: &Assessment<'_>, program: ProgramId) -> Vec<MilestoneId> {
    assessment.schedule.finish(program).milestones.clone()
}

fn target(
    assessment: &Assessment<'_>,
    id: MilestoneId,
    percent: Option<u32>,
    impact: Option<Duration>,
) -> Target {
    let milestone = assessment.workspace.milestone(id);
    let week = assessment.workspace.calendars.get(milestone.base).week().length();
    let impact = impact.map(|impact| Estimate::new(impact, week));
    let share = percent.map(|percent| f64::from(percent) / 100.0);
    let total = || assessment.schedule.total_float(assessment.plan(), id);
    let room = assessment.commitment(id).map(|commitment| commitment.float).or_else(total);
    let dated = assessment.schedule.dates.finish(id).is_some();
    let exposure = share.zip(impact).map(|(share, impact)| share * mean(impact, f64::from));
    let float_aware = share.zip(impact).zip(room).filter(|_| dated).map(|((share, impact), room)| {
        if stands_alone_on_its_date(assessment, id) {
            return 0.0;
        }
        let room = f64::from(room.max(0));
        share * mean(impact, |days| (f64::from(days) - room).max(0.0))
    });
    let on_its_date = dated && stands_alone_on_its_date(assessment, id);
    Target {
        milestone: id,
        room: room.filter(|_| dated),
        exposure,
        float_aware: float_aware.or(if on_its_date { share.zip(impact).map(|_| 0.0) } else { None }),
        impact: impact.map(|impact| impact.likely),
    }
}

/// An event on its own date that waits for nothing: the date is typed, and no delay before it can be
/// computed.
fn stands_alone_on_its_date(assessment: &Assessment<'_>, id: MilestoneId) -> bool {
    let stands = assessment.workspace.milestone(id).stands_on_its_due_date();
    let mut predecessors = assessment.network.predecessors(id).map(|link| assessment.network.link(link).from);
    stands && !predecessors.any(|from| assessment.workspace.milestone(from).is_unfinished())
}

/// The PERT mean of a function of the three points: (o + 4l + p) / 6.
fn mean(estimate: Estimate, f: impl Fn(u32) -> f64) -> f64 {
    (f(estimate.optimistic) + 4.0 * f(estimate.likely) + f(estimate.pessimistic)) / 6.0
}

fn neglect(assessment: &Assessment<'_>, risk: &Risk) -> Vec<Neglect> {
    let as_of = assessment.as_of();
    let mut reasons = Vec::new();
    if risk.owner.is_none() {
        reasons.push(Neglect::NoOwner);
    }
    match risk.response {
        None => reasons.push(Neglect::NoResponse),
        Some(Response::Mitigate) if risk.mitigation.is_none() => reasons.push(Neglect::NoMitigation),
        Some(_) => {}
    }
    if let Some(due) = risk.due.filter(|due| *due < as_of) {
        reasons.push(Neglect::MitigationOverdue(due));
    }
    if let Some(due) = risk.next_review.filter(|due| *due < as_of) {
        reasons.push(Neglect::ReviewOverdue(due));
    }
    let unseen = risk.reviewed.is_none() && risk.next_review.is_none();
    if let Some(raised) = risk.raised.filter(|raised| unseen && as_of.since(*raised) > 30) {
        reasons.push(Neglect::NeverReviewed(raised));
    }
    reasons
}
