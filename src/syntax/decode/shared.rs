//! `tpm.yaml`.

use super::{Entry, Reader, Section};
use crate::calendar::Week;
use crate::source::{FileId, SourceFile};
use crate::syntax::document::{CalendarDoc, Field, OwnerDoc, Parsed, SharedDoc, Spanned};
use crate::syntax::fields;
use crate::syntax::values;
use crate::syntax::yaml::NodeId;
use crate::time::Day;

/// Reads `tpm.yaml`. An empty file is a workspace that shares nothing.
pub fn parse_shared(file: FileId, source: &SourceFile) -> Parsed<SharedDoc> {
    let (value, findings) = super::parse(file, source, |reader, root, broken| match root {
        Some(root) => reader.shared(root, broken),
        None if broken => SharedDoc::unreadable(),
        None => SharedDoc::default(),
    });
    Parsed { value, findings }
}

impl Reader<'_> {
    fn shared(&mut self, root: NodeId, broken: bool) -> SharedDoc {
        let start = self.findings.len();
        let section = self.section(root, &fields::SHARED);
        let currency = self.text(&section, "currency");
        let owners = self.entries(&section, "owners");
        let calendars = self.entries(&section, "calendars");
        let unreadable = broken || self.findings.any_error_since(start);
        let (owners_incomplete, calendars_incomplete) =
            (unreadable || !owners.nameless.is_empty(), unreadable || !calendars.nameless.is_empty());
        let shared = SharedDoc {
            owners_incomplete,
            calendars_incomplete,
            owners_declared: section.get("owners").is_some(),
            owners: self.each(owners, Self::owner),
            calendars: self.each(calendars, Self::calendar),
            currency,
            unreadable,
        };
        section.finish();
        shared
    }

    fn owner(&mut self, entry: Entry) -> OwnerDoc {
        let start = self.findings.len();
        let section = self.section(entry.value, &fields::OWNER);
        let mut owner = OwnerDoc {
            id: entry.id,
            span: entry.span,
            name: self.text(&section, "name"),
            team: self.text(&section, "team"),
            github: self.text(&section, "github"),
            email: self.text(&section, "email"),
            calendar: self.field(&section, "calendar", values::id),
            away: self.ranges(&section, "away"),
            external: self.field(&section, "external", values::flag),
            deputy: self.field(&section, "deputy", values::id),
            unreadable: false,
        };
        section.finish();
        owner.unreadable = entry.twice || self.findings.any_error_since(start);
        owner
    }

    fn calendar(&mut self, entry: Entry) -> CalendarDoc {
        let start = self.findings.len();
        let section = self.section(entry.value, &fields::CALENDAR);
        let mut calendar = CalendarDoc {
            id: entry.id,
            span: entry.span,
            week: self.week(&section),
            holidays: self.ranges(&section, "holidays"),
            unreadable: false,
        };
        section.finish();
        calendar.unreadable = entry.twice || self.findings.any_error_since(start);
        calendar
    }

    fn week(&mut self, section: &Section) -> Field<Week> {
        let days = self.list(section, "week", values::weekday);
        let Some((node, _)) = section.get("week") else { return Field::Absent };
        let week = Week::of(days.into_iter().map(|day| day.value));
        Field::Ok(Spanned { value: week, span: self.tree.span(node) })
    }

    fn ranges(&mut self, section: &Section, name: &'static str) -> Vec<(Day, Day)> {
        self.list(section, name, values::range).into_iter().map(|range| range.value).collect()
    }
}
