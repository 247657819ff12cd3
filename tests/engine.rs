//! The cost of scheduling: no allocation after the first run, one visit per link and pass, no
//! recursion.
//!
//! A separate binary, because counting allocations replaces the allocator. `engine/work.rs` counts the
//! work of reading and writing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "engine/work.rs"]
mod work;

use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use tpm::analysis::selection::{Labels, Selection};
use tpm::analysis::{Assessment, cliffs, recover};
use tpm::calendar::Length;
use tpm::chance::{self, Chances, LiveRisk};
use tpm::graph::{LinkId, Network, cycle_findings};
use tpm::model::{
    AsOf, Cancelled, DefaultRange, Estimate, Link, Milestone, MilestoneId, ProgramId, Workspace, load,
};
use tpm::schedule::{
    Dated, Dates, Hold, Inputs, Late, Plan, PromiseHolder, Reading, Scheduled, State, Targets, backward,
    forecast_finish, forward,
};
use tpm::source::{SourceFile, Sources};
use tpm::syntax::Distribution;
use tpm::time::{Day, Instant};
use tpm::trial::{Change, Trial};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// Returns a workspace of four programs with 750 milestones each, in layers of ten, that uses every
/// source of dates.
fn written() -> Workspace {
    let shared = "calendars:\n  short: {week: [mon, tue, wed], holidays: [2026-12-24..2027-01-01]}\nowners:\n  a: {away: [2026-10-05..2026-10-09]}\n  b: {calendar: short}\n  c: {}\n";
    let mut files = vec![SourceFile::new("tpm.yaml", shared)];
    for program in 0..4 {
        let mut text = String::from("start: 2026-07-06\ndue: 2028-12-29\nmilestones:\n");
        for milestone in 0..750 {
            let _ = writeln!(text, "  m{milestone}: {}", body(program, milestone));
        }
        text.push_str("risks: {r: {probability: 40%, impact: [1d, 3d, 9d], affects: [m20]}}\n");
        files.push(SourceFile::new(format!("p{program}.yaml"), text));
    }
    let sources = Sources::new(files);
    let shared = sources.iter().find(|(_, file)| file.path == "tpm.yaml").map(|(id, _)| id);
    let loaded = load(&sources, shared, AsOf { day: day("2026-09-14"), from_clock: false, is_past: false });
    assert!(loaded.findings.is_empty(), "{:?}", loaded.findings.sorted());
    loaded.workspace
}

fn body(program: usize, milestone: usize) -> String {
    let layer = milestone / 10;
    let mut after = Vec::new();
    for step in 0..3 {
        if layer > 0 {
            let other = (layer - 1) * 10 + (milestone * 7 + step * 3) % 10;
            let kind = ["", " SS+1w", " +2d", " -1d", " +3ed"][(milestone + step) % 5];
            let home = if milestone % 40 == 5 { format!("p{}/", (program + 1) % 4) } else { String::new() };
            after.push(format!("{home}m{other}{kind}"));
        }
    }
    let owner = ["a", "b", "c"][milestone % 3];
    let says = match milestone % 12 {
        0 if layer == 0 => "duration: 2w, started: 2026-07-06, done: 2026-08-07",
        1 if layer == 0 => "duration: 9w, started: 2026-07-20, progress: 40%, updated: 2026-09-01",
        2 => "due: 2026-12-11",
        3 => "duration: 1d, eta: 2027-03-01",
        4 => "duration: 0d",
        8 if milestone % 5 == 1 => "duration: 1d, cancelled: {on: 2026-09-01, reason: bought}",
        5 => "duration: 2d, blocked: {since: 2026-09-01, until: 2026-10-01}",
        _ => "duration: 1d",
    };
    format!("{{owner: {owner}, {says}, depends_on: [{}]}}", after.join(", "))
}

/// The buffers of one forward and one backward pass.
struct Buffers {
    dates: Dates,
    targets: Targets,
    late: Late,
}

impl Buffers {
    fn new(count: usize) -> Self {
        Self { dates: Dates::new(count), targets: Targets::new(count), late: Late::new(count) }
    }

    /// Runs a forward pass, and a backward pass from the milestone this far from the last.
    fn run(&mut self, plan: Plan<'_>, from_last: usize) {
        forward(plan, &mut self.dates);
        let target = MilestoneId((plan.network.len() - 1 - from_last) as u32);
        self.targets.set([(target, Instant::end_of(day("2028-12-29")))].into_iter());
        backward(Dated { plan, dates: &self.dates }, &self.targets, &mut self.late);
    }

