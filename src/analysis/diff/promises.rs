//! Changes of promises: made, moved, withdrawn, broken, kept again.

use super::doubt::Doubt;
use super::edit::{Edit, Subject};
use super::{BeforeAfter, Breach, Comparison, Finish, Pair, Side, breach};
use crate::analysis::lateness::Lateness;
use crate::analysis::program_health::promise_has_passed;
use crate::model::{MilestoneId, Move, ProgramId, Promise};
use crate::schedule::PromiseHolder;
use crate::syntax::Field;
use crate::time::Day;
use crate::words::words;
use PromiseOutcome::{Kept, Late, Nothing, Unknown};
use std::collections::BTreeSet;

words! {
    /// How the promised day changed.
    pub enum Moving {
        Later = "later",
        /// Nothing is promised any more: the day was deleted or is `tbd`, or its milestone was
        /// cancelled, or removed before it was done.
        Withdrawn = "withdrawn",
        Earlier = "earlier",
        /// It is new.
        Made = "made",
    }
}

words! {
    /// Whether a promise holds, on one side.
    #[derive(Default)]
    pub enum PromiseOutcome {
        /// Nothing is promised.
        #[default]
        Nothing = "nothing-promised",
        /// There is a promise but no date to compare with it.
        Unknown = "unknown",
        /// The forecast or actual date is not after it.
        Kept = "kept",
        /// It was missed, or is forecast to be.
        Late = "late",
    }
}

/// A promise on one side.
#[derive(Debug, Clone, Default)]
pub struct PromiseOfSide {
    /// The promise; cancelled work promises no day.
    pub promise: Promise,
    pub firm: bool,
    pub promised_to: Option<String>,
    /// Whether it holds.
    pub outcome: PromiseOutcome,
    /// The forecast against it.
    pub behind: Option<Lateness>,
    /// The room of the milestone towards it, in working days.
    pub room: Option<i32>,
    /// Whether what was promised is done.
    pub is_done: bool,
    /// Whether it was missed, or kept too late.
    pub was_missed: bool,
    /// Whether the day may be in an unread part; then nothing is known about it.
    pub is_unread: bool,
    /// Whether `firm` and `promised_to` may be in an unread part.
    is_unread_besides: [bool; 2],
    is_cancelled: bool,
    /// Whether it has no date because no day is left for it.
    lacks_day: bool,
    /// Whether it may be cancelled in an unread part.
    may_be_cancelled: bool,
}

/// A promise that changed.
#[derive(Debug, Clone)]
pub struct PromiseChange {
    /// The milestone or program that promises.
    pub holder: Pair<PromiseHolder>,
    /// The promise in the base.
    pub before: PromiseOfSide,
    /// The promise in the head.
    pub after: PromiseOfSide,
    /// How the day changed; none if it did not.
    pub moving: Option<Moving>,
    /// How much later the promise is.
    pub moved_by: Option<Lateness>,
    /// Whether a new entry under `moved` records the move from the old day.
    pub has_entry: bool,
    /// The newest such entry.
    pub entry: Option<Move>,
    /// Whether the newest such entry gives a reason.
    pub says_why: bool,
    /// Who agreed to the move, according to the newest entry.
    pub agreed: Option<String>,
    /// The forecast, or the actual date of finished work.
    pub finish: Finish,
    /// For a finish milestone: the day its program still promises, if both promised the same day
    /// before and now do not.
    pub left_behind: Option<Day>,
    /// How the head breaks what the base promised, if the base did not.
    pub breach: Option<Breach>,
    /// Whether a new entry under `moved` begins with the old day and gives a reason, whether or not
    /// the day was moved.
    accounts: bool,
}

impl PromiseChange {
    /// Returns a value of both sides.
    pub fn both<'p, T>(&'p self, value: impl Fn(&'p PromiseOfSide) -> T) -> BeforeAfter<T> {
        BeforeAfter { before: value(&self.before), after: value(&self.after) }
    }

    /// Returns the promised day, if any.
    pub fn due(&self) -> BeforeAfter<Option<Day>> {
        self.both(|side| side.promise.due)
    }

