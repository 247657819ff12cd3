//! `tpm diff` as JSON.

mod matters;
mod odds;

use super::cause::{AboutData, tenths};
use super::record::record;
use super::source::{Source, source};
use super::words::Word;
use super::{Diagnostic, Tabular};
use crate::analysis::diff::fail_on::Failure;
use crate::analysis::diff::{
    BaselineChange, BeforeAfter, Cause, Causes, Change, Crossing, Diff, Edit, EditKind, Finish, Held, Later,
    Moving, PromiseChange, PromiseOutcome, Side,
};
use crate::analysis::health::Health;
use crate::model::{Milestone, MilestoneId, ProgramId};
use crate::schedule::PromiseHolder;
use crate::syntax::Nature;
use crate::time::Day;
use matters::{EditData, PolicyData, RiskData, UnreadData, UntoldData, ValuesData};
use schemars::JsonSchema;
use serde::Serialize;

record! {
    /// `data` of `tpm diff`.
    pub struct DiffData<'w> of (
        diff: &'w Diff<'w>,
        failures: &'w [Failure],
        base_diagnostics: Vec<Diagnostic>
    ) {
        /// The plans before the change: the full hash of a commit, or `work-tree`.
        base: &'w str = side(diff.base),
        /// The plans after the change: the full hash of a commit, or `work-tree`.
        head: &'w str = side(diff.head),
        /// Whose work or promises change, by id.
        affects: Vec<&'w str> = diff.affects().into_iter().collect(),
        /// Every selected program of either side, by id.
        programs: Vec<ProgramData<'w>> = diff.programs.iter().map(|it| ProgramData::of(diff, it)).collect(),
        /// The milestones that were added, removed, renamed, finished or whose forecast moved:
        /// later ones first, the largest move first.
        milestones: Vec<MilestoneData<'w>> =
            diff.milestones.iter().map(|it| MilestoneData::of(diff, it)).collect(),
        /// The promises, and the programs without one at their finish, whose forecast stays but
        /// would move without one of the edits.
        held: Vec<HeldData<'w>> = diff.held.iter().map(|it| HeldData::of(diff, it)).collect(),
        /// The promises that changed, or whose outcome did; firm ones first.
        promises: Vec<PromiseData<'w>> = diff.promises.iter().map(|it| PromiseData::of(diff, it)).collect(),
        /// How often promises are kept: firm ones with `odds: {in_status: true}`, all of them with
        /// `tpm what-if --odds`; null without either.
        odds: Option<odds::OddsChangeData<'w>> =
            diff.odds.as_ref().map(|it| odds::OddsChangeData::of(diff, it)),
        /// The baselines that were moved.
        baselines: Vec<BaselineData<'w>> =
            diff.baselines.iter().map(|it| BaselineData::of(diff, it)).collect(),
        /// Milestones that are critical for the finish of a program on one side only.
        critical_path: CriticalPathChange<'w> = CriticalPathChange::of(diff),
        /// The risks that were added, removed or changed.
        risks: Vec<RiskData<'w>> = diff.risks.iter().map(|it| RiskData::of(diff, it)).collect(),
        /// Changes of waivers, assertions and limits: those that find less than before come first.
        policy: Vec<PolicyData<'w>> = diff.policy.iter().map(PolicyData::of).collect(),
        /// What could not be read; entries missing there are not reported as removed.
        unread: Vec<UnreadData<'w>> = diff.unread.iter().map(UnreadData::of).collect(),
        /// Circles of milestones that wait for each other and did not before.
        new_cycles: Vec<CycleData<'w>> = diff.new_cycles.iter().map(|cycle| CycleData::of(cycle)).collect(),
        /// How many edits change no number, judgement, promise, owner, risk, ask or finding of the
        /// gate.
        without_effect: usize = diff.without_effect(),
        /// Whether every edit with an effect is news: none replans or changes a promise.
        news_alone: bool = diff.is_news_alone(),
        /// Every edit, by subject.
        edits: Vec<EditData<'w>> = diff.told_edits().map(|edit| EditData::of(diff, edit)).collect(),
        /// How much changed outside the selection; null without a selection. `fails_on` always
        /// covers everything.
        untold: Option<UntoldData> = diff.untold.map(UntoldData::of),
        /// How many moves were not traced to edits, because there are too many of both.
        causes_untraced: usize = diff.untraced,
        /// The conditions of `--fail-on` that are met.
        fails_on: Vec<FailureData<'w>> = failures.iter().map(FailureData::of).collect(),
        /// The findings in the plans of the base; `diagnostics` has those of the head.
        base_diagnostics: Vec<Diagnostic> = base_diagnostics,
    }
}