    fn finishes(&self, count: usize) -> Vec<Option<Instant>> {
        (0..count).map(|index| self.dates.finish(MilestoneId(index as u32))).collect()
    }
}

/// Changes a few tasks, different ones in each round.
fn change(inputs: &mut Inputs, round: usize) {
    inputs.as_of = inputs.as_of.plus(1);
    for step in 0..50 {
        let index = (round * 131 + step * 61) % inputs.tasks.len();
        let task = &mut inputs.tasks[index];
        if task.is_work && task.is_unfinished() {
            task.left = Length::working(1 + ((round + step) % 30) as u32);
            task.duration = task.left;
        }
        if task.eta.is_some() {
            task.eta = Some(inputs.as_of.plus((round % 90) as i32));
        }
        if step == 7 {
            task.readable = !task.readable;
        }
        if task.eta.is_some() && (round + step).is_multiple_of(3) {
            task.readable = !task.readable;
        }
        if step % 10 == 9 {
            task.state = match task.state {
                State::NotStarted => State::Done { started: None, finished: inputs.as_of.plus(-1) },
                State::Done { .. } => State::Cancelled,
                State::Cancelled | State::Started(_) => State::NotStarted,
            };
        }
    }
}

#[test]
fn rescheduling_changed_inputs_allocates_nothing() {
    let workspace = written();
    let network = Network::new(&workspace);
    assert!(network.len() == 3000 && network.link_count() > 8000, "{} links", network.link_count());
    let mut inputs = Inputs::new(&workspace, day("2026-09-14"));
    let mut buffers = Buffers::new(network.len());
    buffers.run(Plan { network: &network, calendars: &workspace.calendars, inputs: &inputs }, 0);
    let first = buffers.finishes(network.len());
    let dated = |index: usize| inputs.tasks[index].is_cancelled() || first[index].is_some();
    assert!((0..network.len()).all(dated), "the network is dated");
    assert!(inputs.tasks.iter().filter(|task| task.is_cancelled()).count() > 40);
    let links = network.link_count() as u64;
    for round in 0..100 {
        change(&mut inputs, round);
        let plan = Plan { network: &network, calendars: &workspace.calendars, inputs: &inputs };
        let counted = allocation_counter::measure(|| buffers.run(plan, round % 7));
        assert_eq!((counted.count_total, counted.bytes_total), (0, 0), "round {round}");
        assert_eq!(buffers.dates.link_visits, links, "round {round}");
        assert!(buffers.late.link_visits <= links, "round {round}");
    }
    // Reused buffers give the same results as fresh ones.
    let mut fresh = Buffers::new(network.len());
    fresh.run(Plan { network: &network, calendars: &workspace.calendars, inputs: &inputs }, 99 % 7);
    assert_eq!(format!("{:?}", fresh.dates), format!("{:?}", buffers.dates));
    assert_eq!(format!("{:?}", fresh.late), format!("{:?}", buffers.late));
    assert_eq!(format!("{:?}", fresh.targets), format!("{:?}", buffers.targets));
    assert_ne!(first, buffers.finishes(network.len()), "the changes changed something");
}

/// Gives a milestone that has a duration another one.
fn redraw(inputs: &mut Inputs, workspace: &Workspace, id: MilestoneId, days: u32) {
    let reading = Reading::new(workspace, id, inputs.as_of);
    inputs.tasks[id.index()] = Reading { days: Some(days), ..reading }.task();
}

#[test]
fn redrawing_durations_allocates_nothing() {
    let workspace = written();
    let network = Network::new(&workspace);
    let mut inputs = Inputs::new(&workspace, day("2026-09-14"));
    let mut dates = Dates::new(network.len());
    let mut finishes = vec![None; workspace.programs.len()];
    let mut run = |round: u32| {
        for id in workspace.milestone_ids() {
            if let Some(estimate) = workspace.milestone(id).duration {
                redraw(&mut inputs, &workspace, id, estimate.likely + (id.0 * 7 + round * 13) % 5);
            }
        }
        forward(Plan { network: &network, calendars: &workspace.calendars, inputs: &inputs }, &mut dates);
        for (program, finish) in workspace.programs.iter().zip(&mut finishes) {
            *finish = forecast_finish(&workspace, program, &dates);
        }
        finishes[0]
    };
    let first = run(0);
    assert!(first.is_some());
    let mut last = None;
    for round in 1..=101 {
        let counted = allocation_counter::measure(|| last = run(round));
        assert_eq!((counted.count_total, counted.bytes_total), (0, 0), "round {round}");
    }
    assert_ne!(first, last);
    // Drawing the written durations restores the inputs.
    for id in workspace.milestone_ids() {
        if let Some(estimate) = workspace.milestone(id).duration {
            redraw(&mut inputs, &workspace, id, estimate.likely);
        }
    }
    assert_eq!(format!("{inputs:?}"), format!("{:?}", Inputs::new(&workspace, day("2026-09-14"))));
}

