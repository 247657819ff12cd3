//! The Owen value: what each player of a game contributes to what all of them achieve together.
//!
//! Players belong to unions. A player's part is the mean of what it adds to those before it, over
//! all orders of the players in which those of one union stand together. So the parts add up to the
//! value of the whole, and the parts in a union to that of the union. Source: G. Owen, "Values of
//! games with a priori unions", 1977.

use std::collections::HashMap;

/// What a coalition is worth, by several measures. `true` stands for a player that is in it.
pub(super) trait Worth {
    /// Returns the worth by each measure, the same number of them each time.
    fn of(&mut self, coalition: &[bool]) -> Vec<i64>;

    /// Returns how much work was done so far.
    fn work(&self) -> u64;
}

/// The parts of all players.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Parts {
    /// By measure, then by player; each is a number of `denominator`ths.
    pub(super) parts: Vec<Vec<i128>>,
    pub(super) denominator: i128,
    /// By measure, the largest standard error of a part; none if the parts are exact.
    pub(super) errors: Option<Vec<f64>>,
}

/// The unions that some players form: for each, its players.
pub(super) type Unions = Vec<Vec<usize>>;

/// Returns of how many coalitions [`exact`] asks the worth, at most.
pub(super) fn coalitions(unions: &Unions) -> u64 {
    let others = 1_u64 << unions.len().saturating_sub(1).min(40);
    unions.iter().map(|union| others.saturating_mul(1 << union.len().min(20))).fold(0, u64::saturating_add)
}

/// Returns the parts, from every coalition that an order can begin with; none if that needs more
/// than `work`. `players` is how many players the game has; those in no union are in every
/// coalition.
pub(super) fn exact(unions: &Unions, players: usize, work: u64, worth: &mut impl Worth) -> Option<Parts> {
    let most_work = worth.work().saturating_add(work);
    let most = unions.iter().map(Vec::len).max().unwrap_or(0);
    let denominator = factorial(unions.len()) * factorial(most);
    let mut coalition = vec![true; players];
    let whole = worth.of(&coalition);
    // Each measure has its parts, also where no player is in a union.
    let mut parts = vec![vec![0; players]; whole.len()];
    let mut known: HashMap<Vec<bool>, Vec<i64>> = HashMap::from([(coalition.clone(), whole)]);
    for (at, union) in unions.iter().enumerate() {
        let others: Vec<&Vec<usize>> =
            unions.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, union)| union).collect();
        let scale = factorial(most) / factorial(union.len());
        for outer in gray(others.len()) {
            for (at, other) in others.iter().enumerate() {
                other.iter().for_each(|player| coalition[*player] = outer >> at & 1 == 1);
            }
            let before = outer.count_ones() as usize;
            let weight = scale * factorial(before) * factorial(others.len() - before);
            for inner in gray(union.len()) {
                for (at, player) in union.iter().enumerate() {
                    coalition[*player] = inner >> at & 1 == 1;
                }
                if worth.work() > most_work {
                    return None;
                }
                let worth = known.entry(coalition.clone()).or_insert_with(|| worth.of(&coalition));
                let inside = inner.count_ones() as usize;
                for (at, player) in union.iter().enumerate() {
                    let share = match inner >> at & 1 == 1 {
                        true => weight * factorial(inside - 1) * factorial(union.len() - inside),
                        false => -weight * factorial(inside) * factorial(union.len() - inside - 1),
                    };
                    for (parts, worth) in parts.iter_mut().zip(worth.iter()) {
                        parts[*player] += share * i128::from(*worth);
                    }
                }
            }
        }
    }
    Some(Parts { parts, denominator, errors: None })
}

/// Returns the parts from a sample of orders, drawn with a fixed seed. Each order is taken together
/// with its reverse: what a player adds early in one, it adds late in the other. `pairs` is how
/// many of these are drawn, unless they need more than `work`; there are at least two.
pub(super) fn sampled(
    unions: &Unions,
    players: usize,
    (pairs, work): (u64, u64),
    worth: &mut impl Worth,
) -> Parts {
    let mut random = Random(0x7a3d_91c5_04ee_6b12);
    let mut unions = unions.clone();
    let mut coalition = vec![true; players];
    unions.iter().flatten().for_each(|player| coalition[*player] = false);
    let mut last = worth.of(&coalition);
    // By measure, then by player: the sum over pairs of twice the mean, and of its square.
    let mut sums = vec![vec![(0_i128, 0_i128); players]; last.len()];
    let begun = worth.work();
    let mut drawn = 0;
    while drawn < 2 || drawn < pairs && (worth.work() - begun) / drawn * (drawn + 1) <= work {
        random.shuffle(&mut unions);
        unions.iter_mut().for_each(|union| random.shuffle(union));
        let mut pair = vec![vec![0_i64; players]; last.len()];
        // Up from nobody to all in this order, then down again in it: in the reverse order, the
        // first to leave is the last to come.
        for into in [true, false] {
            for player in unions.iter().flatten() {
                coalition[*player] = into;
                let next = worth.of(&coalition);
                for (pair, (next, last)) in pair.iter_mut().zip(next.iter().zip(&last)) {
                    pair[*player] += if into { next - last } else { last - next };
                }
                last = next;
            }
        }
        for (sums, pair) in sums.iter_mut().zip(&pair) {
            for ((sum, squares), part) in sums.iter_mut().zip(pair) {
                *sum += i128::from(*part);
                *squares += i128::from(*part) * i128::from(*part);
            }
        }
        drawn += 1;
    }
    let count = i128::from(drawn);
    let error = |(sum, squares): &(i128, i128)| {
        let variance = (squares * count - sum * sum) as f64 / (count * (count - 1)) as f64;
        (variance / drawn as f64).sqrt() / 2.0
    };
    let errors = sums.iter().map(|sums| sums.iter().map(error).fold(0.0, f64::max)).collect();
    let parts = sums.iter().map(|sums| sums.iter().map(|(sum, _)| *sum).collect()).collect();
    Parts { parts, denominator: 2 * count, errors: Some(errors) }
}

