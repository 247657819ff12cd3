//! Changes of promises: made, moved, withdrawn, broken, kept again.

use super::doubt::Doubt;
use super::edit::{Edit, Subject};
use super::{BeforeAfter, Comparison, Finish, Pair, Promiser, Side};
use crate::analysis::forecast::workdays_between;
use crate::analysis::program_health::promise_has_passed;
use crate::model::{MilestoneId, ProgramId, Promise};
use crate::syntax::Field;
use crate::time::Day;

/// How the promised day changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moving {
    /// It is later.
    Later,
    /// Nothing is promised any more: the day was deleted or is `tbd`, or its milestone was removed
    /// or cancelled.
    Withdrawn,
    /// It is earlier.
    Earlier,
    /// It is new.
    Made,
}

impl Moving {
    /// Returns the word that JSON uses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Later => "later",
            Self::Withdrawn => "withdrawn",
            Self::Earlier => "earlier",
            Self::Made => "made",
        }
    }
}

/// Whether a promise holds, on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum PromiseOutcome {
    /// Nothing is promised.
    #[default]
    Nothing,
    /// There is a promise but no date to compare with it.
    Unknown,
    /// The forecast or actual date is not after it.
    Kept,
    /// It was missed, or is forecast to be.
    Late,
}

impl PromiseOutcome {
    /// Returns the word that JSON uses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Nothing => "nothing-promised",
            Self::Unknown => "unknown",
            Self::Kept => "kept",
            Self::Late => "late",
        }
    }
}

/// A promise that changed.
#[derive(Debug, Clone)]
pub struct PromiseChange {
    /// The milestone or program that promises.
    pub promiser: Promiser,
    /// The promised day, if any.
    pub due: BeforeAfter<Option<Day>>,
    /// The original promise.
    pub original: BeforeAfter<Option<Day>>,
    /// Whether it is firm.
    pub firm: BeforeAfter<bool>,
    /// To whom it was promised.
    pub promised_to: BeforeAfter<Option<String>>,
    /// How the day changed; none if it did not.
    pub moving: Option<Moving>,
    /// How many base working days later the promise is; negative is earlier.
    pub moved_workdays: Option<i32>,
    /// Whether a new entry under `moved` records the move from the old day.
    pub has_entry: bool,
    /// Whether the newest such entry gives a reason.
    pub says_why: bool,
    /// Who agreed to the move, according to the newest entry.
    pub agreed: Option<String>,
    /// Whether it had already been missed when it was moved.
    pub was_missed: bool,
    /// Whether the day may be in an unread part; then nothing is known about it.
    pub is_unread: BeforeAfter<bool>,
    /// Whether it holds.
    pub outcome: BeforeAfter<PromiseOutcome>,
    /// The forecast, or the actual date of finished work.
    pub finish: Finish,
    /// Whether what was promised is done.
    pub is_done: BeforeAfter<bool>,
    /// For a finish milestone: the day its program still promises, if both promised the same day
    /// before and now do not.
    pub left_behind: Option<Day>,
    /// How many base working days the forecast is after the promise of its side; negative is early.
    pub behind: BeforeAfter<Option<i32>>,
}

impl PromiseChange {
    /// Whether it is missed or forecast to be, and was not before.
    pub fn is_newly_late(&self) -> bool {
        self.outcome.after == PromiseOutcome::Late
            && matches!(self.outcome.before, PromiseOutcome::Kept | PromiseOutcome::Nothing)
    }

    /// Whether it was missed or forecast to be, and is kept now.
    pub fn is_no_longer_late(&self) -> bool {
        self.outcome == BeforeAfter { before: PromiseOutcome::Late, after: PromiseOutcome::Kept }
    }

    /// Whether it is no longer late only because its day was moved.
    pub fn is_late_but_for_its_move(&self) -> bool {
        self.is_no_longer_late()
            && self.moving == Some(Moving::Later)
            && self.finish.day.after > self.due.before
    }

    /// Whether it was missed or forecast to be, and nothing is promised any more.
    pub fn is_withdrawn_late(&self) -> bool {
        self.outcome == BeforeAfter { before: PromiseOutcome::Late, after: PromiseOutcome::Nothing }
    }

    /// Whether there was a date to compare with it, and there is none now.
    pub fn is_no_longer_known(&self) -> bool {
        matches!(self.outcome.before, PromiseOutcome::Kept | PromiseOutcome::Late)
            && self.outcome.after == PromiseOutcome::Unknown
    }

    /// Whether it is late on both sides, and its forecast is earlier in the head.
    pub fn is_less_late(&self) -> bool {
        self.outcome.before == PromiseOutcome::Late
            && self.outcome.after == PromiseOutcome::Late
            && self.finish.moved()
            && !self.finish.is_later()
    }

