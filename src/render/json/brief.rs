//! `tpm brief` as JSON: the content of each page, as the reports that it is chosen from have it.

use super::Tabular;
use super::gantt::RowData;
use super::handoffs::HandoffData;
use super::news::{self, SinceData};
use super::record::record;
use super::risks::{RiskData, risk_data};
use super::schedule::ProgramSummary;
use super::slippage::{CauseData, cause_data};
use super::source::{Source, source};
use super::status::{AskData, ask_data};
use super::words::Word;
use crate::analysis::Assessment;
use crate::analysis::brief::{Brief, Page};
use crate::analysis::health::Health;
use crate::analysis::news::{Line, Since};
use crate::analysis::slippage::LatePromise;
use crate::analysis::status::Status;
use crate::analysis::threat::Threat;
use crate::model::MilestoneId;
use crate::source::Sources;
use crate::time::Day;
use schemars::JsonSchema;
use serde::Serialize;

/// `data` of `tpm brief`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BriefData<'w> {
    /// What it is compared with; null if nobody asked.
    since: Option<SinceData<'w>>,
    /// A page for each program, worst first.
    programs: Vec<PageData<'w>>,
}

record! {
    struct PageData<'w> of (
        assessment: &'w Assessment<'w>,
        sources: &'w Sources,
        status: &'w Status,
        since: &'w Since,
        brief: &Brief<'_>,
        page: &Page
    ) where {
        let workspace = assessment.workspace;
        let program = workspace.program(page.program);
        let asks = news::lines(since, |news| &news.asks);
        let late = page.late.and_then(|late| brief.slippage.late.get(late));
        let name = |id: &MilestoneId| workspace.milestone(*id).full_id.as_str();
        let finish = assessment.schedule.known_finish(page.program);
        let mut groups = page.picture.groups.iter();
        let line = |index: usize| asks(status.asks.iter().position(|ask| *ask == index)?);
    } from {
        #[serde(flatten)]
        summary: ProgramSummary<'w> = ProgramSummary::of(assessment, page.program),
        /// The same as `due_variance_workdays` in civil days.
        due_variance_days: Option<i32> =
            assessment.program_variance(page.program, program.promise.due).map(|late| late.days),
        /// The health then; null if nothing is compared, or it was not there.
        health_was: Option<Word<Health>> = page.was.map(Word),
        /// Where its promise is in the files, or the program.
        source: Source<'w> = source(sources, program.place(program.spans.due)),
        /// Where its finish is in the files.
        finish_source: Option<Source<'w>> =
            finish.map(|finish| source(sources, workspace.milestone(finish).origin)),
        /// Its unfinished firm promises, by day.
        firm_promises: Vec<FirmData<'w>> =
            page.firm.iter().map(|id| FirmData::of(assessment, sources, *id)).collect(),
        /// Why its finish is late against its promise, as `tpm slippage --against due` has it; null
        /// if it is not.
        late_because: Option<LateBecause<'w>> = late.map(|late| LateBecause::of(assessment, late)),
        /// The full ids of the milestones on the critical path to its finish, first to last.
        critical_path: Vec<&'w str> = page.path.iter().map(name).collect(),
        /// What is asked for it, overdue asks first.
        asks: Vec<AskAt<'w>> = page
            .asks
            .iter()
            .map(|index| AskAt::of(assessment, sources, *index, line(*index)))
            .collect(),
        /// The first of its risks that would cost something, and of those of others that would cost
        /// one of its promises something, in the order of `tpm risks`.
        risks: Vec<RiskAt<'w>> =
            page.risks.iter().map(|threat| RiskAt::of(assessment, sources, threat)).collect(),
        /// How many more such risks there are.
        risks_left_out: usize = page.more_risks,
        /// The handoffs that come next, by day.
        handoffs: Vec<HandoffData<'w>> =
            page.handoffs.iter().map(|handoff| HandoffData::of(assessment, handoff)).collect(),
        /// How many more there are.
        handoffs_left_out: usize = page.more_handoffs,
        /// The first day that its picture draws.
        from: Day = page.picture.from,
        /// The last day that its picture draws.
        to: Day = page.picture.to,
        /// The rows of its picture, as `tpm gantt --only milestones` has them.
        rows: Vec<RowData<'w>> = groups
            .next()
            .iter()
            .flat_map(|group| group.rows.iter().map(|row| RowData::of(assessment, group, row)))
            .collect(),
        /// How many more rows there would be.
        milestones_left_out: usize = page.picture.left_out,
    }
}