impl Tabular for DiffData<'_> {
    const KIND: &'static str = "diff";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.milestones.iter()
    }
}

/// Returns the data of a diff. `failures` are the conditions that it meets, `base_diagnostics` the
/// findings in the plans of the base.
pub fn diff<'w>(
    diff: &'w Diff<'w>,
    failures: &'w [Failure],
    base_diagnostics: Vec<Diagnostic>,
) -> DiffData<'w> {
    DiffData::of(diff, failures, base_diagnostics)
}

fn side(side: Side<'_>) -> &str {
    side.commit.unwrap_or("work-tree")
}

record! {
    struct ProgramData<'w> of (diff: &'w Diff<'w>, program: &'w Change<ProgramId>) {
        #[serde(flatten)]
        change: ChangeData<'w, Option<Word<EditKind>>> =
            ChangeData::of(diff, program, program.change.map(Word)),
        /// Its calculated health.
        health: BeforeAfterData<Option<Word<Health>>> = program.health.map(|health| health.map(Word)).into(),
        #[serde(flatten)]
        why: WhyData<'w> = WhyData::of(diff, &program.causes),
    }
}

record! {
    struct MilestoneData<'w> of (diff: &'w Diff<'w>, milestone: &'w Change<MilestoneId>) {
        #[serde(flatten)]
        change: ChangeData<'w, Word<EditKind>> =
            ChangeData::of(diff, milestone, Word(milestone.change.unwrap_or(EditKind::Set))),
        /// Its promise in the head.
        due: Option<Day> = in_head(diff, milestone).and_then(|head| head.promise.due),
        /// Whether that is firm.
        firm: bool = in_head(diff, milestone).is_some_and(|head| head.firm),
        /// Whether it is done.
        done: BeforeAfterData<bool> =
            diff.ask(milestone.pair, |side, id| side.workspace().milestone(id).done.is_some()).into(),
        /// Its calculated health.
        health: BeforeAfterData<Option<Word<Health>>> =
            milestone.health.map(|health| health.map(Word)).into(),
        /// Why it has no forecast.
        undated_because: Option<&'w str> =
            milestone.pair.head().and_then(|id| diff.head.assessment.forecast(id).undated_because.as_deref()),
        #[serde(flatten)]
        why: WhyData<'w> = WhyData::of(diff, &milestone.causes),
        /// The place of its id; null if it was removed.
        source: Option<Source<'w>> =
            in_head(diff, milestone).map(|head| source(diff.head.sources, head.origin)),
    }
}

fn in_head<'w>(diff: &Diff<'w>, milestone: &Change<MilestoneId>) -> Option<&'w Milestone> {
    milestone.pair.head().map(|id| diff.head.workspace().milestone(id))
}

/// What became of a program or milestone.
#[derive(Debug, Serialize, JsonSchema)]
struct ChangeData<'w, C> {
    /// Its full id; if it was removed, its id in the base.
    id: &'w str,
    /// Its full id in the base, if it existed there.
    base_id: Option<&'w str>,
    /// Whether it was added, removed, renamed or, for a milestone, changed; null otherwise.
    change: C,
    /// Its owner.
    owner: Option<&'w str>,
    /// When it finishes, or finished.
    forecast_finish: FinishData,
    /// Whether that is a floor: the earliest possible day, which may not hold.
    forecast_is_floor: BeforeAfterData<bool>,
    /// Whether it rests on a floor: one that another milestone hands on to it.
    forecast_rests_on_floor: BeforeAfterData<bool>,
}

impl<'w, C> ChangeData<'w, C> {
    fn of<I: Copy + Into<PromiseHolder>>(diff: &Diff<'w>, change: &Change<I>, kind: C) -> Self {
        Self {
            id: diff.id(change.pair),
            base_id: change.pair.base().map(|id| diff.base.id(id)),
            change: kind,
            owner: diff.owner(change.pair),
            forecast_finish: FinishData::of(change.finish),
            forecast_is_floor: change.finish.is_floor.into(),
            forecast_rests_on_floor: change.finish.rests_on_floor.into(),
        }
    }
}