    /// Whether only its forecast changed: the promise is the same, and kept on both sides.
    pub fn is_kept_otherwise(&self) -> bool {
        self.outcome == BeforeAfter { before: PromiseOutcome::Kept, after: PromiseOutcome::Kept }
            && !self.is_said_otherwise()
    }

    /// Whether it is late on both sides, and its forecast is later in the head.
    pub fn is_later_still(&self) -> bool {
        self.outcome.before == PromiseOutcome::Late
            && self.outcome.after == PromiseOutcome::Late
            && self.finish.is_later()
    }

    /// Whether the day was moved or withdrawn.
    pub fn is_moved(&self) -> bool {
        matches!(self.moving, Some(Moving::Later | Moving::Earlier | Moving::Withdrawn))
    }

    /// Whether it is still promised but no longer firm.
    pub fn is_loosened(&self) -> bool {
        self.firm.before && !self.firm.after && self.due.after.is_some()
    }

    /// Whether it is firm on either side.
    pub fn is_firm(&self) -> bool {
        self.firm.before || self.firm.after
    }

    /// Whether the recipient of the promise should hear about it.
    pub fn is_bad_news(&self) -> bool {
        self.is_newly_late()
            || self.is_later_still()
            || self.is_no_longer_known()
            || self.is_loosened()
            || matches!(self.moving, Some(Moving::Later | Moving::Withdrawn))
    }

    /// Whether the promise itself or its recipient changed.
    fn is_said_otherwise(&self) -> bool {
        self.due.is_change()
            || self.firm.is_change()
            || self.promised_to.is_change()
            || self.original.is_change()
    }

    fn is_change(&self) -> bool {
        let is_promised = self.due.before.is_some() || self.due.after.is_some();
        let stands_otherwise = self.outcome.is_change()
            || self.finish.day.is_change()
            || self.finish.is_floor.is_change()
            || self.behind.is_change();
        self.is_said_otherwise() || is_promised && stands_otherwise
    }

    fn rank(&self) -> u8 {
        match self {
            _ if self.is_newly_late() => 0,
            _ if self.moving == Some(Moving::Later) || self.is_later_still() => 1,
            _ if self.moving == Some(Moving::Withdrawn) || self.is_loosened() => 2,
            _ if self.is_no_longer_known() => 3,
            _ if self.is_no_longer_late() => 4,
            _ if self.is_kept_otherwise() => 6,
            _ => 5,
        }
    }
}

/// Returns the promises that changed, or whose outcome did: firm ones first, then those that are
/// newly late, moved, withdrawn, without a date, kept again, and last those that are kept with
/// another forecast; then by due date and id.
pub(super) fn all(comparison: &Comparison<'_>) -> Vec<PromiseChange> {
    let milestones = comparison.pairs().map(|pair| milestone(comparison, pair));
    let programs = comparison.program_pairs().filter(|pair| !is_told_at_its_finish(comparison, *pair));
    let programs = programs.map(|pair| program(comparison, pair));
    let mut changes: Vec<PromiseChange> =
        milestones.chain(programs).filter(PromiseChange::is_change).collect();
    changes.sort_by_cached_key(|change| {
        let due = change.due.after.or(change.due.before);
        (!change.is_firm(), change.rank(), due, name(comparison, change.promiser).to_owned())
    });
    changes
}

/// Whether a key is part of a promise.
pub(super) fn is_of_promise(key: &str) -> bool {
    matches!(key, "due" | "firm" | "promised_to" | "moved")
}

/// Whether an edit concerns a reported promise.
pub(super) fn tells(promises: &[PromiseChange], comparison: &Comparison<'_>, edit: &Edit) -> bool {
    let (Subject::Milestone(id) | Subject::Program(id)) = &edit.subject else { return false };
    is_of_promise(&edit.key) && promises.iter().any(|promise| name(comparison, promise.promiser) == id)
}

fn name<'s>(comparison: &Comparison<'s>, promiser: Promiser) -> &'s str {
    promiser.id(comparison.base.workspace(), comparison.head.workspace())
}

/// A promise on one side.
#[derive(Default)]
struct PromiseOfSide {
    promise: Promise,
    firm: bool,
    promised_to: Option<String>,
    outcome: PromiseOutcome,
    behind: Option<i32>,
    is_done: bool,
    /// Whether it was missed, or kept too late.
    was_missed: bool,
    is_cancelled: bool,
    /// Whether it may be cancelled in an unread part.
    may_be_cancelled: bool,
    /// Whether the day, `firm` and `promised_to` may be in an unread part.
    unread: [bool; 3],
}

