//! Whether the odds of past weeks were right: what they said then, against what happened.
//!
//! Every milestone and every promise counts once, with the odds of one week. That week is chosen by
//! what the plan said by then and not by what came later, and it counts only once its outcome is
//! certain, whichever it is: otherwise what is quick or late would be picked out, and even right
//! odds would look wrong.

mod bias;
mod outcome;
mod score;
mod tracks;

pub use bias::{Bias, ENOUGH, Work};
pub use score::{Among, Coverage};

use super::Assessment;
use super::diff::Matching;
use super::odds::{self, Quantiles};
use super::selection::Selection;
use crate::chance::{Expected, Finish, Settings};
use crate::model::{MilestoneId, Workspace};
use crate::schedule::PromiseHolder;
use crate::source::Sources;
use crate::time::{Day, Instant};
use outcome::{Outcome, hit};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicU32;
use tracks::Tracks;

/// With fewer finished milestones than this, nothing is said.
pub const FEWEST: usize = 10;

/// The days from one version to the next.
pub const WEEK: i32 = 7;

/// A promise is looked at so many days ahead.
const AHEAD: i32 = 28;

/// How often each version is dated, and with which numbers.
#[derive(Debug, Clone, Copy)]
pub struct Replaying {
    pub seed: u64,
    pub runs: u32,
    pub threads: usize,
}

/// A milestone: what the odds said of it when it was about to begin, and what came.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The full id when it was last seen.
    pub id: String,
    /// Its owner, by the plan of then.
    pub owner: Option<String>,
    /// The owner's team; without one, the owner.
    pub team: Option<String>,
    /// The day of the odds.
    pub on: Day,
    pub quantiles: Quantiles,
    /// The day on which it was done; none if it should be and is not.
    pub finished: Option<Day>,
    /// Civil days from P90 to when it was done, or to the as-of day; negative from P10 to before
    /// it; 0 in between.
    pub off_days: i32,
    pub among: Among,
}

/// Work, with its last estimate before it began.
#[derive(Debug, Clone)]
pub struct Estimated {
    /// The full id when it was last seen.
    pub id: String,
    /// Its owner, by the plan of then.
    pub owner: Option<String>,
    /// The owner's team; without one, the owner.
    pub team: Option<String>,
    pub work: Work,
}

/// A promise: how likely it was four weeks ahead, and whether it was kept.
#[derive(Debug, Clone)]
pub struct Promised {
    /// The full id when it was last seen.
    pub id: String,
    /// The day of the odds.
    pub on: Day,
    /// The day that was promised then.
    pub due: Day,
    /// The share of runs that kept it.
    pub odds: f64,
    pub is_kept: bool,
    /// The day on which it was done.
    pub finished: Option<Day>,
}

/// How right the odds of past weeks were.
#[derive(Debug)]
pub struct Backtest {
    pub replaying: Replaying,
    /// The weeks that were looked at, from the first to the last.
    pub weeks: Vec<Day>,
    /// How many were not, because a plan could not be read.
    pub unread: usize,
    /// The milestones that count, those furthest off first.
    pub milestones: Vec<Judged>,
    /// How many finished before it was certain that they count.
    pub undecided: usize,
    /// The work of which the estimate and the days it took are known, by id.
    pub estimates: Vec<Estimated>,
    /// How many of the milestones that count are finished and do not say when they began.
    pub without_start: usize,
    /// The promises that count, those about which the odds were most wrong first.
    pub promises: Vec<Promised>,
}

impl Backtest {
    /// Returns how many of the milestones that count are finished.
    pub fn finished(&self) -> usize {
        self.milestones.iter().filter(|judged| judged.finished.is_some()).count()
    }

    /// Returns how many finished between P10 and P90.
    pub fn coverage(&self) -> Option<Coverage> {
        let all: Vec<Among> = self.milestones.iter().map(|judged| judged.among).collect();
        Coverage::of(&all)
    }

    /// Returns by how much all work took longer than estimated.
    pub fn bias(&self) -> Bias {
        let works: Vec<Work> = self.estimates.iter().map(|estimated| estimated.work).collect();
        Bias::of(&works)
    }

