//! Why forecasts moved: each cause once, with all that it moves.

use super::words::{self, by, forecasts};
use super::{Limits, table};
use crate::analysis::diff::{Cause, Causes, Change, Diff, Edit, Finish, Pair};
use crate::analysis::lateness::Lateness;
use crate::analysis::undated::Undated;
use crate::model::MilestoneId;
use crate::schedule::PromiseHolder;
use crate::syntax::Nature;
use crate::view::phrases::{self, date};
use crate::view::{Cell, Column, Report, Tone};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What a cause moves so far shows both days of each, up to so many.
const DATED: usize = 3;

/// Why something moved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    /// What is said of it: why it has no date, why it was cancelled.
    Said(String),
    /// Edits, by index.
    Edits(Vec<usize>),
    /// What no edit explains.
    Rest,
    /// All edits, which offset each other.
    Together,
}

/// How far a cause moves something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Shift {
    /// The worst first: no date, later, earlier, anything else.
    rank: u8,
    workdays: Reverse<u32>,
    text: String,
}

impl Shift {
    const EARLIER: u8 = 2;

    fn by(moved: Lateness) -> Self {
        let rank = if moved.days < 0 { Self::EARLIER } else { 1 };
        Self { rank, workdays: Reverse(moved.workdays.unsigned_abs()), text: by(Some(moved)) }
    }

    fn other(rank: u8, text: &str) -> Self {
        Self { rank, workdays: Reverse(0), text: text.to_owned() }
    }
}

/// What moved.
struct Moved<'d> {
    /// 0 if it is promised firmly, 1 if it is promised, else 2.
    rank: u8,
    id: &'d str,
    /// Its days, after its id; of a part of a move, nothing.
    days: String,
    /// The whole move, where the cause is a part of it in the same direction.
    of: Option<Lateness>,
}

/// What one cause moves.
#[derive(Default)]
struct Group<'d> {
    title: String,
    moved: BTreeMap<Shift, Vec<Moved<'d>>>,
}

impl Group<'_> {
    /// Returns its place: the worst first.
    fn rank(&self) -> (u8, u8, Reverse<u32>, Reverse<usize>) {
        let worst = self.moved.first_key_value();
        let rank = worst.map_or(3, |(shift, _)| shift.rank);
        let same = self.moved.iter().filter(|(shift, _)| shift.rank == rank).flat_map(|(_, moved)| moved);
        let promised = same.clone().map(|moved| moved.rank).min().unwrap_or(3);
        let most = self.moved.keys().filter(|shift| shift.rank == rank).map(|shift| shift.workdays.0).max();
        (rank, promised, Reverse(most.unwrap_or(0)), Reverse(same.count()))
    }
}

struct Groups<'d, 's> {
    diff: &'d Diff<'s>,
    undated: Undated<'s>,
    found: BTreeMap<Why, Group<'d>>,
}

