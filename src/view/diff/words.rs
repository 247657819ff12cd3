//! The words for edits and their effects.

use crate::analysis::diff::{BeforeAfter, Cause, Diff, Edit, EditKind, Policy, PolicyKind, Subject, Value};

use crate::analysis::lateness::Lateness;
use crate::time::Day;
use crate::view::phrases;

/// Characters shown of a value, at most.
const LONGEST: usize = 60;

/// Characters shown of a waiver or a reason, at most: enough for any that people write.
const LONGEST_REASON: usize = 1000;

/// Edits named for one cause, at most.
const EDITS: usize = 4;

/// Returns a value as people read it: days as days, long texts cut.
pub(super) fn value(value: &Value, near: Day) -> String {
    match value {
        Value::Day(day) => phrases::date(*day, near),
        value => cut(&with_days(&value.text(), near)),
    }
}

pub(in crate::view) fn cut(text: &str) -> String {
    cut_at(text, LONGEST)
}

fn cut_at(text: &str, longest: usize) -> String {
    let mut cut: String = text.chars().take(longest).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

/// Returns free text of a plan in quotes.
pub(super) fn in_quotes(text: &str) -> String {
    quoted_at(text, LONGEST)
}

/// Returns a reason in quotes, as long as it is: it is there to be judged.
pub(in crate::view) fn reason(text: &str) -> String {
    quoted_at(text, LONGEST_REASON)
}

fn quoted_at(text: &str, longest: usize) -> String {
    format!("\"{}\"", cut_at(text, longest).replace('"', "'"))
}

/// Returns how a policy changed: `waiver {rule: no-owner, …} added`.
pub(super) fn policy(policy: &Policy, near: Day) -> String {
    let text = |side: &Option<String>| {
        let text = with_days(side.as_deref()?, near);
        // Whether a waiver is right is judged by its reason.
        Some(if policy.what == PolicyKind::Waiver { cut_at(&text, LONGEST_REASON) } else { cut(&text) })
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
pub(in crate::view) fn days(before: Day, after: Day, near: Day) -> String {
    let (was, is) = (before.short(near), after.short(near));
    let short = match (was.split_once(' '), is.split_once(' ')) {
        (Some((day, month)), Some((_, other))) if month == other => day.to_owned(),
        _ => was,
    };
    phrases::together(&format!("{short} → {is}"))
}

/// Returns two forecasts: `18 → 29 Dec`, or `18 Nov → ≥ 2 Dec` where the second is only the
/// earliest day left.
pub(in crate::view) fn forecasts(
    before: Day,
    after: Day,
    is_earliest: BeforeAfter<bool>,
    near: Day,
) -> String {
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

/// Returns `5 → 2wd`.
pub(super) fn room(before: i32, after: i32) -> String {
    phrases::together(&format!("{before} → {after}wd"))
}

/// Returns what a cause is: `atlas/ledger: left 17 → 19wd, said 13 Nov`.
pub(super) fn cause(diff: &Diff<'_>, cause: &Cause) -> String {
    let (subjects, more) = by_subject(diff, &cause.edits);
    let parts =
        subjects.iter().map(|(subject, words)| format!("{}: {}", subject_words(subject), words.join(", ")));
    let mut text = parts.collect::<Vec<_>>().join("; ");
    if more > 0 {
        text.push_str(&format!(" and {more} more"));
    }
    text
}

/// Returns what some edits say, subject by subject, and how many more there are.
pub(in crate::view) fn by_subject<'d>(
    diff: &'d Diff<'_>,
    edits: &[usize],
) -> (Vec<(&'d Subject, Vec<String>)>, usize) {
    let edits: Vec<&Edit> = edits.iter().map(|at| &diff.edits[*at]).collect();
    let is_whole = |edit: &&&Edit| matches!(edit.kind, EditKind::Added | EditKind::Removed);
    // An added or removed subject explains everything: its dependencies come and go with it.
    let mut told = edits.clone();
    if edits.iter().any(|edit| is_whole(&edit)) {
        told.retain(|edit| edit.key != "depends_on");
    }
    told.sort_by_key(|edit| (!is_whole(&edit), &edit.subject, rank(edit)));
    let mut subjects: Vec<(&Subject, Vec<String>)> = Vec::new();
    for edit in told.iter().take(EDITS) {
        let Some(words) = said(diff, edit, &told) else { continue };
        match subjects.last_mut() {
            Some((subject, list)) if **subject == edit.subject => list.push(words),
            _ => subjects.push((&edit.subject, vec![words])),
        }
    }
    (subjects, told.len().saturating_sub(EDITS))
}

/// Returns the place of an edit among those that report progress.
fn rank(edit: &Edit) -> usize {
    let order = ["started", "progress", "remaining", "done", "updated"];
    order.iter().position(|key| *key == edit.key).unwrap_or(0)
}

/// Returns an edit as a person would say it: `left 17 → 19wd` and `said 13 Nov` for what reports
/// progress. None if another edit of the same cause says it.
fn said(diff: &Diff<'_>, edit: &Edit, told: &[&Edit]) -> Option<String> {
    let near = diff.head.assessment.as_of();
    let Some(id) = edit.subject.milestone().filter(|_| edit.kind == EditKind::Set) else {
        return Some(edit_words(edit, near));
    };
    let of_it = || told.iter().filter(|other| other.subject == edit.subject);
    // Whether a key was added, or removed.
    let has = |key: &str, is_new: bool| {
        of_it().any(|other| {
            other.key == key && other.before.is_none() == is_new && other.after.is_none() != is_new
        })
    };
    let is_otherwise =
        has("progress", false) && has("remaining", true) || has("remaining", false) && has("progress", true);
    match (edit.key.as_str(), left(diff, id).filter(|_| is_otherwise)) {
        ("progress", Some(_)) => None,
        ("remaining", Some(left)) => Some(left),
        ("updated", _) if of_it().count() == 1 => Some(still(diff, id, edit)),
        _ => Some(said_alone(edit, near)),
    }
}

/// Returns what is left of a milestone on both sides: `left 18 → 20wd`.
fn left(diff: &Diff<'_>, id: &str) -> Option<String> {
    let pair = diff.pair(diff.milestone_of_head(id)?);
    // As it was said: work that is assumed done since then was still left.
    let left = diff.ask(pair, |side, id| {
        let schedule = &side.assessment.schedule;
        schedule.remaining_workdays(id).map(|left| left + schedule.assumed(id))
    });
    let (before, after) = left.before.zip(left.after)?;
    Some(phrases::together(&format!("left {before} → {after}wd")))
}

/// Returns that nothing new was said: `still 30%, said 14 Sep (was 11 Sep)`.
fn still(diff: &Diff<'_>, id: &str, edit: &Edit) -> String {
    let near = diff.head.assessment.as_of();
    let said = said_alone(edit, near);
    let was = edit.before.as_ref().map(|was| format!(" (was {})", value(was, near)));
    let id = diff.milestone_of_head(id);
    let same = id.and_then(|id| {
        let milestone = diff.head.workspace().milestone(id);
        let left = milestone.remaining.and_then(|_| diff.head.assessment.schedule.remaining_workdays(id));
        let left = left.map(|left| format!("still {left}wd left, "));
        left.or_else(|| Some(format!("still {}, ", milestone.progress?)))
    });
    format!("{}{said}{}", same.unwrap_or_default(), was.unwrap_or_default())
}

fn said_alone(edit: &Edit, near: Day) -> String {
    let days = |value: &Value| value.text().strip_suffix('d').and_then(|days| days.parse::<u32>().ok());
    match (edit.key.as_str(), &edit.before, &edit.after) {
        ("updated", _, Some(after)) => format!("said {}", value(after, near)),
        ("started" | "done", None, Some(after)) => format!("{} {}", edit.key, value(after, near)),
        ("progress", Some(before), Some(after)) => format!("{} done", turn(before, after, near)),
        ("progress", None, Some(after)) => format!("{} done", value(after, near)),
        ("remaining", Some(before), Some(after)) => match (days(before), days(after)) {
            (Some(before), Some(after)) => phrases::together(&format!("left {before} → {after}wd")),
            _ => format!("left {}", turn(before, after, near)),
        },
        ("remaining", None, Some(after)) => match days(after) {
            Some(after) => format!("left {after}wd"),
            None => format!("left {}", value(after, near)),
        },
        _ => edit_words(edit, near),
    }
}

/// Returns the subject of an edit.
pub(in crate::view) fn subject_words(subject: &Subject) -> String {
    match subject {
        Subject::Calendar(id) => format!("calendar {id}"),
        Subject::Freeze(_, name) => format!("freeze {}", cut(name)),
        subject => subject.name().to_owned(),
    }
}

/// Returns an edit that moves no date, with its subject: `p/a now dev (was cleo)`.
pub(super) fn seen(edit: &Edit, near: Day) -> String {
    let subject = subject_words(&edit.subject);
    let show = |side: &Option<Value>| side.as_ref().map(|side| value(side, near));
    match edit.key.as_str() {
        "owner" => {
            let nobody = || "nobody".to_owned();
            let (was, is) = (show(&edit.before), show(&edit.after));
            format!("{subject} now {} (was {})", is.unwrap_or_else(nobody), was.unwrap_or_else(nobody))
        }
        "name" => match &edit.after {
            Some(name) => format!("{subject} now named {}", in_quotes(&name.text())),
            None => format!("{subject} no longer named"),
        },
        _ => format!("{subject} {}", edit_words(edit, near)),
    }
}

/// Returns two values of a key: `4w → 6w`, `18 → 29 Dec`.
fn turn(before: &Value, after: &Value, near: Day) -> String {
    match (before, after) {
        (Value::Day(before), Value::Day(after)) => days(*before, *after, near),
        _ => format!("{} → {}", value(before, near), value(after, near)),
    }
}

/// Returns what was edited and how, without the subject: `duration 4w → 6w`.
pub(in crate::view) fn edit_words(edit: &Edit, near: Day) -> String {
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
    match (&edit.before, &edit.after) {
        (None, Some(Value::Parts(parts))) if is_blocked => blocked(parts, near),
        (Some(Value::Parts(before)), Some(Value::Parts(after))) => changed(key, before, after, near),
        (None, Some(after)) if is_list => format!("{key} + {}", value(after, near)),
        (Some(before), None) if is_list => format!("{key} − {}", value(before, near)),
        (None, Some(after)) => format!("{key} {}, new", value(after, near)),
        (Some(_), None) if is_blocked => "no longer blocked".into(),
        (Some(before), None) => format!("{key} removed, was {}", value(before, near)),
        (Some(before), Some(after)) => format!("{key} {}", turn(before, after, near)),
        (None, None) => key.to_owned(),
    }
}

/// The keys of a section, with their values.
type Parts = [(&'static str, String)];

/// Returns `blocked since 10 Sep, waiting on ida: the contract is not signed`.
fn blocked(parts: &Parts, near: Day) -> String {
    let part = |key: &str, before: &str| {
        let said = parts.iter().find(|(other, _)| *other == key);
        said.map_or_else(String::new, |(_, text)| format!("{before}{}", cut(&with_days(text, near))))
    };
    let [since, until] = [part("since", " since "), part("until", " until ")];
    format!("blocked{since}{until}{}{}", part("waiting_on", ", waiting on "), part("why", ": "))
}

/// Returns which keys of a section changed, and how: `blocked.until 9 Dec, new`.
fn changed(key: &str, before: &Parts, after: &Parts, near: Day) -> String {
    let mut keys: Vec<&str> = before.iter().chain(after).map(|(key, _)| *key).collect();
    keys.sort_unstable();
    keys.dedup();
    let of = |parts: &Parts, key: &str| {
        let said = parts.iter().find(|(other, _)| *other == key);
        said.map(|(_, text)| Day::parse(text).map_or_else(|_| Value::Text(text.clone()), Value::Day))
    };
    let change = |part: &str| {
        let name = format!("{key}.{part}");
        match (of(before, part), of(after, part)) {
            (None, Some(after)) => Some(format!("{name} {}, new", value(&after, near))),
            (Some(before), None) => Some(format!("{name} removed, was {}", value(&before, near))),
            (Some(before), Some(after)) if before != after => {
                Some(format!("{name} {}", turn(&before, &after, near)))
            }
            _ => None,
        }
    };
    keys.into_iter().filter_map(change).collect::<Vec<_>>().join(", ")
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
