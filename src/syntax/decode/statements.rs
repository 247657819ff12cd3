//! The value of each key in the notation of plans, for comparing two versions of a file.
//!
//! Values are decoded first, so that two notations of one value are equal. A value that cannot be
//! read is represented by its source text.

use super::{Reader, Reads, Section, forms};
use crate::calendar::Week;
use crate::source::{FileId, SourceFile, Span};
use crate::syntax::document::{Field, Spanned};
use crate::syntax::fields::{Document, Form, FreezeDoc, Key, ProgramDoc, SharedDoc, Table};
use crate::syntax::outline::Outline;
use crate::syntax::patch::Step;
use crate::syntax::values::{self, Amount, Complaint, DependencyDoc, Due, Duration, LinkKind, TimeUnit};
use crate::syntax::yaml::{Kind, NodeId, Tree};
use crate::time::Day;
use std::collections::BTreeMap;

/// A value in the notation of plans.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A day.
    Day(Day),
    /// The keys that a section has, with their values; free text comes last.
    Parts(Vec<(&'static str, String)>),
    /// Anything else, in the notation of plans. Free text of the plan is unchanged.
    Text(String),
}

impl Value {
    /// Returns it in the notation of plans.
    pub fn text(&self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Parts(parts) => braced(parts),
            Self::Text(text) => text.clone(),
        }
    }
}

/// A key of an entry, with its value.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The key; one in a section after the section's, as in `at_risk.share`.
    pub key: String,
    /// The row of the key.
    pub(crate) row: &'static Key,
    /// The path from the entry to its value.
    pub path: Vec<Step>,
    /// Where the value is written.
    pub span: Span,
    /// The value.
    pub value: StatedValue,
    node: NodeId,
}

/// The value of a key, by its shape.
#[derive(Debug, Clone)]
pub enum StatedValue {
    /// A single value.
    One(Value),
    /// A list whose order does not matter.
    Many(Vec<String>),
    /// The dependencies of a milestone.
    Links(Vec<ListedDependency>),
}

/// A dependency.
#[derive(Debug, Clone)]
pub struct ListedDependency {
    /// Its index in `depends_on`.
    pub at: usize,
    /// The dependency, with its place.
    pub link: Spanned<DependencyDoc>,
}

/// A mapping with keys: a whole file, or an entry in it.
#[derive(Debug, Clone)]
pub struct Entity {
    /// The path to it from the root of the file.
    pub path: Vec<Step>,
    node: NodeId,
    table: &'static Table,
}

/// The entries of a file, with their keys and values.
#[derive(Debug)]
pub struct Statements<'t> {
    file: FileId,
    source: &'t SourceFile,
    tree: &'t Tree,
    own: Option<Entity>,
    entries: BTreeMap<&'static str, Vec<Entity>>,
}

impl<'t> Statements<'t> {
    /// Returns the entries of a program file.
    pub fn of_program(file: FileId, source: &'t SourceFile, tree: &'t Tree) -> Self {
        Self::new(file, source, tree, ProgramDoc::TABLE)
    }

    /// Returns the entries of `tpm.yaml`.
    pub fn of_shared(file: FileId, source: &'t SourceFile, tree: &'t Tree) -> Self {
        Self::new(file, source, tree, SharedDoc::TABLE)
    }

    fn new(file: FileId, source: &'t SourceFile, tree: &'t Tree, table: &'static Table) -> Self {
        let own = tree.root().map(|node| Entity { path: Vec::new(), node, table });
        let mut entries = BTreeMap::new();
        if let Some(own) = &own {
            let mut reader = Reader::new(file, source, tree);
            let section = reader.section(own.node, table);
            for key in table.keys {
                if section.get(key.name).is_some() {
                    entries.insert(key.name, reader.entries_under(&section, key));
                }
            }
        }
        Self { file, source, tree, own, entries }
    }

    /// Returns the file itself, with its own keys.
    pub fn own(&self) -> Option<&Entity> {
        self.own.as_ref()
    }

    /// Returns the entries under a key, in the order in which they are decoded.
    pub fn under(&self, key: &str) -> &[Entity] {
        self.entries.get(key).map_or(&[], Vec::as_slice)
    }