    /// Returns the same by owner.
    pub fn by_owner(&self) -> Vec<(Option<&str>, Bias)> {
        bias::by(self.estimates.iter().map(|estimated| (estimated.owner.as_deref(), estimated.work)))
    }

    /// Returns the same by team.
    pub fn by_team(&self) -> Vec<(Option<&str>, Bias)> {
        bias::by(self.estimates.iter().map(|estimated| (estimated.team.as_deref(), estimated.work)))
    }

    /// Returns the Brier score of the promises; none if they are too few to judge.
    pub fn brier(&self) -> Option<f64> {
        let enough = self.promises.len() >= ENOUGH;
        score::brier(self.promises.iter().map(|promised| (promised.odds, promised.is_kept)))
            .filter(|_| enough)
    }

    /// Returns how many promises were kept.
    pub fn kept(&self) -> usize {
        self.promises.iter().filter(|promised| promised.is_kept).count()
    }

    /// Returns how many the odds expected to be kept, in percent of all; none if they are too few
    /// to judge.
    pub fn kept_by_odds(&self) -> Option<u32> {
        let (sum, count) =
            (self.promises.iter().map(|promised| promised.odds).sum::<f64>(), self.promises.len());
        (count >= ENOUGH).then(|| (sum / count as f64 * 100.0).round() as u32)
    }
}

/// What is known of a milestone or program while the versions are read.
struct Track {
    outcome: Outcome,
    is_selected: bool,
    /// With whether its outcome is certain.
    judged: Option<(Judged, bool)>,
    /// The same.
    estimated: Option<(Estimated, bool)>,
    promised: Option<Promised>,
}

/// A backtest in the making.
pub struct Replay<'n> {
    last: &'n Assessment<'n>,
    selection: &'n Selection,
    replaying: Replaying,
    tracks: Tracks,
    /// By number.
    all: Vec<Track>,
    /// From the last back.
    weeks: Vec<Day>,
    unread: usize,
}

impl<'n> Replay<'n> {
    /// Begins with the last version, which says what happened.
    pub fn new(last: &'n Assessment<'n>, selection: &'n Selection, replaying: Replaying) -> Self {
        let tracks = Tracks::new(last.workspace);
        let (weeks, unread) = (Vec::new(), 0);
        let mut replay = Self { last, selection, replaying, tracks, all: Vec::new(), weeks, unread };
        replay.find_outcomes(last);
        replay
    }

    /// Adds a version, each one before those that were added. `later` is the earliest whole one so
    /// far or, if none was, the last one. Returns whether it is whole; otherwise it does not count.
    pub fn add(&mut self, then: &Assessment<'_>, sources: &Sources, later: (&Workspace, &Sources)) -> bool {
        if !then.workspace.programs.iter().all(|program| program.reading.is_whole()) {
            self.unread += 1;
            return false;
        }
        self.weeks.push(then.as_of());
        let matching = Matching::between((then.workspace, sources), later);
        self.tracks.back(&matching, later.0, then.workspace);
        self.find_outcomes(then);
        let settings = self.settings(then.workspace);
        self.find_estimates(then, &settings);
        let about_to_begin =
            |holder| matches!(holder, PromiseHolder::Milestone(id) if is_about_to_begin(then, id));
        let on = then.as_of();
        let wanted: Vec<(PromiseHolder, usize, bool, bool)> = self
            .tracks
            .all()
            .filter(|(_, number)| self.all[*number].is_open(on))
            .map(|(holder, number)| (holder, number, about_to_begin(holder), is_promised_soon(then, holder)))
            .filter(|(.., begins, is_promised)| *begins || *is_promised)
            .collect();
        if wanted.is_empty() {
            return true;
        }
        let simulated = odds::run(then, &settings, &AtomicU32::new(0)).simulated;
        let finishes: BTreeMap<PromiseHolder, &Finish> =
            simulated.finishes.iter().map(|finish| (finish.holder, finish)).collect();
        for (holder, number, begins, is_promised) in wanted {
            let Some(finish) = finishes.get(&holder) else { continue };
            let track = &mut self.all[number];
            if let (true, PromiseHolder::Milestone(id)) = (begins, holder) {
                track.judged = Some(judged(then, id, finish, &track.outcome, self.last.as_of()));
            }
            if is_promised {
                track.promised = promised(finish, &track.outcome, on, self.last.as_of());
            }
        }
        true
    }