#[test]
fn more_runs_of_a_simulation_allocate_nothing_more() {
    let workspace = written();
    let network = Network::new(&workspace);
    let schedule = Scheduled::new(&workspace, &network, day("2026-09-14"));
    let impact = workspace.risks.first().and_then(|risk| risk.impact);
    let risks = [LiveRisk { index: 0, percent: Some(40), impact }];
    let allocated = |runs: u32| {
        let settings = chance::Settings {
            seed: 1,
            runs,
            threads: 1,
            distribution: Distribution::Pert,
            default_range: DefaultRange { optimistic: 90, pessimistic: 150 },
        };
        let chances = Chances::new(&schedule, &risks, &settings);
        let mut is_drawn = false;
        let counted = allocation_counter::measure(|| {
            let simulated = chance::simulate(&schedule, &chances, &settings, &AtomicU32::new(0));
            is_drawn = simulated.finishes.iter().any(|of| of.tally.quantile(10) < of.tally.quantile(90));
        });
        assert!(is_drawn);
        (counted.count_total, counted.bytes_total)
    };
    assert_eq!(allocated(512), allocated(1_024));
}

#[test]
fn trials_allocate_nothing_and_visit_only_what_is_downstream() {
    let workspace = written();
    let network = Network::new(&workspace);
    let schedule = Scheduled::new(&workspace, &network, day("2026-09-14"));
    let mut trial = Trial::new(&schedule);
    let changes = |round: u32| {
        let id = |step: u32| MilestoneId((round * 131 + step * 977) % network.len() as u32);
        [
            Change::Later(id(0), 3),
            Change::Shorter(id(1), 1),
            Change::WithoutHold(id(2), Hold::Eta),
            Change::Held(id(3), Some(day("2026-12-01"))),
            Change::WithoutLink(LinkId(round * 71 % network.link_count() as u32)),
            Change::Overlap(LinkId(round * 83 % network.link_count() as u32), 1),
        ]
    };
    trial.run(&changes(0));
    let (mut moved, mut visits) = (0, 0);
    for round in 1..=100 {
        let counted = allocation_counter::measure(|| {
            trial.run(&changes(round));
            moved += trial.moved().count();
        });
        assert_eq!((counted.count_total, counted.bytes_total), (0, 0), "round {round}");
        visits += trial.visits();
    }
    assert!(moved > 0 && visits < 100 * network.len() * 2 / 3, "{moved} moved, {visits} visited");
}

/// Returns a workspace of one program without parsing text: milestone `i` takes `days(i)`, and
/// links are given by their two ends.
///
/// All other fields are copied from a plan that was read.
fn made(count: usize, days: impl Fn(usize) -> u32, links: impl Iterator<Item = (usize, usize)>) -> Workspace {
    let text = "due: 2190-01-01\nmilestones: {a: {duration: 1d}, b: {duration: 1d, depends_on: [a]}}\n";
    let sources = Sources::new(vec![SourceFile::new("p.yaml", text)]);
    let mut workspace =
        load(&sources, None, AsOf { day: day("2026-01-05"), from_clock: false, is_past: false }).workspace;
    let (milestone, link) = (workspace.milestones[0].clone(), workspace.links[0]);
    let milestones = (0..count).map(|index| Milestone {
        id: String::new(),
        full_id: format!("p/m{index:07}"),
        name: String::new(),
        duration: Some(Estimate {
            optimistic: days(index),
            likely: days(index),
            pessimistic: days(index),
            elapsed: false,
        }),
        ..Milestone::clone(&milestone)
    });
    workspace.milestones = milestones.map(Arc::new).collect();
    let id = |index: usize| MilestoneId(index as u32);
    workspace.links = links.map(|(from, to)| Link { from: id(from), to: id(to), ..link }).collect();
    workspace.programs[0].milestones = 0..count as u32;
    workspace
}

/// Schedules a workspace and checks that the forward pass visited each link once, and the backward
/// passes none twice: they leave out what is done and what has no date.
fn schedule_once<'w>(workspace: &'w Workspace, network: &'w Network) -> Scheduled<'w> {
    let schedule = Scheduled::new(workspace, network, day("2026-01-05"));
    let links = network.link_count() as u64;
    assert_eq!(schedule.dates.link_visits, links);
    for late in [&schedule.late, &schedule.commitments.late] {
        assert!(late.link_visits <= links, "{} of {links}", late.link_visits);
    }
    schedule
}

