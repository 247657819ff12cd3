//! A trial gives the same dates as scheduling the whole changed plan.

use super::plans::{day, read, texts};
use super::samples;
use crate::oracle::case::{Case, Duration, Unit};
use crate::oracle::{self, Family};
use crate::support::part::one_in;
use tpm::graph::{LinkId, Network};
use tpm::model::{MilestoneId, OwnerId, Workspace};
use tpm::schedule::{Dates, Hold, Scheduled, forward};
use tpm::time::Day;
use tpm::trial::{Change, Trial};

/// A source of numbers that are the same in every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }

    fn change(&mut self, workspace: &Workspace, network: &Network, as_of: Day) -> Option<Change> {
        let id = MilestoneId(self.below(workspace.milestones.len()) as u32);
        let days = 1 + self.below(12) as u32;
        let link = || (network.link_count() > 0).then_some(());
        Some(match self.below(14) {
            0 => Change::Later(id, days),
            1 => Change::Shorter(id, days),
            2 => Change::EarlierEta(id, days),
            3 => Change::Held(id, Some(as_of.plus(self.below(60) as i32 - 10)).filter(|_| days > 3)),
            4 => link().map(|()| Change::Overlap(LinkId(self.below(network.link_count()) as u32), days))?,
            5 => link().map(|()| Change::WithoutLink(LinkId(self.below(network.link_count()) as u32)))?,
            6 => {
                let holds = [Hold::NotBefore, Hold::ProgramStart, Hold::BlockedUntil, Hold::Due, Hold::Eta];
                Change::WithoutHold(id, holds[self.below(holds.len())])
            }
            7..=9 if !workspace.freezes.is_empty() => {
                let first = as_of.plus(self.below(60) as i32);
                Change::FreezeWorked(self.below(workspace.freezes.len()), first, first.plus(days as i32))
            }
            11..=13 if !workspace.owners.is_empty() => {
                let owner = OwnerId(self.below(workspace.owners.len()) as u32);
                Change::LeaveMoved(owner, self.below(2), as_of.plus(self.below(90) as i32))
            }
            10 => {
                let other = MilestoneId(self.below(workspace.milestones.len()) as u32);
                Change::InCalendar(id, workspace.milestone(other).base)
            }
            _ => Change::Later(id, 1),
        })
    }
}

#[test]
fn a_trial_equals_scheduling_the_whole_changed_plan() {
    let (mut draw, mut moved, mut whole_visits, mut visits) = (Draw(7), 0, 0, 0);
    for family in Family::ALL {
        for case in samples(oracle::cases(60), oracle::strategy(family)) {
            let workspace = read(&case);
            let network = Network::new(&workspace);
            let schedule = Scheduled::new(&workspace, &network, day(&case));
            // One run after the other in the same buffers: nothing of an earlier run may remain.
            let mut trial = Trial::new(&schedule);
            let mut whole = Dates::new(network.len());
            for _ in 0..12 {
                let changes: Vec<Change> = (0..1 + draw.below(3))
                    .filter_map(|_| draw.change(&workspace, &network, day(&case)))
                    .collect();
                trial.run(&changes);
                forward(trial.plan(), &mut whole);
                for id in workspace.milestone_ids() {
                    assert!(
                        trial.dates().agree(id, &whole),
                        "{} with {changes:?}\n{}",
                        workspace.milestone(id).full_id,
                        texts(&case)
                    );
                }
                moved += trial.moved().count();
                visits += trial.visits();
                whole_visits += network.len();
            }
            trial.run(&[]);
            assert_eq!((trial.visits(), trial.moved().count()), (0, 0));
        }
    }
    assert!(
        moved > 1_000 / one_in(20) && visits * 2 < whole_visits,
        "{moved} moved, {visits} of {whole_visits} looked at"
    );
}

/// Returns ranges without the days from one through another.
pub(super) fn without(ranges: &[(i32, i32)], first: i32, last: i32) -> Vec<(i32, i32)> {
    let rest = |(from, to): &(i32, i32)| [(*from, (*to).min(first - 1)), ((*from).max(last + 1), *to)];
    ranges.iter().flat_map(rest).filter(|(from, to)| from <= to).collect()
}

