//! `tpm status` as JSON.

use super::cliffs::CliffToData;
use super::load::OwnedOverloadData;
use super::record::record;
use super::words::Word;
use super::{Tabular, news, schedule};
use crate::analysis::Assessment;
use crate::analysis::health::Health;
use crate::analysis::kept::{FirmOdds, Kept};
use crate::analysis::news::{Line, Mark, Since};
use crate::analysis::slip::OwnCause;
use crate::analysis::status::{Need, Problem, Status, Subject, ask_overdue};
use crate::model::MilestoneId;
use crate::schedule::PromiseHolder;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

/// `data` of `tpm status`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StatusData<'w> {
    /// The programs, worst first.
    programs: Vec<schedule::ProgramSummary<'w>>,
    /// Who needs a call, worst first; each milestone or program is listed once.
    needs_someone: Vec<NeedData<'w>>,
    /// What is due on the as-of day.
    due_today: Vec<DueSoon<'w>>,
    /// What is due within the next week and not listed above, by day.
    due_soon: Vec<DueSoon<'w>>,
    /// Who has too much to do, by owner and then by the first day.
    overloads: Vec<OwnedOverloadData<'w>>,
    /// The asks, by day.
    asks: Vec<AskData<'w>>,
    /// How many of the selected milestones are done.
    milestones_done: usize,
    /// How many milestones are selected, without cancelled ones.
    milestones_live: usize,
    /// How many unfinished milestones have a calculated date.
    computed_dates: usize,
    /// How many unfinished milestones have an entered date.
    typed_dates: usize,
    /// How many unfinished milestones are quiet.
    quiet: usize,
    /// How many unfinished milestones have no date.
    undated: usize,
    /// The milestones without a date for a reason of their own; those that leave most others
    /// undated first.
    without_date: Vec<UndatedData<'w>>,
    /// The cliffs with at most 2 working days of float, in the order of `tpm cliffs`.
    cliffs: Vec<CliffToData<'w>>,
    /// How often the firm promises are kept, with `odds: {in_status: true}`; null else.
    odds: Option<FirmOddsData<'w>>,
    /// What it is compared with; null if nobody asked, and then each `change` is null too.
    since: Option<news::SinceData<'w>>,
    /// What left the lists since then, by id.
    gone: Vec<news::GoneData<'w>>,
}

record! {
    struct FirmOddsData<'w> of (assessment: &'w Assessment<'w>, odds: &FirmOdds) {
        /// How often the plan was dated.
        runs: u32 = odds.settings.runs,
        /// What the numbers that were drawn depend on.
        seed: u64 = odds.settings.seed,
        /// The open firm promises with a date: those that are kept least first.
        promises: Vec<FirmPromiseData<'w>> = odds
            .promises
            .iter()
            .map(|(holder, kept)| FirmPromiseData::of(assessment, *holder, kept))
            .collect(),
    }
}

record! {
    struct FirmPromiseData<'w> of (assessment: &'w Assessment<'w>, holder: PromiseHolder, kept: &Kept) {
        /// The full id of the milestone, or the id of the program.
        id: &'w str = holder.full_id(assessment.workspace),
        /// The promised day.
        due: Day = kept.due,
        /// The share of runs that keep the promise, from 1 to 99.
        kept_percent: u32 = kept.share.open_percent(),
        /// Whether that is the best case, as the date rests on something of which nothing says when
        /// it ends.
        is_earliest: bool = kept.is_earliest,
        /// The day by which 80 % of the runs finish; null if that is after 2199.
        p80: Option<Day> = kept.p80,
    }
}

