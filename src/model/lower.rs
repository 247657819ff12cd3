//! From documents to the model: resolves names, turns weeks into days, fills in defaults.

use super::calendars::{Absences, CalendarNames, Chosen};
use super::dependencies::{self, OnFinish};
use super::freezes::{self, Freezes};
use super::named::NamedProgram;
use super::names::{Found, Names, OwnerNames, Reference};
use super::sink::FindingSink;
use super::{
    AsOf, Ask, Before, Blocked, Cancelled, Checks, Declaration, Estimate, Milestone, MilestoneId, Move,
    Owner, OwnerId, Program, ProgramId, Promise, Settings, Spans, Workspace, check, risks, waivers,
};
use crate::calendar::{CalendarId, Length, Week};
use crate::finding::{Finding, Findings};
use crate::source::{FileId, Place, Span};
use crate::syntax::{
    Field, HealthDoc, MilestoneDoc, MoveDoc, OwnerDoc, ProgramDoc, Reading, SharedDoc, Spanned, TimeUnit,
};
use crate::time::Day;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Returns the model of these documents. Programs come sorted by id. Milestones that are equal to
/// those lowered before are shared with them.
pub(super) fn lower(
    programs: &[NamedProgram],
    (shared_file, shared): (FileId, &SharedDoc),
    before: &Before,
    as_of: AsOf,
    findings: &mut Findings,
) -> Workspace {
    let names = Names::new(programs);
    let mut sink = FindingSink::new(findings);
    let settings = Settings::new(shared_file, shared, &mut sink);
    let shared_is_unreadable = !shared.reading.is_whole() || sink.is_undated();
    let calendars = CalendarNames::new(shared_file, shared, &mut sink);
    let checks = Checks::new(shared_file, &shared.checks, &names, &mut sink);
    let mut workspace = Workspace { settings, checks, ..Workspace::default() };
    workspace.usual = Some(calendars.of_program(None, &mut workspace.calendars));
    // Reserved exactly: growing the longest list would double its memory.
    workspace.milestones.reserve_exact(programs.iter().map(|program| program.doc.milestones.len()).sum());
    let (owners, owner_docs) = lower_owners(shared_file, shared, &mut workspace, &mut sink);
    for owner in &shared.owners {
        calendars.check(shared_file, &owner.calendar, &mut sink);
    }
    let mut lowering = Lowering {
        before,
        shared,
        names,
        calendars,
        freezes: Freezes::default(),
        owners,
        owner_docs,
        shared_is_unreadable,
        as_of,
        workspace,
        sink,
        on_finishes: Vec::new(),
    };
    lowering.workspace.freezes =
        freezes::lower(&lowering.names, shared_file, &shared.freezes, None, &mut lowering.sink);
    lowering.freezes = Freezes::new(&lowering.workspace.freezes);
    for program in programs {
        lowering.program(program);
    }
    for (index, program) in programs.iter().enumerate() {
        lowering.finish(ProgramId(index as u32), program);
    }
    for (index, program) in programs.iter().enumerate() {
        lowering.references(ProgramId(index as u32), program);
    }
    dependencies::link_finishes(&mut lowering);
    lowering.workspace
}

/// Adds the owners that are declared. Returns their names, and the document of each.
fn lower_owners<'d>(
    file: FileId,
    shared: &'d SharedDoc,
    workspace: &mut Workspace,
    sink: &mut FindingSink<'_>,
) -> (OwnerNames, Vec<&'d OwnerDoc>) {
    let mut docs: Vec<&OwnerDoc> = shared.owners.iter().collect();
    docs.sort_by(|a, b| a.id.cmp(&b.id));
    let mut by_id = BTreeMap::new();
    for doc in &docs {
        let id = OwnerId(workspace.owners.len() as u32);
        workspace.owners.push(Owner {
            id: doc.id.clone(),
            name: doc.name.non_blank(),
            team: doc.team.non_blank(),
            github: doc.github.non_blank(),
            email: doc.email.non_blank(),
            deputy: None,
            away: doc.away.clone(),
            external: doc.external.value().copied().unwrap_or(false),
            capacity: doc.capacity.value().copied(),
            left: doc.left.value().copied(),
        });
        by_id.insert(doc.id.clone(), id);
    }
    let mut names = OwnerNames::new(by_id, shared.owners.is_written, shared.owners.reading);
    for (index, doc) in docs.iter().enumerate() {
        if let Some(deputy) = doc.deputy.spanned() {
            let place = Place { file, span: deputy.span };
            let deputy = names.find(&deputy.value, place, &mut workspace.owners, sink);
            if let Some(owner) = workspace.owners.get_mut(index) {
                owner.deputy = deputy;
            }
        }
    }
    (names, docs)
}

