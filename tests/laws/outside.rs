//! Networks in the format of PSPLIB (Kolisch and Sprecher, 1996), whose critical paths are known or
//! easy to calculate.
//!
//! A job of n periods is a milestone of n working days; source and sink, with no periods, are `0d`.
//! Resources are ignored. `J301` has the precedences and durations of the first instance of the set
//! j30. The sum of its durations equals its `horizon` and its longest path equals its `MPM-Time`,
//! which confirms that they were copied correctly. Larger networks are generated here.

use super::milestones;
use crate::oracle::days::{Day, civil, weekday};
use crate::support;
use std::fmt::Write;

const J301: &str = include_str!("j301_1.sm");

struct Project {
    horizon: i32,
    mpm_time: i32,
    /// The duration of each job, in periods; jobs count from 1.
    durations: Vec<i32>,
    /// Pairs of a job and its successor.
    precedences: Vec<(usize, usize)>,
}

/// Parses the parts of a file that concern time.
fn parse(text: &str) -> Project {
    let mut project = Project { horizon: 0, mpm_time: 0, durations: vec![0], precedences: Vec::new() };
    let mut part = "";
    for line in text.lines() {
        let numbers: Vec<i32> = line.split_whitespace().map_while(|word| word.parse().ok()).collect();
        if numbers.is_empty() {
            if let Some(horizon) = line.strip_prefix("horizon") {
                project.horizon = horizon.trim_start_matches([' ', ':']).trim().parse().unwrap();
            }
            part = if line.ends_with(':') { line } else { part };
            continue;
        }
        match part {
            "PROJECT INFORMATION:" => project.mpm_time = *numbers.last().unwrap(),
            "PRECEDENCE RELATIONS:" => {
                let successors = numbers[3..].iter().map(|next| (numbers[0] as usize, *next as usize));
                assert_eq!(successors.len(), numbers[2] as usize, "{line}");
                project.precedences.extend(successors);
            }
            "REQUESTS/DURATIONS:" => project.durations.push(numbers[2]),
            _ => {}
        }
    }
    project
}

impl Project {
    fn jobs(&self) -> std::ops::Range<usize> {
        1..self.durations.len()
    }

    /// Returns the earliest end of each job, in periods. Jobs must come after their predecessors.
    fn ends(&self) -> Vec<i32> {
        let mut ends = vec![0; self.durations.len()];
        for job in self.jobs() {
            let before = self.precedences.iter().filter(|(_, next)| *next == job);
            ends[job] = self.durations[job] + before.map(|(on, _)| ends[*on]).max().unwrap_or(0);
        }
        ends
    }

    /// Returns by how many periods each job can slip.
    fn slack(&self) -> Vec<i32> {
        let ends = self.ends();
        let mut latest = vec![*ends.iter().max().unwrap(); ends.len()];
        for job in self.jobs().rev() {
            let after = self.precedences.iter().filter(|(on, _)| *on == job);
            let after = after.map(|(_, next)| latest[*next] - self.durations[*next]);
            latest[job] = after.min().unwrap_or(latest[job]);
        }
        latest.iter().zip(ends).map(|(latest, end)| latest - end).collect()
    }

    fn plan(&self) -> String {
        let mut text = String::from("milestones:\n");
        for job in self.jobs() {
            let before = self.precedences.iter().filter(|(_, next)| *next == job);
            let before: Vec<String> = before.map(|(on, _)| format!("j{on}")).collect();
            let (duration, before) = (self.durations[job], before.join(", "));
            writeln!(text, "  j{job}: {{duration: {duration}d, depends_on: [{before}]}}").unwrap();
        }
        text
    }
}

/// Returns a network like those of the sets j60 and j120: durations from 1 to 10, up to three
/// successors each, a source and a sink.
fn made(jobs: usize, mut seed: u64) -> String {
    let mut below = |bound: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % bound
    };
    let last = jobs + 2;
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); last + 1];
    for job in 2..last {
        // One predecessor, so that every job comes after the source, and up to two more links to
        // jobs a little further on.
        next[if job < 5 { 1 } else { 2 + below(job - 2) }].push(job);
        for _ in 0..below(3) {
            let further = job + 1 + below(12);
            if further < last && !next[job].contains(&further) {
                next[job].push(further);
            }
        }
    }
    for after in &mut next[2..last] {
        after.sort_unstable();
        after.dedup();
        if after.is_empty() {
            after.push(last);
        }
    }
    let durations: Vec<usize> =
        (0..=last).map(|job| if (2..last).contains(&job) { 1 + below(10) } else { 0 }).collect();
    let mut text = format!("horizon                       :  {}\n", durations.iter().sum::<usize>());
    text += "PRECEDENCE RELATIONS:\njobnr.    #modes  #successors   successors\n";
    for (job, after) in next.iter().enumerate().skip(1) {
        let successors: Vec<String> = after.iter().map(ToString::to_string).collect();
        writeln!(text, "{job:4} 1 {} {}", successors.len(), successors.join(" ")).unwrap();
    }
    text += "REQUESTS/DURATIONS:\njobnr. mode duration\n";
    for (job, duration) in durations.iter().enumerate().skip(1) {
        writeln!(text, "{job:4} 1 {duration}").unwrap();
    }
    text
}

/// Schedules a project from a Monday and compares its length, finishes and floats with those in
/// periods.
#[track_caller]
fn check(project: &Project) {
    let monday = civil(2026, 1, 5);
    let printed = support::schedule(&[("programs/p.yaml", &project.plan())], "2026-01-05");
    let periods = |day: &str| {
        let part = |range: std::ops::Range<usize>| day[range].parse::<i32>().unwrap();
        let day: Day = civil(part(0..4), part(5..7) as usize, part(8..10));
        (monday..=day).filter(|day| weekday(*day) < 5).count() as i32
    };
    let (ends, slack) = (project.ends(), project.slack());
    let program = &printed["data"]["programs"][0];
    let makespan = *ends.last().unwrap();
    assert_eq!(program["forecast_finish"].as_str().map(periods), Some(makespan));
    let mut compared = 0;
    for milestone in milestones(&printed) {
        let id = milestone["id"].as_str().unwrap();
        let job: usize = id.trim_start_matches("p/j").parse().unwrap();
        // The source lies at the start of Monday, with no day before it.
        if project.durations[job] > 0 {
            assert_eq!(milestone["early_finish"].as_str().map(periods), Some(ends[job]), "{id}");
        }
        assert_eq!(milestone["total_float_workdays"], slack[job], "{id}");
        assert_eq!(milestone["critical"], slack[job] == 0, "{id}");
        compared += 1;
    }
    assert_eq!(compared, project.jobs().len());
}

#[test]
fn an_instance_of_psplib_has_its_published_length() {
    let project = parse(J301);
    assert_eq!(project.durations.iter().sum::<i32>(), project.horizon);
    assert_eq!(project.ends().into_iter().max(), Some(project.mpm_time));
    check(&project);
}

#[test]
fn larger_networks_have_the_length_of_their_longest_path() {
    for (jobs, seed) in [(30, 1), (30, 2), (60, 3), (60, 4), (120, 5), (120, 6)] {
        let project = parse(&made(jobs, seed));
        assert_eq!(project.jobs().len(), jobs + 2);
        assert_eq!(project.durations.iter().sum::<i32>(), project.horizon);
        check(&project);
    }
}
