//! The changes of `tpm recover`, written into the plan as a person would write them.

use super::chains::index;
use crate::oracle::calendar::WorkDays;
use crate::oracle::case::{CalendarSpec, Case, Duration, MONDAY_TO_FRIDAY, Milestone, Range, Span, Unit};
use crate::oracle::days::{Day, start_of};
use crate::oracle::early::Plan;
use std::cmp::Reverse;
use tpm::analysis::Assessment;
use tpm::analysis::levers::{Lever, Pull};
use tpm::graph::LinkId;
use tpm::model::MilestoneId;
use tpm::schedule::Hold;

/// What is changed: a word, the milestone, owner, freeze or risk, and the place of a link or leave, or
/// the days from the as-of day to the first one that is worked.
pub(super) type Name = (&'static str, usize, usize);

/// Writes a change of some dose.
type Write = Box<dyn Fn(&mut Case, i32)>;

/// A change of the plan, by its dose.
pub(super) struct Edit {
    pub name: Name,
    pub has_dose: bool,
    write: Write,
}

/// Returns the plan with some changes.
pub(super) fn written(case: &Case, edits: &[(&Edit, i32)]) -> Case {
    let mut case = case.clone();
    let mut edits = edits.to_vec();
    edits.sort_by_key(|(edit, _)| match edit.name {
        // A link that is taken out changes the place of those behind it.
        ("without", _, at) => (1, Reverse(at)),
        // Days of an `eta` count in the calendar that the others leave.
        ("eta" | "risk", ..) => (2, Reverse(0)),
        _ => (0, Reverse(0)),
    });
    for (edit, dose) in edits {
        (edit.write)(&mut case, dose);
    }
    case
}

/// A risk that occurred, and that the plan holds: each milestone that it hit was updated since.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occurred {
    pub hit: usize,
    pub impact: i32,
    pub residual: Option<i32>,
}

impl Occurred {
    /// Returns the files of a case with this risk in them.
    pub(super) fn files(&self, case: &Case) -> Vec<(String, String)> {
        let home = case.program_id(case.milestones[self.hit].program);
        let residual = self.residual.map_or(String::new(), |days| format!(", residual: {{impact: {days}d}}"));
        let risk = format!(
            "risks:\n  r: {{title: R, occurred: {}, impact: {}d{residual}, affects: [{}]}}\n",
            crate::oracle::days::iso(case.as_of - 100),
            self.impact,
            case.full_id(self.hit)
        );
        let mut files = case.files();
        let own = files.iter_mut().find(|(path, _)| path.ends_with(&format!("/{home}.yaml")));
        own.unwrap().1.push_str(&risk);
        files
    }

    /// Returns the change that takes away what it cost; `None` where nobody would write that.
    fn mitigated(&self, case: &Case, plan: &Plan<'_>) -> Option<Edit> {
        let (m, days) = (self.hit, self.impact - self.residual.unwrap_or(0));
        let milestone = &case.milestones[m];
        let is_updated = milestone.updated.or(milestone.started).is_some() || milestone.blocked.is_some();
        if !is_updated && milestone.eta.is_none() || days <= 0 {
            return None;
        }
        let change = earlier_eta(case, plan, m).or_else(|| less_work(case, plan, m))?;
        Some(Edit {
            name: ("risk", 0, 0),
            has_dose: false,
            write: Box::new(move |case, _| (change.write)(case, days)),
        })
    }
}

fn is_open(milestone: &Milestone) -> bool {
    milestone.done.is_none() && milestone.cancelled.is_none()
}

/// How many days the week of a milestone's base calendar has.
fn week(plan: &Plan<'_>, m: usize) -> i32 {
    plan.base[m].count_of(Span { count: 1, unit: Unit::Weeks })
}

/// Whether the week of a calendar has a working day.
fn has_week(case: &Case, calendar: usize) -> bool {
    WorkDays::of_calendar(case, calendar).count_of(Span { count: 1, unit: Unit::Weeks }) > 0
}

/// Whether the `eta` of a milestone gives its date.
fn is_by_eta(case: &Case, plan: &Plan<'_>, m: usize) -> bool {
    let milestone = &case.milestones[m];
    let is_work = plan.size(m).is_some_and(|size| size.count > 0) || milestone.started.is_some();
    match is_work {
        true => plan.early[m].as_ref().is_some_and(|early| early.by_eta),
        false => milestone.eta >= Some(case.as_of),
    }
}

