//! The words for edits and their effects.

use crate::analysis::diff::{
    BeforeAfter, Cause, Causes, Diff, Edit, EditKind, Policy, PolicyKind, Subject, Value,
};

use crate::analysis::lateness::Lateness;
use crate::time::Day;
use crate::view::phrases;

/// Characters shown of a value, at most.
const LONGEST: usize = 60;

/// Characters shown of a waiver, at most: enough for any reason that people write.
const LONGEST_WAIVER: usize = 1000;

/// Causes named in one cell, at most; see `shown` for the exceptions.
const CAUSES: usize = 2;

/// Edits named for one cause, at most.
const EDITS: usize = 4;

/// Returns a value as people read it: days as days, long texts cut.
pub(super) fn value(value: &Value, near: Day) -> String {
    match value {
        Value::Day(day) => phrases::date(*day, near),
        Value::Text(text) => cut(&with_days(text, near)),
    }
}

pub(super) fn cut(text: &str) -> String {
    cut_at(text, LONGEST)
}

fn cut_at(text: &str, longest: usize) -> String {
    let mut cut: String = text.chars().take(longest).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

/// Returns how a policy changed: `waiver {rule: no-owner, …} added`.
pub(super) fn policy(policy: &Policy, near: Day) -> String {
    let text = |side: &Option<String>| {
        let text = with_days(side.as_deref()?, near);
        // Whether a waiver is right is judged by its reason.
        Some(if policy.what == PolicyKind::Waiver { cut_at(&text, LONGEST_WAIVER) } else { cut(&text) })
    };
    let what = policy.what.word();
    match (text(&policy.before), text(&policy.after)) {
        (None, Some(after)) => format!("{what} {after} added"),
        (Some(before), None) => format!("{what} {before} removed"),
        (before, after) => {
            let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
            let key = if policy.key == "waive" { String::new() } else { format!("{} ", policy.key) };
            format!("{what} {key}{before} → {after}")
        }
    }
}

/// Returns a text with its days as people read them: `5 Oct–9 Oct` for `2026-10-05..2026-10-09`.
pub(super) fn with_days(text: &str, near: Day) -> String {
    let mut out = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let day = rest.get(..10).and_then(|head| Day::parse(head).ok());
        // Inside a word or a number it is not a day.
        let alone = !out.ends_with(|c: char| c.is_alphanumeric() || c == '-');
        match day.filter(|_| alone && !rest[10..].starts_with(|c: char| c.is_alphanumeric() || c == '-')) {
            Some(day) => {
                out.push_str(&phrases::date(day, near));
                rest = &rest[10..];
                if let Some(behind) = rest.strip_prefix("..") {
                    out.push('–');
                    rest = behind;
                }
            }
            None => {
                let mut characters = rest.chars();
                out.extend(characters.next());
                rest = characters.as_str();
            }
        }
    }
    out
}

/// Returns `18 → 29 Dec`, or `18 Nov → 2 Dec`.
pub(super) fn days(before: Day, after: Day, near: Day) -> String {
    let (was, is) = (before.short(near), after.short(near));
    let short = match (was.split_once(' '), is.split_once(' ')) {
        (Some((day, month)), Some((_, other))) if month == other => day.to_owned(),
        _ => was,
    };
    phrases::together(&format!("{short} → {is}"))
}

/// Returns two forecasts: `18 → 29 Dec`, or `18 Nov → ≥ 2 Dec` where the second is only the
/// earliest day left.
pub(super) fn forecasts(before: Day, after: Day, is_earliest: BeforeAfter<bool>, near: Day) -> String {
    if is_earliest == BeforeAfter::default() {
        return days(before, after, near);
    }
    let was = phrases::earliest(before, is_earliest.before, near);
    let is = phrases::earliest(after, is_earliest.after, near);
    format!("{was}\u{a0}→\u{a0}{is}")
}

/// Returns `6wd later`, `1 day later`, `1wd earlier`.
pub(super) fn by(moved: Option<Lateness>) -> String {
    moved.map_or_else(String::new, |by| phrases::together(&by.shift()))
}

