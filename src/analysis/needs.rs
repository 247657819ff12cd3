//! Who needs a call, in order.
//!
//! `docs/method.md` states the ranking: firm promises that are broken or have no date, other such
//! promises, risks that occurred, blocks, overdue asks, contradictions, dates that may not hold,
//! neglected risks; within each by damage in working days, then by id.

use super::Assessment;
use super::days_off::{self, LostDays};
use super::forecast::Floor;
use super::health::{Health, contradicts};
use super::lateness::Lateness;
use super::quiet;
use super::risk::{self, Assessed, Neglect};
use super::selection::Selection;
use super::slip::OwnCause;
use super::threat;
use super::trouble::{SlipCost, SlipCosts, Trouble};
use super::undated::UndatedCause;
use crate::model::{Ask, MilestoneId, ProgramId, Workspace};
use crate::schedule::PromiseHolder;
use crate::syntax::Declared;
use crate::time::Day;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Something wrong with a milestone or program.
#[derive(Debug, Clone, PartialEq)]
pub enum Problem {
    Missed {
        due: Day,
        /// How long ago.
        by: Lateness,
    },
    /// The promise is forecast to be missed.
    Late { due: Day, by: Lateness },
    /// Its promise could not be kept even if everybody did what the plan allows.
    NeverFitted {
        /// Working days late then.
        by: i32,
        /// The input that does not let it fit.
        needs: Option<MilestoneId>,
        /// When that is done if everybody keeps to the plan.
        needs_finish: Option<Day>,
    },
    /// It is not late, but slips, and so makes a later promise late.
    Slips { by: Lateness, because: Option<OwnCause> },
    /// No day is left for it, and something is promised that has no date for that reason.
    NoDate {
        because: String,
        /// The promised milestones that it leaves without a date: firm ones first, then by id.
        leaves: Vec<MilestoneId>,
    },
    /// A risk on it occurred, and the plan does not hold it yet.
    Occurred {
        /// Which of the workspace's risks.
        index: usize,
        /// Its likely impact in working days.
        impact: Option<u32>,
        /// What that would cost promises, by trial; firm ones first.
        costs: Vec<threat::Cost>,
    },
    Blocked {
        /// For how many working days of the program.
        days: Option<u32>,
        why: Option<String>,
        /// Who can clear it.
        waiting_on: Option<String>,
        until: Option<Day>,
    },
    /// It was needed by a day that has passed.
    AskOverdue { by: Day, overdue: Lateness },
    /// Its owner declared a better health than the calculated one.
    Contradiction {
        declared: Declared,
        /// When it was declared.
        on: Option<Day>,
        computed: Health,
    },
    /// Its date may not hold.
    Floor(Floor),
    /// Its eta is earlier than what is left of the work allows.
    EtaDisagrees,
    /// Its last update was on this day.
    Quiet(Day),
    /// A risk on it is neglected.
    Risk {
        /// Which of the workspace's risks.
        index: usize,
        neglected: Neglect,
    },
}

impl Problem {
    /// Returns the most working days that a risk that occurred costs a promise.
    pub(super) fn up_to(&self) -> Option<i32> {
        let Self::Occurred { costs, .. } = self else { return None };
        costs.iter().filter_map(|cost| cost.up_to).map(|later| later.workdays).max()
    }