    /// Returns how right the odds were.
    pub fn close(mut self) -> Backtest {
        self.weeks.reverse();
        let mut milestones = Vec::new();
        let (mut promises, mut undecided) = (Vec::new(), 0);
        let (mut estimates, mut without_start) = (Vec::new(), 0);
        for Track { judged, promised, estimated, outcome, .. } in self.all {
            promises.extend(promised);
            estimates.extend(estimated.filter(|(_, is_certain)| *is_certain).map(|(estimated, _)| estimated));
            match judged {
                Some((judged, true)) => {
                    without_start += usize::from(outcome.done.is_some() && outcome.took.is_none());
                    milestones.push(judged);
                }
                Some((judged, false)) => undecided += usize::from(judged.finished.is_some()),
                None => {}
            }
        }
        milestones.sort_by(|one: &Judged, other| {
            let order = |judged: &Judged| (Reverse(judged.off_days.unsigned_abs()), judged.on);
            order(one).cmp(&order(other)).then_with(|| one.id.cmp(&other.id))
        });
        promises.sort_by(|one: &Promised, other| {
            let off = |promised: &Promised| (promised.odds - f64::from(u8::from(promised.is_kept))).abs();
            off(other).total_cmp(&off(one)).then_with(|| one.id.cmp(&other.id))
        });
        estimates.sort_by(|one: &Estimated, other| one.id.cmp(&other.id));
        let Self { replaying, weeks, unread, .. } = self;
        Backtest { replaying, weeks, unread, milestones, undecided, estimates, without_start, promises }
    }

    /// Notes what became of what later versions lack.
    fn find_outcomes(&mut self, then: &Assessment<'_>) {
        let known = self.all.len();
        if self.tracks.count() == known {
            return;
        }
        // What is in the last version has the first numbers.
        let last = self.last.workspace;
        let (milestones, programs) = (last.milestones.len(), last.programs.len());
        let number = |holder: PromiseHolder| self.tracks.number(holder);
        let milestone = |id: MilestoneId| Some(number(id.into())).filter(|number| *number < milestones);
        let program = |id| number(PromiseHolder::Program(id)).checked_sub(milestones);
        let selection = self.selection.in_plans(
            last,
            then.workspace,
            |id| last.milestone_ids().nth(milestone(id)?),
            |id| last.program_ids().nth(program(id).filter(|program| *program < programs)?),
        );
        let mut new: Vec<(PromiseHolder, usize)> =
            self.tracks.all().filter(|(_, number)| *number >= known).collect();
        new.sort_by_key(|(_, number)| *number);
        let hit = hit(then);
        self.all.extend(new.into_iter().map(|(holder, _)| Track {
            outcome: Outcome::of(then, holder, &hit, self.last.as_of()),
            is_selected: match holder {
                PromiseHolder::Milestone(id) => selection.has(id),
                PromiseHolder::Program(id) => selection.has_program(id),
            },
            judged: None,
            estimated: None,
            promised: None,
        }));
    }

    /// Notes the estimates of work that had not begun; those of later versions stay.
    fn find_estimates(&mut self, then: &Assessment<'_>, settings: &Settings) {
        for (holder, number) in self.tracks.all() {
            let (track, PromiseHolder::Milestone(id)) = (&mut self.all[number], holder) else { continue };
            if track.counts() && track.estimated.is_none() {
                track.estimated = estimated(then, id, &track.outcome, settings);
            }
        }
    }

    /// Returns how a version is dated: by its own settings.
    fn settings(&self, then: &Workspace) -> Settings {
        let Replaying { seed, runs, threads } = self.replaying;
        let said = &then.settings;
        Settings { seed, runs, threads, distribution: said.distribution, default_range: said.default_range }
    }
}

impl Track {
    fn counts(&self) -> bool {
        self.is_selected && !self.outcome.is_withdrawn
    }

    /// Whether the odds of a day can say anything of it that came to be known later.
    fn is_open(&self, on: Day) -> bool {
        self.counts() && !self.outcome.was_over(on)
    }
}

