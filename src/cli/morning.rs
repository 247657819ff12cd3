//! The plans as they were before the first reply of a day.
//!
//! Replies are to the questions of the morning. Each reply that is written changes the questions
//! and the dates; a line of a later one that could then be read otherwise comes back. The plans of
//! the morning are kept beside the record for `tpm undo`; outside of a repository there are none.

use super::World;
use super::session::Session;
use super::write::with_texts;
use crate::io::rewrite::Rewrite;
use crate::io::tree::from_root;
use crate::io::undo::{self, Record};
use crate::model::Trees;
use crate::replies::{self, Answer, Asked, Known, Question, Reading, Says, Unread};
use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};

/// The name of the record.
const NAME: &str = "morning";

fn place(world: &World<'_>, session: &Session) -> Option<String> {
    Some(undo::beside(&undo::place(world.tree, &session.files.directory)?, NAME))
}

/// Returns the plans of the morning of the as-of day; none if no reply was written on it yet.
pub(super) fn read(world: &World<'_>, session: &Session) -> Option<Session> {
    let record = undo::read(world.tree, &place(world, session)?).ok()??;
    if record.command != session.as_of.day.to_string() {
        return None;
    }
    let texts: BTreeMap<&str, &String> =
        record.files.iter().map(|file| (file.path.as_str(), &file.before)).collect();
    let text = |source: &str| texts.get(from_root(world.tree, source).as_str()).map(|text| (*text).clone());
    let sources = session.files.sources.iter();
    let texts = sources.filter_map(|(id, source)| Some((id, text(&source.path)?))).collect();
    let files = with_texts(&session.files, &texts, None);
    Some(Session::new(session.location.clone(), files, session.as_of, Trees::Dropped))
}

/// Keeps the plans, as those of the morning.
pub(super) fn write(world: &World<'_>, session: &Session) -> Result<()> {
    let Some(place) = place(world, session) else { return Ok(()) };
    let file = |path: &str, text: &str| Rewrite {
        path: from_root(world.tree, path),
        before: text.to_owned(),
        after: String::new(),
    };
    let files = session.files.sources.iter().map(|(_, source)| file(&source.path, &source.text)).collect();
    let record = Record { command: session.as_of.day.to_string(), files };
    undo::write(world.disk, world.create, &place, &record)
        .with_context(|| format!("nothing was written: the plans of today cannot be kept in `{place}`"))
}

/// Returns what was asked in the morning of the milestones of now: their days, and the questions.
pub(super) fn of_now<'a>(morning: &Asked<'_>, now: &Asked<'a>) -> Asked<'a> {
    let then: BTreeMap<&str, &Known<'_>> = morning.milestones.iter().map(|known| (known.id, known)).collect();
    let places: BTreeMap<&str, usize> =
        now.milestones.iter().enumerate().map(|(place, known)| (known.id, place)).collect();
    let milestones = now.milestones.iter().map(|known| match then.get(known.id) {
        Some(then) => Known { day: then.day, may_hold: then.may_hold, ..known.clone() },
        None => known.clone(),
    });
    let question = |question: &Question| {
        let milestone = *places.get(morning.milestones[question.milestone].id)?;
        Some(Question { milestone, ..*question })
    };
    // If one of them is gone, no number is sure.
    let questions = morning.questions.iter().map(question).collect::<Option<Vec<_>>>();
    Asked { milestones: milestones.collect(), questions: questions.unwrap_or_default(), ..now.clone() }
}

/// Sends back the lines of a reply that would have been read otherwise in the morning, with what
/// they said then.
pub(super) fn compare(reading: &mut Reading, (now, then): (&Asked<'_>, &Asked<'_>), text: &str) {
    let read_then = replies::read(text, then);
    let day = |asked: &Asked<'_>, answer: &Answer| asked.milestones[answer.milestone].day;
    let is_moved = |answer: &Answer| answer.says == Says::Ok && day(now, answer) != day(then, answer);
    let key = |answer: &Answer| (answer.line, answer.milestone, answer.says.to_string());
    let keys = |reading: &Reading| reading.answers.iter().map(key).collect::<BTreeSet<_>>();
    let both = (keys(reading), keys(&read_then));
    let other: BTreeSet<usize> = both.0.symmetric_difference(&both.1).map(|(line, ..)| *line).collect();
    let moved: BTreeSet<usize> =
        reading.answers.iter().filter(|answer| is_moved(answer)).map(|answer| answer.line).collect();
    let form = |line: usize| {
        let said = read_then.answers.iter().filter(|answer| answer.line == line);
        let words = said.map(|answer| {
            let id = then.milestones[answer.milestone].id;
            match day(then, answer) {
                Some(day) if is_moved(answer) => format!("{id} eta {day}"),
                _ => format!("{id} {}", answer.says.form()),
            }
        });
        Some(words.collect::<Vec<_>>().join(", ")).filter(|form| !form.is_empty())
    };
    let lines: Vec<&str> = text.lines().collect();
    for line in other.union(&moved).copied() {
        let because = match other.contains(&line) {
            true => "the questions have changed since the first reply of the day",
            false => "the day that was printed has moved since the first reply of the day",
        };
        let because = Some(because.to_owned());
        match reading.unread.iter_mut().find(|unread| unread.line == line) {
            Some(unread) => {
                unread.answers.clear();
                unread.did_you_mean = form(line).or(unread.did_you_mean.take());
                unread.because = because;
            }
            None => {
                let text = lines.get(line - 1).map_or("", |line| line.trim()).to_owned();
                let back = Unread { line, text, did_you_mean: form(line), because, ..Unread::default() };
                reading.unread.push(back);
            }
        }
    }
    reading.answers.retain(|answer| !other.contains(&answer.line) && !moved.contains(&answer.line));
    reading.unread.sort_by_key(|unread| unread.line);
}