    /// Returns the keys of an entry with their values. `refer` maps each milestone name to the name
    /// to compare. Keys that hold entries are left out.
    pub fn of(&self, entry: &Entity, refer: &dyn Fn(&str) -> String) -> BTreeMap<String, Statement> {
        let mut collecting = Collecting { reader: self.reader(), refer, found: BTreeMap::new() };
        collecting.entry(entry.node, entry.table, "", &[]);
        collecting.found
    }

    /// Returns the dependencies of an entry.
    pub fn links(&self, entry: &Entity) -> Vec<ListedDependency> {
        let key = entry.table.keys.iter().find(|key| matches!(key.form, Form::Dependencies));
        let Some(key) = key else { return Vec::new() };
        let mut reader = self.reader();
        let section = reader.section(entry.node, entry.table);
        reader.listed_dependencies(&section, key)
    }

    /// Returns the value of a key.
    pub fn value(&self, statement: &Statement) -> Outline {
        Outline::of(self.tree, statement.node)
    }

    /// Returns an entry as a value.
    pub fn whole(&self, entry: &Entity) -> Outline {
        Outline::of(self.tree, entry.node)
    }

    fn reader(&self) -> Reader<'t> {
        Reader::new(self.file, self.source, self.tree)
    }
}

/// Collects the keys and values of an entry.
struct Collecting<'t, 'r> {
    reader: Reader<'t>,
    refer: &'r dyn Fn(&str) -> String,
    found: BTreeMap<String, Statement>,
}

impl Collecting<'_, '_> {
    fn entry(&mut self, node: NodeId, table: &'static Table, before: &str, path: &[Step]) {
        let section = self.reader.section(node, table);
        for key in table.keys {
            let Some((node, _)) = section.get(key.name) else { continue };
            let path = [path, &[self.reader.step(node)]].concat();
            let name = format!("{before}{}", key.name);
            let value = match key.form {
                // A section without required keys is split: each of its keys is compared by itself.
                Form::Section(inner) if !inner.keys.iter().any(|key| key.required) => {
                    self.entry(node, inner, &format!("{name}."), &path);
                    continue;
                }
                Form::Entries(_) if !before.is_empty() => {
                    for entry in self.reader.entries(&section, key.name).0.read {
                        let path = [&path[..], &[Step::key(&entry.id)]].concat();
                        self.entry(entry.value, entry.table, &format!("{name}.{}.", entry.id), &path);
                    }
                    continue;
                }
                Form::Entries(_) => continue,
                Form::List(inner) if std::ptr::eq(inner, FreezeDoc::TABLE) => continue,
                Form::Dependencies => StatedValue::Links(self.reader.listed_dependencies(&section, key)),
                form if form.is_list() => StatedValue::Many(self.list(&section, key)),
                // A program names its finish by a bare id.
                Form::Id if name == "finish" => {
                    let finish = self.one(&section, key).text();
                    StatedValue::One(Value::Text((self.refer)(&finish)))
                }
                _ => StatedValue::One(self.one(&section, key)),
            };
            let span = self.reader.tree.span(node);
            self.found.insert(name.clone(), Statement { key: name, row: key, path, span, value, node });
        }
    }

    fn one(&mut self, section: &Section, key: &'static Key) -> Value {
        let reader = &mut self.reader;
        let field = match key.form {
            Form::Duration(_) => {
                map(forms::Duration::read(reader, section, key.name), |duration| duration_text(*duration))
            }
            Form::Impact(_) => {
                map(forms::Impact::read(reader, section, key.name), |duration| duration_text(*duration))
            }
            Form::Weekdays => map(forms::Weekdays::read(reader, section, key.name), |week| week_text(*week)),
            Form::Section(table) => {
                let Some((node, _)) = section.get(key.name) else { return Value::Text(String::new()) };
                let (span, lost) = (reader.tree.span(node), reader.lost);
                let section = reader.section(node, table);
                let value = Value::Parts(parts(reader, &section, table, self.refer));
                match reader.required(node, &section, lost) {
                    true => Field::Ok(Spanned { value, span }),
                    false => Field::Bad(span),
                }
            }
            form => reader.field(section, key.name, |text| value(form, text)),
        };
        match field {
            Field::Ok(read) => read.value,
            Field::Bad(span) => Value::Text(reader.source.slice(span).trim().to_owned()),
            Field::Absent => Value::Text(String::new()),
        }
    }