#[derive(Debug, Serialize, JsonSchema)]
struct UndatedData<'w> {
    /// The full id of the milestone.
    id: &'w str,
    /// Its owner.
    owner: Option<&'w str>,
    /// Why, in words.
    undated_because: &'w str,
    /// The full ids of the others that have no date because of it.
    leaves_undated: Vec<&'w str>,
    /// Whether an error in the plans is the reason.
    by_error: bool,
    /// How it compares with then.
    change: Option<Word<Mark>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct NeedData<'w> {
    /// Its place in the list, from 1.
    rank: usize,
    /// The full id of the milestone or ask, or the id of the program.
    id: &'w str,
    /// Its owner, or who is asked.
    owner: Option<&'w str>,
    /// The forecast finish.
    forecast_finish: Option<Day>,
    /// Whether that date is a floor: the earliest possible, and it may not hold.
    forecast_is_floor: bool,
    /// Whether that date rests on a floor: one that another milestone hands on to it.
    forecast_rests_on_floor: bool,
    /// The share of runs that keep its firm promise, from 1 to 99, with `odds: {in_status: true}`;
    /// null else.
    kept_percent: Option<u32>,
    /// Working days of damage, by which it is ranked among entries of the same tier.
    damage_workdays: i32,
    /// Its problems, worst first.
    problems: Vec<ProblemData<'w>>,
    /// What its own slip costs promises, by trial; firm ones first, then most days first.
    costs: Vec<CostData<'w>>,
    /// The full ids of the finishes and firm milestones that it drives: a working day more would
    /// move them.
    drives: Vec<&'w str>,
    /// The full ids of the other milestones that it makes late.
    makes_late: Vec<&'w str>,
    /// The full id of the milestone that makes it late, if that is not selected.
    because_of: Option<&'w str>,
    /// Working days of leave within its remaining work.
    leave_workdays: u32,
    /// Working days of freezes within its remaining work.
    freeze_workdays: u32,
    /// Working days of its own pauses within its remaining work.
    pause_workdays: u32,
    /// How it compares with then; null if nobody asked.
    change: Option<Word<Mark>>,
    /// In what it differs from then, apart from what passing days move.
    differences: Vec<news::DifferenceData<'w>>,
    /// The forecast of then, if nothing but the days that passed moved it.
    drifted_from: Option<Day>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct CostData<'w> {
    /// The full id of the milestone that is promised.
    promise: &'w str,
    /// Whether that promise is firm.
    firm: bool,
    /// By how many working days it would be less late without the slip.
    workdays: i32,
}

#[derive(Debug, Serialize, JsonSchema)]
struct ProblemData<'w> {
    /// What is wrong.
    kind: ProblemKind,
    /// Working days late, of a risk that occurred then, or, if it is blocked, blocked so far.
    workdays: Option<i64>,
    /// The day of the promise, the end of the block, the declaration, the last update, or the
    /// risk's missed date.
    date: Option<Day>,
    /// Details, in words.
    detail: Option<String>,
    /// Who can clear the block.
    waiting_on: Option<&'w str>,
    /// The id of the input that does not let a promise fit, or of the risk.
    about: Option<&'w str>,
    /// The likely impact of a risk that occurred.
    impact_workdays: Option<u32>,
    /// When the promise that such a risk costs most would be kept then, or when that input is done
    /// if everybody keeps to the plan; null without a date.
    forecast_finish: Option<Day>,
    /// The id of the milestone or program with that promise, or of the first that has no date.
    promise: Option<&'w str>,
}

/// What can be wrong.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
enum ProblemKind {
    Missed,
    Late,
    NeverFitted,
    Slips,
    NoDate,
    OccurredRisk,
    Blocked,
    OverdueAsk,
    Contradiction,
    Floor,
    EtaDisagrees,
    Quiet,
    NeglectedRisk,
}

#[derive(Debug, Serialize, JsonSchema)]
struct DueSoon<'w> {
    /// The full id of the milestone.
    id: &'w str,
    /// Its owner.
    owner: Option<&'w str>,
    /// The promise.
    due: Option<Day>,
    /// The forecast finish.
    forecast_finish: Option<Day>,
    /// Whether that date is a floor: the earliest possible, and it may not hold.
    forecast_is_floor: bool,
    /// Whether that date rests on a floor: one that another milestone hands on to it.
    forecast_rests_on_floor: bool,
    /// Its health.
    health: Word<Health>,
    /// How it compares with then.
    change: Option<Word<Mark>>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct AskData<'w> {
    /// Its full id.
    id: &'w str,
    /// What is needed.
    ask: &'w str,
    /// From whom.
    of: Option<&'w str>,
    /// By when.
    by: Option<Day>,
    /// Working days since that day passed; 0 if it has not.
    overdue_workdays: i32,
    /// The same in civil days.
    overdue_days: i32,
    /// The full ids of the milestones that it unlocks.
    unlocks: Vec<&'w str>,
    /// How it compares with then.
    change: Option<Word<Mark>>,
}

impl Tabular for StatusData<'_> {
    const KIND: &'static str = "status";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.needs_someone.iter()
    }
}

