//! What a plan leaves open: how long its work takes, and which of its risks happen.

use super::draw::{Key, Purpose};
use super::settings::Settings;
use super::spread::{Points, Spread};
use crate::calendar::CalendarId;
use crate::model::{Estimate, Milestone, MilestoneId};
use crate::schedule::{Reading, Scheduled, Task};
use crate::syntax::{Distribution, Duration};
use crate::trial::counted_in;
use std::collections::BTreeMap;

/// The variables of a plan.
#[derive(Debug)]
pub struct Chances {
    pub(super) lengths: Vec<Length>,
    pub(super) risks: Vec<RiskChance>,
    /// The tables, each once.
    pub(super) spreads: Vec<Spread>,
    /// How many lengths come from the default range.
    pub from_default_range: usize,
    /// The risks that can never happen here, as they say neither how likely they are nor what they
    /// cost.
    pub unknown_risks: Vec<usize>,
}

/// Work of which the length is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Length {
    pub(super) id: MilestoneId,
    pub(super) key: Key,
    pub(super) spread: usize,
    /// Whether the spread is that of the remaining work, as it was begun.
    pub(super) is_begun: bool,
    /// Whether its range is the default one.
    pub(super) is_default: bool,
}

/// A risk that may happen, or has happened and is not in the plan yet.
#[derive(Debug, Clone)]
pub struct RiskChance {
    /// Its index in the workspace.
    pub index: usize,
    /// The probability in percent.
    pub percent: u32,
    pub(super) happens: Key,
    pub(super) impact: Key,
    pub(super) delays: Vec<Delay>,
}

/// What a risk does to one milestone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Delay {
    pub(super) id: MilestoneId,
    pub(super) spread: usize,
    pub(super) counted_in: CalendarId,
}

/// A risk as it counts now.
#[derive(Debug, Clone, Copy)]
pub struct LiveRisk {
    /// Its index in the workspace.
    pub index: usize,
    /// The probability in percent; 100 if it happened and the plan does not hold it yet.
    pub percent: Option<u32>,
    /// The impact, once mitigated the residual one.
    pub impact: Option<Duration>,
}

impl RiskChance {
    /// Whether it happens in a run.
    pub(super) fn happens(&self, run: u32) -> bool {
        u64::from(self.happens.uniform(run)) * 100 < u64::from(self.percent) << 32
    }
}

impl Chances {
    /// Returns the variables of a plan with these risks, which may delay unfinished milestones.
    pub fn new(schedule: &Scheduled<'_>, risks: &[LiveRisk], settings: &Settings) -> Self {
        let mut tables = Tables::default();
        let workspace = schedule.workspace;
        let ids = workspace.milestone_ids();
        let lengths: Vec<Length> = ids.filter_map(|id| length(schedule, id, settings, &mut tables)).collect();
        let (known, unknown): (Vec<LiveRisk>, Vec<LiveRisk>) =
            risks.iter().partition(|risk| risk.percent.is_some() && risk.impact.is_some());
        let risks = known.into_iter().filter_map(|risk| chance(schedule, risk, settings, &mut tables));
        let risks = risks.filter(|risk| !risk.delays.is_empty()).collect();
        Self {
            from_default_range: lengths.iter().filter(|length| length.is_default).count(),
            lengths,
            risks,
            spreads: tables.list,
            unknown_risks: unknown.into_iter().map(|risk| risk.index).collect(),
        }
    }

    /// Returns the risks, in the order in which they were given.
    pub fn risks(&self) -> &[RiskChance] {
        &self.risks
    }
}

/// Each table once, as many milestones have the same estimate.
#[derive(Debug, Default)]
struct Tables {
    list: Vec<Spread>,
    known: BTreeMap<Spread, usize>,
}

impl Tables {
    fn add(&mut self, spread: Spread) -> usize {
        *self.known.entry(spread).or_insert_with_key(|spread| {
            self.list.push(spread.clone());
            self.list.len() - 1
        })
    }
}

