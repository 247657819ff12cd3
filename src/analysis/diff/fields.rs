//! The keys of milestones and programs as a diff sees them: what each says, how it is taken back, and whether
//! a date can hang on it.

use super::doubt::Doubt;
use super::value::{self, Value};
use crate::source::{SourceFile, Span};
use crate::syntax::Nature;
use crate::syntax::fields::Document;
use crate::syntax::{
    AskDoc, CalendarDoc, FreezeDoc, MilestoneDoc, OwnerDoc, Probability, ProgramDoc, Response, RiskDoc,
    SharedDoc, Spanned,
};
use crate::time::Day;

/// One key of a document `D`.
pub(super) struct Row<D: 'static> {
    pub(super) key: &'static str,
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

impl<D: Document> Row<D> {
    /// Returns what kind of thing it says.
    pub(super) fn nature(&self) -> Nature {
        D::TABLE.at(self.key).map_or(Nature::Text, |key| key.nature)
    }

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
    ($key:literal, $field:ident, $words:expr) => {
        Row {
            key: $key,
            says: Says::One(|doc, source| value::of(&doc.$field, source, $words)),
            span: |doc| doc.$field.span(),
            copy: |to, from| to.$field = from.$field.clone(),
        }
    };
}

/// A field of keys and values, some of which may be unreadable.
macro_rules! section {
    ($key:literal, $field:ident, $words:expr) => {
        Row {
            key: $key,
            says: Says::One(|doc, source| value::of(&doc.$field, source, |section| $words(section, source))),
            span: |doc| doc.$field.span(),
            copy: |to, from| to.$field = from.$field.clone(),
        }
    };
}

/// A list.
macro_rules! many {
    ($key:literal, $field:ident, $words:expr) => {
        Row {
            key: $key,
            says: Says::Many(|doc, source| doc.$field.iter().map(|item| $words(item, source)).collect()),
            span: |_| None,
            copy: |to, from| to.$field = from.$field.clone(),
        }
    };
}

/// Every key of a milestone but `depends_on`, whose links are compared one by one.
pub(super) const MILESTONE: &[Row<MilestoneDoc>] = &[
    one!("name", name, value::text),
    one!("owner", owner, value::text),
    one!("duration", duration, value::duration),
    one!("due", due, value::due),
    one!("firm", firm, value::flag),
    one!("promised_to", promised_to, value::text),
    many!("moved", moved, value::moved),
    one!("baseline", baseline, value::day),
    one!("start", start, value::day),
    one!("not_before", not_before, value::day),
    one!("calendar", calendar, value::text),
    many!("tags", tags, |tag: &String, _| tag.clone()),
    section!("cancelled", cancelled, value::cancelled),
    one!("started", started, value::day),
    one!("progress", progress, value::number),
    one!("remaining", remaining, value::amount),
    one!("updated", updated, value::day),
    one!("done", done, value::day),
    one!("eta", eta, value::day),
    section!("blocked", blocked, value::blocked),
    section!("health", health, value::health),
    one!("workstream", workstream, value::text),
    one!("note", note, value::text),
    many!("links", url_links, |(name, to): &(String, String), _| format!("{name}: {to}")),
    many!("formerly", formerly, |id: &Spanned<String>, _| id.value.clone()),
    many!("waive", waive, value::waiver),
];

/// How far work is: what is said of it in one go, and taken back in one.
pub(super) const PROGRESS: [&str; 5] = ["started", "progress", "remaining", "updated", "done"];

/// Every key of a program but those that hold entries, and `finish`, which names a milestone.
pub(super) const PROGRAM: &[Row<ProgramDoc>] = &[
    one!("name", name, value::text),
    one!("summary", summary, value::text),
    one!("owner", owner, value::text),
    one!("start", start, value::day),
    one!("due", due, value::due),
    many!("moved", moved, value::moved),
    one!("calendar", calendar, value::text),
    section!("health", health, value::health),
    many!("waive", waive, value::waiver),
];

/// A key under `residual`.
macro_rules! residual {
    ($key:literal, $field:ident, $words:expr) => {
        Row {
            key: $key,
            says: Says::One(|doc, source| value::of(&doc.residual.$field, source, $words)),
            span: |doc| doc.residual.$field.span(),
            copy: |to, from| to.residual.$field = from.residual.$field.clone(),
        }
    };
}

/// Every key of a risk but `affects`, which names milestones.
pub(super) const RISK: &[Row<RiskDoc>] = &[
    one!("title", title, value::text),
    one!("owner", owner, value::text),
    one!("probability", probability, |share: &Probability| value::percent(&share.0)),
    one!("impact", impact, value::duration),
    one!("cost", cost, value::number),
    one!("response", response, |response: &Response| Value::Text(response.word().into())),
    one!("mitigation", mitigation, value::text),
    one!("due", due, value::day),
    one!("mitigated", mitigated, value::day),
    one!("occurred", occurred, value::day),
    one!("closed", closed, value::day),
    residual!("residual.probability", probability, |share: &Probability| value::percent(&share.0)),
    residual!("residual.impact", impact, value::duration),
    one!("trigger", trigger, value::text),
    one!("raised", raised, value::day),
    one!("reviewed", reviewed, value::day),
    one!("next_review", next_review, value::day),
    many!("waive", waive, value::waiver),
];

/// Every key of an ask but `unlocks`, which names milestones.
pub(super) const ASK: &[Row<AskDoc>] =
    &[one!("ask", ask, value::text), one!("of", of, value::text), one!("by", by, value::day)];

/// Every key of an owner.
pub(super) const OWNER: &[Row<OwnerDoc>] = &[
    one!("name", name, value::text),
    one!("team", team, value::text),
    one!("github", github, value::text),
    one!("email", email, value::text),
    one!("calendar", calendar, value::text),
    many!("away", away, |range: &(Day, Day), _| value::range(*range)),
    one!("external", external, value::flag),
    one!("deputy", deputy, value::text),
];

/// Every key of a calendar.
pub(super) const CALENDAR: &[Row<CalendarDoc>] = &[
    one!("week", week, value::week),
    one!("extends", extends, value::text),
    many!("holidays", holidays, |range: &(Day, Day), _| value::range(*range)),
    many!("workdays", workdays, |range: &(Day, Day), _| value::range(*range)),
];

/// Every key of a freeze but its name, by which it is known.
pub(super) const FREEZE: &[Row<FreezeDoc>] = &[
    many!("dates", dates, |range: &(Day, Day), _| value::range(*range)),
    many!("tags", tags, |tag: &String, _| tag.clone()),
];

/// A key under `at_risk`.
macro_rules! at_risk {
    ($key:literal, $field:ident, $words:expr) => {
        Row {
            key: $key,
            says: Says::One(|doc, source| value::of(&doc.at_risk.$field, source, $words)),
            span: |doc| doc.at_risk.$field.span(),
            copy: |to, from| to.at_risk.$field = from.at_risk.$field.clone(),
        }
    };
}

/// Every key of `tpm.yaml` but those that hold entries.
pub(super) const SHARED: &[Row<SharedDoc>] = &[
    one!("currency", currency, value::text),
    at_risk!("at_risk.at_least", at_least, value::days),
    at_risk!("at_risk.share", share, value::percent),
    at_risk!("at_risk.at_most", at_most, value::days),
    one!("quiet_after_days", quiet_after_days, value::number),
    one!("quiet_after_days_external", quiet_after_days_external, value::number),
    one!("assume_progress", assume_progress, value::days),
    many!("impact_bands", impact_bands, |band: &u32, _| format!("{band}d")),
    one!("baseline", baseline, value::text),
];
