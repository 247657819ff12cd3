//! Finds the edits between two sides by comparing the trees of their files, entry by entry and key
//! by key.

use super::comparison::Comparison;
use super::edit::{Edit, EditKind, Inverse, Subject};
use super::entry::{Entry, Of};
use super::matching::Matching;
use super::{BeforeAfter, Pair, Side};
use crate::model::{MilestoneId, NamedProgram, ProgramId};
use crate::schedule::PromiseHolder;
use crate::source::{FileId, Place, Span};
use crate::syntax::fields::Key;
use crate::syntax::{ListedDependency, Nature, Patch, StatedValue, Statement, Statements, Step, Value};
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
        let program = |program: &'s NamedProgram| {
            Statements::of_program(program.file, side.sources.get(program.file), &program.tree)
        };
        let shared = side.sources.iter().next().map(|_| {
            let file = documents.shared_file;
            Statements::of_shared(file, side.sources.get(file), &documents.shared_tree)
        });
        Self { programs: programs.map(program).collect(), shared }
    }
}

/// What stands for the same on both sides: the entries, or the values of one of their keys.
type Both<T> = (T, T);

impl<'s> Finder<'s> {
    pub(super) fn new(base: Side<'s>, head: Side<'s>, matching: &'s Matching) -> Self {
        let names = |side: Side<'s>| side.workspace().milestone_ids().map(|id| (side.id(id), id)).collect();
        let files = BeforeAfter { before: Files::new(base), after: Files::new(head) };
        Self { base, head, matching, files, names: names(base), head_names: names(head) }
    }