/// Returns the status: programs worst first, then the ranked list.
pub fn status<'w>(assessment: &'w Assessment<'w>, status: &'w Status, since: &'w Since) -> StatusData<'w> {
    let workspace = assessment.workspace;
    let name = |id: MilestoneId| workspace.milestone(id).full_id.as_str();
    let needs = news::lines(since, |news| &news.needs);
    let due_today = news::lines(since, |news| &news.due_today);
    let due_soon = news::lines(since, |news| &news.due_soon);
    let asks = news::lines(since, |news| &news.asks);
    let without_date = news::lines(since, |news| &news.without_date);
    let due = |ids: &'w [MilestoneId], line: &dyn Fn(usize) -> Option<&'w Line>| {
        let due = |(index, id): (usize, &MilestoneId)| due_data(assessment, *id, line(index));
        ids.iter().enumerate().map(due).collect()
    };
    StatusData {
        since: news::since(workspace, status, since),
        gone: news::gone(since),
        odds: status.odds.as_ref().map(|odds| FirmOddsData::of(assessment, odds)),
        programs: status.programs.iter().map(|id| schedule::ProgramSummary::of(assessment, *id)).collect(),
        needs_someone: status
            .needs
            .iter()
            .enumerate()
            .map(|(index, need)| need_data(assessment, status, index + 1, need, needs(index)))
            .collect(),
        due_today: due(&status.due_today, &due_today),
        due_soon: due(&status.due_soon, &due_soon),
        overloads: status
            .overloads
            .iter()
            .map(|(owner, overload)| OwnedOverloadData::of(assessment, *owner, overload))
            .collect(),
        asks: status
            .asks
            .iter()
            .enumerate()
            .map(|(at, index)| ask_data(assessment, *index, asks(at)))
            .collect(),
        milestones_done: status.done,
        milestones_live: status.live,
        computed_dates: status.computed,
        typed_dates: status.typed,
        quiet: status.quiet,
        undated: status.undated,
        without_date: status
            .without_date
            .iter()
            .enumerate()
            .map(|(at, undated)| UndatedData {
                id: name(undated.milestone),
                owner: workspace.owner_id(workspace.milestone(undated.milestone).owner),
                undated_because: &undated.because,
                leaves_undated: undated.leaves.iter().map(|id| name(*id)).collect(),
                by_error: undated.by_error,
                change: news::change(without_date(at)),
            })
            .collect(),
        cliffs: status.cliffs.iter().map(|found| CliffToData::of(assessment, found)).collect(),
    }
}

pub(super) fn ask_data<'w>(assessment: &'w Assessment<'w>, index: usize, line: Option<&Line>) -> AskData<'w> {
    let workspace = assessment.workspace;
    let ask = &workspace.asks[index];
    let overdue = ask_overdue(assessment, ask).unwrap_or_default();
    AskData {
        id: &ask.full_id,
        ask: &ask.ask,
        of: workspace.owner_id(ask.of),
        by: ask.by,
        overdue_workdays: overdue.workdays,
        overdue_days: overdue.days,
        unlocks: ask.unlocks.iter().map(|id| workspace.milestone(*id).full_id.as_str()).collect(),
        change: news::change(line),
    }
}

fn due_data<'w>(assessment: &'w Assessment<'w>, id: MilestoneId, line: Option<&Line>) -> DueSoon<'w> {
    let (milestone, forecast) = (assessment.workspace.milestone(id), assessment.forecast(id));
    DueSoon {
        id: &milestone.full_id,
        owner: assessment.workspace.owner_id(milestone.owner),
        due: milestone.promise.due,
        forecast_finish: forecast.finish,
        forecast_is_floor: forecast.floor.is_some(),
        forecast_rests_on_floor: assessment.floor_from(id).is_some(),
        health: Word(assessment.health(id).health),
        change: news::change(line),
    }
}

