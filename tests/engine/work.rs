//! Counted work on plans of two sizes: it grows with the plan and no faster, and does not come back
//! once it is gone.

use crate::day;
use std::io::{self, Write};
use tpm::analysis::Assessment;
use tpm::analysis::selection::{Labels, Selection};
use tpm::graph::Network;
use tpm::model::{AsOf, Known, Trees, Workspace, read_known};
use tpm::render::json::{Basis, Envelope, schedule};
use tpm::schedule::Scheduled;
use tpm::source::{FileId, SourceFile, Sources};
use tpm::trial::{Change, Trial};

#[path = "../../benches/plans.rs"]
#[allow(dead_code, reason = "as a program, it writes the plans")]
mod plans;

fn sources(programs: usize) -> (Sources, Option<FileId>) {
    let files = plans::plans(programs, 250).into_iter().map(|(path, text)| SourceFile::new(path, text));
    let sources = Sources::new(files.collect());
    let shared = sources.iter().find(|(_, file)| file.path.ends_with("tpm.yaml")).map(|(id, _)| id);
    (sources, shared)
}

fn read(sources: &(Sources, Option<FileId>)) -> Workspace {
    let as_of = AsOf { day: day("2026-09-14"), from_clock: false, is_past: false };
    // Allocations are counted on this thread.
    let mut known = Known::on_threads(1);
    let (documents, mut findings) = read_known(&sources.0, sources.1, Trees::Dropped, as_of.day, &mut known);
    let workspace = documents.lower(as_of, &mut findings);
    assert!(findings.is_empty(), "{:?}", findings.sorted());
    workspace
}

/// Checks that work is at most `most` for each milestone of 1,000 and of 4,000.
#[track_caller]
fn check(what: &str, most: f64, count: impl Fn(usize) -> u64) {
    for programs in [4, 16] {
        let each = count(programs) as f64 / (programs * 250) as f64;
        assert!(each <= most, "{what}: {each:.2} for each of {} milestones", programs * 250);
    }
}

#[test]
fn reading_allocates_a_few_times_for_each_milestone() {
    check("allocations of reading", 29.0, |programs| {
        let sources = sources(programs);
        allocation_counter::measure(|| drop(read(&sources))).count_total
    });
    check("bytes in use at once", 1900.0, |programs| {
        let sources = sources(programs);
        allocation_counter::measure(|| drop(read(&sources))).bytes_max
    });
}

#[test]
fn scheduling_visits_each_link_once_and_allocates_for_none() {
    for programs in [4, 16] {
        let workspace = read(&sources(programs));
        let network = Network::new(&workspace);
        let mut schedule = None;
        let counted = allocation_counter::measure(|| {
            schedule = Some(Scheduled::new(&workspace, &network, day("2026-09-14")));
        });
        let schedule = schedule.unwrap();
        let links = network.link_count() as u64;
        assert_eq!(schedule.dates.link_visits, links);
        // What is done has no late dates.
        for late in [&schedule.late, &schedule.commitments.late] {
            assert!((links / 2..=links).contains(&late.link_visits), "{} of {links}", late.link_visits);
        }
        let most = workspace.milestones.len() as u64 + 100;
        assert!(counted.count_total <= most, "{} allocations for {most}", counted.count_total);
    }
}

#[test]
fn a_trial_visits_what_is_downstream_and_allocates_nothing() {
    let mut visits = [4, 16].map(|programs| {
        let workspace = read(&sources(programs));
        let network = Network::new(&workspace);
        let schedule = Scheduled::new(&workspace, &network, day("2026-09-14"));
        let mut trial = Trial::new(&schedule);
        // The last but one layer of the first program: what follows it is the same in both plans.
        let late = workspace.program(tpm::model::ProgramId(0)).milestone_ids().nth(235).unwrap();
        trial.run(&[Change::Later(late, 3)]);
        let counted = allocation_counter::measure(|| trial.run(&[Change::Later(late, 5)]));
        assert_eq!(counted.count_total, 0);
        trial.visits()
    });
    visits.sort_unstable();
    assert!(visits[0] == visits[1] && visits[0] > 0 && visits[0] < 60, "{visits:?}");
}

/// Counts what it is given.
#[derive(Default)]
struct Counted {
    writes: u64,
    bytes: u64,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writes += 1;
        self.bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn json_is_streamed_in_large_writes_with_few_allocations() {
    for programs in [4, 16] {
        let sources = sources(programs);
        let workspace = read(&sources);
        let network = Network::new(&workspace);
        let assessment = Assessment::new(&workspace, &network, day("2026-09-14"));
        let everything = Selection::new(&workspace, None, Labels::default());
        let basis = Basis { as_of: day("2026-09-14"), commit: None, work_tree_clean: None };
        let data = schedule(&assessment, &everything, &sources.0);
        let envelope = Envelope::new(basis, data, Vec::new());
        let mut out = Counted::default();
        // Positions are made once per file.
        envelope.write_json(&mut out).unwrap();
        let mut out = Counted::default();
        let counted = allocation_counter::measure(|| envelope.write_json(&mut out).unwrap());
        assert!(out.writes <= out.bytes / 60_000 + 2, "{} writes of {} bytes", out.writes, out.bytes);
        let each = counted.count_total as f64 / workspace.milestones.len() as f64;
        assert!(each <= 2.6, "{each:.2} allocations for each milestone");
        // One buffer, however long the document is.
        assert!(counted.bytes_max < 100_000, "{} bytes at once", counted.bytes_max);
    }
}
