//! `tpm.yaml`.

use super::{Entry, Reader, Section};
use crate::calendar::Week;
use crate::source::{FileId, SourceFile};
use crate::syntax::document::{
    AtRiskDoc, CalendarDoc, Field, FreezeDoc, OwnerDoc, Parsed, SharedDoc, Spanned,
};
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
        let mut shared = SharedDoc {
            freezes: self.freezes(&section),
            at_risk: self.at_risk(&section),
            quiet_after_days: self.field(&section, "quiet_after_days", values::count),
            quiet_after_days_external: self.field(&section, "quiet_after_days_external", values::count),
            assume_progress: self.field(&section, "assume_progress", values::days),
            impact_bands: self.bands(&section),
            currency: self.text(&section, "currency"),
            baseline: self.text(&section, "baseline"),
            ..SharedDoc::default()
        };
        let owners = self.entries(&section, "owners");
        let calendars = self.entries(&section, "calendars");
        shared.unreadable = broken || self.findings.any_error_since(start);
        shared.owners_incomplete = shared.unreadable || !owners.nameless.is_empty();
        shared.calendars_incomplete = shared.unreadable || !calendars.nameless.is_empty();
        shared.owners_declared = section.get("owners").is_some();
        shared.owners = self.each(owners, Self::owner);
        shared.calendars = self.each(calendars, Self::calendar);
        shared.checks = self.checks(&section);
        section.finish();
        shared
    }

    fn at_risk(&mut self, section: &Section) -> AtRiskDoc {
        let Some((node, key)) = section.get("at_risk") else { return AtRiskDoc::default() };
        let section = self.section(node, key.table());
        let at_risk = AtRiskDoc {
            at_least: self.field(&section, "at_least", values::days),
            share: self.field(&section, "share", values::share),
            at_most: self.field(&section, "at_most", values::days),
        };
        section.finish();
        at_risk
    }

    /// Reads four ascending limits.
    fn bands(&mut self, section: &Section) -> Vec<Spanned<u32>> {
        let start = self.findings.len();
        let bands = self.list(section, "impact_bands", values::days);
        let Some((node, _)) = section.get("impact_bands") else { return bands };
        if self.findings.any_error_since(start) {
            return bands;
        }
        let ascending = bands.windows(2).all(|pair| pair[0].value < pair[1].value);
        if bands.len() != 4 || !ascending {
            let place = self.first_line(self.tree.span(node));
            let finding = self
                .error("limits-out-of-order", place, "`impact_bands` needs four limits, each above the one before")
                .label(if ascending { format!("{} given", bands.len()) } else { "not ascending".into() })
                .help("write the ends of the first four bands, such as `[2d, 5d, 10d, 20d]`: what is above the last is the fifth");
            self.tell(node, finding);
        }
        bands
    }

    pub(super) fn freezes(&mut self, section: &Section) -> Vec<FreezeDoc> {
        self.each_of(section, "freezes", |reader, section, _| FreezeDoc {
            name: reader.text(section, "name"),
            dates: reader.ranges(section, "dates"),
            tags: reader
                .list(section, "tags", |text| Ok(text.to_owned()))
                .into_iter()
                .map(|tag| tag.value)
                .collect(),
        })
    }

    fn owner(&mut self, entry: Entry) -> OwnerDoc {
        let start = self.findings.len();
        let section = self.section(entry.value, entry.table);
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
            deputy: self.field(&section, "deputy", values::owner),
            unreadable: false,
        };
        section.finish();
        owner.unreadable = entry.twice || self.findings.any_error_since(start);
        owner
    }

    fn calendar(&mut self, entry: Entry) -> CalendarDoc {
        let start = self.findings.len();
        let section = self.section(entry.value, entry.table);
        let mut calendar = CalendarDoc {
            id: entry.id,
            span: entry.span,
            extends: self.field(&section, "extends", values::id),
            week: self.week(&section),
            holidays: self.ranges(&section, "holidays"),
            workdays: self.ranges(&section, "workdays"),
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
