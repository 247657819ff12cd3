//! What every report writes about a hop of a chain.

use super::record::record;
use super::words::Word;
use crate::analysis::Assessment;
use crate::analysis::cliff::Cliff;
use crate::analysis::days_off::{self, DayOffReason, DaysOff};
use crate::analysis::hops::Hop;
use crate::graph::LinkId;
use crate::model::{Link, MilestoneId};
use crate::schedule::Hold;
use crate::syntax::LinkKind;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

record! {
    pub(super) struct LeftData of (assessment: &Assessment<'_>, id: MilestoneId) where {
        let task = assessment.schedule.inputs.task(id);
    } from {
        /// Whether it works in slots only: the days of its work and its floats count those.
        counts_slots: bool = assessment.workspace.full(id).is_of_slots(),
        /// Working days left.
        remaining_workdays: Option<u32> = assessment.schedule.remaining_workdays(id),
        /// Civil days left; null unless it takes elapsed time.
        remaining_elapsed_days: Option<u32> =
            assessment.schedule.left(id).elapsed_days().filter(|_| task.is_unfinished()),
        /// Days assumed worked since the last update: working days, or civil days of elapsed time;
        /// null unless started.
        assumed_worked_workdays: Option<u32> = task.is_started().then(|| assessment.schedule.assumed(id)),
    }
}

record! {
    pub(super) struct WaitData<'w> of (assessment: &'w Assessment<'w>, hop: &Hop) where {
        let workspace = assessment.workspace;
        let from = |id: LinkId| workspace.milestone(assessment.network.link(id).from).full_id.as_str();
        let link = hop.link.map(|link| assessment.network.link(link));
    } from {
        /// The full id of what it waits for: the previous hop or, for the first, something done.
        waits_for: Option<&'w str> = hop.link.map(from),
        /// The type of the link to what it waits for.
        #[serde(rename = "type")]
        kind: Option<Word<LinkKind>> = link.map(|link| Word(link.kind)),
        /// The lag of that link, such as `+2d`; empty without one.
        lag: Option<String> = link.map(Link::lag_text),
        #[serde(flatten)]
        lag_days: LagData = link.map(lag).unwrap_or_default(),
        /// The cancelled milestones on the way, nearest first.
        via: Vec<&'w str> = hop.via.iter().copied().map(from).collect(),
        /// Working days that what it waits for can slip before that moves it; 0 if the link drives,
        /// null if no slip would move it.
        slack_workdays: Option<i32> = hop.slack,
        /// Whether that link decides the date, so that a working day more would move it.
        drives: bool = hop.drives,
        /// Days off between the previous hop and its start, and holidays that the lag runs over.
        days_off_before: Vec<DaysOffData<'w>> =
            days_off::before(assessment, hop).iter().map(|off| DaysOffData::of(assessment, off)).collect(),
        /// The constraints that decide its date.
        held_by: Vec<Word<Hold>> = hop.holds.iter().copied().map(Word).collect(),
        /// The day its owner expects it, as written in the plan.
        eta: Option<Day> = assessment.workspace.milestone(hop.milestone).eta,
    }
}

record! {
    pub(super) struct CliffData<'w> of (
        assessment: &'w Assessment<'w>,
        slips: MilestoneId,
        cliff: &Cliff
    ) where {
        let edge = cliff.edge.as_ref();
    } from {
        /// Whether the milestone that slips works in slots only: `slip_workdays` counts those.
        counts_slots: bool = assessment.workspace.full(slips).is_of_slots(),
        /// The working days by which the milestone slips: its float, and the fewest beyond it that
        /// do this.
        slip_workdays: u32 = cliff.slip,
        /// By how many civil days the target moves; null if it has no date then.
        moves_days: Option<i32> = cliff.days(),
        /// The forecast finish of the target.
        forecast_before: Day = cliff.before,
        /// Its finish with that slip; null if it has no date then.
        forecast_after: Option<Day> = cliff.after,
        /// The full id of the milestone that loses the days, by missing a slot or running into days
        /// off; null if they are lost little by little.
        at: Option<&'w str> =
            edge.map(|edge| assessment.workspace.milestone(edge.milestone).full_id.as_str()),
        /// The slot that it misses; null unless its calendar is one of slots.
        missed_slot: Option<Day> = edge.and_then(|edge| edge.slot),
        /// The longest days off that it waits for or runs into; null if there are none.
        days_off: Option<DaysOffData<'w>> =
            edge.and_then(|edge| edge.off.as_ref()).map(|off| DaysOffData::of(assessment, off)),
    }
}

record! {
    pub(super) struct DaysOffData<'w> of (assessment: &'w Assessment<'w>, off: &DaysOff) where {
        let workspace = assessment.workspace;
        let milestone = workspace.milestone(off.milestone);
        let (because, name) = match off.reason {
            DayOffReason::Holiday => (OffBecause::Holiday, milestone.calendar.as_deref()),
            DayOffReason::Leave => (OffBecause::Leave, workspace.owner_id(milestone.owner)),
            DayOffReason::Freeze(index) => {
                (OffBecause::Freeze, workspace.freezes.get(index).and_then(|freeze| freeze.name.as_deref()))
            }
            DayOffReason::Pause => (OffBecause::Pause, None),
        };
    } from {
        /// The first day off.
        first: Day = off.first,
        /// The last day off.
        last: Day = off.last,
        /// Working days that are lost.
        workdays: u32 = off.days,
        /// Why they are off.
        because: OffBecause = because,
        /// The calendar, owner or freeze that takes them; null for a pause.
        name: Option<&'w str> = name,
    }
}

/// Why days are off.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
enum OffBecause {
    Holiday,
    Leave,
    Freeze,
    Pause,
}

/// A lag in working or in civil days.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(super) struct LagData {
    /// The lag in working days of the milestone that waits; null if it is elapsed time.
    lag_workdays: Option<i32>,
    /// The lag in civil days; null if it is working time.
    lag_days: Option<i32>,
}

/// Returns the lag of a link.
pub(super) fn lag(link: &Link) -> LagData {
    LagData { lag_workdays: link.lag.workdays(), lag_days: link.lag.elapsed_days() }
}