/// Returns the variable of an unfinished milestone's length; `None` if it takes no time.
fn length(
    schedule: &Scheduled<'_>,
    id: MilestoneId,
    settings: &Settings,
    tables: &mut Tables,
) -> Option<Length> {
    let task = schedule.inputs.task(id);
    if !task.is_work || !task.is_unfinished() || !task.readable || schedule.dates.finish(id).is_none() {
        return None;
    }
    let reading = Reading::new(schedule.workspace, id, schedule.as_of());
    let milestone = schedule.workspace.milestone(id);
    let (points, is_default) = points(milestone, task, settings);
    let spread = match milestone.remaining.filter(|_| task.is_started()) {
        Some(_) => {
            let assumed = schedule.dates.assumed_unbounded(id);
            Spread::new(settings.distribution, points, |left| left > assumed, |left| left.max(1))
        }
        None => whole(schedule, reading, task, points, settings.distribution),
    };
    let is_open = !spread.is_certain();
    Some(Length {
        id,
        key: Key::new(settings.seed, &milestone.full_id, Purpose::Length),
        spread: tables.add(spread),
        is_begun: task.is_started(),
        is_default: is_default && is_open,
    })
}

/// Returns the spread of the whole length; of begun work, that of what is left, given the days
/// worked so far.
fn whole(
    schedule: &Scheduled<'_>,
    reading: Reading<'_>,
    task: &Task,
    points: Points,
    distribution: Distribution,
) -> Spread {
    if !task.is_started() {
        return Spread::new(distribution, points, |_| true, |days| days.max(1));
    }
    let worked = reading.worked();
    let assumed = schedule.dates.assumed_unbounded(reading.id);
    let left = |days: u32| Reading { days: Some(days), ..reading }.task().left.days;
    let fits = |days: u32| days > worked && left(days) > assumed;
    Spread::new(distribution, points, fits, left)
}

/// Returns the three points of a milestone's length, or of its `remaining`, and whether they come
/// from the default range.
pub(super) fn points(milestone: &Milestone, task: &Task, settings: &Settings) -> (Points, bool) {
    let ranged = milestone.duration.filter(|estimate| estimate.optimistic < estimate.pessimistic);
    let remaining = milestone.remaining.filter(|_| task.is_started());
    let days = f64::from(remaining.map_or(task.duration.days, |left| left.days));
    let Some(estimate) = ranged else {
        let percent = |percent: u32| days * f64::from(percent) / 100.0;
        let range = settings.default_range;
        let points = Points {
            optimistic: percent(range.optimistic),
            likely: days,
            pessimistic: percent(range.pessimistic),
        };
        return (points, true);
    };
    // What is said to remain is as uncertain as the whole was.
    let of_whole = remaining.is_some() && estimate.likely > 0;
    let share = if of_whole { days / f64::from(estimate.likely) } else { 1.0 };
    (estimated(estimate, share), false)
}

/// Returns a share of the points of an estimate.
fn estimated(estimate: Estimate, share: f64) -> Points {
    let of = |point: u32| f64::from(point) * share;
    Points {
        optimistic: of(estimate.optimistic),
        likely: of(estimate.likely),
        pessimistic: of(estimate.pessimistic),
    }
}

fn chance(
    schedule: &Scheduled<'_>,
    risk: LiveRisk,
    settings: &Settings,
    tables: &mut Tables,
) -> Option<RiskChance> {
    let workspace = schedule.workspace;
    let LiveRisk { index, percent, impact } = risk;
    let (percent, impact) = percent.filter(|percent| *percent > 0).zip(impact)?;
    let said = &workspace.risks[index];
    let mut delays = Vec::new();
    for id in schedule.threatened(said) {
        let is_dated = schedule.dates.finish(id).is_some();
        if !schedule.inputs.task(id).is_unfinished() || !is_dated {
            continue;
        }
        let week = workspace.base(id).week().length();
        let points = estimated(Estimate::new(impact, week), 1.0);
        let spread = Spread::new(settings.distribution, points, |_| true, |days| days);
        delays.push(Delay {
            id,
            spread: tables.add(spread),
            counted_in: counted_in(workspace, schedule.plan(), id),
        });
    }
    let key = |purpose| Key::new(settings.seed, &said.full_id, purpose);
    Some(RiskChance { index, percent, happens: key(Purpose::Happens), impact: key(Purpose::Impact), delays })
}