#[test]
fn a_chain_of_a_million_milestones_is_scheduled() {
    // One day of work at every hundredth milestone: in a million, 10,000 working days, which is
    // 2,000 weeks from Mon 5 Jan 2026.
    const WEEKS: usize = if cfg!(debug_assertions) { 400 } else { 2000 };
    const COUNT: usize = WEEKS * 500;
    let workspace = made(COUNT, |index| u32::from(index % 100 == 0), (1..COUNT).map(|to| (to - 1, to)));
    let network = Network::new(&workspace);
    assert!(network.cycles().is_empty());
    let schedule = schedule_once(&workspace, &network);
    let last = MilestoneId(COUNT as u32 - 1);
    let expected = day("2026-01-05").plus(7 * WEEKS as i32 - 3);
    assert_eq!(schedule.dates.finish(last).map(Instant::day), Some(expected));
    assert_eq!(schedule.total_float(MilestoneId(0)), Some(0));
    assert_eq!(schedule.critical[0], [ProgramId(0)]);
}

#[test]
fn a_million_milestones_are_ordered_up_to_a_cycle_at_the_end() {
    const COUNT: usize = 1_000_000;
    let back = (COUNT - 1, COUNT - 3);
    let workspace = made(COUNT, |_| 0, (1..COUNT).map(|to| (to - 1, to)).chain([back]));
    let network = Network::new(&workspace);
    let ids =
        |range: std::ops::Range<usize>| range.map(|index| MilestoneId(index as u32)).collect::<Vec<_>>();
    assert_eq!(network.cycles(), [ids(COUNT - 3..COUNT)]);
    assert_eq!(network.order(), ids(0..COUNT - 3));
}

#[test]
fn a_chain_that_leads_beyond_2199_ends_without_dates() {
    const COUNT: usize = 200_000;
    let workspace = made(COUNT, |_| 1, (1..COUNT).map(|to| (to - 1, to)));
    let network = Network::new(&workspace);
    let schedule = schedule_once(&workspace, &network);
    assert!(schedule.dates.finish(MilestoneId(1000)).is_some());
    assert_eq!(schedule.dates.finish(MilestoneId(COUNT as u32 - 1)), None);
}

#[test]
fn a_ring_of_many_milestones_is_reported_as_one_cycle() {
    const COUNT: usize = 200_000;
    let workspace = made(COUNT, |_| 1, (0..COUNT).map(|to| ((to + COUNT - 1) % COUNT, to)));
    let network = Network::new(&workspace);
    assert_eq!(network.cycles().len(), 1);
    let findings = cycle_findings(&workspace, &network).sorted();
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].rule, "dependency-cycle");
    let schedule = Scheduled::new(&workspace, &network, day("2026-01-05"));
    assert!(schedule.dates.link_visits <= COUNT as u64);
    assert_eq!(schedule.dates.finish(MilestoneId(0)), None);
}

/// Returns the links of a lattice of layers of two: each milestone waits for both in the layer
/// before.
fn lattice(layers: usize) -> impl Iterator<Item = (usize, usize)> {
    (1..layers).flat_map(|layer| {
        [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(from, to)| ((layer - 1) * 2 + from, layer * 2 + to))
    })
}

#[test]
fn each_cancelled_milestone_of_a_lattice_is_visited_once() {
    // Only the first and the last layer are active; 2^40 paths lead from one to the other. The
    // longer ones take 2d and 2d: Mon 5, Tue 6, Wed 7, Thu 8. The two shorter ones have a day of
    // float.
    let from_ends = passed_through(|index| 1 + (index % 2) as u32, "2026-01-08");
    assert_eq!(from_ends, [(0, Some(1)), (1, Some(0)), (80, Some(1)), (81, Some(0))]);
    // The first layer consists of events at the start of Mon 5, and that is passed on. From there
    // 1d and 2d end on the 5th and the 6th; the events have no float, the shorter work has one day.
    let from_starts =
        passed_through(|index| if index < 2 { 0 } else { 1 + (index % 2) as u32 }, "2026-01-06");
    assert_eq!(from_starts, [(0, Some(0)), (1, Some(0)), (80, Some(1)), (81, Some(0))]);
}

