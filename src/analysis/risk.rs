//! Exposure: what a risk may cost, and whether the float covers it.

use super::Assessment;
use super::matrix::RiskBands;
use super::selection::Selection;
use crate::model::{Estimate, MilestoneId, Risk};
use crate::schedule::{Commitment, PromiseHolder};
use crate::syntax::{Duration, Probability, Response};
use crate::time::Day;
use crate::words::words;

words! {
    /// The state of a risk, derived from its dates.
    pub enum RiskState {
        /// It happened and is now an issue.
        Occurred = "occurred",
        Open = "open",
        /// Something was done about it.
        Mitigated = "mitigated",
        /// It can no longer happen.
        Closed = "closed",
    }
}

impl RiskState {
    /// Returns the state of a risk, derived from its dates.
    pub fn of(risk: &Risk) -> Self {
        if risk.closed.is_some() {
            Self::Closed
        } else if risk.occurred.is_some() {
            Self::Occurred
        } else if risk.mitigated.is_some() {
            Self::Mitigated
        } else {
            Self::Open
        }
    }
}

/// Why an open risk is neglected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Neglect {
    NoOwner,
    /// It has no response.
    NoResponse,
    /// The response is to mitigate, but no mitigation is given.
    NoMitigation,
    /// The mitigation was due on this day.
    MitigationOverdue(Day),
    /// It was due for review on this day.
    ReviewOverdue(Day),
    /// It was raised on this day, more than thirty days ago, and has no review, past or planned.
    NeverReviewed(Day),
}

impl Neglect {
    /// Returns the day of the missed date, if there is one.
    pub fn since(self) -> Option<Day> {
        match self {
            Self::NoOwner | Self::NoResponse | Self::NoMitigation => None,
            Self::MitigationOverdue(day) | Self::ReviewOverdue(day) | Self::NeverReviewed(day) => Some(day),
        }
    }

    /// Returns the reason in a few words, as reports show it.
    pub fn words(self, near: Day) -> String {
        match self {
            Self::NoOwner => "no owner".into(),
            Self::NoResponse => "no response chosen".into(),
            Self::NoMitigation => "to be mitigated, but no mitigation is given".into(),
            Self::MitigationOverdue(due) => format!("mitigation overdue since {}", due.short(near)),
            Self::ReviewOverdue(due) => format!("review overdue since {}", due.short(near)),
            Self::NeverReviewed(raised) => format!("raised {}, never reviewed", raised.short(near)),
        }
    }
}

/// What a risk does to one milestone.
#[derive(Debug, Clone)]
pub struct Target {
    pub milestone: MilestoneId,
    /// Room in working days: commitment float, else total float; none without a date.
    pub room: Option<i32>,
    /// Probability times impact, in working days.
    pub exposure: Option<f64>,
    /// Probability times the part of the impact beyond the room, in working days.
    pub float_aware: Option<f64>,
    /// The impact, in working days of the milestone's week.
    pub impact: Option<Estimate>,
    /// Besides the promise that `room` is measured at: the tightest promise of a firm milestone or
    /// a program that the worst impact would break, and by how many working days.
    pub breaks: Option<(PromiseHolder, i32)>,
}

impl Target {
    /// Returns by how many working days the worst impact exceeds the room; negative room counts as
    /// 0.
    pub fn excess(&self) -> Option<i64> {
        let excess = i64::from(self.impact?.pessimistic) - i64::from(self.room?.max(0));
        Some(excess).filter(|days| *days > 0)
    }
}

#[derive(Debug, Clone)]
pub struct Assessed {
    /// Which of the workspace's risks.
    pub index: usize,
    pub state: RiskState,
    /// The current probability, in percent.
    pub probability: Option<u32>,
    /// The current likely impact in working days: the largest for any milestone it affects, done or
    /// not.
    pub likely: Option<u32>,
    /// Its place in the 5×5 matrix.
    pub bands: RiskBands,
    /// The milestones it threatens, worst first, without done ones.
    pub targets: Vec<Target>,
    /// Whether everything it threatened is done.
    pub is_idle: bool,
    /// The largest exposure over its targets, in working days.
    pub exposure: Option<f64>,
    /// The largest float-aware exposure over its targets, in working days.
    pub float_aware: Option<f64>,
    /// Probability times cost, in the workspace's currency.
    pub cost_exposure: Option<f64>,
    /// Why it is neglected; empty if it is not, or is not open.
    pub neglected: Vec<Neglect>,
}

