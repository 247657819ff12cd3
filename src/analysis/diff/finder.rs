//! Finds the edits between two sides by comparing the trees of their files, entry by entry and key
//! by key.

use super::comparison::Comparison;
use super::doubt::Doubt;
use super::edit::{Edit, EditKind, File, Inverse, Subject};
use super::matching::Matching;
use super::{BeforeAfter, Side};
use crate::model::{MilestoneId, ProgramId};
use crate::source::{Place, Span};
use crate::syntax::{
    Entity, ListedDependency, Nature, Patch, ProgramDoc, StatedValue, Statement, Statements, Step, Value,
};
use std::collections::{BTreeMap, BTreeSet};

/// Finds the edits between two sides.
pub(super) struct Finder<'s> {
    pub(super) base: Side<'s>,
    pub(super) head: Side<'s>,
    pub(super) matching: &'s Matching,
    pub(super) files: BeforeAfter<Files<'s>>,
    pub(super) names: BTreeMap<&'s str, MilestoneId>,
    pub(super) head_names: BTreeMap<&'s str, MilestoneId>,
}

/// The statements in the files of a side.
pub(super) struct Files<'s> {
    pub(super) programs: Vec<Statements<'s>>,
    /// None if there is no such file.
    pub(super) shared: Option<Statements<'s>>,
}

impl<'s> Files<'s> {
    fn new(side: Side<'s>) -> Self {
        let documents = side.documents;
        let programs = documents.programs.iter();
        let program = |program: &'s crate::model::NamedProgram| {
            Statements::of_program(program.file, side.sources.get(program.file), &program.tree)
        };
        let shared = side.sources.iter().next().map(|_| {
            let file = documents.shared_file;
            Statements::of_shared(file, side.sources.get(file), &documents.shared_tree)
        });
        Self { programs: programs.map(program).collect(), shared }
    }
}

/// An entity of one side, and the id of the program in which its milestone names are resolved.
#[derive(Clone, Copy)]
pub(super) struct Of<'f> {
    pub(super) statements: &'f Statements<'f>,
    pub(super) entity: &'f Entity,
    pub(super) home: &'f str,
}

impl Of<'_> {
    /// Returns the path of the value of a key, from the root of the file.
    pub(super) fn path(self, said: &Statement) -> Vec<Step> {
        [&self.entity.path[..], &said.path].concat()
    }
}

/// The places of something on both sides, and what it may contain unread.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sides {
    pub(super) places: (Place, Place),
    pub(super) doubts: (Doubt, Doubt),
}

impl Sides {
    fn is_in_doubt(self) -> bool {
        self.doubts.0 != Doubt::default() || self.doubts.1 != Doubt::default()
    }

    /// Returns the places of two values, for those that exist.
    fn at(self, spans: [Option<Option<Span>>; 2]) -> [Option<Place>; 2] {
        let at = |place: Place, span: Option<Option<Span>>| {
            span.map(|span| Place { span: span.unwrap_or(place.span), ..place })
        };
        [at(self.places.0, spans[0]), at(self.places.1, spans[1])]
    }
}