impl<'d> Groups<'d, '_> {
    fn of(diff: &'d Diff<'_>) -> Vec<(Why, Group<'d>)> {
        let mut groups = Groups { diff, undated: Undated::new(diff.head.assessment), found: BTreeMap::new() };
        let rows = diff.milestones.iter().filter(|change| table::is_row(diff, change));
        let mut at_milestones: BTreeSet<MilestoneId> = BTreeSet::new();
        for change in rows {
            let Pair::Both(_, head) = change.pair else { continue };
            at_milestones.insert(head);
            groups.milestone(change, head);
        }
        for change in diff.programs.iter().filter(|change| change.finish.moved()) {
            let finish = change.pair.head().and_then(|id| diff.head.assessment.finish_milestone(id));
            if !finish.is_some_and(|finish| at_milestones.contains(&finish)) {
                let moved = |days| Moved { rank: 1, id: diff.id(change.pair), days, of: None };
                groups.explain(change.finish.by, &change.causes, || moved(days(diff, &change.finish)));
            }
        }
        for held in &diff.held {
            let day = phrases::together(&format!(" {}", date(held.day, diff.head.assessment.as_of())));
            let rank = held.holder.head().map_or(2, |holder| rank(diff, holder));
            let moved = || Moved { rank, id: diff.id(held.holder), days: day.clone(), of: None };
            groups.explain(None, &held.causes, moved);
        }
        let mut groups: Vec<(Why, Group<'d>)> = groups.found.into_iter().collect();
        groups.sort_by_key(|(why, group)| (matches!(why, Why::Rest | Why::Together), group.rank()));
        groups
    }

    fn milestone(&mut self, change: &'d Change<MilestoneId>, head: MilestoneId) {
        let (diff, finish) = (self.diff, &change.finish);
        let rank = rank(diff, head.into());
        let moved = |days| Moved { rank, id: diff.id(change.pair), days, of: None };
        match table::stated(diff, change) {
            Some((shift_rank, why)) => {
                // What waits for something without a date has none for the same reason.
                let is_lost = finish.day.after.is_none() && diff.head.workspace().milestone(head).is_live();
                let why = if is_lost { table::no_date(diff, self.undated.first(head)) } else { why };
                let near = diff.head.assessment.as_of();
                let was = finish.day.before.filter(|_| finish.day.after.is_none());
                let was = was.map(|day| phrases::earliest(day, finish.is_earliest().before, near));
                let was = was.map_or_else(String::new, |was| format!(" was {was}"));
                self.add(Why::Said(why.clone()), || why, Shift::other(shift_rank, ""), moved(was));
            }
            None if finish.moved() => {
                self.explain(finish.by, &change.causes, || moved(days(diff, finish)));
            }
            None => {}
        }
    }

    /// Adds something to each of its causes, and to the rest of the change what those leave.
    fn explain(&mut self, whole: Option<Lateness>, causes: &Causes, moved: impl Fn() -> Moved<'d>) {
        let diff = self.diff;
        // Days off alone are not told beside working days.
        let is_told = |cause: &&Cause| match whole {
            Some(Lateness { workdays: 0, .. }) => cause.share.days != 0,
            _ => cause.share.workdays != 0,
        };
        for cause in causes.list.iter().filter(is_told) {
            let (shift, moved) = part(diff, cause, whole, &moved);
            self.add(Why::Edits(cause.edits.clone()), || title(diff, cause), shift, moved);
        }
        if let Some(rest) = causes.rest {
            self.add(Why::Rest, || "the rest of the change".into(), Shift::by(rest), moved());
        }
        if whole.is_none() {
            self.add(Why::Together, || "all edits together".into(), Shift::other(3, "stays"), moved());
        }
    }

    fn add(&mut self, why: Why, title: impl FnOnce() -> String, shift: Shift, moved: Moved<'d>) {
        let group = self.found.entry(why).or_insert_with(|| Group { title: title(), moved: BTreeMap::new() });
        group.moved.entry(shift).or_default().push(moved);
    }
}

/// Returns how far a cause moves something. Both days of the whole move stand only beside a cause
/// of all of it; where a cause works against the move, or others undo some of it, the day does that
/// would be without it.
fn part<'d>(
    diff: &Diff<'_>,
    cause: &Cause,
    whole: Option<Lateness>,
    moved: impl Fn() -> Moved<'d>,
) -> (Shift, Moved<'d>) {
    let by = cause.share;
    let moved = match whole.filter(|whole| whole.days.signum() == by.days.signum()) {
        Some(whole) if by == whole => moved(),
        Some(whole) if by.days.abs() < whole.days.abs() => {
            // Others move it as far where this one is taken back.
            let days = match (cause.alone.days, whole.days) {
                (0, 0..) => "as late without it".to_owned(),
                (0, _) => "as early without it".to_owned(),
                _ => String::new(),
            };
            Moved { days, of: Some(whole), ..moved() }
        }
        _ => {
            let without = date(cause.without, diff.head.assessment.as_of());
            let days = format!(" {}", phrases::together(&format!("({without} without it)")));
            Moved { days, ..moved() }
        }
    };
    (Shift::by(by), moved)
}

fn rank(diff: &Diff<'_>, holder: PromiseHolder) -> u8 {
    let PromiseHolder::Milestone(id) = holder else { return 1 };
    let milestone = diff.head.workspace().milestone(id);
    match (milestone.promise.due, milestone.firm) {
        (Some(_), true) => 0,
        (Some(_), false) => 1,
        (None, _) => 2,
    }
}

fn days(diff: &Diff<'_>, finish: &Finish) -> String {
    let both = finish.day.before.zip(finish.day.after);
    both.map_or_else(String::new, |(before, after)| {
        let days = forecasts(before, after, finish.is_earliest(), diff.head.assessment.as_of());
        phrases::together(&format!(" {days}"))
    })
}

