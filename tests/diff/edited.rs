//! Random edits of random plans, and the same plans with some of them taken back.

use crate::oracle::case::{Case, Link};
use crate::oracle::settle::settle;
use crate::oracle::{self, Family};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

/// A plan and its edited version.
#[derive(Clone, Debug)]
pub struct Edited {
    pub base: Case,
    pub head: Case,
}

/// Editable keys of a milestone and of its surroundings.
const KINDS: usize = 22;

/// Plans of a family with a few edits, whose values come from another plan of the family.
pub fn strategy(family: Family, edits: usize) -> impl Strategy<Value = Edited> {
    let picks = vec((0..9usize, 0..9usize, 0..KINDS), 1..=edits);
    (oracle::strategy(family), oracle::strategy(family), picks).prop_map(|(base, donor, picks)| {
        let mut head = base.clone();
        for (at, from, kind) in picks {
            edit(&mut head, &donor, at, from, kind);
        }
        settle(&mut head);
        Edited { base, head }
    })
}

fn edit(head: &mut Case, donor: &Case, at: usize, from: usize, kind: usize) {
    let count = head.milestones.len();
    let programs = head.programs.len();
    let at = at % count;
    let given = &donor.milestones[from % donor.milestones.len()];
    let milestone = &mut head.milestones[at];
    match kind {
        0 | 1 => milestone.duration = given.duration,
        2 => milestone.due = given.due,
        3 => milestone.eta = given.eta,
        4 => milestone.not_before = given.not_before,
        5 => milestone.owner = given.owner,
        6 => milestone.calendar = given.calendar,
        7 => milestone.tags = given.tags.clone(),
        8 => milestone.window = given.window,
        9 => milestone.cancelled = given.cancelled,
        10 => milestone.blocked = given.blocked,
        11 => milestone.progress = given.progress,
        12 => {
            (milestone.started, milestone.done) = (given.started, given.done);
            (milestone.remaining, milestone.updated) = (given.remaining, given.updated);
        }
        13..=15 => {
            // Later milestones wait for earlier ones.
            let link = given.links.first().map(|link| Link { on: link.on % count, ..*link });
            milestone.links.extend(link.filter(|link| link.on < at));
        }
        16 => drop(milestone.links.pop()),
        17 => {
            let (program, other) = (at % programs, &donor.programs[from % donor.programs.len()]);
            head.programs[program].start = other.start;
        }
        18 => {
            let program = at % programs;
            let mut own = (0..count).filter(|m| head.milestones[*m].program == program);
            head.programs[program].finish = own.next_back();
        }
        19 => {
            if let (Some(owner), Some(other)) = (head.owners.first_mut(), donor.owners.first()) {
                owner.away = other.away.clone();
            }
        }
        20 => {
            if let (Some(calendar), Some(other)) = (head.calendars.first_mut(), donor.calendars.last()) {
                calendar.holidays = other.holidays.clone();
            }
        }
        _ => head.assume_progress = donor.assume_progress,
    }
}

/// Returns the head without some edits of something of a kind, as a diff names them; none if one of
/// them is not edited here.
pub fn without<'v>(edited: &Edited, edits: impl IntoIterator<Item = (&'v str, &'v Value)>) -> Option<Case> {
    let (base, mut head) = (&edited.base, edited.head.clone());
    for (kind, edit) in edits {
        let (of, field) = (edit["of"].as_str()?, edit["field"].as_str()?);
        match kind {
            "milestone" => {
                let at = (0..base.milestones.len()).find(|m| base.full_id(*m) == of)?;
                take_back(base, &mut head, at, field, edit)?;
            }
            "program" => {
                let at = (0..base.programs.len()).find(|p| base.program_id(*p) == of)?;
                let (from, to) = (&base.programs[at], &mut head.programs[at]);
                match field {
                    "start" => to.start = from.start,
                    "calendar" => to.calendar = from.calendar,
                    "finish" => to.finish = from.finish,
                    _ => return None,
                }
            }
            "owner" => {
                let at: usize = of.strip_prefix('o')?.parse().ok()?;
                match field {
                    "away" => head.owners[at].away = base.owners[at].away.clone(),
                    "calendar" => head.owners[at].calendar = base.owners[at].calendar,
                    _ => return None,
                }
            }
            "calendar" => {
                let at = if of == "default" { 0 } else { of.strip_prefix('c')?.parse().ok()? };
                let (from, to) = (&base.calendars[at], &mut head.calendars[at]);
                match field {
                    "holidays" => to.holidays = from.holidays.clone(),
                    "workdays" => to.workdays = from.workdays.clone(),
                    "week" => to.week = from.week,
                    "extends" => to.extends = from.extends,
                    _ => return None,
                }
            }
            "settings" => head.assume_progress = base.assume_progress,
            _ => return None,
        }
    }
    Some(head)
}

fn take_back(base: &Case, head: &mut Case, at: usize, field: &str, edit: &Value) -> Option<()> {
    if field == "depends_on" {
        let said = edit["before"].as_str().or(edit["after"].as_str())?;
        let target = said.split([' ', ',']).next()?;
        let home = base.program_id(base.milestones[at].program);
        let full = if target.contains('/') { target.to_owned() } else { format!("{home}/{target}") };
        let on = (0..base.milestones.len()).find(|m| base.full_id(*m) == full)?;
        let links = &mut head.milestones[at].links;
        links.retain(|link| link.on != on);
        links.extend(base.milestones[at].links.iter().filter(|link| link.on == on));
        return Some(());
    }
    let (from, to) = (&base.milestones[at], &mut head.milestones[at]);
    match field {
        "owner" => to.owner = from.owner,
        "calendar" => to.calendar = from.calendar,
        "tags" => to.tags = from.tags.clone(),
        "duration" => to.duration = from.duration,
        "start" => to.window = from.window,
        "due" => to.due = from.due,
        "not_before" => to.not_before = from.not_before,
        "eta" => to.eta = from.eta,
        "started" => to.started = from.started,
        "done" => to.done = from.done,
        "progress" => to.progress = from.progress,
        "remaining" => to.remaining = from.remaining,
        "updated" => to.updated = from.updated,
        "blocked" => to.blocked = from.blocked,
        "cancelled" => to.cancelled = from.cancelled,
        _ => return None,
    }
    Some(())
}
