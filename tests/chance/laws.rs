//! Laws that hold for the odds of any plan.

use super::{certain_singles, is_milestone, promise, read, settings, simulated, with_risk};
use crate::oracle::case::{Case, Duration, LinkKind};
use crate::oracle::{self, Family};
use crate::property::samples;
use crate::support::part::cases;
use tpm::analysis::odds::Odds;
use tpm::chance::Settings;
use tpm::model::Workspace;
use tpm::schedule::{PromiseHolder, Scheduled};
use tpm::time::{Day, Instant};

fn day(case: &Case) -> Day {
    Day::parse(&oracle::as_of(case)).unwrap()
}

/// Gives every milestone with a duration the same one at all three points.
fn certain(case: &Case) -> Case {
    let mut case = case.clone();
    for milestone in &mut case.milestones {
        milestone.duration = milestone.duration.map(|duration| Duration::One(duration.likely()));
    }
    case
}

#[test]
fn without_ranges_and_risks_every_run_is_the_schedule() {
    let mut compared = 0;
    for family in Family::ALL {
        for case in samples(cases(200), oracle::strategy(family)) {
            let case = certain(&case);
            let workspace = read(&oracle::files(&case), day(&case));
            simulated(&workspace, day(&case), certain_singles(100), |assessment, odds| {
                for of in &odds.milestones {
                    let planned = assessment.schedule.dates.finish(of.milestone).map(Instant::day);
                    let quantiles = of.quantiles;
                    let all = [quantiles.p10, quantiles.p50, quantiles.p80, quantiles.p90];
                    assert_eq!(all, [planned; 4], "{:?}\n{:?}", of.milestone, oracle::files(&case));
                    let is_critical = assessment.schedule.is_critical(of.milestone);
                    assert_eq!(
                        of.critical.runs,
                        if is_critical { 100 } else { 0 },
                        "{:?} float {:?}\n{:?}",
                        of.milestone,
                        assessment.schedule.total_float(of.milestone),
                        oracle::files(&case)
                    );
                    compared += 1;
                }
                for promise in &odds.promises {
                    if let PromiseHolder::Program(id) = promise.finish.holder {
                        let forecast = assessment.schedule.finish(id).forecast;
                        assert_eq!(promise.quantiles.p50, forecast, "{:?}", oracle::files(&case));
                    }
                    let kept = promise.finish.due.map(|due| promise.finish.planned <= due);
                    assert_eq!(promise.kept.map(|kept| kept.runs == 100), kept);
                }
                assert_eq!(odds.rests_on_default_range, None);
            });
        }
    }
    assert!(compared > 100, "{compared}");
}

/// Returns the odds as text, without the number of threads.
fn printed(workspace: &Workspace, as_of: Day, settings: Settings) -> String {
    let one = Settings { threads: 1, ..settings };
    simulated(workspace, as_of, settings, |_, odds| {
        let Odds { promises, milestones, merges, rests_on_default_range, .. } = odds;
        format!("{one:?} {promises:?} {milestones:?} {merges:?} {rests_on_default_range:?}")
    })
}

#[test]
fn the_number_of_threads_changes_nothing() {
    for case in samples(cases(32), oracle::strategy(Family::Progress)) {
        let workspace = read(&with_risk(&case, 40, "[1d, 3d, 9d]", &[0]), day(&case));
        let one = printed(&workspace, day(&case), settings(500));
        for threads in [2, 3, 8] {
            let more = printed(&workspace, day(&case), Settings { threads, ..settings(500) });
            assert_eq!(one, more, "{threads} threads");
        }
        assert_eq!(one, printed(&workspace, day(&case), settings(500)), "a run after others");
    }
}

// What is drawn for a milestone depends on its id, and not on what else is in the plan.
#[test]
fn another_program_changes_no_odds() {
    for case in samples(cases(32), oracle::strategy(Family::Calendars)) {
        let files = oracle::files(&case);
        let mut more = files.clone();
        let other = "milestones: {z: {duration: [1d, 2d, 9d]}, y: {duration: 3d, depends_on: [z]}}\nrisks: {r: {probability: 50%, impact: 3d, affects: [z]}}\n";
        more.insert(0, ("programs/a.yaml".into(), other.into()));
        let one = read(&files, day(&case));
        let two = read(&more, day(&case));
        let odds = |workspace: &Workspace| {
            simulated(workspace, day(&case), settings(300), |_, odds| {
                let name = |at: usize| {
                    let of = odds.milestones[at];
                    let full_id = workspace.milestone(of.milestone).full_id.clone();
                    (full_id, of.quantiles, of.critical)
                };
                (0..odds.milestones.len())
                    .map(name)
                    .filter(|(id, ..)| !id.starts_with("a/"))
                    .collect::<Vec<_>>()
            })
        };
        assert_eq!(odds(&one), odds(&two));
    }
}

