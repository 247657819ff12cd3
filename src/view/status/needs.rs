//! The ranked list: who needs a call, and why.

use super::due::asked;
use super::marks::Marks;
use super::odds;
use crate::analysis::Assessment;
use crate::analysis::status::{Need, Problem, Status, Subject};
use crate::model::{Milestone, MilestoneId, ProgramId};
use crate::view::phrases::{self, date, together};
use crate::view::{Cell, Column, Report, Tone};

pub(super) fn needs(
    report: &mut Report,
    assessment: &Assessment<'_>,
    status: &Status,
    marks: &mut Marks<'_>,
) {
    let lines = marks.lines(|news| &news.needs);
    let mut rows = Vec::new();
    for (index, need) in status.needs.iter().enumerate() {
        let line = lines.and_then(|lines| lines.get(index));
        let id = need.subject.id(assessment.workspace);
        if !marks.shows("", line, id) {
            continue;
        }
        let mut row = vec![Cell::from((index + 1).to_string())];
        row.extend(line.map(Marks::sign));
        row.push(Cell::toned(id, Tone::Strong));
        row.push(Cell::from(need.subject.owner(assessment.workspace).unwrap_or("—")));
        let home = &assessment.workspace.program(need.subject.program(assessment.workspace)).id;
        let news = line.map_or_else(String::new, |line| format!("{}: ", marks.words(line, home)));
        row.push(Cell::from(format!("{news}{}", story(assessment, status, need))));
        rows.push(row);
    }
    if rows.is_empty() {
        return;
    }
    report.heading(marks.heading("Needs someone", rows.len(), status.needs.len()));
    let mut columns = vec![Column::number("rank")];
    columns.extend(lines.map(|_| Column::keep("change")));
    columns.extend([Column::keep("what"), Column::keep("owner"), Column::wrap("why")]);
    let more = rows.len().saturating_sub(marks.most());
    rows.truncate(marks.most());
    report.list(0, columns, rows);
    if more > 0 {
        report.line([Cell::toned(format!("and {more} more; `--all` lists them"), Tone::Faint)]);
    }
    report.gap();
}

/// How many promises a line says the cost of.
const TOLD_COSTS: usize = 2;

/// Returns every problem of a milestone or program, and what it drives, in one line.
fn story(assessment: &Assessment<'_>, status: &Status, need: &Need) -> String {
    let mut parts: Vec<String> = Vec::new();
    for problem in &need.problems {
        let mut part = problem_words(assessment, need.subject, problem);
        let names_due = matches!(problem, Problem::Missed { .. } | Problem::Late { .. });
        if let (Subject::Milestone(id), true) = (need.subject, names_due) {
            part.push_str(&match assessment.forecast(id).finish {
                Some(_) => format!(", now {}", phrases::forecast(assessment, id)),
                None => ", now without a date".into(),
            });
        }
        parts.push(part);
    }
    if let Subject::Milestone(id) = need.subject {
        let milestone = assessment.workspace.milestone(id);
        if milestone.firm {
            let whom = milestone.promised_to.as_ref().map_or(String::new(), |whom| format!(", {whom}"));
            parts.push(format!("firm{whom}"));
        }
    }
    parts.extend(need.subject.holder().and_then(|holder| odds::kept(status, holder)));
    if need.lost.leave > 0 && is_too_late(need) {
        parts.push(together(&format!("{}wd leave in it", need.lost.leave)));
    }
    if need.lost.freeze > 0 && is_too_late(need) {
        parts.push(together(&format!("{}wd freeze in it", need.lost.freeze)));
    }
    if need.lost.pause > 0 && is_too_late(need) {
        parts.push(together(&format!("{}wd pause in it", need.lost.pause)));
    }
    if let Some(cause) = need.because {
        parts.push(format!("because of {}", assessment.workspace.milestone(cause).full_id));
    }
    let home = Some(need.subject.program(assessment.workspace));
    if let Some(costs) = costs(assessment, need, home) {
        parts.push(costs);
    }
    let is_cost = |id: &MilestoneId| need.costs.iter().any(|cost| cost.promise == *id);
    let driven: Vec<String> =
        need.drives.iter().filter(|id| !is_cost(id)).map(|id| driven(assessment, *id, home)).collect();
    if !driven.is_empty() {
        parts.push(format!("drives {}", driven.join(", ")));
    }
    parts.join(" · ")
}

/// Returns what a slip costs promises: `costs cutover (firm, BigBank) 6wd and 3 more promises`.
fn costs(assessment: &Assessment<'_>, need: &Need, home: Option<ProgramId>) -> Option<String> {
    let told: Vec<String> = need
        .costs
        .iter()
        .take(TOLD_COSTS)
        .map(|cost| format!("{} {}", driven(assessment, cost.promise, home), together(&cost.later.amount())))
        .collect();
    let more = need.costs.len().saturating_sub(TOLD_COSTS);
    let more =
        if more == 0 { String::new() } else { format!(", and {}", phrases::count(more, "more promise")) };
    (!told.is_empty()).then(|| format!("costs {}{more}", told.join(", ")))
}

/// Whether one of the problems is a date that is too late.
fn is_too_late(need: &Need) -> bool {
    let late = |problem: &Problem| {
        matches!(problem, Problem::Missed { .. } | Problem::Late { .. } | Problem::Slips { .. })
    };
    need.problems.iter().any(late)
}

