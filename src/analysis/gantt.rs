//! The rows of a Gantt picture: which milestones it has, in which groups and order, and every day
//! that is drawn. A picture draws these and computes none.

use super::Assessment;
use super::baseline::Baseline;
use super::lateness::Lateness;
use super::selection::Selection;
use crate::model::{LinkKind, MilestoneId, ProgramId};
use crate::time::{Day, Instant};
use crate::words::words;
use std::collections::BTreeMap;

words! {
    /// What the rows of a picture are grouped by.
    pub enum By {
        /// The program of each milestone.
        Program = "program",
        /// The team of its owner; without a team, the owner.
        Team = "team",
        /// Its owner.
        Owner = "owner",
        /// Its stream of work.
        Workstream = "workstream",
    }

    /// Which milestones a picture is about.
    pub enum Only {
        /// Events, and the finishes of programs.
        Milestones = "milestones",
        /// What is critical for a program's finish.
        Critical = "critical",
        /// What is promised.
        Promises = "promises",
    }
}

/// What is asked of a picture.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub by: By,
    pub only: Option<Only>,
    /// The first day to draw; else the first that a row has.
    pub from: Option<Day>,
    /// The last day to draw; else the last that a row has.
    pub to: Option<Day>,
    /// Whether dependencies are drawn.
    pub links: bool,
    /// What forecasts are compared with, in place of each milestone's own `baseline`.
    pub baseline: Option<&'a Baseline>,
}

/// The rows of a picture.
#[derive(Debug)]
pub struct Gantt {
    pub by: By,
    /// The first day that is drawn.
    pub from: Day,
    /// The last day that is drawn.
    pub to: Day,
    /// By name; the group of what has none is the last.
    pub groups: Vec<Group>,
    /// Runs of days off in the default calendar, weekends aside.
    pub off: Vec<(Day, Day)>,
    /// Dependencies between rows, as indices of the rows over all groups: what is waited for, and
    /// what waits.
    pub links: Vec<(usize, usize, LinkKind)>,
    /// How many of the milestones asked for have all their days outside what is drawn.
    pub left_out: usize,
}

impl Gantt {
    /// Returns the rows of all groups, in order.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.groups.iter().flat_map(|group| &group.rows)
    }
}

/// Rows under one heading.
#[derive(Debug)]
pub struct Group {
    /// The id of a program or owner, or the name of a team or stream; `None` for what has none.
    pub name: Option<String>,
    /// The program, if rows are grouped by program.
    pub program: Option<ProgramId>,
    /// By their first day, then their last day, then id; those without dates are last.
    pub rows: Vec<Row>,
}

/// One milestone, with every day that is drawn of it.
#[derive(Debug)]
pub struct Row {
    pub milestone: MilestoneId,
    /// The early start, or the actual one.
    pub from: Option<Day>,
    /// The forecast finish, or the actual one.
    pub to: Option<Day>,
    /// The last day of the filled part: the finish of what is done; of begun work the day before
    /// the rest begins, at most the as-of day.
    pub done_to: Option<Day>,
    /// The current promise; of the finish of a program without one, that of the program.
    pub promise: Option<Day>,
    /// The first such promise.
    pub first_promise: Option<Day>,
    /// The forecast against the current promise.
    pub lateness: Option<Lateness>,
    /// The start at the commit that is compared with.
    pub baseline_from: Option<Day>,
    /// The finish there, or the milestone's own `baseline`.
    pub baseline: Option<Day>,
    /// Whether the forecast is only the earliest day left: a floor, or resting on one.
    pub is_floor: bool,
    pub is_critical: bool,
    pub is_done: bool,
    /// Whether it is an event, which takes no time.
    pub is_event: bool,
    /// The parts of freezes that stop it within the drawn days, by their first day.
    pub freezes: Vec<Frozen>,
}

/// Days on which a freeze stops a milestone, both ends inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Frozen {
    pub from: Day,
    pub to: Day,
    /// The freeze, by its index in [`crate::model::Workspace::freezes`].
    pub freeze: usize,
}