    fn tier(&self) -> u8 {
        match self {
            Self::Missed { .. }
            | Self::Late { .. }
            | Self::NeverFitted { .. }
            | Self::NoDate { .. }
            | Self::Slips { .. } => 1,
            Self::Occurred { .. } => 2,
            Self::Blocked { .. } => 3,
            Self::AskOverdue { .. } => 4,
            Self::Contradiction { .. } => 5,
            Self::Floor(_) | Self::EtaDisagrees | Self::Quiet(_) => 6,
            Self::Risk { .. } => 7,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    Milestone(MilestoneId),
    Program(ProgramId),
    /// Which of the workspace's asks.
    Ask(usize),
}

impl Subject {
    /// Returns its full id.
    pub fn id(self, workspace: &Workspace) -> &str {
        match self {
            Self::Milestone(id) => &workspace.milestone(id).full_id,
            Self::Program(id) => &workspace.program(id).id,
            Self::Ask(index) => &workspace.asks[index].full_id,
        }
    }

    /// Returns it as what may promise a day.
    pub fn holder(self) -> Option<PromiseHolder> {
        match self {
            Self::Milestone(id) => Some(id.into()),
            Self::Program(id) => Some(id.into()),
            Self::Ask(_) => None,
        }
    }

    /// Returns its owner's id.
    pub fn owner(self, workspace: &Workspace) -> Option<&str> {
        workspace.owner_id(match self {
            Self::Milestone(id) => workspace.milestone(id).owner,
            Self::Program(id) => workspace.program(id).owner,
            Self::Ask(index) => workspace.asks[index].of,
        })
    }

    /// Returns the program that it is, or belongs to.
    pub fn program(self, workspace: &Workspace) -> ProgramId {
        match self {
            Self::Milestone(id) => workspace.milestone(id).program,
            Self::Program(id) => id,
            Self::Ask(index) => workspace.asks[index].program,
        }
    }
}

/// One line of the ranked list.
#[derive(Debug, Clone)]
pub struct Need {
    /// What it is about.
    pub subject: Subject,
    /// Everything that is wrong with it, most serious first.
    pub problems: Vec<Problem>,
    /// What its own slip costs promises, by trial; firm ones first.
    pub costs: Vec<SlipCost>,
    /// The finishes and firm milestones that it drives: a working day more would move them.
    pub drives: Vec<MilestoneId>,
    /// The other milestones that it makes late, by id.
    pub others_late: Vec<MilestoneId>,
    /// The milestone that makes it late, if that is not selected.
    pub because: Option<MilestoneId>,
    /// The days off within its remaining work.
    pub lost: LostDays,
    /// The damage by which it is ranked, in working days. What has no date ranks before it.
    pub damage: i32,
    tier: u8,
}

impl Need {
    /// Returns the entry of what has one problem, and costs nothing by its own slip.
    fn simple(subject: Subject, problem: Problem, damage: i32) -> Self {
        Self {
            subject,
            tier: problem.tier(),
            problems: vec![problem],
            costs: Vec::new(),
            drives: Vec::new(),
            others_late: Vec::new(),
            because: None,
            lost: LostDays::default(),
            damage,
        }
    }

    /// Whether it ranks among those that break a firm promise, or leave one without a date.
    pub(super) fn breaks_firm(&self) -> bool {
        self.tier == 0
    }

    /// Whether something promised has no date because of it.
    pub fn leaves_undated(&self) -> bool {
        self.problems.iter().any(|problem| matches!(problem, Problem::NoDate { .. }))
    }
}

/// Returns who needs a call, in order.
pub(super) fn needs(
    assessment: &Assessment<'_>,
    selection: &Selection,
    without_date: &[UndatedCause],
) -> Vec<Need> {
    let workspace = assessment.workspace;
    let beside = Beside::new(assessment, without_date);
    let trouble = Trouble::new(assessment);
    // The owner of a neglected risk is called too, whoever owns the threatened milestone.
    let neglects = |id: &MilestoneId| {
        let mut risks = beside.neglected.get(id).into_iter().flatten();
        risks.any(|risk| risk.is_selected(assessment, selection))
    };
    let told: BTreeSet<MilestoneId> = workspace
        .milestone_ids()
        .filter(|id| workspace.milestone(*id).is_unfinished() && (selection.has(*id) || neglects(id)))
        .collect();
    let mut trials = SlipCosts::new(assessment);
    let costs: BTreeMap<MilestoneId, Vec<SlipCost>> =
        told.iter().map(|id| (*id, trials.of(&trouble, *id))).collect();
    let entries = Entries { told: &told, costs: &costs, trouble: &trouble, beside: &beside };
    let mut needs: Vec<Need> =
        told.iter().filter_map(|id| milestone(assessment, *id, &entries, &mut trials)).collect();
    let programs = workspace.program_ids().filter(|id| selection.has_program(*id));
    needs.extend(programs.filter_map(|id| program(assessment, id)));
    needs.extend((0..workspace.asks.len()).filter_map(|index| ask(assessment, selection, index)));
    needs.sort_by_cached_key(|need| {
        (need.tier, !need.leaves_undated(), Reverse(need.damage), need.subject.id(workspace))
    });
    needs
}

/// What needs someone besides slips, by milestone; risks by the first that they threaten.
#[derive(Debug, Default)]
struct Beside {
    /// Open risks that are neglected.
    neglected: BTreeMap<MilestoneId, Vec<Assessed>>,
    /// Risks that occurred, and that the plan does not hold yet.
    occurred: BTreeMap<MilestoneId, Vec<threat::Threat>>,
    /// Milestones that leave something promised without a date.
    undated: BTreeMap<MilestoneId, Problem>,
}

impl Beside {
    fn new(assessment: &Assessment<'_>, without_date: &[UndatedCause]) -> Self {
        let mut risks = Self::default();
        for cause in without_date.iter().filter(|cause| !cause.by_error) {
            let workspace = assessment.workspace;
            let milestone = |id: MilestoneId| workspace.milestone(id);
            let mut leaves: Vec<MilestoneId> = std::iter::once(cause.milestone)
                .chain(cause.leaves.iter().copied())
                .filter(|id| milestone(*id).promise.due.is_some())
                .collect();
            leaves.sort_by_key(|id| (!milestone(*id).firm, &milestone(*id).full_id));
            if !leaves.is_empty() {
                let problem = Problem::NoDate { because: cause.because.clone(), leaves };
                risks.undated.insert(cause.milestone, problem);
            }
        }
        for assessed in risk::assess(assessment).into_iter().filter(|risk| !risk.neglected.is_empty()) {
            if let Some(target) = assessed.targets.first() {
                risks.neglected.entry(*target).or_default().push(assessed);
            }
        }
        for threat in threat::news(assessment) {
            if let Some(target) = threat.risk.targets.first() {
                risks.occurred.entry(*target).or_default().push(threat);
            }
        }
        risks
    }
}

/// What the entries of milestones are made from.
struct Entries<'a> {
    /// The milestones that may have one.
    told: &'a BTreeSet<MilestoneId>,
    /// What each of those costs promises.
    costs: &'a BTreeMap<MilestoneId, Vec<SlipCost>>,
    trouble: &'a Trouble<'a>,
    beside: &'a Beside,
}

impl Entries<'_> {
    /// Whether the entry of a milestone tells that it makes another late: it costs it days, or is
    /// the input that does not let it fit.
    fn tells(&self, of: MilestoneId, late: MilestoneId) -> bool {
        let costs = self.costs.get(&of).into_iter().flatten();
        let is_needed = || self.trouble.late(late).is_some_and(|late| late.why.needs == Some(of));
        costs.into_iter().any(|cost| cost.promise == late) || self.told.contains(&of) && is_needed()
    }