    pub(super) fn comparison(&self) -> Comparison<'s> {
        Comparison { base: self.base, head: self.head, matching: self.matching }
    }

    /// Returns every edit, by subject and key.
    pub(super) fn edits(&self, entries: &BTreeMap<Subject, Pair<Entry<'_>>>) -> Vec<Edit> {
        let mut edits = Vec::new();
        let unchanged = self.unchanged();
        for (subject, pair) in entries {
            match *pair {
                Pair::Both(was, is) if unchanged.contains(&(was.place.file, is.place.file)) => {}
                Pair::Both(was, is) => {
                    edits.extend(self.renamed(subject, (was, is)));
                    self.keys(subject, (was, is), &mut edits);
                }
                // A missing one counts as one without keys.
                _ if subject.is_shared() => self.keys(subject, self.with_absent(subject, *pair), &mut edits),
                Pair::Head(entry) => edits.extend(self.added(subject, entry)),
                Pair::Base(entry) => edits.extend(self.removed(subject, entry)),
            }
        }
        edits.sort_by(|a, b| {
            let key = |edit: &Edit| (edit.subject.clone(), edit.kind, edit.key.clone());
            key(a).cmp(&key(b)).then_with(|| (&a.before, &a.after).cmp(&(&b.before, &b.after)))
        });
        edits
    }

    /// Returns the files that say the same on both sides: their texts are equal, and each name in
    /// them names the same. There is none if a program is new or gone, or anything is renamed.
    fn unchanged(&self) -> BTreeSet<(FileId, FileId)> {
        let is_same =
            |before: PromiseHolder, after: PromiseHolder| self.base.id(before) == self.head.id(after);
        let keeps_names =
            self.matching.programs().all(
                |pair| matches!(pair, Pair::Both(before, after) if is_same(before.into(), after.into())),
            ) && self.matching.milestones().all(|pair| match pair {
                Pair::Both(before, after) => is_same(before.into(), after.into()),
                Pair::Base(_) | Pair::Head(_) => true,
            });
        if !keeps_names {
            return BTreeSet::new();
        }
        let file = |side: Side<'_>, id| side.workspace().program(id).origin.file;
        let programs = self.matching.programs().filter_map(|pair| match pair {
            Pair::Both(before, after) => Some((file(self.base, before), file(self.head, after))),
            Pair::Base(_) | Pair::Head(_) => None,
        });
        let shared = self.files.before.shared.as_ref().zip(self.files.after.shared.as_ref());
        let shared = shared.map(|_| (self.base.documents.shared_file, self.head.documents.shared_file));
        let text = |side: Side<'s>, file| &side.sources.get(file).text;
        let is_equal =
            |(before, after): &(FileId, FileId)| text(self.base, *before) == text(self.head, *after);
        programs.chain(shared).filter(is_equal).collect()
    }

    fn renamed(&self, subject: &Subject, (was, is): Both<Entry<'_>>) -> Option<Edit> {
        let (before, after) = was.holder.zip(is.holder)?;
        let names = [self.base.id(before), self.head.id(after)];
        let is_renamed = match (before, after) {
            (PromiseHolder::Milestone(before), PromiseHolder::Milestone(after)) => {
                self.comparison().is_renamed((before, after))
            }
            _ => names[0] != names[1],
        };
        is_renamed.then(|| Edit {
            kind: EditKind::Renamed,
            before_at: Some(was.place),
            after_at: Some(is.place),
            ..Edit::set(
                subject,
                subject.kind(),
                Nature::Text,
                names.map(|id| Some(Value::Text(id.to_owned()))),
            )
        })
    }

    fn added(&self, subject: &Subject, entry: Entry<'_>) -> Option<Edit> {
        let program = entry.program?;
        let inverse = match entry.holder {
            Some(PromiseHolder::Program(_)) => self.taken_out(program),
            _ if self.comparison().may_have_been(program) => return None,
            // A milestone of a new program is part of that program's edit.
            Some(PromiseHolder::Milestone(_)) if self.is_new(program) => return None,
            Some(PromiseHolder::Milestone(_)) => {
                let patch = entry.of.map(|of| (entry.file(), Patch::Remove { path: of.entity.path.clone() }));
                let gone = vec![subject.name().to_owned()];
                Inverse { patches: patch.into_iter().collect(), gone, ..Inverse::default() }
            }
            None => Inverse::default(),
        };
        Some(Edit::whole(subject, EditKind::Added, entry.place, inverse))
    }

    fn removed(&self, subject: &Subject, entry: Entry<'_>) -> Option<Edit> {
        let program = entry.program.filter(|id| !self.comparison().may_still_be(*id))?;
        let inverse = match entry.holder {
            Some(PromiseHolder::Program(id)) => self.program_back(id),
            // A milestone of a removed program is part of that program's edit.
            Some(PromiseHolder::Milestone(id)) => self.milestone_back(id, self.matching.after(program)?),
            None => Inverse::default(),
        };
        Some(Edit::whole(subject, EditKind::Removed, entry.place, inverse))
    }

    /// Whether a program is new, with everything in it.
    pub(super) fn is_new(&self, id: ProgramId) -> bool {
        let mut milestones = self.head.workspace().program(id).milestone_ids();
        self.matching.before(id).is_none()
            && milestones.all(|id| self.matching.milestone_before(id).is_none())
    }

    pub(super) fn milestone_of<'f>(&'f self, id: MilestoneId, is_base: bool) -> Option<Of<'f>> {
        let (side, files) = self.side(is_base);
        let program = side.workspace().milestone(id).program;
        let statements = &files.programs[program.index()];
        let entity = statements.under("milestones").get(side.place_in_program(id))?;
        Some(Of { statements, entity, home: side.id(program) })
    }

    pub(super) fn side(&self, is_base: bool) -> (Side<'s>, &Files<'s>) {
        if is_base { (self.base, &self.files.before) } else { (self.head, &self.files.after) }
    }

    /// Adds what differs between the keys of two entries, one of which may be missing. Values that
    /// may be unread are skipped.
    fn keys(&self, subject: &Subject, (was, is): Both<Entry<'_>>, edits: &mut Vec<Edit>) {
        let said = |entry: Entry<'_>, refer: &dyn Fn(&str, &str) -> String| {
            let of = |of: Of<'_>| of.statements.of(of.entity, &|name| refer(name, of.home));
            entry.of.map_or_else(BTreeMap::new, of)
        };
        let before = said(was, &|name, home| self.name_in_head(name, home));
        let after = said(is, &|name, home| self.name_of_head(name, home));
        let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        // A changed id is a rename, and a freeze is identified by its name.
        let is_name = |key: &str| key == "id" || key == "name" && matches!(subject, Subject::Freeze(..));
        for key in keys.into_iter().filter(|key| !is_name(key)) {
            let said = (before.get(key), after.get(key));
            let Some(either) = said.1.or(said.0) else { continue };
            let mut spans = [said.0.map(|said| said.span), said.1.map(|said| said.span)];
            let values = match either.value {
                StatedValue::Links(_) => {
                    self.links(subject, (was, is), said, edits);
                    continue;
                }
                StatedValue::Many(_) => {
                    spans = [None; 2];
                    let list = |said: Option<&Statement>| match said.map(|said| &said.value) {
                        Some(StatedValue::Many(list)) => list.clone(),
                        _ => Vec::new(),
                    };
                    let (out, into) = difference(list(said.0), list(said.1));
                    [out.filter(|_| !is.doubt.lists), into.filter(|_| !was.doubt.lists)]
                }
                StatedValue::One(_) => {
                    if said.0.is_none() && was.doubt.keys || said.1.is_none() && is.doubt.keys {
                        continue;
                    }
                    let value = |said: Option<&Statement>| match &said?.value {
                        StatedValue::One(value) => Some(value.clone()),
                        _ => None,
                    };
                    [value(said.0), value(said.1)]
                }
            };
            if values[0] != values[1] {
                let is_of_gate = either.row.limit.is_some() || key.starts_with("checks.");
                let texts = values.each_ref().map(|value| value.as_ref().map(Value::text));
                let loosens =
                    is_of_gate.then(|| either.row.loosens(texts[0].as_deref(), texts[1].as_deref()));
                let (name, values) = told_as(key, values);
                let inverse = self.with_names(subject, key, &values, self.inverse((was, is), said));
                let edit = edit((subject, name, either.row), (was, is), values, spans, inverse);
                edits.push(Edit { loosens, ..edit });
            }
        }
    }

    /// Adds the dependencies that differ: one edit for each predecessor.
    fn links(
        &self,
        subject: &Subject,
        (was, is): Both<Entry<'_>>,
        (before, after): Both<Option<&Statement>>,
        edits: &mut Vec<Edit>,
    ) {
        let (Some(base), Some(head)) = (was.of, is.of) else { return };
        let Some(said) = after.or(before) else { return };
        let (list, row) = (head.path(said), said.row);
        let mut targets: BTreeMap<String, [Vec<(String, ListedDependency)>; 2]> = BTreeMap::new();
        for (side, said) in [before, after].into_iter().enumerate() {
            let Some(StatedValue::Links(links)) = said.map(|said| &said.value) else { continue };
            for link in links.iter().cloned() {
                let name = &link.link.value.target;
                let target = match side {
                    0 => self.name_in_head(name, base.home),
                    _ => self.name_of_head(name, head.home),
                };
                let text = link.link.value.words(short(&target, head.home));
                targets.entry(target).or_default()[side].push((text, link));
            }
        }
        for (target, mut links) in targets {
            links
                .iter_mut()
                .for_each(|side| side.sort_by(|(a, one), (b, other)| (a, one.at).cmp(&(b, other.at))));
            let values = links.each_ref().map(|side| {
                let texts: Vec<&str> = side.iter().map(|(text, _)| text.as_str()).collect();
                (!texts.is_empty()).then(|| Value::Text(texts.join(", ")))
            });
            let is_unread = values[0].is_none() && was.doubt.lists || values[1].is_none() && is.doubt.lists;
            if values[0] == values[1] || is_unread {
                continue;
            }
            let spans = links.each_ref().map(|side| side.first().map(|(_, said)| said.link.span));
            let item = |said: &ListedDependency| [&list[..], &[Step::Index(said.at)]].concat();
            let removed = links[1].iter().map(|(_, said)| (is.file(), Patch::Remove { path: item(said) }));
            let back =
                links[0].iter().map(|(_, said)| self.link_back(&target, is.file(), list.clone(), said));
            let inverse = Inverse {
                patches: removed.collect(),
                links: back.collect(),
                names: vec![target.clone()],
                ..Inverse::default()
            };
            edits.push(edit((subject, "depends_on", row), (was, is), values, spans, inverse));
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
}

/// Returns an edit of one key; a value without a span is placed at its entry.
fn edit(
    (subject, key, row): (&Subject, &str, &Key),
    (was, is): Both<Entry<'_>>,
    values: [Option<Value>; 2],
    spans: [Option<Span>; 2],
    inverse: Inverse,
) -> Edit {
    let at = |entry: Entry<'_>, side: usize| {
        let span = spans[side].unwrap_or(entry.place.span);
        values[side].as_ref().map(|_| Place { span, ..entry.place })
    };
    let (before_at, after_at) = (at(was, 0), at(is, 1));
    let is_in_doubt = was.doubt.is_any() || is.doubt.is_any();
    let set = Edit::set(subject, key, row.nature, values);
    Edit { class: row.class, before_at, after_at, is_in_doubt, inverse, ..set }
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
fn difference(before: Vec<String>, after: Vec<String>) -> (Option<Value>, Option<Value>) {
    let mut left: BTreeMap<String, i32> = BTreeMap::new();
    for (list, count) in [(before, 1), (after, -1)] {
        for item in list {
            *left.entry(item).or_default() += count;
        }
    }
    let times = |sign: i32| {
        let items = left.iter().flat_map(|(item, count)| {
            std::iter::repeat_n(item.as_str(), usize::try_from(count * sign).unwrap_or(0))
        });
        let items: Vec<&str> = items.collect();
        (!items.is_empty()).then(|| Value::Text(items.join(", ")))
    };
    (times(1), times(-1))
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
            let (out, into) = difference(list(before), list(after));
            let text = |value: Option<Value>| value.map_or(String::new(), |value| value.text());
            assert_eq!((text(out), text(into)), (expected.0.to_owned(), expected.1.to_owned()));
        };
        check("a b c", "c d a", ("b", "d"));
        check("a a", "a", ("a", ""));
        check("", "", ("", ""));
        check("x", "y", ("x", "y"));
    }
}
