//! What drives a date, compared with plans that say a day more: the text is edited and scheduled anew,
//! by the oracle and by the engine.
//!
//! The law: write into the plan that a predecessor comes one working day later, in its own calendar,
//! at the end from which a link runs. If the link drives, its successor's dates move. If it gives them
//! without driving, and there is no other way between the two, they stay; with slack of n working
//! days they stay with n more and move with n + 1. A link out of something cancelled drives if a day more on one of the
//! milestones behind that moves the date. Nothing drives what is cancelled: it only passes bounds on
//! and has no date that could move.

use super::plans::{day, read, texts};
use super::samples;
use crate::oracle::case::{Case, Duration, Link, Milestone, Span, Unit};
use crate::oracle::days::{Instant, Side, iso};
use crate::oracle::early::{Early, Plan, is_work};
use crate::oracle::settle::settle;
use crate::oracle::{self, Family};
use crate::support::part::one_in;
use std::collections::BTreeMap;
use tpm::analysis::Assessment;
use tpm::analysis::chains::Chains;
use tpm::graph::Network;
use tpm::model::MilestoneId;
use tpm::schedule::Driver;

/// What is said of a working day more on a milestone.
#[derive(Debug)]
struct Told {
    from: usize,
    to: usize,
    from_finish: bool,
    gives: bool,
    drives: bool,
    slack: Option<i32>,
}

/// How often the dates of a successor moved and stayed.
#[derive(Debug, Default, Clone, Copy)]
struct Seen {
    moved: usize,
    stayed: usize,
}

/// Runs `check` on random plans, as the engine and the oracle read them.
fn each_plan(cases: u32, check: impl Fn(&Assessment<'_>, &Plan<'_>) -> Result<(), String>) {
    for family in Family::ALL {
        for case in samples(oracle::cases(cases), oracle::strategy(family)) {
            let workspace = read(&case);
            let network = Network::new(&workspace);
            let assessment = Assessment::new(&workspace, &network, day(&case));
            if let Err(complaint) = check(&assessment, &Plan::new(&case)) {
                panic!("{complaint}\nas of {}\n{}", day(&case), texts(&case));
            }
        }
    }
}

fn index(case: &Case, assessment: &Assessment<'_>, id: MilestoneId) -> usize {
    let name = &assessment.workspace.milestone(id).full_id;
    (0..case.milestones.len()).find(|m| case.full_id(*m) == *name).unwrap()
}

/// Returns what the chains to all unfinished milestones say.
fn on_chains(case: &Case, assessment: &Assessment<'_>) -> Vec<Told> {
    let (workspace, network) = (assessment.workspace, assessment.network);
    let mut chains = Chains::new(assessment);
    let mut found = BTreeMap::new();
    for id in workspace.milestone_ids().filter(|id| workspace.milestone(*id).is_unfinished()) {
        for hop in chains.to(id).into_iter().flat_map(|chain| chain.hops) {
            let Some(out) = hop.link else { continue };
            let link = network.link(out);
            let told = Told {
                from: index(case, assessment, link.from),
                to: index(case, assessment, hop.milestone),
                from_finish: !link.kind.from_start(),
                gives: hop.gives,
                drives: hop.drives,
                slack: hop.slack,
            };
            found.insert((hop.milestone, out, hop.via), told);
        }
    }
    found.into_values().collect()
}