    fn outcomes(&self) -> (PromiseOutcome, PromiseOutcome) {
        (self.before.outcome, self.after.outcome)
    }

    /// Whether it is missed or forecast to be, and was not before.
    pub fn is_newly_late(&self) -> bool {
        matches!(self.outcomes(), (Kept | Nothing, Late))
    }

    /// Whether no day is left for it, and it was not late before.
    pub fn is_newly_without_day(&self) -> bool {
        self.after.lacks_day && matches!(self.outcomes(), (Kept | Nothing, Unknown))
    }

    /// Whether it was missed or forecast to be, and is kept now.
    pub fn is_no_longer_late(&self) -> bool {
        self.outcomes() == (Late, Kept)
    }

    /// Whether it is no longer late only because its day was moved.
    pub fn is_late_but_for_its_move(&self) -> bool {
        self.is_no_longer_late()
            && self.moving == Some(Moving::Later)
            && self.finish.day.after > self.before.promise.due
    }

    /// Whether its day was moved later, and it is late against that too.
    pub fn is_late_after_its_move(&self) -> bool {
        self.outcomes() == (Late, Late) && self.moving == Some(Moving::Later) && !self.is_later_still()
    }

    /// Whether it was missed or forecast to be, and was withdrawn then.
    pub fn is_withdrawn_late(&self) -> bool {
        self.outcomes() == (Late, Nothing) && self.moving == Some(Moving::Withdrawn)
    }

    /// Whether there was a date to compare with it, and there is none now.
    pub fn is_no_longer_known(&self) -> bool {
        matches!(self.outcomes(), (Kept | Late, Unknown))
    }

    /// Whether it is late on both sides, and its forecast is earlier in the head.
    pub fn is_less_late(&self) -> bool {
        self.outcomes() == (Late, Late) && self.finish.moved() && !self.finish.is_later()
    }

    /// Whether it is late on both sides, and its forecast is later in the head.
    pub fn is_later_still(&self) -> bool {
        self.outcomes() == (Late, Late) && self.finish.is_later()
    }

    /// Whether only its forecast changed: the promise is the same, and kept on both sides.
    pub fn is_kept_otherwise(&self) -> bool {
        self.outcomes() == (Kept, Kept) && !self.is_said_otherwise()
    }

    /// Returns the room towards a firm promise of the same day that is kept on both sides, where it
    /// changed.
    pub fn room(&self) -> Option<(i32, i32)> {
        let is_kept = self.after.firm && self.moving.is_none() && self.outcomes() == (Kept, Kept);
        self.before.room.zip(self.after.room).filter(|(before, after)| is_kept && before != after)
    }

    /// Whether a firm promise is still kept, with less room or a later forecast than before.
    pub fn is_closer(&self) -> bool {
        let is_later = self.is_firm() && self.is_kept_otherwise() && self.finish.is_later();
        is_later || self.room().is_some_and(|(before, after)| after < before)
    }

    /// Whether the day was moved or withdrawn.
    pub fn is_moved(&self) -> bool {
        matches!(self.moving, Some(Moving::Later | Moving::Earlier | Moving::Withdrawn))
    }

    /// Whether it is still promised but no longer firm.
    pub fn is_loosened(&self) -> bool {
        self.before.firm && !self.after.firm && self.after.promise.due.is_some()
    }

    /// Whether it is still promised but no longer to those it was promised to.
    pub fn has_other_recipient(&self) -> bool {
        let is_other = self.before.promised_to.is_some() && self.before.promised_to != self.after.promised_to;
        is_other && self.after.promise.due.is_some()
    }

    /// Whether it has another recipient without a reason.
    pub fn is_taken_from_its_recipient(&self) -> bool {
        self.has_other_recipient() && !self.accounts
    }

    /// Whether it is firm on either side.
    pub fn is_firm(&self) -> bool {
        self.before.firm || self.after.firm
    }

    /// Returns to whom it was promised, in the head, else in the base.
    pub fn promised_to(&self) -> Option<&String> {
        self.after.promised_to.as_ref().or(self.before.promised_to.as_ref())
    }