    /// Whether a milestone is late only because of others, and the entry of one of them tells so.
    fn is_told_with_its_cause(&self, id: MilestoneId) -> bool {
        let late = self.trouble.late(id);
        let causes = late
            .into_iter()
            .flat_map(|late| late.why.causes.iter().map(|cause| cause.milestone).chain(late.why.needs));
        self.trouble.is_consequence(id)
            && causes.into_iter().any(|cause| cause != id && self.tells(cause, id))
    }
}

fn milestone(
    assessment: &Assessment<'_>,
    id: MilestoneId,
    entries: &Entries<'_>,
    trials: &mut SlipCosts<'_>,
) -> Option<Need> {
    let (workspace, trouble) = (assessment.workspace, entries.trouble);
    // A cause that is not selected has no entry, so the late milestone names it.
    let first = trouble.first(id);
    let because = Some(first).filter(|first| *first != id && !entries.told.contains(first));
    let is_told_with_its_cause = because.is_none() && entries.is_told_with_its_cause(id);
    let problems = problems(assessment, id, trouble, is_told_with_its_cause, entries.beside);
    let tier = problems.iter().map(Problem::tier).min()?;
    let drives = trials.drives(id);
    let costs = entries.costs.get(&id).cloned().unwrap_or_default();
    let made_late: Vec<MilestoneId> =
        trouble.made_late(id).filter(|late| assessment.is_late(*late) && entries.tells(id, *late)).collect();
    let is_firm = |id: MilestoneId| workspace.milestone(id).firm;
    let undates_firm = |problem: &Problem| match problem {
        Problem::NoDate { leaves, .. } => leaves.iter().any(|id| is_firm(*id)),
        _ => false,
    };
    let breaks_firm = is_firm(id) && assessment.is_late(id)
        || costs.iter().any(|cost| is_firm(cost.promise))
        || problems.iter().any(undates_firm);
    let mut others_late: Vec<MilestoneId> =
        made_late.iter().copied().filter(|late| !drives.contains(late)).collect();
    others_late.sort_by_key(|late| &workspace.milestone(*late).full_id);
    let forecast = assessment.forecast(id);
    let own = forecast.against_due.max(forecast.overdue).map_or(0, |late| late.workdays);
    let occurred = problems.iter().filter_map(Problem::up_to).max().unwrap_or(0);
    let damage = costs.iter().map(|cost| cost.later.workdays).max().unwrap_or(0).max(own).max(occurred);
    Some(Need {
        subject: Subject::Milestone(id),
        costs,
        others_late,
        drives,
        damage,
        tier: if breaks_firm && tier == 1 { 0 } else { tier },
        because,
        lost: days_off::lost(assessment, id),
        problems,
    })
}

