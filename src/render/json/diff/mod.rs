//! `tpm diff` as JSON.

mod matters;

use super::source::{Source, source};
use super::words::Word;
use super::{Diagnostic, Tabular};
use crate::analysis::diff::fail_on::Failure;
use crate::analysis::diff::{
    BaselineChange, BeforeAfter, Cause, Causes, Change, Crossing, Diff, EditKind, Finish, Held, Later,
    Moving, PromiseChange, PromiseOutcome, Side,
};
use crate::analysis::health::Health;
use crate::model::{MilestoneId, ProgramId};
use crate::schedule::PromiseHolder;
use crate::syntax::Nature;
use crate::time::Day;
use matters::{
    EditData, PolicyData, RiskData, UnreadData, UntoldData, ValuesData, edit_data, policy, risk, unread,
    untold, values,
};
use schemars::JsonSchema;
use serde::Serialize;

/// `data` of `tpm diff`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DiffData<'w> {
    /// The plans before the change: the full hash of a commit, or `work-tree`.
    base: &'w str,
    /// The plans after the change: the full hash of a commit, or `work-tree`.
    head: &'w str,
    /// The owners of what moves, by id.
    affects: Vec<&'w str>,
    /// Every selected program of either side, by id.
    programs: Vec<ProgramData<'w>>,
    /// The milestones that were added, removed, renamed, finished or whose forecast moved: later
    /// ones first, the largest move first.
    milestones: Vec<MilestoneData<'w>>,
    /// The promises, and the programs without one at their finish, whose forecast stays but would
    /// move without one of the edits.
    held: Vec<HeldData<'w>>,
    /// The promises that changed, or whose outcome did; firm ones first.
    promises: Vec<PromiseData<'w>>,
    /// The baselines that were moved.
    baselines: Vec<BaselineData<'w>>,
    /// Milestones that are critical for the finish of a program on one side only.
    critical_path: CriticalPathChange<'w>,
    /// The risks that were added, removed or changed.
    risks: Vec<RiskData<'w>>,
    /// Changes of waivers, assertions and limits: those that find less than before come first.
    policy: Vec<PolicyData<'w>>,
    /// What could not be read; entries missing there are not reported as removed.
    unread: Vec<UnreadData<'w>>,
    /// Circles of milestones that wait for each other and did not before.
    new_cycles: Vec<CycleData<'w>>,
    /// How many edits change no number, judgement, promise, owner, risk, ask or finding of the
    /// gate.
    without_effect: usize,
    /// Whether every edit with an effect is news: none replans or changes a promise.
    news_alone: bool,
    /// Every edit, by subject.
    edits: Vec<EditData<'w>>,
    /// How much changed outside the selection; null without a selection. `fails_on` always covers
    /// everything.
    untold: Option<UntoldData>,
    /// How many edits can move a date; those that only make sense together count as one.
    causes_possible: usize,
    /// How many of them were tried. If fewer, some causes only name what drives a date.
    causes_tried: usize,
    /// The conditions of `--fail-on` that are met.
    fails_on: Vec<FailureData<'w>>,
    /// The findings in the plans of the base; `diagnostics` has those of the head.
    base_diagnostics: Vec<Diagnostic>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct ProgramData<'w> {
    #[serde(flatten)]
    change: ChangeData<'w, Option<Word<EditKind>>>,
    /// Its calculated health.
    health: BeforeAfterData<Option<Word<Health>>>,
    #[serde(flatten)]
    why: WhyData<'w>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct MilestoneData<'w> {
    #[serde(flatten)]
    change: ChangeData<'w, Word<EditKind>>,
    /// Its promise in the head.
    due: Option<Day>,
    /// Whether that is firm.
    firm: bool,
    /// Whether it is done.
    done: BeforeAfterData<bool>,
    /// Its calculated health.
    health: BeforeAfterData<Option<Word<Health>>>,
    /// Why it has no forecast.
    undated_because: Option<&'w str>,
    #[serde(flatten)]
    why: WhyData<'w>,
    /// The place of its id; null if it was removed.
    source: Option<Source<'w>>,
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
}

