//! Turns whatever was drawn or left over into a valid plan, so that anything can be removed.

use super::calendar::WorkDays;
use super::case::{Case, Duration, Freeze, LinkKind, Milestone, Span, Unit};

/// Makes the case obey the rules of section 2: no dangling references, no contradictions, and a
/// size for everything started.
pub fn settle(case: &mut Case) {
    for (index, calendar) in case.calendars.iter_mut().enumerate() {
        calendar.extends = calendar.extends.filter(|parent| *parent < index);
        let rests_always = calendar.week == Some([false; 7]) && calendar.workdays.is_empty();
        calendar.week = calendar.week.filter(|_| !rests_always);
    }
    let (calendars, owners) = (case.calendars.len(), case.owners.len());
    let known = |calendar: Option<usize>| calendar.filter(|calendar| *calendar < calendars);
    for owner in &mut case.owners {
        owner.calendar = known(owner.calendar);
    }
    for program in &mut case.programs {
        program.calendar = known(program.calendar);
        // A program due before its start is an error.
        let (start, due) = (program.start, program.due);
        program.due = due.filter(|due| start.is_none_or(|start| *due >= start));
        program.moved_from = program.moved_from.filter(|_| program.due.is_some());
    }
    let count = case.milestones.len();
    settle_freezes(case);
    for (place, milestone) in case.milestones.iter_mut().enumerate() {
        milestone.calendar = known(milestone.calendar);
        milestone.owner = milestone.owner.filter(|owner| *owner < owners);
        let mut seen: Vec<(usize, LinkKind)> = Vec::new();
        milestone.links.retain(|link| {
            let fits = link.on < count && link.on != place && !seen.contains(&(link.on, link.kind));
            seen.push((link.on, link.kind));
            fits
        });
        settle_milestone(milestone);
    }
    let bases: Vec<WorkDays> = (0..calendars).map(|calendar| WorkDays::of_calendar(case, calendar)).collect();
    for m in 0..count {
        // "`w` in an empty week is an error"
        if bases[WorkDays::base_of(case, m)].count_of(Span { count: 1, unit: Unit::Weeks }) == 0 {
            weeks_to_days(&mut case.milestones[m]);
        }
    }
}

/// Exceptions name milestones that exist, once; those of a program's freezes are its own.
fn settle_freezes(case: &mut Case) {
    let programs: Vec<usize> = case.milestones.iter().map(|milestone| milestone.program).collect();
    let settle = |freeze: &mut Freeze, own: Option<usize>| {
        freeze.except.sort_unstable();
        freeze.except.dedup();
        freeze
            .except
            .retain(|m| programs.get(*m).is_some_and(|program| own.is_none_or(|own| own == *program)));
    };
    case.freezes.iter_mut().for_each(|freeze| settle(freeze, None));
    for (own, program) in case.programs.iter_mut().enumerate() {
        program.freezes.iter_mut().for_each(|freeze| settle(freeze, Some(own)));
    }
}

fn settle_milestone(milestone: &mut Milestone) {
    let m = milestone;
    m.window = m.window.filter(|start| m.due.is_some_and(|due| *start <= due));
    if m.window.is_some() {
        m.duration = None;
    }
    m.moved_from = m.moved_from.filter(|_| m.due.is_some());
    m.cancelled = m.cancelled.filter(|_| m.done.is_none());
    m.blocked = m.blocked.filter(|_| m.done.is_none());
    m.started = m.started.filter(|started| m.done.is_none_or(|done| *started <= done));
    if m.started.is_none() {
        (m.progress, m.remaining) = (None, None);
        return;
    }
    // Started work needs a duration, `due`, `eta` or `remaining`; `0d` does not count. Done work
    // with a start gets a duration or a `due`.
    m.duration = m.duration.filter(|duration| duration.likely().count > 0);
    m.remaining = m.remaining.filter(|_| m.done.is_none());
    let by_word = m.done.is_none() && (m.eta.is_some() || m.remaining.is_some());
    if m.duration.is_none() && m.due.is_none() && !by_word {
        m.duration = Some(Duration::One(Span { count: 3, unit: Unit::Days }));
    }
    let sized = m.duration.is_some() || m.due.is_some() || m.eta.is_some();
    m.progress = m.progress.filter(|_| sized && m.remaining.is_none());
}

fn weeks_to_days(milestone: &mut Milestone) {
    let in_days = |span: Span| match span.unit {
        Unit::Weeks => Span { unit: Unit::Days, ..span },
        _ => span,
    };
    milestone.duration = milestone.duration.map(|duration| match duration {
        Duration::One(span) => Duration::One(in_days(span)),
        Duration::Three(low, likely, high) => Duration::Three(in_days(low), in_days(likely), in_days(high)),
    });
    milestone.remaining = milestone.remaining.map(in_days);
    for link in &mut milestone.links {
        link.lag = in_days(link.lag);
    }
}