/// Returns changes, each with the plan in which somebody wrote that change.
fn written(case: &Case, workspace: &Workspace, network: &Network) -> Vec<(Vec<Change>, Case)> {
    let mut all = Vec::new();
    let mut add = |changes: Vec<Change>, edit: &dyn Fn(&mut Case)| {
        let mut edited = case.clone();
        edit(&mut edited);
        all.push((changes, edited));
    };
    let id = |m: usize| {
        let name = case.full_id(m);
        workspace.milestone_ids().find(|id| workspace.milestone(*id).full_id == name).unwrap()
    };
    for (m, milestone) in case.milestones.iter().enumerate() {
        let own = id(m);
        for (at, link) in milestone.links.iter().enumerate() {
            let fits = |found: &LinkId| {
                let found = network.link(*found);
                let lag = found.lag.workdays().or(found.lag.elapsed_days());
                let is_elapsed = found.lag.elapsed_days().is_some();
                found.from == id(link.on)
                    && found.kind.holds_finish() == link.kind.holds_finish()
                    && found.kind.from_start() != link.kind.runs_from_finish()
                    && lag == Some(link.lag.count)
                    && (link.lag.count == 0 || is_elapsed == (link.lag.unit == Unit::Elapsed))
            };
            let mut found = network.predecessors(own).filter(fits);
            let (Some(found), None) = (found.next(), found.next()) else { continue };
            add(vec![Change::WithoutLink(found)], &|case| {
                case.milestones[m].links.remove(at);
            });
            // A missing lag has no unit, and a week may have no days.
            if link.lag.count > 2 && link.lag.unit != Unit::Weeks {
                add(vec![Change::Overlap(found, 2)], &|case| case.milestones[m].links[at].lag.count -= 2);
            }
        }
        if milestone.not_before.is_some() && milestone.window.is_none() {
            add(vec![Change::WithoutHold(own, Hold::NotBefore)], &|case| {
                case.milestones[m].not_before = None;
            });
        }
        if milestone.eta.is_some() {
            add(vec![Change::WithoutHold(own, Hold::Eta)], &|case| case.milestones[m].eta = None);
        }
        if milestone.blocked.is_some() {
            add(vec![Change::WithoutHold(own, Hold::BlockedUntil)], &|case| {
                case.milestones[m].blocked = None;
            });
        }
        let unstarted = milestone.started.is_none() && milestone.done.is_none();
        if let Some(Duration::One(span)) = milestone.duration
            && unstarted
            && span.count > 1
            && span.unit != Unit::Weeks
        {
            add(vec![Change::Shorter(own, 1)], &|case| {
                let shorter = oracle::case::Span { count: span.count - 1, ..span };
                case.milestones[m].duration = Some(Duration::One(shorter));
            });
        }
    }
    for (o, owner) in case.owners.iter().enumerate() {
        let found = workspace.owners.iter().position(|other| other.id == format!("o{o}"));
        if let Some(found) = found.filter(|_| !owner.away.is_empty()) {
            let to = case.as_of + 40;
            let change = Change::LeaveMoved(OwnerId(found as u32), 0, day(case).plus(40));
            add(vec![change], &|case| {
                let (first, last) = case.owners[o].away[0];
                case.owners[o].away[0] = (to, to + last - first);
            });
        }
    }
    // Freezes of all programs come first, then those of each program.
    let mut at = 0;
    for freeze in 0..case.freezes.len() {
        add(vec![Change::FreezeWorked(at, Day::FIRST, Day::LAST)], &|case| {
            case.freezes.remove(freeze);
        });
        // Two days in the middle of the first range are worked.
        let (first, last) = case.freezes[freeze].dates[0];
        let worked = first + (last - first) / 2;
        let from = day(case).plus(worked - case.as_of);
        add(vec![Change::FreezeWorked(at, from, from.plus(1))], &|case| {
            case.freezes[freeze].dates = without(&case.freezes[freeze].dates, worked, worked + 1);
        });
        at += 1;
    }
    for (p, program) in case.programs.iter().enumerate() {
        for freeze in 0..program.freezes.len() {
            add(vec![Change::FreezeWorked(at, Day::FIRST, Day::LAST)], &|case| {
                case.programs[p].freezes.remove(freeze);
            });
            at += 1;
        }
        if program.start.is_some() {
            let own = (0..case.milestones.len()).filter(|m| case.milestones[*m].program == p);
            let changes = own.map(|m| Change::WithoutHold(id(m), Hold::ProgramStart)).collect();
            add(changes, &|case| case.programs[p].start = None);
        }
    }
    all
}

#[test]
fn a_trial_equals_the_plan_with_its_changes_written_in() {
    let (mut compared, mut moved) = (0, 0);
    for family in Family::ALL {
        for case in samples(oracle::cases(25), oracle::strategy(family)) {
            let counted = equals_the_plan(&case);
            (compared, moved) = (compared + counted.0, moved + counted.1);
        }
    }
    assert!(compared > 1_000 / one_in(20) && moved > 200 / one_in(20), "{compared} compared, {moved} moved");
}

/// Compares a trial of each change with the plan in which it is written. Returns how many dates were
/// compared, and how many a change moved.
pub fn equals_the_plan(case: &Case) -> (usize, usize) {
    let (mut compared, mut moved) = (0, 0);
    let workspace = read(case);
    let network = Network::new(&workspace);
    let schedule = Scheduled::new(&workspace, &network, day(case));
    let mut trial = Trial::new(&schedule);
    for (changes, edited) in written(case, &workspace, &network) {
        let other = read(&edited);
        // An edit that makes something unreadable does not match the trial.
        let readable = |workspace: &Workspace| -> Vec<bool> {
            workspace.milestones.iter().map(|milestone| milestone.undated_because.is_none()).collect()
        };
        if readable(&workspace) != readable(&other) {
            continue;
        }
        let other_network = Network::new(&other);
        // A trial breaks no cycle: it has nothing to begin with.
        if network.cycles().iter().flatten().ne(other_network.cycles().iter().flatten()) {
            continue;
        }
        let written = Scheduled::new(&other, &other_network, day(&edited));
        trial.run(&changes);
        for id in workspace.milestone_ids() {
            let dates = |dates: &Dates| (dates.start(id), dates.finish(id), dates.remaining_start(id));
            let (found, expected) = (dates(trial.dates()), dates(&written.dates));
            let name = &workspace.milestone(id).full_id;
            assert_eq!(found, expected, "{name} with {changes:?}\n{}", texts(case));
            compared += 1;
        }
        for program in workspace.program_ids() {
            assert_eq!(trial.program_finish(program), written.finish(program).forecast);
        }
        moved += trial.moved().count();
    }
    (compared, moved)
}
