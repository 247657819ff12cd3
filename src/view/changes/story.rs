//! Stories: a cause, and everything that it moved.

use super::{Limits, by, cut_at, home, turn, with_it};
use crate::analysis::changes::{Changes, Move, Rank, Reason, Story, Why};
use crate::analysis::diff::Subject;
use crate::analysis::forecast::Floor;
use crate::analysis::health::Health;
use crate::english;
use crate::schedule::PromiseHolder;
use crate::view::diff::words;
use crate::view::phrases::{self, count, together};
use crate::view::{Cell, Column, Report, Tone};

/// Adds the first stories, each as a row.
pub(super) fn stories(report: &mut Report, changes: &Changes<'_>, limits: Limits, most: usize) {
    let columns = vec![
        Column::keep("what"),
        Column::keep("promise").drop(1),
        Column::number("forecast"),
        Column::number("by"),
        Column::wrap("why"),
    ];
    let rows = changes.stories.iter().take(most).map(|story| row(changes, story, limits));
    report.list(0, columns, rows.collect());
    let left = changes.stories.get(most..).unwrap_or_default();
    if !left.is_empty() {
        let firm = left.iter().filter(|story| leader(changes, story).rank == Rank::Firm).count();
        let firm = if firm > 0 { format!(", {firm} of firm promises") } else { String::new() };
        let more =
            if left.len() == 1 { "1 more story".into() } else { format!("{} more stories", left.len()) };
        report.line([Cell::toned(format!("and {more}{firm} (--all)"), Tone::Faint)]);
    }
}

/// Returns the foremost move of a story.
fn leader<'c>(changes: &'c Changes<'_>, story: &Story) -> &'c Move {
    &changes.moves[story.first]
}

fn row(changes: &Changes<'_>, story: &Story, limits: Limits) -> Vec<Cell> {
    let first = leader(changes, story);
    let (sign, tone) = sign(changes, first);
    // What was edited is told as the cause.
    let edited: Vec<&str> = match &story.why {
        Why::Edits(edits) => {
            edits.iter().filter_map(|at| changes.diff.edits[*at].subject.milestone()).collect()
        }
        _ => Vec::new(),
    };
    let others = story.others.iter().map(|at| &changes.moves[*at]);
    let others: Vec<&Move> = others.filter(|moved| !edited.contains(&changes.id(moved.now))).collect();
    let mut why = why(changes, story, first, limits);
    if !others.is_empty() {
        why.push_str(&format!("; with it: {}", with_it(changes, home(changes, first), &others, limits)));
    }
    vec![
        Cell::toned(together(&format!("{sign} {}", changes.id(first.now))), tone),
        Cell::from(promise(changes, first)),
        Cell::from(turn(changes, first)),
        Cell::toned(by(first.by), tone),
        Cell::from(why),
    ]
}

/// Returns the sign of a move: what is later and late, later, or better.
fn sign(changes: &Changes<'_>, moved: &Move) -> (&'static str, Tone) {
    let head = changes.diff.head.assessment;
    let health = match moved.now {
        PromiseHolder::Milestone(id) => head.health(id).health,
        PromiseHolder::Program(id) => head.program_health(id).health,
    };
    match moved.is_worse() {
        true if moved.day.after.is_none() || health == Health::Late => ("✗", Tone::Bad),
        true => ("▲", Tone::Doubtful),
        false => ("✓", Tone::Good),
    }
}

/// Returns `(firm, Northwind)`.
fn promise(changes: &Changes<'_>, moved: &Move) -> String {
    if moved.rank != Rank::Firm {
        return String::new();
    }
    let workspace = changes.diff.head.workspace();
    let to = match moved.now {
        PromiseHolder::Milestone(id) => workspace.milestone(id).promised_to.as_deref(),
        PromiseHolder::Program(id) => workspace.promised_to(id),
    };
    together(&to.map_or("(firm)".into(), |to| format!("(firm, {})", cut_at(to, 24))))
}

/// Returns why the first of a story moved.
fn why(changes: &Changes<'_>, story: &Story, first: &Move, limits: Limits) -> String {
    let (head, home) = (changes.diff.head.assessment, home(changes, first));
    let mut text = match &story.why {
        Why::Edits(_) => {
            let moves = first.reasons.list.iter().filter(|reason| reason.share.days != 0);
            let reasons: Vec<&Reason> = moves.collect();
            let told = reasons.iter().take(limits.causes);
            let mut said: Vec<String> = told.map(|it| reason(changes, it, first)).collect();
            if let [_, _, ..] = reasons[..] {
                for (said, reason) in said.iter_mut().zip(&reasons) {
                    said.push_str(&format!(" {}", by(Some(reason.share))));
                }
            }
            let more = reasons.len() - said.len();
            if more > 0 {
                said.push(count(more, "more cause"));
            }
            let mut text = said.join("; ");
            if let Some(rest) = &story.rest {
                let verb = if rest.is_all { "does the rest" } else { "adds to it" };
                text.push_str(&format!(", {} {verb}", words::cut(&english::list(&rest.names))));
            }
            text
        }
        Why::NoDate(id) => {
            let because = head.forecast(*id).undated_because.as_deref().unwrap_or_default();
            match first.now == PromiseHolder::from(*id) {
                true => format!("no date: {because}"),
                false => format!("no date: {}: {because}", phrases::id_in(head, *id, Some(home))),
            }
        }
        Why::Floor(id) => match first.now == PromiseHolder::from(*id) {
            true => format!("may not hold: {}", head.forecast(*id).floor.map_or("", Floor::after_its_name)),
            false => format!("may not hold: {}", phrases::rests_on(head, *id, Some(home))),
        },
        Why::NoFloor => "no longer only the earliest day left".into(),
        Why::HadNone => "had no date then".into(),
        Why::Time => "time passed, and no edit makes up for it".into(),
        Why::Together => "all edits together".into(),
    };
    let slid = first.slid.filter(|by| by.days != 0 && story.why != Why::Time && first.is_shift());
    if let Some(slid) = slid {
        text.push_str(&format!("; {} by time alone", by(Some(slid))));
    }
    text
}

/// Returns what edits were made, to what, and whose that is: `fw-drop: eta 4 Dec (devika)`.
fn reason(changes: &Changes<'_>, reason: &Reason, first: &Move) -> String {
    let (head, home) = (changes.diff.head, home(changes, first));
    let (subjects, more) = words::by_subject(&changes.diff, &reason.edits);
    let part = |(subject, said): &(&Subject, Vec<String>)| {
        let said = said.join(", ");
        let now = subject.milestone().and_then(|id| changes.diff.milestone_of_head(id));
        let owner = now.and_then(|id| head.owner(id)).map_or(String::new(), |owner| format!(" ({owner})"));
        match now {
            Some(id) if first.now == PromiseHolder::from(id) => format!("{said}{owner}"),
            Some(id) => format!("{}: {said}{owner}", phrases::id_in(head.assessment, id, Some(home))),
            None => format!("{}: {said}", words::subject_words(subject)),
        }
    };
    let mut parts: Vec<String> = subjects.iter().map(part).collect();
    if more > 0 {
        parts.push(format!("{more} more"));
    }
    parts.join(", ")
}
