//! The forward pass over networks of a line: inputs to dates, without a plan that was read.
//!
//! Days are those of January 2026, of which Monday the 5th is the as-of day; Monday to Friday are
//! worked.

use super::{Dates, Inputs, Plan, State, Task, forward};
use crate::calendar::{Calendars, Length, Week};
use crate::graph::Network;
use crate::model::{AsOf, LagDays, Link, Milestone, MilestoneId, Workspace, load};
use crate::source::{SourceFile, Sources};
use crate::syntax::LinkKind;
use crate::time::{Day, Instant};
use std::sync::Arc;

/// Schedules a network and compares its dates.
///
/// Each entry of the network is a name and words: `3d` or `7ed` of work; `0d`, an event; `due=9`,
/// an event on its date; `done=1..2`; `from=2`, started; `gone`, cancelled; `unread`; `after=8`;
/// `blocked=6`; and `a:FS+1`, a dependency with a lag in working days. Dates are `5..7` for work,
/// `7<` or `7>` for an event at the start or the end of a day, and `-` for none.
#[track_caller]
fn check(network: &str, expected: &str) {
    let entries: Vec<Vec<&str>> =
        network.split(';').map(|entry| entry.split_whitespace().collect()).collect();
    let place = |name: &str| MilestoneId(entries.iter().position(|entry| entry[0] == name).unwrap() as u32);
    let mut calendars = Calendars::default();
    let calendar = calendars.intern(Week::MONDAY_TO_FRIDAY, None, Vec::new());
    let mut workspace = template();
    let (milestone, link) = (workspace.milestones[0].clone(), workspace.links[0]);
    let named = entries.iter().map(|entry| Milestone {
        full_id: format!("p/{}", entry[0]),
        base: calendar,
        full: calendar,
        ..Milestone::clone(&milestone)
    });
    workspace.milestones = named.map(Arc::new).collect();
    let words = entries.iter().flat_map(|entry| entry[1..].iter().map(|word| (entry[0], *word)));
    let links = words.filter_map(|(to, word)| {
        let (from, bound) = word.split_once(':')?;
        let kind = [LinkKind::Fs, LinkKind::Ss, LinkKind::Ff, LinkKind::Sf];
        let kind = kind.into_iter().find(|kind| kind.word() == &bound[..2]).unwrap();
        let lag = LagDays::Working(bound[2..].parse().unwrap_or(0));
        Some(Link { from: place(from), to: place(to), kind, lag, ..link })
    });
    workspace.links = links.collect();
    let network = Network::new(&workspace);
    let inputs = Inputs { as_of: day(5), tasks: entries.iter().map(|entry| task(&entry[1..])).collect() };
    let mut dates = Dates::new(network.len());
    forward(Plan { network: &network, calendars: &calendars, inputs: &inputs }, &mut dates);
    let told = entries.iter().map(|entry| format!("{} {}", entry[0], written(&dates, place(entry[0]))));
    assert_eq!(told.collect::<Vec<_>>().join("; "), expected);
}

/// Returns a workspace to copy from what no pass reads.
fn template() -> Workspace {
    let text = "milestones: {a: {duration: 1d}, b: {duration: 1d, depends_on: [a]}}\n";
    let sources = Sources::new(vec![SourceFile::new("p.yaml", text)]);
    load(&sources, None, AsOf { day: day(5), from_clock: false, is_past: false }).workspace
}

fn day(number: i32) -> Day {
    Day::parse("2026-01-01").unwrap().plus(number - 1)
}

