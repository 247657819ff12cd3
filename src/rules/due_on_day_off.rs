//! `due-on-day-off`

use super::{Case, Violation};
use crate::analysis::days_off::{self, DayOffReason};
use crate::calendar::Calendar;
use crate::model::{Milestone, MilestoneId, ProgramId};
use crate::time::{Day, Instant};

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (id, milestone) in case.readable() {
        let elapses = milestone.duration.is_some_and(|duration| duration.elapsed);
        let Some(due) = milestone.promise.due.filter(|due| *due >= case.as_of() && !elapses) else {
            continue;
        };
        let full = case.workspace().full(id);
        if full.works(due) {
            continue;
        }
        let off = off(case, id, due);
        let message =
            format!("{} is promised for {}, {off}", case.with_owner(id), due.with_weekday(case.as_of()));
        let place = milestone.place(milestone.spans.due);
        let violation = case.on_milestone(id, place, message);
        violations.push(with_advice(case, violation, full, milestone.window, due, &work_it(case, id, due)));
    }
    for id in case.workspace().program_ids() {
        violations.extend(program(case, id));
    }
}

/// Returns the violation of a program's promise, in the base calendar of its finish, unless the
/// finish has the same promise.
fn program(case: &Case<'_>, id: ProgramId) -> Option<Violation> {
    let program = case.workspace().program(id);
    let due = program.promise.due.filter(|due| *due >= case.as_of() && program.undated_because.is_none())?;
    let finish = case.assessment.finish_milestone(id)?;
    let base = case.workspace().base(finish);
    let finish = case.workspace().milestone(finish);
    let finish_has_it = finish.promise.due == Some(due);
    if base.works(due) || finish_has_it || !finish.is_unfinished() {
        return None;
    }
    let off = by_base(base, due);
    let message = format!(
        "`{}` is promised for {}, {off} for its finish, `{}`",
        program.id,
        due.with_weekday(case.as_of()),
        finish.full_id
    );
    Some(with_advice(
        case,
        case.on_program(id, program.place(program.spans.due), message),
        base,
        program.start,
        due,
        WORKDAY,
    ))
}

/// Adds the day to promise instead, or how the day can be worked after all. A promise cannot
/// precede `start`, the first day of the window that ends on `due`.
fn with_advice(
    case: &Case<'_>,
    violation: Violation,
    calendar: &Calendar,
    start: Option<Day>,
    due: Day,
    work_it: &str,
) -> Violation {
    let day = |day: Instant| day.day().with_weekday(case.as_of());
    let before = calendar.last_end(Instant::end_of(due));
    let before_now = before.filter(|before| before.day() >= case.as_of());
    let after = calendar.next_start(Instant::end_of(due));
    let is_empty = start.is_some_and(|start| before.is_none_or(|before| before.day() < start));
    let help = match (before_now, after) {
        (_, Some(after)) if is_empty => {
            let next = after.day();
            format!(
                "nobody works from its `start` through its `due`: write `start: {next}` and `due: {next}`, the next working day"
            )
        }
        (Some(before), _) if !is_empty => format!("promise {}, the last working day before", day(before)),
        (_, Some(after)) => format!("promise {}, the next working day", day(after)),
        (_, None) => "name a day on which somebody works on it".into(),
    };
    violation.with(|finding| {
        finding.label("nobody works that day").help(format!("{help}{work_it}")).fact("due", due.to_string())
    })
}

const WORKDAY: &str = "; or make it a workday in the calendar";

/// Returns what would make a milestone be worked on a day, if one change is enough.
fn work_it(case: &Case<'_>, id: MilestoneId, day: Day) -> String {
    let workspace = case.workspace();
    let milestone = workspace.milestone(id);
    let mut reasons = days_off::reasons(workspace, id, day);
    match (reasons.next(), reasons.next()) {
        (Some(DayOffReason::Holiday), None) => WORKDAY.into(),
        (Some(DayOffReason::Leave), None) => {
            let owner = workspace.owner_id(milestone.owner).unwrap_or("its owner");
            format!("; or give it to somebody who is there, or correct `away:` of {owner}")
        }
        (Some(DayOffReason::Freeze(_)), None) => {
            format!("; or except it from the freeze: `except: [{}]`", milestone.full_id)
        }
        (Some(DayOffReason::Pause), None) => "; or take the day out of its `pauses:`".into(),
        _ => String::new(),
    }
}

/// Returns why a milestone is not worked on a day.
fn off(case: &Case<'_>, id: MilestoneId, day: Day) -> String {
    let workspace = case.workspace();
    let milestone: &Milestone = workspace.milestone(id);
    match days_off::between(case.workspace(), id, day, day).first().map(|off| off.reason) {
        Some(DayOffReason::Leave) => {
            let owner = workspace.owner_id(milestone.owner).unwrap_or("its owner");
            format!("when {owner} is away")
        }
        Some(DayOffReason::Freeze(index)) => {
            let name = workspace.freezes.get(index).and_then(|freeze| freeze.name.as_deref());
            name.map_or_else(|| "in a freeze".into(), |name| format!("in the freeze \"{name}\""))
        }
        Some(DayOffReason::Pause) => "on which it is paused".into(),
        _ => by_base(workspace.base(id), day).into(),
    }
}

fn by_base(base: &Calendar, day: Day) -> &'static str {
    if base.week().works(day.weekday()) { "a holiday" } else { "a day off" }
}
