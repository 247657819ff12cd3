//! Every edit between two sides: what was changed, from what to what, and where.

use super::doubt::Doubt;
use super::fields::{self, Row};
use super::matching::Matching;
use super::value::{self, Value};
use super::{Comparison, Side, shared};
use crate::model::{MilestoneId, ProgramId};
use crate::source::{Place, Span};
use crate::syntax::fields::Document;
use crate::syntax::{MilestoneDoc, Nature, Spanned};
use std::collections::BTreeMap;

/// What an edit is of, by the name it has in the head; of what was removed, by the one it had.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A program.
    Program(String),
    /// A milestone, by its full id.
    Milestone(String),
    /// A risk, by its full id.
    Risk(String),
    /// An ask, by its full id.
    Ask(String),
    /// An owner of `tpm.yaml`.
    Owner(String),
    /// A calendar of `tpm.yaml`.
    Calendar(String),
    /// A freeze of a program, or of all of them, by its name.
    Freeze(Option<String>, String),
    /// The settings of `tpm.yaml`.
    Settings,
}

impl Subject {
    /// Returns what kind of thing it is.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Program(_) => "program",
            Self::Milestone(_) => "milestone",
            Self::Risk(_) => "risk",
            Self::Ask(_) => "ask",
            Self::Owner(_) => "owner",
            Self::Calendar(_) => "calendar",
            Self::Freeze(..) => "freeze",
            Self::Settings => "settings",
        }
    }

    /// Returns its name; that of a freeze may be any text.
    pub fn name(&self) -> &str {
        match self {
            Self::Program(id) | Self::Milestone(id) | Self::Risk(id) | Self::Ask(id) => id,
            Self::Owner(name) | Self::Calendar(name) | Self::Freeze(_, name) => name,
            Self::Settings => "tpm.yaml",
        }
    }

    /// Returns the full id, of a milestone.
    pub fn milestone(&self) -> Option<&str> {
        match self {
            Self::Milestone(id) => Some(id),
            _ => None,
        }
    }
}

/// What became of the subject of an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It was not there.
    Added,
    /// It is no longer there.
    Removed,
    /// It has another id.
    Renamed,
    /// One of its keys says something else.
    Set,
}

impl Change {
    /// Returns the word that JSON uses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Set => "changed",
        }
    }
}

/// One edit.
#[derive(Debug, Clone)]
pub struct Edit {
    /// What it is of.
    pub subject: Subject,
    /// What became of that.
    pub change: Change,
    /// The key; for what was added, removed or renamed, what it is.
    pub key: &'static str,
    /// What it said; of a list, what was taken out of it.
    pub before: Option<Value>,
    /// What it says; of a list, what was put into it.
    pub after: Option<Value>,
    /// What kind of thing it says.
    pub nature: Nature,
    /// Where it stood in the base.
    pub before_at: Option<Place>,
    /// Where it stands in the head.
    pub after_at: Option<Place>,
    /// Whether not all of what it is of could be read.
    pub(super) is_in_doubt: bool,
    pub(super) undo: Undo,
}

/// How an edit is taken back in the documents of the head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Undo {
    /// Nothing hangs on it.
    Nothing,
    /// A key of a milestone, by its row.
    MilestoneKey(MilestoneId, MilestoneId, usize),
    /// The links of a milestone to another, by its name in the head.
    Links(MilestoneId, MilestoneId, String),
    MilestoneAdded(MilestoneId),
    MilestoneRemoved(MilestoneId),
    ProgramKey(ProgramId, ProgramId, usize),
    /// The milestone that a program names as its finish.
    Finish(ProgramId, ProgramId),
    ProgramAdded(ProgramId),
    ProgramRemoved(ProgramId),
    /// A key of `tpm.yaml`, an owner, a calendar or a freeze in it or in a program.
    Shared(shared::Undo),
}