/// What the names and the calendar of a milestone are.
struct Resolved<'d> {
    program: ProgramId,
    owner: Option<OwnerId>,
    calendar: Option<&'d str>,
    /// How many days `1w` is.
    week: u32,
    base: CalendarId,
    full: CalendarId,
}

/// The days of what happened to a milestone, as far as they have come.
struct Actuals {
    done: Option<Day>,
    started: Option<Day>,
    updated: Option<Day>,
    cancelled: Option<Day>,
}

/// The state of lowering.
pub(super) struct Lowering<'a> {
    before: &'a Before,
    shared: &'a SharedDoc,
    pub(super) names: Names<'a>,
    calendars: CalendarNames<'a>,
    freezes: Freezes,
    owners: OwnerNames,
    /// By owner; those that are not declared have none.
    owner_docs: Vec<&'a OwnerDoc>,
    shared_is_unreadable: bool,
    as_of: AsOf,
    pub(super) workspace: Workspace,
    pub(super) sink: FindingSink<'a>,
    /// The dependencies on the finish of a program, until all others are known.
    pub(super) on_finishes: Vec<OnFinish>,
}

impl<'a> Lowering<'a> {
    fn program(&mut self, named: &'a NamedProgram) {
        let NamedProgram { id, file, doc, .. } = named;
        let program = ProgramId(self.workspace.programs.len() as u32);
        let first = self.workspace.milestones.len() as u32;
        let owner = self.owner(*file, &doc.owner);
        let declared = self.declaration(*file, &doc.health);
        check::program(id, doc, *file, self.as_of, &mut self.sink);
        self.calendars.check(*file, &doc.calendar, &mut self.sink);
        let why = if self.shared_is_unreadable {
            Some("tpm.yaml could not be read".to_owned())
        } else if doc.milestones.reading == Reading::Cut {
            Some(format!("`{id}` could not be read to its end"))
        } else if !doc.reading.is_whole() {
            Some(format!("one of the keys of `{id}` itself could not be read"))
        } else {
            None
        };
        let own = freezes::lower(&self.names, *file, &doc.freezes, Some((program, id)), &mut self.sink);
        let freezes = Freezes::new(&own);
        self.workspace.freezes.extend(own);
        let before = self.before.milestones(self.shared, program.index(), named);
        for (at, milestone) in doc.milestones.iter().enumerate() {
            self.milestone(program, named, milestone, &freezes, (before.get(at), why.as_deref()));
        }
        let waivers = waivers::waivers(self, named, &doc.waive);
        let calendar = doc.calendar.value().map(String::as_str);
        let calendar = self.calendars.of_program(calendar, &mut self.workspace.calendars);
        let last = self.workspace.milestones.len() as u32;
        let mut by_id: Vec<MilestoneId> = (first..last).map(MilestoneId).collect();
        by_id.sort_by_key(|id| &self.workspace.milestone(*id).id);
        self.workspace.programs.push(Program {
            id: id.clone(),
            name: doc.name.non_blank().unwrap_or_else(|| id.clone()),
            summary: doc.summary.non_blank(),
            owner,
            start: doc.start.value().copied(),
            promise: promise(&doc.due, &doc.moved),
            finish: None,
            declared,
            calendar,
            formerly: doc.formerly.iter().map(|id| id.value.clone()).collect(),
            milestones: first..last,
            by_id,
            // Filled in once all milestones have their indices.
            assertions: Vec::new(),
            waivers,
            origin: Place { file: *file, span: Span::default() },
            spans: Spans::of_program(doc),
            undated_because: why,
            reading: doc.milestones.reading,
        });
    }

