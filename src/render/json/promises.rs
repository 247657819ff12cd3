//! `tpm promises` as JSON.

use super::Tabular;
use super::record::record;
use super::words::Word;
use crate::analysis::ending::End;
use crate::analysis::promises::{Kept, Made, Tally, by_owner, by_program, by_team};
use crate::analysis::risk::tenth;
use crate::model::Workspace;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

/// `data` of `tpm promises`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PromisesData<'f> {
    /// The first day of the period.
    since: Day,
    /// The full hash of the last commit by its end.
    since_commit: String,
    #[serde(flatten)]
    all: TallyData,
    /// The same by program, those with the most promises first.
    by_program: Vec<NamedData<'f>>,
    /// The same by the team of that owner; an owner without a team counts as a team.
    by_team: Vec<NamedData<'f>>,
    /// The same by the owner when the period began.
    by_owner: Vec<NamedData<'f>>,
    /// The promises: what was missed first, the longest; then by id.
    promises: Vec<MadeData<'f>>,
}

record! {
    struct TallyData of (tally: &Tally) {
        /// How many promises stood open when the period began, for a day of it that is over.
        made: usize = tally.made,
        /// How many were done by the day that was promised then.
        kept: usize = tally.kept,
        /// The same in percent, rounded down; null below five promises.
        kept_percent: Option<usize> = tally.kept_percent(),
        /// How many were not.
        missed: usize = tally.missed,
        /// How many of the missed ones were cancelled, taken out or no longer promised.
        withdrawn: usize = tally.withdrawn,
        /// How many of the withdrawn ones have no reason.
        withdrawn_without_reason: usize = tally.withdrawn_without_reason,
        /// How many were moved.
        moved: usize = tally.moved,
        /// How often they were moved in all.
        moves: usize = tally.moves,
        /// How many of these moves have no reason.
        moves_without_reason: usize = tally.moves_without_reason,
        /// The mean slip of those that are not withdrawn; early counts as 0.
        mean_slip_workdays: Option<f64> = tally.mean_slip().map(tenth),
        /// How many forecasts four weeks before the promised day can be compared with what came.
        forecasts_compared: usize = tally.forecasts_compared(),
        /// The mean distance between the forecast four weeks before the promised day and what came.
        forecast_error_workdays: Option<f64> = tally.mean_error().map(tenth),
    }
}

record! {
    struct NamedData<'f> of (name: Option<&'f str>, tally: &Tally) {
        /// The program under its last name, team or owner; null for promises without an owner.
        name: Option<&'f str> = name,
        #[serde(flatten)]
        tally: TallyData = TallyData::of(tally),
    }
}

record! {
    struct MadeData<'f> of (first: &'f Workspace, made: &'f Made) {
        /// The full id of the milestone, or the id of the program, when it was last seen.
        id: String = made.id.clone(),
        /// Its owner when the period began.
        owner: Option<&'f str> = first.owner_id(made.holder.owner(first)),
        /// What became of it.
        outcome: Word<Kept> = Word(made.outcome),
        /// How it was withdrawn; null if it was not.
        withdrawn_by: Option<Word<End>> = made.withdrawal.as_ref().map(|ending| Word(ending.end)),
        /// On which day, if the plan says so.
        withdrawn_on: Option<Day> = made.withdrawal.as_ref().and_then(|ending| ending.on),
        /// Why it was withdrawn, if the plan says so.
        withdrawn_because: Option<&'f str> =
            made.withdrawal.as_ref().and_then(|ending| ending.reason.as_deref()),
        /// The day that was promised when the period began.
        due: Day = made.due,
        /// The day that was promised last.
        last_due: Option<Day> = made.last_due,
        /// When it was done.
        finished: Option<Day> = made.done,
        /// How often it was moved since.
        moves: usize = made.moves,
        /// How many of these moves have no reason.
        moves_without_reason: usize = made.moves_without_reason,
        /// Working days from the promised day to the day it was done, or to the as-of day; early
        /// counts as 0. Null if it is withdrawn.
        slip_workdays: Option<i32> = made.slip_workdays,
        /// What was forecast four weeks before the promised day.
        forecast: Option<Day> = made.forecast,
        /// Working days between that and the day it was done, whichever way.
        forecast_error_workdays: Option<u32> = made.error_workdays,
    }
}

impl Tabular for PromisesData<'_> {
    const KIND: &'static str = "promises";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.promises.iter()
    }
}

/// Returns what became of the promises of a period that began with a version.
pub fn promises<'f>(
    first: &'f Workspace,
    (since, commit): (Day, &str),
    made: &'f [Made],
) -> PromisesData<'f> {
    let named = |tallies: Vec<(Option<&'f str>, Tally)>| {
        tallies.into_iter().map(|(name, tally)| NamedData::of(name, &tally)).collect()
    };
    PromisesData {
        since,
        since_commit: commit.to_owned(),
        all: TallyData::of(&Tally::of(made)),
        by_program: named(by_program(made)),
        by_team: named(by_team(first, made)),
        by_owner: named(by_owner(first, made)),
        promises: made.iter().map(|made| MadeData::of(first, made)).collect(),
    }
}
