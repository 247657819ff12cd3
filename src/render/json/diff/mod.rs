//! `tpm diff` as JSON.

mod matters;

use super::source::{Source, source};
use super::words::Word;
use super::{Diagnostic, Tabular};
use crate::analysis::diff::fail_on::Failure;
use crate::analysis::diff::{
    BaselineChange, BeforeAfter, Cause, Causes, Crossing, Diff, EditKind, Finish, Held, Later,
    MilestoneChange, Moving, ProgramChange, PromiseChange, PromiseOutcome, Promiser, Side,
};
use crate::analysis::health::Health;
use crate::model::MilestoneId;
use crate::syntax::Nature;
use crate::time::Day;
use matters::{
    EditData, PolicyData, RiskData, UnreadData, UntoldData, edit_data, policy, risk, unread, untold,
};
use schemars::JsonSchema;
use serde::Serialize;

/// `data` of `tpm diff`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DiffData<'w> {
    /// What is compared with: the whole hash of a commit, or `work-tree`.
    base: &'w str,
    /// What is made of it: the whole hash of a commit, or `work-tree`.
    head: &'w str,
    /// The owners of what moves, by id.
    affects: Vec<&'w str>,
    /// Every program of either side that was asked for, by id.
    programs: Vec<ProgramData<'w>>,
    /// The milestones that came, went, were renamed, finished, or have another forecast: later ones first, the largest move first.
    milestones: Vec<MilestoneData<'w>>,
    /// The promises, and the programs without one at their finish, whose forecast stands where it stood, and would not without one of the edits.
    held: Vec<HeldData<'w>>,
    /// The promises that are not what they were, or stand otherwise: firm ones first.
    promises: Vec<PromiseData<'w>>,
    /// The baselines that were moved.
    baselines: Vec<BaselineData<'w>>,
    /// What is on a chain of driving links to the finish of a program on one side alone.
    critical_path: CriticalPathTurn<'w>,
    /// The risks that came, went or changed.
    risks: Vec<RiskData<'w>>,
    /// What the gate is told otherwise: what finds less than before comes first.
    policy: Vec<PolicyData<'w>>,
    /// What could not be read, so that nothing is told of what is missing there.
    unread: Vec<UnreadData<'w>>,
    /// Circles of milestones that wait for each other and did not before.
    new_cycles: Vec<CycleData<'w>>,
    /// How many edits change no number, judgement, promise, owner, risk, ask or finding of the gate.
    without_effect: usize,
    /// Whether nothing that has an effect was planned or promised otherwise: all of it is news.
    news_alone: bool,
    /// Every edit, by what it is of.
    edits: Vec<EditData<'w>>,
    /// How much is left out because it was not asked for; null where everything was. What fails counts everything.
    untold: Option<UntoldData>,
    /// How many edits can move a date; those that only make sense together count as one.
    causes_possible: usize,
    /// How many of them were tried: where that is less, some causes are told by what drives a date alone.
    causes_tried: usize,
    /// Which of the conditions of `--fail-on` are met.
    fails_on: Vec<FailureData<'w>>,
    /// What is wrong with the plans of the base; `diagnostics` has that of the head.
    base_diagnostics: Vec<Diagnostic>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct ProgramData<'w> {
    /// Its id; that of a program that is gone, as it was.
    id: &'w str,
    /// Its id in the base, where it was there.
    base_id: Option<&'w str>,
    /// What became of it; null where it is still there under its name.
    change: Option<Word<EditKind>>,
    /// Who answers for it.
    owner: Option<&'w str>,
    /// When it finishes.
    forecast_finish: FinishData,
    /// Whether that is the earliest it can be and may not hold.
    forecast_is_floor: TurnData<bool>,
    /// How it stands, as computed.
    health: TurnData<Option<Word<Health>>>,
    /// How a later forecast came to be so; null where it is not later, or why is not known.
    later_because: Option<Word<Later>>,
    /// Why its forecast moved.
    causes: Vec<CauseData<'w>>,
    /// How many more causes there are.
    causes_left_out: usize,
    /// Working days by which the edits make the forecast later only together: the move less each cause, but for causes
    /// that are part of another; negative is earlier. Null where not all of that is known.
    causes_left_over_workdays: Option<i32>,
    /// Whether the move is undone when all causes are taken back; false where nothing moved.
    causes_explain_all: bool,
}

