//! The entries of both sides, by what they are about.

use super::doubt::Doubt;
use super::edit::Subject;
use super::entry::{Entry, Of};
use super::finder::Finder;
use super::{Pair, Side};
use crate::model::{MilestoneId, ProgramId};
use crate::source::{Place, Span};
use crate::syntax::{FreezeDoc, Statements};
use std::collections::BTreeMap;

/// Collects the entries of a file.
struct Collecting<'f, 'e> {
    statements: &'f Statements<'f>,
    /// What an entry has in common with the others of its file.
    common: Entry<'f>,
    home: &'f str,
    found: &'e mut BTreeMap<Subject, Entry<'f>>,
}

impl<'f> Collecting<'f, '_> {
    /// Adds an entry: the one at an index under a key, at a span, and with what else is known.
    fn add(&mut self, subject: Subject, (key, at): (&str, usize), span: Option<Span>, entry: Entry<'f>) {
        let entity = self.statements.under(key).get(at);
        let of = entity.map(|entity| Of { statements: self.statements, entity, home: self.home });
        let place = Place { span: span.unwrap_or(entry.place.span), ..entry.place };
        self.found.insert(subject, Entry { of, place, ..entry });
    }

    /// Adds freezes; a freeze that was read has no unread keys, even if others may be unread.
    fn freezes(&mut self, program: Option<&str>, freezes: &[FreezeDoc]) {
        let entry = Entry { doubt: Doubt::default(), ..self.common };
        for (at, (name, freeze)) in names(freezes).into_iter().zip(freezes).enumerate() {
            let subject = Subject::Freeze(program.map(str::to_owned), name);
            self.add(subject, ("freezes", at), freeze.name.span(), entry);
        }
    }
}

