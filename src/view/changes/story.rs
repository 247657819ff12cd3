//! Stories: a cause, and everything that it moved.

use super::{Limits, by, cut_at, home, turn, with_it};
use crate::analysis::changes::{Changes, Move, Rank, Reason, Story, Why};
use crate::analysis::diff::{Edit, Subject};
use crate::analysis::forecast::Floor;
use crate::analysis::lateness::Lateness;
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
    let others: Vec<&Move> = story.others.iter().map(|at| &changes.moves[*at]).collect();
    // The worst of what stands in the line.
    let (sign, tone) = others.iter().fold(sign(first), |worst, moved| worst.max(sign(moved))).shown();
    let edits: Vec<&Edit> = match &story.why {
        Why::Edits(edits) => edits.iter().map(|at| &changes.diff.edits[*at]).collect(),
        _ => Vec::new(),
    };
    let edits_of = |moved: &Move| {
        let id = changes.id(moved.now);
        edits.iter().filter(move |edit| edit.subject.milestone() == Some(id))
    };
    let is_edited = |moved: &Move| edits_of(moved).next().is_some();
    // An edit of a typed day tells both days.
    let has_days = |edit: &&&Edit| edit.key == "eta" && edit.before.is_some() && edit.after.is_some();
    let needs_days = |moved: &Move| is_edited(moved) && !edits_of(moved).any(|edit| has_days(&edit));
    // What was edited is told as the cause; if its promise is firm or broken, that is said too.
    let is_told = |moved: &&Move| !is_edited(moved) || moved.rank == Rank::Firm || moved.is_bad();
    let others: Vec<&Move> = others.into_iter().filter(is_told).collect();
    let mut why = why(changes, story, first, limits);
    if !others.is_empty() {
        let others = with_it(changes, home(changes, first), &others, needs_days, limits);
        why.push_str(&format!("; with it: {others}"));
    }
    vec![
        Cell::toned(together(&format!("{sign} {}", changes.id(first.now))), tone),
        Cell::from(promise(changes, first)),
        Cell::from(turn(changes, first)),
        Cell::toned(by(first.by), tone),
        Cell::from(why),
    ]
}

/// What a move is, the worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    Better,
    Later,
    Late,
}

impl Sign {
    fn shown(self) -> (&'static str, Tone) {
        match self {
            Self::Late => ("✗", Tone::Bad),
            Self::Later => ("▲", Tone::Doubtful),
            Self::Better => ("✓", Tone::Good),
        }
    }
}

fn sign(moved: &Move) -> Sign {
    match (moved.is_worse(), moved.is_bad()) {
        (_, true) => Sign::Late,
        (true, false) => Sign::Later,
        (false, false) => Sign::Better,
    }
}

/// Returns `(firm, Northwind)`, or `(was firm, Northwind)`.
fn promise(changes: &Changes<'_>, moved: &Move) -> String {
    if moved.rank != Rank::Firm {
        return String::new();
    }
    let workspace = changes.diff.head.workspace();
    let to = match moved.now {
        PromiseHolder::Milestone(id) => workspace.milestone(id).promised_to.as_deref(),
        PromiseHolder::Program(id) => workspace.promised_to(id),
    };
    let firm = if moved.is_firm.after { "firm" } else { "was firm" };
    together(&to.map_or(format!("({firm})"), |to| format!("({firm}, {})", cut_at(to, 24))))
}

/// Returns why the first of a story moved.
fn why(changes: &Changes<'_>, story: &Story, first: &Move, limits: Limits) -> String {
    let (head, home) = (changes.diff.head.assessment, home(changes, first));
    let text = match &story.why {
        Why::Edits(edits) | Why::Time(edits) => {
            let done = first.reasons.list.iter().find(|reason| is_done_by(changes, first, reason));
            return match (done, &story.why) {
                // Whatever else had a part in it, this is its day.
                (Some(done), _) => reason(changes, done, first),
                (None, Why::Time(_)) => in_spite(changes, edits, first, limits),
                (None, _) => {
                    let mut text = parts(changes, edits, first, limits);
                    if let Some(rest) = &story.rest {
                        let verb = if rest.is_all { "does the rest" } else { "adds to it" };
                        text.push_str(&format!(", {} {verb}", words::cut(&english::list(&rest.names))));
                    }
                    text
                }
            };
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
        Why::Together => "all edits together".into(),
    };
    match slid(first) {
        Some(slid) => format!("{text}; {slid}"),
        None => text,
    }
}

/// Whether the milestone that moved was done since, and these edits say so.
fn is_done_by(changes: &Changes<'_>, moved: &Move, reason: &Reason) -> bool {
    reason.edits.iter().map(|at| &changes.diff.edits[*at]).any(|edit| {
        edit.key == "done"
            && edit.after.is_some()
            && edit
                .subject
                .milestone()
                .and_then(|id| changes.diff.milestone_of_head(id))
                .map(PromiseHolder::from)
                == Some(moved.now)
    })
}

/// Returns `+11 days by time alone`.
fn slid(moved: &Move) -> Option<String> {
    let slid = moved.slid.filter(|by| by.days != 0 && moved.is_shift())?;
    Some(format!("{} by time alone", by(Some(slid))))
}

/// Returns the reasons with a share: those of the story first, then in their order.
fn shares<'m>(moved: &'m Move, edits: &[usize]) -> Vec<&'m Reason> {
    let mut shares: Vec<&Reason> =
        moved.reasons.list.iter().filter(|reason| reason.share.days != 0).collect();
    shares.sort_by_key(|reason| reason.edits != edits);
    shares
}

