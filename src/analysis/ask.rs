//! Questions to owners: what is due, what holds others up and what has gone quiet; at most three a
//! person.

use super::Assessment;
use super::forecast::Floor;
use super::holding::holding;
use super::quiet;
use super::selection::Selection;
use crate::model::{Blocked, MilestoneId, OwnerId, includes};
use crate::replies::Wanted;
use crate::syntax::LinkKind;
use crate::time::Day;
use crate::words::words;
use std::collections::BTreeMap;

/// The most questions that one person is asked in one message.
const MOST: usize = 3;
/// Work that can start within so many civil days is asked about.
const SOON: i32 = 7;
/// How many civil days an example of a day lies behind the day that was printed, and from what
/// distance on it has a year.
const EXAMPLE: i32 = 7;
const FAR: i32 = 250;

words! {
    /// Why a milestone is asked about. The first that applies counts, and comes first.
    pub enum Reason {
        /// Its promise is today or has passed, and nothing was said of it since.
        Due = "due",
        /// Its `eta` has passed.
        EtaPassed = "eta-passed",
        /// Nothing is left of the work by the last word.
        UsedUp = "used-up",
        /// It is blocked without an end to come.
        Blocked = "blocked",
        /// The same, asked of who can clear it.
        WaitedOn = "waited-on",
        /// Its work can start, and waits for nothing else.
        Start = "start",
        /// Nobody has said anything for long.
        Quiet = "quiet",
    }
}

/// A question to one person.
#[derive(Debug, Clone)]
pub struct Question {
    /// The milestone.
    pub milestone: MilestoneId,
    /// Why it is asked about.
    pub reason: Reason,
    /// What is asked.
    pub wanted: Wanted,
    /// Answers that can be given, in the form in which they are read, with the question's number.
    pub answers: Vec<String>,
}

/// A person and what they are asked.
#[derive(Debug, Clone)]
pub struct Person {
    /// Who is asked.
    pub owner: OwnerId,
    /// The last day of the leave that they are on.
    pub away_through: Option<Day>,
    /// The questions, what matters most first; they are numbered from 1.
    pub questions: Vec<Question>,
    /// How many more there would have been.
    pub more: usize,
}

/// All questions of a day.
#[derive(Debug, Clone, Default)]
pub struct Ask {
    /// Those with the most urgent question first.
    pub people: Vec<Person>,
    /// Milestones that would be asked about, had they an owner.
    pub nobody_to_ask: Vec<MilestoneId>,
}

/// By reason, then the least room towards a promise, then the earliest day, then the id.
type Urgency<'w> = (Reason, i32, Day, &'w str);

