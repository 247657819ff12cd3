//! By how much work took longer than its estimate: by owner, by team, and in all.

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// With fewer milestones than this, no percentage is given.
pub const ENOUGH: usize = 5;

/// Work of which the estimate and the days it took are known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Work {
    /// The working days that the odds expected before it began: the mean of its range.
    pub expected: f64,
    /// The working days that it took; of what is not done, so far.
    pub actual: u32,
}

/// What some work took, against what was expected of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bias {
    pub milestones: usize,
    /// The sums of days.
    pub expected: f64,
    pub actual: u64,
    /// By how many percent it took longer, with twice the standard error; none below
    /// [`ENOUGH`] milestones.
    pub percent: Option<(i32, u32)>,
}

impl Bias {
    /// Returns that of some work: the days it took over those expected. It is a quotient of sums,
    /// so that a day of short work counts as much as one of long work, and no more.
    pub(super) fn of(all: &[Work]) -> Self {
        let count = all.len();
        let expected: f64 = all.iter().map(|work| work.expected).sum();
        let actual: u64 = all.iter().map(|work| u64::from(work.actual)).sum();
        let percent = (count >= ENOUGH && expected > 0.0).then(|| {
            let times = actual as f64 / expected;
            let off = |work: &Work| f64::from(work.actual) - times * work.expected;
            let squares: f64 = all.iter().map(|work| off(work) * off(work)).sum();
            let (count, spare) = (count as f64, count as f64 - 1.0);
            let error = 2.0 * (squares * count / spare).sqrt() / expected;
            (((times - 1.0) * 100.0).round() as i32, (error * 100.0 - 1e-9).ceil() as u32)
        });
        Self { milestones: count, expected, actual, percent }
    }
}

/// Returns the bias by a name: the largest first, then what is too few to judge; those without a
/// name last.
pub(super) fn by<'w>(all: impl IntoIterator<Item = (Option<&'w str>, Work)>) -> Vec<(Option<&'w str>, Bias)> {
    let mut by_name: BTreeMap<Option<&str>, Vec<Work>> = BTreeMap::new();
    for (name, work) in all {
        by_name.entry(name).or_default().push(work);
    }
    let mut biases: Vec<_> = by_name.into_iter().map(|(name, all)| (name, Bias::of(&all))).collect();
    biases.sort_by_key(|(name, bias)| {
        let percent = bias.percent.map(|(percent, _)| percent);
        (percent.is_none(), Reverse(percent), Reverse(bias.milestones), name.is_none(), *name)
    });
    biases
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work(expected: f64, actual: u32) -> Work {
        Work { expected, actual }
    }

    // 26 days for 20: 30 % longer. Off 1.3 times the estimate by -0.6, 0.8, -1.2, 1.8 and -0.8, of
    // which the squares sum to 6.32: 2 × √(6.32 × 5 / 4) / 20 = 0.281.
    #[test]
    fn bias_by_hand() {
        let all = [work(2.0, 2), work(4.0, 6), work(4.0, 4), work(4.0, 7), work(6.0, 7)];
        let bias = Bias::of(&all);
        assert_eq!((bias.milestones, bias.expected, bias.actual), (5, 20.0, 26));
        assert_eq!(bias.percent, Some((30, 29)));
        assert_eq!(Bias::of(&all[1..]).percent, None, "four are too few");
    }

    #[test]
    fn the_most_optimistic_come_first_and_too_few_to_judge_last() {
        let five = |name, actual| std::iter::repeat_n((name, work(10.0, actual)), 5);
        let few = std::iter::repeat_n((Some("few"), work(1.0, 9)), 4);
        let found = by(five(Some("ana"), 9).chain(five(None, 12)).chain(few).chain(five(Some("bo"), 14)));
        let names: Vec<_> = found.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, [Some("bo"), None, Some("ana"), Some("few")]);
    }
}
