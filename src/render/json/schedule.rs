//! `tpm schedule`: every calculated number of every milestone.

use super::Tabular;
use super::record::record;
use super::source::{Source, source};
use super::words::Word;
use crate::analysis::Assessment;
use crate::analysis::chains::Chains;
use crate::analysis::critical_path;
use crate::analysis::health::Health;
use crate::analysis::lateness::Lateness;
use crate::analysis::quiet;
use crate::analysis::selection::Selection;
use crate::model::{Declaration, MilestoneId, ProgramId};
use crate::schedule::{Driver, State};
use crate::source::Sources;
use crate::syntax::{Declared, LinkKind};
use crate::time::{Day, Instant};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use std::collections::BTreeSet;

/// `data` of `tpm schedule`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Schedule<'w> {
    /// The programs, by id.
    programs: Vec<Program<'w>>,
    /// How many programs `critical_for` does not tell of, because the plan is too large.
    critical_for_left_out: usize,
}

record! {
    /// A program's own numbers; other reports show them too.
    pub(super) struct ProgramSummary<'w> of (assessment: &'w Assessment<'w>, id: ProgramId) where {
        let workspace = assessment.workspace;
        let program = workspace.program(id);
        let schedule_finish = assessment.schedule.finish(id);
        let dated = assessment.schedule.dated_finish(id);
        let finish = assessment.schedule.known_finish(id);
        let judgement = assessment.program_health(id);
        let (done, live) = assessment.progress(program);
        let floor_from = assessment.program_floor_from(id);
        let finishes = schedule_finish.milestones.iter().filter(|_| dated.is_some());
        let commitments = finishes.filter_map(|finish| assessment.commitment(*finish));
    } from {
        /// Its id.
        id: &'w str = &program.id,
        /// Its name.
        name: &'w str = &program.name,
        /// Its owner.
        owner: Option<&'w str> = workspace.owner_id(program.owner),
        /// The day before which none of its work starts.
        start: Option<Day> = program.start,
        /// The current promise.
        due: Option<Day> = program.promise.due,
        /// The original promise.
        original_due: Option<Day> = program.promise.original,
        /// The original promise: the program's or, if only its finish records moves, its finish's.
        first_promised: Option<Day> = assessment.program_promise(id).original,
        /// How often that promise was moved.
        times_moved: usize = assessment.program_promise(id).moved.len(),
        /// The milestone at which it is finished, by its id within the program.
        finish: Option<&'w str> = finish.map(|finish| workspace.milestone(finish).id.as_str()),
        /// The promise of that milestone itself; null if it has none, or the milestone is unknown.
        finish_due: Option<Day> = finish.and_then(|finish| workspace.milestone(finish).promise.due),
        /// Working days from that promise to its finish; negative is early.
        finish_due_variance_workdays: Option<i32> =
            dated.and_then(|finish| workdays(assessment.forecast(finish).against_due)),
        /// The forecast finish, or the actual one.
        forecast_finish: Option<Day> = schedule_finish.forecast,
        /// Whether that date is a floor: the earliest possible, and it may not hold.
        forecast_is_floor: bool = assessment.program_is_floor(id),
        /// Whether that date rests on a floor: one that another milestone hands on to it.
        forecast_rests_on_floor: bool = floor_from.is_some(),
        /// The full id of that milestone: the first one back; null if it rests on none.
        floor_from: Option<&'w str> = floor_from.map(|from| workspace.milestone(from).full_id.as_str()),
        /// Working days late against the original promise; negative is early.
        finish_variance_workdays: Option<i32> =
            workdays(assessment.program_variance(id, program.promise.original)),
        /// Working days late against the current promise; negative is early.
        due_variance_workdays: Option<i32> = workdays(assessment.program_variance(id, program.promise.due)),
        /// Total float of its finish in working days.
        total_float_workdays: Option<i32> = dated.and_then(|finish| assessment.schedule.total_float(finish)),
        /// Working days its finish can slip before a promise is missed; negative means it must
        /// finish sooner.
        commitment_float_workdays: Option<i32> = commitments.map(|commitment| commitment.float).min(),
        /// The calculated health.
        health: Word<Health> = Word(judgement.health),
        /// Why, in words.
        health_reason: &'w str = &judgement.reason,
        /// The full id of the milestone that is the reason; null if it is the program itself.
        health_about: Option<&'w str> =
            judgement.about.map(|about| workspace.milestone(about).full_id.as_str()),
        /// When that milestone was promised, if it was.
        health_about_due: Option<Day> =
            judgement.about.and_then(|about| workspace.milestone(about).promise.due),
        /// Working days by which that milestone is overdue or else forecast late; null if it is not
        /// late.
        health_about_workdays: Option<i64> = judgement.about.and_then(|about| days_late(assessment, about)),
        /// The room of that milestone towards the program's promise, in working days, if that
        /// is why.
        health_about_room_workdays: Option<i32> = judgement.thin.map(|thin| thin.workdays),
        /// The least room that it needs.
        health_about_room_needed_workdays: Option<i32> = judgement.thin.map(|thin| thin.needs),
        /// The health that its owner declared.
        declared_health: Option<Word<Declared>> = rag(program.declared.as_deref()),
        /// When its owner declared it.
        declared_on: Option<Day> = program.declared.as_deref().and_then(|declared| declared.on),
        /// How many milestones are done.
        milestones_done: usize = done,
        /// How many milestones there are, without cancelled ones.
        milestones_live: usize = live,
        /// Progress of all its work, weighted by working days.
        progress_percent: Option<u32> = assessment.progress_percent(program),
        /// Why it has no forecast, in words.
        undated_because: Option<&'w str> = schedule_finish.undated_because.as_deref(),
    }
}

