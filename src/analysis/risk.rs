//! How a risk stands: its state, the numbers that count now, and whether it is neglected. What it
//! costs is told by `threat`.

use super::matrix::RiskBands;
use super::selection::Selection;
use super::{Assessment, quiet};
use crate::model::{Estimate, MilestoneId, Risk};
use crate::schedule::Scheduled;
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

/// A risk as it stands on the as-of day.
#[derive(Debug, Clone)]
pub struct Assessed {
    /// Which of the workspace's risks.
    pub index: usize,
    pub state: RiskState,
    /// The current probability, in percent.
    pub probability: Option<u32>,
    /// The current impact.
    pub impact: Option<Duration>,
    /// The current impact in working days: for the milestone it affects, done or not, for which
    /// that is the most.
    pub workdays: Option<Estimate>,
    /// Its place in the 5×5 matrix.
    pub bands: RiskBands,
    /// The unfinished milestones it threatens, the first to finish first.
    pub targets: Vec<MilestoneId>,
    /// Whether everything it threatened is done.
    pub is_idle: bool,
    /// Whether it occurred, and none of its targets has been updated since.
    pub is_news: bool,
    /// Probability times cost, in the workspace's currency.
    pub cost_exposure: Option<f64>,
    /// Why it is neglected; empty if it is not, or is not open.
    pub neglected: Vec<Neglect>,
}

impl Assessed {
    pub fn risk<'w>(&self, assessment: &Assessment<'w>) -> &'w Risk {
        &assessment.workspace.risks[self.index]
    }

    /// Whether it may still happen.
    pub fn is_live(&self) -> bool {
        matches!(self.state, RiskState::Open | RiskState::Mitigated)
    }

    /// Whether it is selected: by its program or owner, or by what it threatens.
    pub fn is_selected(&self, assessment: &Assessment<'_>, selection: &Selection) -> bool {
        let risk = self.risk(assessment);
        selection.has_matter(assessment.workspace, risk.program, risk.owner, self.targets.iter().copied())
    }
}

/// Returns every risk, by id.
pub fn assess(assessment: &Assessment<'_>) -> Vec<Assessed> {
    let risks = &assessment.workspace.risks;
    let mut assessed: Vec<Assessed> = (0..risks.len()).map(|index| one(assessment, index)).collect();
    assessed.sort_by_key(|assessed| &risks[assessed.index].full_id);
    assessed
}

/// Returns a number rounded to one decimal, as reports show it.
pub fn tenth(number: f64) -> f64 {
    // In binary, a share of days that should end in 5 can be slightly below it.
    (number * 10.0 + 1e-9).round() / 10.0
}

/// Returns one of the workspace's risks.
pub(super) fn one(assessment: &Assessment<'_>, index: usize) -> Assessed {
    let risk = &assessment.workspace.risks[index];
    let state = RiskState::of(risk);
    let is_whole = risk.reading.is_whole();
    let (probability, impact) = inherent_or_residual(risk, state);
    let probability = probability.map(|probability| probability.0);
    let named = assessment.schedule.threatened(risk).filter(|_| is_whole);
    let named: Vec<MilestoneId> = named.collect();
    let days = |id: &MilestoneId| Some(in_week_of(assessment, *id, impact?));
    let workdays = named.iter().filter_map(days).max_by_key(|days| (days.likely, days.pessimistic));
    let percent = probability.filter(|_| is_whole);
    let mut targets = named.clone();
    targets.retain(|id| assessment.workspace.milestone(*id).is_unfinished());
    targets.sort_by_key(|id| {
        let finish = assessment.forecast(*id).finish;
        (finish.is_none(), finish, &assessment.workspace.milestone(*id).full_id)
    });
    let likely = workdays.map(|days| days.likely);
    let assessed = Assessed {
        index,
        state,
        probability,
        impact: impact.filter(|_| is_whole),
        workdays,
        bands: RiskBands::new(percent, likely, &assessment.workspace.settings.impact_bands),
        is_idle: !named.is_empty() && targets.is_empty(),
        is_news: is_news(&assessment.schedule, risk),
        targets,
        cost_exposure: None,
        neglected: if state == RiskState::Open { neglect(assessment, risk) } else { Vec::new() },
    };
    let expected = |(percent, cost): (u32, u64)| f64::from(percent) * cost as f64 / 100.0;
    let cost_exposure = percent.zip(risk.cost).filter(|_| assessed.is_live()).map(expected);
    Assessed { cost_exposure, ..assessed }
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

/// Whether a risk occurred, and none of the unfinished milestones that it threatens was updated
/// since.
pub(super) fn is_news(schedule: &Scheduled<'_>, risk: &Risk) -> bool {
    let is_unfinished = |id: &MilestoneId| schedule.workspace.milestone(*id).is_unfinished();
    let mut targets =
        schedule.threatened(risk).filter(|id| risk.reading.is_whole() && is_unfinished(id)).peekable();
    RiskState::of(risk) == RiskState::Occurred
        && targets.peek().is_some()
        && !targets.any(|id| is_updated(schedule, id, risk.occurred))
}

/// Whether a milestone was updated on or after a day. An `eta` without `updated` has no known date,
/// and an unreadable part may be an update: both count.
fn is_updated(schedule: &Scheduled<'_>, id: MilestoneId, since: Option<Day>) -> bool {
    let milestone = schedule.workspace.milestone(id);
    let word = quiet::last_word(schedule.workspace, id);
    let moves = milestone.promise.moved.iter().filter_map(|moved| moved.on);
    let moved = moves.filter(|on| *on <= schedule.as_of()).max();
    let undated_word = milestone.eta.is_some() && milestone.spans.updated.is_none();
    word.max(moved) >= since || undated_word || milestone.undated_because.is_some()
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
