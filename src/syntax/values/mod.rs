//! The forms that a value may take: from text to a value, or to a complaint.
//!
//! These functions see the text of one scalar only. A [`Complaint`] names the faulty part of that
//! text; the decoder turns it into a place in the file.

mod capacity;
mod date;
mod dependency;
mod duration;
mod id;
mod meant_link;
mod meant_row;
mod meant_date;
mod meant_time;
mod share;
mod version;
mod word;

pub(super) use capacity::capacity;
pub(super) use date::{date, due, range};
pub(super) use dependency::dependency;
pub(super) use duration::{amount, days, impact};
pub(crate) use id::is_id;
pub(super) use id::{id, no_share, owner, reference, rule, share as share_of, slug};
pub(super) use meant_date::relative;
pub(super) use meant_link::link;
pub(super) use meant_row::row;
pub(super) use meant_time::three_points;
pub(super) use share::{count, limit, number, odds, probability, progress, runs, share, share_above};
pub(super) use version::requirement;
pub(crate) use word::says_why;
pub(super) use word::{declared, distribution, fail_on, flag, level, reason, response, weekday};

pub use capacity::Capacity;
pub use date::Due;
pub use dependency::{DependencyDoc, Lag, LinkKind};
pub use duration::{Amount, Duration, TimeUnit};
pub use meant_date::month;
pub use share::{Probability, Progress, RUNS};
pub use version::Requirement;
pub use word::{Declared, Distribution, FailOn, Importance, Response, WEEKDAYS};

/// What is wrong with one scalar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Complaint {
    pub(super) rule: &'static str,
    pub(super) message: String,
    pub(super) label: String,
    pub(super) help: Option<String>,
    /// Start and length of the faulty part, in bytes; `None` is the whole text.
    pub(super) part: Option<(usize, usize)>,
}

impl Complaint {
    fn new(rule: &'static str, message: impl Into<String>, label: impl Into<String>) -> Self {
        Self { rule, message: message.into(), label: label.into(), help: None, part: None }
    }

    /// Returns the complaint that a text is not, for example, `a date`.
    fn not(rule: &'static str, text: &str, what: &str) -> Self {
        Self::new(rule, format!("`{text}` is not {what}"), format!("not {what}"))
    }

    /// Returns the complaint that something is longer than any duration.
    fn too_long(what: &str) -> Self {
        let message = format!("{what} is longer than {} days", duration::LONGEST);
        Complaint::new("duration-too-long", message, "too long")
    }

    fn label(self, label: &str) -> Self {
        Self { label: label.into(), ..self }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn at(mut self, start: usize, length: usize) -> Self {
        self.part = Some((start, length));
        self
    }
}

/// Whether a text is short enough to look for a hint, which takes more than linear time.
fn is_short(text: &str) -> bool {
    text.len() <= 200
}

/// Splits a leading run of ASCII digits off a text.
fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().take_while(u8::is_ascii_digit).count())
}