    fn list(&mut self, section: &Section, key: &'static Key) -> Vec<String> {
        let (reader, refer) = (&mut self.reader, self.refer);
        match key.form {
            Form::UrlLinks => forms::UrlLinks::read(reader, section, key.name)
                .into_iter()
                .map(|(name, to)| format!("{name}: {to}"))
                .collect(),
            Form::List(table) => {
                let items = section.get(key.name).map(|(node, _)| reader.list_items(node));
                let item = |node| {
                    let section = reader.section(node, table);
                    braced(&parts(reader, &section, table, refer))
                };
                items.unwrap_or_default().into_iter().map(item).collect()
            }
            form => {
                let items = reader.list(section, key.name, |text| value(form, text));
                let items = items.into_iter().map(|item| item.value.text());
                match form {
                    Form::References => items.map(|name| refer(&name)).collect(),
                    _ => items.collect(),
                }
            }
        }
    }
}

/// Returns the keys that are written, with their values; free text comes last.
fn parts(
    reader: &mut Reader<'_>,
    section: &Section,
    table: &'static Table,
    refer: &dyn Fn(&str) -> String,
) -> Vec<(&'static str, String)> {
    let is_free = |key: &&Key| matches!(key.form, Form::Text | Form::Reason);
    let (free, other): (Vec<&'static Key>, Vec<_>) = table.keys.iter().partition(is_free);
    let part = |key: &'static Key| {
        let text = match reader.field(section, key.name, |text| value(key.form, text)) {
            Field::Ok(read) if matches!(key.form, Form::Reference) => refer(&read.value.text()),
            Field::Ok(read) => read.value.text(),
            Field::Bad(span) => reader.source.slice(span).trim().to_owned(),
            Field::Absent => return None,
        };
        Some((key.name, text))
    };
    other.into_iter().chain(free).filter_map(part).collect()
}