/// Returns each part of a move: `a: left 3 → 6wd (jo) +4 days; 1 more cause −1 day; +1 day by time
/// alone`.
fn parts(changes: &Changes<'_>, edits: &[usize], first: &Move, limits: Limits) -> String {
    let shares = shares(first, edits);
    let days = |by: Option<Lateness>| by.map_or(0, |by| by.days);
    let (whole, slid_days) = (days(first.by), days(first.slid));
    let own = shares.first().map_or(0, |reason| reason.share.days);
    let is_alone = shares.len() == 1 && slid_days.signum() * whole.signum() >= 0;
    let mut parts = match is_alone {
        true => shares.iter().map(|it| reason(changes, it, first)).collect(),
        false => with_days(changes, &shares, first, limits),
    };
    if let Some(slid) = slid(first) {
        // The largest part first.
        let is_along = |days: i32| days.signum() == whole.signum();
        let is_most = is_along(slid_days) && (slid_days.abs() > own.abs() || !is_along(own));
        parts.insert(if is_most { 0 } else { parts.len() }, slid);
    }
    parts.join("; ")
}

/// Returns the reasons, each with its days: `a: left 3 → 6wd (jo) +4 days`, `1 more cause −1 day`.
fn with_days(changes: &Changes<'_>, shares: &[&Reason], first: &Move, limits: Limits) -> Vec<String> {
    let one = |it: &&Reason| format!("{} {}", reason(changes, it, first), by(Some(it.share)));
    let told = shares.iter().take(limits.causes).map(one);
    told.chain(more(shares.get(limits.causes..).unwrap_or_default())).collect()
}

/// Returns `2 more causes −7 days`.
fn more(reasons: &[&Reason]) -> Option<String> {
    let sum = reasons.iter().fold(Lateness::default(), |sum, it| Lateness {
        days: sum.days + it.share.days,
        workdays: sum.workdays + it.share.workdays,
    });
    (!reasons.is_empty()).then(|| {
        let sum = if sum.days == 0 { "±0 days".to_owned() } else { by(Some(sum)) };
        format!("{} {sum}", count(reasons.len(), "more cause"))
    })
}

/// Returns what edits won back of the days that time cost: `+14 days by time alone, −10 won back by
/// catalog: done 18 Sep (bo)`.
fn in_spite(changes: &Changes<'_>, edits: &[usize], first: &Move, limits: Limits) -> String {
    let time = slid(first).unwrap_or_default();
    let shares = shares(first, edits);
    let sum: i32 = shares.iter().map(|reason| reason.share.days).sum();
    let is_back = |reason: &&Reason| reason.share.days.signum() == -first.by.map_or(0, |by| by.days.signum());
    match shares[..] {
        [] if changes.diff.swayed.contains(&first.now) => format!("{time}; the edits offset each other"),
        [] => time,
        [one] if first.is_worse() && is_back(&one) => {
            format!("{time}, −{} won back by {}", one.share.days.abs(), reason(changes, one, first))
        }
        _ if sum == 0 => {
            let all = with_days(changes, &shares, first, limits).join("; ");
            format!("{time}; the edits offset each other: {all}")
        }
        _ => parts(changes, edits, first, limits),
    }
}

/// Returns what edits were made, to what, and whose that is: `fw-drop: eta 4 Dec (devika)`.
fn reason(changes: &Changes<'_>, reason: &Reason, first: &Move) -> String {
    let (head, home) = (changes.diff.head, home(changes, first));
    let (subjects, more) = words::by_subject(&changes.diff, &told(changes, &reason.edits));
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

/// Returns the edits that are told: of what was done, no progress besides.
fn told(changes: &Changes<'_>, edits: &[usize]) -> Vec<usize> {
    let edit = |at: &usize| &changes.diff.edits[*at];
    let is_done = |subject: &Subject| {
        edits.iter().map(edit).any(|it| it.key == "done" && it.after.is_some() && it.subject == *subject)
    };
    let is_progress = |key: &str| matches!(key, "started" | "progress" | "remaining" | "updated" | "eta");
    let is_told = |at: &usize| !(is_progress(&edit(at).key) && is_done(&edit(at).subject));
    edits.iter().copied().filter(is_told).collect()
}
