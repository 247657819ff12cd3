//! What each owner and each team slipped, and what it cost.

use super::Assessment;
use super::slippage::Slippage;
use crate::model::MilestoneId;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What an owner or a team slipped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share<'w> {
    /// The owner or team; none for milestones without an owner.
    pub name: Option<&'w str>,
    /// Working days that their milestones slipped by themselves; only those that are late or make
    /// another late.
    pub own: i32,
    /// The most working days that they cost any one promise.
    pub most: i32,
    /// How many promises they make late.
    pub promises: usize,
}

/// Returns the shares of owners: by the most that they cost a promise, by own days, then by name.
pub fn by_owner<'w>(assessment: &Assessment<'w>, slippage: &Slippage<'_, '_>) -> Vec<Share<'w>> {
    let workspace = assessment.workspace;
    shares(slippage, |id| workspace.owner_id(workspace.milestone(id).owner))
}

/// Returns the shares of teams, in the same order. An owner without a team counts as a team.
pub fn by_team<'w>(assessment: &Assessment<'w>, slippage: &Slippage<'_, '_>) -> Vec<Share<'w>> {
    let workspace = assessment.workspace;
    shares(slippage, |id| workspace.milestone(id).owner.map(|owner| workspace.team(owner)))
}

fn shares<'w>(slippage: &Slippage<'_, '_>, name: impl Fn(MilestoneId) -> Option<&'w str>) -> Vec<Share<'w>> {
    let mut by_name: BTreeMap<Option<&str>, Share<'w>> = BTreeMap::new();
    let mut slipped: BTreeSet<MilestoneId> = BTreeSet::new();
    for late in &slippage.late {
        let mut cost: BTreeMap<Option<&str>, i32> = BTreeMap::new();
        for cause in &late.why.causes {
            slipped.insert(cause.milestone);
            *cost.entry(name(cause.milestone)).or_default() += cause.workdays;
        }
        for (name, days) in cost.into_iter().filter(|(_, days)| *days > 0) {
            let share = by_name.entry(name).or_insert(Share { name, own: 0, most: 0, promises: 0 });
            share.most = share.most.max(days);
            share.promises += 1;
        }
    }
    for id in slipped {
        if let Some(share) = by_name.get_mut(&name(id)) {
            share.own += slippage.slips.own(id).workdays.max(0);
        }
    }
    let mut shares: Vec<Share<'w>> = by_name.into_values().collect();
    shares.sort_by_key(|share| (Reverse(share.most), Reverse(share.own), share.name.is_none(), share.name));
    shares
}
