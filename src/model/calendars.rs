//! The calendars of milestones.

use super::MilestoneId;
use super::freezes::{Freezes, Stopped, merged};
use super::sink::FindingSink;
use crate::calendar::{Calendar, CalendarId, Calendars, Stretch, Week};
use crate::finding::Finding;
use crate::source::{FileId, Place, Span};
use crate::syntax::{CalendarDoc, Field, Guesses, Reading, SharedDoc, Spanned};
use crate::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// The name of the default calendar.
const DEFAULT: &str = "default";

/// How many calendars may extend one another in a chain. Language, country, region, site and team
/// need five.
const DEEPEST: usize = 64;

/// The calendars of `tpm.yaml`, by name.
pub(super) struct CalendarNames<'d> {
    by_name: BTreeMap<String, Definition>,
    /// Whether these are all of them: if not, an unknown name may still exist.
    reading: Reading,
    chosen: BTreeMap<Wanted<'d>, Chosen>,
    guesses: Guesses,
}

/// One calendar as written.
#[derive(Default)]
struct Definition {
    week: Option<Week>,
    unbroken: Option<bool>,
    /// Its own holidays, then its own workdays, which win.
    stretches: Vec<Stretch>,
    extends: Option<String>,
    /// How much is known of it and of the calendars it extends.
    reading: Reading,
    /// Where `extends` is written, or else the calendar's id.
    extends_at: Span,
    /// Where `week` is written, or else the calendar's id.
    week_at: Span,
}

/// A milestone's two calendars, and how many working days `1w` is in them.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    pub(super) base: CalendarId,
    pub(super) full: CalendarId,
    pub(super) week: u32,
    /// How much is known of the calendar that they are based on.
    pub(super) reading: Reading,
}

/// What a milestone's calendars depend on. Most milestones of an owner agree, and share the result.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Wanted<'d> {
    name: &'d str,
    owner: Option<&'d str>,
    /// The program, if it has freezes of its own.
    program: Option<&'d str>,
    freezes: [Stopped; 2],
    pauses: &'d [(Day, Day)],
}

/// What takes days out of a milestone's calendar: leave, freezes and its own pauses.
pub(super) struct Absences<'d, 'f> {
    /// The owner, with the days of leave.
    pub(super) owner: Option<(&'d str, &'d [(Day, Day)])>,
    /// The program it belongs to.
    pub(super) program: &'d str,
    /// The freezes of all programs, and those of its own program.
    pub(super) freezes: [&'f Freezes; 2],
    /// The milestone.
    pub(super) id: MilestoneId,
    /// Its tags.
    pub(super) tags: &'d [String],
    /// Days on which it alone is not worked on.
    pub(super) pauses: &'d [(Day, Day)],
}

impl Absences<'_, '_> {
    fn stopped(&self) -> [Stopped; 2] {
        self.freezes.map(|freezes| freezes.stopped(self.id, self.tags))
    }

    fn days(&self, stopped: &[Stopped; 2]) -> Vec<(Day, Day)> {
        let mut off = self.owner.map_or(Vec::new(), |(_, away)| away.to_vec());
        for (freezes, stopped) in self.freezes.iter().zip(stopped) {
            off.extend(freezes.days(stopped));
        }
        off.extend_from_slice(self.pauses);
        merged(&off)
    }
}

impl<'d> CalendarNames<'d> {
    pub(super) fn new(file: FileId, shared: &SharedDoc, sink: &mut FindingSink<'_>) -> Self {
        let mut by_name = BTreeMap::new();
        by_name.insert(DEFAULT.to_owned(), Definition::default());
        for doc in &shared.calendars {
            by_name.insert(doc.id.clone(), Definition::new(doc));
        }
        let mut names = Self {
            by_name,
            reading: shared.calendars.reading,
            chosen: BTreeMap::new(),
            guesses: Guesses::default(),
        };
        for doc in &shared.calendars {
            names.check(file, &doc.extends, sink);
            let known = doc.extends.value().is_none_or(|parent| names.by_name.contains_key(parent));
            if let Some(definition) = names.by_name.get_mut(&doc.id).filter(|_| !known) {
                definition.reading = Reading::Partly;
            }
        }
        names.find_circles(file, sink);
        for doc in &shared.calendars {
            names.check_has_working_day(file, &doc.id, sink);
        }
        names
    }

