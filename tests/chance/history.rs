//! Histories of plans, week by week, of which the actuals are drawn from the distributions of the odds.
//!
//! Work begins on the working day after what it waits for, and takes what is drawn for it. On the morning of each
//! Monday the plan says what began and what was done before.

use super::slow::Dice;
use crate::support::{Past, Version};
use std::fmt::Write;
use tpm::chance::{Points, Spread};
use tpm::syntax::Distribution;
use tpm::time::Day;

const PROGRAMS: usize = 3;
const MILESTONES: usize = 28;
/// How many Mondays the history has; a backtest looks at the last 26 before the last one.
const MONDAYS: i32 = 40;

/// Work, as the plan says it and as it came.
struct Work {
    program: usize,
    name: String,
    owner: &'static str,
    duration: String,
    waits_for: Vec<usize>,
    /// The working day that is promised.
    due: Option<i32>,
    /// The working days on which it begins and is done.
    start: i32,
    done: i32,
}

/// Returns a working day by its number, from Monday 5 January 2026 on.
fn day(number: i32) -> Day {
    let monday = Day::parse("2026-01-05").unwrap();
    monday.plus(number.div_euclid(5) * 7 + number.rem_euclid(5))
}

fn below(dice: &mut Dice, end: usize) -> usize {
    (dice.next() * end as f64) as usize
}

/// Returns how long work takes that takes so many times its estimate.
fn length((low, likely, high): (f64, f64, f64), times: f64, dice: &mut Dice) -> i32 {
    let points = Points { optimistic: low * times, likely: likely * times, pessimistic: high * times };
    let spread = Spread::new(Distribution::Pert, points, |_| true, |days| days.max(1));
    spread.days((dice.next() * 4_294_967_296.0) as u32) as i32
}

/// Returns two lanes of work a program, with some links across; `times` says how many times its estimate the work of
/// an owner takes.
fn works(dice: &mut Dice, times: impl Fn(&str) -> f64) -> Vec<Work> {
    let mut works: Vec<Work> = Vec::new();
    let mut planned: Vec<i32> = Vec::new();
    for program in 0..PROGRAMS {
        let first = works.len();
        for at in 0..MILESTONES {
            let owner = ["ana", "bo", "cy", "di"][below(dice, 4)];
            let likely = 4 + below(dice, 12);
            let (points, duration) = if below(dice, 2) == 0 {
                let days = likely as f64;
                ((days * 0.9, days, days * 1.5), format!("{likely}d"))
            } else {
                let (low, high) = (likely - below(dice, 3), likely + 1 + below(dice, 12));
                ((low as f64, likely as f64, high as f64), format!("[{low}d, {likely}d, {high}d]"))
            };
            let mut waits_for: Vec<usize> =
                at.checked_sub(2).map(|before| first + before).into_iter().collect();
            if at > 3 && below(dice, 4) == 0 {
                waits_for.push(below(dice, first + at - 2));
            }
            let after =
                |ends: &dyn Fn(usize) -> i32| waits_for.iter().map(|of| ends(*of) + 1).max().unwrap_or(0);
            let start = after(&|of| works[of].done);
            let plan = after(&|of| planned[of]) + likely as i32 - 1;
            planned.push(plan);
            let due = (below(dice, 2) == 0).then(|| plan + below(dice, 2 + plan as usize / 4) as i32);
            let done = start + length(points, times(owner), dice) - 1;
            works.push(Work {
                program,
                name: format!("m{at}"),
                owner,
                duration,
                waits_for,
                due,
                start,
                done,
            });
        }
    }
    works
}

/// Returns the plans as they stand in the morning of a working day.
fn plans(works: &[Work], now: i32) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> =
        (0..PROGRAMS).map(|at| (format!("programs/p{at}.yaml"), "milestones:\n".to_owned())).collect();
    for work in works {
        let text = &mut files[work.program].1;
        let _ = write!(text, "  {}: {{duration: {}, owner: {}", work.name, work.duration, work.owner);
        let ids = work.waits_for.iter().map(|of| format!("p{}/{}", works[*of].program, works[*of].name));
        let _ = write!(text, ", depends_on: [{}]", ids.collect::<Vec<_>>().join(", "));
        let said = [
            ("due", work.due),
            ("started", Some(work.start).filter(|start| *start < now)),
            ("done", Some(work.done).filter(|done| *done < now)),
        ];
        for (key, number) in said {
            if let Some(number) = number {
                let _ = write!(text, ", {key}: {}", day(number));
            }
        }
        text.push_str("}\n");
    }
    let shared = "owners: {ana: {team: one}, bo: {team: one}, cy: {team: two}, di: {team: two}}\n";
    files.push(("programs/tpm.yaml".into(), shared.into()));
    files
}

/// Returns a history, and the day on which it ends.
pub fn history(seed: u64, times: impl Fn(&str) -> f64) -> (Past, Day) {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    for _ in 0..16 {
        dice.next();
    }
    let works = works(&mut dice, times);
    let versions = (0..MONDAYS).map(|week| {
        let files = plans(&works, week * 5);
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let name = if week == MONDAYS - 1 { "HEAD".to_owned() } else { format!("week {week}") };
        Version::new(&[&name], &day(week * 5).to_string(), &files)
    });
    (Past(versions.collect()), day((MONDAYS - 1) * 5))
}
