//! Whether an entry is worse, better or the same as then, and in what.

use super::Mark;
pub use super::facts::Level;
use super::facts::{Cost, Facts};
use crate::analysis::health::Health;
use crate::time::Day;

/// How one line of the status compares with then.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub mark: Mark,
    /// What differs, for what was there then. What differs in a line that is the same makes it
    /// neither worse nor better, such as another owner.
    pub differences: Vec<Difference>,
    /// The forecast then and now, if nothing but the days that passed moved it.
    pub drift: Option<(Option<Day>, Option<Day>)>,
    /// Whether then a list told of it too.
    pub was_told: bool,
    /// The id of the entry with which its lateness was told then, if it had none of its own.
    pub told_with: Option<String>,
}

impl Line {
    pub(super) fn new(mark: Mark) -> Self {
        Self { mark, differences: Vec::new(), drift: None, was_told: false, told_with: None }
    }

    /// Whether nothing in it differs from then, apart from what days that pass add.
    pub fn is_unchanged(&self) -> bool {
        self.mark == Mark::Same && self.differences.is_empty() && self.was_told
    }
}

/// Something that differs from then.
#[derive(Debug, Clone, PartialEq)]
pub enum Difference {
    /// It broke no firm promise then.
    BreaksFirm,
    /// It stood otherwise to its promise.
    Stands {
        before: Level,
        after: Level,
    },
    /// Something else that is wrong now.
    Began(String),
    /// Something else that was wrong then.
    Ended(String),
    Forecast {
        before: Option<Day>,
        after: Option<Day>,
    },
    /// The promised day, or the day by which something is asked.
    Promise {
        before: Option<Day>,
        after: Option<Day>,
    },
    /// What it costs a promise, in working days.
    Costs {
        promise: String,
        before: Option<i32>,
        after: Option<i32>,
    },
    /// How many working days a risk that occurred costs.
    RiskCosts {
        risk: String,
        before: i32,
        after: i32,
    },
    BlockEnds {
        before: Option<Day>,
        after: Option<Day>,
    },
    /// The calculated health.
    Health {
        before: Health,
        after: Health,
    },
    Owner {
        before: Option<String>,
        after: Option<String>,
    },
    WaitingOn {
        before: Option<String>,
        after: Option<String>,
    },
}

/// Collects what differs.
#[derive(Default)]
struct Judge {
    worse: bool,
    better: bool,
    differences: Vec<Difference>,
}

/// Which way something went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Worse,
    Better,
    Neither,
}

impl Way {
    fn of(is_worse: bool) -> Self {
        if is_worse { Self::Worse } else { Self::Better }
    }

    /// A promise that moved makes nothing better.
    fn unless(self, moved: bool) -> Self {
        if moved && self == Self::Better { Self::Neither } else { self }
    }
}

impl Judge {
    fn add(&mut self, way: Way, difference: Difference) {
        self.worse |= way == Way::Worse;
        self.better |= way == Way::Better;
        self.differences.push(difference);
    }
}

/// Compares an entry with then, given what the plans of then would say today.
pub(super) fn compare(now: &Facts, then: &Facts, passed: &Facts) -> Line {
    let mut judge = Judge::default();
    judge.dates(now, then, passed);
    judge.troubles(now, then, passed);
    judge.line(now, then, passed)
}

/// Does the same for a line that shows a health.
pub(super) fn compare_with_health(now: &Facts, then: &Facts, passed: &Facts) -> Line {
    let mut judge = Judge::default();
    judge.dates(now, then, passed);
    judge.troubles(now, then, passed);
    // How it stands to its promise says it already.
    if let (Some(before), Some(after)) = (then.health, now.health)
        && before != after
        && then.level == now.level
    {
        judge.add(Way::of(after < before), Difference::Health { before, after });
    }
    judge.line(now, then, passed)
}

/// Whether a day is later, where none is later than any.
fn is_later(day: Option<Day>, other: Option<Day>) -> bool {
    day.is_none() && other.is_some() || day.zip(other).is_some_and(|(day, other)| day > other)
}

