//! `tpm changes` as JSON.

use super::record::record;
use super::source::{Source, source};
use super::words::Word;
use super::{Diagnostic, Tabular};
use crate::analysis::changes::{Changes, Move, Reason, ScopeChange, ScopeMove, Slide, Stalled, reason_of};
use crate::analysis::diff::{
    BeforeAfter, Edit, Moving, PromiseChange, RiskChange, RiskMove, Value, owner_of,
};
use crate::analysis::risk::tenth;
use crate::model::{Ask, MilestoneId};
use crate::schedule::PromiseHolder;
use crate::syntax::Class;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

record! {
    /// `data` of `tpm changes`.
    pub struct ChangesData<'w> of (changes: &'w Changes<'w>, then_diagnostics: Vec<Diagnostic>) {
        /// What was said then.
        then: MomentData<'w> = MomentData::of(changes.diff.base.commit, changes.then.as_of()),
        /// What is said now.
        now: MomentData<'w> = MomentData::of(changes.diff.head.commit, changes.diff.head.assessment.as_of()),
        /// How many commits lead from then to now along first parents; null if then is not among
        /// those that lead to now.
        commits: Option<usize> = changes.commits.count,
        /// The full hashes of those that changed more than remarks, the newest first.
        commits_that_matter: &'w [String] = &changes.commits.matter,
        /// Whether what is not committed does so.
        uncommitted_matters: bool = changes.commits.uncommitted,
        /// What edits moved: firm promises first, then promises and finishes, then the rest; what
        /// is late first, then the later ones, the largest move first.
        moves: Vec<MoveData<'w>> = changes.moves.iter().map(|it| MoveData::of(changes, it)).collect(),
        /// What moved though no edit moves it, in the same order.
        slid: Vec<SlideData<'w>> = changes.slid.iter().map(|it| SlideData::of(changes, it)).collect(),
        /// What was done since and then taken out of the plan.
        archived: Vec<ArchivedData<'w>> = {
            let all = changes.archived.all(&changes.diff).into_iter();
            all.map(|(id, finished)| ArchivedData::of(changes, id, finished)).collect()
        },
        /// What was done as forecast.
        done: Vec<DoneData<'w>> = changes.done.iter().map(|id| DoneData::of(changes, *id)).collect(),
        /// The promises that were moved or withdrawn, are no longer firm, or no longer made to whom
        /// they were; firm ones first.
        promises_moved: Vec<PromiseMovedData<'w>> =
            changes.promises_moved().map(|it| PromiseMovedData::of(changes, it)).collect(),
        /// Work that came into the plan and went out of it.
        scope: Vec<ScopeData<'w>> = changes.scope.iter().map(ScopeData::of).collect(),
        /// The risks that were raised, fired, mitigated, closed or taken out.
        risks: Vec<RiskMovedData<'w>> = changes.risks().map(RiskMovedData::of).collect(),
        /// The asks that are no longer in the plan.
        asks_answered: Vec<AskData<'w>> = changes.answered().map(|ask| AskData::of(changes, ask)).collect(),
        /// The findings in the plans of then; `diagnostics` has those of now.
        then_diagnostics: Vec<Diagnostic> = then_diagnostics,
    }
}

impl Tabular for ChangesData<'_> {
    const KIND: &'static str = "changes";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        let moves = self.moves.iter().map(|moved| &moved.moved);
        moves.chain(self.slid.iter().map(|slide| &slide.moved))
    }
}

/// Returns the data of what changed. `then_diagnostics` are the findings in the plans of then.
pub fn changes<'w>(changes: &'w Changes<'w>, then_diagnostics: Vec<Diagnostic>) -> ChangesData<'w> {
    ChangesData::of(changes, then_diagnostics)
}

record! {
    struct MomentData<'w> of (commit: Option<&'w str>, as_of: Day) {
        /// The full hash of the commit; null for the plans on disk.
        commit: Option<&'w str> = commit,
        /// The day as of which its plans are scheduled.
        as_of: Day = as_of,
    }
}

