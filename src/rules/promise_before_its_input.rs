//! `promise-before-its-input`

use super::{Case, Violation};
use crate::analysis::lateness::Lateness;
use crate::calendar::Length;
use crate::graph::LinkId;
use crate::model::MilestoneId;
use crate::time::{Day, Instant};

pub(super) fn check(case: &Case<'_>, violations: &mut Vec<Violation>) {
    for (id, milestone) in case.readable().filter(|(_, milestone)| milestone.started.is_none()) {
        let Some(due) = milestone.promise.due else { continue };
        let links = case.assessment.network.predecessors(id);
        let late =
            links.filter_map(|link| earliest(case, id, link).filter(|day| *day > due).map(|day| (day, link)));
        // The input with the latest day; ties go to the first link.
        if let Some((day, link)) = late.max_by_key(|(day, link)| (*day, std::cmp::Reverse(*link))) {
            violations.push(violation(case, id, due, day, link));
        }
    }
}

/// Whether the promises at both ends of a link contradict each other.
pub(super) fn applies_to(case: &Case<'_>, link: LinkId) -> bool {
    let to = case.assessment.network.link(link).to;
    let milestone = case.workspace().milestone(to);
    let due = milestone.promise.due.filter(|_| milestone.started.is_none());
    due.is_some_and(|due| earliest(case, to, link).is_some_and(|day| day > due))
}

/// Returns the earliest finish of a milestone if the predecessor of a link is done on its promised
/// day.
fn earliest(case: &Case<'_>, id: MilestoneId, link: LinkId) -> Option<Day> {
    let (assessment, ends) = (case.assessment, case.assessment.network.link(link));
    let input = case.workspace().milestone(ends.from);
    if ends.kind.from_start() || !input.is_unfinished() {
        return None;
    }
    let at = Instant::end_of(input.promise.due?);
    let bound = assessment.schedule.bound_from(link, at)?;
    let milestone = case.workspace().milestone(id);
    let full = case.workspace().full(id);
    if ends.kind.holds_finish() {
        return Some(bound.day());
    }
    if !milestone.is_work() {
        let stays = bound.is_end() && full.works(bound.day());
        return if stays { Some(bound.day()) } else { full.next_start(bound).map(Instant::day) };
    }
    let task = assessment.schedule.inputs.task(id);
    // The length of work with an `eta` is unknown: assume the minimum.
    let length = if milestone.eta.is_some() { Length { days: 1, elapsed: false } } else { task.duration };
    full.block_finish(full.next_block(bound, length)?, length).map(Instant::day)
}

fn violation(case: &Case<'_>, id: MilestoneId, due: Day, day: Day, link: LinkId) -> Violation {
    let milestone = case.workspace().milestone(id);
    let ends = case.assessment.network.link(link);
    let input = case.workspace().milestone(ends.from);
    let promised = input.promise.due.map_or_else(String::new, |due| case.day(due));
    let early_by = Lateness::new(case.workspace().lateness_calendar(id), due, day);
    let (who, input_of) = (case.with_owner(id), case.with_owner(ends.from));
    let (due_day, day_left) = (case.day(due), case.day(day));
    // The two promises contradict each other even after the input's has passed.
    let has_passed = input.promise.due.is_some_and(|promised| promised < case.as_of());
    let message = if has_passed {
        format!(
            "{who} is promised for {due_day}, but with {input_of} done on the day it promised, {promised}, which has passed, it could not have been done before {day_left}"
        )
    } else {
        format!(
            "{who} is promised for {due_day}, but with {input_of} done on the day it promised, {promised}, it cannot be done before {day_left}"
        )
    };
    let help = if has_passed {
        "agree on new days for both, beginning with the input"
    } else {
        "agree on an earlier day for the input, or on a later one for what waits for it"
    };
    // What is late because of this stands under it.
    let cause = case.workspace().milestone(case.cause(id));
    case.on_milestone(id, milestone.place(milestone.spans.due), message).with(|finding| {
        finding
            .because(&cause.full_id)
            .label(format!("{} too early", early_by.amount()))
            .related(input.place(input.spans.due), "promised for this day")
            .help(help)
            .weight(early_by.workdays)
            .fact("input", &input.full_id)
            .fact("due", due.to_string())
    })
}