/// Returns the questions about what is selected; of selected people, only what they are asked.
pub fn analyze<'w>(assessment: &Assessment<'w>, selection: &Selection) -> Ask {
    let workspace = assessment.workspace;
    let mut by_person: BTreeMap<OwnerId, Vec<(Urgency<'w>, MilestoneId)>> = BTreeMap::new();
    let mut ask = Ask::default();
    for id in workspace.milestone_ids().filter(|id| selection.has(*id)) {
        let Some(reason) = reason(assessment, id) else { continue };
        let milestone = workspace.milestone(id);
        let helper = waited_on(assessment, id).filter(|_| reason == Reason::Blocked);
        let other = helper.filter(|helper| Some(*helper) != milestone.owner);
        let asked = milestone.owner.map(|owner| (owner, reason)).into_iter();
        let asked: Vec<(OwnerId, Reason)> =
            asked.chain(other.map(|helper| (helper, Reason::WaitedOn))).collect();
        if milestone.owner.is_none() {
            ask.nobody_to_ask.push(id);
        }
        for (owner, reason) in asked {
            if selection.people().is_none_or(|people| people.contains(&owner)) {
                by_person.entry(owner).or_default().push((urgency(assessment, id, reason), id));
            }
        }
    }
    let mut people: Vec<(Urgency<'w>, Person)> = Vec::new();
    for (owner, mut found) in by_person {
        found.sort();
        let Some((first, _)) = found.first().copied() else { continue };
        let more = found.len().saturating_sub(MOST);
        let questions = (1..).zip(found.into_iter().take(MOST));
        let questions =
            questions.map(|(number, ((reason, ..), id))| question(assessment, number, id, reason));
        let person =
            Person { owner, away_through: away(assessment, owner), questions: questions.collect(), more };
        people.push((first, person));
    }
    people.sort_by_key(|(urgency, person)| (*urgency, person.owner));
    ask.people = people.into_iter().map(|(_, person)| person).collect();
    ask
}

/// Returns why a milestone is asked about today. Of what somebody spoke today, nothing is asked.
fn reason(assessment: &Assessment<'_>, id: MilestoneId) -> Option<Reason> {
    let (milestone, as_of) = (assessment.workspace.milestone(id), assessment.as_of());
    let last = quiet::last_word(assessment.workspace, id);
    if !milestone.is_unfinished() || milestone.perhaps_done || last.is_some_and(|last| last >= as_of) {
        return None;
    }
    let forecast = assessment.forecast(id);
    let has_eta = milestone.eta.is_some_and(|eta| eta >= as_of);
    let due = milestone.promise.due.filter(|due| *due <= as_of && !has_eta);
    let is_told = |due: Day| last.is_some_and(|last| last > due) && forecast.floor.is_none();
    if due.is_some_and(|due| !is_told(due)) {
        Some(Reason::Due)
    } else if assessment.has_passed_eta(id) {
        Some(Reason::EtaPassed)
    } else if forecast.floor == Some(Floor::Overrun) {
        Some(Reason::UsedUp)
    } else if milestone.blocked.as_ref().is_some_and(|blocked| !ends(blocked, as_of)) {
        Some(Reason::Blocked)
    } else if starts_soon(assessment, id) {
        Some(Reason::Start)
    } else {
        quiet::days(&assessment.schedule, id).map(|_| Reason::Quiet)
    }
}

/// Whether a block has an end that is still to come.
fn ends(blocked: &Blocked, as_of: Day) -> bool {
    blocked.until.is_some_and(|until| until > as_of)
}

/// Whether work has not started, can do so soon, and waits for nobody else.
fn starts_soon(assessment: &Assessment<'_>, id: MilestoneId) -> bool {
    let workspace = assessment.workspace;
    let milestone = workspace.milestone(id);
    let start = assessment.schedule.dates.start(id);
    let is_soon = start.is_some_and(|start| start.day().since(assessment.as_of()) <= SOON);
    if milestone.started.is_some() || !milestone.is_work() || milestone.blocked.is_some() || !is_soon {
        return false;
    }
    assessment.network.predecessors(id).all(|link| {
        let link = assessment.network.link(link);
        let before = workspace.milestone(link.from);
        match link.kind {
            _ if !before.is_unfinished() => true,
            LinkKind::Fs => false,
            LinkKind::Ss => before.started.is_some(),
            LinkKind::Ff | LinkKind::Sf => true,
        }
    })
}

/// Returns the owner whom a block waits on, by id or full name.
fn waited_on(assessment: &Assessment<'_>, id: MilestoneId) -> Option<OwnerId> {
    let workspace = assessment.workspace;
    let whom = workspace.milestone(id).blocked.as_ref()?.waiting_on.as_ref()?.to_lowercase();
    let is_called = |id: &OwnerId| {
        let owner = &workspace.owners[id.index()];
        let name = owner.name.as_ref().map(|name| name.to_lowercase());
        owner.id.to_lowercase() == whom || name.as_ref() == Some(&whom)
    };
    (0..workspace.owners.len() as u32).map(OwnerId).find(is_called)
}

/// Returns the last day of the leave that somebody is on.
fn away(assessment: &Assessment<'_>, owner: OwnerId) -> Option<Day> {
    let (away, as_of) = (&assessment.workspace.owners[owner.index()].away, assessment.as_of());
    includes(away, as_of).then(|| {
        let mut last = as_of;
        while includes(away, last.plus(1)) {
            last = last.plus(1);
        }
        last
    })
}

fn urgency<'w>(assessment: &Assessment<'w>, id: MilestoneId, reason: Reason) -> Urgency<'w> {
    let milestone = assessment.workspace.milestone(id);
    let room = assessment.nearest_promise(id).map_or(i32::MAX, |nearest| nearest.room.standing);
    let day = milestone.promise.due.or(assessment.forecast(id).finish).unwrap_or(Day::LAST);
    (reason, room, day, &milestone.full_id)
}

fn question(assessment: &Assessment<'_>, number: usize, id: MilestoneId, reason: Reason) -> Question {
    let wanted = match reason {
        Reason::Due | Reason::EtaPassed | Reason::UsedUp => Wanted::Finish,
        Reason::Blocked | Reason::WaitedOn => Wanted::Until,
        Reason::Start => Wanted::Started,
        Reason::Quiet if holding(assessment, id).is_some() => Wanted::Holds,
        Reason::Quiet => Wanted::Finish,
    };
    let day = example(assessment, id);
    let started = assessment.workspace.milestone(id).started.is_some();
    let share = started.then(|| "60%".to_owned());
    let forms: Vec<String> = match wanted {
        Wanted::Holds => ["ok".to_owned()].into_iter().chain(share).chain([day]).collect(),
        Wanted::Finish => ["done".to_owned()].into_iter().chain(share).chain([day]).collect(),
        Wanted::Until => vec!["unblocked".into(), format!("blocked until {day}")],
        Wanted::Started => vec!["started".into(), format!("eta {day}")],
    };
    let answers = forms.iter().map(|form| format!("{number} {form}")).collect();
    Question { milestone: id, reason, wanted, answers }
}

/// Returns an example of a later day, as one types it.
fn example(assessment: &Assessment<'_>, id: MilestoneId) -> String {
    let as_of = assessment.as_of();
    let printed = assessment.forecast(id).finish.unwrap_or(as_of).max(as_of);
    let day = printed.plus(EXAMPLE);
    if day.since(as_of) > FAR { day.to_string() } else { day.short(day).to_lowercase() }
}