/// Returns why a forecast moved, for the row of a milestone by its full id, or of a program.
pub(super) fn causes(diff: &Diff<'_>, causes: &Causes, of: &str, whole: Option<Lateness>) -> String {
    let near = diff.head.assessment.as_of();
    let all = causes.list.len() + causes.left_out;
    let left_over = causes.left_over.filter(|days| *days != 0);
    let is_later = |cause: &Cause| cause.moves.map(|by| by.days >= 0);
    // Where causes work against each other and do not add up, their own numbers would mislead.
    let is_tangled = left_over.is_some()
        && causes.list.iter().any(|cause| is_later(cause) == Some(true))
        && causes.list.iter().any(|cause| is_later(cause) == Some(false));
    let mut named: Vec<usize> = Vec::new();
    let mut parts: Vec<String> = Vec::new();
    for cause in shown(&causes.list, whole) {
        // Name each edit once, even where it does more together with others.
        let repeats = !named.is_empty() && named.iter().all(|edit| cause.edits.contains(edit));
        let mut told = cause.clone();
        if repeats {
            told.edits.retain(|edit| !named.contains(edit));
        }
        let text = cause_words(diff, &told, of, near);
        let part = cause.moves.filter(|part| all > 1 || Some(*part) != whole);
        let part = part.map(|part| match is_tangled {
            true => if part.days >= 0 { "later" } else { "earlier" }.to_owned(),
            false => by(Some(part)),
        });
        parts.push(match (part, repeats) {
            (Some(part), false) => format!("{text} ({part})"),
            (Some(part), true) => {
                let text = text.strip_prefix("pushed by ").unwrap_or(&text);
                format!("together with {text} ({part} in all)")
            }
            (None, _) => text,
        });
        named.extend(&cause.edits);
    }
    if all > parts.len() {
        parts.push(format!("and {} more", all - parts.len()));
    }
    match (left_over, whole) {
        (_, Some(_)) if !causes.is_whole && causes.list.iter().any(|cause| cause.without.is_some()) => {
            parts.push("and others that were not separated".into());
        }
        (Some(_), Some(whole)) if is_tangled => {
            parts.push(format!("{} together", by(Some(whole))));
        }
        (Some(days), Some(whole)) if all == 1 => {
            let verb = match (days > 0, whole.workdays - days > 0) {
                (true, true) => "add",
                (true, false) => "use up",
                (false, true) => "win back",
                (false, false) => "win another",
            };
            let days = phrases::together(&format!("{}wd", days.abs()));
            parts.push(format!("other edits {verb} {days}"));
        }
        (Some(days), Some(whole)) if (days > 0) == (whole.workdays > 0) => {
            let together = Lateness { workdays: days, days };
            parts.push(format!("and {} only together", by(Some(together))));
        }
        // All push the same way, and some days are counted more than once.
        (Some(days), Some(_)) => {
            let days = phrases::together(&format!("{}wd", days.abs()));
            parts.push(format!("these effects overlap by {days}"));
        }
        _ => {}
    }
    parts.join("; ")
}

/// Returns why a forecast did not move: `a: duration 5d → 8d (3wd later) is offset by duration
/// 5d → 2d (3wd earlier)`. Names the largest causes in each direction.
pub(super) fn held(diff: &Diff<'_>, causes: &Causes, of: &str) -> String {
    let near = diff.head.assessment.as_of();
    let (later, earlier): (Vec<&Cause>, Vec<&Cause>) =
        causes.list.iter().partition(|cause| !cause.is_earlier());
    let words = |list: &[&Cause]| {
        let part = |cause: &&Cause| {
            let text = cause_words(diff, cause, of, near);
            let text = text.strip_prefix("pushed by ").unwrap_or(&text);
            let moves = by(cause.moves);
            if moves.is_empty() { text.to_owned() } else { format!("{text} ({moves})") }
        };
        let parts: Vec<String> = list.iter().take(CAUSES).map(part).collect();
        phrases::list(&parts)
    };
    let is = |list: &[&Cause]| if list.len() == 1 { "is" } else { "are" };
    let (are_later, are_earlier) = (is(&later), is(&earlier));
    let mut text = match (words(&later), words(&earlier)) {
        (later, earlier) if earlier.is_empty() => {
            format!("{later} {are_later} offset by other edits")
        }
        (later, earlier) if later.is_empty() => {
            format!("{earlier} {are_earlier} offset by other edits")
        }
        (later, earlier) => format!("{later} {are_later} offset by {earlier}"),
    };
    let told = later.len().min(CAUSES) + earlier.len().min(CAUSES);
    let more = causes.list.len() + causes.left_out - told;
    if more > 0 {
        text.push_str(&format!("; and {more} more"));
    }
    text
}

/// Returns the causes there is room for: the largest, the largest in the other direction, and a
/// joint one.
fn shown(list: &[Cause], whole: Option<Lateness>) -> Vec<&Cause> {
    let is_later = whole.is_none_or(|by| by.days >= 0);
    let is_against =
        |cause: &&Cause| cause.moves.is_some_and(|by| if is_later { by.days < 0 } else { by.days > 0 });
    let first = list.first();
    let against = list.iter().find(is_against).filter(|cause| Some(*cause) != first);
    let mut shown: Vec<&Cause> = first.into_iter().chain(against).collect();
    if shown.len() < CAUSES {
        shown.extend(list.get(1));
    }
    let is_new = |cause: &&Cause| !shown.contains(cause);
    let together = list.last().filter(is_new).filter(|cause| cause.is_joint);
    shown.extend(together);
    shown
}