/// Returns the plans in which somebody wrote of a milestone that it comes so many working days later.
fn edits(plan: &Plan<'_>, m: usize, days: i32) -> Vec<Case> {
    let (case, own) = (plan.case, plan.milestone(m));
    let early = plan.early[m].as_ref().expect("a date");
    let later = |instant: Instant| plan.full[m].slipped(instant, days);
    let more = |span: Span| Span { count: span.count + days, ..span };
    let mut edited = Vec::new();
    let mut edit = |change: &dyn Fn(&mut Milestone)| {
        let mut case = case.clone();
        change(&mut case.milestones[m]);
        let mut settled = case.clone();
        settle(&mut settled);
        edited.extend((settled == case).then_some(case));
    };
    if let Some(start) = later(early.start).filter(|start| own.started.is_some() && start.day <= case.as_of) {
        edit(&|own| own.started = Some(start.day));
    }
    let finish = later(early.finish).filter(|finish| finish.side == Side::End);
    if own.done.is_some() {
        if let Some(finish) = finish.filter(|finish| finish.day <= case.as_of) {
            edit(&|own| own.done = Some(finish.day));
        }
        return edited;
    }
    if let Some(duration) = own.duration {
        edit(&|own| {
            own.duration = Some(match duration {
                Duration::One(span) => Duration::One(more(span)),
                Duration::Three(low, likely, high) => Duration::Three(low, more(likely), more(high)),
            });
        });
    }
    if let Some(said) = plan.said(m).filter(|_| own.started.is_some()) {
        let unit = if said.elapsed { Unit::Elapsed } else { Unit::Days };
        let left = Some(Span { count: said.count + days, unit });
        edit(&|own| (own.remaining, own.progress) = (left, None));
    }
    let start = later(early.start).filter(|start| is_work(own) || start.side == Side::Start);
    if let Some(start) = start.filter(|_| own.started.is_none()) {
        edit(&|own| own.not_before = Some(start.day));
    }
    if let Some(finish) = finish {
        edit(&|own| own.eta = Some(finish.day));
    }
    edited
}

/// The dates that a link may move: where the work, or what is left of it, begins, and the finish.
fn dates(early: &Early) -> [Instant; 2] {
    [early.remaining_start.unwrap_or(early.start), early.finish]
}

/// Whether there is only one way from a milestone to another, and no cycle on the way.
fn is_only_way(plan: &Plan<'_>, from: usize, to: usize) -> bool {
    fn ways(plan: &Plan<'_>, from: usize, to: usize) -> usize {
        let behind = plan.milestone(to).links.iter().map(|link| ways(plan, from, link.on));
        match from == to {
            true => 1,
            // What is done has its dates also behind a cycle.
            false if plan.cyclic[to] => 2,
            false => behind.sum(),
        }
    }
    ways(plan, from, to) == 1
}

/// Whether a milestone's slack counts whole days of its own: elapsed time, work that must not be
/// broken, a valid `eta`, an event at the start of a day and an actual date on a day off slip by less
/// than a working day too.
fn is_even(plan: &Plan<'_>, m: usize) -> bool {
    let early = plan.early[m].as_ref().expect("a date");
    let works = [early.start, early.finish].iter().all(|at| plan.full[m].works(at.day));
    let is_whole = !plan.block(m).elapsed && !plan.full[m].unbroken && !early.by_eta;
    is_whole && works && early.finish.side == Side::End
}

/// Returns how often a milestone moved in the edited plans in which another came so many working days
/// later, at its finish or its start.
fn see(plan: &Plan<'_>, (from, from_finish): (usize, bool), to: usize, days: i32) -> Result<Seen, String> {
    let mut seen = Seen::default();
    let end = |early: &Early| if from_finish { early.finish } else { early.start };
    let expected = plan.full[from].slipped(end(plan.early[from].as_ref().expect("a date")), days);
    for edited in edits(plan, from, days) {
        let after = Plan::new(&edited);
        if after.early[from].as_ref().map(end) != expected {
            continue;
        }
        let now = dates(plan.early[to].as_ref().expect("a date"));
        let then = after.early[to].as_ref().map(dates);
        let engine = finish_by_engine(&edited, to);
        if engine != then.map(|[_, finish]| iso(finish.day)) {
            return Err(format!("{}: {engine:?} is not {then:?}\n{}", edited.full_id(to), texts(&edited)));
        }
        match then.is_none_or(|then| then.iter().zip(now).any(|(then, now)| *then > now)) {
            true => seen.moved += 1,
            false => seen.stayed += 1,
        }
    }
    Ok(seen)
}

fn finish_by_engine(case: &Case, m: usize) -> Option<String> {
    let workspace = read(case);
    let network = Network::new(&workspace);
    let assessment = Assessment::new(&workspace, &network, day(case));
    let name = case.full_id(m);
    let id = workspace.milestone_ids().find(|id| workspace.milestone(*id).full_id == name)?;
    assessment.schedule.dates.finish(id).map(|at| at.day().to_string())
}