#[derive(Debug, Serialize, JsonSchema)]
struct Program<'w> {
    #[serde(flatten)]
    summary: ProgramSummary<'w>,
    /// Its milestones, in the order of the file.
    #[schemars(with = "Vec<Milestone<'w>>")]
    milestones: Milestones<'w>,
}

/// The milestones of a program that are shown. A row is made when it is written: all rows of a plan
/// of a megabyte would take more memory than the rest of the report.
#[derive(Debug)]
struct Milestones<'w> {
    assessment: &'w Assessment<'w>,
    sources: &'w Sources,
    chain: BTreeSet<MilestoneId>,
    shown: Vec<MilestoneId>,
}

impl<'w> Milestones<'w> {
    fn rows(&self) -> impl Iterator<Item = Milestone<'w>> {
        let row = |id: &MilestoneId| Milestone::of(self.assessment, self.sources, &self.chain, *id);
        self.shown.iter().map(row)
    }
}

impl Serialize for Milestones<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.rows())
    }
}

record! {
    struct Milestone<'w> of (
        assessment: &'w Assessment<'w>,
        sources: &'w Sources,
        chain: &BTreeSet<MilestoneId>,
        id: MilestoneId
    ) where {
        let workspace = assessment.workspace;
        let (schedule, forecast) = (&assessment.schedule, assessment.forecast(id));
        let (milestone, task) = (workspace.milestone(id), assessment.schedule.inputs.task(id));
        let (late, last) = (schedule.late_dates(id), schedule.last_days(id));
        let commitment = assessment.commitment(id);
        let critical = schedule.critical[id.index()].iter();
        let critical_for: Vec<&str> =
            critical.map(|program| workspace.program(*program).id.as_str()).collect();
        let judgement = assessment.health(id);
        let floor_from = assessment.floor_from(id);
    } from {
        /// Its full id: program/milestone.
        id: &'w str = &milestone.full_id,
        /// Its name.
        name: &'w str = &milestone.name,
        /// Its owner.
        owner: Option<&'w str> = workspace.owner_id(milestone.owner),
        /// Whether it is work or an event.
        kind: Kind = if task.is_work { Kind::Work } else { Kind::Event },
        /// Its state.
        state: Progress = match task.state {
            State::NotStarted => Progress::NotStarted,
            State::Started(_) => Progress::Started,
            State::Done { .. } => Progress::Done,
            State::Cancelled => Progress::Cancelled,
        },
        /// Its duration in working days; 0 for an event.
        // Started work with only `remaining` has no duration.
        duration_workdays: Option<u32> = schedule
            .duration_workdays(id)
            .filter(|days| *days > 0 || !task.is_work || milestone.duration.is_some()),
        /// Working days left; 0 once done.
        remaining_workdays: Option<u32> = schedule.remaining_workdays(id),
        /// Days assumed worked since the last update: working days, or civil days of elapsed time;
        /// null unless started.
        assumed_worked_workdays: Option<u32> = task.is_started().then(|| schedule.assumed(id)),
        /// When it was started, as written in the plan.
        started: Option<Day> = milestone.started,
        /// When it was finished, as written in the plan.
        finished: Option<Day> = milestone.done,
        /// When it was cancelled, as written in the plan.
        cancelled: Option<Day> = milestone.cancelled.as_ref().map(|cancelled| cancelled.on),
        /// The earliest start, or the actual one.
        early_start: Option<Day> = schedule.dates.start(id).map(Instant::day),
        /// The earliest finish, or the actual one.
        early_finish: Option<Day> = schedule.dates.finish(id).map(Instant::day),
        /// When the remaining work starts; null unless started.
        remaining_start: Option<Day> = schedule.dates.remaining_start(id).map(Instant::day),
        /// The last day on which it may start without moving a program's finish; null once started.
        late_start: Option<Day> = late.start_by,
        /// The last day by whose end it may finish without moving a program's finish.
        late_finish: Option<Day> = late.finish_by,
        /// Total float: working days it can slip before a program's finish moves.
        total_float_workdays: Option<i32> = schedule.total_float(id),
        /// Free float: working days it can slip before a successor moves.
        free_float_workdays: Option<i32> = schedule.free_float(id),
        /// Commitment float: working days it can slip before a promise is missed; negative means it
        /// must finish sooner.
        commitment_float_workdays: Option<i32> = commitment.map(|commitment| commitment.float),
        /// The id of the milestone or program whose promise that is.
        commitment: Option<&'w str> =
            commitment.map(|commitment| assessment.promised_id(commitment.promised)),
        /// The last day on which it may start for that promise, or else its own; null once started,
        /// or if no working day is early enough.
        start_by: Option<Day> = last.start_by,
        /// The last day by whose end it has to finish for that promise.
        finish_by: Option<Day> = last.finish_by,
        /// Whether it is on a chain of driving links to a program's finish.
        critical: bool = schedule.is_critical(id),
        /// The programs whose finish such a chain reaches.
        critical_for: Vec<&'w str> = critical_for,
        /// Whether it is on its program's critical path or, without one, its tightest chain.
        on_tightest_chain: bool = chain.contains(&id),
        /// What decides its date.
        driven_by: Vec<DrivenBy<'w>> =
            schedule.drivers(id).into_iter().map(|driver| driven_by(assessment, driver)).collect(),
        /// Working days from where its inputs and work alone put it to the last day by which it
        /// must finish for the promise of `commitment`, or else its own; null without such a
        /// promise.
        room_workdays: Option<i32> = assessment.nearest_promise(id).map(|nearest| nearest.room.workdays),
        /// The least room that this promise needs, in whole working days.
        room_needed_workdays: Option<i32> = assessment.nearest_promise(id).map(|nearest| nearest.needs),
        /// The current promise.
        due: Option<Day> = milestone.promise.due,
        /// The original promise.
        original_due: Option<Day> = milestone.promise.original,
        /// Whether that promise is firm.
        firm: bool = milestone.firm,
        /// The forecast finish, or the actual one.
        forecast_finish: Option<Day> = forecast.finish,
        /// Whether that date is a floor: the earliest possible, and it may not hold.
        forecast_is_floor: bool = forecast.floor.is_some(),
        /// Whether that date rests on a floor: one that another milestone hands on to it.
        forecast_rests_on_floor: bool = floor_from.is_some(),
        /// The full id of that milestone: the first one back; null if it rests on none.
        floor_from: Option<&'w str> = floor_from.map(|from| workspace.milestone(from).full_id.as_str()),
        /// Working days late against the original promise; negative is early.
        finish_variance_workdays: Option<i32> = workdays(forecast.variance),
        /// The same in civil days.
        finish_variance_days: Option<i32> = forecast.variance.map(|late| late.days),
        /// Working days late against the current promise; negative is early.
        due_variance_workdays: Option<i32> = workdays(forecast.against_due),
        /// Working days since the promise passed; 0 if it has not.
        overdue_workdays: i32 = workdays(forecast.overdue).unwrap_or(0),
        /// The same in civil days; 0 if the promise has not passed.
        overdue_days: i32 = forecast.overdue.map_or(0, |overdue| overdue.days),
        /// The calculated health; null once done or cancelled.
        health: Option<Word<Health>> = Some(Word(judgement.health)).filter(|_| milestone.is_live()),
        /// Why, in words.
        health_reason: Option<&'w str> = Some(judgement.reason.as_str()).filter(|_| milestone.is_live()),
        /// The health that its owner declared.
        declared_health: Option<Word<Declared>> = rag(milestone.declared.as_deref()),
        /// When its owner declared it.
        declared_on: Option<Day> = milestone.declared.as_deref().and_then(|declared| declared.on),
        /// Civil days since its last update, if it is quiet.
        quiet_days: Option<i32> = quiet::days(&assessment.schedule, id),
        /// Why it has no forecast, in words.
        undated_because: Option<&'w str> = forecast.undated_because.as_deref(),
        /// Where its id is in the files.
        source: Source<'w> = source(sources, milestone.origin),
    }
}