fn cause_words(diff: &Diff<'_>, cause: &Cause, of: &str, near: Day) -> String {
    let edits: Vec<&Edit> = cause.edits.iter().map(|at| &diff.edits[*at]).collect();
    // An added or removed subject explains everything: its dependencies come and go with it.
    let whole = edits.iter().position(|edit| matches!(edit.kind, EditKind::Added | EditKind::Removed));
    let mut told: Vec<&Edit> = edits.clone();
    if let Some(whole) = whole {
        told.retain(|edit| edit.key != "depends_on");
        told.sort_by_key(|edit| !matches!(edit.kind, EditKind::Added | EditKind::Removed));
        debug_assert!(!told.is_empty(), "{whole}");
    }
    let mut subjects: Vec<(&Subject, Vec<String>)> = Vec::new();
    for edit in told.iter().take(EDITS) {
        let words = edit_words(edit, near);
        match subjects.last_mut() {
            Some((subject, list)) if **subject == edit.subject => list.push(words),
            _ => subjects.push((&edit.subject, vec![words])),
        }
    }
    let parts = subjects.into_iter().map(|(subject, words)| {
        let words = words.join(", ");
        match subject {
            Subject::Milestone(id) | Subject::Program(id) if id == of => words,
            subject => format!("{}: {words}", subject_words(subject, of)),
        }
    });
    let mut text = parts.collect::<Vec<_>>().join(", ");
    if told.len() > EDITS {
        text.push_str(&format!(" and {} more", told.len() - EDITS));
    }
    let is_pushed = told.iter().any(|edit| edit.subject.milestone().is_some_and(|id| id != of));
    let is_own = told.iter().any(|edit| edit.subject.milestone() == Some(of));
    let is_later = !cause.is_earlier();
    match (is_pushed && is_later && !is_own && of.contains('/'), cause.without.is_none()) {
        (_, true) => format!("behind {text}"),
        (true, false) => format!("pushed by {text}"),
        (false, false) => text,
    }
}

/// Returns the subject of an edit; a milestone in the same program as `of` without its program.
pub(super) fn subject_words(subject: &Subject, of: &str) -> String {
    let home = of.split('/').next().unwrap_or(of);
    match subject {
        Subject::Milestone(id) => {
            let own = id.strip_prefix(home).and_then(|rest| rest.strip_prefix('/'));
            own.unwrap_or(id).to_owned()
        }
        Subject::Program(id) | Subject::Risk(id) | Subject::Ask(id) => id.clone(),
        Subject::Owner(id) => id.clone(),
        Subject::Calendar(id) => format!("calendar {id}"),
        Subject::Freeze(_, name) => format!("freeze {}", cut(name)),
        Subject::Settings => "tpm.yaml".into(),
    }
}

/// Returns what was edited and how, without the subject: `duration 4w → 6w`.
pub(super) fn edit_words(edit: &Edit, near: Day) -> String {
    let show = |side: &Option<Value>| side.as_ref().map(|side| value(side, near));
    let (before, after) = (show(&edit.before), show(&edit.after));
    match (edit.kind, edit.key.as_str()) {
        (EditKind::Added, _) => return "new".into(),
        (EditKind::Removed, _) => return "gone".into(),
        (EditKind::Renamed, _) => return format!("was {}", before.unwrap_or_default()),
        (EditKind::Set, "depends_on") => {
            return match (before, after) {
                (None, Some(after)) => format!("waits for {after}"),
                (Some(before), None) => format!("no longer waits for {before}"),
                (before, after) => {
                    format!("waits for {}, was {}", after.unwrap_or_default(), before.unwrap_or_default())
                }
            };
        }
        (EditKind::Set, _) => {}
    }
    let is_list = matches!(
        edit.key.as_str(),
        "away" | "holidays" | "workdays" | "dates" | "tags" | "moved" | "waive" | "links"
    );
    let key = match edit.key.as_str() {
        "away" => "leave",
        key => key,
    };
    let is_blocked = edit.key == "blocked";
    match (before, after) {
        (None, Some(after)) if is_list => format!("{key} + {after}"),
        (Some(before), None) if is_list => format!("{key} − {before}"),
        (None, Some(after)) => format!("{key} {after}, new"),
        (Some(_), None) if is_blocked => "no longer blocked".into(),
        (Some(before), None) => format!("{key} removed, was {before}"),
        (before, after) => format!("{key} {} → {}", before.unwrap_or_default(), after.unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_a_text_are_read_as_days() {
        let near = Day::parse("2026-09-14").unwrap();
        let check = |text: &str, expected: &str| {
            assert_eq!(with_days(text, near).replace('\u{a0}', " "), expected);
        };
        check("2026-10-05..2026-10-09, 2027-01-04", "5 Oct–9 Oct, 4 Jan 2027");
        check("{since: 2026-09-07, why: é}", "{since: 7 Sep, why: é}");
        check("x2026-10-05 2026-10-05-1 2026-13-01", "x2026-10-05 2026-10-05-1 2026-13-01");
    }

    #[test]
    fn two_days_of_one_month_name_it_once() {
        let day = |text: &str| Day::parse(text).unwrap();
        let near = day("2026-09-14");
        let check = |before: &str, after: &str, expected: &str| {
            assert_eq!(days(day(before), day(after), near).replace('\u{a0}', " "), expected);
        };
        check("2026-12-18", "2026-12-29", "18 → 29 Dec");
        check("2026-11-18", "2026-12-02", "18 Nov → 2 Dec");
        check("2026-12-18", "2027-12-18", "18 Dec → 18 Dec 2027");
    }
}