/// "less = its length, or its `eta`, n shorter, never before the data date".
fn earlier_eta(case: &Case, plan: &Plan<'_>, m: usize) -> Option<Edit> {
    let eta = case.milestones[m].eta.filter(|_| is_by_eta(case, plan, m) && is_open(&case.milestones[m]))?;
    Some(Edit {
        name: ("eta", m, 0),
        has_dose: true,
        write: Box::new(move |case, dose| {
            let full = WorkDays::of_calendar(case, WorkDays::base_of(case, m)).full(case, m);
            let eta = case.milestones[m].eta.unwrap_or(eta);
            let earlier = full.nth_before(start_of(eta), dose).unwrap_or(case.as_of);
            case.milestones[m].eta = Some(earlier.max(case.as_of));
        }),
    })
}

/// Less work, written as a shorter `duration`, or as a smaller `remaining` of what has started.
fn less_work(case: &Case, plan: &Plan<'_>, m: usize) -> Option<Edit> {
    let milestone = &case.milestones[m];
    if !is_open(milestone) || is_by_eta(case, plan, m) {
        return None;
    }
    let is_started = milestone.started.is_some();
    let size = match is_started {
        // The day of the word is not that of the start, which is read as the start of that day.
        true if milestone.updated == milestone.started => None,
        true => plan.said(m).filter(|said| said.count > 0),
        false => milestone.duration.and(plan.size(m)),
    };
    let size = size.filter(|size| size.count > 1 || is_started)?;
    let unit = if size.elapsed { Unit::Elapsed } else { Unit::Days };
    Some(Edit {
        name: ("less", m, 0),
        has_dose: true,
        write: Box::new(move |case, dose| {
            let milestone = &mut case.milestones[m];
            // Another change may have shortened it already.
            let written = match (is_started, milestone.duration) {
                (true, _) => milestone.remaining.filter(|_| milestone.progress.is_none()),
                (false, Some(Duration::One(length))) => Some(length),
                _ => None,
            };
            let count =
                written.filter(|length| length.unit == unit).map_or(size.count, |length| length.count);
            let less = Span { count: (count - dose).max(1), unit };
            match is_started {
                true => (milestone.progress, milestone.remaining) = (None, Some(less)),
                false => milestone.duration = Some(Duration::One(less)),
            }
        }),
    })
}

/// Returns every change that is compared, of all milestones; those of freezes apart.
pub(super) fn edits(case: &Case, forecast: Day, risk: Option<Occurred>) -> Vec<Edit> {
    let plan = Plan::new(case);
    let mut edits: Vec<Edit> = Vec::new();
    for m in 0..case.milestones.len() {
        edits.extend(earlier_eta(case, &plan, m).or_else(|| less_work(case, &plan, m)));
    }
    edits.extend(risk.and_then(|risk| risk.mitigated(case, &plan)));
    let mut add = |name: Name, has_dose: bool, write: Write| {
        edits.push(Edit { name, has_dose, write });
    };
    for (m, milestone) in case.milestones.iter().enumerate().filter(|(_, one)| is_open(one)) {
        let is_started = milestone.started.is_some();
        if milestone.not_before.is_some() && milestone.window.is_none() && !is_started {
            add(("not-before", m, 0), false, Box::new(move |case, _| case.milestones[m].not_before = None));
        }
        if milestone.blocked.is_some() {
            add(("blocked", m, 0), false, Box::new(move |case, _| case.milestones[m].blocked = None));
        }
        let is_event = milestone.duration.is_none() && milestone.window.is_none() && !is_started;
        if is_event && milestone.due.is_some() && milestone.eta.is_none() {
            add(("due", m, 0), false, Box::new(move |case, _| case.milestones[m].due = None));
        }
        for (at, link) in milestone.links.iter().enumerate() {
            let alike = milestone.links.iter().filter(|other| (other.on, other.kind) == (link.on, link.kind));
            if alike.count() > 1 {
                continue;
            }
            let (lag, is_elapsed) = (link.lag, link.lag.unit == Unit::Elapsed);
            // No lag at all has no unit here, and whether leaving out is told depends on overlapping.
            if is_elapsed && link.kind.holds_finish() && (1..=10).contains(&lag.count) {
                continue;
            }
            let write = move |case: &mut Case, _| {
                case.milestones[m].links.remove(at);
            };
            add(("without", m, at), false, Box::new(write));
            // Nobody overlaps by slots.
            if week(&plan, m) > 1 {
                let unit = if is_elapsed && lag.count != 0 { Unit::Elapsed } else { Unit::Days };
                let count = plan.base[m].count_of(lag);
                let write = move |case: &mut Case, dose| {
                    case.milestones[m].links[at].lag = Span { count: count - dose, unit };
                };
                add(("overlap", m, at), true, Box::new(write));
            }
        }
        if week(&plan, m) == 0 {
            // "the program's `calendar`; where that has no working day in `week` the `default`, where
            // that has none either Monday to Friday"
            let of_program = case.programs[milestone.program].calendar.unwrap_or(0);
            let calendar = [of_program, 0].into_iter().find(|calendar| has_week(case, *calendar));
            let write = move |case: &mut Case, _| {
                let week = Some(MONDAY_TO_FRIDAY);
                case.calendars.push(CalendarSpec { week, ..CalendarSpec::default() });
                case.milestones[m].calendar = calendar.or(Some(case.calendars.len() - 1));
            };
            add(("slots", m, 0), false, Box::new(write));
        }
    }
    for (o, owner) in case.owners.iter().enumerate() {
        // A leave that is over is not moved any more.
        let to_come = |leave: &usize| owner.away[*leave].1 >= case.as_of;
        for leave in (0..owner.away.len()).filter(to_come) {
            add(
                ("leave", o, leave),
                false,
                Box::new(move |case, _| {
                    let (first, last) = case.owners[o].away[leave];
                    case.owners[o].away[leave] = (forecast + 1, forecast + 1 + last - first);
                }),
            );
        }
    }
    edits
}

