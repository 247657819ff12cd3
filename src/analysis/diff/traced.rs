//! What a version of a file says of some edits, to find the commits that made them.

use super::edit::{Edit, EditKind, Subject};
use super::{Matching, Side};
use crate::model::stem;
use crate::source::{FileId, SourceFile};
use crate::syntax::{Entity, StatedValue, Statements, Step, Tree, Value};

/// Edits to be found in other versions of the files.
#[derive(Debug)]
pub struct Tracing {
    asked: Vec<Asked>,
}

/// What one edit is about.
#[derive(Debug)]
struct Asked {
    /// The key in the file that holds the entries, and what the entry may be called: now and then.
    /// `None` for the file itself.
    entry: Option<(&'static str, [String; 2])>,
    /// The program, as it may be called now and then; `None` for `tpm.yaml`.
    program: Option<[String; 2]>,
    /// The key; `None` if the edit is about whether it is there at all.
    key: Option<String>,
    /// For a dependency, on what, by its id without the program.
    on: Option<String>,
}

impl Tracing {
    /// Prepares tracing of some edits between two states.
    pub fn new<'e>(edits: impl Iterator<Item = &'e Edit>, then: Side<'_>, now: Side<'_>) -> Self {
        let matching = Matching::new(then, now);
        let program_then = |name: &str| {
            let id = now.workspace().program_called(name).and_then(|id| matching.before(id));
            id.map_or_else(|| name.to_owned(), |id| then.id(id).to_owned())
        };
        let milestone_then = |name: &str| {
            let id = now.find(name).and_then(|id| matching.milestone_before(id));
            id.map_or_else(|| name.to_owned(), |id| then.id(id).to_owned())
        };
        let asked = |edit: &Edit| {
            let of_program = |section: &'static str, id: &str, before: String| {
                let parts = |id: &str| {
                    let (program, rest) = id.split_once('/').unwrap_or((id, ""));
                    (program.to_owned(), rest.to_owned())
                };
                let ((program, name), (program_before, name_before)) = (parts(id), parts(&before));
                (Some([program, program_before]), Some((section, [name, name_before])))
            };
            let in_shared =
                |section: &'static str, id: &str| (None, Some((section, [id.to_owned(), id.to_owned()])));
            let (program, entry) = match &edit.subject {
                Subject::Milestone(id) => of_program("milestones", id, milestone_then(id)),
                Subject::Program(id) => (Some([id.clone(), program_then(id)]), None),
                Subject::Freeze(Some(of), name) => {
                    (Some([of.clone(), program_then(of)]), Some(("freezes", [name.clone(), name.clone()])))
                }
                Subject::Freeze(None, name) => in_shared("freezes", name),
                Subject::Owner(id) => in_shared("owners", id),
                Subject::Calendar(id) => in_shared("calendars", id),
                // Neither moves a date.
                Subject::Risk(id) => of_program("risks", id, id.clone()),
                Subject::Ask(id) => of_program("asks", id, id.clone()),
                Subject::Settings => (None, None),
            };
            let is_link = edit.key == "depends_on";
            let named = edit.inverse.names.first().filter(|_| is_link);
            let on = named.map(|name| name.rsplit('/').next().unwrap_or(name).to_owned());
            let key = (edit.kind == EditKind::Set).then(|| edit.key.clone());
            Asked { entry, program, key, on }
        };
        Self { asked: edits.map(asked).collect() }
    }

    /// Returns what a file says of each edit that it is about: by the place of the edit, the value
    /// in the notation of plans.
    pub fn said(&self, source: &SourceFile, is_shared: bool) -> Vec<(usize, String)> {
        let tree = Tree::read(&source.text);
        let file = FileId(0);
        let statements = match is_shared {
            true => Statements::of_shared(file, source, &tree),
            false => Statements::of_program(file, source, &tree),
        };
        let Some(own) = statements.own() else { return Vec::new() };
        let id = value(&statements, own, "id", None).unwrap_or_else(|| stem(&source.path).to_owned());
        let mut said = Vec::new();
        for (at, asked) in self.asked.iter().enumerate() {
            let is_here = match &asked.program {
                Some(names) => !is_shared && names.contains(&id),
                None => is_shared,
            };
            let entity = match &asked.entry {
                _ if !is_here => continue,
                None => Some(own),
                Some((section, names)) => statements.under(section).iter().find(|entity| {
                    match entity.path.last() {
                        Some(Step::Key(key)) => names.contains(key),
                        // Freezes are a list, by their names.
                        _ => {
                            value(&statements, entity, "name", None).is_some_and(|name| names.contains(&name))
                        }
                    }
                }),
            };
            let Some(entity) = entity else { continue };
            let text = match &asked.key {
                None => Some(String::new()),
                Some(key) => value(&statements, entity, key, asked.on.as_deref()),
            };
            said.extend(text.map(|text| (at, text)));
        }
        said
    }
}

/// Returns the value of a key; of dependencies, those on something.
fn value(statements: &Statements<'_>, entity: &Entity, key: &str, on: Option<&str>) -> Option<String> {
    let found = statements.of(entity, &str::to_owned);
    let text = match &found.get(key)?.value {
        StatedValue::One(value) => Value::text(value),
        StatedValue::Many(list) => list.join(", "),
        StatedValue::Links(links) => {
            let links = links.iter().map(|link| &link.link.value);
            let on = links.filter(|link| on.is_none_or(|on| link.target.rsplit('/').next() == Some(on)));
            let words: Vec<String> = on.map(|link| link.words(&link.target)).collect();
            if words.is_empty() {
                return None;
            }
            words.join(", ")
        }
    };
    Some(text)
}
