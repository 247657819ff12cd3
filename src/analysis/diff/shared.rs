//! Edits of what programs share: owners and their leave, calendars, freezes, settings.

use super::Side;
use super::doubt::Doubt;
use super::edit::{self, Finder, Sides, Subject};
use super::fields::{self, Row};
use crate::model::ProgramId;
use crate::source::{Place, Span};
use crate::syntax::fields::{Document, Form, Key};
use crate::syntax::{CalendarDoc, FreezeDoc, Nature, OwnerDoc, SharedDoc};
use std::collections::{BTreeMap, BTreeSet};

/// How an edit of something shared is taken back, by the row of its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Undo {
    Setting(usize),
    Owner(String, usize),
    Calendar(String, usize),
    /// A freeze of `tpm.yaml`, or of a program by what it is in the head and in the base.
    Freeze(Option<(ProgramId, ProgramId)>, String, usize),
}

/// Adds the edits of `tpm.yaml`.
pub(super) fn find(finder: &mut Finder<'_>) {
    let (base, head) = (finder.base, finder.head);
    let (old, new) = (&base.documents.shared, &head.documents.shared);
    let place = |file| Place { file, span: Span::default() };
    let places = Sides {
        places: (place(base.documents.shared_file), place(head.documents.shared_file)),
        doubts: Doubt::both((!old.reading.is_whole(), !new.reading.is_whole())),
    };
    if base.sources.iter().next().is_some() && head.sources.iter().next().is_some() {
        let undo = |row| edit::Undo::Shared(Undo::Setting(row));
        finder.keys(&Subject::Settings, fields::SHARED, (old, new), places, undo);
        let (before, after) = (owners(old), owners(new));
        let of = |places: Sides, incomplete| Sides { doubts: Doubt::both(incomplete), ..places };
        let places_of_all = places;
        let places = of(places, (!old.owners.reading.is_whole(), !new.owners.reading.is_whole()));
        entries(finder, fields::OWNER, (before, after), places, Subject::Owner, Undo::Owner);
        let (before, after) = (calendars(old), calendars(new));
        let places = of(places, (!old.calendars.reading.is_whole(), !new.calendars.reading.is_whole()));
        entries(finder, fields::CALENDAR, (before, after), places, Subject::Calendar, Undo::Calendar);
        freezes_of(finder, None);
        let places = places_of_all;
        let (before, after) = (checks(base), checks(head));
        let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for name in names {
            let value =
                |side: &BTreeMap<String, String>| side.get(name).map(|value| format!("{name}: {value}"));
            finder.set(
                &Subject::Settings,
                "checks",
                Nature::Text,
                (value(&before), value(&after)),
                places,
                edit::Undo::Nothing,
            );
        }
    }
}

/// Returns what a side says under `checks`, by rule, set or limit; of one program by its id and that.
fn checks(side: Side<'_>) -> BTreeMap<String, String> {
    let checks = &side.workspace().checks;
    let mut said = BTreeMap::new();
    let programs = checks.programs.iter().map(|(id, policy)| (format!("{id} "), policy));
    for (of, policy) in std::iter::once((String::new(), &checks.all)).chain(programs) {
        let levels = policy.levels.iter().map(|(name, level)| (*name, level.word().to_owned()));
        let fail_on = policy.fail_on.map(|level| ("fail_on", level.word().to_owned()));
        let limits = policy.limits.iter().map(|(measure, limit)| {
            let Key { name, form, .. } = measure.key();
            (*name, if matches!(form, Form::Days) { format!("{limit}d") } else { limit.to_string() })
        });
        said.extend(levels.chain(fail_on).chain(limits).map(|(key, value)| (format!("{of}{key}"), value)));
    }
    said
}

/// Adds the edits of the freezes of `tpm.yaml`, or of a program of the head and what it was.
pub(super) fn freezes_of(finder: &mut Finder<'_>, program: Option<(ProgramId, ProgramId)>) {
    let (base, head) = (finder.base, finder.head);
    let (before, after, name, places) = match program {
        None => {
            let place = |file| Place { file, span: Span::default() };
            let places = (place(base.documents.shared_file), place(head.documents.shared_file));
            let (old, new) = (&base.documents.shared, &head.documents.shared);
            let doubts = Doubt::both((!old.reading.is_whole(), !new.reading.is_whole()));
            (&old.freezes, &new.freezes, None, Sides { places, doubts })
        }
        Some((after, before)) => {
            let (old, new) = (base.workspace().program(before), head.workspace().program(after));
            let doubts = Doubt::both((base.is_doubtful(before), head.is_doubtful(after)));
            let places = Sides { places: (old.origin, new.origin), doubts };
            (&base.program(before).freezes, &head.program(after).freezes, Some(new.id.clone()), places)
        }
    };
    let subject = |freeze| Subject::Freeze(name.clone(), freeze);
    let undo = |freeze, row| Undo::Freeze(program, freeze, row);
    entries(finder, fields::FREEZE, (freezes(before), freezes(after)), places, subject, undo);
}

/// Adds the edits of entries by name. One that is not there says nothing.
fn entries<D: Document + Default>(
    finder: &mut Finder<'_>,
    rows: &'static [Row<D>],
    (before, after): (Entries<'_, D>, Entries<'_, D>),
    Sides { places, doubts }: Sides,
    subject: impl Fn(String) -> Subject,
    undo: impl Fn(String, usize) -> Undo,
) {
    let nothing = D::default();
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for name in names {
        let (was, is) = (before.get(name), after.get(name));
        let doubt = |entry: Option<&Entry<'_, D>>, all: Doubt| {
            let own = entry.is_some_and(|(_, _, unreadable)| *unreadable);
            // One that is there says what it lacks, wherever others may stand.
            Doubt::all(own || entry.is_none() && all.keys)
        };
        let doubts = (doubt(was, doubts.0), doubt(is, doubts.1));
        let at = |place: Place, entry: Option<&Entry<'_, D>>| {
            let span = entry.and_then(|(_, span, _)| *span).unwrap_or(place.span);
            Place { span, ..place }
        };
        let docs = (was.map_or(&nothing, |(doc, ..)| *doc), is.map_or(&nothing, |(doc, ..)| *doc));
        let places = Sides { places: (at(places.0, was), at(places.1, is)), doubts };
        let undo = |row| edit::Undo::Shared(undo(name.clone(), row));
        finder.keys(&subject(name.clone()), rows, docs, places, undo);
    }
}

/// An entry, where its name stands, and whether not all of it could be read.
type Entry<'d, D> = (&'d D, Option<Span>, bool);

type Entries<'d, D> = BTreeMap<String, Entry<'d, D>>;

fn owners(shared: &SharedDoc) -> Entries<'_, OwnerDoc> {
    shared
        .owners
        .iter()
        .map(|owner| (owner.id.clone(), (owner, Some(owner.span), !owner.reading.is_whole())))
        .collect()
}

fn calendars(shared: &SharedDoc) -> Entries<'_, CalendarDoc> {
    shared
        .calendars
        .iter()
        .map(|calendar| (calendar.id.clone(), (calendar, Some(calendar.span), !calendar.reading.is_whole())))
        .collect()
}

fn freezes(list: &[FreezeDoc]) -> Entries<'_, FreezeDoc> {
    names(list)
        .into_iter()
        .zip(list)
        .map(|(name, freeze)| (name, (freeze, freeze.name.span(), false)))
        .collect()
}

/// Returns the name by which each freeze of a list is known: its own, with a number behind it where another
/// has the same; those without one are counted in the order of their days.
pub(super) fn names(list: &[FreezeDoc]) -> Vec<String> {
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
