//! Who has how much to do in the next weeks: overload, overlaps that float can resolve, and how
//! many pieces of work there are at once.

use super::Assessment;
use super::overload::{self, Overload, forecast_days};
use super::selection::Selection;
use crate::model::{MilestoneId, OwnerId, includes};
use crate::syntax::Capacity;
use crate::time::Day;
use std::collections::BTreeMap;
use std::ops::Range;

/// What `tpm load` reports.
#[derive(Debug)]
pub struct Load {
    /// The owners, by id.
    pub owners: Vec<OwnerLoad>,
    /// Whether anybody has a capacity.
    pub is_limited: bool,
    /// Whether owners, programs or milestones were asked for, so that each owner is of interest.
    pub is_selected: bool,
}

/// What one owner has to do.
#[derive(Debug)]
pub struct OwnerLoad {
    /// Who.
    pub owner: OwnerId,
    /// Where they have too much to do, earliest first.
    pub overloads: Vec<Overload>,
    /// Where the forecast has more at once than they can do, and float can resolve it, within the
    /// weeks; earliest first.
    pub overlaps: Vec<Overlap>,
    /// The weeks, from that of the as-of day on.
    pub weeks: Vec<Week>,
}

/// Days on which the forecast has more pieces of work at once than their owner can do.
#[derive(Debug)]
pub struct Overlap {
    /// The first of them.
    pub from: Day,
    /// The last of them.
    pub to: Day,
    /// The most pieces of work at once.
    pub at_once: usize,
    /// What is worked on then, by id.
    pub milestones: Vec<MilestoneId>,
}

/// A week of one owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    /// Its Monday.
    pub from: Day,
    /// The most pieces of work at once on one of its days, by the forecast.
    pub at_once: usize,
    /// Whether it has days of an overload.
    pub is_overloaded: bool,
    /// Whether it has days of an overlap.
    pub overlaps: bool,
    /// Whether the owner is away on each of its working days.
    pub is_away: bool,
}

/// Returns the load of the selected owners in so many weeks. What is selected leaves owners out,
/// never their work.
pub fn analyze(assessment: &Assessment<'_>, selection: &Selection, weeks: u32) -> Load {
    let workspace = assessment.workspace;
    let monday = assessment.as_of().first_of_week();
    let mondays: Vec<Day> = (0..weeks as i32).map(|week| monday.plus(week * 7)).collect();
    let days = assessment.as_of()..monday.plus(weeks as i32 * 7);
    let mut overloads: BTreeMap<OwnerId, Vec<Overload>> = overload::of_all(assessment).into_iter().collect();
    let mut owned: BTreeMap<OwnerId, Vec<MilestoneId>> = BTreeMap::new();
    for id in workspace.milestone_ids().filter(|id| workspace.milestone(*id).is_unfinished()) {
        if let Some(owner) = workspace.milestone(id).owner {
            owned.entry(owner).or_default().push(id);
        }
    }
    let is_shown = |(owner, ids): &(OwnerId, Vec<MilestoneId>)| {
        selection.people().is_none_or(|people| people.contains(owner))
            && ids.iter().any(|id| selection.has(*id))
    };
    let owners = owned.into_iter().filter(is_shown).map(|(owner, ids)| {
        let overloads = overloads.remove(&owner).unwrap_or_default();
        let busy = Busy::new(assessment, &ids, days.clone());
        let overlaps = busy.overlaps(workspace.owners[owner.index()].capacity, &overloads);
        let week = |from: Day| {
            let within = |day: &Day| (0..7).contains(&day.since(from));
            Week {
                from,
                at_once: busy.at_once((0..7).map(|day| from.plus(day))),
                is_overloaded: overloads.iter().flat_map(|overload| &overload.days).any(within),
                overlaps: overlaps.iter().any(|it| it.from <= from.plus(6) && from <= it.to),
                is_away: is_away(assessment, owner, from),
            }
        };
        let weeks = mondays.iter().map(|monday| week(*monday)).collect();
        OwnerLoad { owner, overloads, overlaps, weeks }
    });
    let mut owners: Vec<OwnerLoad> = owners.collect();
    owners.sort_by_key(|of| &workspace.owners[of.owner.index()].id);
    let is_limited = workspace.owners.iter().any(|owner| owner.capacity.is_some());
    let is_selected = selection.names_some() || selection.people().is_some();
    Load { owners, is_limited, is_selected }
}

/// Whether an owner is away on each working day of a week.
fn is_away(assessment: &Assessment<'_>, owner: OwnerId, monday: Day) -> bool {
    let workspace = assessment.workspace;
    let usual = workspace.usual.map(|usual| workspace.calendars.get(usual));
    let mut days = (0..7).map(|day| monday.plus(day)).filter(|day| usual.is_some_and(|it| it.works(*day)));
    let away = &workspace.owners[owner.index()].away;
    let is_off = |day: Day| includes(away, day);
    days.next().is_some_and(is_off) && days.all(is_off)
}

/// What somebody works on on each day, by the forecast.
struct Busy<'a> {
    assessment: &'a Assessment<'a>,
    days: BTreeMap<Day, Vec<MilestoneId>>,
}

impl<'a> Busy<'a> {
    fn new(assessment: &'a Assessment<'_>, ids: &[MilestoneId], within: Range<Day>) -> Self {
        let mut days: BTreeMap<Day, Vec<MilestoneId>> = BTreeMap::new();
        for id in ids {
            let Some((first, last)) = forecast_days(assessment, *id) else { continue };
            let (first, last) = (first.max(within.start), last.min(within.end.plus(-1)));
            let worked = (0..=last.since(first)).map(|offset| first.plus(offset));
            for day in worked.filter(|day| assessment.workspace.full(*id).works(*day)) {
                days.entry(day).or_default().push(*id);
            }
        }
        Self { assessment, days }
    }

    /// Returns the most pieces of work on one of some days.
    fn at_once(&self, days: impl Iterator<Item = Day>) -> usize {
        days.filter_map(|day| self.days.get(&day)).map(Vec::len).max().unwrap_or(0)
    }

    /// Returns the days with more than a capacity that belong to no overload, as ranges: days with
    /// work that follow one another.
    fn overlaps(&self, capacity: Option<Capacity>, overloads: &[Overload]) -> Vec<Overlap> {
        let Some(capacity) = capacity else { return Vec::new() };
        let mut overlaps: Vec<Overlap> = Vec::new();
        let mut goes_on = false;
        for (day, ids) in &self.days {
            let is_overload = overloads.iter().any(|overload| overload.days.binary_search(day).is_ok());
            let is_too_much = ids.len() as u64 * u64::from(Capacity::ONE) > u64::from(capacity.thousandths());
            if is_overload || !is_too_much {
                goes_on = false;
                continue;
            }
            match overlaps.last_mut().filter(|_| goes_on) {
                Some(last) => {
                    last.to = *day;
                    last.at_once = last.at_once.max(ids.len());
                    last.milestones.extend(ids);
                }
                None => overlaps.push(Overlap {
                    from: *day,
                    to: *day,
                    at_once: ids.len(),
                    milestones: ids.clone(),
                }),
            }
            goes_on = true;
        }
        for overlap in &mut overlaps {
            overlap.milestones.sort_by_key(|id| &self.assessment.workspace.milestone(*id).full_id);
            overlap.milestones.dedup();
        }
        overlaps
    }
}