    /// Returns the calendars of a milestone: the named one, else the default, and the same less its
    /// days off.
    ///
    /// An unknown name gives `None`; [`Self::check`] reports it.
    pub(super) fn choose(
        &mut self,
        name: Option<&'d str>,
        absences: &Absences<'d, '_>,
        tables: &mut Calendars,
    ) -> Option<Chosen> {
        let name = name.unwrap_or(DEFAULT);
        if !self.by_name.contains_key(name) {
            return None;
        }
        let wanted = Wanted {
            name,
            owner: absences.owner.map(|(owner, _)| owner),
            program: Some(absences.program).filter(|_| !absences.freezes[1].is_empty()),
            freezes: absences.stopped(),
            pauses: absences.pauses,
        };
        if let Some(chosen) = self.chosen.get(&wanted) {
            return Some(*chosen);
        }
        let resolved = self.resolve(name);
        let base = tables.intern(resolved.week, resolved.unbroken, resolved.stretches);
        let full = tables.less(base, absences.days(&wanted.freezes));
        let chosen = Chosen { base, full, week: resolved.week.length(), reading: resolved.reading };
        self.chosen.insert(wanted, chosen);
        Some(chosen)
    }

    /// Returns a program's calendar: the named one, the default if that has no working day in its
    /// week, and Monday to Friday if the default has none either.
    pub(super) fn of_program(&self, name: Option<&str>, tables: &mut Calendars) -> CalendarId {
        let known =
            [name, Some(DEFAULT)].into_iter().flatten().filter(|name| self.by_name.contains_key(*name));
        let weekly = known.map(|name| self.resolve(name)).find(|resolved| resolved.week.length() > 0);
        match weekly {
            Some(resolved) => tables.intern(resolved.week, resolved.unbroken, resolved.stretches),
            None => tables.intern(Week::MONDAY_TO_FRIDAY, None, Vec::new()),
        }
    }

    /// Returns a calendar and those it extends, nearest first.
    fn chain<'n>(&'n self, name: &'n str) -> impl Iterator<Item = (&'n str, &'n Definition)> {
        let first = self.by_name.get_key_value(name).map(|(name, definition)| (name.as_str(), definition));
        let next = |(_, definition): &(&'n str, &'n Definition)| {
            let (name, parent) = self.by_name.get_key_value(definition.extends.as_deref()?)?;
            Some((name.as_str(), parent))
        };
        std::iter::successors(first, next).take(DEEPEST + 1)
    }

    /// Returns a calendar merged with those it extends: the nearest definition of a day wins,
    /// workdays before holidays, and so do the nearest `week` and `unbroken`.
    fn resolve(&self, name: &str) -> Resolved {
        let chain: Vec<&Definition> = self.chain(name).map(|(_, definition)| definition).collect();
        Resolved {
            week: chain.iter().find_map(|definition| definition.week).unwrap_or(Week::MONDAY_TO_FRIDAY),
            unbroken: chain.iter().find_map(|definition| definition.unbroken),
            stretches: chain.iter().rev().flat_map(|definition| &definition.stretches).copied().collect(),
            reading: chain.iter().map(|definition| definition.reading).max().unwrap_or_default(),
        }
    }

    /// Finds calendars that extend themselves, or form too long a chain. Neither they nor the
    /// calendars that extend them are known.
    fn find_circles(&mut self, file: FileId, sink: &mut FindingSink<'_>) {
        let mut lost = Vec::new();
        let mut deep = None;
        for name in self.by_name.keys() {
            let chain: Vec<&str> = self.chain(name).map(|(name, _)| name).collect();
            if chain.len() <= DEEPEST {
                continue;
            }
            lost.push(name.clone());
            let again = chain.iter().skip(1).position(|member| member == name);
            match again.and_then(|last| chain.get(..=last)) {
                // One finding per circle, at its first calendar by name.
                Some(circle) if circle.iter().min() == Some(&name.as_str()) => {
                    sink.undate(self.circle(file, name, circle));
                }
                Some(_) => {}
                None => {
                    let leads_into_a_circle = chain.iter().collect::<BTreeSet<_>>().len() < chain.len();
                    deep = deep.or((!leads_into_a_circle).then_some(name));
                }
            }
        }
        if let Some(name) = deep {
            sink.undate(self.too_deep(file, name));
        }
        for name in lost {
            if let Some(definition) = self.by_name.get_mut(&name) {
                definition.reading = Reading::Partly;
            }
        }
    }

