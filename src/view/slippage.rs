//! `tpm slippage`: what is late and why, then what owners and teams slipped.

use super::phrases::{self, date, together};
use super::{Cell, Column, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::baseline::Baseline;
use crate::analysis::selection::Selection;
use crate::analysis::shares::{Share, by_owner, by_team};
use crate::analysis::slip::{SlipCause, Slips, Taker};
use crate::analysis::slippage::{LatePromise, Reference, Slippage};
use crate::model::MilestoneId;
use crate::time::Day;

/// Returns the report; `unmeasured` counts the milestones that have nothing to measure against.
pub fn slippage(
    assessment: &Assessment<'_>,
    selection: &Selection,
    against: Reference<'_>,
    unmeasured: usize,
    slippage: &Slippage<'_, '_>,
) -> Report {
    let mut report = Report::default();
    report.line([
        phrases::as_of(assessment),
        Cell::from(headline(assessment, selection, against, unmeasured, slippage)),
    ]);
    if let Some(plan) = against.plan() {
        report.line([Cell::from(baseline(against, plan, assessment.as_of()))]);
    }
    report.gap();
    let row = |late| row(assessment, &slippage.slips, late);
    report.table(0, columns(against), slippage.late.iter().map(row).collect());
    shares(&mut report, "owner", &by_owner(assessment, slippage));
    let has_team = |cause: &SlipCause| {
        let owner = assessment.workspace.milestone(cause.milestone).owner;
        owner.is_some_and(|owner| assessment.workspace.owners[owner.index()].team.is_some())
    };
    // Without teams, this table would repeat the one of owners.
    if slippage.late.iter().flat_map(|late| &late.why.causes).any(has_team) {
        shares(&mut report, "team", &by_team(assessment, slippage));
    }
    report
}

fn headline(
    assessment: &Assessment<'_>,
    selection: &Selection,
    against: Reference<'_>,
    unmeasured: usize,
    slippage: &Slippage<'_, '_>,
) -> String {
    let undated = |id: &MilestoneId| selection.has(*id) && assessment.forecast(*id).finish.is_none();
    let live = |id: &MilestoneId| assessment.workspace.milestone(*id).is_live();
    let undated = assessment.workspace.milestone_ids().filter(live).filter(undated).count();
    let (what, measure, kept) = match against {
        Reference::Original => ("promise", "the original promise", "as first promised"),
        Reference::Due => ("promise", "the current promise", "as promised"),
        Reference::Baseline(_) => ("milestone", "the baseline", "as in its baseline"),
        Reference::Revision(_) => ("milestone", "the earlier forecast", "as it was forecast then"),
    };
    let mut text = if slippage.late.is_empty() && undated + unmeasured > 0 {
        format!(" · nothing that can be measured is late against {measure}")
    } else if slippage.late.is_empty() {
        format!(" · everything is {kept}")
    } else {
        let never_fitted = slippage.late.iter().filter(|late| late.why.never_fitted > 0).count();
        let never_fitted = match never_fitted {
            0 => String::new(),
            count => format!(" · {count} never fitted"),
        };
        let late = phrases::count(slippage.late.len(), what);
        format!(" · {late} late against {measure}{never_fitted}")
    };
    if undated > 0 {
        text.push_str(&format!(" · {} without a date", phrases::count(undated, "milestone")));
    }
    if unmeasured > 0 {
        let have = match (unmeasured, undated) {
            (1, 0) => "milestone has",
            (1, _) => "has",
            (_, 0) => "milestones have",
            _ => "have",
        };
        let what = match against {
            Reference::Original | Reference::Due => "promise",
            Reference::Baseline(_) => "baseline",
            Reference::Revision(_) => "earlier forecast",
        };
        text.push_str(&format!(" · {unmeasured} {have} no {what}"));
    }
    text
}

/// Names the plan that dates are measured against, and the errors in it.
fn baseline(against: Reference<'_>, plan: &Baseline, near: Day) -> String {
    let whose = match against {
        Reference::Baseline(_) => "Those without a baseline of their own against",
        _ => "Against",
    };
    let Baseline { revision, commit, errors, .. } = plan;
    let day = date(plan.as_of, near);
    let errors = match errors {
        0 => String::new(),
        errors => format!(" · {} in it: what they affect has no forecast", phrases::count(*errors, "error")),
    };
    format!("{whose} {revision}, commit {commit}, as forecast on {day}{errors}")
}

/// Returns the columns: the first promise and its moves only where they are what is measured.
fn columns(against: Reference<'_>) -> Vec<Column> {
    let reference = match against {
        Reference::Original => "first promised",
        Reference::Due => "promised",
        Reference::Baseline(_) => "baseline",
        Reference::Revision(_) => "forecast then",
    };
    let mut columns = vec![
        Column::keep("milestone"),
        Column::keep("owner").drop(3),
        Column::number(reference).drop(5),
        Column::cut("moved").drop(1),
        Column::number("promised").drop(2),
        Column::number("forecast").drop(4),
        Column::number("late"),
        Column::wrap("because"),
    ];
    if matches!(against, Reference::Due) {
        columns.remove(4);
    }
    if !matches!(against, Reference::Original) {
        columns.remove(3);
    }
    columns
}

/// Adds what owners or teams slipped, unless there is only one.
fn shares(report: &mut Report, whose: &'static str, shares: &[Share<'_>]) {
    if shares.len() < 2 {
        return;
    }
    report.gap();
    report.heading(format!("By {whose}"));
    let columns = vec![
        Column::cut(whose),
        Column::number("own slip"),
        Column::number("most on one promise"),
        Column::number("promises"),
    ];
    let days = |days: i32| Cell::from(format!("{days}wd"));
    let row = |share: &Share<'_>| {
        let name = share.name.unwrap_or("—").to_owned();
        vec![name.into(), days(share.own), days(share.most), share.promises.to_string().into()]
    };
    report.table(2, columns, shares.iter().map(row).collect());
}

