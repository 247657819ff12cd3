//! `tpm status`: one screen.

use super::phrases::{self, date, together, variance};
use super::{Cell, Column, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::health::Health;
use crate::analysis::status::{DUE_WITHIN, Need, Problem, Status, Subject, ask_overdue};
use crate::analysis::undated::UndatedCause;
use crate::model::{Ask, Milestone, MilestoneId, ProgramId, Promise};
use crate::time::Day;

/// How many lines of the ranked list fit on one screen.
const LISTED: usize = 25;

pub fn status(assessment: &Assessment<'_>, status: &Status) -> Report {
    let mut report = Report::default();
    headline(&mut report, assessment, status);
    programs(&mut report, assessment, status);
    needs(&mut report, assessment, status);
    without_date(&mut report, assessment, status);
    due(&mut report, assessment, "Due today", &status.due_today);
    let until = assessment.as_of().plus(DUE_WITHIN).with_weekday(assessment.as_of());
    due(&mut report, assessment, &format!("Due by {until}"), &status.due_soon);
    asks(&mut report, assessment, status);
    based_on(&mut report, status);
    report
}

fn headline(report: &mut Report, assessment: &Assessment<'_>, status: &Status) {
    let with = |health: Health| {
        status.programs.iter().filter(|id| assessment.program_health(**id).health == health).count()
    };
    let healths = [Health::Late, Health::AtRisk, Health::Unknown, Health::OnTrack, Health::Done];
    let counts: Vec<String> = healths
        .iter()
        .filter(|health| with(**health) > 0)
        .map(|health| format!("{} {}", with(*health), health.words()))
        .collect();
    let programs = phrases::count(status.programs.len(), "program");
    let counts = if counts.is_empty() { programs } else { format!("{programs}: {}", counts.join(", ")) };
    let text = format!(" · {counts} · {}, {} done", phrases::count(status.live, "milestone"), status.done);
    report.line([phrases::as_of(assessment), Cell::from(text)]);
    report.gap();
}

fn programs(report: &mut Report, assessment: &Assessment<'_>, status: &Status) {
    // A single program gets its own row; among several, the healthy ones share one line.
    let folds = |id: &ProgramId| {
        let is_healthy = matches!(assessment.program_health(*id).health, Health::OnTrack | Health::Done);
        is_healthy && status.programs.len() > 1
    };
    let rows = status.programs.iter().filter(|id| !folds(id)).map(|id| program(assessment, *id));
    let columns = vec![
        Column::keep("health"),
        Column::keep("program"),
        Column::cut("name").drop(1),
        Column::wrap("finish"),
        Column::keep("against promise"),
        Column::number("milestones").drop(3),
        Column::keep("owner").drop(2),
    ];
    report.list(0, columns, rows.collect());
    for health in [Health::OnTrack, Health::Done] {
        let folded: Vec<&str> = status
            .programs
            .iter()
            .filter(|id| folds(id) && assessment.program_health(**id).health == health)
            .map(|id| assessment.workspace.program(*id).id.as_str())
            .collect();
        if !folded.is_empty() {
            report.line([phrases::health(health), Cell::from(format!("  {}", folded.join(", ")))]);
        }
    }
    report.gap();
}

fn program(assessment: &Assessment<'_>, id: ProgramId) -> Vec<Cell> {
    let program = assessment.workspace.program(id);
    let judgement = assessment.program_health(id);
    let near = assessment.as_of();
    let finish = assessment.schedule.finish(id);
    let milestone = assessment.finish_milestone(id).map(|id| assessment.workspace.milestone(id));
    let (done, live) = assessment.progress(program);
    let forecast =
        finish.forecast.map(|day| phrases::earliest(day, assessment.program_is_earliest(id), near));
    let own = own_promise(assessment, id);
    // Moves are told beside the promise that was moved: the program's, or its finish's own.
    let moved = moves(assessment.program_promise(id), near);
    let (moved, own_moved) = match own {
        Some(own) if assessment.moved_at_finish(id) == Some(own) => (String::new(), moved),
        _ => (moved, String::new()),
    };
    let promise = match (program.promise.due, &forecast) {
        (Some(due), Some(forecast)) => {
            let name = milestone.map_or("finish", |milestone| milestone.id.as_str());
            let done =
                if milestone.is_some_and(|milestone| milestone.done.is_some()) { "done\u{a0}" } else { "" };
            format!("{name} promised {}{moved} →\u{a0}{done}{forecast}", date(due, near))
        }
        (Some(due), None) => {
            format!("promised {}{moved} → no date: {}", date(due, near), undated(assessment, id))
        }
        (None, Some(forecast)) => format!("no promise of its own{moved}, forecast {forecast}"),
        (None, None) => format!("no date: {}", undated(assessment, id)),
    };
    let because = judgement.about.filter(|_| forecast.is_some());
    let own_is_told =
        |own: MilestoneId| because == Some(own) && (own_moved.is_empty() || assessment.is_late(own));
    let of_own = |about| if own == Some(about) { own_moved.as_str() } else { "" };
    let because = because
        .map_or(String::new(), |about| format!(" · {}", trouble(assessment, id, about, of_own(about))));
    let own = own.filter(|own| !own_is_told(*own));
    let own = own.map_or(String::new(), |own| format!(" · {}", kept(assessment, own, &own_moved)));
    let by = assessment.program_variance(id, program.promise.due);
    vec![
        phrases::health(judgement.health),
        Cell::toned(program.id.clone(), Tone::Strong),
        // A program without a name goes by its id, which the row already shows.
        Cell::from(if program.name == program.id { String::new() } else { program.name.clone() }),
        Cell::from(format!("{promise}{own}{because}")),
        Cell::from(by.map_or(String::new(), |by| together(&by.short()))),
        Cell::from(together(&format!("{done}/{live} done"))),
        Cell::from(assessment.workspace.owner_id(program.owner).unwrap_or("—").to_owned()),
    ]
}

/// Returns a program's finish milestone if it has its own promise, for another day than the
/// program's.
fn own_promise(assessment: &Assessment<'_>, id: ProgramId) -> Option<MilestoneId> {
    let finish = assessment.finish_milestone(id)?;
    let due = assessment.workspace.milestone(finish).promise.due;
    let differs = due.is_some() && due != assessment.workspace.program(id).promise.due;
    (differs && assessment.forecast(finish).finish.is_some()).then_some(finish)
}

/// Returns how often a promise was moved: ` (was 30 Sep, moved twice)`.
fn moves(promise: &Promise, near: Day) -> String {
    if promise.moved.is_empty() {
        return String::new();
    }
    let original = promise.original.map_or(String::new(), |day| date(day, near));
    format!(" (was {original}, moved\u{a0}{})", phrases::times(promise.moved.len()))
}

/// Compares a milestone with its own promise, and says how that was moved: `audit (firm, Nordbank)
/// promised 22 Jan, on time`.
fn kept(assessment: &Assessment<'_>, id: MilestoneId, moved: &str) -> String {
    let milestone = assessment.workspace.milestone(id);
    let (Some(due), forecast) = (milestone.promise.due, assessment.forecast(id)) else {
        return String::new();
    };
    let by = forecast.against_due.map_or(String::new(), variance);
    let name = firmness(milestone, milestone.id.clone());
    format!("{name} promised\u{a0}{}{moved},\u{a0}{by}", date(due, assessment.as_of()))
}

/// Names the milestone that makes a program late or at risk, and its problem: `pentest missed 11
/// Sep by 1wd`, `rests on contract, blocked with no end in sight`. It may be the finish, if that
/// has a promise besides the program's.
fn trouble(assessment: &Assessment<'_>, program: ProgramId, id: MilestoneId, moved: &str) -> String {
    let milestone = assessment.workspace.milestone(id);
    let forecast = assessment.forecast(id);
    let what = match (milestone.promise.due, forecast.overdue, assessment.health(id).health) {
        (Some(due), Some(overdue), Health::Late) => {
            format!("missed {}{moved} by {}", date(due, assessment.as_of()), overdue.amount())
        }
        (_, _, Health::Late) => return kept(assessment, id, moved),
        _ if assessment.program_floor_from(program) == Some(id) => {
            return phrases::rests_on(assessment, id, Some(program));
        }
        _ => return phrases::keep_dates(&assessment.program_health(program).reason),
    };
    format!("{} {}", firmness(milestone, milestone.id.clone()), together(&what))
}

fn undated(assessment: &Assessment<'_>, id: ProgramId) -> String {
    assessment.schedule.finish(id).undated_because.clone().unwrap_or_default()
}

fn needs(report: &mut Report, assessment: &Assessment<'_>, status: &Status) {
    if status.needs.is_empty() {
        return;
    }
    report.heading(format!("Needs someone ({})", status.needs.len()));
    let rows = status.needs.iter().take(LISTED).enumerate().map(|(index, need)| {
        vec![
            Cell::from((index + 1).to_string()),
            Cell::toned(need.subject.id(assessment.workspace), Tone::Strong),
            Cell::from(need.subject.owner(assessment.workspace).unwrap_or("—")),
            Cell::from(story(assessment, need)),
        ]
    });
    let columns =
        vec![Column::number("rank"), Column::keep("what"), Column::keep("owner"), Column::wrap("why")];
    report.list(0, columns, rows.collect());
    if status.needs.len() > LISTED {
        let more = status.needs.len() - LISTED;
        report.line([Cell::toned(format!("and {more} more; `--format json` lists them all"), Tone::Faint)]);
    }
    report.gap();
}

/// How many promises a line says the cost of.
const TOLD_COSTS: usize = 2;

/// Returns every problem of a milestone or program, and what it drives, in one line.
fn story(assessment: &Assessment<'_>, need: &Need) -> String {
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
fn firmness(milestone: &Milestone, name: String) -> String {
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
        Problem::NeverFitted { by, needs } => {
            let home = Some(subject.program(assessment.workspace));
            let needs = needs.map_or_else(String::new, |needs| {
                let due = assessment.workspace.milestone(needs).promise.due;
                let due = due.map_or_else(String::new, |due| format!(", promised {}", date(due, near)));
                format!(": needs {}{due}", phrases::id_in(assessment, needs, home))
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

/// Lists milestones without a date, each with its reason and what it leaves undated. Plan errors
/// are left out: they are already at the top of the report.
fn without_date(report: &mut Report, assessment: &Assessment<'_>, status: &Status) {
    // Those that leave a promise without a date are in the ranked list.
    let is_ranked = |id: MilestoneId| {
        status.needs.iter().any(|need| need.subject == Subject::Milestone(id) && need.leaves_undated())
    };
    let told =
        status.without_date.iter().filter(|undated| !undated.by_error && !is_ranked(undated.milestone));
    let told: Vec<&UndatedCause> = told.collect();
    if told.is_empty() {
        return;
    }
    let count: usize = told.iter().map(|undated| 1 + undated.leaves.len()).sum();
    report.heading(format!("Without a date ({count})"));
    let rows = told.iter().take(LISTED).map(|undated| {
        let milestone = assessment.workspace.milestone(undated.milestone);
        let home = Some(milestone.program);
        let leaves = match undated.leaves.as_slice() {
            [] => String::new(),
            few @ ([_] | [_, _]) => {
                let names: Vec<String> = few.iter().map(|id| phrases::id_in(assessment, *id, home)).collect();
                format!(" · leaves {} without one", phrases::list(&names))
            }
            many => format!(" · leaves {} more without one", many.len()),
        };
        vec![
            Cell::toned(milestone.full_id.clone(), Tone::Strong),
            Cell::from(phrases::owner(assessment, undated.milestone)),
            Cell::from(format!("{}{leaves}", phrases::keep_dates(&undated.because))),
        ]
    });
    let columns = vec![Column::keep("milestone"), Column::keep("owner"), Column::wrap("because")];
    report.list(4, columns, rows.collect());
    if told.len() > LISTED {
        let more = told.len() - LISTED;
        report.line([Cell::toned(format!("    and for {more} more reasons"), Tone::Faint)]);
    }
    report.gap();
}

fn due(report: &mut Report, assessment: &Assessment<'_>, heading: &str, due: &[MilestoneId]) {
    if due.is_empty() {
        return;
    }
    let near = assessment.as_of();
    report.heading(format!("{heading} ({})", due.len()));
    let rows = due.iter().map(|id| {
        let milestone = assessment.workspace.milestone(*id);
        let due = milestone.promise.due.map_or(String::new(), |due| date(due, near));
        vec![
            Cell::from(milestone.full_id.clone()),
            Cell::from(phrases::owner(assessment, *id)),
            Cell::from(due),
            Cell::from(together(&format!("forecast {}", phrases::forecast(assessment, *id)))),
            phrases::health(assessment.health(*id).health),
        ]
    });
    let columns = vec![
        Column::keep("milestone"),
        Column::keep("owner"),
        Column::keep("due"),
        Column::keep("forecast"),
        Column::keep("health").drop(1),
    ];
    report.list(4, columns, rows.collect());
    report.gap();
}

fn asks(report: &mut Report, assessment: &Assessment<'_>, status: &Status) {
    // Those that are overdue are in the ranked list.
    let is_open = |index: &&usize| ask_overdue(assessment, &assessment.workspace.asks[**index]).is_none();
    let asks: Vec<usize> = status.asks.iter().filter(is_open).copied().collect();
    if asks.is_empty() {
        return;
    }
    let near = assessment.as_of();
    report.heading(format!("Asks ({})", asks.len()));
    let rows = asks.iter().map(|index| {
        let ask = &assessment.workspace.asks[*index];
        let of = assessment.workspace.owner_id(ask.of).unwrap_or("—");
        let by = ask.by.map_or(String::new(), |by| format!(" by {}", date(by, near)));
        vec![Cell::from(together(&format!("{of}{by}:"))), Cell::from(asked(assessment, ask))]
    });
    report.list(4, vec![Column::keep("of whom"), Column::wrap("what")], rows.collect());
    report.gap();
}

/// Returns what is asked, and what it unlocks.
fn asked(assessment: &Assessment<'_>, ask: &Ask) -> String {
    let home = Some(ask.program);
    let unlocks: Vec<String> = ask.unlocks.iter().map(|id| phrases::id_in(assessment, *id, home)).collect();
    let unlocks =
        if unlocks.is_empty() { String::new() } else { format!(" · unlocks {}", unlocks.join(", ")) };
    format!("{}{unlocks}", ask.ask)
}

/// Adds how many dates were calculated and entered, and how many milestones lack an update or a
/// date.
fn based_on(report: &mut Report, status: &Status) {
    let calculated = phrases::count(status.computed, "calculated date");
    let mut text = format!("Based on {calculated} and {}", phrases::count(status.typed, "entered date"));
    if status.quiet > 0 {
        let have = if status.quiet == 1 { "has" } else { "have" };
        text.push_str(&format!("; {} {have} no recent update", status.quiet));
    }
    if status.undated > 0 {
        text.push_str(&format!("; {} without a date", phrases::count(status.undated, "milestone")));
    }
    report.line([Cell::toned(format!("{text}."), Tone::Faint)]);
}
