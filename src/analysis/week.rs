//! The next five working days: what starts, ends, is to be reviewed and decided, and what could
//! have started before.

use super::Assessment;
use super::risk::RiskState;
use super::selection::Selection;
use crate::model::{MilestoneId, OwnerId};
use crate::schedule::{Commitment, State};
use crate::time::{Day, Instant};
use crate::words::words;

/// How many working days of the default calendar.
const WORKDAYS: usize = 5;

/// What `tpm week` reports of plans.
#[derive(Debug)]
pub struct Week {
    /// The days, in order: the working days, and days off for which there is something.
    pub days: Vec<OnDay>,
    /// Work that could have started before the as-of day, most of the float used first.
    pub could_have_started: Vec<NotBegun>,
}

impl Week {
    /// Returns how much all days have of something.
    pub fn total(&self, of: impl Fn(&OnDay) -> usize) -> usize {
        self.days.iter().map(of).sum()
    }
}

/// What a day has, each list by owner and then by id.
#[derive(Debug)]
pub struct OnDay {
    /// The day.
    pub on: Day,
    /// Work that starts.
    pub starts: Vec<Turn>,
    /// What ends.
    pub ends: Vec<Turn>,
    /// The risks that are to be reviewed, and the mitigations that are due.
    pub reviews: Vec<Review>,
    /// What is to be decided.
    pub decisions: Vec<Decision>,
}

/// A milestone that starts or ends.
#[derive(Debug, Clone, Copy)]
pub struct Turn {
    /// The milestone.
    pub milestone: MilestoneId,
    /// Whether a later day breaks a promise that can still be kept; else the day is that of the
    /// forecast, or that of a promise which is forecast to be missed.
    pub must: bool,
}

words! {
    /// What is to be done about a risk.
    pub enum ReviewKind {
        /// It is to be looked at again.
        Review = "review",
        /// Its mitigation is due.
        Mitigation = "mitigation",
    }

    /// What is to be decided.
    pub enum DecisionKind {
        /// Somebody was asked for something.
        Ask = "ask",
        /// A block is to be cleared.
        Block = "block",
    }
}

/// Something to do about a risk.
#[derive(Debug, Clone, Copy)]
pub struct Review {
    /// The index of the risk in the workspace.
    pub risk: usize,
    /// What.
    pub kind: ReviewKind,
    /// The day for which it was planned; it may have passed.
    pub due: Day,
}

/// Something to decide.
#[derive(Debug, Clone, Copy)]
pub struct Decision {
    /// What.
    pub kind: DecisionKind,
    /// What it is about: an ask, by its index in the workspace, or a blocked milestone.
    pub about: About,
    /// The day by which it is needed; it may have passed.
    pub by: Day,
}

/// What a decision is about.
#[derive(Debug, Clone, Copy)]
pub enum About {
    Ask(usize),
    Milestone(MilestoneId),
}

/// Work that could have started and has not.
#[derive(Debug, Clone, Copy)]
pub struct NotBegun {
    /// The milestone.
    pub milestone: MilestoneId,
    /// The day on which it could have started.
    pub since: Day,
    /// The working days since then, which its float has lost.
    pub used: u32,
    /// The float that is left, and the promise that it is against.
    pub left: Option<Commitment>,
}