impl<'s> Finder<'s> {
    pub(super) fn new(base: Side<'s>, head: Side<'s>, matching: &'s Matching) -> Self {
        let names = |side: Side<'s>| {
            let milestones = side.workspace().milestone_ids();
            milestones.map(|id| (side.workspace().milestone(id).full_id.as_str(), id)).collect()
        };
        let files = BeforeAfter { before: Files::new(base), after: Files::new(head) };
        Self { base, head, matching, files, names: names(base), head_names: names(head) }
    }

    /// Adds what differs between two entities, one of which may be missing. Values that may be
    /// unread are skipped.
    pub(super) fn keys(
        &self,
        subject: &Subject,
        file: File,
        (base, head): (Option<Of<'_>>, Option<Of<'_>>),
        sides: Sides,
        edits: &mut Vec<Edit>,
    ) {
        let was = base.map_or_else(BTreeMap::new, |of| {
            of.statements.of(of.entity, &|name| self.name_in_head(name, of.home))
        });
        let is =
            head.map_or_else(BTreeMap::new, |of| of.statements.of(of.entity, &|name| full(name, of.home)));
        let keys: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
        // A changed id is a rename, and a freeze is identified by its name.
        let is_name = |key: &str| key == "id" || key == "name" && matches!(subject, Subject::Freeze(..));
        for key in keys.into_iter().filter(|key| !is_name(key)) {
            let (before, after) = (was.get(key), is.get(key));
            if let Some(StatedValue::Links(_)) = before.or(after).map(|said| &said.value) {
                if let (Some(base), Some(head)) = (base, head) {
                    self.links(subject, file, (base, head), (before, after), sides, edits);
                }
                continue;
            }
            let value = |said: Option<&Statement>, of: Option<Of<'_>>, is_base: bool| match &said?.value {
                StatedValue::One(Value::Text(name)) if key == "finish" => Some(Value::Text(match is_base {
                    true => self.name_in_head(name, of?.home),
                    false => full(name, of?.home),
                })),
                StatedValue::One(value) => Some(value.clone()),
                _ => None,
            };
            let (doubts, is_many) = (
                sides.doubts,
                matches!(before.or(after), Some(Statement { value: StatedValue::Many(_), .. })),
            );
            let values = if is_many {
                let list = |said: Option<&Statement>| match said.map(|said| &said.value) {
                    Some(StatedValue::Many(list)) => list.clone(),
                    _ => Vec::new(),
                };
                let (out, into) = difference(&list(before), &list(after));
                [out.filter(|_| !doubts.1.lists), into.filter(|_| !doubts.0.lists)]
            } else {
                let values = [value(before, base, true), value(after, head, false)];
                let is_unread = |value: &Option<Value>, doubt: Doubt| value.is_none() && doubt.keys;
                if is_unread(&values[0], doubts.0) || is_unread(&values[1], doubts.1) {
                    continue;
                }
                values
            };
            if values[0] == values[1] {
                continue;
            }
            let Some(nature) = after.or(before).map(|said| said.nature) else { continue };
            let (name, values) = told_as(key, values);
            let span = |said: Option<&Statement>| said.filter(|_| !is_many).map(|said| said.span);
            let spans = [values[0].as_ref().map(|_| span(before)), values[1].as_ref().map(|_| span(after))];
            let [before_at, after_at] = sides.at(spans);
            let inverse = self.inverse(file, (base, head), (before, after));
            let inverse = self.with_names(subject, key, &values, inverse);
            edits.push(Edit {
                before_at,
                after_at,
                is_in_doubt: sides.is_in_doubt(),
                inverse,
                ..Edit::set(subject, name, nature, values)
            });
        }
    }

    pub(super) fn program(&self, id: ProgramId, edits: &mut Vec<Edit>) {
        let program = self.head.workspace().program(id);
        let subject = Subject::Program(program.id.clone());
        let Some(before) = self.matching.before(id) else {
            // A program that took over milestones of others cannot be removed as a whole.
            let inverse = match self.is_new(id) {
                true => {
                    let gone =
                        program.milestone_ids().map(|id| self.head.workspace().milestone(id).full_id.clone());
                    Inverse { takes_out: Some(id), gone: gone.collect(), ..Inverse::default() }
                }
                false => Inverse::default(),
            };
            edits.push(Edit::whole(subject, EditKind::Added, program.origin, inverse));
            return;
        };
        let old = self.base.workspace().program(before);
        let places = (old.origin, program.origin);
        if old.id != program.id {
            edits.push(renamed(&subject, (&old.id, &program.id), places));
        }
        let doubts = Doubt::both((self.base.is_doubtful(before), self.head.is_doubtful(id)));
        let (old, new) =
            (&self.files.before.programs[before.index()], &self.files.after.programs[id.index()]);
        let of = (self.of(before, true, old.own()), self.of(id, false, new.own()));
        self.keys(&subject, File::Head(id), of, Sides { places, doubts }, edits);
    }

    /// Returns an entity of a program on one side.
    pub(super) fn of<'f>(
        &'f self,
        id: ProgramId,
        is_base: bool,
        entity: Option<&'f Entity>,
    ) -> Option<Of<'f>> {
        let (files, side) = match is_base {
            true => (&self.files.before, self.base),
            false => (&self.files.after, self.head),
        };
        let home = &side.workspace().program(id).id;
        Some(Of { statements: &files.programs[id.index()], entity: entity?, home })
    }

    fn comparison(&self) -> Comparison<'s> {
        Comparison { base: self.base, head: self.head, matching: self.matching }
    }

    /// Whether a program is new, with everything in it.
    fn is_new(&self, id: ProgramId) -> bool {
        let mut milestones = self.head.workspace().program(id).milestone_ids();
        self.matching.before(id).is_none()
            && milestones.all(|id| self.matching.milestone_before(id).is_none())
    }

    pub(super) fn milestone_of<'f>(&'f self, id: MilestoneId, is_base: bool) -> Option<Of<'f>> {
        let side = if is_base { self.base } else { self.head };
        let program = side.workspace().milestone(id).program;
        let at = (id.0 - side.workspace().program(program).milestones.start) as usize;
        let files = if is_base { &self.files.before } else { &self.files.after };
        self.of(program, is_base, files.programs[program.index()].under("milestones").get(at))
    }

    pub(super) fn milestone(&self, id: MilestoneId, edits: &mut Vec<Edit>) {
        let milestone = self.head.workspace().milestone(id);
        let subject = Subject::Milestone(milestone.full_id.clone());
        let (file, head) = (File::Head(milestone.program), self.milestone_of(id, false));
        let Some(before) = self.matching.milestone_before(id) else {
            // A milestone of a new program is part of that program's edit.
            let known = !self.comparison().may_have_been(milestone.program);
            if known && !self.is_new(milestone.program) {
                let patch = head.map(|head| (file, Patch::Remove { path: head.entity.path.clone() }));
                let (patches, gone) = (patch.into_iter().collect(), vec![milestone.full_id.clone()]);
                let inverse = Inverse { patches, gone, ..Inverse::default() };
                edits.push(Edit::whole(subject, EditKind::Added, milestone.origin, inverse));
            }
            return;
        };
        let old = self.base.workspace().milestone(before);
        let places = (old.origin, milestone.origin);
        if self.comparison().is_renamed((before, id)) {
            edits.push(renamed(&subject, (&old.full_id, &milestone.full_id), places));
        }
        let doubts = (self.base.doubt_of_milestone(before), self.head.doubt_of_milestone(id));
        self.keys(&subject, file, (self.milestone_of(before, true), head), Sides { places, doubts }, edits);
    }

    /// Adds the dependencies that differ: one edit for each predecessor.
    fn links(
        &self,
        subject: &Subject,
        file: File,
        (base, head): (Of<'_>, Of<'_>),
        (before, after): (Option<&Statement>, Option<&Statement>),
        sides: Sides,
        edits: &mut Vec<Edit>,
    ) {
        let links = |said: Option<&Statement>| match said.map(|said| &said.value) {
            Some(StatedValue::Links(links)) => links.clone(),
            _ => Vec::new(),
        };
        let mut targets: BTreeMap<String, [Vec<(String, ListedDependency)>; 2]> = BTreeMap::new();
        for (side, links) in [links(before), links(after)].into_iter().enumerate() {
            for said in links {
                let name = &said.link.value.target;
                let target =
                    if side == 0 { self.name_in_head(name, base.home) } else { full(name, head.home) };
                let text = said.link.value.words(short(&target, head.home));
                targets.entry(target).or_default()[side].push((text, said));
            }
        }
        let Some(list) = after.or(before).map(|said| head.path(said)) else { return };
        for (target, mut links) in targets {
            links
                .iter_mut()
                .for_each(|side| side.sort_by(|(a, one), (b, other)| (a, one.at).cmp(&(b, other.at))));
            let text = |side: &[(String, ListedDependency)]| {
                let texts: Vec<&str> = side.iter().map(|(text, _)| text.as_str()).collect();
                (!texts.is_empty()).then(|| Value::Text(texts.join(", ")))
            };
            let values = [text(&links[0]), text(&links[1])];
            let is_unread =
                values[0].is_none() && sides.doubts.0.lists || values[1].is_none() && sides.doubts.1.lists;
            if values[0] == values[1] || is_unread {
                continue;
            }
            let span =
                |side: &[(String, ListedDependency)]| side.first().map(|(_, said)| Some(said.link.span));
            let [before_at, after_at] = sides.at([span(&links[0]), span(&links[1])]);
            let item = |said: &ListedDependency| [&list[..], &[Step::Index(said.at)]].concat();
            let removed = links[1].iter().map(|(_, said)| (file, Patch::Remove { path: item(said) }));
            let back = links[0].iter().map(|(_, said)| self.link_back(&target, file, list.clone(), said));
            let inverse = Inverse {
                patches: removed.collect(),
                links: back.collect(),
                names: vec![target.clone()],
                ..Inverse::default()
            };
            edits.push(Edit {
                before_at,
                after_at,
                is_in_doubt: sides.is_in_doubt(),
                inverse,
                ..Edit::set(subject, "depends_on", Nature::Plan, values)
            });
        }
    }

    /// Adds removed programs, and removed milestones of the remaining ones.
    pub(super) fn removed(&self, edits: &mut Vec<Edit>) {
        let old = self.base.workspace();
        let comparison = self.comparison();
        for id in old.program_ids().filter(|id| !comparison.may_still_be(*id)) {
            let program = old.program(id);
            let Some(after) = self.matching.after(id) else {
                let (subject, inverse) = (Subject::Program(program.id.clone()), self.program_back(id));
                edits.push(Edit::whole(subject, EditKind::Removed, program.origin, inverse));
                continue;
            };
            for id in program.milestone_ids().filter(|id| self.matching.milestone_after(*id).is_none()) {
                let milestone = old.milestone(id);
                let subject = Subject::Milestone(milestone.full_id.clone());
                let mut inverse = Inverse { back: vec![milestone.full_id.clone()], ..Inverse::default() };
                if let Some(of) = self.milestone_of(id, true) {
                    let file = File::Head(after);
                    inverse.patches.push(self.whole_back(of, file));
                    self.links_back(of, file, &mut inverse);
                    let doc = self.base.milestone(id);
                    let owner = doc.owner.value().map(|owner| self.owner_back(owner));
                    let calendar = doc.calendar.value().map(|calendar| self.calendar_back(calendar));
                    inverse.patches.extend(owner.into_iter().chain(calendar).flatten());
                }
                inverse.names = inverse.links.iter().map(|(target, ..)| target.clone()).collect();
                edits.push(Edit::whole(subject, EditKind::Removed, milestone.origin, inverse));
            }
        }
    }

    /// Adds the edits of the risks or asks of programs. `list` gives the id and place of each, and
    /// whether part of it could not be read.
    pub(super) fn matters(
        &self,
        key: &str,
        subject: fn(String) -> Subject,
        edits: &mut Vec<Edit>,
        list: impl for<'d> Fn(&'d ProgramDoc) -> Vec<(&'d str, Span, bool)>,
    ) {
        let mut sides: [BTreeMap<String, (ProgramId, usize, Place, Doubt)>; 2] = Default::default();
        for (side, found) in [self.base, self.head].into_iter().zip(&mut sides) {
            let is_base = std::ptr::eq(side.documents, self.base.documents);
            for program in side.workspace().program_ids() {
                let file = side.documents.programs[program.index()].file;
                for (at, (id, span, unreadable)) in list(side.program(program)).into_iter().enumerate() {
                    let name = match is_base {
                        true => self.of_program(program, id),
                        false => format!("{}/{id}", side.workspace().program(program).id),
                    };
                    let doubt = Doubt::all(unreadable || side.is_doubtful(program));
                    found.insert(name, (program, at, Place { file, span }, doubt));
                }
            }
        }
        let [before, after] = sides;
        for (id, (program, at, place, doubt)) in &after {
            let subject = subject(id.clone());
            let Some((old_program, was, old_place, old_doubt)) = before.get(id) else {
                if !self.comparison().may_have_been(*program) {
                    edits.push(Edit::whole(subject, EditKind::Added, *place, Inverse::default()));
                }
                continue;
            };
            let files = (
                &self.files.before.programs[old_program.index()],
                &self.files.after.programs[program.index()],
            );
            let of = (
                self.of(*old_program, true, files.0.under(key).get(*was)),
                self.of(*program, false, files.1.under(key).get(*at)),
            );
            let sides = Sides { places: (*old_place, *place), doubts: (*old_doubt, *doubt) };
            self.keys(&subject, File::Head(*program), of, sides, edits);
        }
        for (id, (program, _, place, _)) in before.into_iter().filter(|(id, _)| !after.contains_key(id)) {
            if !self.comparison().may_still_be(program) {
                edits.push(Edit::whole(subject(id), EditKind::Removed, place, Inverse::default()));
            }
        }
    }

    /// Returns the full id in the head for something in a program of the base.
    pub(super) fn of_program(&self, program: ProgramId, id: &str) -> String {
        let program = match self.matching.after(program) {
            Some(after) => &self.head.workspace().program(after).id,
            None => &self.base.workspace().program(program).id,
        };
        format!("{program}/{id}")
    }

    /// Resolves a milestone name of the base to its full id in the head, or to its old id if it was
    /// removed.
    pub(super) fn name_in_head(&self, name: &str, home: &str) -> String {
        let name = full(name, home);
        let after = self.names.get(name.as_str()).and_then(|id| self.matching.milestone_after(*id));
        after.map_or(name, |id| self.head.workspace().milestone(id).full_id.clone())
    }
}

