//! `move` of `tpm why --since` as JSON.

use super::cause::{AboutData, tenths};
use super::record::record;
use crate::analysis::diff::{Cause, Edit, Move, MoveSince, Moved, Value};
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

/// Returns a move; none if it was not in the plans then, or has no date on one of the two days.
pub(super) fn move_data<'w>(since: &'w MoveSince<'w>) -> Option<MoveData<'w>> {
    match since.moved {
        Moved::Known(known) => Some(MoveData::of(since, known)),
        Moved::New | Moved::Undated { .. } => None,
    }
}

record! {
    /// How a forecast moved between two states of the plans.
    pub(super) struct MoveData<'w> of (since: &'w MoveSince<'w>, known: &'w Move) {
        /// The full hash of the commit of then.
        commit: Option<&'w str> = since.then.commit,
        /// The day of then.
        as_of: Day = since.on,
        /// The forecast then, as of then.
        before: Day = known.before,
        /// The forecast now.
        after: Day = known.after,
        /// How many civil days later it is; negative is earlier.
        days: i32 = known.by.days,
        /// The same in working days.
        workdays: i32 = known.by.workdays,
        /// How many of those are time that passed: the plans of then as of now, less as of then.
        slid_days: i32 = known.slid.days,
        /// What moved it besides; `slid_days`, the shares and `rest_days` add up to `days`.
        shares: Vec<ShareData<'w>> = {
            let list = known.causes.list.iter().enumerate();
            list.map(|(at, cause)| ShareData::of(since, known, at, cause)).collect()
        },
        /// What no edit explains that could be taken back.
        rest_days: i32 = known.causes.rest.map_or(0, |rest| rest.days),
        /// The largest standard error of a share, in days; null if the shares are exact.
        error_days: Option<f64> = known.causes.error.map(tenths),
    }
}

record! {
    struct ShareData<'w> of (since: &'w MoveSince<'w>, known: &'w Move, at: usize, cause: &'w Cause) {
        #[serde(flatten)]
        about: AboutData<'w> = AboutData::of(since.then, since.now, cause),
        /// Its part of the move in civil days; negative is earlier.
        share_days: i32 = cause.share.days,
        /// How many civil days later it makes the forecast beside all the rest: what taking back
        /// this alone would win.
        if_undone_days: i32 = cause.alone.days,
        /// How many days it would still cost if the first of these were undone; null if none.
        even_then_days: Option<i32> = {
            let found = known.even_then.iter().find(|(other, _)| *other == at);
            found.map(|(_, cost)| cost.days)
        },
        /// The edits, by key.
        edits: Vec<EditData<'w>> =
            cause.edits.iter().map(|at| EditData::of(since, *at, &known.edits[*at])).collect(),
    }
}

record! {
    struct EditData<'w> of (since: &'w MoveSince<'w>, at: usize, edit: &'w Edit) where {
        let written = since.written(at);
        let now = edit.after_at.map(|place| since.now.sources.locate(place));
        let then = || edit.before_at.map(|place| since.then.sources.locate(place));
        let place = now.or_else(then).map(|(file, position)| (file, position.line));
    } from {
        /// What was edited.
        of: &'w str = edit.subject.name(),
        /// The key; for what was added or removed, the kind of subject.
        key: &'w str = &edit.key,
        /// The old value, as written in a plan; of a list, the items removed.
        before: Option<String> = edit.before.as_ref().map(Value::text),
        /// The new value, as written in a plan; of a list, the items added.
        after: Option<String> = edit.after.as_ref().map(Value::text),
        /// The file of the new value, else of the old one.
        file: Option<&'w str> = place.as_ref().map(|place| place.0),
        /// The line in it.
        line: Option<usize> = place.as_ref().map(|place| place.1),
        /// The full hash of the commit that made it; null if it is not committed.
        commit: Option<&'w str> = written.map(|written| written.commit.as_str()),
        /// The author of that commit, as git has it.
        author: Option<&'w str> = written.map(|written| written.author.as_str()),
        /// The day of that commit.
        on: Option<Day> = written.map(|written| written.on),
    }
}