fn title(diff: &Diff<'_>, cause: &Cause) -> String {
    let text = words::cause(diff, cause);
    let is_news = |edit: &Edit| edit.nature == Nature::Word;
    match cause.edits.iter().all(|at| is_news(&diff.edits[*at])) {
        true => format!("{text} · news"),
        false => text,
    }
}

/// Adds each cause with what it moves.
pub(super) fn why(report: &mut Report, diff: &Diff<'_>, limits: Limits) {
    let groups = Groups::of(diff);
    let all = groups.len();
    // Keep the largest gain, which may hide a loss, and what no edit explains.
    let gain = groups.iter().position(|(_, group)| group.rank().0 == Shift::EARLIER);
    let is_kept = |at: usize, why: &Why| gain == Some(at) || matches!(why, Why::Rest | Why::Together);
    let mut kept = groups.iter().enumerate().filter(|(at, (why, _))| is_kept(*at, why)).count();
    let mut shown = Vec::new();
    for (at, (why, group)) in groups.into_iter().enumerate() {
        if is_kept(at, &why) {
            kept -= 1;
            shown.push(group);
        } else if shown.len() + kept < limits.causes {
            shown.push(group);
        }
    }
    // Few causes leave room for more of what each moves.
    let most = (limits.rows / shown.len().max(1)).max(2);
    for group in &shown {
        report.line([Cell::toned(group.title.clone(), Tone::Strong)]);
        let columns = vec![Column::number("by"), Column::wrap("what")];
        report.list(2, columns, group.rows(most, limits.names));
    }
    if all > shown.len() {
        let more = phrases::count(all - shown.len(), "more cause");
        report.line([Cell::toned(format!("and {more}"), Tone::Faint)]);
    }
}

impl Group<'_> {
    /// Returns a row for each number of days, the worst first.
    fn rows(&self, most: usize, names: usize) -> Vec<Vec<Cell>> {
        let mut moved: Vec<(&Shift, Vec<&Moved<'_>>)> = self
            .moved
            .iter()
            .map(|(shift, moved)| {
                let mut moved: Vec<&Moved<'_>> = moved.iter().collect();
                moved.sort_by_key(|moved| moved.rank);
                (shift, moved)
            })
            .collect();
        // What is promised firmly is never cut before the rest.
        moved.sort_by_key(|(shift, moved)| (shift.rank, moved.first().map(|moved| moved.rank)));
        let rest: usize = moved.drain(most.min(moved.len())..).map(|(_, moved)| moved.len()).sum();
        moved.sort_by_key(|(shift, _)| *shift);
        let row = |(shift, moved): &(&Shift, Vec<&Moved<'_>>)| {
            let is_dated = moved.len() <= DATED;
            let whole = |moved: &Moved<'_>| moved.of.map(|of| of.workdays);
            let shared = moved.first().filter(|first| moved.iter().all(|other| whole(other) == whole(first)));
            let shared = shared.and_then(|first| first.of);
            let by = shared.map_or_else(
                || shift.text.clone(),
                |of| phrases::together(&format!("{} of {}", shift.workdays.0, of.shift())),
            );
            let name = |moved: &&Moved<'_>| match moved.of.filter(|_| shared.is_none()) {
                _ if !is_dated => moved.id.to_owned(),
                Some(of) => {
                    let parts = [format!("of {}", of.amount()), moved.days.clone()];
                    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                    format!("{} {}", moved.id, phrases::together(&format!("({})", parts.join(", "))))
                }
                None if moved.of.is_some() && !moved.days.is_empty() => {
                    format!("{} {}", moved.id, phrases::together(&format!("({})", moved.days)))
                }
                None => format!("{}{}", moved.id, moved.days),
            };
            let mut said: Vec<String> = moved.iter().take(names).map(name).collect();
            if moved.len() > said.len() {
                said.push(format!("{} more", moved.len() - said.len()));
            }
            vec![Cell::from(by), Cell::from(said.join(", "))]
        };
        let mut rows: Vec<Vec<Cell>> = moved.iter().map(row).collect();
        if rest > 0 {
            rows.push(vec![Cell::default(), Cell::toned(format!("and {rest} more"), Tone::Faint)]);
        }
        rows
    }
}
