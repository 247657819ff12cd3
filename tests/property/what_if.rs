//! What is tried equals the plan in which it is written, dated by the oracle.

use super::plans::{day, texts};
use super::samples;
use crate::oracle::case::{Case, Duration, Span, Unit};
use crate::oracle::days::iso;
use crate::oracle::early::Plan;
use crate::oracle::{self, Family};
use crate::support::part::one_in;
use tpm::edits::{Plans, Relative, Said, Tried, tried};
use tpm::finding::Findings;
use tpm::graph::Network;
use tpm::model::{AsOf, Documents, Trees, Workspace, read};
use tpm::schedule::Scheduled;
use tpm::source::{SourceFile, Sources};
use tpm::time::{Day, Instant};

fn read_all(files: Vec<(String, String)>, as_of: Day) -> (Sources, Documents, Workspace) {
    let files = files.into_iter().map(|(path, text)| SourceFile::new(path, text)).collect();
    let sources = Sources::new(files);
    let shared = sources.iter().find(|(_, file)| file.path.ends_with("/tpm.yaml")).map(|(id, _)| id);
    let (documents, _) = read(&sources, shared, Trees::Kept, as_of);
    let as_of = AsOf { day: as_of, from_clock: false, is_past: false };
    let workspace = documents.lower(as_of, &mut Findings::default());
    (sources, documents, workspace)
}

/// Returns changes as they are typed, each with the plan in which it is written.
fn changes(case: &Case) -> Vec<(String, Case)> {
    let mut all = Vec::new();
    let mut add = |typed: String, edit: &dyn Fn(&mut Case)| {
        let mut edited = case.clone();
        edit(&mut edited);
        all.push((typed, edited));
    };
    for (m, milestone) in case.milestones.iter().enumerate() {
        let id = case.full_id(m);
        let is_open = milestone.done.is_none() && milestone.cancelled.is_none();
        // A program that names a dropped finish has another one, or none.
        let mut links = case.milestones.iter().flat_map(|other| &other.links);
        if is_open && !links.any(|link| link.on == m && link.by_program) {
            add(format!("drop:{id}"), &|case| case.milestones[m].cancelled = Some(case.as_of));
        }
        for link in milestone.links.iter().filter(|link| !link.by_program) {
            let on = link.on;
            if milestone.links.iter().any(|link| link.on == on && link.by_program) {
                continue;
            }
            add(format!("link:{}:{id}=off", case.full_id(on)), &|case| {
                case.milestones[m].links.retain(|link| link.on != on);
            });
        }
        if milestone.duration.is_some() && milestone.started.is_none() && is_open {
            add(format!("{id}.duration=13d"), &|case| {
                let span = Span { count: 13, unit: Unit::Days };
                case.milestones[m].duration = Some(Duration::One(span));
            });
        }
        if let (Some(eta), true) = (milestone.eta, is_open) {
            // A word on when it is done is said on that day.
            add(format!("{id}.eta=+2w"), &|case| {
                case.milestones[m].eta = Some(eta + 14);
                case.milestones[m].updated = case.milestones[m].updated.max(Some(case.as_of));
            });
        }
    }
    for (o, _) in case.owners.iter().enumerate() {
        let (first, last) = (case.as_of + 5, case.as_of + 15);
        add(format!("owner:o{o}.away+={}..{}", iso(first), iso(last)), &|case| {
            case.owners[o].away.push((first, last));
        });
    }
    if !case.freezes.is_empty() || case.programs.iter().any(|program| !program.freezes.is_empty()) {
        add("freeze:Freeze=off".to_owned(), &|case| {
            case.freezes.clear();
            case.programs.iter_mut().for_each(|program| program.freezes.clear());
        });
    }
    all
}

#[test]
fn what_is_tried_is_dated_as_the_plan_in_which_it_is_written() {
    let (mut compared, mut refused) = (0, 0);
    for family in Family::ALL {
        for case in samples(oracle::cases(60), oracle::strategy(family)) {
            let as_of = day(&case);
            let (sources, documents, workspace) = read_all(case.files(), as_of);
            let plans = Plans { documents: &documents, workspace: &workspace, sources: &sources };
            let absolute = |_: &str| None;
            let from = |typed: &str, day: Day| (typed == "+2w").then(|| day.plus(14));
            let relative = Relative { from: &from, forecast: &|_| None };
            let said = Said::nothing(as_of, &absolute);
            for (typed, edited) in changes(&case) {
                let wanted = Tried::parse(std::slice::from_ref(&typed)).unwrap();
                let Ok(new) = tried(plans, &wanted, said, relative) else {
                    refused += 1;
                    continue;
                };
                let text = |(id, file): (tpm::source::FileId, &SourceFile)| {
                    (file.path.clone(), new.files.get(&id).unwrap_or(&file.text).clone())
                };
                let (_, _, then) = read_all(sources.iter().map(text).collect(), as_of);
                let network = Network::new(&then);
                let schedule = Scheduled::new(&then, &network, as_of);
                let plan = Plan::new(&edited);
                for m in 0..edited.milestones.len() {
                    let name = edited.full_id(m);
                    let id = then.milestone_ids().find(|id| then.milestone(*id).full_id == name).unwrap();
                    let found = schedule.dates.finish(id).map(Instant::day).map(|day| day.to_string());
                    let expected = plan.early[m].as_ref().map(|early| iso(early.finish.day));
                    assert_eq!(found, expected, "{name} with {typed}, as of {as_of}\n{}", texts(&case));
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 5_000 / one_in(20), "{compared} compared");
    assert_eq!(refused, 0);
}
