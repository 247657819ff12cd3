//! `tpm why`: why a milestone has its date, hop by hop to file and line.

use super::phrases::{self, date, together};
use super::{Cell, Column, Report, Tone, chain, lever};
use crate::analysis::recover::{Tried, promise};
use crate::analysis::why::{Missed, Reason, Why};
use crate::analysis::{Assessment, undated};
use crate::model::MilestoneId;
use crate::schedule::PromiseHolder;
use crate::source::{Place, Sources};
use crate::time::Day;

/// Returns the report; `why` is `None` if the milestone has no date.
pub fn why(assessment: &Assessment<'_>, sources: &Sources, id: MilestoneId, why: Option<&Why>) -> Report {
    let mut report = Report::default();
    report.line([phrases::as_of(assessment)]);
    report.gap();
    headline(&mut report, assessment, sources, id);
    let Some(why) = why else {
        let reason = match assessment.workspace.milestone(id).is_live() {
            true => undated::because(assessment, id),
            false => assessment.health(id).reason.clone(),
        };
        report.line([Cell::from(phrases::keep_dates(&format!("It has no date: {reason}.")))]);
        return report;
    };
    report.gap();
    let rows = why.reasons.iter().map(|reason| row(assessment, sources, id, reason)).collect();
    let columns = vec![
        Column::keep("milestone"),
        Column::keep("owner").drop(2),
        Column::number("from"),
        Column::wrap("because"),
        Column::keep("takes").drop(3),
        Column::number("to"),
        Column::keep("written at").drop(1),
    ];
    report.table(2, columns, rows);
    report.gap();
    if assessment.workspace.milestone(id).is_unfinished() {
        earlier(&mut report, assessment, why);
        report.gap();
        report.line([Cell::from(critical(assessment, why))]);
        let home = Some(assessment.workspace.milestone(id).program);
        for (target, cliff) in why.cliffs.iter().take(TOLD_CLIFFS) {
            let text = phrases::cliff(assessment, &[(id, *cliff)], *target, home);
            report.line([Cell::toned(text, Tone::Doubtful)]);
        }
    }
    report
}

pub(super) fn headline(report: &mut Report, assessment: &Assessment<'_>, sources: &Sources, id: MilestoneId) {
    let near = assessment.as_of();
    let milestone = assessment.workspace.milestone(id);
    // A milestone without a name goes by its id, which the line already shows.
    let mut text =
        if milestone.name == milestone.id { String::new() } else { format!("  {}", milestone.name) };
    if assessment.forecast(id).finish.is_some() {
        let word = if milestone.is_unfinished() { "forecast" } else { "done" };
        text.push_str(&format!(" · {word} {}", phrases::forecast(assessment, id)));
        if let Some(due) = milestone.promise.due {
            let firm = if milestone.firm { " (firm)" } else { "" };
            let by = phrases::variance(assessment.forecast(id).against_due.unwrap_or_default());
            text.push_str(&format!(", promised {}{firm}: {by}", date(due, near)));
        }
    }
    report.line([Cell::toned(milestone.full_id.clone(), Tone::Strong), Cell::from(text)]);
    report.line([Cell::toned(place(sources, milestone.origin), Tone::Faint)]);
    if let Some(floor) = assessment.forecast(id).floor {
        report.line([Cell::toned(format!("The date is a floor: {}.", floor.words()), Tone::Doubtful)]);
    } else if let Some(from) = assessment.floor_from(id) {
        let rests = phrases::rests_on(assessment, from, Some(milestone.program));
        report.line([Cell::toned(format!("The date {rests}."), Tone::Doubtful)]);
    }
}

fn row(assessment: &Assessment<'_>, sources: &Sources, asked: MilestoneId, reason: &Reason) -> Vec<Cell> {
    let near = assessment.as_of();
    let workspace = assessment.workspace;
    let id = reason.hop.milestone;
    let home = Some(workspace.milestone(asked).program);
    let day = |day: Option<Day>| day.map_or("—".into(), |day| date(day, near));
    let place = place(sources, reason.link_origin.unwrap_or(workspace.milestone(id).origin));
    vec![
        Cell::toned(phrases::id_in(assessment, id, home), Tone::Strong),
        Cell::from(phrases::owner(assessment, id)),
        Cell::from(day(reason.begins)),
        Cell::from(because(assessment, reason)),
        Cell::from(takes(assessment, id)),
        Cell::from(phrases::forecast(assessment, id)),
        Cell::toned(place, Tone::Faint),
    ]
}

