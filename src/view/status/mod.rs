//! `tpm status`: one screen.

mod due;
mod marks;
mod needs;
mod odds;

use super::cliffs::stories;
use super::phrases::{self, date, together, variance};
use super::{Cell, Column, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::cliffs::{CliffTo, NEAR};
use crate::analysis::health::Health;
use crate::analysis::news::Since;
use crate::analysis::status::Status;
use crate::english::thousands;
use crate::model::{MilestoneId, ProgramId, Promise};
use crate::time::Day;
use marks::Marks;
use needs::firmness;
use std::collections::BTreeMap;

/// Shows the status and what is new in it. With `all`, every line is shown.
pub fn status(assessment: &Assessment<'_>, status: &Status, since: &Since, all: bool) -> Report {
    let mut lists = Report::default();
    let mut marks = Marks::new(since.news(), assessment.as_of(), all);
    needs::needs(&mut lists, assessment, status, &mut marks);
    due::without_date(&mut lists, assessment, status, &mut marks);
    due::due(&mut lists, assessment, status, &mut marks);
    due::overloads(&mut lists, assessment, status, &marks);
    due::asks(&mut lists, assessment, status, &mut marks);
    cliffs(&mut lists, assessment, status, since, all);
    let were = healths(assessment, status, since);
    let rows = status.programs.iter().copied();
    let rows = rows.filter(|id| !is_folded(assessment, status, *id, were.get(id).copied()));
    odds::others(&mut lists, assessment, status, rows, all);
    marks.folded(&mut lists);
    let mut report = Report::default();
    headline(&mut report, assessment, status);
    marks.headline(&mut report, since, were.len());
    report.gap();
    programs(&mut report, assessment, status, &were);
    report.blocks.extend(lists.blocks);
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
}

/// How many cliffs are told without `--all`.
const CLIFFS: usize = 2;

/// Tells where a day or two more of something would cost weeks, each edge once; of those that were
/// there then, nothing.
fn cliffs(report: &mut Report, assessment: &Assessment<'_>, status: &Status, since: &Since, all: bool) {
    let news = since.news().filter(|_| !all);
    let is_told = |cliff: &&CliffTo| news.is_none_or(|news| !news.knows(cliff));
    let told: Vec<CliffTo> = status.cliffs.iter().filter(is_told).cloned().collect();
    let stories = stories(&told);
    let most = if all { stories.len() } else { CLIFFS };
    let firsts = stories.iter().filter_map(|story| story.first());
    for first in firsts.take(most) {
        let text = phrases::cliff(assessment, &[(first.milestone, first.cliff)], first.target, None);
        report.line([Cell::toned(text, Tone::Doubtful)]);
    }
    if stories.len() > most {
        let text = format!("and more cliffs within {NEAR}wd of float; `tpm cliffs` lists them");
        report.line([Cell::toned(text, Tone::Faint)]);
    }
}

/// By program, the health of then.
type Healths = BTreeMap<ProgramId, Health>;

/// Returns the health of then of each program that has another now.
fn healths(assessment: &Assessment<'_>, status: &Status, since: &Since) -> Healths {
    let then = since.news().map_or(&[][..], |news| &news.programs);
    let then = status.programs.iter().zip(then).filter_map(|(id, health)| Some((*id, (*health)?)));
    then.filter(|(id, then)| *then != assessment.program_health(*id).health).collect()
}

fn programs(report: &mut Report, assessment: &Assessment<'_>, status: &Status, were: &Healths) {
    let was = |id: ProgramId| were.get(&id).copied();
    // A single program gets its own row; among several, the healthy ones share one line.
    let folds = |id: &ProgramId| is_folded(assessment, status, *id, was(*id));
    let rows =
        status.programs.iter().filter(|id| !folds(id)).map(|id| program(assessment, status, *id, was(*id)));
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

/// Whether a program has no row of its own: healthy as before, and one of several.
fn is_folded(assessment: &Assessment<'_>, status: &Status, id: ProgramId, was: Option<Health>) -> bool {
    let is_healthy = matches!(assessment.program_health(id).health, Health::OnTrack | Health::Done);
    is_healthy && status.programs.len() > 1 && was.is_none()
}

fn program(assessment: &Assessment<'_>, status: &Status, id: ProgramId, was: Option<Health>) -> Vec<Cell> {
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
            let kept = odds::of_program(assessment, id).and_then(|holder| odds::kept(status, holder));
            let kept = kept.map_or_else(String::new, |kept| format!(", {kept}"));
            format!("{name} promised {}{moved} →\u{a0}{done}{forecast}{kept}", date(due, near))
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
    let mut health = phrases::health(judgement.health);
    if let Some(was) = was {
        health = phrases::health_that_was(judgement.health, was);
    }
    vec![
        health,
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
    if let Some(odds) = status.odds.as_ref().filter(|odds| !odds.promises.is_empty()) {
        let runs = thousands(odds.settings.runs);
        let text = format!("Kept: the share of {runs} runs that keep it; `tpm odds` says why.");
        report.line([Cell::toned(text, Tone::Faint)]);
    }
}