/// Returns `{key: value, …}`.
fn braced(parts: &[(&'static str, String)]) -> String {
    let parts: Vec<String> = parts.iter().map(|(key, text)| format!("{key}: {text}")).collect();
    format!("{{{}}}", parts.join(", "))
}

impl Reader<'_> {
    /// Returns the step to a value of a mapping.
    fn step(&self, node: NodeId) -> Step {
        Step::key(self.tree.key(node).and_then(|key| self.tree.text(key)).unwrap_or_default())
    }

    fn entries_under(&mut self, section: &Section, key: &'static Key) -> Vec<Entity> {
        let Some((node, _)) = section.get(key.name) else { return Vec::new() };
        let way = self.step(node);
        match key.form {
            Form::Entries(table) => {
                let entries = self.entries(section, key.name).0.read.into_iter();
                let entry = |entry: super::entries::EntryNode| Entity {
                    path: vec![way.clone(), self.step(entry.value)],
                    node: entry.value,
                    table,
                };
                entries.map(entry).collect()
            }
            Form::List(table) => {
                let items = self.list_items(node);
                let items = items.into_iter().enumerate();
                let entry = |(at, node)| Entity { path: vec![way.clone(), Step::Index(at)], node, table };
                items.map(entry).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Returns the items of a list of mappings; a single one is a list of one.
    fn list_items(&mut self, node: NodeId) -> Vec<NodeId> {
        match self.tree.kind(node) {
            Kind::Mapping => vec![node],
            _ => self.items(node, ""),
        }
    }

    fn listed_dependencies(&mut self, section: &Section, key: &Key) -> Vec<ListedDependency> {
        let Some((node, _)) = section.get(key.name) else { return Vec::new() };
        let items = self.items(node, "").into_iter().enumerate();
        let link = |(at, item)| {
            let link = self.value(item, "", values::dependency);
            Some(ListedDependency { at, link: link.spanned()?.clone() })
        };
        items.filter_map(link).collect()
    }
}

fn map<T>(field: Field<T>, words: impl FnOnce(&T) -> String) -> Field<Value> {
    match field {
        Field::Ok(read) => Field::Ok(Spanned { value: Value::Text(words(&read.value)), span: read.span }),
        Field::Bad(span) => Field::Bad(span),
        Field::Absent => Field::Absent,
    }
}

/// Reads a scalar of a form.
fn value(form: Form, text: &str) -> Result<Value, Complaint> {
    let read = match form {
        Form::Date => return values::date(text).map(Value::Day),
        Form::DateOrTbd => {
            return values::due(text).map(|due| match due {
                Due::On(day) => Value::Day(day),
                Due::Tbd => Value::Text("tbd".into()),
            });
        }
        Form::Dates => values::range(text).map(range_text),
        Form::Amount => values::amount(text).map(amount_text),
        Form::Days | Form::Bands => values::days(text).map(|days| format!("{days}d")),
        Form::Count => values::count(text).map(|count| count.to_string()),
        Form::Number => values::number(text).map(|number| number.to_string()),
        Form::Capacity => values::capacity(text).map(|capacity| capacity.to_string()),
        Form::PercentAbove => values::share_above(text).map(|share| format!("{share}%")),
        Form::Odds => values::odds(text).map(|share| format!("{share}%")),
        Form::Runs => values::runs(text).map(|runs| runs.to_string()),
        Form::Distribution => values::distribution(text).map(|form| form.word().to_owned()),
        Form::Percent => values::share(text).map(|share| format!("{share}%")),
        Form::Probability => values::probability(text).map(|share| format!("{}%", share.0)),
        Form::Progress => values::progress(text).map(|progress| progress.to_string()),
        Form::Flag => values::flag(text).map(|flag| flag.to_string()),
        Form::Rag => values::declared(text).map(|rag| rag.word().to_owned()),
        Form::Response => values::response(text).map(|response| response.word().to_owned()),
        Form::Level => values::level(text).map(|level| level.word().to_owned()),
        Form::FailOn => values::fail_on(text).map(|from| from.word().to_owned()),
        Form::Rule => values::rule(text).map(str::to_owned),
        Form::Id | Form::Calendar | Form::Ids => values::id(text),
        Form::Owner => values::owner(text),
        Form::Reference | Form::References => values::reference(text),
        Form::Reason => values::reason(text),
        _ => Ok(text.to_owned()),
    };
    read.map(Value::Text)
}

fn amount_text(amount: Amount) -> String {
    let unit = match amount.unit {
        TimeUnit::Days => "d",
        TimeUnit::Weeks => "w",
        TimeUnit::Elapsed => "ed",
    };
    format!("{}{unit}", amount.count)
}

fn duration_text(Duration { optimistic, likely, pessimistic }: Duration) -> String {
    if optimistic == likely && likely == pessimistic {
        return amount_text(likely);
    }
    format!("[{}]", [optimistic, likely, pessimistic].map(amount_text).join(", "))
}

fn week_text(week: Week) -> String {
    let worked =
        values::WEEKDAYS.iter().enumerate().filter(|(day, _)| week.works(*day)).map(|(_, name)| *name);
    format!("[{}]", worked.collect::<Vec<_>>().join(", "))
}

/// Returns `2026-09-14`, or `2026-09-14..2026-09-18`.
fn range_text((first, last): (Day, Day)) -> String {
    if first == last { first.to_string() } else { format!("{first}..{last}") }
}

impl DependencyDoc {
    /// Returns `ledger SS+1w`, with another name for the milestone: the type only where it is not
    /// FS, then the lag.
    pub fn words(&self, target: &str) -> String {
        let kind = if self.kind == LinkKind::Fs { "" } else { self.kind.word() };
        let how = format!("{kind}{}", self.lag);
        if how.is_empty() { target.to_owned() } else { format!("{target} {how}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_written_as_in_a_plan() {
        for text in ["a", "a +2d", "x/a SS-1w", "a FF+0ed", "a SF"] {
            let link = values::dependency(text).unwrap();
            assert_eq!(link.words(&link.target), text);
        }
    }
}