#[derive(Debug, Serialize, JsonSchema)]
struct MilestoneData<'w> {
    /// Its full id; that of a milestone that is gone, as it was.
    id: &'w str,
    /// Its full id in the base, where it was there.
    base_id: Option<&'w str>,
    /// What became of it.
    change: Word<EditKind>,
    /// Who answers for it.
    owner: Option<&'w str>,
    /// When it finishes, or finished.
    forecast_finish: FinishData,
    /// Whether that is the earliest it can be and may not hold.
    forecast_is_floor: TurnData<bool>,
    /// What it promises in the head.
    due: Option<Day>,
    /// Whether that cannot be moved.
    firm: bool,
    /// Whether it is done.
    done: TurnData<bool>,
    /// How it stands, as computed.
    health: TurnData<Option<Word<Health>>>,
    /// Why it has no forecast, in words.
    undated_because: Option<&'w str>,
    /// How a later forecast came to be so; null where it is not later, or why is not known.
    later_because: Option<Word<Later>>,
    /// Why its forecast moved: its own edits, and those that pushed it.
    causes: Vec<CauseData<'w>>,
    /// How many more causes there are.
    causes_left_out: usize,
    /// Working days by which the edits make the forecast later only together: the move less each cause, but for causes
    /// that are part of another; negative is earlier. Null where not all of that is known.
    causes_left_over_workdays: Option<i32>,
    /// Whether the move is undone when all causes are taken back; false where nothing moved.
    causes_explain_all: bool,
    /// Where its id stands; null where it is gone.
    source: Option<Source<'w>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct HeldData<'w> {
    /// The full id of the milestone, or the id of the program.
    id: &'w str,
    /// The day that did not move.
    forecast_finish: Day,
    /// What each edit alone does to it: what makes it later, and what makes it earlier.
    causes: Vec<CauseData<'w>>,
    /// How many more there are.
    causes_left_out: usize,
}

/// A forecast before and after.
#[derive(Debug, Serialize, JsonSchema)]
struct FinishData {
    /// That of the base.
    before: Option<Day>,
    /// That of the head.
    after: Option<Day>,
    /// Working days by which it is later; negative is earlier.
    workdays: Option<i32>,
}

/// What something was and is.
#[derive(Debug, Serialize, JsonSchema)]
struct TurnData<T> {
    /// In the base.
    before: T,
    /// In the head.
    after: T,
}

#[derive(Debug, Serialize, JsonSchema)]
struct CycleData<'w> {
    /// The full ids of all that lie on it.
    milestones: Vec<&'w str>,
}