/// Why a forecast moved.
#[derive(Debug, Serialize, JsonSchema)]
struct WhyData<'w> {
    /// Why its forecast is later; null if it is not, or the reason is not known.
    later_because: Option<Word<Later>>,
    /// Why its forecast moved: its own edits, and those that pushed it.
    causes: Vec<CauseData<'w>>,
    /// How many more causes there are.
    causes_left_out: usize,
    /// The move in working days, less the part of each cause that is not contained in another: the
    /// effect that edits have only together; negative is earlier. Null if not all of that is known.
    causes_left_over_workdays: Option<i32>,
    /// Whether taking back all causes undoes the move; false if nothing moved.
    causes_explain_all: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
struct HeldData<'w> {
    /// The full id of the milestone, or the id of the program.
    id: &'w str,
    /// The day that did not move.
    forecast_finish: Day,
    /// What each edit does to it by itself: some make it later, others earlier.
    causes: Vec<CauseData<'w>>,
    /// How many more causes there are.
    causes_left_out: usize,
}

/// A forecast before and after the change.
#[derive(Debug, Serialize, JsonSchema)]
struct FinishData {
    /// In the base.
    before: Option<Day>,
    /// In the head.
    after: Option<Day>,
    /// How many working days later it is; negative is earlier.
    workdays: Option<i32>,
}

/// A value before and after the change.
#[derive(Debug, Serialize, JsonSchema)]
struct BeforeAfterData<T> {
    /// In the base.
    before: T,
    /// In the head.
    after: T,
}

#[derive(Debug, Serialize, JsonSchema)]
struct CycleData<'w> {
    /// The full ids of its milestones.
    milestones: &'w [String],
}

/// An edit that moves a forecast.
#[derive(Debug, Serialize, JsonSchema)]
struct CauseData<'w> {
    /// The full id of the milestone that was edited; null for anything else.
    milestone: Option<&'w str>,
    /// What was edited: the id of a milestone, program, owner or calendar, the name of a freeze, or
    /// `tpm.yaml`.
    of: &'w str,
    /// The kind of subject.
    kind: &'static str,
    #[serde(flatten)]
    values: ValuesData<'w>,
    /// The nature of the key: how work is planned, what is known about it, or what was promised.
    nature: Word<Nature>,
    /// Entries with the same number are one cause: they are taken back together.
    together: usize,
    /// The forecast with only these edits taken back; null if that was not tried.
    forecast_finish_without: Option<Day>,
    /// How many working days later they make the forecast; negative is earlier.
    moves_workdays: Option<i32>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct PromiseData<'w> {
    /// The full id of the milestone, or the id of the program, that promised.
    id: &'w str,
    /// Its owner.
    owner: Option<&'w str>,
    /// Whether it is firm.
    firm: BeforeAfterData<bool>,
    /// To whom it was promised.
    promised_to: BeforeAfterData<Option<&'w str>>,
    /// The promise.
    due: BeforeAfterData<Option<Day>>,
    /// The original promise.
    original_due: BeforeAfterData<Option<Day>>,
    /// How the day changed; null if it did not.
    moved: Option<Word<Moving>>,
    /// How many working days later the promise is; negative is earlier.
    moved_workdays: Option<i32>,
    /// Whether a new entry under `moved` records the move; null if it was not moved.
    has_moved_entry: Option<bool>,
    /// Who agreed to the move, as entered.
    agreed: Option<&'w str>,
    /// Whether it had already been missed when it was moved; null if it was not moved.
    moved_after_missed: Option<bool>,
    /// Whether the promise could not be read; then the day is null and nothing is known about it.
    unread: BeforeAfterData<bool>,
    /// Whether it holds.
    standing: BeforeAfterData<Word<PromiseOutcome>>,
    /// Whether it is missed or forecast to be, and was not before.
    newly_late: bool,
    /// Whether it was missed or forecast to be, and is kept now.
    no_longer_late: bool,
    /// Whether it was missed or forecast to be, and nothing is promised any more.
    withdrawn_while_late: bool,
    /// Whether it is late on both sides, and more so in the head.
    later_still: bool,
    /// For a finish milestone: the day its program still promises, if both promised the same day
    /// before and now do not.
    program_due: Option<Day>,
    /// When it is forecast to be met, or was.
    forecast_finish: FinishData,
    /// Whether that is a floor: the earliest possible day, which may not hold.
    forecast_is_floor: BeforeAfterData<bool>,
    /// Whether it is done, so that its finish is an actual date.
    done: BeforeAfterData<bool>,
    /// How many working days the base's forecast is after its promise; negative is early.
    base_due_variance_workdays: Option<i32>,
    /// How many working days the head's forecast is after its promise; negative is early.
    due_variance_workdays: Option<i32>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct BaselineData<'w> {
    /// The full id of the milestone.
    id: &'w str,
    /// The baseline.
    baseline: BeforeAfterData<Option<Day>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct CriticalPathChange<'w> {
    /// Milestones that became critical.
    entered: Vec<CrossingData<'w>>,
    /// Milestones that are no longer critical.
    left: Vec<CrossingData<'w>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct CrossingData<'w> {
    /// The full id of the milestone.
    id: &'w str,
    /// The programs for whose finish it is or was critical.
    critical_for: &'w [String],
}

