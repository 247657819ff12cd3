//! A distribution of whole days, as a table from which numbers are drawn.

use super::beta::beta_survival;
use crate::syntax::Distribution;

/// Three points of an estimate, in days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Points {
    pub optimistic: f64,
    pub likely: f64,
    pub pessimistic: f64,
}

impl Points {
    /// Returns the points of what is certain.
    pub fn certain(days: u32) -> Self {
        let days = f64::from(days);
        Self { optimistic: days, likely: days, pessimistic: days }
    }

    /// Whether there is nothing to draw.
    pub fn is_certain(self) -> bool {
        self.pessimistic <= self.optimistic
    }

    /// Returns the probability that it takes longer than `days`.
    pub fn survival(self, distribution: Distribution, days: f64) -> f64 {
        let Self { optimistic, likely, pessimistic } = self;
        let width = pessimistic - optimistic;
        if days <= optimistic {
            return 1.0;
        }
        if days >= pessimistic {
            return 0.0;
        }
        match distribution {
            Distribution::Pert => {
                let alpha = 1.0 + 4.0 * (likely - optimistic) / width;
                beta_survival(alpha, 6.0 - alpha, (days - optimistic) / width)
            }
            Distribution::Triangular if days <= likely => {
                1.0 - (days - optimistic) * (days - optimistic) / (width * (likely - optimistic))
            }
            Distribution::Triangular => {
                (pessimistic - days) * (pessimistic - days) / (width * (pessimistic - likely))
            }
        }
    }
}

/// Of a wider range, only so many days are told apart exactly; between them it is a straight line.
const STEPS: u32 = 200;

/// A length rounded to whole days, as a function of one uniform number.
///
/// It has a step per day: the last uniform number that gives it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spread {
    steps: Vec<Step>,
    /// The step at which the search begins, by the first bits of the number.
    begin: [u8; BEGINNINGS],
}

const BEGINNINGS: usize = 32;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    through: u32,
    days: u32,
}

impl Spread {
    /// Returns the spread of an estimate, cut off where something is known of it.
    ///
    /// `fits` says whether the whole may take so many days for all that is known; from some length
    /// on it does. `value` says what is drawn then, which grows with the days. What should be over
    /// by all estimates takes the longest.
    pub fn new(
        distribution: Distribution,
        points: Points,
        fits: impl Fn(u32) -> bool,
        value: impl Fn(u32) -> u32,
    ) -> Self {
        if points.is_certain() {
            return Self::certain(value(rounded(points.likely)));
        }
        let first = rounded(points.optimistic);
        // The last day that has any probability: half a day on either side is rounded to it.
        let last = first.max(libm::ceil(points.pessimistic - 0.5) as u32);
        let Some(first) = (first..last).find(|days| fits(*days)) else {
            return Self::certain(value(last));
        };
        let above = |days: u32| points.survival(distribution, f64::from(days) + 0.5);
        let whole = match first {
            0 => 1.0,
            first => points.survival(distribution, f64::from(first) - 0.5),
        };
        let stride = ((last - first) / STEPS + 1) as usize;
        let mut steps: Vec<Step> = Vec::new();
        for days in (first..last).step_by(stride).chain([last]) {
            let below = match days == last || whole <= 0.0 {
                true => 1.0,
                false => 1.0 - above(days) / whole,
            };
            let numbers = (below * 4_294_967_296.0) as u64;
            let Some(through) = numbers.min(1 << 32).checked_sub(1) else { continue };
            let step = Step { through: through as u32, days: value(days) };
            match steps.last_mut() {
                Some(before) if before.through >= step.through => {}
                Some(before) if before.days == step.days => *before = step,
                _ => steps.push(step),
            }
        }
        Self::of(steps)
    }

    /// Returns the spread of what is certain.
    pub fn certain(days: u32) -> Self {
        Self::of(vec![Step { through: u32::MAX, days }])
    }

    fn of(steps: Vec<Step>) -> Self {
        let begin = std::array::from_fn(|at| {
            let first = (at as u64) << 32 >> BEGINNINGS.ilog2();
            let before = steps.partition_point(|step| u64::from(step.through) < first);
            before.min(usize::from(u8::MAX)) as u8
        });
        Self { steps, begin }
    }

    /// Whether every run draws the same.
    pub fn is_certain(&self) -> bool {
        self.steps.len() < 2
    }

    /// Returns the days that a uniform number gives; a larger number never gives fewer.
    pub fn days(&self, uniform: u32) -> u32 {
        let mut at = usize::from(self.begin[(uniform >> (32 - BEGINNINGS.ilog2())) as usize]);
        while self.steps.get(at).is_some_and(|step| step.through < uniform) {
            at += 1;
        }
        let Some(step) = self.steps.get(at) else { return self.steps.last().map_or(0, |last| last.days) };
        let Some(before) = at.checked_sub(1).map(|before| self.steps[before]) else { return step.days };
        let wide = u64::from(step.days - before.days);
        if wide == 1 {
            return step.days;
        }
        let (into, numbers) = (u64::from(uniform - before.through), u64::from(step.through - before.through));
        before.days + (wide * into).div_ceil(numbers) as u32
    }
}

/// Returns a number of days rounded to the nearest, halves up.
fn rounded(days: f64) -> u32 {
    libm::floor(days + 0.5).max(0.0) as u32
}
