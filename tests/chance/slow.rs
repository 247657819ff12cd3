//! A second simulation, written from the page on odds, which shares nothing with the first.
//!
//! It edits the case for each run, schedules it with the oracle, and draws with its own numbers: a
//! length from a table of its density, again and again until it contradicts nothing that is known.

use crate::oracle::case::{Case, Duration, Milestone, Span, Unit};
use crate::oracle::days::Day;
use crate::oracle::early::{Early, Plan, is_work};

/// A generator of its own.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// A risk: its chance, its impact in days, and the milestones that finish so much later.
pub struct Risk {
    pub chance: f64,
    pub impact: (f64, f64, f64),
    pub affects: Vec<usize>,
}

/// A density over a range, in so many bins.
struct Density {
    low: f64,
    width: f64,
    sums: Vec<f64>,
}

const BINS: usize = 4_000;

impl Density {
    /// "PERT-beta": the density of a beta distribution with the shapes 1 + 4 (m - a) / (b - a) and
    /// 1 + 4 (b - m) / (b - a).
    fn pert(low: f64, likely: f64, high: f64) -> Self {
        let width = high - low;
        let (one, other) = (4.0 * (likely - low) / width, 4.0 * (high - likely) / width);
        let mut sum = 0.0;
        let sums = (0..BINS).map(|bin| {
            let x = (bin as f64 + 0.5) / BINS as f64;
            sum += x.powf(one) * (1.0 - x).powf(other);
            sum
        });
        Self { low, width, sums: sums.collect() }
    }

    fn draw(&self, dice: &mut Dice) -> f64 {
        let aim = dice.next() * self.sums[BINS - 1];
        let bin = self.sums.partition_point(|sum| *sum < aim);
        self.low + self.width * (bin as f64 + dice.next()) / BINS as f64
    }
}

/// What is drawn of one milestone.
struct Drawn {
    milestone: usize,
    /// Low, likely, high; without a range there is nothing to draw.
    points: (f64, f64, f64),
    density: Option<Density>,
    elapsed: bool,
    is_remaining: bool,
    /// "cut off at what has been worked": the days before what is left, and those assumed since.
    worked: i32,
    assumed: i32,
}

fn rounded(days: f64) -> i32 {
    (days + 0.5).floor() as i32
}

impl Drawn {
    fn of(case: &Case, plan: &Plan<'_>, milestone: usize, range: (f64, f64)) -> Option<Self> {
        let m = &case.milestones[milestone];
        if m.done.or(m.cancelled).is_some() || !is_work(m) {
            return None;
        }
        let early = plan.early[milestone].as_ref()?;
        let is_remaining = m.started.is_some() && m.remaining.is_some();
        let days = |span: Span| f64::from(plan.base[milestone].count_of(span));
        let said = match m.remaining.filter(|_| is_remaining) {
            Some(left) => days(left),
            None => f64::from(plan.size(milestone)?.count),
        };
        let points = match m.duration {
            Some(Duration::Three(low, likely, high)) if days(low) < days(high) => {
                let share = if is_remaining { said / days(likely) } else { 1.0 };
                (days(low) * share, days(likely) * share, days(high) * share)
            }
            _ => (said * range.0, said, said * range.1),
        };
        let elapsed = match m.remaining.filter(|_| is_remaining) {
            Some(left) => left.unit == Unit::Elapsed,
            None => plan.size(milestone)?.elapsed,
        };
        let is_open = points.0 < points.2;
        Some(Self {
            milestone,
            density: is_open.then(|| Density::pert(points.0, points.1, points.2)),
            points,
            elapsed,
            is_remaining,
            worked: worked(case, plan, milestone, elapsed),
            assumed: if early.left.overrun { assumed(case, milestone, elapsed) } else { early.left.assumed },
        })
    }

    /// Returns how much of a whole is left, as said: "`remaining`, else duration × (100 − progress)
    /// / 100, to the nearest day, halves up"; with neither word the rest.
    fn left(&self, m: &Milestone, days: i32) -> i32 {
        match (m.remaining, m.progress) {
            (Some(_), _) => days,
            (None, Some(progress)) => {
                rounded(f64::from(days * (progress.whole - progress.done)) / f64::from(progress.whole))
            }
            (None, None) => days - self.worked,
        }
    }