impl Row {
    /// Returns every day that it is drawn at.
    fn days(&self) -> impl Iterator<Item = Day> {
        let days = [self.from, self.to, self.promise, self.first_promise, self.baseline_from, self.baseline];
        days.into_iter().flatten()
    }

    /// Whether some of it lies within days. What has no date at all does too: it is told.
    fn touches(&self, from: Day, to: Day) -> bool {
        match (self.days().min(), self.days().max()) {
            (Some(first), Some(last)) => first <= to && last >= from,
            _ => true,
        }
    }
}

/// Returns the rows of what is selected. Cancelled milestones have none.
pub fn analyze(assessment: &Assessment<'_>, selection: &Selection, asked: Asked<'_>) -> Gantt {
    let workspace = assessment.workspace;
    let shown = workspace.milestone_ids().filter(|id| selection.has(*id) && is_asked(assessment, asked, *id));
    let mut rows: Vec<Row> = shown.map(|id| row(assessment, asked.baseline, id)).collect();
    let (from, to) = window(assessment, asked, &rows);
    let all = rows.len();
    rows.retain(|row| row.touches(from, to));
    let left_out = all - rows.len();
    for row in &mut rows {
        row.freezes = freezes(assessment, row.milestone, from, to);
    }
    let groups = grouped(assessment, asked.by, rows);
    let links = if asked.links { links(assessment, &groups) } else { Vec::new() };
    Gantt { by: asked.by, from, to, off: off(assessment, from, to), links, groups, left_out }
}

fn is_asked(assessment: &Assessment<'_>, asked: Asked<'_>, id: MilestoneId) -> bool {
    assessment.workspace.milestone(id).is_live()
        && match asked.only {
            None => true,
            Some(Only::Milestones) => {
                !assessment.schedule.inputs.task(id).is_work || assessment.is_finish(id)
            }
            Some(Only::Critical) => assessment.is_critical(id),
            Some(Only::Promises) => promises(assessment, id).0.is_some(),
        }
}

/// Returns the current and the first promise, and how late it is against the current one.
fn promises(assessment: &Assessment<'_>, id: MilestoneId) -> (Option<Day>, Option<Day>, Option<Lateness>) {
    let milestone = assessment.workspace.milestone(id);
    let of_program = &assessment.workspace.program(milestone.program).promise;
    if milestone.promise.due.is_none() && of_program.due.is_some() && assessment.is_finish(id) {
        let lateness = assessment.program_variance(milestone.program, of_program.due);
        return (of_program.due, of_program.original, lateness);
    }
    (milestone.promise.due, milestone.promise.original, assessment.forecast(id).against_due)
}

fn row(assessment: &Assessment<'_>, baseline: Option<&Baseline>, id: MilestoneId) -> Row {
    let (milestone, dates) = (assessment.workspace.milestone(id), &assessment.schedule.dates);
    let (from, to) = (dates.start(id).map(Instant::day), dates.finish(id).map(Instant::day));
    let is_done = !milestone.is_unfinished();
    // What is left may begin much later than today, as after a block; what is filled has passed.
    let worked = dates.remaining_start(id).map(|rest| rest.day().plus(-1).min(assessment.as_of()));
    let done_to = if is_done { to } else { worked.filter(|day| from.is_some_and(|from| *day >= from)) };
    let (promise, first_promise, lateness) = promises(assessment, id);
    Row {
        milestone: id,
        from,
        to,
        done_to,
        promise,
        first_promise,
        lateness,
        baseline_from: baseline.and_then(|baseline| baseline.start(id)),
        baseline: baseline.map_or(milestone.baseline, |baseline| baseline.finish(id)),
        is_floor: assessment.is_earliest(id),
        is_critical: assessment.is_critical(id),
        is_done,
        is_event: !assessment.schedule.inputs.task(id).is_work,
        freezes: Vec::new(),
    }
}