    /// Where a calendar says which one it extends.
    fn extends_at(&self, file: FileId, name: &str) -> Place {
        Place {
            file,
            span: self.by_name.get(name).map(|definition| definition.extends_at).unwrap_or_default(),
        }
    }

    fn circle(&self, file: FileId, first: &str, members: &[&str]) -> Finding {
        let place = |name: &str| self.extends_at(file, name);
        let message = match members {
            [only] => format!("the calendar `{only}` extends itself"),
            _ => format!("the calendars {} extend each other in a circle", quoted(members)),
        };
        let mut finding = Finding::error("calendar-cycle", place(first), message)
            .label(format!("`{first}` extends this"))
            .help("remove `extends` from the one that the others refine");
        for member in members.iter().skip(1) {
            finding = finding.related(place(member), format!("`{member}` extends this"));
        }
        finding
    }

    fn too_deep(&self, file: FileId, name: &str) -> Finding {
        let place = self.extends_at(file, name);
        let message = format!("more than {DEEPEST} calendars extend one another, starting from `{name}`");
        Finding::error("calendar-too-deep", place, message)
            .label("too many in a row")
            .help("let it extend one further down the chain")
    }

    /// Reports a calendar without any working day, even if it is not used.
    fn check_has_working_day(&mut self, file: FileId, name: &str, sink: &mut FindingSink<'_>) {
        let resolved = self.resolve(name);
        let Some(definition) = self.by_name.get(name) else { return };
        let worked = resolved.week.length() > 0 && resolved.days_off() < 10_000;
        if !resolved.reading.is_whole()
            || worked
            || Calendar::new(resolved.week, resolved.stretches.iter().copied()).has_working_day()
        {
            return;
        }
        let place = Place { file, span: definition.week_at };
        let message = format!("the calendar `{name}` has no working day");
        sink.undate(
            Finding::error("no-working-day", place, message)
                .label("no day is worked")
                .help("name the working days of the week, such as `week: [mon, tue, wed, thu, fri]`, or days such as `workdays: [2026-11-28]`")
                .subject(name),
        );
        if let Some(definition) = self.by_name.get_mut(name) {
            definition.reading = Reading::Partly;
        }
    }

    /// Reports a name that is not a calendar, even if nothing uses it.
    pub(super) fn check(&self, file: FileId, name: &Field<String>, sink: &mut FindingSink<'_>) {
        let Some(Spanned { value: name, span }) = name.spanned() else { return };
        if !self.reading.is_whole() || self.by_name.contains_key(name) {
            return;
        }
        let place = Place { file, span: *span };
        let finding =
            Finding::error("unknown-calendar", place, format!("`{name}` is not a calendar in tpm.yaml"))
                .label("no such calendar")
                .fact("name", name.as_str());
        sink.undate(match self.guesses.did_you_mean(name, self.by_name.keys().map(String::as_str)) {
            Some(help) => finding.help(help),
            None => finding
                .help(format!("add `{name}: {{week: […], holidays: […]}}` under `calendars:` in tpm.yaml")),
        });
    }
}

/// A calendar together with what it extends.
struct Resolved {
    week: Week,
    unbroken: Option<bool>,
    stretches: Vec<Stretch>,
    reading: Reading,
}

impl Resolved {
    /// Returns an upper bound of the days taken out: days that are listed twice count twice.
    fn days_off(&self) -> i64 {
        let off = self.stretches.iter().filter(|stretch| !stretch.worked);
        off.map(|stretch| i64::from(stretch.last.since(stretch.first)).saturating_add(1)).sum()
    }
}

impl Definition {
    fn new(doc: &CalendarDoc) -> Self {
        let holidays = merged(&doc.holidays).into_iter().map(Stretch::off);
        let workdays = merged(&doc.workdays).into_iter().map(Stretch::on);
        Self {
            week: doc.week.value().copied(),
            unbroken: doc.unbroken.value().copied(),
            stretches: holidays.chain(workdays).collect(),
            extends: doc.extends.value().cloned(),
            reading: doc.reading,
            extends_at: doc.extends.span().unwrap_or(doc.span),
            week_at: doc.week.span().unwrap_or(doc.span),
        }
    }
}

fn quoted(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
