//! `tpm critical-path`: what drives a finish, and what comes next.

use super::phrases::{self, date, together};
use super::{Cell, Column, Report, Tone, chain};
use crate::analysis::Assessment;
use crate::analysis::chains::Chain;
use crate::analysis::cliff::Cliff;
use crate::analysis::critical_path::{CriticalPath, NoForecast};
use crate::analysis::hops::Hop;
use crate::analysis::lateness::Lateness;
use crate::analysis::quiet;
use crate::model::MilestoneId;
use crate::time::{Day, Instant};

/// Returns the report: one chain after the other.
pub fn critical_path(
    assessment: &Assessment<'_>,
    paths: &[CriticalPath],
    undated: &[NoForecast],
    left_out: usize,
) -> Report {
    let mut report = Report::default();
    report.line([phrases::as_of(assessment)]);
    for path in paths {
        report.gap();
        one(&mut report, assessment, path);
    }
    if paths.is_empty() && undated.is_empty() {
        report.gap();
        report.line([Cell::from("No chain to a finish runs through what was selected.")]);
    }
    for undated in undated {
        report.gap();
        let because = phrases::keep_dates(&undated.because(assessment));
        report.line([Cell::from(match *undated {
            NoForecast::Program(id) => {
                format!("{}: no forecast: {because}", assessment.workspace.program(id).id)
            }
            NoForecast::Milestone(id) => {
                format!("{}: no date: {because}", assessment.workspace.milestone(id).full_id)
            }
        })]);
    }
    if left_out > 0 {
        report.gap();
        let programs = phrases::count(left_out, "program");
        let text = format!("{programs} were not looked at: the plan is too large. Name those you mean.");
        report.line([Cell::toned(text, Tone::Faint)]);
    }
    report
}

fn one(report: &mut Report, assessment: &Assessment<'_>, path: &CriticalPath) {
    headline(report, assessment, path);
    let Some((first, next)) = path.chains.split_first() else { return };
    let rows = first.hops.iter().map(|hop| row(assessment, path, hop));
    let columns = vec![
        Column::keep("milestone"),
        Column::keep("owner").drop(3),
        Column::keep("left").drop(2),
        Column::number("from").drop(4),
        Column::number("to"),
        Column::number("last update").drop(1),
        Column::wrap("because"),
    ];
    report.table(2, columns, rows.collect());
    for next in next {
        report.line([Cell::from(behind(assessment, path, next))]);
    }
    cliffs(report, assessment, path);
    let bands = path.bands;
    let parts: Vec<String> = [
        (bands.none, "no float"),
        (bands.week, "1–5wd"),
        (bands.month, "6–20wd"),
        (bands.more, "more than 20wd"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, band)| format!("{count} with {band}"))
    .collect();
    if !parts.is_empty() {
        report.line([Cell::toned(format!("The rest of the program: {}.", parts.join(", ")), Tone::Faint)]);
    }
}

fn headline(report: &mut Report, assessment: &Assessment<'_>, path: &CriticalPath) {
    let near = assessment.as_of();
    let milestone = assessment.workspace.milestone(path.finish);
    let name = match path.program {
        Some(id) => format!("{}: critical path to {}", assessment.workspace.program(id).id, milestone.id),
        None => format!("critical path to {}", milestone.full_id),
    };
    let forecast = phrases::forecast(assessment, path.finish);
    let word = if milestone.is_unfinished() { "forecast" } else { "done" };
    let mut text = format!(" · {word} {forecast}");
    let mut promised = |due: Option<Day>, by: Option<Lateness>, whose: &str| {
        if let (Some(due), Some(by)) = (due, by) {
            let by = phrases::variance(by);
            text.push_str(&format!(", {whose}promised {}: {by}", date(due, near)));
        }
    };
    promised(path.due, path.against_due, "");
    if path.program.is_some() {
        let whose = if milestone.firm { "firmly " } else { "itself " };
        let own = milestone.promise.due.filter(|own| Some(*own) != path.due);
        promised(own, assessment.forecast(path.finish).against_due, whose);
    }
    report.line([Cell::toned(name, Tone::Strong), Cell::from(text)]);
}

