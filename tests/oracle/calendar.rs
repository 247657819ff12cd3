//! Working days, counted one by one.

use super::case::{Case, Freeze, Range, Span, Unit};
use super::days::{Day, Instant, Side, end_of, start_of, weekday};

/// The working days, listed day by day.
#[derive(Clone, Debug)]
pub struct WorkDays {
    /// "`w` = days in the `week:` of the calendar in which the value counts"
    week: [bool; 7],
    first: Day,
    worked: Vec<bool>,
    /// "`unbroken: true` … = a piece of work needs that many consecutive civil days of it"
    pub unbroken: bool,
}

/// Days listed before and after the as-of day. Every date of a case lies within them. A search that
/// finds no working day is in a calendar without further slots, because all others have a working
/// day every few weeks.
const BEFORE: Day = 1_100;
const AFTER: Day = 1_100;

impl WorkDays {
    /// A calendar by its index, without anybody's leave taken out: "the nearest definition wins:
    /// own workdays, own holidays, then the parent's; `week` is the nearest given, else Monday to
    /// Friday". So it is filled from the farthest definition to the nearest.
    pub fn of_calendar(case: &Case, calendar: usize) -> WorkDays {
        let mut chain = vec![&case.calendars[calendar]];
        while let Some(parent) = chain[chain.len() - 1].extends {
            chain.push(&case.calendars[parent]);
        }
        let week = chain.iter().find_map(|spec| spec.week).unwrap_or(super::case::MONDAY_TO_FRIDAY);
        let unbroken = chain.iter().find_map(|spec| spec.unbroken).unwrap_or(false);
        let mut days = WorkDays { unbroken, ..WorkDays::listed(case, week) };
        for spec in chain.into_iter().rev() {
            spec.holidays.iter().for_each(|range| days.write(*range, false));
            spec.workdays.iter().for_each(|range| days.write(*range, true));
        }
        days
    }

    /// The days of a week, without holidays.
    fn listed(case: &Case, week: [bool; 7]) -> WorkDays {
        let first = case.as_of - BEFORE;
        let worked = (first..case.as_of + AFTER).map(|day| week[weekday(day)]).collect();
        WorkDays { week, first, worked, unbroken: false }
    }

    fn write(&mut self, (from, to): Range, works: bool) {
        for day in from..=to {
            if let Some(place) = self.place(day) {
                self.worked[place] = works;
            }
        }
    }

    fn place(&self, day: Day) -> Option<usize> {
        let place = usize::try_from(day - self.first).ok()?;
        (place < self.worked.len()).then_some(place)
    }

    /// The index of the base calendar of a milestone: "its own, else its owner's, else the
    /// program's, else `default`".
    pub fn base_of(case: &Case, milestone: usize) -> usize {
        let milestone = &case.milestones[milestone];
        let owners = milestone.owner.and_then(|owner| case.owners[owner].calendar);
        let programs = case.programs[milestone.program].calendar;
        milestone.calendar.or(owners).or(programs).unwrap_or(0)
    }

    /// "**Lateness has one unit**": "the program's `calendar`; where that has no working day in
    /// `week` the `default`, where that has none either Monday to Friday; no leave, no freeze, never
    /// an owner's".
    pub fn of_lateness(case: &Case, program: usize) -> WorkDays {
        let named = case.programs[program].calendar.unwrap_or(0);
        let calendars = [named, 0].map(|calendar| WorkDays::of_calendar(case, calendar));
        let found = calendars.into_iter().find(|calendar| calendar.week != [false; 7]);
        found.unwrap_or_else(|| WorkDays::listed(case, super::case::MONDAY_TO_FRIDAY))
    }

    /// The base calendar, "less the owner's `away` and matching freezes".
    pub fn full(&self, case: &Case, m: usize) -> WorkDays {
        let mut days = self.clone();
        let milestone = &case.milestones[m];
        // "`pauses` … (this milestone alone is not worked on then)"
        milestone.pauses.iter().for_each(|range| days.write(*range, false));
        if let Some(owner) = milestone.owner {
            case.owners[owner].away.iter().for_each(|range| days.write(*range, false));
        }
        // "`freezes: [{name, dates, tags, except}]` (no `tags` = everyone; `except` = milestones that
        // may work all the same; also allowed in a program, for its own milestones)"
        let matches = |freeze: &&Freeze| {
            let tagged = freeze.tags.is_empty() || freeze.tags.iter().any(|tag| milestone.tags.contains(tag));
            tagged && !freeze.except.contains(&m)
        };
        let freezes = case.freezes.iter().chain(&case.programs[milestone.program].freezes).filter(matches);
        freezes.flat_map(|freeze| &freeze.dates).for_each(|range| days.write(*range, false));
        days
    }

    /// Whether this is a working day.
    pub fn works(&self, day: Day) -> bool {
        self.place(day).is_some_and(|place| self.worked[place])
    }