/// Returns why a hop begins on its day, and which days off lengthen it.
fn because(assessment: &Assessment<'_>, reason: &Reason) -> String {
    let near = assessment.as_of();
    let mut parts = Vec::new();
    let words = chain::causes(assessment, &reason.hop);
    parts.push(match words.is_empty() {
        _ if !assessment.workspace.milestone(reason.hop.milestone).is_unfinished() => {
            "it happened".to_owned()
        }
        true => "follows at once".to_owned(),
        false => words,
    });
    if let Some(missed) = reason.missed {
        parts.push(missed_words(missed, near));
    }
    parts.extend(chain::held_up(assessment, &reason.hop));
    if !reason.inside.is_empty() {
        parts.push(format!("days off in it: {}", chain::days_off(assessment, &reason.inside)));
    }
    parts.join(" · ")
}

fn missed_words(missed: Missed, near: Day) -> String {
    let weeks = missed.days / 7;
    let by = if weeks > 0 && missed.days % 7 == 0 {
        phrases::count(weeks as usize, "week")
    } else {
        phrases::count(missed.days as usize, "day")
    };
    match missed.slot {
        Some(slot) => {
            format!(
                "comes after the slot of {}, waits {by} for the next, {}",
                date(slot, near),
                date(missed.next, near)
            )
        }
        None => format!("its first working day is {}, {by} later", date(missed.next, near)),
    }
}

/// Returns the remaining work and how it was calculated: `15wd, 60% done: 4wd left, 2wd assumed
/// worked`.
fn takes(assessment: &Assessment<'_>, id: MilestoneId) -> String {
    let task = assessment.schedule.inputs.task(id);
    let milestone = assessment.workspace.milestone(id);
    let left = chain::left(assessment, id);
    let Some(said) = milestone.progress.filter(|_| task.is_started() && milestone.remaining.is_none()) else {
        return left;
    };
    let unit = if task.duration.elapsed { "ed" } else { "wd" };
    let whole = format!("{}{unit}", task.duration.days);
    together(&format!("{whole}, {said} done: {left}"))
}

fn place(sources: &Sources, place: Place) -> String {
    let (file, position) = sources.locate(place);
    together(&format!("{file}:{}", position.line))
}

/// How many cliffs the text tells.
const TOLD_CLIFFS: usize = 2;

/// How many changes the text lists.
const LISTED: usize = 10;

fn earlier(report: &mut Report, assessment: &Assessment<'_>, why: &Why) {
    let near = assessment.as_of();
    if why.earlier_if.list.is_empty() {
        report.line([Cell::from("No single change makes it earlier.")]);
    } else {
        report.heading("What would make it earlier, each change on its own");
        let home = Some(assessment.workspace.milestone(why.milestone).program);
        // Whether its promise would be kept, if it is not.
        let due = promise(assessment, PromiseHolder::Milestone(why.milestone));
        let due = due.filter(|due| assessment.forecast(why.milestone).finish > Some(*due));
        let row = |alike: &Vec<&Tried>| {
            let (tried, is_earliest) = (alike[0], alike[0].on_floor.is_earliest());
            let keeps = due.is_some_and(|due| tried.finish <= due) && !is_earliest;
            vec![
                Cell::from(lever::words_of_alike(assessment, alike, home)),
                Cell::from(phrases::earliest(tried.finish, is_earliest, near)),
                Cell::from(if keeps { "keeps its promise" } else { "" }),
                Cell::from(together(&format!("{} earlier", tried.earlier.amount()))),
            ]
        };
        let columns = vec![
            Column::wrap("change"),
            Column::number("then"),
            Column::keep("promise"),
            Column::keep("gain"),
        ];
        let rows = lever::alike(assessment, &why.earlier_if.list, |_, _| true);
        report.list(2, columns, rows.iter().take(LISTED).map(row).collect());
        let more = rows.len().saturating_sub(LISTED);
        if more > 0 {
            let text = format!("  and {more} more; `--format json` lists them all");
            report.line([Cell::toned(text, Tone::Faint)]);
        }
    }
    if why.earlier_if.left_out > 0 {
        let changes = phrases::count(why.earlier_if.left_out, "change");
        report.line([Cell::toned(format!("{changes} not tried, as the plan is too large."), Tone::Faint)]);
    }
    let Some(next) = why.next.first() else { return };
    let home = Some(assessment.workspace.milestone(why.milestone).program);
    let hops = next.hops.iter().map(|hop| phrases::id_in(assessment, hop.milestone, home));
    let names: Vec<String> = hops.collect();
    let float = next.float.unwrap_or(0);
    let text = if float <= 0 {
        format!("{} has no float either: a day more there moves it too.", names.join(" → "))
    } else {
        let float = phrases::working(assessment, next.slips, float);
        format!("Next behind it, with {float} of float: {}.", names.join(" → "))
    };
    report.line([Cell::toned(text, Tone::Faint)]);
}

