//! A type for each [`Form`]: which type its fields have in a document, and how they are read.

use super::Reader;
use super::entries::EntryNode;
use crate::calendar::Week;
use crate::source::Span;
use crate::syntax::document::{self, Field, Reading, Spanned};
use crate::syntax::fields::{Document, Form, Key, MilestoneDoc, THREE_POINTS};
use crate::syntax::values;
use crate::syntax::yaml::Kind;
use crate::time::Day;
use std::any::Any;
use std::collections::BTreeMap;
use std::marker::PhantomData;

/// A form, with the type of its fields in documents.
pub trait Takes {
    /// The type of a field of this form. Its default is that of a key that is not written.
    type Read;
}

/// How a form is read.
pub(in crate::syntax) trait Reads: Takes {
    /// The form, for the key tables.
    const FORM: Form;

    /// Reads the key of this name.
    fn read(reader: &mut Reader<'_>, section: &super::Section, name: &'static str) -> Self::Read;
}

/// A document that is read key by key.
pub(in crate::syntax) trait Decode: Document {
    fn decode(reader: &mut Reader<'_>, section: &super::Section) -> Self;
}

/// A document that is an item of a list.
pub(in crate::syntax) trait Item: Decode {
    fn at(self, span: Span, reading: Reading) -> Self;
}

/// A document that is an entry by id.
pub(in crate::syntax) trait Entry: Decode + Clone {
    fn named(self, id: String, span: Span, reading: Reading) -> Self;
}

/// One row for each form that is read in one step: the type of its field, and how it is read.
macro_rules! forms {
    ($($form:ident $(<$inner:ident: $bound:ident>)?: $read:ty = |$reader:ident, $section:ident, $name:ident| $body:expr;)*) => {$(
        #[doc = concat!("A key of the form `", stringify!($form), "`.")]
        #[derive(Debug)]
        pub struct $form $(<$inner>(PhantomData<$inner>))?;

        impl $(<$inner>)? Takes for $form $(<$inner>)? {
            type Read = $read;
        }

        impl $(<$inner: $bound>)? Reads for $form $(<$inner>)? {
            const FORM: Form = forms!(@form $form $($inner)?);

            fn read($reader: &mut Reader<'_>, $section: &super::Section, $name: &'static str) -> $read {
                $body
            }
        }
    )*};
    (@form Duration) => { Form::Duration(&THREE_POINTS) };
    (@form Impact) => { Form::Impact(&THREE_POINTS) };
    (@form Part $inner:ident) => { Form::Section($inner::TABLE) };
    (@form $form:ident $inner:ident) => { Form::$form($inner::TABLE) };
    (@form $form:ident) => { Form::$form };
}

forms! {
    Text: Field<String> = |r, s, key| r.field(s, key, |text| Ok(text.to_owned()));
    Reason: Field<String> = |r, s, key| r.field(s, key, values::reason);
    Id: Field<String> = |r, s, key| r.field(s, key, values::id);
    Owner: Field<String> = |r, s, key| r.field(s, key, values::owner);
    Calendar: Field<String> = |r, s, key| r.field(s, key, values::id);
    Reference: Field<String> = |r, s, key| r.field(s, key, values::reference);
    Rule: Field<&'static str> = |r, s, key| r.field(s, key, values::rule);
    Date: Field<Day> = |r, s, key| r.field(s, key, values::date);
    DateOrTbd: Field<values::Due> = |r, s, key| r.field(s, key, values::due);
    Duration: Field<values::Duration> = |r, s, key| r.estimate(s, key, values::amount);
    Impact: Field<values::Duration> = |r, s, key| r.estimate(s, key, values::impact);
    Amount: Field<values::Amount> = |r, s, key| r.field(s, key, values::amount);
    Days: Field<u32> = |r, s, key| r.field(s, key, values::days);
    Count: Field<u32> = |r, s, key| r.field(s, key, values::count);
    Number: Field<u64> = |r, s, key| r.field(s, key, values::number);
    Capacity: Field<values::Capacity> = |r, s, key| r.field(s, key, values::capacity);
    Percent: Field<u32> = |r, s, key| r.field(s, key, values::share);
    PercentAbove: Field<u32> = |r, s, key| r.field(s, key, values::share_above);
    Odds: Field<u32> = |r, s, key| r.field(s, key, values::odds);
    Runs: Field<u32> = |r, s, key| r.field(s, key, values::runs);
    Distribution: Field<values::Distribution> = |r, s, key| r.field(s, key, values::distribution);
    Progress: Field<values::Progress> = |r, s, key| r.field(s, key, values::progress);
    Probability: Field<values::Probability> = |r, s, key| r.field(s, key, values::probability);
    Version: Field<values::Requirement> = |r, s, key| r.field(s, key, values::requirement);
    Flag: Field<bool> = |r, s, key| r.field(s, key, values::flag);
    Rag: Field<values::Declared> = |r, s, key| r.field(s, key, values::declared);
    Response: Field<values::Response> = |r, s, key| r.field(s, key, values::response);
    Dates: Vec<(Day, Day)> = |r, s, key| values_of(r.list(s, key, values::range));
    Words: Vec<String> = |r, s, key| values_of(r.list(s, key, |text| Ok(text.to_owned())));
    Ids: Vec<Spanned<String>> = |r, s, key| r.list(s, key, values::id);
    References: Vec<Spanned<String>> = |r, s, key| r.list(s, key, values::reference);
    Dependencies: Vec<Spanned<values::DependencyDoc>> = |r, s, key| r.dependencies(s, key);
    UrlLinks: Vec<(String, String)> = |r, s, key| r.url_links(s, key);
    Weekdays: Field<Week> = |r, s, key| r.week(s, key);
    Bands: Vec<u32> = |r, s, key| r.bands(s, key);
    Section<T: Decode>: Field<Box<T>> = |r, s, key| r.inner(s, key);
    Part<T: Decode>: T = |r, s, key| r.part(s, key);
    List<T: Item>: Vec<T> = |r, s, key| r.items_of(s, key);
    Entries<T: Entry>: document::Entries<T> = |r, s, key| {
        let (nodes, reading) = r.entries(s, key);
        let is_written = s.get(key).is_some();
        document::Entries { list: r.each(nodes, Reader::entry), reading, is_written }
    };
}

fn values_of<T>(list: Vec<Spanned<T>>) -> Vec<T> {
    list.into_iter().map(|spanned| spanned.value).collect()
}

impl Reader<'_> {
    /// Reads one key, if it is written. Errors under a key marked `apart` leave the enclosing
    /// document whole.
    pub(in crate::syntax) fn key<F: Reads + Takes<Read: Default>>(
        &mut self,
        section: &super::Section,
        key: Option<&'static Key>,
    ) -> F::Read {
        // Most keys are not written.
        let Some(key) = key.filter(|key| section.has(key)) else { return F::Read::default() };
        let lost = self.lost;
        let read = F::read(self, section, key.name);
        if self.lost > lost && key.apart {
            self.lost = lost;
        }
        read
    }

