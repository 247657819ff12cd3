//! `tpm week`: the next five working days, day by day.

use super::phrases::{self, count, date, keep_dates, list, together};
use super::{Cell, Column, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::week::{About, Decision, DecisionKind, NotBegun, OnDay, Review, ReviewKind, Turn, Week};
use crate::finding::Level;
use crate::model::{MilestoneId, OwnerId};
use crate::rules::Verdict;
use crate::schedule::Commitment;
use crate::time::Day;

/// How many findings of the next working day are listed.
const LISTED: usize = 25;

/// Shows the week that begins with a day, and what the gate will find on the next working day.
pub fn week(
    assessment: &Assessment<'_>,
    week: &Week,
    from: Day,
    next_workday: Day,
    news: &[&Verdict],
) -> Report {
    let mut report = Report::default();
    headline(&mut report, assessment, week, from);
    let near = assessment.as_of();
    for day in week.days.iter().filter(|day| !day.is_empty()) {
        report.gap();
        let today = if day.on == near { ", today" } else { "" };
        report.heading(format!("{}{today}", day.on.with_weekday(near)));
        report.list(2, columns(), rows(assessment, day));
    }
    not_begun(&mut report, assessment, &week.could_have_started);
    gate(&mut report, assessment, next_workday, news);
    report
}

fn headline(report: &mut Report, assessment: &Assessment<'_>, week: &Week, from: Day) {
    let near = assessment.as_of();
    let counts = [
        (week.total(|day| day.starts.len()), ("starts", "start")),
        (week.total(|day| day.ends.len()), ("ends", "end")),
        (week.total(|day| day.reviews.len()), ("risk to review", "risks to review")),
        (week.total(|day| day.decisions.len()), ("decision", "decisions")),
    ];
    let counts = counts.into_iter().filter(|(number, _)| *number > 0);
    let counts: Vec<String> = counts
        .map(|(number, (one, many))| together(&format!("{number} {}", if number == 1 { one } else { many })))
        .collect();
    let counts = if counts.is_empty() { "nothing is planned".into() } else { list(&counts) };
    let last = week.days.last().map_or(from, |day| day.on);
    let days = format!("{} to {}", from.with_weekday(near), last.with_weekday(near));
    report.line([phrases::as_of(assessment), Cell::from(format!(" · {}: {counts}", together(&days)))]);
}

fn columns() -> Vec<Column> {
    vec![Column::keep("owner"), Column::keep("what"), Column::keep("id"), Column::wrap("why")]
}

/// Returns the rows of a day, by owner.
fn rows(assessment: &Assessment<'_>, day: &OnDay) -> Vec<Vec<Cell>> {
    let workspace = assessment.workspace;
    let owner = |id: MilestoneId| workspace.milestone(id).owner;
    let mut rows: Vec<(Option<OwnerId>, Vec<Cell>)> = Vec::new();
    let mut add = |owner: Option<OwnerId>, what: (&str, Tone), id: &str, why: String| {
        let who = workspace.owner_id(owner).unwrap_or("—");
        let cells = vec![
            Cell::from(who),
            Cell::toned(together(what.0), what.1),
            Cell::toned(id, Tone::Strong),
            Cell::from(keep_dates(&why)),
        ];
        rows.push((owner, cells));
    };
    for turn in &day.starts {
        let what = if turn.must { ("must start", Tone::Doubtful) } else { ("starts", Tone::Plain) };
        let id = &workspace.milestone(turn.milestone).full_id;
        add(owner(turn.milestone), what, id, why_start(assessment, day.on, turn));
    }
    for turn in &day.ends {
        let is_due = workspace.milestone(turn.milestone).promise.due == Some(day.on);
        let what = match turn.must {
            true => ("must end", Tone::Doubtful),
            false if is_due => ("is due", Tone::Doubtful),
            false => ("ends", Tone::Plain),
        };
        let id = &workspace.milestone(turn.milestone).full_id;
        add(owner(turn.milestone), what, id, why_end(assessment, day.on, turn));
    }
    for review in &day.reviews {
        let risk = &workspace.risks[review.risk];
        let what = match review.kind {
            ReviewKind::Review => "review",
            ReviewKind::Mitigation => "mitigate",
        };
        add(risk.owner, (what, Tone::Plain), &risk.full_id, why_review(assessment, day.on, review));
    }
    for decision in &day.decisions {
        let what = match decision.kind {
            DecisionKind::Ask => "decide",
            DecisionKind::Block => "unblock",
        };
        let why = why_decision(assessment, day.on, decision);
        add(decision.owner(assessment), (what, Tone::Plain), decision.id(assessment), why);
    }
    rows.sort_by_key(|(owner, _)| (owner.is_none(), workspace.owner_id(*owner)));
    rows.into_iter().map(|(_, cells)| cells).collect()
}

/// Returns the promise that a float is against: `checkout/cutover`, or `its own promise`.
fn promise<'w>(assessment: &Assessment<'w>, id: MilestoneId, left: Commitment) -> &'w str {
    match left.promised == id.into() {
        true => "its own promise",
        false => assessment.promised_id(left.promised),
    }
}

/// Returns `or checkout/cutover, promised 11 Dec, is missed`.
fn or_missed(assessment: &Assessment<'_>, id: MilestoneId) -> String {
    assessment.commitment(id).map_or(String::new(), |left| {
        let due = date(left.due, assessment.as_of());
        match left.promised == id.into() {
            true => format!("or its own promise of {due} is missed"),
            false => format!("or {}, promised {due}, is missed", assessment.promised_id(left.promised)),
        }
    })
}