/// An edit without which a forecast would be another.
#[derive(Debug, Serialize, JsonSchema)]
struct CauseData<'w> {
    /// The full id of the milestone that was edited; null for anything else.
    milestone: Option<&'w str>,
    /// What was edited: the id of a milestone, program, owner or calendar, the name of a freeze, or `tpm.yaml`.
    of: &'w str,
    /// What kind of thing that is.
    kind: &'static str,
    /// The key that was edited; for what was added or removed, its kind.
    field: &'w str,
    /// What it said, as a plan writes it; of a list, what was taken out.
    before: Option<String>,
    /// What it says, as a plan writes it; of a list, what was put in.
    after: Option<String>,
    /// Whether it says how the work is planned, what is known of it, or what was promised.
    nature: Word<Nature>,
    /// Causes of one number are one: they are taken back together.
    together: usize,
    /// The forecast with these edits, and no others, taken back; null where that was not tried.
    forecast_finish_without: Option<Day>,
    /// Working days by which they make the forecast later; negative is earlier.
    moves_workdays: Option<i32>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct PromiseData<'w> {
    /// The full id of the milestone, or the id of the program, that promised.
    id: &'w str,
    /// Who answers for it.
    owner: Option<&'w str>,
    /// Whether it cannot be moved.
    firm: TurnData<bool>,
    /// To whom it was promised.
    promised_to: TurnData<Option<&'w str>>,
    /// The promise.
    due: TurnData<Option<Day>>,
    /// The promise as it was first made.
    original_due: TurnData<Option<Day>>,
    /// What became of the day; null where it is the same.
    moved: Option<Word<Moving>>,
    /// Working days by which the promise is later; negative is earlier.
    moved_workdays: Option<i32>,
    /// Whether a new entry under `moved` says from where it was moved; null where it was not moved.
    has_moved_entry: Option<bool>,
    /// Who agreed to the move, as typed.
    agreed: Option<&'w str>,
    /// Whether it had been missed already when it was moved; null where it was not moved.
    moved_after_missed: Option<bool>,
    /// Whether what is promised could not be read: then the day is null and nothing is known of it.
    unread: TurnData<bool>,
    /// Whether it holds.
    standing: TurnData<Word<PromiseOutcome>>,
    /// Whether it is missed or forecast to be, and was not.
    newly_late: bool,
    /// Whether it was missed or forecast to be, and is kept.
    no_longer_late: bool,
    /// Whether it was missed or forecast to be, and nothing is promised any more.
    withdrawn_while_late: bool,
    /// Whether it is late on both sides, and more so in the head.
    later_still: bool,
    /// What the program still promises for the same milestone, where both promised one day and now do not.
    program_due: Option<Day>,
    /// When it is forecast to be met, or was.
    forecast_finish: FinishData,
    /// Whether that is the earliest it can be and may not hold.
    forecast_is_floor: TurnData<bool>,
    /// Whether what was promised is done, so that its finish is an actual.
    done: TurnData<bool>,
    /// Working days that the forecast of the base is behind its promise; negative is early.
    base_due_variance_workdays: Option<i32>,
    /// Working days that the forecast of the head is behind its promise; negative is early.
    due_variance_workdays: Option<i32>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct BaselineData<'w> {
    /// The full id of the milestone.
    id: &'w str,
    /// The date that was planned once.
    baseline: TurnData<Option<Day>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct CriticalPathTurn<'w> {
    /// What is critical and was not.
    entered: Vec<CrossingData<'w>>,
    /// What was critical and is not.
    left: Vec<CrossingData<'w>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct CrossingData<'w> {
    /// The full id of the milestone.
    id: &'w str,
    /// The programs for whose finish it is critical, or was.
    critical_for: Vec<&'w str>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct FailureData<'w> {
    /// The condition, as it is typed.
    condition: String,
    /// What meets it: ids of programs and milestones, or the circle.
    by: Vec<&'w str>,
}

impl Tabular for DiffData<'_> {
    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.milestones.iter()
    }
}

/// Returns what a change does; `failures` are the conditions that it meets, `base_diagnostics` what is wrong
/// with what it is compared with.
pub fn diff<'w>(
    diff: &'w Diff<'w>,
    failures: &'w [Failure],
    base_diagnostics: Vec<Diagnostic>,
) -> DiffData<'w> {
    let crossings = |crossings: &'w [Crossing]| crossings.iter().map(|at| crossing(diff, at)).collect();
    let failure = |failure: &'w Failure| FailureData {
        condition: failure.condition.word(),
        by: failure.by.iter().map(String::as_str).collect(),
    };
    DiffData {
        base: side(diff.base),
        head: side(diff.head),
        affects: diff.affects(),
        programs: diff.programs.iter().map(|change| program(diff, change)).collect(),
        milestones: diff.milestones.iter().map(|change| milestone(diff, change)).collect(),
        held: diff.held.iter().map(|held| held_data(diff, held)).collect(),
        promises: diff.promises.iter().map(|change| promise(diff, change)).collect(),
        baselines: diff.baselines.iter().map(|change| baseline(diff, change)).collect(),
        critical_path: CriticalPathTurn { entered: crossings(&diff.entered), left: crossings(&diff.left) },
        risks: diff.risks.iter().map(|change| risk(diff, change)).collect(),
        policy: diff.policy.iter().map(policy).collect(),
        unread: diff.unread.iter().map(unread).collect(),
        new_cycles: diff.new_cycles.iter().map(|names| cycle(names)).collect(),
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

fn cycle(names: &[String]) -> CycleData<'_> {
    CycleData { milestones: names.iter().map(String::as_str).collect() }
}

fn side(side: Side<'_>) -> &str {
    side.name.commit.as_deref().unwrap_or("work-tree")
}

fn turn<T, U>(turn: BeforeAfter<T>, map: impl Fn(T) -> U) -> TurnData<U> {
    TurnData { before: map(turn.before), after: map(turn.after) }
}

fn finish(finish: Finish) -> FinishData {
    FinishData { before: finish.day.before, after: finish.day.after, workdays: finish.workdays }
}

