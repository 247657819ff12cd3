//! Which working days count for a milestone.

use crate::calendar::{CalendarId, Calendars, Week};
use crate::finding::{Finding, Findings};
use crate::source::{FileId, Place};
use crate::syntax::{CalendarDoc, Field, Guesses, OwnerDoc, SharedDoc, Spanned};
use crate::time::Day;
use std::collections::BTreeMap;

/// The name of the calendar that counts where no other is named.
const DEFAULT: &str = "default";

/// The calendars of `tpm.yaml`, by name.
pub(super) struct CalendarNames {
    by_name: BTreeMap<String, Definition>,
    /// Whether one that is not here may still exist.
    incomplete: bool,
    /// What was chosen before, by calendar and owner: milestones share both, and a list of holidays is long.
    chosen: BTreeMap<(String, Option<String>), Chosen>,
    guesses: Guesses,
}

/// One calendar as it is written.
#[derive(Clone)]
struct Definition {
    week: Week,
    holidays: Vec<(Day, Day)>,
    unreadable: bool,
}

/// A milestone's two calendars, and the week that `1w` means in them.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    pub(super) base: CalendarId,
    pub(super) full: CalendarId,
    pub(super) week: u32,
    pub(super) unreadable: bool,
}

impl CalendarNames {
    pub(super) fn new(file: FileId, shared: &SharedDoc, findings: &mut Findings) -> Self {
        let mut by_name = BTreeMap::new();
        let plain = Definition { week: Week::MONDAY_TO_FRIDAY, holidays: Vec::new(), unreadable: false };
        by_name.insert(DEFAULT.to_owned(), plain);
        for doc in &shared.calendars {
            by_name.insert(doc.id.clone(), define(file, doc, findings));
        }
        Self {
            by_name,
            incomplete: shared.calendars_incomplete,
            chosen: BTreeMap::new(),
            guesses: Guesses::default(),
        }
    }

    /// Returns the calendars of a milestone: the named one, else the default, less its owner's leave.
    ///
    /// A name that is unknown gives nothing; that it is, is told by [`Self::check`] where it stands.
    pub(super) fn choose(
        &mut self,
        name: Option<&str>,
        owner: Option<&OwnerDoc>,
        tables: &mut Calendars,
    ) -> Option<Chosen> {
        let name = name.unwrap_or(DEFAULT);
        let key = (name.to_owned(), owner.map(|owner| owner.id.clone()));
        if let Some(chosen) = self.chosen.get(&key) {
            return Some(*chosen);
        }
        let definition = self.by_name.get(name)?;
        let mut off = definition.holidays.clone();
        let base = tables.intern(definition.week, off.clone());
        off.extend_from_slice(owner.map_or(&[][..], |owner| &owner.away));
        let chosen = Chosen {
            base,
            full: tables.intern(definition.week, off),
            week: definition.week.length(),
            unreadable: definition.unreadable,
        };
        self.chosen.insert(key, chosen);
        Some(chosen)
    }

    /// Adds a finding where a name is not a calendar, whether or not anything counts in it.
    pub(super) fn check(&self, file: FileId, name: &Field<String>, findings: &mut Findings) {
        let Some(Spanned { value: name, span }) = name.spanned() else { return };
        if self.incomplete || self.by_name.contains_key(name) {
            return;
        }
        let place = Place { file, span: *span };
        let finding =
            Finding::error("unknown-calendar", place, format!("`{name}` is not a calendar in tpm.yaml"))
                .label("no such calendar")
                .fact("name", name.as_str());
        findings.add(match self.guesses.did_you_mean(name, self.by_name.keys().map(String::as_str)) {
            Some(help) => finding.help(help),
            None => finding
                .help(format!("add `{name}: {{week: […], holidays: […]}}` under `calendars:` in tpm.yaml")),
        });
    }
}

fn define(file: FileId, doc: &CalendarDoc, findings: &mut Findings) -> Definition {
    let week = doc.week.value().copied().unwrap_or(Week::MONDAY_TO_FRIDAY);
    let mut unreadable = doc.unreadable;
    // Only an empty week or holidays without end leave nothing; the table is the one judge of that.
    let never = !crate::calendar::Calendar::new(week, doc.holidays.iter().copied()).has_working_day();
    if !unreadable && never {
        let place = Place { file, span: doc.week.span().unwrap_or(doc.span) };
        findings.add(
            Finding::error("no-working-day", place, format!("the calendar `{}` has no working day", doc.id))
                .label("nothing is ever worked")
                .help("name the working days of the week, such as `week: [mon, tue, wed, thu, fri]`")
                .subject(&doc.id),
        );
        unreadable = true;
    }
    Definition { week, holidays: doc.holidays.clone(), unreadable }
}