record! {
    /// A forecast that is not what it was.
    struct ForecastData<'w> of (changes: &'w Changes<'w>, moved: &'w Move) where {
        let head = changes.diff.head;
        let (is_floor, rests_on_floor) = floors(changes, moved.now);
    } from {
        /// The full id of the milestone, or the id of the program.
        id: &'w str = changes.id(moved.now),
        /// Its owner.
        owner: Option<&'w str> = head.owner(moved.now),
        /// Whether its promise is firm now.
        firm: bool = moved.is_firm.after,
        /// Whether it was firm then, where that differs; else null.
        was_firm: Option<bool> = differing(moved.is_firm),
        /// The promised day now.
        due: Option<Day> = moved.now.promise(head.workspace()).due,
        /// When it was forecast to finish, or was finished, as it was said then.
        before: Option<Day> = moved.day.before,
        /// The same as it is said now.
        after: Option<Day> = moved.day.after,
        /// How many civil days later that is; negative is earlier.
        days: Option<i32> = moved.by.map(|by| by.days),
        /// The same in working days of the program's calendar.
        workdays: Option<i32> = moved.by.map(|by| by.workdays),
        /// How many of the civil days are the time that passed: what the plan of then says now,
        /// less what it said then.
        slid_days: Option<i32> = moved.slid.map(|by| by.days),
        /// Whether the forecast of now is a floor: the earliest possible day, which may not hold.
        forecast_is_floor: bool = is_floor,
        /// Whether it rests on a floor: one that another milestone hands on to it.
        forecast_rests_on_floor: bool = rests_on_floor,
    }
}

/// Returns what a flag was, where it is another now.
fn differing(flag: BeforeAfter<bool>) -> Option<bool> {
    flag.is_change().then_some(flag.before)
}

fn floors(changes: &Changes<'_>, now: PromiseHolder) -> (bool, bool) {
    let head = changes.diff.head.assessment;
    match now {
        PromiseHolder::Milestone(id) => (head.forecast(id).floor.is_some(), head.floor_from(id).is_some()),
        PromiseHolder::Program(id) => (head.program_is_floor(id), head.program_floor_from(id).is_some()),
    }
}

record! {
    struct MoveData<'w> of (changes: &'w Changes<'w>, moved: &'w Move) {
        #[serde(flatten)]
        moved: ForecastData<'w> = ForecastData::of(changes, moved),
        /// The edits that moved it, or offset each other; the largest share in its direction first.
        causes: Vec<ReasonData<'w>> =
            moved.reasons.list.iter().map(|it| ReasonData::of(changes, it)).collect(),
        /// What of the move, in civil days, neither time nor an edit explains that could be taken
        /// back: 0, unless something could not be read. With `slid_days` and the shares it adds up
        /// to `days`.
        causes_rest_days: i32 = moved.reasons.rest.map_or(0, |by| by.days),
        /// The largest standard error of a share; null if the shares are exact.
        causes_error_days: Option<f64> = moved.reasons.error.map(tenth),
    }
}

record! {
    /// Edits that moved a forecast: those of one class at one milestone, or whatever was edited.
    struct ReasonData<'w> of (changes: &'w Changes<'w>, reason: &'w Reason) where {
        let edits: Vec<&'w Edit> = reason.edits.iter().map(|at| &changes.diff.edits[*at]).collect();
        let milestone = edits.iter().find_map(|edit| edit.subject.milestone());
    } from {
        /// The full id of the milestone that was edited; null if none was.
        milestone: Option<&'w str> = milestone,
        /// What kind of edits they are.
        class: Word<Class> = Word(reason.class),
        /// Its owner.
        owner: Option<&'w str> = edits.iter().find_map(|edit| owner_of(changes.diff.base, changes.diff.head, &edit.subject)),
        /// Their part of the move in civil days; negative makes it earlier.
        share_days: i32 = reason.share.days,
        /// The same in working days of the program's calendar.
        share_workdays: i32 = reason.share.workdays,
        /// How many civil days later they make the forecast, by taking them back as of now;
        /// negative is earlier.
        if_undone_days: i32 = reason.if_undone.days,
        /// The same in working days of the program's calendar.
        if_undone_workdays: i32 = reason.if_undone.workdays,
        /// The edits.
        edits: Vec<KeyData<'w>> = edits.iter().map(|edit| KeyData::of(changes, edit)).collect(),
    }
}

record! {
    struct KeyData<'w> of (changes: &'w Changes<'w>, edit: &'w Edit) {
        /// What was edited: an id, the name of a freeze, or `tpm.yaml`.
        of: &'w str = edit.subject.name(),
        /// The kind of subject.
        kind: &'static str = edit.subject.kind(),
        /// The key; for what was added, removed or renamed, the kind of subject.
        field: &'w str = &edit.key,
        /// The old value, as written in a plan; of a list, the items removed.
        before: Option<String> = edit.before.as_ref().map(Value::text),
        /// The new value, as written in a plan; of a list, the items added.
        after: Option<String> = edit.after.as_ref().map(Value::text),
        /// Its place now; null if it was removed.
        source: Option<Source<'w>> =
            edit.after_at.map(|place| source(changes.diff.head.sources, place)),
    }
}

