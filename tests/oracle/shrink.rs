//! Removes from a case what it does not need to fail.

use super::case::{Case, Duration, LinkKind, MONDAY_TO_FRIDAY, Milestone, Span, Unit};
use super::settle::settle;

/// Returns the smallest failing case that removing or shortening one thing at a time can reach.
pub fn smallest(mut case: Case, fails: &dyn Fn(&Case) -> bool) -> Case {
    loop {
        let size = size(&case);
        let smaller = candidates(&case).into_iter().find(|other| self::size(other) < size && fails(other));
        match smaller {
            Some(smaller) => case = smaller,
            None => return case,
        }
    }
}

/// The length of its files, then its numbers; both only get smaller.
fn size(case: &Case) -> (usize, i32, bool) {
    let text = case.files().iter().map(|(_, text)| text.len()).sum();
    let numbers = case.milestones.iter().map(|m| {
        let links: i32 = m.links.iter().map(|link| 1 + link.lag.count.abs()).sum();
        links + m.duration.map_or(0, |d| d.likely().count) + m.program as i32
    });
    (text, numbers.sum(), case.reversed_ids)
}

/// Cases with one thing less, the largest things first.
fn candidates(case: &Case) -> Vec<Case> {
    let mut found = Vec::new();
    let mut but = |change: &dyn Fn(&mut Case)| {
        let mut other = case.clone();
        change(&mut other);
        settle(&mut other);
        found.push(other);
    };
    for m in (0..case.milestones.len()).rev().filter(|_| case.milestones.len() > 1) {
        but(&|case| drop_milestone(case, m));
    }
    for m in 0..case.milestones.len() {
        for link in 0..case.milestones[m].links.len() {
            but(&|case| _ = case.milestones[m].links.remove(link));
            but(&|case| case.milestones[m].links[link].lag.count = 0);
            but(&|case| case.milestones[m].links[link].lag.unit = Unit::Days);
            but(&|case| case.milestones[m].links[link].kind = LinkKind::FinishStart);
            but(&|case| case.milestones[m].links[link].by_program = false);
            but(&|case| nearer(&mut case.milestones[m].links[link].lag));
        }
        for change in MILESTONE {
            but(&|case| change(&mut case.milestones[m]));
        }
        but(&|case| move_to_first(case, m));
    }
    for p in 0..case.programs.len() {
        but(&|case| case.programs[p].start = None);
        but(&|case| case.programs[p].moved_from = None);
        but(&|case| case.programs[p].due = None);
        but(&|case| case.programs[p].finish = None);
        but(&|case| case.programs[p].calendar = None);
        for freeze in 0..case.programs[p].freezes.len() {
            but(&|case| _ = case.programs[p].freezes.remove(freeze));
        }
    }
    for freeze in 0..case.freezes.len() {
        but(&|case| _ = case.freezes.remove(freeze));
        but(&|case| case.freezes[freeze].dates.truncate(1));
        but(&|case| case.freezes[freeze].tags.clear());
        but(&|case| case.freezes[freeze].except.clear());
    }
    but(&|case| case.assume_progress = None);
    but(&|case| case.reversed_ids = false);
    but(&|case| case.owners.truncate(case.owners.len().max(1) - 1));
    but(&|case| case.calendars.truncate(case.calendars.len().max(2) - 1));
    for owner in 0..case.owners.len() {
        but(&|case| case.owners[owner].calendar = None);
        but(&|case| case.owners[owner].away.truncate(1));
        but(&|case| case.owners[owner].away.clear());
    }
    for c in 0..case.calendars.len() {
        but(&|case| case.calendars[c].extends = None);
        but(&|case| case.calendars[c].unbroken = None);
        but(&|case| case.calendars[c].week = Some(MONDAY_TO_FRIDAY));
        but(&|case| case.calendars[c].week = None);
        but(&|case| case.calendars[c].workdays.clear());
        for range in 0..case.calendars[c].holidays.len() {
            but(&|case| _ = case.calendars[c].holidays.remove(range));
        }
        for range in (1..case.calendars[c].workdays.len()).rev() {
            but(&|case| _ = case.calendars[c].workdays.remove(range));
        }
    }
    found
}

const MILESTONE: [fn(&mut Milestone); 23] = [
    |m| m.done = None,
    |m| m.started = None,
    |m| m.cancelled = None,
    |m| m.blocked = None,
    |m| m.eta = None,
    |m| m.moved_from = None,
    |m| m.window = None,
    |m| m.due = None,
    |m| m.not_before = None,
    |m| m.owner = None,
    |m| m.calendar = None,
    |m| m.tags.clear(),
    |m| m.pauses.clear(),
    |m| m.progress = None,
    |m| m.remaining = None,
    |m| m.updated = None,
    |m| m.links.clear(),
    |m| m.duration = None,
    |m| m.duration = Some(Duration::One(Span { count: 1, unit: Unit::Days })),
    |m| m.duration = m.duration.map(|duration| Duration::One(duration.likely())),
    |m| {
        m.duration = m.duration.map(|duration| {
            let likely = duration.likely();
            Duration::One(Span { count: (likely.count - 1).max(0), ..likely })
        });
    },
    |m| m.blocked.iter_mut().for_each(|blocked| blocked.until = None),
    |m| m.remaining.iter_mut().for_each(|left| left.unit = Unit::Days),
];

fn nearer(lag: &mut Span) {
    lag.count -= lag.count.signum();
}

fn drop_milestone(case: &mut Case, gone: usize) {
    let program = case.milestones[gone].program;
    case.milestones.remove(gone);
    for milestone in &mut case.milestones {
        milestone.links.retain(|link| link.on != gone);
        for link in milestone.links.iter_mut().filter(|link| link.on > gone) {
            link.on -= 1;
        }
    }
    let freezes = case.programs.iter_mut().flat_map(|program| &mut program.freezes);
    for freeze in freezes.chain(&mut case.freezes) {
        freeze.except.retain(|m| *m != gone);
        freeze.except.iter_mut().for_each(|m| *m -= usize::from(*m > gone));
    }
    for program in &mut case.programs {
        program.finish = program.finish.filter(|finish| *finish != gone);
        program.finish = program.finish.map(|finish| finish - usize::from(finish > gone));
    }
    drop_empty(case, program);
}

fn move_to_first(case: &mut Case, m: usize) {
    let from = std::mem::take(&mut case.milestones[m].program);
    for program in case.programs.iter_mut().skip(1) {
        program.finish = program.finish.filter(|finish| *finish != m);
    }
    drop_empty(case, from);
}

fn drop_empty(case: &mut Case, program: usize) {
    if case.milestones.iter().any(|m| m.program == program) {
        return;
    }
    case.programs.remove(program);
    for milestone in case.milestones.iter_mut().filter(|m| m.program > program) {
        milestone.program -= 1;
    }
}