record! {
    struct FirmData<'w> of (assessment: &Assessment<'w>, sources: &'w Sources, id: MilestoneId) where {
        let (milestone, forecast) = (assessment.workspace.milestone(id), assessment.forecast(id));
    } from {
        /// The full id of the milestone.
        id: &'w str = &milestone.full_id,
        /// Its name.
        name: &'w str = &milestone.name,
        /// Its owner.
        owner: Option<&'w str> = assessment.workspace.owner_id(milestone.owner),
        /// To whom it was promised.
        promised_to: Option<&'w str> = milestone.promised_to.as_deref(),
        /// The current promise.
        due: Option<Day> = milestone.promise.due,
        /// The original promise.
        original_due: Option<Day> = milestone.promise.original,
        /// The forecast finish.
        forecast_finish: Option<Day> = forecast.finish,
        /// Whether that date is a floor: the earliest possible, and it may not hold.
        forecast_is_floor: bool = forecast.floor.is_some(),
        /// Whether that date rests on a floor: one that another milestone hands on to it.
        forecast_rests_on_floor: bool = assessment.floor_from(id).is_some(),
        /// Working days late against the current promise; negative is early.
        due_variance_workdays: Option<i32> = forecast.against_due.map(|late| late.workdays),
        /// The same in civil days.
        due_variance_days: Option<i32> = forecast.against_due.map(|late| late.days),
        /// Where the promise is in the files.
        source: Source<'w> = source(sources, milestone.place(milestone.spans.due)),
    }
}

record! {
    struct LateBecause<'w> of (assessment: &'w Assessment<'w>, late: &LatePromise<'_>) where {
        let workspace = assessment.workspace;
    } from {
        /// The id of the program or milestone whose promise is late.
        id: &'w str = late.holder.full_id(workspace),
        /// Working days late that it would be if everybody did what the plan allows.
        never_fitted_workdays: i32 = late.why.never_fitted,
        /// The full id of the input that does not let the promise fit.
        never_fitted_needs: Option<&'w str> =
            late.why.needs.map(|needs| workspace.milestone(needs).full_id.as_str()),
        /// Whose slip it is, most days first.
        causes: Vec<CauseData<'w>> =
            late.why.causes.iter().map(|cause| cause_data(workspace, cause)).collect(),
    }
}

record! {
    struct AskAt<'w> of (
        assessment: &'w Assessment<'w>,
        sources: &'w Sources,
        index: usize,
        line: Option<&'w Line>
    ) {
        #[serde(flatten)]
        ask: AskData<'w> = ask_data(assessment, index, line),
        /// Where it is in the files.
        source: Source<'w> = source(sources, assessment.workspace.asks[index].origin),
    }
}

record! {
    struct RiskAt<'w> of (assessment: &'w Assessment<'w>, sources: &'w Sources, threat: &Threat) {
        #[serde(flatten)]
        risk: RiskData<'w> = risk_data(assessment, threat),
        /// Where it is in the files.
        source: Source<'w> = source(sources, threat.risk.risk(assessment).origin),
    }
}

impl Tabular for BriefData<'_> {
    const KIND: &'static str = "brief";

    fn rows(&self) -> impl Iterator<Item = impl Serialize + JsonSchema> {
        self.programs.iter().map(|page| &page.summary)
    }
}

/// Returns the content of the pages, worst first.
pub fn brief<'w>(
    assessment: &'w Assessment<'w>,
    sources: &'w Sources,
    (status, since): (&'w Status, &'w Since),
    brief: &Brief<'_>,
) -> BriefData<'w> {
    let page = |page| PageData::of(assessment, sources, status, since, brief, page);
    BriefData {
        since: news::since(assessment.workspace, status, since),
        programs: brief.pages.iter().map(page).collect(),
    }
}