/// Whether work is under way, or planned to begin before the next week.
fn is_about_to_begin(then: &Assessment<'_>, id: MilestoneId) -> bool {
    let task = then.schedule.inputs.task(id);
    let begins = || then.schedule.dates.start(id).map(Instant::day);
    let is_open = task.is_work && task.is_unfinished() && !then.is_earliest(id);
    is_open && (task.is_started() || begins().is_some_and(|begins| begins < then.as_of().plus(WEEK)))
}

/// Whether a promise stands for one of the next days. That of a program that is also that of its
/// finish counts there.
fn is_promised_soon(then: &Assessment<'_>, holder: PromiseHolder) -> bool {
    let Some(due) = holder.promise(then.workspace).due else { return false };
    let on = then.as_of();
    let is_own = match holder {
        PromiseHolder::Milestone(id) => !then.is_earliest(id),
        PromiseHolder::Program(id) => {
            let finish = then.finish_milestone(id).map(|finish| then.workspace.milestone(finish));
            !then.program_is_earliest(id) && finish.is_none_or(|finish| finish.promise.due != Some(due))
        }
    };
    is_own && on <= due && due <= on.plus(AHEAD)
}

/// Returns what was said of a milestone and what came, and whether that is certain by the as-of
/// day: it is once P90 has passed, whether it is finished or not.
fn judged(
    then: &Assessment<'_>,
    id: MilestoneId,
    finish: &Finish,
    outcome: &Outcome,
    as_of: Day,
) -> (Judged, bool) {
    let workspace = then.workspace;
    let quantiles = Quantiles::of(finish);
    let is_certain = quantiles.p90.is_some_and(|p90| p90 < as_of);
    let ends = outcome.done.unwrap_or(as_of);
    let off_days = match (quantiles.p10, quantiles.p90) {
        (Some(p10), _) if ends < p10 => ends.since(p10),
        (_, Some(p90)) => ends.since(p90).max(0),
        _ => 0,
    };
    let judged = Judged {
        id: outcome.id.clone(),
        owner: owner(workspace, id),
        team: team(workspace, id),
        on: then.as_of(),
        quantiles,
        finished: outcome.done,
        off_days,
        among: outcome.among(&finish.tally),
    };
    (judged, is_certain)
}

/// Returns how likely a promise was and whether it was kept; none while its day is not over.
fn promised(finish: &Finish, outcome: &Outcome, on: Day, as_of: Day) -> Option<Promised> {
    let due = finish.due.filter(|due| *due < as_of)?;
    Some(Promised {
        id: outcome.id.clone(),
        on,
        due,
        odds: f64::from(finish.kept) / finish.tally.runs().max(1) as f64,
        is_kept: outcome.done.is_some_and(|done| done <= due),
        finished: outcome.done,
    })
}

/// Returns what work took against its estimate, and whether it is certain that it counts: it is
/// once the longest length that was estimated would be over, whether it is done or not. `None` if
/// it had begun, if nothing says when it began, or if a risk of the register happened to it.
fn estimated(
    then: &Assessment<'_>,
    id: MilestoneId,
    outcome: &Outcome,
    settings: &Settings,
) -> Option<(Estimated, bool)> {
    let took = outcome.took.filter(|_| !outcome.is_hit)?;
    // What lasts as long by itself is no estimate of work.
    then.workspace.milestone(id).duration.filter(|estimate| !estimate.elapsed)?;
    let expected = Expected::of(&then.schedule, id, settings)?;
    let estimated = Estimated {
        id: outcome.id.clone(),
        owner: owner(then.workspace, id),
        team: team(then.workspace, id),
        work: Work { expected: expected.days, actual: took.workdays },
    };
    Some((estimated, took.until_now >= expected.longest))
}

fn owner(workspace: &Workspace, id: MilestoneId) -> Option<String> {
    workspace.owner_id(workspace.milestone(id).owner).map(str::to_owned)
}

fn team(workspace: &Workspace, id: MilestoneId) -> Option<String> {
    workspace.milestone(id).owner.map(|owner| workspace.team(owner).to_owned())
}