/// Schedules a lattice of cancelled work between two active layers. Checks the finish of the last
/// milestone, and that exactly the milestones without float are critical. Returns the floats of the
/// two layers.
fn passed_through(days: impl Fn(usize) -> u32, finish: &str) -> [(u32, Option<i32>); 4] {
    let mut workspace = made(82, days, lattice(41));
    for milestone in &mut workspace.milestones[2..80] {
        Arc::make_mut(milestone).cancelled =
            Some(Box::new(Cancelled { on: day("2026-01-02"), reason: None }));
    }
    let network = Network::new(&workspace);
    let schedule = schedule_once(&workspace, &network);
    assert_eq!(schedule.dates.finish(MilestoneId(81)).map(Instant::day), Some(day(finish)));
    // Both milestones of the last layer wait for both of the first, over both links out of each.
    let handoffs = schedule.handoffs();
    assert_eq!(handoffs.len(), 8);
    assert!(handoffs.iter().all(|handoff| handoff.via.len() == 39));
    [0, 1, 80, 81].map(|index| {
        let float = schedule.total_float(MilestoneId(index));
        assert_eq!(schedule.free_float(MilestoneId(index)), float);
        assert_eq!(schedule.critical[index as usize].is_empty(), float > Some(0), "{index}");
        (index, float)
    })
}

#[test]
fn a_lattice_of_2_to_the_40_paths_is_scheduled_like_any_other() {
    let workspace = made(82, |index| 1 + (index % 2) as u32, lattice(41));
    let network = Network::new(&workspace);
    assert_eq!(network.link_count(), 160);
    let schedule = schedule_once(&workspace, &network);
    // 41 times the longer of the two: 82 working days, 16 weeks and two days from Mon 5 Jan 2026.
    let expected = day("2026-01-05").plus(16 * 7 + 1);
    assert_eq!(schedule.dates.finish(MilestoneId(81)).map(Instant::day), Some(expected));
    assert_eq!(schedule.total_float(MilestoneId(40)), Some(1));
    assert_eq!(schedule.total_float(MilestoneId(41)), Some(0));
    assert_eq!(schedule.critical.iter().filter(|programs| !programs.is_empty()).count(), 41);
}

// Each of 300 programs has four links inside. All but the first have another one, from the first
// milestone of the program before, to which nothing leads: so each promise depends only on its own
// program and one more milestone.
#[test]
fn floats_to_promises_visit_only_what_leads_to_them() {
    let files = (0..300).map(|n| {
        let before = if n == 0 { String::new() } else { format!(", p{}/a", n - 1) };
        let text = format!(
            "due: 2027-03-26\nfinish: z\nmilestones:\n  a: {{duration: 5d}}\n  b: {{duration: 1d, depends_on: [a{before}]}}\n  c: {{duration: 1d, depends_on: a}}\n  z: {{duration: 1d, depends_on: [b, c]}}\n"
        );
        SourceFile::new(format!("p{n}.yaml"), text)
    });
    let sources = Sources::new(files.collect());
    let as_of = day("2026-09-14");
    let workspace = load(&sources, None, AsOf { day: as_of, from_clock: false, is_past: false }).workspace;
    let network = Network::new(&workspace);
    let schedule = Scheduled::new(&workspace, &network, as_of);
    let mut floats = schedule.floats();
    let mut before = 0;
    for program in workspace.program_ids() {
        floats.measure_promise(&workspace, program);
        let visited = floats.link_visits() - before;
        before = floats.link_visits();
        // Its own four, the one into b, and the others out of the milestone where that begins.
        assert!(visited <= 12, "{visited}");
        let with_float = workspace.program(program).milestone_ids().filter_map(|id| floats.get(id)).count();
        assert_eq!(with_float, 4);
    }
}

// Each of 3000 milestones leads to many of the others.
#[test]
fn a_search_for_cliffs_dates_a_bounded_number_of_milestones() {
    let workspace = written();
    let network = Network::new(&workspace);
    let assessment = Assessment::new(&workspace, &network, day("2026-09-14"));
    let everything = Selection::new(&workspace, None, Labels::default());
    let (all, near) = (cliffs::all(&assessment, &everything), cliffs::near(&assessment, &everything));
    assert!(all.visits <= 1_500_000 && near.visits <= 200_000, "{} and {}", all.visits, near.visits);
    assert!(all.cut_at.is_some(), "nothing was cut");
}

#[test]
fn a_recovery_dates_a_bounded_number_of_milestones() {
    let workspace = written();
    let network = Network::new(&workspace);
    let assessment = Assessment::new(&workspace, &network, day("2026-09-14"));
    let program: PromiseHolder = ProgramId(0).into();
    let forecast = recover::forecast(&assessment, program).unwrap();
    let recovery = recover::recover(&assessment, program, forecast.plus(-30)).unwrap();
    assert!(recovery.visits <= 3_200_000, "{}", recovery.visits);
    assert!(!recovery.options.is_empty());
}