    /// Whether the recipient of the promise should hear about it.
    pub fn is_bad_news(&self) -> bool {
        self.is_newly_late()
            || self.is_later_still()
            || self.is_no_longer_known()
            || self.is_newly_without_day()
            || self.is_loosened()
            || matches!(self.moving, Some(Moving::Later | Moving::Withdrawn))
    }

    /// Whether the promise itself or its recipient changed.
    fn is_said_otherwise(&self) -> bool {
        self.both(|side| (side.promise.due, side.promise.original, side.firm)).is_change()
            || self.before.promised_to != self.after.promised_to
    }

    fn is_change(&self) -> bool {
        let is_promised = self.due() != BeforeAfter::default();
        let stands_otherwise =
            self.both(|side| (side.outcome, side.behind)).is_change() || self.finish.is_change();
        self.is_said_otherwise() || is_promised && stands_otherwise || self.room().is_some()
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
    let milestones = comparison.pairs().map(Pair::holder);
    let programs = comparison.matching.programs();
    let programs = programs.filter(|pair| !is_told_at_its_finish(comparison, *pair)).map(Pair::holder);
    let changes = milestones.chain(programs).map(|holder| change(comparison, holder));
    let mut changes: Vec<PromiseChange> = changes.filter(PromiseChange::is_change).collect();
    changes.sort_by_cached_key(|change| {
        let due = change.after.promise.due.or(change.before.promise.due);
        (!change.is_firm(), change.rank(), due, comparison.id(change.holder))
    });
    changes
}

/// Whether a key is part of a promise.
pub(super) fn is_of_promise(key: &str) -> bool {
    matches!(key, "due" | "firm" | "promised_to" | "moved")
}

/// Whether an edit concerns one of the reported promises, given by their ids.
pub(super) fn tells(promises: &BTreeSet<&str>, edit: &Edit) -> bool {
    let (Subject::Milestone(id) | Subject::Program(id)) = &edit.subject else { return false };
    is_of_promise(&edit.key) && promises.contains(id.as_str())
}

/// Whether the value of a key is unknown: it is invalid, or missing where it may be unread.
fn is_unread<T>(field: &Field<T>, doubt: Doubt) -> bool {
    match field {
        Field::Absent => doubt.keys,
        Field::Bad(_) => true,
        Field::Ok(_) => false,
    }
}

impl PromiseOfSide {
    fn of(side: Side<'_>, holder: PromiseHolder) -> Self {
        let promise = side.promise(holder).clone();
        let (is_missed, done, of_side) = match holder {
            PromiseHolder::Milestone(id) => {
                let milestone = side.workspace().milestone(id);
                if !milestone.is_live() {
                    let promise = Promise { due: None, ..promise };
                    return Self { promise, is_cancelled: true, ..Self::default() };
                }
                let (forecast, doc) = (side.assessment.forecast(id), side.milestone(id));
                let doubt = side.doubt_of_milestone(id);
                let of_side = Self {
                    firm: milestone.firm,
                    promised_to: milestone.promised_to.clone(),
                    behind: forecast.against_due,
                    lacks_day: side.assessment.lacks_day(id),
                    room: side.assessment.schedule.own_room(id).map(|room| room.workdays),
                    is_unread: is_unread(&doc.due, doubt),
                    is_unread_besides: [is_unread(&doc.firm, doubt), is_unread(&doc.promised_to, doubt)],
                    may_be_cancelled: is_unread(&doc.cancelled, doubt),
                    ..Self::default()
                };
                (forecast.overdue.is_some(), milestone.done, of_side)
            }
            PromiseHolder::Program(id) => {
                let finish = side.assessment.schedule.finish(id);
                let is_open = |id: &MilestoneId| side.workspace().milestone(*id).is_unfinished();
                let at = || side.workspace().promised_at(id);
                let is_unread_there = |id: MilestoneId| {
                    let (doc, doubt) = (side.milestone(id), side.doubt_of_milestone(id));
                    [is_unread(&doc.firm, doubt), is_unread(&doc.promised_to, doubt)]
                };
                let of_side = Self {
                    firm: side.workspace().is_firm(id),
                    promised_to: side.workspace().promised_to(id).map(str::to_owned),
                    is_unread_besides: [0, 1].map(|key| at().any(|id| is_unread_there(id)[key])),
                    behind: side.assessment.program_variance(id, promise.due),
                    lacks_day: side.assessment.program_lacks_day(id).is_some(),
                    is_unread: is_unread(&side.program(id).due, Doubt::all(side.is_doubtful(id))),
                    ..Self::default()
                };
                let done = finish.forecast.filter(|_| !finish.milestones.iter().any(is_open));
                (promise_has_passed(&side.assessment.schedule, id), done, of_side)
            }
        };
        let outcome = match (promise.due, side.finish(holder)) {
            (None, _) => Nothing,
            (Some(_), _) if is_missed => Late,
            (Some(_), None) => Unknown,
            (Some(due), Some(finish)) => {
                if finish > due {
                    Late
                } else {
                    Kept
                }
            }
        };
        let is_done_late = promise.due.zip(done).is_some_and(|(due, done)| done > due);
        let was_missed = is_missed || is_done_late;
        Self { promise, outcome, is_done: done.is_some(), was_missed, ..of_side }
    }