fn row(assessment: &Assessment<'_>, slips: &Slips<'_>, late: &LatePromise<'_>) -> Vec<Cell> {
    let (workspace, near) = (assessment.workspace, assessment.as_of());
    let milestone = workspace.milestone(late.milestone);
    let forecast = match milestone.done {
        Some(done) => format!("done {}", date(done, near)),
        None => phrases::forecast(assessment, late.milestone),
    };
    let tone = if milestone.is_unfinished() { Tone::Bad } else { Tone::Plain };
    let mut cells = vec![
        Cell::toned(late.holder.full_id(workspace).to_owned(), Tone::Strong),
        Cell::from(workspace.owner_id(late.holder.owner(workspace)).unwrap_or("—").to_owned()),
        Cell::from(date(late.reference, near)),
    ];
    if matches!(late.against, Reference::Original) {
        cells.push(Cell::from(moves(assessment, late)));
    }
    if !matches!(late.against, Reference::Due) {
        cells.push(Cell::from(late.promise(assessment).due.map_or("—".into(), |due| date(due, near))));
    }
    cells.extend([
        Cell::toned(together(&forecast), tone),
        Cell::from(together(&late.why.lateness.amount())),
        Cell::from(because(assessment, slips, late)),
    ]);
    cells
}

/// Returns why a milestone is late, in days that add up: `jonas 2 (build took longer) + 17 freeze
/// Year end`.
fn because(assessment: &Assessment<'_>, slips: &Slips<'_>, late: &LatePromise<'_>) -> String {
    let words = |causes: &[SlipCause]| {
        let causes = causes.iter().map(|cause| cause_words(assessment, slips, late, cause));
        causes.collect::<Vec<_>>().join(" + ")
    };
    let mut text = words(&late.why.causes);
    if late.why.never_fitted > 0 || late.why.needs.is_some() {
        let never = format!("never fitted {}: {}", late.why.never_fitted, unfit(assessment, slips, late));
        text = if text.is_empty() { never } else { format!("{never} · {text}") };
    }
    if !late.hidden.is_empty() {
        let them = if late.why.causes.len() == 1 { "it" } else { "them" };
        text.push_str(&format!(" · without {them}, {}", words(&late.hidden)));
    }
    text
}

fn cause_words(
    assessment: &Assessment<'_>,
    slips: &Slips<'_>,
    late: &LatePromise<'_>,
    cause: &SlipCause,
) -> String {
    let workspace = assessment.workspace;
    let milestone = workspace.milestone(cause.milestone);
    let id = phrases::id_in(assessment, cause.milestone, Some(workspace.milestone(late.milestone).program));
    let why = slips.own_words(cause.milestone);
    let (who, what) = match (workspace.owner_id(milestone.owner), late.holder == cause.milestone.into()) {
        (Some(owner), true) => (owner.to_owned(), why),
        (Some(owner), false) => {
            (owner.to_owned(), Some(why.map_or_else(|| id.clone(), |why| format!("{id} {why}"))))
        }
        (None, true) => ("itself".to_owned(), why),
        (None, false) => (id, why),
    };
    let what = what.map_or_else(String::new, |what| format!(" ({what})"));
    let text = format!("{}{what}", together(&format!("{who} {}", cause.workdays - cause.amplified)));
    if cause.amplified == 0 {
        return text;
    }
    let takers = cause.amplified_by.iter().map(|taker| match taker {
        // The days are those until the next one.
        Taker::Slots(_) => format!("waiting for {}", taker.words(workspace)),
        _ => taker.words(workspace),
    });
    let takers: Vec<String> = takers.collect();
    let takers = if takers.is_empty() { "on the way".to_owned() } else { phrases::list(&takers) };
    format!("{text} + {} {takers}", cause.amplified)
}

/// Returns why a promise could not be kept even if everybody did what the plan allows.
fn unfit(assessment: &Assessment<'_>, slips: &Slips<'_>, late: &LatePromise<'_>) -> String {
    let (workspace, near) = (assessment.workspace, assessment.as_of());
    let milestone = workspace.milestone(late.milestone);
    match late.why.needs {
        Some(needs) => phrases::needs(assessment, needs, slips.held(needs), Some(milestone.program)),
        None => {
            let length = assessment.schedule.inputs.task(late.milestone).duration;
            let unit = if length.elapsed { "ed" } else { "d" };
            format!("{}{unit} do not fit before {}", length.days, date(late.reference, near))
        }
    }
}

/// Returns how often and why a promise was moved: `twice: scope, vendor`.
fn moves(assessment: &Assessment<'_>, late: &LatePromise<'_>) -> String {
    let moved = &late.promise(assessment).moved;
    if moved.is_empty() {
        return String::new();
    }
    let mut causes: Vec<&str> = moved.iter().filter_map(|entry| entry.cause.as_deref()).collect();
    causes.dedup();
    let causes = if causes.is_empty() { String::new() } else { format!(": {}", causes.join(", ")) };
    format!("{}{causes}", together(&phrases::times(moved.len())))
}
