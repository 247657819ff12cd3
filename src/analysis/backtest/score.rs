//! How well odds were met: coverage with its interval, and the Brier score.

/// Where in the runs a milestone finished: the shares of the runs that finished before that day and
/// through it. What should be over and is not is behind all of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Among {
    pub before: f64,
    pub through: f64,
}

const P10: f64 = 0.1;
const P90: f64 = 0.9;

impl Among {
    /// Behind every run.
    pub const LATE: Self = Self { before: 1.0, through: 1.0 };

    /// Returns the part of the day that lies before P10.
    pub fn early(self) -> f64 {
        self.part(0.0, P10)
    }

    /// Returns the part of the day that lies from P10 to P90.
    pub fn inside(self) -> f64 {
        1.0 - self.early() - self.late()
    }

    /// Returns the part of the day that lies after P90.
    pub fn late(self) -> f64 {
        self.part(P90, 1.0)
    }

    /// Days are whole, so that a day has a share of the runs, and what of it lies between two
    /// limits counts. If no run finished on that day, it lies where it falls.
    fn part(self, from: f64, to: f64) -> f64 {
        let width = self.through - self.before;
        if width > 0.0 {
            return (self.through.min(to) - self.before.max(from)).max(0.0) / width;
        }
        let is_outside = if from > 0.0 { self.before > from } else { self.before < to };
        f64::from(u8::from(is_outside))
    }
}

/// How many of some milestones finished between P10 and P90, and on either side, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    pub percent: u32,
    /// The interval in which the true share lies with 95 %: rounded down and up.
    pub low: u32,
    pub high: u32,
    pub early: u32,
    pub late: u32,
}

impl Coverage {
    /// Returns that of milestones, each an observation; `None` without any.
    pub(super) fn of(all: &[Among]) -> Option<Self> {
        let count = all.len();
        let sum = |part: fn(Among) -> f64| all.iter().map(|among| part(*among)).sum::<f64>();
        let percent = |part| (sum(part) / count as f64 * 100.0).round() as u32;
        let (low, high) = wilson(sum(Among::inside), count)?;
        Some(Self {
            percent: percent(Among::inside),
            low: (low * 100.0 + 1e-9) as u32,
            high: (high * 100.0 - 1e-9).ceil() as u32,
            early: percent(Among::early),
            late: percent(Among::late),
        })
    }
}

/// The share of a normal distribution within so many standard deviations is 95 %.
const DEVIATIONS: f64 = 1.959_963_985;

/// Returns Wilson's interval of a share, with 95 %: `hits` of `count`.
pub(super) fn wilson(hits: f64, count: usize) -> Option<(f64, f64)> {
    if count == 0 {
        return None;
    }
    let (count, square) = (count as f64, DEVIATIONS * DEVIATIONS);
    let share = hits / count;
    let whole = 1.0 + square / count;
    let middle = (share + square / (2.0 * count)) / whole;
    let within = share * (1.0 - share) / count + square / (4.0 * count * count);
    let half = DEVIATIONS / whole * within.max(0.0).sqrt();
    Some(((middle - half).max(0.0), (middle + half).min(1.0)))
}

/// Returns the mean square of odds less what came, 1 for kept; `None` without promises.
pub(super) fn brier(promises: impl IntoIterator<Item = (f64, bool)>) -> Option<f64> {
    let squares = promises.into_iter().map(|(odds, is_kept)| {
        let off = odds - f64::from(u8::from(is_kept));
        off * off
    });
    let (sum, count) = squares.fold((0.0, 0_u32), |(sum, count), square| (sum + square, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 5e-4, "{found} and {expected}");
    }

    // p = 0.8, z² = 3.8415: the middle is (0.8 + 3.8415 / 40) / (1 + 3.8415 / 20) = 0.7517, and
    // half of the width 1.96 / 1.1921 × √(0.16 / 20 + 3.8415 / 1600) = 0.1677.
    #[test]
    fn wilson_by_hand() {
        let (low, high) = wilson(16.0, 20).unwrap();
        near(low, 0.5840);
        near(high, 0.9193);
        // 1 / (1 + 3.8415 / 10) = 0.7225 for a share of 1; its mirror for 0.
        let (low, high) = wilson(10.0, 10).unwrap();
        near(low, 0.7225);
        near(high, 1.0);
        let (low, high) = wilson(0.0, 10).unwrap();
        near(low, 0.0);
        near(high, 0.2775);
        assert_eq!(wilson(0.0, 0), None);
    }

    // (0.8 - 1)² + (0.6 - 0)² + (0.1 - 0)² = 0.04 + 0.36 + 0.01, by 3.
    #[test]
    fn brier_by_hand() {
        near(brier([(0.8, true), (0.6, false), (0.1, false)]).unwrap(), 0.1367);
        assert_eq!(brier([]), None);
    }

    #[test]
    fn a_day_counts_with_what_of_it_lies_inside() {
        let parts = |before, through| {
            let among = Among { before, through };
            [among.early(), among.inside(), among.late()]
        };
        let tried = [
            ((0.3, 0.5), [0.0, 1.0, 0.0]),
            ((0.05, 0.20), [1.0 / 3.0, 2.0 / 3.0, 0.0]),
            ((0.85, 1.0), [0.0, 1.0 / 3.0, 2.0 / 3.0]),
            // All runs on one day: a tenth of it on either side.
            ((0.0, 1.0), [0.1, 0.8, 0.1]),
            // Between two days with runs.
            ((0.5, 0.5), [0.0, 1.0, 0.0]),
            ((0.05, 0.05), [1.0, 0.0, 0.0]),
            ((0.95, 0.95), [0.0, 0.0, 1.0]),
            ((0.0, 0.0), [1.0, 0.0, 0.0]),
            ((1.0, 1.0), [0.0, 0.0, 1.0]),
        ];
        for ((before, through), expected) in tried {
            for (found, expected) in parts(before, through).into_iter().zip(expected) {
                near(found, expected);
            }
        }
    }
}
