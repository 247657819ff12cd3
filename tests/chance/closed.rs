//! Plans of which the odds are known exactly.
//!
//! All days are worked, so that a length is a difference of days: work that begins on 1 January and
//! takes n days ends on 1 January + n - 1. With n runs, a share p has the standard error
//! sqrt(p (1 - p) / n); four of them are allowed.

use super::{certain_singles, promise, read, settings, share_by, simulated};
use tpm::chance::{Points, Settings, Spread, beta_survival};
use tpm::model::Workspace;
use tpm::syntax::Distribution;
use tpm::time::Day;

const RUNS: u32 = 20_000;

fn first() -> Day {
    Day::parse("2026-01-01").unwrap()
}

/// Reads one program `p`, in a week without days off.
fn workspace(program: &str) -> Workspace {
    let shared = "calendars: {default: {week: [mon, tue, wed, thu, fri, sat, sun]}}\n";
    let files = [("tpm.yaml", shared), ("p.yaml", program)];
    read(&files.map(|(path, text)| (path.to_owned(), text.to_owned())), first())
}

/// Simulates one program `p` as of 1 January 2026, in a week without days off.
fn with<T>(program: &str, settings: Settings, look: impl FnOnce(&dyn Fn(&str, i32) -> f64) -> T) -> T {
    let workspace = workspace(program);
    simulated(&workspace, first(), settings, |_, odds| {
        look(&|id, days| share_by(promise(&workspace, odds, id), first().plus(days - 1)))
    })
}

#[track_caller]
fn is_share(found: f64, exact: f64) {
    let error = (exact * (1.0 - exact) / f64::from(RUNS)).sqrt();
    assert!((found - exact).abs() <= 4.0 * error + 1e-9, "{found} and {exact} ± {error}");
}

/// The probability that a triangle is at most `x`.
fn triangle(low: f64, top: f64, high: f64, x: f64) -> f64 {
    if x <= low {
        0.0
    } else if x >= high {
        1.0
    } else if x <= top {
        (x - low).powi(2) / ((high - low) * (top - low))
    } else {
        1.0 - (high - x).powi(2) / ((high - low) * (high - top))
    }
}

fn triangular(settings: Settings) -> Settings {
    Settings { distribution: Distribution::Triangular, ..settings }
}

#[test]
fn a_single_triangle_has_its_quantiles() {
    let plan = "milestones: {a: {duration: [10d, 20d, 50d], due: 2026-12-31}}\n";
    with(plan, triangular(settings(RUNS)), |by| {
        for days in [12, 20, 25, 31, 44] {
            is_share(by("p/a", days), triangle(10.0, 20.0, 50.0, f64::from(days) + 0.5));
        }
        assert_eq!((by("p/a", 9), by("p/a", 50)), (0.0, 1.0));
    });
}

// With the likely point in the middle, both shapes are 3: I_x(3, 3) = x^3 (10 - 15 x + 6 x^2).
#[test]
fn a_single_pert_estimate_has_its_quantiles() {
    let plan = "milestones: {a: {duration: [10d, 30d, 50d], due: 2026-12-31}}\n";
    with(plan, settings(RUNS), |by| {
        for days in [15, 24, 30, 37, 45] {
            let x = (f64::from(days) + 0.5 - 10.0) / 40.0;
            is_share(by("p/a", days), x.powi(3) * (10.0 - 15.0 * x + 6.0 * x * x));
        }
    });
}

// 0.9 and 1.5 times 20 days are 18 and 30; 1 + 4 (20 - 18) / 12 = 5 / 3.
#[test]
fn a_single_estimate_has_the_default_range() {
    let plan = "milestones: {a: {duration: 20d, due: 2026-12-31}}\n";
    with(plan, settings(RUNS), |by| {
        for days in [18, 20, 22, 25] {
            let x = (f64::from(days) + 0.5 - 18.0) / 12.0;
            is_share(by("p/a", days), 1.0 - beta_survival(5.0 / 3.0, 13.0 / 3.0, x));
        }
    });
}

// Work in a row adds up: the chances of each sum of whole days, convolved.
#[test]
fn lengths_in_a_row_add_up() {
    let mut plan = String::from("milestones:\n  a: {duration: [5d, 8d, 17d]}\n");
    for (id, before) in [("b", "a"), ("c", "b"), ("d", "c")] {
        plan.push_str(&format!(
            "  {id}: {{duration: [5d, 8d, 17d], due: 2026-12-31, depends_on: [{before}]}}\n"
        ));
    }
    let at_most = |days: f64| triangle(5.0, 8.0, 17.0, days + 0.5);
    let one: Vec<f64> =
        (0..18).map(|days| at_most(f64::from(days)) - at_most(f64::from(days) - 1.0)).collect();
    let mut all = vec![1.0];
    for _ in 0..4 {
        let mut longer = vec![0.0; all.len() + 17];
        for (so_far, chance) in all.iter().enumerate() {
            for (more, other) in one.iter().enumerate() {
                longer[so_far + more] += chance * other;
            }
        }
        all = longer;
    }
    with(&plan, triangular(settings(RUNS)), |by| {
        for days in [30, 36, 40, 48] {
            is_share(by("p/d", days), all[..=days as usize].iter().sum());
        }
    });
}