impl Edit {
    fn whole(subject: Subject, change: Change, places: [Option<Place>; 2], undo: Undo) -> Self {
        let name = |there: bool| there.then(|| Value::Text(subject.name().to_owned()));
        Self {
            key: subject.kind(),
            before: name(change == Change::Removed),
            after: name(change == Change::Added),
            nature: Nature::Plan,
            before_at: places[0],
            after_at: places[1],
            is_in_doubt: false,
            subject,
            change,
            undo,
        }
    }
}

fn is_in_doubt(doubts: (Doubt, Doubt)) -> bool {
    doubts.0 != Doubt::default() || doubts.1 != Doubt::default()
}

/// Where something stands on both sides, and what may stand in it unread.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sides {
    pub(super) places: (Place, Place),
    pub(super) doubts: (Doubt, Doubt),
}

/// Finds the edits between two sides.
pub(super) struct Finder<'s> {
    pub(super) base: Side<'s>,
    pub(super) head: Side<'s>,
    pub(super) matching: &'s Matching,
    names: BTreeMap<&'s str, MilestoneId>,
    edits: Vec<Edit>,
}

/// Returns every edit, by subject and key, and what found them.
pub(super) fn all<'s>(base: Side<'s>, head: Side<'s>, matching: &'s Matching) -> (Vec<Edit>, Finder<'s>) {
    let names = base.workspace().milestone_ids();
    let names = names.map(|id| (base.workspace().milestone(id).full_id.as_str(), id)).collect();
    let mut finder = Finder { base, head, matching, names, edits: Vec::new() };
    for program in head.workspace().program_ids() {
        finder.program(program);
    }
    for id in head.workspace().milestone_ids() {
        finder.milestone(id);
    }
    finder.removed();
    finder.risks();
    finder.asks();
    shared::find(&mut finder);
    let mut edits = std::mem::take(&mut finder.edits);
    edits.sort_by(|a, b| {
        let key = |edit: &Edit| (edit.subject.clone(), edit.change, edit.key);
        key(a).cmp(&key(b)).then_with(|| (&a.before, &a.after).cmp(&(&b.before, &b.after)))
    });
    (edits, finder)
}

impl<'s> Finder<'s> {
    /// Adds what differs in the keys of two documents; nothing is known of what may stand unread in them.
    pub(super) fn keys<D: Document>(
        &mut self,
        subject: &Subject,
        rows: &'static [Row<D>],
        docs: (&D, &D),
        places: Sides,
        undo: impl Fn(usize) -> Undo,
    ) {
        for (index, row) in rows.iter().enumerate() {
            let source = |side: Side<'s>, place: Place| side.sources.get(place.file);
            let Sides { places, doubts } = places;
            let before = (docs.0, source(self.base, places.0));
            let after = (docs.1, source(self.head, places.1));
            let Some((was, is)) = row.change(before, after, doubts) else { continue };
            let at = |place: Place, span: Option<Span>| Place { span: span.unwrap_or(place.span), ..place };
            self.edits.push(Edit {
                subject: subject.clone(),
                change: Change::Set,
                key: row.key,
                nature: row.nature(),
                before_at: was.as_ref().map(|_| at(places.0, (row.span)(docs.0))),
                after_at: is.as_ref().map(|_| at(places.1, (row.span)(docs.1))),
                before: was,
                after: is,
                is_in_doubt: is_in_doubt(doubts),
                undo: undo(index),
            });
        }
    }

