//! Who causes how much of a slip, and who carries how much: summed by owner, and by team.

use super::Assessment;
use super::slippage::Slip;
use crate::model::MilestoneId;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What the late milestones of an owner or a team come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share<'w> {
    /// The owner or team; none for what nobody answers for.
    pub name: Option<&'w str>,
    /// How many of their milestones are late.
    pub late: usize,
    /// The working days that they cause.
    pub own: i32,
    /// The working days that they carry from others, or from milestones of their own.
    pub carried: i32,
}

/// Returns what the slips come to for each owner: by what they cause, then by what they carry, then by name.
pub fn by_owner<'w>(assessment: &Assessment<'w>, slips: &[Slip<'_>]) -> Vec<Share<'w>> {
    let workspace = assessment.workspace;
    summed(slips, |id| workspace.owner_id(workspace.milestone(id).owner))
}

/// Returns what the slips come to for each team, in the same order. An owner without a team is one.
pub fn by_team<'w>(assessment: &Assessment<'w>, slips: &[Slip<'_>]) -> Vec<Share<'w>> {
    let workspace = assessment.workspace;
    summed(slips, |id| workspace.milestone(id).owner.map(|owner| workspace.team(owner)))
}

fn summed<'w>(slips: &[Slip<'_>], name: impl Fn(MilestoneId) -> Option<&'w str>) -> Vec<Share<'w>> {
    let mut by_name: BTreeMap<Option<&str>, Share<'w>> = BTreeMap::new();
    for slip in slips {
        let name = name(slip.milestone);
        let share = by_name.entry(name).or_insert(Share { name, late: 0, own: 0, carried: 0 });
        share.late += 1;
        // What is early against its first promise and late against a newer one makes up for nobody else.
        share.own += slip.own.max(0);
        share.carried += slip.carried;
    }
    let mut shares: Vec<Share<'w>> = by_name.into_values().collect();
    shares
        .sort_by_key(|share| (Reverse(share.own), Reverse(share.carried), share.name.is_none(), share.name));
    shares
}