    /// Reads a mapping as a unit: with errors, or without a required key, all of it is unreadable.
    fn inner<T: Decode>(&mut self, section: &super::Section, name: &'static str) -> Field<Box<T>> {
        let Some((node, _)) = section.get(name) else { return Field::Absent };
        let span = self.tree.span(node);
        let lost = self.lost;
        let section = self.section(node, T::TABLE);
        let value = Box::new(T::decode(self, &section));
        match self.required(node, &section, lost) {
            true => Field::Ok(Spanned { value, span }),
            false => Field::Bad(span),
        }
    }

    /// Reads a mapping whose keys are independent: each is absent, unreadable or read.
    fn part<T: Decode>(&mut self, section: &super::Section, name: &'static str) -> T {
        let Some((node, _)) = section.get(name) else { return T::default() };
        let section = self.section(node, T::TABLE);
        T::decode(self, &section)
    }

    /// Reads a list of mappings; a single one is a list of one.
    fn items_of<T: Item>(&mut self, section: &super::Section, name: &'static str) -> Vec<T> {
        let Some((node, key)) = section.get(name) else { return Vec::new() };
        let items = match self.tree.kind(node) {
            Kind::Mapping => vec![node],
            _ => self.items(node, key.form.wanted()),
        };
        let mut read = Vec::new();
        for item in items {
            let lost = self.lost;
            let section = self.section(item, T::TABLE);
            let value = T::decode(self, &section);
            self.required(item, &section, lost);
            let reading = self.reading(item, &section, lost);
            read.push(value.at(self.tree.span(item), reading));
        }
        read
    }