    fn fits(&self, m: &Milestone, days: i32) -> bool {
        m.started.is_none()
            || self.is_remaining && days > self.assumed
            || !self.is_remaining && days > self.worked && self.left(m, days) > self.assumed
    }

    fn draw(&self, m: &Milestone, dice: &mut Dice) -> i32 {
        let Some(density) = &self.density else { return rounded(self.points.1) };
        let highest = (self.points.2 - 0.5).ceil() as i32;
        if !(rounded(self.points.0)..highest).any(|days| self.fits(m, days)) {
            return highest;
        }
        loop {
            let days = rounded(density.draw(dice)).min(highest);
            if self.fits(m, days) {
                return days;
            }
        }
    }
}

/// Returns the days from the start to where the work left begins; without a word, to the as-of day.
fn worked(case: &Case, plan: &Plan<'_>, milestone: usize, elapsed: bool) -> i32 {
    let Some(started) = case.milestones[milestone].started else { return 0 };
    let until = plan.left_from(milestone).unwrap_or(case.as_of);
    let days = (started..until).filter(|day: &Day| elapsed || plan.full[milestone].works(*day));
    days.count() as i32
}

/// Returns the days assumed worked of what is left, however much that is.
fn assumed(case: &Case, milestone: usize, elapsed: bool) -> i32 {
    let mut endless = case.clone();
    let unit = if elapsed { Unit::Elapsed } else { Unit::Days };
    let m = &mut endless.milestones[milestone];
    if m.remaining.is_none() && m.progress.is_none() {
        return 0;
    }
    m.remaining = Some(Span { count: 1_000, unit });
    Plan::new(&endless).early[milestone].as_ref().map_or(0, |early| early.left.assumed)
}

/// A case with the lengths of one run.
fn edited(case: &Case, all: &[Drawn], dice: &mut Dice) -> Case {
    let mut edited = case.clone();
    for drawn in all {
        let m = &mut edited.milestones[drawn.milestone];
        let days = drawn.draw(&case.milestones[drawn.milestone], dice).max(1);
        let unit = if drawn.elapsed { Unit::Elapsed } else { Unit::Days };
        let span = Span { count: days, unit };
        if drawn.is_remaining {
            m.remaining = Some(span);
        } else {
            m.duration = Some(Duration::One(span));
            // "`start` counts as `not_before`"
            m.not_before = m.not_before.max(m.window.take());
        }
    }
    edited
}

/// Returns the finish of each milestone in so many runs.
pub fn simulate(
    case: &Case,
    range: (f64, f64),
    risk: &Risk,
    runs: u32,
    dice: &mut Dice,
) -> Vec<Vec<Option<Day>>> {
    let plan = Plan::new(case);
    let all: Vec<Drawn> =
        (0..case.milestones.len()).filter_map(|m| Drawn::of(case, &plan, m, range)).collect();
    let full = plan.full;
    let impact = Density::pert(risk.impact.0, risk.impact.1, risk.impact.2);
    let mut finishes = vec![Vec::new(); case.milestones.len()];
    for _ in 0..runs {
        let edited = edited(case, &all, dice);
        let happens = dice.next() < risk.chance;
        let later = if happens { rounded(impact.draw(dice)) } else { 0 };
        let put = |m: usize, early: Option<Early>| {
            let is_hit = risk.affects.contains(&m) && case.milestones[m].done.is_none();
            let mut early = early?;
            if is_hit && later > 0 {
                if case.milestones[m].started.is_none() {
                    early.start = full[m].slipped(early.start, later)?;
                }
                early.finish = full[m].slipped(early.finish, later)?;
                early.remaining_start = match early.remaining_start {
                    Some(start) => Some(full[m].slipped(start, later)?),
                    None => None,
                };
            }
            Some(early)
        };
        let plan = Plan::with(&edited, &put);
        for (finishes, early) in finishes.iter_mut().zip(&plan.early) {
            finishes.push(early.as_ref().map(|early| early.finish.day));
        }
    }
    finishes
}