impl Assessed {
    pub fn risk<'w>(&self, assessment: &Assessment<'w>) -> &'w Risk {
        &assessment.workspace.risks[self.index]
    }

    /// Whether it is selected: by its program or owner, or by what it threatens.
    pub fn is_selected(&self, assessment: &Assessment<'_>, selection: &Selection) -> bool {
        let risk = self.risk(assessment);
        let targets = self.targets.iter().map(|target| target.milestone);
        selection.has_matter(assessment.workspace, risk.program, risk.owner, targets)
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
    let hard = assessment.schedule.hard_commitments();
    let mut risks: Vec<Assessed> = (0..count).map(|index| assess(assessment, &hard, index)).collect();
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

/// Returns the sum of some exposures; positive zero if there are none.
pub fn total(exposures: impl Iterator<Item = f64>) -> f64 {
    exposures.fold(0.0, |sum, exposure| sum + exposure)
}

/// Returns a number rounded to one decimal, as reports show it.
pub fn tenth(number: f64) -> f64 {
    // In binary, a share of days that should end in 5 can be slightly below it.
    (number * 10.0 + 1e-9).round() / 10.0
}

fn assess(assessment: &Assessment<'_>, hard: &[Option<Commitment>], index: usize) -> Assessed {
    let risk = &assessment.workspace.risks[index];
    let state = RiskState::of(risk);
    let counts = matches!(state, RiskState::Open | RiskState::Mitigated) && risk.reading.is_whole();
    let (probability, impact) = inherent_or_residual(risk, state);
    let percent = probability.filter(|_| risk.reading.is_whole()).map(|probability| probability.0);
    let is_known = |_: &MilestoneId| risk.reading.is_whole();
    let named: Vec<MilestoneId> = assessment.schedule.threatened(risk).filter(is_known).collect();
    let likely = named.iter().filter_map(|id| Some(in_week_of(assessment, *id, impact?).likely)).max();
    let unfinished = named.iter().copied().filter(|id| assessment.workspace.milestone(*id).is_unfinished());
    // A risk that occurred or is closed has no exposure.
    let counted = if counts { (percent, impact) } else { (None, None) };
    let mut targets: Vec<Target> =
        unfinished.map(|id| target(assessment, hard, id, counted.0, counted.1)).collect();
    targets.sort_by(|a, b| {
        let days = |value: Option<f64>| value.unwrap_or(-1.0);
        let name = |target: &Target| &assessment.workspace.milestone(target.milestone).full_id;
        days(b.float_aware)
            .total_cmp(&days(a.float_aware))
            .then(days(b.exposure).total_cmp(&days(a.exposure)))
            .then_with(|| name(a).cmp(name(b)))
    });
    let largest = |days: fn(&Target) -> Option<f64>| targets.iter().filter_map(days).reduce(f64::max);
    let (exposure, float_aware) = (largest(|target| target.exposure), largest(|target| target.float_aware));
    Assessed {
        index,
        state,
        probability: probability.map(|probability| probability.0),
        likely,
        bands: RiskBands::new(percent, likely, &assessment.workspace.settings.impact_bands),
        exposure,
        float_aware,
        cost_exposure: percent
            .zip(risk.cost)
            .filter(|_| counts)
            .map(|(percent, cost)| f64::from(percent) * cost as f64 / 100.0),
        neglected: if state == RiskState::Open { neglect(assessment, risk) } else { Vec::new() },
        is_idle: !named.is_empty() && targets.is_empty(),
        targets,
    }
}

/// Returns the tightest hard promise, other than the nearest promise, that the worst impact on a
/// milestone would break, and by how many working days.
fn broken(
    assessment: &Assessment<'_>,
    hard: &[Option<Commitment>],
    id: MilestoneId,
    impact: Estimate,
) -> Option<(PromiseHolder, i32)> {
    let nearest = assessment.commitment(id).map(|commitment| one_name(assessment, commitment.promised));
    let hard = hard[id.index()].filter(|hard| Some(one_name(assessment, hard.promised)) != nearest)?;
    let days = impact.pessimistic as i32 - hard.float.max(0);
    (days > 0).then_some((hard.promised, days))
}

/// A program's promise and the same promise of its finish count as one, the program's.
fn one_name(assessment: &Assessment<'_>, promised: PromiseHolder) -> PromiseHolder {
    let PromiseHolder::Milestone(id) = promised else { return promised };
    let milestone = assessment.workspace.milestone(id);
    let program = assessment.workspace.program(milestone.program);
    let same = program.finish == Some(id) && program.promise.due == milestone.promise.due;
    if same { PromiseHolder::Program(milestone.program) } else { promised }
}

/// A mitigated risk counts with its residual values, where given.
fn inherent_or_residual(risk: &Risk, state: RiskState) -> (Option<Probability>, Option<Duration>) {
    if state == RiskState::Mitigated {
        (risk.residual_probability.or(risk.probability), risk.residual_impact.or(risk.impact))
    } else {
        (risk.probability, risk.impact)
    }
}

/// Returns an impact in working days of a milestone's week.
fn in_week_of(assessment: &Assessment<'_>, id: MilestoneId, impact: Duration) -> Estimate {
    Estimate::new(impact, assessment.workspace.base(id).week().length())
}

fn target(
    assessment: &Assessment<'_>,
    hard: &[Option<Commitment>],
    id: MilestoneId,
    percent: Option<u32>,
    impact: Option<Duration>,
) -> Target {
    let impact = impact.map(|impact| in_week_of(assessment, id, impact));
    let share = percent.map(|percent| f64::from(percent) / 100.0);
    let total = || assessment.schedule.total_float(id);
    let room = assessment.commitment(id).map(|commitment| commitment.float).or_else(total);
    let dated = assessment.schedule.dates.finish(id).is_some();
    let exposure = share.zip(impact).map(|(share, impact)| share * mean(impact, f64::from));
    let float_aware = share.zip(impact).filter(|_| dated).and_then(|(share, impact)| {
        if is_fixed_and_independent(assessment, id) {
            return Some(0.0);
        }
        let room = f64::from(room?.max(0));
        Some(share * mean(impact, |days| (f64::from(days) - room).max(0.0)))
    });
    Target {
        milestone: id,
        room: room.filter(|_| dated),
        exposure,
        float_aware,
        impact,
        breaks: impact.filter(|_| dated).and_then(|impact| broken(assessment, hard, id, impact)),
    }
}

/// Whether an event is on its own entered date and waits for nothing: no delay can be calculated.
fn is_fixed_and_independent(assessment: &Assessment<'_>, id: MilestoneId) -> bool {
    let due = assessment.schedule.inputs.task(id).due_held;
    let stands =
        due.is_some_and(|due| due >= assessment.as_of() && assessment.forecast(id).finish == Some(due));
    stands && !assessment.schedule.dates.waits(id)
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