#[derive(Debug, Serialize, JsonSchema)]
struct FailureData<'w> {
    /// The condition, as given on the command line.
    condition: String,
    /// What meets it: ids of programs and milestones, or the circle.
    by: &'w [String],
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
    let crossing = |at: &'w Crossing| CrossingData { id: diff.id(at.pair), critical_for: &at.programs };
    let crossings = |crossings: &'w [Crossing]| crossings.iter().map(crossing).collect();
    let failure = |failure: &'w Failure| FailureData { condition: failure.condition.word(), by: &failure.by };
    let held = |held: &'w Held| HeldData {
        id: diff.id(held.holder),
        forecast_finish: held.day,
        causes: causes(diff, &held.causes),
        causes_left_out: held.causes.left_out,
    };
    let baseline =
        |change: &BaselineChange| BaselineData { id: diff.id(change.pair), baseline: change.day.into() };
    let program = |program: &'w Change<ProgramId>| ProgramData {
        change: change(diff, program, program.change.map(Word)),
        health: program.health.map(|health| health.map(Word)).into(),
        why: why(diff, &program.causes),
    };
    DiffData {
        base: side(diff.base),
        head: side(diff.head),
        affects: diff.affects().into_iter().collect(),
        programs: diff.programs.iter().map(program).collect(),
        milestones: diff.milestones.iter().filter_map(|change| milestone(diff, change)).collect(),
        held: diff.held.iter().map(held).collect(),
        promises: diff.promises.iter().map(|change| promise(diff, change)).collect(),
        baselines: diff.baselines.iter().map(baseline).collect(),
        critical_path: CriticalPathChange { entered: crossings(&diff.entered), left: crossings(&diff.left) },
        risks: diff.risks.iter().map(|change| risk(diff, change)).collect(),
        policy: diff.policy.iter().map(policy).collect(),
        unread: diff.unread.iter().map(unread).collect(),
        new_cycles: diff.new_cycles.iter().map(|milestones| CycleData { milestones }).collect(),
        without_effect: diff.without_effect(),
        news_alone: diff.is_news_alone(),
        edits: diff.told_edits().map(|edit| edit_data(diff, edit)).collect(),
        untold: diff.untold.map(untold),
        causes_possible: diff.causes_possible,
        causes_tried: diff.causes_tried,
        fails_on: failures.iter().map(failure).collect(),
        base_diagnostics,
    }
}

fn side(side: Side<'_>) -> &str {
    side.commit.unwrap_or("work-tree")
}

impl<T> From<BeforeAfter<T>> for BeforeAfterData<T> {
    fn from(value: BeforeAfter<T>) -> Self {
        Self { before: value.before, after: value.after }
    }
}