impl PromiseOfSide {
    /// Takes values that may be unread from the other side; its outcome is then unknown.
    fn read_with(&mut self, other: &Self) {
        let [due, firm, promised_to] = self.unread;
        if due {
            self.promise = Promise { due: None, ..other.promise.clone() };
            self.outcome =
                if other.promise.due.is_some() { PromiseOutcome::Unknown } else { PromiseOutcome::Nothing };
        }
        if firm || due {
            self.firm = other.firm;
        }
        if promised_to || due {
            self.promised_to.clone_from(&other.promised_to);
        }
    }
}

/// Whether the value of a key is unknown: it is invalid, or missing where it may be unread.
fn is_unread<T>(field: &Field<T>, doubt: Doubt) -> bool {
    match field {
        Field::Absent => doubt.keys,
        Field::Bad(_) => true,
        Field::Ok(_) => false,
    }
}

/// Compares a promise on both sides.
fn change(
    promiser: Promiser,
    mut was: PromiseOfSide,
    mut is: PromiseOfSide,
    calendars: Calendars<'_>,
) -> PromiseChange {
    // A cancelled milestone may still be cancelled in an unread part.
    was.unread[0] |= is.is_cancelled && was.may_be_cancelled;
    is.unread[0] |= was.is_cancelled && is.may_be_cancelled;
    was.read_with(&is);
    is.read_with(&was);
    let moved_workdays = moved(BeforeAfter { before: was.promise.due, after: is.promise.due }, calendars);
    let mut change = of_days(promiser, &was.promise, &is.promise, moved_workdays);
    if was.unread[0] || is.unread[0] {
        change.moving = None;
        change.has_entry = false;
        change.says_why = false;
        change.agreed = None;
    }
    PromiseChange {
        firm: BeforeAfter { before: was.firm, after: is.firm },
        promised_to: BeforeAfter { before: was.promised_to, after: is.promised_to },
        outcome: BeforeAfter { before: was.outcome, after: is.outcome },
        behind: BeforeAfter { before: was.behind, after: is.behind },
        is_done: BeforeAfter { before: was.is_done, after: is.is_done },
        is_unread: BeforeAfter { before: was.unread[0], after: is.unread[0] },
        was_missed: was.was_missed,
        ..change
    }
}

fn milestone(comparison: &Comparison<'_>, pair: Pair<MilestoneId>) -> PromiseChange {
    let said = |side: Side<'_>, id: Option<MilestoneId>| -> PromiseOfSide {
        let Some(id) = id else { return PromiseOfSide::default() };
        let milestone = side.workspace().milestone(id);
        if !milestone.is_live() {
            // Cancelled work promises nothing.
            let promise = Promise { due: None, ..milestone.promise.clone() };
            return PromiseOfSide { promise, is_cancelled: true, ..PromiseOfSide::default() };
        }
        let forecast = side.assessment.forecast(id);
        let (doc, doubt) = (side.milestone(id), side.doubt_of_milestone(id));
        let late = milestone.promise.due.zip(milestone.done).is_some_and(|(due, done)| done > due);
        PromiseOfSide {
            outcome: match (milestone.promise.due, forecast.finish) {
                (None, _) => PromiseOutcome::Nothing,
                (Some(_), _) if forecast.overdue > 0 => PromiseOutcome::Late,
                (Some(_), None) => PromiseOutcome::Unknown,
                (Some(due), Some(finish)) if finish > due => PromiseOutcome::Late,
                (Some(_), Some(_)) => PromiseOutcome::Kept,
            },
            promise: milestone.promise.clone(),
            firm: milestone.firm,
            promised_to: milestone.promised_to.clone(),
            behind: forecast.against_due,
            is_done: milestone.done.is_some(),
            was_missed: forecast.overdue > 0 || late,
            is_cancelled: false,
            may_be_cancelled: is_unread(&doc.cancelled, doubt),
            unread: [
                is_unread(&doc.due, doubt),
                is_unread(&doc.firm, doubt),
                is_unread(&doc.promised_to, doubt),
            ],
        }
    };
    let (was, is) = (said(comparison.base, pair.base()), said(comparison.head, pair.head()));
    let change = change(Promiser::Milestone(pair), was, is, comparison.calendars(pair));
    PromiseChange {
        finish: comparison.finish(pair),
        left_behind: left_behind(comparison, pair, change.due.before, change.due.after)
            .filter(|_| change.is_unread == BeforeAfter::default()),
        ..change
    }
}

