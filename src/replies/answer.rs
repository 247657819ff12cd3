//! What a reply is read against, and what comes out.

use crate::syntax::{Amount, TimeUnit};
use crate::time::Day;
use crate::words::words;
use std::fmt;

/// What a person was asked, and when they answered.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// The day of the reply.
    pub today: Day,
    /// The id of who answers.
    pub by: &'a str,
    /// The owners: the id and the name of each.
    pub owners: Vec<(&'a str, &'a str)>,
    /// Every milestone of the plan.
    pub milestones: Vec<Known<'a>>,
    /// The questions, numbered from 1.
    pub questions: Vec<Question>,
}

/// A milestone that a reply may name.
#[derive(Debug, Clone)]
pub struct Known<'a> {
    /// `program/id`, or the id alone.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Whether it belongs to who answers: names are looked up there first.
    pub is_own: bool,
    /// The day that was printed for it: its forecast finish.
    pub day: Option<Day>,
    /// Whether it can be said that this day holds.
    pub may_hold: bool,
}

impl<'a> Known<'a> {
    /// Returns the id without the program.
    pub fn short(&self) -> &'a str {
        self.id.rsplit('/').next().unwrap_or(self.id)
    }
}

/// A question, as far as an answer without a name depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question {
    /// The index of its milestone in [`Asked::milestones`].
    pub milestone: usize,
    /// What was asked.
    pub asks: Wanted,
}

words! {
    /// What a question asks, and so what a day alone in the answer means.
    pub enum Wanted {
        /// Whether the day printed holds; the message says that `ok` means yes.
        Holds = "holds",
        /// Whether it is done, or else the day.
        Finish = "finish",
        /// Until when it is blocked.
        Until = "until",
        /// Whether it has started.
        Started = "started",
    }
}

impl Asked<'_> {
    /// Returns what was asked about a milestone.
    pub(super) fn asks(&self, milestone: usize) -> Option<Wanted> {
        self.questions.iter().find(|question| question.milestone == milestone).map(|question| question.asks)
    }

    /// Returns the finish that was printed for a milestone.
    pub(super) fn printed(&self, milestone: usize) -> Option<Day> {
        let is_finish = !matches!(self.asks(milestone), Some(Wanted::Until | Wanted::Started));
        self.milestones[milestone].day.filter(|_| is_finish)
    }

    /// Whether `ok` says something of a milestone: its day was printed, can hold and is to come.
    pub(super) fn may_hold(&self, milestone: usize) -> bool {
        self.milestones[milestone].may_hold && self.printed(milestone).is_some_and(|day| day >= self.today)
    }

    /// Returns the milestone that a reply without a name is about: that of the only question.
    pub(super) fn only(&self) -> Option<usize> {
        match self.questions.as_slice() {
            [question] => Some(question.milestone),
            _ => None,
        }
    }
}

/// One thing that a reply says of a milestone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// The day as printed holds.
    Ok,
    /// It was done on this day.
    Done(Day),
    /// So much is done, in percent.
    Progress(u32),
    /// So much work is left.
    Left(Amount),
    /// It is expected on this day.
    Expected {
        /// The day.
        day: Day,
        /// Why that day.
        why: Option<String>,
    },
    /// It is blocked.
    Blocked {
        /// What is in the way.
        why: Option<String>,
        /// Who can clear it.
        waiting_on: Option<String>,
        /// The day on which it is expected to be cleared.
        until: Option<Day>,
    },
    /// It is no longer blocked.
    Unblocked,
    /// It was started on this day.
    Started(Day),
}

impl Says {
    /// Returns a number for each kind of answer.
    pub(super) fn kind(&self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Done(_) => 1,
            Self::Progress(_) => 2,
            Self::Left(_) => 3,
            Self::Expected { .. } => 4,
            Self::Blocked { .. } => 5,
            Self::Unblocked => 6,
            Self::Started(_) => 7,
        }
    }

    /// Whether both can be said of one milestone in one reply.
    pub(super) fn goes_with(&self, other: &Self) -> bool {
        let subject = |says: &Self| match says {
            Self::Ok | Self::Expected { .. } => 0,
            Self::Progress(_) | Self::Left(_) => 1,
            Self::Started(_) => 2,
            Self::Blocked { .. } | Self::Unblocked => 3,
            Self::Done(_) => 4,
        };
        match (self, other) {
            _ if self == other => true,
            // Done is done, and what is blocked does not hold by itself.
            (Self::Done(_), _) | (_, Self::Done(_)) => false,
            (Self::Ok, Self::Blocked { .. }) | (Self::Blocked { .. }, Self::Ok) => false,
            _ => subject(self) != subject(other),
        }
    }
}

impl Says {
    /// Returns it as it can be answered: `blocked redlines, waiting on marco until 2026-10-02`.
    pub fn form(&self) -> String {
        let Self::Blocked { why, waiting_on, until } = self else { return self.to_string() };
        let mut form = "blocked".to_owned();
        form.extend(why.iter().map(|why| format!(" {why}")));
        let comma = if why.is_some() { "," } else { "" };
        form.extend(waiting_on.iter().map(|who| format!("{comma} waiting on {who}")));
        form.extend(until.iter().map(|day| format!(" until {day}")));
        form
    }
}

/// As it is echoed: `done 2026-09-11`.
impl fmt::Display for Says {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ok => f.write_str("ok"),
            Self::Done(day) => write!(f, "done {day}"),
            Self::Progress(percent) => write!(f, "{percent}%"),
            Self::Left(amount) => {
                let unit = if amount.unit == TimeUnit::Weeks { "w" } else { "d" };
                write!(f, "{}{unit} left", amount.count)
            }
            Self::Expected { day, why } => {
                write!(f, "eta {day}")?;
                why.iter().try_for_each(|why| write!(f, ": {why}"))
            }
            Self::Blocked { why, waiting_on, until } => {
                f.write_str("blocked")?;
                why.iter().try_for_each(|why| write!(f, ": {why}"))?;
                waiting_on.iter().try_for_each(|who| write!(f, "; on {who}"))?;
                until.iter().try_for_each(|day| write!(f, "; until {day}"))
            }
            Self::Unblocked => f.write_str("unblocked"),
            Self::Started(day) => write!(f, "started {day}"),
        }
    }
}

/// An answer and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The line of the reply, counted from 1.
    pub line: usize,
    /// The index of the milestone in [`Asked::milestones`].
    pub milestone: usize,
    /// What is said.
    pub says: Says,
}

/// A line that comes back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unread {
    /// The line of the reply, counted from 1.
    pub line: usize,
    /// What it says. It is untrusted.
    pub text: String,
    /// What it says in a form that is understood.
    pub did_you_mean: Option<String>,
    /// Other lines that are understood, of the milestone that it names.
    pub answers: Vec<String>,
    /// Why what it says is not taken; none if the line itself is not understood.
    pub because: Option<String>,
}

/// What was read in a reply.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The answers, in the order of the reply.
    pub answers: Vec<Answer>,
    /// The lines that were not understood.
    pub unread: Vec<Unread>,
}