    fn program(&mut self, id: ProgramId) {
        let program = self.head.workspace().program(id);
        let subject = Subject::Program(program.id.clone());
        let Some(before) = self.matching.before(id) else {
            let places = [None, Some(program.origin)];
            // One into which others' milestones went cannot be taken out as a whole.
            let undo = if self.is_new(id) { Undo::ProgramAdded(id) } else { Undo::Nothing };
            self.edits.push(Edit::whole(subject, Change::Added, places, undo));
            return;
        };
        let old = self.base.workspace().program(before);
        let places = (old.origin, program.origin);
        if old.id != program.id {
            self.renamed(&subject, (&old.id, &program.id), places);
        }
        let docs = (self.base.program(before), self.head.program(id));
        let doubts = Doubt::both((self.base.is_doubtful(before), self.head.is_doubtful(id)));
        let places = Sides { places, doubts };
        self.keys(&subject, fields::PROGRAM, docs, places, |row| Undo::ProgramKey(id, before, row));
        let finish = (
            docs.0.finish.value().map(|name| self.name_in_head(name, &old.id)),
            docs.1.finish.value().map(|name| full(name, &program.id)),
        );
        self.set(&subject, "finish", Nature::Plan, finish, places, Undo::Finish(id, before));
        let assertions = value::difference(
            &self.assertions(self.base, before, &old.id),
            &self.assertions(self.head, id, &program.id),
        );
        // Of a list what is in doubt is left out, and the rest is told.
        let text =
            |value: Option<Value>, doubt: Doubt| value.filter(|_| !doubt.lists).map(|value| value.text());
        let assertions = (text(assertions.0, doubts.1), text(assertions.1, doubts.0));
        let places = Sides { doubts: Default::default(), ..places };
        self.set(&subject, "assert", Nature::Text, assertions, places, Undo::Nothing);
        shared::freezes_of(self, Some((id, before)));
    }

