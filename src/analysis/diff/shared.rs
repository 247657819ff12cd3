//! Edits of shared settings: owners and their leave, calendars, freezes, `tpm.yaml`.

use super::doubt::Doubt;
use super::edit::{Edit, File, Subject};
use super::finder::{Finder, Of, Sides};
use crate::model::ProgramId;
use crate::source::{Place, Span};
use crate::syntax::{Entity, FreezeDoc, SharedDoc, Statements};
use std::collections::{BTreeMap, BTreeSet};

/// Adds the edits of `tpm.yaml`.
pub(super) fn find(finder: &Finder<'_>, edits: &mut Vec<Edit>) {
    let (Some(before), Some(after)) = (&finder.files.before.shared, &finder.files.after.shared) else {
        return;
    };
    let (old, new) = (&finder.base.documents.shared, &finder.head.documents.shared);
    let place = |file| Place { file, span: Span::default() };
    let sides = |doubts| Sides {
        places: (place(finder.base.documents.shared_file), place(finder.head.documents.shared_file)),
        doubts: Doubt::both(doubts),
    };
    let of = (before.own().map(|own| of(before, own, "")), after.own().map(|own| of(after, own, "")));
    finder.keys(
        &Subject::Settings,
        File::Shared,
        of,
        sides((!old.reading.is_whole(), !new.reading.is_whole())),
        edits,
    );
    let listed = |doc: &SharedDoc, key: &str| -> Vec<(String, Option<Span>, bool)> {
        if key == "owners" {
            let owners = doc.owners.iter();
            owners.map(|owner| (owner.id.clone(), Some(owner.span), !owner.reading.is_whole())).collect()
        } else {
            let calendars = doc.calendars.iter();
            calendars
                .map(|calendar| (calendar.id.clone(), Some(calendar.span), !calendar.reading.is_whole()))
                .collect()
        }
    };
    let incomplete = (!old.owners.reading.is_whole(), !new.owners.reading.is_whole());
    let docs = (listed(old, "owners"), listed(new, "owners"));
    let both = (entries(before, "owners", "", docs.0), entries(after, "owners", "", docs.1));
    compare(finder, File::Shared, both, sides(incomplete), Subject::Owner, edits);
    let incomplete = (!old.calendars.reading.is_whole(), !new.calendars.reading.is_whole());
    let docs = (listed(old, "calendars"), listed(new, "calendars"));
    let both = (entries(before, "calendars", "", docs.0), entries(after, "calendars", "", docs.1));
    compare(finder, File::Shared, both, sides(incomplete), Subject::Calendar, edits);
    freezes_of(finder, None, edits);
}

/// Adds the edits of the freezes of `tpm.yaml`, or of a program of the head and its counterpart.
pub(super) fn freezes_of(
    finder: &Finder<'_>,
    program: Option<(ProgramId, ProgramId)>,
    edits: &mut Vec<Edit>,
) {
    let (base, head) = (finder.base, finder.head);
    let files = &finder.files;
    let (statements, docs, name, sides) = match program {
        None => {
            let (Some(before), Some(after)) = (&files.before.shared, &files.after.shared) else { return };
            let place = |file| Place { file, span: Span::default() };
            let places = (place(base.documents.shared_file), place(head.documents.shared_file));
            let (old, new) = (&base.documents.shared, &head.documents.shared);
            let doubts = Doubt::both((!old.reading.is_whole(), !new.reading.is_whole()));
            ((before, after), (&old.freezes, &new.freezes), None, Sides { places, doubts })
        }
        Some((after, before)) => {
            let (old, new) = (base.workspace().program(before), head.workspace().program(after));
            let doubts = Doubt::both((base.is_doubtful(before), head.is_doubtful(after)));
            let sides = Sides { places: (old.origin, new.origin), doubts };
            let statements = (&files.before.programs[before.index()], &files.after.programs[after.index()]);
            let docs = (&base.program(before).freezes, &head.program(after).freezes);
            (statements, docs, Some(new.id.clone()), sides)
        }
    };
    let listed = |docs: &[FreezeDoc]| {
        let docs = names(docs).into_iter().zip(docs);
        docs.map(|(name, freeze)| (name, freeze.name.span(), false)).collect()
    };
    let both = (
        entries(statements.0, "freezes", "", listed(docs.0)),
        entries(statements.1, "freezes", "", listed(docs.1)),
    );
    let file = program.map_or(File::Shared, |(after, _)| File::Head(after));
    compare(finder, file, both, sides, |freeze| Subject::Freeze(name.clone(), freeze), edits);
}

/// An entry, the place of its name, and whether part of it could not be read.
type Entry<'f> = (Of<'f>, Option<Span>, bool);

fn of<'f>(statements: &'f Statements<'f>, entity: &'f Entity, home: &'f str) -> Of<'f> {
    Of { statements, entity, home }
}

fn entries<'f>(
    statements: &'f Statements<'f>,
    key: &str,
    home: &'f str,
    listed: Vec<(String, Option<Span>, bool)>,
) -> BTreeMap<String, Entry<'f>> {
    let entries = statements.under(key).iter().zip(listed);
    entries
        .map(|(entity, (name, span, unreadable))| (name, (of(statements, entity, home), span, unreadable)))
        .collect()
}

/// Adds the edits of entries by name. A missing entry counts as one without keys; a freeze is
/// identified by its name, which is reported with it.
fn compare(
    finder: &Finder<'_>,
    file: File,
    (before, after): (BTreeMap<String, Entry<'_>>, BTreeMap<String, Entry<'_>>),
    Sides { places, doubts }: Sides,
    subject: impl Fn(String) -> Subject,
    edits: &mut Vec<Edit>,
) {
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for name in names {
        let (was, is) = (before.get(name), after.get(name));
        let doubt = |entry: Option<&Entry<'_>>, all: Doubt| {
            let own = entry.is_some_and(|(_, _, unreadable)| *unreadable);
            // An entry that was read has no unread keys, even if other entries may be unread.
            Doubt::all(own || entry.is_none() && all.keys)
        };
        let at = |place: Place, entry: Option<&Entry<'_>>| {
            let span = entry.and_then(|(_, span, _)| *span).unwrap_or(place.span);
            Place { span, ..place }
        };
        let sides = Sides {
            places: (at(places.0, was), at(places.1, is)),
            doubts: (doubt(was, doubts.0), doubt(is, doubts.1)),
        };
        let of = (was.map(|(of, ..)| *of), is.map(|(of, ..)| *of));
        finder.keys(&subject(name.clone()), file, of, sides, edits);
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
