//! `tpm cliffs`: where a few days more cost weeks.

use super::phrases;
use super::{Cell, Column, Report, Tone};
use crate::analysis::Assessment;
use crate::analysis::cliffs::{CliffTo, Cliffs};

/// How many the text lists.
const LISTED: usize = 20;

/// How many more milestones and targets a line names.
const NAMED: usize = 2;

/// Returns the report. What falls off the same edge, by the same slip or a longer one, is one row.
pub fn cliffs(assessment: &Assessment<'_>, cliffs: &Cliffs) -> Report {
    let mut report = Report::default();
    let stories = stories(&cliffs.list);
    let text = match stories.len() {
        0 => " · no cliffs: nowhere do a few days more cost a finish or a firm promise weeks".to_owned(),
        count => format!(" · {}", phrases::count(count, "cliff")),
    };
    report.line([phrases::as_of(assessment), Cell::from(text)]);
    if !stories.is_empty() {
        report.gap();
        report.table(0, columns(), stories.iter().take(LISTED).map(|story| row(assessment, story)).collect());
        let more = stories.len().saturating_sub(LISTED);
        if more > 0 {
            let text = format!("and {more} more; `--format json` lists them all");
            report.line([Cell::toned(text, Tone::Faint)]);
        }
    }
    let mut cut = Vec::new();
    cut.extend(
        cliffs.cut_at.map(|float| format!("Milestones with a float of {float} or more were not tried")),
    );
    if cliffs.targets_left_out > 0 {
        cut.push(format!("{} were not tried", phrases::count(cliffs.targets_left_out, "target")));
    }
    for cut in cut {
        report.line([Cell::toned(format!("{cut}: the plan is too large."), Tone::Faint)]);
    }
    report
}

/// Returns the cliffs that have one edge, or one target where they have none, nearest first.
pub(super) fn stories(list: &[CliffTo]) -> Vec<Vec<&CliffTo>> {
    let mut stories: Vec<Vec<&CliffTo>> = Vec::new();
    for cliff in list {
        let is_it = |story: &&mut Vec<&CliffTo>| {
            story.first().is_some_and(|first| match cliff.cliff.edge {
                Some(edge) => first.cliff.edge == Some(edge),
                None => {
                    first.cliff.edge.is_none()
                        && (first.target, first.cliff.after) == (cliff.target, cliff.cliff.after)
                }
            })
        };
        match stories.iter_mut().find(is_it) {
            Some(story) => story.push(cliff),
            None => stories.push(vec![cliff]),
        }
    }
    stories
}

fn columns() -> Vec<Column> {
    vec![
        Column::number("slip"),
        Column::keep("of"),
        Column::keep("owner").drop(2),
        Column::number("float").drop(1),
        Column::wrap("what it does"),
    ]
}

fn row(assessment: &Assessment<'_>, story: &[&CliffTo]) -> Vec<Cell> {
    let Some(first) = story.first() else { return Vec::new() };
    let id = assessment.workspace.milestone(first.milestone).full_id.clone();
    vec![
        Cell::from(phrases::working(assessment, first.milestone, first.cliff.slip)),
        Cell::toned(id, Tone::Strong),
        Cell::from(phrases::owner(assessment, first.milestone)),
        Cell::from(match first.float {
            ..=0 => "none".into(),
            float => phrases::working(assessment, first.milestone, float),
        }),
        Cell::from(words(assessment, story)),
    ]
}

/// Returns `stage1 misses its slot of 18 Nov, and cert moves 22 Dec → 20 Jan 2027 (29 days) · so
/// would 1wd on register`.
fn words(assessment: &Assessment<'_>, story: &[&CliffTo]) -> String {
    let workspace = assessment.workspace;
    let Some(first) = story.first() else { return String::new() };
    let home = Some(workspace.milestone(first.milestone).program);
    let name = |id| phrases::id_in(assessment, id, home);
    let mut text = phrases::fall(assessment, &first.cliff, first.target, home);
    if workspace.milestone(first.target).firm {
        text.push_str(" · firm");
    }
    let mut slips: Vec<String> = Vec::new();
    let mut targets: Vec<String> = Vec::new();
    let mut met = vec![first.milestone];
    for other in story.iter().skip(1) {
        if !met.contains(&other.milestone) {
            met.push(other.milestone);
            let slip = phrases::working(assessment, other.milestone, other.cliff.slip);
            slips.push(format!("{slip} on {}", name(other.milestone)));
        } else if other.milestone == first.milestone {
            targets.push(name(other.target));
        }
    }
    if !targets.is_empty() {
        text.push_str(&format!(" · {} too", some(targets)));
    }
    if !slips.is_empty() {
        text.push_str(&format!(" · so would {}", some(slips)));
    }
    text
}

/// Returns the first names, and that there are others.
fn some(mut names: Vec<String>) -> String {
    if names.len() > NAMED + 1 {
        names.truncate(NAMED);
        names.push("others".into());
    }
    phrases::list(&names)
}
