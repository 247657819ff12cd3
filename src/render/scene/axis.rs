//! The axis of days: where days, weeks, months or years begin, as close as their names have room.

use crate::time::Day;

/// What lies between two ticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Day,
    Week,
    Months(i32),
    Years(i32),
}

const STEPS: [Step; 12] = [
    Step::Day,
    Step::Week,
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(50),
    Step::Years(100),
];

/// A day at which something begins, with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tick {
    pub(super) day: Day,
    pub(super) name: String,
}

/// The ticks below an axis, and the names of what they lie in above it.
#[derive(Debug)]
pub(super) struct Axis {
    pub(super) above: Vec<Tick>,
    pub(super) below: Vec<Tick>,
}

/// Returns the axis of some days: the closest ticks whose names have room. `wide` says how wide a
/// name is with the gap to the next one, `room` how much room a number of days has.
pub(super) fn axis((from, to): (Day, Day), wide: impl Fn(&str) -> i32, room: impl Fn(i32) -> i32) -> Axis {
    let fits = |step: &Step| wide(step.widest()) <= room(step.least_days());
    let step = STEPS.into_iter().find(fits).unwrap_or(Step::Years(100));
    let begins = |step: Step| {
        let days = (0..=to.since(from)).map(|ahead| from.plus(ahead));
        days.filter(move |day| step.begins(*day)).collect::<Vec<Day>>()
    };
    let tick = |day: &Day| Tick { day: *day, name: step.name(*day) };
    let outer = match step {
        Step::Day | Step::Week => Some(Step::Months(1)),
        Step::Months(_) => Some(Step::Years(1)),
        Step::Years(_) => None,
    };
    let above = outer.map(|outer| {
        let days = begins(outer).into_iter().filter(|day| *day != from);
        let name = |day: Day| match outer {
            Step::Years(_) => day.year().to_string(),
            _ => format!("{} {}", day.month(), day.year()),
        };
        std::iter::once(from).chain(days).map(|day| Tick { day, name: name(day) }).collect()
    });
    Axis { above: above.unwrap_or_default(), below: begins(step).iter().map(tick).collect() }
}

impl Step {
    fn begins(self, day: Day) -> bool {
        match self {
            Self::Day => true,
            Self::Week => day.weekday() == 0,
            Self::Months(months) => day.first_of_month() == day && day.months() % months == 0,
            Self::Years(years) => {
                day.first_of_month() == day && day.months() % 12 == 0 && day.year() % years == 0
            }
        }
    }

    fn name(self, day: Day) -> String {
        match self {
            Self::Day | Self::Week => day.of_month().to_string(),
            Self::Months(_) => day.month().to_owned(),
            Self::Years(_) => day.year().to_string(),
        }
    }

    /// Returns a name that is as wide as any.
    fn widest(self) -> &'static str {
        match self {
            Self::Day | Self::Week => "30",
            Self::Months(_) => "Mar",
            Self::Years(_) => "2000",
        }
    }

    fn least_days(self) -> i32 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Months(months) => 28 * months,
            Self::Years(years) => 365 * years,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(from: &str, to: &str, width: i32) -> (Vec<String>, Vec<String>) {
        let [from, to] = [from, to].map(|day| Day::parse(day).unwrap());
        let days = to.since(from) + 1;
        let found = axis((from, to), |name| name.len() as i32 + 1, |count| width * count / days);
        let names = |ticks: Vec<Tick>| ticks.into_iter().map(|tick| tick.name).collect();
        (names(found.above), names(found.below))
    }

    #[track_caller]
    fn check(days: (&str, &str), width: i32, above: &[&str], below: &[&str]) {
        let found = names(days.0, days.1, width);
        assert_eq!((&found.0[..], &found.1[..]), (&strings(above)[..], &strings(below)[..]));
    }

    fn strings(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn ticks_are_as_close_as_their_names_have_room() {
        check(("2026-09-14", "2026-09-17"), 40, &["Sep 2026"], &["14", "15", "16", "17"]);
        check(("2026-09-14", "2026-10-04"), 20, &["Sep 2026", "Oct 2026"], &["14", "21", "28"]);
        check(("2026-11-10", "2027-02-03"), 20, &["2026", "2027"], &["Dec", "Jan", "Feb"]);
        check(("2026-01-01", "2026-12-31"), 24, &["2026"], &["Jan", "Apr", "Jul", "Oct"]);
        check(("2026-01-01", "2033-12-31"), 24, &[], &["2026", "2028", "2030", "2032"]);
    }
}
