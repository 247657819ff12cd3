//! What every report writes about a hop of a chain.

use super::words::Word;
use crate::analysis::Assessment;
use crate::analysis::critical_path::Hop;
use crate::graph::LinkId;
use crate::model::{Link, MilestoneId};
use crate::schedule::Hold;
use crate::syntax::LinkKind;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct LeftData {
    /// Working days left.
    remaining_workdays: Option<u32>,
    /// Civil days left; null unless it takes elapsed time.
    remaining_elapsed_days: Option<u32>,
    /// Days assumed worked since the last update: working days, or civil days of elapsed time; null
    /// unless started.
    assumed_worked_workdays: Option<u32>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct WaitData<'w> {
    /// The full id of what it waits for: the previous hop or, for the first, something done.
    waits_for: Option<&'w str>,
    /// The type of the link to what it waits for.
    #[serde(rename = "type")]
    kind: Option<Word<LinkKind>>,
    /// The lag of that link, such as `+2d`; empty without one.
    lag: Option<String>,
    #[serde(flatten)]
    lag_days: LagData,
    /// The cancelled milestones on the way, nearest first.
    via: Vec<&'w str>,
    /// Working days from that link's bound to the start; 0 if the link drives.
    slack_workdays: i32,
    /// Whether that link decides the date.
    drives: bool,
    /// The constraints that decide its date.
    held_by: Vec<Word<Hold>>,
    /// The day its owner expects it, as written in the plan.
    eta: Option<Day>,
}

/// A lag in working or in civil days.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(super) struct LagData {
    /// The lag in working days of the milestone that waits; null if it is elapsed time.
    lag_workdays: Option<i32>,
    /// The lag in civil days; null if it is working time.
    lag_days: Option<i32>,
}

/// Returns how much is left of a milestone.
pub(super) fn left(assessment: &Assessment<'_>, id: MilestoneId) -> LeftData {
    let task = assessment.schedule.inputs.task(id);
    LeftData {
        remaining_workdays: assessment.schedule.remaining_workdays(id),
        remaining_elapsed_days: assessment.schedule.left(id).elapsed_days().filter(|_| task.is_unfinished()),
        assumed_worked_workdays: task.is_started().then(|| assessment.schedule.assumed(id)),
    }
}

/// Returns what a hop waits for, and what else holds it.
pub(super) fn wait<'w>(assessment: &'w Assessment<'w>, hop: &Hop) -> WaitData<'w> {
    let from = |id: LinkId| assessment.workspace.milestone(assessment.network.link(id).from).full_id.as_str();
    let link = hop.link.map(|link| assessment.network.link(link));
    WaitData {
        waits_for: hop.link.map(from),
        kind: link.map(|link| Word(link.kind)),
        lag: link.map(Link::lag_text),
        lag_days: link.map(lag).unwrap_or_default(),
        via: hop.via.iter().copied().map(from).collect(),
        slack_workdays: hop.slack,
        drives: hop.drives,
        held_by: hop.holds.iter().copied().map(Word).collect(),
        eta: assessment.workspace.milestone(hop.milestone).eta,
    }
}

/// Returns the lag of a link.
pub(super) fn lag(link: &Link) -> LagData {
    LagData { lag_workdays: link.lag.workdays(), lag_days: link.lag.elapsed_days() }
}
