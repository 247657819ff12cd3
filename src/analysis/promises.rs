//! Which promises of a period were kept.
//!
//! A promise counts if it stood open when the period began, for a day of the period that is over.
//! It is followed forward from there, to the last version of the plan that has it: what was done
//! and then taken out of the plan is done.

use super::diff::Matching;
use super::ending::{End, Ending, done, is_finished};
use super::follow::Followed;
use super::lateness::Lateness;
use super::selection::Selection;
use super::trend::Version;
use crate::model::Workspace;
use crate::schedule::PromiseHolder;
use crate::source::Sources;
use crate::time::Day;
use crate::words::words;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How many days before the promised day a forecast is compared with what came.
const FORECAST_BEFORE: i32 = 28;
/// With fewer promises than this, no percentage is given.
pub const ENOUGH: usize = 5;

words! {
    /// What became of a promise.
    pub enum Kept {
        /// It was done by the day that was promised when the period began.
        Kept = "kept",
        /// It was not.
        Missed = "missed",
        /// It was not, and it was cancelled, taken out or no longer promised.
        Withdrawn = "withdrawn",
    }
}

/// A promise as it stood when the period began, and what became of it.
#[derive(Debug, Clone)]
pub struct Made {
    /// In the first version.
    pub holder: PromiseHolder,
    /// Its id when it was last seen.
    pub id: String,
    /// The id of the program that made it, when that was last seen.
    pub program: String,
    /// Where it is in the last version.
    pub now: Option<PromiseHolder>,
    /// The day that was promised when the period began.
    pub due: Day,
    /// The day that was promised last.
    pub last_due: Option<Day>,
    /// When it was done.
    pub done: Option<Day>,
    /// How often it was moved since the period began.
    pub moves: usize,
    /// How many of these moves have no reason.
    pub moves_without_reason: usize,
    /// What was forecast four weeks before the promised day; none if that is before the period, or
    /// if there was no forecast.
    pub forecast: Option<Day>,
    /// Working days from the promised day to the day it was done or, if it is not done, to the
    /// as-of day; early counts as 0. None if it is withdrawn.
    pub slip_workdays: Option<i32>,
    /// Working days between the forecast and the day it was done, whichever way.
    pub error_workdays: Option<u32>,
    pub outcome: Kept,
    /// How it was withdrawn, if it was.
    pub withdrawal: Option<Ending>,
    /// How many entries its `moved` had when it stood last.
    entries: usize,
    is_gone: bool,
}

/// A period in the making.
pub struct Period<'f> {
    first: &'f Workspace,
    until: Day,
    since: Day,
    /// Where the programs and milestones of the first version are in the latest whole one so far.
    followed: Followed,
    made: Vec<Made>,
}

impl<'f> Period<'f> {
    /// Begins a period with the version of its first day.
    pub fn new(first: &'f Workspace, selection: &Selection, since: Day, until: Day) -> Self {
        let milestones =
            first.milestone_ids().filter(|id| selection.has(*id) && first.milestone(*id).is_unfinished());
        let programs =
            first.program_ids().filter(|id| selection.has_program(*id) && !is_finished(first, *id));
        let holders = programs.map(PromiseHolder::from).chain(milestones.map(PromiseHolder::from));
        let made = |holder: PromiseHolder| {
            let due = holder.promise(first).due.filter(|due| since < *due && *due < until)?;
            Some(Made {
                holder,
                id: holder.full_id(first).to_owned(),
                program: first.program(holder.program(first)).id.clone(),
                now: None,
                due,
                last_due: Some(due),
                done: None,
                moves: 0,
                moves_without_reason: 0,
                forecast: None,
                slip_workdays: None,
                error_workdays: None,
                outcome: Kept::Missed,
                withdrawal: None,
                entries: holder.promise(first).moved.len(),
                is_gone: false,
            })
        };
        Self {
            first,
            until,
            since,
            followed: Followed::here(first),
            made: holders.filter_map(made).collect(),
        }
    }

