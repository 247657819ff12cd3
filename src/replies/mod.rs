//! What owners answer: from the text of a reply to typed answers.
//!
//! A small grammar, and no guessing. A line is understood whole or comes back, with the nearest
//! form that works; a negation, a question or a hedge makes a line come back. `lines` drops what is
//! quoted, `tokens` cuts a line into words and signs, `noise` takes off greetings and thanks,
//! `names` finds the milestones, `days` the days, and `clauses` what is said of them. `nearest`
//! proposes a form for what was not understood. Nothing here reads the clock or the plan: the day
//! of the reply and the questions are given.

mod answer;
mod clauses;
mod cursor;
mod days;
mod line;
mod lines;
mod names;
mod nearest;
mod noise;
mod reason;
mod tokens;

pub use answer::{Answer, Asked, Known, Question, Reading, Says, Unread, Wanted};

use line::Line;
use names::Book;
use std::collections::{BTreeMap, BTreeSet};

/// The most lines that come back with a form; looking for one takes long.
const FORMS: usize = 500;

/// Reads a reply to some questions.
///
/// A line that is not understood and begins with no milestone may take back what the others say
/// ("wrong thread, ignore that"): then all of them come back. So do lines that contradict each
/// other, and those about a milestone of which another line is not understood.
pub fn read(text: &str, asked: &Asked<'_>) -> Reading {
    let (book, lines) = (Book::new(asked), lines::said(text));
    let read: Vec<Line> = lines.iter().map(|(_, text)| line::read(text, &book)).collect();
    let all_back = read.iter().any(|line| matches!(line, Line::Unread { about } if about.is_empty()));
    let unclear: BTreeSet<usize> = read.iter().flat_map(Line::unclear).copied().collect();
    let everything = Everything::of(&read);
    let mut known: BTreeMap<usize, Vec<Says>> = BTreeMap::new();
    let mut reading = Reading::default();
    for ((number, text), line) in lines.iter().zip(&read) {
        let because = match line {
            Line::Noise => continue,
            Line::Unread { .. } => None,
            Line::Answers(_) if all_back => Some("a line that names no milestone may take it back"),
            Line::Answers(answers) if everything.contradicts(answers) => Some("another line says otherwise"),
            Line::Answers(answers) if answers.iter().any(|(milestone, _)| unclear.contains(milestone)) => {
                Some("another line about it is not understood")
            }
            Line::Answers(answers) => {
                for (milestone, says) in answers {
                    let known = known.entry(*milestone).or_default();
                    if !known.contains(says) {
                        known.push(says.clone());
                        let answer = Answer { line: *number, milestone: *milestone, says: says.clone() };
                        reading.answers.push(answer);
                    }
                }
                continue;
            }
        };
        let unread = match because {
            // By itself it is understood.
            Some(because) => Unread {
                line: *number,
                text: (*text).to_owned(),
                did_you_mean: Some((*text).to_owned()),
                because: Some(because.to_owned()),
                ..Unread::default()
            },
            None if reading.unread.len() < FORMS => nearest::unread(*number, text, &book),
            None => Unread { line: *number, text: (*text).to_owned(), ..Unread::default() },
        };
        reading.unread.push(unread);
    }
    reading
}

/// What all lines say, by milestone and kind of answer. Two different answers of a kind stand for
/// any more of them: one of the two contradicts what is said of that milestone, or none does.
struct Everything<'l>(BTreeMap<(usize, u8), Vec<&'l Says>>);

impl<'l> Everything<'l> {
    fn of(lines: &'l [Line]) -> Self {
        let mut said: BTreeMap<(usize, u8), Vec<&Says>> = BTreeMap::new();
        for line in lines {
            let Line::Answers(answers) = line else { continue };
            for (milestone, says) in answers {
                let of_kind = said.entry((*milestone, says.kind())).or_default();
                if of_kind.len() < 2 && !of_kind.contains(&says) {
                    of_kind.push(says);
                }
            }
        }
        Self(said)
    }

    /// Whether any line says something of the same milestone that cannot be true together.
    fn contradicts(&self, answers: &[(usize, Says)]) -> bool {
        answers.iter().any(|(milestone, says)| {
            let others = self.0.range((*milestone, 0)..=(*milestone, u8::MAX));
            others.flat_map(|(_, others)| others).any(|other| !says.goes_with(other))
        })
    }
}