/// How many freezes there are: those of all programs, then those of each.
pub(super) fn freezes(case: &Case) -> usize {
    case.freezes.len() + case.programs.iter().map(|program| program.freezes.len()).sum::<usize>()
}

/// Returns the dates of a freeze.
fn dates(case: &mut Case, freeze: usize) -> &mut Vec<Range> {
    let of_programs = case.programs.iter_mut().flat_map(|program| &mut program.freezes);
    let mut all = case.freezes.iter_mut().chain(of_programs);
    &mut all.nth(freeze).expect("a freeze").dates
}

/// Returns the plan in which a freeze is over.
pub(super) fn without_freeze(case: &Case, freeze: usize) -> Case {
    let mut edited = case.clone();
    let dates = dates(&mut edited, freeze);
    *dates = super::trial::without(dates, case.as_of, Day::MAX - 1);
    edited
}

/// Returns the change of a freeze of which so many days are worked, from a day on, in the base calendar
/// of a milestone.
fn freeze_days(case: &Case, freeze: usize, first: Day, m: usize) -> Edit {
    let base = WorkDays::of_calendar(case, WorkDays::base_of(case, m));
    Edit {
        name: ("freeze", freeze, (first - case.as_of) as usize),
        has_dose: true,
        write: Box::new(move |case, dose| {
            let last = base.from(first).nth(dose as usize - 1).expect("a working day");
            let dates = dates(case, freeze);
            *dates = super::trial::without(dates, first, last);
        }),
    }
}

/// Returns the changes of freezes that were found.
pub(super) fn of_freezes(case: &Case, assessment: &Assessment<'_>, pulls: &[Pull]) -> Vec<Edit> {
    let of = |pull: &Pull| match pull.lever {
        Lever::FreezeDays(freeze, first) => {
            let first = case.as_of + first.since(assessment.as_of());
            Some(freeze_days(case, freeze, first, index(case, assessment, pull.milestone)))
        }
        _ => None,
    };
    pulls.iter().filter_map(of).collect()
}

/// Returns the name of a lever that is compared.
pub(super) fn name(case: &Case, assessment: &Assessment<'_>, pull: Pull) -> Option<Name> {
    let m = index(case, assessment, pull.milestone);
    Some(match pull.lever {
        Lever::LessWork => ("less", m, 0),
        Lever::EarlierEta => ("eta", m, 0),
        Lever::Without(Hold::NotBefore) => ("not-before", m, 0),
        Lever::Without(Hold::BlockedUntil) => ("blocked", m, 0),
        Lever::Without(Hold::Due) => ("due", m, 0),
        Lever::WithoutLink(link) => ("without", m, place(case, assessment, link)?),
        Lever::Overlap(link) => ("overlap", m, place(case, assessment, link)?),
        Lever::WithoutSlots => ("slots", m, 0),
        Lever::FreezeDays(freeze, first) => ("freeze", freeze, first.since(assessment.as_of()) as usize),
        Lever::Mitigated(risk) => ("risk", risk, 0),
        Lever::MovedLeave(owner, leave, _) => {
            let id = &assessment.workspace.owners[owner.index()].id;
            ("leave", id.trim_start_matches('o').parse().unwrap(), leave)
        }
        Lever::Without(_) => return None,
    })
}

/// Returns the place of a link among those of its milestone; `None` if several are alike.
fn place(case: &Case, assessment: &Assessment<'_>, link: LinkId) -> Option<usize> {
    let found = assessment.network.link(link);
    let of = |id: MilestoneId| index(case, assessment, id);
    let (m, on) = (of(found.to), of(found.from));
    let links = case.milestones[m].links.iter().enumerate();
    let mut alike = links.filter(|(_, link)| link.on == on && link.kind.code() == found.kind.word());
    let (at, _) = alike.next()?;
    alike.next().is_none().then_some(at)
}