    fn milestone(
        &mut self,
        program: ProgramId,
        named: &'a NamedProgram,
        doc: &'a MilestoneDoc,
        freezes: &Freezes,
        (before, why): (Option<&Arc<Milestone>>, Option<&str>),
    ) {
        self.sink.begin();
        let owner = self.owner(named.file, &doc.owner);
        self.calendars.check(named.file, &doc.calendar, &mut self.sink);
        let owner_doc = owner.and_then(|owner| self.owner_docs.get(owner.index()).copied());
        let (calendar_name, calendar) = self.calendar(named, doc, owner_doc, freezes);
        let week = calendar.map_or(5, |calendar| calendar.week);
        let [base, full] = match calendar {
            Some(calendar) => [calendar.base, calendar.full],
            None => [self.workspace.calendars.intern(Week::MONDAY_TO_FRIDAY, None, Vec::new()); 2],
        };
        let found = Resolved { program, owner, calendar: calendar_name, week, base, full };
        let mut milestone = match before.filter(|before| self.is_still(before, named, doc, &found)) {
            Some(before) => before.clone(),
            None => Arc::new(self.lowered(named, doc, &found)),
        };
        check::milestone(&milestone, doc, named.file, self.as_of, &mut self.sink);
        check::weeks(week, doc, named.file, &mut self.sink);
        let owner_is_whole = owner_doc.is_none_or(|owner| owner.reading.is_whole());
        let undated_because = match why {
            Some(why) => Some(why.to_owned()),
            None if !doc.reading.is_whole() || self.sink.is_undated() => {
                Some("something in it could not be read".into())
            }
            None if !owner_is_whole => Some("its owner's entry in tpm.yaml could not be read".into()),
            None if calendar.is_none() || (doc.owner.is_present() && owner.is_none()) => {
                Some("its owner or its calendar is not known".into())
            }
            None if calendar.is_some_and(|calendar| !calendar.reading.is_whole()) => {
                Some("its calendar could not be read".into())
            }
            None => None,
        };
        if undated_because.is_some() {
            Arc::make_mut(&mut milestone).undated_because = undated_because;
        }
        self.workspace.milestones.push(milestone);
    }

    /// Whether a milestone that was lowered from the same documents is the same now. The as-of day
    /// may be another, and so may the numbers of owners and calendars, which other programs decide.
    fn is_still(
        &self,
        before: &Milestone,
        named: &NamedProgram,
        doc: &MilestoneDoc,
        found: &Resolved<'_>,
    ) -> bool {
        let names_owners = doc.health.is_present() || !doc.waive.is_empty();
        let Actuals { done, started, updated, cancelled } = self.actuals(doc);
        !names_owners
            && (before.program, before.owner) == (found.program, found.owner)
            && (before.base, before.full) == (found.base, found.full)
            && (before.done, before.started, before.updated) == (done, started, updated)
            && before.cancelled.as_ref().map(|cancelled| cancelled.on) == cancelled
            && before.origin.file == named.file
            && before.undated_because.is_none()
    }

    /// Returns the actual days of a milestone. A future one does not count; a finding reports it.
    fn actuals(&self, doc: &MilestoneDoc) -> Actuals {
        let seen = |day: &Field<Day>| day.value().copied().filter(|day| self.as_of.has_seen(*day));
        Actuals {
            done: seen(&doc.done),
            started: seen(&doc.started),
            updated: seen(&doc.updated),
            cancelled: doc.cancelled.value().and_then(|cancelled| seen(&cancelled.on)),
        }
    }

