//! How much slip each owner and each team causes and carries.

use super::Assessment;
use super::slippage::Slip;
use crate::model::MilestoneId;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The total slip of an owner's or a team's late milestones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share<'w> {
    /// The owner or team; none for milestones without an owner.
    pub name: Option<&'w str>,
    /// How many of their milestones are late.
    pub late: usize,
    /// The working days that they cause.
    pub own: i32,
    /// The working days that they carry from others, or from milestones of their own.
    pub carried: i32,
}

/// Returns the total per owner, ordered by days caused, then by days carried, then by name.
pub fn by_owner<'w>(assessment: &Assessment<'w>, slips: &[Slip<'_>]) -> Vec<Share<'w>> {
    let workspace = assessment.workspace;
    summed(slips, |id| workspace.owner_id(workspace.milestone(id).owner))
}

/// Returns the total per team, in the same order. An owner without a team counts as a team.
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
        // A milestone that is early against its original promise, but missed a newer one, has
        // negative slip: it offsets nobody else's.
        share.own += slip.own.max(0);
        share.carried += slip.carried;
    }
    let mut shares: Vec<Share<'w>> = by_name.into_values().collect();
    shares
        .sort_by_key(|share| (Reverse(share.own), Reverse(share.carried), share.name.is_none(), share.name));
    shares
}
