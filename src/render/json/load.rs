//! `tpm load` as JSON.

use super::Tabular;
use super::record::record;
use crate::analysis::Assessment;
use crate::analysis::load::{Load, Overlap, OwnerLoad, Week};
use crate::analysis::overload::Overload;
use crate::model::{MilestoneId, OwnerId};
use crate::syntax::Capacity;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

/// `data` of `tpm load`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LoadData<'w> {
    /// The owners of unfinished milestones, by id.
    owners: Vec<OwnerLoadData<'w>>,
}

record! {
    struct OwnerLoadData<'w> of (assessment: &Assessment<'w>, load: &OwnerLoad) where {
        let owner = &assessment.workspace.owners[load.owner.index()];
    } from {
        /// The owner.
        owner: &'w str = &owner.id,
        /// The full name.
        name: Option<&'w str> = owner.name.as_deref(),
        /// The team; the owner if there is no team.
        team: &'w str = assessment.workspace.team(load.owner),
        /// How many pieces of work the owner does at once; null if overload is not looked for.
        capacity: Option<f64> = owner.capacity.map(number),
        /// Where more work is forced into days than the owner can do, earliest first.
        overloads: Vec<OverloadData<'w>> =
            load.overloads.iter().map(|overload| OverloadData::of(assessment, overload)).collect(),
        /// Where the forecast has more at once than the owner can do and float can resolve it,
        /// within the weeks, earliest first.
        overlaps: Vec<OverlapData<'w>> =
            load.overlaps.iter().map(|overlap| OverlapData::of(assessment, overlap)).collect(),
        /// The weeks, from that of the as-of day on.
        weeks: Vec<WeekData> = load.weeks.iter().map(WeekData::of).collect(),
    }
}

record! {
    struct OverloadData<'w> of (assessment: &Assessment<'w>, overload: &Overload) {
        /// The first of the days.
        from: Day = overload.from,
        /// The last of the days.
        to: Day = overload.to,
        /// How many working days do not fit.
        excess_workdays: f64 = overload.excess_workdays(),
        /// The full ids of the milestones that are forced into the days, by their first day, then
        /// by id.
        milestones: Vec<&'w str> = overload.milestones().map(|id| full_id(assessment, id)).collect(),
        /// How many working days of each are forced into them, in the same order.
        forced_workdays: Vec<u32> = overload.forced.iter().map(|(_, days)| *days).collect(),
        /// How many days these are.
        workdays: usize = overload.days.len(),
    }
}

record! {
    struct OverlapData<'w> of (assessment: &Assessment<'w>, overlap: &Overlap) {
        /// The first of the days.
        from: Day = overlap.from,
        /// The last of the days.
        to: Day = overlap.to,
        /// The most pieces of work at once.
        at_once: usize = overlap.at_once,
        /// The full ids of what is worked on, by id.
        milestones: Vec<&'w str> = overlap.milestones.iter().map(|id| full_id(assessment, *id)).collect(),
    }
}

record! {
    struct WeekData of (week: &Week) {
        /// Its Monday.
        from: Day = week.from,
        /// The most pieces of work at once on one of its days, by the forecast.
        at_once: usize = week.at_once,
        /// Whether it has days of an overload.
        overloaded: bool = week.is_overloaded,
        /// Whether it has days of an overlap that float can resolve.
        overlaps: bool = week.overlaps,
        /// Whether the owner is away on each of its working days.
        away: bool = week.is_away,
    }
}

record! {
    /// Days into which more work is forced than somebody can do, in a list of several owners.
    pub(super) struct OwnedOverloadData<'w> of (
        assessment: &Assessment<'w>,
        owner: OwnerId,
        overload: &Overload
    ) where {
        let of_owner = OverloadData::of(assessment, overload);
    } from {
        /// Who has too much to do.
        owner: Option<&'w str> = assessment.workspace.owner_id(Some(owner)),
        /// What, and when.
        #[serde(flatten)]
        overload: OverloadData<'w> = of_owner,
    }
}

fn number(capacity: Capacity) -> f64 {
    f64::from(capacity.thousandths()) / f64::from(Capacity::ONE)
}

fn full_id<'w>(assessment: &Assessment<'w>, id: MilestoneId) -> &'w str {
    &assessment.workspace.milestone(id).full_id
}

impl Tabular for LoadData<'_> {
    const KIND: &'static str = "load";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.owners.iter()
    }
}

/// Returns the load of each owner.
pub fn load<'w>(assessment: &Assessment<'w>, load: &Load) -> LoadData<'w> {
    LoadData { owners: load.owners.iter().map(|load| OwnerLoadData::of(assessment, load)).collect() }
}