    /// Reads an entry by id. Errors in it leave the enclosing document whole.
    fn entry<T: Entry>(&mut self, entry: EntryNode) -> T {
        if let Some(unchanged) = self.unchanged(&entry) {
            return unchanged;
        }
        let lost = self.lost;
        let section = self.section(entry.value, T::TABLE);
        let value = T::decode(self, &section);
        let reading = self.reading(entry.value, &section, lost);
        self.lost = lost;
        let reading = if entry.unclear { reading.max(Reading::Partly) } else { reading };
        value.named(entry.id, entry.span, reading)
    }

    /// Returns a milestone as read before the tree was patched, if the patch did not touch it.
    fn unchanged<T: Entry>(&mut self, entry: &EntryNode) -> Option<T> {
        let is_milestone = std::ptr::eq(entry.table, MilestoneDoc::TABLE) && !entry.unclear;
        let earlier = self.earlier.as_mut().filter(|_| is_milestone)?;
        // Both are in the same order, apart from milestones that were removed or added.
        let mut rest = earlier.milestones.clone();
        let found = rest.find(|doc| doc.id == entry.id && doc.span == entry.span)?;
        earlier.milestones = rest;
        let unchanged: Option<&dyn Any> = earlier.version.has(entry.value).then_some(found);
        unchanged?.downcast_ref::<T>().cloned()
    }

    /// Reads `depends_on`. For a value in quotes or behind an alias, the bytes of the id in the
    /// source are not known: the whole text then counts as the id.
    fn dependencies(
        &mut self,
        section: &super::Section,
        name: &'static str,
    ) -> Vec<Spanned<values::DependencyDoc>> {
        let mut dependencies = self.list(section, name, values::dependency);
        for Spanned { value, span } in &mut dependencies {
            if !self.source.slice(*span).starts_with(&value.target) {
                value.target_length = usize::MAX;
            }
        }
        dependencies
    }

    /// Reads names chosen by the user, each with an address.
    fn url_links(&mut self, section: &super::Section, name: &'static str) -> Vec<(String, String)> {
        let Some((node, key)) = section.get(name) else { return Vec::new() };
        let wanted = key.form.wanted();
        if !matches!(self.tree.kind(node), Kind::Mapping) {
            let items = self.items(node, wanted);
            if !items.is_empty() {
                let found =
                    if matches!(self.tree.kind(node), Kind::Sequence) { "a list" } else { "a single value" };
                let finding = self.wrong_shape(self.tree.span(node), wanted, found);
                self.report(node, finding);
            }
            return Vec::new();
        }
        let mut links: Vec<(String, String)> = Vec::new();
        let mut seen = BTreeMap::new();
        for value in self.tree.children(node) {
            let Some(key) = self.tree.key(value) else { continue };
            let (name, text) = (self.scalar(key, "a name"), self.scalar(value, "an address or a number"));
            let (Some(name), Some(text)) = (name, text) else { continue };
            let span = self.tree.span(key);
            if let Some(first) = seen.insert(name, span) {
                let finding = self.duplicate(name, first, span);
                self.lose(finding);
            }
            links.push((name.to_owned(), text.to_owned()));
        }
        links
    }

    fn week(&mut self, section: &super::Section, name: &'static str) -> Field<Week> {
        let days = self.list(section, name, values::weekday);
        let Some((node, _)) = section.get(name) else { return Field::Absent };
        let week = Week::of(days.into_iter().map(|day| day.value));
        Field::Ok(Spanned { value: week, span: self.tree.span(node) })
    }

    /// Reads four ascending limits.
    fn bands(&mut self, section: &super::Section, name: &'static str) -> Vec<u32> {
        let lost = self.lost;
        let bands = values_of(self.list(section, name, values::days));
        let Some((node, _)) = section.get(name) else { return bands };
        if self.lost > lost {
            return bands;
        }
        let ascending = bands.is_sorted_by(|one, next| one < next);
        if bands.len() != 4 || !ascending {
            let place = self.first_line(self.tree.span(node));
            let message = format!("`{name}` needs four limits, each above the one before");
            let finding = self
                .error("limits-out-of-order", place, message)
                .label(if ascending { format!("{} given", bands.len()) } else { "not ascending".into() })
                .help("write the ends of the first four bands, such as `[2d, 5d, 10d, 20d]`; the fifth is everything above the last");
            self.report(node, finding);
        }
        bands
    }
}