/// Whether a milestone is work or an event.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
enum Kind {
    Work,
    Event,
}

/// The state of a milestone.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
enum Progress {
    NotStarted,
    Started,
    Done,
    Cancelled,
}

#[derive(Debug, Serialize, JsonSchema)]
struct DrivenBy<'w> {
    /// The full id of a milestone, or the constraint: `data-date`, `program-start`, `not-before`,
    /// `blocked-until`, `updated`, `eta`, `due`, `actual` or `calendar`.
    by: &'w str,
    /// The type of the link; null if `by` is not a milestone.
    #[serde(rename = "type")]
    kind: Option<Word<LinkKind>>,
    /// The lag of the link, such as `+2d`; null if `by` is not a milestone.
    lag: Option<String>,
    /// 0, as a link with slack drives nothing; null if `by` is not a milestone.
    slack_workdays: Option<i32>,
}

impl Tabular for Schedule<'_> {
    const KIND: &'static str = "schedule";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.programs.iter().flat_map(|program| program.milestones.rows())
    }
}

/// Returns the schedule of what was selected: programs by id, milestones in file order.
pub fn schedule<'w>(
    assessment: &'w Assessment<'w>,
    selection: &Selection,
    sources: &'w Sources,
) -> Schedule<'w> {
    let workspace = assessment.workspace;
    let shown = workspace.program_ids().filter(|id| selection.shows_program(workspace, *id));
    let mut chains = Chains::new(assessment);
    let program = |id| program(assessment, &mut chains, selection, sources, id);
    Schedule {
        programs: shown.map(program).collect(),
        critical_for_left_out: assessment.schedule.critical_left_out,
    }
}

