//! Work shared out among threads. What comes of it does not depend on how many there are.

use std::panic::resume_unwind;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread::{self, Builder};
use std::time::Duration;

/// Returns how many threads the machine runs at once.
pub fn available() -> usize {
    static AVAILABLE: OnceLock<usize> = OnceLock::new();
    *AVAILABLE.get_or_init(|| thread::available_parallelism().map_or(1, usize::from))
}

/// Returns what two pieces of work give, done at the same time where that is worth a thread.
pub fn both<A, B: Send>(is_worth_it: bool, one: impl FnOnce() -> A, other: impl Fn() -> B + Sync) -> (A, B) {
    if !is_worth_it || available() < 2 {
        return (one(), other());
    }
    thread::scope(|scope| match Builder::new().spawn_scoped(scope, &other) {
        Ok(thread) => (one(), thread.join().unwrap_or_else(|panic| resume_unwind(panic))),
        Err(_) => (one(), other()),
    })
}

/// Returns what `work` gives. While it works on a thread of its own, `watch` is called again and
/// again, each time after a while; not at all where no thread is to be had.
pub fn watched<R: Send>(work: impl Fn() -> R + Sync, every: Duration, mut watch: impl FnMut()) -> R {
    thread::scope(|scope| {
        let (done, waiting) = channel::<()>();
        let working = Builder::new().spawn_scoped(scope, || {
            // Dropped when the work is done, or panics.
            let _done = done;
            work()
        });
        let Ok(working) = working else { return work() };
        while waiting.recv_timeout(every) == Err(RecvTimeoutError::Timeout) {
            watch();
        }
        working.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}

/// How many numbers make a piece of work that is worth sharing out.
pub const PIECE: usize = 1024;

/// Returns what `work` makes of each number below `count`, in their order.
pub fn of_each<R: Send>(count: usize, work: impl Fn(usize) -> R + Sync) -> Vec<R> {
    if count < PIECE * 2 {
        return (0..count).map(work).collect();
    }
    let pieces: Vec<_> = (0..count).step_by(PIECE).map(|first| first..(first + PIECE).min(count)).collect();
    let pieces = map(&pieces, available(), |piece| piece.clone().map(&work).collect::<Vec<R>>());
    let mut all = Vec::with_capacity(count);
    all.extend(pieces.into_iter().flatten());
    all
}

/// Returns what `work` makes of each item, in the order of the items, on at most so many threads.
pub fn map<T: Sync, R: Send>(items: &[T], threads: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if threads.min(items.len()) < 2 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let share = || {
        let mut done = Vec::new();
        while let (at, Some(item)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            (at, items.get(at))
        } {
            done.push((at, work(item)));
        }
        done
    };
    let mut done = thread::scope(|scope| {
        let others = 1..threads.min(items.len());
        // A thread that the machine does not grant leaves its share to the others.
        let others: Vec<_> = others.map_while(|_| Builder::new().spawn_scoped(scope, share).ok()).collect();
        let mut done = share();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<u64> = (0..1000).collect();
        // Earlier items take longer, so that later ones are done before them.
        let work = |item: &u64| (0..(1000 - item) * 20).fold(*item, |sum, step| sum.wrapping_mul(31) ^ step);
        let expected: Vec<u64> = items.iter().map(work).collect();
        for threads in [0, 1, 2, 3, 16, 2000] {
            assert_eq!(map(&items, threads, work), expected, "{threads} threads");
        }
        assert_eq!(map(&[], 16, work), Vec::<u64>::new());
    }

    #[test]
    fn work_is_watched_until_it_is_done() {
        let seen = AtomicUsize::new(0);
        let mut count = 0;
        let work = || {
            while seen.load(Ordering::Relaxed) < 3 {
                thread::yield_now();
            }
            "done"
        };
        let watch = || {
            count += 1;
            seen.store(count, Ordering::Relaxed);
        };
        assert_eq!(watched(work, Duration::from_millis(1), watch), "done");
        assert!(count >= 3);
        assert_eq!(watched(|| 7, Duration::from_secs(600), || unreachable!()), 7);
    }

    #[test]
    #[should_panic(expected = "at work")]
    fn a_panic_of_watched_work_is_a_panic() {
        watched(|| panic!("at work"), Duration::from_millis(1), || {});
    }

    #[test]
    fn each_number_has_its_result() {
        for count in [0, 1, PIECE, 2 * PIECE, 5 * PIECE + 7] {
            assert_eq!(of_each(count, |at| at * 3), (0..count).map(|at| at * 3).collect::<Vec<_>>());
        }
        for is_worth_it in [false, true] {
            assert_eq!(both(is_worth_it, || "one", || "other"), ("one", "other"));
        }
    }

    #[test]
    #[should_panic(expected = "item 7")]
    fn a_panic_of_one_is_a_panic_of_all() {
        map(&(0..100).collect::<Vec<u64>>(), 4, |item| assert_ne!(*item, 7, "item {item}"));
    }
}