record! {
    /// Why a forecast moved.
    struct WhyData<'w> of (diff: &'w Diff<'w>, causes: &'w Causes) {
        /// Why its forecast is later; null if it is not, or the reason is not known.
        later_because: Option<Word<Later>> = causes.later.map(Word),
        /// Why its forecast moved: its own edits, and those that pushed it.
        causes: Vec<CauseData<'w>> = each_cause(diff, causes),
        /// What of the move, in civil days, no edit explains that could be taken back: 0, unless
        /// something could not be read.
        causes_rest_days: i32 = causes.rest.map_or(0, |rest| rest.days),
        /// The largest standard error of a share, in days; null if the shares are exact.
        causes_error_days: Option<f64> = causes.error.map(tenths),
    }
}

record! {
    struct HeldData<'w> of (diff: &'w Diff<'w>, held: &'w Held) {
        /// The full id of the milestone, or the id of the program.
        id: &'w str = diff.id(held.holder),
        /// The day that did not move.
        forecast_finish: Day = held.day,
        /// What each edit does to it by itself: some make it later, others earlier.
        causes: Vec<CauseData<'w>> = each_cause(diff, &held.causes),
        /// The largest standard error of a share, in days; null if the shares are exact.
        causes_error_days: Option<f64> = held.causes.error.map(tenths),
    }
}

record! {
    /// A forecast before and after the change.
    struct FinishData of (finish: Finish) {
        /// In the base.
        before: Option<Day> = finish.day.before,
        /// In the head.
        after: Option<Day> = finish.day.after,
        /// How many working days later it is; negative is earlier.
        workdays: Option<i32> = finish.by.map(|by| by.workdays),
    }
}

/// A value before and after the change.
#[derive(Debug, Serialize, JsonSchema)]
struct BeforeAfterData<T> {
    /// In the base.
    before: T,
    /// In the head.
    after: T,
}

impl<T> From<BeforeAfter<T>> for BeforeAfterData<T> {
    fn from(value: BeforeAfter<T>) -> Self {
        Self { before: value.before, after: value.after }
    }
}

record! {
    struct CycleData<'w> of (cycle: &'w [String]) {
        /// The full ids of its milestones.
        milestones: &'w [String] = cycle,
    }
}

fn each_cause<'w>(diff: &'w Diff<'w>, causes: &'w Causes) -> Vec<CauseData<'w>> {
    causes.list.iter().map(|cause| CauseData::of(diff, cause)).collect()
}

record! {
    /// The edits of one class to one milestone, or to anything else, and what they did to a
    /// forecast.
    struct CauseData<'w> of (diff: &'w Diff<'w>, cause: &'w Cause) {
        #[serde(flatten)]
        about: AboutData<'w> = AboutData::of(diff.base, diff.head, cause),
        /// Its part of the move in civil days; negative is earlier. The parts of all causes and
        /// `causes_rest_days` add up to the move.
        share_days: i32 = cause.share.days,
        /// The same in working days.
        share_workdays: i32 = cause.share.workdays,
        /// How many civil days later it makes the forecast beside all the rest: what taking back
        /// this alone would win.
        if_undone_days: i32 = cause.alone.days,
        /// The same in working days.
        if_undone_workdays: i32 = cause.alone.workdays,
        /// The forecast with only this taken back.
        forecast_finish_without: Day = cause.without,
        /// The edits, by key.
        edits: Vec<CausingEditData<'w>> =
            cause.edits.iter().map(|at| CausingEditData::of(&diff.edits[*at])).collect(),
    }
}

record! {
    struct CausingEditData<'w> of (edit: &'w Edit) {
        /// What was edited: another milestone, where a dependency came or went with a cause.
        of: &'w str = edit.subject.name(),
        #[serde(flatten)]
        values: ValuesData<'w> = ValuesData::of(edit),
        /// The nature of the key: how work is planned, what is known about it, or what was
        /// promised.
        nature: Word<Nature> = Word(edit.nature),
    }
}