fn program(comparison: &Comparison<'_>, pair: Pair<ProgramId>) -> PromiseChange {
    let said = |side: Side<'_>, id: Option<ProgramId>| -> PromiseOfSide {
        let Some(id) = id else { return PromiseOfSide::default() };
        let assessment = side.assessment;
        let promise = &side.workspace().program(id).promise;
        let finish = assessment.schedule.finish(id);
        let passed = promise_has_passed(&assessment.schedule, id);
        let open = |id: &MilestoneId| side.workspace().milestone(*id).is_unfinished();
        let done = finish.forecast.filter(|_| !finish.milestones.iter().any(open));
        let done_late = promise.due.zip(done).is_some_and(|(due, done)| done > due);
        PromiseOfSide {
            outcome: match (promise.due, finish.forecast) {
                (None, _) => PromiseOutcome::Nothing,
                (Some(_), _) if passed => PromiseOutcome::Late,
                (Some(_), None) => PromiseOutcome::Unknown,
                (Some(due), Some(forecast)) if forecast > due => PromiseOutcome::Late,
                (Some(_), Some(_)) => PromiseOutcome::Kept,
            },
            promise: promise.clone(),
            behind: assessment.program_variance(id, promise.due),
            is_done: done.is_some(),
            was_missed: passed || done_late,
            unread: [is_unread(&side.program(id).due, Doubt::all(side.is_doubtful(id))), false, false],
            ..PromiseOfSide::default()
        }
    };
    let (was, is) = (said(comparison.base, pair.base()), said(comparison.head, pair.head()));
    let change = change(Promiser::Program(pair), was, is, comparison.program_calendars(pair));
    PromiseChange { finish: comparison.program(pair).finish, ..change }
}

fn left_behind(
    comparison: &Comparison<'_>,
    pair: Pair<MilestoneId>,
    before: Option<Day>,
    after: Option<Day>,
) -> Option<Day> {
    let of_program = |side: Side<'_>, id: MilestoneId| {
        let program = side.workspace().program(side.workspace().milestone(id).program);
        program.promise.due.filter(|_| program.finish == Some(id))
    };
    let was = of_program(comparison.base, pair.base()?)?;
    let is = of_program(comparison.head, pair.head()?)?;
    Some(is).filter(|_| Some(was) == before && Some(is) != after && before != after)
}

type Calendars<'s> = (Option<&'s crate::calendar::Calendar>, Option<&'s crate::calendar::Calendar>);

fn moved(due: BeforeAfter<Option<Day>>, (base, head): Calendars<'_>) -> Option<i32> {
    let (before, after) = due.before.zip(due.after)?;
    let calendar = if after > before { head.or(base) } else { base.or(head) };
    Some(workdays_between(calendar?, before, after))
}

/// Returns the parts of a promise that follow from its days only.
fn of_days(
    promiser: Promiser,
    before: &Promise,
    after: &Promise,
    moved_workdays: Option<i32>,
) -> PromiseChange {
    let moving = match (before.due, after.due) {
        (None, None) => None,
        (None, Some(_)) => Some(Moving::Made),
        (Some(_), None) => Some(Moving::Withdrawn),
        (Some(was), Some(is)) if is > was => Some(Moving::Later),
        (Some(was), Some(is)) if is < was => Some(Moving::Earlier),
        (Some(_), Some(_)) => None,
    };
    let told =
        |promise: &Promise| promise.moved.iter().filter(|entry| Some(entry.from) == before.due).count();
    let has_entry = moving.is_some() && before.due.is_some() && told(after) > told(before);
    let newest = after.moved.iter().rev().find(|entry| Some(entry.from) == before.due);
    let new = after.moved.get(before.moved.len()..).unwrap_or_default();
    PromiseChange {
        promiser,
        due: BeforeAfter { before: before.due, after: after.due },
        original: BeforeAfter { before: before.original, after: after.original },
        firm: BeforeAfter::default(),
        promised_to: BeforeAfter::default(),
        moved_workdays: moved_workdays.filter(|_| moving.is_some()),
        has_entry,
        says_why: has_entry && newest.is_some_and(|entry| entry.why.is_some()),
        agreed: new.iter().rev().find_map(|entry| entry.agreed.clone()).filter(|_| moving.is_some()),
        was_missed: false,
        outcome: BeforeAfter::default(),
        finish: Finish::default(),
        is_done: BeforeAfter::default(),
        is_unread: BeforeAfter::default(),
        behind: BeforeAfter::default(),
        left_behind: None,
        moving,
    }
}

/// Whether a program promises, on both sides, the same day as its finish milestone: that is one
/// promise, reported at the milestone.
fn is_told_at_its_finish(comparison: &Comparison<'_>, pair: Pair<ProgramId>) -> bool {
    let same = |side: Side<'_>, id: Option<ProgramId>| {
        let Some(id) = id else { return true };
        let program = side.workspace().program(id);
        let finish = program.finish.map(|finish| side.workspace().milestone(finish));
        program.promise.due == finish.and_then(|finish| finish.promise.due)
    };
    same(comparison.base, pair.base()) && same(comparison.head, pair.head())
}