fn row(assessment: &Assessment<'_>, path: &CriticalPath, hop: &Hop) -> Vec<Cell> {
    let near = assessment.as_of();
    let dates = &assessment.schedule.dates;
    let begins = dates.remaining_start(hop.milestone).or_else(|| dates.start(hop.milestone));
    let word =
        quiet::last_word(assessment.workspace, hop.milestone).map_or(String::new(), |day| date(day, near));
    let tone = match assessment.health(hop.milestone).health {
        crate::analysis::health::Health::Late => Tone::Bad,
        crate::analysis::health::Health::AtRisk => Tone::Doubtful,
        _ => Tone::Plain,
    };
    vec![
        Cell::toned(phrases::id_in(assessment, hop.milestone, path.program), Tone::Strong),
        Cell::from(phrases::owner_and_team(assessment, hop.milestone)),
        Cell::from(chain::left(assessment, hop.milestone)),
        Cell::from(begins.map_or("—".into(), |start| date(Instant::day(start), near))),
        Cell::toned(phrases::forecast(assessment, hop.milestone), tone),
        Cell::from(word),
        Cell::from(chain::reasons(assessment, hop)),
    ]
}

/// Returns `Next chain, 5wd behind: pentest (not before then) → evidence, joins at cert`.
fn behind(assessment: &Assessment<'_>, path: &CriticalPath, next: &Chain) -> String {
    let name = |id| phrases::id_in(assessment, id, path.program);
    let hop = |(at, hop): (usize, &Hop)| {
        let mut notes = Vec::new();
        if at == 0 {
            let link = hop.link.filter(|_| hop.drives).map(|link| assessment.network.link(link).from);
            notes.extend(link.map(|from| format!("after {}", name(from))));
            notes.extend(chain::holds(assessment, hop));
        } else if !hop.drives {
            let from = hop.link.map(|link| assessment.network.link(link).from);
            let slack = from.zip(hop.slack.filter(|days| *days > 0));
            let slack = slack.map(|(from, days)| phrases::working(assessment, from, days));
            notes.extend(slack.map(|slack| together(&format!("{slack} slack before it"))));
        }
        let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join(", ")) };
        format!("{}{notes}", name(hop.milestone))
    };
    let hops: Vec<String> = next.hops.iter().enumerate().map(hop).collect();
    let distance = match next.float {
        None | Some(..=0) => "no float either".to_owned(),
        Some(days) => format!("{} behind", phrases::working(assessment, next.slips, days)),
    };
    let joins = next.joins.map_or(String::new(), |id| format!(", joins at {}", name(id)));
    format!("Next chain, {distance}: {}{joins}", hops.join(" → "))
}

/// Tells what a few days more on the chains would do, if that is far more than those days. What
/// falls off the same edge is told once.
fn cliffs(report: &mut Report, assessment: &Assessment<'_>, path: &CriticalPath) {
    let of = |chain: &Chain| Some((chain.slips, chain.cliff?));
    let mut cliffs: Vec<(MilestoneId, Cliff)> = path.chains.iter().filter_map(of).collect();
    while let Some((_, first)) = cliffs.first().copied() {
        let is_alike =
            |(_, cliff): &(MilestoneId, Cliff)| (cliff.edge, cliff.after) == (first.edge, first.after);
        let alike: Vec<(MilestoneId, Cliff)> = cliffs.iter().copied().filter(is_alike).collect();
        cliffs.retain(|cliff| !is_alike(cliff));
        let text = phrases::cliff(assessment, &alike, path.finish, path.program);
        report.line([Cell::toned(text, Tone::Doubtful)]);
    }
}