fn driven(assessment: &Assessment<'_>, id: MilestoneId, home: Option<ProgramId>) -> String {
    let milestone = assessment.workspace.milestone(id);
    firmness(milestone, phrases::id_in(assessment, id, home))
}

/// Appends to a milestone's name whether its promise is firm, and to whom it was made.
pub(super) fn firmness(milestone: &Milestone, name: String) -> String {
    match (&milestone.promised_to, milestone.firm) {
        (Some(whom), true) => format!("{name} (firm, {whom})"),
        (None, true) => format!("{name} (firm)"),
        (Some(whom), false) => format!("{name} (for {whom})"),
        (None, false) => name,
    }
}

fn problem_words(assessment: &Assessment<'_>, subject: Subject, problem: &Problem) -> String {
    let near = assessment.as_of();
    match problem {
        Problem::Missed { due, by } => {
            format!("missed {} by\u{a0}{}", date(*due, near), together(&by.amount()))
        }
        Problem::Late { due, by } => {
            format!("{} late against {}", together(&by.amount()), date(*due, near))
        }
        Problem::NeverFitted { by, needs, needs_finish } => {
            let home = Some(subject.program(assessment.workspace));
            let needs = needs.map_or_else(String::new, |needs| {
                format!(": {}", phrases::needs(assessment, needs, *needs_finish, home))
            });
            format!("{}{needs}", together(&format!("never fitted {by}")))
        }
        Problem::Slips { by, because } => {
            let because = because.map_or_else(String::new, |because| format!(" ({})", because.words()));
            format!("slips {}{because}", together(&by.amount()))
        }
        Problem::NoDate { because, leaves } => {
            let home = Some(subject.program(assessment.workspace));
            let others = leaves.iter().filter(|id| Subject::Milestone(**id) != subject);
            let others: Vec<String> = others.map(|id| driven(assessment, *id, home)).collect();
            let others = match others.as_slice() {
                [] => String::new(),
                [few @ .., last] if few.len() < TOLD_COSTS => {
                    let all: Vec<String> = few.iter().chain([last]).cloned().collect();
                    format!(", nor has {}", phrases::list(&all))
                }
                [first, ..] => {
                    format!(", nor has {first}, nor {}", phrases::count(others.len() - 1, "more promise"))
                }
            };
            phrases::keep_dates(&format!("no date: {because}{others}"))
        }
        Problem::AskOverdue { by, overdue } => match subject {
            Subject::Ask(index) => {
                let asked = asked(assessment, &assessment.workspace.asks[index]);
                let (by, overdue) = (date(*by, near), together(&overdue.amount()));
                format!("asked by\u{a0}{by}, {overdue} overdue: {asked}")
            }
            _ => String::new(),
        },
        Problem::Occurred { index, impact, costs } => {
            let risk = &assessment.workspace.risks[*index];
            let on = risk.occurred.map_or_else(String::new, |on| format!(" occurred {}", date(on, near)));
            let with = impact.map_or_else(String::new, |days| format!("with its {days}d "));
            let cost = costs.first().map_or_else(String::new, |cost| {
                let promise = assessment.promised_id(cost.promise);
                let then = match (cost.forecast, cost.late) {
                    (Some(day), Some(late)) => format!("would be {}, {}", date(day, near), late.words()),
                    _ => "would have no date".into(),
                };
                format!(": {with}{promise} {then}")
            });
            format!("risk {}{on}, not in the plan yet{cost}", risk.id)
        }
        Problem::Blocked { days, why, waiting_on, until } => {
            let mut text = match days {
                Some(days) => together(&format!("blocked {days}wd")),
                None => "blocked".into(),
            };
            if let Some(why) = why {
                text.push_str(&format!(": {}", why.trim_end_matches('.')));
            }
            if let Some(whom) = waiting_on {
                text.push_str(&format!(", waiting on {whom}"));
            }
            match until {
                Some(until) if *until >= near => text.push_str(&format!(" until {}", date(*until, near))),
                Some(until) => text.push_str(&format!(", was to end {}", date(*until, near))),
                None => {}
            }
            text
        }
        Problem::Contradiction { declared, on, computed } => {
            let on = on.map_or(String::new(), |on| format!(" on {}", date(on, near)));
            format!("reported {}{on}, calculated {}", declared.word(), computed.words())
        }
        Problem::Floor(floor) => floor.words().to_owned(),
        Problem::EtaDisagrees => "eta is earlier than the remaining work allows".into(),
        Problem::Quiet(since) => format!("quiet since {}", date(*since, near)),
        Problem::Risk { index, neglected } => {
            let risk = &assessment.workspace.risks[*index];
            // A risk's owner may differ from the owner of the milestone it threatens.
            let is_theirs = |id| assessment.workspace.milestone(id).owner == risk.owner;
            let watcher = match (subject, assessment.workspace.owner_id(risk.owner)) {
                (Subject::Milestone(id), Some(watcher)) if !is_theirs(id) => format!(" ({watcher})"),
                _ => String::new(),
            };
            phrases::keep_dates(&format!("risk {}{watcher}: {}", risk.id, neglected.words(near)))
        }
    }
}