/// Returns the days to draw: those asked for, else all that the rows have, and the as-of day if
/// something is unfinished.
fn window(assessment: &Assessment<'_>, asked: Asked<'_>, rows: &[Row]) -> (Day, Day) {
    let today = Some(assessment.as_of()).filter(|_| rows.iter().any(|row| !row.is_done));
    let days = || rows.iter().flat_map(Row::days).chain(today);
    let first = asked.from.or_else(|| days().min());
    let last = asked.to.or_else(|| days().max());
    let from = first.or(last).unwrap_or(assessment.as_of());
    (from, last.unwrap_or(from).max(from))
}

/// Returns the parts of freezes that stop a milestone within days.
fn freezes(assessment: &Assessment<'_>, id: MilestoneId, from: Day, to: Day) -> Vec<Frozen> {
    let workspace = assessment.workspace;
    let mut found = Vec::new();
    for (freeze, of) in workspace.freezes.iter().enumerate() {
        let mut parts = of.dates.iter().filter(|(first, last)| *first <= to && *last >= from).peekable();
        if parts.peek().is_some() && of.concerns(workspace, id) {
            found.extend(parts.map(|(first, last)| Frozen {
                from: from.max(*first),
                to: to.min(*last),
                freeze,
            }));
        }
    }
    found.sort_unstable();
    found
}

fn grouped(assessment: &Assessment<'_>, by: By, rows: Vec<Row>) -> Vec<Group> {
    let workspace = assessment.workspace;
    let mut groups: BTreeMap<(bool, Option<String>), Group> = BTreeMap::new();
    for row in rows {
        let milestone = workspace.milestone(row.milestone);
        let name = match by {
            By::Program => Some(workspace.program(milestone.program).id.clone()),
            By::Team => milestone.owner.map(|owner| workspace.team(owner).to_owned()),
            By::Owner => workspace.owner_id(milestone.owner).map(str::to_owned),
            By::Workstream => milestone.workstream.clone(),
        };
        let program = (by == By::Program).then_some(milestone.program);
        let group = groups.entry((name.is_none(), name.clone()));
        group.or_insert_with(|| Group { name, program, rows: Vec::new() }).rows.push(row);
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    let id = |row: &Row| workspace.milestone(row.milestone).full_id.as_str();
    for group in &mut groups {
        group.rows.sort_by(|a, b| {
            let key = |row: &Row| (row.from.is_none(), row.from, row.to);
            key(a).cmp(&key(b)).then_with(|| id(a).cmp(id(b)))
        });
    }
    groups
}

/// Returns the dependencies of which both ends have a row, by the row that waits.
fn links(assessment: &Assessment<'_>, groups: &[Group]) -> Vec<(usize, usize, LinkKind)> {
    let rows = || groups.iter().flat_map(|group| &group.rows).enumerate();
    let at: BTreeMap<MilestoneId, usize> = rows().map(|(at, row)| (row.milestone, at)).collect();
    let network = assessment.network;
    let mut links = Vec::new();
    for (to, row) in rows() {
        let into = network.predecessors(row.milestone).map(|link| network.link(link));
        links.extend(into.filter_map(|link| Some((*at.get(&link.from)?, to, link.kind))));
    }
    links.sort_unstable_by_key(|(from, to, kind)| (*to, *from, kind.word()));
    links.dedup();
    links
}

/// Returns the runs of days that the week of the default calendar would work and that are off.
fn off(assessment: &Assessment<'_>, from: Day, to: Day) -> Vec<(Day, Day)> {
    let workspace = assessment.workspace;
    let Some(calendar) = workspace.usual.map(|id| workspace.calendars.get(id)) else { return Vec::new() };
    let mut runs: Vec<(Day, Day)> = Vec::new();
    for day in (0..=to.since(from)).map(|ahead| from.plus(ahead)) {
        if calendar.works(day) || !calendar.week().works(day.weekday()) {
            continue;
        }
        match runs.last_mut() {
            Some((_, last)) if last.plus(1) == day => *last = day,
            _ => runs.push((day, day)),
        }
    }
    runs
}
