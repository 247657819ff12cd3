//! `tpm recover`: what would bring a late date back.

use super::phrases::{self, date, together};
use super::{Cell, Column, Report, Tone, lever};
use crate::analysis::Assessment;
use crate::analysis::recover::{Drag, Effect, Recovery, Tried};
use crate::model::{MilestoneId, ProgramId};
use crate::schedule::PromiseHolder;

/// How many changes the text lists.
const LISTED: usize = 12;

/// How many milestones a cell names.
const NAMED: usize = 3;

/// Returns the report.
pub fn recover(assessment: &Assessment<'_>, recovery: Option<&Recovery>) -> Report {
    let mut report = Report::default();
    let near = assessment.as_of();
    let Some(recovery) = recovery else {
        report.line([phrases::as_of(assessment), Cell::from(" · nothing promised is forecast late")]);
        return report;
    };
    let workspace = assessment.workspace;
    let (target, home) = (recovery.target, Some(recovery.target.program(workspace)));
    let firm = matches!(target, PromiseHolder::Milestone(id) if workspace.milestone(id).firm);
    let firm = if firm { " (firm)" } else { "" };
    let late = phrases::variance(recovery.short);
    let finish = phrases::earliest(recovery.forecast, recovery.on_floor.is_earliest(), near);
    let by = date(recovery.by, near);
    report.line([phrases::as_of(assessment)]);
    report.line([
        Cell::toned(assessment.promised_id(target), Tone::Strong),
        Cell::from(format!("{firm} is forecast for {finish}, to finish by {by}: {late}")),
    ]);
    if let Some(floor) = recovery.floor {
        report.line([Cell::toned(holds_nothing(assessment, floor, home), Tone::Doubtful)]);
    }
    report.gap();
    if recovery.forecast <= recovery.by {
        report.line([Cell::from("Nothing has to be won back.")]);
        return report;
    }
    if recovery.options.is_empty() {
        report.line([Cell::from("No single change makes it earlier.")]);
    } else {
        report.heading(match recovery.options.iter().any(is_sure) {
            true => format!("Each change on its own: ✓ reaches {by}"),
            false if recovery.options.iter().any(|tried| tried.reaches) => {
                format!("Each change on its own: none reaches {by} for sure")
            }
            false => format!("Each change on its own: none reaches {by}"),
        });
        let rows = lever::alike(assessment, &recovery.options, |a, b| {
            (&a.effects, &a.next) == (&b.effects, &b.next)
        });
        let row = |alike: &Vec<&Tried>| {
            row(assessment, alike[0], lever::words_of_alike(assessment, alike, home), home)
        };
        report.list(2, columns(), rows.iter().take(LISTED).map(row).collect());
        let more = rows.len().saturating_sub(LISTED);
        if more > 0 {
            let text = format!("  and {more} more; `--format json` lists them all");
            report.line([Cell::toned(text, Tone::Faint)]);
        }
    }
    report.gap();
    if !recovery.pairs.is_empty() {
        report.heading(format!("Two changes together that reach {by}, the fewest days first"));
        let row = |tried: &Tried| {
            let words = tried.pulls.iter().map(|pull| lever::words(assessment, *pull, home));
            // Of two changes, the second `if` goes without saying.
            let change = words.collect::<Vec<String>>().join(" and ").replace(" and if ", " and ");
            row(assessment, tried, change, home)
        };
        report.list(2, columns(), recovery.pairs.iter().map(row).collect());
        report.gap();
    } else if !recovery.options.iter().any(|tried| tried.reaches) {
        report.line([Cell::from("No two changes are enough either: agree on a later day, or on less.")]);
        report.gap();
    }
    drags(&mut report, &recovery.drags, assessment, home);
    for (count, why) in [
        (recovery.levers_left_out, "not tried, as the plan is too large"),
        (recovery.left_out_of_pairs, "not tried in pairs: others are more promising"),
    ] {
        if count > 0 {
            let text = format!("{} {why}.", phrases::count(count, "change"));
            report.line([Cell::toned(text, Tone::Faint)]);
        }
    }
    report
}

