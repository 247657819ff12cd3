//! What a field says, in the words of the plan: two fields that say the same are the same, wherever they stand.

use crate::calendar::Week;
use crate::source::SourceFile;
use crate::syntax::{
    Amount, BlockedDoc, CancelledDoc, Due, Duration, Field, HealthDoc, Lag, LinkKind, MoveDoc, TimeUnit,
    WaiverDoc,
};
use crate::time::Day;

/// What a field says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A day.
    Day(Day),
    /// Anything else, as a plan writes it. Text of the plan stands in it as it is.
    Text(String),
}

impl Value {
    /// Returns it as a plan writes it.
    pub fn text(&self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// Returns what a field says; of one that could not be read, the bytes that stand there.
pub(super) fn of<T>(field: &Field<T>, source: &SourceFile, words: impl FnOnce(&T) -> Value) -> Option<Value> {
    match field {
        Field::Absent => None,
        Field::Bad(span) => Some(Value::Text(source.slice(*span).trim().to_owned())),
        Field::Ok(spanned) => Some(words(&spanned.value)),
    }
}

pub(super) fn day(day: &Day) -> Value {
    Value::Day(*day)
}

#[expect(clippy::ptr_arg, reason = "it is handed on as what makes words of a field of text")]
pub(super) fn text(text: &String) -> Value {
    Value::Text(text.clone())
}

pub(super) fn flag(flag: &bool) -> Value {
    Value::Text(flag.to_string())
}

pub(super) fn number<T: ToString>(number: &T) -> Value {
    Value::Text(number.to_string())
}

pub(super) fn days(days: &u32) -> Value {
    Value::Text(format!("{days}d"))
}

pub(super) fn percent(share: &u32) -> Value {
    Value::Text(format!("{share}%"))
}

pub(super) fn due(due: &Due) -> Value {
    match due {
        Due::On(day) => Value::Day(*day),
        Due::Tbd => Value::Text("tbd".into()),
    }
}

pub(super) fn amount(amount: &Amount) -> Value {
    Value::Text(amount_text(*amount))
}

fn amount_text(amount: Amount) -> String {
    let unit = match amount.unit {
        TimeUnit::Days => "d",
        TimeUnit::Weeks => "w",
        TimeUnit::Elapsed => "ed",
    };
    format!("{}{unit}", amount.count)
}

pub(super) fn duration(duration: &Duration) -> Value {
    let Duration { optimistic, likely, pessimistic } = *duration;
    if optimistic == likely && likely == pessimistic {
        return amount(&likely);
    }
    let points = [optimistic, likely, pessimistic].map(amount_text);
    Value::Text(format!("[{}]", points.join(", ")))
}

pub(super) fn week(week: &Week) -> Value {
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let worked = names.iter().enumerate().filter(|(day, _)| week.works(*day)).map(|(_, name)| *name);
    Value::Text(format!("[{}]", worked.collect::<Vec<_>>().join(", ")))
}

/// Returns `ledger SS+1w`: the milestone, then the type where it is not FS, then the lag.
pub(super) fn link(target: &str, kind: LinkKind, lag: Lag) -> String {
    let kind = if kind == LinkKind::Fs { "" } else { kind.word() };
    let how = format!("{kind}{lag}");
    if how.is_empty() { target.to_owned() } else { format!("{target} {how}") }
}

/// Returns `2026-09-14`, or `2026-09-14..2026-09-18`.
pub(super) fn range((first, last): (Day, Day)) -> String {
    if first == last { first.to_string() } else { format!("{first}..{last}") }
}

/// Returns `{key: value, …}` of the keys that say something.
fn section<const N: usize>(parts: [(&str, Option<Value>); N]) -> Value {
    let said = parts.into_iter().filter_map(|(key, value)| Some(format!("{key}: {}", value?.text())));
    Value::Text(format!("{{{}}}", said.collect::<Vec<_>>().join(", ")))
}

pub(super) fn blocked(doc: &BlockedDoc, source: &SourceFile) -> Value {
    section([
        ("since", of(&doc.since, source, day)),
        ("until", of(&doc.until, source, day)),
        ("waiting_on", of(&doc.waiting_on, source, text)),
        ("why", of(&doc.why, source, text)),
    ])
}

pub(super) fn cancelled(doc: &CancelledDoc, source: &SourceFile) -> Value {
    section([("on", of(&doc.on, source, day)), ("reason", of(&doc.reason, source, text))])
}

pub(super) fn health(doc: &HealthDoc, source: &SourceFile) -> Value {
    section([
        ("rag", of(&doc.rag, source, |rag| Value::Text(rag.word().into()))),
        ("on", of(&doc.on, source, day)),
        ("by", of(&doc.by, source, text)),
        ("note", of(&doc.note, source, text)),
    ])
}

pub(super) fn moved(doc: &MoveDoc, source: &SourceFile) -> String {
    let entry = section([
        ("from", of(&doc.from, source, day)),
        ("on", of(&doc.on, source, day)),
        ("cause", of(&doc.cause, source, text)),
        ("why", of(&doc.why, source, text)),
        ("agreed", of(&doc.agreed, source, text)),
    ]);
    entry.text()
}

pub(super) fn waiver(doc: &WaiverDoc, source: &SourceFile) -> String {
    let entry = section([
        ("rule", of(&doc.rule, source, |rule| Value::Text((*rule).into()))),
        ("until", of(&doc.until, source, day)),
        ("by", of(&doc.by, source, text)),
        ("reason", of(&doc.reason, source, text)),
    ]);
    entry.text()
}

/// Returns what is in one list and not in the other, as often as it is missing there: what was taken out, and
/// what was put in.
pub(super) fn difference(before: &[String], after: &[String]) -> (Option<Value>, Option<Value>) {
    let missing = |from: &[String], other: &[String]| {
        let (mut from, mut other) = (from.to_vec(), other.to_vec());
        from.sort_unstable();
        other.sort_unstable();
        let mut left = Vec::new();
        let mut rest = other.into_iter().peekable();
        for item in from {
            while rest.peek().is_some_and(|next| *next < item) {
                rest.next();
            }
            if rest.next_if(|next| *next == item).is_none() {
                left.push(item);
            }
        }
        (!left.is_empty()).then(|| Value::Text(left.join(", ")))
    };
    (missing(before, after), missing(after, before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_differ_by_what_is_missing() {
        let list = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let check = |before, after, expected: (&str, &str)| {
            let (out, into) = difference(&list(before), &list(after));
            let text = |value: Option<Value>| value.map_or(String::new(), |value| value.text());
            assert_eq!((text(out), text(into)), (expected.0.to_owned(), expected.1.to_owned()));
        };
        check("a b c", "c d a", ("b", "d"));
        check("a a", "a", ("a", ""));
        check("", "", ("", ""));
        check("x", "y", ("x", "y"));
    }

    #[test]
    fn links_are_written_as_in_a_plan() {
        assert_eq!(link("a", LinkKind::Fs, Lag::Working(0)), "a");
        assert_eq!(link("a", LinkKind::Fs, Lag::Working(2)), "a +2d");
        assert_eq!(link("x/a", LinkKind::Ss, Lag::Weeks(-1)), "x/a SS-1w");
        assert_eq!(link("a", LinkKind::Ff, Lag::Elapsed(0)), "a FF+0ed");
    }
}