// A promise kept by each of n paths in q of the runs is kept by all of them in q^n.
#[test]
fn paths_that_merge_are_late_more_often_than_each() {
    let mut plan = String::from("finish: end\nmilestones:\n");
    for path in 0..5 {
        plan.push_str(&format!("  w{path}: {{duration: [10d, 20d, 50d]}}\n"));
    }
    plan.push_str("  end: {duration: 0d, due: 2026-12-31, depends_on: [w0, w1, w2, w3, w4]}\n");
    with(&plan, triangular(settings(RUNS)), |by| {
        for days in [25, 33, 40] {
            is_share(by("p/end", days), triangle(10.0, 20.0, 50.0, f64::from(days) + 0.5).powi(5));
        }
    });
}

#[test]
fn where_paths_merge_each_input_and_all_of_them_are_counted() {
    let plan = "finish: end\nmilestones:\n  a: {duration: [10d, 20d, 50d]}\n  b: {duration: [10d, 20d, 50d]}\n  end: {duration: 1d, due: 2026-12-31, depends_on: [a, b]}\n";
    let workspace = workspace(plan);
    let alone = triangle(10.0, 20.0, 50.0, 20.5);
    simulated(&workspace, first(), triangular(certain_singles(RUNS)), |_, odds| {
        let [merge] = &odds.merges[..] else { panic!("{:?}", odds.merges) };
        let share = |runs: u32| f64::from(runs) / f64::from(RUNS);
        for (_, runs) in &merge.inputs {
            is_share(share(*runs), alone);
        }
        is_share(share(merge.all), alone * alone);
    });
}

// Of two equal paths each is critical in half of the runs, and both where they tie.
#[test]
fn two_equal_paths_are_each_critical_in_half_of_the_runs() {
    let plan = "finish: end\nmilestones:\n  a: {duration: [100d, 200d, 500d]}\n  b: {duration: [100d, 200d, 500d]}\n  c: {duration: [10d, 20d, 50d]}\n  end: {duration: 0d, due: 2027-12-31, depends_on: [a, b, c]}\n";
    let workspace = workspace(plan);
    // They tie where both lie on one whole day.
    let at_most = |days: f64| triangle(100.0, 200.0, 500.0, days + 0.5);
    let tie: f64 = (100..=500).map(f64::from).map(|days| (at_most(days) - at_most(days - 1.0)).powi(2)).sum();
    simulated(&workspace, first(), triangular(settings(RUNS)), |_, odds| {
        let share = |at: usize| f64::from(odds.milestones[at].critical.runs) / f64::from(RUNS);
        is_share(share(0), 0.5 + tie / 2.0);
        is_share(share(1), 0.5 + tie / 2.0);
        assert_eq!((share(2), share(3)), (0.0, 1.0));
    });
}

// 5 days of work, and with 30 % another 10 to 20 days: 5 + 10..20.
#[test]
fn a_risk_mixes_what_is_with_and_without_it() {
    let plan = "milestones: {a: {duration: 5d, due: 2026-12-31}}\nrisks:\n  r: {probability: 30%, impact: [10d, 15d, 20d], affects: [a]}\n";
    with(plan, triangular(certain_singles(RUNS)), |by| {
        assert_eq!(by("p/a", 4), 0.0);
        is_share(by("p/a", 5), 0.7);
        for days in [17, 20, 23] {
            is_share(by("p/a", days), 0.7 + 0.3 * triangle(10.0, 15.0, 20.0, f64::from(days - 5) + 0.5));
        }
        assert_eq!(by("p/a", 25), 1.0);
    });
}

// Two risks of 30 and 50 % that cost 10 days each: 0, 10 or 20 days, which are independent.
#[test]
fn two_risks_on_one_milestone_add_up() {
    let plan = "milestones: {a: {duration: 5d, due: 2026-12-31}}\nrisks:\n  r: {probability: 30%, impact: 10d, affects: [a]}\n  s: {probability: 50%, impact: 10d, affects: [a]}\n";
    with(plan, certain_singles(RUNS), |by| {
        is_share(by("p/a", 5), 0.35);
        is_share(by("p/a", 15), 0.85);
        assert_eq!(by("p/a", 25), 1.0);
    });
}

