//! What is tried equals the plan in which it is written, dated by the oracle.

use super::plans::{day, texts};
use super::samples;
use crate::oracle::case::{Case, Duration, Span, Unit};
use crate::oracle::days::{Side, iso};
use crate::oracle::early::{Early, Plan};
use crate::oracle::{self, Family};
use crate::support::{self, part::one_in};
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
        // By the id of the milestone, also where the plan names the program whose finish it is.
        for link in &milestone.links {
            let on = link.on;
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

/// Returns the plan in which milestones that a risk hits are expected so many working days later; `None`
/// where a day more does not count alike for start and finish.
fn expected_later(case: &Case, hit: &[usize], days: i32) -> Option<Case> {
    let plan = Plan::new(case);
    for m in hit {
        let early = plan.early[*m].as_ref()?;
        let is_of_slots = plan.base[*m].count_of(Span { count: 1, unit: Unit::Weeks }) == 0;
        let is_at_start = early.finish.side == Side::Start;
        let is_expected = case.milestones[*m].eta >= Some(case.as_of);
        if plan.full[*m].unbroken || early.left.block.elapsed || is_of_slots || is_at_start || is_expected {
            return None;
        }
    }
    let put = |m: usize, early: Option<Early>| {
        let early = early?;
        if !hit.contains(&m) {
            return Some(early);
        }
        let later = |at| plan.full[m].slipped(at, days);
        let start = if case.milestones[m].started.is_some() { early.start } else { later(early.start)? };
        Some(Early { start, finish: later(early.finish)?, ..early })
    };
    let later = Plan::with(case, &put);
    let mut edited = case.clone();
    for m in hit {
        edited.milestones[*m].eta = Some(later.early[*m].as_ref()?.finish.day);
    }
    Some(edited)
}

#[test]
fn a_risk_that_occurs_is_the_plan_in_which_what_it_hits_is_expected_later() {
    let (mut compared, mut moved) = (0, 0);
    for family in Family::ALL {
        for (number, case) in samples(oracle::cases(80), oracle::strategy(family)).enumerate() {
            let count = case.milestones.len();
            let is_open = |m: &usize| {
                let milestone = &case.milestones[*m];
                milestone.done.is_none() && milestone.cancelled.is_none()
            };
            let mut hit: Vec<usize> =
                [number % count, number / 2 % count].into_iter().filter(is_open).collect();
            hit.dedup();
            let days = 1 + number as i32 % 9;
            let Some(edited) = expected_later(&case, &hit, days).filter(|_| !hit.is_empty()) else {
                continue;
            };
            let names: Vec<String> = hit.iter().map(|m| case.full_id(*m)).collect();
            let mut files = oracle::files(&case);
            let risk = format!(
                "risks:\n  r: {{title: R, impact: [1d, {days}d, 20d], affects: [{}]}}\n",
                names.join(", ")
            );
            files.iter_mut().find(|(path, _)| path.ends_with("/p0.yaml")).unwrap().1.push_str(&risk);
            let files: Vec<(&str, &str)> =
                files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            let as_of = oracle::as_of(&case);
            let arguments = ["what-if", "risk:p0/r=occurred", "--format", "json", "--as-of", &as_of];
            let data = support::json(&files, &arguments)["data"].clone();
            let told = data["milestones"].as_array().unwrap();
            let (before, after) = (Plan::new(&case), Plan::new(&edited));
            for m in 0..count {
                let day = |plan: &Plan<'_>| plan.early[m].as_ref().map(|early| iso(early.finish.day));
                let (day_before, day_after) = (day(&before), day(&after));
                let own = told.iter().find(|one| one["id"] == case.full_id(m));
                // A milestone that is not told has not moved.
                let found = own.map_or(day_before.clone(), |one| {
                    one["forecast_finish"]["after"].as_str().map(str::to_owned)
                });
                let name = case.full_id(m);
                assert_eq!(found, day_after, "{name} with {risk} as of {as_of}\n{}", texts(&case));
                moved += usize::from(day_before != day_after);
            }
            compared += 1;
        }
    }
    assert!(compared > 100 / one_in(20) && moved > 100 / one_in(20), "{compared} compared, {moved} moved");
}