    fn lowered(&mut self, named: &NamedProgram, doc: &MilestoneDoc, found: &Resolved<'_>) -> Milestone {
        let Resolved { program, owner, calendar, week, base, full } = *found;
        let waivers = waivers::waivers(self, named, &doc.waive);
        let declared = self.declaration(named.file, &doc.health);
        let Actuals { done, started, updated, cancelled } = self.actuals(doc);
        let mut milestone = Milestone {
            id: doc.id.clone(),
            full_id: format!("{}/{}", named.id, doc.id),
            program,
            name: doc.name.non_blank().unwrap_or_else(|| doc.id.clone()),
            owner,
            duration: doc.duration.value().map(|duration| Estimate::new(*duration, week)),
            promise: promise(&doc.due, &doc.moved),
            done,
            started,
            progress: doc.progress.value().copied(),
            remaining: doc
                .remaining
                .value()
                .map(|amount| Length { days: amount.days(week), elapsed: amount.unit == TimeUnit::Elapsed }),
            updated,
            eta: doc.eta.value().copied(),
            not_before: doc.not_before.value().copied(),
            pauses: doc.pauses.clone(),
            window: check::window(doc),
            blocked: doc.blocked.value().map(|blocked| {
                Box::new(Blocked {
                    since: blocked.since.value().copied(),
                    why: blocked.why.non_blank(),
                    waiting_on: blocked.waiting_on.non_blank(),
                    until: blocked.until.value().copied(),
                })
            }),
            firm: doc.firm.value().copied().unwrap_or(false),
            promised_to: doc.promised_to.non_blank(),
            tags: doc.tags.clone(),
            workstream: doc.workstream.non_blank(),
            declared,
            note: doc.note.non_blank(),
            baseline: doc.baseline.value().copied(),
            url_links: doc.url_links.clone(),
            cancelled: doc
                .cancelled
                .value()
                .zip(cancelled)
                .map(|(cancelled, on)| Box::new(Cancelled { on, reason: cancelled.reason.reason() })),
            formerly: doc.formerly.iter().map(|id| id.value.clone()).collect(),
            waivers,
            calendar: calendar.map(str::to_owned),
            base,
            full,
            origin: Place { file: named.file, span: doc.span },
            spans: Spans::of_milestone(doc),
            undated_because: None,
            perhaps_done: doc.done.is_present(),
        };
        milestone.perhaps_done &= milestone.done.is_none();
        // With a future or unreadable day it is not known whether the milestone is cancelled.
        milestone.perhaps_done |= doc.cancelled.is_present() && milestone.is_live();
        milestone
    }

    /// Takes the dates of a milestone away, unless it has none.
    pub(super) fn undate(&mut self, id: MilestoneId, because: String) {
        self.workspace.milestone_mut(id).undated_because.get_or_insert(because);
    }

    /// Returns the milestone's calendar: its own, else its owner's, else its program's, else the
    /// default. The name is `None` for the default.
    fn calendar(
        &mut self,
        named: &'a NamedProgram,
        doc: &'a MilestoneDoc,
        owner: Option<&'a OwnerDoc>,
        freezes: &Freezes,
    ) -> (Option<&'a str>, Option<Chosen>) {
        let owners = owner.and_then(|owner| owner.calendar.value());
        let name = doc.calendar.value().or(owners).or(named.doc.calendar.value()).map(String::as_str);
        let absences = Absences {
            owner: owner.map(|owner| (owner.id.as_str(), owner.away.as_slice())),
            program: &named.id,
            freezes: [&self.freezes, freezes],
            id: MilestoneId(self.workspace.milestones.len() as u32),
            tags: &doc.tags,
            pauses: &doc.pauses,
        };
        (name, self.calendars.choose(name, &absences, &mut self.workspace.calendars))
    }

    pub(super) fn owner(&mut self, file: FileId, name: &Field<String>) -> Option<OwnerId> {
        let Spanned { value, span } = name.spanned()?;
        let place = Place { file, span: *span };
        self.owners.find(value, place, &mut self.workspace.owners, &mut self.sink)
    }

    fn declaration(&mut self, file: FileId, health: &Field<Box<HealthDoc>>) -> Option<Box<Declaration>> {
        let health = health.value()?;
        let by = self.owner(file, &health.by);
        let rag = *health.rag.value()?;
        let (note, on) = (health.note.non_blank(), health.on.value().copied());
        if on.is_some_and(|on| !self.as_of.has_seen(on)) {
            return None;
        }
        Some(Box::new(Declaration { rag, note, on, by }))
    }

