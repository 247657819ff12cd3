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

/// Reads a reply to some questions.
///
/// A line that is not understood and begins with no milestone may take back what the others say
/// ("wrong thread, ignore that"): then all of them come back. So do lines that contradict each
/// other.
pub fn read(text: &str, asked: &Asked<'_>) -> Reading {
    let (book, lines) = (Book::new(asked), lines::said(text));
    let read: Vec<Line> = lines.iter().map(|(_, text)| line::read(text, &book)).collect();
    let all_back = read.iter().any(|line| matches!(line, Line::Unread { about_a_milestone: false }));
    let mut reading = Reading::default();
    for ((number, text), line) in lines.iter().zip(&read) {
        let answers = match line {
            Line::Noise => continue,
            Line::Answers(answers) if !all_back && !contradicts(answers, &read) => Some(answers),
            Line::Answers(_) | Line::Unread { .. } => None,
        };
        match answers {
            Some(answers) => {
                for (milestone, says) in answers {
                    let answer = Answer { line: *number, milestone: *milestone, says: says.clone() };
                    let is_new = !reading
                        .answers
                        .iter()
                        .any(|other| other.milestone == answer.milestone && other.says == answer.says);
                    if is_new {
                        reading.answers.push(answer);
                    }
                }
            }
            None => reading.unread.push(Unread {
                line: *number,
                text: (*text).to_owned(),
                did_you_mean: nearest::form(text, &book),
            }),
        }
    }
    reading
}

/// Whether any line says something of the same milestone that cannot be true together.
fn contradicts(answers: &[(usize, Says)], lines: &[Line]) -> bool {
    let others = lines.iter().filter_map(|line| match line {
        Line::Answers(others) => Some(others),
        _ => None,
    });
    others
        .flatten()
        .any(|(milestone, says)| answers.iter().any(|(of, other)| of == milestone && !other.goes_with(says)))
}