    /// Returns the days between the first and the last one of which a version is needed, in order:
    /// every week, and four weeks before each promised day.
    pub fn days(&self) -> BTreeSet<Day> {
        let weeks = std::iter::successors(Some(self.since.plus(7)), |day| Some(day.plus(7)));
        let weeks = weeks.take_while(|day| *day < self.until);
        let before = self.made.iter().map(|made| made.due.plus(-FORECAST_BEFORE));
        before.filter(|day| *day > self.since).chain(weeks).collect()
    }

    /// Adds a version: first the first one, then each one after it, to the last. `earlier` is the
    /// latest whole one so far or, if none was, the first one; none for the first one itself.
    pub fn add(&mut self, version: &Version<'_>, earlier: Option<(&Workspace, &Sources)>) {
        let now = (version.workspace, version.sources);
        let followed = match earlier {
            Some(earlier) => {
                let matching = Matching::between(earlier, now);
                self.followed.forward(&matching, self.first, version.workspace)
            }
            None => self.followed.clone(),
        };
        for made in &mut self.made {
            let program = followed.find(made.holder.program(self.first).into());
            if let Some(program) = program {
                program.full_id(version.workspace).clone_into(&mut made.program);
            }
            made.now = followed.find(made.holder);
            match made.now {
                Some(there) => made.see(self.first, version, there),
                // A version that is not whole may have it all the same.
                None => made.is_gone |= version.is_whole(),
            }
        }
        if version.is_whole() {
            self.followed = followed;
        }
    }

    /// Returns what became of the promises: what was missed first, the longest; then by id.
    pub fn close(mut self) -> Vec<Made> {
        for made in &mut self.made {
            made.judge(self.first, self.until);
        }
        self.made.sort_by(|a, b| {
            let order = |made: &Made| (made.outcome == Kept::Kept, Reverse(made.slip_workdays));
            order(a).cmp(&order(b)).then_with(|| a.id.cmp(&b.id))
        });
        self.made
    }
}

impl Made {
    fn see(&mut self, first: &Workspace, version: &Version<'_>, there: PromiseHolder) {
        let workspace = version.workspace;
        // An error may hide what the plan says.
        let is_sound = version.errors == 0;
        let (now, before) = (there.promise(workspace), self.holder.promise(first));
        let done = done(there, workspace, &version.finishes);
        let ending = Ending::of(there, workspace, None, is_sound);
        self.is_gone = false;
        there.full_id(workspace).clone_into(&mut self.id);
        if is_sound || done.is_some() {
            self.done = done;
        }
        if is_sound || now.due.is_some() {
            self.last_due = now.due.filter(|_| ending.is_none());
        }
        match &ending {
            None if now.due.is_some() => (self.entries, self.withdrawal) = (now.moved.len(), None),
            None => {}
            Some(ending) => self.withdrawal = Some(ending.clone().since(self.entries)),
        }
        if version.on == self.due.plus(-FORECAST_BEFORE) {
            self.forecast = version.finishes.of(there);
        }
        let mut new = now.moved.get(before.moved.len()..).unwrap_or_default();
        if let (Some(End::Unpromised), [moves @ .., _]) = (ending.map(|ending| ending.end), new) {
            // The entry with which the promise was withdrawn is no move.
            new = if now.moved.len() > self.entries { moves } else { new };
        }
        if !is_sound || (self.last_due.is_none() && new.is_empty()) {
            // What is withdrawn was moved as often as before.
            return;
        }
        let has_moved = self.last_due.is_some_and(|due| due != self.due);
        self.moves = new.len().max(usize::from(has_moved));
        let without = new.iter().filter(|entry| entry.why.is_none()).count();
        self.moves_without_reason = if new.is_empty() { self.moves } else { without };
    }

    fn judge(&mut self, first: &Workspace, until: Day) {
        let calendar = self.holder.lateness_calendar(first);
        self.outcome = match self.done {
            Some(done) if done <= self.due => Kept::Kept,
            Some(_) => Kept::Missed,
            None if self.is_gone || self.last_due.is_none() => Kept::Withdrawn,
            None => Kept::Missed,
        };
        if self.outcome == Kept::Withdrawn {
            self.withdrawal.get_or_insert(Ending::TAKEN_OUT);
        } else {
            let ends = self.done.unwrap_or(until);
            self.withdrawal = None;
            self.slip_workdays = Some(Lateness::new(calendar, self.due, ends).workdays.max(0));
        }
        let error = |(forecast, done)| Lateness::new(calendar, forecast, done).workdays.unsigned_abs();
        self.error_workdays = self.forecast.zip(self.done).map(error);
    }
}