// A risk shared by two paths hits both at once: with 40 % both are late, and never only one.
#[test]
fn a_shared_risk_hits_all_that_it_affects_in_the_same_runs() {
    let plan = "finish: end\nmilestones:\n  a: {duration: 5d, due: 2026-12-31}\n  b: {duration: 5d, due: 2026-12-31}\n  end: {duration: 0d, due: 2026-12-31, depends_on: [a, b]}\nrisks:\n  r: {probability: 40%, impact: 10d, affects: [a, b]}\n";
    with(plan, certain_singles(RUNS), |by| {
        is_share(by("p/a", 5), 0.6);
        assert_eq!((by("p/a", 5), by("p/b", 5), by("p/end", 5)), (by("p/b", 5), by("p/a", 5), by("p/a", 5)));
    });
}

#[test]
fn a_mitigated_risk_counts_with_its_residual_and_a_closed_one_not_at_all() {
    let plan = "milestones: {a: {duration: 5d, due: 2026-12-31}, b: {duration: 5d, due: 2026-12-31}}\nrisks:\n  r: {probability: 90%, impact: 30d, affects: [a], mitigated: 2025-12-01, residual: {probability: 20%, impact: 4d}}\n  s: {probability: 90%, impact: 30d, affects: [b], closed: 2025-12-01}\n";
    with(plan, certain_singles(RUNS), |by| {
        is_share(by("p/a", 5), 0.8);
        assert_eq!((by("p/a", 9), by("p/b", 5)), (1.0, 1.0));
    });
}

// It began 25 days ago: of a triangle from 10 over 20 to 50 days, only what is above 25 is left.
#[test]
fn begun_work_is_drawn_given_the_days_worked() {
    let plan = "milestones: {a: {duration: [10d, 20d, 50d], started: 2025-12-07, due: 2026-12-31}}\n";
    with(plan, triangular(settings(RUNS)), |by| {
        let above = |days: f64| 1.0 - triangle(10.0, 20.0, 50.0, days);
        for left in [1, 4, 9, 17] {
            let exact = 1.0 - above(25.0 + f64::from(left) + 0.5) / above(25.5);
            is_share(by("p/a", left), exact);
        }
        assert!(by("p/a", 1) < 0.2, "most overdue work does not end tomorrow");
    });
}

#[test]
fn what_should_be_over_by_all_estimates_ends_as_the_plan_says() {
    let plan = "milestones: {a: {duration: [10d, 20d, 24d], started: 2025-12-01, due: 2026-12-31}}\n";
    with(plan, settings(200), |by| assert_eq!(by("p/a", 1), 1.0));
}

// 98 % of the 7 days that it takes at worst are left from 2 January on, as more than 3 are worked.
#[test]
fn progress_counts_of_the_longest_where_all_estimates_are_passed() {
    let plan = "milestones: {a: {duration: [3d, 3d, 7d], started: 2025-12-20, progress: 2%, updated: 2026-01-01, due: 2026-12-31}}\n";
    with(plan, settings(200), |by| assert_eq!((by("p/a", 7), by("p/a", 8)), (0.0, 1.0)));
}

#[test]
fn an_eta_is_taken_as_said() {
    let plan = "milestones: {a: {duration: [10d, 20d, 50d], eta: 2026-01-30, due: 2026-12-31}}\n";
    with(plan, settings(200), |by| assert_eq!((by("p/a", 29), by("p/a", 30)), (0.0, 1.0)));
}

#[test]
fn a_table_draws_its_distribution() {
    let points = Points { optimistic: 3.0, likely: 8.0, pessimistic: 15.0 };
    let spread = Spread::new(Distribution::Pert, points, |_| true, |days| days);
    // The days at equally spaced uniform numbers, counted.
    const NUMBERS: u32 = 1 << 16;
    for days in 3..=15 {
        let at_most = (0..NUMBERS).filter(|number| spread.days(number << 16) <= days).count();
        let exact = 1.0 - points.survival(Distribution::Pert, f64::from(days) + 0.5);
        assert!((at_most as f64 / f64::from(NUMBERS) - exact).abs() < 2.0 / f64::from(NUMBERS), "{days}");
    }
    assert_eq!((spread.days(0), spread.days(u32::MAX)), (3, 15));
}

#[test]
fn a_wide_table_is_a_straight_line_between_its_steps() {
    let points = Points { optimistic: 0.0, likely: 5_000.0, pessimistic: 20_000.0 };
    let spread = Spread::new(Distribution::Triangular, points, |_| true, |days| days);
    let mut before = 0;
    for number in 0..10_000 {
        let uniform = number * 429_496;
        let days = spread.days(uniform);
        assert!(days >= before, "{days} after {before}");
        before = days;
        let exact = 1.0 - points.survival(Distribution::Triangular, f64::from(days));
        assert!((exact - f64::from(uniform) / 4_294_967_296.0).abs() < 0.005, "{days}");
    }
}