fn need_data<'w>(
    assessment: &'w Assessment<'w>,
    status: &Status,
    rank: usize,
    need: &'w Need,
    line: Option<&'w Line>,
) -> NeedData<'w> {
    let workspace = assessment.workspace;
    let (forecast_finish, is_floor, floor_from) = match need.subject {
        Subject::Milestone(id) => {
            let forecast = assessment.forecast(id);
            (forecast.finish, forecast.floor.is_some(), assessment.floor_from(id))
        }
        Subject::Ask(_) => (None, false, None),
        Subject::Program(id) => {
            let finish = assessment.schedule.finish(id);
            (finish.forecast, assessment.program_is_floor(id), assessment.program_floor_from(id))
        }
    };
    NeedData {
        rank,
        id: need.subject.id(workspace),
        owner: need.subject.owner(workspace),
        forecast_finish,
        forecast_is_floor: is_floor,
        forecast_rests_on_floor: floor_from.is_some(),
        kept_percent: status
            .odds
            .as_ref()
            .and_then(|odds| odds.of(need.subject.holder()?))
            .map(|kept| kept.share.open_percent()),
        damage_workdays: need.damage,
        problems: need.problems.iter().map(|problem| problem_data(assessment, problem)).collect(),
        costs: need
            .costs
            .iter()
            .map(|cost| {
                let milestone = workspace.milestone(cost.promise);
                CostData { promise: &milestone.full_id, firm: milestone.firm, workdays: cost.later.workdays }
            })
            .collect(),
        drives: need.drives.iter().map(|id| workspace.milestone(*id).full_id.as_str()).collect(),
        because_of: need.because.map(|id| workspace.milestone(id).full_id.as_str()),
        leave_workdays: need.lost.leave,
        freeze_workdays: need.lost.freeze,
        pause_workdays: need.lost.pause,
        makes_late: need.others_late.iter().map(|id| workspace.milestone(*id).full_id.as_str()).collect(),
        change: news::change(line),
        differences: news::differences(line),
        drifted_from: line.and_then(|line| line.drift?.0),
    }
}

fn problem_data<'w>(assessment: &'w Assessment<'w>, problem: &'w Problem) -> ProblemData<'w> {
    let plain = |kind| ProblemData {
        kind,
        workdays: None,
        date: None,
        detail: None,
        waiting_on: None,
        about: None,
        impact_workdays: None,
        forecast_finish: None,
        promise: None,
    };
    match problem {
        Problem::Missed { due, by } => {
            ProblemData { workdays: Some(by.workdays.into()), date: Some(*due), ..plain(ProblemKind::Missed) }
        }
        Problem::Late { due, by } => {
            ProblemData { workdays: Some(by.workdays.into()), date: Some(*due), ..plain(ProblemKind::Late) }
        }
        Problem::NeverFitted { by, needs, needs_finish } => ProblemData {
            workdays: Some(i64::from(*by)),
            date: needs.and_then(|needs| assessment.workspace.milestone(needs).promise.due),
            forecast_finish: *needs_finish,
            about: needs.map(|needs| assessment.workspace.milestone(needs).full_id.as_str()),
            ..plain(ProblemKind::NeverFitted)
        },
        Problem::Slips { by, because } => ProblemData {
            workdays: Some(by.workdays.into()),
            detail: because.map(OwnCause::words),
            ..plain(ProblemKind::Slips)
        },
        Problem::NoDate { because, leaves } => ProblemData {
            detail: Some(because.clone()),
            promise: leaves.first().map(|id| assessment.workspace.milestone(*id).full_id.as_str()),
            ..plain(ProblemKind::NoDate)
        },
        Problem::AskOverdue { by, overdue } => ProblemData {
            workdays: Some(overdue.workdays.into()),
            date: Some(*by),
            ..plain(ProblemKind::OverdueAsk)
        },
        Problem::Occurred { index, impact, costs } => ProblemData {
            workdays: costs.first().and_then(|cost| cost.late).map(|late| late.workdays.into()),
            date: assessment.workspace.risks[*index].occurred,
            about: Some(&assessment.workspace.risks[*index].full_id),
            impact_workdays: *impact,
            forecast_finish: costs.first().and_then(|cost| cost.forecast),
            promise: costs.first().map(|cost| assessment.promised_id(cost.promise)),
            ..plain(ProblemKind::OccurredRisk)
        },
        Problem::Blocked { days, why, waiting_on, until } => ProblemData {
            workdays: days.map(i64::from),
            date: *until,
            detail: why.clone(),
            waiting_on: waiting_on.as_deref(),
            ..plain(ProblemKind::Blocked)
        },
        Problem::Contradiction { declared, on, computed } => {
            let detail = Some(format!("declared {}, computed {}", declared.word(), computed.word()));
            ProblemData { date: *on, detail, ..plain(ProblemKind::Contradiction) }
        }
        Problem::Floor(floor) => {
            ProblemData { detail: Some(floor.words().into()), ..plain(ProblemKind::Floor) }
        }
        Problem::EtaDisagrees => plain(ProblemKind::EtaDisagrees),
        Problem::Quiet(since) => ProblemData { date: Some(*since), ..plain(ProblemKind::Quiet) },
        Problem::Risk { index, neglected } => ProblemData {
            date: neglected.since(),
            detail: Some(neglected.words(assessment.as_of())),
            about: Some(&assessment.workspace.risks[*index].full_id),
            ..plain(ProblemKind::NeglectedRisk)
        },
    }
}
