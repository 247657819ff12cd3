//! Working days, walked one by one.

use super::case::{Case, LinkKind, Range, Span, Unit};
use super::days::{Day, Instant, Side, end_of, start_of, weekday};

/// Which days are worked.
#[derive(Clone, Debug)]
pub struct WorkDays {
    week: [bool; 7],
    off: Vec<Range>,
}

/// Far enough that a walk that is still going must be an error of the oracle itself.
const FAR: i32 = 20_000;

impl WorkDays {
    /// A calendar by its number, nothing taken off for anybody's leave.
    pub fn of_calendar(case: &Case, calendar: usize) -> WorkDays {
        let spec = &case.calendars[calendar];
        WorkDays { week: spec.week, off: spec.holidays.clone() }
    }

    /// "A milestone's calendar: its own, else its owner's, else the program's, else `default` (its
    /// **base calendar**)". Milestones of these cases have none of their own.
    pub fn base(case: &Case, milestone: usize) -> WorkDays {
        let milestone = &case.milestones[milestone];
        let owners = milestone.owner.and_then(|owner| case.owners[owner].calendar);
        let programs = case.programs[milestone.program].calendar;
        WorkDays::of_calendar(case, owners.or(programs).unwrap_or(0))
    }

    /// The base calendar, "less the owner's `away`".
    pub fn full(case: &Case, milestone: usize) -> WorkDays {
        let mut days = WorkDays::base(case, milestone);
        if let Some(owner) = case.milestones[milestone].owner {
            days.off.extend(case.owners[owner].away.iter().copied());
        }
        days
    }

    /// Is this day worked?
    pub fn works(&self, day: Day) -> bool {
        let off = self.off.iter().any(|(from, to)| (*from..=*to).contains(&day));
        self.week[weekday(day)] && !off
    }

    /// "`w` = days in the `week:` of the calendar in which the value counts, holidays ignored".
    pub fn count_of(&self, span: Span) -> i32 {
        let week = self.week.iter().filter(|works| **works).count() as i32;
        match span.unit {
            Unit::Days | Unit::Elapsed => span.count,
            Unit::Weeks => span.count * week,
        }
    }

    /// "A start bound snaps to the next working start of the successor."
    pub fn next_start(&self, bound: Instant) -> Instant {
        let first = first_day_after(bound);
        let day = (first..first + FAR).find(|day| self.works(*day));
        start_of(day.expect("a working day"))
    }

    /// "An event stays on its instant if that is the end of one of its working days, else goes to
    /// the next working start."
    pub fn rest_event(&self, bound: Instant) -> Instant {
        match bound.side {
            Side::End if self.works(bound.day) => bound,
            _ => self.next_start(bound),
        }
    }

    /// The end of the last working day that is wholly before the instant.
    pub fn last_end(&self, instant: Instant) -> Instant {
        end_of(self.nth_before(instant, 1))
    }

    /// The nth working day that lies wholly after the instant.
    pub fn nth_after(&self, instant: Instant, n: i32) -> Day {
        let first = first_day_after(instant);
        let mut worked = (first..first + FAR).filter(|day| self.works(*day));
        worked.nth(n as usize - 1).expect("a working day")
    }

    /// The nth working day that lies wholly before the instant, counted back from it.
    pub fn nth_before(&self, instant: Instant, n: i32) -> Day {
        let last = last_day_before(instant);
        let mut worked = (0..FAR).map(|back| last - back).filter(|day| self.works(*day));
        worked.nth(n as usize - 1).expect("a working day")
    }

    /// "5d from Mon 5 Jan 2026 finish Fri 9 Jan": the end of the last of so many working days.
    pub fn finish_of(&self, start: Instant, duration: i32) -> Instant {
        end_of(self.nth_after(start, duration))
    }

    /// The start of the first of so many working days of which the last ends by the instant.
    pub fn start_for(&self, finish: Instant, duration: i32) -> Instant {
        start_of(self.nth_before(finish, duration))
    }

    /// Working days that lie wholly between two instants, negative where the second is earlier.
    pub fn between(&self, from: Instant, to: Instant) -> i32 {
        if to < from {
            return -self.between(to, from);
        }
        let days = first_day_after(from)..=last_day_before(to);
        days.filter(|day| self.works(*day)).count() as i32
    }

    /// "signed, late positive, in base working days … between printed days": the working days of
    /// (reference, day], as `(due, as-of day]` are those of what is overdue.
    pub fn variance(&self, reference: Day, day: Day) -> i32 {
        self.between(end_of(reference), end_of(day))
    }

    /// "A lag of +n working days ends at the end of the nth base working day after the instant,
    /// −n at the start of the nth before, 0 leaves it; an elapsed lag moves civil days and keeps
    /// the side."
    pub fn lagged(&self, instant: Instant, lag: Span) -> Instant {
        let count = self.count_of(lag);
        match lag.unit {
            Unit::Elapsed => Instant { day: instant.day + count, side: instant.side },
            _ if count > 0 => end_of(self.nth_after(instant, count)),
            _ if count < 0 => start_of(self.nth_before(instant, -count)),
            _ => instant,
        }
    }

    /// The instant so many working days on: a start stays a start, an end an end.
    pub fn slipped(&self, instant: Instant, slip: i32) -> Instant {
        match (slip, instant.side) {
            (0, _) => instant,
            (_, Side::End) => end_of(self.nth_after(instant, slip)),
            (_, Side::Start) => start_of(self.nth_after(end_of(instant.day), slip)),
        }
    }
}

/// The instant of the predecessor that a link starts from.
pub fn link_origin(kind: LinkKind, start: Instant, finish: Instant) -> Instant {
    match kind {
        LinkKind::FinishStart => finish,
        LinkKind::StartStart => start,
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