impl Judge {
    fn dates(&mut self, now: &Facts, then: &Facts, passed: &Facts) {
        let moved_later = now.due != then.due && is_later(now.due, then.due);
        if now.breaks_firm && !then.breaks_firm && then.is_listed {
            self.add(Way::Worse, Difference::BreaksFirm);
        }
        if now.level != then.level {
            let way = Way::of(now.level > then.level).unless(moved_later);
            self.add(way, Difference::Stands { before: then.level, after: now.level });
        }
        if now.finish != then.finish && now.finish != passed.finish {
            let way = Way::of(is_later(now.finish, then.finish));
            self.add(way, Difference::Forecast { before: then.finish, after: now.finish });
        }
        if now.due != then.due {
            let is_earlier = now.due.zip(then.due).is_some_and(|(now, then)| now < then);
            let way = if is_earlier { Way::Worse } else { Way::Neither };
            self.add(way, Difference::Promise { before: then.due, after: now.due });
        }
        if then.is_listed {
            self.costs(now, then, passed);
        }
    }

    fn costs(&mut self, now: &Facts, then: &Facts, passed: &Facts) {
        let gone = then.costs.iter().filter(|(promise, _)| !now.costs.contains_key(*promise));
        let mut promises: Vec<(usize, &String)> =
            now.costs.iter().chain(gone).map(|(promise, cost)| (cost.place, promise)).collect();
        promises.sort();
        for (_, promise) in promises {
            let of = |facts: &Facts| facts.costs.get(promise).copied();
            let days = |cost: Option<Cost>| cost.map(|cost| cost.workdays);
            let (after, before) = (of(now), of(then));
            // A promise that begins or ceases to be hit is news, whatever brought it about.
            let is_drift = before.is_some() && days(after) == days(of(passed));
            if days(after) == days(before) || is_drift {
                continue;
            }
            let moved = after.zip(before).is_some_and(|(after, before)| is_later(after.due, before.due));
            // A promise that stays late for another reason is no gain.
            let is_late_still = after.is_none() && now.late.contains(promise);
            let way = Way::of(days(after) > days(before)).unless(moved || is_late_still);
            let (before, after) = (days(before), days(after));
            self.add(way, Difference::Costs { promise: promise.clone(), before, after });
        }
    }

    fn troubles(&mut self, now: &Facts, then: &Facts, passed: &Facts) {
        for began in now.troubles.difference(&then.troubles) {
            self.add(Way::Worse, Difference::Began(began.clone()));
        }
        for ended in then.troubles.difference(&now.troubles) {
            self.add(Way::Better, Difference::Ended(ended.clone()));
        }
        for (risk, after) in &now.up_to {
            let before = then.up_to.get(risk).filter(|before| *before != after);
            if let Some(before) = before.filter(|_| passed.up_to.get(risk) != Some(after)) {
                let (before, after) = (*before, *after);
                self.add(
                    Way::of(after > before),
                    Difference::RiskCosts { risk: risk.clone(), before, after },
                );
            }
        }
        if let (Some((until, whom)), Some((until_then, whom_then))) = (&now.block, &then.block) {
            if until != until_then {
                let way = Way::of(is_later(*until, *until_then));
                self.add(way, Difference::BlockEnds { before: *until_then, after: *until });
            }
            if whom != whom_then {
                let (before, after) = (whom_then.clone(), whom.clone());
                self.add(Way::Neither, Difference::WaitingOn { before, after });
            }
        }
        if let (Some(after), Some(before)) = (now.computed, then.computed)
            && after != before
        {
            self.add(Way::of(after < before), Difference::Health { before, after });
        }
        if now.owner != then.owner {
            let (before, after) = (then.owner.clone(), now.owner.clone());
            self.add(Way::Neither, Difference::Owner { before, after });
        }
    }

    fn line(self, now: &Facts, then: &Facts, passed: &Facts) -> Line {
        let drifted = now.finish != then.finish && now.finish == passed.finish;
        Line {
            mark: match (self.worse, self.better) {
                (true, _) => Mark::Worse,
                (false, true) => Mark::Better,
                (false, false) => Mark::Same,
            },
            differences: self.differences,
            drift: drifted.then_some((then.finish, now.finish)),
            was_told: then.is_listed,
            told_with: None,
        }
    }
}