fn program<'w>(diff: &'w Diff<'w>, change: &'w ProgramChange) -> ProgramData<'w> {
    let (base, head) = (diff.base.workspace(), diff.head.workspace());
    ProgramData {
        id: diff.program_id(change.pair),
        base_id: change.pair.base().map(|id| base.program(id).id.as_str()),
        change: change.change.map(Word),
        owner: Promiser::Program(change.pair).owner(base, head),
        forecast_finish: finish(change.finish),
        forecast_is_floor: turn(change.finish.is_floor, |floor| floor),
        health: turn(change.health, |health| health.map(Word)),
        later_because: change.causes.later.map(Word),
        causes: causes(diff, &change.causes),
        causes_left_out: change.causes.left_out,
        causes_left_over_workdays: change.causes.left_over,
        causes_explain_all: change.causes.is_whole,
    }
}

fn milestone<'w>(diff: &'w Diff<'w>, change: &'w MilestoneChange) -> MilestoneData<'w> {
    let (base, head) = (diff.base.workspace(), diff.head.workspace());
    let done = |side: Side<'w>, id: Option<MilestoneId>| {
        id.is_some_and(|id| side.workspace().milestone(id).done.is_some())
    };
    MilestoneData {
        id: diff.milestone_id(change.pair),
        base_id: change.pair.base().map(|id| base.milestone(id).full_id.as_str()),
        change: Word(change.change),
        owner: Promiser::Milestone(change.pair).owner(base, head),
        forecast_finish: finish(change.finish),
        forecast_is_floor: turn(change.finish.is_floor, |floor| floor),
        done: TurnData {
            before: done(diff.base, change.pair.base()),
            after: done(diff.head, change.pair.head()),
        },
        due: change.pair.head().and_then(|id| head.milestone(id).promise.due),
        firm: change.pair.head().is_some_and(|id| head.milestone(id).firm),
        health: turn(change.health, |health| health.map(Word)),
        undated_because: change
            .pair
            .head()
            .and_then(|id| diff.head.assessment.forecast(id).undated_because.as_deref()),
        later_because: change.causes.later.map(Word),
        causes: causes(diff, &change.causes),
        causes_left_out: change.causes.left_out,
        causes_left_over_workdays: change.causes.left_over,
        causes_explain_all: change.causes.is_whole,
        source: change.pair.head().map(|id| source(diff.head.sources, head.milestone(id).origin)),
    }
}

fn held_data<'w>(diff: &'w Diff<'w>, held: &'w Held) -> HeldData<'w> {
    HeldData {
        id: diff.promiser_id(held.promiser),
        forecast_finish: held.day,
        causes: causes(diff, &held.causes),
        causes_left_out: held.causes.left_out,
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
                field: &edit.key,
                before: edit.before.as_ref().map(|value| value.text()),
                after: edit.after.as_ref().map(|value| value.text()),
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
        id: diff.promiser_id(change.promiser),
        owner: change.promiser.owner(diff.base.workspace(), diff.head.workspace()),
        firm: turn(change.firm, |firm| firm),
        promised_to: TurnData {
            before: change.promised_to.before.as_deref(),
            after: change.promised_to.after.as_deref(),
        },
        due: turn(change.due, |due| due),
        original_due: turn(change.original, |due| due),
        moved: change.moving.map(Word),
        moved_workdays: change.moved_workdays,
        has_moved_entry: moved.then_some(change.has_entry),
        agreed: change.agreed.as_deref(),
        moved_after_missed: moved.then_some(change.was_missed),
        unread: turn(change.is_unread, |unread| unread),
        standing: turn(change.keeping, Word),
        newly_late: change.is_newly_late(),
        no_longer_late: change.is_no_longer_late(),
        withdrawn_while_late: change.is_withdrawn_late(),
        later_still: change.is_later_still(),
        program_due: change.left_behind,
        base_due_variance_workdays: change.behind.before,
        due_variance_workdays: change.behind.after,
        forecast_finish: finish(change.finish),
        forecast_is_floor: turn(change.finish.is_floor, |floor| floor),
        done: turn(change.is_done, |done| done),
    }
}

fn baseline<'w>(diff: &'w Diff<'w>, change: &BaselineChange) -> BaselineData<'w> {
    BaselineData { id: diff.milestone_id(change.pair), baseline: turn(change.day, |day| day) }
}

fn crossing<'w>(diff: &'w Diff<'w>, crossing: &'w Crossing) -> CrossingData<'w> {
    CrossingData {
        id: diff.milestone_id(crossing.pair),
        critical_for: crossing.programs.iter().map(String::as_str).collect(),
    }
}