    fn comparison(&self) -> Comparison<'s> {
        Comparison { base: self.base, head: self.head, matching: self.matching }
    }

    /// Whether a program was not there, and nothing in it was.
    fn is_new(&self, id: ProgramId) -> bool {
        let mut milestones = self.head.workspace().program(id).milestone_ids();
        self.matching.before(id).is_none()
            && milestones.all(|id| self.matching.milestone_before(id).is_none())
    }

    /// Adds an edit of a key that says one text, where it differs and does not only stand unread.
    pub(super) fn set(
        &mut self,
        subject: &Subject,
        key: &'static str,
        nature: Nature,
        (before, after): (Option<String>, Option<String>),
        Sides { places, doubts }: Sides,
        undo: Undo,
    ) {
        let is_unread = before.is_none() && doubts.0.lists || after.is_none() && doubts.1.lists;
        if before == after || is_unread {
            return;
        }
        self.edits.push(Edit {
            subject: subject.clone(),
            change: Change::Set,
            key,
            nature,
            before_at: before.as_ref().map(|_| places.0),
            after_at: after.as_ref().map(|_| places.1),
            before: before.map(Value::Text),
            after: after.map(Value::Text),
            is_in_doubt: is_in_doubt(doubts),
            undo,
        });
    }

    fn renamed(&mut self, subject: &Subject, (before, after): (&str, &str), places: (Place, Place)) {
        self.edits.push(Edit {
            subject: subject.clone(),
            change: Change::Renamed,
            key: subject.kind(),
            before: Some(Value::Text(before.to_owned())),
            after: Some(Value::Text(after.to_owned())),
            nature: Nature::Text,
            before_at: Some(places.0),
            after_at: Some(places.1),
            is_in_doubt: false,
            undo: Undo::Nothing,
        });
    }

    fn milestone(&mut self, id: MilestoneId) {
        let milestone = self.head.workspace().milestone(id);
        let subject = Subject::Milestone(milestone.full_id.clone());
        let Some(before) = self.matching.milestone_before(id) else {
            // What came with its program is told with that.
            let known = !self.comparison().may_have_been(milestone.program);
            if known && !self.is_new(milestone.program) {
                let places = [None, Some(milestone.origin)];
                self.edits.push(Edit::whole(subject, Change::Added, places, Undo::MilestoneAdded(id)));
            }
            return;
        };
        let old = self.base.workspace().milestone(before);
        let places = (old.origin, milestone.origin);
        if is_renamed(self.base, self.head, self.matching, (before, id)) {
            self.renamed(&subject, (&old.full_id, &milestone.full_id), places);
        }
        let docs = (self.base.milestone(before), self.head.milestone(id));
        let doubts = (self.base.doubt_of_milestone(before), self.head.doubt_of_milestone(id));
        let places = Sides { places, doubts };
        self.keys(&subject, fields::MILESTONE, docs, places, |row| Undo::MilestoneKey(id, before, row));
        self.links(&subject, (before, id), docs, places);
    }

    /// Adds the links that differ: one edit for each milestone that is waited for.
    fn links(
        &mut self,
        subject: &Subject,
        (before, after): (MilestoneId, MilestoneId),
        docs: (&MilestoneDoc, &MilestoneDoc),
        Sides { places, doubts }: Sides,
    ) {
        let (old, new) = (self.base.program_id_of(before), self.head.program_id_of(after));
        let mut targets: BTreeMap<String, [Vec<(String, Span)>; 2]> = BTreeMap::new();
        for link in &docs.0.depends_on {
            let target = self.name_in_head(&link.value.target, old);
            let text = value::link(short(&target, new), link.value.kind, link.value.lag);
            targets.entry(target).or_default()[0].push((text, link.span));
        }
        for link in &docs.1.depends_on {
            let target = full(&link.value.target, new);
            let text = value::link(short(&target, new), link.value.kind, link.value.lag);
            targets.entry(target).or_default()[1].push((text, link.span));
        }
        for (target, mut sides) in targets {
            sides.iter_mut().for_each(|side| side.sort());
            let texts = |side: &[(String, Span)]| {
                let texts: Vec<&str> = side.iter().map(|(text, _)| text.as_str()).collect();
                (!texts.is_empty()).then(|| texts.join(", "))
            };
            let at = |place: Place, side: &[(String, Span)]| match side.first() {
                Some((_, span)) => Place { span: *span, ..place },
                None => place,
            };
            let change = (texts(&sides[0]), texts(&sides[1]));
            let places = Sides { places: (at(places.0, &sides[0]), at(places.1, &sides[1])), doubts };
            self.set(subject, "depends_on", Nature::Plan, change, places, Undo::Links(after, before, target));
        }
    }

    /// Adds the programs that are no longer there, and the milestones of those that are.
    fn removed(&mut self) {
        let old = self.base.workspace();
        let comparison = self.comparison();
        for id in old.program_ids().filter(|id| !comparison.may_still_be(*id)) {
            let program = old.program(id);
            if self.matching.after(id).is_none() {
                let subject = Subject::Program(program.id.clone());
                let places = [Some(program.origin), None];
                self.edits.push(Edit::whole(subject, Change::Removed, places, Undo::ProgramRemoved(id)));
                continue;
            }
            for id in program.milestone_ids().filter(|id| self.matching.milestone_after(*id).is_none()) {
                let milestone = old.milestone(id);
                let subject = Subject::Milestone(milestone.full_id.clone());
                let places = [Some(milestone.origin), None];
                self.edits.push(Edit::whole(subject, Change::Removed, places, Undo::MilestoneRemoved(id)));
            }
        }
    }

    fn risks(&mut self) {
        let (old, new) = (self.base.workspace(), self.head.workspace());
        let before: BTreeMap<String, usize> = old
            .risks
            .iter()
            .enumerate()
            .map(|(at, risk)| (self.of_program(risk.program, &risk.id), at))
            .collect();
        let after: BTreeMap<&str, usize> =
            new.risks.iter().enumerate().map(|(at, risk)| (risk.full_id.as_str(), at)).collect();
        for (id, at) in &after {
            let (subject, risk) = (Subject::Risk((*id).to_owned()), &new.risks[*at]);
            let Some(was) = before.get(*id).map(|at| &old.risks[*at]) else {
                if self.comparison().may_have_been(risk.program) {
                    continue;
                }
                let places = [None, Some(risk.origin)];
                self.edits.push(Edit::whole(subject, Change::Added, places, Undo::Nothing));
                continue;
            };
            let places = (was.origin, risk.origin);
            let docs = (self.base.risk(before[*id]), self.head.risk(*at));
            let (Some(was_doc), Some(doc)) = docs else { continue };
            let doubts = Doubt::both((
                !was_doc.reading.is_whole() || self.base.is_doubtful(was.program),
                !doc.reading.is_whole() || self.head.is_doubtful(risk.program),
            ));
            let places = Sides { places, doubts };
            self.keys(&subject, fields::RISK, (was_doc, doc), places, |_| Undo::Nothing);
            let homes = (old.program(was.program).id.as_str(), new.program(risk.program).id.as_str());
            let names = self.references((&was_doc.affects, homes.0), (&doc.affects, homes.1), doubts);
            let places = Sides { doubts: Default::default(), ..places };
            self.set(&subject, "affects", Nature::Text, names, places, Undo::Nothing);
        }
        for (id, at) in before.into_iter().filter(|(id, _)| !after.contains_key(id.as_str())) {
            if self.comparison().may_still_be(old.risks[at].program) {
                continue;
            }
            let places = [Some(old.risks[at].origin), None];
            self.edits.push(Edit::whole(Subject::Risk(id), Change::Removed, places, Undo::Nothing));
        }
    }

    fn asks(&mut self) {
        let (old, new) = (self.base.workspace(), self.head.workspace());
        let asks = old.asks.iter().enumerate();
        let own = |full: &str| full.split_once('/').map_or(full, |(_, id)| id).to_owned();
        let before: BTreeMap<String, usize> =
            asks.map(|(at, ask)| (self.of_program(ask.program, &own(&ask.full_id)), at)).collect();
        let after: BTreeMap<&str, usize> =
            new.asks.iter().enumerate().map(|(at, ask)| (ask.full_id.as_str(), at)).collect();
        for (id, at) in &after {
            let (subject, ask) = (Subject::Ask((*id).to_owned()), &new.asks[*at]);
            let Some(was) = before.get(*id).map(|at| &old.asks[*at]) else {
                if self.comparison().may_have_been(ask.program) {
                    continue;
                }
                let places = [None, Some(ask.origin)];
                self.edits.push(Edit::whole(subject, Change::Added, places, Undo::Nothing));
                continue;
            };
            let places = (was.origin, ask.origin);
            let docs = (self.base.ask(before[*id]), self.head.ask(*at));
            let (Some(was_doc), Some(doc)) = docs else { continue };
            let doubts =
                Doubt::both((self.base.is_doubtful(was.program), self.head.is_doubtful(ask.program)));
            let places = Sides { places, doubts };
            self.keys(&subject, fields::ASK, (was_doc, doc), places, |_| Undo::Nothing);
            let homes = (old.program(was.program).id.as_str(), new.program(ask.program).id.as_str());
            let names = self.references((&was_doc.unlocks, homes.0), (&doc.unlocks, homes.1), doubts);
            let places = Sides { doubts: Default::default(), ..places };
            self.set(&subject, "unlocks", Nature::Text, names, places, Undo::Nothing);
        }
        for (id, at) in before.into_iter().filter(|(id, _)| !after.contains_key(id.as_str())) {
            if self.comparison().may_still_be(old.asks[at].program) {
                continue;
            }
            let places = [Some(old.asks[at].origin), None];
            self.edits.push(Edit::whole(Subject::Ask(id), Change::Removed, places, Undo::Nothing));
        }
    }

    /// Returns the full id that something of a program of the base would have in the head.
    pub(super) fn of_program(&self, program: ProgramId, id: &str) -> String {
        let program = match self.matching.after(program) {
            Some(after) => &self.head.workspace().program(after).id,
            None => &self.base.workspace().program(program).id,
        };
        format!("{program}/{id}")
    }

    /// Returns what was taken out of and put into a list of milestones.
    fn references(
        &self,
        before: (&[Spanned<String>], &str),
        after: (&[Spanned<String>], &str),
        doubts: (Doubt, Doubt),
    ) -> (Option<String>, Option<String>) {
        let was: Vec<String> = before.0.iter().map(|name| self.name_in_head(&name.value, before.1)).collect();
        let is: Vec<String> = after.0.iter().map(|name| full(&name.value, after.1)).collect();
        let (was, is) = value::difference(&was, &is);
        let text =
            |value: Option<Value>, doubt: Doubt| value.filter(|_| !doubt.lists).map(|value| value.text());
        (text(was, doubts.1), text(is, doubts.0))
    }

    fn assertions(&self, side: Side<'s>, program: ProgramId, home: &str) -> Vec<String> {
        let is_base = std::ptr::eq(side.sources, self.base.sources);
        let text = |doc: &crate::syntax::AssertionDoc| {
            let milestone = doc.milestone.value().map(|name| match is_base {
                true => self.name_in_head(name, home),
                false => full(name, home),
            });
            let parts = [
                ("milestone", milestone),
                ("forecast_by", doc.forecast_by.value().map(|day| day.to_string())),
                ("float_at_least", doc.float_at_least.value().map(|days| format!("{days}d"))),
                ("finish_by", doc.finish_by.value().map(|day| day.to_string())),
                ("because", doc.because.value().cloned()),
            ];
            let said = parts.into_iter().filter_map(|(key, value)| Some(format!("{key}: {}", value?)));
            format!("{{{}}}", said.collect::<Vec<_>>().join(", "))
        };
        side.program(program).assert.iter().map(text).collect()
    }

    /// Returns the full id that a milestone which the base calls by a name has in the head; the one it had,
    /// where it is no longer there.
    pub(super) fn name_in_head(&self, name: &str, home: &str) -> String {
        let name = full(name, home);
        let after = self.names.get(name.as_str()).and_then(|id| self.matching.milestone_after(*id));
        after.map_or(name, |id| self.head.workspace().milestone(id).full_id.clone())
    }
}