fn program<'w>(
    assessment: &'w Assessment<'w>,
    chains: &mut Chains<'_>,
    selection: &Selection,
    sources: &'w Sources,
    id: ProgramId,
) -> Program<'w> {
    let program = assessment.workspace.program(id);
    let finish = critical_path::finish_of(assessment, id);
    let first = finish.and_then(|finish| chains.first(finish));
    let chain: BTreeSet<MilestoneId> =
        first.iter().flat_map(|first| &first.hops).map(|hop| hop.milestone).collect();
    let shown = program.milestone_ids().filter(|id| selection.has(*id)).collect();
    Program {
        summary: ProgramSummary::of(assessment, id),
        milestones: Milestones { assessment, sources, chain, shown },
    }
}

fn days_late(assessment: &Assessment<'_>, id: MilestoneId) -> Option<i64> {
    let forecast = assessment.forecast(id);
    let late = assessment.is_late(id).then_some(()).and(forecast.overdue.or(forecast.against_due));
    workdays(late).map(i64::from)
}

fn workdays(lateness: Option<Lateness>) -> Option<i32> {
    lateness.map(|lateness| lateness.workdays)
}

fn driven_by<'w>(assessment: &'w Assessment<'w>, driver: Driver) -> DrivenBy<'w> {
    match driver {
        Driver::Hold(hold) => DrivenBy { by: hold.word(), kind: None, lag: None, slack_workdays: None },
        Driver::Link(id) => {
            let link = assessment.network.link(id);
            DrivenBy {
                by: &assessment.workspace.milestone(link.from).full_id,
                kind: Some(Word(link.kind)),
                lag: Some(link.lag_text()),
                slack_workdays: Some(0),
            }
        }
    }
}

fn rag(declared: Option<&Declaration>) -> Option<Word<Declared>> {
    declared.map(|declared| Word(declared.rag))
}