/// Whether no link holds a finish.
fn is_forward(case: &Case) -> bool {
    let mut links = case.milestones.iter().flat_map(|milestone| &milestone.links);
    links.all(|link| !matches!(link.kind, LinkKind::FinishFinish | LinkKind::StartFinish))
}

#[test]
fn more_impact_or_probability_pulls_no_quantile_earlier() {
    let mut compared = 0;
    for family in [Family::Plain, Family::Constrained, Family::Calendars] {
        for case in samples(cases(64), oracle::strategy(family)).filter(is_forward) {
            let finishes = |percent: u32, impact: &str| {
                let workspace = read(&with_risk(&case, percent, impact, &[0]), day(&case));
                simulated(&workspace, day(&case), settings(300), |_, odds| {
                    odds.milestones.iter().map(|of| of.quantiles).collect::<Vec<_>>()
                })
            };
            let least = finishes(30, "[1d, 2d, 4d]");
            for more in [finishes(60, "[1d, 2d, 4d]"), finishes(30, "[3d, 5d, 9d]")] {
                for (less, more) in least.iter().zip(more) {
                    let later = |less: Option<Day>, more: Option<Day>| {
                        more.is_none() || less.is_some() && less <= more
                    };
                    assert!(later(less.p10, more.p10) && later(less.p50, more.p50), "{less:?} {more:?}");
                    assert!(later(less.p80, more.p80) && later(less.p90, more.p90), "{less:?} {more:?}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 20, "{compared}");
}

// `b` finishes with `a` and is moved as a whole; `c` waits for the start of `b`. If `b` takes longer,
// it begins earlier to end with `a`, and `c` with it.
#[test]
fn with_a_link_that_holds_a_finish_longer_work_can_make_another_earlier() {
    let plan = |days: u32| {
        format!(
            "milestones:\n  a: {{duration: 30d}}\n  b: {{duration: {days}d, depends_on: [a FF]}}\n  c: {{duration: 3d, due: 2026-12-31, depends_on: [b SS]}}\n"
        )
    };
    let p50 = |days: u32| {
        let as_of = Day::parse("2026-01-05").unwrap();
        let workspace = read(&[("p.yaml".into(), plan(days))], as_of);
        simulated(&workspace, as_of, certain_singles(100), |_, odds| {
            promise(&workspace, odds, "p/c").quantiles.p50.unwrap()
        })
    };
    assert!(p50(20) < p50(5), "{} and {}", p50(20), p50(5));
}

#[test]
fn what_a_risk_costs_is_what_leaving_it_out_saves() {
    let mut cost = 0;
    for case in samples(cases(64), oracle::strategy(Family::Calendars)) {
        let mut affects = vec![0, case.milestones.len() - 1];
        affects.dedup();
        let with = read(&with_risk(&case, 70, "[2d, 5d, 9d]", &affects), day(&case));
        let without = read(&oracle::files(&case), day(&case));
        let p80 = |workspace: &Workspace| {
            simulated(workspace, day(&case), settings(400), |_, odds| {
                let of = |at: usize| {
                    let promise = &odds.promises[at];
                    let days = promise.risks.first().map(|risk| risk.days);
                    // Where runs end years apart, days are counted together.
                    let p80 = promise.quantiles.p80.filter(|_| promise.finish.tally.tells_days_apart());
                    (promise.finish.holder, p80, days)
                };
                let mut all: Vec<_> = (0..odds.promises.len()).map(of).collect();
                all.sort_by_key(|(holder, ..)| *holder);
                all
            })
        };
        for ((holder, later, days), (_, earlier, _)) in p80(&with).into_iter().zip(p80(&without)) {
            let Some((later, earlier)) = later.zip(earlier) else { continue };
            let difference = later.since(earlier);
            assert_eq!(days.flatten().unwrap_or(0), difference, "{holder:?} {:?}", oracle::files(&case));
            cost += difference;
        }
    }
    assert!(cost > 0);
}

#[test]
fn the_odds_cover_what_is_unfinished_and_dated() {
    for case in samples(cases(32), oracle::strategy(Family::Progress)) {
        let workspace = read(&oracle::files(&case), day(&case));
        simulated(&workspace, day(&case), settings(100), |assessment, odds| {
            let schedule: &Scheduled<'_> = &assessment.schedule;
            let open = workspace.milestone_ids().filter(|id| {
                workspace.milestone(*id).is_unfinished() && schedule.dates.finish(*id).is_some()
            });
            assert_eq!(
                odds.milestones.iter().map(|of| of.milestone).collect::<Vec<_>>(),
                open.collect::<Vec<_>>()
            );
            for promise in odds.promises.iter().filter(|promise| is_milestone(promise.finish.holder)) {
                assert_eq!(promise.finish.tally.runs(), 100);
            }
        });
    }
}