fn task(words: &[&str]) -> Task {
    let mut task = Task {
        state: State::NotStarted,
        is_work: false,
        duration: Length::ZERO,
        left: Length::ZERO,
        left_from: None,
        may_assume: 0,
        due_held: None,
        program_start: None,
        not_before: None,
        blocked_until: None,
        eta: None,
        readable: true,
        later: None,
        held: None,
    };
    for word in words.iter().filter(|word| !word.contains(':')) {
        let number = |text: &str| text.parse::<i32>().unwrap();
        match word.split_once('=') {
            Some(("due", on)) => task.due_held = Some(day(number(on))),
            Some(("after", on)) => task.not_before = Some(day(number(on))),
            Some(("blocked", until)) => task.blocked_until = Some(day(number(until))),
            Some(("from", on)) => task.state = State::Started(day(number(on))),
            Some((_, days)) => {
                let (started, finished) = days.split_once("..").unwrap();
                let (started, finished) = (Some(day(number(started))), day(number(finished)));
                task.state = State::Done { started, finished };
            }
            None if *word == "gone" => task.state = State::Cancelled,
            None if *word == "unread" => task.readable = false,
            None => {
                let elapsed = word.ends_with("ed");
                let days = word.trim_end_matches(['e', 'd']).parse().unwrap();
                task.duration = Length { days, elapsed };
                task.left = task.duration;
                task.is_work = days > 0;
            }
        }
    }
    task
}

fn written(dates: &Dates, id: MilestoneId) -> String {
    let number = |instant: Instant| instant.day().since(day(1)) + 1;
    match (dates.start(id), dates.finish(id)) {
        (Some(at), Some(finish)) if at == finish => {
            format!("{}{}", number(at), if at.is_end() { '>' } else { '<' })
        }
        (Some(start), Some(finish)) => format!("{}..{}", number(start), number(finish)),
        _ => "-".into(),
    }
}

#[test]
fn each_type_of_dependency_holds_its_end() {
    check("a 3d; b 2d a:FS", "a 5..7; b 8..9");
    check("a 3d; b 1d a:SS", "a 5..7; b 5..5");
    check("a 3d; b 1d a:FF", "a 5..7; b 7..7");
}

#[test]
fn lags_and_leads_count_in_working_days() {
    check("a 3d; b 2d a:FS+1", "a 5..7; b 9..12");
    check("a 3d; b 2d a:FS-1", "a 5..7; b 7..8");
    check("a 3d; b 1d a:SS+2", "a 5..7; b 7..7");
    check("a 3d; b 1d a:FF+1", "a 5..7; b 8..8");
    check("a 3d; b 1d a:FS+3", "a 5..7; b 13..13");
}

#[test]
fn the_latest_bound_counts() {
    check("a 3d; b 1d; c 1d a:FS b:FS", "a 5..7; b 5..5; c 8..8");
}

#[test]
fn an_event_stays_on_its_date_and_moves_with_what_it_waits_for() {
    check("a 3d; e 0d a:FS", "a 5..7; e 7>");
    check("e due=9; b 1d e:FS", "e 9>; b 12..12");
    check("a 8d; e due=9 a:FS", "a 5..14; e 14>");
}

#[test]
fn what_happened_is_kept_and_what_is_left_begins_on_the_as_of_day() {
    check("a 2d done=1..2; b 1d a:FS", "a 1..2; b 5..5");
    check("a from=2 2d; b 1d a:FS", "a 2..6; b 7..7");
}

#[test]
fn constraints_hold_the_start() {
    check("a 3d after=8", "a 8..12");
    check("a 3d blocked=6", "a 7..9");
}

#[test]
fn elapsed_time_runs_through_the_weekend() {
    check("a 7ed; b 1d a:FS", "a 5..11; b 12..12");
}

#[test]
fn cancelled_work_passes_on_what_it_waited_for() {
    check("a 3d; x gone a:FS; b 1d x:FS", "a 5..7; x -; b 8..8");
}

#[test]
fn what_cannot_be_read_or_waits_in_a_cycle_takes_the_dates_behind_it() {
    check("a 3d unread; b 1d a:FS; c 1d", "a -; b -; c 5..5");
    check("a 1d b:FS; b 1d a:FS; c 1d b:FS; d 1d", "a -; b -; c -; d 5..5");
}