fn renamed(subject: &Subject, (before, after): (&str, &str), places: (Place, Place)) -> Edit {
    let values = [before, after].map(|name| Some(Value::Text(name.to_owned())));
    Edit {
        kind: EditKind::Renamed,
        before_at: Some(places.0),
        after_at: Some(places.1),
        ..Edit::set(subject, subject.kind(), Nature::Text, values)
    }
}

/// Returns the key and values to report. Under `checks`, the rule or limit, and the program, become
/// part of the value.
fn told_as(key: &str, values: [Option<Value>; 2]) -> (&str, [Option<Value>; 2]) {
    let Some(name) = key.strip_prefix("checks.") else { return (key, values) };
    let of_program = name.strip_prefix("programs.").and_then(|name| name.rsplit_once('.'));
    let name = of_program.map_or_else(|| name.to_owned(), |(program, name)| format!("{program} {name}"));
    ("checks", values.map(|value| Some(Value::Text(format!("{name}: {}", value?.text())))))
}

/// Returns the items removed from a list and those added, counting duplicates.
fn difference(before: &[String], after: &[String]) -> (Option<Value>, Option<Value>) {
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

/// Returns the full id for a name used in a program.
pub(super) fn full(name: &str, home: &str) -> String {
    if name.contains('/') { name.to_owned() } else { format!("{home}/{name}") }
}

/// Returns the name of a milestone as used in a program.
pub(super) fn short<'n>(full: &'n str, home: &str) -> &'n str {
    full.strip_prefix(home).and_then(|rest| rest.strip_prefix('/')).unwrap_or(full)
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
}