/// Whether a change reaches the day with a date that may hold.
fn is_sure(tried: &Tried) -> bool {
    tried.reaches && !tried.on_floor.is_earliest()
}

/// Returns `Nothing holds while it rests on api, blocked with no end in sight, waiting on bo.`
fn holds_nothing(assessment: &Assessment<'_>, floor: MilestoneId, home: Option<ProgramId>) -> String {
    let waiting = assessment.workspace.milestone(floor).blocked.as_ref();
    let waiting = waiting.and_then(|blocked| blocked.waiting_on.as_ref());
    let waiting = waiting.map_or(String::new(), |whom| format!(", waiting on {whom}"));
    format!("Nothing holds while it {}{waiting}.", phrases::rests_on(assessment, floor, home))
}

fn columns() -> Vec<Column> {
    vec![Column::number("then"), Column::keep("gain"), Column::wrap("change, and what else it does")]
}

fn row(assessment: &Assessment<'_>, tried: &Tried, change: String, home: Option<ProgramId>) -> Vec<Cell> {
    let gain = together(&format!("{} earlier", tried.earlier.amount()));
    let (sign, tone) = match tried.reaches {
        true if is_sure(tried) => ("✓ ", Tone::Good),
        true => ("", Tone::Doubtful),
        false => ("✗ ", Tone::Doubtful),
    };
    let finish = phrases::earliest(tried.finish, tried.on_floor.is_earliest(), assessment.as_of());
    let parts: Vec<String> = std::iter::once(change).chain(else_words(assessment, tried, home)).collect();
    vec![
        Cell::toned(together(&format!("{sign}{finish}")), tone),
        Cell::from(gain),
        Cell::from(parts.join(" · ")),
    ]
}

/// Returns `later: audit 2wd`, `also earlier: canary 3wd` and `then critical: wave-2`.
fn else_words(assessment: &Assessment<'_>, tried: &Tried, home: Option<ProgramId>) -> Vec<String> {
    let (earlier, later): (Vec<&Effect>, Vec<&Effect>) =
        tried.effects.iter().partition(|effect| effect.after.is_some_and(|after| after < effect.before));
    let moved = |word: &str, effects: &[&Effect]| {
        let name = |effect: &&Effect| {
            let id = phrases::id_in(assessment, effect.milestone, home);
            match effect.later {
                Some(later) => together(&format!("{id} {}", later.amount())),
                None => format!("{id} without a date"),
            }
        };
        let names: Vec<String> = effects.iter().map(name).collect();
        (!names.is_empty()).then(|| format!("{word}: {}", some(names)))
    };
    let mut parts = Vec::new();
    parts.extend(moved("later", &later));
    parts.extend(moved("also earlier", &earlier));
    if let Some(next) = tried.next.as_ref().filter(|next| !next.is_empty()) {
        let name = |id: &MilestoneId| phrases::id_in(assessment, *id, home);
        parts.push(format!("then critical: {}", some(next.iter().map(name).collect())));
    }
    parts
}

/// Returns the first names, and that there are others.
fn some(mut names: Vec<String>) -> String {
    if names.len() > NAMED + 1 {
        names.truncate(NAMED);
        names.push("others".into());
    }
    phrases::list(&names)
}

fn drags(report: &mut Report, drags: &[Drag], assessment: &Assessment<'_>, home: Option<ProgramId>) {
    let drag = |drag: &Drag| {
        let days = drag.earlier.filter(|earlier| earlier.is_late())?;
        Some(together(&format!("{} {}", phrases::id_in(assessment, drag.milestone, home), days.amount())))
    };
    let told: Vec<String> = drags.iter().filter_map(drag).collect();
    if !told.is_empty() {
        let text = format!("Drag, what each would win if one day were left of it: {}.", told.join(", "));
        report.line([Cell::toned(text, Tone::Faint)]);
    }
}