/// Rounds parts to whole numbers that add up to the same: each to the nearest, halves away from
/// zero, then those with the largest remainders the other way. Of equal remainders the first stays
/// the larger. `-parts` are rounded to the negative numbers.
pub(super) fn rounded(parts: &[i128], denominator: i128) -> Vec<i64> {
    let nearest = |part: &i128| (part.abs() * 2 + denominator) / (denominator * 2) * part.signum();
    let mut whole: Vec<i128> = parts.iter().map(nearest).collect();
    let left = parts.iter().sum::<i128>() / denominator - whole.iter().sum::<i128>();
    let sign = left.signum();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| {
        let remainder = parts[*at] - whole[*at] * denominator;
        let place = if parts[*at].signum() == sign { *at as i64 } else { -(*at as i64) };
        (-sign * remainder, place)
    });
    for at in order.into_iter().take(left.unsigned_abs() as usize) {
        whole[at] += sign;
    }
    whole.into_iter().map(|part| part as i64).collect()
}

/// Returns every subset of some players as bits, each differing from the one before in one player.
fn gray(players: usize) -> impl Iterator<Item = u32> {
    (0..1_u32 << players).map(|at| at ^ at >> 1)
}

fn factorial(of: usize) -> i128 {
    (1..=of as i128).product()
}

