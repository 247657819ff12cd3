//! The keys of milestones and programs as a diff sees them: what each says, how it is taken back, and whether
//! a date can hang on it.

use super::doubt::Doubt;
use super::value::{self, Value};
use crate::source::{SourceFile, Span};
use crate::syntax::{
    AskDoc, CalendarDoc, FreezeDoc, MilestoneDoc, OwnerDoc, Probability, ProgramDoc, Response, RiskDoc,
    SharedDoc, Spanned,
};
use crate::time::Day;

/// What kind of thing a field says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nature {
    /// How the work is planned: its dates follow from it.
    Plan,
    /// What is known of the work: how far it is, what holds it up, when its owner expects it.
    Word,
    /// What was promised. The date of an event stands on it.
    Promise,
    /// Nothing that a date, a promise or a judgement hangs on.
    Text,
}

impl Nature {
    /// Returns the word that JSON uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Word => "word",
            Self::Promise => "promise",
            Self::Text => "text",
        }
    }

    /// Whether a date can hang on it.
    pub fn moves_dates(self) -> bool {
        self != Self::Text
    }
}

/// One key of a document `D`.
pub(super) struct Row<D: 'static> {
    pub(super) key: &'static str,
    pub(super) nature: Nature,
    pub(super) says: Says<D>,
    /// Returns where it stands, where that is kept.
    pub(super) span: fn(&D) -> Option<Span>,
    /// Makes it say what it says in another document.
    pub(super) copy: fn(&mut D, &D),
}

/// What a key says.
pub(super) enum Says<D: 'static> {
    /// One thing.
    One(fn(&D, &SourceFile) -> Option<Value>),
    /// A list, whose order means nothing: what was put in and what was taken out is told.
    Many(fn(&D, &SourceFile) -> Vec<String>),
}

impl<D> Row<D> {
    /// Returns what the key said and says, where that is not the same: but for what may stand unread on the side on
    /// which it is missing.
    pub(super) fn change(
        &self,
        before: (&D, &SourceFile),
        after: (&D, &SourceFile),
        doubts: (Doubt, Doubt),
    ) -> Option<(Option<Value>, Option<Value>)> {
        let values = match self.says {
            Says::One(says) => {
                let values = (says(before.0, before.1), says(after.0, after.1));
                let is_unread = |value: &Option<Value>, doubt: Doubt| value.is_none() && doubt.keys;
                if is_unread(&values.0, doubts.0) || is_unread(&values.1, doubts.1) {
                    return None;
                }
                values
            }
            Says::Many(says) => {
                let (out, into) = value::difference(&says(before.0, before.1), &says(after.0, after.1));
                (out.filter(|_| !doubts.1.lists), into.filter(|_| !doubts.0.lists))
            }
        };
        (values.0 != values.1).then_some(values)
    }
}

/// A field of one value.
macro_rules! one {
    ($key:literal, $nature:ident, $field:ident, $words:expr) => {
        Row {
            key: $key,
            nature: Nature::$nature,
            says: Says::One(|doc, source| value::of(&doc.$field, source, $words)),
            span: |doc| doc.$field.span(),
            copy: |to, from| to.$field = from.$field.clone(),
        }
    };
}

/// A field of keys and values, some of which may be unreadable.
macro_rules! section {
    ($key:literal, $nature:ident, $field:ident, $words:expr) => {
        Row {
            key: $key,
            nature: Nature::$nature,
            says: Says::One(|doc, source| value::of(&doc.$field, source, |section| $words(section, source))),
            span: |doc| doc.$field.span(),
            copy: |to, from| to.$field = from.$field.clone(),
        }
    };
}

/// A list.
macro_rules! many {
    ($key:literal, $nature:ident, $field:ident, $words:expr) => {
        Row {
            key: $key,
            nature: Nature::$nature,
            says: Says::Many(|doc, source| doc.$field.iter().map(|item| $words(item, source)).collect()),
            span: |_| None,
            copy: |to, from| to.$field = from.$field.clone(),
        }
    };
}

/// Every key of a milestone but `depends_on`, whose links are compared one by one.
pub(super) const MILESTONE: &[Row<MilestoneDoc>] = &[
    one!("name", Text, name, value::text),
    one!("owner", Plan, owner, value::text),
    one!("duration", Plan, duration, value::duration),
    one!("due", Promise, due, value::due),
    one!("firm", Text, firm, value::flag),
    one!("promised_to", Text, promised_to, value::text),
    many!("moved", Text, moved, value::moved),
    one!("baseline", Text, baseline, value::day),
    one!("start", Plan, start, value::day),
    one!("not_before", Plan, not_before, value::day),
    one!("calendar", Plan, calendar, value::text),
    many!("tags", Plan, tags, |tag: &Spanned<String>, _| tag.value.clone()),
    section!("cancelled", Plan, cancelled, value::cancelled),
    one!("started", Word, started, value::day),
    one!("progress", Word, progress, value::number),
    one!("remaining", Word, remaining, value::amount),
    one!("updated", Word, updated, value::day),
    one!("done", Word, done, value::day),
    one!("eta", Word, eta, value::day),
    section!("blocked", Word, blocked, value::blocked),
    section!("health", Text, health, value::health),
    one!("workstream", Text, workstream, value::text),
    one!("note", Text, note, value::text),
    many!("links", Text, links, |(name, to): &(String, String), _| format!("{name}: {to}")),
    many!("formerly", Text, formerly, |id: &Spanned<String>, _| id.value.clone()),
    many!("waive", Text, waive, value::waiver),
];