    /// Gives a finish without a day of its own that of its program, if it is the one that it
    /// promises itself now: that is no new promise.
    fn take_from_program(&mut self, side: Side<'_>, holder: Option<PromiseHolder>, due: Option<Day>) {
        let Some(PromiseHolder::Milestone(id)) = holder else { return };
        let (milestone, workspace) = (side.workspace().milestone(id), side.workspace());
        let of_program = PromiseHolder::Program(milestone.program);
        if due == side.promise(of_program).due && workspace.promised_at(milestone.program).any(|at| at == id)
        {
            let (firm, promised_to) = (self.firm, self.promised_to.take());
            *self = Self { firm, promised_to, ..Self::of(side, of_program) };
        }
    }

    /// Keeps what its finish says of the same day now, in place of the program.
    fn take_from_finish(&mut self, side: Side<'_>, id: ProgramId, before: &Self) {
        let Some(due) = self.promise.due else { return };
        for at in side.workspace().measured_at(id, Some(due)) {
            let milestone = side.workspace().milestone(at);
            self.firm |= before.firm && milestone.firm;
            if before.promised_to.is_some() && self.promised_to.is_none() {
                self.promised_to.clone_from(&milestone.promised_to);
            }
        }
    }

    /// Takes values that may be unread from the other side; its outcome is then unknown.
    fn read_with(&mut self, other: &Self) {
        let [firm, promised_to] = self.is_unread_besides;
        if self.is_unread {
            self.promise = Promise { due: None, ..other.promise.clone() };
            self.outcome = if other.promise.due.is_some() { Unknown } else { Nothing };
        }
        if firm || self.is_unread {
            self.firm = other.firm;
        }
        if promised_to || self.is_unread {
            self.promised_to.clone_from(&other.promised_to);
        }
    }
}

/// Compares a promise on both sides.
fn change(comparison: &Comparison<'_>, holder: Pair<PromiseHolder>) -> PromiseChange {
    let BeforeAfter { mut before, mut after } = comparison.ask(holder, PromiseOfSide::of);
    // A cancelled milestone may still be cancelled in an unread part.
    before.is_unread |= after.is_cancelled && before.may_be_cancelled;
    after.is_unread |= before.is_cancelled && after.may_be_cancelled;
    before.read_with(&after);
    after.read_with(&before);
    if before.promise.due.is_none() && after.promise.due.is_some() {
        before.take_from_program(comparison.base, holder.base(), after.promise.due);
    }
    if let Some(PromiseHolder::Program(id)) = holder.head() {
        after.take_from_finish(comparison.head, id, &before);
    }
    if was_cancelled_with_a_reason(comparison, holder) {
        (before.firm, before.promised_to) = (after.firm, after.promised_to.clone());
    }
    if before.promise.due.is_none() && after.promise.due.is_none() {
        // Who promises no day promises nothing, or what the program does.
        for side in [&mut before, &mut after] {
            (side.firm, side.promised_to) = (false, None);
        }
    }
    let is_read = !before.is_unread && !after.is_unread;
    let (was, is) = (&before.promise, &after.promise);
    let moving = match (was.due, is.due) {
        _ if !is_read => None,
        (None, Some(_)) => Some(Moving::Made),
        // What was done is kept or missed, whatever becomes of the plan.
        (Some(_), None) if before.is_done && matches!(holder, Pair::Base(_)) => None,
        (Some(_), None) => Some(Moving::Withdrawn),
        (Some(was), Some(is)) if is > was => Some(Moving::Later),
        (Some(was), Some(is)) if is < was => Some(Moving::Earlier),
        _ => None,
    };
    let is_from_old = |entry: &&Move| Some(entry.from) == was.due;
    let entries = |promise: &Promise| promise.moved.iter().filter(is_from_old).count();
    let newest = is.moved_since(was).rev().find(is_from_old).filter(|_| entries(is) > entries(was));
    let (has_entry, accounts) = (newest.is_some(), newest.is_some_and(|entry| entry.why.is_some()));
    let agreed = is.moved_since(was).rev().find_map(|entry| entry.agreed.clone());
    let due = BeforeAfter { before: was.due, after: is.due };
    PromiseChange {
        holder,
        moved_by: comparison.lateness(holder, due).filter(|_| moving.is_some()),
        has_entry: moving.is_some() && has_entry,
        entry: newest.filter(|_| moving.is_some()).cloned(),
        says_why: moving.is_some() && accounts,
        agreed: agreed.filter(|_| moving.is_some()),
        finish: comparison.finish(holder),
        breach: breach::at_its_holder(comparison, holder, was.due).filter(|_| is_read),
        accounts,
        left_behind: left_behind(comparison, holder, due).filter(|_| is_read),
        moving,
        before,
        after,
    }
}

/// Whether the finish that made a program's promise firm, or said to whom it was made, is cancelled
/// with a reason.
fn was_cancelled_with_a_reason(comparison: &Comparison<'_>, holder: Pair<PromiseHolder>) -> bool {
    let Pair::Both(PromiseHolder::Program(id), _) = holder else { return false };
    let (base, head) = (comparison.base.workspace(), comparison.head.workspace());
    let says = |id: &MilestoneId| base.milestone(*id).firm || base.milestone(*id).promised_to.is_some();
    let mut said = base.promised_at(id).filter(says).peekable();
    let is_excused = |id: MilestoneId| {
        let after = comparison.matching.milestone_after(id);
        let cancelled = after.and_then(|id| head.milestone(id).cancelled.as_ref());
        cancelled.is_some_and(|cancelled| cancelled.reason.is_some())
    };
    said.peek().is_some() && said.all(is_excused)
}

fn left_behind(
    comparison: &Comparison<'_>,
    holder: Pair<PromiseHolder>,
    due: BeforeAfter<Option<Day>>,
) -> Option<Day> {
    let of_program = comparison.ask(holder, |side, holder| {
        let PromiseHolder::Milestone(id) = holder else { return None };
        let program = side.workspace().program(side.workspace().milestone(id).program);
        program.promise.due.filter(|_| program.finish == Some(id))
    });
    let was_same = of_program.before.is_some() && of_program.before == due.before;
    of_program.after.filter(|still| was_same && Some(*still) != due.after && due.is_change())
}

/// Whether a program promises, on both sides, the same day as its finish milestone: that is one
/// promise, reported at the milestone.
fn is_told_at_its_finish(comparison: &Comparison<'_>, pair: Pair<ProgramId>) -> bool {
    let differs = comparison.ask(pair, |side, id| {
        let program = side.workspace().program(id);
        let finish = program.finish.map(|finish| side.workspace().milestone(finish));
        program.promise.due != finish.and_then(|finish| finish.promise.due)
    });
    differs == BeforeAfter::default()
}
