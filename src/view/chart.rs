//! A chart of days: bars and marks of milestones in lanes, as days and words. Where anything stands
//! on paper or on a screen is up to the renderers.

use super::words::{Tone, Words};
use crate::syntax::LinkKind;
use crate::time::Day;

/// Bars on a line of days.
#[derive(Debug, Clone)]
pub struct Chart {
    /// What it shows, in a line.
    pub title: Words,
    /// How it is read, and where its days are as a table.
    pub about: &'static str,
    /// What a bar is that is not filled.
    pub open: &'static str,
    /// The first day that is drawn.
    pub from: Day,
    /// The last day that is drawn.
    pub to: Day,
    pub today: Day,
    /// Runs of days off for everybody.
    pub off: Vec<(Day, Day)>,
    /// What the freezes are called.
    pub freezes: Vec<Words>,
    pub lanes: Vec<Lane>,
    /// Arrows, with the indices of the bars over all lanes that they lead from and to.
    pub links: Vec<(usize, usize, LinkKind)>,
}

impl Chart {
    /// Returns a chart of rows that are not milestones, from the first day of any to the last, with
    /// nothing behind them.
    pub(super) fn of_rows(
        title: String,
        about: &'static str,
        open: &'static str,
        today: Day,
        lanes: Vec<Lane>,
    ) -> Self {
        let ends = |bar: &Bar| bar.days.map(|(from, to)| [from, to]).into_iter().flatten().chain(bar.promise);
        let days = || lanes.iter().flat_map(|lane| lane.bars.iter().flat_map(ends));
        let (from, to) = (days().min().unwrap_or(today), days().max().unwrap_or(today));
        let (off, freezes, links) = (Vec::new(), Vec::new(), Vec::new());
        Self { title: title.into(), about, open, from, to, today, off, freezes, lanes, links }
    }

    /// Returns the bars of all lanes, in order.
    pub fn bars(&self) -> impl Iterator<Item = &Bar> {
        self.lanes.iter().flat_map(|lane| &lane.bars)
    }
}

/// Bars under one title.
#[derive(Debug, Clone)]
pub struct Lane {
    pub title: Words,
    pub bars: Vec<Bar>,
}

/// One bar with its marks. Every day may lie outside the days that are drawn.
#[derive(Debug, Clone, Default)]
pub struct Bar {
    /// What people type for it.
    pub id: Words,
    /// What people call it.
    pub name: Words,
    /// Everything that is drawn of it, and its whole name, in words.
    pub about: Words,
    /// What stands beside it: its date, and how late that is.
    pub note: Words,
    /// The meaning of the note.
    pub tone: Tone,
    /// Its first and last day; none without dates.
    pub days: Option<(Day, Day)>,
    /// Whether it is an event, which has a mark and no bar.
    pub is_event: bool,
    /// The last day of its filled part.
    pub done_to: Option<Day>,
    pub promise: Option<Day>,
    /// The first promise, if the promise was moved.
    pub first_promise: Option<Day>,
    /// The first and last day of the thin bar beneath.
    pub baseline: Option<(Day, Day)>,
    /// Whether its end is open: the forecast is only the earliest day left.
    pub is_open: bool,
    pub is_critical: bool,
    /// The days on which a freeze stops it, with the index of the freeze.
    pub frozen: Vec<(Day, Day, usize)>,
}