/// Returns whether the milestone is critical, and its float.
fn critical(assessment: &Assessment<'_>, why: &Why) -> String {
    let id = why.milestone;
    let workspace = assessment.workspace;
    let programs: Vec<&str> = assessment.schedule.critical[id.index()]
        .iter()
        .map(|program| workspace.program(*program).id.as_str())
        .collect();
    let total = assessment.schedule.total_float(id);
    let mut parts = vec![match programs.is_empty() {
        false => format!("Critical: it drives the finish of {}", programs.join(", ")),
        true => "Not critical".to_owned(),
    }];
    let mut floats = Vec::new();
    let float_of = |days| phrases::working(assessment, id, days);
    let total = total.filter(|_| programs.is_empty());
    let end = if why.leads_to_finish { "the finish" } else { "the last date of its program" };
    floats.extend(total.map(|float| format!("{} to {end}", float_of(float))));
    let mut short = None;
    if let Some(commitment) = assessment.commitment(id) {
        let promise = assessment.promised_id(commitment.promised);
        let near = assessment.as_of();
        let due = date(commitment.due, near);
        // A day that has gone by asks for nothing any more.
        let needed = why.must_finish_by.filter(|(by, _)| *by >= near);
        match (commitment.float, needed, why.sooner) {
            // The headline says by how much it misses its own promise.
            (..0, ..) if commitment.promised == PromiseHolder::Milestone(id) => {}
            (_, Some((by, late)), _) => {
                let (by, sooner) = (date(by, near), late.amount());
                short = Some(format!("it must finish by {by}, {sooner} sooner, or {promise} misses {due}"));
            }
            (..0, None, Some(sooner)) => {
                short = Some(format!(
                    "it must finish {} sooner or {promise} misses {due}",
                    phrases::working(assessment, id, sooner)
                ));
            }
            (..0, None, None) => short = Some(format!("{promise} misses {due}, however soon it finishes")),
            (float, ..) => {
                let by = needed_by(assessment, id, commitment.due);
                floats.push(format!("{} to {promise}'s promise, {due}{by}", float_of(float)));
            }
        }
    }
    if !floats.is_empty() {
        parts.push(format!("float: {}", floats.join(", ")));
    }
    parts.extend(short);
    format!("{}.", parts.join("; "))
}

/// Returns ` (start by 3 Mar, finish by 24 Mar)`: by when the nearest promise asks for a milestone,
/// where that does not say so itself.
fn needed_by(assessment: &Assessment<'_>, id: MilestoneId, due: Day) -> String {
    let last = assessment.schedule.last_days(id);
    let near = assessment.as_of();
    let finish = last.finish_by.filter(|by| *by != due).map(|by| date(by, near));
    let parts: Vec<String> = if assessment.schedule.inputs.task(id).is_work {
        let start = last.start_by.map(|by| format!("start by {}", date(by, near)));
        start.into_iter().chain(finish.map(|by| format!("finish by {by}"))).collect()
    } else {
        finish.into_iter().map(|by| format!("needed by {by}")).collect()
    };
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
}