impl Finder<'_> {
    /// Returns the entries of both sides: those of programs that have a counterpart, milestones and
    /// so on under the id that the head gives them.
    pub(super) fn entries(&self) -> BTreeMap<Subject, Pair<Entry<'_>>> {
        let before = self.entries_of(true);
        let after = self.entries_of(false).into_iter();
        let after = after.map(|(subject, is)| (before.get(&subject).copied(), subject, is));
        let mut pairs: BTreeMap<_, _> =
            after.map(|(was, subject, is)| (subject, Pair::of_head(was, is))).collect();
        for (subject, was) in before {
            pairs.entry(subject).or_insert(Pair::Base(was));
        }
        pairs
    }

    fn entries_of(&self, is_base: bool) -> BTreeMap<Subject, Entry<'_>> {
        let (side, files) = self.side(is_base);
        let mut found = BTreeMap::new();
        for (id, statements) in side.workspace().program_ids().zip(&files.programs) {
            let (program, doc) = (side.workspace().program(id), side.program(id));
            let in_head = if is_base { self.matching.after(id) } else { Some(id) };
            let name = in_head.map_or(program.id.as_str(), |id| self.head.id(id));
            let subject = Subject::Program(name.to_owned());
            let doubt = Doubt::all(side.is_doubtful(id));
            let common = Entry { doubt, ..self.absent(side, &subject, Some(id)) };
            let own = Entry {
                of: statements.own().map(|entity| Of { statements, entity, home: &program.id }),
                holder: Some(id.into()),
                waivers: &doc.waive,
                ..common
            };
            found.insert(subject, own);
            let mut collecting = Collecting { statements, common, home: &program.id, found: &mut found };
            for (at, id) in program.milestone_ids().enumerate() {
                let entry = Entry {
                    holder: Some(id.into()),
                    place: side.workspace().milestone(id).origin,
                    doubt: side.doubt_of_milestone(id),
                    waivers: &side.milestone(id).waive,
                    ..common
                };
                let name = self.milestone_in_head(id, is_base).to_owned();
                collecting.add(Subject::Milestone(name), ("milestones", at), None, entry);
            }
            for (at, risk) in doc.risks.iter().enumerate() {
                let doubt = Doubt::all(!risk.reading.is_whole() || common.doubt.lists);
                let entry = Entry { doubt, waivers: &risk.waive, ..common };
                let subject = Subject::Risk(format!("{name}/{}", risk.id));
                collecting.add(subject, ("risks", at), Some(risk.span), entry);
            }
            for (at, ask) in doc.asks.iter().enumerate() {
                let subject = Subject::Ask(format!("{name}/{}", ask.id));
                collecting.add(subject, ("asks", at), Some(ask.span), common);
            }
            // Those of an added or removed program are part of its edit.
            if self.counterpart(id, is_base).is_some() {
                collecting.freezes(Some(name), &doc.freezes);
            }
        }
        // Without files on one side, there is nothing to compare.
        if let (Some(_), Some(_), Some(statements)) =
            (&self.files.before.shared, &self.files.after.shared, &files.shared)
        {
            let doc = &side.documents.shared;
            let common = self.absent(side, &Subject::Settings, None);
            let of = statements.own().map(|entity| Of { statements, entity, home: "" });
            found.insert(Subject::Settings, Entry { of, ..common });
            let mut collecting = Collecting { statements, common, home: "", found: &mut found };
            for (at, owner) in doc.owners.iter().enumerate() {
                let entry = Entry { doubt: Doubt::all(!owner.reading.is_whole()), ..common };
                collecting.add(Subject::Owner(owner.id.clone()), ("owners", at), Some(owner.span), entry);
            }
            for (at, calendar) in doc.calendars.iter().enumerate() {
                let entry = Entry { doubt: Doubt::all(!calendar.reading.is_whole()), ..common };
                let subject = Subject::Calendar(calendar.id.clone());
                collecting.add(subject, ("calendars", at), Some(calendar.span), entry);
            }
            collecting.freezes(None, &doc.freezes);
        }
        found
    }

    fn counterpart(&self, id: ProgramId, is_base: bool) -> Option<ProgramId> {
        if is_base { self.matching.after(id) } else { self.matching.before(id) }
    }

    /// Returns the full id of a milestone in the head, else in the base.
    fn milestone_in_head(&self, id: MilestoneId, is_base: bool) -> &str {
        let after = if is_base { self.matching.milestone_after(id) } else { Some(id) };
        after.map_or_else(|| self.base.id(id), |id| self.head.id(id))
    }

    /// Returns the entries of both sides, with a place for one that is missing.
    pub(super) fn with_absent<'f>(&self, subject: &Subject, pair: Pair<Entry<'f>>) -> (Entry<'f>, Entry<'f>) {
        let other = |entry: Entry<'f>, is_base: bool| {
            let program = entry.program.and_then(|id| self.counterpart(id, is_base));
            self.absent(self.side(!is_base).0, subject, program)
        };
        match pair {
            Pair::Both(was, is) => (was, is),
            Pair::Base(was) => (was, other(was, true)),
            Pair::Head(is) => (other(is, false), is),
        }
    }

    /// Returns what stands for an entry that a side does not have: the file that would hold it, and
    /// whether that may hold it unread.
    fn absent<'f>(&self, side: Side<'_>, subject: &Subject, program: Option<ProgramId>) -> Entry<'f> {
        let shared = &side.documents.shared;
        let shared_place = Place { file: side.documents.shared_file, span: Span::default() };
        let place = program.map_or(shared_place, |id| side.workspace().program(id).origin);
        let is_doubtful = match subject {
            Subject::Owner(_) => !shared.owners.reading.is_whole(),
            Subject::Calendar(_) => !shared.calendars.reading.is_whole(),
            Subject::Settings | Subject::Freeze(None, _) => !shared.reading.is_whole(),
            Subject::Milestone(_) => program.map_or(side.has_nameless(), |id| side.is_partly_read(id)),
            Subject::Program(_) => false,
            _ => program.is_some_and(|id| side.is_doubtful(id)),
        };
        Entry { of: None, program, holder: None, place, doubt: Doubt::all(is_doubtful), waivers: &[] }
    }
}

/// Returns a unique name for each freeze of a list: its own, numbered if another has the same;
/// nameless ones are numbered in the order of their days.
fn names(list: &[FreezeDoc]) -> Vec<String> {
    let mut order: Vec<usize> = (0..list.len()).collect();
    order.sort_by_key(|at| (list[*at].name.value(), &list[*at].dates, &list[*at].tags));
    let mut names = vec![String::new(); list.len()];
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    for at in order {
        let name = list[at].name.value().map_or("freeze", String::as_str);
        let count = met.entry(name).or_default();
        *count += 1;
        names[at] = if *count == 1 { name.to_owned() } else { format!("{name} ({count})") };
    }
    names
}