fn finish(finish: Finish) -> FinishData {
    FinishData { before: finish.day.before, after: finish.day.after, workdays: finish.workdays }
}

fn change<'w, I: Copy + Into<PromiseHolder>, C>(
    diff: &'w Diff<'w>,
    change: &Change<I>,
    kind: C,
) -> ChangeData<'w, C> {
    ChangeData {
        id: diff.id(change.pair),
        base_id: change.pair.base().map(|id| diff.base.id(id)),
        change: kind,
        owner: diff.owner(change.pair),
        forecast_finish: finish(change.finish),
        forecast_is_floor: change.finish.is_floor.into(),
    }
}

fn milestone<'w>(diff: &'w Diff<'w>, milestone: &'w Change<MilestoneId>) -> Option<MilestoneData<'w>> {
    let now = milestone.pair.head();
    let head = now.map(|id| diff.head.workspace().milestone(id));
    let undated = now.and_then(|id| diff.head.assessment.forecast(id).undated_because.as_deref());
    let is_done = |side: Side<'_>, id| side.workspace().milestone(id).done.is_some();
    Some(MilestoneData {
        change: change(diff, milestone, Word(milestone.change?)),
        due: head.and_then(|head| head.promise.due),
        firm: head.is_some_and(|head| head.firm),
        done: diff.ask(milestone.pair, is_done).into(),
        health: milestone.health.map(|health| health.map(Word)).into(),
        undated_because: undated,
        why: why(diff, &milestone.causes),
        source: head.map(|head| source(diff.head.sources, head.origin)),
    })
}

fn why<'w>(diff: &'w Diff<'w>, found: &'w Causes) -> WhyData<'w> {
    WhyData {
        later_because: found.later.map(Word),
        causes: causes(diff, found),
        causes_left_out: found.left_out,
        causes_left_over_workdays: found.left_over,
        causes_explain_all: found.is_whole,
    }
}

fn causes<'w>(diff: &'w Diff<'w>, causes: &'w Causes) -> Vec<CauseData<'w>> {
    let of = |(at, cause): (usize, &'w Cause)| {
        cause.edits.iter().map(move |edit| {
            let edit = &diff.edits[*edit];
            CauseData {
                milestone: edit.subject.milestone(),
                of: edit.subject.name(),
                kind: edit.subject.kind(),
                values: values(edit),
                nature: Word(edit.nature),
                together: at + 1,
                forecast_finish_without: cause.without,
                moves_workdays: cause.moves,
            }
        })
    };
    causes.list.iter().enumerate().flat_map(of).collect()
}

fn promise<'w>(diff: &'w Diff<'w>, change: &'w PromiseChange) -> PromiseData<'w> {
    let moved = change.is_moved();
    PromiseData {
        id: diff.id(change.holder),
        owner: diff.owner(change.holder),
        firm: change.both(|side| side.firm).into(),
        promised_to: BeforeAfterData {
            before: change.before.promised_to.as_deref(),
            after: change.after.promised_to.as_deref(),
        },
        due: change.due().into(),
        original_due: change.both(|side| side.promise.original).into(),
        moved: change.moving.map(Word),
        moved_workdays: change.moved_workdays,
        has_moved_entry: moved.then_some(change.has_entry),
        agreed: change.agreed.as_deref(),
        moved_after_missed: moved.then_some(change.before.was_missed),
        unread: change.both(|side| side.is_unread).into(),
        standing: change.both(|side| Word(side.outcome)).into(),
        newly_late: change.is_newly_late(),
        no_longer_late: change.is_no_longer_late(),
        withdrawn_while_late: change.is_withdrawn_late(),
        later_still: change.is_later_still(),
        program_due: change.left_behind,
        base_due_variance_workdays: change.before.behind.map(|late| late.workdays),
        due_variance_workdays: change.after.behind.map(|late| late.workdays),
        forecast_finish: finish(change.finish),
        forecast_is_floor: change.finish.is_floor.into(),
        done: change.both(|side| side.is_done).into(),
    }
}