#[test]
fn a_link_of_a_chain_drives_if_a_day_more_in_the_text_moves_the_date() {
    let counts = std::cell::Cell::new([0; 3]);
    each_plan(200, |assessment, plan| {
        let case = plan.case;
        for told in on_chains(case, assessment) {
            let wrong = |what: &str| {
                Err(format!("{what}: {} to {}, {told:?}", case.full_id(told.from), case.full_id(told.to)))
            };
            let see = |days| see(plan, (told.from, told.from_finish), told.to, days);
            let [mut moved, mut stayed, mut beyond] = counts.get();
            if told.drives {
                let by_a_day = see(1)?;
                if by_a_day.stayed > 0 {
                    return wrong("a day more, and it stays");
                }
                moved += by_a_day.moved;
            } else if let Some(slack) = told.slack.filter(|_| is_only_way(plan, told.from, told.to)) {
                let within = if slack > 0 { see(slack)? } else { Seen::default() };
                let more =
                    if told.gives && is_even(plan, told.from) { see(slack + 1)? } else { Seen::default() };
                if within.moved > 0 {
                    return wrong("its slack more, and it moves");
                }
                if more.stayed > 0 {
                    return wrong("more than its slack, and it stays");
                }
                (stayed, beyond) = (stayed + within.stayed, beyond + more.moved);
            }
            counts.set([moved, stayed, beyond]);
        }
        Ok(())
    });
    let [moved, stayed, beyond] = counts.get();
    assert!(
        moved > 1000 / one_in(20) && stayed > 10 / one_in(20) && beyond > 10 / one_in(20),
        "{moved} moved, {stayed} stayed with their slack, {beyond} moved with more"
    );
}

/// Returns the milestones behind a link, looking through cancelled ones, each with whether the way
/// to it leaves its finish.
fn behind(case: &Case, link: &Link) -> Vec<(usize, bool)> {
    match case.milestones[link.on].cancelled {
        Some(_) => case.milestones[link.on].links.iter().flat_map(|link| behind(case, link)).collect(),
        None => vec![(link.on, link.kind.runs_from_finish())],
    }
}

#[test]
fn a_link_drives_if_a_day_more_in_the_text_moves_the_date() {
    let counts = std::cell::Cell::new([0; 3]);
    each_plan(100, |assessment, plan| {
        let case = plan.case;
        for id in assessment.workspace.milestone_ids() {
            let to = index(case, assessment, id);
            let drivers = assessment.schedule.drivers(id);
            if plan.is_cancelled(to) && !drivers.is_empty() {
                return Err(format!("{} has no date: {drivers:?}", case.full_id(to)));
            }
            for out in assessment.network.predecessors(id).filter(|_| plan.is_live(to)) {
                let link = assessment.network.link(out);
                let on = index(case, assessment, link.from);
                let is_same = |it: &&Link| it.on == on && it.kind.code() == link.kind.word();
                let written = case.milestones[to].links.iter().find(is_same).unwrap();
                let ends = behind(case, written);
                let seen = ends.iter().map(|end| see(plan, *end, to, 1));
                let seen: Vec<Seen> = seen.collect::<Result<_, String>>()?;
                let drives = drivers.contains(&Driver::Link(out));
                let wrong = |what: &str| {
                    Err(format!("{what}: {} to {}, {seen:?}", case.full_id(on), case.full_id(to)))
                };
                // Each of them was moved, and none moved it.
                if drives && seen.iter().all(|seen| seen.stayed > 0) {
                    return wrong("a day more, and it stays");
                }
                let is_only_way = ends.iter().all(|(from, _)| is_only_way(plan, *from, to));
                let has_slack = !drives && is_only_way && assessment.schedule.gives(out);
                if has_slack && seen.iter().any(|seen| seen.moved > 0) {
                    return wrong("it has slack, and a day more moves it");
                }
                let [mut moved, mut stayed, mut through] = counts.get();
                moved += usize::from(drives && seen.iter().any(|seen| seen.moved > 0));
                stayed += usize::from(has_slack && seen.iter().any(|seen| seen.stayed > 0));
                through += usize::from(drives && plan.is_cancelled(on));
                counts.set([moved, stayed, through]);
            }
        }
        Ok(())
    });
    let [moved, stayed, through] = counts.get();
    assert!(
        moved > 200 / one_in(20) && stayed >= 20 / one_in(20) && through >= 5 / one_in(20),
        "{moved} drive, {stayed} have slack, {through} drive through something cancelled"
    );
}