/// Returns `5wd of float to checkout/cutover`.
fn float(assessment: &Assessment<'_>, id: MilestoneId) -> String {
    assessment.commitment(id).map_or("no promise depends on it".into(), |left| {
        let to = promise(assessment, id, left);
        match left.float {
            ..0 => format!("{}wd too late for {to}", -left.float),
            0 => format!("no float to {to}"),
            days => format!("{days}wd of float to {to}"),
        }
    })
}

fn why_start(assessment: &Assessment<'_>, on: Day, turn: &Turn) -> String {
    let start_by = assessment.schedule.last_days(turn.milestone).start_by;
    match start_by {
        Some(_) if turn.must => or_missed(assessment, turn.milestone),
        Some(day) if day < on => {
            let by = date(day, assessment.as_of());
            format!("had to start by {by}: {}", float(assessment, turn.milestone))
        }
        _ => float(assessment, turn.milestone),
    }
}

fn why_end(assessment: &Assessment<'_>, on: Day, turn: &Turn) -> String {
    let (near, id) = (assessment.as_of(), turn.milestone);
    let forecast = format!("forecast {}", phrases::forecast(assessment, id));
    let due = assessment.workspace.milestone(id).promise.due;
    let is_forecast = assessment.forecast(id).finish == Some(on) && !assessment.is_earliest(id);
    match due {
        Some(due) if due == on && is_forecast => "promised".into(),
        Some(due) if due == on => format!("promised, {forecast}"),
        Some(due) if due < on => format!("was promised {}, {forecast}", date(due, near)),
        _ if !turn.must => float(assessment, id),
        _ if is_forecast => or_missed(assessment, id),
        _ => format!("{}, {forecast}", or_missed(assessment, id)),
    }
}

fn why_review(assessment: &Assessment<'_>, on: Day, review: &Review) -> String {
    let risk = &assessment.workspace.risks[review.risk];
    let overdue = match review.due < on {
        true => format!(" · since {}", date(review.due, assessment.as_of())),
        false => String::new(),
    };
    let what = match (review.kind, &risk.mitigation) {
        (ReviewKind::Mitigation, Some(mitigation)) => mitigation,
        _ => &risk.title,
    };
    format!("{what}{overdue}")
}

fn why_decision(assessment: &Assessment<'_>, on: Day, decision: &Decision) -> String {
    let workspace = assessment.workspace;
    let what = match decision.about {
        About::Ask(index) => {
            let ask = &workspace.asks[index];
            let home = Some(ask.program);
            let unlocks = ask.unlocks.iter().map(|id| phrases::id_in(assessment, *id, home));
            let unlocks: Vec<String> = unlocks.collect();
            match unlocks.is_empty() {
                true => ask.ask.clone(),
                false => format!("{} · unlocks {}", ask.ask, list(&unlocks)),
            }
        }
        About::Milestone(id) => {
            let blocked = workspace.milestone(id).blocked.as_ref();
            let why = blocked.and_then(|blocked| blocked.why.clone());
            let whom = blocked.and_then(|blocked| blocked.waiting_on.as_ref());
            let whom = whom.map(|whom| format!("waiting on {whom}"));
            let parts: Vec<String> = why.into_iter().chain(whom).collect();
            if parts.is_empty() { "blocked until then".into() } else { parts.join(", ") }
        }
    };
    match decision.by < on {
        true => format!("{what} · since {}", date(decision.by, assessment.as_of())),
        false => what,
    }
}

fn not_begun(report: &mut Report, assessment: &Assessment<'_>, works: &[NotBegun]) {
    if works.is_empty() {
        return;
    }
    report.gap();
    report.heading(format!("Could have started ({})", works.len()));
    let rows = works.iter().map(|work| {
        let milestone = assessment.workspace.milestone(work.milestone);
        let since = date(work.since, assessment.as_of());
        let left = float(assessment, work.milestone);
        vec![
            Cell::toned(milestone.full_id.clone(), Tone::Strong),
            Cell::from(phrases::owner(assessment, work.milestone)),
            Cell::from(format!("since {since} · {}wd of float used · {left}", work.used)),
        ]
    });
    let columns = vec![Column::keep("milestone"), Column::keep("owner"), Column::wrap("float")];
    report.list(2, columns, rows.collect());
}

fn gate(report: &mut Report, assessment: &Assessment<'_>, next: Day, news: &[&Verdict]) {
    let day = next.with_weekday(assessment.as_of());
    report.gap();
    if news.is_empty() {
        report.line([Cell::toned(format!("The gate will find nothing new on {day}."), Tone::Faint)]);
        return;
    }
    report
        .heading(format!("New for the gate on {day}, if nothing changes ({})", count(news.len(), "finding")));
    let rows = news.iter().take(LISTED).map(|verdict| {
        let finding = &verdict.finding;
        let tone = if finding.level == Level::Error { Tone::Bad } else { Tone::Doubtful };
        vec![
            Cell::toned(finding.level.word(), tone),
            Cell::from(finding.rule),
            Cell::from(keep_dates(&finding.message)),
        ]
    });
    let columns = vec![Column::keep("level"), Column::keep("rule").drop(1), Column::wrap("finding")];
    report.list(2, columns, rows.collect());
    let more = news.len().saturating_sub(LISTED);
    if more > 0 {
        report.line([Cell::toned(format!("  and {more} more: tpm check --as-of {next}"), Tone::Faint)]);
    }
}