    /// Resolves the references of a program, now that every milestone has its index.
    fn references(&mut self, id: ProgramId, named: &NamedProgram) {
        let milestones = self.workspace.program(id).milestone_ids();
        for (milestone, doc) in milestones.zip(&named.doc.milestones) {
            dependencies::lower(self, milestone, named, doc);
        }
        let assertions = waivers::assertions(self, named, &named.doc.assert);
        self.workspace.program_mut(id).assertions = assertions;
        for doc in &named.doc.risks {
            let risk = risks::lower(self, id, named, doc, self.as_of);
            self.workspace.risks.push(risk);
        }
        for doc in &named.doc.asks {
            let of = self.owner(named.file, &doc.of);
            let full_id = format!("{}/{}", named.id, doc.id);
            let unlocks = self.milestones(named, &doc.unlocks, &full_id);
            self.workspace.asks.push(Ask {
                program: id,
                ask: doc.ask.non_blank().unwrap_or_else(|| doc.id.clone()),
                of,
                by: doc.by.value().copied(),
                unlocks,
                origin: Place { file: named.file, span: doc.span },
                full_id,
            });
        }
    }

    fn finish(&mut self, id: ProgramId, named: &NamedProgram) {
        let doc: &ProgramDoc = &named.doc;
        let found = match &doc.finish {
            Field::Absent => return,
            Field::Bad(_) => Found::Nothing,
            Field::Ok(finish) => {
                let reference = Reference {
                    text: &finish.value,
                    home: &named.id,
                    place: Place { file: named.file, span: finish.span },
                    rule: "unknown-finish",
                    subject: &named.id,
                };
                self.names.find(&reference, &mut self.sink)
            }
        };
        let cancelled = |milestone: MilestoneId| !self.workspace.milestone(milestone).is_live();
        // A cancelled finish is ignored: then the latest milestone is the finish.
        let cancelled = matches!(found, Found::Milestone(milestone) if cancelled(milestone));
        let program = self.workspace.program_mut(id);
        match found {
            Found::Milestone(_) if cancelled => {
                let place = Place { file: named.file, span: doc.finish.span().unwrap_or_default() };
                let finish = doc.finish.value().cloned().unwrap_or_default();
                let message = format!("`{finish}` is the finish of `{}`, but it is cancelled", named.id);
                self.sink.add(
                    Finding::warning("cancelled-finish", place, message)
                        .label("cancelled")
                        .subject(&named.id)
                        .help("name another finish; until then the latest milestone counts as the finish"),
                );
            }
            Found::Milestone(milestone) => program.finish = Some(milestone),
            Found::Unreadable(_) => {
                program.undated_because = Some("its `finish` may stand where it could not be read".into());
            }
            Found::Nothing => program.undated_because = Some("its `finish` names no milestone".into()),
        }
    }

    /// Returns the milestones of a list of references; reports unknown ones.
    pub(super) fn milestones(
        &mut self,
        named: &NamedProgram,
        references: &[Spanned<String>],
        subject: &str,
    ) -> Vec<MilestoneId> {
        let mut found = Vec::new();
        for spanned in references {
            let reference = Reference {
                text: &spanned.value,
                home: &named.id,
                place: Place { file: named.file, span: spanned.span },
                rule: "unknown-milestone",
                subject,
            };
            if let Found::Milestone(milestone) = self.names.find(&reference, &mut self.sink) {
                found.push(milestone);
            }
        }
        found
    }
}

fn promise(due: &Field<crate::syntax::Due>, moved: &[MoveDoc]) -> Promise {
    let due = due.value().copied();
    let moves = moved.iter().filter_map(|entry| {
        Some(Move {
            from: *entry.from.value()?,
            on: entry.on.value().copied(),
            cause: entry.cause.non_blank(),
            why: entry.why.reason(),
            agreed: entry.agreed.non_blank(),
        })
    });
    let day = due.and_then(crate::syntax::Due::day);
    Promise {
        due: day,
        original: moved.first().map_or(day, |first| first.from.value().copied()),
        tbd: due == Some(crate::syntax::Due::Tbd),
        moved: moves.collect(),
    }
}