/// Returns every problem of a milestone. Of one that is late only because of another, whose entry
/// tells so, its lateness is left out.
fn problems(
    assessment: &Assessment<'_>,
    id: MilestoneId,
    trouble: &Trouble<'_>,
    is_told_with_its_cause: bool,
    beside: &Beside,
) -> Vec<Problem> {
    let workspace = assessment.workspace;
    let milestone = workspace.milestone(id);
    let forecast = assessment.forecast(id);
    let as_of = assessment.as_of();
    let mut problems = Vec::new();
    let due = milestone.promise.due;
    if let (Some(due), Some(by)) = (due, forecast.overdue) {
        problems.push(Problem::Missed { due, by });
    } else if let (Some(due), Some(by)) = (due, forecast.against_due)
        && assessment.is_late(id)
        && !is_told_with_its_cause
    {
        problems.push(Problem::Late { due, by });
    }
    if problems.is_empty() {
        let own = trouble.own(id).filter(|_| trouble.made_late(id).next().is_some());
        problems.extend(own.map(|(by, because)| Problem::Slips { by, because }));
    } else if let Some(late) = trouble.late(id).filter(|late| late.why.never_fitted > 0) {
        let (by, needs) = (late.why.never_fitted, late.why.needs);
        let needs_finish = needs.and_then(|needs| trouble.held(needs));
        problems.push(Problem::NeverFitted { by, needs, needs_finish });
    }
    problems.extend(beside.undated.get(&id).cloned());
    problems.extend(beside.occurred.get(&id).into_iter().flatten().map(occurred));
    if let Some(blocked) = &milestone.blocked {
        let calendar = workspace.lateness_calendar(id);
        problems.push(Problem::Blocked {
            days: blocked.since.map(|since| calendar.working_days(since, as_of.plus(-1))),
            why: blocked.why.clone(),
            waiting_on: blocked.waiting_on.clone(),
            until: blocked.until,
        });
    }
    if let Some(declared) = &milestone.declared
        && contradicts(declared, assessment.health(id).health)
    {
        let computed = assessment.health(id).health;
        problems.push(Problem::Contradiction { declared: declared.rag, on: declared.on, computed });
    }
    // Skip a floor that the missed promise or the block already implies.
    let told = |problem: &Problem| match forecast.floor {
        Some(Floor::PassedDue) => matches!(problem, Problem::Missed { .. } | Problem::Late { .. }),
        Some(Floor::Blocked) => matches!(problem, Problem::Blocked { .. }),
        _ => false,
    };
    if let Some(floor) = forecast.floor.filter(|_| !problems.iter().any(told)) {
        problems.push(Problem::Floor(floor));
    }
    if forecast.eta_disagrees {
        problems.push(Problem::EtaDisagrees);
    }
    if quiet::days(&assessment.schedule, id).is_some()
        && let Some(last) = quiet::last_word(assessment.workspace, id)
    {
        problems.push(Problem::Quiet(last));
    }
    for assessed in beside.neglected.get(&id).into_iter().flatten() {
        problems.extend(
            assessed
                .neglected
                .iter()
                .map(|reason| Problem::Risk { index: assessed.index, neglected: *reason }),
        );
    }
    problems
}

/// Firm promises come first, then those of programs, as what happens to those is what is asked.
fn occurred(threat: &threat::Threat) -> Problem {
    let mut costs = threat.costs.clone();
    costs.sort_by_key(|cost| (!cost.firm, !matches!(cost.promise, PromiseHolder::Program(_))));
    let impact = threat.risk.workdays.map(|days| days.likely);
    Problem::Occurred { index: threat.risk.index, impact, costs }
}

fn program(assessment: &Assessment<'_>, id: ProgramId) -> Option<Need> {
    let program = assessment.workspace.program(id);
    let computed = assessment.program_health(id).health;
    let declared = program.declared.as_ref().filter(|declared| contradicts(declared, computed))?;
    let problem = Problem::Contradiction { declared: declared.rag, on: declared.on, computed };
    let damage = assessment.program_variance(id, program.promise.due).map_or(0, |late| late.workdays.max(0));
    Some(Need::simple(Subject::Program(id), problem, damage))
}

/// Returns by how much an ask is overdue; `None` if it is not.
pub fn ask_overdue(assessment: &Assessment<'_>, ask: &Ask) -> Option<Lateness> {
    let calendar = assessment.workspace.program_calendar(ask.program);
    Some(Lateness::new(calendar, ask.by?, assessment.as_of())).filter(|overdue| overdue.is_late())
}

/// Returns the entry of an ask that is overdue and selected.
fn ask(assessment: &Assessment<'_>, selection: &Selection, index: usize) -> Option<Need> {
    let ask = &assessment.workspace.asks[index];
    let (by, overdue) = ask.by.zip(ask_overdue(assessment, ask))?;
    let unlocks = ask.unlocks.iter().copied();
    if !selection.has_matter(assessment.workspace, ask.program, ask.of, unlocks) {
        return None;
    }
    let problem = Problem::AskOverdue { by, overdue };
    Some(Need::simple(Subject::Ask(index), problem, overdue.workdays))
}