/// How far work is: what is said of it in one go, and taken back in one.
pub(super) const PROGRESS: [&str; 5] = ["started", "progress", "remaining", "updated", "done"];

/// Every key of a program but those that hold entries, and `finish`, which names a milestone.
pub(super) const PROGRAM: &[Row<ProgramDoc>] = &[
    one!("name", Text, name, value::text),
    one!("summary", Text, summary, value::text),
    one!("owner", Text, owner, value::text),
    one!("start", Plan, start, value::day),
    one!("due", Text, due, value::due),
    many!("moved", Text, moved, value::moved),
    one!("calendar", Plan, calendar, value::text),
    section!("health", Text, health, value::health),
    many!("waive", Text, waive, value::waiver),
];

/// Every key of a risk but `affects`, which names milestones.
pub(super) const RISK: &[Row<RiskDoc>] = &[
    one!("title", Text, title, value::text),
    one!("owner", Text, owner, value::text),
    one!("probability", Text, probability, |share: &Probability| value::percent(&share.0)),
    one!("impact", Text, impact, value::duration),
    one!("cost", Text, cost, value::number),
    one!("response", Text, response, |response: &Response| Value::Text(response.word().into())),
    one!("mitigation", Text, mitigation, value::text),
    one!("due", Text, due, value::day),
    one!("mitigated", Text, mitigated, value::day),
    one!("occurred", Text, occurred, value::day),
    one!("closed", Text, closed, value::day),
    one!("residual.probability", Text, residual_probability, |share: &Probability| value::percent(&share.0)),
    one!("residual.impact", Text, residual_impact, value::duration),
    one!("trigger", Text, trigger, value::text),
    one!("raised", Text, raised, value::day),
    one!("reviewed", Text, reviewed, value::day),
    one!("next_review", Text, next_review, value::day),
    many!("waive", Text, waive, value::waiver),
];

/// Every key of an ask but `unlocks`, which names milestones.
pub(super) const ASK: &[Row<AskDoc>] = &[
    one!("ask", Text, ask, value::text),
    one!("of", Text, of, value::text),
    one!("by", Text, by, value::day),
];

/// Every key of an owner.
pub(super) const OWNER: &[Row<OwnerDoc>] = &[
    one!("name", Text, name, value::text),
    one!("team", Text, team, value::text),
    one!("github", Text, github, value::text),
    one!("email", Text, email, value::text),
    one!("calendar", Plan, calendar, value::text),
    many!("away", Plan, away, |range: &(Day, Day), _| value::range(*range)),
    one!("external", Text, external, value::flag),
    one!("deputy", Text, deputy, value::text),
];

/// Every key of a calendar.
pub(super) const CALENDAR: &[Row<CalendarDoc>] = &[
    one!("week", Plan, week, value::week),
    one!("extends", Plan, extends, value::text),
    many!("holidays", Plan, holidays, |range: &(Day, Day), _| value::range(*range)),
    many!("workdays", Plan, workdays, |range: &(Day, Day), _| value::range(*range)),
];

/// Every key of a freeze but its name, by which it is known.
pub(super) const FREEZE: &[Row<FreezeDoc>] = &[
    many!("dates", Plan, dates, |range: &(Day, Day), _| value::range(*range)),
    many!("tags", Plan, tags, |tag: &String, _| tag.clone()),
];

/// A key under `at_risk`.
macro_rules! at_risk {
    ($key:literal, $field:ident, $words:expr) => {
        Row {
            key: $key,
            nature: Nature::Text,
            says: Says::One(|doc, source| value::of(&doc.at_risk.$field, source, $words)),
            span: |doc| doc.at_risk.$field.span(),
            copy: |to, from| to.at_risk.$field = from.at_risk.$field.clone(),
        }
    };
}

/// Every key of `tpm.yaml` but those that hold entries.
pub(super) const SHARED: &[Row<SharedDoc>] = &[
    one!("currency", Text, currency, value::text),
    at_risk!("at_risk.at_least", at_least, value::days),
    at_risk!("at_risk.share", share, value::percent),
    at_risk!("at_risk.at_most", at_most, value::days),
    one!("quiet_after_days", Text, quiet_after_days, value::number),
    one!("quiet_after_days_external", Text, quiet_after_days_external, value::number),
    one!("assume_progress", Plan, assume_progress, value::days),
    many!("impact_bands", Text, impact_bands, |band: &Spanned<u32>, _| format!("{}d", band.value)),
    one!("baseline", Text, baseline, value::text),
];