record! {
    struct SlideData<'w> of (changes: &'w Changes<'w>, slide: &'w Slide) {
        #[serde(flatten)]
        moved: ForecastData<'w> = ForecastData::of(changes, &slide.moved),
        /// The full id of the milestone that slid first on the way that gives it its date; null if
        /// that is itself.
        follows: Option<&'w str> = slide.follows.map(|id| changes.id(id)),
        /// The day on which it could have started.
        could_have_started: Option<Day> = match slide.because {
            Some(Stalled::CouldHaveStarted(day)) => Some(day),
            _ => None,
        },
        /// The day for which it was last reported, if it is under way.
        last_word: Option<Day> = match slide.because {
            Some(Stalled::LastWord(day)) => Some(day),
            _ => None,
        },
    }
}

record! {
    struct DoneData<'w> of (changes: &'w Changes<'w>, id: MilestoneId) {
        /// The full id of the milestone.
        id: &'w str = changes.id(id),
        /// Its owner.
        owner: Option<&'w str> = changes.diff.head.owner(id),
        /// When it was finished.
        finished: Option<Day> = changes.diff.head.workspace().milestone(id).done,
    }
}

record! {
    struct ArchivedData<'w> of (changes: &'w Changes<'w>, id: MilestoneId, finished: Day) {
        /// The full id of the milestone then.
        id: &'w str = changes.diff.base.id(id),
        /// Its owner then.
        owner: Option<&'w str> = changes.diff.base.owner(id),
        /// When it was finished.
        finished: Day = finished,
    }
}

record! {
    struct PromiseMovedData<'w> of (changes: &'w Changes<'w>, change: &'w PromiseChange) {
        /// The full id of the milestone, or the id of the program, that promised.
        id: &'w str = changes.diff.id(change.holder),
        /// Its owner.
        owner: Option<&'w str> = changes.diff.owner(change.holder),
        /// Whether it is firm now.
        firm: bool = change.after.firm,
        /// Whether it was firm then, where that differs; else null.
        was_firm: Option<bool> = differing(change.both(|side| side.firm)),
        /// To whom it is promised now.
        promised_to: Option<&'w str> = change.after.promised_to.as_deref(),
        /// To whom it was promised then, where that differs; else null.
        was_promised_to: Option<&'w str> =
            change.before.promised_to.as_deref().filter(|was| change.after.promised_to.as_deref() != Some(*was)),
        /// How the day changed; null if it stayed.
        moved: Option<Word<Moving>> = change.moving.map(Word),
        /// The day that was promised then.
        before: Option<Day> = change.before.promise.due,
        /// The day that is promised now; null if nothing is promised any more.
        after: Option<Day> = change.after.promise.due,
        /// How many civil days later that is; negative is earlier.
        days: Option<i32> = change.moved_by.map(|by| by.days),
        /// The same in working days of the program's calendar.
        workdays: Option<i32> = change.moved_by.map(|by| by.workdays),
        /// Why, as its newest new entry under `moved` says, or why it was cancelled.
        why: Option<&'w str> = reason_of(&changes.diff, change),
        /// Who agreed to it, as entered.
        agreed: Option<&'w str> = change.agreed.as_deref(),
    }
}

record! {
    struct ScopeData<'w> of (change: &'w ScopeChange) {
        /// The full id of the milestone.
        id: &'w str = &change.id,
        /// Its owner.
        owner: Option<&'w str> = change.owner.as_deref(),
        /// What became of it.
        change: Word<ScopeMove> = Word(change.what),
        /// Its planned length, 0 for an event; null for elapsed time without dates.
        duration_workdays: Option<u32> = change.workdays,
    }
}

record! {
    struct RiskMovedData<'w> of (change: &'w RiskChange) {
        /// The full id.
        id: &'w str = &change.id,
        /// What could happen.
        title: &'w str = &change.title,
        /// Its owner.
        owner: Option<&'w str> = change.owner.as_deref(),
        /// What became of it.
        change: Word<RiskMove> = Word(change.what),
    }
}

record! {
    struct AskData<'w> of (changes: &'w Changes<'w>, ask: &'w Ask) {
        /// The full id.
        id: &'w str = &ask.full_id,
        /// What was asked for.
        ask: &'w str = &ask.ask,
        /// Who was asked.
        of: Option<&'w str> = changes.diff.base.workspace().owner_id(ask.of),
    }
}