/// How some promises were kept.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Tally {
    pub made: usize,
    pub kept: usize,
    /// Those that were withdrawn count as missed.
    pub missed: usize,
    pub withdrawn: usize,
    /// How many of the withdrawn ones have no reason.
    pub withdrawn_without_reason: usize,
    /// How many promises were moved.
    pub moved: usize,
    /// How often they were moved in all.
    pub moves: usize,
    pub moves_without_reason: usize,
    /// The sum, and of how many promises.
    slips: (i64, usize),
    errors: (i64, usize),
}

impl Tally {
    /// Counts some promises.
    pub fn of<'m>(made: impl IntoIterator<Item = &'m Made>) -> Self {
        let mut tally = Self::default();
        made.into_iter().for_each(|made| tally.add(made));
        tally
    }

    fn add(&mut self, made: &Made) {
        self.made += 1;
        self.kept += usize::from(made.outcome == Kept::Kept);
        self.missed += usize::from(made.outcome != Kept::Kept);
        self.withdrawn += usize::from(made.outcome == Kept::Withdrawn);
        let is_silent = made.withdrawal.as_ref().is_some_and(|ending| ending.reason.is_none());
        self.withdrawn_without_reason += usize::from(is_silent);
        self.moved += usize::from(made.moves > 0);
        self.moves += made.moves;
        self.moves_without_reason += made.moves_without_reason;
        if let Some(days) = made.slip_workdays {
            self.slips = (self.slips.0 + i64::from(days), self.slips.1 + 1);
        }
        if let Some(days) = made.error_workdays {
            self.errors = (self.errors.0 + i64::from(days), self.errors.1 + 1);
        }
    }

    /// Returns the share that was kept, in whole percent rounded down; `None` if there are too few
    /// to judge.
    pub fn kept_percent(&self) -> Option<usize> {
        (self.made >= ENOUGH).then(|| self.kept * 100 / self.made)
    }

    /// Returns the mean slip in working days.
    pub fn mean_slip(&self) -> Option<f64> {
        mean(self.slips)
    }

    /// Returns how many forecasts four weeks before can be compared with what came.
    pub fn forecasts_compared(&self) -> usize {
        self.errors.1
    }

    /// Returns the mean distance, in working days, between what was forecast four weeks before and
    /// what came.
    pub fn mean_error(&self) -> Option<f64> {
        mean(self.errors)
    }
}

fn mean((sum, count): (i64, usize)) -> Option<f64> {
    (count > 0).then(|| sum as f64 / count as f64)
}

/// Counts promises by a name: those with the most promises first, then by name; those without a
/// name last.
fn by<'f>(made: &'f [Made], name: impl Fn(&'f Made) -> Option<&'f str>) -> Vec<(Option<&'f str>, Tally)> {
    let mut tallies: BTreeMap<Option<&str>, Tally> = BTreeMap::new();
    for made in made {
        tallies.entry(name(made)).or_default().add(made);
    }
    let mut tallies: Vec<_> = tallies.into_iter().collect();
    tallies.sort_by_key(|(name, tally)| (Reverse(tally.made), name.is_none(), *name));
    tallies
}

/// Counts promises by the program that made them, under its last name.
pub fn by_program(made: &[Made]) -> Vec<(Option<&str>, Tally)> {
    by(made, |made| Some(made.program.as_str()))
}

/// Counts promises by their owner when the period began.
pub fn by_owner<'f>(first: &'f Workspace, made: &'f [Made]) -> Vec<(Option<&'f str>, Tally)> {
    by(made, |made| first.owner_id(made.holder.owner(first)))
}

/// Counts promises by the team of that owner; an owner without a team counts as a team.
pub fn by_team<'f>(first: &'f Workspace, made: &'f [Made]) -> Vec<(Option<&'f str>, Tally)> {
    by(made, |made| made.holder.owner(first).map(|owner| first.team(owner)))
}