record! {
    struct PromiseData<'w> of (diff: &'w Diff<'w>, change: &'w PromiseChange) {
        /// The full id of the milestone, or the id of the program, that promised.
        id: &'w str = diff.id(change.holder),
        /// Its owner.
        owner: Option<&'w str> = diff.owner(change.holder),
        /// Whether it is firm.
        firm: BeforeAfterData<bool> = change.both(|side| side.firm).into(),
        /// To whom it was promised.
        promised_to: BeforeAfterData<Option<&'w str>> =
            change.both(|side| side.promised_to.as_deref()).into(),
        /// The promise.
        due: BeforeAfterData<Option<Day>> = change.due().into(),
        /// The original promise.
        original_due: BeforeAfterData<Option<Day>> = change.both(|side| side.promise.original).into(),
        /// How the day changed; null if it did not.
        moved: Option<Word<Moving>> = change.moving.map(Word),
        /// How many working days later the promise is; negative is earlier.
        moved_workdays: Option<i32> = change.moved_by.map(|by| by.workdays),
        /// Whether a new entry under `moved` records the move; null if it was not moved.
        has_moved_entry: Option<bool> = change.is_moved().then_some(change.has_entry),
        /// Who agreed to the move, as entered.
        agreed: Option<&'w str> = change.agreed.as_deref(),
        /// Whether it had already been missed when it was moved; null if it was not moved.
        moved_after_missed: Option<bool> = change.is_moved().then_some(change.before.was_missed),
        /// Whether the promise could not be read; then the day is null and nothing is known about
        /// it.
        unread: BeforeAfterData<bool> = change.both(|side| side.is_unread).into(),
        /// Whether it holds.
        standing: BeforeAfterData<Word<PromiseOutcome>> = change.both(|side| Word(side.outcome)).into(),
        /// Whether it is missed or forecast to be, and was not before.
        newly_late: bool = change.is_newly_late(),
        /// Whether it was missed or forecast to be, and is kept now.
        no_longer_late: bool = change.is_no_longer_late(),
        /// Whether it was missed or forecast to be, and nothing is promised any more.
        withdrawn_while_late: bool = change.is_withdrawn_late(),
        /// Whether it is late on both sides, and more so in the head.
        later_still: bool = change.is_later_still(),
        /// For a finish milestone: the day its program still promises, if both promised the same
        /// day before and now do not.
        program_due: Option<Day> = change.left_behind,
        /// When it is forecast to be met, or was.
        forecast_finish: FinishData = FinishData::of(change.finish),
        /// Whether that is a floor: the earliest possible day, which may not hold.
        forecast_is_floor: BeforeAfterData<bool> = change.finish.is_floor.into(),
        /// Whether it rests on a floor: one that another milestone hands on to it.
        forecast_rests_on_floor: BeforeAfterData<bool> = change.finish.rests_on_floor.into(),
        /// Whether it is done, so that its finish is an actual date.
        done: BeforeAfterData<bool> = change.both(|side| side.is_done).into(),
        /// The room of the milestone towards its promise in the base; negative if its inputs and
        /// work alone miss it.
        base_room_workdays: Option<i32> = change.before.room,
        /// The same in the head.
        room_workdays: Option<i32> = change.after.room,
        /// How many working days the base's forecast is after its promise; negative is early.
        base_due_variance_workdays: Option<i32> = change.before.behind.map(|late| late.workdays),
        /// How many working days the head's forecast is after its promise; negative is early.
        due_variance_workdays: Option<i32> = change.after.behind.map(|late| late.workdays),
    }
}

record! {
    struct BaselineData<'w> of (diff: &'w Diff<'w>, change: &BaselineChange) {
        /// The full id of the milestone.
        id: &'w str = diff.id(change.pair),
        /// The baseline.
        baseline: BeforeAfterData<Option<Day>> = change.day.into(),
    }
}

record! {
    struct CriticalPathChange<'w> of (diff: &'w Diff<'w>) {
        /// Milestones that became critical.
        entered: Vec<CrossingData<'w>> = diff.entered.iter().map(|at| CrossingData::of(diff, at)).collect(),
        /// Milestones that are no longer critical.
        left: Vec<CrossingData<'w>> = diff.left.iter().map(|at| CrossingData::of(diff, at)).collect(),
    }
}

record! {
    struct CrossingData<'w> of (diff: &Diff<'w>, crossing: &'w Crossing) {
        /// The full id of the milestone.
        id: &'w str = diff.id(crossing.pair),
        /// The programs for whose finish it is or was critical.
        critical_for: &'w [String] = &crossing.programs,
    }
}

record! {
    struct FailureData<'w> of (failure: &'w Failure) {
        /// The condition, as given on the command line.
        condition: String = failure.condition.word(),
        /// What meets it: ids of programs and milestones, or the circle.
        by: &'w [String] = &failure.by,
    }
}