    /// "`w` = days in the `week:` of the calendar in which the value counts, holidays ignored".
    pub fn count_of(&self, span: Span) -> i32 {
        match span.unit {
            Unit::Days | Unit::Elapsed => span.count,
            Unit::Weeks => span.count * self.week.iter().filter(|works| **works).count() as i32,
        }
    }

    /// Working days from a day on, in order.
    pub fn from(&self, day: Day) -> impl Iterator<Item = Day> {
        let end = self.first + self.worked.len() as Day;
        (day.max(self.first)..end).filter(|day| self.works(*day))
    }

    /// Working days until a day, counted back from it.
    pub fn until(&self, day: Day) -> impl Iterator<Item = Day> {
        (self.first..=day).rev().filter(|day| self.works(*day))
    }

    /// "A start bound snaps to the next working start of the successor."
    pub fn next_start(&self, bound: Instant) -> Option<Instant> {
        self.from(first_day_after(bound)).next().map(start_of)
    }

    /// "the first working end of the successor's calendar not before the bound in absolute time"
    pub fn next_end(&self, bound: Instant) -> Option<Instant> {
        self.from(bound.day).next().map(end_of)
    }

    /// "An event stays on its instant if that is the end of one of its working days, else goes to
    /// the next working start."
    pub fn rest_event(&self, bound: Instant) -> Option<Instant> {
        match bound.side {
            Side::End if self.works(bound.day) => Some(bound),
            _ => self.next_start(bound),
        }
    }

    /// The end of the last working day that lies entirely before the instant.
    pub fn last_end(&self, instant: Instant) -> Option<Instant> {
        self.nth_before(instant, 1).map(end_of)
    }

    /// The nth working day that lies entirely after the instant.
    pub fn nth_after(&self, instant: Instant, n: i32) -> Option<Day> {
        self.from(first_day_after(instant)).nth(n as usize - 1)
    }

    /// The nth working day that lies entirely before the instant, counted back from it.
    pub fn nth_before(&self, instant: Instant, n: i32) -> Option<Day> {
        let last = last_day_before(instant);
        let mut worked = (self.first..=last).rev().filter(|day| self.works(*day));
        worked.nth(n as usize - 1)
    }

    /// "5d from Mon 5 Jan 2026 finish Fri 9 Jan": the end of the last of this many working days.
    /// `None` if they would not follow one another where they must.
    pub fn finish_of(&self, start: Instant, duration: i32) -> Option<Instant> {
        let last = self.nth_after(start, duration)?;
        let in_one_go = last - first_day_after(start) == duration - 1;
        (in_one_go || !self.unbroken).then_some(end_of(last))
    }

    /// The start of the first of this many working days, of which the last ends by the instant.
    pub fn start_for(&self, finish: Instant, duration: i32) -> Option<Instant> {
        self.nth_before(finish, duration).map(start_of)
    }

    /// Working days that lie entirely between two instants; negative if the second is earlier.
    pub fn between(&self, from: Instant, to: Instant) -> i32 {
        if to < from {
            return -self.between(to, from);
        }
        let days = first_day_after(from)..=last_day_before(to);
        days.filter(|day| self.works(*day)).count() as i32
    }

    /// "signed, late positive, in the program's calendar and in civil days between printed days": the
    /// working days of (reference, day], as `(due, as-of day]` are those of what is overdue.
    pub fn variance(&self, reference: Day, day: Day) -> i32 {
        self.between(end_of(reference), end_of(day))
    }

    /// Working days from one day through another, both included.
    pub fn through(&self, from: Day, to: Day) -> i32 {
        (from..=to).filter(|day| self.works(*day)).count() as i32
    }

    /// "A lag of +n working days ends at the end of the nth base working day after the instant,
    /// −n at the start of the nth before, 0 leaves it; an elapsed lag moves civil days and keeps
    /// the side."
    pub fn lagged(&self, instant: Instant, lag: Span) -> Option<Instant> {
        let count = self.count_of(lag);
        match lag.unit {
            Unit::Elapsed => Some(Instant { day: instant.day + count, side: instant.side }),
            _ if count > 0 => self.nth_after(instant, count).map(end_of),
            // There is no slot before the first one, so the link holds nothing.
            _ if count < 0 => Some(start_of(self.nth_before(instant, -count).unwrap_or(self.first))),
            _ => Some(instant),
        }
    }

    /// The instant this many working days later; a start stays a start, an end stays an end.
    pub fn slipped(&self, instant: Instant, slip: i32) -> Option<Instant> {
        match (slip, instant.side) {
            (0, _) => Some(instant),
            (_, Side::End) => self.nth_after(instant, slip).map(end_of),
            (_, Side::Start) => self.nth_after(end_of(instant.day), slip).map(start_of),
        }
    }
}

fn first_day_after(instant: Instant) -> Day {
    match instant.side {
        Side::Start => instant.day,
        Side::End => instant.day + 1,
    }
}

fn last_day_before(instant: Instant) -> Day {
    match instant.side {
        Side::Start => instant.day - 1,
        Side::End => instant.day,
    }
}