/// A stream of random numbers: splitmix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    struct Game<F> {
        worth: F,
        asked: u64,
    }

    impl<F: Fn(&[bool]) -> i64> Worth for Game<F> {
        fn of(&mut self, coalition: &[bool]) -> Vec<i64> {
            self.asked += 1;
            vec![(self.worth)(coalition)]
        }

        fn work(&self) -> u64 {
            self.asked
        }
    }

    /// Every order in which the players of one union stand together.
    fn orders(unions: &Unions) -> Vec<Vec<usize>> {
        fn permutations<T: Clone>(list: &[T]) -> Vec<Vec<T>> {
            if list.is_empty() {
                return vec![Vec::new()];
            }
            let mut all = Vec::new();
            for at in 0..list.len() {
                let mut rest = list.to_vec();
                let first = rest.remove(at);
                all.extend(permutations(&rest).into_iter().map(|rest| [vec![first.clone()], rest].concat()));
            }
            all
        }
        let mut all = Vec::new();
        for unions in permutations(unions) {
            let mut orders = vec![Vec::new()];
            for union in unions {
                let inside = permutations(&union);
                let longer = |order: &Vec<usize>| {
                    inside.iter().map(|inside| [order.clone(), inside.clone()].concat()).collect::<Vec<_>>()
                };
                orders = orders.iter().flat_map(longer).collect();
            }
            all.extend(orders);
        }
        all
    }

    /// A worth without structure: a random number for each coalition.
    fn noise(coalition: &[bool]) -> i64 {
        let bits = coalition.iter().fold(1_u64, |bits, is_in| bits << 1 | u64::from(*is_in));
        (Random(bits).next() % 200) as i64 - 100
    }

    #[test]
    fn parts_are_the_mean_over_all_orders_that_keep_unions_together() {
        for unions in
            [vec![vec![0, 1, 2]], vec![vec![0], vec![1], vec![2]], vec![vec![3, 0], vec![2], vec![1, 4, 5]]]
        {
            let players = unions.iter().flatten().count();
            let parts = exact(&unions, players, u64::MAX, &mut Game { worth: noise, asked: 0 }).unwrap();
            let orders = orders(&unions);
            let mut sums = vec![0_i128; players];
            for order in &orders {
                let mut coalition = vec![false; players];
                let mut last = noise(&coalition);
                for player in order {
                    coalition[*player] = true;
                    let next = noise(&coalition);
                    sums[*player] += i128::from(next - last);
                    last = next;
                }
            }
            for (part, sum) in parts.parts[0].iter().zip(&sums) {
                assert_eq!(part * orders.len() as i128, sum * parts.denominator, "{unions:?}");
            }
        }
    }

    // Two paths of 3 and 5 days beside each other: the whole is 5. Alone they add 3 and 5, after
    // the other 0 and 2: half of 3, and half of 7.
    #[test]
    fn parallel_paths_share_what_either_causes() {
        let longest = |coalition: &[bool]| i64::from(coalition[0]) * 3_i64.max(i64::from(coalition[1]) * 5);
        let longest = |coalition: &[bool]| if coalition[1] { 5 } else { longest(coalition) };
        let parts = exact(&vec![vec![0, 1]], 2, u64::MAX, &mut Game { worth: longest, asked: 0 }).unwrap();
        assert_eq!((parts.parts[0].clone(), parts.denominator), (vec![3, 7], 2));
        assert_eq!(rounded(&parts.parts[0], 2), [2, 3]);
    }

    #[test]
    fn a_sample_adds_up_and_comes_near() {
        let unions = vec![vec![0, 1, 2, 3], vec![4, 5], vec![6]];
        let smooth = |coalition: &[bool]| {
            let sum = |players: &[usize]| players.iter().filter(|at| coalition[**at]).count() as i64;
            (sum(&[0, 1, 4]) * 7).max(sum(&[2, 3, 5, 6]) * 5)
        };
        let parts = exact(&unions, 7, u64::MAX, &mut Game { worth: smooth, asked: 0 }).unwrap();
        let sample = sampled(&unions, 7, (128, u64::MAX), &mut Game { worth: smooth, asked: 0 });
        let real = |parts: &Parts, at: usize| parts.parts[0][at] as f64 / parts.denominator as f64;
        let error = sample.errors.as_ref().unwrap()[0];
        assert!(error > 0.0 && error < 0.5, "{error}");
        for at in 0..7 {
            let off = real(&sample, at) - real(&parts, at);
            assert!(off.abs() < 4.0 * error, "{at}: {off}, {error}");
        }
        let whole = smooth(&[true; 7]);
        assert_eq!(sample.parts[0].iter().sum::<i128>(), i128::from(whole) * sample.denominator);
        assert_eq!(rounded(&sample.parts[0], sample.denominator).iter().sum::<i64>(), whole);
    }

    #[test]
    fn a_sample_keeps_to_its_work() {
        let mut game = Game { worth: noise, asked: 0 };
        let sample = sampled(&vec![vec![0, 1], vec![2]], 3, (1000, 60), &mut game);
        assert_eq!((sample.denominator, game.asked), (20, 61));
        let mut game = Game { worth: noise, asked: 0 };
        assert_eq!(sampled(&vec![vec![0, 1], vec![2]], 3, (1000, 0), &mut game).denominator, 4);
    }

    #[test]
    fn without_a_player_there_are_parts_of_nothing() {
        let parts = exact(&Unions::new(), 2, 0, &mut Game { worth: |_: &[bool]| 3, asked: 0 }).unwrap();
        assert_eq!(parts.parts, [[0, 0]]);
    }

    #[test]
    fn exact_parts_that_need_too_much_work_are_none() {
        let parts = |work| exact(&vec![vec![0, 1, 2]], 3, work, &mut Game { worth: noise, asked: 0 });
        assert_eq!(parts(6), None);
        assert_eq!(parts(8), parts(u64::MAX));
    }

    #[test]
    fn rounding_keeps_the_sum_and_mirrors() {
        assert_eq!(rounded(&[5, 5, 2], 4), [1, 1, 1]);
        assert_eq!(rounded(&[1, 1, 1], 3), [1, 0, 0]);
        assert_eq!(rounded(&[7, -3], 4), [2, -1]);
        let mut random = Random(1);
        for _ in 0..500 {
            let mut parts: Vec<i128> = (0..5).map(|_| random.below(400) as i128 - 200).collect();
            let rest: i128 = parts.iter().sum::<i128>() % 12;
            parts[0] -= rest;
            let whole = rounded(&parts, 12);
            assert_eq!(i128::from(whole.iter().sum::<i64>()) * 12, parts.iter().sum::<i128>());
            let mirrored: Vec<i128> = parts.iter().map(|part| -part).collect();
            let mirrored: Vec<i64> = rounded(&mirrored, 12).iter().map(|part| -part).collect();
            assert_eq!(whole, mirrored);
            assert!(
                whole.iter().zip(&parts).all(|(whole, part)| (i128::from(*whole) * 12 - part).abs() < 12)
            );
        }
    }

    #[test]
    fn each_subset_comes_once_and_next_to_the_one_before() {
        let all: Vec<u32> = gray(4).collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 16);
        assert!(all.windows(2).all(|two| (two[0] ^ two[1]).count_ones() == 1));
        assert_eq!(coalitions(&vec![vec![0, 1], vec![2]]), 2 * 4 + 2 * 2);
    }
}
