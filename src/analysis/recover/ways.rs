//! What stands in the way of an earlier finish, and the changes worth trying there.

use crate::analysis::Assessment;
use crate::analysis::days_off::{self, DayOffReason};
use crate::analysis::hops::{giver, hop};
use crate::analysis::levers::{Lever, Pull};
use crate::analysis::risk::{RiskState, is_news};
use crate::model::MilestoneId;
use crate::schedule::{Hold, PromiseHolder};
use crate::time::{Day, Instant};
use std::collections::BTreeSet;

/// Returns the milestones of which the latest is the finish.
pub(super) fn ends(assessment: &Assessment<'_>, target: PromiseHolder) -> Vec<MilestoneId> {
    let workspace = assessment.workspace;
    match target {
        PromiseHolder::Milestone(id) => vec![id],
        PromiseHolder::Program(id) => match workspace.program(id).finish {
            Some(finish) if workspace.milestone(finish).is_live() => vec![finish],
            _ => workspace
                .program(id)
                .milestone_ids()
                .filter(|id| workspace.milestone(*id).is_live())
                .collect(),
        },
    }
}

/// Returns the unfinished milestones without float to a day before the forecast: those with the
/// least first, then in the order of their starts. No working time may lie between that day and an
/// event at the start of the next, so that a float of 0 is none either.
pub(super) fn ways(assessment: &Assessment<'_>, target: PromiseHolder, by: Day) -> Vec<MilestoneId> {
    let by = Instant::end_of(by);
    let mut floats = assessment.floats();
    floats.measure(ends(assessment, target).into_iter().map(|id| (id, by)));
    let rank = |id: MilestoneId| Some((floats.to_forecast(id).filter(|float| *float <= 0)?, id));
    let mut ways: Vec<(i32, MilestoneId)> = floats.leading().filter_map(rank).collect();
    let start = |id: MilestoneId| assessment.schedule.dates.start(id);
    ways.sort_by_key(|(float, id)| (*float, start(*id), &assessment.workspace.milestone(*id).full_id));
    ways.into_iter().map(|(_, id)| id).collect()
}

/// Returns the changes worth trying on these milestones, in their order.
pub(super) fn levers(assessment: &Assessment<'_>, ways: &[MilestoneId], forecast: Day) -> Vec<Pull> {
    let (schedule, workspace) = (&assessment.schedule, assessment.workspace);
    let mut levers = Vec::new();
    let mut met = BTreeSet::new();
    for id in ways.iter().copied() {
        let mut add = |lever: Lever| levers.push(Pull { milestone: id, lever, dose: 0 });
        let by_eta = schedule.dates.eta_is_valid(id);
        if by_eta {
            add(Lever::EarlierEta);
        } else if schedule.inputs.task(id).is_work && schedule.left(id).days > 1 {
            add(Lever::LessWork);
        }
        let task = schedule.inputs.task(id);
        let holds = [
            (Hold::BlockedUntil, task.blocked_until.is_some()),
            (Hold::NotBefore, task.not_before.is_some()),
            (Hold::ProgramStart, task.program_start.is_some()),
            (Hold::Due, task.due_held.is_some()),
        ];
        holds.into_iter().filter(|(_, is_there)| *is_there).for_each(|(hold, _)| add(Lever::Without(hold)));
        for link in assessment.network.predecessors(id) {
            add(Lever::Overlap(link));
            add(Lever::WithoutLink(link));
        }
        if workspace.base(id).week().length() == 0 {
            add(Lever::WithoutSlots);
        }
        // What stops several milestones is tried once.
        leaves(assessment, id, forecast).filter(|lever| met.insert(*lever)).for_each(&mut add);
        let hop = hop(assessment, id, giver(assessment, id).map(|(_, way)| way));
        let off = days_off::before(assessment, &hop).into_iter().chain(days_off::inside(assessment, id));
        let frozen = off.filter_map(|off| match off.reason {
            DayOffReason::Freeze(freeze) => Some(Lever::FreezeDays(freeze, off.first)),
            _ => None,
        });
        frozen.filter(|lever| met.insert(*lever)).for_each(&mut add);
    }
    let risks = workspace.risks.iter().enumerate().filter(|(_, risk)| {
        let in_plan = RiskState::of(risk) == RiskState::Occurred && !is_news(schedule, risk);
        in_plan && risk.reading.is_whole() && risk.impact.is_some()
    });
    for (index, risk) in risks {
        let hit = schedule.threatened(risk).find(|id| ways.contains(id));
        levers.extend(hit.map(|milestone| Pull { milestone, lever: Lever::Mitigated(index), dose: 0 }));
    }
    levers
}

/// Returns levers that move each leave of an owner before the forecast behind it.
fn leaves<'a>(
    assessment: &'a Assessment<'_>,
    id: MilestoneId,
    forecast: Day,
) -> impl Iterator<Item = Lever> + 'a {
    let owner = assessment.workspace.milestone(id).owner;
    let leaves = owner.into_iter().flat_map(|owner| {
        let away = assessment.workspace.owners[owner.index()].away.iter().enumerate();
        away.map(move |(leave, range)| (owner, leave, *range))
    });
    let to_come = leaves.filter(move |(.., (first, last))| *last >= assessment.as_of() && *first <= forecast);
    to_come.map(move |(owner, leave, _)| Lever::MovedLeave(owner, leave, forecast.plus(1)))
}
