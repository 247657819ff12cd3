//! `tpm promises`: which promises of a period were kept.

use super::phrases::{self, date, tenths, together};
use super::{Cell, Column, Report, Tone};
use crate::analysis::ending::Ending;
use crate::analysis::promises::{ENOUGH, Kept, Made, Tally, by_owner, by_program, by_team};
use crate::model::Workspace;
use crate::time::Day;

/// Returns the report: the count, what was not kept, and the counts by program, team and owner.
pub fn promises(first: &Workspace, (since, as_of): (Day, Day), made: &[Made]) -> Report {
    let mut report = Report::default();
    let all = Tally::of(made);
    report
        .line([Cell::toned(together(&as_of.long()), Tone::Strong), Cell::from(headline(&all, since, as_of))]);
    let (kept, missed): (Vec<&Made>, Vec<&Made>) = made.iter().partition(|made| made.outcome == Kept::Kept);
    not_kept(&mut report, first, &missed, as_of);
    if !kept.is_empty() {
        report.gap();
        let ids: Vec<&str> = kept.iter().map(|made| made.id.as_str()).collect();
        report
            .line([Cell::toned(format!("Kept ({}): ", ids.len()), Tone::Strong), Cell::from(ids.join(", "))]);
    }
    for (title, name, tallies) in [
        ("By program", "program", by_program(made)),
        ("By team", "team", by_team(first, made)),
        ("By owner", "owner", by_owner(first, made)),
    ] {
        table(&mut report, title, name, &tallies);
    }
    report
}

fn headline(all: &Tally, since: Day, as_of: Day) -> String {
    let mut parts = vec![format!(" · since {}: {}", date(since, as_of), kept(all))];
    if all.withdrawn > 0 {
        let reasons = reasons(all.withdrawn, all.withdrawn_without_reason, |count| count.to_string());
        parts.push(format!("{} withdrawn, {reasons}", all.withdrawn));
    }
    if all.moves > 0 {
        let is_once_each = all.moved > 1 && all.moved == all.moves;
        let often = match (all.moved, all.moves) {
            (1, moves) => phrases::times(moves),
            _ if is_once_each => "once each".to_owned(),
            (_, moves) => format!("{} in all", phrases::times(moves)),
        };
        let number = |count: usize| if is_once_each { count.to_string() } else { phrases::times(count) };
        let reasons = reasons(all.moves, all.moves_without_reason, number);
        parts.push(format!("{} moved {often}, {reasons}", all.moved));
    }
    parts.extend(all.mean_slip().map(|days| format!("mean slip {}", tenths(days))));
    parts.extend(all.mean_error().map(|days| {
        let (days, compared) = (tenths(days), all.forecasts_compared());
        let few = if compared < ENOUGH { ", too few to judge" } else { "" };
        format!("forecasts four weeks before were off by {days} ({compared} compared{few})")
    }));
    parts.join(" · ")
}

/// Returns `with a reason`, `without a reason`, `each with a reason` or `2 without a reason`.
fn reasons(all: usize, without: usize, number: impl Fn(usize) -> String) -> String {
    match (all, without) {
        (1, 0) => "with a reason".to_owned(),
        (_, 0) => "each with a reason".to_owned(),
        _ if all == without => "without a reason".to_owned(),
        _ => format!("{} without a reason", number(without)),
    }
}

/// Returns how something was withdrawn: `cancelled 16 Sep: Bought`, `taken out of the plan`.
fn withdrawn(ending: &Ending, near: Day) -> String {
    let reason = if ending.reason.is_none() { " without a reason" } else { "" };
    format!("{}{reason}", phrases::ending(ending, near))
}

/// Returns `12 made, 9 kept (75 %)`, or `4 made, 3 kept: too few to judge`.
fn kept(tally: &Tally) -> String {
    let counts = format!("{} made, {} kept", tally.made, tally.kept);
    match tally.kept_percent() {
        Some(percent) => format!("{counts} {}", together(&format!("({percent} %)"))),
        None => format!("{counts}: too few to judge"),
    }
}

fn not_kept(report: &mut Report, first: &Workspace, made: &[&Made], as_of: Day) {
    if made.is_empty() {
        return;
    }
    report.gap();
    report.heading(format!("Not kept ({})", made.len()));
    let columns = vec![
        Column::keep("promise"),
        Column::keep("owner").drop(1),
        Column::number("promised"),
        Column::wrap("what became of it"),
    ];
    let row = |made: &&Made| {
        vec![
            Cell::toned(made.id.clone(), Tone::Strong),
            Cell::from(first.owner_id(made.holder.owner(first)).unwrap_or("—").to_owned()),
            Cell::from(date(made.due, as_of)),
            Cell::from(became(made, as_of)),
        ]
    };
    report.list(2, columns, made.iter().map(row).collect());
}

/// Returns `done 8 Sep, 3wd late · moved twice, once without a reason · four weeks before: 1 Sep`.
fn became(made: &Made, as_of: Day) -> String {
    let late = match made.slip_workdays {
        Some(0) => ", late only by days off".to_owned(),
        Some(days) => format!(", {}", together(&format!("{days}wd late"))),
        None => String::new(),
    };
    let mut parts = vec![match (made.outcome, made.done) {
        (Kept::Withdrawn, _) => {
            made.withdrawal.as_ref().map_or("withdrawn".into(), |ending| withdrawn(ending, as_of))
        }
        (_, Some(done)) => format!("done {}{late}", date(done, as_of)),
        (_, None) => format!("not done{late}"),
    }];
    if made.moves > 0 {
        let without = match made.moves_without_reason {
            0 => String::new(),
            count => format!(", {}", reasons(made.moves, count, phrases::times)),
        };
        parts.push(format!("moved {}{without}", phrases::times(made.moves)));
    }
    parts.extend(made.forecast.map(|day| format!("four weeks before: {}", date(day, as_of))));
    parts.join(" · ")
}

fn table(report: &mut Report, title: &str, name: &'static str, tallies: &[(Option<&str>, Tally)]) {
    if tallies.is_empty() {
        return;
    }
    report.gap();
    report.heading(title);
    let columns = vec![
        Column::keep(name),
        Column::number("made"),
        Column::number("kept"),
        Column::wrap("share"),
        Column::number("moves").drop(2),
        Column::number("mean slip").drop(1),
    ];
    let row = |(name, tally): &(Option<&str>, Tally)| {
        let share =
            tally.kept_percent().map_or("too few to judge".to_owned(), |percent| format!("{percent} %"));
        vec![
            Cell::from(name.unwrap_or("—").to_owned()),
            Cell::from(tally.made.to_string()),
            Cell::from(tally.kept.to_string()),
            Cell::from(together(&share)),
            Cell::from(tally.moves.to_string()),
            Cell::from(tally.mean_slip().map_or("—".into(), tenths)),
        ]
    };
    report.table(2, columns, tallies.iter().map(row).collect());
}