/// Returns the week of what is selected, from a day on.
pub fn analyze(assessment: &Assessment<'_>, selection: &Selection, from: Day) -> Week {
    let workspace = assessment.workspace;
    let mut workdays = Vec::with_capacity(WORKDAYS);
    let mut day = from.plus(-1);
    while workdays.len() < WORKDAYS {
        day = workspace.workday_after(day);
        workdays.push(day);
    }
    let last = day;
    let mut planner = Planner { assessment, from, last, days: Vec::new() };
    let all = (0..=last.since(from)).map(|offset| from.plus(offset));
    planner.days.extend(all.take_while(|day| *day <= Day::LAST).map(OnDay::empty));
    // What may be done, on a day that could not be read, is asked for by nobody.
    let is_open = |id: &MilestoneId| {
        let milestone = workspace.milestone(*id);
        selection.has(*id) && milestone.is_unfinished() && !milestone.perhaps_done
    };
    let open: Vec<MilestoneId> = workspace.milestone_ids().filter(is_open).collect();
    for id in &open {
        planner.starts(*id);
        planner.ends(*id);
        planner.blocked(*id);
    }
    planner.risks(selection);
    planner.asks(selection);
    let mut days = planner.days;
    days.retain(|day| workdays.contains(&day.on) || !day.is_empty());
    for day in &mut days {
        day.sort(assessment);
    }
    let mut could_have_started: Vec<NotBegun> =
        open.iter().filter_map(|id| not_begun(assessment, *id)).collect();
    could_have_started.sort_by(|a, b| {
        let id = |it: &NotBegun| &workspace.milestone(it.milestone).full_id;
        b.used.cmp(&a.used).then_with(|| id(a).cmp(id(b)))
    });
    Week { days, could_have_started }
}

/// Returns since when work could have started; `None` if it could not have before the as-of day.
fn not_begun(assessment: &Assessment<'_>, id: MilestoneId) -> Option<NotBegun> {
    let (workspace, as_of) = (assessment.workspace, assessment.as_of());
    let is_blocked = |until: Option<Day>| until.is_none_or(|until| until < as_of);
    // A block without an end to come holds it, although it moves no date.
    if workspace.milestone(id).blocked.as_ref().is_some_and(|blocked| is_blocked(blocked.until)) {
        return None;
    }
    let since = assessment.schedule.could_start(id).filter(|since| *since < as_of)?;
    let used = workspace.full(id).working_days(since, as_of.plus(-1));
    let left = assessment.commitment(id);
    (used > 0).then_some(NotBegun { milestone: id, since, used, left })
}

struct Planner<'a> {
    assessment: &'a Assessment<'a>,
    from: Day,
    last: Day,
    /// Every civil day from the first to the last.
    days: Vec<OnDay>,
}

