//! What stands in the way of an earlier finish, and the changes worth trying there.

use crate::analysis::Assessment;
use crate::analysis::days_off::{self, DayOffReason, DaysOff};
use crate::analysis::levers::{Lever, Pull};
use crate::analysis::risk::{RiskState, is_news};
use crate::model::MilestoneId;
use crate::schedule::{Hold, PromiseHolder};
use crate::time::{Day, Instant};
use std::cmp::Reverse;
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
/// least first, of equal ones the latest to start, as a trial near the end is short. No working
/// time may lie between that day and an event at the start of the next, so that a float of 0 is
/// none either.
pub(super) fn ways(assessment: &Assessment<'_>, target: PromiseHolder, by: Day) -> Vec<MilestoneId> {
    let by = Instant::end_of(by);
    let mut floats = assessment.floats();
    floats.measure(ends(assessment, target).into_iter().map(|id| (id, by)));
    let rank = |id: MilestoneId| Some((floats.to_forecast(id).filter(|float| *float <= 0)?, id));
    let mut ways: Vec<(i32, MilestoneId)> = floats.leading().filter_map(rank).collect();
    let start = |id: MilestoneId| assessment.schedule.dates.start(id);
    ways.sort_by_key(|(float, id)| {
        (*float, Reverse(start(*id)), &assessment.workspace.milestone(*id).full_id)
    });
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
            (Hold::BlockedUntil, workspace.milestone(id).blocked.is_some()),
            (Hold::NotBefore, task.not_before.is_some()),
            (Hold::ProgramStart, task.program_start.is_some()),
            (Hold::Due, task.due_held.is_some()),
        ];
        holds.into_iter().filter(|(_, is_there)| *is_there).for_each(|(hold, _)| add(Lever::Without(hold)));
        for link in assessment.network.predecessors(id) {
            // Where a week has one working day or none, a day of overlap would be weeks.
            if workspace.base(id).week().length() > 1 {
                add(Lever::Overlap(link));
            }
            add(Lever::WithoutLink(link));
        }
        if workspace.base(id).week().length() == 0 {
            add(Lever::WithoutSlots);
        }
        // What stops several milestones is tried once.
        leaves(assessment, id, forecast).filter(|lever| met.insert(*lever)).for_each(&mut add);
        let frozen = frozen(assessment, id).into_iter();
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

/// Returns levers that work days of a freeze: from the first one on that stops a milestone, from
/// where it could begin to its end.
fn frozen(assessment: &Assessment<'_>, id: MilestoneId) -> Vec<Lever> {
    let workspace = assessment.workspace;
    let finish = assessment.schedule.dates.finish(id).map(Instant::day);
    let Some(finish) =
        finish.filter(|_| workspace.freezes.iter().any(|freeze| freeze.concerns(workspace, id)))
    else {
        return Vec::new();
    };
    let off = days_off::between(workspace, id, could_begin(assessment, id), finish);
    let lever = |off: DaysOff| match off.reason {
        DayOffReason::Freeze(freeze) => Some(Lever::FreezeDays(freeze, off.first)),
        _ => None,
    };
    off.into_iter().filter_map(lever).collect()
}

/// Returns the first day on which what is left of a milestone could begin, were no day off.
fn could_begin(assessment: &Assessment<'_>, id: MilestoneId) -> Day {
    let (schedule, network) = (&assessment.schedule, assessment.network);
    let task = schedule.inputs.task(id);
    let links = network.predecessors(id).filter(|link| !network.link(*link).kind.holds_finish());
    let bounds = links.filter_map(|link| schedule.bound(link)).map(Instant::first_day_after);
    let planned = [task.program_start, task.not_before].map(|day| day.filter(|_| !task.is_started()));
    let until = task.blocked_until.map(|until| until.plus(1));
    let holds = planned.into_iter().chain([until, task.left_from]).flatten();
    holds.chain(bounds).fold(assessment.as_of(), Day::max)
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