/// Whether a milestone has another id, or another program; one that only went along with its program's new
/// name has not.
pub(super) fn is_renamed(
    base: Side<'_>,
    head: Side<'_>,
    matching: &Matching,
    (before, after): (MilestoneId, MilestoneId),
) -> bool {
    let (old, new) = (base.workspace().milestone(before), head.workspace().milestone(after));
    old.id != new.id || matching.before(new.program) != Some(old.program)
}

/// Returns the full id of what a program calls by a name.
pub(super) fn full(name: &str, home: &str) -> String {
    if name.contains('/') { name.to_owned() } else { format!("{home}/{name}") }
}

/// Returns the name by which a program calls a milestone.
pub(super) fn short<'n>(full: &'n str, home: &str) -> &'n str {
    full.strip_prefix(home).and_then(|rest| rest.strip_prefix('/')).unwrap_or(full)
}

/// Returns the names of other things that an edit speaks of: the milestone of a link, the owner or calendar
/// that was or is named.
pub(super) fn names(finder: &Finder<'_>, edit: &Edit) -> Vec<String> {
    match &edit.undo {
        Undo::Links(_, _, target) => vec![target.clone()],
        Undo::Finish(..) => {
            let values = edit.before.iter().chain(&edit.after);
            values.map(Value::text).collect()
        }
        Undo::MilestoneKey(..) | Undo::ProgramKey(..) if matches!(edit.key, "owner" | "calendar") => {
            edit.before.iter().chain(&edit.after).map(Value::text).collect()
        }
        Undo::MilestoneRemoved(id) => {
            let home = finder.base.program_id_of(*id);
            let links = finder.base.milestone(*id).depends_on.iter();
            links.map(|link| finder.name_in_head(&link.value.target, home)).collect()
        }
        _ => Vec::new(),
    }
}