impl Planner<'_> {
    /// Returns a day of the week.
    fn on(&mut self, day: Day) -> Option<&mut OnDay> {
        let at = usize::try_from(day.since(self.from)).ok()?;
        self.days.get_mut(at)
    }

    /// Returns a day of the week for what is to be done by then; what is overdue is for the first.
    fn by(&mut self, day: Day) -> Option<&mut OnDay> {
        self.on(day.max(self.from))
    }

    /// Returns the first of some days that is not over, if it lies in the week and can be kept;
    /// else the forecast, as early as possible, which nothing needs on that day.
    fn turn(&self, needed: &[Option<Day>], forecast: Option<Day>) -> Option<(Day, bool)> {
        let to_come = needed.iter().flatten().copied().filter(|day| *day >= self.from).min();
        let can_be_kept = |day: &Day| forecast.is_some_and(|forecast| forecast <= *day);
        match to_come.filter(|day| *day <= self.last).filter(can_be_kept) {
            Some(day) => Some((day, true)),
            None => forecast.map(|day| (day, false)),
        }
    }

    fn starts(&mut self, id: MilestoneId) {
        let schedule = &self.assessment.schedule;
        let task = schedule.inputs.task(id);
        if !task.is_work || task.state != State::NotStarted {
            return;
        }
        let forecast = schedule.dates.start(id).map(Instant::day);
        let start_by = schedule.last_days(id).start_by;
        let turn = self.turn(&[start_by], forecast);
        // What could have started before is told apart, unless it is needed now.
        let is_needed = start_by.is_some_and(|day| day < self.from);
        let is_told = |must: bool| !must && !is_needed && not_begun(self.assessment, id).is_some();
        if let Some((day, must)) = turn.filter(|(_, must)| !is_told(*must))
            && let Some(on) = self.on(day)
        {
            on.starts.push(Turn { milestone: id, must });
        }
    }

    fn ends(&mut self, id: MilestoneId) {
        let due = self.assessment.workspace.milestone(id).promise.due;
        let finish_by = self.assessment.schedule.last_days(id).finish_by;
        let forecast = self.assessment.forecast(id).finish;
        // What is promised for a day has its place there, also where it will be later.
        let promised = due.filter(|due| (self.from..=self.last).contains(due)).map(|due| (due, false));
        let turn = self.turn(&[due, finish_by], forecast);
        if let Some((day, must)) = turn.filter(|(_, must)| *must).or(promised).or(turn)
            && let Some(on) = self.on(day)
        {
            on.ends.push(Turn { milestone: id, must });
        }
    }

    fn blocked(&mut self, id: MilestoneId) {
        let blocked = self.assessment.workspace.milestone(id).blocked.as_ref();
        let Some(by) = blocked.and_then(|blocked| blocked.until) else { return };
        if let Some(on) = self.by(by) {
            on.decisions.push(Decision { kind: DecisionKind::Block, about: About::Milestone(id), by });
        }
    }

    fn risks(&mut self, selection: &Selection) {
        let assessment = self.assessment;
        let workspace = assessment.workspace;
        for (index, risk) in workspace.risks.iter().enumerate() {
            let threatened = assessment.schedule.threatened(risk);
            let is_selected = selection.has_matter(workspace, risk.program, risk.owner, threatened);
            if !is_selected || RiskState::of(risk) != RiskState::Open {
                continue;
            }
            let planned = [(ReviewKind::Review, risk.next_review), (ReviewKind::Mitigation, risk.due)];
            for (kind, due) in planned {
                if let Some(due) = due
                    && let Some(on) = self.by(due)
                {
                    on.reviews.push(Review { risk: index, kind, due });
                }
            }
        }
    }

    fn asks(&mut self, selection: &Selection) {
        let workspace = self.assessment.workspace;
        for (index, ask) in workspace.asks.iter().enumerate() {
            let unlocks = ask.unlocks.iter().copied();
            let is_selected = selection.has_matter(workspace, ask.program, ask.of, unlocks);
            if let Some(by) = ask.by.filter(|_| is_selected)
                && let Some(on) = self.by(by)
            {
                on.decisions.push(Decision { kind: DecisionKind::Ask, about: About::Ask(index), by });
            }
        }
    }
}

impl OnDay {
    fn empty(on: Day) -> Self {
        Self { on, starts: Vec::new(), ends: Vec::new(), reviews: Vec::new(), decisions: Vec::new() }
    }

    /// Whether there is nothing on the day.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty() && self.ends.is_empty() && self.reviews.is_empty() && self.decisions.is_empty()
    }

    fn sort(&mut self, assessment: &Assessment<'_>) {
        let workspace = assessment.workspace;
        // Nobody comes last.
        let by = |owner: Option<OwnerId>, id: &str| {
            (owner.is_none(), workspace.owner_id(owner).map(str::to_owned), id.to_owned())
        };
        let milestone = |turn: &Turn| {
            let milestone = workspace.milestone(turn.milestone);
            by(milestone.owner, &milestone.full_id)
        };
        self.starts.sort_by_cached_key(milestone);
        self.ends.sort_by_cached_key(milestone);
        self.reviews.sort_by_cached_key(|review| {
            let risk = &workspace.risks[review.risk];
            (by(risk.owner, &risk.full_id), review.kind)
        });
        self.decisions.sort_by_cached_key(|decision| {
            (by(decision.owner(assessment), decision.id(assessment)), decision.kind)
        });
    }
}

impl Decision {
    /// Returns who is to decide: who was asked, or the owner of what is blocked.
    pub fn owner(&self, assessment: &Assessment<'_>) -> Option<OwnerId> {
        match self.about {
            About::Ask(index) => assessment.workspace.asks[index].of,
            About::Milestone(id) => assessment.workspace.milestone(id).owner,
        }
    }

    /// Returns the full id of what it is about.
    pub fn id<'w>(&self, assessment: &Assessment<'w>) -> &'w str {
        match self.about {
            About::Ask(index) => &assessment.workspace.asks[index].full_id,
            About::Milestone(id) => &assessment.workspace.milestone(id).full_id,
        }
    }
}
